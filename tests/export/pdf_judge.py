"""Measures the pages of a PDF against GB/T 9704-2012: it sees the paper, not the file's XML."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
from pdfplumber.page import Page

MM_PER_PT = 25.4 / 72
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 28.0, 184.0, 37.0, 262.0
CHAR_MM = 156 / 28
PITCH_MM = 28.95 * MM_PER_PT
BODY_PT, TITLE_PT, NUMBER_PT = 16.0, 22.0, 14.0
NUMBER_BLANK_MM = 14 * MM_PER_PT
NUMBERED = r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）"
HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One line of print: its characters without spaces, its place in mm from the paper's top left.

    `font` is the one most characters are drawn in, `first_font` that of the first.
    """

    text: str
    size_pt: float
    font: str
    first_font: str
    left_mm: float
    right_mm: float
    middle_mm: float

    @property
    def indent_chars(self) -> float:
        """The distance from the left edge of the 版心 in 字."""
        return (self.left_mm - LEFT_MM) / CHAR_MM

    @property
    def is_title(self) -> bool:
        return abs(self.size_pt - TITLE_PT) < 1

    @property
    def is_body(self) -> bool:
        return abs(self.size_pt - BODY_PT) < 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page: `lines` within the 版心 from top to bottom, `foot` what is printed below it.

    `rules_mm` are the left and right ends of the lines of its tables.
    """

    number: int
    width_mm: float
    height_mm: float
    lines: tuple[PrintedLine, ...]
    foot: tuple[PrintedLine, ...]
    rules_mm: tuple[tuple[float, float], ...]

    @property
    def has_table(self) -> bool:
        return bool(self.rules_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong on which page (0: in the whole document)."""

    rule: str
    page: int
    seen: str


def read_pages(path: Path) -> tuple[PrintedPage, ...]:
    """The pages of a PDF, characters gathered into lines by their height."""
    with pdfplumber.open(path) as pdf:
        return tuple(_printed_page(page) for page in pdf.pages)


