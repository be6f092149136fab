"""Titles of other pages inside a line, told by how they stand: 更换床垫64张养老保险转移流程；慰问职工27人.

A title ends with a kind of writing or with what readers look up, and no verb of the sentence governs it.
Words no union uses (`lexicon/foreign.toml`) speak for it, words of union work against it. What is found is
flagged, never removed, because a union may write of anything.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import add
from typing import Final

from summarizer.library.clean.foreign import segmenter, word_weights
from summarizer.library.clean.lines import HAN, Line, lines_of
from summarizer.library.clean.titles import is_title
from summarizer.library.lexicon import word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import parse_numbering

_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》|（[^）\n]*）")
_OUTSIDE = re.compile(rf"[^{HAN}A-Za-z]")
_OURS = re.compile("工会|职工|会员|员工|教工|分会|班组|企业|劳动|家庭")
_COUNTED = re.compile("[份封篇条张副首幅个名次项场件本家户期对]")
_MEASURE_WORD = re.compile("[一二三四五六七八九十两百千几数每各]+[份封篇条张副首幅个次名项件本纸句段]")
_MEASURED = re.compile("[一二三四五六七八九十两百千几全每各年月日人季周]")
# What a sentence of the text's own goes on with behind a kind of writing: …倡议书1200份, 通知书已送达.
_GOES_ON = re.compile(
    "[的是和与及等由在被以将里评征比展为竞大活创卡”“、份封篇条张副首幅个次场签发印送收交写贴制订拟定均覆达率一二三四五六七八九十百共总约近"
    "第每各把让使并也还已又正得改前后引汇编传图\\d]|分(?!会|厂|公司|局|部|工会)"
    "|中(?![暑国学午秋央年班小层级])|会(?![员费长议])"
)
# What 在 leads to ends with a place or a time, as a kind of writing does by these words only.
_PLACE = re.compile("[上下内期方过这以之时]|的?基础")
_PLACES: Final = "上下里内中前后时"
_WORDS_BEFORE: Final = 4
_NEAR: Final = 2  # words before the end of a title that tell what it is about
_SHORT: Final = 2
# How much the end of a title speaks for one: a genre of other pages, what is looked up, a union's own genre.
_FOREIGN, _SEARCHED, _OWN, _OWN_SHORT = 2.5, 1.5, 1.0, 0.2
_UNKNOWN: Final = 0.4  # what a word of no table before it does
_ENOUGH: Final = 1.0
_REASON: Final = "不像这句话里的成分，可能混入了其他网页的标题"
_QUESTION = re.compile("什么|去哪|怎|如何|的话“")
_ASKED = re.compile(
    rf"(?:[{HAN}]{{2,4}}[吃喝穿戴]什么好?|[{HAN}]{{2,4}}去哪[儿里]?(?:玩|旅游)|怎[么样][{HAN}]{{1,4}}好[吃喝看]|[{HAN}]{{2,5}}的话(?=“))"
    # A question that ends where a figure or a time begins is not the sentence's own.
    rf"|(?:如何|怎样|怎么(?!写))(?![把将让使])[{HAN}]{{3,8}}?(?=\d|全年|今年|上半年|下半年|无一)"
)


def flag_strays(text: str) -> Iterator[Change]:
    """Titles and questions no word of their sentence leads to; nothing where rjieba is missing."""
    segment = segmenter()
    for match in _ASKED.finditer(text) if _QUESTION.search(text) else ():
        yield Change(match.start(), match.end(), None, _REASON)
    if segment is None:
        return
    for line in lines_of(text):
        ends = list(_ends(text[line.start : line.end]))
        if ends and not is_title(line.said):
            yield from _in_line(text, line, ends, segment)


def _ends(raw: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Where a title may end, with the offsets at which its last words may begin, the longest first."""
    lengths = _lengths()
    for end, pair in enumerate(map(add, raw, raw[1:]), start=2):
        if pair in lengths and not _GOES_ON.match(raw, end):
            heads = tuple(
                end - length for length in lengths[pair] if raw[max(0, end - length) : end] in _heads()
            )
            if heads:
                yield end, heads


def _in_line(
    text: str,
    line: Line,
    ends: Sequence[tuple[int, tuple[int, ...]]],
    segment: Callable[[str], Sequence[str]],
) -> Iterator[Change]:
    raw = text[line.start : line.end]
    words = segment(raw)
    starts = [0, *accumulate(map(len, words))]
    numbering = parse_numbering(line.said)
    first = len(raw) - len(raw.lstrip()) + (numbering.end if numbering else 0)
    quoted = [match.span() for match in _QUOTED.finditer(raw)]
    for end, heads in ends:
        if starts[bisect_left(starts, end)] != end or any(left < end <= right for left, right in quoted):
            continue
        head = next((one for one in heads if one >= first and starts[bisect_left(starts, one)] == one), None)
        if head is not None and (begin := _title_start(raw, words, starts, head, end, first)) is not None:
            yield Change(line.start + begin, line.start + end, None, _REASON)


def _title_start(
    raw: str, words: Sequence[str], starts: Sequence[int], head: int, end: int, first: int
) -> int | None:
    """Where the title before `end` begins, None when its sentence leads to it or it may be our own."""
    place = bisect_left(starts, head)
    before: list[str] = []
    for word in reversed(words[max(0, place - _WORDS_BEFORE) : place]):
        if _OUTSIDE.search(word) or starts[place - len(before)] <= first:
            break
        if word == "在" and not (_PLACE.match(raw, end) or any(one[-1] in _PLACES for one in before)):
            break
        if word in _governing():
            return None
        if word == "的":
            break
        before.append(word)
    begin = starts[place - len(before)]
    if not before or begin < first or _OURS.search("".join(before[:_NEAR])) or _is_led_to(raw, begin, before):
        return None
    weight = _heads()[raw[head:end]] + sum(
        word_weights().get(word, _UNKNOWN if len(word) >= _SHORT else 0) for word in before[:_NEAR]
    )
    return begin if weight >= _ENOUGH else None


def _is_led_to(raw: str, begin: int, before: Sequence[str]) -> bool:
    """Whether a title counts or is counted (300条灯谜, 一份祝福) or stands in a list (方案、倡议书)."""
    if _MEASURE_WORD.fullmatch(before[0]):
        return True
    nearest = raw[begin - 1 : begin]
    furthest = before[-1]
    if nearest.isdigit() and _COUNTED.match(furthest):
        return len(furthest) == 1 and len(before) <= _NEAR
    return (nearest == "、" and len(before) < _SHORT) or (
        _MEASURED.match(furthest) is not None and len(furthest) <= _SHORT and len(before) == 1
    )


@cache
def _heads() -> dict[str, float]:
    own = frozenset(word_list("anchors", "own"))
    found = dict.fromkeys(word_list("anchors", "acts"), 0.0)
    found |= dict.fromkeys(word_list("anchors", "searched"), _SEARCHED)
    for genre in word_list("anchors", "genres"):
        short = len(genre) <= _SHORT
        found[genre] = (_OWN_SHORT if short else _OWN) if genre in own else _FOREIGN
    return found


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """For each two last characters the lengths of the ends of titles that end with them, descending."""
    found: dict[str, set[int]] = {}
    for head in _heads():
        found.setdefault(head[-2:], set()).add(len(head))
    return {pair: tuple(sorted(lengths, reverse=True)) for pair, lengths in found.items()}


@cache
def _governing() -> frozenset[str]:
    return frozenset(word_list("anchors", "governing"))
