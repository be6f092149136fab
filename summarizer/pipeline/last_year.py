"""Finding the document that a document continues."""

from dataclasses import replace

from summarizer.domain import Document
from summarizer.protocols import Store


def document_of_last_year(store: Store, document: Document) -> Document | None:
    """The same unit's summary of the same part of the year before, the last changed one; None without."""
    period = replace(document.period, year=document.period.year - 1)
    for card in store.list_documents():
        if (card.unit, card.kind, card.period) == (document.unit, document.kind, period):
            return store.load_document(card.id)
    return None
