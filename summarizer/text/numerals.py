"""Numbers as written in Chinese: Arabic, Chinese, full-width and mixed numerals read to exact decimals."""

import re
from collections.abc import Iterable
from decimal import Decimal

CHINESE_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGE_MULTIPLIERS = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = SMALL_MULTIPLIERS | LARGE_MULTIPLIERS

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_HAS_FULL_WIDTH = re.compile("[０-９．％]")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[十百千万亿]|[零〇○一二两俩三四五六七八九]")


def half_width_numerals(text: str) -> str:
    """The text with full-width digits, points and percent signs made half-width; the length stays the same."""
    return text.translate(_FULL_WIDTH) if _HAS_FULL_WIDTH.search(text) else text


def parse_number(numeral: str) -> Decimal | None:
    """The value of 32, 4,509.50, 三十二, 4万8千, 一百零五, 二〇二四, 1.2亿; None when it is no number.

    A shortened last place counts one step below the multiplier before it: 三百五 is 350, 两万五 is 25,000.
    """
    text = half_width_numerals(numeral).replace(",", "")
    whole, point, fraction = text.partition("点")
    if point:
        return _parse_spoken_decimal(whole, fraction)
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    if all(token in CHINESE_DIGITS for token in tokens):
        return Decimal("".join(str(CHINESE_DIGITS[token]) for token in tokens))
    if len(tokens) == 1:
        return Decimal(tokens[0]) if tokens[0] not in MULTIPLIERS else Decimal(MULTIPLIERS[tokens[0]])
    return _sum_tokens(tokens)


def _parse_spoken_decimal(whole: str, fraction: str) -> Decimal | None:
    left = parse_number(whole)
    digits = [str(CHINESE_DIGITS[c]) for c in fraction if c in CHINESE_DIGITS]
    if left is None or len(digits) != len(fraction) or not digits:
        return None
    return left + Decimal("0." + "".join(digits))


def _sum_tokens(tokens: Iterable[str]) -> Decimal:
    """Adds place by place: 万 and 亿 multiply all that stands before them in their group."""
    total, group, pending = Decimal(0), Decimal(0), None
    last_multiplier, zero_before = 1, False
    for token in tokens:
        if token in SMALL_MULTIPLIERS:
            group += (Decimal(1) if pending is None else pending) * SMALL_MULTIPLIERS[token]
            pending, last_multiplier, zero_before = None, SMALL_MULTIPLIERS[token], False
        elif token in LARGE_MULTIPLIERS:
            factor = LARGE_MULTIPLIERS[token]
            group += pending or 0
            if group == 0:
                group = Decimal(1)
            if factor > last_multiplier and total and factor > LARGE_MULTIPLIERS["万"]:
                total = (total + group) * factor
            else:
                total += group * factor
            group, pending, last_multiplier, zero_before = Decimal(0), None, factor, False
        elif token in CHINESE_DIGITS and CHINESE_DIGITS[token] == 0:
            zero_before = True
        else:
            digit = Decimal(CHINESE_DIGITS[token]) if token in CHINESE_DIGITS else Decimal(token)
            if pending is not None and token in CHINESE_DIGITS:
                digit += pending * 10
            pending = digit
    if pending is not None:
        shortened = last_multiplier >= 100 and not zero_before and pending < 10
        group += pending * (last_multiplier // 10) if shortened else pending
    return total + group


def written_precision(numeral: str) -> int:
    """The number of significant digits a numeral shows: 3.53 has 3, 3000 has 1, 三十二 has 2."""
    value = parse_number(numeral)
    if value is None or value == 0:
        return 0
    digits = format(value.normalize(), "f").replace(".", "").strip("0")
    return len(digits)