def judge(
    pages: Sequence[PrintedPage],
    *,
    signed: str,
    date: str,
    lines: int = 22,
    seal: bool = False,
    flush: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """All faults of a document that ends with the given sign-off; () for one laid out right.

    `lines` is how many a page should have: 22 but where the sign-off would stand alone. `flush` are lines
    whose indent others judge (主送机关, 附件说明).
    """
    pitch_mm = PITCH_MM if lines == 22 else 225 / lines
    return (
        *_paper_faults(pages),
        *_text_area_faults(pages, pitch_mm),
        *_title_faults(pages),
        *_line_faults(pages, pitch_mm, lines),
        *_indent_faults(pages, (signed, date, *flush)),
        *_heading_faults(pages),
        *_page_number_faults(pages),
        *_sign_off_faults(pages, signed, date, pitch_mm, seal=seal),
    )


def _printed_page(page: Page) -> PrintedPage:
    rows: list[list[dict[str, Any]]] = []
    for char in sorted((char for char in page.chars if char["text"].strip()), key=_middle):
        if rows and abs(_middle(char) - _middle(rows[-1][0])) < 6:
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [_printed_line(row) for row in rows]
    return PrintedPage(
        number=page.page_number,
        width_mm=page.width * MM_PER_PT,
        height_mm=page.height * MM_PER_PT,
        lines=tuple(line for line in lines if line.middle_mm < BOTTOM_MM),
        foot=tuple(line for line in lines if line.middle_mm >= BOTTOM_MM),
        rules_mm=tuple((one["x0"] * MM_PER_PT, one["x1"] * MM_PER_PT) for one in [*page.lines, *page.rects]),
    )


def _middle(char: dict[str, Any]) -> float:
    return (char["top"] + char["bottom"]) / 2  # type: ignore[no-any-return]


def _printed_line(row: Sequence[dict[str, Any]]) -> PrintedLine:
    chars = sorted(row, key=lambda char: char["x0"])
    sizes = Counter(round(char["size"], 1) for char in chars)
    fonts = Counter(char["fontname"].split("+")[-1] for char in chars)
    return PrintedLine(
        text="".join(char["text"] for char in chars),
        size_pt=sizes.most_common(1)[0][0],
        font=fonts.most_common(1)[0][0],
        first_font=chars[0]["fontname"].split("+")[-1],
        left_mm=chars[0]["x0"] * MM_PER_PT,
        right_mm=chars[-1]["x1"] * MM_PER_PT,
        middle_mm=sum(map(_middle, chars)) / len(chars) * MM_PER_PT,
    )


def _paper_faults(pages: Sequence[PrintedPage]) -> Iterator[Fault]:
    for page in pages:
        if abs(page.width_mm - 210) > 0.5 or abs(page.height_mm - 297) > 0.5:
            yield Fault(rule="paper", page=page.number, seen=f"{page.width_mm:.1f}×{page.height_mm:.1f} mm")


def _text_area_faults(pages: Sequence[PrintedPage], pitch_mm: float) -> Iterator[Fault]:
    for page in pages:
        flush = [line for line in page.lines if line.is_body]
        left = min((line.left_mm for line in flush), default=LEFT_MM)
        right = max((line.right_mm for line in flush), default=RIGHT_MM)
        if left < LEFT_MM - 0.5:
            yield Fault(rule="left margin", page=page.number, seen=f"{left:.1f} mm")
        if right > RIGHT_MM + 0.5:
            yield Fault(rule="right margin", page=page.number, seen=f"{right:.1f} mm")
        if page.lines and abs(page.lines[0].middle_mm - pitch_mm / 2 - TOP_MM) > 1.5:
            yield Fault(rule="top margin", page=page.number, seen=f"{page.lines[0].middle_mm:.1f} mm")
    widest = max((line.right_mm for page in pages for line in page.lines if line.is_body), default=0.0)
    if widest < RIGHT_MM - 1:
        yield Fault(rule="right margin", page=0, seen=f"no line reaches beyond {widest:.1f} mm")


def _title_faults(pages: Sequence[PrintedPage]) -> Iterator[Fault]:
    titles = [line for line in pages[0].lines if line.is_title]
    if not titles or pages[0].lines[0] not in titles:
        yield Fault(rule="title size", page=1, seen=f"{pages[0].lines[0].size_pt} pt")
    for line in titles:
        off_centre = (line.left_mm + line.right_mm) / 2 - (LEFT_MM + RIGHT_MM) / 2
        if abs(off_centre) > 1.5:
            yield Fault(rule="title centre", page=1, seen=f"{off_centre:+.1f} mm")
    widths = [line.right_mm - line.left_mm for line in titles]
    for before, middle, after in zip(widths, widths[1:], widths[2:], strict=False):
        if middle < min(before, after) - 1:
            yield Fault(rule="title shape", page=1, seen="沙漏")


def _line_faults(pages: Sequence[PrintedPage], pitch_mm: float, lines_per_page: int) -> Iterator[Fault]:
    for page, following in zip_longest(pages, pages[1:]):
        lines = [line for line in page.lines if line.is_body or line.is_title]
        # Lines in another face stand a trifle higher or lower; a blank line makes a double step.
        steps = [b.middle_mm - a.middle_mm for a, b in pairwise(lines) if a.font == b.font and a.is_body]
        if not steps:
            continue
        pitch = median(steps)
        if abs(pitch - pitch_mm) > 0.02 * pitch_mm:
            yield Fault(rule="line pitch", page=page.number, seen=f"{pitch / MM_PER_PT:.2f} pt")
        if not page.has_table and max(abs(step / pitch - round(step / pitch)) for step in steps) > 0.05:
            yield Fault(rule="line pitch", page=page.number, seen="uneven")
        if not page.has_table:
            slots = 1 + round((lines[-1].middle_mm - lines[0].middle_mm) / pitch)
            if not _fewest_lines(following, lines_per_page) <= slots <= lines_per_page:
                yield Fault(rule="lines per page", page=page.number, seen=str(slots))
    for page in pages:
        off = [line for line in page.lines if not (line.is_body or line.is_title)]
        if off and not page.has_table:
            yield Fault(rule="body size", page=page.number, seen=f"{off[0].size_pt} pt: {off[0].text[:8]}")
    full = [
        len(line.text)
        for page in pages
        for line in page.lines
        if line.is_body and _fills_line(line) and HAN.fullmatch(line.text)
    ]
    if full and (Counter(full).most_common(1)[0][0] != 28 or max(full) > 28):
        yield Fault(rule="chars per line", page=0, seen=str(sorted(Counter(full).items())))


def _fewest_lines(following: PrintedPage | None, lines_per_page: int) -> int:
    """How many lines a page must have: all, but for the last one and where headings or a table moved on."""
    if following is None or following.has_table:
        return 0
    first = following.lines[0]
    return lines_per_page - 3 if re.match(NUMBERED, first.text) and _is_short(first) else lines_per_page


def _fills_line(line: PrintedLine) -> bool:
    return abs(line.left_mm - LEFT_MM) < 1 and line.right_mm > RIGHT_MM - 1.5


def _indent_faults(pages: Sequence[PrintedPage], sign_off: Sequence[str]) -> Iterator[Fault]:
    begins_paragraph = True
    for page in pages:
        if page.has_table:
            begins_paragraph = True
            continue
        for line in page.lines:
            if not line.is_body or line.text in sign_off:
                continue
            allowed = (2.0,) if begins_paragraph else (0.0, 2.0)
            if min(abs(line.indent_chars - indent) for indent in allowed) > 0.2:
                yield Fault(
                    rule="indent", page=page.number, seen=f"{line.indent_chars:.2f} 字: {line.text[:8]}"
                )
            begins_paragraph = line.right_mm < RIGHT_MM - 2 * CHAR_MM


def _heading_faults(pages: Sequence[PrintedPage]) -> Iterator[Fault]:
    """一、 and （一） must not be drawn in the face of the body."""
    lines = [line for page in pages for line in page.lines if line.is_body]
    if not lines:
        return
    body = Counter(line.font for line in lines).most_common(1)[0][0]
    for page in pages[:-1]:
        last = page.lines[-1] if page.lines else None
        if last is not None and re.match(NUMBERED, last.text) and _is_short(last):
            yield Fault(rule="heading at the foot", page=page.number, seen=last.text[:8])
    for page in pages:
        for line in page.lines:
            stands_alone = _is_short(line)
            for rule, mark in (
                ("level 1 face", "[一二三四五六七八九十]+、"),
                ("level 2 face", "（[一二三四五六七八九十]+）"),
            ):
                if stands_alone and line.is_body and re.match(mark, line.text) and line.font == body:
                    yield Fault(rule=rule, page=page.number, seen=f"{line.font}: {line.text[:8]}")


def _is_short(line: PrintedLine) -> bool:
    """Whether a line ends before the edge and not with a sentence, as headings do."""
    return line.right_mm < RIGHT_MM - 2 * CHAR_MM and not line.text.endswith(("。", "，", "；"))


def _page_number_faults(pages: Sequence[PrintedPage]) -> Iterator[Fault]:
    for page in pages:
        if len(page.foot) != 1 or page.foot[0].text != f"—{page.number}—":
            yield Fault(rule="page number", page=page.number, seen=" ".join(line.text for line in page.foot))
            continue
        foot = page.foot[0]
        odd = page.number % 2
        blank = RIGHT_MM - foot.right_mm if odd else foot.left_mm - LEFT_MM
        if abs(blank - NUMBER_BLANK_MM) > 0.7:
            yield Fault(rule="page number side", page=page.number, seen=f"{blank:.1f} mm blank")
        if abs(foot.size_pt - NUMBER_PT) > 0.5:
            yield Fault(rule="page number size", page=page.number, seen=f"{foot.size_pt} pt")
        # The box of the line is some 1 mm above the dash in it, which stands 7 mm below.
        if not 4.8 < foot.middle_mm - BOTTOM_MM < 8.2:
            yield Fault(
                rule="page number height", page=page.number, seen=f"{foot.middle_mm - BOTTOM_MM:.1f} mm"
            )


def _sign_off_faults(
    pages: Sequence[PrintedPage], signed: str, date: str, pitch_mm: float, *, seal: bool
) -> Iterator[Fault]:
    last = pages[-1]
    found = {line.text: line for line in last.lines}
    if signed not in found or date not in found:
        yield Fault(rule="sign-off", page=last.number, seen="not on the last page")
        return
    if all(line.text in {signed, date} for line in last.lines):
        yield Fault(rule="lone sign-off", page=last.number, seen="no line of the text beside it")
    unit, day = found[signed], found[date]
    if seal:
        off_centre = (unit.left_mm + unit.right_mm - day.left_mm - day.right_mm) / 2 / CHAR_MM
        # LibreOffice widens digits beside 汉字 by a quarter em each, whatever the file says.
        if abs(off_centre) > 0.8:
            yield Fault(rule="seal centre", page=last.number, seen=f"{off_centre:+.2f} 字")
        blank = (RIGHT_MM - day.right_mm) / CHAR_MM
        if not 2.6 < blank < 4.4:
            yield Fault(rule="seal blank", page=last.number, seen=f"{blank:.2f} 字")
    else:
        shift = day.indent_chars - unit.indent_chars
        if abs(shift - 2) > 0.2:
            yield Fault(rule="sign-off shift", page=last.number, seen=f"{shift:.2f} 字")
        blank = (RIGHT_MM - max(unit.right_mm, day.right_mm)) / CHAR_MM
        if not -0.6 < blank < 2.4:
            yield Fault(rule="sign-off blank", page=last.number, seen=f"{blank:.2f} 字")
    above = [line for line in last.lines if line.middle_mm < unit.middle_mm]
    steps = 3 if seal else 2
    distance = (unit.middle_mm - above[-1].middle_mm) / pitch_mm if above else steps
    if abs(distance - steps) > 0.15 and not last.has_table:
        yield Fault(rule="sign-off distance", page=last.number, seen=f"{distance:.2f} lines")
