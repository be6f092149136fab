"""Findings on a text and the reports made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from summarizer.domain.documents import Document
from summarizer.domain.samples import Passage

FindingKind: TypeAlias = Literal[
    "figure_changed",
    "figure_unsupported",
    "unit_changed",
    "date_unsupported",
    "name_unsupported",
    "title_unsupported",
    "honour_unsupported",
    "claim_unsupported",
    "imprecise",
    "derived",
    "fact_missing",
    "sample_leak",
    "copied",
    "inconsistent",
    "placeholder",
]
Severity: TypeAlias = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the verifier has to say about a text (核查意见).

    Attributes:
        start, end: code-point offsets into the checked text, None for a missing fact.
        text: the span as written, or the missing fact.
        fact: 0-based index into the facts given, None when no single fact is meant.
        expected: what the facts say, "" when they say nothing.
        message: one Chinese sentence.
        suggestion: a replacement for the span (or a sentence to add), "" when there is none.
    """

    kind: FindingKind
    severity: Severity
    start: int | None
    end: int | None
    text: str
    fact: int | None = None
    expected: str = ""
    message: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSupport:
    """One sentence and the facts it rests on.

    Attributes:
        start, end: code-point offsets into the section's text.
        facts: 0-based indexes into the section's active facts, ascending.
    """

    start: int
    end: int
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReport:
    """What was checked in one section.

    Attributes:
        facts_total, facts_written: active facts, and those found in the text.
        atoms_total, atoms_supported: figures, dates and names of the text, and those with a source.
        leaks: spans found in the samples but not in the facts.
        similarity: share of the text that also stands in a sample or in last year's document (雷同率),
            0 to 1; None when there was nothing to compare with.
        letters: ideographs, letters and digits of the text, which `similarity` is a share of.
        placeholders: 【待补充】 marks left.
        unwritten: 0-based indexes of active facts not found in the text.
    """

    section_id: str
    findings: tuple[Finding, ...] = ()
    sentences: tuple[SentenceSupport, ...] = ()
    facts_total: int = 0
    facts_written: int = 0
    atoms_total: int = 0
    atoms_supported: int = 0
    leaks: int = 0
    similarity: float | None = None
    letters: int = 0
    placeholders: int = 0
    unwritten: tuple[int, ...] = ()

    @property
    def doubts(self) -> int:
        """Findings a person has to look at: errors and warnings."""
        return sum(finding.severity != "info" for finding in self.findings)

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return sum(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The fidelity of a whole document: its sections' reports in order."""

    sections: tuple[SectionReport, ...] = ()

    @property
    def facts_total(self) -> int:
        """Active facts of all sections."""
        return sum(section.facts_total for section in self.sections)

    @property
    def facts_written(self) -> int:
        """Active facts found in their section's text."""
        return sum(section.facts_written for section in self.sections)

    @property
    def atoms_total(self) -> int:
        """Figures, dates and names in the text."""
        return sum(section.atoms_total for section in self.sections)

    @property
    def atoms_supported(self) -> int:
        """Figures, dates and names that have a source."""
        return sum(section.atoms_supported for section in self.sections)

    @property
    def leaks(self) -> int:
        """Spans that come from a sample."""
        return sum(section.leaks for section in self.sections)

    @property
    def similarity(self) -> float | None:
        """Share of the whole text that also stands elsewhere (雷同率), 0 to 1; None when not measured."""
        measured = [section for section in self.sections if section.similarity is not None]
        letters = sum(section.letters for section in measured)
        if not letters:
            return 0.0 if measured else None
        return sum((section.similarity or 0.0) * section.letters for section in measured) / letters

    @property
    def placeholders(self) -> int:
        """【待补充】 marks left."""
        return sum(section.placeholders for section in self.sections)

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return sum(section.errors for section in self.sections)

    @property
    def doubts(self) -> int:
        """Findings of severity error or warn."""
        return sum(section.doubts for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedDocument:
    """A whole document drafted in one go, with the engine that wrote it and its report.

    Attributes:
        tokens_in, tokens_out: of all requests as the endpoint counted them, 0 for the composer.
        lent: by section id the style passages the model was shown; empty for the composer.
    """

    document: Document
    engine: str
    report: Report
    tokens_in: int = 0
    tokens_out: int = 0
    lent: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
