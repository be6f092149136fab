"""Scores of matches told the wrong way round: 以1比3战胜 for 以3比1战胜."""

import re
from collections.abc import Iterator

from summarizer.domain import Finding
from summarizer.text.numerals import half_width_numerals
from summarizer.verify.case import Case

_SCORE = re.compile("(?<![0-9.])(?P<left>[0-9]{1,3})(?:比|:|：|∶)(?P<right>[0-9]{1,3})(?![0-9.])")
_CONTEST = re.compile("胜|克|击败|负于|不敌|比分|逆转|取|夺")
_REACH = 8


def reversed_scores(case: Case) -> Iterator[Finding]:
    """An error for every score of a match that the facts hold only the other way round."""
    written = list(_scores(case.reading.text))
    if not written:
        return
    told = {score: owner for owner, fact in enumerate(case.evidence.facts) for score, _ in _scores(fact.text)}
    for (left, right), (start, end) in written:
        if left != right and (left, right) not in told and (right, left) in told:
            expected = f"{right}比{left}"
            yield case.finding(
                start, end, "figure_changed", f"比分写反了：事实写的是“{expected}”。",
                owner=told[right, left], expected=expected, suggestion=expected,
            )  # fmt: skip


def _scores(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Every score of a match as its two numbers, with its offsets."""
    plain = half_width_numerals(text)
    for found in _SCORE.finditer(plain):
        around = plain[max(0, found.start() - _REACH) : found.end() + _REACH]
        if _CONTEST.search(around):
            yield (int(found["left"]), int(found["right"])), found.span()
