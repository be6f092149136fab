"""Headings without a number of their own: told by brackets, shape, what stands below, 一是 … 二是 …."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer.library.heading_lines import (
    CLOSING,
    Heading,
    TextLine,
    is_even,
    is_paragraph,
    looks_plain,
    names_other_page,
)
from summarizer.text.numbering import parse_numbering

_SHAPES: Final = ("【】", "〖〗", "『』", "「」", "［］", "[]", "〔〕", "《》")
_OPENERS: Final = frozenset(one for one, _ in _SHAPES)
_BRACKETED = re.compile(
    "|".join(
        f"{re.escape(one)}[^{re.escape(one + other)}]{{2,24}}{re.escape(other)}" for one, other in _SHAPES
    )
)
_OPENING = re.compile(
    r"【(?P<name>[^【】]{2,14})】[ \u3000]*(?P<rest>(?![，。、；：的和与及等说讲里中上是])[^【】]{12,})"
)
_NUMERALS: Final = "一二三四五六七八九十"
_TOLD = re.compile(f"(?P<number>[{_NUMERALS}])(?P<verb>[是要])")
# 一是抓学习。坚持周五半日学… : a name of few words with text behind it, or a line of its own.
_TOLD_HEADING = re.compile(
    rf"(?P<mark>[{_NUMERALS}][是要])(?P<words>[^。；：！？\d]{{2,12}})(?:(?P<end>[。：])(?P<rest>.{{8,}})|。?)"
)
_COUNTED: Final = ("chinese_brackets", "arabic", "arabic_brackets", "circled")
_NAME_CHARS: Final = 14
_MIN_INNER: Final = 2
_MIN_SIBLINGS: Final = 2
_MIN_ALONE: Final = 3  # names 一是 …, of a whole article
_MIN_FIGURED: Final = 3
# 56期推送：小号也有大动静, 0：不能忘的几个零
_FIGURED = re.compile(r"\d{1,4}[一-龥]{0,6}[：:][^。；：！？:;!?]{2,24}")
_MIN_EVEN: Final = 3  # names of one length, where numbers begin below one of them only


def bracketed_names(lines: Sequence[TextLine]) -> dict[int, str]:
    """The words of lines that stand in brackets as a whole and head text, by their place.

    At least two lines that name no other page share the shape of their brackets; a list of titles (《…》)
    has no text between them.
    """
    shaped: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for index, line in enumerate(lines[:-1]):
        if line.said[0] not in _OPENERS:
            continue
        inner = line.said[1:-1].strip()
        if (
            _BRACKETED.fullmatch(line.said)
            and len(inner) <= _NAME_CHARS
            and looks_plain(inner)
            and parse_numbering(inner) is None
            and not _BRACKETED.fullmatch(lines[index + 1].said)
        ):
            shaped[line.said[0]][index] = inner
    return {
        index: inner
        for names in shaped.values()
        if sum(not names_other_page(inner) for inner in names.values()) >= _MIN_SIBLINGS
        for index, inner in names.items()
    }


def bracketed_openings(lines: Sequence[TextLine]) -> dict[int, tuple[str, str]]:
    """Names in brackets and the text of their paragraphs behind them, by place: 【送温暖】全年走访….

    At least two paragraphs of an article begin so; where the sentence goes on (【光荣榜】的名单) is no name.
    """
    found = {
        index: (match["name"].strip(), match["rest"])
        for index, line in enumerate(lines)
        if (match := _OPENING.fullmatch(line.said))
        and looks_plain(match["name"].strip())
        and parse_numbering(match["name"]) is None
        and not names_other_page(match["name"])
        and is_paragraph(match["rest"])
    }
    return found if len(found) >= _MIN_SIBLINGS else {}


def figured_names(lines: Sequence[TextLine]) -> tuple[list[int], list[int]]:
    """Lines that open with a figure and a colon, when an article is laid out so, and the names below them.

    护粮队 and 护人队 below 2支队伍：一支护粮，一支护人: the first name stands right below such a line.
    """
    figured = [index for index, line in enumerate(lines[:-1]) if _FIGURED.fullmatch(line.said)]
    if len(figured) < _MIN_FIGURED:
        return [], []
    below: list[int] = []
    for start, stop in zip(figured, [*figured[1:], len(lines) - 1], strict=True):
        heading = {start: Heading(index=start, text=lines[start].said, style="plain")}
        names = [index for index in range(start + 1, stop) if _may_name(lines, index, heading)]
        below += names if names[:1] == [start + 1] else []
    return figured, below


def without_brackets(line: TextLine) -> TextLine:
    """A line without the brackets 【】 around it as a whole."""
    framed = line.said[0] == "【" and _BRACKETED.fullmatch(line.said) is not None
    return line._replace(said=line.said[1:-1].strip()) if framed else line


def even_tops(found: Sequence[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Unnumbered lines of one shape, below which the numbers of an article begin again and again.

    Each first number has one above it; lines of their length that head a paragraph are names, too. Where only
    one first number stands in the article, or text between name and number, three names are asked for.
    """
    if found[0].style not in _COUNTED or any(one.style in {"chinese", "part"} for one in found):
        return []
    known = {heading.index: heading for heading in found}
    firsts = [one.index for one in found if one.style == found[0].style and one.number == 1]
    above = [_named_above(lines, index, known) for index in firsts]
    lengths = [len(lines[index].said) for index in above if index >= 0]
    straight = all(first - index == 1 for first, index in zip(firsts, above, strict=True))
    if not lengths or len(lengths) < len(firsts) or (not straight and len(set(lengths)) > 1):
        return []
    named = [
        index
        for index in range(len(lines) - 1)
        if min(lengths) <= len(lines[index].said) <= max(lengths) and _may_name(lines, index, known)
    ]
    if len(named) < (_MIN_SIBLINGS if straight and len(firsts) > 1 else _MIN_EVEN):
        return []
    return [Heading(index=index, text=lines[index].said, style="part", level=0) for index in named]


