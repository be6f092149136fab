"""Figures of two others: differences, growth, shares, averages, products, the rest of a whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from summarizer.domain import Quantity, Rounding
from summarizer.text.terms import AVERAGE_CUE, GROWTH_CUE, REST_CUE
from summarizer.text.units import units_compatible
from summarizer.verify.derivation import (
    RELATED,
    Derivation,
    Question,
    Rule,
    fits,
    last_clause,
    quantities_of,
    written_step,
)
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_RELATIVE_UNITS = frozenset({"倍", "番", "百分点"})
_SHARE_UNITS = {"%": 100, "‰": 1000, "分之": 1}
_DOWN = frozenset({"下降", "减少", "降低", "回落", "缩减", "下调", "调低", "少"})
_DIRECTION = re.compile(
    "下降|减少|降低|回落|缩减|下调|调低|增长|增加|提高|提升|上升|上调|调高|上涨|净增|(?:多|少)(?=了?(?:约|近|出)?$)"
)
# What a fact says of its change: 较上年增加9对, 同比增长8.5%; 增长到 gives no change.
_CHANGED = re.compile(
    "(?:(?P<down>下降|减少|降低|回落|缩减|下调|调低|少)|增长|增加|提高|提升|上升|上调|调高|上涨|净增|多)了?(?:约|近)?$"
)
_OF_LAST_YEAR = re.compile(
    "(?:比|较|同比|同期|[去上前]年|上一年|上年度|(?:上|去)年同期|基础上)[^，；。]{0,8}$"
)
_BASE = re.compile("(?:[去上前]年|上一年|上年度|20[0-9]{2}年|同期|此前|之前|原来|原先|原本|原有|过去|由|从)")
_FROM = re.compile("(?:由|从)[^，。；]{0,6}$")
_OVER_A_YEAR = re.compile("同比|[去上]年|上一年|同期")
_GROWTH_WORD = re.compile("增|提高|提升|上升|上调|调高|上涨|涨幅|下降|减少|降低|回落|下调|调低|扩大|多|少|翻")
_YEARLY = re.compile("每年|全年|一年|年均|年")
# 男工 where the fact tells of women, 非党员 where it tells of party members.
_OTHER_HALF = re.compile("男|女|非|未|其余|其他")
_HEADS, _CROWD = re.compile("人均|平均每[人名位]|人手"), re.compile("(?:会员|职工|员工)(?:总数)?$")
_EACH = re.compile("[每单](.)|([人户场次])均")
# 10月比9月少28人: what is compared stands right before both figures.
_PRICE_AND_COUNT = 2
_AGAINST = re.compile("[比较][^，。；增减提降升0-9]{0,8}[0-9.]+[^，。；0-9]*$")
_COMPARES = re.compile("(?P<one>[^，。；]{1,8})比(?P<other>[^，。；]{1,8})(?:多|少|增加|减少|增长|下降)了?$")
_LABEL_REACH = 10
_BALANCE = re.compile("余额|结余|结存|年末|期末|在档")
_TIMES_A_YEAR = {"每月": 12, "每个月": 12, "每季度": 4, "每个季度": 4, "每半年": 2}


def base_rules(asked: Question) -> Iterator[Rule]:
    """The rule for last year's value, where the wording asks for it."""
    if _BASE.search(asked.clause):
        yield _as_base


