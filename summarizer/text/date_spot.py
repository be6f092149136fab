"""Where a date may begin, and what the readers of dates share."""

import re
from typing import NamedTuple

from summarizer.domain import DateMention, Period
from summarizer.text.numerals import parse_number

SPAN = " ?(?:至|到|—{1,2}|–|－|-|~|～|→) ?"
CHINESE_DIGIT = "一二三四五六七八九"
_SPAN = re.compile(SPAN)
_FIRST_MONTH = "元"


class Spot(NamedTuple):
    """A place in a text with half-width numerals, the date found before it, and the period for 今年."""

    plain: str
    at: int
    previous: DateMention | None
    period: Period | None

    @property
    def before(self) -> str:
        """The character before, "" at the start of the text."""
        return self.plain[self.at - 1 : self.at]

    @property
    def since_previous(self) -> str | None:
        """What stands between the date found before and this place, None without one."""
        return None if self.previous is None else self.plain[self.previous.end : self.at]

    @property
    def ends_span(self) -> bool:
        """Whether only 至 or a dash stands between the date found before and this place."""
        between = self.since_previous
        return between is not None and _SPAN.fullmatch(between) is not None


def number(numeral: str | None) -> int | None:
    """The value of a matched year, month, day, hour or minute; None when it was not matched."""
    if numeral == _FIRST_MONTH:
        return 1
    return None if numeral is None else int(parse_number(numeral) or 0)
