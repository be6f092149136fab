"""Figures, dates and names that stand at another's place, however freely the text is worded.

Which fact a place belongs to is told by all around it: the words on both sides, the clause, the figures of
the same fact close by. Two atoms are exchanged when each fits the place of the other's fact better than that
of its own; one is misplaced when the atom that belongs there stands nowhere.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from summarizer.domain import AtomKind, DateMention, Name, Quantity
from summarizer.verify.case import Case, Pair
from summarizer.verify.context import likeness
from summarizer.verify.marks import RESPECTIVELY
from summarizer.verify.mentions import Mention, char_pairs, is_festival

_MARK = re.compile("[，。；：！？、\n]|以及")
_STOP = re.compile("[。；\n]")
# What tells of a place beside the words around it, which weigh 1: its clause, its fact, its companions.
_OF_CLAUSE, _OF_FACT, _OF_COMPANION, _OF_DATE, _OF_LABEL = 1.0, 0.6, 0.5, 0.8, 1.0
_ENOUGH_OF_CLAUSE, _ENOUGH_OF_FACT = 3, 4
# Both together must gain so much, and each of them anything at all.
_LEAST_GAIN, _LEAST_OF_ONE = 0.5, 0.01
# A figure that follows from the facts is wrong only where it fits so much better.
_LEAST_LEAD, _SURE_LEAD = 0.9, 1.5
_CUE_REACH, _LABEL = 8, 2
_GROWN_TO = re.compile("[增提上升下降减扩调][长加高升大少低]?[到至为]了?[^，。；0-9]{0,6}$")
_JOINT = re.compile("[、和与及]?")
_LINKS = frozenset("至到和与及、—~-")
_Said = tuple[object, ...]
_LAST_YEAR: _Said = ("last",)
_THIS_YEAR: _Said = ("this",)
_BEFORE_THIS = frozenset("去上前")
# A figure told like this is reckoned from others.
_RECKONED = re.compile("[每各均单率占增减升降缩共另剩多少]|[去上]年|合计|总计|总数|结余|其余|余额|还有")
# 会员372人，其中男会员118人: the whole of what follows.
_PARTED = re.compile("[^。；]{0,4}(?:其中|[：:])")
# Whoever is named with another's post is at home with it: 工会主席汤敏华.
_POST = re.compile(
    "[\u4e00-\u9fff]{0,6}(?:主席|书记|[院校局处科部所站厂队班组会馆园]长|主任|经理|老师|教师|同志|医生|护士|教授|律师|师傅"
    "|工程师|总监|委员|干事|职工|选手|会员|劳模|工人)$"
)
_LONGEST_POST = 10
_COMPANION_REACH, _DATE_COMPANION_REACH, _LIST_REACH = 16, 30, 60
_MOST_NEAR, _MOST_OF_FACT, _MOST_HOLDERS = 8, 48, 4


@dataclass(slots=True)
class Places:
    """What stands around the mentions of a text and of its facts, each place read once."""

    case: Case
    _written: dict[int, frozenset[str]] = field(default_factory=dict)
    _beside: dict[int, frozenset[int]] = field(default_factory=dict)
    _dates: dict[int, frozenset[_Said]] = field(default_factory=dict)

    def gain(self, mention: Mention, other: Mention, own: Mention) -> float:
        """By how much better a mention fits the place of another fact mention than that of its own."""
        gained = self._fit(mention, other) - self._fit(mention, own)
        if other.owner != own.owner:
            beside = self._owners_beside(mention)
            gained += _OF_COMPANION * ((other.owner in beside) - (own.owner in beside))
        if isinstance(mention.atom, Name):
            label = self._label_of_companion(mention)
            return gained + _OF_LABEL * ((other.order == label) - (own.order == label))
        if isinstance(mention.atom, DateMention):
            dates = self._told_dates(mention)
            there, here = (_said_by(one) in dates for one in (other, own))
        else:
            dates = self._told_dates(mention)
            there, here = (not dates.isdisjoint(self._dates_of(one)) for one in (other, own))
        return gained + _OF_DATE * (there - here)

    def gains(self, pair: Pair, other: Pair) -> tuple[float, float]:
        """What each of two pairs' atoms gains when the two are exchanged."""
        return self.gain(pair.text, other.fact, pair.fact), self.gain(other.text, pair.fact, other.fact)

    def _label_of_companion(self, mention: Mention) -> int | None:
        """The fact's name right before the figure that stands right behind a name: 二等奖 of 二等奖4名."""
        group = self.case.reading.by_sentence[mention.owner]
        at = mention.order - group[0].order + 1
        pair = self.case.pair_of(group[at]) if at < len(group) else None
        if pair is None or group[at].atom.start != mention.atom.end:
            return None
        of_fact = self.case.evidence.of_fact[pair.fact.owner]
        before = of_fact[pair.fact.order - of_fact[0].order - 1] if pair.fact is not of_fact[0] else None
        is_label = before is not None and pair.fact.atom.start - before.atom.end <= 1
        return before.order if before is not None and is_label and isinstance(before.atom, Name) else None

    def _told_dates(self, mention: Mention) -> frozenset[_Said]:
        """What the dates say that a figure of the text is told of, or that the figure behind a date has."""
        if mention.order not in self._dates:
            is_date = isinstance(mention.atom, DateMention)
            told = self._companions_dates(mention) if is_date else self._dates_before(mention)
            self._dates[mention.order] = frozenset(told)
        return self._dates[mention.order]

    def _dates_before(self, mention: Mention) -> set[_Said]:
        """What the last dates before a figure of the text say."""
        group = self.case.reading.by_sentence[mention.owner]
        return _last_dates(group, mention.order - group[0].order)

    def _dates_of(self, fact: Mention) -> set[_Said]:
        """What the last dates before a figure of a fact say."""
        of_fact = self.case.evidence.of_fact[fact.owner]
        return {_LAST_YEAR} if fact.last_year else _last_dates(of_fact, fact.order - of_fact[0].order)

    def _companions_dates(self, mention: Mention) -> set[_Said]:
        """What the fact says of when the figure right behind a date was reached."""
        for other in self.near(mention):
            if other.atom.start < mention.atom.end:
                continue
            if isinstance(other.atom, DateMention) and not is_festival(other.atom):
                return set()
            pair = self.case.pair_of(other)
            if isinstance(other.atom, Quantity) and pair is not None:
                return self._dates_of(pair.fact)
        return set()

    def _fit(self, mention: Mention, fact: Mention) -> float:
        reading = self.case.evidence.facts[fact.owner]
        written = self._clause(mention)
        told = _around(fact, self.case.evidence.of_fact[fact.owner], reading.text)
        near = 0.0 if _is_person(mention) else likeness(mention, fact)
        return (
            near
            + _OF_CLAUSE * _shared(written, told, _ENOUGH_OF_CLAUSE)
            + _OF_FACT * _covered(written, reading.grams)
        )

    def _clause(self, mention: Mention) -> frozenset[str]:
        if mention.order not in self._written:
            reading = self.case.reading
            group = reading.by_sentence[mention.owner]
            self._written[mention.order] = _around(mention, group, reading.text)
        return self._written[mention.order]

    def _owners_beside(self, mention: Mention) -> frozenset[int]:
        """The facts of the atoms close by in the same sentence."""
        if mention.order not in self._beside:
            self._beside[mention.order] = frozenset(self._near_owners(mention))
        return self._beside[mention.order]

    def _near_owners(self, mention: Mention) -> set[int]:
        start, is_figure = mention.atom.start, isinstance(mention.atom, Quantity)
        reach = _DATE_COMPANION_REACH if isinstance(mention.atom, DateMention) else _COMPANION_REACH
        return {
            pair.fact.owner
            for other in self.near(mention)
            if abs(other.atom.start - start) < reach
            and not (is_figure and isinstance(other.atom, DateMention))  # a date speaks for itself
            and (pair := self.case.pair_of(other)) is not None
        }

    def lead(self, mention: Mention, holder: Mention, fact: Mention) -> float:
        """By how much better a mention fits the place of a fact's figure than the one that has its value."""
        return self._fit(mention, fact) - self._fit(holder, fact)

    def rivals(self, mention: Mention, held: Collection[int] | None = None) -> Iterator[Mention]:
        """The atoms of the facts near a place that might belong there instead, if given those in `held`."""
        kind = type(mention.atom)
        owners = dict.fromkeys(self.case.related(mention.owner))
        for other in self.near(mention):
            pair = self.case.pair_of(other)
            if pair is not None:
                owners[pair.fact.owner] = None
        for owner in owners:
            for fact in self.case.evidence.of_fact[owner][:_MOST_OF_FACT]:
                is_wanted = type(fact.atom) is kind and (held is None or fact.order in held)
                if is_wanted and _is_alike(fact, mention):
                    yield fact

    def near(self, mention: Mention) -> Iterator[Mention]:
        """The other atoms of the sentence, of a very long one those around a mention."""
        group = self.case.reading.by_sentence[mention.owner]
        at = mention.order - group[0].order
        for other in group[max(0, at - _MOST_NEAR) : at + _MOST_NEAR]:
            if other is not mention:
                yield other


