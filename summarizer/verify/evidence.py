"""All that may support a text: its facts, and the frame of title, period, unit and headings around it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from summarizer.domain import DateMention, Name, Period, Quantity
from summarizer.text.dates import find_dates, find_period
from summarizer.text.numerals import half_width_numerals
from summarizer.verify.mentions import FactReading, Mention, read_fact

_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』 \u3000\n\t（）()")
_MOST_VOTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a text may name without a fact: its title, unit, sign-off and headings.

    Attributes:
        period: the time covered, None when unknown.
        known: the joined strings, bare of marks.
        years: years named in them.
    """

    period: Period | None
    known: str
    years: frozenset[int]


def make_frame(title: str | None, period: Period | None = None, others: Iterable[str] = ()) -> Frame:
    """The frame of a text; without `period` the title's own is taken."""
    resolved = period or (find_period(title) if title else None)
    strings = [title or "", *others]
    years = {mention.year for mention in find_dates(title or "") if mention.year}
    uppers = {mention.upper[0] for mention in find_dates(title or "") if mention.upper}
    if resolved:
        years.add(resolved.year)
    return Frame(
        period=resolved,
        known="\n".join(map(bare, strings)),
        years=frozenset(year for year in years | uppers if year),
    )


def bare(text: str) -> str:
    """A text without quotation marks, brackets and spaces, digits half-width: how names are compared."""
    return half_width_numerals(text).translate(_MARKS)


def significant_digits(value: Decimal) -> str:
    """The digits of a value without leading or trailing zeros: 4.8, 48 and 48000 share "48"."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Facts read and indexed.

    Attributes:
        facts: those that must be written come first.
        own: how many of them must be written.
        mentions: of all facts; `owner` is the fact's index, `order` the index in this tuple.
        dates, names: the date and the name mentions among them.
        by_digits: figures by their significant digits.
        by_month: dates by each month they name, all dates without a month and all dates of a day under None.
        facts_by_gram: indexes of the facts that hold a pair of characters.
        bare_facts: every fact bare of marks, joined by newlines.
    """

    facts: tuple[FactReading, ...]
    own: int
    frame: Frame
    mentions: tuple[Mention, ...]
    dates: tuple[Mention, ...]
    names: tuple[Mention, ...]
    by_digits: Mapping[str, Sequence[Mention]]
    by_month: Mapping[int | None, Sequence[Mention]]
    facts_by_gram: Mapping[str, Sequence[int]]
    bare_facts: str

    def figures_like(self, value: Decimal) -> Sequence[Mention]:
        """Figures with the same significant digits, whatever their unit or scale."""
        return self.by_digits.get(significant_digits(value), ())

    def dates_like(self, date: DateMention) -> Sequence[Mention]:
        """Fact dates that may say the same: those of its month, or those without a month when it has none."""
        return self.by_month.get(date.month, ())

    def related_facts(self, grams: Iterable[str]) -> list[int]:
        """Indexes of the facts that share most character pairs with `grams`, best first (ties by index)."""
        votes: Counter[int] = Counter()
        for gram in grams:
            votes.update(self.facts_by_gram.get(gram, ()))
        return [
            index for index, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_MOST_VOTED]
        ]


def gather(facts: Sequence[str], frame: Frame, *, own: int | None = None) -> Evidence:
    """The evidence in `facts`; the first `own` of them (all by default) are those that must be written."""
    readings = tuple(read_fact(fact, frame.period) for fact in facts)
    mentions: list[Mention] = []
    by_digits: defaultdict[str, list[Mention]] = defaultdict(list)
    by_month: defaultdict[int | None, list[Mention]] = defaultdict(list)
    by_gram: defaultdict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        for mention in reading.mentions:
            placed = replace(mention, owner=index, order=len(mentions))
            mentions.append(placed)
            if isinstance(placed.atom, Quantity):
                by_digits[significant_digits(placed.atom.value)].append(placed)
            elif isinstance(placed.atom, DateMention):
                for month in _months(placed.atom):
                    by_month[month].append(placed)
        for gram in reading.grams:
            by_gram[gram].append(index)
    common = max(16, len(readings) // 4)
    return Evidence(
        facts=readings,
        own=len(facts) if own is None else own,
        frame=frame,
        mentions=tuple(mentions),
        dates=tuple(mention for mention in mentions if isinstance(mention.atom, DateMention)),
        names=tuple(mention for mention in mentions if isinstance(mention.atom, Name)),
        by_digits=by_digits,
        by_month=by_month,
        facts_by_gram={gram: owners for gram, owners in by_gram.items() if len(owners) <= common},
        bare_facts="\n".join(bare(fact) for fact in facts),
    )


def _months(date: DateMention) -> set[int | None]:
    """The months a date names; None as well when it may support a date without a month (一季度, 31日, 周五)."""
    return {date.month, date.upper[1] if date.upper else None, None}
