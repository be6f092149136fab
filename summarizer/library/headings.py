"""Which lines of an article are headings, and of which level: by number, by the file's styles, by place."""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from summarizer.library.heading_lines import (
    AMOUNT,
    CLOSING,
    FIGURE,
    MIN_CHARS,
    PLAIN_CHARS,
    PROSE_END,
    SPEAKER_END,
    Heading,
    TextLine,
    looks_plain,
)
from summarizer.library.unnumbered import (
    bracketed_names,
    bracketed_openings,
    even_tops,
    figured_names,
    inner_headings,
    part_names,
    told_headings,
    without_brackets,
)
from summarizer.text.numbering import Numbering, parse_numbering

__all__ = ["Heading", "TextLine", "find_headings"]

_PART = re.compile(
    r"第(?P<n>[一二三四五六七八九十]{1,3})(?:部分|章|(?P<joint>节))[\s:：、]*"
    r"|(?i:part)[ .]?0?(?P<digits>\d{1,2})[\s:：、.]*(?=[一-龥“])"
)
_OTHER_NUMERALS: Final = ("壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛壬癸")
_RANK: Final = {
    "part": -1,
    "joint": 0,
    "chinese": 1,
    "chinese_brackets": 2,
    "decimal": 3,
    "arabic": 3,
    "arabic_brackets": 4,
    "circled": 5,
    "inner": 6,
    "bracketed": 6,
    "told": 7,
}
_NUMERALS: Final = "一二三四五六七八九十"
# 3.1 线上课堂 below 三、 or 3.
_DECIMAL = re.compile(r"(?P<above>\d{1,2})[.．](?P<n>\d{1,2})[ \u3000]{0,2}(?=[一-龥“])")
_COUNTED_BELOW: Final = ("part", "chinese", "arabic")
_BARE_NUMBER = re.compile("([一二三四五六七八九十])、(?=.)")
_HEADING_CHARS: Final = 48
_RUN_IN_CHARS: Final = 28
_BRACKET_CHARS: Final = 14
_RUN_IN = re.compile(r"[^。；：！？:;!?]{2,28}[。：:！]")
# A heading of two parts, the second as short: 思想引领：把道理讲进车间。
_TWO_PARTS = re.compile(r"[^，。；：！？:;!?\d]{2,12}[：:][^，。；：！？:;!?\d]{2,14}。")
_QUOTED_LINES: Final = 6  # of verses or rules quoted in a text
_ASKED: Final = "？?！"
_ASKED_CHARS: Final = 24
_MARKED_LEVELS: Final = 2  # 一、 and （一）: where a file styles its headings, lower numbers count points
# What stands before the numbered parts of a text and is no part above them.
_FOREWORD = re.compile(
    "前言|引言|引子|序言?|序曲|序幕|导言|开篇(?:的?话)?|开头(?:的?话)?|卷首语?|楔子|缘起|写在前面"
)
_HAN = re.compile("[一-龥]")


def find_headings(lines: Sequence[TextLine]) -> tuple[Heading, ...]:
    """The headings among `lines` with their levels.

    Numbered lines count as headings when short or followed by a sentence of their own (run-in); list items do
    not. Unnumbered short lines count where the file styles them so, where the numbers leave a gap, where
    they announce the closing parts, where brackets or their shape tell them, or where the article has no
    numbers at all.
    """
    opened, named = bracketed_openings(lines), bracketed_names(lines)
    lines = [
        line._replace(said=named[index]) if index in named else without_brackets(line)
        for index, line in enumerate(lines)
    ]
    styled, quoted = any(line.level for line in lines), _quoted(lines)
    found: list[Heading] = []
    top = 0
    for index, line in enumerate(lines):
        if (index in named and not line.level) or index in quoted:
            continue
        heading = (
            _heading(index, line, lines[index + 1].said if index + 1 < len(lines) else "", styled=styled)
            or _next_in_line(index, line.said, top)
            or _decimal(index, line.said, found)
        )
        if heading is not None:
            found.append(heading)
            top = heading.number if heading.style == "chinese" else top
    found = _without_half_lists(_without_lists(found, lines), lines)
    if any(heading.level or heading.number for heading in found):
        found = _with_unnumbered(_with_bracketed(found, lines, named), lines)
        found = _with_openings(
            found, opened, "part" if min(opened, default=0) < found[0].index else "bracketed"
        )
    else:
        found = _with_openings(_plain(lines, quoted), opened, "plain")
    told = {one.index: one for one in told_headings([one for one in found if one.style != "inner"], lines)}
    others = (one for one in found if one.index not in told)
    return tuple(_levelled(sorted([*others, *told.values()], key=lambda one: one.index)))


