"""Line breaks inside sentences."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.library.clean.lines import lines_of
from summarizer.library.manuscript import Change
from summarizer.library.wrapping import columns, continues, wrap_columns

_MAX_BLANK: Final = 3
_HEADING_CHARS: Final = 20
_NARROW: Final = 0.6


def join_lines(text: str) -> Iterator[Change]:
    """A line that goes on with the sentence before it is joined to it."""
    lines = list(lines_of(text))
    width = wrap_columns([line.said for line in lines])
    said = [(index, line) for index, line in enumerate(lines) if line.said]
    for (index, line), (next_index, following) in pairwise(said):
        if next_index - index > _MAX_BLANK + 1 or not continues(line.said, following.said, width):
            continue
        if _may_be_heading(following.said) and (width is None or columns(line.said) < _NARROW * width):
            continue
        left = line.start + len(text[line.start : line.end].rstrip())
        right = (
            following.start
            + len(text[following.start : following.end])
            - len(text[following.start : following.end].lstrip())
        )
        latin = text[left - 1].isascii() and text[left - 1].isalpha() and following.said[0].isascii()
        yield Change(left, right, " " if latin and following.said[0].isalpha() else "", "接上断开的行")


def _may_be_heading(line: str) -> bool:
    return (
        len(line) <= _HEADING_CHARS
        and not any(mark in line for mark in "，。；：、！？")
        and not line[0].isdigit()
    )
