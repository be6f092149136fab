"""Judges every date of a text against the facts' dates and the period."""

import re
from bisect import bisect_left
from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise
from types import MappingProxyType

from summarizer.domain import DateMention, Finding, Period, Quantity
from summarizer.text.year_parts import canonical_part, festival_aliases
from summarizer.verify.case import Case, Pair
from summarizer.verify.citations import may_support
from summarizer.verify.claims import clause_around
from summarizer.verify.context import likeness
from summarizer.verify.displaced import Places, displaced, rightful
from summarizer.verify.evidence import Evidence, bare
from summarizer.verify.listed_dates import listed_months, upper_month_day
from summarizer.verify.marks import LINK
from summarizer.verify.mentions import Mention, char_pairs
from summarizer.verify.pairing import exchanged_pairs, nearest_first, settle

_HALF_DAY, _LAST_MINUTE = 12 * 60, 24 * 60
_FEBRUARY = 2
_WHOLE_YEAR, _WHOLE_REACH = "全年", 24
_COMPANIONS = 3
_SINCE = re.compile("(?:[自从])?(?P<month>[0-9]{1,2}月)(?:[0-9]{1,2}日)?(?:起|开始)")
_LEAST_TOLD = 4  # character pairs a clause shares with the fact it tells
_DAYS_OF_MONTH = dict(zip(range(1, 13), (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
_DAYTIME_WORDS = frozenset("上下早晚凌中傍夜清")
_HALVES = {"上半年": range(1, 7), "下半年": range(7, 13)}
_QUARTERS = {f"{n}季度": range(3 * n - 2, 3 * n + 1) for n in range(1, 5)}
_PARTS_OF_YEAR = _HALVES.keys() | _QUARTERS.keys()
_PARTS_OF_MONTH = {
    "上旬": range(1, 11), "中旬": range(11, 21), "下旬": range(21, 32),
    "月初": range(1, 8), "月中": range(11, 21), "月底": range(25, 32),
}  # fmt: skip
_DURING = ("期间", "前后", "前夕")
_YEAR_EDGES = frozenset({"年初", "年中", "年底"})
_FESTIVALS_BY_DAY: dict[tuple[int | None, int | None], str] = {
    (1, 1): "元旦", (3, 8): "妇女节", (5, 1): "劳动节", (5, 4): "青年节", (5, 12): "护士节", (6, 1): "儿童节",
    (7, 1): "建党节", (8, 1): "建军节", (8, 19): "医师节", (9, 10): "教师节", (10, 1): "国庆节",
}  # fmt: skip
_UNASKED_FESTIVALS = frozenset({"妇女节", "劳动节"})
_PARTS_AHEAD: dict[str, frozenset[str]] = {
    "上半年": frozenset({"下半年", "3季度", "4季度"}),
    **{f"{n}季度": frozenset(f"{m}季度" for m in range(n + 1, 5)) for n in range(1, 4)},
}
_YEARS_AWAY = MappingProxyType(
    {
        "前年": -2,
        "去年": -1,
        "上年": -1,
        "上一年": -1,
        "明年": 1,
        "来年": 1,
        "下年": 1,
        "下一年": 1,
        "后年": 2,
    }
)
_PURPOSE, _PURPOSE_WINDOW = re.compile("将|要|继续|计划|打算|拟|力争|重点"), 20
# A date stands at another event when its own fits worse than the first, and another's at least as well as the
# second and better by the third; a date is called meant from the last on.
_FITS, _FITS_OTHER, _FITS_BETTER, _MEANT = 0.35, 0.8, 0.45, 0.3
_AT_HOME = 0.5
# Where a date's own event is nowhere near, another one need not fit as well.
_FITS_NOWHERE, _FITS_LOOSELY = 0.2, 0.6


def pair_dates(case: Case) -> None:
    """Binds every date of the text to the best fitting fact date that supports it."""
    offers: list[Pair] = []
    for mention in case.reading.dates:
        date = mention.atom
        if not isinstance(date, DateMention) or not is_possible(date):
            continue
        for fact in nearest_first(case.evidence.dates_like(date), mention, case):
            if not isinstance(fact.atom, DateMention) or not supports(fact.atom, date, case.evidence):
                continue
            if may_support(mention, fact, case):
                offers.append(Pair(mention, fact, likeness(mention, fact)))
        if date.upper is not None:
            offers.extend(listed_months(mention, date, case))
        elif date.day is not None:
            offers.extend(_noted_days(mention, _with_month(mention, date, case), case))
    settle(offers, case)
    for pair in offers:
        if not case.is_claimed(pair.fact):
            case.claim(pair.fact)


def _with_month(mention: Mention, date: DateMention, case: Case) -> DateMention:
    """A day with the month of the date before it in its sentence: 10日 of 5月9日、10日."""
    if date.month is not None:
        return date
    before = [other.atom for other in case.reading.by_sentence[mention.owner] if other.order < mention.order]
    months = [other.month for other in before if isinstance(other, DateMention) and other.month is not None]
    return replace(date, month=months[-1]) if months else date


def _noted_days(mention: Mention, date: DateMention, case: Case) -> Iterator[Pair]:
    """Bare figures of the facts that may be this day jotted down: 换届 8.2 or 08.02 for 8月2日."""
    if date.month is None:
        return
    for numeral in {f"{date.month}.{date.day}", f"{date.month:02}.{date.day:02}"}:
        for fact in case.evidence.figures_like(Decimal(numeral)):
            noted = fact.atom
            if (
                not isinstance(noted, Quantity)
                or noted.unit
                or noted.text != numeral
                or case.is_claimed(fact)
            ):
                continue
            if supports(replace(date, year=None), date, case.evidence) and may_support(mention, fact, case):
                yield Pair(mention, fact, likeness(mention, fact))


def judge_dates(case: Case, *, outlook: bool = False) -> list[Finding]:
    """Findings on the dates of a text, in its order.

    Args:
        case: the text and the facts, equal dates bound.
        outlook: the text is one of problems or plans, which may speak of the time to come.
    """
    findings = [*_exchanges(case), *_of_whole_year(case), *_since_always(case)]
    flagged = {finding.start for finding in findings}
    places = Places(case)
    for mention in case.reading.dates:
        date = mention.atom
        if not isinstance(date, DateMention) or date.start in flagged:
            continue
        if not is_possible(date):
            findings.append(_no_such_day(date, _rival(mention, date, case), case))
            continue
        pair = case.pair_of(mention)
        if _comes_too_early(date, case, outlook=outlook):
            findings.append(_unsupported(mention, date, None, case))
        elif pair is not None:
            meant = _misplaced(pair, date, case) or rightful(pair, places)
            if meant is not None and meant.atom.text not in case.reading.text:
                case.bind(Pair(mention, meant, pair.score))
                findings.append(_unsupported(mention, date, meant, case))
        elif not _needs_no_fact(date, case.evidence) and not _lies_ahead(date, case, outlook=outlook):
            meant = _rival(mention, date, case)
            if meant is not None:
                case.claim(meant)
            findings.append(_unsupported(mention, date, meant, case))
    return findings


def _of_whole_year(case: Case) -> Iterator[Finding]:
    """全年走访73家 of a fact that says so of 上半年, which the text has nowhere."""
    text = case.reading.text
    if case.evidence.knows(_WHOLE_YEAR):
        return
    said = {mention.atom.part for mention in case.reading.dates if isinstance(mention.atom, DateMention)}
    starts = [mention.atom.start for mention in case.reading.figures]
    for match in re.finditer(f"{_WHOLE_YEAR}(?![总累合共])", text):
        at = bisect_left(starts, match.end())
        if at == len(starts) or starts[at] - match.end() > _WHOLE_REACH:
            continue
        pair = case.pair_of(case.reading.figures[at])
        told = _part_of_year(pair.fact, case) if pair is not None else None
        if told is not None and told.atom.text not in text and _part(told) not in said:
            message = f"日期与事实不符：事实写的是“{told.atom.text}”，这里写成了“{_WHOLE_YEAR}”。"
            yield case.finding(
                *match.span(), "date_unsupported", message,
                owner=told.owner, expected=told.atom.text, suggestion=told.atom.text,
            )  # fmt: skip


def _since_always(case: Case) -> Iterator[Finding]:
    """健身房全年开放 of a fact that says 自9月起, which the text has nowhere."""
    text = case.reading.text
    places = [
        (match.span(), char_pairs(text[slice(*clause_around(text, match.start()))]))
        for match in re.finditer(_WHOLE_YEAR, text)
    ]
    for owner in range(case.evidence.own if places else 0):
        fact = case.evidence.facts[owner]
        since = _SINCE.search(fact.body)
        if since is None or since["month"] in text or _WHOLE_YEAR in fact.body:
            continue
        for span, pairs in places:
            if len(fact.grams & pairs) >= _LEAST_TOLD:
                told = since.group()
                message = f"日期与事实不符：事实写的是“{told}”，这里写成了“{_WHOLE_YEAR}”。"
                yield case.finding(
                    *span, "date_unsupported", message, owner=owner, expected=told, suggestion=told
                )


def _part_of_year(fact: Mention, case: Case) -> Mention | None:
    """The only half or quarter of a fact, when its figure is told of it; None otherwise."""
    of_fact = case.evidence.of_fact[fact.owner]
    parts = [one for one in of_fact if _part(one) in _PARTS_OF_YEAR]
    is_own = len(parts) == 1 and case.evidence.may_accuse(fact)
    return parts[0] if is_own and parts[0].order < fact.order else None


def _part(mention: Mention) -> str:
    date = mention.atom
    return date.part if isinstance(date, DateMention) and date.month is None else ""


def is_possible(date: DateMention) -> bool:
    """Whether the calendar and the clock have this date: not 1月32日, 2月30日, 13月 or 25时."""
    ends = [(date.year, date.month, date.day)]
    if date.upper is not None:
        year, month, day = date.upper
        same_year = date.year if year is None else year
        ends.append((same_year, date.month if month is None and day is not None else month, day))
    is_clock = date.minutes is None or date.minutes <= _LAST_MINUTE
    return is_clock and all(_has_day(*end) for end in ends)


def _has_day(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and month not in _DAYS_OF_MONTH:
        return False
    last = _DAYS_OF_MONTH[month] if month is not None else max(_DAYS_OF_MONTH.values())
    if month == _FEBRUARY and (year is None or isleap(year)):
        last += 1
    return day is None or 1 <= day <= last


def _no_such_day(date: DateMention, meant: Mention | None, case: Case) -> Finding:
    """What is said of a date no calendar has; the fact date meant counts as written."""
    expected = meant.atom.text if meant else ""
    told = f"，事实写的是“{expected}”" if expected else ""
    if meant is not None:
        case.claim(meant)
    return case.finding(
        date.start, date.end, "date_unsupported", f"没有“{date.text}”这样的日期或时间{told}，请核对后改正。",
        owner=meant.owner if meant else None, expected=expected, suggestion=expected,
    )  # fmt: skip


def festival_on(date: DateMention) -> str | None:
    """The festival whose day a date names: 妇女节 for 3月8日."""
    return _FESTIVALS_BY_DAY.get((date.month, date.day))


def days_of(festival: str) -> tuple[str, ...]:
    """The day of a festival of the solar calendar as written: 3月8日; () for the others."""
    return tuple(f"{month}月{day}日" for (month, day), name in _FESTIVALS_BY_DAY.items() if name == festival)


def festivals_in(month: int) -> frozenset[str]:
    """The festivals of a month of the solar calendar."""
    return frozenset(name for (of_month, _), name in _FESTIVALS_BY_DAY.items() if of_month == month)


def supports(fact: DateMention, date: DateMention, evidence: Evidence) -> bool:
    """Whether a fact's date says all that `date` says; the period supplies the year."""
    if not _year_supported(fact, date, evidence):
        return False
    if date.upper is not None and not _upper_supported(fact, date):
        return False
    if date.minutes is not None:
        return fact.minutes is not None and _same_clock(fact, date)
    if date.weekday is not None:
        return date.weekday == fact.weekday
    if date.part:
        return _part_supported(fact, date)
    ends = (fact.month, fact.day), upper_month_day(fact)
    if date.month is None and date.day is None:
        return date.year is not None and fact.year is not None
    return any(
        (date.month is None or date.month == month) and (date.day is None or date.day == day)
        for month, day in ends
        if month is not None or day is not None
    )


def _year_supported(fact: DateMention, date: DateMention, evidence: Evidence) -> bool:
    if date.relative:
        if fact.relative:
            is_told_alike = fact.month is not None or bool(fact.part)
            return not is_told_alike or _years_away(fact) == _years_away(date)  # 今年5月 for 明年5月
        if date.year is None or (date.month is None and not date.part):
            return True
        return date.year == fact.year if fact.year is not None else date.year in evidence.frame.years
    if date.year is None:
        return True
    if fact.year is not None:
        return date.year == fact.year or bool(fact.upper and fact.upper[0] == date.year)
    return date.year in evidence.frame.years


def _years_away(date: DateMention) -> int:
    """By how many years a date told by the present one lies behind or before it: 1 for 明年5月."""
    return next((years for word, years in _YEARS_AWAY.items() if word in date.text), 0)


def _upper_supported(fact: DateMention, date: DateMention) -> bool:
    if fact.upper is None or date.upper is None:
        return False
    if date.month is None and date.day is None:
        return fact.upper == date.upper
    return upper_month_day(fact) == upper_month_day(date)


def _same_clock(fact: DateMention, date: DateMention) -> bool:
    if fact.minutes is None or date.minutes is None:
        return False
    earlier, later = sorted((fact, date), key=lambda clock: clock.minutes or 0)
    is_vague = _DAYTIME_WORDS.isdisjoint(earlier.text)
    gap = (later.minutes or 0) - (earlier.minutes or 0)
    return gap == 0 or (is_vague and gap == _HALF_DAY)


def _part_supported(fact: DateMention, date: DateMention) -> bool:
    if date.month is not None and date.month != fact.month:
        return False
    if fact.part == date.part or (date.part == "年底" and (fact.month, fact.part) == (12, "月底")):
        return True
    if date.part in _PARTS_OF_MONTH:
        return date.month is not None and fact.day is not None and fact.day in _PARTS_OF_MONTH[date.part]
    return lies_in(fact, date)


def lies_in(inner: DateMention, outer: DateMention) -> bool:
    """Whether a month or quarter lies in a half-year or quarter: 5月 and 二季度 in 上半年."""
    months = _HALVES.get(outer.part) or _QUARTERS.get(outer.part)
    if months is None:
        return False
    if inner.month is not None:
        return inner.month in months
    quarter = _QUARTERS.get(inner.part)
    return quarter is not None and set(quarter) <= set(months)


def _needs_no_fact(date: DateMention, evidence: Evidence) -> bool:
    """Years of title and period, 今年, parts of the year and festivals no fact contradicts."""
    frame = evidence.frame
    if date.relative and date.month is None and not date.part:
        return True
    if (date.day is not None and bare(date.text) in frame.known) or _ends_period(date, frame.period):
        return True
    if frame.period is not None and spans_period(date, frame.period):
        return True
    known_years = frame.years | evidence.years
    if date.year is not None and not date.relative and date.year not in known_years:
        return False
    if date.month is None and date.day is None and date.weekday is None and date.minutes is None:
        if not date.part:
            return date.upper is None or date.upper[0] in known_years
        return not _part_contradicted(date, evidence)
    return False


def _ends_period(date: DateMention, period: Period | None) -> bool:
    """Whether a date is the last day of the period: 截至6月底 of 上半年."""
    if period is None or date.month is None or date.upper is not None or date.year not in {None, period.year}:
        return False
    part = canonical_part(period.part_label)
    months = _HALVES.get(part) or _QUARTERS.get(part)
    last = months[-1] if months else max(_DAYS_OF_MONTH)
    return date.month == last and (date.part == "月底" or date.day == _DAYS_OF_MONTH[last])


def spans_period(date: DateMention, period: Period) -> bool:
    """Whether a date names the months of the period, from the first to the last: 7月至9月 of 第三季度."""
    if date.upper is None or date.day is not None or date.year not in {None, period.year}:
        return False
    part = canonical_part(period.part_label)
    months = _HALVES.get(part) or _QUARTERS.get(part) or range(1, 13)
    return (date.month, date.upper[1]) == (months[0], months[-1]) and date.upper[2] is None


def _comes_too_early(date: DateMention, case: Case, *, outlook: bool) -> bool:
    """Whether a part of the year behind the period is told as past: 三季度举行球赛 in a text on 上半年."""
    period = case.evidence.frame.period
    if period is None or not date.part or date.month is not None or date.year not in {None, period.year}:
        return False
    is_ahead = date.part in _PARTS_AHEAD.get(canonical_part(period.part_label), ())
    return is_ahead and date.part not in case.evidence.parts and not _lies_ahead(date, case, outlook=outlook)


def _lies_ahead(date: DateMention, case: Case, *, outlook: bool) -> bool:
    """Whether a date is the next year or part of a year, in words about what is to be done then."""
    period = case.evidence.frame.period
    if period is None or date.month is not None or date.weekday is not None or date.minutes is not None:
        return False
    is_next_year = not date.part and date.year == period.year + 1
    is_next_part = date.part in _PARTS_AHEAD.get(canonical_part(period.part_label), ())
    if not is_next_year and not (is_next_part and date.year in {None, period.year}):
        return False
    return outlook or _PURPOSE.search(case.reading.text, date.end, date.end + _PURPOSE_WINDOW) is not None


def _part_contradicted(date: DateMention, evidence: Evidence) -> bool:
    period = evidence.frame.period
    if period is not None and date.part == canonical_part(period.part_label):
        return False
    siblings = (
        {"上半年", "下半年"} if date.part in _HALVES else set(_QUARTERS) if date.part in _QUARTERS else None
    )
    if siblings is None:
        return _festival_contradicted(date, evidence) if date.part not in _YEAR_EDGES else False
    if evidence.parts & siblings:
        return True
    is_named = not evidence.months.isdisjoint(_HALVES.get(date.part) or _QUARTERS[date.part])
    return not is_named and (date.part in _QUARTERS or bool(evidence.months))


def _festival_contradicted(date: DateMention, evidence: Evidence) -> bool:
    """A festival no fact names: 三八 and 五一 are set phrases, the others need a fact."""
    names = (date.part, *festival_aliases(date.part))
    return date.part not in _UNASKED_FESTIVALS and not any(name in evidence.bare_facts for name in names)


def _rival(mention: Mention, date: DateMention, case: Case) -> Mention | None:
    """The fact date that was probably meant: unclaimed first, then by the words around it."""
    best, meant = _MEANT, None
    for fact in nearest_first(case.evidence.dates, mention, case):
        if isinstance(fact.atom, DateMention) and _same_shape(fact.atom, date):
            score = likeness(mention, fact) + 0.3 * (not case.is_claimed(fact))
            if score > best or (meant is None and score == best):
                best, meant = score, fact
    return meant


def _same_shape(fact: DateMention, date: DateMention) -> bool:
    """Both name a day, a month, a weekday, a clock time or a part of the year."""
    if date.weekday is not None or fact.weekday is not None:
        return date.weekday is not None and fact.weekday is not None
    if date.minutes is not None or fact.minutes is not None:
        return date.minutes is not None and fact.minutes is not None
    return True


def _unsupported(mention: Mention, date: DateMention, meant: Mention | None, case: Case) -> Finding:
    start = _telling_start(date, meant, case.evidence)
    expected = meant.atom.text if meant else ""
    message = (
        f"日期与事实不符：事实写的是“{expected}”，这里写成了“{date.text}”。"
        if expected
        else f"事实中没有“{date.text}”这个日期，请补充事实或删去。"
    )
    return case.finding(
        start, date.end, "date_unsupported", message,
        owner=meant.owner if meant else None, expected=expected,
        suggestion=expected if start == date.start else "",
    )  # fmt: skip


def _telling_start(date: DateMention, meant: Mention | None, evidence: Evidence) -> int:
    """Where the unsupported part begins: behind 2021年 when only month and day are wrong."""
    expected = meant.atom if meant is not None else None
    if date.relative and isinstance(expected, DateMention) and expected.month == date.month:
        return date.start
    head = date.text.find("年") + 1
    is_known = date.year is not None and date.year in evidence.frame.years | evidence.years
    return date.start + head if is_known and head and date.month is not None else date.start


def _exchanges(case: Case) -> Iterable[Finding]:
    """Two dates of the facts that stand at each other's events."""
    paired = [
        pair
        for mention in case.reading.dates
        if isinstance(mention.atom, DateMention) and not mention.atom.relative
        if (pair := case.pair_of(mention)) is not None and case.evidence.may_accuse(pair.fact)
    ]
    taken: set[int] = set()
    places = Places(case)
    for pair, other in chain(exchanged_pairs(paired, _may_exchange), displaced(paired, places)):
        if sum(places.gains(pair, other)) < 0:
            continue  # 2024年34件，比2023年的40件减少6件: each beside its own figure
        orders = {pair.text.order, other.text.order}
        if not _may_exchange(pair, other) or not taken.isdisjoint(orders):
            continue
        if any(_is_beside_crossed(one.text, case) for one in (pair, other)):
            continue  # 4月82人次，5月57人次 for 4月57人次，5月82人次: the figures are told of already
        if any(case.is_shared(one) and _is_listed(one.text, case) for one in (pair, other)):
            continue  # 端午、春节两项合计: told before, each at its place
        taken |= orders
        yield _exchange(pair, other, case)
        yield _exchange(other, pair, case)


def _is_beside_crossed(mention: Mention, case: Case) -> bool:
    """Whether the figure behind a date stands at another's place itself."""
    for other in case.reading.mentions[mention.order + 1 : mention.order + 1 + _COMPANIONS]:
        if isinstance(other.atom, Quantity):
            return other.order in case.crossed
    return False


def _is_listed(mention: Mention, case: Case) -> bool:
    """Whether a date is one of several that nothing parts but a mark: 端午、春节."""
    around = case.reading.mentions[max(0, mention.order - 1) : mention.order + 2]
    return any(
        isinstance(left.atom, DateMention)
        and isinstance(right.atom, DateMention)
        and LINK.fullmatch(case.reading.text, left.atom.end, right.atom.start)
        for left, right in pairwise(around)
    )


def _may_exchange(pair: Pair, other: Pair) -> bool:
    left, right = pair.text.atom, other.text.atom
    if not isinstance(left, DateMention) or not isinstance(right, DateMention):
        return False
    is_alike = _same_shape(left, right) and (left.month is None) == (right.month is None)
    is_one = pair.fact.order == other.fact.order or _same_date(pair, other) or _same_day(left, right)
    if any(_frames(one) for one in (pair, other)) or left.end == right.start:
        return False  # 10月11日重阳节 is one day
    return not is_one and (is_alike or bool(left.part or right.part))


def _frames(pair: Pair) -> bool:
    """Whether a date may stand before any: 春节期间, or a half of the year told for a day within it."""
    written, told = pair.text.atom, pair.fact.atom
    if not isinstance(written, DateMention) or not isinstance(told, DateMention):
        return False
    is_season = pair.text.right_text.startswith(_DURING)
    return is_season or (written.part in _PARTS_OF_YEAR and told.part != written.part)


def _exchange(wrong: Pair, right: Pair, case: Case) -> Finding:
    expected = right.fact.atom.text
    return case.finding_at(
        wrong.text, "date_unsupported", f"两个日期写反了：这里应为“{expected}”。",
        fact=right.fact, expected=expected, suggestion=expected,
    )  # fmt: skip


def _same_day(left: DateMention, right: DateMention) -> bool:
    """Whether one of two dates names the festival of the other's day: 护士节 and 5月12日."""
    return bool(right.part and festival_on(left) == right.part) or bool(
        left.part and festival_on(right) == left.part
    )


def _same_date(pair: Pair, other: Pair) -> bool:
    """Whether two pairs hold the same date, so that nothing can be exchanged."""
    return pair.text.atom.text == other.text.atom.text or pair.fact.atom.text == other.fact.atom.text


def _misplaced(pair: Pair, date: DateMention, case: Case) -> Mention | None:
    """The date of the event at which a date of another fact stands, when that date is nowhere written.

    A date whose own fact mostly stands in its sentence, and which supports nothing else, is in its place.
    """
    is_year = date.year is not None and date.month is None and not date.part and not date.relative
    is_repeated_year = is_year and case.is_shared(pair)
    if date.month is None and date.weekday is None and not is_repeated_year:
        return None
    if pair.score > _FITS and not is_repeated_year:
        return None
    if not case.is_shared(pair) and case.shared_words(pair.text, pair.fact) >= _AT_HOME:
        return None
    fits_other = _FITS_OTHER if pair.score > _FITS_NOWHERE else _FITS_LOOSELY
    least = max(fits_other, pair.score + _FITS_BETTER)
    for fact in nearest_first(case.evidence.dates, pair.text, case):
        if (
            isinstance(fact.atom, DateMention)
            and case.evidence.may_accuse(fact)
            and not case.is_claimed(fact)
            and (fact.atom.year not in {None, date.year} if is_year else fact.atom.month is not None)
            and _same_shape(fact.atom, date)
            and likeness(pair.text, fact) >= least
        ):
            return fact
    return None
