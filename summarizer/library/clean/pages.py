"""Page numbers: on lines of their own, inside words, and as “N、” where a reader program cut the pages."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.library.clean.foreign import splits_word
from summarizer.library.clean.lines import HAN, Line, break_behind, drop_line, lines_of
from summarizer.library.manuscript import Change
from summarizer.library.wrapping import continues, starts_block
from summarizer.text.numbering import parse_numbering
from summarizer.text.units import match_unit

_PAGE_LINE = re.compile(
    r"第?\s*\d{1,4}\s*页\s*[/，,|｜]?\s*(?:共|总)\s*\d{1,4}\s*页|第\s*\d{1,4}\s*页|共\s*\d{1,4}\s*页|"
    r"[-—–－~·•|]{1,3}\s*\d{1,4}\s*[-—–－~·•|]{1,3}|\d{1,4}\s*/\s*\d{1,4}|[Pp](?:age)?\.?\s*\d{1,4}(?:\s*of\s*\d{1,4})?|"
    r"第[一二三四五六七八九十百]{1,4}页"
)
# Blanks may stand anywhere inside a page mark; line feeds are the business of the rules for whole lines.
_B: Final = r"[ \t\u3000\xa0]{0,2}"
_NTH: Final = rf"第{_B}\d{{1,4}}{_B}页"
_OF: Final = rf"{_B}[/，,]?{_B}(?:共|总){_B}\d{{1,4}}{_B}页"
# 第3页，共9页 / 共9页，当前第3页 / 页码：3/9 / 本页为第3页: which page this is, and of how many.
_SEP: Final = rf"{_B}[/，,、|｜;；·]?{_B}"
_NAMED: Final = rf"(?:(?:当前|本|现)页?(?:为|是|在)?|页[码次数])[:：]?{_B}"
_THIS: Final = rf"(?:{_NAMED})?第{_B}\d{{1,4}}{_B}页|{_NAMED}\d{{1,4}}(?:{_B}/{_B}\d{{1,4}})?{_B}页?"
_ALL: Final = rf"(?:全文|文档|本文|[共总合]计?|共有){_B}\d{{1,4}}{_B}页"
_TOLD_PAGE: Final = rf"(?:(?:{_THIS}){_SEP}(?:{_ALL})|(?:{_ALL}){_SEP}(?:{_THIS}))"
_MARKED_PAGE = re.compile(
    rf"[（(\[【〔<〈]{_B}(?:{_TOLD_PAGE}|{_THIS})(?:{_SEP}[完续止待未]{{1,2}})?{_B}[）)\]】〕>〉]"
    rf"|(?<=[{HAN}，、；。：])[ \t\u3000]*{_TOLD_PAGE}(?=$|[{HAN}“])",
    re.MULTILINE,
)
_TOLD_LINE = re.compile(
    rf"[-—–·=~|\s]*(?:{_TOLD_PAGE}|{_NAMED}\d{{1,4}}(?:\s*/\s*\d{{1,4}})?\s*页?)[-—–·=~|\s]*"
)
_INSIDE = re.compile(
    rf"(?<=[{HAN}，、；。\d]){_B}[（(\[]?{_B}{_NTH}{_OF}{_B}[）)\]]?{_B}(?=[{HAN}，、；。“\d]|$)"
    rf"|(?<=\d){_NTH}(?=\d)"
    rf"|(?<=[{HAN}，、；])(?<![见至到在从于阅]){_B}{_NTH}{_B}(?=[{HAN}])(?![的至到、和第])"
    rf"|(?<=[{HAN}]){_B}[-—–－]{_B}\d{{1,3}}{_B}[-—–－]{_B}(?=[{HAN}])"
    rf"|(?<=[{HAN}，、；。]){_B}[-—–－]{{1,3}}{_B}\d{{1,3}}{_B}[-—–－]{{1,3}}{_B}$"
    rf"|{_B}[（(【\[]{_B}(?:[Pp]age|[Pp]|页码?|第){_B}[.:：]?{_B}\d{{1,3}}{_B}(?:(?:/|of|共){_B}\d{{1,3}}{_B})?页?{_B}[）)】\]]{_B}"
    rf"|(?<=[，、；]){_B}[（(]{_B}\d{{1,3}}{_B}[）)]{_B}$"
    rf"|(?:(?<=[。．，；])|^)[{HAN}]{{2,20}}[ \t\u3000]{{1,20}}(?:[-—–·]{_B}\d{{1,3}}{_B}[-—–·]|{_NTH})$"
    rf"|(?<=[{HAN}，、]){_B}[Pp]age{_B}\d{{1,3}}(?:{_B}of{_B}\d{{1,3}})?{_B}(?=[{HAN}])",
    re.MULTILINE,
)
# What every way to write one inside a line has: most lines are passed over.
_MAY_BE_INSIDE = re.compile(r"[第Ppe页码\-—–－·（(【\[][ \t\u3000\xa0.:：]{0,5}\d")
_BETWEEN = re.compile(
    rf"(?P<left>[{HAN}]{{1,4}})(?<!第)(?P<number>\d{{1,3}})(?P<right>(?![时点分秒年月日号度级层楼路线组班])[{HAN}]{{1,4}})"
)
_BARE_NTH = re.compile(rf"{_B}{_NTH}{_B}")
_LEAST_PAGE: Final = 60  # characters on a page, even of a small screen
_OF_TOTAL = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_SAID_TOTAL = re.compile(rf"{_NTH}{_B}[/，,]?{_B}(?:共|总){_B}(?P<total>\d{{1,3}}){_B}页")
_BARE = re.compile(r"\d{1,4}")
_PREFIX = re.compile(r"(\d{1,3})、\s?")
_REASON: Final = "删去页码"
_MIN_PAGES: Final = 2
_SURE_PAGES: Final = 4  # behind so many the next number counts on, though no other follows it
_STOPS: Final = "。！？；：”"
_MISSED_PAGES: Final = 3  # from one number inside a word to the next; those between stand elsewhere
_FEW = re.compile(f"[{HAN}]{{1,6}}")
_HEADING_CHARS: Final = 24
_PROSE_CHARS: Final = 12
_PAGE_PROSE_CHARS: Final = 20
_TOLD = re.compile(r"\d")  # a figure, which a heading hardly has


def drop_page_numbers(text: str) -> Iterator[Change]:
    """Page numbers on their own line or inside a sentence go; a lone number of doubt is flagged."""
    lines = [line for line in lines_of(text) if line.said]
    bare = [int(line.said) for line in lines if _BARE.fullmatch(line.said)]
    counting = len(bare) >= _MIN_PAGES and bare == list(range(bare[0], bare[0] + len(bare)))
    for index, line in enumerate(lines):
        if _PAGE_LINE.fullmatch(line.said) or _is_told(line.said):
            yield _page_line(text, lines, index)
        elif _BARE.fullmatch(line.said):
            yield _bare_number(text, lines, index, counting=counting)
    for line in lines:
        marks = list(_INSIDE.finditer(text, line.start, line.end)) if _MAY_BE_INSIDE.search(line.said) else []
        if "页" in line.said and not _is_told(line.said):
            marks += _MARKED_PAGE.finditer(text, line.start, line.end)
        for match in marks:
            if _tells_of_pages(match, marks):
                continue
            end = match.end()
            if end == line.end:
                end = break_behind(text, match.start(), end)
            yield Change(match.start(), end, "", _REASON)
    yield from _of_known_total(text, lines)
    yield from _inside_words(text)


def _is_told(said: str) -> bool:
    """Whether a line says nothing but which page this is, in brackets or not."""
    return "页" in said and (_TOLD_LINE.fullmatch(said) or _MARKED_PAGE.fullmatch(said)) is not None


def _inside_words(text: str) -> Iterator[Change]:
    """Numbers that count up through a text, each inside a word (集体合4同): no figure stands there."""
    found = [
        match
        for match in _BETWEEN.finditer(text)
        if match_unit(text, match.start("right")) is None and splits_word(match["left"], match["right"])
    ]
    numbers = [int(match["number"]) for match in found]
    counting = all(0 < other - one <= _MISSED_PAGES for one, other in pairwise(numbers))
    if len(found) >= _MIN_PAGES and counting:
        for match in found:
            yield Change(match.start("number"), match.end("number"), "", _REASON)


def _of_known_total(text: str, lines: list[Line]) -> Iterator[Change]:
    """“2 / 6” inside a line goes where “3 / 6” stands on a line of its own, or 第3页 共6页 anywhere."""
    totals = {match[2] for line in lines if (match := _OF_TOTAL.fullmatch(line.said))}
    totals |= {match["total"] for match in _SAID_TOTAL.finditer(text)}
    for total in sorted(totals):
        loose = rf"(?<=[{HAN}，、；。：])[ ]?(\d{{1,3}}) / {total}"
        for match in re.finditer(rf"{loose}|(?<=[，；。])(?:\d{{1,3}})/{total}(?=[{HAN}])", text):
            if int(match.group().split("/")[0]) <= int(total):
                yield Change(match.start(), match.end(), "", _REASON)


def _tells_of_pages(match: re.Match[str], marks: Sequence[re.Match[str]]) -> bool:
    """Whether the sentence itself speaks of pages: two of them stand too near for a page to lie between."""
    return _BARE_NTH.fullmatch(match.group()) is not None and any(
        0 < abs(other.start() - match.start()) < _LEAST_PAGE and _BARE_NTH.fullmatch(other.group())
        for other in marks
    )


def drop_page_prefixes(text: str) -> Iterator[Change]:
    """“3、” before the middle of a sentence or before another number goes, when such numbers count up."""
    lines = [line for line in lines_of(text) if line.said]
    numbered = [
        (index, match)
        for index, line in enumerate(lines)
        if (match := _PREFIX.match(text, _indent(text, line)))
    ]
    numbers = [int(match[1]) for _, match in numbered]
    proven = [place for place, (index, match) in enumerate(numbered) if _cuts(text, lines, index, match)]
    proven = sorted({*proven, *_missing_pages(lines, numbered, proven)})
    rising = all(numbers[one] < numbers[other] for one, other in pairwise(proven))
    if len(proven) < _MIN_PAGES or not rising:
        return
    whole = numbers == list(range(numbers[0], numbers[0] + len(numbers))) and 2 * len(proven) >= len(numbers)
    for place, (index, match) in enumerate(numbered):
        if whole or place in proven:
            rest = text[match.end() : lines[index].end].strip()
            cut = (
                index > 0
                and numbers[place] > 1
                and (
                    (place in proven and parse_numbering(rest) is None)
                    or _ends_heading(lines[index - 1].said, rest)
                )
            )
            start = _last_said(text, lines[index - 1]) if cut else match.start()
            yield Change(start, match.end(), "", _REASON)


def _missing_pages(
    lines: list[Line], numbered: list[tuple[int, re.Match[str]]], proven: list[int]
) -> Iterator[int]:
    """The places of numbers that count on to proven ones.

    They stand before the first text, before a heading's last words, or between two pages, the last page's
    behind one, where the line above is left open.
    """
    known = {int(numbered[place][1][1]): numbered[place][0] for place in proven}
    last = max(known, default=0)
    for place, (index, match) in enumerate(numbered):
        number, rest = int(match[1]), lines[index].said[match.end() - match.start() :]
        below, above = known.get(number - 1, len(lines)), known.get(number + 1, -1)
        if place in proven or not (index < above or (number == last + 1 and len(known) >= _SURE_PAGES)):
            continue
        opens = number == 1 and "。" in rest and not any("。" in line.said for line in lines[:index])
        before = _PREFIX.sub("", lines[index - 1].said, count=1) if index else ""
        ends = below < index and (_ends_heading(before, rest) or _is_left_open(before, rest))
        if opens or ends:
            known[number], last = index, max(last, number)
            yield place


def _is_left_open(before: str, rest: str) -> bool:
    """Whether a line that is no heading has no end, and nothing new begins behind the number below it."""
    heading = parse_numbering(before) is not None and "。" not in before
    return bool(before) and not heading and before[-1] not in _STOPS and not starts_block(rest)


def _page_line(text: str, lines: list[Line], index: int) -> Change:
    """The removal of a page number, together with the line break where it cuts a sentence of prose."""
    line = lines[index]
    if 0 < index < len(lines) - 1:
        before, after = lines[index - 1], lines[index + 1]
        told = len(before.said) > _PAGE_PROSE_CHARS or _TOLD.search(before.said) is not None
        prose = told and len(before.said) >= _PROSE_CHARS and "，" in before.said
        if prose and parse_numbering(before.said) is None and continues(before.said, after.said, 1):
            start = _last_said(text, before)
            return Change(start, _indent(text, after), "", _REASON)
    return drop_line(text, line, _REASON)


def _last_said(text: str, line: Line) -> int:
    return line.start + len(text[line.start : line.end].rstrip())


def _indent(text: str, line: Line) -> int:
    return line.start + text[line.start : line.end].find(line.said)


def _cuts(text: str, lines: list[Line], index: int, match: re.Match[str]) -> bool:
    """Whether the number stands where no list number can."""
    rest = text[match.end() : lines[index].end]
    inner = parse_numbering(rest)
    if inner is not None and inner.level <= 2:
        return True
    if index == 0:
        return False
    before = _PREFIX.sub("", lines[index - 1].said, count=1)
    prose = (len(before) >= _PROSE_CHARS and parse_numbering(before) is None) or "。" in before
    return prose and not starts_block(rest) and continues(f"{before[-60:]}", rest, 2) and "，" in before


def _ends_heading(before: str, rest: str) -> bool:
    """Whether a few characters on a page of their own belong to the heading the last page ends with."""
    heading = parse_numbering(_PREFIX.sub("", before, count=1)) is not None and len(before) <= _HEADING_CHARS
    return heading and _FEW.fullmatch(rest) is not None


def _bare_number(text: str, lines: list[Line], index: int, *, counting: bool) -> Change:
    line = lines[index]
    before = lines[index - 1].said if index else ""
    after = lines[index + 1].said if index + 1 < len(lines) else ""
    cut = continues(before, after, None) or (continues(before, after, 2) and "，" in before)
    if (cut and before) or counting:
        return drop_line(text, line, _REASON)
    return Change(line.start, line.end, None, "单独一行的数字，可能是页码")
