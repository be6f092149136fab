"""How the tables of this folder write down what was found in a text."""

from collections.abc import Callable

import pytest

from summarizer.domain import DateMention, Quantity, Rounding
from summarizer.text.dates import find_dates
from summarizer.text.quantities import find_quantities

_MINUTES_PER_HOUR = 60


@pytest.fixture
def figures() -> Callable[[str], list[str]]:
    """The figures of a text, each as `span = value unit flags`, a range as `low..high`."""
    return lambda text: [_figure(quantity) for quantity in find_quantities(text)]


@pytest.fixture
def dates() -> Callable[[str], list[str]]:
    """The dates of a text, each as `span = year-month-day part …`, `?` for what is not said."""
    return lambda text: [_date(mention) for mention in find_dates(text)]


def _figure(quantity: Quantity) -> str:
    upper = "" if quantity.upper is None else f"..{quantity.upper.normalize():f}"
    words = [
        f"{quantity.value.normalize():f}{upper}",
        quantity.unit,
        "" if quantity.rounding is Rounding.EXACT else quantity.rounding.value,
        "ordinal" if quantity.ordinal else "",
        "soft" if quantity.soft else "",
    ]
    return f"{quantity.text} = {' '.join(word for word in words if word)}"


def _date(mention: DateMention) -> str:
    day = _point((mention.year, mention.month, mention.day))
    words = [
        "" if day == "?-?-?" else day,
        "" if mention.upper is None else f"to {_point(mention.upper)}",
        mention.part,
        "" if mention.weekday is None else f"weekday {mention.weekday}",
        "" if mention.minutes is None else _clock(mention.minutes),
        "relative" if mention.relative else "",
    ]
    return f"{mention.text} = {' '.join(word for word in words if word)}"


def _point(point: tuple[int | None, int | None, int | None]) -> str:
    return "-".join("?" if number is None else str(number) for number in point)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, _MINUTES_PER_HOUR)
    return f"{hour:02}:{minute:02}"