def _shared(left: frozenset[str], right: frozenset[str], enough: int) -> float:
    if not left or not right:
        return 0.0
    return min(1.0, len(left & right) / min(len(left), len(right), enough))


def _covered(words: frozenset[str], fact: frozenset[str]) -> float:
    return min(1.0, len(words & fact) / min(len(words), _ENOUGH_OF_FACT)) if words else 0.0


def _around(mention: Mention, group: Sequence[Mention], text: str) -> frozenset[str]:
    """The character pairs of the clause or list item around an atom, up to the next one of its kind."""
    atom, stop = mention.atom, len(text)
    at = mention.order - group[0].order
    for other in group[at + 1 : at + 1 + _MOST_NEAR]:
        if isinstance(other.atom, type(atom)):
            stop = other.atom.start
            break
    start = atom.start
    if _is_person(mention):
        post = _POST.search(text, max(0, start - _LONGEST_POST), start)
        start = post.start() if post is not None else start
    return _clause_pairs(text, start, atom.end, stop, isinstance(atom, DateMention))


def _is_person(mention: Mention) -> bool:
    return isinstance(mention.atom, Name) and mention.atom.kind is AtomKind.PERSON


@lru_cache(maxsize=16384)
def _clause_pairs(text: str, start: int, end: int, stop: int, is_date: bool) -> frozenset[str]:
    """The character pairs of text[start:end]'s clause without it.

    Behind it nothing from `stop` on counts when there are words before it. Of one that stands alone the
    clause before counts; for a date, which opens what is told of it, the one behind.
    """
    marks = _marks(text)
    at = bisect_left(marks, start) - 1
    left = marks[at] + 1 if at >= 0 else 0
    behind = bisect_left(marks, end)
    right = marks[behind] if behind < len(marks) else len(text)
    before = char_pairs(text[left:start])
    pairs = before | char_pairs(text[end : min(right, stop) if before or is_date else right])
    if not pairs and is_date and behind + 1 < len(marks):
        pairs = char_pairs(text[right : min(marks[behind + 1], max(stop, right))])
    if pairs or at < 0:
        return pairs
    return char_pairs(text[marks[at - 1] + 1 if at > 0 else 0 : marks[at]])


