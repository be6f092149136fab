"""Several rankings made into one."""

from collections.abc import Iterable, Sequence
from typing import Final

from summarizer.protocols import PassageScore

RRF_K: Final = 60
"""Cormack, Clarke and Büttcher, Reciprocal Rank Fusion (SIGIR 2009), section 2."""


def fuse_ranks(
    rankings: Sequence[Sequence[PassageScore]], *, weights: Sequence[float] | None = None, k: int = RRF_K
) -> tuple[PassageScore, ...]:
    """The passages of all rankings by reciprocal rank fusion, best first, ties by id.

    A passage's score is Σ weight / (k + rank), ranks counted from 1; a ranking that does not hold it adds
    nothing. Scores of the rankings themselves are not looked at: they cannot be compared.

    Raises:
        ValueError: not one weight for each ranking.
    """
    chosen = [1.0] * len(rankings) if weights is None else list(weights)
    fused: dict[str, float] = {}
    for ranking, weight in zip(rankings, chosen, strict=True):
        for rank, (passage_id, _) in enumerate(ranking, start=1):
            fused[passage_id] = fused.get(passage_id, 0.0) + weight / (k + rank)
    return ranked(PassageScore(passage_id, score) for passage_id, score in fused.items())


def ranked(scores: Iterable[PassageScore]) -> tuple[PassageScore, ...]:
    """`scores`, highest first; those equal in nine digits count as ties and go by id.

    Databases and processors add floats up in different orders: the last digits are noise.
    """
    return tuple(sorted(scores, key=lambda found: (-round(found.score, 9), found.passage_id)))
