"""Which way a figure goes and how it is told: by so much or to so much, up or down."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.domain import Finding, Quantity
from summarizer.verify.case import Case, Pair
from summarizer.verify.derivation import last_clause
from summarizer.verify.mentions import FactReading, Mention
from summarizer.verify.pairing import quantity

_REACH = 14
_UP, _DOWN = (
    "\\+|↑|增长|增加|提高|提升|上升|扩大|上调|调高|上涨|净增|增|多|(?<!最)高出?",
    "↓|下降|减少|降低|回落|下调|调低|缩减|压减|降|减|少|(?<!最)低",
)
_BY = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|近|超)?$")
_TO = re.compile("(?P<word>[增升提涨降减扩上下][长加高升大少低落调]?)(?:到|至)了?$|(?P<arrow>→|➔|->) ?$")
_LEVEL = re.compile("(?:累计|总数|现有|共有|总量)(?:达|达到|为|已达)?$")
_ROLES = {"by": _BY, "to": _TO, "level": _LEVEL}
_BY_HOW_MUCH = frozenset({"up", "down"})
_AGAINST_LAST_YEAR = re.compile("[比较](?:[上去]年|[上去]一年|同期)|同比")
# What differs: an increase told as a level, a level told as an increase, a rise told as a fall.
_DIFFERENT = frozenset({
    ("up", "to"), ("down", "to"), ("to", "up"), ("to", "down"), ("up", "level"),
    ("up", "down"), ("down", "up"),
})  # fmt: skip


def misread_growth(pair: Pair, case: Case) -> Finding | None:
    """增加到310人次 for a fact's 增加310人次, and the other way round; None where both say the same."""
    mine, figure = _role(pair.text.atom.start, case.reading.text), quantity(pair.fact)
    if mine is None or figure is None:
        return None
    told = _role(pair.fact.atom.start, case.evidence.facts[pair.fact.owner].text)
    if told is None and mine[0] in _BY_HOW_MUCH:
        return _level_as_change(pair, figure, mine[1], case)
    if told is None or (mine[0], told[0]) not in _DIFFERENT or not case.evidence.may_accuse(pair.fact):
        return None
    if any(
        other.order != pair.fact.order and not case.is_claimed(other)
        for other in case.evidence.figures_like(figure.value)
    ):
        return None
    start, end = mine[1], pair.text.atom.end
    body = case.evidence.facts[pair.fact.owner].text
    expected = body[told[1] : pair.fact.atom.end]
    message = f"数据与事实不符：事实写的是“{expected}”，这里写成了“{case.reading.text[start:end]}”。"
    return case.finding(
        start, end, "figure_changed", message, owner=pair.fact.owner, expected=expected, suggestion=expected
    )


def _level_as_change(pair: Pair, figure: Quantity, start: int, case: Case) -> Finding | None:
    """比上年增加36户 of a fact that says 36户（去年：30户）: the level told as what was added."""
    steps = list(_steps(case.evidence.of_fact[pair.fact.owner], figure.unit))
    text = case.reading.text
    clause = last_clause(text[max(0, start - _REACH) : start])
    if len(steps) != 1 or not _AGAINST_LAST_YEAR.search(clause) or not case.evidence.may_accuse(pair.fact):
        return None
    now, before = steps[0]
    gap = abs(now.value - before.value)
    if gap == figure.value or figure.value not in {now.value, before.value}:
        return None
    unit = "个百分点" if figure.unit == "%" else figure.unit
    written = text[start : pair.text.atom.end]
    message = (
        f"数据与事实不符：事实写的是“{now.text}”，去年“{before.text}”，"
        f"相差{gap.normalize():f}{unit}，这里写成了“{written}”。"
    )
    return case.finding(start, pair.text.atom.end, "figure_changed", message, owner=pair.fact.owner)


def _steps(mentions: Sequence[Mention], unit: str | None = None) -> Iterator[tuple[Quantity, Quantity]]:
    """The values of this year and of the last that a fact gives of one thing, of one unit if given."""
    figures = [(mention, item) for mention in mentions if (item := quantity(mention)) is not None]
    for at, (mention, before) in enumerate(figures):
        if not mention.last_year or (unit is not None and before.unit != unit):
            continue
        now = next((one for other, one in figures[:at][::-1] if not other.last_year), None)
        if now is not None and now.unit == before.unit:
            yield now, before


@lru_cache(maxsize=4096)
def way_of(fact: FactReading) -> int | None:
    """1 where all that a fact compares with last year grew, -1 where it fell, 0 where it stayed, or None."""
    ways = {(now.value > before.value) - (now.value < before.value) for now, before in _steps(fact.mentions)}
    return ways.pop() if len(ways) == 1 else None


def _role(start: int, text: str) -> tuple[str, int] | None:
    """How the figure at `start` is told, and where the word that says so begins; None when nothing does."""
    clause = last_clause(text[max(0, start - _REACH) : start])
    for role, pattern in _ROLES.items():
        if found := pattern.search(clause):
            way = found.lastgroup if role == "by" else role
            return way or role, start - len(clause) + found.start()
    return None


def direction_before(figure: Quantity, text: str) -> int | None:
    """Where the word of growth right before a figure begins, None when there is none."""
    clause = last_clause(text[max(0, figure.start - _REACH) : figure.start])
    found = _BY.search(clause)
    return figure.start - len(clause) + found.start() if found is not None else None


def turned_round(start: int, figure: Quantity, case: Case) -> Finding:
    """What is said of 比上年少3人次 when the facts make it 3人次 more."""
    written = case.reading.text[start : figure.end]
    return case.finding(
        start, figure.end, "figure_changed", f"增减方向与事实不符：按事实推算，“{written}”应当反过来。"
    )
