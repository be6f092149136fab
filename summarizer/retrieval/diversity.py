"""Passages of different samples instead of ten from the same one."""

from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.protocols import PassageScore


def spread(
    found: Sequence[PassageScore],
    *,
    samples: Mapping[str, str],
    copies: Mapping[str, str],
    top_k: int,
    per_sample: int = 1,
) -> tuple[PassageScore, ...]:
    """The best `top_k` of `found`, at most `per_sample` of one sample as long as others are left.

    Of passages that are copies of one text only the best is ever returned. Where the samples do not suffice,
    the allowance grows by one a round; the result is ordered by score, as `found` is.

    One passage per sample and not MMR: what has to differ is the writer, and that needs no vectors.

    Args:
        found: passages, best first.
        samples: the sample of each passage.
        copies: the group of near-copies of each passage; one that is missing stands for itself.
        top_k: how many to return.
        per_sample: how many of one sample in the first round.
    """
    unique = _without_copies(found, copies)
    chosen: set[str] = set()
    taken: Counter[str] = Counter()
    allowance = max(1, per_sample)
    while len(chosen) < min(top_k, len(unique)):
        for passage_id, _ in unique:
            sample = samples[passage_id]
            if passage_id not in chosen and taken[sample] < allowance and len(chosen) < top_k:
                chosen.add(passage_id)
                taken[sample] += 1
        allowance += 1
    return tuple(found for found in unique if found.passage_id in chosen)


def _without_copies(found: Sequence[PassageScore], copies: Mapping[str, str]) -> list[PassageScore]:
    seen: set[str] = set()
    kept: list[PassageScore] = []
    for passage in found:
        group = copies.get(passage.passage_id, passage.passage_id)
        if group not in seen:
            seen.add(group)
            kept.append(passage)
    return kept
