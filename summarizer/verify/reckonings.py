"""What a text reckons of its own figures and does not come out: 由60人增至95人，增加60人; 两项合计; 其余.

Every one of the figures may stand in the facts, so that nothing else tells that one of them is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from summarizer.domain import Finding, Quantity, Rounding
from summarizer.text.numerals import parse_number
from summarizer.text.terms import AVERAGE_CUE, DIFFERENCE_CUE
from summarizer.verify.arithmetic import total_of
from summarizer.verify.case import Case
from summarizer.verify.derivation import fits
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity
from summarizer.verify.spans import TakenSpans

_CUE_REACH, _BASE_REACH, _LEVEL_REACH = 14, 34, 60
_UP = "净?增加|净?增长|净增|提高|提升|上升|上涨|上调|扩大|(?<!新)增|多|涨|升"
_DOWN = "减少|下降|降低|回落|缩短|压减|下调|少|降|减"
_CHANGED = re.compile(f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了? ?$")
_BASE = re.compile(
    "(?:[由从较]|比(?![武赛例重拼分])|[去上]年|上一年|同期)[^，。；：、0-9一二三四五六七八九十增减升降提高多少]{0,10}"
    "(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月)?[^，。；：、0-9增减升降提高多少]{0,8}$"
)
_GROWN_TO = re.compile(f"^[^，。；：0-9]{{0,4}}(?:(?P<up>{_UP}|发展)|(?P<down>{_DOWN}))[到至为]了? ?$")
_FROM = re.compile("[由从][^，。；：、0-9]{0,12}$")
# 征集17件，其中立案: nothing but words for the part.
_OF_IT = re.compile("，?其中[^，。；：、0-9]{0,6}")
_LAST_YEAR = re.compile("(?:[去上]年|上一年|同期)(?:同期|度|末|底|的|为|是|仅|共|有)*$")
_SHARES = frozenset({"%", "‰", "分", "百分点", "倍", "元"})
_SUM = "(?:共计|合计|总计|共(?![青同建享筑创产和]))[\u4e00-\u9fff]{0,6}$"
_TOTAL = re.compile(f"(?P<count>[两二三四五六2-6])(?:个?[\u4e00-\u9fff]{{1,4}}){_SUM}|{_SUM}")
# 前两项合计, 教学和后勤两类合计: of those named.
_NAMED = re.compile("[前后、]$|[和与及、][\u4e00-\u9fff]{1,6}$")
_NO_TOTAL = re.compile("每|均|其中|含|包括|不含|以[上下外内]")
_REST = re.compile("(?:其余|剩余|余下|结余|其他|其它)[^，。；：0-9]{0,3}$")
_BETWEEN_PARTS = re.compile("[、，和及与]?[^，。；：、0-9]{0,12}")
_PER_CENT, _POINT = "%", "百分点"
_LEAST_PARTS = 2
_FITS = 0.3
_MOST_BEFORE = 24


def misreckoned(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Errors on changes, totals and rests that do not follow from the figures they are told of.

    Args:
        case: the text and the facts, everything bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for mention in case.reading.figures:
        figure = quantity(mention)
        if figure is None or not _is_amount(figure):
            continue
        before = _before(mention, case)
        message = (
            _wrong_change(figure, before, case)
            or _wrong_turn(figure, before, case)
            or _wrong_total(mention, figure, before, case)
            or _wrong_rest(mention, figure, before, case)
            or _wrong_part(figure, before, case)
        )
        if message and taken.take(figure.start, figure.end):
            yield case.finding_at(mention, "inconsistent", message)
    for mention, told in _wrong_bases(case):
        if taken.take(mention.atom.start, mention.atom.end):
            message = f"去年的数据与事实不符：事实写的是“{told.atom.text}”，这里写成了“{mention.atom.text}”。"
            yield case.finding_at(mention, "figure_changed", message, fact=told, expected=told.atom.text)


def _is_amount(figure: Quantity) -> bool:
    return not figure.ordinal and figure.upper is None and not figure.soft


def _before(mention: Mention, case: Case) -> list[Mention]:
    """The plain figures before one in its sentence, of a very long one the nearest."""
    group = case.reading.by_sentence[mention.owner]
    at = mention.order - group[0].order
    return [
        other
        for other in group[max(0, at - _MOST_BEFORE) : at]
        if (item := quantity(other)) is not None and _is_amount(item)
    ]


def _cue(figure: Quantity, case: Case) -> str:
    return case.reading.text[max(0, figure.start - _CUE_REACH) : figure.start]


def _wrong_change(figure: Quantity, before: Sequence[Mention], case: Case) -> str:
    """增加60人 behind 由60人增加到95人; "" when the change comes out or its base is not told."""
    changed = _CHANGED.search(_cue(figure, case))
    if changed is None:
        return ""
    unit = _PER_CENT if figure.unit == _POINT else figure.unit
    text = case.reading.text
    told = [one for one in before if _may_change(quantity(one), unit)]
    bases = [
        one
        for one in told
        if figure.start - one.atom.end <= _BASE_REACH
        and "；" not in text[one.atom.end : figure.start]
        and _BASE.search(text, max(0, one.atom.start - 2 * _CUE_REACH), one.atom.start)
    ]
    if not bases:
        return ""
    base = bases[-1]
    levels = [
        one
        for one in told
        if one is not base
        and abs(one.atom.start - base.atom.start) <= _LEVEL_REACH
        and _same_unit(quantity(one), quantity(base))
    ]
    if not levels:
        return ""
    behind = [one for one in levels if one.order > base.order]
    old, new = quantity(base), quantity(behind[0] if behind else levels[-1])
    if old is None or new is None:
        return ""
    is_turned = new.value != old.value and (new.value > old.value) != bool(changed["up"])
    amounts = [item for one in told if (item := quantity(one)) is not None]
    if not (is_turned and _comes_out(old, new, figure)) and any(
        _comes_out(one, other, figure) for one, other in permutations(amounts, 2)
    ):
        return ""
    written = f"{changed.group()}{figure.text}"
    return f"增减与前后数据不符：由“{old.text}”到“{new.text}”，这里写的是“{written}”。"


def _wrong_turn(figure: Quantity, before: Sequence[Mention], case: Case) -> str:
    """由11个增加到8个: what grew is less than before."""
    old = quantity(before[-1]) if before else None
    if old is None or old.unit != figure.unit or old.rounding is not figure.rounding:
        return ""
    text = case.reading.text
    turned = _GROWN_TO.search(text[old.end : figure.start])
    if turned is None or not _FROM.search(text, max(0, old.start - _CUE_REACH), old.start):
        return ""
    if any(text[old.start : figure.end] in fact.text for fact in case.evidence.facts):
        return ""  # the fact says so itself
    is_up = turned["up"] is not None
    if figure.value != old.value and (figure.value > old.value) == is_up:
        return ""
    return f"增减方向与数据不符：由“{old.text}”到“{figure.text}”不是“{turned.group().strip('的')}”。"


def _wrong_part(figure: Quantity, before: Sequence[Mention], case: Case) -> str:
    """征集17件，其中立案21件: a part greater than its whole."""
    whole = quantity(before[-1]) if before else None
    if whole is None or whole.unit != figure.unit or figure.unit in _SHARES:
        return ""
    told = [item.value for one in before if (item := quantity(one)) is not None and item.unit == figure.unit]
    if figure.value <= max(told):
        return ""  # 受理9起，比去年减少5起，其中调解成功8起
    if _OF_IT.fullmatch(case.reading.text, whole.end, figure.start) is None:
        return ""
    return f"部分大于总数：“{whole.text}”中不会有“{figure.text}”，请核对这两个数据。"


def _wrong_bases(case: Case) -> Iterator[tuple[Mention, Mention]]:
    """从去年的80人增加到480人 of a fact that gives 400人 for last year; the figure and that of the fact."""
    for mention in case.reading.figures:
        figure = quantity(mention)
        if figure is None or case.pair_of(mention) is not None or not _LAST_YEAR.search(_cue(figure, case)):
            continue
        group = case.reading.by_sentence[mention.owner]
        at = mention.order - group[0].order
        for other in (*group[at + 1 : at + 3], *reversed(group[max(0, at - 2) : at])):
            pair, level = case.pair_of(other), quantity(other)
            if pair is None or level is None or level.unit != figure.unit:
                continue
            told = [
                fact
                for fact in case.evidence.of_fact[pair.fact.owner]
                if (fact.last_year or _LAST_YEAR.search(fact.left_text))
                and (item := quantity(fact)) is not None
                and item.unit == figure.unit
            ]
            if len(told) == 1 and case.evidence.may_accuse(told[0]):
                yield mention, told[0]
            break


def _may_change(item: Quantity | None, unit: str) -> bool:
    return item is not None and (item.unit == unit or (unit == _PER_CENT and item.unit not in {"", _POINT}))


def _same_unit(one: Quantity | None, other: Quantity | None) -> bool:
    return one is not None and other is not None and one.unit == other.unit


def _comes_out(old: Quantity, new: Quantity, change: Quantity) -> bool:
    """Whether a change is the difference of two levels, or its share of the first."""
    if Rounding.EXACT not in {old.rounding, new.rounding} or old.rounding is not new.rounding:
        return True  # nothing certain can be said of 近300人
    if old.unit != new.unit:
        return False
    gap = abs(new.value - old.value)
    if change.unit == _PER_CENT and old.unit != _PER_CENT:
        return bool(old.value) and fits(gap / old.value * 100, change)
    return fits(gap, change)


def _wrong_total(mention: Mention, figure: Quantity, before: Sequence[Mention], case: Case) -> str:
    """合计96名 behind 正式代表96名、列席代表14名, 三个工种共120人 behind 31人、24人、19人."""
    cue = _cue(figure, case)
    told = _TOTAL.search(cue)
    if told is None or _NO_TOTAL.search(cue) or _NAMED.search(cue[: told.start()]):
        return ""
    parts = [
        item
        for one in before
        if (item := quantity(one)) is not None
        and item.unit == figure.unit
        and not AVERAGE_CUE.search(one.left_text)
        and not DIFFERENCE_CUE.search(case.reading.text, max(0, item.start - _CUE_REACH), item.start)
    ]
    if len(parts) < _LEAST_PARTS or any(item.rounding is not Rounding.EXACT for item in parts):
        return ""
    sums = [sum((item.value for item in parts[-count:]), Decimal(0)) for count in range(2, len(parts) + 1)]
    is_whole = sums[-1] == 2 * parts[0].value or _OF_IT.match(case.reading.text, parts[0].end) is not None
    if any(fits(value, figure) for value in (*sums, *([parts[0].value] if is_whole else []))):
        return ""
    count = int(parse_number(told["count"]) or 0) if told["count"] else 0
    if 0 < count <= len(parts) and _are_listed(parts[-count:], case.reading.text):
        return total_of(parts[-count:]).message(figure.text)
    pair = case.pair_of(mention)
    is_member = pair is not None and case.is_shared(pair) and figure.value in {one.value for one in parts}
    is_strange = pair is None or pair.score < _FITS
    is_listed = _are_listed(parts[-_LEAST_PARTS:], case.reading.text)
    is_less = is_strange and is_listed and figure.value < max(item.value for item in parts[-_LEAST_PARTS:])
    if not is_member and not is_less:
        return ""
    listing = _listing(parts, case.reading.text)
    return total_of(listing if len(listing) >= _LEAST_PARTS else parts).message(figure.text)


def _listing(parts: Sequence[Quantity], text: str) -> Sequence[Quantity]:
    """The last parts of which each follows the one before at once."""
    first = len(parts) - 1
    while first > 0 and _are_listed(parts[first - 1 : first + 1], text):
        first -= 1
    return parts[first:]


def _are_listed(parts: Sequence[Quantity], text: str) -> bool:
    return all(_BETWEEN_PARTS.fullmatch(text, left.end, right.start) for left, right in pairwise(parts))


def _wrong_rest(mention: Mention, figure: Quantity, before: Sequence[Mention], case: Case) -> str:
    """结余15.37万元 behind 收入18.62万元、支出15.37万元: what is left is none of them."""
    if _REST.search(_cue(figure, case)) is None:
        return ""
    pair = case.pair_of(mention)
    if pair is None or not case.is_shared(pair) or _REST.search(pair.fact.left_text):
        return ""
    told = [item for one in before if (item := quantity(one)) is not None and item.unit == figure.unit]
    if not any(item.value == figure.value for item in told):
        return ""
    for at, whole in enumerate(told):
        if any(
            whole.value - sum((item.value for item in told[at + 1 : end]), Decimal(0)) == figure.value
            for end in range(at + 2, len(told) + 1)
        ):
            return ""
    return f"“{figure.text}”已写在前面，这里写的是余下的部分，两者不应相同，请核对。"