@lru_cache(maxsize=4096)
def _marks(text: str) -> Sequence[int]:
    return [match.start() for match in _MARK.finditer(text)]


def displaced(pairs: Sequence[Pair], places: Places) -> Iterator[tuple[Pair, Pair]]:
    """Pairs whose atoms of one kind stand at each other's places, the surest first.

    Args:
        pairs: the pairs in question, in the order of the text.
        places: what stands around the mentions of the text and the facts, equal atoms bound.
    """
    holders: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        holders[pair.fact.order].append(pair)
    found = []
    for pair in pairs:
        for fact in places.rivals(pair.text, holders):
            others = [one for one in holders[fact.order][:_MOST_HOLDERS] if one.text.order > pair.text.order]
            if not others or (gained := places.gain(pair.text, fact, pair.fact)) < _LEAST_OF_ONE:
                continue
            for other in others:
                returned = places.gain(other.text, pair.fact, fact)
                is_better = returned >= _LEAST_OF_ONE and gained + returned >= _LEAST_GAIN
                if is_better and not _is_told_elsewise(pair, other, places.case):
                    found.append((gained + returned, pair, other))
    found.sort(key=lambda one: (-one[0], one[1].text.order, one[2].text.order))
    yield from ((pair, other) for _, pair, other in found)


