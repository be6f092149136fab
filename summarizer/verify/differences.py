"""Figures told against another one: last year's value, what was added, by how much or how many times."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.domain import Quantity
from summarizer.text.terms import GROWTH_CUE, REST_CUE
from summarizer.text.units import units_compatible
from summarizer.verify.crossings import is_place
from summarizer.verify.derivation import (
    RELATED,
    SHARE_UNITS,
    Derivation,
    Question,
    Rule,
    fits,
    is_level,
    last_clause,
    quantities_of,
)
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_RELATIVE_UNITS = frozenset({"倍", "番", "百分点"})
_DOWN = frozenset({"下降", "减少", "降低", "回落", "缩减", "下调", "调低", "少", "低"})
_DIRECTION = re.compile(
    "下降|减少|降低|回落|缩减|下调|调低|增长|增加|提高|提升|上升|上调|调高|上涨|净增|[多少高低](?=了?(?:约|近|出)?$)"
)
# What a fact says of its change: 较上年增加9对, 同比增长8.5%; 增长到 gives no change.
_CHANGED = re.compile(
    "(?:(?P<down>下降|减少|降低|回落|缩减|缩短|下调|调低|少|低)|增长|增加|延长|提高|提升|上升|上调|调高|上涨|净增|多|高)了?(?:约|近)?$"
)
_OF_LAST_YEAR = re.compile(
    "(?:比|较|同比|同期|[去上前]年|上一年|上年度|(?:上|去)年同期|基础上)[^，；。]{0,8}$"
)
_BASE = re.compile("(?:[去上前]年|上一年|上年度|20[0-9]{2}年|同期|此前|之前|原来|原先|原本|原有|过去|由|从)")
_FROM = re.compile("(?:由|从)[^，。；]{0,6}$")
# 9.25万元 of a fact that says 共15.25万元，行政出6万，剩下工会出.
_REST_TOLD = re.compile("剩下|其余|剩余|余下")
# 增至6350人，新增2250人
_GROWN_TO = re.compile("[增升减降][加长高少低]?[至到][^。；]*$")
_SUBJECT = re.compile("[\u4e00-\u9fff]{2,4}?(?=[比较同])")
_OVER_A_YEAR = re.compile("同比|[去上]年|上一年|同期")
_GROWTH_WORD = re.compile("增|提高|提升|上升|上调|调高|上涨|涨幅|下降|减少|降低|回落|下调|调低|扩大|多|少|翻")
_AGAINST = re.compile("[比较][^，。；增减提降升0-9]{0,8}[0-9.]+[^，。；0-9]*$")
# 10月比9月少28人: what is compared stands right before both figures.
_COMPARES = re.compile("(?P<one>[^，。；]{1,8})比(?P<other>[^，。；]{1,8})(?:多|少|增加|减少|增长|下降)了?$")
_LABEL_REACH = 10
_SECOND, _SECONDS_OF = "秒", re.compile("[0-9]分钟?$")


def base_rules(asked: Question) -> Iterator[Rule]:
    """The rule for last year's value, where the wording asks for it."""
    if _BASE.search(asked.clause):
        yield _as_base


def difference_rules(asked: Question) -> Iterator[Rule]:
    """The rules for what changed, where the wording asks for them."""
    cue, behind = asked.cue, asked.behind
    if (
        asked.figure.unit in _RELATIVE_UNITS
        or GROWTH_CUE.search(cue)
        or _FROM.search(asked.clause)
        or REST_CUE.search(cue + behind)
        or GROWTH_CUE.search(behind)
        or _GROWN_TO.search(cue)
        or any(_REST_TOLD.search(asked.evidence.facts[owner].body) for owner in asked.near[:2])
    ):
        yield _as_growth_of_change
        yield _as_difference


class _Change(NamedTuple):
    """What a fact says of a figure and its change.

    Attributes:
        change: by how much `now` went up, in its unit; below 0 when it went down.
    """

    now: Mention
    by: Mention
    change: Decimal


