"""The figures of many units added up: what is the same, what it comes to, and who contributed what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.batch.amounts import exact_sum, measure_word, write_amount
from summarizer.batch.clauses import NO_FIGURE, Clause, read_clauses
from summarizer.domain import CLOSING_TOPICS, Document, Fact, Quantity, Topic
from summarizer.errors import InputError
from summarizer.text.quantities import find_quantities

ALONE: Final = "只有这一个单位写了这项数据"
TWICE: Final = "有单位对这一项写了几个数，分不清是否重复"
NOT_ADDED: Final = "问题和打算不作合计"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one unit contributes to a sum.

    Attributes:
        unit: its name.
        written: its figures as written, joined by ＋ when it gave several.
        value: their sum, in the canonical unit (money in 元).
        facts: the facts they stand in.
        last_year: last year's value, None when the fact gives none that is of the same kind.
    """

    unit: str
    written: str
    value: Decimal
    facts: tuple[str, ...]
    last_year: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One sum over several units.

    Attributes:
        label: what is counted: 慰问困难职工·发放.
        measure: the measure word it is written with; 元 for money.
        shares: at least two, in the order of the units.
        last_year: last year's sum, only when every unit that contributes gave its own.
    """

    label: str
    measure: str
    shares: tuple[Share, ...]

    @property
    def value(self) -> Decimal:
        """The exact sum."""
        return exact_sum(share.value for share in self.shares)

    @property
    def written(self) -> str:
        """The sum as it stands in the fact: 118户."""
        return write_amount(self.value, self.measure)

    @property
    def last_year(self) -> str | None:
        """Last year's sum, None unless every contributor gave its own."""
        given = [share.last_year for share in self.shares if share.last_year is not None]
        return write_amount(exact_sum(given), self.measure) if len(given) == len(self.shares) else None

    @property
    def formula(self) -> str:
        """32户+28户+…=118户（5个单位）, with every addend as its unit wrote it."""
        addends = "+".join(share.written for share in self.shares)
        return f"{addends}={self.written}（{len(self.shares)}个单位）"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedClause:
    """A clause several units have in common, with its sums.

    Attributes:
        topic: of the section most contributors put it in.
        chain: what is counted, after what stands before it.
        words: the text around the figures, from the first contributor.
        before: the words of the clauses before it in that contributor's sentence.
        amounts: one for each figure.
    """

    topic: Topic
    chain: tuple[str, ...]
    words: tuple[str, ...]
    before: tuple[str, ...]
    amounts: tuple[Amount, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Who contributed."""
        return tuple(share.unit for share in self.amounts[0].shares)

    @property
    def text(self) -> str:
        """The clause with the sums in place."""
        pairs = zip(self.words, (*(amount.written for amount in self.amounts), ""), strict=True)
        return "".join(word + written for word, written in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A fact without figures that several units have word for word alike."""

    topic: Topic
    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A fact that stays one unit's own, and why."""

    unit: str
    topic: Topic
    fact: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """All that the facts of the units come to.

    Attributes:
        units: their names, in the order given.
        sums: in the order of their first appearance.
        shared: facts without figures that several units share.
        singles: every fact of which some part went into no sum.
    """

    units: tuple[str, ...]
    sums: tuple[SummedClause, ...]
    shared: tuple[Shared, ...]
    singles: tuple[Single, ...]

    def missing(self, amount: Amount) -> tuple[str, ...]:
        """The units that did not contribute to a sum."""
        present = {share.unit for share in amount.shares}
        return tuple(unit for unit in self.units if unit not in present)


class _Key(NamedTuple):
    """Two clauses are the same indicator when these are equal: the words and the units of the figures."""

    chain: tuple[str, ...]
    units: tuple[str, ...]


class _Place(NamedTuple):
    """A clause and where it stands."""

    unit: str
    topic: Topic
    fact: Fact
    clause: Clause
    before: tuple[str, ...]


def merge_units(documents: Sequence[Document]) -> Merged:
    """The sums over the units' facts; shelved facts take no part.

    Figures are added only where words and units are the same. What two units count alike once each is added;
    a unit that gives several values for it is added up only when every one has a date of its own and none
    calls itself a total. All else stays with its unit.

    Raises:
        InputError: fewer than two units, two of the same name, or of different periods.
    """
    _check(documents)
    places = [place for document in documents for place in _places(document)]
    groups: dict[_Key, list[_Place]] = {}
    for place in places:
        if place.clause.figures:
            groups.setdefault(_Key(place.clause.chain, place.clause.units), []).append(place)
    refused = {key: reason for key, group in groups.items() if (reason := _refusal(group))}
    shared = _shared(places)
    return Merged(
        units=tuple(document.unit for document in documents),
        sums=tuple(_summed(key, group) for key, group in groups.items() if key not in refused),
        shared=shared,
        singles=_singles(places, refused, {one.text for one in shared}),
    )


def _check(documents: Sequence[Document]) -> None:
    if len(documents) < 2:
        message = "汇总至少要有两个单位的事实单"
        raise InputError(message, hint="请把各单位的事实单放进同一个文件夹，或同一个 .xlsx。")
    names = Counter(document.unit for document in documents)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        message = f"“{twice[0]}”出现了{names[twice[0]]}次，合计会重复"
        raise InputError(message, hint="请每个单位只留一份事实单。")
    periods = Counter(document.period.sheet_label for document in documents)
    if len(periods) > 1:
        message = f"各单位的期间不同（{'、'.join(periods)}），不能合计"
        raise InputError(message, hint="请统一期间后再汇总。")


def _places(document: Document) -> Iterable[_Place]:
    for section in document.sections:
        for fact in section.active_facts:
            before: tuple[str, ...] = ()
            for clause in read_clauses(fact.text, period=document.period, unit=document.unit):
                before = before if len(clause.chain) > 1 else ()
                yield _Place(document.unit, section.topic, fact, _kept_apart(clause, section.topic), before)
                before = (*before, clause.stem)


def _kept_apart(clause: Clause, topic: Topic) -> Clause:
    """The clause without figures to add where none are added at all."""
    if topic not in CLOSING_TOPICS:
        return clause
    return Clause(chain=clause.chain, words=clause.words, dates=clause.dates, reason=NOT_ADDED)


def _refusal(group: Sequence[_Place]) -> str:
    """Why these clauses are not added up, "" when they are."""
    by_unit = _by_unit(group)
    if len(by_unit) < 2:
        return ALONE
    return "" if all(_is_clear(places) for places in by_unit.values()) else TWICE


def _is_clear(places: Sequence[_Place]) -> bool:
    """Whether it is certain what one unit's clauses come to."""
    if len(places) == 1 or _repeats(places):
        return True
    dates = {place.clause.dates for place in places}
    return (
        len(dates) == len(places) and () not in dates and not any(place.clause.is_total for place in places)
    )


def _repeats(places: Sequence[_Place]) -> bool:
    """Whether a unit merely says the same thing again."""
    said = {(place.clause.dates, tuple(figure.value for figure in place.clause.figures)) for place in places}
    return len(said) == 1


def _by_unit(group: Sequence[_Place]) -> Mapping[str, list[_Place]]:
    by_unit: dict[str, list[_Place]] = {}
    for place in group:
        by_unit.setdefault(place.unit, []).append(place)
    return by_unit


def _summed(key: _Key, group: Sequence[_Place]) -> SummedClause:
    first = group[0]
    counted = {unit: places[:1] if _repeats(places) else places for unit, places in _by_unit(group).items()}
    amounts = tuple(
        Amount(
            label="·".join(label for label in key.chain if label),
            measure=measure_word(first.clause.figures[slot]),
            shares=tuple(_share(unit, places, slot) for unit, places in counted.items()),
        )
        for slot in range(len(key.units))
    )
    topics = Counter(place.topic for place in group)
    return SummedClause(
        topic=max(topics, key=topics.__getitem__),
        chain=key.chain,
        words=first.clause.words,
        before=first.before,
        amounts=amounts,
    )


def _share(unit: str, places: Sequence[_Place], slot: int) -> Share:
    figures = [place.clause.figures[slot] for place in places]
    last_years = [_last_year(place.fact, place.clause.figures[slot]) for place in places]
    given = [value for value in last_years if value is not None]
    return Share(
        unit=unit,
        written="＋".join(figure.text for figure in figures),
        value=exact_sum(figure.value for figure in figures),
        facts=tuple(place.fact.text for place in places),
        last_year=exact_sum(given) if len(given) == len(places) else None,
    )


def _last_year(fact: Fact, figure: Quantity) -> Decimal | None:
    """Last year's value of `figure`, None where it is not certain to be of the same thing."""
    alike = [one for one in find_quantities(fact.text) if one.unit == figure.unit and not one.soft]
    before = [one for one in find_quantities(fact.last_year or "") if not one.soft and not one.ordinal]
    if len(alike) != 1 or len(before) != 1 or before[0].unit != figure.unit:
        return None
    is_exact = before[0].upper is None and before[0].rounding is figure.rounding
    return before[0].value if is_exact else None


def _shared(places: Sequence[_Place]) -> tuple[Shared, ...]:
    """Facts of a single clause without any figure that stand alike with several units."""
    facts: dict[tuple[Topic, str], list[str]] = {}
    for place in places:
        is_plain = place.clause.reason == NO_FIGURE and not place.clause.dates
        if is_plain and place.clause.stem == place.fact.text:
            units = facts.setdefault((place.topic, place.fact.text), [])
            if place.unit not in units:
                units.append(place.unit)
    return tuple(
        Shared(topic=topic, text=text, units=tuple(units))
        for (topic, text), units in facts.items()
        if len(units) > 1
    )


def _singles(places: Sequence[_Place], refused: Mapping[_Key, str], shared: set[str]) -> tuple[Single, ...]:
    """The facts with a clause in no sum, with the first reason; words around figures that are need none."""
    reasons: dict[tuple[str, str], list[tuple[_Place, str]]] = {}
    for place in places:
        key = _Key(place.clause.chain, place.clause.units)
        reason = refused.get(key, "") if place.clause.figures else place.clause.reason
        reasons.setdefault((place.unit, place.fact.id), []).append((place, reason))
    singles = []
    for clauses in reasons.values():
        place = clauses[0][0]
        told = [reason for _, reason in clauses if reason and reason != NO_FIGURE]
        has_sum = any(not reason for _, reason in clauses)
        if told or (not has_sum and place.fact.text not in shared):
            reason = told[0] if told else NO_FIGURE
            singles.append(Single(unit=place.unit, topic=place.topic, fact=place.fact.text, reason=reason))
    return tuple(singles)
