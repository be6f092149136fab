"""Where the articles of a collection begin, and which of their title lines are only decoration."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from summarizer.library.clean.lines import IS_HAN, Line, drop_line, lines_of
from summarizer.library.clean.titles import (
    is_title,
    parse_number,
    plain_title,
    promised_count,
    same_title,
    site_behind,
)
from summarizer.library.manuscript import Change, Manuscript
from summarizer.text.numbering import parse_numbering

# 工作总结及下半年计划
_NEXT: Final = "(?:及|和|暨|与).{0,12}?(?:计划|打算|安排|思路|要点)"
_N: Final = r"(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})"
_MARKERS: Final = (
    re.compile(
        rf"[【\[（(〖《]?\s*(?:第\s*)?(?:篇|范文|例文|样本|精选篇|范文篇)\s*{_N}\s*[】\]）)〗》]?\s*[:：、.\-—]?\s*(?P<title>.{{0,40}})"
    ),
    re.compile(rf"[【\[（(〖]?\s*第\s*{_N}\s*篇\s*[】\]）)〗]?\s*[:：、.\-—]?\s*(?P<title>.{{0,40}})"),
    re.compile(
        rf"(?P<title>.{{2,38}}?(?:总结|报告|汇报|小结)(?:{_NEXT}|范文|模板|例文)?)\s*[-—_]?\s*[（(【\[]?\s*(?:第\s*篇?|篇|范文)?\s*{_N}\s*[】\]）)]?\s*[:：]?"
    ),
    re.compile(
        rf"(?P<title>.{{2,38}}?(?:总结|报告|汇报|小结)(?:{_NEXT}|范文|模板)?)\s*[-—_（(【\[]*\s*第\s*{_N}\s*篇\s*[】\]）)]?\s*[:：]?"
    ),
    re.compile(rf"[（(]{_N}[）)]\s*(?P<title>.{{2,36}}(?:总结|报告|汇报|小结))"),
)
_COUNTED = re.compile(rf"{_N}篇\s*[:：]\s*(?P<title>.{{2,40}})")
_BARE = re.compile(rf"[（(【\[]\s*{_N}\s*[】\]）)]")
_TITLED = re.compile(r"(?P<n>\d{1,2})\s*[.、．]\s*(?P<title>.{0,30}工会.{0,24}(?:总结|报告|汇报|小结))")
_NAMED = re.compile("[篇例]|范文")
_DECORATION: Final = "★☆●○◆■□◇※▲△▼·•＊*✦✿❀~～—–-=＝_＿|｜#＃>＞<＜→▶►◎⊙♦♠♣♥ \u3000"
_MARKER_CHARS: Final = 48
_MAX_NUMBER: Final = 60
_BODY_HAN: Final = 30
_SENTENCE_HAN: Final = 16
_LEAD_CHARS: Final = 700
_TITLE_ZONE: Final = 6
_BROKEN_CHARS: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marker:
    index: int
    number: int
    title: str


def mark_articles(manuscript: Manuscript) -> None:
    """Finds the articles of a collection, notes where they begin, and takes out the lines that announce them.

    The promised number is noted but not believed: two markers in rising order suffice, or a first one.
    """
    lines = [line for line in lines_of(manuscript.text) if line.said]
    promised = max(
        (promised_count(line.said) for line in lines[:_TITLE_ZONE] if is_title(line.said)), default=0
    )
    manuscript.promised = promised
    written = _markers(lines, bare=promised > 1)
    markers = _rising(_with_body(written, lines, manuscript.text))
    if len(markers) == 1 and promised < 2 and not _NAMED.search(lines[markers[0].index].said):
        markers = []
    if not markers:
        markers = _restarts(lines)
    headline = next((plain_title(line.said) for line in lines[:_TITLE_ZONE] if is_title(line.said)), "")
    changes: list[Change] = []
    if markers:
        changes += _lead(manuscript, lines[: markers[0].index], headline)
    known = {marker.index for marker in markers}
    for marker in markers:
        line = lines[marker.index]
        title = plain_title(marker.title) or headline
        manuscript.mark(line.start, title)
        changes.append(drop_line(manuscript.text, line, "合集的分篇标题"))
    changes += [
        drop_line(manuscript.text, lines[marker.index], "合集的目录行，或没有正文的篇目")
        for marker in written
        if markers and marker.index not in known and _NAMED.search(lines[marker.index].said)
    ]
    manuscript.apply(changes)


def tidy_titles(manuscript: Manuscript) -> None:
    """Takes out title lines a site has dressed up or doubled; a plain title stays where it is.

    A title broken over two lines is one title.
    """
    text = manuscript.text
    changes: list[Change] = []
    lines = [line for line in lines_of(text) if line.said]
    seen, distance, skip = "", 0, -1
    for index, line in enumerate(lines):
        if index == 0 or manuscript.begins_article(line.start):
            seen, distance = manuscript.title_at(line.start), 0
        distance += 1
        written, last = _title_at(lines, index)
        if distance == 1 and not written and (end := site_behind(line.said)):
            start = line.start + text[line.start : line.end].find(line.said)
            changes.append(Change(start + end, start + len(line.said), "", "删去标题后的网站名"))
        if distance > _TITLE_ZONE or not written or index <= skip:
            continue
        skip = last
        plain = plain_title(written)
        if seen and same_title(plain, seen):
            if plain == written.strip("—- ") and len(plain) > len(seen):
                manuscript.name_article(line.start, plain)  # the text's own title tells more than the page's
                seen = plain
            changes += [drop_line(text, one, "删去重复的标题") for one in lines[index : last + 1]]
        elif plain != written.strip("—- "):
            changes += [drop_line(text, one, "删去带网站字样的标题") for one in lines[index : last + 1]]
            if not seen:
                manuscript.name_article(line.start, plain)
        elif last > index:
            changes.append(Change(line.start + len(line.said), lines[last].start, "", "接上断开的标题"))
        seen = seen or plain
    manuscript.apply(changes)


def _title_at(lines: list[Line], index: int) -> tuple[str, int]:
    """The title that begins at a line and the place of its last line; "" when none does."""
    said = lines[index].said
    if parse_numbering(said) is not None or "。" in said:
        return "", index
    following = lines[index + 1].said if index + 1 < len(lines) else ""
    broken = len(said) >= _BROKEN_CHARS and following and len(following) <= len(said)
    if broken and is_title(said + following) and not same_title(said, following):
        return said + following, index + 1
    return (said, index) if is_title(said) else ("", index)


def _markers(lines: list[Line], *, bare: bool) -> list[_Marker]:
    """Lines that read like markers; a number in brackets or before a title counts in a collection."""
    patterns = (*_MARKERS, _COUNTED, _BARE, _TITLED) if bare else (*_MARKERS, _COUNTED)
    found = []
    for index, line in enumerate(lines):
        if len(line.said) > _MARKER_CHARS or re.search("[。；]", line.said):
            continue
        for pattern in patterns:
            match = pattern.fullmatch(line.said.strip(_DECORATION))
            number = parse_number(match["n"]) if match else 0
            title = match.groupdict().get("title", "") if match else ""
            if match and 1 <= number <= _MAX_NUMBER and _plausible(title):
                found.append(_Marker(index=index, number=number, title=title.strip(" 　【】[]（）():：-—")))
                break
    return found


def _plausible(title: str) -> bool:
    bare = title.strip(" 　【】[]（）():：-—")
    return (
        not bare
        or is_title(bare)
        or ("，" not in bare and len(IS_HAN.findall(bare)) >= 2 and not bare[0].isdigit())
    )


def _with_body(markers: list[_Marker], lines: list[Line], text: str) -> list[_Marker]:
    """The markers that are followed by text of their own; those of a table of contents are not."""
    kept = []
    for marker, after in zip(markers, [*markers[1:], None], strict=False):
        begin = lines[marker.index].end
        end = lines[after.index].start if after else len(text)
        body = text[begin : min(end, begin + 400)]
        han = len(IS_HAN.findall(body))
        if han >= _BODY_HAN or (han >= _SENTENCE_HAN and "。" in body):
            kept.append(marker)
    return kept


def _rising(markers: list[_Marker]) -> list[_Marker]:
    kept: list[_Marker] = []
    for marker in markers:
        if not kept or marker.number > kept[-1].number:
            kept.append(marker)
    return kept


def _restarts(lines: list[Line]) -> list[_Marker]:
    """Titles without numbers: each stands before a heading 一、 that comes after other headings."""
    tops = [
        (index, one.number)
        for index, line in enumerate(lines)
        if (one := parse_numbering(line.said)) and one.level == 1
    ]
    places = [index for index, _ in tops]
    numbered = set(places)
    titles = [index for index, line in enumerate(lines) if index not in numbered and is_title(line.said)]
    found = [index for index in titles if 0 < bisect_left(places, index) < len(tops)]
    found = [index for index in found if tops[bisect_left(places, index)][1] == 1]
    opening = [index for index in titles if found and index < found[0]]
    if not opening:
        return []
    return [
        _Marker(index=index, number=number, title=lines[index].said)
        for number, index in enumerate([opening[-1], *found], start=1)
    ]


def _lead(manuscript: Manuscript, lines: list[Line], headline: str) -> list[Change]:
    """What stands before the first marker goes as title and lead, unless it is an article."""
    numbered = [line for line in lines if (one := parse_numbering(line.said)) and one.level == 1]
    if len(numbered) >= 2 and sum(len(line.said) for line in lines) > _LEAD_CHARS // 3:
        manuscript.mark(lines[0].start, headline)
        return []
    return [
        drop_line(manuscript.text, line, "合集的标题" if is_title(line.said) else "合集开头的导语")
        for line in lines
    ]
