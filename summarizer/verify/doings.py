"""Verbs beside a figure that say another deed than its fact: 33条被表彰 for 采纳33条."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.domain import Finding, Quantity
from summarizer.text.lexicon import alternation
from summarizer.text.thesaurus import deeds, loose_deeds
from summarizer.verify.case import Case
from summarizer.verify.claims import is_open
from summarizer.verify.mentions import Mention
from summarizer.verify.spans import TakenSpans


def other_deeds(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on verbs beside figures whose fact tells of another deed.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for pair, body in case.equal_figures():
        mention = pair.text
        if not isinstance(mention.atom, Quantity) or mention.atom.soft or mention.atom.ordinal:
            continue
        told = _deeds_in(pair.fact.left_text) or _deeds_in(_own_words_behind(pair.fact, body))
        if not told:
            continue
        known = frozenset[int]().union(*(deeds()[verb] for verb in _deeds_in(body)))
        sentence = case.reading.text[slice(*case.reading.sentences[mention.owner])]
        if any(deeds()[verb] & _senses(told) for verb in _deeds_in(sentence)):
            continue
        written = [
            (start, verb)
            for start, verb in _beside(mention, case.reading.text)
            if verb not in loose_deeds() and deeds()[verb].isdisjoint(known) and not case.evidence.knows(verb)
        ]
        for start, verb in written[:1]:
            if not is_open(case.reading.text, start, only_wishes=True) and taken.take(
                start, start + len(verb)
            ):
                yield _finding(case, start, verb, told[-1], pair.fact.owner)


def _senses(verbs: Sequence[str]) -> frozenset[int]:
    return frozenset[int]().union(*(deeds()[verb] for verb in verbs))


def _beside(mention: Mention, text: str) -> Iterator[tuple[int, str]]:
    """The verbs right before and behind a figure, up to the next one or the end of the clause."""
    start, end = mention.atom.start, mention.atom.end
    left = start - len(mention.left_text)
    if text[left:start] == mention.left_text:
        yield from ((found.start(), found.group()) for found in _verbs().finditer(text, left, start))
    right = end + len(_own_words_behind(mention, text))
    yield from ((found.start(), found.group()) for found in _verbs().finditer(text, end, right))


def _own_words_behind(mention: Mention, text: str) -> str:
    """The words behind a figure, none when the next figure follows them: it is theirs (412条采纳97条)."""
    end = mention.atom.end + len(mention.right_text)
    return "" if text[end : end + 1].isdigit() else mention.right_text


@lru_cache(maxsize=4096)
def _deeds_in(text: str) -> tuple[str, ...]:
    return tuple(found.group() for found in _verbs().finditer(text))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(alternation(tuple(word for word in deeds() if len(word) > 1)))


def _finding(case: Case, start: int, verb: str, expected: str, owner: int) -> Finding:
    return case.finding(
        start, start + len(verb), "claim_unsupported",
        f"与事实不符：事实写的是“{expected}”，这里写成了“{verb}”。",
        severity="warn", owner=owner, expected=expected,
    )  # fmt: skip
