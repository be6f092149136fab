"""Terms a text is found by: its words and every single Chinese character.

Characters find what words miss (走访困难教师 for 困难教职工的走访慰问). Numerals and masks are left out,
because a figure says nothing about what a passage is about.
"""

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from summarizer.text.characters import normalize_width

Segment = Callable[[str], Sequence[str]]

SLOT: Final = re.compile("〔[^〔〕]{1,4}〕")
"""What stands in a masked text for something that was there: no word, and nothing to search for."""
_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z]{2,}")
# Characters that stand in every passage, and numerals: long posting lists that tell nothing.
_SILENT = frozenset(
    "的了和与及等在为对是以有并也将把被从到向由于之其此该各每共中上下年月日个项次名人一二三四五六七八九十百千万亿零两第"
)

_WITHOUT_SILENT = {ord(char): None for char in _SILENT}


def count_terms(text: str, *, segment: Segment | None = None) -> Counter[str]:
    """How often each term stands in `text`.

    Args:
        text: any text; case, width, digits, punctuation and 〔slots〕 do not matter.
        segment: splits a run of characters into words, overlapping ones included; the default is
            rjieba's search mode where it is installed, else pairs of neighbouring characters.
    """
    runs = list(_runs(text))
    counted = Counter(_words_in(runs, segment or default_segment()))
    counted.update("".join(run for run in runs if not run[0].isascii()).translate(_WITHOUT_SILENT))
    return counted


@cache
def default_segment() -> Segment:
    """Rjieba's search mode; `bigrams` where rjieba has no wheel (Windows on ARM).

    An index made with the one is searched with the other by characters only.
    """
    try:
        jieba = importlib.import_module("rjieba")
    except ImportError:
        return bigrams
    cut: Callable[[str, bool], list[str]] = jieba.cut_for_search
    return lambda run: cut(run, False)


def bigrams(run: str) -> Sequence[str]:
    """All pairs of neighbouring characters of `run`."""
    return [run[start : start + 2] for start in range(len(run) - 1)]


def words_only(text: str, *, segment: Segment | None = None) -> list[str]:
    """The words of `text` without single characters, in order: the usual terms, kept for comparison."""
    return _words_in(_runs(text), segment or default_segment())


def _words_in(runs: Iterable[str], segment: Segment) -> list[str]:
    found: list[str] = []
    for run in runs:
        if run[0].isascii():
            found.append(run)
        else:
            found += [word for word in segment(run) if len(word) > 1 and not _SILENT.issuperset(word)]
    return found


def _runs(text: str) -> Iterable[str]:
    plain = SLOT.sub(" ", normalize_width(text).lower())
    return (match.group() for match in _RUN.finditer(plain))
