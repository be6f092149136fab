"""Finding the document that a document continues."""

from dataclasses import replace

from summarizer.domain import Document
from summarizer.protocols import Store


def document_of_last_year(store: Store, document: Document) -> Document | None:
    """The same unit's summary of the same part of the year before, the last changed one; None without."""
    period = replace(document.period, year=document.period.year - 1)
    return store.find_document(unit=document.unit, kind=document.kind, period=period)
