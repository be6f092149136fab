"""Okapi BM25: how much a shared term says about a passage.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), equation 3.15:

    score(q, d) = Σ_t idf(t) · tf(t, d) · (k1 + 1) / (tf(t, d) + k1 · (1 − b + b · |d| / avgdl))

Deviations: idf is ln(1 + (N − df + ½) / (df + ½)), as in Lucene, which is never negative; a term that stands
several times in the query counts with the k3 factor of the same paper's section 3.3.
"""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

K1: Final = 1.2
"""Saturation of a term's frequency; the paper finds 1.2 to 2 good."""
B: Final = 0.6
"""How much long passages are held back; the paper finds 0.5 to 0.8 good."""
K3: Final = 2.0
"""Saturation of a term's frequency in the query: a query made of many facts repeats its words."""


def inverse_document_frequency(df: int, passages: int) -> float:
    """What a term that stands in `df` of `passages` passages is worth, above 0."""
    return math.log1p((passages - df + 0.5) / (df + 0.5))


def query_weight(qtf: int, df: int, passages: int) -> float:
    """What a term that stands `qtf` times in the query is worth: idf · qtf · (k3 + 1) / (qtf + k3)."""
    return inverse_document_frequency(df, passages) * qtf * (K3 + 1) / (qtf + K3)


def score(
    query: Mapping[str, float], terms: Mapping[str, int], *, length: int, average_length: float
) -> float:
    """The score of one passage; the same sum the store computes for many.

    Args:
        query: weight of each query term (`query_weight`).
        terms: how often each term stands in the passage.
        length: number of terms of the passage, repeated ones counted.
        average_length: mean of the lengths of all passages.
    """
    saturation = K1 * (1 - B + B * length / average_length)
    return sum(
        weight * terms[term] * (K1 + 1) / (terms[term] + saturation)
        for term, weight in query.items()
        if term in terms
    )


def term_scores(
    weight: float,
    tf: npt.NDArray[np.int_],
    *,
    lengths: npt.NDArray[np.int_],
    average_length: float,
) -> npt.NDArray[np.float64]:
    """What one term of the query adds to the scores of the passages that hold it, shape (passages,).

    Args:
        weight: of the term (`query_weight`).
        tf: how often the term stands in each passage.
        lengths: numbers of terms of the passages.
        average_length: mean of the lengths of all passages.
    """
    saturation = K1 * (1 - B + B * lengths / average_length)
    return weight * tf * (K1 + 1) / (tf + saturation)


def score_many(
    query: npt.NDArray[np.float64],
    tf: npt.NDArray[np.int_],
    *,
    lengths: npt.NDArray[np.int_],
    average_length: float,
) -> npt.NDArray[np.float64]:
    """The scores of several passages, shape (passages,).

    Args:
        query: weight of each query term, shape (terms,).
        tf: how often each term stands in each passage, shape (passages, terms).
        lengths: numbers of terms of the passages, shape (passages,).
        average_length: mean of the lengths of all passages.
    """
    saturation = K1 * (1 - B + B * lengths / average_length)
    shares = tf * (K1 + 1) / (tf + saturation[:, np.newaxis])
    return shares @ query
