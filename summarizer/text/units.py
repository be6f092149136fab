"""Measure words: which mean the same, which scale, and which stand for anything (个)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from summarizer.text.lexicon import mapping, word_list

GENERIC_UNIT = "个"


class _Opening(NamedTuple):
    """The units that begin with one character: a pattern of their spellings, and what each stands for."""

    written: re.Pattern[str]
    units: Mapping[str, str]


def match_unit(text: str, start: int) -> tuple[str, int] | None:
    """The canonical unit that begins at `start` and the offset behind it, longest first; None without one."""
    opening = _openings().get(text[start : start + 1])
    match = opening.written.match(text, start) if opening else None
    return (opening.units[match.group()], match.end()) if opening and match else None


def units_compatible(left: str, right: str) -> bool:
    """Whether two units may name the same count: equal, one left out, alike, or 个 and a partner."""
    if left == right or not left or not right:
        return True
    if GENERIC_UNIT in (left, right):
        return not _generic_partners().isdisjoint((left, right))
    return frozenset((left, right)) in _alike()


def units_alike_of(left: str, right: str, words: str) -> bool:
    """Whether two units count the same of a thing that `words` name: 条 and 项 of 建议."""
    return any(thing in words for thing in _alike_of().get(frozenset((left, right)), ()))


@cache
def _alike_of() -> Mapping[frozenset[str], tuple[str, ...]]:
    lines = (line.split() for line in word_list("units", "alike_of"))
    return {frozenset(pair.split("/")): tuple(things) for pair, *things in lines}


@cache
def _openings() -> Mapping[str, _Opening]:
    """Every written unit by its first character, the longest first."""
    units = {unit: unit for unit in word_list("units", "single")}
    for canonical, written in mapping("units", "same").items():
        units |= dict.fromkeys(written.split(), canonical)
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for written in sorted(units, key=len, reverse=True):
        by_first[written[0]].append(written)
    return {
        first: _Opening(re.compile("|".join(map(_counting, spellings))), units)
        for first, spellings in by_first.items()
    }


def _counting(written: str) -> str:
    """The pattern of a unit where no word stands that begins like it and counts nothing (分工会)."""
    others, after_all = (
        "|".join(map(re.escape, mapping("units", table).get(written, "").split()))
        for table in ("not_a_unit", "after_all")
    )
    excepted = f"(?!{after_all})" if after_all else ""
    return (f"(?!{excepted}(?:{others}))" if others else "") + re.escape(written)


@cache
def _generic_partners() -> frozenset[str]:
    return frozenset(word_list("units", "generic_partners"))


@cache
def _alike() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split("/")) for pair in word_list("units", "alike"))
