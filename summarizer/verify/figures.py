"""Judges every figure of a text: supported, changed, imprecise, derived or without source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from summarizer.domain import Finding, Quantity, Rounding
from summarizer.text.numerals import written_precision
from summarizer.text.units import units_compatible
from summarizer.verify.arithmetic import Total, asks_for_derivation, derive, expected_total, is_told_bare
from summarizer.verify.case import Case, Pair
from summarizer.verify.citations import tells_of
from summarizer.verify.context import belongs_to_other, likeness
from summarizer.verify.counted_nouns import spelled_out
from summarizer.verify.crossings import crossed_dates, crossings
from summarizer.verify.derivation import Derivation
from summarizer.verify.displaced import Places, displaced, outbid, rightful
from summarizer.verify.growth import direction_before, misread_growth, turned_round
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import (
    exchanged_pairs,
    pair_score,
    quantity,
    relative_gap,
    rivals,
    same_amount,
    same_rounding,
)

# A rounding word may stand for an exact figure up to this far away (近5000人 for 4,600人 is another figure).
_ROUNDED_GAP, _UNMARKED_GAP = Decimal("0.10"), Decimal("0.03")
# What stands between the figure something was and the one it has become.
_LEADS_TO = re.compile(
    "[^，。；0-9]{0,4}[，]?[^，。；0-9]{0,4}(?:[增提上升下降扩减发壮][^，。；0-9]{0,3}[到至为]了?|→)[^，。；0-9]{0,6}"
)
_LEAST_ROUNDED = 1000
_NOWHERE: frozenset[int] = frozenset()
# 第二次 may be told of what a fact counts as 两次, up to so many.
_COURSES, _LONGEST_COURSE = frozenset({"次", "期", "批", "轮", "场", "站"}), 12
_SCALES = frozenset({Decimal(10) ** power for power in (-8, -4, 4, 8)})
# 竞赛前三：甲队、乙队、丙队; a rank stands near its member.
_FIRST_ONES = re.compile("前[二三四五六2-6]名?[：:为是 ]{1,2}(?P<names>[^，。；：\n]+)")
_NAMED_REACH, _NAME_END = 14, 2
_SUMS_UP = re.compile("[\u4e00-\u9fff]{1,6}(?:共|合计|总计|累计)")
_BEFORE = re.compile("[去上前]年|上一年|上年度|同期|此前|之前|原|由|从|年初")
_LIST_END = 4
_PLENUM = re.compile("[一二三四五六七]中全会")
_EACH_REACH, _FOR_EACH = 40, re.compile("每[个艘名人户家台辆间所支]")
_YEAR = "年"
_PEOPLE = frozenset({"会员", "职工", "员工", "教师", "党员"})
# Scores of a rival: certainly the figure that was meant, rather that than a wrong total, at all worth naming.
_SURE, _LIKELY, _POSSIBLE = 0.6, 0.42, 0.25


def judge_figures(case: Case) -> list[Finding]:
    """Findings on the figures of a text, in its order.

    The case holds the equal pairs on entry; what is found to stand for a changed, imprecise or derived
    figure is bound too, so that a fact with a wrong figure is not reported missing as well.
    """
    places = Places(case)
    findings = list(_exchanges(case, places))
    flagged = {finding.start for finding in findings}
    homes, strayed = _homes(case), outbid(places)
    places = Places(case)  # from here on figures are bound anew
    for mention in case.reading.figures:
        figure = quantity(mention)
        if figure is None or figure.start in flagged:
            continue
        pair = case.pair_of(mention)
        if mention.order in strayed:
            findings.append(_bound(Pair(mention, strayed[mention.order], 1.0), figure, case))
            continue
        if pair is None and _counts_otherwise(mention, figure, case):
            continue
        if pair is not None and (growth := misread_growth(pair, case)):
            found: Finding | None = growth
        elif pair is not None:
            found = _misplaced(pair, figure, homes.get(pair.fact.order, _NOWHERE), case)
            found = found or _relabelled(pair, figure, case) or _astray(pair, figure, places, case)
        else:
            found = _judge(mention, figure, case)
        if found is not None:
            findings.append(found)
    return findings


def _exchanges(case: Case, places: Places) -> Iterable[Finding]:
    """Two figures of the facts that stand at each other's nouns."""
    paired = [
        pair
        for mention in case.reading.figures
        if (pair := case.pair_of(mention)) is not None
        and not (isinstance(mention.atom, Quantity) and mention.atom.soft)
    ]
    found = list(exchanged_pairs(paired, lambda pair, other: _may_exchange(pair, other, case)))
    taken = {pair.text.order for pairs in found for pair in pairs}
    for pair, other in chain(
        crossings(paired, case), _behind_dates(paired, places), displaced(paired, places)
    ):
        if _may_exchange(pair, other, case) and taken.isdisjoint((pair.text.order, other.text.order)):
            taken |= {pair.text.order, other.text.order}
            found.append((pair, other))
    for pair, other in found:
        case.crossed |= {pair.text.order, other.text.order}
        yield _exchange(pair, other, case)
        yield _exchange(other, pair, case)