def ratio_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module that the wording around a figure asks for, in order of trust."""
    unit, cue, behind = asked.figure.unit, asked.cue, asked.behind
    yield _as_yearly
    grows = GROWTH_CUE.search(cue) is not None
    if (
        unit in _RELATIVE_UNITS
        or grows
        or _FROM.search(asked.clause)
        or REST_CUE.search(cue + behind)
        or GROWTH_CUE.search(behind)
    ):
        yield _as_growth_of_change
        yield _as_difference
    if unit in _SHARE_UNITS and not GROWTH_CUE.search(asked.clause):
        yield _as_ratio
    if AVERAGE_CUE.search(cue):
        yield _as_average
        yield _as_mean
    yield _as_product
    yield _as_products
    yield _as_part
    yield _as_balance
    yield _as_complement


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
            if told is None or now is None or not _OF_LAST_YEAR.search(words[: told.start()]):
                before.append(mention)
                continue
            change = _change(now, figure)
            if change is not None:
                yield _Change(now, mention, -change if told["down"] else change)


def _latest(before: Sequence[Mention], figure: Quantity) -> Mention | None:
    """The nearest figure before a change that it may be the change of."""
    for mention in reversed(before):
        now = quantity(mention)
        if now is None or now.ordinal or now.upper is not None:
            continue
        if figure.unit in {now.unit, "%"} or (now.unit == "%" and figure.unit == "百分点"):
            return mention
    return None


def _change(now: Mention, by: Quantity) -> Decimal | None:
    level = quantity(now)
    if level is None:
        return None
    return by.value


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
            now = next((one for one in before[::-1] if _is_level(one, asked.figure)), None)
            level, factor = (
                (quantity(now) if now else None),
                _factor(figure, last_clause(body[: figure.start])),
            )
            if now is not None and level is not None and factor and fits(level.value / factor, asked.figure):
                formula = f"{level.text}÷{factor.normalize():f}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(now, mention), recovers=True)
    return None


def _is_level(mention: Mention, figure: Quantity) -> bool:
    level = quantity(mention)
    return level is not None and level.unit == figure.unit and not mention.last_year


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
        scale = _SHARE_UNITS.get(asked.figure.unit, 1)
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
        if base is not None and (base.value != before.value or base.unit != before.unit):
            continue
        if _runs_against(asked, now.value - before.value):
            continue
        if (needs_base and not asked.is_earlier(old, new)) or _compares_otherwise(asked, new, old):
            continue
        gap = abs(now.value - before.value)
        in_points = now.unit == "%" and figure.unit == "百分点"
        if gap and gap == figure.value and (in_points or (figure.unit == now.unit and figure.unit != "%")):
            high, low = (now, before) if now.value > before.value else (before, now)
            formula = f"{high.text}－{low.text}＝{figure.text}"
            return Derivation(formula=formula, sources=(new, old), recovers=True)
        both_shares = now.unit == before.unit == "%"
        is_share = figure.unit in {"%", "分之"} and not both_shares and before.value != 0
        if is_share and fits(gap / before.value * _SHARE_UNITS[figure.unit], figure):
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


def _as_ratio(asked: Question) -> Derivation | None:
    """A part over its whole: 21件 of 24件 makes 87.5%."""
    scale = _SHARE_UNITS[asked.figure.unit]
    for part, above, whole, below in _shares(asked):
        countable = units_compatible(above.unit, below.unit) and above.unit != "%"
        if not countable or part.last_year or whole.last_year or not 0 < above.value <= below.value:
            continue
        if fits(above.value / below.value * scale, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(part, whole))
    return None


def _shares(asked: Question) -> Iterator[tuple[Mention, Quantity, Mention, Quantity]]:
    """Pairs that may be a part and its whole; 占八成 is told of its own sentence if that has two figures."""
    before = [m for m in asked.sentence if m.order < asked.mention.order and not asked.is_of_last_year(m)]
    units = Counter(item.unit for item in quantities_of(before))
    here = {id(mention) for mention in asked.sentence}
    is_here = "占" in asked.clause and any(
        count >= 2 and unit not in {"%", "百分点"} for unit, count in units.items()
    )
    for part, above, whole, below in asked.pairs():
        if is_here and not {id(part), id(whole)} <= here:
            continue
        if not asked.is_of_last_year(part) and not asked.is_of_last_year(whole):
            yield part, above, whole, below


def _as_average(asked: Question) -> Derivation | None:
    """One figure spread over another of a different unit: 4.8万元 for 32户 makes 1500元."""
    for total, above, count, below in (*asked.pairs(), *_per_head(asked)):
        if not below.value or above.unit == below.unit or not units_compatible(above.unit, asked.figure.unit):
            continue
        if fits(above.value / below.value, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(total, count))
    return None


def _per_head(asked: Question) -> Iterator[tuple[Mention, Quantity, Mention, Quantity]]:
    """Figures of the most related facts, over the members or staff another fact counts."""
    if not _HEADS.search(asked.clause):
        return
    crowd = [
        (mention, heads)
        for mention in asked.evidence.by_unit.get("人", ())
        if (heads := quantity(mention)) is not None and _CROWD.search(mention.left_text)
    ]
    for group in asked.related[:2]:
        for total in group[:RELATED]:
            above = quantity(total)
            if above is not None:
                yield from ((total, above, mention, heads) for mention, heads in crowd[:RELATED])


def _as_mean(asked: Question) -> Derivation | None:
    """The mean of the like figures of one fact or of the sentence (三个食堂平均满意率)."""
    figure = asked.figure
    for group in (*asked.related, asked.sentence):
        items = [item for item in quantities_of(group) if item.unit == figure.unit and item.upper is None]
        if len(items) >= 2 and fits(sum((item.value for item in items), Decimal(0)) / len(items), figure):
            formula = f"（{'＋'.join(item.text for item in items)}）÷{len(items)}＝{figure.text}"
            return Derivation(formula=formula, sources=tuple(group))
    return None


def _as_product(asked: Question) -> Derivation | None:
    """每人200元 for 312人 makes 6.24万元, 每期40人左右 for 12期 nearly 500人次."""
    for each, price, count, number in asked.pairs():
        if asked.figure.unit not in {price.unit, f"{price.unit}次"} or number.unit in {price.unit, "%"}:
            continue
        if not AVERAGE_CUE.search(each.left_text) or not _is_counted_in(asked, each, count, number):
            continue
        if _is_product(price, number, asked.figure):
            formula = f"{price.text}×{number.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(each, count))
    return None


def _as_products(asked: Question) -> Derivation | None:
    """8.3万元 of a fact that says 13人，每人5000元；9人，每人2000元: the sum of what each group gets."""
    for owner in asked.near[:RELATED]:
        items = [m for m in asked.evidence.of_fact[owner] if quantity(m) is not None]
        terms = [
            (price, count)
            for each, of_each in zip(items[1:], items, strict=False)
            if (price := quantity(each)) is not None
            and (count := quantity(of_each)) is not None
            and price.unit == asked.figure.unit != count.unit
            and AVERAGE_CUE.search(each.left_text)
        ]
        if len(terms) >= 2 and sum((p.value * c.value for p, c in terms), Decimal(0)) == asked.figure.value:
            formula = "＋".join(f"{price.text}×{count.text}" for price, count in terms)
            return Derivation(formula=f"{formula}＝{asked.figure.text}", sources=tuple(items))
    return None


def _is_counted_in(asked: Question, each: Mention, count: Mention, number: Quantity) -> bool:
    """Whether a price is paid for what a figure counts: 每人 for 312人, 人均 for 120名 or its own 96份.

    A count that the fact of the price gives itself is the only one.
    """
    if each.owner == count.owner and "均" in each.left_text:
        return True
    own = quantities_of(asked.evidence.of_fact[each.owner])
    if each.owner == count.owner and len(own) == _PRICE_AND_COUNT:
        return True  # 为38名职工送蛋糕，每份168元
    if each.owner != count.owner and any(item.unit == number.unit for item in own):
        return False
    units = {unit for found in _EACH.finditer(each.left_text) for unit in found.groups() if unit}
    if not units:
        return True
    counted = "人名位" if number.unit == "人" else number.unit[:1]
    return any(unit in counted for unit in units)


def _is_product(price: Quantity, number: Quantity, figure: Quantity) -> bool:
    product = price.value * number.value
    is_rough = written_step(figure) > 1 or figure.rounding is not Rounding.EXACT
    return product == figure.value or (is_rough and fits(product, figure))


def _as_part(asked: Question) -> Derivation | None:
    """约360人 of a fact that says 会员540人，司机占三分之二: a share of a whole."""
    for share, ratio, whole, number in asked.pairs():
        if ratio.unit not in {"%", "分之"} or number.unit != asked.figure.unit or share.owner != whole.owner:
            continue
        part = ratio.value / _SHARE_UNITS[ratio.unit] * number.value
        if "占" in share.left_text and abs(part - asked.figure.value) <= Decimal("0.5"):
            formula = f"{number.text}×{ratio.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(share, whole))
    return None


def _as_yearly(asked: Question) -> Derivation | None:
    """每年1800元 for 每月150元, 全年12期 for 每月1期."""
    if not _YEARLY.search(asked.cue):
        return None
    for owner in asked.near[:RELATED]:
        body = asked.evidence.facts[owner].text
        for mention in asked.evidence.of_fact[owner]:
            item = quantity(mention)
            if item is None or item.unit != asked.figure.unit:
                continue
            before = body[max(0, item.start - 14) : item.start]
            for period, times in _TIMES_A_YEAR.items():
                if period in before and item.value * times == asked.figure.value:
                    formula = f"{item.text}×{times}＝{asked.figure.text}"
                    return Derivation(formula=formula, sources=(mention,))
    return None


def _as_balance(asked: Question) -> Derivation | None:
    """年末余额46.8万元 of a fact that says 年初余额56.3万元，收入22万元，支出31.5万元."""
    if not _BALANCE.search(asked.clause):
        return None
    for owner in asked.near[:RELATED]:
        items = [m for m in asked.evidence.of_fact[owner] if _is_level(m, asked.figure)][:6]
        for first, second, third in permutations(items, 3):
            start, added, taken = quantities_of((first, second, third))
            if first.order < second.order and start.value + added.value - taken.value == asked.figure.value:
                formula = f"{start.text}＋{added.text}－{taken.text}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(first, second, third))
    return None


def _as_complement(asked: Question) -> Derivation | None:
    """男会员439人 of a fact that says 会员1126人，其中女会员687人: the rest of a whole."""
    for owner in asked.near[:RELATED]:
        fact = asked.evidence.facts[owner]
        items = [item for item in quantities_of(fact.mentions) if item.unit == asked.figure.unit]
        is_rest = "其中" in fact.body or _OTHER_HALF.search(asked.clause) is not None
        if not is_rest or len(items) < 2:
            continue
        whole, parts = items[0], items[1:]
        for taken in (parts, *([part] for part in parts)):
            if whole.value - sum((part.value for part in taken), Decimal(0)) == asked.figure.value:
                formula = f"{whole.text}－{'－'.join(part.text for part in taken)}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=fact.mentions)
    return None
