"""Reasons that no fact gives: 因居民投诉，棋牌室停开 for 棋牌室停开, 由此 between two facts."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# A reason is known when the facts hold this share of its character pairs.
_KNOWN = 0.5


def unheld_causes(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A warning for every reason of which the facts have hardly a word, and every 由此 that they do not say.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for match in _links().finditer(case.reading.text):
        if not case.evidence.knows(match.group()) and taken.take(*match.span()):
            message = f"事实中没有写这件事是另一件事的结果，“{match.group()}”请删去，或补充事实。"
            yield case.finding(*match.span(), "claim_unsupported", message, severity="warn")
    for match in _opening().finditer(case.reading.text):
        why = next(filter(None, match.groups()))
        pairs = char_pairs(why)
        known = sum(case.evidence.knows(pair) for pair in pairs)
        if _general().search(why) or known >= _KNOWN * len(pairs) or _holds_figure(match, case):
            continue
        if not taken.take(*match.span()):
            continue
        message = f"事实中没有写“{match.group()}”这个原因，请补充事实或删去。"
        yield case.finding(*match.span(), "claim_unsupported", message, severity="warn")


def _holds_figure(match: re.Match[str], case: Case) -> bool:
    """Whether a figure stands in it, which is judged by itself: 因病13户、因学5户."""
    return any(match.start() <= figure.atom.start < match.end() for figure in case.reading.figures)


@cache
def _links() -> re.Pattern[str]:
    return re.compile(mapping("claims", "causes")["links"])


@cache
def _general() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "causes")["general"].split())))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(f"(?:^|(?<=[，。；：\n]))(?:{'|'.join(mapping('claims', 'causes')['patterns'])})")
