"""Measure words: which mean the same, which scale, and which stand for anything (个)."""

from collections.abc import Mapping
from functools import cache

from summarizer.text.lexicon import mapping, word_list

GENERIC_UNIT = "个"


@cache
def _units() -> Mapping[str, str]:
    """Surface form -> canonical form of every measure word."""
    same = {
        surface: canonical
        for canonical, surfaces in mapping("units", "same").items()
        for surface in surfaces.split()
    }
    return {unit: unit for unit in word_list("units", "single")} | same


@cache
def _longest() -> int:
    return max(map(len, _units()))


@cache
def _other_words(surface: str) -> tuple[str, ...]:
    """Words that begin like the unit `surface` but are no unit: 分工会, 名称."""
    return tuple(mapping("units", "not_a_unit").get(surface, "").split())


@cache
def _generic_partners() -> frozenset[str]:
    return frozenset(word_list("units", "generic_partners"))


def match_unit(text: str, start: int) -> tuple[str, int] | None:
    """The canonical unit that begins at `start` and the offset behind it, longest first; None without one."""
    units = _units()
    for length in range(_longest(), 0, -1):
        surface = text[start : start + length]
        canonical = units.get(surface)
        if canonical is None or len(surface) < length:
            continue
        if not text.startswith(_other_words(surface) or ("\0",), start):
            return canonical, start + length
    return None


def units_compatible(left: str, right: str) -> bool:
    """Whether two canonical units may name the same count: equal, one left out, or 个 for a like measure word."""
    if left == right or not left or not right:
        return True
    if left == GENERIC_UNIT:
        return right in _generic_partners()
    return right == GENERIC_UNIT and left in _generic_partners()
