"""Learns from labelled sections how much each measure of a further topic counts: logistic regression.

Ridge-penalised maximum likelihood by Newton's method (Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning, section 4.4.1); measures are standardised first, so that the penalty treats all alike.
"""

from collections.abc import Iterable

import numpy as np

from summarizer.domain import Topic
from summarizer.library.mixture import Evidence, Mixing
from summarizer.library.topics import Reading

_PENALTY = 1e-4  # per example
_STEPS = 40
_DIGITS = 3


def fit_mixing(examples: Iterable[tuple[tuple[Topic, ...], Reading]]) -> Mixing:
    """The model that best tells the further topics a person gave from the others.

    Args:
        examples: a person's topics and a reading by a model that has not seen the section; those whose main
            topic is wrong teach nothing.
    """
    rows, truths = [], []
    for topics, reading in examples:
        if reading.ranking[0].topic in topics:
            rows += [evidence.values for evidence in reading.further.values()]
            truths += [float(topic in topics) for topic in reading.further]
    measures, truth = np.array(rows), np.array(truths)
    mean, spread = measures.mean(axis=0), measures.std(axis=0)
    columns = np.column_stack([(measures - mean) / spread, np.ones(len(truth))])
    penalty = np.full(columns.shape[1], _PENALTY * len(truth))
    penalty[-1] = 0.0
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (likely - truth) + penalty * weights
        curve = (columns * (likely * (1 - likely))[:, None]).T @ columns + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    gain, length, clause, sentence = (round(float(one), _DIGITS) for one in scaled)
    return Mixing(
        weights=Evidence(gain=gain, length=length, clause=clause, sentence=sentence),
        bias=round(float(weights[-1] - scaled @ mean), _DIGITS),
    )
