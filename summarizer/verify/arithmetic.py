"""Figures that follow from the facts by arithmetic: sums, differences, percentages, averages, counts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import permutations

from summarizer.domain import DateMention, Name, Quantity
from summarizer.text.terms import AVERAGE_CUE, GROWTH_CUE, REST_CUE, TOTAL_CUE
from summarizer.text.units import units_compatible
from summarizer.verify.case import Case
from summarizer.verify.context import likeness
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity

_LONGEST_SUM, _LONGEST_LISTING, _MOST_ADDED = 24, 48, 200
_SENTENCE_WINDOW = 400
_CUE_WINDOW = 14
_RELATED, _LONGEST_GROUP = 4, 12
_LIKE_THINGS, _SAME_NOUN = 0.4, 0.6
_LARGEST_COUNT = 10
_RELATIVE_UNITS = frozenset({"倍", "番", "百分点"})
_SHARE_UNITS = {"%": 100, "‰": 1000, "分之": 1}
_NEVER_COUNTED = frozenset({"元", "%", "百分点", "分", "人次", "倍", "小时", "天"})
_DOWN = frozenset({"下降", "减少", "降低", "回落"})
_DIRECTION = re.compile("下降|减少|降低|回落|增长|增加|提高|提升|上升")
_YEARLY = re.compile("每年|全年|一年|年均|年")
_TIMES_A_YEAR = {"每月": 12, "每个月": 12, "每季度": 4, "每个季度": 4, "每半年": 2}
_LAST_LINK = re.compile("(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})")
_OPENS_LIST = re.compile("[^，。；：]{0,8}：")
_CLAUSE_MARK = re.compile("[，；。：！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a figure follows: the formula as shown to users, and the fact mentions it rests on."""

    formula: str
    sources: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A figure without an equal fact figure, and all that may explain it.

    Attributes:
        cue, behind: the words just before and just behind the figure.
        near: indexes of the facts most like its sentence.
        sentence: the other figures of its sentence, of a very long one those around it.
    """

    mention: Mention
    figure: Quantity
    cue: str
    behind: str
    reading: Reading
    evidence: Evidence
    near: Sequence[int]

    sentence: Sequence[Mention]

    @property
    def related(self) -> list[list[Mention]]:
        """The figures of each of the most related facts."""
        of_fact = self.evidence.of_fact
        return [[m for m in of_fact[owner] if quantity(m)] for owner in self.near[:_RELATED]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum a 共计 must have, and the figures of the same sentence that make it."""

    value: Decimal
    formula: str


Rule = Callable[[Question], Derivation | None]


def cue_window(mention: Mention, text: str) -> str:
    """The words just before a figure that may ask for a calculation."""
    return text[max(0, mention.atom.start - _CUE_WINDOW) : mention.atom.start]


def derive(mention: Mention, case: Case) -> Derivation | None:
    """The derivation of a figure the facts do not hold, None when there is none that its wording asks for."""
    figure = quantity(mention)
    if figure is None or figure.upper is not None or figure.ordinal:
        return None
    reading = case.reading
    asked = Question(
        mention=mention,
        figure=figure,
        cue=cue_window(mention, reading.text),
        behind=reading.text[mention.atom.end : mention.atom.end + 6],
        reading=reading,
        evidence=case.evidence,
        near=case.related(mention.owner),
        sentence=[other for other in _around(mention, reading) if quantity(other)],
    )
    return next((found for rule in _rules(asked) if (found := rule(asked))), None)


def _around(mention: Mention, reading: Reading) -> list[Mention]:
    """The other mentions of the same sentence; of a very long one those around the mention."""
    low = max(0, mention.order - _LONGEST_LISTING)
    return [
        other
        for other in reading.mentions[low : mention.order + _LONGEST_LISTING + 1]
        if other.owner == mention.owner and other.order != mention.order
    ]


def _rules(asked: Question) -> Iterator[Rule]:
    """The rules that the wording around a figure asks for, in order of trust."""
    unit, cue, behind = asked.figure.unit, asked.cue, asked.behind
    yield _as_sum
    yield _as_each
    yield _as_yearly
    if (
        unit in _RELATIVE_UNITS
        or GROWTH_CUE.search(cue)
        or REST_CUE.search(cue + behind)
        or GROWTH_CUE.search(behind)
    ):
        yield _as_difference
    if unit in _SHARE_UNITS:
        yield _as_ratio
    if AVERAGE_CUE.search(cue):
        yield _as_average
        yield _as_mean
    if unit == "元":
        yield _as_product
    yield _as_complement
    yield _as_count


