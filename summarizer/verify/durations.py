"""Lengths of time that follow from the facts' dates, and what a month of the period has on average."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from summarizer.domain import DateMention, PeriodSpan
from summarizer.text.date_spot import SPAN
from summarizer.verify.derivation import RELATED, Derivation, Question, Rule, fits
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_MONTHS_OF = {PeriodSpan.ANNUAL: 12, PeriodSpan.HALF_YEAR: 6, PeriodSpan.QUARTER: 3}
_EVERY = {"每月": 1, "每个月": 1, "每两个月": 2, "每季度": 3, "每个季度": 3, "每半年": 6}
_LEAP_YEAR = 2024
_A_MONTH = re.compile("(?:平均)?每个?月(?:平均)?|月均")
_DATES_LOOKED_AT = 8
_MINUTES_OF = MappingProxyType({"小时": 60, "分钟": 1})
_DAY_WORDS = MappingProxyType({Decimal(1): re.compile("全天|整天"), Decimal("0.5"): re.compile("上午|下午")})
_ALTOGETHER, _JOINT = re.compile("共|合计|总计|累计|每[天日]"), re.compile(SPAN)
# 3分40秒, 1小时5分, 50秒
_TIME = re.compile(
    "(?<![0-9.])(?:(?P<hours>[0-9]{1,2})个?小时)?(?:(?P<minutes>[0-9]{1,3})分钟?(?![之会工别]))?"
    "(?:(?P<seconds>[0-9]{1,3})秒)?"
)
_TAKEN = frozenset({"秒", "分", "分钟", "小时"})
_QUICKER_OR_SLOWER = re.compile(
    "(?:(?P<quicker>快|缩短|少用?|减少|提前|压缩|节省)|(?P<slower>慢|多用?|增加|延长))(?:了|近|约)?(?:[0-9]+分钟?)?$"
)
_EARLIER = re.compile("(?:[去上前]年(?:同期)?|上[次届]|首次|第一次|原来|原先|原|此前|之前)[^，。；0-9]{0,4}$")
_TIME_REACH, _EARLIER_REACH, _NOW_AND_THEN = 6, 10, 2


def duration_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module that the wording around a figure asks for."""
    if asked.figure.unit in {"天", "月数", "周"}:
        yield _as_duration
    if asked.figure.unit == "天" and asked.figure.value <= 1:
        yield _as_whole_day
    if asked.figure.unit in _MINUTES_OF:
        yield _as_hours
        yield _as_all_hours
    if asked.figure.unit in _TAKEN and _QUICKER_OR_SLOWER.search(asked.clause):
        yield _as_time_gained
    if asked.figure.unit in {"次", "期", "场", "讲"}:
        yield _as_frequency
    if _A_MONTH.search(asked.clause):
        yield _as_monthly


def _as_duration(asked: Question) -> Derivation | None:
    """为期两天 for 10月13日至14日, 历时三个月 for 4月至6月, the first and the last day counted."""
    for dates in _dates(asked):
        for index, first in enumerate(dates):
            ends = [first.atom, *(other.atom for other in dates[index + 1 : index + 2])]
            for last in ends:
                if isinstance(first.atom, DateMention) and isinstance(last, DateMention):
                    length = _length(first.atom, last, asked.figure.unit)
                    if length is not None and fits(Decimal(length), asked.figure):
                        told = first.atom.text if last is first.atom else f"{first.atom.text}至{last.text}"
                        return Derivation(formula=f"{told}共{asked.figure.text}", sources=(first,))
    return None


def _as_whole_day(asked: Question) -> Derivation | None:
    """为期一天 of a fact that says 全天, 半天 of one that says 上午."""
    word = _DAY_WORDS.get(asked.figure.value)
    for owner in asked.near[:RELATED]:
        told = word.search(asked.evidence.facts[owner].body) if word is not None else None
        if told is not None:
            return Derivation(formula=f"{told.group()}，即{asked.figure.text}", sources=())
    return None


def _as_hours(asked: Question) -> Derivation | None:
    """每天开放8小时 for 12时至20时, 40分钟 for 7:20-8:00."""
    for dates in _dates(asked):
        clocks = [date.atom for date in dates if isinstance(date.atom, DateMention)]
        for first, last in pairwise([clock for clock in clocks if clock.minutes is not None]):
            minutes = Decimal((last.minutes or 0) - (first.minutes or 0))
            if minutes > 0 and fits(minutes / _MINUTES_OF[asked.figure.unit], asked.figure):
                return Derivation(formula=f"{first.text}至{last.text}共{asked.figure.text}", sources=())
    return None


def _as_all_hours(asked: Question) -> Derivation | None:
    """每天合计90分钟 for 7:20-8:00 and 16:10-17:00: all spans that a fact tells of."""
    for owner in asked.near[:RELATED] if _ALTOGETHER.search(asked.cue) else ():
        text = asked.evidence.facts[owner].text
        dates = [m.atom for m in asked.evidence.of_fact[owner] if isinstance(m.atom, DateMention)]
        clocks = [clock for clock in dates if clock.minutes is not None][:_DATES_LOOKED_AT]
        spans = [
            (first, last)
            for first, last in pairwise(clocks)
            if _JOINT.fullmatch(text, first.end, last.start) and (last.minutes or 0) > (first.minutes or 0)
        ]
        minutes = sum((last.minutes or 0) - (first.minutes or 0) for first, last in spans)
        if len(spans) > 1 and fits(Decimal(minutes) / _MINUTES_OF[asked.figure.unit], asked.figure):
            told = "、".join(f"{first.text}至{last.text}" for first, last in spans)
            return Derivation(formula=f"{told}共{asked.figure.text}", sources=())
    return None


