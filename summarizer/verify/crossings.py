"""Equal figures of one fact at each other's places, told by more than the nouns beside them.

Companions (春节14人2.8万元), a part and its whole (215个问题已整改209个), before and after (由82%升至91%).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from summarizer.domain import DateMention
from summarizer.verify.case import Case, Pair
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity, unit_of

_MOST_OF_FACT, _LINK_REACH = 16, 4
_HEAD, _HEAD_REACH = 2, 30
_CLAUSE_MARK, _NUMERAL = re.compile("[，；。：\n]"), re.compile("[0-9一二三四五六七八九十百千万两]")
# Of a rate a part may have more than the whole: 平均增资5.2%，其中一线6.8%.
_PLACE = "人"
_SHARES = frozenset({"%", "‰", "分"})
_ITEM_MARK = re.compile("[，；。：、\n]")
_OPENING = re.compile("^(?:其中|此外|另外|同时)")
_RESPECTIVELY = re.compile("分别|依次")
_PART = re.compile(
    "(?:其中[^，。；]{0,8}|(?<![集高初其])中(?![心小学国央秋型])[^，。；]{0,8}"
    "|已?(?:整改|办结|采纳|立案|办成|完成|解决|落实|答复|化解|调解成功|销号)(?:了|完成)?)$"
)
_RISES = "提高|提升|上升|增长|增加|扩大|跃升|攀升|上涨|升|增|涨|发展"
_FALLS = "下降|减少|降低|回落|压减|缩短|降|减"
_FROM = re.compile("(?:由|从)[^，。；]{0,10}$")
_TURNED = re.compile(
    f"^[^。；]{{0,8}}?(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:到|至|为)了?[^，。；]{{0,2}}$"
)
_TO = re.compile(f"(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))(?:到|至|为)了?$")
_ASIDE = re.compile(
    "^[（，](?:而)?(?:此前|之前|[去上]年(?:同期)?|原来|原先|上一年)(?:度|的)?(?:为|是|仅为|仅|只有)?$"
)

_COMPARED = re.compile("^，?(?:比|较)[^，。；0-9]{0,12}$")
_DIFFERS = re.compile("(?:有所|又)?(?:(?P<up>多|高|增加|增长|提高|提升|上升)|(?P<down>少|低|减少|下降|降低))")


def crossings(pairs: Sequence[Pair], case: Case) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of the text, in its order, whose figures belong at each other's places."""
    by_fact: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if len(by_fact[pair.fact.owner]) < _MOST_OF_FACT:
            by_fact[pair.fact.owner].append(pair)
    for owner, group in by_fact.items():
        if len(group) >= 2:
            yield from _turned(group, case)
            yield from _parts(group, case)
            yield from _companions(group, case.evidence.of_fact[owner], case.reading.text)
            for mark in (_CLAUSE_MARK, _ITEM_MARK):
                yield from _headed(group, case, mark)


def crossed_dates(pairs: Sequence[Pair], case: Case) -> Iterator[tuple[Pair, Pair]]:
    """4月18日…79人；6月11日…85人: equal figures of two facts, each behind the other's date."""
    met: dict[tuple[int, int, str], Pair] = {}
    for pair in pairs:
        told = _dated_by(pair.text, case)
        if told is None or told == pair.fact.owner:
            continue
        other = met.pop((pair.fact.owner, told, _unit(pair)), None)
        if other is not None:
            yield other, pair
        else:
            met[told, pair.fact.owner, _unit(pair)] = pair


def _dated_by(mention: Mention, case: Case) -> int | None:
    """The fact of the last date before a figure in its part of the sentence."""
    text, start = case.reading.text, mention.atom.start
    for other in reversed(case.reading.by_sentence[mention.owner]):
        if other.atom.end <= start and isinstance(other.atom, DateMention):
            pair = case.pair_of(other)
            is_near = text.find("；", other.atom.end, start) < 0
            return pair.fact.owner if pair is not None and is_near else None
    return None


def _turned(group: Sequence[Pair], case: Case) -> Iterator[tuple[Pair, Pair]]:
    """由97.8%提升至96.1%, and 提高到82%（此前为91%）."""
    text = case.reading.text
    for first, second in pairwise(group):
        start, end = first.text.atom.start, second.text.atom.start
        before, between = text[max(0, start - 12) : start], text[first.text.atom.end : end]
        found = _TURNED.search(between) if _FROM.search(before) else None
        growth = _growth(first, second)
        is_rank = is_place(first.text)
        if is_rank:
            growth = -growth  # 由第9名上升到第4名
        if found is None:
            found = _TO.search(before) if _ASIDE.search(between) else None
            growth = -growth
        if found is None and _COMPARED.search(between):
            found = _DIFFERS.match(text, second.text.atom.end)
        if found is None or not growth or bool(found["up"]) == (growth > 0):
            continue
        if text[start : second.text.atom.end] not in case.evidence.facts[first.fact.owner].text:
            yield first, second


def is_place(mention: Mention) -> bool:
    """Whether a figure is a place of a contest (第四名), of which the first is the highest, and no 第三轮."""
    figure = quantity(mention)
    return figure is not None and figure.ordinal and figure.unit == _PLACE


