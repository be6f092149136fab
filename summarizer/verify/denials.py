"""What the facts deny or put off, told as if it were so: 发现超支 for 未发现超支."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import AtomKind, Finding, Name
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

_SAME_MATTER = 0.5
_OF_ALL, _OF_REST = re.compile("所有|全部|一律|悉数|无一例外"), re.compile("其[余他它]|剩余|另外")
_FIGURE = re.compile("[0-9]+.?|[一二两三四五六七八九十]+[\u4e00-\u9fff]")


class Denial(NamedTuple):
    """What a clause of a fact denies.

    Attributes:
        clause: the clause as typed.
        act: the verb that is denied.
        matter: the character pairs of what is told with it.
        figures: the figures of the clause.
    """

    clause: str
    act: str
    matter: frozenset[str]
    figures: tuple[str, ...]


def lost_denials(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity error on acts that a fact denies, and on things that it says were put off.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for owner in range(case.evidence.own):
        body = case.evidence.facts[owner].body
        for denial in _denials(body):
            for start, end in _asserted(denial, owner, case):
                if taken.take(start, end):
                    yield _finding(start, end, owner, denial.clause, case)
        for clause, start, end in _done_after_all(owner, case):
            if taken.take(start, end):
                yield _finding(start, end, owner, clause, case)
    for owner, clause, start, end in (*_open_figures(case), *_widened(case)):
        if taken.take(start, end):
            yield _finding(start, end, owner, clause, case)


@lru_cache(maxsize=4096)
def _denials(fact: str) -> tuple[Denial, ...]:
    """The acts that a fact denies and says nowhere else to have been done."""
    found = []
    for match in _denied().finditer(fact):
        start, end = clause_around(fact, match.start())
        rest = fact[: match.start()] + fact[match.end() :]
        act = match["act"] or match["any"]
        if act not in rest:
            matter = char_pairs(fact[match.end() : end]) | char_pairs(fact[start : match.start()])
            found.append(Denial(fact[start:end], act, matter, tuple(_FIGURE.findall(fact[start:end]))))
    return tuple(found)


def _asserted(denial: Denial, owner: int, case: Case) -> Iterator[tuple[int, int]]:
    """Where the text says what a fact denies, without any word of denial, doubt or aim in its clause."""
    text = case.reading.text
    places = [match.start() for match in re.finditer(denial.act, text)]
    if any(_denying().search(text, *clause_around(text, at)) for at in places):
        return  # 7件获批准，另2件未获批准
    for at in places:
        start, end = clause_around(text, at)
        sentence = sentence_at(case, at)
        shared = len(denial.matter & char_pairs(text[start:end]))
        has_figures = all(figure in text[start:end] for figure in denial.figures)
        if _OF_ALL.search(text, start, at) and not _OF_REST.search(text, start, at):
            is_told = True  # 全部合格 of 1批不合格
        elif denial.figures and has_figures:
            is_told = True  # 2件经协调也已办理 of 2件因政策限制未能办理
        else:
            is_told = shared >= _SAME_MATTER * len(denial.matter) and bool(denial.matter or has_figures)
        is_near = sentence is not None and owner in case.related(sentence)
        if is_told and is_near and not is_open(text, at):
            yield at, end


def _done_after_all(owner: int, case: Case) -> Iterator[tuple[str, int, int]]:
    """The titles of a fact that it says were put off, where the text says nothing of that."""
    fact, text = case.evidence.facts[owner], case.reading.text
    for match in _put_off().finditer(fact.body):
        start, end = clause_around(fact.body, match.start())
        if _put_off().search(text) or _pending().search(text):
            continue
        for mention in case.evidence.of_fact[owner]:
            name = mention.atom
            is_title = isinstance(name, Name) and name.kind in {AtomKind.TITLE, AtomKind.QUOTE}
            if is_title and start <= name.start and name.end <= end and (at := text.find(name.text)) >= 0:
                yield fact.body[start:end], at, at + len(name.text)


def _open_figures(case: Case) -> Iterator[tuple[int, str, int, int]]:
    """Figures told as done that a fact says are still under way: 2件已办结 of 2件在办."""
    text = case.reading.text
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        if pair is None or not case.evidence.may_accuse(pair.fact):
            continue
        if not _under_way().match(pair.fact.right_text) or not _finished().match(mention.right_text):
            continue
        start, end = clause_around(text, mention.atom.start)
        if not _denying().search(text, start, end):
            body = case.evidence.facts[pair.fact.owner].text
            clause = body[slice(*clause_around(body, pair.fact.atom.start))]
            yield pair.fact.owner, clause, mention.atom.start, end


def _widened(case: Case) -> Iterator[tuple[int, str, int, int]]:
    """Denials of all where a fact denies the grave ones only: 未发生安全事故 for 无重大安全事故."""
    for match in _denied_events().finditer(case.reading.text):
        if match["grade"]:
            continue
        told = [
            (owner, found)
            for owner in range(case.evidence.own)
            for found in _denied_events().finditer(case.evidence.facts[owner].body)
            if found["event"] == match["event"]
        ]
        if told and all(found["grade"] for _, found in told):
            owner, found = told[0]
            yield owner, found.group(), *match.span()


@cache
def _denied_events() -> re.Pattern[str]:
    table = mapping("claims", "denials")
    none, grades, events = (alternation(tuple(table[key].split())) for key in ("none", "grades", "events"))
    return re.compile(
        f"(?:{none})(?:[\u4e00-\u9fff]{{0,4}}?(?P<grade>{grades}))?[\u4e00-\u9fff]{{0,4}}?(?P<event>{events})"
    )


@cache
def _under_way() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "denials")["under_way"].split())))


@cache
def _finished() -> re.Pattern[str]:
    return re.compile(
        f"(?:也|均|都)?(?:{alternation(tuple(mapping('claims', 'denials')['finished'].split()))})"
    )


@cache
def _denied() -> re.Pattern[str]:
    words = alternation(tuple(mapping("claims", "denials")["before"].split()))
    acts = alternation(tuple(mapping("claims", "denials")["acts"].split()))
    return re.compile(
        f"(?:{words})(?:再|曾|能)?(?P<act>{acts})"
        "|(?<![\u4e00-\u9fff]从)未(?:能)?(?P<any>(?![成来满])[\u4e00-\u9fff]{2})(?=[，。；、（0-9]|$)"
    )


@cache
def _denying() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "denials")["denying"].split())))


@cache
def _put_off() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "denials")["put_off"].split())))


@cache
def _pending() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "denials")["pending"].split())))


def _finding(start: int, end: int, owner: int, clause: str, case: Case) -> Finding:
    written = case.reading.text[start:end]
    message = f"与事实不符：事实写的是“{clause}”，这里写成了“{written}”。"
    return case.finding(start, end, "claim_unsupported", message, owner=owner, expected=clause)
