"""Which way a thing went, told the other way: 由14.2%下降到15.6%, 推迟 for 提前, 低于 for 高于."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.domain import DateMention, Finding, Quantity
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open
from summarizer.verify.mentions import FactReading, Mention, blanked, char_pairs
from summarizer.verify.spans import TakenSpans

# 由…：so far before the first value; between the values stand few words.
_FROM, _FROM_REACH = re.compile("(?:由|从)[^，。；]{0,12}$"), 16
_LONGEST_BETWEEN, _MOST_BEHIND = 16, 4
_SIDES = (("up", "later"), ("down", "earlier"))
# Of two times of the day or months more than so far apart the second may lie in the next day or year.
_HALF_DAY, _HALF_YEAR = 12 * 60, 6
# Of places in a list the smaller number is the better one.
_RANKED = re.compile("名次|排[名位]|位次")
_EARLIER = re.compile("去年|上年|上一?届|上一?期|上季|上月|上半年|年初|原|此前|以前|往年|同期")
# A clause tells the same matter when it holds this share of what a fact's clause says beside its direction.
_SAME_MATTER, _HALF, _LEAST_PAIRS = 0.6, 0.5, 2
# Behind one of these a clause goes on with what the one before it tells of.
_JOINED = "，：,:"


class Told(NamedTuple):
    """Where a clause says which way a thing went.

    Attributes:
        start, end: offsets of the word that says so.
        axis, side: what is compared, and which of its two sides.
        matter: the character pairs of the rest of the clause, or of that before it when there are too few.
    """

    start: int
    end: int
    axis: int
    side: int
    matter: frozenset[str]


def turned_about(case: Case) -> Iterator[Finding]:
    """An error for every 由A下降到B of the text whose own figures or dates go the other way.

    Only where A is what the facts give first or as the earlier one; else the two are exchanged. The clauses
    are noted in the case, so that nothing is said of an exchange there.
    """
    text = case.reading.text
    if _turn().search(text) is None:
        return
    for mentions in case.reading.by_sentence:
        for first, second in pairwise(filter(_is_value, mentions)):
            step = _step_between(first, second, text)
            way = _way(first, second) if step is not None else 0
            if step is None or not way or bool(step["up"]) == (way > 0):
                continue
            owner = _in_order(first, second, case)
            if owner is None or _is_told_so(first, second, step, case):
                continue
            start, end = first.atom.end + step.start(), second.atom.end
            case.exchanged.append((first.atom.start, end))
            yield case.finding(
                start, end, "figure_changed",
                f"增减方向与前后数据不符：前面是“{first.atom.text}”，这里写成了“{text[start:end]}”。",
                owner=owner,
            )  # fmt: skip


def _is_value(mention: Mention) -> bool:
    """Whether a mention is a figure, or a date that says more than the year: 今年的83% is one value."""
    date = mention.atom
    if isinstance(date, DateMention):
        return date.month is not None or date.minutes is not None
    return isinstance(date, Quantity)


def _step_between(first: Mention, second: Mention, text: str) -> re.Match[str] | None:
    """The words that say which way it went from the first of two values to the second."""
    start, end = first.atom.end, second.atom.start
    before = text[max(0, first.atom.start - _FROM_REACH) : first.atom.start]
    if end - start > _LONGEST_BETWEEN or _FROM.search(before) is None or _RANKED.search(before):
        return None
    step = _step().search(text[start:end])
    is_time = isinstance(first.atom, DateMention)
    return step if step is not None and is_time == (step["word"] in _times()) else None


def _way(first: Mention, second: Mention) -> int:
    """1 when the second of two values is greater or later, -1 when it is not, 0 when none can tell."""
    left, right = first.atom, second.atom
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if left.unit != right.unit or left.ordinal != right.ordinal or left.upper is not None:
            return 0
        way = _sign(right.value - left.value)
        return -way if left.ordinal else way
    if isinstance(left, DateMention) and isinstance(right, DateMention):
        return _later(left, right)
    return 0


def _sign(gap: Decimal | int) -> int:
    return (gap > 0) - (gap < 0)


def _later(left: DateMention, right: DateMention) -> int:
    """1 when a clock time, or a month and day of one year, comes behind another, -1 when before it."""
    if left.minutes is not None and right.minutes is not None:
        gap = right.minutes - left.minutes
        return _sign(gap) if abs(gap) < _HALF_DAY else 0
    if left.month is None or right.month is None or None not in {left.year, right.year, left.upper}:
        return 0
    months = right.month - left.month
    if months or left.day is None or right.day is None:
        return _sign(months) if abs(months) < _HALF_YEAR else 0
    return _sign(right.day - left.day)


def _in_order(first: Mention, second: Mention, case: Case) -> int | None:
    """The fact of the second of two values when the facts give the first as the earlier one."""
    pair, other = case.pair_of(first), case.pair_of(second)
    if pair is None or other is None or not case.evidence.may_accuse(other.fact):
        return None
    told, its = pair.fact, other.fact
    if told.last_year or _EARLIER.search(told.left_text):
        is_first = not its.last_year
    elif its.last_year or _EARLIER.search(its.left_text):
        is_first = False
    else:
        is_first = told.owner == its.owner and told.order < its.order
    return its.owner if is_first else None


def _is_told_so(first: Mention, second: Mention, step: re.Match[str], case: Case) -> bool:
    """Whether the fact itself says that it went this way, whatever its own figures are."""
    pair, other = case.pair_of(first), case.pair_of(second)
    if pair is None or other is None or pair.fact.owner != other.fact.owner:
        return False
    body = case.evidence.facts[pair.fact.owner].text
    told = _step().search(body[pair.fact.atom.end : other.fact.atom.start])
    return told is not None and bool(told["up"]) == bool(step["up"])


@cache
def _turn() -> re.Pattern[str]:
    """Words that tell which way a value went, before 到."""
    up, down = (alternation((*_words(key), *_words(time))) for key, time in _SIDES)
    return re.compile(looked_ahead(f"(?P<word>(?P<up>{up})|{down})(?:到了?|至|为|成)"))


@cache
def _step() -> re.Pattern[str]:
    """The same before the value reached, where nothing but 今年的 or 每月 may stand between."""
    return re.compile(f"{_turn().pattern}[^，。；]{{0,{_MOST_BEHIND}}}$")


@cache
def _times() -> frozenset[str]:
    return frozenset(word for _, time in _SIDES for word in _words(time))


def _words(key: str) -> tuple[str, ...]:
    return tuple(mapping("claims", "directions")[key].split())


def opposed_words(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for words like 推迟 in a clause that tells the same as a fact's clause with 提前.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    if _opposed().search(text) is None:
        return
    told = [(owner, one) for owner in range(case.evidence.own) for one in _told(case.evidence.facts[owner])]
    if not told:
        return
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    written = _told_in(text, case.reading.mentions)
    for one in written:
        same = [(owner, other) for owner, other in told if other.axis == one.axis]
        opposite = [(owner, other) for owner, other in same if other.side != one.side]
        owner, best = max(opposite, key=lambda pair: _share(pair[1], one), default=(0, None))
        if best is None or _share(best, one) < _SAME_MATTER:
            continue
        is_told = any(other.side == one.side and _share(other, one) >= _HALF for _, other in same)
        is_written = any(other.side == best.side and _share(best, other) >= _HALF for other in written)
        is_wish = is_open(text, one.start, only_wishes=True)
        if not is_told and not is_written and not is_wish and taken.take(one.start, one.end):
            expected = case.evidence.facts[owner].text[best.start : best.end]
            yield case.finding(
                one.start, one.end, "claim_unsupported",
                f"与事实不符：事实写的是“{expected}”，这里写成了“{text[one.start : one.end]}”。",
                owner=owner, expected=expected,
            )  # fmt: skip


def _share(told: Told, written: Told) -> float:
    """How much of what a fact's clause tells stands in one of the text, 0 to 1."""
    return len(told.matter & written.matter) / len(told.matter) if told.matter else 0.0


