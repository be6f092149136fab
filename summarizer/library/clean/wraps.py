"""Line breaks inside sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.library.clean.lines import HAN, Line, lines_of
from summarizer.library.clean.titles import is_title
from summarizer.library.manuscript import Change
from summarizer.library.wrapping import columns, continues, wrap_columns

_INDENT = re.compile(r"[ \u3000\xa0\t]*(?:\u3000|[ \xa0]{2}|\t)[ \u3000\xa0\t]*\S")
# Behind a full sentence a line of its own text ends with a mark, or where all lines break.
_STRAY = re.compile(f"(?<=[。！？])[ \u3000]*([{HAN}]{{4,22}})$")
_OVER: Final = 4
_MAX_BLANK: Final = 3
_HEADING_CHARS: Final = 20
_NARROW: Final = 0.6


def join_lines(text: str) -> Iterator[Change]:
    """A line that goes on with the sentence before it is joined to it.

    Where some lines are indented and others not, an indented line begins a paragraph.
    """
    lines = list(lines_of(text))
    indents = _indents_matter(text, lines)
    width = wrap_columns([line.said for line in lines])
    said = [(index, line) for index, line in enumerate(lines) if line.said]
    for (index, line), (next_index, following) in pairwise(said):
        if is_title(line.said) or (indents and _is_indented(text, following)):
            continue
        if next_index - index > _MAX_BLANK + 1 or not continues(line.said, following.said, width):
            continue
        if (
            line.said[-1] not in "，、"
            and _may_be_heading(following.said)
            and (width is None or columns(line.said) < _NARROW * width)
        ):
            continue
        left = line.start + len(text[line.start : line.end].rstrip())
        right = (
            following.start
            + len(text[following.start : following.end])
            - len(text[following.start : following.end].lstrip())
        )
        stray = _STRAY.search(line.said)
        if stray is not None and (width is None or columns(line.said) > width + _OVER):
            yield Change(left - len(stray[1]), left, None, "行末没有标点，可能混入了别的文字")
        latin = text[left - 1].isascii() and text[left - 1].isalpha() and following.said[0].isascii()
        yield Change(left, right, " " if latin and following.said[0].isalpha() else "", "接上断开的行")


def _indents_matter(text: str, lines: list[Line]) -> bool:
    said = [line for line in lines if line.said]
    indented = sum(_is_indented(text, line) for line in said)
    return 0.1 * len(said) < indented < 0.9 * len(said)


def _is_indented(text: str, line: Line) -> bool:
    return _INDENT.match(text, line.start, line.end) is not None


def _may_be_heading(line: str) -> bool:
    return (
        len(line) <= _HEADING_CHARS
        and not any(mark in line for mark in "，。；：、！？,;")
        and not line[0].isdigit()
    )
