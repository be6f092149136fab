"""Figures in Chinese text: numeral, unit and rounding words read as one `Quantity` with its span."""

import re
from decimal import Decimal
from typing import NamedTuple

from summarizer.domain import Quantity, Rounding
from summarizer.text.numerals import CHINESE_DIGITS, MULTIPLIERS, half_width_numerals, parse_number
from summarizer.text.terms import counts_structure, in_set_phrase
from summarizer.text.units import match_unit

_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇○一二两俩三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_MIXED = rf"(?:{_ARABIC})(?:[十百千万亿]+(?:\d+[十百千万]+)*)?"
_PREFIX = r"(?P<prefix>不少于|不低于|不高于|不超过|不足|不到|将近|接近|大约|约为|约有|超过|超出|突破|至少|至多|最多|最少|近|约|超|逾|达|上|仅|破)"
_ANCHOR = re.compile(
    rf"(?:{_PREFIX} ?)?"
    rf"(?:(?P<ratio>百分之|千分之) ?(?P<share>{_MIXED}|{_CHINESE})"
    rf"|(?P<denominator>[二三四五六七八九十]{{1,3}})分之(?P<numerator>[一二三四五六七八九十]{{1,3}})"
    rf"|(?P<order>第) ?(?P<rank>\d+|[一二三四五六七八九十百零]+)"
    rf"|(?P<medal>冠军|亚军|季军|夺冠)|(?P<initial>首)(?=[届批次场期])"
    rf"|(?P<number>{_MIXED}|{_CHINESE})|(?P<vague>[数几])(?=[十百千万])"
    rf")"
)
_PREFIX_ROUNDING = {
    **dict.fromkeys(("约", "大约", "约为", "约有"), Rounding.ABOUT),
    **dict.fromkeys(("近", "将近", "接近", "不足", "不到"), Rounding.UNDER),
    **dict.fromkeys(("超", "超过", "超出", "逾", "突破", "破"), Rounding.OVER),
    **dict.fromkeys(("不少于", "不低于", "至少", "最少"), Rounding.AT_LEAST),
    **dict.fromkeys(("不超过", "不高于", "至多", "最多"), Rounding.AT_MOST),
}
# 最近三次, 节约500元, 附近10家: the word before the numeral is no rounding word there.
_NOT_ROUNDING_BEFORE = {
    "近": frozenset("最附临就邻贴走靠亲远新晋"),
    "约": frozenset("节预签合相特制公履违邀条契婚集简守大"),
    "超": frozenset("高赶反"),
    "上": frozenset("年月周以马晚早会路线网桌岗班身手向"),
    "破": frozenset("突打冲爆"),
    "达": frozenset(),
    "仅": frozenset(),
}
_INSIDE_ROUNDING = re.compile(r"[余多几](?=[万亿千百])|[余多]|来(?=[个人名户家次])")
_MULTIPLIER_AFTER = re.compile(r"[百千万亿]+")
_SUFFIXES = (
    ("左右", Rounding.ABOUT),
    ("上下", Rounding.ABOUT),
    ("以上", Rounding.AT_LEAST),
    ("及以上", Rounding.AT_LEAST),
    ("以内", Rounding.AT_MOST),
    ("以下", Rounding.AT_MOST),
    ("有余", Rounding.OVER),
)
_RANGE = re.compile(
    r"\s?(?:~|～|—{1,2}|–|－|-|至|到)\s?(?:第)?(?P<upper>\d+(?:\.\d+)?)(?P<multiplier>[百千万亿]*)"
)
_LETTER_BEFORE = re.compile(r"(?:[A-Za-z\d.\-_/@+×·•]|\d[:：])$")
_LIST_NUMBER = re.compile(r"(?m)^[ \t\u3000]*[（(]?(\d{1,3})[)）.、．](?!\d)")
_SHARE_OF_TEN = frozenset("一二三四五六七八九123456789")
_RANK_FOLLOWERS = frozenset("，。；、！？）)”》 \n的")
_NO_RANK_BEFORE = frozenset("，。；：、！？ \n“（(")
_RANK_LIST = re.compile(
    r"[^，。；：、！？ \n]第[一二三四五六七八九十\d]+、(?:第[一二三四五六七八九十\d]+、)?$|第[一二三四五六七八九十\d]+、$"
)
_CHINESE_RUN = re.compile(_CHINESE)
_MEDAL_RANKS = {"冠军": 1, "夺冠": 1, "亚军": 2, "季军": 3}
_ORDINAL_UNITS = frozenset(["届", "次", "名", "人", "期", "批", "轮", "个", "场", "季", "例", "号", "位"])
_FREE_ORDINAL = re.compile(r"[一二三四五六七八九十\d]+届[一二三四五六七八九十\d]+$")
# 近三年, 过去五年: a look back over years is a frame of time, not a figure.
_RECENT_YEARS = re.compile(r"近年|近[两二三四五六七八九十\d]+(?:年|个月)")


