"""A part of many told as most of them, or the other way round: 绝大多数企业 for 部分企业."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# A clause says the same of them when it holds this share of the character pairs behind the noun in the fact.
_SAME_CLAUSE, _LEAST_PAIRS = 0.6, 3


def changed_shares(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Warnings on words like 大多数 where a fact says 部分 of the same, and on 个别 where it says 多数.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    own = case.evidence.facts[: case.evidence.own]
    if not any(_shares_in(fact.body) for fact in own):
        return
    text = case.reading.text
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for match in _share().finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or is_open(text, match.start(), only_wishes=match.lastgroup == "most"):
            continue
        clause = text[match.end() : clause_around(text, match.start())[1]]
        for owner in case.related(sentence):
            expected = _told_otherwise(match, clause, owner, case)
            if expected and taken.take(*match.span()):
                message = f"与事实不符：事实写的是“{expected}”，这里写成了“{match.group()}”。"
                yield case.finding(
                    *match.span(), "claim_unsupported", message,
                    severity="warn", owner=owner, expected=expected, suggestion=expected,
                )  # fmt: skip
                break


def _told_otherwise(match: re.Match[str], clause: str, owner: int, case: Case) -> str:
    """The share that a fact tells of what a clause tells, "" when it is of the same kind or none."""
    if owner >= case.evidence.own:
        return ""
    written = char_pairs(clause)
    for word, kind, behind in _shares_in(case.evidence.facts[owner].body):
        pairs = char_pairs(behind)
        is_same = behind[:2] == clause[:2] and len(pairs & written) >= _SAME_CLAUSE * max(
            len(pairs), _LEAST_PAIRS
        )
        if kind != match.lastgroup and is_same and f"{word}{behind[:2]}" not in case.reading.text:
            return word
    return ""


@lru_cache(maxsize=4096)
def _shares_in(fact: str) -> tuple[tuple[str, str, str], ...]:
    """The words for shares in a fact, their kinds, and what stands behind each in its clause."""
    return tuple(
        (match.group(), match.lastgroup or "", fact[match.end() : clause_around(fact, match.start())[1]])
        for match in _share().finditer(fact)
    )


def is_amount(word: str) -> bool:
    """Whether a word tells how many of them: 个别, 一些, 多数."""
    return _share().fullmatch(word) is not None


@cache
def _share() -> re.Pattern[str]:
    kinds = {name: alternation(tuple(words.split())) for name, words in mapping("claims", "shares").items()}
    return re.compile(f"(?P<most>{kinds['most']})|(?P<few>{kinds['few']})")