def _behind_dates(paired: Sequence[Pair], places: Places) -> Iterable[tuple[Pair, Pair]]:
    """Figures behind each other's dates, those left out whose nouns show that the dates are exchanged."""
    for pair, other in crossed_dates(paired, places.case):
        if min(places.gains(pair, other)) >= 0:
            yield pair, other


def _exchange(wrong: Pair, right: Pair, case: Case) -> Finding:
    expected = right.fact.atom.text
    return case.finding_at(
        wrong.text, "figure_changed", f"两个数据写反了：这里应为“{expected}”。",
        fact=right.fact, expected=expected, suggestion=expected,
    )  # fmt: skip


def _may_exchange(pair: Pair, other: Pair, case: Case) -> bool:
    left, right, mine, theirs = pair.text.atom, other.text.atom, pair.fact.atom, other.fact.atom
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return False
    if not isinstance(mine, Quantity) or not isinstance(theirs, Quantity):
        return False
    units_crossed = left.unit == theirs.unit != mine.unit and right.unit == mine.unit
    if left.unit != right.unit and not units_crossed:
        return False
    if left.value == right.value or pair.fact.order == other.fact.order:
        return False
    if left.ordinal != right.ordinal:
        return False  # 第一名 is no count of people
    if _has_grown(pair, other, case):
        return False
    if not _may_accuse(pair, other, case):
        return False
    return not case.is_exchanged(left.start, right.start)


def _has_grown(pair: Pair, other: Pair, case: Case) -> bool:
    """Whether last year's figure leads to this year's: 由2018人增至2146人 of 2146人（去年：2018人）."""
    if pair.fact.owner != other.fact.owner or pair.fact.last_year == other.fact.last_year:
        return False
    first, second = sorted((pair, other), key=lambda one: one.text.order)
    leads = _LEADS_TO.fullmatch(case.reading.text, first.text.atom.end, second.text.atom.start)
    return first.fact.last_year and leads is not None


def _may_accuse(pair: Pair, other: Pair, case: Case) -> bool:
    """Facts of this section may accuse; of another section's only what one fact says of both figures."""
    if case.evidence.may_accuse(pair.fact) and case.evidence.may_accuse(other.fact):
        return True
    return pair.fact.owner == other.fact.owner


def _misplaced(pair: Pair, figure: Quantity, homes: frozenset[int], case: Case) -> Finding | None:
    """A figure that stands in the facts, but at the noun of another figure which is nowhere written."""
    if figure.soft or not case.is_shared(pair):
        return None
    if homes and pair.text.owner not in homes:  # equal to a figure of another thing, told elsewhere
        derivation = derive(pair.text, case)
        return _derived(pair.text, derivation, case) if derivation else _unsupported(pair.text, case)
    best: tuple[float, Mention] | None = None
    for rival in rivals(pair.text, case):
        atom = quantity(rival)
        if atom is None or case.is_claimed(rival) or not case.evidence.may_accuse(rival):
            continue
        if not units_compatible(figure.unit, atom.unit) and not same_amount(figure, atom):
            continue  # 52人 may be meant for 52户, whatever else there are 52名 of
        fit = likeness(pair.text, rival)
        if fit >= _SURE and belongs_to_other(pair.text, pair.fact, rival) and (best is None or fit > best[0]):
            best = (fit, rival)
    if best is None:
        return None
    case.bind(Pair(pair.text, best[1], best[0]))
    return _compare(pair.text, figure, best[1], case)


def _relabelled(pair: Pair, figure: Quantity, case: Case) -> Finding | None:
    """工会会员894人 of a fact that says 职工894人，会员891人."""
    mine, told = pair.fact.left_text[-2:], pair.text.left_text[-2:]
    if mine == told or not {mine, told} <= _PEOPLE or mine in pair.text.left_text:
        return None
    for other in case.evidence.of_fact[pair.fact.owner]:
        rival = quantity(other)
        if rival is None or rival.unit != figure.unit or rival.value == figure.value:
            continue
        if other.left_text.endswith(told) and not other.left_text.endswith((f"男{told}", f"女{told}")):
            return _compare(pair.text, figure, other, case)
    return None


