"""An estimate, before any program lays the document out, of where its lines and pages end."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.export import gbt9704
from summarizer.export.blocks import (
    AttachmentNote,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Table,
    Title,
)
from summarizer.export.layout import split_at_attachments, split_ending
from summarizer.export.title_lines import break_title

_PAGES_PER_DOUBTFUL_LINE = 5
_MOST_ESTIMATED_PAGES = 6
_NOT_AT_START = frozenset("，。、；：！？）》〉”’】〕…％%,.;:!?)]")
_NOT_AT_END = frozenset("（《〈“‘【〔([")
_WORD = re.compile(r"[A-Za-z0-9.,%/+-]")
_HAN = re.compile(r"[\u3400-\u9fff]")


class _Layouter(NamedTuple):
    """How a program fills lines: does a mark hang out at the end, what gap stands between 汉字 and digits."""

    hangs: bool
    gap_chars: float


_WORD_PROCESSOR = _Layouter(hangs=True, gap_chars=0.0)
# LibreOffice 7 widens the border of 汉字 and digits, by 3.5 pt at 16 pt, whatever the file says.
_LIBREOFFICE = _Layouter(hangs=False, gap_chars=0.22)
_LAYOUTERS = (_WORD_PROCESSOR, _LIBREOFFICE)
# Tracking leaves a little more room than 28 characters take.
_LINE_CHARS = gbt9704.TEXT_WIDTH / (gbt9704.BODY_SIZE + gbt9704.BODY_TRACKING)
_PLAIN_ENDING = (SignOff(signed="署名", date="成文日期"),)


def lines_per_page(blocks: Sequence[Block]) -> int:
    """How many lines a page should have so that the sign-off does not come to stand alone.

    22 (GB/T 9704-2012, 5.2.3) but where the estimate says that blank line, 署名 and 成文日期 find no room
    below the text in Word and WPS: then the nearest number that leaves no doubt, or little (7.3.5.5:
    调整行距). 22 also where no number helps, and where the estimate is no more than a guess: with a table,
    or in a long document. There the text goes along with the sign-off.
    """
    main, _ = split_at_attachments(blocks)
    text, ending = split_ending(main)
    usual = gbt9704.LINES_PER_PAGE
    if not text or not any(isinstance(block, SignOff) for block in ending) or _has_table(text):
        return usual
    if _lines_used(text, _WORD_PROCESSOR, usual) > _MOST_ESTIMATED_PAGES * usual:
        return usual
    if not _is_alone(text, ending, usual, _WORD_PROCESSOR):
        return usual
    tried = gbt9704.LINES_PER_PAGE_ADJUSTED
    sure = (n for n in tried if not sign_off_may_stand_alone(text, ending=ending, lines_per_page=n))
    likely = (n for n in tried if not _is_alone(text, ending, n, _WORD_PROCESSOR))
    return next(sure, next(likely, usual))


def sign_off_may_stand_alone(
    blocks: Sequence[Block],
    *,
    ending: Sequence[Block] = _PLAIN_ENDING,
    lines_per_page: int = gbt9704.LINES_PER_PAGE,
) -> bool:
    """Whether the sign-off behind `blocks` could come to stand alone on a page (GB/T 9704-2012, 7.3.5.5).

    True also in doubt: with a table, whose height is not known here, or when a line more or less (two in a
    document of five pages, and so on) would decide.

    Args:
        blocks: the text above.
        ending: 附件说明 and sign-off; one without seal when not given.
        lines_per_page: those a page has room for.
    """
    if _has_table(blocks):
        return True
    return any(_is_alone(blocks, ending, lines_per_page, layouter, doubts=True) for layouter in _LAYOUTERS)


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
        if used > _LINE_CHARS and not (hangs and char in _NOT_AT_START):
            lines += 1
            used = unbroken
        before = char
    return lines


def _has_table(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Table) for block in blocks)


def _ending_lines(blocks: Sequence[Block], layouter: _Layouter) -> int:
    lines = 0
    for block in blocks:
        match block:
            case AttachmentNote(lines=names):
                # Names begin further right than paragraphs do.
                indent = "甲" * (gbt9704.ATTACHMENT_MARK_CHARS + gbt9704.ATTACHMENT_NUMBER_CHARS)
                lines += 1 + sum(line_count(indent + name, **layouter._asdict()) for name in names)
            case SignOff(signed=signed, date=date, seal=True):
                below = gbt9704.SIGN_OFF_SEAL_LINES_BELOW
                lines += gbt9704.SIGN_OFF_SEAL_BLANK_LINES + bool(signed) + bool(date) + below
            case SignOff(signed=signed, date=date):
                lines += gbt9704.SIGN_OFF_BLANK_LINES + bool(signed) + bool(date)
    return lines


def _lines_used(blocks: Sequence[Block], layouter: _Layouter, per_page: int) -> int:
    """Lines from the top of the first page to the end of the last block, those pages leave blank included."""
    used = headings = 0
    for block in blocks:
        if isinstance(block, Heading):
            # Headings in a row go together, with the first line of what follows.
            headings += line_count(block.text, **layouter._asdict())
            continue
        left = -used % per_page
        used += headings + (left if headings and left <= headings else 0)
        headings = 0
        match block:
            case Title(text=text):
                used += len(break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)) + 1
            case Paragraph(text=text) | Recipient(text=text):
                used += line_count(text, **layouter._asdict())
    return used + headings


def _is_alone(
    blocks: Sequence[Block],
    ending: Sequence[Block],
    per_page: int,
    layouter: _Layouter,
    *,
    doubts: bool = False,
) -> bool:
    """Whether what `ending` takes finds no room below the text, a line or more spared where one `doubts`."""
    pages, on_last = divmod(_lines_used(blocks, layouter, per_page) - 1, per_page)
    doubt = 1 + pages // _PAGES_PER_DOUBTFUL_LINE if doubts else 0
    return on_last < doubt or per_page - 1 - on_last < _ending_lines(ending, layouter) + doubt


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
