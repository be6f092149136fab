"""The numeral of a figure with all that is written into it: 30多万, 十几, 三四百, 10～20, 数十."""

import re
from decimal import Decimal
from typing import NamedTuple

from summarizer.domain import Rounding
from summarizer.text.numerals import parse_number

_DIGITS = "零〇○一二两俩三四五六七八九"
_NEIGHBOUR_DIGITS = "一二三四五六七八九"
# 百 in 3百分点 belongs to the unit.
_MULTIPLIER = "(?:[十千万亿]|百(?!分[点之]))"
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
CHINESE = rf"[{_DIGITS}十百千万亿]+(?:点[{_DIGITS}]+[万亿]*)?"
# 4万8千, 20 万: a space only before 万 and 亿.
_SCALES = rf"{_MULTIPLIER}+(?:[0-9]+{_MULTIPLIER}+)*"
MIXED = rf"(?:{_ARABIC})(?:(?: (?=[万亿]))?{_SCALES})?"
NUMERAL = rf"{MIXED}|{CHINESE}"
DASH = "(?:~|～|—{1,2}|–|－|-)"

# 30多万, 3万余, 十几, 十来人
_MORE = re.compile(
    rf"(?:[余多]|几(?=[万亿千百])|(?<=[十百千])几|来(?=[万个人名户家次天年岁件场条]))(?P<scale>{_MULTIPLIER}*)"
)
_RANGE = re.compile(rf" ?(?:{DASH}|至|到) ?(?P<upper>{NUMERAL})(?![A-Za-z0-9./\-])")
# 5-10万元: the scale of the upper end holds for both.
_SHARED_SCALE = re.compile("[百千万亿]+$")
_ROUGH = re.compile("(?P<scale>[十百千万亿]+)[余多]?")
_ROUGH_LOW, _ROUGH_HIGH = 2, 9  # 数十 and 几十 are 20 to 90
_DIGIT_PAIR = re.compile(rf"(?<![{_DIGITS}])(?P<low>[{_DIGITS}])(?P<high>[{_DIGITS}])(?![{_DIGITS}])")
_LOOSE_PAIR = "三五"


class Numeral(NamedTuple):
    """A numeral read at one place: its offsets, value, upper bound of a range, and rounding within it."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    rounding: Rounding = Rounding.EXACT


def read_numeral(plain: str, start: int, end: int) -> Numeral | None:
    """The numeral plain[start:end] with what goes on behind it; None when it has no value."""
    written = plain[start:end]
    if ends := _neighbours(written):
        return Numeral(start, end, *ends)
    value = parse_number(written)
    if value is None:
        return None
    numeral = Numeral(start, end, value)
    return _with_more(plain, numeral) or _with_upper(plain, numeral) or numeral


def read_rough_numeral(plain: str, start: int) -> Numeral | None:
    """数十, 几百: two to nine times the multiplier behind `start`; None in 人数十人."""
    match = _ROUGH.match(plain, start + 1)
    scale = parse_number(match["scale"]) if match else None
    if match is None or scale is None:
        return None
    return Numeral(start, match.end(), scale * _ROUGH_LOW, scale * _ROUGH_HIGH, Rounding.ABOUT)


def _neighbours(written: str) -> tuple[Decimal, Decimal] | None:
    """三四百 -> (300, 400), 十七八 -> (17, 18), 三五 -> (3, 5); None for ordinary numerals."""
    pair = _DIGIT_PAIR.search(written) if len(written) > 1 else None
    if pair is None or not _are_neighbours(pair["low"], pair["high"]):
        return None
    low = parse_number(written[: pair.start("high")] + written[pair.end() :])
    high = parse_number(written[: pair.start()] + written[pair.start("high") :])
    return None if low is None or high is None or high <= low else (low, high)


def _are_neighbours(low: str, high: str) -> bool:
    if low + high == _LOOSE_PAIR:
        return True
    lower, upper = (_NEIGHBOUR_DIGITS.find(sign.replace("两", "二")) for sign in (low, high))
    return lower >= 0 and upper == lower + 1


def _with_more(plain: str, numeral: Numeral) -> Numeral | None:
    match = _MORE.match(plain, numeral.end)
    if match is None:
        return None
    scale = parse_number(match["scale"]) if match["scale"] else Decimal(1)
    if scale is None:
        return None
    return numeral._replace(end=match.end(), value=numeral.value * scale, rounding=Rounding.OVER)


def _with_upper(plain: str, numeral: Numeral) -> Numeral | None:
    match = _RANGE.match(plain, numeral.end)
    upper = parse_number(match["upper"]) if match else None
    if match is None or upper is None or upper <= numeral.value:
        return None
    shared = _SHARED_SCALE.search(match["upper"])
    scale = (parse_number(shared.group()) if shared else None) or Decimal(1)
    low = numeral.value * scale
    return numeral._replace(end=match.end(), value=low if low < upper else numeral.value, upper=upper)
