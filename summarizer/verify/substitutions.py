"""Words of a fact that stand in the text with another word in their place: 青屏山 as 翠屏山, 瑜伽 as 太极拳.

Nothing here needs a name to be recognised. The words around it stand as in the fact, the fact's own word
stands nowhere in the text, and the word in its place stands in no fact and is no common word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.domain import AtomKind, DateMention, Finding, Name, Quantity
from summarizer.text.lexicon import characters
from summarizer.text.numbering import strip_numbering
from summarizer.text.persons import is_surname
from summarizer.text.plain import is_plain, plain_pairs, plain_words, unplain
from summarizer.text.thesaurus import alike, deeds, loose_deeds
from summarizer.verify.case import Case
from summarizer.verify.marks import HAN_RUN
from summarizer.verify.mentions import PENDING
from summarizer.verify.shares import is_amount
from summarizer.verify.spans import TakenSpans

_LONGEST, _LONGER, _MOST_PLACES, _MOST_SCANNED = 8, 3, 8, 64
_CONTEXT = 6
_LONGEST_HEADING = 20
_TWO_SIDED, _ONE_SIDED, _AT_BORDER, _NAMED = 3, 3, 3, 2
_NUMERALS = frozenset("零一二三四五六七八九十百千万亿两半第")
_MEASURES = frozenset("个名人次场项条件份期户家位月日天种类些批步方起般样直定并")
_COUNTED = frozenset("人名个")
# One character of these for another says the same or is told by its figure: 较 and 比, 尚差 and 尚有.
_EVERYDAY = frozenset("有差缺余比较低高降升增减多少全齐完集满够还仍已均都各持凭按据用受应")
# 帮接孩子, 代接孩子
_ON_BEHALF = frozenset("帮代替为给")
_DENYING = frozenset("不无没未")
_TOWARDS = frozenset("赴到去往在至于前")
_LINKS = frozenset("、和及与")
# 羽毛球等, 我们始终把, 的安排, 哪位 are no names.
_NO_NAME = frozenset("等们把被将的了哪谁")
_JOINING = frozenset("的了是在与及或和为对把被于从到由将让使给每各该其等着过得地以共约名人个")


class Gap(NamedTuple):
    """A word of a fact that the text does not have.

    Attributes:
        start, end: offsets into the fact's body.
        is_person: whether it lies within a person's name.
    """

    start: int
    end: int
    word: str
    is_person: bool = False


class StandIn(NamedTuple):
    """What stands in the text where a fact has another word.

    Attributes:
        start, end: offsets into the text.
        left, right: how many characters before and behind it stand as in the fact, at most six.
    """

    start: int
    end: int
    left: int
    right: int


_GRAMMAR = frozenset("自从由于至到在以用凭按向往均都皆各已也")


def replaced_words(case: Case, findings: list[Finding]) -> Iterator[Finding]:
    """Findings on words of the text that stand in the place of a fact's word, in the order of the facts.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans([*((found.start, found.end) for found in findings), *_figures(case)])
    pairs = frozenset(map("".join, pairwise(text)))
    for number in range(case.evidence.own):
        body = case.evidence.facts[number].body
        atoms = [mention.atom for mention in case.evidence.of_fact[number]]
        judged_elsewhere = [(a.start, a.end) for a in atoms if isinstance(a, Quantity | DateMention)]
        persons = [(a.start, a.end) for a in atoms if isinstance(a, Name) and a.kind is AtomKind.PERSON]
        for gap in _gaps(body, pairs, persons):
            if any(start < gap.end and gap.start < end for start, end in judged_elsewhere):
                continue  # 两节 for 元旦春节
            for place in _stand_ins(body, gap, text):
                if not place.left and any(start == gap.end for start, _ in persons):
                    continue  # 来自技术部的贺振海 for 青年工人贺振海
                if text[place.start : place.end] in _GRAMMAR:
                    continue  # 征集自3月1日 for 征集期3月1日
                if text[place.start : place.end] == body[gap.end : gap.end + place.end - place.start]:
                    continue  # 寄包裹 for 邮寄包裹
                start, end = _readable(place, text)
                if not _is_foreign(case, body, gap, place):
                    continue
                if taken.touches(start, end):
                    start, end = place.start, place.end
                expected = body[gap.start - (place.start - start) : gap.end + (end - place.end)]
                if any(word in text for part in _ends_of(expected) for word in alike(part)):
                    continue  # 工商银行 for 工行, 电影 for 观影
                if taken.take(start, end):
                    yield _replaced(case, start, end, expected, number)
                    break


