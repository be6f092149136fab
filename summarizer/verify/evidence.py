"""All that may support a text: its facts, and the frame of title, period, unit and headings around it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, count, repeat
from typing import TypeVar

from summarizer.domain import Atom, AtomKind, DateMention, Name, Period, Quantity
from summarizer.text.dates import find_dates, find_period
from summarizer.text.numerals import half_width_numerals
from summarizer.verify.mentions import FactReading, Mention, read_fact

_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』 \u3000\n\t（）()")
_MOST_VOTED = 8
# With these a verb of one character says that something was done.
_DOUBLE, _ENDS = 2, "了完好成过到"
_MOST_COMMON = 64
# 立 and 结 of 上半年立3结2, 用 of 收412条用309条
_NOTED = re.compile("(?:(?<![\u4e00-\u9fff])|(?<=[0-9][条件项个篇人])|(?<=[年月]))[\u4e00-\u9fff](?= ?[0-9])")
_Key = TypeVar("_Key")


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


@lru_cache(maxsize=4096)
def bare_fact(fact: FactReading) -> str:
    """A whole fact bare of marks; cached because every section of a document asks for it."""
    return bare(fact.text)


@lru_cache(maxsize=4096)
def _noted(fact: FactReading) -> frozenset[str]:
    return frozenset(_NOTED.findall(fact.text))


@lru_cache(maxsize=4096)
def significant_digits(value: Decimal) -> str:
    """The digits of a value without leading or trailing zeros: 4.8, 48 and 48000 share "48"."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Facts read and indexed.

    Attributes:
        facts: those that must be written come first.
        own: how many of them must be written; the others may support a text but never accuse it.
        of_fact: the mentions of each fact; `owner` is the fact's index, `order` counts over all facts.
        dates, names: the date and the name mentions among them.
        by_digits: figures by their significant digits.
        by_unit: figures of this year by their unit, ranks and ranges left out.
        by_month: dates by each month they name, all dates without a month and all dates of a day under None.
        by_norm: names by their kind and what is compared of them.
        by_kind: names by their kind, each with its text bare of marks.
        honours: what is compared of all honours, each closed by a newline.
        years, parts, months: all years, parts of the year and months the facts name.
        numbers: the indexes of each fact; one typed twice is one reading.
        facts_by_gram: the facts that hold a pair of characters.
        bare_facts: every fact bare of marks, joined by newlines.
        noted: characters that stand for a verb right before a figure: 立 and 结 of 立3结2.
    """

    facts: tuple[FactReading, ...]
    own: int
    frame: Frame
    of_fact: tuple[tuple[Mention, ...], ...]
    dates: tuple[Mention, ...]
    names: tuple[Mention, ...]
    by_digits: Mapping[str, Sequence[Mention]]
    by_unit: Mapping[str, Sequence[Mention]]
    by_month: Mapping[int | None, Sequence[Mention]]
    by_norm: Mapping[tuple[AtomKind, str], Sequence[Mention]]
    by_kind: Mapping[AtomKind, Mapping[int, str]]
    honours: str
    years: frozenset[int]
    parts: frozenset[str]
    months: frozenset[int]
    numbers: Mapping[FactReading, Sequence[int]]
    facts_by_gram: Mapping[str, Sequence[FactReading]]
    bare_facts: str
    noted: frozenset[str]

    def figures_like(self, value: Decimal) -> Sequence[Mention]:
        """Figures with the same significant digits, whatever their unit or scale."""
        return self.by_digits.get(significant_digits(value), ())

    def dates_like(self, date: DateMention) -> Sequence[Mention]:
        """Fact dates that may say the same: those of its month, or those without a month when it has none."""
        return self.by_month.get(date.month, ())

    def may_accuse(self, mention: Mention) -> bool:
        """Whether a fact's mention may show that a text is wrong: only facts that must be written may."""
        return mention.owner < self.own

    def knows(self, words: str) -> bool:
        """Whether the facts or the frame hold these words, given bare of marks."""
        return words in self.bare_facts or words in self.frame.known

    def knows_for_short(self, words: str) -> bool:
        """Whether a fact says these in fewer characters.

        调成 for 调解成功, 建会 for 建立工会, 批了 for 批准, 结3 for 结题.
        """
        if len(words) == _DOUBLE:
            if not self.noted.isdisjoint(words):
                return True
            return any(words[0] + end in self.bare_facts for end in _ENDS)
        short = (words[0] + words[_DOUBLE], words[0] + words[-1]) if len(words) == 2 * _DOUBLE else ()
        return any(word in self.bare_facts for word in short)

    def related_facts(self, grams: Iterable[str]) -> list[int]:
        """Indexes of the facts that share most character pairs with `grams`, best first (ties by index)."""
        votes = Counter(chain.from_iterable(map(self.facts_by_gram.get, grams, repeat(()))))
        by_index = {index: count for fact, count in votes.items() for index in self.numbers[fact]}
        return [index for index, _ in most_voted(by_index, _MOST_VOTED)]