def outbid(places: Places) -> dict[int, Mention]:
    """Figures no fact has that stand at the place of one of the facts, by their order, with that one.

    立案17件，其余21件 of a fact that says 征集38件，立案21件: 17 may follow from the facts, but not there.
    The figure of the fact stands in the text as well, at a place that is less its own.
    """
    case, found = places.case, {}
    holders: defaultdict[int, list[Mention]] = defaultdict(list)
    for pair in case.of_text.values():
        holders[pair.fact.order].append(pair.text)
    for mention in case.reading.figures:
        if case.pair_of(mention) is not None or not _is_plain_amount(mention, case.reading.text):
            continue
        best, meant = _LEAST_LEAD, None
        for fact in places.rivals(mention, holders):
            held = holders.get(fact.order, ())
            if not held or fact.last_year or not case.evidence.may_accuse(fact):
                continue
            if _RECKONED.search(fact.left_text[-_CUE_REACH:]) or _is_in_turn(held[0], case.reading.text):
                continue
            lead = min(places.lead(mention, other, fact) for other in held[:_MOST_HOLDERS])
            if lead > best:
                best, meant = lead, fact
        if meant is not None:
            found[mention.order] = meant
    return found


def rightful(pair: Pair, places: Places) -> Mention | None:
    """The atom that belongs where one of another fact stands, when nothing else stands for it; else None.

    元宵节灯谜会…；元宵节送重阳糕 of facts that tell of 元宵节 and of 重阳节: only one of the two is at home.
    """
    case = places.case
    start = pair.text.atom.start
    if case.reading.text[start - 1 : start] in _LINKS:
        return None  # 一至三季度
    best, meant = _LEAST_LEAD if case.is_shared(pair) else _SURE_LEAD, None
    for fact in places.rivals(pair.text):
        if fact.order == pair.fact.order or case.is_claimed(fact) or not case.evidence.may_accuse(fact):
            continue
        if fact.owner == pair.fact.owner and not _is_parted(fact, pair.fact, case):
            continue  # 7月 of a fact that says 7月和8月: only half told
        gained = places.gain(pair.text, fact, pair.fact)
        if gained > best:
            best, meant = gained, fact
    return meant


def _is_parted(one: Mention, other: Mention, case: Case) -> bool:
    """Whether a figure stands between two atoms of a fact."""
    of_fact = case.evidence.of_fact[one.owner]
    first, last = sorted((one.order - of_fact[0].order, other.order - of_fact[0].order))
    return any(isinstance(between.atom, Quantity) for between in of_fact[first + 1 : last])


def _is_plain_amount(mention: Mention, text: str) -> bool:
    """Whether a figure is told as it is, and neither reckoned, nor a sum, nor one of several told in turn."""
    figure = mention.atom
    if not isinstance(figure, Quantity) or figure.soft or figure.ordinal or figure.upper is not None:
        return False
    if _RECKONED.search(mention.left_text[-_CUE_REACH:]) or _is_in_turn(mention, text):
        return False
    return _PARTED.match(text, figure.end) is None


