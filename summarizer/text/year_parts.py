"""Parts of a year or month (上半年, 第一季度, 年底, 上旬) and festivals, each under its one name."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from summarizer.domain import DateMention
from summarizer.text.date_spot import Spot
from summarizer.text.lexicon import alternation, mapping

PART = (
    "前[三3]个?季度|前[两二2]个?季度|第[一二三四1-4]个?季度|[一二三四1-4]季度"
    "|[上下]半年|上(?=[、和及与]下半年)|年[初中底末]|岁末|月[初中底末]|[上中下]旬"
)
_PART = re.compile(PART)
_QUARTER = re.compile("(?P<first>前?)第?(?P<number>[一二两三四1-4])个?季度")
_QUARTER_NUMBERS = MappingProxyType(dict(zip("一二三四两1234", "123421234", strict=True)))
_FIRST_QUARTERS = MappingProxyType({"2": "前两季度", "3": "前三季度"})
_SAME = MappingProxyType({"上": "上半年", "年末": "年底", "岁末": "年底", "月末": "月底"})
# 青少年中心, 3年中, 每一季度: behind these characters the word is no part of the year.
_YEARS_OF_LIFE = frozenset("少青成童学老壮中幼0123456789一二两三四五六七八九十百几数多")
_BEFORE_MONTH_PART = frozenset("，。；、：（ \n本每上下当次")
# 每一季度 and 下一季度 name no quarter by its number.
_UNNUMBERED = frozenset("每上下前后")


def canonical_part(word: str) -> str:
    """The one name of a part of the year: 第一季度 -> 1季度, 年末 -> 年底; other words as they are."""
    quarter = _QUARTER.fullmatch(word)
    if quarter is None:
        return _SAME.get(word, word)
    numeral = _QUARTER_NUMBERS[quarter["number"]]
    return _FIRST_QUARTERS.get(numeral, word) if quarter["first"] else f"{numeral}季度"


def festival_aliases(part: str) -> tuple[str, ...]:
    """Other names a fact may use for the day of a festival: 妇女节 -> 三八; () when there are none."""
    return tuple(mapping("dates", "festival_aliases").get(part, "").split())


def read_part(spot: Spot) -> DateMention | None:
    """上半年, 第一季度, 年底, 上旬 on their own."""
    match = _PART.match(spot.plain, spot.at)
    if match is None or not _is_part(spot, match.group(), match.end()):
        return None
    return DateMention(start=spot.at, end=match.end(), text=match.group(), part=canonical_part(match.group()))


def read_festival(spot: Spot) -> DateMention | None:
    """春节, 三八节, 端午."""
    match = festival_pattern().match(spot.plain, spot.at)
    if match is None:
        return None
    return DateMention(start=spot.at, end=match.end(), text=match.group(), part=_festivals()[match.group()])


def is_edge(plain: str, end: int) -> bool:
    """Whether 年初 or 月底 ending at `end` is a word of its own: not in 年初中, 年中学."""
    return not plain.startswith(not_a_date("year_edge"), end)


@cache
def not_a_date(kind: str) -> tuple[str, ...]:
    """Words that show that the numeral before them is no month, day, clock … (kind of the list)."""
    return tuple(mapping("dates", "not_dates")[kind].split())


@cache
def festival_pattern() -> re.Pattern[str]:
    """Any festival as written."""
    return re.compile(alternation(tuple(_festivals())))


def festival_signs() -> frozenset[str]:
    """The first characters of all festivals."""
    return frozenset(written[0] for written in _festivals())


@cache
def _festivals() -> Mapping[str, str]:
    return {
        written: name for name, words in mapping("dates", "festivals").items() for written in words.split()
    }


def _is_part(spot: Spot, word: str, end: int) -> bool:
    if word[0] == "月":
        return (not spot.before or spot.before in _BEFORE_MONTH_PART) and is_edge(spot.plain, end)
    if word[0] == "年":
        return spot.before not in _YEARS_OF_LIFE and is_edge(spot.plain, end)
    return not (spot.before in _UNNUMBERED and "季度" in word)
