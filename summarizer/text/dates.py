"""Dates, parts of years, weekdays, clock times and festivals in Chinese text; the period of a summary."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeAlias

from summarizer.domain import DateMention, Period, PeriodSpan
from summarizer.errors import PeriodError
from summarizer.text.calendar_days import (
    RELATIVE_SIGNS,
    YEAR,
    read_dotted,
    read_lone_day,
    read_month,
    read_relative,
    read_short,
    read_signed,
    read_spelled,
    read_year_span,
)
from summarizer.text.clocks import DAYTIME_SIGNS, WEEKDAY_SIGNS, read_clock, read_next_weekday, read_weekday
from summarizer.text.date_spot import Spot, number
from summarizer.text.numerals import half_width_numerals
from summarizer.text.year_parts import canonical_part, festival_signs, read_festival, read_part

__all__ = ["canonical_part", "find_dates", "find_period", "parse_period"]

_Reader: TypeAlias = Callable[[Spot], DateMention | None]

_ARABIC_READERS: tuple[_Reader, ...] = (
    read_signed, read_spelled, read_year_span, read_short, read_month, read_dotted, read_part, read_clock,
    read_lone_day,
)  # fmt: skip
_CHINESE_READERS: tuple[_Reader, ...] = (
    read_next_weekday, read_spelled, read_month, read_part, read_clock,
)  # fmt: skip
_GLUED = re.compile("[A-Za-z0-9.]")

_PERIOD = re.compile(
    f"(?P<year>{YEAR}) ?(?:年度?|学年度?)? ?"
    "(?:(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])个?季度?|全年)?"
)
_HALVES = ("上半年", "下半年")
_QUARTERS = ("1季度", "2季度", "3季度", "4季度")


def find_dates(text: str, *, period: Period | None = None) -> tuple[DateMention, ...]:
    """Every date of `text` in order, none overlapping; 今年 and 去年 are resolved when `period` is given.

    Years, months and days stand alone or together (2024年, 3月, 3月8日, 2024-03-08, 二〇二四年三月八日),
    ranges keep their end in `upper`, parts of the year are canonical (第一季度 -> 1季度, 年末 -> 年底),
    festivals stand in `part`, a clock time in `minutes`. Durations (3年, 5天) are quantities, not dates.
    """
    plain = half_width_numerals(text)
    found: list[DateMention] = []
    position = 0
    while (sign := _first_sign().search(plain, position)) is not None:
        mention = _read(Spot(plain, sign.start(), found[-1] if found else None, period))
        position = sign.end() if mention is None else mention.end
        if mention is not None:
            found.append(mention)
    if plain is text:
        return tuple(found)
    return tuple(replace(mention, text=text[mention.start : mention.end]) for mention in found)


def parse_period(label: str) -> Period:
    """The period named by 2024年度, 2024年, 2024, 2024年上半年 or 2024年第三季度.

    Raises:
        PeriodError: it names none.
    """
    match = _PERIOD.fullmatch(half_width_numerals(str(label)).strip())
    if match is None:
        raise PeriodError(f"看不懂期间“{label}”")
    year = number(match["year"]) or 0
    if match["half"]:
        return Period(year=year, span=PeriodSpan.HALF_YEAR, number=_HALVES.index(match["half"]) + 1)
    if match["quarter"]:
        return Period(year=year, span=PeriodSpan.QUARTER, number=number(match["quarter"]) or 0)
    return Period(year=year)


def find_period(text: str) -> Period | None:
    """The period a title names (××工会2024年上半年工作总结), None when it names none."""
    dated = (mention for mention in find_dates(text) if mention.year is not None)
    return next((_period(mention.year or 0, mention.part) for mention in dated), None)


def _period(year: int, part: str) -> Period:
    if part in _HALVES:
        return Period(year=year, span=PeriodSpan.HALF_YEAR, number=_HALVES.index(part) + 1)
    if part in _QUARTERS:
        return Period(year=year, span=PeriodSpan.QUARTER, number=_QUARTERS.index(part) + 1)
    return Period(year=year)


def _read(spot: Spot) -> DateMention | None:
    sign = spot.plain[spot.at]
    if sign.isascii() and spot.at and _GLUED.match(spot.before):
        return None
    for reader in _readers()[sign]:
        if (mention := reader(spot)) is not None:
            return mention
    return None


@cache
def _readers() -> Mapping[str, tuple[_Reader, ...]]:
    """The readers to ask by the first character of a date, in the order of their right to it."""
    readers: dict[str, tuple[_Reader, ...]] = dict.fromkeys("0123456789", _ARABIC_READERS)
    readers |= dict.fromkeys("零一二两三四五六七八九十", _CHINESE_READERS)
    for signs, reader in (
        (RELATIVE_SIGNS, read_relative),
        ("元", read_month),
        ("第前年月岁上中下", read_part),
        (DAYTIME_SIGNS, read_clock),
        (WEEKDAY_SIGNS, read_weekday),
        (festival_signs(), read_festival),
    ):
        for sign in signs:
            readers[sign] = (*readers.get(sign, ()), reader)
    return readers


@cache
def _first_sign() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_readers()))}]")
