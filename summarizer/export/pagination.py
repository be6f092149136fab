"""An estimate, before any program lays the document out, of where its lines and pages end."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.export import gbt9704
from summarizer.export.blocks import Block, Heading, Paragraph, Table, Title
from summarizer.export.title_lines import break_title

_SIGN_OFF_LINES = 3
_PAGES_PER_DOUBTFUL_LINE = 5
_NOT_AT_START = frozenset("，。、；：！？）》〉”’】〕…％%,.;:!?)]")
_NOT_AT_END = frozenset("（《〈“‘【〔([")
_WORD = re.compile(r"[A-Za-z0-9.,%/+-]")
_HAN = re.compile(r"[\u3400-\u9fff]")


class _Layouter(NamedTuple):
    """How a program fills lines: does a mark hang out at the end, what gap stands between 汉字 and digits."""

    hangs: bool
    gap_chars: float


_WORD_PROCESSOR = _Layouter(hangs=True, gap_chars=0.0)
# LibreOffice 7 widens the border of 汉字 and digits whatever the file says.
_LIBREOFFICE = _Layouter(hangs=False, gap_chars=0.25)


def sign_off_may_stand_alone(blocks: Sequence[Block]) -> bool:
    """Whether the sign-off behind `blocks` could come to stand alone on a page (GB/T 9704-2012, 7.3.5.5).

    True also in doubt: with a table, whose height is not known here, or when a line more or less (two in a
    document of five pages, and so on) would decide.
    """
    if any(isinstance(block, Table) for block in blocks):
        return True
    return any(_is_close(_lines_used(blocks, layouter)) for layouter in (_WORD_PROCESSOR, _LIBREOFFICE))


def line_count(text: str, *, hangs: bool = True, gap_chars: float = 0.0) -> int:
    """Lines a paragraph with the indent of the body takes, at least 1.

    Args:
        text: one paragraph.
        hangs: a closing mark that does not fit may stand out of the line.
        gap_chars: the space between 汉字 and Latin characters in 字.
    """
    lines, used, unbroken = 1, float(gbt9704.BODY_INDENT_CHARS), 0.0
    before = ""
    for char in text:
        width = gbt9704.width_chars(char) + gap_chars * _is_border(before, char)
        unbroken = unbroken + width if _is_joined(before, char) else width
        used += width
        if used > gbt9704.CHARS_PER_LINE and not (hangs and char in _NOT_AT_START):
            lines += 1
            used = unbroken
        before = char
    return lines


def _lines_used(blocks: Sequence[Block], layouter: _Layouter) -> int:
    """Lines from the top of the first page to the end of the last block, those pages leave blank included."""
    used = 0
    for block in blocks:
        match block:
            case Title(text=text):
                used += len(break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)) + 1
            case Heading(text=text):
                count = line_count(text, **layouter._asdict())
                left = -used % gbt9704.LINES_PER_PAGE
                # A heading goes with the first line of what follows.
                used += count + (left if left <= count else 0)
            case Paragraph(text=text):
                used += line_count(text, **layouter._asdict())
    return used


def _is_close(used: int) -> bool:
    pages, on_last = divmod(used - 1, gbt9704.LINES_PER_PAGE)
    doubt = 1 + pages // _PAGES_PER_DOUBTFUL_LINE
    return on_last < doubt or gbt9704.LINES_PER_PAGE - 1 - on_last < _SIGN_OFF_LINES + doubt


def _is_joined(before: str, char: str) -> bool:
    """Whether a line must not end between the two."""
    if not before or char in _NOT_AT_START or before in _NOT_AT_END:
        return True
    return _WORD.match(before) is not None and _WORD.match(char) is not None


def _is_border(before: str, char: str) -> bool:
    if not before:
        return False
    return bool(
        (_HAN.match(before) and char.isascii() and char.isalnum())
        or (before.isascii() and before.isalnum() and _HAN.match(char))
    )
