"""Years, months and days in every spelling, with the ends of ranges: 2024-03-08, 3月24日至31日."""

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from summarizer.domain import DateMention
from summarizer.text.date_spot import CHINESE_DIGIT, SPAN, Spot, number
from summarizer.text.lexicon import alternation
from summarizer.text.units import match_unit
from summarizer.text.year_parts import PART, canonical_part, festival_pattern, is_edge, not_a_date

Point: TypeAlias = tuple[int | None, int | None, int | None]

RELATIVE_SIGNS = frozenset("今本去上前明")
CENTURY = 2000

YEAR = f"(?:19|20)[0-9]{{2}}|[一二][九〇零○][〇零○{CHINESE_DIGIT}]{{2}}"
_YEAR_TAIL = "(?:年度|学年度?|年(?![级纪轻]))"
_ARABIC_MONTH = "1[0-2]|0?[1-9]"
_ARABIC_DAY = "3[01]|[12][0-9]|0?[1-9]"
# The last alternatives are no months and days at all: 13月 and 1月32日 are read as written, not as 1月3日.
_MONTH = f"{_ARABIC_MONTH}|十[一二]?|[{CHINESE_DIGIT}]|[1-9][0-9]|00|十[{CHINESE_DIGIT}]|元(?=月)"
_DAY = f"{_ARABIC_DAY}|三十一?|二?十[{CHINESE_DIGIT}]?|[{CHINESE_DIGIT}]|[0-9]{{2}}|三十[{CHINESE_DIGIT}]"
_MOST_LISTED_DAYS, _MOST_LISTED_MONTHS = 6, 10
# 3月24-31日, 3月8、9日: only the last day is marked.
_DAY_MARK = (
    f"(?: ?[日号]|(?<=[0-9])(?=[和与在赴去][\u4e00-\u9fff])|(?={SPAN}(?:{_DAY}) ?[日号])"
    f"|(?=(?:[、和](?:{_DAY})){{0,{_MOST_LISTED_DAYS}}}[、和](?:{_DAY}) ?[日号])"
    # 4月12-13, 4月28、11月9: jotted down without 日
    f"|(?<=[0-9])(?=[-~～](?:{_ARABIC_DAY})(?:[，。；） \n]|$))|(?<=月[0-9])(?=[、，。；：）\n]|$)"
    f"|(?<=月[0-9][0-9])(?=[、，。；：）\n]|$|(?![人名户家件次场个期批项条份位支队对篇元万日号年])[\u4e00-\u9fff]))"
)
_WITH_DAY = f"月份?(?: ?(?P<day>{_DAY}){_DAY_MARK})"
_OPENS_SPAN = f"(?={SPAN}(?:{_MONTH}) ?月)"
_MONTH_DAY = f"(?P<month>{_MONTH}) ?(?:{_WITH_DAY}|月份?|{_OPENS_SPAN})"

_SPELLED = re.compile(
    f"(?P<year>{YEAR})(?:{SPAN}(?P<upper_year>(?:20)?[0-9]{{2}})(?= ?{_YEAR_TAIL}))? ?{_YEAR_TAIL}"
    f"(?: ?{_MONTH_DAY})?"
)
# 整理2019-2023 五年档案: in four digits both, and their years counted behind; 2024-2025 alone may be a code.
_YEAR_SPAN = re.compile(
    "(?P<year>(?:19|20)[0-9]{2}) ?(?:-|—{1,2}|–|－|~|～) ?(?P<upper>(?:19|20)[0-9]{2})"
    f"(?= ?[（(]?共?(?:[0-9]{{1,2}}|[两十{CHINESE_DIGIT}]{{1,3}})个?年|期?间)"
)
_LONGEST_YEAR_SPAN = 30
_SHORT = re.compile(f"(?P<year>2[0-9])年(?:度|(?={PART})|(?=(?P<edge>[初底末]))|{_MONTH_DAY})")
_RELATIVE = re.compile(
    f"(?P<year>今年|本年度|本年|去年|上一?年度|上年|前年|明年)(?![级纪轻])的?(?:{_MONTH_DAY})?"
)
_YEAR_SHIFTS = MappingProxyType({"去": -1, "上": -1, "前": -2, "明": 1})
_SIGNED = re.compile(
    f"(?P<year>(?:19|20)[0-9]{{2}}|2[0-9](?=[./][0-9]{{1,2}}[./][0-9]))(?P<sign>[./\\-])(?P<month>{_ARABIC_MONTH}|[0-9]{{2}}(?=(?P=sign)[0-9]))"
    f"(?:(?P=sign)(?P<day>{_ARABIC_DAY}|[0-9]{{2}})(?![0-9])|(?![0-9]|(?P=sign)[0-9]))"
)
_DOTTED = re.compile(f"(?P<month>{_ARABIC_MONTH})(?P<sign>[./·•・])(?P<day>{_ARABIC_DAY})(?![0-9./])")
_LISTED_MONTH = re.compile(
    f"(?P<month>{_ARABIC_MONTH})(?<![0-9.][0-9])"
    f"(?=(?:[、/](?:{_ARABIC_MONTH})){{0,{_MOST_LISTED_MONTHS}}}[、和/](?:{_ARABIC_MONTH}) ?月(?!份?[0-9]))"
)
_LONE_DAY = re.compile(f"(?P<day>{_ARABIC_DAY}) ?[日号]")

