"""Numbers as written in Chinese: Arabic, Chinese, full-width and mixed numerals read to exact decimals."""

import re
from decimal import Decimal
from functools import lru_cache

CHINESE_DIGITS = {digit: value % 10 for value, digit in enumerate("〇一二三四五六七八九零")}
CHINESE_DIGITS |= {"○": 0, "两": 2, "俩": 2}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGE_MULTIPLIERS = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = SMALL_MULTIPLIERS | LARGE_MULTIPLIERS

# Longer runs of numeral signs are codes or noise; 1,234,567,890,123.45 has 20 characters.
LONGEST_NUMERAL = 24

_ZEROS = "零〇○"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_HAS_FULL_WIDTH = re.compile("[０-９．％]")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGIT_BY_DIGIT = re.compile(f"[{''.join(CHINESE_DIGITS)}]+")
_DECIMAL = re.compile(rf"(?P<whole>[^点]+)点(?P<places>[{''.join(CHINESE_DIGITS)}]+)(?P<scale>[十百千万亿]*)")
_DESCENDING = sorted(MULTIPLIERS.items(), key=lambda multiplier: -multiplier[1])


def half_width_numerals(text: str) -> str:
    """The text with full-width digits, points and percent signs half-width; the length stays the same."""
    return text.translate(_FULL_WIDTH) if _HAS_FULL_WIDTH.search(text) else text


@lru_cache(maxsize=4096)
def parse_number(numeral: str) -> Decimal | None:
    """The value of 32, 4,509.50, 三十二, 4万8千, 一百零五, 二〇二四, 1.2亿; None when it is no number.

    A shortened last place counts one step below the multiplier before it: 三百五 is 350, 两万五 is 25,000.
    """
    text = half_width_numerals(numeral).replace(",", "").replace(" ", "")
    if not text or len(text) > LONGEST_NUMERAL:
        return None
    spoken = _DECIMAL.fullmatch(text)
    if spoken is None:
        return _value(text)
    whole, scale = _value(spoken["whole"]), _value(spoken["scale"] or "1")
    if whole is None or scale is None:
        return None
    return (whole + Decimal(f"0.{_digits(spoken['places'])}")) * scale


def written_precision(numeral: str) -> int:
    """The number of significant digits a numeral shows: 3.53 has 3, 3000 has 1, 三十二 has 2."""
    value = parse_number(numeral)
    if value is None or value == 0:
        return 0
    return len(format(value.normalize(), "f").replace(".", "").strip("0"))


def _value(text: str) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return Decimal(text)
    if _DIGIT_BY_DIGIT.fullmatch(text):
        return Decimal(_digits(text))
    for name, factor in _DESCENDING:
        left, found, right = text.rpartition(name)
        if found:
            return _scaled(left, factor, right)
    return None


def _scaled(left: str, factor: int, right: str) -> Decimal | None:
    """`left` times `factor` plus `right`; an empty left is one: 十五, 千余."""
    count = _value(left) if left else Decimal(1)
    rest = _rest(right, factor)
    if count is None or rest is None or not _fits(left, count, factor):
        return None
    return count * factor + rest


def _fits(left: str, count: Decimal, factor: int) -> bool:
    """Whether 十, 百 and 千 multiply a Chinese digit or an Arabic number; 十十 is no number."""
    return factor in LARGE_MULTIPLIERS.values() or count < 10 or left.isascii()


def _rest(right: str, factor: int) -> Decimal | None:
    """What follows a multiplier: nothing, a shortened place (三百五), or a smaller number (三百零五)."""
    if not right:
        return Decimal(0)
    without_zero = right.lstrip(_ZEROS)
    rest = _value(without_zero) if without_zero else Decimal(0)
    if rest is None or rest >= factor:
        return None
    shortened = factor > SMALL_MULTIPLIERS["十"] and len(right) == 1
    return rest * (factor // 10) if shortened else rest


def _digits(chinese: str) -> str:
    return "".join(str(CHINESE_DIGITS[sign]) for sign in chinese)