def _changes(asked: Question) -> Iterator[_Change]:
    """28对，较上年增加9对 of the related facts; the change in the unit, in per cent or in points."""
    for owner in asked.near[:RELATED]:
        body = asked.evidence.facts[owner].text
        before: list[Mention] = []
        for mention in asked.evidence.of_fact[owner]:
            figure = quantity(mention)
            if figure is None or mention.last_year:
                continue
            words = last_clause(body[: figure.start])
            told = _CHANGED.search(words)
            now = _latest(before, figure)
            if now is None and told is not None:
                now = _level_elsewhere(words, figure, asked)
            if told is None or now is None or not _OF_LAST_YEAR.search(words[: told.start()]):
                before.append(mention)
                continue
            yield _Change(now, mention, -figure.value if told["down"] else figure.value)


def _level_elsewhere(words: str, change: Quantity, asked: Question) -> Mention | None:
    """98人 of another fact 学员98人, for one that says 学员比去年增加14人."""
    label = _SUBJECT.match(words)
    if label is None:
        return None
    for other in asked.evidence.by_unit.get(change.unit, ()):
        if other.left_text.endswith(label.group()):
            return other
    return None


def _latest(before: Sequence[Mention], figure: Quantity) -> Mention | None:
    """The nearest figure before a change that it may be the change of."""
    for mention in reversed(before):
        now = quantity(mention)
        if now is None or now.ordinal or now.upper is not None:
            continue
        if figure.unit in {now.unit, "%", ""} or (now.unit == "%" and figure.unit == "百分点"):
            return mention
    return None


def _as_base(asked: Question) -> Derivation | None:
    """上年为19对 of a fact that says 28对，较上年增加9对."""
    base = _BASE.search(asked.clause)
    if base is None or _GROWTH_WORD.search(asked.clause, base.end()):
        return None
    if found := _as_base_of_share(asked):
        return found
    for now, by, change in _changes(asked):
        level, step = quantity(now), quantity(by)
        if level is None or step is None or level.unit != asked.figure.unit or step.unit == "%" != level.unit:
            continue
        if fits(level.value - change, asked.figure):
            sign = "－" if change > 0 else "＋"
            formula = f"{level.text}{sign}{step.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(now, by), recovers=True)
    return None


def _as_base_of_share(asked: Question) -> Derivation | None:
    """上年为400名 of a fact that says 430名，同比增长7.5%, or 是上年的1.2倍."""
    for owner in asked.near[:RELATED]:
        body, before = asked.evidence.facts[owner].text, []
        for mention in asked.evidence.of_fact[owner]:
            figure = quantity(mention)
            if figure is None:
                continue
            if figure.unit not in {"%", "倍"}:
                before.append(mention)
                continue
            now = next((one for one in before[::-1] if is_level(one, asked.figure)), None)
            level, factor = (
                (quantity(now) if now else None),
                _factor(figure, last_clause(body[: figure.start])),
            )
            if now is not None and level is not None and factor and fits(level.value / factor, asked.figure):
                formula = f"{level.text}÷{factor.normalize():f}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(now, mention), recovers=True)
    return None


def _factor(figure: Quantity, body: str) -> Decimal | None:
    """What last year's value is multiplied with: 1.075 for 增长7.5%, 1.2 for 是上年的1.2倍."""
    words = last_clause(body[: figure.start])
    if not _OVER_A_YEAR.search(words):
        return None
    if figure.unit == "倍":
        return figure.value
    told = _CHANGED.search(words)
    if told is None:
        return None
    return 1 + (-figure.value if told["down"] else figure.value) / 100


def _as_growth_of_change(asked: Question) -> Derivation | None:
    """增长20% of a fact that says 1860人次，比去年同期增加310人次."""
    if asked.figure.unit not in {"%", "倍", "分之"}:
        return None
    if found := _of_multiple(asked):
        return found
    for now, by, change in _changes(asked):
        level, step = quantity(now), quantity(by)
        if level is None or step is None or step.unit in {"%", "百分点", "倍"} or level.value == change:
            continue
        if _runs_against(asked, change):
            continue
        scale = SHARE_UNITS.get(asked.figure.unit, 1)
        if fits(abs(change) / (level.value - change) * scale, asked.figure):
            sign = "－" if change > 0 else "＋"
            formula = f"{step.text}÷（{level.text}{sign}{step.text}）＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(now, by))
    return None


