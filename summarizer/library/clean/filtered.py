"""Words that lost a character to a word filter (群众→众): restored only when certain, else flagged."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from summarizer.library.lexicon import mapping, patterns
from summarizer.library.manuscript import Change

_REACH: Final = 4


def restore_filtered(text: str) -> Iterator[Change]:
    """Known collocations get their character back; whatever else looks robbed is flagged."""
    restored = mapping("filtered", "restored")
    end = 0
    starts: list[Change] = []
    for match in _lost_words().finditer(text):
        whole: str = restored[match.group()]
        if not _is_kept(text, match.start() + _gap(match.group(), whole)):
            starts.append(
                Change(match.start(), match.end(), whole, f"补回被过滤的字：{match.group()}→{whole}")
            )
    yield from starts
    remaining = iter(starts)
    current = next(remaining, None)
    for match in patterns("filtered", "doubtful").finditer(text):
        while current is not None and current.end <= match.start():
            end = current.end
            current = next(remaining, None)
        inside = match.start() < end or (current is not None and current.start < match.end())
        if not inside and not _is_kept(text, match.start()):
            yield Change(match.start(), match.end(), None, "可能被过滤掉一个字")


def _gap(lost: str, whole: str) -> int:
    """The offset in `lost` of the character that stands beside the gap."""
    same = next(
        (index for index, (one, other) in enumerate(zip(lost, whole, strict=False)) if one != other),
        len(lost),
    )
    return min(same, len(lost) - 1) if whole[same : same + 1] == "群" else max(0, same - 1)


def _is_kept(text: str, place: int) -> bool:
    """Whether the character at `place` belongs to a word that lost nothing."""
    first = max(0, place - _REACH)
    for match in _kept_words().finditer(text, first, min(len(text), place + _REACH)):
        if match.start() <= place < match.end():
            return True
    return False


@cache
def _lost_words() -> re.Pattern[str]:
    words = sorted(mapping("filtered", "restored"), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _kept_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, mapping("filtered", "kept")["words"])))
