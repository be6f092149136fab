"""Times of day (晚8点, 20时, 9:30, 下午两点半) and weekdays (周一至周五)."""

import re
from functools import cache
from types import MappingProxyType

from summarizer.domain import DateMention
from summarizer.text.date_spot import CHINESE_DIGIT, SPAN, Spot, number
from summarizer.text.lexicon import alternation
from summarizer.text.year_parts import not_a_date

DAYTIME_SIGNS = frozenset("上下晚早清凌中夜傍")
WEEKDAY_SIGNS = frozenset("每周星礼")

_MINUTES_PER_HOUR = 60
_HALF_DAY_HOURS = 12
_EARLY_AFTERNOON = 3  # 中午1点 is 13:00, 中午11点 is 11:00
_QUARTER_MINUTES = 15

_MORNING = "上午 早上 早晨 清晨 早"
_SMALL_HOURS = "凌晨"
_NOON = "中午"
_AFTERNOON = "下午 傍晚"
_NIGHT = "晚上 晚间 夜间 夜里 晚"
_DAYTIME = alternation(tuple(f"{_MORNING} {_SMALL_HOURS} {_NOON} {_AFTERNOON} {_NIGHT}".split()))

# Hours from 25 to 29 and minutes beyond 59 are read as written: 25时 is a time that does not exist.
_HOUR = f"2[0-4]|2[5-9](?=点|时)|1[0-9]|0?[0-9]|二十[一二三四]?|十[{CHINESE_DIGIT}]?|[零两{CHINESE_DIGIT}]"
_MINUTE = f"[0-9]?[0-9]|[二三四五]?十[{CHINESE_DIGIT}]?|零?[{CHINESE_DIGIT}]"
_SCORE_BEFORE = frozenset("第比分")
_WEEKDAYS = MappingProxyType({day: place for place, day in enumerate("一二三四五六日", 1)} | {"天": 7})
_WEEKDAY = "[一二三四五六日天]"
_NUMERAL_SIGNS = frozenset("一两二三四五六七八九十百几数0123456789")
_JOINTS = ("", "、", "和")
_NOT_A_DAY = re.compile("[一二三四五六七八九十百千个次场项届楼月年点季号件名人户家期等级节堂]")
_SPAN_OF_HOURS = re.compile(f"{SPAN}(?:[01]?[0-9]|2[0-4])[点时:：]")  # 11点至16点
_UPPER_WEEKDAY = re.compile(f"{SPAN}(?:周|星期|礼拜)?(?P<day>{_WEEKDAY})")


def read_clock(spot: Spot) -> DateMention | None:
    """A time of day; a bare 8点 only when something shows that a clock is meant, not three points."""
    match = _clock().match(spot.plain, spot.at)
    if match is None or not _is_clock(spot, match):
        return None
    minutes = (_hour(spot, match) * _MINUTES_PER_HOUR) + _minute(match)
    return DateMention(start=spot.at, end=match.end(), text=match.group(), minutes=minutes)


def read_weekday(spot: Spot) -> DateMention | None:
    """周一, 每周五, 周一至周五 with its end as the day of `upper`; None in 每周一次 and 一周三次."""
    match = _weekday().match(spot.plain, spot.at)
    if match is None or (match["word"] == "周" and spot.before in _NUMERAL_SIGNS and not _is_next(spot)):
        return None
    end, upper = match.end(), None
    if span := _UPPER_WEEKDAY.match(spot.plain, end):
        end, upper = span.end(), (None, None, _WEEKDAYS[span["day"]])
    return DateMention(
        start=spot.at, end=end, text=spot.plain[spot.at : end], weekday=_WEEKDAYS[match["day"]], upper=upper
    )


def _is_next(spot: Spot) -> bool:
    """Whether a weekday stands right before: 周三周五."""
    before = spot.previous
    return before is not None and before.weekday is not None and before.end == spot.at


