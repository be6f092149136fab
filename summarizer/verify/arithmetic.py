"""Figures that follow from the facts by arithmetic: sums, counts, and what ratios and durations derive."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from summarizer.domain import AtomKind, DateMention, Name, Quantity, Rounding
from summarizer.text.numerals import parse_number
from summarizer.text.terms import AVERAGE_CUE, DIFFERENCE_CUE, TOTAL_CUE
from summarizer.text.units import GENERIC_UNIT
from summarizer.verify.calendar import lies_in
from summarizer.verify.case import Case
from summarizer.verify.context import likeness
from summarizer.verify.derivation import (
    RELATED,
    SENTENCE_WINDOW,
    Derivation,
    Question,
    Rule,
    cue_window,
    last_clause,
    quantities_of,
    words_behind,
)
from summarizer.verify.differences import base_rules
from summarizer.verify.durations import duration_rules
from summarizer.verify.intentions import tells_plan
from summarizer.verify.marks import CLAUSE_MARK, LINK
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity, unit_of
from summarizer.verify.ratios import ratio_rules
from summarizer.verify.stocks import stock_rules
from summarizer.verify.subtotals import as_one_of_each, part_of_list, subtotal_rules

_LONGEST_SUM, _LONGEST_LISTING, _MOST_ADDED = 24, 48, 200
_CUE_WINDOW = 14
_LOOSE_BOUNDS = MappingProxyType({Rounding.UNDER: Rounding.AT_MOST, Rounding.OVER: Rounding.AT_LEAST})
_BOUNDS = _LOOSE_BOUNDS.keys()
_LIKE_THINGS, _SAME_NOUN = 0.4, 0.6
_LARGEST_COUNT, _WHOLE = 10, 100
# Of what a figure is reckoned the sentence before may tell: so many facts of its own stay in front.
_OWN_NEAR = 2
_RATE = re.compile("(?P<act>[\u4e00-\u9fff]{2})率(?:达到?|为|是)?$")
_LISTED_REACH, _PART_REACH = 16, 16
# 17个项目 of 12项 and 5项
_DIGITS = re.compile("[0-9][0-9,.]*")
_GROWN_FROM = re.compile("[由从] ?([0-9][0-9,.]*)(?=[增扩升降减提涨到至→])")
_MEASURED_AS = ("项目",)
_COMPARES_BEFORE = re.compile("相差|差距|[多少高低快慢]出?$")
_NEVER_COUNTED = frozenset({"元", "%", "百分点", "分", "人次", "倍", "小时", "天"})
_LAST_LINK = re.compile("(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})")
# 毛巾/花露水各260份
_MEMBER_MARKS = re.compile("、|(?<=[\u4e00-\u9fff）]) ?[/／] ?(?=[\u4e00-\u9fff])")
_OPENS_LIST = re.compile("[^，。；：（、]{0,8}[：（]")
# 三项合计
_ITEMS = re.compile("(?P<count>[两二三四五六2-6])[项笔类者](?:费用|支出|资金|款项|经费)?(?:[合共总]计|共)")
# What is left is never a sum: 尚有14家未建会.
_REMAINS = re.compile("(?:[尚还仍]有|其余|剩余|余下)[^，。；0-9共]{0,4}$")
# A part told of a whole that is added itself: 标兵3人（含返聘1人）.
_INCLUDED = re.compile("(?:包括|含)[^，。；、0-9]{0,8}$")
_SHARES = frozenset({"%", "‰", "百分点", "倍", "分之"})
_LABEL, _LEAST_DAYS = 2, 2
_NOT_HAN = re.compile("[^\u4e00-\u9fff]")
# 讲座和团辅合计9场、548人次
_TOTAL_OF = re.compile(
    "(?P<names>[^，。；：]{2,24}?)(?:[两二三四五]项|两者|二者)?(?:总?共|合计|共计|总计|累计)[^，。；]{0,10}$"
)
_NAMES = re.compile("[、和与及]")
_OF_NAMED = re.compile("[\u4e00-\u9fff]{2}[和与及][\u4e00-\u9fff]{2,6}?(?:共计|合计|总计)")
# 各2名, 各派医护2名
_EACH = re.compile("各[^，。；、0-9]{0,4}\\Z")
_LAST_WORDS = re.compile("[\u4e00-\u9fff]+$")
_THINGS = frozenset({"件", "份", "个", "样", "套"})
_COUNTED_AGAIN = ("人", "户", "家")
_SUMMED = re.compile("共|合计|总计|累计|总数")
# What says right before a figure that it is computed.
_ASKS = re.compile(
    "(?:平均|人均|户均|场均|次均|每[人名位户场次期件份条家个批台张月季])[^，。；]{0,8}$"
    "|(?:共|合计|总计)[^，。；]{0,6}$"
    "|(?:多|少|(?<!最)[高低]|增加|减少|增长|下降|提高|降低|提升|上调|下调|调高|调低|上涨|净增|[增涨降跌]幅)(?:了|出|约|近|达|为|至)*$"
    "|(?:去年|上年|上一年|同期|此前|原来|原先)[^，。；增减提降升]{0,6}$"
    "|(?:结余|余额|结存|剩余|其余|余下|另[有外]|还有|仍有|尚有)[^，。；]{0,4}$"
    "|(?:率|占|超|过|达)[^，。；]{0,8}$|(?:由|从)[^，。；]{0,6}$|各[^，。；0-9]{0,8}$|单[套台件张份次]$"
    "|(?:现有|[增提扩升上减降][加长高大升调少低]?[到至])[^，。；0-9]{0,4}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum a 共计 must have, and the figures of the same sentence that make it."""

    value: Decimal
    formula: str

    @property
    def written(self) -> str:
        """The sum in digits."""
        return f"{self.value.normalize():f}"

    def message(self, stated: str) -> str:
        """What is said of a total stated as another."""
        return f"合计与分项不符：{self.formula}＝{self.written}，这里是“{stated}”。"


