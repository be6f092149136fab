"""Judging a text of a section over and over, and whether one text is better proven than another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.domain import Document, Finding, Section, SectionReport
from summarizer.protocols import DraftRequest
from summarizer.revise.parts import with_section
from summarizer.text.atoms import find_atoms
from summarizer.text.characters import normalize_width
from summarizer.verify import check_section

END_MARKS: Final = "。！；"
"""What a sentence of a draft ends with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with one text.

    Attributes:
        text: what was judged.
        report: all that was found.
        doubts: how often each error or warning on a span of the text stands there, by severity and words.
        untold: 0-based indexes of the active facts that are not written, or only with something wrong.
    """

    text: str
    report: SectionReport
    doubts: Counter[tuple[str, str]]
    untold: frozenset[int]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The errors and warnings."""
        return tuple(one for one in self.report.findings if one.severity != "info")

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.doubts and not self.untold

    @property
    def weight(self) -> tuple[int, int]:
        """How bad it is: facts missing and errors, then warnings."""
        errors = sum(one.severity == "error" and one.start is not None for one in self.findings)
        return len(self.untold) + errors, self.doubts.total() - errors

    def is_no_worse(self, than: "Verdict") -> bool:
        """Whether it has no doubt the other has not, and every fact the other has."""
        return self.doubts <= than.doubts and self.untold <= than.untold

    def is_better(self, than: "Verdict") -> bool:
        """Whether it is no worse, and in something better."""
        is_other = self.doubts != than.doubts or self.untold != than.untold
        return is_other and self.is_no_worse(than)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Judges texts of one section.

    Attributes:
        request: the section within its document.
        samples: unmasked texts whose figures, names and wording must not appear.
        last_year: the document this one continues.
    """

    request: DraftRequest
    samples: tuple[str, ...] = ()
    last_year: Document | None = None

    @property
    def section(self) -> Section:
        """The section; its present text is not looked at."""
        return self.request.section

    def judge(self, text: str) -> Verdict:
        """What is wrong with `text` as the section's text."""
        section = replace(self.section, text=text)
        report = check_section(self.request.document, section, samples=self.samples, last_year=self.last_year)
        doubts: Counter[tuple[str, str]] = Counter(
            (one.severity, one.text)
            for one in report.findings
            if one.severity != "info" and one.start is not None
        )
        untold = frozenset(report.unwritten) | self._told_wrong(text, report)
        return Verdict(text=text, report=report, doubts=doubts, untold=untold)

    def _told_wrong(self, text: str, report: SectionReport) -> frozenset[int]:
        """The facts the text says something wrong of, unless it also says them to the letter."""
        suspects = {one.fact for one in report.findings if one.severity == "error" and one.fact is not None}
        if not suspects:
            return frozenset()
        told = self._atoms(text)
        facts = self.section.active_facts
        return frozenset(fact for fact in suspects if not self._atoms(facts[fact].text) <= told)

    def _atoms(self, text: str) -> set[str]:
        atoms = find_atoms(normalize_width(text), period=self.request.document.period)
        return {atom.text for atom in atoms}

    def request_for(self, text: str) -> DraftRequest:
        """The request with `text` as the section's present text."""
        document = with_section(self.request.document, replace(self.section, text=text))
        return replace(self.request, document=document)


def sentence_findings(verdict: Verdict) -> list[tuple[tuple[int, int], tuple[Finding, ...]]]:
    """The sentences of a text that have doubts, each with them, by place."""
    found = []
    for support in verdict.report.sentences:
        own = tuple(
            one
            for one in verdict.findings
            if one.start is not None and support.start <= one.start < support.end
        )
        if own:
            found.append(((support.start, support.end), own))
    return found


def replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """`text` with each (start, end) replaced; an emptied line goes with it."""
    for start, end, words in sorted(spans, reverse=True):
        text = text[:start] + words + text[end:]
    return "\n".join(line for line in text.split("\n") if line.strip())
