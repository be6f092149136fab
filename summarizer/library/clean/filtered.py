"""Words that lost a character to a word filter (群众→众): restored only when certain, else flagged."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from summarizer.library.clean.lines import HAN
from summarizer.library.lexicon import led_patterns, mapping
from summarizer.library.manuscript import Change

_REACH: Final = 4
_MIN_PART: Final = 3
_SLOGAN = re.compile(f"“([{HAN}]{{2,8}}(?:[、，][{HAN}]{{2,8}}){{2,5}})”")


def restore_filtered(text: str) -> Iterator[Change]:
    """Known collocations get their character back; whatever else looks robbed is flagged."""
    restored = mapping("filtered", "restored")
    starts: list[Change] = []
    for match in _lost_words().finditer(text):
        whole: str = restored[match.group()]
        if not _is_kept(text, match.start() + _gap(match.group(), whole)):
            starts.append(
                Change(match.start(), match.end(), whole, f"补回被过滤的字：{match.group()}→{whole}")
            )
    yield from starts
    for key in ("doubtful", "doubtful_words"):
        yield from _doubtful(text, led_patterns("filtered", key), starts)


def _doubtful(text: str, pattern: re.Pattern[str], restored: Sequence[Change]) -> Iterator[Change]:
    """Words that look robbed, outside of those restored."""
    remaining, end = iter(restored), 0
    current = next(remaining, None)
    for match in pattern.finditer(text):
        while current is not None and current.end <= match.start():
            end = current.end
            current = next(remaining, None)
        inside = match.start() < end or (current is not None and current.start < match.end())
        if not inside and not _is_kept(text, match.start()):
            yield Change(match.start(), match.end(), None, "可能被过滤掉一个字")


def flag_uneven(text: str) -> Iterator[Change]:
    """A slogan of parallel parts (“学党史、强信念、跟党走”) with one part a character short is flagged."""
    for match in _SLOGAN.finditer(text):
        parts = re.split("[、，]", match[1])
        whole = max(len(part) for part in parts)
        short = [part for part in parts if len(part) != whole]
        if len(short) == 1 and len(short[0]) == whole - 1 and whole >= _MIN_PART:
            start = match.start(1) + match[1].find(short[0])
            yield Change(start, start + len(short[0]), None, "可能被过滤掉一个字")


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
    return re.compile("|".join(mapping("filtered", "kept")["words"]))