def total_of(parts: Sequence[Quantity]) -> Total:
    """The sum of some figures of one unit."""
    return Total(value=sum((part.value for part in parts), Decimal(0)), formula=_sum_formula(parts))


def derive(
    mention: Mention, case: Case, *, is_either_way: bool = False, resting_on: frozenset[int] = frozenset()
) -> Derivation | None:
    """The derivation of a figure the facts do not hold, None when there is none that its wording asks for.

    Args:
        mention: the figure.
        case: the text and the facts.
        is_either_way: whether growth may be told as decline.
        resting_on: figures of the text that are to follow from this one, by their order: what nothing but
            themselves would hold is no derivation (采纳150条，采纳率75% of 建议200条).
    """
    figure = quantity(mention)
    if figure is None or figure.upper is not None or figure.ordinal:
        return None
    asked = _question(mention, figure, case, is_either_way=is_either_way)
    resting_on |= {mention.order}
    found = _first_grounded(_rules(asked), asked, case, resting_on)
    if found is None and figure.unit == GENERIC_UNIT and asked.behind.startswith(_MEASURED_AS):
        found = _as_sum(replace(asked, figure=replace(figure, unit=asked.behind[0])))
    if found is None and mention.owner and asks_for_derivation(mention, case):
        before = case.related(mention.owner - 1)[:RELATED]
        wider = replace(asked, near=tuple(dict.fromkeys((*asked.near[:_OWN_NEAR], *before, *asked.near))))
        found = _first_grounded(_rules(wider), wider, case, resting_on)
    if found is None and figure.rounding in _BOUNDS:
        found = _of_bounded(asked)
    if found is not None or not figure.unit or figure.unit in _SHARES or not case.evidence.by_unit.get(""):
        return found
    return _of_bare_figures(asked)


def _first_grounded(
    rules: Iterable[Rule], asked: Question, case: Case, resting_on: frozenset[int]
) -> Derivation | None:
    """The first derivation whose sources are the facts' or follow from them without what rests on it."""
    derivations = (found for rule in rules if (found := rule(asked)))
    return next((one for one in derivations if _is_grounded(one, case, resting_on)), None)


def _is_grounded(derivation: Derivation, case: Case, resting_on: frozenset[int]) -> bool:
    written = [source for source in derivation.sources if case.is_written(source)]
    return all(
        case.pair_of(source) is not None
        or is_told_bare(source, case)
        or (
            source.order not in resting_on
            and derive(source, case, is_either_way=True, resting_on=resting_on) is not None
        )
        for source in written
        if quantity(source) is not None
    )


