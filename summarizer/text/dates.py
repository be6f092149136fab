"""Dates, parts of years, weekdays, times of day and festivals in Chinese text, and the period of a summary."""

import re
from typing import NamedTuple

from summarizer.domain import DateMention, Period, PeriodSpan
from summarizer.errors import PeriodError
from summarizer.text.numerals import CHINESE_DIGITS, half_width_numerals, parse_number
from summarizer.text.units import match_unit

_C = "一二三四五六七八九十"
_YEAR = r"(?:(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_C[:9]}]?|[一二三四五六七八九])"
_TO = r"\s?(?:至|到|—{1,2}|–|－|-|~|～|、|和|及)\s?"
_SPAN = r"\s?(?:至|到|—{1,2}|–|－|-|~|～)\s?"
_YEAR_TAIL = r"(?:年度|学年度?|年)"
_PART = r"(?:第?[一二三四1234](?:个)?季度|[一二三四]季度|上半年|下半年|年初|年中|年底|年末|岁末|月初|月中|月底|月末|上旬|中旬|下旬)"
_FESTIVALS = {
    "元旦": "元旦",
    "春节": "春节",
    "元宵节": "元宵节",
    "清明节": "清明节",
    "端午节": "端午节",
    "端午": "端午节",
    "中秋节": "中秋节",
    "中秋": "中秋节",
    "国庆节": "国庆节",
    "国庆": "国庆节",
    "重阳节": "重阳节",
    "教师节": "教师节",
    "护士节": "护士节",
    "医师节": "医师节",
    "妇女节": "妇女节",
    "三八节": "妇女节",
    "五一节": "劳动节",
    "六一节": "儿童节",
    "劳动节": "劳动节",
    "儿童节": "儿童节",
    "青年节": "青年节",
    "建党节": "建党节",
    "建军节": "建军节",
    "腊八节": "腊八节",
    "七夕节": "七夕节",
}
_FESTIVAL = "|".join(sorted(_FESTIVALS, key=len, reverse=True))
# Names a fact may use for the same day.
FESTIVAL_ALIASES = {
    "妇女节": ("三八",),
    "劳动节": ("五一",),
    "儿童节": ("六一",),
    "青年节": ("五四",),
    "建党节": ("七一",),
    "建军节": ("八一",),
    "国庆节": ("国庆", "十一"),
    "春节": ("两节", "元旦春节"),
    "护士节": ("5·12", "512", "5.12"),
    "医师节": ("8·19", "819", "8.19"),
}
_DAYTIME = r"(?:上午|下午|晚上|晚间|早上|早晨|清晨|凌晨|中午|夜间|夜里|傍晚|晚|早)"
_HOUR = rf"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[{_C[:9]}]?|[{_C[:9]}两])"
_CLOCK = rf"(?P<hour>{_HOUR})(?:(?P<mark>点钟?|时)(?!间|期|段|代|候|刻|常|而|光|尚|事|政|要求|建议|意见|希望|体会|措施|做法|启示|不足|对点)(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>[0-5]?\d|{_C[1]}?十[{_C[:9]}]?|[{_C[:9]}])分(?!别|工|会|钟)|整)?|[:：](?P<colon>[0-5]\d)(?!\d))"

