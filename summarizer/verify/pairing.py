"""Which figure of the text stands for which figure of the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from summarizer.domain import Quantity, Rounding
from summarizer.text.units import units_compatible
from summarizer.verify.context import likeness
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading

_ROUNDING_CLASS = {
    Rounding.EXACT: 0,
    Rounding.ABOUT: 1,
    Rounding.UNDER: 1,
    Rounding.OVER: 2,
    Rounding.AT_LEAST: 2,
    Rounding.AT_MOST: 3,
}
_MOST_CANDIDATES = 48


class Pair(NamedTuple):
    """A mention of the text, one of the facts, and how well their surroundings fit (0 to 1)."""

    text: Mention
    fact: Mention
    score: float


@dataclass(slots=True)
class Pairing:
    """Who supports whom; grows while a text is judged.

    Attributes:
        of_text: the supporting pair of a text mention, by its order.
        claimed: orders of fact mentions that some text mention stands for.
    """

    of_text: dict[int, Pair] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)

    def bind(self, pair: Pair) -> None:
        """Notes that the text mention stands for the fact mention."""
        self.of_text[pair.text.order] = pair
        self.claimed.add(pair.fact.order)


def quantity(mention: Mention) -> Quantity | None:
    """The mention's figure, None for dates and names."""
    return mention.atom if isinstance(mention.atom, Quantity) else None


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


def pair_score(text_side: Mention, fact_side: Mention, reading: Reading, evidence: Evidence) -> float:
    """How well two mentions fit: 0.7 for the words around them, 0.3 for sentence and fact as wholes."""
    grams = evidence.facts[fact_side.owner].grams
    shared = len(grams & reading.grams[text_side.owner]) / len(grams) if grams and reading.grams else 0.0
    return 0.7 * likeness(text_side, fact_side) + 0.3 * shared


def pair_figures(reading: Reading, evidence: Evidence) -> Pairing:
    """Pairs equal figures one to one, best fit first; a figure said twice shares its fact afterwards."""
    offers: list[Pair] = []
    for mention in reading.mentions:
        figure = quantity(mention)
        if figure is not None:
            offers.extend(
                Pair(mention, fact, pair_score(mention, fact, reading, evidence))
                for fact in equal_figures(figure, evidence)
            )
    return _settle(offers)


def _settle(offers: Sequence[Pair]) -> Pairing:
    pairing = Pairing()
    ordered = sorted(offers, key=lambda pair: (-pair.score, pair.text.order, pair.fact.order))
    for pair in ordered:
        if pair.text.order not in pairing.of_text and pair.fact.order not in pairing.claimed:
            pairing.bind(pair)
    for pair in ordered:
        if pair.text.order not in pairing.of_text:
            pairing.of_text[pair.text.order] = pair
    return pairing


def equal_figures(figure: Quantity, evidence: Evidence) -> list[Mention]:
    """The fact figures that say the same as `figure`, at most a few dozen."""
    found = []
    for mention in evidence.figures_like(figure.value):
        other = quantity(mention)
        if other is not None and same_figure(figure, other):
            found.append(mention)
            if len(found) == _MOST_CANDIDATES:
                break
    return found


def rivals(mention: Mention, reading: Reading, evidence: Evidence) -> list[Mention]:
    """Fact figures that `mention` may have been meant for: same digits anywhere, or same unit in related facts."""
    figure = quantity(mention)
    if figure is None:
        return []
    pool = {other.order: other for other in evidence.figures_like(figure.value)[:_MOST_CANDIDATES]}
    grams = reading.grams[mention.owner] if reading.grams else frozenset()
    related = set(evidence.related_facts(grams))
    for other in evidence.mentions:
        rival = quantity(other)
        if rival is not None and other.owner in related and units_compatible(figure.unit, rival.unit):
            pool.setdefault(other.order, other)
    return [other for other in pool.values() if not other.last_year]


def relative_gap(left: Decimal, right: Decimal) -> Decimal:
    """|left − right| / right, 1 when right is 0."""
    return abs(left - right) / abs(right) if right else Decimal(1)
