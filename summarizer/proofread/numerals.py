"""Rules on figures, dates and document numbers (GB/T 15835-2011; GB/T 9704-2012, 7.2.5 and 7.3.5.4)."""

import re
from decimal import Decimal

from summarizer.proofread.finders import char_at, matches
from summarizer.proofread.manuscript import HAN, NUMERALS
from summarizer.proofread.remarks import LAYOUT_STANDARD, NUMERAL_STANDARD, PUNCTUATION_STANDARD, Rule

_NINE = NUMERALS[:9]
_COUNT = r"(?:个|天|年(?![级段代度])|次|人|名|件|户|家|场|岁|里|米|公里|小时|分钟|周|成|十|百|千|万)"
_UNIT = (
    "(?:个|天|年|次|人|件|户|名|家|场|岁|里|米|公里|小时|分钟|周|成|项|期|批|倍|元|条|篇|节"
    "|课时|平方米|亩|吨)"
)
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_YEAR = r"(?:19|20)\d\d"
_TO = "[ ]?(?:-|－|~|--)[ ]?"
_NOT_IN_CODE = r"(?<![\dA-Za-z.\-－~～/:〔第\[])"

_APPROXIMATE = rf"(?P<low>[{_NINE}])、(?P<high>[{_NINE}])(?={_COUNT})"
_AMOUNTS = (
    rf"{_NOT_IN_CODE}(?P<low>{_NUMBER})(?P<unit>[%人个天元次])?{_TO}(?P<high>{_NUMBER})(?=(?P=unit)|{_UNIT})"
)
_TIMES = (
    rf"{_NOT_IN_CODE}(?:(?P<low>{_YEAR})年?{_TO}(?P<high>{_YEAR})(?=年|学年)"
    rf"|(?P<low_month>\d{{1,2}})月?{_TO}(?P<high_month>\d{{1,2}})(?=月))"
)
_SHARES = (
    rf"{_NOT_IN_CODE}(?P<low>{_NUMBER})(?P<to>[ ]?(?:至|-|－|~|～|—|--)[ ]?)"
    rf"(?P<high>{_NUMBER})(?P<unit>[%万亿])"
)
# What follows a year may not begin another word: 25年底线, 20年初心.
_SHORT_YEAR = (
    r"(?<![\d〔.])[’']?(?P<year>2\d)年(?=\d{1,2}月|度(?![假过日])|底(?![线层部气蕴子色薪])|末(?![端尾梢位])"
    r"|初(?![心步期级中衷次始])|[上下]半年|第?[一二三四]季度)"
)
_MIXED_DATE = rf"(?<!\d)(?P<year>{_YEAR})年(?P<month>十[一二]?|[{_NINE}])月"
_VAGUE = rf"(?<![\d.,，])(?P<number>[1-9]0?)几(?={_COUNT}|余|多)"
_DIGITS = r"(?<![\d.、〔第])(?P<low>[1-9])、(?P<high>[1-9])(?=个多?|天|次(?!会)|人(?!次)|名)(?!\w?月)"
_BARE_POINT = (
    rf"\.(?<=[{HAN}，：、（～至]\.)(?=\d{{1,4}}(?:个百分点|[%％‰万亿倍元分米吨级]|平方|公里|小时|个))"
)
_WIDE_DIGITS = r"(?<![0-9])[0-9]*[０-９][０-９0-9]*(?:[．.][０-９0-9]+)?％?|(?<=[0-9])[．.][０-９]+％?"
_DOCUMENT_NUMBER = (
    rf"[\[【（(［〔](?<=[{HAN}].)(?P<year>{_YEAR})年?[\]】）)］〕]第?0{{0,3}}(?P<number>[1-9]\d{{0,4}})号"
)
_WRITTEN_YEAR = rf"(?<![{_NINE}十百千万])[一二](?=[^年]{{0,2}}[零○ＯO0])[〇零○ＯO0{_NINE}]{{3}}(?=年)"
_PERCENT = rf"百分之(?P<number>{_NUMBER})(?![\d.]|[{NUMERALS}百千万])"
_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: ".", 0xFF05: "%"}
_LATIN = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))} | {0xFF05: 0x25}


