"""How much of a text stands in a sample too: long copied spans, and the share of its characters (雷同率).

Only ideographs, letters and digits are compared, so that another comma hides nothing. Samples are indexed
by the hashes of their runs of 8 and of 20 characters; a text is then read once, however long they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.lexicon import mapping
from summarizer.verify.case import Case
from summarizer.verify.evidence import Evidence

SHORT_RUN, LONG_RUN = 8, 20
# A sentence is copied when this share of its runs stands in a sample and they make up so many characters.
COPIED_SHARE = 0.15
"""The share of a text from which on copying is doubted."""
_LEAST_COPIED = 14
_FACT_RUN = 4
_SAMPLES, _LAST_YEAR = "范文", "去年的总结"
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleIndex:
    """The runs of the samples as hashes.

    Attributes:
        short, long: those of 8 and of 20 characters.
    """

    short: frozenset[int]
    long: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The characters of a text that are compared, each with its offset."""

    plain: str
    offsets: Sequence[int]


def count_letters(text: str) -> int:
    """How many characters of a text are compared."""
    return sum(1 for _ in _LETTER.finditer(text))


def letters_of(text: str) -> Letters:
    """The ideographs, letters and digits of a text."""
    found = [(match.group(), match.start()) for match in _LETTER.finditer(text)]
    return Letters(plain="".join(char for char, _ in found), offsets=[offset for _, offset in found])


@lru_cache(maxsize=16)
def index_samples(samples: tuple[str, ...]) -> SampleIndex:
    """The index of some samples; cached because a document is checked many times against the same."""
    plain = [letters_of(sample).plain for sample in samples]
    return SampleIndex(
        short=frozenset(chain.from_iterable(_runs(one, SHORT_RUN) for one in plain)),
        long=frozenset(chain.from_iterable(_runs(one, LONG_RUN) for one in plain)),
    )


def _runs(plain: str, length: int) -> Iterator[int]:
    return (hash(plain[at : at + length]) for at in range(len(plain) - length + 1))


class Copy(NamedTuple):
    """A copied span.

    Attributes:
        start, end: code-point offsets into the text.
        source: 范文 or 去年的总结.
    """

    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What of a text stands elsewhere.

    Attributes:
        copied: the spans that are copied, in order; of each source those that lie apart.
        share: the share of the characters that stand elsewhere, those of facts and set phrases left out.
    """

    copied: tuple[Copy, ...]
    share: float


def overlap_with(case: Case, samples: Sequence[str], last_year: Sequence[str] = ()) -> Overlap:
    """How much of the text of a case stands in the samples or in last year's texts."""
    letters = letters_of(case.reading.text)
    exempt = _exempt(letters.plain, case.evidence)
    anywhere = bytearray(len(letters.plain))
    copied: list[Copy] = []
    for source, texts in ((_SAMPLES, samples), (_LAST_YEAR, last_year)):
        index = index_samples(tuple(texts))
        shared = _covered(letters.plain, SHORT_RUN, index.short)
        for at in exempt:
            shared[at] = 0
        anywhere = bytearray(map(max, anywhere, shared))
        spans = [*_long_spans(letters, index, exempt), *_contained_spans(case, letters, shared)]
        placed = _merged((letters.offsets[first], letters.offsets[last] + 1) for first, last in spans)
        copied += (Copy(start, end, source) for start, end in placed if not _touches(copied, start, end))
    return Overlap(copied=tuple(sorted(copied)), share=sum(anywhere) / len(anywhere) if anywhere else 0.0)


def _touches(copied: Sequence[Copy], start: int, end: int) -> bool:
    return any(copy.start < end and start < copy.end for copy in copied)


def judge_copies(case: Case, overlap: Overlap) -> Iterator[Finding]:
    """A warning for every copied span."""
    for start, end, source in overlap.copied:
        length = sum(1 for _ in _LETTER.finditer(case.reading.text, start, end))
        message = f"这里有{length}字与{source}相同，请换成自己的说法。"
        yield case.finding(start, end, "copied", message, severity="warn")


def _covered(plain: str, length: int, runs: frozenset[int]) -> bytearray:
    """1 for every character that lies in a run of the samples."""
    covered = bytearray(len(plain))
    full = b"\x01" * length
    for at, run in enumerate(_runs(plain, length)):
        if run in runs:
            covered[at : at + length] = full
    return covered


def _exempt(plain: str, evidence: Evidence) -> set[int]:
    """Characters that come from the facts and frame, or belong to a set phrase everybody uses."""
    known = _covered(plain, _FACT_RUN, _fact_runs(evidence.bare_facts, evidence.frame.known))
    exempt = {at for at, mark in enumerate(known) if mark}
    for match in _formulas().finditer(plain):
        exempt.update(range(*match.span()))
    return exempt


@lru_cache(maxsize=64)
def _fact_runs(facts: str, frame: str) -> frozenset[int]:
    return frozenset(_runs(letters_of(f"{facts}\n{frame}").plain, _FACT_RUN))


@lru_cache(maxsize=1)
def _formulas() -> re.Pattern[str]:
    phrases = mapping("claims", "formulas")["phrases"].split()
    return re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))


def _long_spans(letters: Letters, index: SampleIndex, exempt: set[int]) -> Iterator[tuple[int, int]]:
    """First and last index of every stretch whose runs of 20 all stand in a sample, facts left out."""
    covered = _covered(letters.plain, LONG_RUN, index.long)
    for match in re.finditer(b"\x01+", bytes(covered)):
        first, last = match.start(), match.end() - 1
        while first <= last and first in exempt:
            first += 1
        while last >= first and last in exempt:
            last -= 1
        if sum(at not in exempt for at in range(first, last + 1)) >= LONG_RUN:
            yield first, last


def _contained_spans(case: Case, letters: Letters, shared: bytearray) -> Iterator[tuple[int, int]]:
    """First and last shared index of every sentence much of which stands in a sample."""
    position = 0
    for start, end in case.reading.sentences:
        while position < len(letters.offsets) and letters.offsets[position] < start:
            position += 1
        first = position
        while position < len(letters.offsets) and letters.offsets[position] < end:
            position += 1
        marks = shared[first:position]
        common = sum(marks)
        if common >= max(_LEAST_COPIED, COPIED_SHARE * len(marks)):
            yield first + marks.index(1), first + marks.rindex(1)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, those that touch made one."""
    reached: tuple[int, int] | None = None
    for span in sorted(spans):
        if reached is not None and span[0] <= reached[1]:
            reached = (reached[0], max(reached[1], span[1]))
        else:
            if reached is not None:
                yield reached
            reached = span
    if reached is not None:
        yield reached
