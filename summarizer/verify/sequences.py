"""What was done first and what then, told the other way: 先推广再试点 for 先试点再推广, 建会后 for 建会前."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.verify.case import Case
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

_STEPS = re.compile(
    "先(?![后进锋行期])(?P<first>[^，。；\n]{2,24})[，、]?(?:再|然后|之后|而后|随后|接着|后)(?P<then>[^，。；\n]{2,24})"
)
_SIDE = re.compile("(?P<event>[\u4e00-\u9fff]{2,4}?)(?P<side>前|后)(?P<rest>[\u4e00-\u9fff][^，。；\n]{3,})")
_OTHER_SIDE = {"前": "后", "后": "前"}
_LEAST_SHARED = 2
# 建会前: two characters of the event and its side.
_EVENT = 3


class _Step(NamedTuple):
    """What is told to be done before or behind an event."""

    start: int
    end: int
    words: str
    pairs: frozenset[str]


def turned_sequences(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every order of two steps that a fact tells the other way round.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for start, end, expected, owner in (*_exchanged_steps(case), *_other_sides(case)):
        if taken.take(start, end):
            yield case.finding(
                start, end, "claim_unsupported",
                f"先后与事实不符：事实写的是“{expected}”，这里写成了“{case.reading.text[start:end]}”。",
                owner=owner, expected=expected, severity="error",
            )  # fmt: skip


def _exchanged_steps(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """先 A 再 B of a fact that says 先 B 再 A."""
    written = list(_STEPS.finditer(case.reading.text))
    for owner in range(case.evidence.own) if written else ():
        for told in _STEPS.finditer(case.evidence.facts[owner].body):
            first, then = char_pairs(told["first"]), char_pairs(told["then"])
            for match in written:
                mine, next_one = char_pairs(match["first"]), char_pairs(match["then"])
                brought_forward = (mine - next_one) & (then - first)
                put_off = (next_one - mine) & (first - then)
                kept = (mine - next_one) & (first - then) | (next_one - mine) & (then - first)
                is_sure = min(len(brought_forward), len(put_off)) >= _LEAST_SHARED
                if is_sure or (brought_forward and put_off and not kept):
                    yield *match.span(), told.group(), owner


def _other_sides(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """建会后摸底 of a fact that says 建会前摸底."""
    written: dict[str, list[_Step]] = {}
    for match in _SIDE.finditer(case.reading.text):
        step = _Step(
            match.start(), match.end("side"), match["event"] + match["side"], char_pairs(match["rest"])
        )
        written.setdefault(step.words[-_EVENT:], []).append(step)
    for owner in range(case.evidence.own) if written else ():
        for match in _SIDE.finditer(case.evidence.facts[owner].body):
            expected = match["event"][-_EVENT + 1 :] + match["side"]
            other = match["event"][-_EVENT + 1 :] + _OTHER_SIDE[match["side"]]
            told = char_pairs(match["rest"])
            is_told = any(len(one.pairs & told) >= _LEAST_SHARED for one in written.get(expected, ()))
            for step in written.get(other, ()) if not is_told else ():
                if 2 * len(step.pairs & told) > len(told):
                    yield step.end - _EVENT, step.end, expected, owner
