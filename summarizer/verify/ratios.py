"""Figures of two others: shares, averages, products, the rest of a whole, and how two of them differ."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from summarizer.domain import Quantity, Rounding
from summarizer.text.terms import AVERAGE_CUE, GROWTH_CUE, TOTAL_CUE
from summarizer.text.units import units_compatible
from summarizer.verify.derivation import (
    RELATED,
    SHARE_UNITS,
    Derivation,
    Question,
    Rule,
    fits,
    is_level,
    quantities_of,
    written_step,
)
from summarizer.verify.differences import difference_rules
from summarizer.verify.marks import QUOTED
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_YEARLY = re.compile("每年|全年|一年|年均|年")
# 男工 where the fact tells of women, 非党员 where it tells of party members.
_OTHERS = re.compile("(?:另外?|其余|其他|其它)[^，。；]{0,4}$")
_OTHER_HALF = re.compile("男|女|非|未|其余|其他")
_HEADS, _CROWD = re.compile("人均|平均每[人名位]|人手"), re.compile("(?:会员|职工|员工)(?:总数)?$")
_SHARE = re.compile("占|率")
# 各800元, 200元/次
_FOR_EACH, _PER = re.compile("各[^，。；0-9]{0,4}$"), re.compile("/[人名户家次场期件份]")
_EACH = re.compile("[每单](.)|([人户场次])均")
_BOTH = re.compile("(?:双方|两方|男女|甲乙|双边|两地|两院|两校)各 ?$")
_PRICE_AND_COUNT = 2
# 赞成率: votes of those who were there.
_VOTES = ("票", "人")
_PRICED = re.compile(f"{AVERAGE_CUE.pattern}|面值|单价|标准")
# Who gets 每人（户）1000元 of 5户、3人.
_EVERYBODY = frozenset({"人", "户", "家"})
# 志愿者人均, 占立案数的: whose average is told, and of what a share.
_OF_WHOM = re.compile("(?P<noun>[\u4e00-\u9fff]{2})(?:人均|户均|场均|平均每[人户名场])[^，。；]{0,4}$")
_OF_WHAT = re.compile("占(?P<noun>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,3}?(?:总数|总量|人数|件数|数)的?$")
_AT_FIRST = re.compile("年[初头]|期初|上年|原有")
_ORIGINALLY, _FIRST_REACH = re.compile("原有|年初|期初"), 12
_BALANCE = re.compile("余额|结余|结存|年末|期末|在档")
_BALANCED, _MOST_BALANCED, _BESIDE = 3, 7, 5
_EACH_OF = re.compile(
    "每(?P<unit>[个艘名人户家台辆间所支])(?P<thing>[\u4e00-\u9fff]{0,4}?)[配送发设给有各][^。；]*$"
)
_EACH_REACH = 40
_HAN_END = re.compile("[\u4e00-\u9fff]{2}$")
_PARTS_TOLD = re.compile("其中|其余|剩下|剩余|余下")
_SUMS_UP = re.compile("(?:合计|共计|总计|累计)[^，。；0-9]{0,4}$")
_STILL_LACKS = re.compile(
    "(?:[还尚仍][有差欠剩缺]|相差|差距|差|缺口|[还尚仍]未(?:完成|达到)?)(?:了|约|为|的)?$"
)
_OF_TASK, _WHOLE = re.compile("完成|任务|目标|计划|进度|序时"), 100
_TIMES_A_YEAR = {"每月": 12, "每个月": 12, "每季度": 4, "每个季度": 4, "每半年": 2}


def ratio_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module that the wording around a figure asks for, in order of trust."""
    yield _as_yearly
    yield from difference_rules(asked)
    if asked.figure.unit in SHARE_UNITS and not GROWTH_CUE.search(asked.clause):
        yield _as_ratio
    if AVERAGE_CUE.search(asked.cue):
        yield _as_average
        yield _as_mean
    yield _as_product
    yield _as_products
    yield _as_product_of_all
    yield _as_each_of_all
    if TOTAL_CUE.search(asked.cue):
        yield _as_both
    yield _as_part
    yield _as_balance
    yield _as_complement
    yield _as_rest_of_all
    yield _as_unnamed