_UPPER = re.compile(
    f"{SPAN}(?:(?P<year>{YEAR}) ?年)? ?(?:(?P<month>{_MONTH}) ?月份?)? ?(?:(?P<day>{_DAY}) ?[日号])?"
)
_UPPER_SIGNED = re.compile(
    f"{SPAN}(?:(?P<year>(?:19|20)[0-9]{{2}})[./\\-])?(?P<month>{_ARABIC_MONTH})"
    f"(?:[./\\-](?P<day>{_ARABIC_DAY}))?(?![0-9./])"
)
# 7.8-12、7.15-19: days of one month.
_UPPER_DAY = re.compile(
    f"(?:-|—{{1,2}}|–|～|~)(?P<day>{_ARABIC_DAY})(?=[、，。；）) \n]|$)(?! ?[万亿元%人次分])"
)
_PART_BEHIND = re.compile(f"的?(?P<part>{PART})")
_EDGES = frozenset("初中底末")
_MONTH_PARTS = ("月", "上旬", "中旬", "下旬")

_GLUE = frozenset("/-_")  # before a date with signs these belong to an address
_OPEN_BEFORE = frozenset("，。；：、（( \n")
_NOTE_ENDS = frozenset(("", *"，。；、：:;,)） \n"))
_LARGEST_PART = 10
_AMOUNT_BEHIND = frozenset("万亿千百%‰多余")
_WHOLE_UNITS = frozenset("起家人户个名场次件项份位期支队只组种条批台张本")
_WEEKDAY = re.compile(" ?[（(]?(?:周|星期|礼拜)[一二三四五六日天]")
_BOUNDS = ("以上", "以下", "以内")
_REPEATED_BEFORE = frozenset("每一个满数逐")
_CLAUSE_STARTS = frozenset("，。；、：！？\n当本每")
_EVERY_MONTH = ("每月", "当月", "本月", "次月")
# Before a day and before what is compared.
_UNTIL = ("截至", "截止", "截至 ", "截止到", "于")
_COMPARING = tuple(f"{word}{gap}" for word in "由从到至为达比均约超近率分值量度共计占" for gap in ("", " "))
_EVENT = re.compile(
    " ?(?!提|升|增|降|减|至|和|与|比|占|分|[上下](?:升|降|涨|调)|到(?![会场达访位岗]))[\u4e00-\u9fff“《]"
    "| (?=[0-9]+[人名户])|[（(](?=周|星期)"
)
_FESTIVAL_LEAD = re.compile("[”」’]?(?:国际)?(?:劳动)?")
_WIDEST_JOINT = 2  # 、 or 及 with a space
_NUMERAL_SIGNS = frozenset(f"{CHINESE_DIGIT}十〇零○")


class _Read(NamedTuple):
    """What a spelling gave: year, month and day, and the offset behind them."""

    year: int | None
    month: int | None
    day: int | None
    end: int


def _taken(match: re.Match[str], year: int | None = None) -> _Read:
    """Month and day of a match, in `year`."""
    return _Read(year, number(match["month"]), number(match["day"]), match.end())


def read_spelled(spot: Spot) -> DateMention | None:
    """2024年, 二〇二四年三月八日, 2023—2024学年."""
    match = _SPELLED.match(spot.plain, spot.at)
    if match is None:
        return None
    date = _taken(match, number(match["year"]))
    if match["upper_year"]:
        return _mention(spot, date, (_century(match["upper_year"]), None, None), match.end())
    return _with_upper(spot, date)


def read_year_span(spot: Spot) -> DateMention | None:
    """2019-2023 of 2019-2023 五年; None when a unit follows, or when the years lie too far apart."""
    match = _YEAR_SPAN.match(spot.plain, spot.at)
    if match is None or spot.before in _GLUE:
        return None
    first, last = int(match["year"]), int(match["upper"])
    if not first < last <= first + _LONGEST_YEAR_SPAN:
        return None
    return _mention(spot, _Read(first, None, None, match.end()), (last, None, None), match.end())


