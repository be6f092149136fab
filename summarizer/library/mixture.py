"""Whether a section tells of further topics beside its main one: sentence by sentence, not as a whole.

A section that joins two topics (维权与帮扶) gives each of them sentences of its own, while one that mentions
another topic in passing does not. Four measures of that are weighed by a logistic model whose weights are
learned with the words' (`topics.toml`).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Topic

CLOSING: Final = frozenset({Topic.PROBLEMS, Topic.PLANS, Topic.OVERVIEW})
"""Topics of sections that speak of every other topic, too."""
ALSO_PROBABILITY: Final = 0.35
"""From which probability a section tells of a further topic; chosen without the held-out sections."""

_TEMPERATURE: Final = 1.5  # a sentence is short, so its words are nearer to independent than a section's
_PRIOR: Final = 0.9  # a sentence that says nothing of its own speaks of what its section speaks of
_MOST_GAIN: Final = 8.0  # one sentence full of a topic's words is one sentence
_LEAST_SHARE: Final = 0.01  # 3 % of the labelled further topics have a smaller share of their whole section
_SENTENCE = re.compile("[^。；;！!？?\n]+[。；;！!？?\n]*")
_PART = re.compile("[^，,。\n]+[，,。\n]*")
_CLAUSE_ENDS = re.compile("[、，,；; \u3000]+|(?<=..)[与和及](?=..)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a further topic in a section, and, as weights, how much each measure counts.

    Attributes:
        gain: ln(1 + by how much its words outweigh the main topic's, summed over the sentences).
        length: its expected share of the body's characters, 0 to 1.
        clause: its share of the heading's clause that speaks of it most, 0 to 1.
        sentence: its share of the sentence that speaks of it most, 0 to 1.
    """

    gain: float
    length: float
    clause: float
    sentence: float

    @property
    def values(self) -> tuple[float, ...]:
        """The measures in the order of the attributes."""
        return self.gain, self.length, self.clause, self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing:
    """The learned logistic model."""

    weights: Evidence
    bias: float

    def probability(self, evidence: Evidence) -> float:
        """How likely the section tells of the topic, 0 to 1."""
        pairs = zip(self.weights.values, evidence.values, strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * value for weight, value in pairs)))


def split_body(text: str) -> list[str]:
    """The sentences of a body with their marks; a semicolon ends one, too, and a comma in a body of one."""
    sentences = _SENTENCE.findall(text)
    return sentences if len(sentences) > 1 else _PART.findall(text)


def split_heading(title: str) -> list[str]:
    """The clauses of a heading without its numbering: 维权与帮扶 → 维权, 帮扶."""
    return [clause for clause in _CLAUSE_ENDS.split(title) if clause]


def further_candidates(shares: Mapping[Topic, float]) -> list[Topic]:
    """The topics a section may tell of, the main one first; none where there can be one only.

    Args:
        shares: all topics with their shares of the whole section, the main one first.
    """
    if next(iter(shares)) in CLOSING:
        return []
    found = [topic for topic, share in shares.items() if share >= _LEAST_SHARE and topic not in CLOSING]
    return found if len(found) > 1 else []


def weigh_topics(
    shares: Sequence[float],
    *,
    lengths: NDArray[np.int_],
    sentences: NDArray[np.float64],
    clauses: NDArray[np.float64],
) -> list[Evidence]:
    """The evidence for each candidate beside the main topic, in their order.

    Args:
        shares: of the whole section, one for each candidate, the main topic first.
        lengths: characters of each sentence.
        sentences: logarithmic odds of each sentence, shape (sentences, candidates); those of the heading's
            clauses when there is no body.
        clauses: the same of each clause of the heading.
    """
    priors = _PRIOR * np.log(shares)
    told, titled = _shares(sentences + priors), _shares(clauses + priors)
    gains = np.clip(sentences - sentences[:, :1], 0.0, _MOST_GAIN).sum(axis=0)
    measures = (
        np.log1p(gains),
        lengths @ told / max(1, int(lengths.sum())),
        titled.max(axis=0, initial=0.0),
        told.max(axis=0, initial=0.0),
    )
    return [
        Evidence(gain=gain, length=length, clause=clause, sentence=sentence)
        for gain, length, clause, sentence in np.column_stack(measures).tolist()[1:]
    ]


def _shares(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp((odds - odds.max(axis=1, keepdims=True)) / _TEMPERATURE)
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares
