"""The lines of a text as rules see them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from summarizer.library.manuscript import Change
from summarizer.library.wrapping import starts_block

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
IS_HAN = re.compile(f"[{HAN}]")
MONTH_DAY: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
"""A date without a year, as a regular expression."""
_ENDS_PART: Final = "；"  # which ends a paragraph, too, but hardly the last before a title or page number
_IN_PROSE = re.compile(r"[，。；\d]")
_NEXT_LINE = re.compile(r"\s*\n[ \t\u3000\xa0]*(?=(?P<said>\S[^\n]*))")


class Line(NamedTuple):
    """One line of a text: its offsets, without the line feed, and what it says without outer space."""

    start: int
    end: int
    said: str


def lines_of(text: str) -> Iterator[Line]:
    """All lines of `text` in order, empty ones included."""
    start = 0
    for raw in text.split("\n"):
        yield Line(start, start + len(raw), raw.strip())
        start += len(raw) + 1


def break_behind(text: str, start: int, end: int) -> int:
    """Where what is taken out of `text` from `start` to the end of its line at `end` ends.

    Behind ； the sentence goes on: the break goes, too, unless the next line begins something new.
    """
    following = _NEXT_LINE.match(text, end) if text[start - 1 : start] == _ENDS_PART else None
    if following is None or starts_block(following["said"]) or not _IN_PROSE.search(following["said"]):
        return end
    return following.end()


def break_before(text: str, start: int) -> int:
    """The end of the last line that says something before the one that begins at `start`."""
    while start and text[start - 1].isspace():
        start -= 1
    return start


def drop_line(text: str, line: Line, reason: str) -> Change:
    """The removal of a whole line with its line feed, where it has one."""
    return Change(line.start, min(line.end + 1, len(text)), "", reason)


def han_share(text: str) -> float:
    """Ideographs among all visible characters, 0 to 1; 0 for blank text."""
    visible = sum(not char.isspace() for char in text)
    return len(IS_HAN.findall(text)) / visible if visible else 0.0
