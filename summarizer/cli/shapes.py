"""The JSON the commands print; its shapes are promised in the interface description."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from summarizer.domain import Document, DraftedDocument, Finding, Passage, Report, Section, SectionReport
from summarizer.proofread import Remark

Json = dict[str, object]


def drafted_json(drafted: DraftedDocument) -> Json:
    """What `draft --json` prints: title, engine, sections, report."""
    pairs = zip(drafted.document.sections, drafted.report.sections, strict=True)
    return {
        "title": drafted.document.title,
        "engine": drafted.engine,
        "sections": [
            _section_json(section, report, drafted.lent.get(section.id, ())) for section, report in pairs
        ],
        "report": _report_json(drafted.report),
    }


def checked_json(document: Document, report: SectionReport) -> Json:
    """What `check --json` prints: whether the text is clean, the findings, each fact and the counts."""
    section = document.section(report.section_id)
    return {
        "clean": report.errors == 0,
        "findings": [_finding_json(finding) for finding in report.findings],
        "facts": _facts_json(section, report),
        "report": _report_json(Report(sections=(report,))),
    }


def proofread_json(text: str, remarks: Sequence[Remark], *, fixed: bool) -> Json:
    """What `proofread --json` prints: whether the text is clean, the counts, each remark with its place.

    The text the remarks were made on is printed too when it is a `fixed` one.
    """
    errors = sum(remark.level == "error" for remark in remarks)
    places = places_of((remark.start for remark in remarks), text)
    return {
        "clean": errors == 0,
        "errors": errors,
        "hints": len(remarks) - errors,
        "remarks": [
            {**asdict(remark), "fixable": remark.fixable, "line": line, "column": column}
            for remark, (line, column) in zip(remarks, places, strict=True)
        ],
        **({"text": text} if fixed else {}),
    }


def places_of(offsets: Iterable[int], text: str) -> list[tuple[int, int]]:
    """Line and column of each code-point offset into `text`, both 1-based; `offsets` ascend."""
    places, line, line_start, reached = [], 1, 0, 0
    for offset in offsets:
        breaks = text.count("\n", reached, offset)
        if breaks:
            line, line_start = line + breaks, text.rindex("\n", reached, offset) + 1
        places.append((line, offset - line_start + 1))
        reached = offset
    return places


def _report_json(report: Report) -> Json:
    """The counts of the fidelity panel."""
    return {
        "facts_total": report.facts_total,
        "facts_written": report.facts_written,
        "atoms_total": report.atoms_total,
        "atoms_supported": report.atoms_supported,
        "leaks": report.leaks,
        "similarity": report.similarity,
        "placeholders": report.placeholders,
        "errors": report.errors,
        "doubts": report.doubts,
    }


def _finding_json(finding: Finding) -> Json:
    """All fields of a finding; offsets count code points of the section's text."""
    return asdict(finding)


def _section_json(section: Section, report: SectionReport, lent: Sequence[Passage]) -> Json:
    return {
        "heading": section.heading,
        "topic": section.topic.value,
        "text": section.text,
        "facts": _facts_json(section, report),
        "findings": [_finding_json(_within(finding, section)) for finding in report.findings],
        "samples": [
            {"id": passage.id, "sample": passage.sample_id, "heading": passage.heading} for passage in lent
        ],
    }


def _facts_json(section: Section, report: SectionReport) -> list[Json]:
    return [
        {"index": index, "text": fact.text, "used": index not in report.unwritten}
        for index, fact in enumerate(section.active_facts)
    ]


def _within(finding: Finding, section: Section) -> Finding:
    """The finding without the index of another section's fact, which would point at the wrong one here."""
    foreign = finding.fact is not None and finding.fact >= len(section.active_facts)
    return replace(finding, fact=None) if foreign else finding
