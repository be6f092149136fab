"""Prizes told of another person than in the facts: 高洁获一等奖 for 陈思远一等奖，高洁、马宁二等奖."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.domain import AtomKind, Finding, Name
from summarizer.text.ordinals import MEDALS
from summarizer.verify.case import Case
from summarizer.verify.marks import CLAUSE, RESPECTIVELY
from summarizer.verify.mentions import FactReading
from summarizer.verify.spelling import name_spans

_GRADE = re.compile("[特一二三四五]等奖|优秀奖|[冠亚季]军|第[一二三四五六七八九十]名|[金银铜]奖")


_LISTED = re.compile(
    f"(?P<grade>{_GRADE.pattern})(?:[0-9一二两三]{{1,2}}[个名项支]?)?[（(：:](?P<who>[\u4e00-\u9fff、/]{{3,24}})"
)
_SHORTEST = 3


class _Prize(NamedTuple):
    """A clause that tells of a grade, and where it stands."""

    start: int
    words: str
    grades: frozenset[str]


def wrong_winners(case: Case) -> Iterator[Finding]:
    """An error for every person named with a grade that the facts give to somebody else only."""
    written = _prizes(case.reading.text)
    if not written:
        return
    for number in range(case.evidence.own):
        fact = case.evidence.facts[number]
        told = _told_prizes(fact.text)
        persons = sorted(_persons(fact, case)) if told else []
        for prize in written:
            for person in persons:
                at = prize.words.find(person)
                if at >= 0 and (expected := _told_otherwise(person, prize, told, persons, case)):
                    yield case.finding(
                        prize.start + at, prize.start + at + len(person), "name_unsupported",
                        f"获奖与事实不符：事实写的是“{expected}”。", owner=number, expected=expected,
                    )  # fmt: skip


def misgraded(case: Case) -> Iterator[Finding]:
    """An error for a grade told of somebody whom a fact lists behind another one: 一等奖1个（丙班）."""
    text = case.reading.text
    for number in range(case.evidence.own):
        body = case.evidence.facts[number].body
        for told in _LISTED.finditer(body):
            for who in re.split("[、/ ]", told["who"]):
                others = [m for m in _GRADE.finditer(text) if _is_told_of(m, who, text)]
                if len(who) < _SHORTEST or any(_rank(m.group()) == _rank(told["grade"]) for m in others):
                    continue
                for written in others[:1]:
                    yield case.finding(
                        *written.span(), "honour_unsupported",
                        f"获奖与事实不符：事实写的是“{told.group()}”。", owner=number,
                        expected=told["grade"], suggestion=told["grade"],
                    )  # fmt: skip


def _is_told_of(grade: re.Match[str], who: str, text: str) -> bool:
    """Whether a name stands in the clause of a grade, which has no other one and tells nothing in order."""
    clause = next((c for c in CLAUSE.finditer(text) if c.start() <= grade.start() < c.end()), None)
    return (
        clause is not None
        and who in clause.group()
        and len(_GRADE.findall(clause.group())) == 1
        and not RESPECTIVELY.search(clause.group())
    )


def _rank(grade: str) -> str:
    return MEDALS.get(grade, grade)


def _prizes(text: str) -> list[_Prize]:
    """The clauses that tell of grades, those left out that tell several respectively."""
    if _GRADE.search(text) is None:
        return []
    return [
        _Prize(clause.start(), clause.group(), frozenset(map(_rank, grades)))
        for clause in CLAUSE.finditer(text)
        if (grades := _GRADE.findall(clause.group())) and not RESPECTIVELY.search(clause.group())
    ]


@lru_cache(maxsize=4096)
def _told_prizes(fact: str) -> tuple[_Prize, ...]:
    """The prizes of a fact."""
    return tuple(_prizes(fact))


def _persons(fact: FactReading, case: Case) -> set[str]:
    """The persons of a fact: those known there, and those the text shows to be persons."""
    known = {span.text for span in name_spans(fact) if span.is_known or len(span.text) == 3}
    shown = {
        mention.atom.norm
        for mention in case.reading.mentions
        if isinstance(mention.atom, Name) and mention.atom.kind is AtomKind.PERSON
    }
    return {name for name in known | shown if fact.text.count(name) > 0}


def _told_otherwise(
    person: str, prize: _Prize, told: Sequence[_Prize], persons: Sequence[str], case: Case
) -> str:
    """The clause of the fact that contradicts a prize of the text, "" when none does.

    A person whom several facts name, or whose clause has one grade in common, is not judged.
    """
    if sum(person in fact.text for fact in case.evidence.facts) > 1:
        return ""
    own = [clause for clause in told if person in clause.words]
    if own:
        held = frozenset[str]().union(*(clause.grades for clause in own))
        return own[0].words if held.isdisjoint(prize.grades) else ""
    others = [one for one in persons if one != person]
    if any(one in prize.words for one in others):
        return ""
    return next(
        (
            clause.words
            for clause in told
            if clause.grades & prize.grades and any(one in clause.words for one in others)
        ),
        "",
    )
