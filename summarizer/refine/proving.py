"""What of a document is proven: the only thing a text that sums it up may rest on."""

from dataclasses import replace

from summarizer.domain import Document, Section
from summarizer.verify import check_section


def proven_document(document: Document) -> Document:
    """The document with nothing but those sentences that state facts and about which there is no doubt."""
    sections = (
        replace(section, text=_proven_text(document, section)) if section.text.strip() else section
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _proven_text(document: Document, section: Section) -> str:
    report = check_section(document, section)
    doubts = [one.start for one in report.findings if one.severity != "info" and one.start is not None]
    return "".join(
        section.text[one.start : one.end].strip()
        for one in report.sentences
        if one.facts and not any(one.start <= doubt < one.end for doubt in doubts)
    )