def _is_alike(fact: Mention, mention: Mention) -> bool:
    """Whether two atoms of one kind differ."""
    told, written = fact.atom, mention.atom
    if isinstance(told, Quantity) and isinstance(written, Quantity):
        return told.unit == written.unit and told.ordinal == written.ordinal and told.value != written.value
    if isinstance(told, Name) and isinstance(written, Name):
        return told.kind is written.kind and told.norm not in written.norm and written.norm not in told.norm
    if isinstance(told, DateMention) and isinstance(written, DateMention):
        return _is_one_shape(told, written) and _said(told) != _said(written)
    return False


def _is_one_shape(one: DateMention, other: DateMention) -> bool:
    """Whether two dates say a month, a day … alike, so that they may stand for each other."""
    return (
        (one.month is None) is (other.month is None)
        and (one.day is None) is (other.day is None)
        and bool(one.part) is bool(other.part)
        and (one.weekday is None) is (other.weekday is None)
        and (one.minutes is None) is (other.minutes is None)
        and (one.upper is None) is (other.upper is None)
    )


def _last_dates(group: Sequence[Mention], at: int) -> set[_Said]:
    """What the last dates close before a place say, all those between the same two figures: 6月22日端午."""
    said: set[_Said] = set()
    figures = 0
    for other in reversed(group[max(0, at - _MOST_NEAR) : at]):
        if isinstance(other.atom, DateMention):
            told = _said(other.atom)
            if told == _LAST_YEAR and figures:
                break  # 由去年的2018人发展到2146人
            said.add(told)
        elif isinstance(other.atom, Quantity):
            figures += 1
            if said:
                break
    return said


def _said(date: DateMention) -> _Said:
    if date.month is None and not date.part and date.weekday is None and date.minutes is None:
        if date.relative:
            return _LAST_YEAR if date.text[0] in _BEFORE_THIS else _THIS_YEAR
        return (date.year,)
    return (date.month, date.day, date.weekday, date.minutes, date.part, date.upper)


def _said_by(mention: Mention) -> _Said | None:
    return _said(mention.atom) if isinstance(mention.atom, DateMention) else None


def _is_told_elsewise(pair: Pair, other: Pair, case: Case) -> bool:
    """Whether two atoms stand where their words, their order or a list puts them."""
    if _told_in_turn(pair, other, case) or _are_one_list(pair, other, case):
        return True
    if pair.fact.owner != other.fact.owner:
        return False
    if any(_GROWN_TO.search(one.fact.left_text) for one in (pair, other)):
        return True  # 由12.8万元增至15.3万元: both are told of one thing
    return _has_own_label(pair, other) or _has_own_label(other, pair)


def _has_own_label(pair: Pair, other: Pair) -> bool:
    """Whether the word right before a figure of a fact stands before it in the text, too: 新建4个."""
    mine, theirs = (one.fact.left_text[-_LABEL:] for one in (pair, other))
    is_telling = len(mine) == _LABEL and mine != theirs and char_pairs(mine)
    written = pair.text.left_text
    if isinstance(pair.text.atom, Name):
        written = written[-_LABEL:]  # 焊工贺兰舟、电工闵学军
    return bool(is_telling) and mine in written


def _told_in_turn(pair: Pair, other: Pair, case: Case) -> bool:
    """Whether both stand behind one 分别, where their order tells what they belong to."""
    return all(_is_in_turn(one.text, case.reading.text) for one in (pair, other))


def _are_one_list(pair: Pair, other: Pair, case: Case) -> bool:
    """Whether both are names of one list, whose order tells nothing: 增补郑涛、刘海燕."""
    first, last = pair.text, other.text
    if not isinstance(first.atom, Name) or first.owner != last.owner:
        return False
    group = case.reading.by_sentence[first.owner]
    members = group[first.order - group[0].order : last.order - group[0].order + 1]
    text = case.reading.text
    return all(_JOINT.fullmatch(text, one.atom.end, next_.atom.start) for one, next_ in pairwise(members))


def _is_in_turn(mention: Mention, text: str) -> bool:
    start = mention.atom.start
    words = _STOP.split(text[max(0, start - _LIST_REACH) : start])[-1]
    return RESPECTIVELY.search(words) is not None