def is_told_bare(mention: Mention, case: Case) -> bool:
    """Whether a related fact has a figure without its unit as what something grew from: 由120扩到260㎡."""
    numeral = _DIGITS.match(mention.atom.text)
    return numeral is not None and any(
        numeral.group() in _grown_from(case.evidence.facts[owner].body)
        for owner in case.related(mention.owner)
    )


@lru_cache(maxsize=4096)
def _grown_from(fact: str) -> frozenset[str]:
    return frozenset(_GROWN_FROM.findall(fact))


def _of_bounded(asked: Question) -> Derivation | None:
    """平均超80人 of 逾800人 in 10个协会: a bound of what is bounded itself."""
    figure = asked.figure
    loose = replace(asked, figure=replace(figure, rounding=_LOOSE_BOUNDS[figure.rounding]))
    found = next((found for rule in _rules(loose) if (found := rule(loose))), None)
    sources = quantities_of(found.sources) if found is not None else []
    return found if any(source.rounding in _BOUNDS for source in sources) else None


def _of_bare_figures(asked: Question) -> Derivation | None:
    """How a figure follows from figures whose unit the facts leave out: 2250人 from 粉丝4100→6350."""
    bare = replace(asked, figure=replace(asked.figure, unit=""))
    derivations = (found for rule in _rules(bare) if (found := rule(bare)))
    return next((one for one in derivations if all(map(_is_bare, one.sources))), None) or _as_labelled(bare)


def _as_labelled(bare: Question) -> Derivation | None:
    """岗位1160个 of 41家 岗位860 意向215；18家 岗位300 意向64: bare figures behind one word."""
    around = bare.cue + bare.behind
    for owner in bare.near[:RELATED]:
        by_label: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in bare.evidence.of_fact[owner]:
            label = mention.left_text.strip()[-_LABEL:]
            if _is_bare(mention) and len(label) == _LABEL and label in around:
                by_label[label].append(mention)
        for group in by_label.values():
            if len(group) > 1 and (found := _sum_if_equal(bare.figure, group)):
                return found
    return None


def _is_bare(mention: Mention) -> bool:
    figure = quantity(mention)
    return figure is not None and figure.unit in {"", *_SHARES} and not figure.ordinal


def asks_for_derivation(mention: Mention, case: Case) -> bool:
    """Whether the words right before a figure say that it is computed: 平均每户, 合计, 比上年多."""
    clause = last_clause(cue_window(mention, case.reading.text))
    return _ASKS.search(clause) is not None


def _question(mention: Mention, figure: Quantity, case: Case, *, is_either_way: bool) -> Question:
    cue, around = cue_window(mention, case.reading.text), _around(mention, case.reading)
    return Question(
        mention=mention,
        figure=figure,
        cue=cue,
        behind=words_behind(mention, case.reading.text),
        clause=last_clause(cue),
        reading=case.reading,
        evidence=case.evidence,
        near=_near(mention, cue, case),
        is_either_way=is_either_way,
        sentence=[other for other in around if quantity(other)],
        dates=[other for other in around if isinstance(other.atom, DateMention)],
    )


def _near(mention: Mention, cue: str, case: Case) -> Sequence[int]:
    """The facts most like a sentence; of one that only compares (相差4分) those of the one before."""
    near = case.related(mention.owner)
    if near or not mention.owner or not _COMPARES_BEFORE.search(cue):
        return near
    return case.related(mention.owner - 1)


def _around(mention: Mention, reading: Reading) -> list[Mention]:
    """The other mentions of the same sentence; of a very long one those around the mention."""
    low = max(0, mention.order - _LONGEST_LISTING)
    return [
        other
        for other in reading.mentions[low : mention.order + _LONGEST_LISTING + 1]
        if other.owner == mention.owner and other.order != mention.order
    ]


def _rules(asked: Question) -> Iterator[Rule]:
    """The rules that the wording around a figure asks for, in order of trust."""
    yield from base_rules(asked)
    yield _as_sum
    if TOTAL_CUE.search(asked.cue):
        yield _as_sum_of_named
        yield _as_sum_of_kinds
    yield from subtotal_rules(asked)
    yield from stock_rules(asked)
    yield _as_run
    yield _as_each
    yield as_one_of_each
    yield _as_same_label
    yield from duration_rules(asked)
    yield from ratio_rules(asked)
    yield _as_count
    if asked.figure.unit == "%" and asked.figure.value == _WHOLE:
        yield _as_all


