"""The time right before a figure, of another one: 比今年的45件多 for 45 of last year, 年底 for 年初."""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.domain import Finding
from summarizer.verify.case import Case, Pair
from summarizer.verify.claims import clause_around
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_LAST, _THIS, _OPENING, _CLOSING = "last", "this", "opening", "closing"
_TIME = re.compile(
    "(?P<closing>(?:今年|本年|当年)?年?[末底](?<=年[末底])|年终)"
    "|(?P<opening>(?:[去上]年|上一年)度?年?[末底]|(?:今年)?年?初(?<=年初))"
    "|(?P<last>[去上]年度?(?:同期|全年)?|上一年度?)"
    "|(?P<this>今年(?:以来)?|本年度?|当年)"
)
# 今58 去45, as jotted down.
_JOTTED = re.compile(r"(?<![\u4e00-\u9fff])(?:(?P<this>今)|(?P<last>去)) ?$")
_JOTTED_CHARS: Final = 2
# What may stand between the time and the figure: no change, no other figure, no mark.
_BETWEEN = re.compile("[^，。；：、！？（）()0-9增减升降提多少比较]{0,7}$")
_REACH: Final = 16
# What tells in front of a figure, or right behind it, that something is compared.
_COMPARED = re.compile("[去上往]年|上一年|同期|原[来先有]?|此前|年初|[由从比较]|基数|增|[升降提]")
_GROWS = re.compile(
    "[^，。；0-9]{0,4}(?:[增提上升下降扩减][^，。；0-9]{0,3})?[到至]|[^，。；]{0,2}(?:发展|增|升|降|提高|减少)"
)
_OPPOSED: Final = frozenset({(_LAST, _THIS), (_THIS, _LAST), (_OPENING, _CLOSING), (_CLOSING, _OPENING)})


def told_of_another_year(case: Case) -> Iterator[Finding]:
    """An error for every figure told of a time that its fact gives to another figure.

    Either the time stands right before it, or last year's figure stands for this year's, which the text has
    nowhere: 会员共1185人 of 会员1320人（去年：1185人）.
    """
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        if pair is None or not case.evidence.may_accuse(pair.fact):
            continue
        if pair.fact.last_year and (meant := _left_out(pair, case)) is not None:
            yield _finding_of_last_year(pair, meant, case)
            continue
        written = _time_before(case.reading.text, mention.atom.start)
        told = _time_of(pair.fact, case) if written is not None else None
        if written is None or told is None or (told[0], _kind(written)) not in _OPPOSED:
            continue
        if not _is_told_of_both(pair, case):
            yield _finding(pair, written, told[1], case)


def _left_out(pair: Pair, case: Case) -> Mention | None:
    """This year's figure, when the text has it nowhere and tells last year's as if it were it."""
    figure, at, text = quantity(pair.text), pair.text.atom, case.reading.text
    if _COMPARED.search(text, clause_around(text, at.start)[0], at.start) or _GROWS.match(text, at.end):
        return None
    of_this_year = [
        one
        for one in case.evidence.of_fact[pair.fact.owner]
        if not one.last_year and figure and (other := quantity(one)) and other.unit == figure.unit
    ]
    before = [one for one in of_this_year if one.order < pair.fact.order]
    meant = before[-1] if before else None
    return meant if meant is not None and not case.is_claimed(meant) else None


def _time_before(text: str, start: int) -> re.Match[str] | None:
    """The last time in front of a figure with nothing between but what it counts; None without one."""
    found = None
    for match in _TIME.finditer(text, max(0, start - _REACH), start):
        found = match
    return found if found is not None and _BETWEEN.fullmatch(text, found.end(), start) else None


def _time_of(fact: Mention, case: Case) -> tuple[str, str] | None:
    """Which time a figure of a fact is of, and how the fact says so; None when it does not."""
    if fact.last_year:
        return _LAST, "去年"
    body, start = case.evidence.facts[fact.owner].text, fact.atom.start
    found = _time_before(body, start) or _JOTTED.search(body, max(0, start - _JOTTED_CHARS), start)
    if found is not None:
        return _kind(found), found.group().strip()
    figure = quantity(fact)
    is_compared = figure is not None and any(
        one.last_year and (other := quantity(one)) is not None and other.unit == figure.unit
        for one in case.evidence.of_fact[fact.owner]
    )
    return (_THIS, "今年") if is_compared else None


def _kind(found: re.Match[str]) -> str:
    return found.lastgroup or ""


def _is_told_of_both(pair: Pair, case: Case) -> bool:
    """Whether another figure of the facts is equal: 41人次（去年：41人次） is right of both years."""
    figure = quantity(pair.fact)
    if figure is None:
        return True
    return any(
        one.order != pair.fact.order and (other := quantity(one)) is not None and other.unit == figure.unit
        for one in case.evidence.figures_like(figure.value)
    )


def _finding_of_last_year(pair: Pair, meant: Mention, case: Case) -> Finding:
    case.claim(meant)
    told = pair.text.atom.text
    message = f"数据与事实不符：“{told}”是去年的数，今年的是“{meant.atom.text}”。"
    return case.finding_at(
        pair.text, "figure_changed", message,
        fact=meant, expected=meant.atom.text, suggestion=meant.atom.text,
    )  # fmt: skip


def _finding(pair: Pair, written: re.Match[str], expected: str, case: Case) -> Finding:
    expected = {"今": "今年", "去": "去年"}.get(expected, expected)
    figure = pair.text.atom.text
    message = f"时间与事实不符：“{figure}”是{expected}的数，这里写成了“{written.group()}”。"
    return case.finding(
        *written.span(), "date_unsupported", message,
        owner=pair.fact.owner, expected=expected, suggestion=expected,
    )  # fmt: skip
