"""Line breaks inside sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.library.clean.foreign import first_word, last_word, splits_word
from summarizer.library.clean.lines import HAN, IS_HAN, Line, lines_of
from summarizer.library.clean.titles import is_title
from summarizer.library.manuscript import Change
from summarizer.library.wrapping import columns, continues, starts_block, wrap_columns
from summarizer.text.numbering import parse_numbering

_INDENT = re.compile(r"[ \u3000\xa0\t]*(?:\u3000|[ \xa0]{2}|\t)[ \u3000\xa0\t]*\S")
# Behind a full sentence a line of its own text ends with a mark, or where all lines break.
_STRAY = re.compile(f"(?<=[。！？])[ \u3000]*([{HAN}]{{4,22}})$")
_OVER: Final = 4
_MAX_BLANK: Final = 3
_HEADING_CHARS: Final = 20
_NARROW: Final = 0.6
_NEAR: Final = 0.86
_STOPS: Final = "。！？；：，…!?;:"
_ENDS: Final = "。！？；：…!?;:”』」》】）)"
_NEVER_ENDS: Final = tuple("的在和与及为把将对向被让使以")  # words no line of prose ends with
_PROSE = re.compile("[的了是把将被着]|\\d|[一二三四五六七八九十百千万两]")
_FIGURE_END = re.compile(
    "[\\d一二三四五六七八九十百千万](?:[人名户次件场期份篇项个家元条]|万元|人次|平方米)$"
)
_EVEN: Final = 2
_CONTEXT: Final = 8
_NUMERAL_CUT = re.compile("[一二三四五六七八九十百千万两](?:[元名户件场期份篇届岁条项]|人次)")
_REACH: Final = 4
_SHORT_REST: Final = 2


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
        cut = next_index - index <= _MAX_BLANK + 1 and _cuts_word(line.said, following.said)
        cut = cut or (
            indents and index + 1 == next_index and _wraps_heading(line.said, following.said, width)
        )
        if next_index - index > _MAX_BLANK + 1 or not (cut or continues(line.said, following.said, width)):
            continue
        if (
            not cut
            and line.said[-1] not in "，、"
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


def _cuts_word(left: str, right: str) -> bool:
    """Whether the break stands inside a word of a sentence, or before the last character of a heading."""
    if left[-1] in _ENDS or not IS_HAN.match(left[-1]) or not IS_HAN.match(right[0]) or "\t" in left + right:
        return False
    if parse_numbering(left) is not None and "。" not in left:
        return len(right) == 1 or (len(right) == _SHORT_REST and splits_word(left[-_REACH:], right))
    if parse_numbering(right) is not None or not _tells(left):
        return False
    return (
        last_word(left[-_CONTEXT:]) in _NEVER_ENDS
        or _NUMERAL_CUT.match(left[-1] + right) is not None
        or (
            splits_word(left[-_REACH:], right[:_REACH], listed=True)
            and len(first_word(right[:_CONTEXT])) == 1
        )
    )


def _wraps_heading(left: str, right: str, width: int | None) -> bool:
    """Whether a numbered heading as wide as the page goes on, where paragraphs are indented and it is not."""
    return (
        width is not None
        and columns(left) >= _NEAR * width
        and parse_numbering(left) is not None
        and left[-1] not in _STOPS
        and not starts_block(right)
        and right[-1] not in _STOPS
        and columns(right) < _NARROW * width
    )


def _tells(said: str) -> bool:
    """Whether a line without end mark is prose: uneven clauses with words a heading is without."""
    clauses = [len(clause) for clause in re.split("[，；]", said)]
    if _FIGURE_END.search(said):
        return False  # an item of a list
    return len(clauses) > 1 and max(clauses) - min(clauses) > _EVEN and _PROSE.search(said) is not None


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