def _as_time_gained(asked: Question) -> Derivation | None:
    """快45秒 of a fact that says 3分40秒（去年4分25秒）: the same figure may be told as 1分5秒."""
    told = _QUICKER_OR_SLOWER.search(asked.clause)
    start, end = max(0, asked.figure.start - _TIME_REACH), asked.figure.end + _TIME_REACH
    around = [time for time in _TIME.finditer(asked.reading.text, start, end) if time.group()]
    here = next((time for time in around if time.start() <= asked.figure.start < time.end()), None)
    if told is None or here is None:
        return None
    for owner in asked.near[:RELATED]:
        text = asked.evidence.facts[owner].text
        times = [time for time in _TIME.finditer(text) if time.group()]
        earlier = [
            time
            for time in times
            if _EARLIER.search(text, max(0, time.start() - _EARLIER_REACH), time.start())
        ]
        if len(times) != _NOW_AND_THEN or len(earlier) != 1:
            continue
        before, now = earlier[0], next(time for time in times if time is not earlier[0])
        gained = _seconds(before) - _seconds(now)
        if gained == (_seconds(here) if told["quicker"] else -_seconds(here)):
            longer, shorter = (before, now) if gained > 0 else (now, before)
            return Derivation(formula=f"{longer.group()}－{shorter.group()}＝{here.group()}", sources=())
    return None


def _seconds(time: re.Match[str]) -> int:
    hours, minutes, seconds = (int(time[unit] or 0) for unit in ("hours", "minutes", "seconds"))
    return (hours * 60 + minutes) * 60 + seconds


def _dates(asked: Question) -> Iterator[list[Mention]]:
    """The dates of the sentence and of each related fact."""
    yield [m for m in asked.dates if isinstance(m.atom, DateMention)][:_DATES_LOOKED_AT]
    for owner in asked.near[:RELATED]:
        mentions = asked.evidence.of_fact[owner]
        yield [m for m in mentions if isinstance(m.atom, DateMention)][:_DATES_LOOKED_AT]


def days_between(first: DateMention, last: DateMention) -> int | None:
    """The days from the start of one date to the end of another, both counted; None when untold."""
    return _length(first, last, "天")


def _length(first: DateMention, last: DateMention, unit: str) -> int | None:
    """The days, weeks or months from the start of one date to the end of another, None when untold."""
    end = _end(last) if last.upper is not None or last is not first else None
    if first.month is None or end is None:
        return None
    month, day = end
    if first.day is None or day is None:
        months = (month or first.month) - first.month + 1
        return months if unit == "月数" and day is None and first.day is None else None
    try:
        year = first.year or _LEAP_YEAR
        days = (date(year, month or first.month, day) - date(year, first.month, first.day)).days + 1
    except ValueError:
        return None
    if unit == "天":
        return days
    if unit == "周":
        return round(days / 7)
    return round(days / 30)


def _end(last: DateMention) -> tuple[int | None, int | None] | None:
    if last.upper is not None:
        _, month, day = last.upper
        return (month if month is not None else last.month), day
    return (last.month, last.day) if last.month is not None or last.day is not None else None


def _as_monthly(asked: Question) -> Derivation | None:
    """平均每月22个 of a quarter's 67个, or of a fact that names its months."""
    for owner in asked.near[:RELATED]:
        for mention in asked.evidence.of_fact[owner]:
            total = quantity(mention)
            if total is None or total.unit != asked.figure.unit:
                continue
            for months in _months(owner, asked):
                if fits(total.value / months, asked.figure):
                    formula = f"{total.text}÷{months}个月＝{asked.figure.text}"
                    return Derivation(formula=formula, sources=(mention,))
    return None


def _as_frequency(asked: Question) -> Derivation | None:
    """全年12次 of a fact that says 每月15日 or 每月一次."""
    period = asked.evidence.frame.period
    if period is None:
        return None
    for owner in asked.near[:RELATED]:
        body = asked.evidence.facts[owner].text
        for words, months in _EVERY.items():
            if words in body and asked.figure.value * months == _MONTHS_OF[period.span]:
                return Derivation(formula=f"{words}，共{asked.figure.text}", sources=())
    return None


def _months(owner: int, asked: Question) -> Iterator[int]:
    """How many months a fact's figures tell of: those of its own dates, and those of the period."""
    for mention in asked.evidence.of_fact[owner]:
        if isinstance(mention.atom, DateMention):
            length = _length(mention.atom, mention.atom, "月数")
            if length is not None and length > 1:
                yield length
    period = asked.evidence.frame.period
    if period is not None:
        yield _MONTHS_OF[period.span]