class _Number(NamedTuple):
    """A numeral read at one place: value, upper bound of a range, offset behind it."""

    value: Decimal
    upper: Decimal | None
    end: int
    rounding: Rounding


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of `text` in order of its start, none overlapping another.

    A figure is a numeral with a measure word or percent sign (32户, 三十二户, 4万8千元, 近千人, 10～20人, 百分之十五),
    an ordinal (第十八届, 第二名 = 亚军), a fraction, or an Arabic numeral standing alone. Chinese numerals
    without a unit, list numbers, set phrases (四个意识) and numerals inside Latin words (A4, 5G) are no figures.
    Offsets count code points of `text`.
    """
    plain = half_width_numerals(text)
    skipped = {match.start(1) for match in _LIST_NUMBER.finditer(plain)}
    found: list[Quantity] = []
    position = 0
    while (match := _ANCHOR.search(plain, position)) is not None:
        quantity = None if match.start("number") in skipped else _read(text, plain, match)
        if quantity is None:
            position = match.end()
        else:
            found.append(quantity)
            position = quantity.end
    return tuple(found)


def _read(text: str, plain: str, match: re.Match[str]) -> Quantity | None:
    start, prefix_rounding = _prefix(plain, match)
    if match["medal"]:
        return _medal(text, match)
    if match["initial"]:
        return _initial(text, match)
    if match["order"]:
        return _ordinal(text, plain, match)
    if match["ratio"]:
        return _percentage(text, plain, match, start, prefix_rounding)
    if match["denominator"]:
        return _fraction(text, match, start, prefix_rounding)
    number = _number(plain, match)
    return None if number is None else _counted(text, plain, match, number, start, prefix_rounding)


def _prefix(plain: str, match: re.Match[str]) -> tuple[int, Rounding]:
    """Where the span begins and the rounding its prefix claims; neutral prefixes (达, 上) stay outside."""
    core = match.end("prefix") if match["prefix"] else match.start()
    while core < len(plain) and plain[core] == " ":
        core += 1
    prefix = match["prefix"]
    if prefix is None:
        return core, Rounding.EXACT
    before = plain[match.start() - 1 : match.start()]
    rounding = _PREFIX_ROUNDING.get(prefix)
    if rounding is None or (before in _NOT_ROUNDING_BEFORE.get(prefix, ()) and before):
        return core, Rounding.EXACT
    return match.start(), rounding


def _number(plain: str, match: re.Match[str]) -> _Number | None:
    """The numeral at the match with inner rounding (30多万), shortened tens (三四百) and ranges (10～20)."""
    if match["vague"]:
        run = _CHINESE_RUN.match(plain, match.end())
        value = parse_number(run.group()) if run else None
        return (
            None if run is None or value is None else _Number(value * 2, value * 9, run.end(), Rounding.ABOUT)
        )
    start, end = match.span("number")
    numeral = plain[start:end]
    if _LETTER_BEFORE.search(plain[max(0, start - 2) : start]) or re.match(
        r"[A-Za-z]", plain[end : end + 1] or ""
    ):
        if not re.match(r"(?:km|kg|m)(?![A-Za-z])", plain[end : end + 3]):
            return None
    neighbours = _adjacent_digits(numeral)
    if neighbours is not None:
        return _Number(neighbours[0], neighbours[1], end, Rounding.EXACT)
    value = parse_number(numeral)
    if value is None:
        return None
    upper, rounding = None, Rounding.EXACT
    if inner := _INSIDE_ROUNDING.match(plain, end):
        rounding, end = Rounding.OVER, inner.end()
        if multiplier := _MULTIPLIER_AFTER.match(plain, end):
            factor = parse_number(multiplier.group())
            value, end = value * (factor or 1), multiplier.end()
    elif span := _RANGE.match(plain, end):
        high = parse_number(span["upper"] + span["multiplier"])
        if high is not None and high > value and not plain[span.end() : span.end() + 1].isascii():
            scale = parse_number(span["multiplier"]) if span["multiplier"] and numeral.isascii() else None
            value, upper, end = value * (scale or 1), high, span.end()
    if plain[end : end + 1] == "几" and numeral[-1] in "十百千":
        rounding, end = Rounding.OVER, end + 1
    return _Number(value, upper, end, rounding)


def _adjacent_digits(numeral: str) -> tuple[Decimal, Decimal] | None:
    """三四百 -> (300, 400), 五六 -> (5, 6), 二三十 -> (20, 30); None for ordinary numerals."""
    if len(numeral) < 2 or numeral[0] not in CHINESE_DIGITS or numeral[1] not in CHINESE_DIGITS:
        return None
    low, high = CHINESE_DIGITS[numeral[0]], CHINESE_DIGITS[numeral[1]]
    rest = numeral[2:]
    if high != low + 1 or low == 0 or any(c in CHINESE_DIGITS for c in rest):
        return None
    factor = parse_number(rest) if rest else Decimal(1)
    return None if factor is None else (low * factor, high * factor)


def _counted(
    text: str, plain: str, match: re.Match[str], number: _Number, start: int, rounding: Rounding
) -> Quantity | None:
    core_start = match.start("number") if match["number"] else match.start("vague")
    chinese = not plain[core_start].isdigit()
    unit_at = number.end + (plain[number.end : number.end + 1] == " ")
    unit = match_unit(plain, unit_at)
    value, upper, end = number.value, number.upper, number.end
    if chinese and (unit is None or in_set_phrase(plain, core_start, end)):
        return None
    if unit is None and not _stands_alone(plain, core_start, end):
        return None
    canonical = ""
    if unit is not None:
        canonical, end = unit
        if canonical == "成":
            if plain[core_start:unit_at] not in _SHARE_OF_TEN:
                return None
            value, canonical = value * 10, "%"
        if chinese and canonical in {"分", "点", "周"} and not _really_counts(plain, canonical, end):
            return None
    rounding = number.rounding if number.rounding is not Rounding.EXACT else rounding
    rounding, end = _suffix(plain, end, canonical, rounding)
    # "月数" keeps 3个月 apart from 3月; 个多月 is read here because 多 splits the unit.
    bare_multiplier = rounding is Rounding.EXACT and plain[core_start : number.end] in MULTIPLIERS
    soft = (
        (chinese and value == 1 and upper is None) or bare_multiplier or counts_structure(plain, number.end)
    )
    if _RECENT_YEARS.match(plain, start) or (
        canonical == "年" and plain[end : end + 1] in "来内间"[: 2 if soft else 3]
    ):
        soft = True
    ordinal = (
        canonical == "届"
        or (canonical == "次"
        and _FREE_ORDINAL.search(plain[max(0, core_start - 6) : number.end]) is not None)
    )
    return Quantity(
        start=start, end=end, text=text[start:end], value=value, upper=upper, unit=canonical,
        rounding=rounding, ordinal=ordinal, soft=soft,
    )  # fmt: skip


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether an Arabic numeral without a unit is a figure and not part of a code, score or ratio."""
    after = plain[end : end + 1]
    return not (after and after in ":：·•+/号月日年时度级版" and after != "：") and not (
        after == "-" and plain[end + 1 : end + 2].isdigit()
    )