def _of_multiple(asked: Question) -> Derivation | None:
    """增长50% of a fact that says 为上年的1.5倍."""
    for owner in asked.near[:RELATED]:
        body = asked.evidence.facts[owner].text
        for mention in asked.evidence.of_fact[owner]:
            times = quantity(mention)
            if times is None or times.unit != "倍" or asked.figure.unit != "%":
                continue
            words = last_clause(body[: times.start])
            if _OVER_A_YEAR.search(words) and fits(abs(times.value - 1) * 100, asked.figure):
                return Derivation(formula=f"{times.text}－1＝{asked.figure.text}", sources=(mention,))
    return None


def _as_difference(asked: Question) -> Derivation | None:
    """A difference or growth against last year's value or against the other figure of the same fact."""
    figure, needs_base = asked.figure, _OVER_A_YEAR.search(asked.clause) is not None
    base = _stated_base(asked)
    for new, now, old, before in asked.pairs():
        if not units_compatible(now.unit, before.unit) or asked.is_of_last_year(new):
            continue
        if any(
            _SECONDS_OF.search(asked.words_before(mention)) for mention in (new, old) if now.unit == _SECOND
        ):
            continue  # 3分40秒 less 4分25秒 is no 15秒
        if base is not None and (base.value != before.value or base.unit != before.unit):
            continue
        is_rank = is_place(new) and is_place(old)  # the first is above the fifth
        if _runs_against(asked, before.value - now.value if is_rank else now.value - before.value):
            continue
        if (needs_base and not asked.is_earlier(old, new)) or _compares_otherwise(asked, new, old):
            continue
        gap = abs(now.value - before.value)
        in_points = now.unit == "%" and figure.unit == "百分点"
        if (
            gap
            and gap == figure.value
            and (in_points or (now.unit in {figure.unit, ""} and figure.unit != "%"))
        ):
            high, low = (now, before) if now.value > before.value else (before, now)
            formula = f"{high.text}－{low.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old), recovers=True)
        both_shares = now.unit == before.unit == "%"
        is_share = figure.unit in {"%", "分之"} and not both_shares and before.value != 0
        if is_share and fits(gap / before.value * SHARE_UNITS[figure.unit], figure):
            formula = f"（{now.text}－{before.text}）÷{before.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old), recovers=True)
        is_told = new.owner == old.owner or asked.is_earlier(old, new)
        if before.value and figure.unit == "倍" and is_told and fits(_multiple(now, before, asked), figure):
            formula = f"{now.text}÷{before.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old), recovers=True)
    return None


def _stated_base(asked: Question) -> Quantity | None:
    """The figure that the clause itself compares with: 45户 of 比去年的45户增长20%."""
    told = _AGAINST.search(asked.clause)
    if told is None:
        return None
    start = asked.figure.start - len(asked.clause) + told.start()
    return next(
        (item for item in quantities_of(asked.sentence) if start < item.start < asked.figure.start), None
    )


def _compares_otherwise(asked: Question, new: Mention, old: Mention) -> bool:
    """Whether the wording compares two labelled figures in the other order: 9月比10月 of 10月比9月."""
    told = _COMPARES.search(asked.clause)
    if told is None or asked.is_either_way:
        return False
    before = [asked.words_before(mention)[-_LABEL_REACH:] for mention in (new, old)]
    new_is, old_is = (words.rfind(told["one"]) - words.rfind(told["other"]) for words in before)
    return new_is < 0 or old_is > 0


def _multiple(now: Quantity, before: Quantity, asked: Question) -> Decimal:
    """How many times as much: 是去年的2倍 counts the whole, 增长1倍 only what was added."""
    whole = now.value / before.value
    return whole - 1 if _GROWTH_WORD.search(asked.clause) else whole


def _runs_against(asked: Question, change: Decimal) -> bool:
    """Whether the last word of growth before a figure tells of the other direction: 增长 of what shrank."""
    words = _DIRECTION.findall(asked.cue)
    return not asked.is_either_way and bool(words) and change != 0 and (words[-1] in _DOWN) != (change < 0)