def _named_above(lines: Sequence[TextLine], first: int, known: Mapping[int, Heading]) -> int:
    """The last line between a first number and the heading before it that may be a name; -1 for none."""
    for index in range(first - 1, -1, -1):
        if index in known or _may_name(lines, index, known):
            return -1 if index in known else index
    return -1


def _may_name(lines: Sequence[TextLine], index: int, known: Mapping[int, Heading]) -> bool:
    said = lines[index].said
    return (
        index not in known
        and len(said) <= _NAME_CHARS
        and is_even(said)
        and _opens(lines, index, known)
        and not names_other_page(said)
    )


def told_headings(found: Sequence[Heading], lines: Sequence[TextLine]) -> Iterator[Heading]:
    """Names at the head of the paragraphs of a section that count 一是 … 二是 …, one in each.

    All paragraphs of the section that begin so have such a name, none goes on with the next number. An
    article without any other heading may consist of three or more.
    """
    places = [heading.index for heading in found]
    known = set(places)
    told: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(places[0] + 1 if places else 0, len(lines)):
        if index not in known and _TOLD.match(lines[index].said):
            told[bisect_right(places, index)].append(index)
    for indices in told.values():
        headings = _told(indices, lines)
        ahead = "" if places else "".join(line.said for line in lines[: indices[0]])
        announced = any(heading.text in ahead for heading in headings)  # 三个“不”：不添乱，不添堵
        if places or (len(headings) >= _MIN_ALONE and not announced):
            yield from headings


def _told(indices: Sequence[int], lines: Sequence[TextLine]) -> Sequence[Heading]:
    """The headings of one section; none where a paragraph is out of line."""
    made: list[Heading] = []
    closed = set()
    for number, index in enumerate(indices, start=1):
        match = _TOLD_HEADING.fullmatch(lines[index].said)
        if match is None or match["mark"][0] != _NUMERALS[number - 1 : number]:
            return ()
        goes_on, rest = f"{_NUMERALS[number : number + 1]}{match['mark'][1]}", match["rest"] or ""
        closed.add((match["mark"][1], match["end"]))
        below = lines[index + 1].said if index + 1 < len(lines) else ""
        text_below = below != "" and is_paragraph(below) and not _TOLD.match(below)
        if len(closed) > 1 or goes_on in rest or not (rest or text_below) or not _is_level(match["words"]):
            return ()
        made.append(
            Heading(
                index=index,
                text=match["words"],
                style="told",
                numbering=match["mark"],
                number=number,
                rest=rest.strip(),
                level=0,
            )
        )
    return made if len(made) >= _MIN_SIBLINGS else ()


def _is_level(words: str) -> bool:
    """Whether the clauses of a name are of one length: 强学习、提素质, but not 流动过快，入会赶不上离职."""
    return len({len(clause) for clause in re.split("[，、]", words)}) == 1


def part_names(found: Sequence[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Unnumbered lines right above each 一、 of an article whose top numbers begin again."""
    known = {heading.index for heading in found}
    firsts = [heading.index for heading in found if heading.style == "chinese" and heading.number == 1]
    named = [
        index - 1
        for index in firsts
        if index and index - 1 not in known and looks_plain(lines[index - 1].said)
    ]
    again = len(firsts) > 1 and firsts[-1] - 1 in named
    if not firsts and found[0].style == "chinese_brackets" and found[0].number == 1:
        named = _tops_without_number(found, lines)
        again = len(named) > 1
    return [Heading(index=index, text=lines[index].said, style="part", level=0) for index in named if again]


def _tops_without_number(found: Sequence[Heading], lines: Sequence[TextLine]) -> list[int]:
    """The line right above the first （一） and those that open the closing parts, where there is no 一、."""
    first = found[0].index - 1
    known = {heading.index for heading in found}
    if first < 0 or not looks_plain(lines[first].said):
        return []
    closing = [
        index
        for index in range(first + 1, len(lines) - 1)
        if index not in known and looks_plain(lines[index].said) and CLOSING.match(lines[index].said)
    ]
    return [first, *closing]


def inner_headings(found: Sequence[Heading], lines: Sequence[TextLine]) -> list[Heading]:
    """Unnumbered headings below numbered ones, in articles that have at least two of them.

    The first stands right below a numbered heading without text of its own; where an article has such
    headings, lines alike count further down, too.
    """
    known = {heading.index: heading for heading in found}
    indices = sorted(known)
    groups: dict[int, list[int]] = {}
    for index in range(indices[0] + 1, len(lines) - 1):
        if index not in known and is_even(lines[index].said) and _opens(lines, index, known):
            groups.setdefault(indices[bisect_left(indices, index) - 1], []).append(index)
    if not groups:
        return []
    sure = {
        above
        for above, places in groups.items()
        if places[0] == above + 1 and not known[above].rest and places[0] + 1 not in known
    }
    if sum(len(groups[above]) for above in sure) < _MIN_INNER:
        return []
    return [
        Heading(index=index, text=lines[index].said, style="inner", level=0)
        for above, places in groups.items()
        for index in places
        if (above in sure or index > above + 1) and not names_other_page(lines[index].said)
    ]


def _opens(lines: Sequence[TextLine], index: int, known: Mapping[int, Heading]) -> bool:
    """Whether a paragraph, or a numbered heading that counts from 1, stands below a line."""
    said, below = lines[index].said, lines[index + 1].said
    if index + 1 in known:
        return known[index + 1].number == 1 and known[index + 1].style != "chinese"
    return len(below) > len(said) and is_paragraph(below)