def _ends_of(words: str) -> tuple[str, ...]:
    """A word that was read with its neighbours, and without the one before or behind it."""
    return (words, words[1:], words[:-1]) if len(words) > _NAMED else (words,)


def _figures(case: Case) -> Iterator[tuple[int, int]]:
    """The spans other judges speak of: figures, dates and what is still to be filled in."""
    for mention in case.reading.mentions:
        if isinstance(mention.atom, Quantity | DateMention):
            yield mention.atom.start, mention.atom.end
    yield from (match.span() for match in PENDING.finditer(case.reading.text))


def _gaps(body: str, pairs: frozenset[str], persons: Sequence[tuple[int, int]] = ()) -> Iterator[Gap]:
    """The words of a fact none of whose pairs stands in the text, plain words left out.

    Single characters of a longer one come behind it: only 清 of 清河讲座 may be replaced.
    """
    if all(body[at : at + 2] in pairs for at in range(len(body) - 1)):
        return
    for run in HAN_RUN.finditer(body):
        covered = bytearray(len(body[run.start() : run.end()]))
        if run.start() and body[run.start() - 1 : run.start() + 1] in pairs:
            covered[0] = 1
        for at in range(run.start(), run.end()):
            if body[at : at + 2] in pairs:
                covered[at - run.start() : at - run.start() + 2] = b"\x01\x01"
        for match in re.finditer(b"\x00+", bytes(covered)):
            start, end = _trimmed(body, run.start() + match.start(), run.start() + match.end())
            if start == end:
                continue
            parts = {(start, end), (start, start + 1), (end - 1, end)}
            if end - start > _NAMED and body[end - 1] in _name_ends():
                parts |= {(end - 2, end - 1)}
            for left, right in sorted(parts, key=lambda part: (part[0] - part[1], part[0])):
                word = body[left:right]
                is_named = any(start <= left and right <= end for start, end in persons)
                if right - left <= _LONGEST and (is_named or not _is_common(body, left, right)):
                    yield Gap(left, right, word, is_named)


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    """body[start:end] without the characters at its ends that merely join words."""
    while start < end and body[start] in _JOINING - _COUNTED:
        start += 1
    while end > start and body[end - 1] in _JOINING:
        end -= 1
    return start, end