def _breaks_approximation(match: re.Match[str]) -> bool:
    """Only neighbours (七、八) make an approximate number; 第二、三次 and numbers opening a line do not."""
    first, second = NUMERALS.index(match["low"]), NUMERALS.index(match["high"])
    before = char_at(match.string, match.start() - 1)
    return second != first + 1 or before in "第、。；\n \t\u3000#）)" or before in NUMERALS


def _breaks_digits(match: re.Match[str]) -> bool:
    context = match.string[max(0, match.start() - 8) : match.start()]
    listed = any(word in context for word in ("分别", "依次", "各", "第", "为"))
    return int(match["high"]) != int(match["low"]) + 1 or listed


def _is_descending(match: re.Match[str]) -> bool:
    return Decimal(match["low"]) >= Decimal(match["high"])


def _is_no_amount(match: re.Match[str]) -> bool:
    """Scores, codes and years."""
    is_year = re.fullmatch(_YEAR, match["high"]) is not None and char_at(match.string, match.end()) == "年"
    return is_year or _is_descending(match)


def _with_unit_twice(match: re.Match[str]) -> str:
    sign = "至" if "至" in match["to"] else "～"
    return f"{match['low']}{match['unit']}{sign}{match['high']}{match['unit']}"


def _years_or_months(match: re.Match[str]) -> str:
    return f"{match['low'] or match['low_month']}—{match['high'] or match['high_month']}"


def _is_right_document_number(match: re.Match[str]) -> bool:
    return re.fullmatch(r"〔\d{4}〕[1-9]\d*号", match.group()) is not None


def _is_span(match: re.Match[str]) -> bool:
    """近25年底 or 工作20年初 counts years; 2025年 would be a date."""
    before = char_at(match.string, match.start() - 1)
    return before != "" and before in "近约满共达时作教前后超过余龄第某"