_ABSOLUTE = re.compile(
    rf"(?P<year>{_YEAR})(?P<year_to>{_SPAN}(?P<upper_year>(?:20)?\d\d)(?={_YEAR_TAIL}))?{_YEAR_TAIL}"
    rf"(?:(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})[日号])?)?"
    rf"|(?P<iso_year>(?:19|20)\d\d)[./\-](?P<iso_month>1[0-2]|0?[1-9])(?:[./\-](?P<iso_day>3[01]|[12]\d|0?[1-9]))(?!\d)"
    rf"|(?P<short_year>(?<!\d)2\d)年(?=\d{{1,2}}月|度|底|初|末|上半年|下半年|第[一二三四])"
    rf"|(?P<relative>今年|本年度?|去年|上年度?|上一年度?|前年|明年)(?:的)?(?:(?P<rel_month>{_MONTH})月份?(?:(?P<rel_day>{_DAY})[日号])?)?"
    rf"|(?P<bare_month>{_MONTH})(?:月份?(?P<bare_day_group>(?P<bare_day>{_DAY})[日号])|月份|月(?!主题|来|嫂|饼|子|球|光|亮|度|刊|报|季|票|经))"
    rf"|(?P<open_month>{_MONTH})(?={_SPAN}{_MONTH}月)"
    rf"|(?P<dot_month>1[0-2]|0?[1-9])[·•・](?P<dot_day>3[01]|[12]\d|0?[1-9])(?!\d)"
    rf"|(?:(?<=^)|(?<=\n))(?P<slash_month>1[0-2]|0?[1-9])(?P<slash>[./])(?P<slash_day>3[01]|[12]\d|0?[1-9])(?![\d./万亿千百%多余])"
    rf"(?:{_SPAN}(?P<slash_upper_month>1[0-2]|0?[1-9])(?P=slash)(?P<slash_upper_day>3[01]|[12]\d|0?[1-9])(?!\d))?"
    rf"|(?P<part>{_PART})"
    rf"|(?P<weekday_word>每周|周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!年|岁|次(?!日)|课|讲|练|歌|题|读|星|报|期|圈|个|测|查|调)"
    rf"|(?P<festival>{_FESTIVAL})"
    rf"|(?P<daytime>{_DAYTIME})?{_CLOCK}"
    rf"|(?P<lone_day>3[01]|[12]\d|[1-9])[日号](?!楼|线|院|文件|机|工程|厅|馆|门|车|井|矿|炉|店|令|公告|常|记|报|程|期|志|会议室)"
)
_UPPER_DATE = re.compile(
    rf"{_SPAN}(?:(?P<year>{_YEAR})年)?(?:(?P<month>{_MONTH})月份?)?(?:(?P<day>{_DAY})[日号])?"
)
_UPPER_WEEKDAY = re.compile(r"\s?(?:至|到|-|—{1,2}|~|～)\s?(?:周|星期|礼拜)?([一二三四五六日天])")
_PART_BEHIND = re.compile(rf"的?(?P<part>{_PART})|(?<=年)(?P<edge>[初中底末])(?!期|学|心|央|层|级)")
_TRIGGER = re.compile(r"年|月|季度|旬|周|星期|礼拜|节|元旦|中秋|国庆|端午|[点时日号:：·•・]|\d[./\-]\d")
_PARTS = {
    **{f"{prefix}{digit}{middle}季度": f"{number}季度" for prefix in ("第", "") for middle in ("", "个")
       for number, digits in enumerate(("一1", "二2", "三3", "四4"), 1) for digit in digits},
    "年末": "年底",
    "岁末": "年底",
    "月末": "月底",
}  # fmt: skip
_EVENING = frozenset(("下午", "晚上", "晚间", "晚", "傍晚", "夜间", "夜里"))
_LETTER = re.compile(r"[A-Za-z\d.]")
_PERIOD = re.compile(
    r"\s*(?P<year>(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})\s*(?:年度?|学年)?\s*"
    r"(?:(?P<half>上半年|下半年)|(?:第?(?P<quarter>[一二三四1-4])(?:个)?季度?)|年?度|全年)?(?:度)?\s*"
)


class _Year(NamedTuple):
    """A year and whether it was said by today's reckoning (今年)."""

    value: int | None
    relative: bool


def parse_period(label: str) -> Period:
    """The period named by 2024年度, 2024年, 2024, 2024年上半年 or 2024年第三季度.

    Raises:
        PeriodError: it names none.
    """
    match = _PERIOD.fullmatch(half_width_numerals(str(label)))
    if match is None:
        raise PeriodError(f"看不懂期间“{label}”")
    year = _read_year(match["year"])
    if match["half"]:
        return Period(year=year, span=PeriodSpan.HALF_YEAR, number=1 if match["half"] == "上半年" else 2)
    if match["quarter"]:
        return Period(year=year, span=PeriodSpan.QUARTER, number=_read_small(match["quarter"]))
    return Period(year=year)


