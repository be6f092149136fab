"""Figures in Chinese text: numeral, unit and rounding words read as one `Quantity` with its span."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from summarizer.domain import Quantity, Rounding
from summarizer.text.codes import is_glued, is_list_number, stands_alone
from summarizer.text.lexicon import word_list
from summarizer.text.numerals import MULTIPLIERS, half_width_numerals, parse_number
from summarizer.text.ordinals import INITIAL, MEDAL, ORDINAL, read_initial, read_medal, read_ordinal
from summarizer.text.quantity_numerals import (
    DASH,
    NUMERAL,
    Numeral,
    read_numeral,
    read_rough_numeral,
)
from summarizer.text.rounding import behind_restated, rounding_before, rounding_behind
from summarizer.text.terms import counts_structure, in_set_phrase
from summarizer.text.units import match_unit

_Reader: TypeAlias = Callable[[str, "re.Match[str]", int], Quantity | None]

_FIRST_SIGN = re.compile("[0-9零〇○一二两俩三四五六七八九十百千万亿第首冠亚季夺桂折数几半]|[近过](?=半)")
# 半数, 过半, 一半以上; 时间过半、任务过半 is a set phrase, and 近半年 counts time.
_NO_SHARE = "(?![年月天小个学周夜日夏程儿])"
_HALF_SHARE = (
    f"半数|一半{_NO_SHARE}|近半(?!数){_NO_SHARE}|(?<![通经超不双])(?<!时间)(?<!任务)过半(?!数){_NO_SHARE}"
)
_FIGURE = re.compile(
    rf"(?P<percentage>(?P<per>[百千万])分之 ?(?P<share>{NUMERAL}))"
    r"|(?P<fraction>(?P<below>[二三四五六七八九十]{1,3})分之(?P<above>[一二三四五六七八九十]{1,3}))"
    r"|(?P<slashed>(?P<top>[0-9]{1,2})/(?P<bottom>[0-9]{1,2})(?:(?=以[上下])|(?<=占[0-9]/[0-9])))"
    rf"|(?P<half>{_HALF_SHARE})"
    r"|(?P<half_day>(?<![一二两三四五六七八九十0-9大小老个多上下前后])半[天日](?![制班候])|(?<![一二两三四五六七八九十0-9个多])半个?小时)"
    rf"|(?P<ordinal>{ORDINAL})|(?P<medal>{MEDAL})|(?P<initial>{INITIAL})"
    rf"|(?P<number>{NUMERAL})"
    r"|(?P<rough>几(?=[十百千万])|(?<![人户次件总])数(?=[十百千万]))"
)
_PER = MappingProxyType({"百": (Decimal(1), "%"), "千": (Decimal(1), "‰"), "万": (Decimal("0.01"), "%")})
_FRACTION_UNIT = "分之"

_TENTH = "成"
_PERCENT_PER_TENTH, _PERCENT_OF_HALF = 10, 50
_TENTHS = 10
# 九成一, but not 八成五家
_PER_CENTS = re.compile("[一二三四五六七八九](?=[，。；、）)\n]|$)")
# 三个多月, 一个半小时: 多 and 半 stand inside the unit.
_SPLIT_UNIT = re.compile("个(?P<part>[多半])(?P<noun>月|小时|钟头|星期|学期)")
_SPLIT_UNITS = MappingProxyType({"月": "月数", "小时": "小时", "钟头": "小时", "星期": "周", "学期": "个"})
_HALF = Decimal("0.5")
_HALVED = frozenset({"年", "天", "小时", "周"})
_UNIT_RANGE = re.compile(rf"(?:{DASH}|[至到]) ?(?P<upper>{NUMERAL})")
# 由5元到8元 is a change, no range.
_CHANGES = ("由", "从", "自")

_POINTS_MADE = ("要求", "建议", "意见", "希望", "体会", "启示", "做法", "措施")
_YEAR = re.compile(
    "(?:(?:19|20)[0-9]{2}|[一二][九〇零○][零〇○一二三四五六七八九]{2})(?![0-9零〇○一二三四五六七八九])"
)
_EDITION = "版"
_YEARS_BEHIND = frozenset("来内间")
# 近三年, 近3个月: a look back is a frame of time, not a figure.
_LOOK_BACK = re.compile("近(?:[两二三四五六七八九十]|[0-9]+)(?:年|个月)")
_MOST_PARTS_OF_A_TEXT = 10
_FREE_ORDINAL = re.compile(r"[一二三四五六七八九十0-9]届[一二三四五六七八九十0-9]+\Z")
_FREE_ORDINAL_REACH = 6
_SESSIONS_HELD = ("连续", "举办", "先后", "历经", "累计")
_ROUND_CROWDS = frozenset({"百", "千", "万", "亿", "千万", "百万"})
_ROUNDS, _COUNTED_ON, _LEAST_ROUNDS = frozenset({"轮", "期", "批", "场", "次", "季"}), "一二三四五六", 2
_SCALE_SIGNS, _BLANK_ENDS = frozenset("百千万亿"), frozenset("_×xX】")
_LASTED = ("为期", "历时", "时长", "长达", "期限")
_LESSONS = ("课", "课程", "每人", "每周", "每班")
_DOUBLED = ("翻", "翻了", "再翻")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of `text` in order of its start, none overlapping another.

    A figure is a numeral with a measure word or percent sign (32户, 三十二户, 4万8千元, 近千人, 百分之十五),
    a range (10～20人), an ordinal (第十八届, 第二名 = 亚军), a fraction, or an Arabic numeral standing alone.
    Chinese numerals without a unit, list numbers, years, set phrases and codes (A4, 5G) are no figures.
    Offsets count code points of `text`.
    """
    plain = half_width_numerals(text)
    found: list[Quantity] = []
    position = 0
    while (sign := _FIRST_SIGN.search(plain, position)) is not None:
        match = _FIGURE.match(plain, sign.start())
        position = match.end() if match else sign.end()
        quantity = _READERS[match.lastgroup or ""](plain, match, _end(found)) if match else None
        if quantity is not None:
            found.append(quantity)
            position = quantity.end
    found = _in_rounds(found)
    if plain is text:
        return tuple(found)
    return tuple(replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found)


