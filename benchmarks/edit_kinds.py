"""Kinds of edits of a text: a figure, date, name or word of it told otherwise, or two that change places."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias, TypeVar

from summarizer.domain import Atom, AtomKind, DateMention, Name, Quantity, Rounding

# 近5人 is hardly ever written.
_LEAST_NEARLY: Final = 10
# The last day that every month has.
_LAST_DAY: Final = 28
_NUMERAL: Final = re.compile(r"(?<![0-9.,，])[0-9]+(?:\.[0-9]+)?(?![0-9.,])")
_MONTH: Final = re.compile("(?<![0-9])(?:[1-9]|1[0-2])(?=月)")
_DAY: Final = re.compile("(?<![0-9])[0-9]{1,2}(?=[日号])")
_YEAR: Final = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# All that stands between the members of a list that are no atoms.
_LINKS: Final = re.compile("(?:、|和|与|以?及)*")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_MISSPELT: Final = "志明河东安丰林海川平文成"
_PARTS: Final = (
    ("上半年", "下半年"), ("下半年", "上半年"), ("一季度", "二季度"), ("二季度", "三季度"),
    ("三季度", "四季度"), ("四季度", "三季度"), ("年初", "年底"), ("年[底末]", "年初"), ("上旬", "下旬"),
    ("中旬", "上旬"), ("下旬", "中旬"), ("上午", "下午"), ("下午", "上午"), ("每月", "每季度"),
    ("每季度", "每月"), ("每周(?![一二三四五六日天末])", "每月"), ("去年", "今年"), ("元旦", "国庆"),
    ("春节", "中秋"), ("元宵", "重阳"), ("端午", "重阳"), ("中秋", "端午"), ("国庆", "春节"),
    ("重阳", "端午"),
)  # fmt: skip
_GRADES: Final = (
    ("特等奖", "一等奖"), ("一等奖", "二等奖"), ("二等奖", "三等奖"), ("三等奖", "二等奖"),
    ("优秀奖", "三等奖"), ("第一名", "第二名"), ("第二名", "第三名"), ("第三名", "第二名"),
    ("冠军", "亚军"), ("亚军", "季军"), ("季军", "亚军"), ("(?<![现基奖资])金奖(?!励)", "银奖"),
    ("银奖", "铜奖"), ("铜奖", "银奖"), ("省级", "市级"), ("市级", "省级"), ("区级", "市级"),
    ("先进个人", "劳动模范"),
)  # fmt: skip

A = TypeVar("A", Quantity, DateMention, Name)
Select: TypeAlias = Callable[[Iterable[Atom]], list[A]]


class Reading(NamedTuple):
    """A text, its atoms, and those of its facts, each in order."""

    text: str
    atoms: tuple[Atom, ...]
    known: tuple[Atom, ...]


class Change(NamedTuple):
    """Code points `start` to `end` of a text, and what is written in their place."""

    start: int
    end: int
    text: str


# The changes of an edit stand in the order of the text and do not overlap.
Edit: TypeAlias = tuple[Change, ...]
Edits: TypeAlias = Callable[[Reading, random.Random], Iterable[Edit]]


class Kind(NamedTuple):
    """A kind of edit: its name, an example or what it is, and every edit of the kind that a text allows."""

    name: str
    example: str
    edits: Edits


# What is edited


def figures(atoms: Iterable[Atom]) -> list[Quantity]:
    """The figures that count something; a 一个 that may be an article, and ranges, are left out."""
    found = (atom for atom in atoms if isinstance(atom, Quantity))
    return [figure for figure in found if not figure.soft and figure.upper is None]


def dates(atoms: Iterable[Atom]) -> list[DateMention]:
    """The dates and parts of a year."""
    return [atom for atom in atoms if isinstance(atom, DateMention)]


def names(kind: AtomKind, atoms: Iterable[Atom]) -> list[Name]:
    """The names of a kind."""
    return [atom for atom in atoms if isinstance(atom, Name) and atom.kind is kind]


# Which of them may stand for each other


def _same_unit(figure: Quantity, other: Quantity) -> bool:
    """Another value in the same unit; a rank is no amount."""
    same = (figure.unit, figure.ordinal) == (other.unit, other.ordinal)
    return same and figure.value != other.value


def _same_shape(date: DateMention, other: DateMention) -> bool:
    """Another date told by the same of year, month, day, part, weekday and time."""
    points, others = _points(date), _points(other)
    return points != others and [*map(bool, points)] == [*map(bool, others)]


def _points(date: DateMention) -> tuple[object, ...]:
    """What a date tells; the last point of a range takes year and month of the first where it names none."""
    last = None
    if date.upper is not None:
        year, month, day = date.upper
        last = (year or date.year, month or date.month, day)
    return (date.year, date.month, date.day, last, date.part, date.weekday, date.minutes, date.relative)


def _other_name(name: Name, other: Name) -> bool:
    """A name that is no longer or shorter form of the first."""
    return name.norm not in other.norm and other.norm not in name.norm


def _in_one_list(reading: Reading, first: Atom, second: Atom) -> bool:
    """Whether nothing but further members and 、和与及 stands between the two: their order says nothing."""
    between, reached = "", first.end
    for atom in reading.atoms:
        if first.end <= atom.start and atom.end <= second.start:
            between, reached = between + reading.text[reached : atom.start], atom.end
    return _LINKS.fullmatch(between + reading.text[reached : second.start]) is not None


# Ways to edit: each makes the edits of a kind


def exchanged(select: Select[A], alike: Callable[[A, A], bool], *, listed: bool = False) -> Edits:
    """Any two that are alike change places; `listed`: also two members of one list."""

    def edits(reading: Reading, _: random.Random) -> Iterator[Edit]:
        for first, second in combinations(select(reading.atoms), 2):
            if alike(first, second) and (listed or not _in_one_list(reading, first, second)):
                yield (
                    Change(first.start, first.end, second.text),
                    Change(second.start, second.end, first.text),
                )

    return edits


def replaced(select: Select[A], alike: Callable[[A, A], bool]) -> Edits:
    """Each gives way to one of those of the facts that are alike."""

    def edits(reading: Reading, dice: random.Random) -> Iterator[Edit]:
        known = select(reading.known)
        for atom in select(reading.atoms):
            others = [other.text for other in known if alike(atom, other)]
            if others:
                yield (Change(atom.start, atom.end, dice.choice(others)),)

    return edits


def respelt(select: Select[A], respell: Callable[[A, random.Random], str]) -> Edits:
    """Each is written as `respell` says, which gives back its text where there is nothing to change."""

    def edits(reading: Reading, dice: random.Random) -> Iterator[Edit]:
        for atom in select(reading.atoms):
            text = respell(atom, dice)
            if text != atom.text:
                yield (Change(atom.start, atom.end, text),)

    return edits


def reworded(words: Sequence[tuple[str, str]]) -> Edits:
    """Each word, a regular expression, gives way to the one beside it."""

    def edits(reading: Reading, _: random.Random) -> Iterator[Edit]:
        for pattern, word in words:
            for match in re.finditer(pattern, reading.text):
                yield (Change(match.start(), match.end(), word),)

    return edits


# Figures


def _with(pattern: str, text: str) -> Edits:
    """Figures with what matches `pattern` written as `text`, which may hold groups of it."""
    return respelt(figures, lambda figure, _: re.sub(pattern, text, figure.text, count=1))


def _numeral(change: Callable[[str], str]) -> Edits:
    """Figures in Arabic digits with another numeral."""
    return respelt(
        figures, lambda figure, _: _NUMERAL.sub(lambda match: change(match[0]), figure.text, count=1)
    )


def _transposed(numeral: str) -> str:
    """The first two neighbouring digits that differ change places; none comes to begin with 0."""
    for left in range(len(numeral) - 1):
        first, second = numeral[left], numeral[left + 1]
        leads_to_zero = left == 0 and second == "0"
        if first != second and "." not in (first, second) and not leads_to_zero:
            return f"{numeral[:left]}{second}{first}{numeral[left + 2 :]}"
    return numeral


def _tenfold(numeral: str) -> str:
    return f"{(Decimal(numeral) * 10).normalize():f}"


def _one_more(numeral: str) -> str:
    return f"{Decimal(numeral) + 1:f}"


def _one_less(numeral: str) -> str:
    """One less, as long as something is left."""
    return f"{Decimal(numeral) - 1:f}" if Decimal(numeral) > 1 else numeral


def _nearly(figure: Quantity, _: random.Random) -> str:
    """近 before an exact amount."""
    is_exact = figure.rounding is Rounding.EXACT and not figure.ordinal and figure.value >= _LEAST_NEARLY
    return f"近{figure.text}" if is_exact and figure.text[0].isdigit() else figure.text


# Dates


def _next_month(date: DateMention, _: random.Random) -> str:
    """The month after, after 12月 the 1月; ranges of two months and days that it may not have stay."""
    days = (date.day, date.upper[2] if date.upper else None)
    if date.text.count("月") > 1 or any(day is not None and day > _LAST_DAY for day in days):
        return date.text
    return _MONTH.sub(lambda month: str(int(month[0]) % 12 + 1), date.text, count=1)


def _next_day(date: DateMention, _: random.Random) -> str:
    """The day after, of a range its first; the last days of a month stay, and ranges of two days."""
    if date.day is None or date.day >= _LAST_DAY:
        return date.text
    next_day = date.day + 1
    if date.upper is not None and date.upper[2] == next_day:
        return date.text
    return _DAY.sub(str(next_day), date.text, count=1)


def _year_before(date: DateMention, _: random.Random) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), date.text, count=1)


# Names


def _misspelt(name: Name, dice: random.Random) -> str:
    """The ideograph in the middle is another one of those that stand in names."""
    middle = len(name.text) // 2
    char = name.text[middle]
    if not _HAN.match(char):
        return name.text
    return f"{name.text[:middle]}{dice.choice(_MISSPELT.replace(char, ''))}{name.text[middle + 1 :]}"


_PERSONS: Final = partial(names, AtomKind.PERSON)
_ORGANISATIONS: Final = partial(names, AtomKind.ORGANISATION)
_QUOTES: Final = partial(names, AtomKind.QUOTE)
_DOCUMENTS: Final = partial(names, AtomKind.TITLE)
_HONOURS: Final = partial(names, AtomKind.HONOUR)

KINDS: Final = (
    Kind("figures-exchanged", "two of one unit", exchanged(figures, _same_unit, listed=True)),
    Kind("figure-of-the-facts", "another in the same unit", replaced(figures, _same_unit)),
    Kind("digits-transposed", "126人 → 216人", _numeral(_transposed)),
    Kind("ten-times", "126人 → 1260人", _numeral(_tenfold)),
    Kind("one-more", "126人 → 127人", _numeral(_one_more)),
    Kind("one-less", "126人 → 125人", _numeral(_one_less)),
    Kind("over-dropped", "120余人 → 120人", _with("余", "")),
    Kind("over-told-as-nearly", "120余人 → 近120人", _with("^(.*)余", r"近\1")),
    Kind("nearly-added", "126人 → 近126人", respelt(figures, _nearly)),
    Kind("wan-lost", "3万元 → 3元", _with("万元$", "元")),
    Kind("wan-added", "300元 → 300万元", _with("(?<=[0-9])元$", "万元")),
    Kind("visits-told-as-people", "126人次 → 126人", _with("人次$", "人")),
    Kind("people-told-as-homes", "126人 → 126户", _with("人$", "户")),
    Kind("percent-told-as-points", "5% → 5个百分点", _with("%$", "个百分点")),
    Kind("dates-exchanged", "two of one shape", exchanged(dates, _same_shape)),
    Kind("date-of-the-facts", "another of the same shape", replaced(dates, _same_shape)),
    Kind("next-month", "3月8日 → 4月8日", respelt(dates, _next_month)),
    Kind("next-day", "3月8日 → 3月9日", respelt(dates, _next_day)),
    Kind("year-before", "2024年 → 2023年", respelt(dates, _year_before)),
    Kind("other-part-of-year", "上半年 → 下半年", reworded(_PARTS)),
    Kind("persons-exchanged", "two in different places", exchanged(_PERSONS, _other_name)),
    Kind("organisations-exchanged", "two in different places", exchanged(_ORGANISATIONS, _other_name)),
    Kind("quotes-exchanged", "two in different places", exchanged(_QUOTES, _other_name)),
    Kind("documents-exchanged", "two in different places", exchanged(_DOCUMENTS, _other_name)),
    Kind("honours-exchanged", "two in different places", exchanged(_HONOURS, _other_name)),
    Kind("person-of-the-facts", "another person", replaced(_PERSONS, _other_name)),
    Kind("organisation-of-the-facts", "another organisation", replaced(_ORGANISATIONS, _other_name)),
    Kind("quote-of-the-facts", "another quoted name", replaced(_QUOTES, _other_name)),
    Kind("document-of-the-facts", "another document", replaced(_DOCUMENTS, _other_name)),
    Kind("honour-of-the-facts", "another honour", replaced(_HONOURS, _other_name)),
    Kind("person-misspelt", "one character changed", respelt(_PERSONS, _misspelt)),
    Kind("document-misspelt", "one character changed", respelt(_DOCUMENTS, _misspelt)),
    Kind("other-grade", "一等奖 → 二等奖", reworded(_GRADES)),
)