def expected_total(mention: Mention, case: Case) -> Total | None:
    """The total that a 共计-figure should have: the sum of the listing before it in its sentence."""
    figure, reading = quantity(mention), case.reading
    if figure is None or not TOTAL_CUE.search(cue_window(mention, reading.text)):
        return None
    listing = _listing(mention, figure, reading)
    listing = _enumeration(listing, reading) or listing
    if len(listing) < 2:
        return None
    value = sum((item.value for item in _quantities(listing)), Decimal(0))
    return Total(value=value, formula=_sum_formula(_quantities(listing)))


def _quantities(mentions: Iterable[Mention]) -> list[Quantity]:
    return [mention.atom for mention in mentions if isinstance(mention.atom, Quantity)]


def _listing(mention: Mention, figure: Quantity, reading: Reading) -> Sequence[Mention]:
    """Figures of the same unit before `mention` in its sentence, of the named thing if it names one."""
    items = [
        other
        for other in _around(mention, reading)
        if other.order < mention.order
        and (item := quantity(other)) is not None
        and item.unit == figure.unit
        and not item.ordinal
        and item.upper is None
    ]
    return _of_named_thing(mention, items, reading)


def _enumeration(listing: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """The last figures of a listing that no clause mark parts; none when it is only one."""
    first = len(listing) - 1
    while first > 0 and not _CLAUSE_MARK.search(
        reading.text, listing[first - 1].atom.end, listing[first].atom.start
    ):
        first -= 1
    return listing[first:] if len(listing) - first >= 2 else []


def _of_named_thing(mention: Mention, items: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """三级“三八红旗集体”共21个 adds only the figures whose own words hold that quoted name."""
    labels = [
        name.norm
        for name in (other.atom for other in reading.mentions[max(0, mention.order - 4) : mention.order])
        if isinstance(name, Name)
        and 0 <= mention.atom.start - name.end <= _CUE_WINDOW
        and name.text in mention.left_text
    ]
    for label in labels:
        named = [item for item in items if label in (item.left_text if item.left else item.right_text)]
        if 2 <= len(named) < len(items):
            return named
    return items


def _of_same_noun(mention: Mention, items: Sequence[Mention]) -> Sequence[Mention]:
    """10个比赛项目和1个表演项目，共11个项目: only the figures that count the total's noun."""
    return [item for item in items if likeness(mention, item) >= _SAME_NOUN]


def _as_sum(asked: Question) -> Derivation | None:
    """A total of a listing in the sentence, of one fact's figures, or of all figures of like things."""
    mention, figure, reading = asked.mention, asked.figure, asked.reading
    listing = _listing(mention, figure, reading)
    groups = [_enumeration(listing, reading), listing, _of_same_noun(mention, listing), *_fact_groups(asked)]
    if TOTAL_CUE.search(asked.cue):
        earlier = [
            other
            for other in reading.mentions[max(0, mention.order - _LONGEST_LISTING) : mention.order]
            if mention.owner - 3 <= other.owner and (item := quantity(other)) and item.unit == figure.unit
        ]
        groups.append(_of_named_thing(mention, earlier, reading))
    return next((found for group in groups if (found := _sum_if_equal(figure, group))), None)


def _fact_groups(asked: Question) -> Iterator[Sequence[Mention]]:
    """Figures of the facts that belong together: of one fact; of all facts when a total is asked for."""
    mention, figure, reading = asked.mention, asked.figure, asked.reading
    for owner in asked.near:
        group = _of_named_thing(mention, _addends(asked.evidence.of_fact[owner], figure), reading)
        yield group
        yield _of_same_noun(mention, group)
    if TOTAL_CUE.search(asked.cue):
        fitting = asked.evidence.by_unit.get(figure.unit, ())
        if len(fitting) <= _MOST_ADDED:
            named = _of_named_thing(mention, fitting, reading)
            yield [other for other in named if likeness(mention, other) >= _LIKE_THINGS]
            yield named


def _addends(mentions: Sequence[Mention], figure: Quantity) -> list[Mention]:
    """The figures of one fact that may add up to `figure`."""
    return [
        other
        for other in mentions
        if (item := quantity(other)) is not None
        and _adds_up(item.unit, figure.unit)
        and not item.ordinal
        and item.upper is None
        and not other.last_year
    ]


def _adds_up(unit: str, total_unit: str) -> bool:
    """Whether figures of a unit make a total of another: 4金3银 make 7枚, 210人 and 198人 a bare 408."""
    return unit == total_unit or (not unit and total_unit in {"枚", "块"}) or (not total_unit and unit != "")


def _as_each(asked: Question) -> Derivation | None:
    """4期 of a fact that says 家政、面点培训各2期: the figure once for each member."""
    for owner in asked.near[:_RELATED]:
        body = asked.evidence.facts[owner].text
        for mention in asked.evidence.of_fact[owner]:
            item = quantity(mention)
            if item is None or item.unit != asked.figure.unit or body[item.start - 1 : item.start] != "各":
                continue
            clause = _CLAUSE_MARK.split(body[: item.start])[-1]
            members = clause.count("、") + len(_LAST_LINK.findall(clause)) + 1
            if members > 1 and item.value * members == asked.figure.value:
                formula = f"{item.text}×{members}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(mention,))
    return None


def _sum_if_equal(figure: Quantity, group: Sequence[Mention]) -> Derivation | None:
    items = _quantities(group)
    if not 2 <= len(items) <= _LONGEST_SUM or sum((item.value for item in items), Decimal(0)) != figure.value:
        return None
    return Derivation(formula=f"{_sum_formula(items)}＝{figure.text}", sources=tuple(group))


def _sum_formula(items: Sequence[Quantity]) -> str:
    return "＋".join(item.text for item in items)


def _pairs(asked: Question) -> Iterator[tuple[Mention, Quantity, Mention, Quantity]]:
    """Ordered pairs of figures that stand together: in one fact, in the sentence, or in related facts."""
    across = [mention for group in asked.related for mention in group]
    for group in (*asked.related, asked.sentence, across):
        for left, right in permutations(group[:_LONGEST_GROUP], 2):
            first, second = quantity(left), quantity(right)
            if first is not None and second is not None:
                yield left, first, right, second


def _as_difference(asked: Question) -> Derivation | None:
    """A difference or growth against last year's value or against the other figure of the same fact."""
    figure = asked.figure
    for new, now, old, before in _pairs(asked):
        if new.last_year or not units_compatible(now.unit, before.unit):
            continue
        if _runs_against(asked, now.value - before.value):
            continue
        gap = abs(now.value - before.value)
        in_points = now.unit == "%" and figure.unit == "百分点"
        if gap and gap == figure.value and (in_points or (figure.unit == now.unit and figure.unit != "%")):
            high, low = (now, before) if now.value > before.value else (before, now)
            return Derivation(formula=f"{high.text}－{low.text}＝{figure.text}", sources=(new, old))
        both_shares = now.unit == before.unit == "%"
        if (
            before.value
            and figure.unit == "%"
            and not both_shares
            and _rounds_to(gap / before.value * 100, figure)
        ):
            formula = f"（{now.text}－{before.text}）÷{before.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old))
        if before.value and figure.unit == "倍" and _rounds_to(now.value / before.value, figure):
            return Derivation(formula=f"{now.text}÷{before.text}＝{figure.text}", sources=(new, old))
    return None


def _runs_against(asked: Question, change: Decimal) -> bool:
    """Whether the last word of growth before a figure tells of the other direction: 增长 of what shrank."""
    words = _DIRECTION.findall(asked.cue)
    return bool(words) and change != 0 and (words[-1] in _DOWN) != (change < 0)


def _as_ratio(asked: Question) -> Derivation | None:
    """A part over its whole: 21件 of 24件 makes 87.5%."""
    scale = _SHARE_UNITS[asked.figure.unit]
    for part, above, whole, below in _pairs(asked):
        countable = units_compatible(above.unit, below.unit) and above.unit != "%"
        if not countable or part.last_year or whole.last_year or not 0 < above.value <= below.value:
            continue
        if _rounds_to(above.value / below.value * scale, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(part, whole))
    return None


def _as_average(asked: Question) -> Derivation | None:
    """One figure spread over another of a different unit: 4.8万元 for 32户 makes 1500元."""
    for total, above, count, below in _pairs(asked):
        if not below.value or above.unit == below.unit or not units_compatible(above.unit, asked.figure.unit):
            continue
        if _rounds_to(above.value / below.value, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(total, count))
    return None


def _as_mean(asked: Question) -> Derivation | None:
    """The mean of the like figures of one fact or of the sentence (三个食堂平均满意率)."""
    figure = asked.figure
    for group in (*asked.related, asked.sentence):
        items = [item for item in _quantities(group) if item.unit == figure.unit and item.upper is None]
        if len(items) >= 2 and _rounds_to(
            sum((item.value for item in items), Decimal(0)) / len(items), figure
        ):
            formula = f"（{_sum_formula(items)}）÷{len(items)}＝{figure.text}"
            return Derivation(formula=formula, sources=tuple(group))
    return None


def _as_product(asked: Question) -> Derivation | None:
    """每人200元 for 312人 makes 6.24万元."""
    for each, price, count, number in _pairs(asked):
        if price.unit != asked.figure.unit or number.unit == asked.figure.unit:
            continue
        if AVERAGE_CUE.search(each.left_text) and price.value * number.value == asked.figure.value:
            formula = f"{price.text}×{number.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(each, count))
    return None


def _as_yearly(asked: Question) -> Derivation | None:
    """每年1800元 for 每月150元, 全年12期 for 每月1期."""
    if not _YEARLY.search(asked.cue):
        return None
    for owner in asked.near[:_RELATED]:
        body = asked.evidence.facts[owner].text
        for mention in asked.evidence.of_fact[owner]:
            item = quantity(mention)
            if item is None or item.unit != asked.figure.unit:
                continue
            before = body[max(0, item.start - _CUE_WINDOW) : item.start]
            for period, times in _TIMES_A_YEAR.items():
                if period in before and item.value * times == asked.figure.value:
                    formula = f"{item.text}×{times}＝{asked.figure.text}"
                    return Derivation(formula=formula, sources=(mention,))
    return None


def _as_complement(asked: Question) -> Derivation | None:
    """男会员439人 of a fact that says 会员1126人，其中女会员687人: the rest of a whole."""
    for owner in asked.near[:_RELATED]:
        fact = asked.evidence.facts[owner]
        items = [item for item in _quantities(fact.mentions) if item.unit == asked.figure.unit]
        if "其中" not in fact.body or len(items) < 2:
            continue
        whole, parts = items[0], items[1:]
        for taken in (parts, *([part] for part in parts)):
            if whole.value - sum((part.value for part in taken), Decimal(0)) == asked.figure.value:
                formula = f"{whole.text}－{'－'.join(part.text for part in taken)}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=fact.mentions)
    return None


def _as_count(asked: Question) -> Derivation | None:
    """两次共计, 三类群体合计, 三个食堂: a small number that counts what its own sentence lists."""
    mention, figure, reading = asked.mention, asked.figure, asked.reading
    if not 2 <= figure.value <= _LARGEST_COUNT or figure.unit in _NEVER_COUNTED:
        return None
    start, end = reading.sentences[mention.owner] if reading.sentences else (0, len(reading.text))
    start = max(start, mention.atom.start - _SENTENCE_WINDOW)
    end = min(end, mention.atom.end + _SENTENCE_WINDOW)
    around, behind = _around(mention, reading), reading.text[mention.atom.end : end]
    clauses = re.split("[，；：。]", reading.text[start:end])
    listed = {
        sum(isinstance(other.atom, DateMention) for other in around),
        sum(isinstance(other.atom, Name) for other in around),
        *_counts_of_units(around),
        *_counts_of_units([other for other in around if other.order < mention.order]),
        reading.text[start : mention.atom.start].count("；") + 1,
        *([behind.count("；") + 1] if _OPENS_LIST.match(behind) else []),
        *(clause.count("、") + 1 for clause in clauses if "、" in clause),
    }
    return Derivation(formula=f"本句列举共{figure.text}", sources=()) if figure.value in listed else None


def _counts_of_units(mentions: Sequence[Mention]) -> Iterable[int]:
    """How many figures there are of each unit."""
    return Counter(figure.unit for figure in _quantities(mentions)).values()


def _rounds_to(value: Decimal, figure: Quantity) -> bool:
    """Whether `value`, rounded to as many places as the figure shows, is the figure."""
    try:
        places = Decimal(1).scaleb(min(0, int(figure.value.normalize().as_tuple().exponent)))
        return value.quantize(places, rounding=ROUND_HALF_UP) == figure.value
    except InvalidOperation:
        return False