def _growth(first: Pair, second: Pair) -> int:
    """1 when the second of two figures is the greater, -1 when it is the smaller, else 0."""
    left, right = quantity(first.text), quantity(second.text)
    if left is None or right is None or left.unit != right.unit:
        return 0
    return (right.value > left.value) - (right.value < left.value)


def _parts(group: Sequence[Pair], case: Case) -> Iterator[tuple[Pair, Pair]]:
    """998名职工中会员1045人: a part greater than its whole, which the fact names first."""
    text = case.reading.text
    for at, (first, second) in enumerate(pairwise(group)):
        between = text[first.text.atom.end : second.text.atom.start]
        if any(_growth(whole, second) <= 0 for whole in group[:at] if _is_whole_of(whole, first)):
            continue  # 办理6件，工伤4件、欠薪2件，其中结案5件
        is_part = first.text.owner == second.text.owner and _PART.search(between) is not None
        is_told = second.fact.order < first.fact.order or "其中" in between
        if is_part and is_told and _unit(first) not in _SHARES and _growth(first, second) > 0:
            yield first, second


def _is_whole_of(whole: Pair, part: Pair) -> bool:
    """Whether a figure told before, in the text and in the fact, counts the same and not less."""
    is_before = whole.text.owner == part.text.owner and whole.fact.order < part.fact.order
    return is_before and _unit(whole) == _unit(part) and _growth(part, whole) >= 0


def _companions(group: Sequence[Pair], mentions: Sequence[Mention], text: str) -> Iterator[tuple[Pair, Pair]]:
    """春节14人1.65万元，中秋11人2.8万元 of a fact that tells 14人2.8万元 and 11人1.65万元."""
    beside = _beside(mentions)
    crossed = [
        (pair, companion)
        for pair, companion in _told_beside(group, text)
        if beside.get((pair.fact.order, _unit(companion)), companion.fact.order) != companion.fact.order
    ]
    for (first, its), (second, other) in combinations(crossed, 2):
        unit = _unit(its)
        is_crossed = beside.get((first.fact.order, unit)) == other.fact.order
        if is_crossed and beside.get((second.fact.order, unit)) == its.fact.order:
            yield first, second


def _headed(group: Sequence[Pair], case: Case, mark: re.Pattern[str]) -> Iterator[tuple[Pair, Pair]]:
    """春季班报名203人、课程5门，秋季班报名147人: figures of clauses that open with each other's words."""
    body = case.evidence.facts[group[0].fact.owner].text
    text = case.reading.text
    heads = [(_head(pair.text, text, mark), _head(pair.fact, body, mark)) for pair in group]
    for (first, (mine, told)), (second, (other, its)) in combinations(zip(group, heads, strict=True), 2):
        if _unit(first) != _unit(second) or mine[:_HEAD] == other[:_HEAD] or told[:_HEAD] == its[:_HEAD]:
            continue
        if _alike(mine, its) > _alike(mine, told) and _alike(other, told) > _alike(other, its):
            yield first, second


def _head(mention: Mention, text: str, mark: re.Pattern[str]) -> str:
    """What the clause or list item of a figure opens with, up to its first figure."""
    start = mention.atom.start
    words = mark.split(text[max(0, start - _HEAD_REACH) : start])[-1]
    return _OPENING.sub("", _NUMERAL.split(words)[0])


def _alike(left: str, right: str) -> int:
    """How many characters two heads begin with in common, 0 when fewer than two."""
    shortest = min(len(left), len(right))
    common = next((at for at in range(shortest) if left[at] != right[at]), shortest)
    return common if common >= _HEAD else 0


def _told_beside(group: Sequence[Pair], text: str) -> Iterator[tuple[Pair, Pair]]:
    """Every figure with the nearest of each other unit before it; figures told respectively go in order."""
    met: dict[str, list[Pair]] = {}
    run: list[Pair] = []
    for pair in group:
        unit, start = _unit(pair), pair.text.atom.start
        respective = _RESPECTIVELY.search(text, max(0, start - 8), start) is not None
        goes_on = bool(run) and _unit(run[-1]) == unit and start - run[-1].text.atom.end <= _LINK_REACH
        run = [pair] if respective else [*run, pair] if goes_on else []
        for other, companions in met.items():
            if other != unit:
                at = len(run) - 1 if 2 <= len(companions) <= _MOST_OF_FACT and run else -1
                if at < len(companions):
                    yield pair, companions[at]
        if not run:
            met.setdefault(unit, []).append(pair)


def _beside(mentions: Sequence[Mention]) -> Mapping[tuple[int, str], int]:
    """The nearest figure of each other unit before a figure of a fact, by its order and that unit."""
    met: dict[str, int] = {}
    beside: dict[tuple[int, str], int] = {}
    for mention in mentions[: 2 * _MOST_OF_FACT]:
        figure = quantity(mention)
        if figure is None or mention.last_year:
            continue
        beside |= {(mention.order, unit): order for unit, order in met.items() if unit != figure.unit}
        met[figure.unit] = mention.order
    return beside


def _unit(pair: Pair) -> str:
    return unit_of(pair.text)