def _as_ratio(asked: Question) -> Derivation | None:
    """A part over its whole: 21件 of 24件 makes 87.5%."""
    scale = SHARE_UNITS[asked.figure.unit]
    for part, above, whole, below in _shares(asked):
        is_vote = (above.unit, below.unit) == _VOTES and "率" in asked.clause
        countable = (is_vote or units_compatible(above.unit, below.unit)) and above.unit != "%"
        if not countable or part.last_year or whole.last_year or not 0 < above.value <= below.value:
            continue
        if fits(above.value / below.value * scale, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(part, whole))
    return None


def _shares(asked: Question) -> Iterator[tuple[Mention, Quantity, Mention, Quantity]]:
    """Pairs that may be a part and its whole; 占八成 is told of its own sentence if that has two figures."""
    before = [m for m in asked.sentence if m.order < asked.mention.order and not _is_last_years(m, asked)]
    units = Counter(item.unit for item in quantities_of(before))
    here = {id(mention) for mention in asked.sentence}
    named = _named(asked, _OF_WHAT)
    is_here = "占" in asked.clause and any(
        count >= 2 and unit not in {"%", "百分点"} for unit, count in units.items()
    )
    for part, above, whole, below in asked.pairs():
        if is_here and not {id(part), id(whole)} <= here:
            continue
        if named - {part.atom.text} and whole.atom.text not in named:
            continue
        if not any(_is_last_years(one, asked) for one in (part, whole)):
            yield part, above, whole, below


def _is_last_years(mention: Mention, asked: Question) -> bool:
    """Whether a figure is last year's; what there was at first (原有16户) may be a whole of this year."""
    at_first = _ORIGINALLY.search(asked.words_before(mention)[-_FIRST_REACH:])
    return at_first is None and asked.is_of_last_year(mention)


def _as_average(asked: Question) -> Derivation | None:
    """One figure spread over another of a different unit: 4.8万元 for 32户 makes 1500元."""
    named = _named(asked, _OF_WHOM)
    for total, above, count, below in (*asked.pairs(), *_per_head(asked)):
        if named and count.atom.text not in named:
            continue
        if not below.value or above.unit == below.unit or not units_compatible(above.unit, asked.figure.unit):
            continue
        if fits(above.value / below.value, asked.figure):
            formula = f"{above.text}÷{below.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(total, count))
    return None


def _named(asked: Question, pattern: re.Pattern[str]) -> frozenset[str]:
    """The figures right beside the noun of which an average or a share is told, empty when none is named."""
    told = pattern.search(asked.clause)
    if told is None:
        return frozenset()
    return frozenset(
        mention.atom.text
        for group in (*asked.related, asked.sentence)
        for mention in group
        if told["noun"] in mention.left_text[-_BESIDE:] or told["noun"] in mention.right_text[:_BESIDE]
    )


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
        is_each = price.unit == "元" and (_FOR_EACH.search(each.left_text) or _PER.match(each.right_text))
        if not (is_each or _PRICED.search(each.left_text)) or not _is_counted_in(asked, each, count, number):
            continue
        if _is_product(price, number, asked.figure):
            formula = f"{price.text}×{number.text}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(each, count))
    return None


def _as_products(asked: Question) -> Derivation | None:
    """8.3万元 of a fact (or the sentence): 13人，每人5000元；9人，每人2000元: what all groups get."""
    owner = asked.mention.owner
    before = asked.reading.by_sentence[owner - 1] if owner else ()
    for group in (*(asked.evidence.of_fact[near] for near in asked.near[:RELATED]), asked.sentence, before):
        items = [m for m in group if quantity(m) is not None and m.order != asked.mention.order]
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