def _in_rounds(found: list[Quantity]) -> list[Quantity]:
    """一轮 62%、二轮 71%、三轮 88%: numerals that count on from one are orders, not amounts."""
    rounds = [one for one in found if one.unit in _ROUNDS and one.text[:1] in _COUNTED_ON and not one.ordinal]
    counted = [one.text[:1] for one in rounds]
    if len(rounds) < _LEAST_ROUNDS or counted != list(_COUNTED_ON[: len(counted)]):
        return found
    if len({one.unit for one in rounds}) > 1:
        return found
    orders = {one.start for one in rounds}
    return [replace(one, ordinal=True) if one.start in orders else one for one in found]


def _end(found: list[Quantity]) -> int:
    return found[-1].end if found else 0


def _read_number(plain: str, match: re.Match[str], floor: int) -> Quantity | None:
    start, end = match.span()
    if plain[start].isascii() and (is_glued(plain, start, end) or is_list_number(plain, start, end)):
        return None
    if plain[start] in _SCALE_SIGNS and plain[start - 1 : start] in _BLANK_ENDS:
        return None  # 万 of __万元
    if plain[start - 1 : start] == "初" and end - start > 1 and not plain[start].isascii():
        start += 1  # 三次 of 初一、初三三次慰问
    numeral = read_numeral(plain, start, end)
    return None if numeral is None else _counted(plain, numeral, floor)


def _read_rough(plain: str, match: re.Match[str], floor: int) -> Quantity | None:
    numeral = read_rough_numeral(plain, match.start())
    return None if numeral is None else _counted(plain, numeral, floor)


def _read_percentage(plain: str, match: re.Match[str], floor: int) -> Quantity | None:
    """百分之十五, 千分之三, 万分之五."""
    value = Decimal(100) if match["share"] == "百" else parse_number(match["share"])
    if value is None:
        return None
    factor, unit = _PER[match["per"]]
    return _rounded(plain, Numeral(match.start(), match.end(), value * factor), unit, match.end(), floor)


def _read_half(plain: str, match: re.Match[str], floor: int) -> Quantity:
    """半数, 过半, 近半, 一半以上 as half of a hundred per cent."""
    start, end = match.span()
    stated = {"过": Rounding.OVER, "近": Rounding.UNDER}.get(plain[start], Rounding.EXACT)
    numeral = Numeral(start, end, Decimal(_PERCENT_OF_HALF), rounding=stated)
    return _rounded(plain, numeral, "%", end, floor)