def read_short(spot: Spot) -> DateMention | None:
    """24年3月, 23年底; 24年 alone counts years."""
    match = _SHORT.match(spot.plain, spot.at)
    if match is None or (match["edge"] and not is_edge(spot.plain, match.end() + 1)):
        return None
    return _with_upper(spot, _taken(match, _century(match["year"])))


def read_relative(spot: Spot) -> DateMention | None:
    """今年, 去年3月, 本年度: the year follows from the period, None without one."""
    match = _RELATIVE.match(spot.plain, spot.at)
    if match is None:
        return None
    shift = _YEAR_SHIFTS.get(match["year"][0], 0)
    year = None if spot.period is None else spot.period.year + shift
    return _with_upper(spot, _taken(match, year), relative=True)


def read_signed(spot: Spot) -> DateMention | None:
    """2024-03-08, 2024/3/5, 2024.3.5, 2024.3, each with the end of a range."""
    match = _SIGNED.match(spot.plain, spot.at)
    if match is None or spot.before in _GLUE:
        return None
    date = _taken(match, _century(match["year"]))
    span = _UPPER_SIGNED.match(spot.plain, date.end)
    if span is not None and _has_shape(span, with_day=date.day is not None):
        return _mention(spot, date, _point(span), span.end())
    if date.day is None and _is_measured(spot.plain, date.end):
        return None
    return _with_upper(spot, date)


def read_month(spot: Spot) -> DateMention | None:
    """3月, 3月8日, 十二月, 8至11月, 4 and 5 of 4、5、6月; None in 一月一主题 and 八月十五."""
    if listed := _LISTED_MONTH.match(spot.plain, spot.at):
        return _mention(spot, _Read(None, number(listed["month"]), None, listed.end()), None, listed.end())
    match = _month().match(spot.plain, spot.at)
    if match is None or spot.before in _NUMERAL_SIGNS:
        return None
    if match["day"] is None and _is_saying(spot, match.end()):
        return None
    return _with_upper(spot, _taken(match))


def read_dotted(spot: Spot) -> DateMention | None:
    """3·8; 3.8 and 3/8 at a bullet's start, before a festival or what happened then, or as a range."""
    match = _DOTTED.match(spot.plain, spot.at)
    if match is None:
        return None
    date = _taken(match)
    if match["sign"] not in "./":
        return _mention(spot, date, None, date.end)
    opens = spot.before in ("", "\n")
    is_open = opens or spot.before in _OPEN_BEFORE
    is_told = is_open or not spot.plain.endswith(_COMPARING, 0, spot.at)
    if is_told and (span := _dotted_upper(spot.plain, date.end)):
        return _mention(spot, date, _point(span), span.end())
    if is_open and (days := _UPPER_DAY.match(spot.plain, date.end)) and (date.day or 0) < int(days["day"]):
        return _mention(spot, date, (None, None, int(days["day"])), days.end())
    if (
        _is_before_festival(spot.plain, date.end)
        or spot.plain.startswith("起", date.end)
        or (opens and _goes_on(spot.plain, date.end))
        or _is_before_event(spot, date)
        or (match["sign"] == "/" and _is_noted_day(spot, date))
    ):
        return _mention(spot, date, None, date.end)
    return None


def read_lone_day(spot: Spot) -> DateMention | None:
    """A day that goes on from a date just before it (24日、31日) or opens a clause (12日，…)."""
    match = _LONE_DAY.match(spot.plain, spot.at)
    if match is None or spot.plain.startswith(not_a_date("day"), match.end()):
        return None
    if not (_follows_day(spot) or _opens_clause(spot)):
        return None
    return _with_upper(spot, _Read(None, None, number(match["day"]), match.end()))


@cache
def _month() -> re.Pattern[str]:
    behind = alternation(not_a_date("month"))
    return re.compile(f"(?P<month>{_MONTH}) ?(?:{_WITH_DAY}|月份|月(?!{behind})|{_OPENS_SPAN})")


def _century(year: str) -> int:
    value = number(year) or 0
    return value if value >= CENTURY else CENTURY + value


def _with_upper(spot: Spot, date: _Read, *, relative: bool = False) -> DateMention:
    """The date with the end of its range, or else with the part of the year or month named behind it."""
    if date.day and (days := _UPPER_DAY.match(spot.plain, date.end)) and date.day < int(days["day"]):
        return _mention(spot, date, (None, None, int(days["day"])), days.end(), relative=relative)
    span = _UPPER.match(spot.plain, date.end)
    if span is not None and (span["year"] or (date.month and (span["month"] or span["day"]))):
        return _mention(spot, date, _point(span), span.end(), relative=relative)
    part, end = _part_behind(spot.plain, date)
    return _mention(spot, date, None, end, part=part, relative=relative)


