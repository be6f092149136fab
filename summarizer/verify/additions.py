"""Acts added behind 并 of which no fact has a word: 走访生病教师12人，并安排专人陪同就医."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.plain import is_plain
from summarizer.verify.case import Case
from summarizer.verify.claims import is_open
from summarizer.verify.mentions import char_pairs
from summarizer.verify.modifiers import aims
from summarizer.verify.spans import TakenSpans

_ADDED = re.compile(
    "(?:(?<=[，。；])|(?<=[\u4e00-\u9fff0-9]))并(?![且入轨购列案网])(?P<act>[^，。；：\n]{3,24})(?=[，。；])"
)
# What has a figure is judged by it.
_FIGURE = re.compile("[0-9一二两三四五六七八九十]")
_LEAST_PAIRS, _TAIL = 3, 4


def added_acts(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A warning for every act behind 并 of which, or of whose end, no fact has two neighbouring characters.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    names = case.reading.names
    starts = [name.atom.start for name in names]
    for match in _ADDED.finditer(text):
        act = match["act"]
        pairs = char_pairs(act)
        if len(pairs) < _LEAST_PAIRS or _FIGURE.search(act) or _general().search(act):
            continue
        first, behind = (bisect_left(starts, at) for at in match.span())
        if any(case.pair_of(name) for name in names[first:behind]):
            continue  # 并被授予“技术能手”: judged by its name
        if aims().match(act) or is_open(text, match.start(), only_wishes=True):
            continue
        end = act[-_TAIL:]  # 并为外派职工家属办理体检: whom it was done for is told elsewhere
        is_new = not any(map(case.evidence.knows, pairs)) or (
            len(act) > _TAIL + 1
            and not is_plain(end)
            and not any(map(case.evidence.knows, (*char_pairs(end), *end[-2:])))
        )
        if is_new and taken.take(*match.span()):
            message = f"事实中没有写“{match.group()}”，请补充事实或删去。"
            yield case.finding(*match.span(), "claim_unsupported", message, severity="warn")


@cache
def _general() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "additions")["general"].split())))
