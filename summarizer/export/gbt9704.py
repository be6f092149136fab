"""GB/T 9704-2012《党政机关公文格式》 as constants: every number with the clause it comes from.

A work summary is not one of the fifteen statutory kinds and carries no 版头 or 版记, so only the clauses
on paper, type area, title, body, sign-off and page numbers apply. Where the standard says 一般 or gives
no number, the docstring says what was chosen and why.
"""

import unicodedata
from typing import Final, NamedTuple

from summarizer.export.lengths import Length, Mm, Pt, Twips

PAGE_WIDTH: Final = Mm(210)
"""5.1: A4, 210 mm × 297 mm."""
PAGE_HEIGHT: Final = Mm(297)
"""5.1: A4, 210 mm × 297 mm."""

TEXT_WIDTH: Final = Mm(156)
"""5.2.1: 版心, 156 mm × 225 mm."""
TEXT_HEIGHT: Final = Mm(225)
"""5.2.1: 版心, 156 mm × 225 mm."""
MARGIN_TOP: Final = Mm(37)
"""5.2.1: 天头 37 mm ± 1 mm."""
MARGIN_LEFT: Final = Mm(28)
"""5.2.1: 订口 28 mm ± 1 mm."""
MARGIN_RIGHT: Final = Mm(210 - 28 - 156)
"""5.2.1: what page, 订口 and 版心 leave: 26 mm."""
MARGIN_BOTTOM: Final = Mm(297 - 37 - 225)
"""5.2.1: what page, 天头 and 版心 leave: 35 mm."""

LINES_PER_PAGE: Final = 22
"""5.2.3: 一般每面排22行, filling the 版心."""
LINES_PER_PAGE_ADJUSTED: Final = (23, 24, 21, 20)
"""5.2.3 and 7.3.5.5: what is tried, best first, where 22 lines would leave the sign-off alone on a page."""
CHARS_PER_LINE: Final = 28
"""5.2.3: 一般每行排28个字, filling the 版心."""
LINE_PITCH: Final = Twips(579)
"""5.2.3 gives no points: 28.95 pt is the largest pitch that puts 22 lines into 225 mm (29 pt: 21)."""
BODY_TRACKING: Final = Twips(-5)
"""28 characters of 16 pt need 448 pt of 442.2 pt: a quarter point less each. Unlike a character grid,
which Word, WPS and LibreOffice read differently, tracking gives 28 字 in all three."""

BODY_SIZE: Final = Pt(16)
"""5.2.2: 3号 仿宋 unless said otherwise; headings 7.3.3 likewise 3号."""
TITLE_SIZE: Final = Pt(22)
"""7.3.1: 2号 小标宋, centred, in one or more lines."""
TITLE_CHARS_PER_LINE: Final = int(TEXT_WIDTH / TITLE_SIZE)
"""7.3.1: what fits into one line of the 版心 at 2号."""
BODY_INDENT_CHARS: Final = 2
"""7.3.3: 每个自然段左空二字, continuation lines flush; headings stand like paragraphs."""
HEADING_LEVELS: Final = 4
"""7.3.3: 一、 / （一） / 1. / （1）, in 黑体, 楷体, 仿宋, 仿宋."""

SIGN_OFF_RIGHT_BLANK_CHARS: Final = 2
"""7.3.5.2: 署名 (or a date longer than it) right-aligned but for two 字."""
SIGN_OFF_DATE_SHIFT_CHARS: Final = 2
"""7.3.5.2: 成文日期首字比发文机关署名首字右移二字."""

SIGN_OFF_SEAL_RIGHT_BLANK_CHARS: Final = 4
"""7.3.5.1: 成文日期一般右空四字编排, 署名 centred above it."""
SIGN_OFF_BLANK_LINES: Final = 1
"""7.3.5.2: 在正文（或附件说明）下空一行."""
SIGN_OFF_SEAL_BLANK_LINES: Final = 2
"""7.3.5.1: a round seal of 42 mm, its centre a little above 署名 and 成文日期 and its top within one line of
the text, needs two lines free above them."""
SIGN_OFF_SEAL_LINES_BELOW: Final = 1
"""7.3.5.1: as far as the same seal reaches below the date."""

ATTACHMENT_MARK_CHARS: Final = 3
"""7.3.4: 附件： with its full-width colon; 左空二字, the names below each other."""
ATTACHMENT_NUMBER_CHARS: Final = 1
"""7.3.4: 1. before a name, two half-width characters."""

