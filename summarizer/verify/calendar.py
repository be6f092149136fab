"""Judges every date of a text against the facts' dates and the period."""

from collections.abc import Iterable

from summarizer.domain import DateMention, Finding
from summarizer.text.dates import FESTIVAL_ALIASES, canonical_part
from summarizer.verify.context import exchanged, likeness
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import Pair, Pairing

_HALF_DAY = 12 * 60
_DAYTIME_WORDS = frozenset("上下早晚凌中傍夜清")
_HALVES = {"上半年": range(1, 7), "下半年": range(7, 13)}
_QUARTERS = {f"{n}季度": range(3 * n - 2, 3 * n + 1) for n in range(1, 5)}
_YEAR_EDGES = frozenset({"年初", "年中", "年底"})
_NEIGHBOURS = 6


def pair_dates(reading: Reading, evidence: Evidence, pairing: Pairing) -> None:
    """Binds every date of the text to the best fitting fact date that supports it."""
    offers: list[Pair] = []
    for mention in reading.mentions:
        date = mention.atom
        if isinstance(date, DateMention):
            offers.extend(
                Pair(mention, fact, likeness(mention, fact))
                for fact in evidence.dates_like(date)
                if isinstance(fact.atom, DateMention) and supports(fact.atom, date, evidence)
            )
            if date.upper is not None:
                offers.extend(_listed_months(mention, date, evidence))
    ordered = sorted(offers, key=lambda pair: (-pair.score, pair.text.order, pair.fact.order))
    for pair in ordered:
        if pair.text.order not in pairing.of_text and pair.fact.order not in pairing.claimed:
            pairing.bind(pair)
    for pair in ordered:
        pairing.of_text.setdefault(pair.text.order, pair)
        pairing.claimed.add(pair.fact.order)


def _listed_months(mention: Mention, date: DateMention, evidence: Evidence) -> list[Pair]:
    """3月至5月 against a fact that lists 3月、4月、5月."""
    if date.upper is None or date.month is None or date.upper[1] is None or date.day is not None:
        return []
    wanted = set(range(date.month, date.upper[1] + 1))
    by_owner: dict[int, list[Mention]] = {}
    for fact in evidence.dates:
        if isinstance(fact.atom, DateMention) and fact.atom.month in wanted and fact.atom.day is None:
            by_owner.setdefault(fact.owner, []).append(fact)
    for facts in by_owner.values():
        if {fact.atom.month for fact in facts if isinstance(fact.atom, DateMention)} == wanted:
            return [Pair(mention, fact, likeness(mention, fact)) for fact in facts]
    return []


def judge_dates(
    reading: Reading, evidence: Evidence, pairing: Pairing
) -> tuple[list[Finding], list[Mention]]:
    """Findings on the dates of a text, and the mentions that have no support at all."""
    findings = list(_exchanges(reading, pairing))
    flagged = {finding.start for finding in findings}
    orphans: list[Mention] = []
    for mention in reading.mentions:
        date = mention.atom
        if not isinstance(date, DateMention) or date.start in flagged:
            continue
        if mention.order in pairing.of_text:
            findings.extend(_misplaced(pairing.of_text[mention.order], evidence, pairing))
        elif not _needs_no_fact(date, evidence):
            rival = _rival(mention, evidence, pairing)
            findings.append(_unsupported(mention, date, rival, evidence))
            orphans.append(mention)
            if rival is not None:
                pairing.claimed.add(rival.order)
    return findings, orphans


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
    ends = (fact.month, fact.day), _upper_month_day(fact)
    if date.month is None and date.day is None:
        return date.year is not None and fact.year is not None
    return any(
        (date.month is None or date.month == month) and (date.day is None or date.day == day)
        for month, day in ends
        if month is not None or day is not None
    )


