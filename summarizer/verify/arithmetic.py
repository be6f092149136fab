"""Figures that follow from the facts by arithmetic: sums, differences, percentages, averages, counts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from summarizer.domain import DateMention, Name, Quantity
from summarizer.text.terms import AVERAGE_CUE, GROWTH_CUE, RATIO_CUE, REST_CUE, TOTAL_CUE
from summarizer.text.units import units_compatible
from summarizer.verify.context import likeness
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity

_LONGEST_SUM = 24
_CUE_WINDOW = 14
_RELATED, _LONGEST_GROUP = 4, 12
_NEVER_COUNTED = frozenset({"元", "%", "百分点", "分", "人次", "倍", "小时", "天"})
_CLAUSE_MARK = re.compile("[，；。：！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a figure follows: the formula as shown to users, and the fact mentions it rests on."""

    formula: str
    sources: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum a 共计 must have, and the figures of the same sentence that make it."""

    value: Decimal
    formula: str


def cue_window(mention: Mention, text: str) -> str:
    """The words just before a figure that may ask for a calculation."""
    return text[max(0, mention.atom.start - _CUE_WINDOW) : mention.atom.start]


def derive(mention: Mention, reading: Reading, evidence: Evidence) -> Derivation | None:
    """The derivation of a figure the facts do not hold, None when there is none that its wording asks for."""
    figure = quantity(mention)
    if figure is None or figure.upper is not None or figure.ordinal:
        return None
    cue = cue_window(mention, reading.text)
    behind = reading.text[mention.atom.end : mention.atom.end + 6]
    near = _near_facts(mention, reading, evidence)
    for asked, rule in (
        (True, _as_sum),
        (
            bool(GROWTH_CUE.search(cue) or REST_CUE.search(cue + behind) or GROWTH_CUE.search(behind))
            or figure.unit in {"倍", "番", "百分点"},
            _as_growth,
        ),
        (bool(RATIO_CUE.search(cue)) or figure.unit in {"%", "分之"} or "占" in behind, _as_ratio),
        (bool(AVERAGE_CUE.search(cue)), _as_average),
        (bool(AVERAGE_CUE.search(cue)), _as_mean),
        (figure.unit == "元", _as_product),
    ):
        if asked and (found := rule(mention, figure, cue, reading, evidence, near)):
            return found
    return _as_complement(figure, evidence, near) or _as_count(mention, figure, reading)


def expected_total(mention: Mention, reading: Reading) -> Total | None:
    """The total that a 共计-figure should have: the sum of the listing before it in its sentence."""
    figure = quantity(mention)
    if figure is None or not TOTAL_CUE.search(cue_window(mention, reading.text)):
        return None
    listing = _listing(mention, figure, reading)
    listing = _enumeration(listing, reading) or listing
    if len(listing) < 2:
        return None
    value = sum((item.value for item in _quantities(listing)), Decimal(0))
    return Total(value=value, formula=_sum_formula(_quantities(listing)))


Rule = Callable[[Mention, Quantity, str, Reading, Evidence, Sequence[int]], Derivation | None]


def _quantities(mentions: Iterable[Mention]) -> list[Quantity]:
    return [mention.atom for mention in mentions if isinstance(mention.atom, Quantity)]


def _near_facts(mention: Mention, reading: Reading, evidence: Evidence) -> list[int]:
    grams = reading.grams[mention.owner] if reading.grams else frozenset()
    return evidence.related_facts(grams)


def _listing(mention: Mention, figure: Quantity, reading: Reading) -> list[Mention]:
    """Figures of the same unit before `mention` in its sentence, of the thing the total names if it names one."""
    items = [
        other
        for other in reading.mentions[: mention.order]
        if other.owner == mention.owner
        and (item := quantity(other)) is not None
        and item.unit == figure.unit
        and not item.ordinal
        and item.upper is None
    ]
    return _of_named_thing(mention, items, reading)


def _enumeration(listing: list[Mention], reading: Reading) -> list[Mention]:
    """The last figures of a listing that 、 or 和 join without a clause mark between; none when it is only one."""
    first = len(listing) - 1
    while first > 0 and not _CLAUSE_MARK.search(
        reading.text, listing[first - 1].atom.end, listing[first].atom.start
    ):
        first -= 1
    return listing[first:] if len(listing) - first >= 2 else []


def _of_named_thing(mention: Mention, items: list[Mention], reading: Reading) -> list[Mention]:
    """三级“三八红旗集体”共21个 adds only the figures whose own words hold that quoted name."""
    labels = [
        name.norm
        for name in (other.atom for other in reading.mentions[: mention.order])
        if isinstance(name, Name)
        and 0 <= mention.atom.start - name.end <= _CUE_WINDOW
        and name.text in mention.left_text
    ]
    for label in labels:
        named = [item for item in items if label in (item.left_text if item.left else item.right_text)]
        if 2 <= len(named) < len(items):
            return named
    return items


def _of_same_noun(mention: Mention, items: list[Mention]) -> list[Mention]:
    """10个比赛项目和1个表演项目，共11个项目: only the figures that count the total's noun."""
    return [item for item in items if likeness(mention, item) >= 0.6]


