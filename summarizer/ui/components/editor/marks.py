"""The verifier's report as the editor shows it: marks with their notes, the facts behind each sentence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from summarizer.domain import Fact, Finding, SectionReport
from summarizer.ui.reading import look_of, place_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the small window on a mark says about one finding.

    Attributes:
        look: class name of its kind.
        sign: its one-character sign.
        message: the reason.
        expected: what the facts say, "" when the message says it already.
        fact: the fact it was compared with, "" when there is no single one.
        suggestion: what replaces the whole mark, "" when there is nothing to put there.
    """

    look: str
    sign: str
    message: str
    expected: str = ""
    fact: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked span of the text, in code points, with its notes, gravest first; marks never overlap."""

    start: int
    end: int
    look: str
    sign: str
    notes: tuple[Note, ...]


def note_of(finding: Finding, facts: Sequence[Fact] = (), *, fixable: bool = True) -> Note:
    """The note about a finding; `facts` are those its `fact` counts in."""
    look, sign = look_of(finding)
    known = finding.fact is not None and 0 <= finding.fact < len(facts)
    return Note(
        look=look,
        sign=sign,
        message=finding.message,
        expected="" if finding.expected in finding.message else finding.expected,
        fact=facts[finding.fact].text if known and finding.fact is not None else "",
        suggestion=finding.suggestion if fixable and finding.suggestion != finding.text else "",
    )


def marks_of(text: str, findings: Sequence[Finding], facts: Sequence[Fact]) -> tuple[Mark, ...]:
    """The findings with a place in `text` as marks; one that overlaps a graver one is a note of its mark."""
    marks = []
    for own in place_findings(findings, len(text)):
        look, sign = look_of(own.finding)
        others = [
            one
            for one in findings
            if one is not own.finding
            and one.start is not None
            and one.end is not None
            and one.start < own.end
            and own.start < one.end
        ]
        notes = (
            note_of(own.finding, facts),
            *(note_of(one, facts, fixable=(one.start, one.end) == (own.start, own.end)) for one in others),
        )
        marks.append(Mark(start=own.start, end=own.end, look=look, sign=sign, notes=notes))
    return tuple(marks)


def sentences_of(report: SectionReport, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """The sentences that rest on facts, each with their ids, as plain JSON values."""
    return [
        {"start": one.start, "end": one.end, "facts": [facts[index].id for index in one.facts]}
        for one in report.sentences
        if one.facts
    ]


def as_values(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The marks as plain JSON values."""
    return [asdict(mark) for mark in marks]
