"""The time phrase a bullet starts with, and the point in time it stands at."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from summarizer.domain import Period
from summarizer.text.dates import find_dates

_YEAR = r"(?:(?:19|20)\d\d年(?:度)?|今年|本年度?|去年)"
_MONTH = (
    r"(?:(?:\d{1,2}(?:[—–~～至到-]{1,2}|[、和及])\d{1,2}|\d{1,2}|十[一二]?|[一二三四五六七八九])"
    r"月(?:份|底前?|初|末|中旬|上旬|下旬)?)"
)
_DAY = r"\d{1,2}[日号]"
_SEASON = (
    r"(?:第?[一二三四1-4]季度|[上下]半年|年[初中底末](?!算|级|度)|[春秋]季学期|[春夏秋冬]季(?=[，：])"
    r"|暑假|暑期(?=[，：])|寒假|开学初)"
)
_POINT = (
    rf"(?:{_YEAR}{_MONTH}{_DAY}|{_YEAR}{_MONTH}|{_YEAR}{_SEASON}|{_MONTH}{_DAY}|{_MONTH}|{_SEASON}|{_YEAR})"
)
_TO = r"(?:[—–-]{1,2}|[~～至到])"
_RANGE = rf"{_POINT}(?:{_TO}(?:{_POINT}|{_DAY}))?"
_TIMES = rf"{_RANGE}(?:[、和及](?:{_RANGE}|{_DAY}))*"
_TAIL = r"(?:期间|前夕|前后|当天|以来|前|起|上午|下午|晚上)?"
_SINCE = r"(?:截至|截止到?|自|从)"
_WRITTEN = re.compile(rf"(?P<since>{_SINCE})?(?P<time>{_TIMES})(?P<tail>{_TAIL})")
_FESTIVAL_TAIL = r"(?P<tail>期间|前夕|前后|之际|来临之际|到来之际|当天|前|后)?"
_LONG_RANGE = re.compile(r"(?<!\d)1[—–~～至到-]{1,2}(?:6|9|1[0-2])月")
_NOTE = re.compile(r"（[^（）]*）")
_GAP = re.compile(r"\s*[：，、]\s*|\s+")


class Lead(NamedTuple):
    """A leading time phrase.

    Attributes:
        text: the phrase, 期间 or 前夕 included.
        end: code-point offset of what follows it and its separator.
        gap: whether a comma or colon followed.
        festival: whether it names a festival alone.
        orderly: whether facts may be sorted by it (截至… is no time something happened).
    """

    text: str
    end: int
    gap: bool
    festival: bool
    orderly: bool


class Leads:
    """Finds leading time phrases; holds the patterns made of the lexicon's festivals."""

    __slots__ = ("_ending", "_festivals", "_named")

    def __init__(self, festivals: Mapping[str, tuple[int, int]]) -> None:
        names = "|".join(sorted((re.escape(name) for name in festivals), key=len, reverse=True))
        one = rf"[“]?(?:{names})[”]?(?:国际)?(?:妇女|劳动|护士|儿童)?节?"
        self._festivals = festivals
        self._ending = re.compile(rf"[^\d一二三四五六七八九十]{{2,20}}(?P<time>{_TIMES})$")
        self._named = re.compile(rf"(?P<time>{one}(?:[、和及]?{one})*|[两双]节){_FESTIVAL_TAIL}")

    def match(self, text: str) -> Lead | None:
        """The time phrase `text` starts with, None when there is none or nothing follows it."""
        written = _WRITTEN.match(text)
        if written is not None:
            lead = _lead(text, written, festival=False, orderly=written["since"] is None)
            return lead if lead.end < len(text) else None
        named = self._named.match(text)
        if named is None:
            return None
        lead = _lead(text, named, festival=named["tail"] is None, orderly=True)
        return lead if lead.end < len(text) and (lead.gap or named["tail"]) else None

    def named(self, text: str) -> Lead | None:
        """The bare festival `text` starts with (春节慰问…), for bullets that go on with a verb."""
        named = self._named.match(text)
        if named is None or named.end() >= len(text):
            return None
        return _lead(text, named, festival=True, orderly=True)

    def is_time(self, text: str) -> bool:
        """Whether `text` is nothing but a date or period written with figures."""
        written = _WRITTEN.fullmatch(text)
        return written is not None and written["since"] is None

    def time_at_end(self, piece: str) -> int | None:
        """Where the date begins that ends a noun phrase without other figures (植树活动3月12日)."""
        match = self._ending.match(piece)
        return match.start("time") if match else None

    def moment(self, lead: Lead | None, text: str, period: Period) -> tuple[int, int, int] | None:
        """(year, month, day) to sort a fact by, None when it names no month, season or festival."""
        if lead is not None:
            if not lead.orderly:
                return None
            found = _written_moment(lead.text, period)
            return found if found is not None else self._festival_moment(lead.text, period)
        told = _NOTE.sub("", text)
        dates = [
            date for date in find_dates(told, period=period) if date.month and not date.text.startswith("每")
        ]
        if len({(date.year, date.month, date.day) for date in dates}) != 1:
            return None
        date = dates[0]
        return (date.year or period.year, date.month or 0, date.day or 0)

    def _festival_moment(self, text: str, period: Period) -> tuple[int, int, int] | None:
        for name, (month, day) in self._festivals.items():
            if month and name in text:
                return (period.year, month, day)
        return None


_SEASON_MONTHS = (
    ("上半年", 1),
    ("下半年", 7),
    ("一季度", 1),
    ("二季度", 4),
    ("三季度", 7),
    ("四季度", 10),
    ("年初", 1),
    ("年中", 6),
    ("年底", 12),
    ("年末", 12),
)
_MONTH_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}


def _written_moment(text: str, period: Period) -> tuple[int, int, int] | None:
    year_match = re.search(r"(?:19|20)\d\d", text)
    year = int(year_match.group()) if year_match else period.year - ("去年" in text)
    if _LONG_RANGE.search(text) or (period.part_label and re.search("季度|半年", text)):
        return None
    for name, month in _SEASON_MONTHS:
        if name in text:
            return (year, month, 0)
    month_match = re.search(
        r"(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|(?=[—–~～至到、和及-]{1,2}\d{1,2}月))", text
    )
    if month_match is None:
        return None
    numeral = month_match[1]
    number = int(numeral) if numeral.isdecimal() else _MONTH_NUMERALS.get(numeral, 0)
    day_match = re.search(r"月(\d{1,2})[日号]", text)
    return (year, number, int(day_match[1]) if day_match else 0)


def _lead(text: str, match: re.Match[str], *, festival: bool, orderly: bool) -> Lead:
    gap = _GAP.match(text, match.end())
    end = gap.end() if gap else match.end()
    return Lead(text=match.group(), end=end, gap=gap is not None, festival=festival, orderly=orderly)
