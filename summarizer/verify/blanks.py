"""Blanks of the facts (【待补】 __ ××) that a text fills with a value nobody gave."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.names import looks_like_name
from summarizer.verify.case import Case
from summarizer.verify.mentions import PENDING, FactReading
from summarizer.verify.spans import TakenSpans

# Also a name's blank (由×××主持); a single × or _ is a sign of something else.
BLANK = re.compile(
    rf"{PENDING.pattern}|[_＿]{{2,}}|[×✕]{{2,}}|(?<![A-Za-z])[xX]{{2,}}(?![A-Za-z])|[×✕](?=[年月日])"
)
_LONGEST_VALUE, _LONGEST_NAME, _ANCHOR, _SHORTEST_ANCHOR = 14, 4, 6, 2
_MARK = re.compile("[，。；：！？、\\s（）()“”《》]")
_FILLERS = "了共为达计约近："
_PLAIN_FIGURE = re.compile(r"[\d０-９零〇一二两三四五六七八九十百千]+(?:[.,－—-][\d０-９]+)*")
_FIGURE = re.compile(rf"{_PLAIN_FIGURE.pattern}[百千万亿]*")
_SCALES = frozenset("百千万亿")


class Blank(NamedTuple):
    """A blank of a fact and the words on both sides, up to a mark or another blank."""

    left: str
    right: str
    text: str


def filled_blanks(case: Case) -> Iterator[Finding]:
    """An error for every blank of the facts in whose place the text has a value."""
    text = case.reading.text
    mentions = {mention.atom.start: mention.atom.end for mention in case.reading.mentions}
    taken = TakenSpans()
    for blank, owner in _distinct_blanks(case).items():
        for filling in _fillings(blank, text, mentions):
            start, end = _whole(case, *filling)
            value = text[start:end]
            if case.evidence.knows(value) or BLANK.search(value) or not taken.take(start, end):
                continue
            message = f"事实在这里还是空白（“{blank.text}”），文中却写成了“{value}”，请先补全事实。"
            yield case.finding(start, end, "placeholder", message, owner=owner, expected=blank.text)


def _distinct_blanks(case: Case) -> Mapping[Blank, int]:
    """All blanks of the facts, each with the first fact that has it."""
    found: dict[Blank, int] = {}
    for owner, fact in enumerate(case.evidence.facts):
        for blank in blanks_of(fact):
            found.setdefault(blank, owner)
    return found


def _whole(case: Case, start: int, end: int) -> tuple[int, int]:
    """The mention that holds text[start:end], or these offsets when none does: 32户 for 32."""
    mentions = case.reading.mentions
    index = bisect_right(mentions, start, key=lambda mention: mention.atom.start) - 1
    if index >= 0 and end <= mentions[index].atom.end:
        return mentions[index].atom.start, mentions[index].atom.end
    return start, end


@lru_cache(maxsize=4096)
def blanks_of(fact: FactReading) -> tuple[Blank, ...]:
    """The blanks of a fact that have words beside them to be recognised by."""
    marks = [match.span() for match in BLANK.finditer(fact.body)]
    found = []
    for number, (start, end) in enumerate(marks):
        before = marks[number - 1][1] if number else 0
        behind = marks[number + 1][0] if number + 1 < len(marks) else len(fact.body)
        left = _MARK.split(fact.body[before:start])[-1][-_ANCHOR:]
        right = _MARK.split(fact.body[end:behind])[0][:_ANCHOR]
        if len(left) >= _SHORTEST_ANCHOR or len(right) > _SHORTEST_ANCHOR:
            found.append(Blank(left, right, fact.body[start:end]))
    return tuple(found)


def _fillings(blank: Blank, text: str, mentions: Mapping[int, int]) -> Sequence[tuple[int, int]]:
    """Where the words around a blank stand in the text with a value between them."""
    right = blank.right[:_SHORTEST_ANCHOR]
    found = []
    for left in _tails(blank.left):
        at = text.find(left) if left else -1
        while at >= 0:
            span = _value_at(text, at + len(left), right, mentions)
            if span is not None:
                found.append(span)
            at = text.find(left, at + 1)
        if found:
            break
    return found


def _tails(words: str) -> Sequence[str]:
    """The last characters of the words before a blank, all of them first, at least two."""
    return [words[cut:] for cut in range(max(1, len(words) - _SHORTEST_ANCHOR + 1))]


def _value_at(text: str, start: int, right: str, mentions: Mapping[int, int]) -> tuple[int, int] | None:
    """The figure at `start` that `right` or a mark follows, the mention or the name that `right` follows."""
    start += len(text[start : start + 4]) - len(text[start : start + 4].lstrip(_FILLERS))
    if start in mentions and right and text.startswith(right[:1], mentions[start]):
        return start, mentions[start]
    figure = (_PLAIN_FIGURE if right[:1] in _SCALES else _FIGURE).match(text, start, start + _LONGEST_VALUE)
    if figure is not None:
        return figure.span() if text.startswith(right[:1], figure.end()) else None
    end = text.find(right, start + 2, start + _LONGEST_NAME + len(right)) if right else -1
    return (start, end) if end > start and looks_like_name(text[start:end]) else None
