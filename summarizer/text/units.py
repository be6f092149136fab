"""Measure words: which mean the same, which scale, and which stand for anything (个)."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from summarizer.text.lexicon import mapping, word_list

GENERIC_UNIT = "个"


class _Surface(NamedTuple):
    """One way to write a unit, with the words that begin like it and count nothing (分工会), but for some."""

    written: str
    unit: str
    other_words: tuple[str, ...]
    after_all: tuple[str, ...]


def match_unit(text: str, start: int) -> tuple[str, int] | None:
    """The canonical unit that begins at `start` and the offset behind it, longest first; None without one."""
    for surface in _surfaces().get(text[start : start + 1], ()):
        if not text.startswith(surface.written, start):
            continue
        if text.startswith(surface.other_words, start) and not text.startswith(surface.after_all, start):
            continue
        return surface.unit, start + len(surface.written)
    return None


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
def _surfaces() -> Mapping[str, tuple[_Surface, ...]]:
    """Every written unit by its first character, the longest first."""
    units = {unit: unit for unit in word_list("units", "single")}
    for canonical, written in mapping("units", "same").items():
        units |= dict.fromkeys(written.split(), canonical)
    by_first: dict[str, list[_Surface]] = {}
    for written in sorted(units, key=len, reverse=True):
        by_first.setdefault(written[0], []).append(
            _Surface(written, units[written], _words("not_a_unit", written), _words("after_all", written))
        )
    return {first: tuple(surfaces) for first, surfaces in by_first.items()}


def _words(table: str, written: str) -> tuple[str, ...]:
    return tuple(mapping("units", table).get(written, "").split())


@cache
def _generic_partners() -> frozenset[str]:
    return frozenset(word_list("units", "generic_partners"))


@cache
def _alike() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split("/")) for pair in word_list("units", "alike"))
