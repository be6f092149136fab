"""Who did, paid or granted a thing: 由局工会承担 for 由区总承担, 被省国资委授予 for 省总工会授予."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import AtomKind, Finding, Name
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.plain import plain_pairs
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

_UNIONS = ("总工会", "总")
_NATIONAL = ("全国总工会", "全总")
# So many pairs of characters make a clause tell of a fact's honour.
_SAME_HONOUR = 3
_UNION = re.compile("(?P<level>全国|[省市区县旗镇乡]|街道)(?:级)?总(?:工会|(?=[评授“2\\d月年命表]))")
# 公司行政出资, right before a figure.
_PAYER = re.compile(
    "(?P<who>[\u4e00-\u9fff]{2,6})(?P<act>出资|支付|承担|拨付|捐赠|赞助|补助|拨款)(?:了|约|近)?\\Z"
)
_PAYER_REACH, _SHORT = 12, 2
_LEVELS = frozenset("省市区县镇乡州院校局")


class Agent(NamedTuple):
    """Who is said to do something.

    Attributes:
        start, end: offsets of the name.
        act: what is done.
    """

    start: int
    end: int
    name: str
    act: str


def other_agents(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on those who do or grant something that the facts tell of another.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for agent in _agents(text):
        sentence = sentence_at(case, agent.start)
        if sentence is None or is_open(text, agent.start, only_wishes=True):
            continue
        near = [owner for owner in case.related(sentence) if owner < case.evidence.own]
        found = _told_of_another(agent, near, case)
        if found is not None and taken.take(agent.start, agent.end):
            yield _finding(agent, *found, case)
    for body in _granting_bodies(text):
        sentence = sentence_at(case, body.start)
        if sentence is None or any(map(case.evidence.knows, _names_of(body.name))):
            continue
        owner = _granted(sentence, case)
        if owner is not None and taken.take(body.start, body.end):
            yield _finding(body, owner, "", case)
    for payer, owner, expected in _other_payer(case):
        if taken.take(payer.start, payer.end):
            yield _finding(payer, owner, expected, case)
    for union, owner, expected in _other_union(case):
        if taken.take(union.start, union.end):
            yield _finding(union, owner, expected, case)


def _other_payer(case: Case) -> Iterator[tuple[Agent, int, str]]:
    """公司工会 of 公司工会出资15万元 where the fact of the figure says 公司行政出资15万元."""
    text = case.reading.text
    for pair, body in case.equal_figures():
        beside = case.words_before(pair, _PAYER, _PAYER_REACH)
        if beside is None or beside[0]["act"] != beside[1]["act"]:
            continue
        written, mine, other = beside[0], beside[0]["who"], beside[1]["who"]
        if mine[-_SHORT:] not in body and other[-_SHORT:] not in text:
            yield Agent(*written.span("who"), mine, written["act"]), pair.fact.owner, other


def _other_union(case: Case) -> Iterator[tuple[Agent, int, str]]:
    """Unions of another level than in the fact whose honour their clause tells: 省总工会 for 区总工会."""
    text = case.reading.text
    for match in _UNION.finditer(text):
        start, end = clause_around(text, match.start())
        sentence = sentence_at(case, match.start())
        if sentence is None or _honours().search(text, start, end) is None:
            continue
        clause = char_pairs(text[start : match.start()]) | char_pairs(text[match.end() : end])
        near = [owner for owner in case.related(sentence) if owner < case.evidence.own]
        shared = {owner: len(clause & case.evidence.facts[owner].grams) for owner in near}
        owner = max(near, key=lambda one: shared[one], default=None)
        if owner is None or shared[owner] < _SAME_HONOUR:
            continue
        told = list(_UNION.finditer(case.evidence.facts[owner].body))
        if told and match["level"] not in {other["level"] for other in told}:
            yield Agent(*match.span(), match.group(), ""), owner, told[0].group()


def _told_of_another(agent: Agent, near: Sequence[int], case: Case) -> tuple[int, str] | None:
    """The fact that says the same act of somebody else, and whom it names."""
    for owner in near:
        told = _agents(case.evidence.facts[owner].body)
        alike = [other for other in told if not set(other.act).isdisjoint(agent.act)]
        if any(_is_same(agent.name, other.name) for other in alike):
            return None
        for other in alike:
            if other.name not in case.reading.text:
                return owner, other.name
    return None


def _is_same(name: str, other: str) -> bool:
    """Whether two names may be one: 院工会 and 医院工会, 区总 and 区总工会."""
    mine, theirs = set(name), set(other)
    return (
        mine <= theirs
        or theirs <= mine
        or not ((char_pairs(name) - plain_pairs()).isdisjoint(char_pairs(other)))
    )


def _names_of(body: str) -> list[str]:
    """A body's name with what it is called for short: 省总工会 and 省总, 全国总工会 and 全总."""
    long, short = _UNIONS
    if body.endswith(_NATIONAL[0]):
        return [body, *_NATIONAL]
    return [body, body.replace(long, short)] if body.endswith(long) else [body]


def _granted(sentence: int, case: Case) -> int | None:
    """The fact of an honour that a sentence tells of, None when there is none."""
    for mention in case.reading.by_sentence[sentence]:
        pair, name = case.pair_of(mention), mention.atom
        is_honour = isinstance(name, Name) and name.kind in {AtomKind.HONOUR, AtomKind.QUOTE}
        if is_honour and pair is not None and pair.fact.owner < case.evidence.own:
            return pair.fact.owner
    owners = [owner for owner in case.related(sentence) if owner < case.evidence.own]
    return next((owner for owner in owners if _honours().search(case.evidence.facts[owner].body)), None)


@lru_cache(maxsize=4096)
def _agents(text: str) -> tuple[Agent, ...]:
    return tuple(
        Agent(match.start("who"), match.end("who"), match["who"], match["act"])
        for match in _by_whom().finditer(text)
    )


def _granting_bodies(text: str) -> Iterator[Agent]:
    """Bodies that the text says granted something: 被省国资委授予, 获全国总工会授牌."""
    for match in _granting().finditer(text):
        yield Agent(match.start("who"), match.end("who"), match["who"], match["act"])


@cache
def _by_whom() -> re.Pattern[str]:
    acts = alternation(tuple(mapping("claims", "agents")["acts"].split()))
    return re.compile(f"由(?P<who>[\u4e00-\u9fff]{{2,12}}?)(?:统一|全额|全部|共同|负责)?(?P<act>{acts})")


@cache
def _granting() -> re.Pattern[str]:
    acts = alternation(tuple(mapping("claims", "agents")["granted"].split()))
    ends = alternation(tuple(mapping("claims", "agents")["bodies"].split()))
    return re.compile(
        f"(?:被|[荣喜]?获得?|受到|得到)(?P<who>(?:(?![的并得被获])[\u4e00-\u9fff]){{1,13}}?(?:{ends}))(?P<act>{acts})"
    )


@cache
def _honours() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "agents")["honours"].split())))


def _finding(agent: Agent, owner: int, expected: str, case: Case) -> Finding:
    said = f"事实写的是“{expected}”，" if expected else "事实中没有写由谁授予，"
    return case.finding(
        agent.start, agent.end, "honour_unsupported" if not expected else "name_unsupported",
        f"单位与事实不符：{said}这里写成了“{agent.name}”。",
        owner=owner, expected=expected, suggestion=expected,
    )  # fmt: skip