def _really_counts(plain: str, unit: str, end: int) -> bool:
    """三点要求 counts, 三点 alone is a time; 九十五分 is a score only with tens; 一周 is a span of time."""
    if unit == "点":
        return plain[end : end + 2] in {"要求", "建议", "意见", "希望", "体会", "启示", "做法", "措施"}
    return unit == "周"


def _suffix(plain: str, end: int, unit: str, rounding: Rounding) -> tuple[Rounding, int]:
    for word, meaning in _SUFFIXES:
        if plain.startswith(word, end):
            return (meaning if rounding is Rounding.EXACT else rounding), end + len(word)
    if unit in {"年", "小时", "天", "元", "公里"} and plain[end : end + 1] in ("多", "余"):
        if plain[end + 1 : end + 2] not in tuple("方元种样次项层名个"):
            return Rounding.OVER, end + 1
    return rounding, end


def _percentage(
    text: str, plain: str, match: re.Match[str], start: int, rounding: Rounding
) -> Quantity | None:
    share = match["share"]
    value = Decimal(100) if share == "百" else parse_number(share)
    if value is None:
        return None
    rounding, end = _suffix(plain, match.end(), "%", rounding)
    unit = "%" if match["ratio"] == "百分之" else "‰"
    return Quantity(start=start, end=end, text=text[start:end], value=value, unit=unit, rounding=rounding)