def find_period(text: str) -> Period | None:
    """The period a title names (××工会2024年上半年工作总结), None when it names none."""
    for mention in find_dates(text):
        if mention.year is None:
            continue
        if mention.part in ("上半年", "下半年"):
            return Period(year=mention.year, span=PeriodSpan.HALF_YEAR, number=1 + (mention.part == "下半年"))
        if mention.part.endswith("季度"):
            return Period(year=mention.year, span=PeriodSpan.QUARTER, number=int(mention.part[0]))
        return Period(year=mention.year)
    return None


def find_dates(text: str, *, period: Period | None = None) -> tuple[DateMention, ...]:
    """Every date of `text` in order, none overlapping; 今年 and 去年 are resolved when `period` is given.

    Years, months and days stand alone or together (2024年, 3月, 3月8日, 2024-03-08, 二〇二四年三月八日), ranges
    keep their end in `upper`, parts of the year are canonical (第一季度 -> 1季度, 年末 -> 年底), festivals
    stand in `part`, a clock time in `minutes`. Durations (3年, 5天) are quantities, not dates.
    """
    if _TRIGGER.search(text) is None:
        return ()
    plain = half_width_numerals(text)
    found: list[DateMention] = []
    position = 0
    while (match := _ABSOLUTE.search(plain, position)) is not None:
        mention = _read(text, plain, match, period, found[-1] if found else None)
        if mention is None:
            position = match.start() + max(1, _digits_from(plain, match.start()))
        else:
            found.append(mention)
            position = mention.end
    return tuple(found)


def _digits_from(plain: str, start: int) -> int:
    """How many digits begin at `start`: a failed numeral is skipped whole, so that long digit runs stay linear."""
    end = start
    while end < len(plain) and plain[end].isdigit():
        end += 1
    return end - start


def _read(
    text: str, plain: str, match: re.Match[str], period: Period | None, previous: DateMention | None
) -> DateMention | None:
    start = match.start()
    if plain[start].isdigit() and start and _LETTER.match(plain[start - 1]):
        return None
    if match["hour"]:
        return _clock(text, plain, match, previous)
    if match["weekday"]:
        return _weekday(text, plain, match)
    if match["festival"]:
        return DateMention(
            start=start, end=match.end(), text=match.group(), part=_FESTIVALS[match["festival"]]
        )
    if match["part"]:
        if match["part"].startswith("月") and start and plain[start - 1] not in "，。；本每上下当次":
            return None
        return DateMention(
            start=start, end=match.end(), text=text[start : match.end()], part=canonical_part(match["part"])
        )
    if match["slash"] and match_unit(plain, match.end()) is not None:
        return None
    if match["bare_month"] and not match["bare_day"] and _is_phrase(plain, start, match.end()):
        return None
    if match["lone_day"] and not _continues_date(plain, start, previous):
        return None
    return _calendar(text, plain, match, period)


def _calendar(text: str, plain: str, match: re.Match[str], period: Period | None) -> DateMention:
    year = _year(match, period)
    month = _small(match["month"] or match["iso_month"] or match["rel_month"] or match["bare_month"]
                   or match["dot_month"] or match["open_month"] or match["slash_month"])  # fmt: skip
    day = _small(match["day"] or match["iso_day"] or match["rel_day"] or match["bare_day"] or match["dot_day"] or match["lone_day"]
                 or match["slash_day"])  # fmt: skip
    start, end = match.span()
    if match["short_year"]:
        tail = re.compile(rf"(?:度|(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})[日号])?)").match(plain, end)
        if tail:
            month, day, end = _small(tail["month"]), _small(tail["day"]), tail.end()
    upper: tuple[int | None, int | None, int | None] | None = None
    if match["upper_year"]:
        upper = (
            _read_year(
                match["upper_year"].zfill(4) if len(match["upper_year"]) == 4 else "20" + match["upper_year"]
            ),
            None,
            None,
        )
    if match["slash_upper_day"]:
        upper = (None, _small(match["slash_upper_month"]), _small(match["slash_upper_day"]))
    span = None if upper else _UPPER_DATE.match(plain, end)
    if span is not None and (span["month"] or span["day"] or span["year"]) and (month or span["year"]):
        upper = (_small_year(span["year"]), _small(span["month"]), _small(span["day"]))
        end = span.end()
    part = ""
    if day is None and upper is None and (behind := _PART_BEHIND.match(plain, end)):
        named = canonical_part(behind["part"] or "年" + behind["edge"])
        if (month is None) == (not named.endswith("旬") and not named.startswith("月")):
            part, end = named, behind.end()
    return DateMention(
        start=start, end=end, text=text[start:end], year=year.value, month=month, day=day, upper=upper,
        part=part, relative=year.relative,
    )  # fmt: skip


