"""Names that stand at each other's achievements: 钳工组第一名甲，电工组第一名乙 written crosswise."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from summarizer.domain import Finding
from summarizer.verify.case import Case
from summarizer.verify.marks import RESPECTIVELY
from summarizer.verify.mentions import FactReading, char_pairs
from summarizer.verify.spelling import name_spans

_PARTS = re.compile("[，。；：！？、\n（）()]")
# A clause may open with the team or unit it is about.
_TEAM = re.compile(
    "[\u4e00-\u9fff]{1,7}?(?:车间|支部|分会|分公司|学校|小学|中学|医院|社区|街道|中心|厂|队|科|部|处|室|班|组|站|局)"
)
# 会同街道 is no team: who is meant begins behind the word.
_PARTNER = re.compile("联合|会同|携手|联手|协同|配合|[与和同由](?=[\u4e00-\u9fff]{3})")
_NEIGHBOURS = 6
_LEAST_GAIN = 2
_SAME_DEED, _SHORT_TEAM = 0.6, 4
_NO_TEAM = ("干部", "全部", "内部", "外部", "各部", "一部")
# 解决夜班, 针对加班: when people work is no team.
_SHIFTS = tuple(f"{time}班" for time in "夜早晚白中值加倒轮上下接换当顶双")
_REACH = 40
_MOST_PLACES, _MOST_COMMON = 8, 64
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who an achievement is told of, in a fact or in the text.

    Attributes:
        start, end: offsets of the name.
        owner: index of the fact.
        left, right: offsets of its clause or list item.
        words: character pairs of the rest of that clause.
        is_team: a team or unit, not a person.
    """

    name: str
    start: int
    end: int
    owner: int
    left: int
    right: int
    words: frozenset[str]
    is_team: bool


def exchanged_names(case: Case) -> list[Finding]:
    """Two findings for every two persons or teams that stand in each other's clause.

    Their clauses are noted in the case: what else is exchanged there is the same mistake. Persons go first.
    """
    pairs = [
        (told, written)
        for number in range(len(case.evidence.facts))
        for told in bearers(case.evidence.facts[number])
        if (written := _in_text(told, number, case.reading.text)) is not None
    ]
    pairs.sort(key=lambda pair: pair[1].start)
    findings: list[Finding] = []
    for is_team in (False, True):
        alike = [pair for pair in pairs if pair[0].is_team is is_team]
        for index, (told, written) in enumerate(alike):
            for other_told, other in alike[index + 1 : index + 1 + _NEIGHBOURS]:
                if _cross(told, written, other_told, other) and not case.is_exchanged(
                    written.start, other.start
                ):
                    case.exchanged += [(written.left, written.right), (other.left, other.right)]
                    findings.append(_exchange(written, other_told, other.owner, case))
                    findings.append(_exchange(other, told, written.owner, case))
    return findings


def replaced_teams(case: Case) -> Iterator[Finding]:
    """An error for a team no fact knows where the facts tell the same of another: 外科代表队获冠军."""
    text = case.reading.text
    written = [
        _bearer(text, start, end, is_team=True)
        for start, end in _teams(text)
        if not case.evidence.knows(text[start:end]) and not text.endswith(_NO_TEAM, start, end)
    ]
    for number in range(case.evidence.own if written else 0):
        for told in bearers(case.evidence.facts[number]):
            if not told.is_team or told.name in text or len(told.name) > _SHORT_TEAM:
                continue
            for other in written:
                common = len(told.words & other.words)
                is_like = len(other.name) == len(told.name) and other.name[-1] == told.name[-1]
                if is_like and common >= _SAME_DEED * max(len(told.words), len(other.words), _LEAST_GAIN):
                    yield case.finding(
                        other.start, other.end, "name_unsupported",
                        f"名称与事实不符：事实写的是“{told.name}”，这里写成了“{other.name}”。",
                        owner=number, expected=told.name, suggestion=told.name,
                    )  # fmt: skip


def replaced_persons(case: Case) -> Iterator[Finding]:
    """An error for a person of another fact where a fact tells the same of one who stands nowhere."""
    text = case.reading.text
    absent = [
        (owner, told)
        for owner in range(case.evidence.own)
        for told in bearers(case.evidence.facts[owner])
        if not told.is_team and told.name not in text
    ]
    if not absent:
        return
    places = _persons_by_pair(case)
    for owner, told in absent:
        body = case.evidence.facts[owner].text
        votes = Counter(place for pair in told.words for place in places.get(pair, ()))
        for other, common in votes.most_common(1):
            least = _SAME_DEED * max(len(told.words), len(other.words), _LEAST_GAIN)
            if common >= least and other.name not in body:
                yield case.finding(
                    other.start, other.end, "name_unsupported",
                    f"人名与事实不符：事实写的是“{told.name}”，这里写成了“{other.name}”。",
                    owner=owner, expected=told.name, suggestion=told.name,
                )  # fmt: skip


