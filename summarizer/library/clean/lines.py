"""The lines of a text as rules see them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.library.manuscript import Change

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
IS_HAN = re.compile(f"[{HAN}]")


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


def drop_line(text: str, line: Line, reason: str) -> Change:
    """The removal of a whole line with its line feed, where it has one."""
    return Change(line.start, min(line.end + 1, len(text)), "", reason)


def han_share(text: str) -> float:
    """Ideographs among all visible characters, 0 to 1; 0 for blank text."""
    visible = sum(not char.isspace() for char in text)
    return len(IS_HAN.findall(text)) / visible if visible else 0.0