def _quoted(lines: Sequence[TextLine]) -> frozenset[int]:
    """Lines that begin inside a quotation: “一不准，带火种；/二不准，乱吸烟……” is no pair of headings."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.said.rfind("“") <= line.said.rfind("”"):
            continue
        for following in range(index + 1, min(index + 1 + _QUOTED_LINES, len(lines))):
            said = lines[following].said
            closed, opened = said.find("”"), said.find("“")
            if closed >= 0 and not 0 <= opened < closed:
                found |= set(range(index + 1, following + 1))
            if closed >= 0 or opened >= 0:
                break
    return frozenset(found)


def _with_bracketed(
    found: Sequence[Heading], lines: Sequence[TextLine], named: Collection[int]
) -> list[Heading]:
    """Adds names in brackets: above all numbers where one of them opens the article, else below them."""
    first = min(named, default=len(lines))
    style = "part" if first < found[0].index else "bracketed"
    if style == "part" and _FOREWORD.fullmatch(lines[first].said) and first + 1 < found[0].index:
        style = found[0].style
    added = (
        Heading(index=index, text=lines[index].said, style=style, level=0)
        for index in named
        if not lines[index].level
    )
    return sorted([*found, *added], key=lambda one: one.index)


def _with_openings(
    found: Sequence[Heading], opened: Mapping[int, tuple[str, str]], style: str
) -> list[Heading]:
    """Adds the names in brackets that paragraphs begin with."""
    added = [
        Heading(index=index, text=name, style=style, rest=rest, level=int(style == "plain"))
        for index, (name, rest) in opened.items()
    ]
    return sorted([*found, *added], key=lambda one: one.index)


def _heading(index: int, line: TextLine, below: str, *, styled: bool) -> Heading | None:
    part = _PART.match(line.said)
    if part is not None and len(line.said) <= _HEADING_CHARS:
        number = int(part["digits"] or 0) or _NUMERALS.find(part["n"]) + 1
        style = "joint" if part["joint"] else "part"
        return Heading(
            index=index, text=line.said[part.end() :], style=style, numbering=part.group(), number=number
        )
    numbering = parse_numbering(line.said)
    if line.level:
        end = numbering.end if numbering else 0
        number = numbering.number if numbering else 0
        return Heading(
            index=index,
            text=line.said[end:],
            style=f"h{line.level}",
            numbering=line.said[:end],
            number=number,
            level=line.level,
        )
    if numbering is None:
        return _other_numeral(index, line.said)
    if styled and numbering.level > _MARKED_LEVELS:
        return None
    return _numbered(index, line.said, below, numbering)


def _other_numeral(index: int, said: str) -> Heading | None:
    """A short line numbered 壹、 or 甲、."""
    number = next((row.find(said[0]) + 1 for row in _OTHER_NUMERALS if said[0] in row), 0)
    if not number or said[1:2] != "、" or len(said) > _BRACKET_CHARS * 2 or said[-1] in SPEAKER_END:
        return None
    return Heading(index=index, text=said[2:], style="chinese", numbering=said[:2], number=number, level=0)


def _next_in_line(index: int, said: str, top: int) -> Heading | None:
    """A heading whose number reads like part of a phrase (三、四季度安排) but is the one that comes next."""
    match = _BARE_NUMBER.match(said)
    if match is None or len(said) > _HEADING_CHARS or said[-1] in SPEAKER_END:
        return None
    number = _NUMERALS.find(match[1]) + 1
    if not top or number != top + 1:
        return None
    return Heading(
        index=index,
        text=said[match.end() :],
        style="chinese",
        numbering=match.group(),
        number=number,
        level=0,
    )


def _decimal(index: int, said: str, found: Sequence[Heading]) -> Heading | None:
    """A short line whose number names the heading above it and counts on from the last such line."""
    match = _DECIMAL.match(said)
    if match is None or len(said) > _BRACKET_CHARS * 2 or said[-1] in SPEAKER_END or AMOUNT.match(said):
        return None
    latest = {one.style: place for place, one in enumerate(found) if one.style in _COUNTED_BELOW}
    above = [place for place in latest.values() if found[place].number == int(match["above"])]
    if not above:
        return None
    counted = max((one.number for one in found[max(above) :] if one.style == "decimal"), default=0)
    if int(match["n"]) != counted + 1:
        return None
    return Heading(
        index=index,
        text=said[match.end() :],
        style="decimal",
        numbering=match.group().strip(),
        number=int(match["n"]),
        level=0,
    )


def _numbered(index: int, said: str, below: str, numbering: Numbering) -> Heading | None:
    mark, rest = said[: numbering.end].strip(), said[numbering.end :].strip()
    style = _style(mark)
    made = Heading(index=index, text=rest, style=style, numbering=mark, number=numbering.number, level=0)
    enumerates = mark.startswith("第") and rest[-1:] in SPEAKER_END
    if FIGURE.match(rest) or enumerates:
        return None
    if len(rest) <= _HEADING_CHARS and rest[-1:] not in SPEAKER_END:
        crowded = AMOUNT.search(rest) is not None and numbering.level >= 3 and not _is_prose(below)
        bare = len(rest) == 1 and below[-1:] in PROSE_END and parse_numbering(below) is None
        return None if crowded or (len(rest) < MIN_CHARS and not bare) else made
    if (
        len(rest) <= _HEADING_CHARS
        and rest[-1:] in "。：:"
        and style.startswith("chinese")
        and not AMOUNT.search(rest)
        and "。" not in rest[:-1]
    ):
        return replace(made, text=rest.rstrip("。：:"))
    asks = style.startswith("chinese") and len(rest) <= _ASKED_CHARS and rest[-1:] in _ASKED
    if asks and not re.search("[。；：！？?]", rest[:-1]):
        return made
    ends = style == "arabic" and len(rest) <= _BRACKET_CHARS and rest[-1:] == "。" and _is_prose(below)
    if ends and not AMOUNT.search(rest) and not re.search("[，。；：]", rest[:-1]):
        return replace(made, text=rest[:-1])
    run_in = (style.startswith("chinese") and _TWO_PARTS.match(rest)) or _RUN_IN.match(rest)
    if run_in is not None and not AMOUNT.search(run_in.group()) and len(rest) - run_in.end() >= 8:
        listed = numbering.level >= 3 and not _names_matter(style, run_in.group())
        if not listed and len(run_in.group()) <= _RUN_IN_CHARS:
            return replace(made, text=run_in.group()[:-1], rest=rest[run_in.end() :].strip())
    if style == "chinese":
        return replace(made, text="", rest=rest)
    return None


def _is_prose(said: str) -> bool:
    """Whether a line without number is a paragraph: a sentence of some length."""
    return len(said) >= PLAIN_CHARS and said[-1] in PROSE_END and parse_numbering(said) is None


def _names_matter(style: str, words: str) -> bool:
    """Whether words behind a low number are a heading and no point of a list (（1）劳模工匠带头干。)."""
    if style in {"arabic_brackets", "circled"}:
        return len(words) <= _BRACKET_CHARS and words[-1] == "。" and "，" not in words
    return style == "arabic" and "，" not in words[12:]


def _style(mark: str) -> str:
    if (mark[:1] in "（(" and mark[1:2] in _NUMERALS) or mark[:1] in "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩":
        return "chinese_brackets"
    if mark[:1] in "（(⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽":
        return "arabic_brackets"
    if mark[:1] in _NUMERALS or mark[:1] in "第ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ":
        return "chinese"
    return "arabic" if mark[:1].isdecimal() or "⒈" <= mark[:1] <= "⒛" else "circled"


def _without_lists(found: list[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Numbered lines that follow each other without text between them and lead on from a colon are a list."""
    kept: list[Heading] = []
    for heading in found:
        before = lines[heading.index - 1].said if heading.index else ""
        in_list = (
            kept
            and kept[-1].index == heading.index - 1
            and not kept[-1].rest
            and kept[-1].style == heading.style
        )
        below = lines[heading.index + 1].said if heading.index + 1 < len(lines) else ""
        leads = before.endswith(("：", ":")) and _RANK.get(heading.style, 0) >= 3 and not heading.rest
        leads = leads and not _is_prose(below)
        if leads:
            continue
        if in_list and _RANK.get(heading.style, 0) >= 3 and not _has_text(heading, found, lines):
            continue
        kept.append(heading)
    return [
        heading for heading in kept if _RANK.get(heading.style, 0) < 3 or _has_text(heading, found, lines)
    ]


