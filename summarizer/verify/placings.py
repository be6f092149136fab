"""Places told of another team or contest than in the facts: 一队跳绳第一 for 一队：拔河第1、跳绳第3."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.numerals import parse_number
from summarizer.text.ordinals import MEDALS
from summarizer.verify.case import Case
from summarizer.verify.marks import RESPECTIVELY
from summarizer.verify.spans import TakenSpans

_PART = re.compile("[^；;。\n]+")
_HOLDER = re.compile("(?P<who>[\u4e00-\u9fff0-9A-Za-z]{2,10})[：:]")
_RANK = "第(?P<rank>[一二三四五六七八九十]{1,3}|[0-9]{1,2})名?|(?P<medal>[冠亚季]军)"
_PLACE = re.compile(f"(?P<contest>[\u4e00-\u9fff]{{2,8}}?)(?:比赛|项目)?(?:{_RANK})(?![次届场期批轮季个])")
_BEHIND = re.compile(f"[^、，；。\n第冠亚季]{{0,6}}(?:{_RANK})")
_PLACES_OF = MappingProxyType({medal: place for place, medal in enumerate(MEDALS, 1)})
_LONGEST_STRETCH = 80


class Placing(NamedTuple):
    """Which place a team of a fact took in a contest, as typed and as a number."""

    who: str
    contest: str
    written: str
    rank: int


def misplaced_ranks(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every place told of a team in a contest in which its fact gives it another one.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    own = case.evidence.facts[: case.evidence.own]
    told = [(owner, one) for owner, fact in enumerate(own) for one in _placings(fact.body)]
    if not told:
        return
    held: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for _, one in told:
        held[one.who, one.contest].add(one.rank)
    stretches = _stretches(sorted({one.who for _, one in told}), text)
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for owner, one in told:
        for start, end in stretches.get(one.who, ()):
            at = text.find(one.contest, start, end)
            match = _BEHIND.match(text, at + len(one.contest), end) if at >= 0 else None
            if match is None or RESPECTIVELY.search(text, start, match.end()):
                continue
            if _rank(match) in held[one.who, one.contest] or not taken.take(at, match.end()):
                continue
            written = text[at : match.end()]
            yield case.finding(
                at, match.end(), "figure_changed",
                f"名次与事实不符：事实写的是“{one.who}：{one.written}”，这里写成了“{written}”。",
                owner=owner, expected=one.written,
            )  # fmt: skip


@lru_cache(maxsize=4096)
def _placings(fact: str) -> tuple[Placing, ...]:
    """The places of a fact, each with the team whose label stands before it."""
    if _HOLDER.search(fact) is None or _PLACE.search(fact) is None:
        return ()
    found = []
    for part in _PART.finditer(fact):
        for holder in list(_HOLDER.finditer(part.group()))[-1:]:
            for place in _PLACE.finditer(part.group(), holder.end()):
                found.append(Placing(holder["who"], place["contest"], place.group(), _rank(place)))
    return tuple(found)


def _rank(match: re.Match[str]) -> int:
    medal = match["medal"]
    return _PLACES_OF[medal] if medal else int(parse_number(match["rank"]) or 0)


def _stretches(names: Sequence[str], text: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """For every name where the text tells of it: up to the next name, 。 or ；."""
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    places = list(pattern.finditer(text))
    stretches: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, place in enumerate(places):
        following = places[number + 1].start() if number + 1 < len(places) else len(text)
        part = _PART.match(text, place.end())
        end = min(following, part.end() if part else place.end(), place.end() + _LONGEST_STRETCH)
        stretches[place.group()].append((place.end(), end))
    return stretches
