"""Exact sums of figures and how they are written, so that what is printed reads back as what was added."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from typing import Final

from summarizer.domain import Quantity

# Nothing a person types comes near so many digits; if something does, the sum fails instead of being rounded.
_EXACT: Final = Context(prec=5_000, traps=[Inexact])
_TEN_THOUSAND: Final = Decimal(10_000)
_NUMERAL: Final = re.compile(r"^[0-9０-９.．,，〇○零一二两俩三四五六七八九十百千万亿 ]+")
_MONEY: Final = "元"


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The sum without any rounding.

    Raises:
        decimal.Inexact: the values span more than 5,000 digits.
    """
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def measure_word(quantity: Quantity) -> str:
    """The measure word as it was written (名, 位, 户); 元 for all money: 万 and 亿 belong to the value."""
    if quantity.unit == _MONEY:
        return _MONEY
    return _NUMERAL.sub("", quantity.text.strip()) or quantity.unit


def write_amount(value: Decimal, word: str) -> str:
    """`value` with its measure word: 118户, 3600元, 8.4万元.

    From 10,000元 on whole 元 are written in 万元; with 角 and 分 the row of decimals would be hard to read.
    """
    if word == _MONEY and abs(value) >= _TEN_THOUSAND and value == value.to_integral_value():
        return f"{_plain(value.scaleb(-4, _EXACT))}万元"
    return f"{_plain(value)}{word}"


def _plain(value: Decimal) -> str:
    """Digits without exponent and without zeros behind the last decimal."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