def _astray(pair: Pair, figure: Quantity, places: Places, case: Case) -> Finding | None:
    """A figure of one fact where that of another belongs, which is nowhere written."""
    if figure.soft or figure.ordinal:
        return None
    meant = rightful(pair, places)
    if meant is None or (asks_for_derivation(pair.text, case) and derive(pair.text, case) is not None):
        return None  # 比去年多5件 follows from the facts, whatever else there are five of
    return _bound(Pair(pair.text, meant, pair.score), figure, case)


def _homes(case: Case) -> Mapping[int, frozenset[int]]:
    """The sentences that tell of a fact's figure, by its order, for figures that stand in the text twice."""
    homes: defaultdict[int, set[int]] = defaultdict(set)
    for pair in case.of_text.values():
        if case.is_shared(pair) and tells_of(pair.text, pair.fact, case):
            homes[pair.fact.order].add(pair.text.owner)
    return {order: frozenset(sentences) for order, sentences in homes.items()}


def _judge(mention: Mention, figure: Quantity, case: Case) -> Finding | None:
    """What is to be said of a figure equal to no fact figure; None for a soft one nothing contradicts."""
    candidates = sorted(
        (_candidate(mention, figure, rival, case) for rival in rivals(mention, case)),
        key=lambda pair: (-pair.score, pair.fact.order),
    )
    open_one = next((pair for pair in candidates if not case.is_claimed(pair.fact)), None)
    score = open_one.score if open_one is not None else 0.0
    if figure.soft:
        counts = open_one is not None and _soft_counts(mention, figure, open_one)
        return _bound(open_one, figure, case) if open_one is not None and counts else None
    is_computed = asks_for_derivation(mention, case) or (
        open_one is not None
        and (_adds_up(figure, open_one.fact, case) or _is_multiple(figure, open_one.fact, case))
    )
    if open_one is not None and score >= _SURE and not is_computed:
        return _bound(open_one, figure, case)
    if explained := _explained(mention, figure, case):
        return explained
    if open_one is not None and score >= _LIKELY:
        return _bound(open_one, figure, case)
    if total := expected_total(mention, case):
        return _wrong_total(mention, total, case)
    if figure.value == 1 and figure.unit in _COURSES and not _counts_alike(figure, candidates):
        return None  # 举办讲座1场 of a fact that says 举办讲座
    best = open_one if score >= _POSSIBLE else next(iter(candidates), None)
    if best is not None and (best is open_one or best.score >= _LIKELY):
        return _bound(best, figure, case)
    return _unsupported(mention, case)


def _adds_up(figure: Quantity, fact: Mention, case: Case) -> bool:
    """Whether all figures of a fact in one unit make a figure of the text: 14人 of 职方7人、企方7人."""
    counted = [other for m in case.evidence.of_fact[fact.owner] if (other := quantity(m)) is not None]
    values = [
        one.value for one in counted if one.unit == figure.unit and not one.ordinal and one.upper is None
    ]
    return len(values) > 1 and sum(values) == figure.value


def _is_multiple(figure: Quantity, fact: Mention, case: Case) -> bool:
    """Whether a figure may count for all what a fact tells for each: 书籍550本 of 每个项目部50本."""
    one, body = quantity(fact), case.evidence.facts[fact.owner].text
    if one is None or not one.value or one.unit != figure.unit or figure.value % one.value:
        return False
    is_each = _FOR_EACH.search(body, max(0, one.start - _EACH_REACH), one.start) is not None
    return figure.value > one.value and is_each


def _counts_otherwise(mention: Mention, figure: Quantity, case: Case) -> bool:
    """Whether a figure that is none of the facts' is one of theirs in order, or counts what was just told."""
    if _PLENUM.match(case.reading.text, figure.end) or is_told_bare(mention, case):
        return True  # 二十届三中全会
    if figure.ordinal:
        return _is_among_first(mention, figure, case)
    spelled = spelled_out(figure, case.reading.text)
    if any(
        word in case.evidence.facts[owner].text for word in spelled for owner in case.related(mention.owner)
    ):
        return True
    years = case.evidence.years
    if figure.unit == _YEAR and figure.value == len(years) > 1:
        return True  # 两年共提建议1933条, of 1991年 and 1994年
    return _counts_parts(figure, mention, case)