@lru_cache(maxsize=4096)
def _told(fact: FactReading) -> tuple[Told, ...]:
    return tuple(one for one in _told_in(fact.text, fact.mentions) if len(one.matter) >= _LEAST_PAIRS)


def _told_in(text: str, mentions: Sequence[Mention]) -> list[Told]:
    """The words of direction of a text or fact with what their clauses tell, figures and dates left out."""
    found: list[Told] = []
    words = ""
    for match in _opposed().finditer(text):
        words = words or blanked(text, _values(mentions))
        start, end = clause_around(text, match.start())
        matter = char_pairs(f"{words[start : match.start()]}\n{words[match.end() : end]}")
        if len(matter) < _LEAST_PAIRS and start > 1 and text[start - 1] in _JOINED:
            matter |= char_pairs(words[slice(*clause_around(text, start - 2))])
        number = int((match.lastgroup or "_0")[1:])
        found.append(Told(*match.span(), number // 2, number % 2, matter))
    return found


def _values(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    atoms = (mention.atom for mention in mentions)
    return [(atom.start, atom.end) for atom in atoms if isinstance(atom, Quantity | DateMention)]


@cache
def _opposed() -> re.Pattern[str]:
    """All words that have an opposite; the group that matches counts axis and side."""
    sides = [side for axis in mapping("claims", "directions")["opposed"] for side in axis]
    return re.compile(
        looked_ahead("|".join(f"(?P<_{number}>{'|'.join(side)})" for number, side in enumerate(sides)))
    )