def _part_behind(plain: str, date: _Read) -> tuple[str, int]:
    """上半年 or 年底 behind a year, 上旬 or 月底 behind a month, and the offset behind it."""
    if date.day is not None:
        return "", date.end
    scale = "年" if date.month is None else "月"
    if match := _PART_BEHIND.match(plain, date.end):
        part = canonical_part(match["part"])
        return (part, match.end()) if part.startswith(_MONTH_PARTS) == (scale == "月") else ("", date.end)
    edge = plain[date.end : date.end + 1]
    if edge in _EDGES and plain[date.end - 1] in scale and is_edge(plain, date.end + 1):
        return canonical_part(scale + edge), date.end + 1
    return "", date.end


def _point(span: re.Match[str]) -> Point:
    return number(span["year"]), number(span["month"]), number(span["day"])


def _has_shape(span: re.Match[str], *, with_day: bool) -> bool:
    """Whether the end of 2024.3.8-3.10 or 2023.9—2024.1 is written like the beginning."""
    return span["day"] is not None if with_day else span["year"] is not None and span["day"] is None


def _dotted_upper(plain: str, end: int) -> re.Match[str] | None:
    span = _UPPER_SIGNED.match(plain, end)
    if span is None or span["year"] or span["day"] is None or _is_amount(plain, span.end()):
        return None
    return span


def _is_amount(plain: str, end: int) -> bool:
    """Whether a unit or a scale follows: 3.8万元, 2024.5元, 1.5 小时, 2.0版."""
    start = end + (plain[end : end + 1] == " ")
    if plain[start : start + 1] in _AMOUNT_BEHIND or plain.startswith(_BOUNDS, start):
        return True
    return match_unit(plain, start) is not None


def _is_measured(plain: str, end: int) -> bool:
    """Whether a unit follows that a part of one may be told in: 3.8万元, not 5.15 家庭日 or 10.26 周六."""
    if _WEEKDAY.match(plain, end):
        return False
    unit = match_unit(plain, end + (plain[end : end + 1] == " "))
    return _is_amount(plain, end) and not (unit is not None and unit[0] in _WHOLE_UNITS)


def _goes_on(plain: str, end: int) -> bool:
    return plain[end : end + 1] not in ("", "\n", "的") and not _is_measured(plain, end)


def _is_before_festival(plain: str, end: int) -> bool:
    """Whether 节 or a festival follows: 3.8妇女节, “5.12”国际护士节."""
    lead = _FESTIVAL_LEAD.match(plain, end)
    start = lead.end() if lead else end
    return plain.startswith("节", start) or festival_pattern().match(plain, start) is not None


def _is_before_event(spot: Spot, date: _Read) -> bool:
    """Whether a numeral like 5.10 can only be a day: 系列：5.10护理技能比武, 截至12/20 办结."""
    is_open = spot.before in _OPEN_BEFORE and not spot.plain.endswith(_COMPARING, 0, spot.at)
    is_open = is_open or spot.before == "节"  # 护士节5.12 表彰……
    if not is_open and not spot.plain.endswith(_UNTIL, 0, spot.at):
        return False
    return _EVENT.match(spot.plain, date.end) is not None and not _is_measured(spot.plain, date.end)


def _is_noted_day(spot: Spot, date: _Read) -> bool:
    """Whether 3/15 is a day jotted down (换届大会3/15，…) rather than a share such as 2/3."""
    if date.month is None or date.day is None or date.month < date.day <= _LARGEST_PART:
        return False
    before, behind = spot.plain[: spot.at].rstrip(" ")[-1:], spot.plain[date.end : date.end + 1]
    is_apart = before in _OPEN_BEFORE or "\u4e00" <= before <= "\u9fff"
    return is_apart and behind in _NOTE_ENDS and not spot.plain.endswith(_COMPARING, 0, spot.at)


def _is_saying(spot: Spot, end: int) -> bool:
    """一月一主题, 三月三: the month word is part of a saying."""
    if spot.before in _REPEATED_BEFORE:
        return True
    return spot.plain[spot.at] in _NUMERAL_SIGNS and spot.plain[end : end + 1] in _NUMERAL_SIGNS


def _follows_day(spot: Spot) -> bool:
    previous = spot.previous
    return previous is not None and previous.day is not None and spot.at - previous.end <= _WIDEST_JOINT


def _opens_clause(spot: Spot) -> bool:
    return not spot.before or spot.before in _CLAUSE_STARTS or spot.plain.endswith(_EVERY_MONTH, 0, spot.at)


def _mention(
    spot: Spot, date: _Read, upper: Point | None, end: int, *, part: str = "", relative: bool = False
) -> DateMention:
    return DateMention(
        start=spot.at,
        end=end,
        text=spot.plain[spot.at : end],
        year=date.year,
        month=date.month,
        day=date.day,
        upper=upper,
        part=part,
        relative=relative,
    )