def _persons_by_pair(case: Case) -> dict[str, list[Bearer]]:
    """Where the persons of the facts stand in the text, by the character pairs of their clauses."""
    text = case.reading.text
    names = {told.name for fact in case.evidence.facts for told in bearers(fact) if not told.is_team}
    places: defaultdict[str, list[Bearer]] = defaultdict(list)
    for name in sorted(names):
        for match in islice(re.finditer(re.escape(name), text), _MOST_PLACES):
            place = _bearer(text, *match.span(), is_team=False)
            for pair in place.words:
                places[pair].append(place)
    return {pair: found for pair, found in places.items() if len(found) <= _MOST_COMMON}


@lru_cache(maxsize=4096)
def bearers(fact: FactReading) -> tuple[Bearer, ...]:
    """The persons and teams of a fact that something else is told of, each named once in it."""
    spans = [(span.start, span.end, False) for span in name_spans(fact)]
    spans += [(start, end, True) for start, end in _teams(fact.text)]
    placed = [_bearer(fact.text, start, end, is_team=is_team) for start, end, is_team in spans]
    return tuple(told for told in placed if fact.text.count(told.name) == 1 and told.words)


def _bearer(text: str, start: int, end: int, *, is_team: bool, owner: int = 0) -> Bearer:
    before = [match.end() for match in _PARTS.finditer(text, max(0, start - _REACH), start)]
    behind = _PARTS.search(text, end, end + _REACH)
    left = before[-1] if before else max(0, start - _REACH)
    # 质检部、储运部获二等奖: what is told behind the list is told of each member.
    is_bare, told = left == start and behind is not None and behind.start() == end, end
    while is_bare and behind is not None and behind.group() == "、":
        told = behind.end()
        behind = _PARTS.search(text, told, end + _REACH)
    right = behind.start() if behind else min(len(text), end + _REACH)
    if told > end and (right - told <= _LONGEST_NAME or RESPECTIVELY.search(text, end, right)):
        told = right
    words = char_pairs(text[left:start]) | char_pairs(text[told:right])
    return Bearer(
        name=text[start:end], start=start, end=end, owner=owner, left=left, right=right, words=words,
        is_team=is_team,
    )  # fmt: skip


def _teams(text: str) -> Iterator[tuple[int, int]]:
    """The teams and units that clauses and list items open with."""
    start = 0
    for mark in (*(match.start() for match in _PARTS.finditer(text)), len(text)):
        lead = _PARTNER.match(text, start, mark)
        team = _TEAM.match(text, lead.end() if lead else start, mark)
        if team is not None and not team.group().endswith(_SHIFTS):
            yield team.span()
        start = mark + 1


def _in_text(told: Bearer, owner: int, text: str) -> Bearer | None:
    """Where the name stands in the text, None when it does not or more than once."""
    at = text.find(told.name)
    if at < 0 or text.find(told.name, at + 1) >= 0:
        return None
    return _bearer(text, at, at + len(told.name), is_team=told.is_team, owner=owner)


def _cross(told: Bearer, written: Bearer, other_told: Bearer, other_written: Bearer) -> bool:
    """Whether each of two names stands with the words told of the other, and less with its own."""
    if told.is_team != other_told.is_team or told.name == other_told.name:
        return False
    gaps = (other_told.start - told.end, told.start - other_told.end)
    if written.owner == other_written.owner and 1 in gaps:
        return False  # of one list: what is told there is told of both
    gain = len(written.words & other_told.words) - len(written.words & told.words)
    other_gain = len(other_written.words & told.words) - len(other_written.words & other_told.words)
    return gain > 0 and other_gain > 0 and gain + other_gain >= _LEAST_GAIN


def _exchange(wrong: Bearer, right: Bearer, owner: int, case: Case) -> Finding:
    return case.finding(
        wrong.start, wrong.end, "name_unsupported", f"两个名称写反了：这里应为“{right.name}”。",
        owner=owner, expected=right.name, suggestion=right.name,
    )  # fmt: skip
