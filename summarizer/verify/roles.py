"""What part somebody had in an event, told as another: 承办 for 参加, 参与 for 承办."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# A clause tells of the same event when it holds this share of what stands around the word in the fact.
_SAME_EVENT, _LEAST_PAIRS = 0.5, 3
# 参加教师110人, 46人参加: who came to an event, not what part the union had in it.
_COUNTED = re.compile("[^0-9]{0,8}[0-9]|[^\u4e00-\u9fff]*\\Z")


# 协助区总工会举办: who held it is another.
_HELPED = re.compile("(?:协助|协办|配合|参加|参与|受邀)[^，。；]{0,14}?(?:举办|主办|承办|开展|召开|组织)")


class Part(NamedTuple):
    """The word for a part, the number of its group, and the character pairs of its clause."""

    word: str
    group: int
    pairs: frozenset[str]


def other_roles(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every word for a part in an event of which a fact tells another one.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    own = range(case.evidence.own)
    if not any(_parts(case.evidence.facts[owner].body) for owner in own):
        return
    text = case.reading.text
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for match in (*_words().finditer(text), *_hosting().finditer(text)):
        sentence = sentence_at(case, match.start())
        if sentence is None or is_open(text, match.start(), only_wishes=True):
            continue
        owners = [owner for owner in case.related(sentence) if owner in own]
        is_role = match.group() in _group_of()
        found = _meant(match, owners, case) if is_role else _only_attended(match, owners, case)
        if found is not None and taken.take(*match.span()):
            owner, part = found
            yield case.finding(
                *match.span(), "claim_unsupported",
                f"与事实不符：事实写的是“{part.word}”，这里写成了“{match.group()}”。",
                owner=owner, expected=part.word, suggestion=part.word,
            )  # fmt: skip


def _meant(match: re.Match[str], owners: Sequence[int], case: Case) -> tuple[int, Part] | None:
    """The fact that gives another part in the event of a clause; None when some fact gives this one."""
    text = case.reading.text
    start, end = clause_around(text, match.start())
    written, group = char_pairs(text[start:end].replace(match.group(), "\n")), _group_of()[match.group()]
    said = {_group_of()[word.group()] for word in _words().finditer(text)}
    meant: tuple[int, Part] | None = None
    for owner in owners:
        for part in _parts(case.evidence.facts[owner].body):
            if len(part.pairs & written) < _SAME_EVENT * len(part.pairs):
                continue
            if part.group == group:
                return None
            if part.group not in said:
                meant = meant or (owner, part)
    return meant


def _only_attended(match: re.Match[str], owners: Sequence[int], case: Case) -> tuple[int, Part] | None:
    """The fact that says of an event only that somebody took part; None when one says that it was held."""
    text = case.reading.text
    start, end = clause_around(text, match.start())
    written = char_pairs(text[start:end].replace(match.group(), "\n"))
    if _words().search(text, start, end) is not None:
        return None  # the clause says itself what part it was
    meant: tuple[int, Part] | None = None
    for owner in owners:
        body = case.evidence.facts[owner].body
        is_same = len(written & char_pairs(body)) >= _SAME_EVENT * len(written)
        if is_same and _held_otherwise().search(_HELPED.sub("", body)):
            return None
        for part in _parts(body):
            if part.word in _attending() and len(part.pairs & written) >= _SAME_EVENT * len(part.pairs):
                meant = meant or (owner, part)
    return meant


@cache
def _hosting() -> re.Pattern[str]:
    words = mapping("claims", "roles")["hosting"].split()
    told = alternation(tuple(word for word in words if word not in _group_of()))
    return re.compile(f"(?:{told})(?!的)")  # 在省总举办的比赛中获奖


@cache
def _held_otherwise() -> re.Pattern[str]:
    hosting = alternation(tuple(mapping("claims", "roles")["hosting"].split()))
    return re.compile(f"{hosting}|开展|召开|组织(?!部)")


@cache
def _attending() -> frozenset[str]:
    return frozenset(word for line in mapping("claims", "roles")["groups"][2:] for word in line.split())


@lru_cache(maxsize=4096)
def _parts(fact: str) -> tuple[Part, ...]:
    """The parts of a fact, those whose clause tells too little of the event left out."""
    found = []
    for match in _words().finditer(fact):
        start, end = clause_around(fact, match.start())
        if _COUNTED.match(fact, match.end(), end):
            continue
        pairs = char_pairs(fact[start:end].replace(match.group(), "\n"))
        if len(pairs) >= _LEAST_PAIRS:
            found.append(Part(match.group(), _group_of()[match.group()], pairs))
    return tuple(found)


@cache
def _group_of() -> Mapping[str, int]:
    groups = mapping("claims", "roles")["groups"]
    return {word: number for number, line in enumerate(groups) for word in line.split()}


@cache
def _words() -> re.Pattern[str]:
    return re.compile(alternation(tuple(_group_of())))