def _read_half_day(plain: str, match: re.Match[str], floor: int) -> Quantity:
    """半天, 半小时."""
    start, end = match.span()
    unit = "小时" if plain[end - 1] == "时" else "天"
    return _rounded(plain, Numeral(start, end, _HALF), unit, end, floor)


def _read_fraction(plain: str, match: re.Match[str], floor: int) -> Quantity | None:
    """三分之二."""
    return _part(plain, match, parse_number(match["above"]), parse_number(match["below"]), floor)


def _read_slashed(plain: str, match: re.Match[str], floor: int) -> Quantity | None:
    """2/3以上."""
    if is_glued(plain, match.start(), match.end()):
        return None
    return _part(plain, match, Decimal(match["top"]), Decimal(match["bottom"]), floor)


def _part(
    plain: str, match: re.Match[str], above: Decimal | None, below: Decimal | None, floor: int
) -> Quantity | None:
    if above is None or not below or above >= below:
        return None
    numeral = Numeral(match.start(), match.end(), above / below)
    return _rounded(plain, numeral, _FRACTION_UNIT, numeral.end, floor)


_READERS: Mapping[str, _Reader] = MappingProxyType({
    "percentage": _read_percentage,
    "fraction": _read_fraction,
    "slashed": _read_slashed,
    "half": _read_half,
    "half_day": _read_half_day,
    "ordinal": read_ordinal,
    "medal": read_medal,
    "initial": read_initial,
    "number": _read_number,
    "rough": _read_rough,
})  # fmt: skip


# A word and its own figure: 家政8.
_NEXT_LABEL = re.compile("[\u4e00-\u9fff]{2,4} ?[0-9]")


_BOUNDS = frozenset({Rounding.AT_LEAST, Rounding.AT_MOST})


class _Measured(NamedTuple):
    """A numeral in its unit: the value may have changed (三成 -> 30 %), `end` is behind the unit."""

    numeral: Numeral
    unit: str
    end: int


def _counted(plain: str, numeral: Numeral, floor: int) -> Quantity | None:
    """The numeral with its unit and rounding words; None when it counts nothing."""
    measured = _measured(plain, numeral)
    arabic = plain[numeral.start].isascii()
    if measured is None:
        alone = arabic and stands_alone(plain, numeral.start, numeral.end)
        return _rounded(plain, numeral, "", numeral.end, floor) if alone else None
    if not _is_amount(plain, measured) or not (arabic or _is_counting(plain, measured)):
        return None
    figure = _rounded(plain, measured.numeral, measured.unit, measured.end, floor)
    if _is_order(plain, numeral, measured.unit):
        return replace(figure, ordinal=True)
    return replace(figure, soft=True) if _is_soft(plain, numeral, figure) else figure


def _measured(plain: str, numeral: Numeral) -> _Measured | None:
    start = numeral.end + (plain[numeral.end : numeral.end + 1] == " ")
    if split := _SPLIT_UNIT.match(plain, start):
        unit = _SPLIT_UNITS[split["noun"]]
        if split["part"] == "半":
            return _Measured(numeral._replace(value=numeral.value + _HALF), unit, split.end())
        return _Measured(numeral._replace(rounding=Rounding.OVER), unit, split.end())
    matched = match_unit(plain, start)
    if matched is None:
        return None
    unit, end = matched
    if start > numeral.end and (plain[end : end + 1].isdigit() or _NEXT_LABEL.match(plain, start)):
        return None  # 收37.2万 支41.5万, 网约车19 家政8
    if unit == _TENTH:
        return _tenths(plain, numeral, end)
    if unit in _HALVED and plain.startswith("半", end) and numeral.upper is None:
        return _Measured(numeral._replace(value=numeral.value + _HALF), unit, end + 1)
    return _with_upper(plain, _Measured(numeral, unit, end))


def _tenths(plain: str, numeral: Numeral, end: int) -> _Measured | None:
    """八成 is 80 %, 九成一 is 91 %; 十二成 is nothing."""
    upper = numeral.upper
    if not 0 < (upper or numeral.value) <= _TENTHS:
        return None
    if upper is None and (ones := _PER_CENTS.match(plain, end)):
        value = numeral.value * _PERCENT_PER_TENTH + (parse_number(ones.group()) or 0)
        return _Measured(numeral._replace(value=value), "%", ones.end())
    scaled = numeral._replace(
        value=numeral.value * _PERCENT_PER_TENTH, upper=None if upper is None else upper * _PERCENT_PER_TENTH
    )
    return _Measured(scaled, "%", end)


