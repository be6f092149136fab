"""Rules on numbering, headings and attachments: what stands at the start and at the end of lines."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from summarizer.proofread.finders import matches
from summarizer.proofread.manuscript import HAN, NUMERALS, Line, Manuscript
from summarizer.proofread.remarks import LAYOUT_STANDARD, PUNCTUATION_STANDARD, Finder, Hit, Rule
from summarizer.text.numbering import Numbering, parse_numbering

_LONGEST_MARK = 24
_HEADING_CHARS = 24
_DIGIT_MARK = re.compile(r"\d{1,2}[ ]?(?P<mark>[、．])(?=\S)")
_CHINESE_MARK = re.compile(rf"[{NUMERALS}]{{1,3}}[ ]?(?P<mark>[.．，,])(?=\S)")
_BRACKETED = re.compile(rf"[（(](?:[{NUMERALS}]{{1,3}}|\d{{1,2}})[）)](?P<mark>[、，,.．])")
_INLINE_DIGIT = re.compile(rf"[。；：]\d{{1,2}}(?P<mark>、)(?=[{HAN}])")
_FIRST_LEVEL = re.compile(rf"[{NUMERALS}]{{1,3}}、")
_DIGIT = re.compile(r"\d")
_ATTACHMENT = re.compile(r"附件(?:\d{1,2})?[：:][ \t]*")
_ATTACHMENT_NAME = re.compile(r"(?:\d{1,2}[.、．])?[ ]?[^。；，：、\n]{2,60}(?P<mark>[。；，、])")
_OPEN_END = re.compile(rf"[{HAN}\d%，、；]")
_SERIES = re.compile(rf"(?:^|(?<=[\n。；，：]))(?P<number>[{NUMERALS}])(?P<word>是|要)(?!一)")


def _numbering_of(manuscript: Manuscript, line: Line) -> Numbering | None:
    return parse_numbering(manuscript.shown[line.start : min(line.end, line.start + _LONGEST_MARK)])


def _arabic_marks(manuscript: Manuscript) -> Iterator[Hit]:
    for line in manuscript.lines:
        match = _DIGIT_MARK.match(manuscript.shown, line.start, line.end)
        if match is not None and _numbering_of(manuscript, line) is not None:
            yield Hit(match.start("mark"), match.end("mark"), ".", True)
    for match in _INLINE_DIGIT.finditer(manuscript.shown):
        yield Hit(match.start("mark"), match.end("mark"), ".", True)


def _chinese_marks(manuscript: Manuscript) -> Iterator[Hit]:
    for line in manuscript.lines:
        match = _CHINESE_MARK.match(manuscript.shown, line.start, line.end)
        if match is not None:
            yield Hit(match.start("mark"), match.end("mark"), "、", True)


def _bracketed_marks(manuscript: Manuscript) -> Iterator[Hit]:
    for line in manuscript.lines:
        match = _BRACKETED.match(manuscript.shown, line.start, line.end)
        if match is not None:
            yield Hit(match.start("mark"), match.end("mark"), "", True)


def _heading_stops(manuscript: Manuscript) -> Iterator[Hit]:
    """A heading alone on its line; one that runs into its paragraph keeps the stop."""
    shown = manuscript.shown
    for line in manuscript.lines:
        if shown[line.end - 1] not in "。，；：、":
            continue
        inside = shown[line.start : line.end - 1]
        if (line.is_heading or _is_like_heading(shown, line)) and not set(inside) & set("。；！？"):
            yield Hit(line.end - 1, line.end, "", True)


def _is_like_heading(shown: str, line: Line) -> bool:
    """一、 and a few words without figures; a numbered sentence (一、走访职工32人。) keeps its stop."""
    is_short = line.end - line.start <= _HEADING_CHARS and shown[line.end - 1] == "。"
    numbered = _FIRST_LEVEL.match(shown, line.start, line.end)
    return is_short and numbered is not None and _DIGIT.search(shown, numbered.end(), line.end) is None


def _broken_sequences(manuscript: Manuscript) -> Iterator[Hit]:
    """Numbers that do not follow on. A level starts again below a higher one; 1. may start again.

    The first number of a text is taken as it is, because single sections are proofread too.
    """
    last: dict[int, int] = {}
    for line in manuscript.lines:
        numbering = _numbering_of(manuscript, line)
        if numbering is None or manuscript.shown[line.start] in "第|" or _is_enclosed(manuscript, line):
            continue
        level, number = numbering.level, numbering.number
        before = last.get(level)
        parents = [above for above in last if above < level]
        expected = (before or 0) + 1
        is_open = before is None and not parents
        starts_again = number == 1 and before is not None and before >= (2 if level > 2 else 3)
        if number != expected and not is_open and not starts_again:
            end = line.start + len(manuscript.shown[line.start : line.start + numbering.end].rstrip())
            yield Hit(line.start, end)
        last = {above: value for above, value in last.items() if above < level} | {level: number}


def _is_enclosed(manuscript: Manuscript, line: Line) -> bool:
    """①②③ count apart from （1）（2）, often within a paragraph; they are left alone."""
    return "\u2460" <= manuscript.shown[line.start] <= "\u24ff"


def _unended_paragraphs(manuscript: Manuscript) -> Iterator[Hit]:
    """Paragraphs of several sentences without an end mark; lines that go on below are only wrapped."""
    shown, lines = manuscript.shown, manuscript.lines
    for line, following in zip_longest(lines, lines[1:]):
        last = shown[line.end - 1]
        is_paragraph = not line.is_heading and shown.find("。", line.start, line.end) >= 0
        if is_paragraph and _OPEN_END.match(last) and _is_apart(manuscript, line, following):
            yield Hit(line.end - 1, line.end, "。" if last in "，、；" else f"{last}。")


def _is_apart(manuscript: Manuscript, line: Line, following: Line | None) -> bool:
    if following is None or following.is_heading or _numbering_of(manuscript, following) is not None:
        return True
    return manuscript.shown.count("\n", line.end, following.start) > 1


def _broken_series(manuscript: Manuscript) -> Iterator[Hit]:
    """一是…三是…: within one line, what begins with 一 has to go on with 二."""
    for line in manuscript.lines:
        expected: dict[str, int] = {}
        for match in _SERIES.finditer(manuscript.shown, line.start, line.end):
            number, word = NUMERALS.index(match["number"]) + 1, match["word"]
            if number != 1 and word in expected and number != expected[word]:
                yield Hit(match.start(), match.end())
            if number == 1 or word in expected:
                expected[word] = number + 1


def _attachment_names(manuscript: Manuscript) -> Iterator[Hit]:
    """The line that begins with 附件： and the numbered lines below it."""
    shown, within = manuscript.shown, False
    for line in manuscript.lines:
        opening = _ATTACHMENT.match(shown, line.start, line.end)
        within = opening is not None or (within and shown[line.start].isdigit())
        if not within:
            continue
        begin = opening.end() if opening is not None else line.start
        match = _ATTACHMENT_NAME.fullmatch(shown, begin, line.end)
        if match is not None:
            yield Hit(match.start("mark"), match.end("mark"), "", True)


def _on_ordinals(pattern: str) -> Finder:
    return matches(pattern, "，")


STRUCTURE_RULES = (
    Rule(
        id="arabic_number_mark",
        clause=f"{PUNCTUATION_STANDARD} B.3.3；{LAYOUT_STANDARD} 7.3.3",
        level="error",
        message="阿拉伯数字序号后用“.”，不用“{text}”。",
        find=_arabic_marks,
        signs="、．",
    ),
    Rule(
        id="bracketed_number_mark",
        clause=f"{PUNCTUATION_STANDARD} B.3.4",
        level="error",
        message="带括号的序号后不加标点。",
        find=_bracketed_marks,
        signs="）)",
    ),
    Rule(
        id="chinese_number_mark",
        clause=f"{PUNCTUATION_STANDARD} B.3.2；{LAYOUT_STANDARD} 7.3.3",
        level="error",
        message="汉字序号后用“、”，不用“{text}”。",
        find=_chinese_marks,
        signs=NUMERALS,
    ),
    Rule(
        id="ordinal_mark",
        clause=f"{PUNCTUATION_STANDARD} B.3.1",
        level="hint",
        message="“第一”“其一”“首先”这类序次语后用逗号。",
        find=_on_ordinals(
            rf"、(?:(?<=^第[{NUMERALS}]、)|(?<=[。；：]第[{NUMERALS}]、)|(?<=^其[{NUMERALS}]、)|(?<=[。；：]其[{NUMERALS}]、)"
            rf"|(?<=[。；：](?:首先|其次|再次|最后)、)|(?<=^(?:首先|其次|再次|最后)、))(?!第?[{NUMERALS}])"
        ),
        signs="第其首再最",
    ),
    Rule(
        id="heading_stop",
        clause=f"{PUNCTUATION_STANDARD} B.4",
        level="hint",
        message="独立成行的标题末尾不用“{text}”。",
        find=_heading_stops,
        signs="。，；：、",
    ),
    Rule(
        id="number_sequence",
        clause=f"{LAYOUT_STANDARD} 7.3.3",
        level="error",
        message="序号“{text}”与前文不连续。",
        find=_broken_sequences,
    ),
    Rule(
        id="series_sequence",
        clause="",
        level="hint",
        message="“{text}”与前文的序次不连续。",
        find=_broken_series,
        signs="是要",
    ),
    Rule(
        id="paragraph_end",
        clause=PUNCTUATION_STANDARD,
        level="hint",
        message="这一段末尾没有句末点号。",
        find=_unended_paragraphs,
        signs="。",
    ),
    Rule(
        id="attachment_name",
        clause=f"{LAYOUT_STANDARD} 7.3.4",
        level="error",
        message="附件名称后不加标点。",
        find=_attachment_names,
        signs="附",
    ),
)