def _without_half_lists(found: list[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Headings without points of a list that merely begin with a short sentence (2.嗓子是饭碗。工会…)."""
    kept: dict[int, Heading] = {}
    for heading in found:
        above = lines[heading.index - 1].said if heading.rest and heading.index else ""
        if (
            (before := parse_numbering(above)) is None
            or heading.index - 1 in kept
            or _RANK.get(heading.style, 0) < _RANK["arabic"]
            or (before.number, _numbered_style(above)) != (heading.number - 1, heading.style)
        ):
            kept[heading.index] = heading
    return list(kept.values())


def _has_text(heading: Heading, found: Sequence[Heading], lines: Sequence[TextLine]) -> bool:
    """Whether prose, or a deeper heading, stands under the heading."""
    if heading.rest or heading.level:
        return True
    following = heading.index + 1
    if following >= len(lines):
        return False
    starts = _numbered_style(lines[following].said)
    if not starts or _RANK.get(starts, 9) > _RANK.get(heading.style, 0):
        return True
    return starts != heading.style and _stand_above(heading.style, starts, found) > 1


def _stand_above(upper: str, lower: str, found: Sequence[Heading]) -> int:
    """How often a heading of the one style stands right above a first one of the other."""
    return sum(
        (one.style, other.style, other.number, other.index) == (upper, lower, 1, one.index + 1)
        for one, other in pairwise(found)
    )


def _numbered_style(said: str) -> str:
    numbering = parse_numbering(said)
    return _style(said[: numbering.end].strip()) if numbering else ""


def _plain(lines: Sequence[TextLine], quoted: Collection[int]) -> list[Heading]:
    """Short lines without end mark before a longer one, in an article without any numbers.

    Beside others a single character is one, too.
    """
    figured, below = figured_names(lines)
    above = [
        Heading(index=index, text=line.said, style="inner" if index in below else "plain")
        for index, line in enumerate(lines[:-1])
        if index in figured
        or (
            index not in quoted
            and (looks_plain(line.said) or _HAN.fullmatch(line.said))
            and len(lines[index + 1].said) > len(line.said)
            and lines[index + 1].said[-1:] in "。；！”）："
        )
    ]
    longer = [one for one in above if len(one.text) >= MIN_CHARS]
    return above if len(longer) > 1 else longer


def _with_unnumbered(found: list[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Adds unnumbered lines that fill a gap of the top numbers, open the closing parts or name parts."""
    named = part_names(found, lines) or even_tops(found, lines)
    found = sorted([*found, *named], key=lambda one: one.index)
    tops = [heading for heading in found if heading.number and heading.style in {"chinese", "part"}]
    style = tops[0].style if tops else found[0].style
    known, places = {heading.index for heading in found}, [heading.index for heading in tops]
    added: list[Heading] = []
    gap, filled = -1, 0
    for index, line in enumerate(lines[:-1]):
        if index in known or not looks_plain(line.said) or len(lines[index + 1].said) < len(line.said):
            continue
        place = bisect_left(places, index)
        gap, filled = place, (filled if place == gap else 0)
        before = tops[place - 1].number if place else 0
        after = tops[place].number if place < len(tops) else 0
        room = after - before - 1 if before else int(after == 2 and index > 0)
        if room > filled or CLOSING.match(line.said):
            added.append(Heading(index=index, text=line.said, style=style, level=0))
            filled += 1
    found = sorted([*found, *added], key=lambda one: one.index)
    return sorted([*found, *inner_headings(found, lines)], key=lambda one: one.index)


def _levelled(found: list[Heading]) -> list[Heading]:
    """Levels by nesting: a style seen above keeps its depth, a new one goes one deeper."""
    stack = _lost_parents(found)
    below: set[tuple[str, str]] = set()
    result = []
    for place, heading in enumerate(found):
        rank = _rank(heading.style)
        if heading.style in stack:
            del stack[stack.index(heading.style) + 1 :]
        else:
            while stack and _rank(stack[-1]) > rank:
                if (stack[-1], heading.style) in below or _lies_below(found, place, stack[-1]):
                    below.add((stack[-1], heading.style))
                    break
                stack.pop()
            stack.append(heading.style)
        result.append(replace(heading, level=len(stack)))
    return result


def _lies_below(found: Sequence[Heading], place: int, style: str) -> bool:
    """Whether a heading numbered 1 of a higher style stands below the last of `style`, which counts on later.

    1、… （一）… （二）… 2、… is such an article.
    """
    heading, above = found[place], found[place - 1]
    if heading.number != 1 and not heading.style.startswith("h"):
        return False
    if style in {"inner", "bracketed"}:
        return above.style == style and above.index == heading.index - 1
    last = next((one.number for one in reversed(found[:place]) if one.style == style), 0)
    following = next((one.number for one in found[place + 1 :] if one.style == style), 0)
    return last > 0 and following == last + 1


def _rank(style: str) -> int:
    if style.startswith("h") and style[1:].isdigit():
        return int(style[1:]) - 10
    return _RANK.get(style, 1)


def _lost_parents(found: Sequence[Heading]) -> list[str]:
    """The top style, when the article begins below it because its first heading is lost."""
    if not found:
        return []
    top = min(found, key=lambda one: (_rank(one.style), one.index))
    lost = _rank(top.style) < _rank(found[0].style) and top.number > 1
    return [top.style] if lost else []
