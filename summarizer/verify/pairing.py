"""Which figure of the text stands for which figure of the facts."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType

from summarizer.domain import Quantity, Rounding
from summarizer.text.units import units_alike_of, units_compatible
from summarizer.verify.case import Case, Pair
from summarizer.verify.citations import may_support
from summarizer.verify.context import exchanged, likeness
from summarizer.verify.mentions import Mention

_NEIGHBOURS = 6
_ROUNDING_CLASS = {
    Rounding.EXACT: 0,
    Rounding.ABOUT: 1,
    Rounding.UNDER: 1,
    Rounding.OVER: 2,
    Rounding.AT_LEAST: 2,
    Rounding.AT_MOST: 3,
}
_MINUTES = MappingProxyType({"分钟": 1, "小时": 60})
_MYRIAD, _YUAN, _IN_MYRIADS = 10_000, "元", re.compile("万|[0-9][wW]")
# Of one value so many facts are compared; of a related fact so many figures.
_MOST_CANDIDATES, _MOST_OF_FACT = 16, 48
_NOUN_REACH, _GENERIC = 6, "个"


def quantity(mention: Mention) -> Quantity | None:
    """The mention's figure, None for dates and names."""
    return mention.atom if isinstance(mention.atom, Quantity) else None


def unit_of(mention: Mention) -> str:
    """The unit of the mention's figure, "" for dates and names."""
    figure = quantity(mention)
    return figure.unit if figure is not None else ""


def same_figure(text_side: Quantity, fact_side: Quantity) -> bool:
    """Whether two figures say the same: value, range, kind of unit, order and rounding."""
    return (
        same_amount(text_side, fact_side)
        and units_compatible(text_side.unit, fact_side.unit)
        and same_rounding(text_side, fact_side)
    )


def same_amount(text_side: Quantity, fact_side: Quantity) -> bool:
    """Whether two figures have the same value, upper bound and order, whatever their unit."""
    return (
        text_side.value == fact_side.value
        and text_side.upper == fact_side.upper
        and text_side.ordinal == fact_side.ordinal
    )


def same_rounding(text_side: Quantity, fact_side: Quantity) -> bool:
    """约, 近 and 左右 are one claim, 余, 多 and 以上 another, an exact figure a third."""
    return _ROUNDING_CLASS[text_side.rounding] == _ROUNDING_CLASS[fact_side.rounding]


def pair_score(text_side: Mention, fact_side: Mention, case: Case) -> float:
    """How well two mentions fit: 0.7 for the words around them, 0.3 for sentence and fact as wholes."""
    return 0.7 * likeness(text_side, fact_side) + 0.3 * case.shared_words(text_side, fact_side)


def pair_figures(case: Case) -> None:
    """Pairs equal figures one to one, best fit first; a figure said twice shares its fact afterwards."""
    settle(
        (
            Pair(mention, fact, pair_score(mention, fact, case))
            for mention in case.reading.figures
            for fact in equal_figures(mention, case)
        ),
        case,
    )


def settle(offers: Iterable[Pair], case: Case) -> None:
    """Binds every mention of the text to one offered fact mention.

    Best scores first; ties by the order in the text, then in the facts. First no fact mention is taken
    twice; what is left then shares the best one.
    """
    ordered = sorted(offers, key=lambda pair: (-pair.score, pair.text.order, pair.fact.order))
    for pair in ordered:
        if pair.text.order not in case.of_text and not case.is_claimed(pair.fact):
            case.bind(pair)
    for pair in ordered:
        if pair.text.order not in case.of_text:
            case.bind(pair)


def equal_figures(mention: Mention, case: Case) -> list[Mention]:
    """The fact figures that say the same as that of `mention`; of very many those of related facts first."""
    figure = quantity(mention)
    if figure is None:
        return []
    alike = list(case.evidence.figures_like(figure.value))
    if figure.unit in _MINUTES:
        for value in (figure.value * 60, figure.value / 60):
            alike += case.evidence.figures_like(value.normalize())
    return [
        fact
        for fact in nearest_first(alike, mention, case)
        if isinstance(fact.atom, Quantity)
        and (
            same_figure(figure, fact.atom)
            or _says_otherwise(figure, fact, case)
            or _counts_alike(mention, fact)
        )
        and may_support(mention, fact, case)
    ]