def _as_sum(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    """A total of a listing in the sentence, of one fact's figures, or of all figures of like things."""
    listing = _listing(mention, figure, reading)
    asked = TOTAL_CUE.search(cue) is not None
    groups = [_enumeration(listing, reading), listing, _of_same_noun(mention, listing)]
    groups += _summand_groups(mention, figure, reading, evidence, near, wide=asked)
    for group in groups:
        if found := _sum_if_equal(figure, group):
            return found
    if not asked:
        return None
    earlier = [
        other
        for other in reading.mentions[: mention.order]
        if mention.owner - 3 <= other.owner
        and (item := quantity(other)) is not None
        and item.unit == figure.unit
    ]
    return _sum_if_equal(figure, _of_named_thing(mention, earlier, reading))


def _summand_groups(
    mention: Mention,
    figure: Quantity,
    reading: Reading,
    evidence: Evidence,
    near: Sequence[int],
    *,
    wide: bool,
) -> Iterator[list[Mention]]:
    fitting = [
        other
        for other in evidence.mentions
        if (item := quantity(other)) is not None
        and item.unit == figure.unit
        and not item.ordinal
        and item.upper is None
        and not other.last_year
    ]
    by_owner: dict[int, list[Mention]] = {}
    for other in fitting:
        by_owner.setdefault(other.owner, []).append(other)
    for owner in near:
        group = _of_named_thing(mention, by_owner.get(owner, []), reading)
        yield group
        yield _of_same_noun(mention, group)
    if wide:
        named = _of_named_thing(mention, fitting, reading)
        yield [other for other in named if likeness(mention, other) >= 0.4]
        yield named


def _sum_if_equal(figure: Quantity, group: Sequence[Mention]) -> Derivation | None:
    items = _quantities(group)
    if not 2 <= len(items) <= _LONGEST_SUM or sum((item.value for item in items), Decimal(0)) != figure.value:
        return None
    return Derivation(formula=f"{_sum_formula(items)}＝{figure.text}", sources=tuple(group))


def _sum_formula(items: Sequence[Quantity]) -> str:
    return "＋".join(item.text for item in items)


def _pairs(
    mention: Mention, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Iterator[tuple[Mention, Mention]]:
    """Ordered pairs of figures that stand together: in one fact, in related facts, or in the figure's own sentence."""
    of_facts = [[m for m in evidence.facts[owner].mentions if quantity(m)] for owner in near[:_RELATED]]
    sentence = [
        m for m in reading.mentions if m.owner == mention.owner and m.order != mention.order and quantity(m)
    ]
    across = [m for group in of_facts for m in group]
    for group in (*of_facts, sentence, across):
        for left in group[:_LONGEST_GROUP]:
            for right in group[:_LONGEST_GROUP]:
                if left is not right:
                    yield left, right


def _as_growth(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    """A difference or growth against last year's value or against the other figure of the same fact."""
    for new, old in _pairs(mention, reading, evidence, near):
        now, before = quantity(new), quantity(old)
        if now is None or before is None or new.last_year or not units_compatible(now.unit, before.unit):
            continue
        gap = abs(now.value - before.value)
        percent_pair = now.unit == "%" and figure.unit == "百分点"
        if (percent_pair or (figure.unit == now.unit and figure.unit != "%")) and gap == figure.value and gap:
            sign = "－"
            high, low = (now, before) if now.value > before.value else (before, now)
            return Derivation(formula=f"{high.text}{sign}{low.text}＝{figure.text}", sources=(new, old))
        if before.value and figure.unit == "%" and _rounds_to(gap / before.value * 100, figure):
            formula = f"（{now.text}－{before.text}）÷{before.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old))
        if before.value and figure.unit == "倍" and _rounds_to(now.value / before.value, figure):
            return Derivation(formula=f"{now.text}÷{before.text}＝{figure.text}", sources=(new, old))
    return None


def _as_complement(figure: Quantity, evidence: Evidence, near: Sequence[int]) -> Derivation | None:
    """男会员439人 of a fact that says 会员1126人，其中女会员687人: the rest of a whole."""
    for owner in near[:_RELATED]:
        fact = evidence.facts[owner]
        mentions = [
            m for m in fact.mentions if (item := quantity(m)) is not None and item.unit == figure.unit
        ]
        if "其中" not in fact.body or len(mentions) < 2:
            continue
        whole, parts = mentions[0], mentions[1:]
        rest = sum((item.value for item in _quantities(parts)), Decimal(0))
        for group, taken in (
            (parts, rest),
            *(([part], item.value) for part in parts if (item := quantity(part))),
        ):
            if (total := quantity(whole)) is not None and total.value - taken == figure.value:
                formula = f"{total.text}－{'－'.join(part.atom.text for part in group)}＝{figure.text}"
                return Derivation(formula=formula, sources=(whole, *group))
    return None


def _as_ratio(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    if figure.unit not in {"%", "分之", "‰"}:
        return None
    for part, whole in _pairs(mention, reading, evidence, near):
        above, below = quantity(part), quantity(whole)
        if above is None or below is None or not below.value or not units_compatible(above.unit, below.unit):
            continue
        if above.unit == "%" or part.last_year or whole.last_year or above.value > below.value:
            continue
        scale = {"%": 100, "‰": 1000}.get(figure.unit, 1)
        if _rounds_to(above.value / below.value * scale, figure):
            return Derivation(formula=f"{above.text}÷{below.text}＝{figure.text}", sources=(part, whole))
    return None


def _as_average(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    for total, count in _pairs(mention, reading, evidence, near):
        above, below = quantity(total), quantity(count)
        if above is None or below is None or not below.value or above.unit == below.unit:
            continue
        if units_compatible(above.unit, figure.unit) and _rounds_to(above.value / below.value, figure):
            return Derivation(formula=f"{above.text}÷{below.text}＝{figure.text}", sources=(total, count))
    return None


def _as_mean(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    """The mean of the like figures of one fact or of the sentence (三个食堂平均满意率)."""
    groups = [[m for m in evidence.facts[owner].mentions if quantity(m)] for owner in near[:_RELATED]]
    groups.append([m for m in reading.mentions if m.owner == mention.owner and m.order != mention.order])
    for group in groups:
        items = [item for item in _quantities(group) if item.unit == figure.unit and item.upper is None]
        if len(items) >= 2 and _rounds_to(
            sum((item.value for item in items), Decimal(0)) / len(items), figure
        ):
            formula = f"（{_sum_formula(items)}）÷{len(items)}＝{figure.text}"
            return Derivation(formula=formula, sources=tuple(group))
    return None


def _as_product(
    mention: Mention, figure: Quantity, cue: str, reading: Reading, evidence: Evidence, near: Sequence[int]
) -> Derivation | None:
    """每人200元 for 312人 makes 6.24万元."""
    for each, count in _pairs(mention, reading, evidence, near):
        price, number = quantity(each), quantity(count)
        if price is None or number is None or price.unit != figure.unit or number.unit == figure.unit:
            continue
        if AVERAGE_CUE.search(each.left_text) and price.value * number.value == figure.value:
            return Derivation(formula=f"{price.text}×{number.text}＝{figure.text}", sources=(each, count))
    return None


def _rounds_to(value: Decimal, figure: Quantity) -> bool:
    """Whether `value`, rounded to as many places as the figure shows, is the figure."""
    try:
        places = Decimal(1).scaleb(min(0, int(figure.value.normalize().as_tuple().exponent)))
        return value.quantize(places, rounding=ROUND_HALF_UP) == figure.value
    except InvalidOperation:
        return False


def _as_count(mention: Mention, figure: Quantity, reading: Reading) -> Derivation | None:
    """两次共计, 三类群体合计, 三个食堂: a small number that counts what its own sentence lists."""
    if not 2 <= figure.value <= 10 or figure.unit in _NEVER_COUNTED:
        return None
    start, end = reading.sentences[mention.owner] if reading.sentences else (0, len(reading.text))
    sentence = [m for m in reading.mentions if m.owner == mention.owner and m.order != mention.order]
    listed = {
        sum(isinstance(m.atom, DateMention) for m in sentence),
        sum(isinstance(m.atom, Name) for m in sentence),
        *Counter(item.unit for item in _quantities(sentence)).values(),
        reading.text[start : mention.atom.start].count("；") + 1,
        *(
            clause.count("、") + 1
            for clause in re.split("[，；：。]", reading.text[start:end])
            if "、" in clause
        ),
    }
    return Derivation(formula=f"本句列举共{figure.text}", sources=()) if figure.value in listed else None
