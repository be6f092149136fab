"""Several rankings made into one: by scores, or by ranks where scores cannot be compared."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from summarizer.protocols import PassageScore

RRF_K: Final = 60
"""Cormack, Clarke and Büttcher, Reciprocal Rank Fusion (SIGIR 2009), section 2."""


class Ranking(NamedTuple):
    """What one way of searching found, best first, and the score of a passage that matches in nothing."""

    found: Sequence[PassageScore]
    floor: float = 0.0


def fuse_scores(rankings: Sequence[Ranking], *, weights: Sequence[float]) -> tuple[PassageScore, ...]:
    """The passages of all rankings by the weighted mean of their scores, best first, ties by id.

    Scores are first brought to 0 (the ranking's floor) to 1 (its best). Bruch, Gai and Ingber, An Analysis of
    Fusion Functions for Hybrid Retrieval (TOIS 2023): better than ranks, and not touchy about its one weight.

    Raises:
        ValueError: not one weight for each ranking.
    """
    fused: dict[str, float] = {}
    used = [weight for (found, _), weight in zip(rankings, weights, strict=True) if found]
    for (found, floor), weight in zip(rankings, weights, strict=True):
        width = max((score for _, score in found), default=floor) - floor
        for passage_id, score in found:
            share = (score - floor) / width if width > 0 else 1.0
            fused[passage_id] = fused.get(passage_id, 0.0) + weight / sum(used) * share
    return ranked(PassageScore(passage_id, score) for passage_id, score in fused.items())


def fuse_ranks(
    rankings: Sequence[Ranking], *, weights: Sequence[float], k: int = RRF_K
) -> tuple[PassageScore, ...]:
    """The passages of all rankings by reciprocal rank fusion, best first, ties by id.

    A passage's score is Σ weight / (k + rank), ranks counted from 1; a ranking that does not hold it adds
    nothing.

    Raises:
        ValueError: not one weight for each ranking.
    """
    fused: dict[str, float] = {}
    for (found, _), weight in zip(rankings, weights, strict=True):
        for rank, (passage_id, _) in enumerate(found, start=1):
            fused[passage_id] = fused.get(passage_id, 0.0) + weight / (k + rank)
    return ranked(PassageScore(passage_id, score) for passage_id, score in fused.items())


def ranked(scores: Iterable[PassageScore]) -> tuple[PassageScore, ...]:
    """`scores`, highest first; those equal in nine digits count as ties and go by id.

    Databases and processors add floats up in different orders: the last digits are noise.
    """
    return tuple(sorted(scores, key=lambda found: (-round(found.score, 9), found.passage_id)))