def expected_total(mention: Mention, case: Case) -> Total | None:
    """The total that a 共计-figure should have: the sum of the listing before it in its sentence."""
    figure, reading = quantity(mention), case.reading
    if figure is None or not TOTAL_CUE.search(cue_window(mention, reading.text)):
        return None
    if _OF_NAMED.search(last_clause(cue_window(mention, reading.text))):
        return None  # 满意和基本满意合计: not of all that is listed
    listing = _listing(mention, figure, reading)
    listing = _enumeration(listing, reading) or listing
    part = part_of_list(listing, last_clause(cue_window(mention, reading.text)))
    listing = listing if part is None else part
    if len(listing) < 2 or any(AVERAGE_CUE.search(item.left_text) for item in listing):
        return None
    return total_of(quantities_of(listing))


def _listing(mention: Mention, figure: Quantity, reading: Reading) -> Sequence[Mention]:
    """Figures of the same unit before `mention` in its sentence, of the named thing if it names one."""
    items = [
        other
        for other in _around(mention, reading)
        if other.order < mention.order
        and (item := quantity(other)) is not None
        and item.unit == figure.unit
        and not item.ordinal
        and item.upper is None
        and not any(
            apart.search(reading.text, max(0, other.atom.start - _LISTED_REACH), other.atom.start)
            for apart in (_INCLUDED, DIFFERENCE_CUE)
        )
    ]
    return _of_named_thing(mention, items, reading)