def _year(match: re.Match[str], period: Period | None) -> _Year:
    if word := match["relative"]:
        shift = {"去": -1, "上": -1, "前": -2, "明": 1}.get(word[0], 0)
        return _Year(period.year + shift if period else None, True)
    written = match["year"] or match["iso_year"]
    if written:
        return _Year(_read_year(written), False)
    return _Year(2000 + int(match["short_year"]), False) if match["short_year"] else _Year(None, False)


def _clock(text: str, plain: str, match: re.Match[str], previous: DateMention | None) -> DateMention | None:
    """A time of day; a bare 8点 or 20时 only when something else shows that a clock is meant."""
    start, end = match.span()
    daytime, hour = match["daytime"], _small(match["hour"])
    precise = (
        match["colon"]
        or match["half"]
        or match["quarter"]
        or match["minute"]
        or (match["mark"] or "") == "点钟"
    )
    follows_date = previous is not None and previous.minutes is None and start - previous.end <= 1
    if hour is None or not (daytime or precise or follows_date or match.group().endswith("整")):
        return None
    if match["colon"] and not daytime and start and plain[start - 1] in "第比":
        return None
    minute = 30 if match["half"] else 15 * (_small(match["quarter"]) or 0)
    minute = _small(match["minute"] or match["colon"]) or minute
    if daytime in _EVENING and hour < 12:
        hour += 12
    return DateMention(start=start, end=end, text=text[start:end], minutes=hour * 60 + minute)


def _weekday(text: str, plain: str, match: re.Match[str]) -> DateMention | None:
    start, end = match.span()
    if match["weekday_word"] == "周" and start and plain[start - 1] in "一两二三四五六七八九十百":
        return None
    day = "一二三四五六日".find(match["weekday"].replace("天", "日")) + 1
    upper = None
    if span := _UPPER_WEEKDAY.match(plain, end):
        upper, end = (None, None, "一二三四五六日".find(span[1].replace("天", "日")) + 1), span.end()
    return DateMention(start=start, end=end, text=text[start:end], weekday=day, upper=upper)


def _continues_date(plain: str, start: int, previous: DateMention | None) -> bool:
    """Whether a lone 31日 goes on from a date just before it (24日、31日) or opens a clause (12日，…)."""
    if previous is not None and previous.day is not None and start - previous.end <= 2:
        return True
    before = plain[start - 1] if start else "，"
    return before in "，。；、：！？\n当本每"


def _is_phrase(plain: str, start: int, end: int) -> bool:
    """一月一主题, 三月三: the month word is part of a saying."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before in ("每", "一", "个", "满", "数") and before:
        return True
    return plain[start] in CHINESE_DIGITS and after in CHINESE_DIGITS and after != ""


def canonical_part(word: str) -> str:
    """The one name of a part of the year: 第一季度 and 一季度 -> 1季度, 年末 -> 年底."""
    return _PARTS.get(word, word)


def _small(numeral: str | None) -> int | None:
    return None if numeral is None else _read_small(numeral)


def _small_year(numeral: str | None) -> int | None:
    return None if numeral is None else _read_year(numeral)


def _read_small(numeral: str) -> int:
    return int(parse_number(numeral) or 0)


def _read_year(numeral: str) -> int:
    return int(parse_number(numeral) or 0)