def _says_otherwise(figure: Quantity, fact: Mention, case: Case) -> bool:
    """Whether a fact says a figure in another unit or in none."""
    other = quantity(fact)
    return other is not None and (_is_note_of(fact, figure, case) or _lasts_as_long(figure, other))


def _counts_alike(mention: Mention, fact: Mention) -> bool:
    """Whether two figures count one thing in units that are alike for it: 两项条款 and 条款2条."""
    figure, other = quantity(mention), quantity(fact)
    if figure is None or other is None or figure.unit == other.unit:
        return False
    if not same_amount(figure, other) or not same_rounding(figure, other):
        return False
    if any(
        one.unit == _GENERIC and it.right_text.startswith(two.unit)
        for one, two, it in ((figure, other, mention), (other, figure, fact))
        if two.unit
    ):
        return True  # 两个班 of 2班
    sides = [one.left_text[-_NOUN_REACH:] + one.right_text[:_NOUN_REACH] for one in (mention, fact)]
    return all(units_alike_of(figure.unit, other.unit, words) for words in sides)


def _lasts_as_long(figure: Quantity, other: Quantity) -> bool:
    """Whether one figure tells in minutes what the other tells in hours: 90分钟 and 1.5小时."""
    minutes = [_MINUTES.get(one.unit, 0) * one.value for one in (figure, other)]
    is_plain = figure.upper is None and other.upper is None and same_rounding(figure, other)
    return is_plain and figure.unit != other.unit and minutes[0] == minutes[1] > 0


def _is_note_of(fact: Mention, figure: Quantity, case: Case) -> bool:
    """Whether a bare figure is meant whose fact or the one before tells of 万 once: 体育9.8（万）."""
    noted = fact.atom
    if not isinstance(noted, Quantity) or noted.unit or noted.ordinal or noted.upper is not None:
        return False
    if figure.value != noted.value * _MYRIAD or figure.unit != _YUAN or figure.upper is not None:
        return False
    near = case.evidence.facts[max(0, fact.owner - 1) : fact.owner + 1]
    return any(_IN_MYRIADS.search(one.text) for one in near) and same_rounding(figure, noted)


def nearest_first(candidates: Sequence[Mention], mention: Mention, case: Case) -> Sequence[Mention]:
    """At most 16 candidates, given in the order of facts: those of the facts most like the sentence first."""
    if len(candidates) <= _MOST_CANDIDATES:
        return candidates
    near: list[Mention] = []
    for owner in sorted(case.related(mention.owner)):
        if len(near) == _MOST_CANDIDATES:
            break
        at = bisect_left(candidates, owner, key=_owner)
        while at < len(candidates) and candidates[at].owner == owner and len(near) < _MOST_CANDIDATES:
            near.append(candidates[at])
            at += 1
    return [*near, *candidates[: _MOST_CANDIDATES - len(near)]]


def _owner(mention: Mention) -> int:
    return mention.owner


def rivals(mention: Mention, case: Case) -> list[Mention]:
    """Fact figures that may have been meant: same digits anywhere, or same unit in related facts."""
    figure = quantity(mention)
    if figure is None:
        return []
    evidence = case.evidence
    pool = {
        other.order: other
        for other in nearest_first(evidence.figures_like(figure.value), mention, case)
        if not other.last_year and may_support(mention, other, case)
    }
    for owner in case.related(mention.owner):
        for other in evidence.of_fact[owner][:_MOST_OF_FACT]:
            rival = quantity(other)
            if rival is None or other.last_year or not units_compatible(figure.unit, rival.unit):
                continue
            if may_support(mention, other, case):
                pool.setdefault(other.order, other)
    return list(pool.values())


def relative_gap(left: Decimal, right: Decimal) -> Decimal:
    """|left − right| / right, 1 when right is 0."""
    return abs(left - right) / abs(right) if right else Decimal(1)


def exchanged_pairs(
    pairs: Sequence[Pair], may_exchange: Callable[[Pair, Pair], bool]
) -> Iterator[tuple[Pair, Pair]]:
    """Neighbouring pairs whose text mentions stand at each other's nouns; each is taken once."""
    taken: set[int] = set()
    for index, pair in enumerate(pairs):
        for other in pairs[index + 1 : index + 1 + _NEIGHBOURS]:
            if (
                may_exchange(pair, other)
                and taken.isdisjoint((pair.text.order, other.text.order))
                and exchanged(pair.text, other.text, pair.fact, other.fact)
            ):
                taken |= {pair.text.order, other.text.order}
                yield pair, other