def _counts_parts(figure: Quantity, mention: Mention, case: Case) -> bool:
    """Whether a small number sums up the parts of the sentence before: …；…。两项培训共92人参加."""
    if not 2 <= figure.value <= _LONGEST_COURSE or mention.owner == 0:
        return False
    text, (start, end) = case.reading.text, case.reading.sentences[mention.owner - 1]
    return _SUMS_UP.match(text, figure.end) is not None and text.count("；", start, end) + 1 == figure.value


def _counts_alike(figure: Quantity, candidates: Sequence[Pair]) -> bool:
    """Whether any candidate counts in the unit of a figure."""
    return any((other := quantity(pair.fact)) and other.unit == figure.unit for pair in candidates)


def _explained(mention: Mention, figure: Quantity, case: Case) -> Finding | None:
    """What is to be said of a figure that follows from the facts, or would if it went the other way."""
    if derivation := derive(mention, case):
        return _derived(mention, derivation, case)
    told = direction_before(figure, case.reading.text)
    turned = derive(mention, case, is_either_way=True) if told is not None else None
    if told is None or turned is None:
        return None
    if len({source.owner for source in turned.sources}) > 1 and not _tells_of_before(turned, case):
        return _derived(mention, turned, case)  # 净增147人 of 入会238人 and 退会91人
    return turned_round(told, figure, case)


def _tells_of_before(derivation: Derivation, case: Case) -> bool:
    """Whether a fact that a figure follows from says which of the values is the earlier one."""
    bodies = (
        case.reading.text if case.is_written(source) else case.evidence.facts[source.owner].text
        for source in derivation.sources
    )
    return any(_BEFORE.search(body) for body in bodies)


def _is_among_first(mention: Mention, figure: Quantity, case: Case) -> bool:
    """Whether a related fact names the first so many (第二名 of 前三名) or counts them (第二次 of 两次)."""
    for owner in case.related(mention.owner):
        text, mentions = case.evidence.facts[owner].text, case.evidence.of_fact[owner]
        ranks = {other.unit for other in map(quantity, mentions) if other is not None and other.ordinal}
        for other in mentions:
            count = quantity(other)
            if count is None or count.ordinal or figure.value > count.value:
                continue
            if text[max(0, count.start - 1) : count.start] == "前":
                case.claim(other)
                return True
            is_course = figure.unit in _COURSES and count.unit == figure.unit not in ranks
            if is_course and count.value <= _LONGEST_COURSE:
                return True
        if _among_named(figure, mention, text, case):
            return True
    return False


def _among_named(figure: Quantity, mention: Mention, fact: str, case: Case) -> bool:
    """Whether a fact lists who came first: 第二名 beside 乙队 of 前三：甲队、乙队、丙队."""
    listed = _FIRST_ONES.search(fact)
    if listed is None:
        return False
    members = listed["names"].split("、")
    if figure.value > len(members):
        return False
    name = members[int(figure.value) - 1].strip()
    start, end = case.reading.sentences[mention.owner]
    around = case.reading.text[max(start, figure.start - _NAMED_REACH) : min(end, figure.end + _NAMED_REACH)]
    return name[-_NAME_END:] in around


def _candidate(mention: Mention, figure: Quantity, rival: Mention, case: Case) -> Pair:
    """The rival with its score; equal digits make it more likely to be the one that was meant."""
    score = pair_score(mention, rival, case)
    other = quantity(rival)
    if other is not None:
        if same_amount(figure, other):
            score += 0.25
        elif _only_scaled(figure, other) or _is_rounding_of(figure, other):
            score += 0.2
        if not units_compatible(figure.unit, other.unit):
            score -= 0.05
        if figure.ordinal != other.ordinal:
            score -= 0.3
    if not case.is_claimed(rival):
        score += 0.1
    return Pair(mention, rival, score)


def _soft_counts(mention: Mention, figure: Quantity, open_one: Pair) -> bool:
    """一个, 三个方面 are mostly no figures; only a close neighbour with another count makes them one."""
    other = quantity(open_one.fact)
    return (
        other is not None
        and (not other.soft or _parts_of_one_list(mention, open_one.fact))
        and not other.ordinal
        and other.unit == figure.unit
        and open_one.score >= 0.75
        and likeness(mention, open_one.fact) >= 0.8
    )