def _year_supported(fact: DateMention, date: DateMention, evidence: Evidence) -> bool:
    if date.year is None or date.relative:
        return True
    if fact.year is not None:
        return date.year == fact.year or bool(fact.upper and fact.upper[0] == date.year)
    return date.year in evidence.frame.years


def _upper_month_day(date: DateMention) -> tuple[int | None, int | None]:
    if date.upper is None:
        return None, None
    _, month, day = date.upper
    return (month if month is not None else date.month), day


def _upper_supported(fact: DateMention, date: DateMention) -> bool:
    if fact.upper is None or date.upper is None:
        return False
    if date.month is None and date.day is None:
        return fact.upper == date.upper
    return _upper_month_day(fact) == _upper_month_day(date)


def _same_clock(fact: DateMention, date: DateMention) -> bool:
    if fact.minutes is None or date.minutes is None:
        return False
    vague = not (set(fact.text) & _DAYTIME_WORDS and set(date.text) & _DAYTIME_WORDS)
    gap = abs(fact.minutes - date.minutes)
    return gap == 0 or (vague and gap == _HALF_DAY and min(fact.minutes, date.minutes) < _HALF_DAY)


def _part_supported(fact: DateMention, date: DateMention) -> bool:
    if fact.part == date.part:
        return date.month is None or date.month == fact.month
    months = _HALVES.get(date.part) or _QUARTERS.get(date.part)
    return months is not None and fact.month is not None and fact.month in months


def _needs_no_fact(date: DateMention, evidence: Evidence) -> bool:
    """Years of title and period, 今年, parts of the year and festivals no fact contradicts."""
    frame = evidence.frame
    if date.relative and date.month is None and not date.part:
        return True
    year_known = (
        date.year is None or date.relative or date.year in frame.years or _year_in_facts(date.year, evidence)
    )
    if not year_known:
        return False
    if date.month is None and date.day is None and date.weekday is None and date.minutes is None:
        if not date.part:
            return date.upper is None or _range_in_frame(date, evidence)
        return not _part_contradicted(date, evidence)
    return False


def _range_in_frame(date: DateMention, evidence: Evidence) -> bool:
    upper = date.upper[0] if date.upper else None
    return upper is not None and (upper in evidence.frame.years or _year_in_facts(upper, evidence))


def _year_in_facts(year: int, evidence: Evidence) -> bool:
    return any(
        isinstance(m.atom, DateMention)
        and (m.atom.year == year or bool(m.atom.upper and m.atom.upper[0] == year))
        for m in evidence.dates
    )


def _part_contradicted(date: DateMention, evidence: Evidence) -> bool:
    period = evidence.frame.period
    if period is not None and date.part == canonical_part(period.part_label):
        return False
    siblings = (
        {"上半年", "下半年"} if date.part in _HALVES else set(_QUARTERS) if date.part in _QUARTERS else None
    )
    if siblings is None:
        return _festival_contradicted(date, evidence) if date.part not in _YEAR_EDGES else False
    named = {m.atom.part for m in evidence.dates if isinstance(m.atom, DateMention)} & siblings
    if named:
        return True
    months = _HALVES.get(date.part) or _QUARTERS[date.part]
    dated = [m.atom.month for m in evidence.dates if isinstance(m.atom, DateMention) and m.atom.month]
    if date.part in _QUARTERS:
        return not any(month in months for month in dated)
    return bool(dated) and not any(month in months for month in dated)


def _festival_contradicted(date: DateMention, evidence: Evidence) -> bool:
    """A festival no fact names: 三八 and 五一 are set phrases, the others need a fact."""
    names = (date.part, *FESTIVAL_ALIASES.get(date.part, ()))
    return date.part not in {"妇女节", "劳动节"} and not any(name in evidence.bare_facts for name in names)


