"""What the facts say was asked for or taken up, told as reached: 获得专利 for 申报专利, 审议通过 for 审议."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.plain import plain_pairs
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# A clause tells of the same thing when it holds this share of what stands behind the verb in the fact.
_SAME_THING, _LEAST_PAIRS = 0.5, 2
_LONGEST_OBJECT = 24
_OBJECT_MARKS = re.compile("[，。；：！？\n]")
# 未审议通过, 待审议通过: nothing was reached.
_DENIED = re.compile("(?:未|没有|没能|不|待|尚|拟|须|能否)[^，。；]{0,2}$")


class Begun(NamedTuple):
    """A thing that a fact says was begun: the words of its clause, its object's pairs, its step."""

    clause: str
    pairs: frozenset[str]
    step: int


def reached_too_far(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Warnings on things told as reached of which the facts say only that they were begun.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text, own = case.reading.text, case.evidence.own
    steps = {begun.step for fact in case.evidence.facts[:own] for begun in _begun_in(fact.body)}
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info") if steps else TakenSpans()
    for step in sorted(steps):
        for match in _reached(step).finditer(text):
            if is_open(text, match.start(), only_wishes=True) or _DENIED.search(
                text, max(0, match.start() - 4), match.start()
            ):
                continue
            found = _meant(match.start(), step, case)
            if found is not None and taken.take(*match.span()):
                owner, begun = found
                message = f"事实写的是“{begun.clause}”，没有写“{match.group()}”，请照事实改写。"
                yield case.finding(
                    *match.span(), "claim_unsupported", message,
                    severity="warn", owner=owner, expected=begun.clause,
                )  # fmt: skip


def _meant(offset: int, step: int, case: Case) -> tuple[int, Begun] | None:
    """The fact whose thing the clause at an offset tells of, None when some fact says that it was reached."""
    sentence = sentence_at(case, offset)
    if sentence is None:
        return None
    written = char_pairs(case.reading.text[slice(*clause_around(case.reading.text, offset))])
    meant: tuple[int, Begun] | None = None
    for owner in case.related(sentence):
        fact = case.evidence.facts[owner]
        if _reached(step).search(fact.body) and len(written & fact.grams) >= _LEAST_PAIRS:
            return None
        for begun in _begun_in(fact.body) if owner < case.evidence.own else ():
            is_same = len(begun.pairs & written) >= _SAME_THING * len(begun.pairs)
            if meant is None and begun.step == step and is_same:
                meant = owner, begun
    return meant


@lru_cache(maxsize=4096)
def _begun_in(fact: str) -> tuple[Begun, ...]:
    """The things of a fact that were begun, those left out of which it says that they were reached."""
    found = []
    for step in range(len(_steps())):
        for match in _begun(step).finditer(fact) if not _reached(step).search(fact) else ():
            mark = _OBJECT_MARKS.search(fact, match.end(), match.end() + _LONGEST_OBJECT)
            end = mark.start() if mark else min(len(fact), match.end() + _LONGEST_OBJECT)
            start, stop = clause_around(fact, match.start())
            pairs = char_pairs(fact[match.end() : end]) - plain_pairs()
            if len(pairs) < _LEAST_PAIRS:  # 获“江海工匠”提名奖
                pairs = char_pairs(fact[start : match.start()]) - plain_pairs()
            if len(pairs) >= _LEAST_PAIRS:
                found.append(Begun(fact[start:stop], frozenset(pairs), step))
    return tuple(found)


@cache
def _steps() -> tuple[tuple[str, str], ...]:
    return tuple(
        (alternation(tuple(step["begun"].split())), alternation(tuple(step["reached"].split())))
        for step in mapping("claims", "stages")["steps"]
    )


@cache
def _begun(step: int) -> re.Pattern[str]:
    return re.compile(_steps()[step][0])


@cache
def _reached(step: int) -> re.Pattern[str]:
    return re.compile(_steps()[step][1])