def _parts_of_one_list(mention: Mention, fact: Mention) -> bool:
    """Whether two figures count one list: 教学、后勤、校园安全等5个方面 of 教学、后勤、校园安全4个方面."""
    said = fact.left_text[-_LIST_END:]
    return "、" in fact.left_text and len(said) == _LIST_END and said in mention.left_text


def _bound(pair: Pair, figure: Quantity, case: Case) -> Finding:
    case.bind(pair)
    return _compare(pair.text, figure, pair.fact, case)


def _compare(mention: Mention, figure: Quantity, fact: Mention, case: Case) -> Finding:
    """What is to be said when `mention` stands for the different figure `fact`."""
    other = quantity(fact)
    expected = fact.atom.text
    if other is not None and (not units_compatible(figure.unit, other.unit) or _only_scaled(figure, other)):
        return case.finding_at(
            mention, "unit_changed", f"单位与事实不符：事实写的是“{expected}”，这里写成了“{figure.text}”。",
            fact=fact, expected=expected, suggestion=expected,
        )  # fmt: skip
    if other is not None and _is_rounding_of(figure, other):
        if _stands_beside(mention, fact, case):
            return case.finding_at(
                mention, "derived", f"由事实推算：{expected}，即{figure.text}。", severity="info"
            )
        return case.finding_at(
            mention, "imprecise", f"精确程度与事实不同：事实写的是“{expected}”，这里写成了“{figure.text}”。",
            severity="warn", fact=fact, expected=expected, suggestion=expected,
        )  # fmt: skip
    return case.finding_at(
        mention, "figure_changed", f"数据与事实不符：事实写的是“{expected}”，这里写成了“{figure.text}”。",
        fact=fact, expected=expected, suggestion=expected,
    )  # fmt: skip


def _stands_beside(mention: Mention, fact: Mention, case: Case) -> bool:
    """Whether the same sentence holds the exact figure as well: 超过六成，为62%."""
    return any(
        (pair := case.pair_of(other)) is not None and pair.fact.order == fact.order and other is not mention
        for other in case.reading.by_sentence[mention.owner]
    )


def _unsupported(mention: Mention, case: Case) -> Finding:
    return case.finding_at(
        mention, "figure_unsupported",
        f"事实中没有“{mention.atom.text}”这个数据，请补充事实或删去。",
    )  # fmt: skip


def _only_scaled(figure: Quantity, other: Quantity) -> bool:
    """880余元 for 880余万元: same digits, the 万 or 亿 lost or added."""
    if figure.unit != other.unit or not figure.value or not other.value:
        return False
    return figure.value / other.value in _SCALES


def _is_rounding_of(figure: Quantity, other: Quantity) -> bool:
    """Whether a figure says the same as the fact, only less exactly."""
    if figure.ordinal or other.ordinal:
        return False
    if figure.value == other.value and figure.upper == other.upper:
        return not same_rounding(figure, other)
    gap = relative_gap(figure.value, other.value)
    if _is_bounded_wrong(figure, other):
        return False
    if figure.rounding is not Rounding.EXACT:
        return gap <= _ROUNDED_GAP
    coarser = _precision(figure) < _precision(other)
    return coarser and gap <= _UNMARKED_GAP and other.value >= _LEAST_ROUNDED


def _is_bounded_wrong(figure: Quantity, other: Quantity) -> bool:
    """Whether a bound lies on the wrong side of an exact figure: 超过八成 for 78%."""
    if other.rounding is not Rounding.EXACT:
        return False
    if figure.rounding in {Rounding.OVER, Rounding.AT_LEAST}:
        return figure.value > other.value
    return figure.rounding is Rounding.UNDER and figure.value < other.value


def _precision(figure: Quantity) -> int:
    return written_precision(format(figure.value.normalize(), "f"))


def _derived(mention: Mention, derivation: Derivation, case: Case) -> Finding:
    """What is said of a figure that follows; the other source of a difference counts as written with it."""
    is_single = len(derivation.sources) == 1
    sources = [source for source in derivation.sources if not case.is_written(source)]
    is_half_told = len(sources) < len(derivation.sources) or any(map(case.is_claimed, sources))
    if derivation.recovers and (is_single or is_half_told):
        for source in sources:
            if not case.is_claimed(source):
                case.claim(source)
    return case.finding_at(mention, "derived", f"由事实推算：{derivation.formula}。", severity="info")


def _wrong_total(mention: Mention, total: Total, case: Case) -> Finding:
    return case.finding_at(mention, "inconsistent", total.message(mention.atom.text), expected=total.written)