def _as_product_of_all(asked: Question) -> Derivation | None:
    """8000元 of a fact that says 困难职工5户、病号3人，每人（户）1000元: the price for all of them."""
    for group in asked.related:
        heads = [item for item in quantities_of(group) if item.unit in _EVERYBODY and not item.ordinal]
        total = sum((item.value for item in heads), Decimal(0))
        for each in group if len(heads) > 1 else ():
            price = quantity(each)
            if price is None or price.unit != asked.figure.unit or not AVERAGE_CUE.search(each.left_text):
                continue
            if price.value * total == asked.figure.value:
                counted = "＋".join(item.text for item in heads)
                formula = f"{price.text}×（{counted}）＝{asked.figure.text}"
                return Derivation(formula=formula, sources=tuple(group))
    return None


def _as_each_of_all(asked: Question) -> Derivation | None:
    """急救包22个 of 11个项目部, 每个项目部配急救包2个、书籍50本; 9个 of 2艘、3艘 and 4艘, 每艘1个."""
    for each in asked.evidence.by_unit.get(asked.figure.unit, ()):
        one = quantity(each)
        if one is None or not one.value or asked.figure.value % one.value:
            continue
        body = asked.evidence.facts[each.owner].text
        priced = _EACH_OF.search(body, max(0, one.start - _EACH_REACH), one.start)
        if priced is None or not _shares_label(each, asked.mention):
            continue
        counts = [
            other for other in asked.evidence.by_unit.get(priced["unit"], ()) if other.owner != each.owner
        ]
        thing = priced["thing"]
        named = [other for other in counts if not thing or thing in asked.evidence.facts[other.owner].text]
        for group in ([other] for other in named):
            if _is_product(one, quantities_of(group)[0], asked.figure):
                return Derivation(
                    formula=f"{one.text}×{group[0].atom.text}＝{asked.figure.text}", sources=(each, *group)
                )
        total = sum((item.value for item in quantities_of(named)), Decimal(0))
        if len(named) > 1 and one.value * total == asked.figure.value:
            counted = "＋".join(other.atom.text for other in named)
            return Derivation(
                formula=f"{one.text}×（{counted}）＝{asked.figure.text}", sources=(each, *named)
            )
    return None


def _shares_label(each: Mention, told: Mention) -> bool:
    """Whether two figures stand behind the same noun, or the later one names none."""
    label = _HAN_END.search(told.left_text)
    return label is None or label.group() in each.left_text or "共" in told.left_text


def _as_both(asked: Question) -> Derivation | None:
    """共18名 of a fact that says 双方各9名."""
    for group in asked.related:
        for each in group:
            one = quantity(each)
            if one is None or one.unit != asked.figure.unit or not _BOTH.search(each.left_text):
                continue
            if 2 * one.value == asked.figure.value:
                return Derivation(formula=f"2×{one.text}＝{asked.figure.text}", sources=(each,))
    return None


def _is_counted_in(asked: Question, each: Mention, count: Mention, number: Quantity) -> bool:
    """Whether a price is paid for what a figure counts: 每人 for 312人, 人均 for 120名 or its own 96份.

    A count that the fact of the price gives itself is the only one.
    """
    if each.owner == count.owner and "均" in each.left_text:
        return True
    own = quantities_of(asked.beside(each))
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
        part = ratio.value / SHARE_UNITS[ratio.unit] * number.value
        if _SHARE.search(share.left_text) and abs(part - asked.figure.value) <= Decimal("0.5"):
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
            others = [one for one in quantities_of(asked.evidence.of_fact[owner]) if one.unit == item.unit]
            if len(others) > 1:
                continue  # 每月一次，共11次: the fact itself says how many there were
            told = body[max(0, item.start - 14) : item.start] + body[item.end : item.end + 2].replace(
                "/", "每"
            )
            for period, times in _TIMES_A_YEAR.items():
                if period in told and item.value * times == asked.figure.value:
                    formula = f"{item.text}×{times}＝{asked.figure.text}"
                    return Derivation(formula=formula, sources=(mention,))
    return None