def _chinese(digits: str) -> str:
    number = int(digits)
    tens = {0: "", 1: "十"}.get(number // 10, NUMERALS[number // 10 - 1] + "十" if number >= 20 else "")
    return tens + (NUMERALS[number % 10 - 1] if number % 10 else "")


def _arabic_month(match: re.Match[str]) -> str:
    names = [*NUMERALS, "十一", "十二"]
    return f"{match['year']}年{names.index(match['month']) + 1}月"


def _zeros(match: re.Match[str]) -> str:
    return re.sub("[零○ＯO0]", "〇", match.group())


NUMERAL_RULES = (
    Rule(
        id="approximate_number",
        clause=f"{PUNCTUATION_STANDARD} 4.5.3.4",
        level="hint",
        message="相邻两个数字连用表示概数时不加顿号。",
        find=matches(_APPROXIMATE, r"\g<low>\g<high>", unless=_breaks_approximation),
        signs="、",
    ),
    Rule(
        id="number_range",
        clause=f"{PUNCTUATION_STANDARD} 4.13.3",
        level="hint",
        message="数值范围用浪纹线“～”，不用“-”或半角“~”。",
        find=matches(_AMOUNTS, r"\g<low>\g<unit>～\g<high>", unless=_is_no_amount),
        signs="-－~",
    ),
    Rule(
        id="time_range",
        clause=f"{PUNCTUATION_STANDARD} 4.13.3",
        level="hint",
        message="时间起止用一字线“—”，不用“-”或“~”。",
        find=matches(_TIMES, _years_or_months),
        signs="-－~",
    ),
    Rule(
        id="range_unit",
        clause=NUMERAL_STANDARD,
        level="error",
        message="范围前一个数的“%”“万”“亿”不能省略，应写作“{suggestion}”。",
        find=matches(_SHARES, _with_unit_twice, unless=_is_descending),
        signs="至-－~～—",
    ),
    Rule(
        id="percent_word",
        clause=NUMERAL_STANDARD,
        level="hint",
        message="“百分之”后用汉字数字；用阿拉伯数字应写作“{suggestion}”。",
        find=matches(_PERCENT, r"\g<number>%"),
        signs="百",
    ),
    Rule(
        id="short_year",
        clause=f"{LAYOUT_STANDARD} 7.3.5.4",
        level="error",
        message="年份应写全，应为“{suggestion}”。",
        find=matches(_SHORT_YEAR, r"20\g<year>年", unless=_is_span),
        signs="年",
    ),
    Rule(
        id="padded_date",
        clause=f"{LAYOUT_STANDARD} 7.3.5.4",
        level="error",
        message="月、日不编虚位，1不写成01。",
        find=matches(r"0(?<=[年月]0)(?=[1-9][月日号])", ""),
        signs="0",
    ),
    Rule(
        id="mixed_date",
        clause=f"{LAYOUT_STANDARD} 7.3.5.4",
        level="error",
        message="同一个日期里不混用两种数字，应写作“{suggestion}”。",
        find=matches(_MIXED_DATE, _arabic_month, certain=False),
        signs="年",
    ),
    Rule(
        id="mixed_chinese_date",
        clause=f"{LAYOUT_STANDARD} 7.3.5.4",
        level="error",
        message="同一个日期里不混用汉字数字和阿拉伯数字。",
        find=matches(rf"[一二][〇零○{_NINE}]{{3}}年\d{{1,2}}月", None),
        signs="年",
    ),
    Rule(
        id="vague_number",
        clause=NUMERAL_STANDARD,
        level="error",
        message="带“几”的概数用汉字，应写作“{suggestion}”。",
        find=matches(_VAGUE, lambda match: f"{_chinese(match['number'])}几", certain=False),
        signs="几",
    ),
    Rule(
        id="approximate_digits",
        clause=NUMERAL_STANDARD,
        level="error",
        message="相邻两个数字连用表示的概数用汉字，应写作“{suggestion}”。",
        find=matches(
            _DIGITS,
            lambda match: _chinese(match["low"]) + _chinese(match["high"]),
            certain=False,
            unless=_breaks_digits,
        ),
        signs="、",
    ),
    Rule(
        id="bare_point",
        clause=NUMERAL_STANDARD,
        level="error",
        message="小数点前的“0”不能省略，应写作“{suggestion}”。",
        find=matches(_BARE_POINT, "0."),
        signs=".",
    ),
    Rule(
        id="full_width_digit",
        clause=NUMERAL_STANDARD,
        level="error",
        message="阿拉伯数字用半角，应写作“{suggestion}”。",
        find=matches(_WIDE_DIGITS, lambda match: match.group().translate(_FULL_WIDTH)),
        signs="０１２３４５６７８９",
    ),
    Rule(
        id="full_width_letter",
        clause=NUMERAL_STANDARD,
        level="hint",
        message="字母和百分号用半角，应写作“{suggestion}”。",
        find=matches(r"[Ａ-Ｚａ-ｚ]+|％(?<=[0-9]％)", lambda match: match.group().translate(_LATIN)),
    ),
    Rule(
        id="document_number",
        clause=f"{LAYOUT_STANDARD} 7.2.5",
        level="error",
        message="发文字号的年份用六角括号，序号不加“第”、不编虚位，应写作“{suggestion}”。",
        find=matches(_DOCUMENT_NUMBER, r"〔\g<year>〕\g<number>号", unless=_is_right_document_number),
        signs="号",
    ),
    Rule(
        id="chinese_zero",
        clause=NUMERAL_STANDARD,
        level="hint",
        message="年份中的“0”写作“〇”，应为“{suggestion}”。",
        find=matches(_WRITTEN_YEAR, _zeros),
        signs="零○ＯO0",
    ),
)