def read_next_weekday(spot: Spot) -> DateMention | None:
    """四 of 周二、四 and of 周二四晚: another day right behind a weekday."""
    before, joint = spot.previous, spot.since_previous
    day = _WEEKDAYS.get(spot.plain[spot.at])
    if before is None or before.weekday is None or before.upper is not None or day is None:
        return None
    if joint not in _JOINTS or before.weekday >= day or _NOT_A_DAY.match(spot.plain, spot.at + 1):
        return None
    return DateMention(start=spot.at, end=spot.at + 1, text=spot.plain[spot.at], weekday=day)


@cache
def _clock() -> re.Pattern[str]:
    behind = alternation(not_a_date("clock"))
    score = alternation(not_a_date("score"))
    spoken = (
        f"(?P<mark>点钟?|时)(?!{behind})"
        f"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_MINUTE})分(?![别工会钟])|(?P<sharp>整))?"
    )
    written = f"[:：](?P<colon>[0-5][0-9])(?![0-9]|{score})"
    # 晚7-9点: only the end of the span is marked.
    opens = f"(?={SPAN}(?:{_HOUR})(?:点|时))"
    # 18-22点: without a word such as 晚 both ends must be written in digits.
    opens_in_digits = f"(?<=[0-9])(?={SPAN}(?:2[0-4]|1[0-9]|0?[0-9])(?:点|时)(?!{behind}))"
    return re.compile(
        f"(?:(?P<daytime>{_DAYTIME}) ?)?(?P<hour>{_HOUR})"
        f"(?:{spoken}|{written}|(?(daytime){opens}|{opens_in_digits}))"
    )


@cache
def _weekday() -> re.Pattern[str]:
    behind = alternation(not_a_date("weekday"))
    return re.compile(f"(?P<word>每周|周|星期|礼拜)(?P<day>{_WEEKDAY})(?!{behind})")


def _is_clock(spot: Spot, match: re.Match[str]) -> bool:
    if match["colon"]:
        return spot.before not in _SCORE_BEFORE or match["daytime"] is not None
    stated = match["daytime"] or match["half"] or match["quarter"] or match["minute"] or match["sharp"]
    is_late = match["hour"].isascii() and (number(match["hour"]) or 0) > _HALF_DAY_HOURS
    official = match["hour"].isascii() and (match["mark"] == "时" or is_late)
    opens_span = match["hour"].isascii() and _SPAN_OF_HOURS.match(spot.plain, match.end()) is not None
    return bool(stated) or official or opens_span or match["mark"] == "点钟" or _goes_on(spot)


def _goes_on(spot: Spot) -> bool:
    """Whether the time follows a date (3月8日8点) or ends a span of time (9点至11点)."""
    if spot.previous is None:
        return False
    if spot.previous.minutes is not None:
        return spot.ends_span
    return spot.since_previous in ("", " ")


def _hour(spot: Spot, match: re.Match[str]) -> int:
    hour, daytime = number(match["hour"]) or 0, match["daytime"] or ""
    if not daytime:
        return _hour_after_noon(spot, hour)
    if daytime == _SMALL_HOURS:
        return hour % _HALF_DAY_HOURS if hour == _HALF_DAY_HOURS else hour
    if daytime in _NIGHT.split():
        return hour + _HALF_DAY_HOURS if hour <= _HALF_DAY_HOURS else hour
    later = daytime in _AFTERNOON.split() or (daytime == _NOON and hour <= _EARLY_AFTERNOON)
    return hour + _HALF_DAY_HOURS if later and hour < _HALF_DAY_HOURS else hour


def _hour_after_noon(spot: Spot, hour: int) -> int:
    """4点 in 下午2点至4点 is 16:00."""
    started = spot.previous.minutes if spot.previous is not None and spot.ends_span else None
    if started is None or hour >= _HALF_DAY_HOURS or hour * _MINUTES_PER_HOUR >= started:
        return hour
    later = hour + _HALF_DAY_HOURS
    return later if later * _MINUTES_PER_HOUR > started else hour


def _minute(match: re.Match[str]) -> int:
    if match["half"]:
        return _MINUTES_PER_HOUR // 2
    if match["quarter"]:
        return _QUARTER_MINUTES * (number(match["quarter"]) or 0)
    return number(match["minute"] or match["colon"]) or 0