def _as_balance(asked: Question) -> Derivation | None:
    """年末余额46.8万元 of a fact that says 年初余额56.3万元，收入22万元，支出31.5万元."""
    if not _BALANCE.search(asked.clause):
        return None
    groups = [list(asked.evidence.of_fact[owner]) for owner in asked.near[:RELATED]]
    if not any(_is_balance(owner, asked) for owner in asked.near[:RELATED]):
        groups.append(
            [mention for owner in sorted(asked.near[:RELATED]) for mention in asked.evidence.of_fact[owner]]
        )
    for group in groups:
        items = [m for m in group if is_level(m, asked.figure)][:_MOST_BALANCED]
        for first, second, third in permutations(items, 3):
            start, added, taken = quantities_of((first, second, third))
            if first.order < second.order and start.value + added.value - taken.value == asked.figure.value:
                formula = f"{start.text}＋{added.text}－{taken.text}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(first, second, third))
    return None


def _is_balance(owner: int, asked: Question) -> bool:
    """Whether one fact tells by itself what there was at first, what came and what went."""
    levels = sum(is_level(mention, asked.figure) for mention in asked.evidence.of_fact[owner])
    return levels >= _BALANCED and _AT_FIRST.search(asked.evidence.facts[owner].body) is not None


def _as_complement(asked: Question) -> Derivation | None:
    """男会员439人 of a fact that says 会员1126人，其中女会员687人: the rest of a whole."""
    if _SUMS_UP.search(asked.clause):
        return None  # 一、二等奖合计9个 is no rest of 14个
    for owner in asked.near[:RELATED]:
        fact = asked.evidence.facts[owner]
        items = [item for item in quantities_of(fact.mentions) if item.unit in {asked.figure.unit, ""}]
        label = _HAN_END.search(asked.mention.left_text)
        is_denied = label is not None and f"不{label.group()}" in fact.body  # 合格205人 beside 不合格9人
        is_rest = _PARTS_TOLD.search(fact.body) or _OTHER_HALF.search(asked.clause) or is_denied
        if not is_rest or len(items) < 2:
            continue
        whole, parts = items[0], items[1:]
        for taken in (parts, *([part] for part in parts)):
            if whole.value - sum((part.value for part in taken), Decimal(0)) == asked.figure.value:
                formula = f"{whole.text}－{'－'.join(part.text for part in taken)}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=fact.mentions)
    return None


def _as_rest_of_all(asked: Question) -> Derivation | None:
    """距全年任务还有24个百分点 of a fact that says 完成全年任务的76%: what is missing to the whole."""
    if asked.figure.unit not in {"%", "百分点"} or not _STILL_LACKS.search(asked.clause):
        return None
    for owner in asked.near[:RELATED]:
        for mention in asked.evidence.of_fact[owner]:
            reached = quantity(mention)
            if reached is None or reached.unit != "%" or not _OF_TASK.search(mention.left_text):
                continue
            if _WHOLE - reached.value == asked.figure.value:
                formula = f"{_WHOLE}%－{reached.text}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(mention,))
    return None


def _as_unnamed(asked: Question) -> Derivation | None:
    """另外2个 of a fact that says 工作室3个，其中“甲工作室”8万: those of a whole that it does not name."""
    if not _OTHERS.search(asked.clause):
        return None
    for owner in asked.near[:RELATED]:
        fact = asked.evidence.facts[owner]
        named = len(QUOTED.findall(fact.body, fact.body.find("其中"))) if "其中" in fact.body else 0
        for mention in fact.mentions if named else ():
            whole = quantity(mention)
            if whole is None or whole.unit != asked.figure.unit or whole.value - named != asked.figure.value:
                continue
            formula = f"{whole.text}－{named}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=(mention,), recovers=True)
    return None
