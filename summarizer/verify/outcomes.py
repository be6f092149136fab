"""Ends that no fact tells, said of all or of both sides: 测评结果全部为优秀, 均达成协议, 未见异常."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.domain import Finding
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open
from summarizer.verify.modifiers import aims
from summarizer.verify.spans import TakenSpans

_LIKE_IT = 2


def added_outcomes(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A warning for every good end told of all of something of which no fact has a word.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for match in _ended().finditer(text):
        start, end = clause_around(text, match.start())
        if _wished().search(text, start, match.start()) or aims().match(text, start, end):
            continue
        if is_open(text, match.start(), only_wishes=True) or _is_told(match, case):
            continue
        if taken.take(*match.span()):
            message = f"事实中没有写“{match.group()}”，请补充事实或删去。"
            yield case.finding(*match.span(), "claim_unsupported", message, severity="warn")


def _is_told(match: re.Match[str], case: Case) -> bool:
    """Whether a fact has the word of an end, or another one for it."""
    word = match["outcome"] or match["each"] or match["alone"]
    return any(map(case.evidence.knows, (word, *_held_by(word))))


@lru_cache(maxsize=256)
def _held_by(word: str) -> tuple[str, ...]:
    table = mapping("claims", "ends")
    groups = [*mapping("claims", "outcomes")["groups"], *table["alike"]]
    alike = [other for line in groups for other in line.split() if word in line.split()]
    return (*alike, word[-_LIKE_IT:])


@cache
def _ended() -> re.Pattern[str]:
    table = mapping("claims", "ends")
    outcomes, before = (alternation(tuple(table[key].split())) for key in ("outcomes", "before"))
    alone = "|".join(table["alone"])
    pattern = (
        rf"(?:{table['whole']})(?:{before})*(?P<outcome>{outcomes})(?![率度证奖者的])"
        rf"|{table['one_by_one']}|(?P<alone>{alone})"
    )
    return re.compile(looked_ahead(pattern))


@cache
def _wished() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "ends")["wished"].split())))
