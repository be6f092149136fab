"""Ranges of a text whose months or days a fact lists one by one: 5月23日至24日 of 5月23日、24日."""

from collections.abc import Sequence

from summarizer.domain import DateMention
from summarizer.verify.case import Case, Pair
from summarizer.verify.context import likeness
from summarizer.verify.mentions import Mention

_MOST_LISTED_DAYS = 7


def upper_month_day(date: DateMention) -> tuple[int | None, int | None]:
    """Month and day of the end of a range, None for what it does not say."""
    if date.upper is None:
        return None, None
    _, month, day = date.upper
    return (month if month is not None else date.month), day


def listed_months(mention: Mention, date: DateMention, case: Case) -> list[Pair]:
    """3月至5月 against a fact that lists 3月、4月、5月; 7月8日至8月25日 against both days of one fact."""
    if date.upper is None or date.month is None:
        return []
    if date.day is not None:
        return _both_ends(mention, date, case)
    if date.upper[1] is None:
        return []
    wanted = set(range(date.month, date.upper[1] + 1))
    for owner in case.related(mention.owner):
        listed = {
            fact.atom.month: fact
            for fact in case.evidence.of_fact[owner]
            if isinstance(fact.atom, DateMention) and fact.atom.month in wanted and fact.atom.day is None
        }
        if set(listed) == wanted:
            return [Pair(mention, fact, likeness(mention, fact)) for fact in listed.values()]
    return []


def _both_ends(mention: Mention, date: DateMention, case: Case) -> list[Pair]:
    """The two days of one fact that are the first and the last day of a range, or all its days one by one."""
    ends = {(date.month, date.day), upper_month_day(date)}
    for owner in case.related(mention.owner):
        days = {
            (fact.atom.month, fact.atom.day): fact
            for fact in case.evidence.of_fact[owner]
            if isinstance(fact.atom, DateMention) and fact.atom.upper is None
        }
        if len(ends) == 2 and ends <= set(days):
            return [Pair(mention, days[end], likeness(mention, days[end])) for end in sorted(ends, key=str)]
        listed = _listed_days(date, case.evidence.of_fact[owner])
        if listed:
            return [Pair(mention, fact, likeness(mention, fact)) for fact in listed]
    return []


def _listed_days(date: DateMention, facts: Sequence[Mention]) -> list[Mention]:
    """Every day of a range within one month, where a fact lists them all: 5月23日、24日; else empty."""
    month, last = upper_month_day(date)
    if date.day is None or last is None or month != date.month or not 0 < last - date.day < _MOST_LISTED_DAYS:
        return []
    days: dict[int, Mention] = {}
    before: int | None = None
    for fact in facts:
        if not isinstance(fact.atom, DateMention) or fact.atom.upper is not None:
            continue
        before = fact.atom.month if fact.atom.month is not None else before
        if before == month and fact.atom.day is not None:
            days[fact.atom.day] = fact
    wanted = range(date.day, last + 1)
    return [days[day] for day in wanted] if set(wanted) == set(days) else []