def _is_common(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no word worth a source; single characters are read with their neighbours."""
    word = text[start:end]
    if end - start > 1:
        return is_plain(word)
    if word in _levels() and text[max(0, start - 1) : end] not in plain_pairs():
        return False
    if word in _NUMERALS:
        return text[end : end + 1] in _MEASURES
    around = text[max(0, start - 1) : end + 1]
    return word in _act_characters() or word not in unplain(around)


@cache
def _levels() -> frozenset[str]:
    return characters("places", "levels")


@cache
def _act_characters() -> frozenset[str]:
    return characters("places", "acts")


def _stand_ins(body: str, gap: Gap, text: str) -> Iterator[StandIn]:
    """Where the words before or behind a gap stand in the text with something else in its place."""
    longest = gap.end - gap.start + _LONGER
    if gap.end - gap.start == 1:
        before, behind = body[max(0, gap.start - 1) : gap.start], body[gap.end : gap.end + 1]
        if before and behind and _is_han(before) and _is_han(behind):
            for at in _places(text, before, most=_MOST_SCANNED):
                if text[at + 2 : at + 3] == behind:
                    yield _measured(body, gap, text, at + 1, at + 2)
    anchor = body[gap.end : gap.end + 2]
    if len(anchor) == 2 and _is_word_character(anchor[0]):
        for at in _places(text, anchor):
            is_single = gap.end - gap.start == 1
            start = at - 1 if is_single else _left_end(text, at, body[gap.start - 1 : gap.start], longest)
            if start is not None and 0 <= start < at:
                yield _measured(body, gap, text, start, at)
    anchor = body[max(0, gap.start - 2) : gap.start]
    if len(anchor) == 2 and _is_word_character(anchor[1]):
        for at in _places(text, anchor):
            begin = at + 2
            is_single = gap.end - gap.start == 1
            end = begin + 1 if is_single else _right_end(text, begin, body[gap.end : gap.end + 1], longest)
            if end is not None and begin < end <= len(text):
                yield _measured(body, gap, text, begin, end)


def _places(text: str, anchor: str, *, most: int = _MOST_PLACES) -> Iterator[int]:
    at = text.find(anchor)
    for _ in range(most):
        if at < 0:
            return
        yield at
        at = text.find(anchor, at + 1)


def _left_end(text: str, stop: int, before: str, longest: int) -> int | None:
    """Where the word ending at `stop` begins: behind the fact's character `before` or a border."""
    for at in range(stop - 1, max(-1, stop - longest - 2), -1):
        if text[at] == before and at < stop - 1:
            return at + 1
        if not _is_han(text[at]) or text[at] in _LINKS:
            return at + 1
    return 0 if stop <= longest else None


def _right_end(text: str, begin: int, behind: str, longest: int) -> int | None:
    """Where the word that starts at `begin` ends: before the fact's character `behind` or a border."""
    for at in range(begin, min(len(text), begin + longest + 1)):
        if text[at] == behind and at > begin:
            return at
        if not _is_han(text[at]) or text[at] in _LINKS:
            return at
    return len(text) if len(text) - begin <= longest else None


def _measured(body: str, gap: Gap, text: str, start: int, end: int) -> StandIn:
    return StandIn(
        start, end, _common_before(body, gap.start, text, start), _common_after(body, gap.end, text, end)
    )


def _common_before(left: str, left_end: int, right: str, right_end: int) -> int:
    count = 0
    while count < min(_CONTEXT, left_end, right_end):
        char = left[left_end - count - 1]
        if char != right[right_end - count - 1] or not _is_word_character(char):
            break
        count += 1
    return count


def _common_after(left: str, left_start: int, right: str, right_start: int) -> int:
    count = 0
    while count < min(_CONTEXT, len(left) - left_start, len(right) - right_start):
        char = left[left_start + count]
        if char != right[right_start + count] or not _is_word_character(char):
            break
        count += 1
    return count


def _is_foreign(case: Case, body: str, gap: Gap, place: StandIn) -> bool:
    """Whether the words around a place make it that of the gap, and what stands there is of no fact."""
    text = case.reading.text
    word = text[place.start : place.end]
    if HAN_RUN.fullmatch(word) is None or not _is_anchored(body, gap, text, place):
        return False
    around = (text[max(0, place.start - 2) : place.end], text[place.start : place.end + 2])
    if not plain_words().isdisjoint((word, *around)) or (
        not (place.left and place.right) and _is_heading(text, place)
    ):
        return False
    if (
        _is_variant(word, gap.word)
        or gap.word in alike(word)
        or _holds_other_words(word, case)
        or _NUMERALS.issuperset(word) != _NUMERALS.issuperset(gap.word)
    ):
        return False
    is_firm = max(place.left, place.right) >= _AT_BORDER and len(unplain(gap.word)) > 1
    if not is_firm and not gap.is_person and _is_common(text, place.start, place.end):
        return False
    if len(word) > 1:
        if word[0] in _TOWARDS or not _NO_NAME.isdisjoint(word) or not _DENYING.isdisjoint(word):
            return False
        is_act = word[0] in _act_characters() or word[-1] in _act_characters()
        return (not is_act or _is_named(body, gap, place)) and not case.evidence.knows(word)
    is_inside_name = place.left and place.right >= _NAMED and _is_han(text[place.start - 1])
    if word in _levels() and gap.word not in _levels() and not is_inside_name:
        return False
    with_neighbours = (text[place.start - 1 : place.end], text[place.start : place.end + 1])
    return not any(len(pair) == 2 and case.evidence.knows(pair) for pair in with_neighbours)


def _holds_other_words(word: str, case: Case) -> bool:
    """Whether a longer word has three characters of the facts: it is what another place of theirs says."""
    if len(word) > _LONGER and any(word[at : at + 2] in _firm_deeds() for at in range(len(word) - 1)):
        return True  # 继续当选 for 连任
    return len(word) > _LONGER and any(
        case.evidence.knows(word[at : at + _LONGER]) for at in range(len(word) - _LONGER + 1)
    )


@cache
def _firm_deeds() -> frozenset[str]:
    return frozenset(deeds()) - loose_deeds()


def _is_heading(text: str, place: StandIn) -> bool:
    """Whether a place stands in a short line without marks: a heading repeats no fact word by word."""
    start = text.rfind("\n", max(0, place.start - _LONGEST_HEADING), place.start) + 1
    end = text.find("\n", place.end, place.end + _LONGEST_HEADING)
    line = text[start : end if end >= 0 else len(text)] if place.start <= _LONGEST_HEADING or start else ""
    return len(line) <= _LONGEST_HEADING and HAN_RUN.fullmatch(strip_numbering(line).strip("# ")) is not None


def _is_variant(word: str, other: str) -> bool:
    """Whether two words may be one: 教代会 and 教职工代表大会, 新晋 and 晋升, 个别 and 少数."""
    if (
        {word, other} <= _EVERYDAY
        or {word, other} <= _ON_BEHALF
        or (is_amount(word) and is_amount(other))
        or (len(word) == 1) != (len(other) == 1)
    ):
        return True
    return 2 * len(set(word) & set(other)) >= min(len(set(word)), len(set(other)))


def _is_anchored(body: str, gap: Gap, text: str, place: StandIn) -> bool:
    left, right = place.left, place.right
    if left and right and (left + right >= _TWO_SIDED or _is_named(body, gap, place)):
        return True
    is_single = gap.end - gap.start == place.end - place.start == 1
    before, behind = text[place.start - left : place.start], text[place.end : place.end + right]
    is_wide = max(len(_ideographs(before)), len(_ideographs(behind))) >= _ONE_SIDED
    if is_single and is_wide and _is_lone(body, gap, text, place):
        return True
    opens = place.start == 0 or _is_border(text[place.start - 1])
    closes = place.end == len(text) or _is_border(text[place.end])
    if not is_single and ((opens and right >= _AT_BORDER) or (closes and left >= _AT_BORDER)):
        return True
    if is_single and left >= _NAMED and _closes_name(body, gap):
        return True
    ends_there = gap.end == len(body) or _is_border(body[gap.end])
    begins_there = gap.start == left or _is_border(body[gap.start - left - 1])
    if closes and ends_there and begins_there and left >= _NAMED:
        return True
    # 机修厂“……” for 选煤厂“……”
    if (
        opens
        and right
        and (gap.start == 0 or _is_border(body[gap.start - 1]))
        and _is_named(body, gap, place)
    ):
        return True
    return right >= _NAMED and _is_named(body, gap, place) and (opens or is_single)


def _is_lone(body: str, gap: Gap, text: str, place: StandIn) -> bool:
    """Whether only this one character differs: 在档困难职工 replaces no 库 of 数据库困难职工."""
    if place.left or not gap.start or not place.start:
        return True
    told, written = body[gap.start - 1], text[place.start - 1]
    return told == written or _is_border(told) or _is_border(written)


def _is_named(body: str, gap: Gap, place: StandIn) -> bool:
    """Whether the fact goes on with the end of a name that stands in the text too: 青屏山, 聚合车间."""
    behind = body[gap.end : gap.end + min(place.right, _NAMED)]
    return any(char in _name_ends() for char in behind)


def _ideographs(words: str) -> str:
    return "".join(filter(_is_han, words))


def _closes_name(body: str, gap: Gap) -> bool:
    """Whether a gap is the last character of three that stand alone and begin with a surname (邵听澜)."""
    start, end = gap.start - 2, gap.end
    return (
        start >= 0
        and is_surname(body[start])
        and (start == 0 or _is_border(body[start - 1]))
        and (end == len(body) or _is_border(body[end]))
    )


@cache
def _name_ends() -> frozenset[str]:
    return characters("places", "ends")


def _is_border(char: str) -> bool:
    return not _is_word_character(char) or char in _LINKS


def _is_word_character(char: str) -> bool:
    return _is_han(char) or char.isdigit()


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _readable(place: StandIn, text: str) -> tuple[int, int]:
    """The place; a single character with one neighbour on each side that stands as in the fact."""
    start, end = place.start, place.end
    if end - start > 1:
        return start, end
    if place.left and _is_han(text[start - 1]):
        start -= 1
    if place.right and _is_han(text[end]):
        end += 1
    return start, end


def _replaced(case: Case, start: int, end: int, expected: str, number: int) -> Finding:
    written = case.reading.text[start:end]
    return case.finding(
        start, end, "name_unsupported", f"与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        owner=number, expected=expected, suggestion=expected,
    )  # fmt: skip