def _fraction(text: str, match: re.Match[str], start: int, rounding: Rounding) -> Quantity | None:
    below, above = parse_number(match["denominator"]), parse_number(match["numerator"])
    if not below or above is None:
        return None
    end = match.end()
    return Quantity(
        start=start, end=end, text=text[start:end], value=above / below, unit="分之", rounding=rounding
    )


def _medal(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span("medal")
    rank = _MEDAL_RANKS[match["medal"]]
    return Quantity(start=start, end=end, text=text[start:end], value=Decimal(rank), unit="人", ordinal=True)


def _initial(text: str, match: re.Match[str]) -> Quantity:
    """首届 and 首批 are the first of their kind; soft, because 首次 is as often praise as order."""
    start = match.start("initial")
    unit = text[start + 1]
    return Quantity(
        start=start, end=start + 2, text=text[start : start + 2], value=Decimal(1), unit=unit, ordinal=True, soft=True
    )  # fmt: skip


def _ordinal(text: str, plain: str, match: re.Match[str]) -> Quantity | None:
    """第十八届, 第3次, 第二名 (unit 人: 名 and 位 are the same), or a bare rank: 排名第一."""
    start, number_end = match.start("order"), match.end("rank")
    value = parse_number(match["rank"])
    if value is None or in_set_phrase(plain, match.start("rank"), number_end):
        return None
    if in_set_phrase(plain, start, number_end):
        return None
    unit = match_unit(plain, number_end)
    if unit is not None and unit[0] in _ORDINAL_UNITS:
        return Quantity(
            start=start, end=unit[1], text=text[start : unit[1]], value=value, unit=unit[0], ordinal=True
        )
    before, after = plain[start - 1 : start], plain[number_end : number_end + 1]
    goes_on = _RANK_LIST.search(plain[max(0, start - 5) : start]) is not None
    bare_rank = (
        (not after or after in _RANK_FOLLOWERS) and before and (goes_on or before not in _NO_RANK_BEFORE)
    )
    if bare_rank:
        return Quantity(
            start=start, end=number_end, text=text[start:number_end], value=value, unit="人", ordinal=True
        )
    return None
