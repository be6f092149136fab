"""Bare figures right before what they count, written in Chinese numerals elsewhere: 9船 and 九船."""

from summarizer.domain import Quantity
from summarizer.text.numbering import to_chinese

_LARGEST, _TWO = 99, 2


def spelled_out(figure: Quantity, text: str) -> tuple[str, ...]:
    """The ways to write a bare figure of `text` in Chinese with the character behind it, () without one."""
    noun = text[figure.end : figure.end + 1]
    is_whole = figure.value == figure.value.to_integral_value() and 0 < figure.value <= _LARGEST
    is_bare = not figure.unit and not figure.ordinal and figure.upper is None
    if not is_whole or not is_bare or not "\u4e00" <= noun <= "\u9fff":
        return ()
    value = int(figure.value)
    numerals = (to_chinese(value), "两") if value == _TWO else (to_chinese(value),)
    return tuple(f"{numeral}{noun}" for numeral in numerals)
