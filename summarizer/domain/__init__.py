"""The values every stage takes and returns: frozen, compared by content, changed with `replace`."""

from summarizer.domain.atoms import Atom, AtomKind, DateMention, Name, Quantity, Rounding
from summarizer.domain.documents import Document, DocumentCard, Fact, Generation, Origin, Section, Version
from summarizer.domain.imports import (
    IngestedArticle,
    IngestReport,
    IngestStatus,
    PassageChoices,
    SampleEdit,
    SampleSection,
    SampleSource,
    SampleView,
    SourceSample,
)
from summarizer.domain.kinds import LabelledEnum, Period, PeriodSpan, Topic, UnitKind
from summarizer.domain.refinement import FilledSentence, SentencePatch
from summarizer.domain.reports import (
    DraftedDocument,
    Finding,
    FindingKind,
    Report,
    SectionReport,
    SentenceSupport,
    Severity,
)
from summarizer.domain.runs import Proposal, Run, RunOptions, RunOutcome, RunState, SectionRun
from summarizer.domain.samples import Hit, Passage, PassageFilter, Sample, SampleCard

__all__ = [
    "Atom",
    "AtomKind",
    "DateMention",
    "Document",
    "DocumentCard",
    "DraftedDocument",
    "Fact",
    "FilledSentence",
    "Finding",
    "FindingKind",
    "Generation",
    "Hit",
    "IngestReport",
    "IngestStatus",
    "IngestedArticle",
    "LabelledEnum",
    "Name",
    "Origin",
    "Passage",
    "PassageChoices",
    "PassageFilter",
    "Period",
    "PeriodSpan",
    "Proposal",
    "Quantity",
    "Report",
    "Rounding",
    "Run",
    "RunOptions",
    "RunOutcome",
    "RunState",
    "Sample",
    "SampleCard",
    "SampleEdit",
    "SampleSection",
    "SampleSource",
    "SampleView",
    "Section",
    "SectionReport",
    "SectionRun",
    "SentencePatch",
    "SentenceSupport",
    "Severity",
    "SourceSample",
    "Topic",
    "UnitKind",
    "Version",
]