def _with_upper(plain: str, measured: _Measured) -> _Measured:
    """10%-20%, 500元—800元: a range whose ends carry the unit both."""
    match = _UNIT_RANGE.match(plain, measured.end)
    if match is None or measured.numeral.upper is not None:
        return measured
    if not re.match(DASH, match.group()) and plain.endswith(_CHANGES, 0, measured.numeral.start):
        return measured
    upper, unit = parse_number(match["upper"]), match_unit(plain, match.end())
    if upper is None or unit is None or unit[0] != measured.unit or upper <= measured.numeral.value:
        return measured
    return _Measured(measured.numeral._replace(upper=upper), measured.unit, unit[1])


def _is_amount(plain: str, measured: _Measured) -> bool:
    """Whether the numeral is no year (2024年) and no edition (2.0版, 2024版)."""
    numeral, unit = measured.numeral, measured.unit
    written = plain[numeral.start : numeral.end]
    if unit == "年":
        return _YEAR.match(written) is None
    return unit != _EDITION or ("." not in written and _YEAR.match(written) is None)


def _is_counting(plain: str, measured: _Measured) -> bool:
    """Whether a Chinese numeral counts here: no set phrase, 九十五分 but not 五分, 三点要求 but not 三点."""
    numeral, unit = measured.numeral, measured.unit
    if in_set_phrase(plain, numeral.start, numeral.end):
        before, _ = rounding_before(plain, numeral.start, 0)
        is_lesson = before is not Rounding.EXACT or plain.endswith(_LESSONS, 0, numeral.start)
        return unit == "节" and is_lesson  # 不少于两节, 公开课两节, but 慰问两节
    if unit == "点":
        return plain.startswith(_POINTS_MADE, measured.end)
    return unit != "分" or (numeral.value > 10 and plain[numeral.start : numeral.end] not in MULTIPLIERS)


def _rounded(plain: str, numeral: Numeral, unit: str, end: int, floor: int) -> Quantity:
    """The figure with the rounding words around it; those within the numeral come first."""
    is_share = unit in {"%", _FRACTION_UNIT}
    before, start = rounding_before(plain, numeral.start, floor, is_share=is_share)
    if unit == _FRACTION_UNIT and plain.endswith("约占", 0, numeral.start):
        before = Rounding.EXACT  # 约占三分之二: a simple fraction is rough by itself
    behind, end = rounding_behind(plain, end, unit)
    if behind in _BOUNDS:
        end = behind_restated(plain, end, numeral.value)
    stated = [r for r in (numeral.rounding, before, behind) if r is not Rounding.EXACT]
    return Quantity(
        start=start,
        end=end,
        text=plain[start:end],
        value=numeral.value,
        upper=numeral.upper,
        unit=unit,
        rounding=stated[0] if stated else Rounding.EXACT,
    )


def _is_order(plain: str, numeral: Numeral, unit: str) -> bool:
    """十八届三次 names a session; 连续三届 counts them."""
    if unit == "届":
        return not plain.endswith(_SESSIONS_HELD, 0, numeral.start)
    reach = max(0, numeral.start - _FREE_ORDINAL_REACH)
    return unit == "次" and _FREE_ORDINAL.search(plain, reach, numeral.end) is not None


def _is_soft(plain: str, numeral: Numeral, figure: Quantity) -> bool:
    """Whether the figure is as often an article or the text's own structure as a count."""
    if _LOOK_BACK.match(plain, figure.start):
        return True
    if figure.unit == "年" and plain[figure.end : figure.end + 1] in _YEARS_BEHIND:
        return True
    if figure.value <= _MOST_PARTS_OF_A_TEXT and counts_structure(plain, numeral.end):
        return True
    return figure.rounding is Rounding.EXACT and figure.upper is None and _is_article(plain, numeral, figure)


def _is_article(plain: str, numeral: Numeral, figure: Quantity) -> bool:
    """一个小组, 百家企业; 一倍 and 翻一番 are measured."""
    written = plain[numeral.start : numeral.end]
    if figure.unit == "番":
        return not plain.endswith(_DOUBLED, 0, numeral.start)
    if figure.unit in word_list("units", "measured") or plain.endswith(_LASTED, 0, numeral.start):
        return False
    return written in _ROUND_CROWDS or (figure.value == 1 and not written.isascii())