def _enumeration(listing: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """The last figures of a listing that no clause mark parts; none when it is only one."""
    first = len(listing) - 1
    while first > 0 and not CLAUSE_MARK.search(
        reading.text, listing[first - 1].atom.end, listing[first].atom.start
    ):
        first -= 1
    return listing[first:] if len(listing) - first >= 2 else []


def _of_named_thing(mention: Mention, items: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """三级“三八红旗集体”共21个 adds only the figures whose own words hold that quoted name."""
    labels = [
        name.norm
        for name in (other.atom for other in reading.mentions[max(0, mention.order - 4) : mention.order])
        if isinstance(name, Name)
        and 0 <= mention.atom.start - name.end <= _CUE_WINDOW
        and name.text in mention.left_text
    ]
    for label in labels:
        named = [item for item in items if label in (item.left_text if item.left else item.right_text)]
        if 2 <= len(named) < len(items):
            return named
    return items


def _of_same_noun(mention: Mention, items: Sequence[Mention]) -> Sequence[Mention]:
    """10个比赛项目和1个表演项目，共11个项目: only the figures that count the total's noun."""
    return [item for item in items if likeness(mention, item) >= _SAME_NOUN]


def _as_sum(asked: Question) -> Derivation | None:
    """A total of a listing in the sentence, of one fact's figures, or of all figures of like things."""
    mention, figure, reading = asked.mention, asked.figure, asked.reading
    if _REMAINS.search(asked.clause):
        return None
    listing = _listing(mention, figure, reading)
    part = part_of_list(_enumeration(listing, reading) or listing, asked.clause)
    if part is not None:
        return _sum_if_equal(figure, part)
    groups = [_enumeration(listing, reading), listing, _of_same_noun(mention, listing), *_fact_groups(asked)]
    if TOTAL_CUE.search(asked.cue):
        earlier = [
            other
            for other in reading.mentions[max(0, mention.order - _LONGEST_LISTING) : mention.order]
            if mention.owner - 3 <= other.owner and (item := quantity(other)) and item.unit == figure.unit
        ]
        groups.append(_of_named_thing(mention, earlier, reading))
        # 每户2000元，计1.8万元…三项合计: the rates are no items.
        items = _of_named_thing(
            mention, [other for other in earlier if not AVERAGE_CUE.search(other.left_text)], reading
        )
        count = _ITEMS.search(asked.clause)
        again = [m for m in asked.sentence if m.order < mention.order and f"{unit_of(m)}次" == figure.unit]
        groups += [again, again[-_LEAST_DAYS:]]  # 送510人，接380人，一送一接共890人次
        groups += [items, items[-int(parse_number(count["count"]) or 0) :] if count else []]
    return next((found for group in groups if (found := _sum_if_equal(figure, group))), None)


def _as_sum_of_named(asked: Question) -> Derivation | None:
    """满意和基本满意合计1105份: the figures right behind the very words that the total names."""
    told = _TOTAL_OF.search(asked.clause)
    names = [name.strip() for name in LINK.split(told["names"])] if told is not None else []
    if len(names) < _LEAST_DAYS:
        return None
    unit, pool = asked.figure.unit, (*asked.sentence, *(one for group in asked.related for one in group))
    group = [
        next((one for one in pool if _is_labelled(one, name) and unit_of(one) == unit), None)
        for name in names
    ]
    found = [one for one in group if one is not None]
    return _sum_if_equal(asked.figure, found) if len(found) == len(names) else None


def _is_labelled(mention: Mention, name: str) -> bool:
    """Whether a figure stands right behind a name and nothing longer: 满意, and no 基本满意."""
    label = _LAST_WORDS.search(mention.left_text)
    return label is not None and label.group().removeprefix("其中") == name


def _as_sum_of_kinds(asked: Question) -> Derivation | None:
    """共计268件 of 格言213条、漫画46幅、视频9部: different things counted as pieces."""
    if asked.figure.unit not in _THINGS:
        return None
    listing = _enumeration([one for one in asked.sentence if one.order < asked.mention.order], asked.reading)
    items = quantities_of(listing)
    units = {item.unit for item in items}
    if len(units) != len(items) or not units.isdisjoint(_NEVER_COUNTED) or asked.figure.unit in units:
        return None
    return _sum_if_equal(asked.figure, listing)


def _fact_groups(asked: Question) -> Iterator[Sequence[Mention]]:
    """Figures of the facts that belong together: of one fact; of all facts when a total is asked for."""
    mention, figure, reading = asked.mention, asked.figure, asked.reading
    for owner in asked.near:
        group = _of_named_thing(mention, _addends(asked.evidence.of_fact[owner], figure), reading)
        if not TOTAL_CUE.search(asked.cue) and len({tells_plan(one.left_text) for one in group}) > 1:
            continue  # 完成改造5个 of 已完成3个，拟再改造2个
        yield group
        yield _of_same_noun(mention, group)
    if TOTAL_CUE.search(asked.cue):
        by_unit = asked.evidence.by_unit
        fitting = by_unit.get(figure.unit) or [
            other for unit in _COUNTED_AGAIN if figure.unit == f"{unit}次" for other in by_unit.get(unit, ())
        ]
        if len(fitting) <= _MOST_ADDED:
            named = _of_named_thing(mention, fitting, reading)
            yield [other for other in named if likeness(mention, other) >= _LIKE_THINGS]
            yield named
            yield _of_names(asked, fitting)


def _of_names(asked: Question, fitting: Sequence[Mention]) -> Sequence[Mention]:
    """Those figures whose facts hold one of the names that a total is told of: 讲座和团辅合计."""
    told = _TOTAL_OF.search(asked.cue)
    names = [name[-_LABEL:] for name in _NAMES.split(told["names"]) if len(name) >= _LABEL] if told else []
    if len(names) < _LEAST_DAYS:
        return []
    return [found for name in names if (found := _first_behind(name, fitting, asked)) is not None]


def _first_behind(name: str, fitting: Sequence[Mention], asked: Question) -> Mention | None:
    """The first figure that a fact tells behind a name."""
    for other in fitting:
        at = asked.evidence.facts[other.owner].text.find(name)
        if 0 <= at < other.atom.start:
            return other
    return None


def _addends(mentions: Sequence[Mention], figure: Quantity) -> list[Mention]:
    """The figures of one fact that may add up to `figure`."""
    return [
        other
        for other in mentions
        if (item := quantity(other)) is not None
        and _adds_up(item.unit, figure.unit)
        and not item.ordinal
        and item.upper is None
        and not other.last_year
        and not _INCLUDED.search(other.left_text)
    ]


def _as_run(asked: Question) -> Derivation | None:
    """A sum of the figures listed behind 其中, or of those a fact gives for the part of the year told."""
    figure = asked.figure
    behind = [other for other in asked.sentence if other.order > asked.mention.order]
    if "其中" in asked.reading.text[figure.end : figure.end + _LISTED_REACH]:
        like = [other for other in behind if (item := quantity(other)) and item.unit == figure.unit]
        if figure.unit in _THINGS and len(like) < len(behind):
            like = [other for other in behind if (item := quantity(other)) and _is_counted(item)]
        for end in range(2, len(like) + 1):
            if found := _sum_if_equal(figure, like[:end]):
                return found
    told = [date.atom for date in asked.dates if 0 <= figure.start - date.atom.end <= _PART_REACH]
    parts = [date for date in told[-1:] if isinstance(date, DateMention) and date.part]
    for owner in asked.near[:RELATED] if parts else ():
        dates = asked.evidence.of_fact[owner]
        group = [
            mention
            for mention in _addends(dates, figure)
            if (own := _date_of(mention, dates)) is not None and lies_in(own, parts[0])
        ]
        if found := _sum_if_equal(figure, group):
            return found
    return None


def _is_counted(item: Quantity) -> bool:
    """Whether a figure counts things, whatever their measure word: 3辆, 10台."""
    return not item.ordinal and item.upper is None and item.unit not in _NEVER_COUNTED


def _date_of(mention: Mention, mentions: Sequence[Mention]) -> DateMention | None:
    """The last date before a figure of a fact."""
    dates = [other.atom for other in mentions if other.order < mention.order]
    return next((date for date in reversed(dates) if isinstance(date, DateMention)), None)


def _adds_up(unit: str, total_unit: str) -> bool:
    """Whether figures of a unit make a total of another: 4金3银 make 7枚, 14人 and 11人 25人次."""
    is_counted_again = total_unit == f"{unit}次" and unit in _COUNTED_AGAIN
    return (
        unit == total_unit
        or is_counted_again
        or (not unit and total_unit in {"枚", "块"})
        or (unit, total_unit) == ("票", "张")
        or (not total_unit and unit != "")
    )


def _as_each(asked: Question) -> Derivation | None:
    """4期 of a fact that says 家政、面点培训各2期: the figure once for each member."""
    for owner in asked.near[:RELATED]:
        body = asked.evidence.facts[owner].text
        for mention in asked.evidence.of_fact[owner]:
            item = quantity(mention)
            if (
                item is None
                or item.unit != asked.figure.unit
                or _EACH.search(body, max(0, item.start - 8), item.start) is None
            ):
                continue
            clause = CLAUSE_MARK.split(body[: item.start])[-1]
            members = len(_MEMBER_MARKS.findall(clause)) + len(_LAST_LINK.findall(clause)) + 1
            if members > 1 and item.value * members == asked.figure.value:
                formula = f"{item.text}×{members}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(mention,))
    return None


def _as_same_label(asked: Question) -> Derivation | None:
    """技师53人 of several facts 数控组：技师18人，高级技师6人: what all of them tell of one noun."""
    told = asked.mention.left_text.strip()
    by_label: defaultdict[str, list[Mention]] = defaultdict(list)
    for other in asked.evidence.by_unit.get(asked.figure.unit, ())[:_MOST_ADDED]:
        label = _NOT_HAN.sub("", other.left_text)
        if len(label) >= _LABEL and told.endswith(label):
            by_label[label].append(other)
    for label in sorted(by_label, key=len, reverse=True):
        group = by_label[label]
        if len({other.owner for other in group}) > 1:
            return _sum_if_equal(asked.figure, group)
    return None


def _sum_if_equal(figure: Quantity, group: Sequence[Mention]) -> Derivation | None:
    items = quantities_of(group)
    if not 2 <= len(items) <= _LONGEST_SUM or sum((item.value for item in items), Decimal(0)) != figure.value:
        return None
    if figure.rounding in _BOUNDS and all(item.rounding is Rounding.EXACT for item in items):
        return None  # 447人 itself is no 近447人
    return Derivation(formula=f"{_sum_formula(items)}＝{figure.text}", sources=tuple(group))


def _sum_formula(items: Sequence[Quantity]) -> str:
    return "＋".join(item.text for item in items)


def _as_all(asked: Question) -> Derivation | None:
    """入会率100% of a fact that says 全部入会."""
    rate = _RATE.search(asked.clause)
    if rate is None:
        return None
    told = re.compile(f"(?:全部|全员|全体|均)已?{rate['act']}")
    facts = (asked.evidence.facts[owner].text for owner in asked.near[:RELATED])
    found = next((match for fact in facts if (match := told.search(fact))), None)
    return Derivation(formula=f"{found.group()}，即100%", sources=()) if found is not None else None


def _as_count(asked: Question) -> Derivation | None:
    """两次共计, 三类群体合计, 三个食堂: a small number that counts what its own sentence lists."""
    figure = asked.figure
    if not 2 <= figure.value <= _LARGEST_COUNT or figure.unit in _NEVER_COUNTED:
        return None
    listed = _listed_behind(asked) or _listed_around(asked) | _seasons(asked) | _named_before(asked)
    return Derivation(formula=f"本句列举共{figure.text}", sources=()) if figure.value in listed else None


def _listed_behind(asked: Question) -> frozenset[int]:
    """How many members the list has that a number opens (三项活动：…, 三个社团（…）); empty without one."""
    text, end = asked.reading.text, asked.mention.atom.end
    opening = _OPENS_LIST.match(text, end)
    if opening is None:
        return frozenset()
    closing = "）" if opening.group().endswith("（") else "。"
    stop = text.find(closing, opening.end(), opening.end() + SENTENCE_WINDOW)
    words = text[opening.end() : stop if stop >= 0 else opening.end() + SENTENCE_WINDOW]
    if "；" in words:
        return frozenset({words.count("；") + 1})
    first = CLAUSE_MARK.split(words)[0]
    members = {len(LINK.findall(part)) + 1 for part in (first, words)}
    return frozenset({*members, len(CLAUSE_MARK.findall(words)) + 1} - {1})


def _listed_around(asked: Question) -> frozenset[int]:
    """How many dates, names, clauses or like figures the sentence of a number has; totals are no members."""
    mention, reading = asked.mention, asked.reading
    start, end = reading.sentences[mention.owner] if reading.sentences else (0, len(reading.text))
    start = max(start, mention.atom.start - SENTENCE_WINDOW)
    end = min(end, mention.atom.end + SENTENCE_WINDOW)
    around = [other for other in _around(mention, reading) if not _is_total(other, reading)]
    members = len(LINK.findall(CLAUSE_MARK.split(reading.text[start : mention.atom.start])[-1])) + 1
    persons = [o for o in around if isinstance(o.atom, Name) and o.atom.kind is AtomKind.PERSON]
    if members > 1 and any(other.atom.end == mention.atom.start for other in persons):
        before = sum(start <= other.atom.start < mention.atom.start for other in persons)
        return frozenset({members, before})  # 李强、周敏、郑国华3人, whatever else the sentence names
    clauses = re.split("[，；：。]", reading.text[start:end])
    return frozenset({
        sum(isinstance(other.atom, DateMention) for other in around),
        sum(isinstance(other.atom, Name) for other in around),
        *_counts_of_units(around),
        *_counts_of_units([other for other in around if other.order < mention.order]),
        reading.text[start : mention.atom.start].count("；") + 1,
        members,
        *(len(LINK.findall(clause)) + 1 for clause in clauses if LINK.search(clause)),
        *(clause.count("、") + 1 for clause in clauses if "、" in clause),
    })  # fmt: skip


def _named_before(asked: Question) -> frozenset[int]:
    """How often the sentence before names what is counted: 三位状元 behind three that have the word."""
    noun, owner = asked.behind[:_LABEL], asked.mention.owner
    if not owner or len(noun) < _LABEL or not asked.reading.sentences:
        return frozenset()
    return frozenset({asked.reading.text.count(noun, *asked.reading.sentences[owner - 1])})


def _seasons(asked: Question) -> frozenset[int]:
    """How many parts of the year each related fact names: 四个季度."""
    parts = (
        sum(isinstance(m.atom, DateMention) and bool(m.atom.part) for m in asked.evidence.of_fact[owner])
        for owner in asked.near[:RELATED]
    )
    return frozenset(parts) if asked.behind.startswith(("季度", "学期", "半年")) else frozenset()


def _is_total(mention: Mention, reading: Reading) -> bool:
    return quantity(mention) is not None and _SUMMED.search(mention.left_text) is not None


def _counts_of_units(mentions: Sequence[Mention]) -> Iterable[int]:
    """How many figures there are of each unit."""
    return Counter(figure.unit for figure in quantities_of(mentions)).values()