PAGE_NUMBER_SIZE: Final = Pt(14)
"""7.5: 4号 半角宋体阿拉伯数字 between two 一字线."""
PAGE_NUMBER_LINE: Final = Pt(16)
"""Not in the standard: the exact line height of the footer, so that its place does not depend on the font."""
PAGE_NUMBER_GAP: Final = Mm(7)
"""7.5: the 一字线 stands 7 mm below the lower edge of the 版心."""
PAGE_NUMBER_BLANK: Final = PAGE_NUMBER_SIZE
"""7.5: 单页码居右空一字，双页码居左空一字 (a 字 of the number itself)."""
DASH_HEIGHT_SHARE: Final = 0.56
"""Measured, not in the standard: how far down the footer line the 一字线 of a Song face is drawn."""
FOOTER_DISTANCE: Final = Length(
    MARGIN_BOTTOM - PAGE_NUMBER_GAP - PAGE_NUMBER_LINE + round(PAGE_NUMBER_LINE * DASH_HEIGHT_SHARE)
)
"""7.5: from the paper's lower edge to that of the footer line, so that the dash stands where it should."""
HEADER_DISTANCE: Final = Mm(15)
"""Not in the standard: the header stays empty."""

TABLE_SIZE: Final = Pt(14)
"""8 rules landscape tables only; 4号 for portrait ones is house style."""
TABLE_SIZES: Final = (TABLE_SIZE, Pt(12), Pt(10.5))
"""House style as well: 4号, 小四 and 五号, the largest at which the columns of a table fit."""


class SignOffIndents(NamedTuple):
    """Left indents of the two lines of a sign-off, in 字: 156 mm / 28 = 15.79 pt (3.1 and 5.2.3)."""

    signed: float
    date: float


def chars(count: float) -> Length:
    """The length of `count` 字 of body text (3.1)."""
    return Length(round(count * TEXT_WIDTH / CHARS_PER_LINE))


def width_chars(text: str) -> float:
    """The width of one line of `text` in 字: full-width characters 1, half-width 0.5, combining marks 0.

    Characters of ambiguous width (× “ ” — …) count as full-width, as Chinese fonts draw them.
    """
    return sum(map(_char_width, text))


def sign_off_indents(signed: str, date: str, *, seal: bool = False) -> SignOffIndents:
    """Where 署名 and 成文日期 begin (7.3.5.2, with a seal 7.3.5.1), never left of the 版心.

    Left indents instead of right alignment, because half-width digits would spoil the two-字 shift.
    """
    signed_width, date_width = width_chars(signed), width_chars(date)
    if seal:
        return _sealed_indents(signed_width, date_width)
    edge = CHARS_PER_LINE - SIGN_OFF_RIGHT_BLANK_CHARS
    if date_width > signed_width:
        date_left = edge - date_width
        return SignOffIndents(max(0.0, date_left - SIGN_OFF_DATE_SHIFT_CHARS), max(0.0, date_left))
    signed_left = max(0.0, edge - signed_width)
    date_left = min(signed_left + SIGN_OFF_DATE_SHIFT_CHARS, CHARS_PER_LINE - date_width)
    return SignOffIndents(signed_left, max(0.0, date_left))


def line_pitch(lines: int) -> Length:
    """The largest pitch in whole twips that puts `lines` lines into the 版心 (5.2.3)."""
    return LINE_PITCH if lines == LINES_PER_PAGE else Twips(TEXT_HEIGHT.twips // lines)


def _sealed_indents(signed_width: float, date_width: float) -> SignOffIndents:
    date_left = CHARS_PER_LINE - SIGN_OFF_SEAL_RIGHT_BLANK_CHARS - date_width
    if not date_width:
        return SignOffIndents(max(0.0, date_left - signed_width), date_left)
    signed_left = date_left + (date_width - signed_width) / 2
    # A long 署名 ends at the edge of the 版心 at the latest, and the date stays below its middle.
    beyond = min(0.0, CHARS_PER_LINE - signed_left - signed_width)
    signed_left += beyond
    if signed_left < 0:
        signed_left, beyond = 0.0, 0.0
        date_left = (min(signed_width, CHARS_PER_LINE) - date_width) / 2
    return SignOffIndents(signed_left, max(0.0, date_left + beyond))


def _char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 0.5