def most_voted(votes: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """At most `most` of the indexes with their votes, most votes first, ties by index."""
    counts = sorted(votes.values(), reverse=True)
    least = counts[most - 1] if len(counts) >= most else 0
    best = [vote for vote in votes.items() if vote[1] >= least]
    best.sort(key=lambda vote: (-vote[1], vote[0]))
    return best[:most]


@lru_cache(maxsize=64)
def gather(facts: tuple[str, ...], frame: Frame, *, own: int | None = None) -> Evidence:
    """The evidence in `facts`; the first `own` of them (all by default) are those that must be written.

    Pure, and cached because a text is edited many times while its facts stay.
    """
    readings = tuple(read_fact(fact, frame.period) for fact in facts)
    of_fact = _numbered(readings)
    mentions = tuple(chain.from_iterable(of_fact))
    dates = tuple(mention for mention in mentions if isinstance(mention.atom, DateMention))
    names = tuple(mention for mention in mentions if isinstance(mention.atom, Name))
    atoms = [mention.atom for mention in dates if isinstance(mention.atom, DateMention)]
    years = {atom.year for atom in atoms} | {atom.upper[0] for atom in atoms if atom.upper}
    return Evidence(
        facts=readings,
        own=len(facts) if own is None else own,
        frame=frame,
        of_fact=of_fact,
        dates=dates,
        names=names,
        by_digits=_index(mentions, _digit_keys),
        by_unit=_index(mentions, _unit_keys),
        by_month=_index(dates, _month_keys),
        by_norm=_index(mentions, _name_keys),
        by_kind=_bare_names(names),
        honours="".join(f"{name.norm}\n" for name in _atoms_of(names) if name.kind is AtomKind.HONOUR),
        years=frozenset(year for year in years if year),
        parts=frozenset(atom.part for atom in atoms),
        months=frozenset(atom.month for atom in atoms if atom.month),
        numbers=_numbers_of(readings),
        facts_by_gram=_facts_by_gram(frozenset(readings)),
        bare_facts="\n".join(map(bare_fact, readings)),
        noted=frozenset().union(*map(_noted, readings)),
    )


def _numbered(readings: Sequence[FactReading]) -> tuple[tuple[Mention, ...], ...]:
    """The mentions of every fact, told by fact and counted through."""
    numbers = count()
    return tuple(
        tuple(_renumbered(mention, index, next(numbers)) for mention in reading.mentions)
        for index, reading in enumerate(readings)
    )


def _renumbered(mention: Mention, owner: int, order: int) -> Mention:
    """What `replace` gives, in half its time: every section numbers the facts of the whole document anew."""
    return Mention(
        atom=mention.atom, order=order, owner=owner, left=mention.left, right=mention.right,
        left_text=mention.left_text, right_text=mention.right_text, last_year=mention.last_year,
    )  # fmt: skip


def _index(
    mentions: Sequence[Mention], keys: Callable[[Atom, Mention], Iterable[_Key]]
) -> dict[_Key, list[Mention]]:
    index: dict[_Key, list[Mention]] = {}
    for mention in mentions:
        for key in keys(mention.atom, mention):
            index.setdefault(key, []).append(mention)
    return index


def _digit_keys(atom: Atom, _: Mention) -> Iterable[str]:
    return (significant_digits(atom.value),) if isinstance(atom, Quantity) else ()


def _unit_keys(atom: Atom, mention: Mention) -> Iterable[str]:
    is_amount = isinstance(atom, Quantity) and not atom.ordinal and atom.upper is None
    return (atom.unit,) if isinstance(atom, Quantity) and is_amount and not mention.last_year else ()


def _month_keys(atom: Atom, _: Mention) -> Iterable[int | None]:
    """The months a date names; None as well: it may support a date without one (一季度, 31日, 周五)."""
    return {atom.month, atom.upper[1] if atom.upper else None, None} if isinstance(atom, DateMention) else ()


def _name_keys(atom: Atom, _: Mention) -> Iterable[tuple[AtomKind, str]]:
    return ((atom.kind, atom.norm),) if isinstance(atom, Name) else ()


def _bare_names(names: Sequence[Mention]) -> dict[AtomKind, dict[int, str]]:
    """For every kind of name the indexes into `names` with what is compared when spellings differ."""
    by_kind: defaultdict[AtomKind, dict[int, str]] = defaultdict(dict)
    for index, name in enumerate(_atoms_of(names)):
        by_kind[name.kind][index] = bare(name.norm)
    return by_kind


def _atoms_of(names: Sequence[Mention]) -> list[Name]:
    return [mention.atom for mention in names if isinstance(mention.atom, Name)]


def _numbers_of(readings: Sequence[FactReading]) -> dict[FactReading, list[int]]:
    numbers: dict[FactReading, list[int]] = {}
    for number, reading in enumerate(readings):
        numbers.setdefault(reading, []).append(number)
    return numbers


@lru_cache(maxsize=16)
def _facts_by_gram(readings: frozenset[FactReading]) -> dict[str, list[FactReading]]:
    """The facts of every character pair that is not in too many of them to tell anything.

    Cached because all sections of a document have the same facts around them, in another order.
    """
    by_gram: defaultdict[str, list[FactReading]] = defaultdict(list)
    for reading in readings:
        for gram in reading.grams:
            by_gram[gram].append(reading)
    common = min(_MOST_COMMON, max(16, len(readings) // 4))
    return {gram: owners for gram, owners in by_gram.items() if len(owners) <= common}