def _rival(mention: Mention, evidence: Evidence, pairing: Pairing) -> Mention | None:
    """The fact date that was probably meant: unclaimed first, then by the words around it."""
    date = mention.atom
    ranked = sorted(
        (
            (likeness(mention, fact) + 0.3 * (fact.order not in pairing.claimed), fact)
            for fact in evidence.dates
            if isinstance(fact.atom, DateMention)
            and isinstance(date, DateMention)
            and _same_shape(fact.atom, date)
        ),
        key=lambda scored: (-scored[0], scored[1].order),
    )
    return ranked[0][1] if ranked and ranked[0][0] >= 0.3 else None


def _same_shape(fact: DateMention, date: DateMention) -> bool:
    """Both name a day, a month, a weekday, a clock time or a part of the year."""
    if date.weekday is not None or fact.weekday is not None:
        return date.weekday is not None and fact.weekday is not None
    if date.minutes is not None or fact.minutes is not None:
        return date.minutes is not None and fact.minutes is not None
    return True


def _unsupported(mention: Mention, date: DateMention, rival: Mention | None, evidence: Evidence) -> Finding:
    start = _telling_start(date, evidence)
    expected = rival.atom.text if rival else ""
    message = (
        f"日期与事实不符：事实写的是“{expected}”。" if expected else f"事实中没有“{date.text}”这个日期。"
    )
    return Finding(
        kind="date_unsupported",
        severity="error",
        start=start,
        end=date.end,
        text=date.text[start - date.start :],
        fact=rival.owner if rival is not None and rival.owner < evidence.own else None,
        expected=expected,
        message=message,
        suggestion=expected if start == date.start else "",
    )


def _telling_start(date: DateMention, evidence: Evidence) -> int:
    """Where the unsupported part begins: behind 2021年 when only month and day are wrong."""
    head = date.text.find("年") + 1
    if date.year in evidence.frame.years or (date.year is not None and _year_in_facts(date.year, evidence)):
        return date.start + head if head and date.month is not None else date.start
    return date.start


def _exchanges(reading: Reading, pairing: Pairing) -> Iterable[Finding]:
    paired = [
        pairing.of_text[m.order]
        for m in reading.mentions
        if m.order in pairing.of_text and isinstance(m.atom, DateMention) and not m.atom.relative
    ]
    for index, pair in enumerate(paired):
        for other in paired[index + 1 : index + 1 + _NEIGHBOURS]:
            if (
                pair.fact.order != other.fact.order
                and not supports_text(pair, other)
                and exchanged(pair.text, other.text, pair.fact, other.fact)
            ):
                for wrong, right in ((pair, other), (other, pair)):
                    yield Finding(
                        kind="date_unsupported", severity="error", start=wrong.text.atom.start,
                        end=wrong.text.atom.end, text=wrong.text.atom.text, fact=right.fact.owner,
                        expected=right.fact.atom.text, message=f"两个日期写反了：这里应为“{right.fact.atom.text}”。",
                        suggestion=right.fact.atom.text,
                    )  # fmt: skip


def supports_text(pair: Pair, other: Pair) -> bool:
    """Whether two pairs hold the same date, so that nothing can be exchanged."""
    return pair.text.atom.text == other.text.atom.text or pair.fact.atom.text == other.fact.atom.text


def _misplaced(pair: Pair, evidence: Evidence, pairing: Pairing) -> Iterable[Finding]:
    """A date of the facts, but at an event whose own date is nowhere written."""
    date = pair.text.atom
    if (
        pair.score > 0.35
        or not isinstance(date, DateMention)
        or (date.month is None and date.weekday is None)
    ):
        return
    for fact in evidence.dates:
        if fact.order in pairing.claimed or not isinstance(fact.atom, DateMention):
            continue
        fit = likeness(pair.text, fact)
        if (
            fit >= 0.8
            and fit >= pair.score + 0.45
            and _same_shape(fact.atom, date)
            and fact.atom.month is not None
        ):
            pairing.bind(Pair(pair.text, fact, fit))
            yield _unsupported(pair.text, date, fact, evidence)
            return
