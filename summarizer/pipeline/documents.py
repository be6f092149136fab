"""What a user can do with whole documents: new, import, fields, bin."""

from dataclasses import replace
from datetime import datetime

from summarizer.domain import (
    Document,
    DocumentCard,
    Period,
    UnitKind,
)
from summarizer.factsheet import clean_layout, format_date, parse_fact_sheet, write_fact_sheet
from summarizer.outline import default_title, load_outline, make_sections
from summarizer.pipeline.core import Core
from summarizer.revise.fields import required_line
from summarizer.revise.next_year import next_year
from summarizer.text.characters import clean_line
from summarizer.text.decoding import decode_bytes


class DocumentActions(Core):
    """Actions on whole documents, their own fields and the bin."""

    def list_documents(
        self, *, deleted: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[DocumentCard, ...]:
        """Cards of documents, last changed first; with `deleted`, those in the bin.

        Args:
            deleted: those in the bin instead.
            limit: at most so many; None for all.
            offset: how many of the first to pass over.
        """
        return self._store.list_documents(deleted=deleted, limit=limit, offset=offset)

    def count_documents(self, *, deleted: bool = False) -> int:
        """Number of documents; with `deleted`, of those in the bin."""
        return self._store.count_documents(deleted=deleted)

    def new_document(
        self,
        *,
        unit: str,
        kind: UnitKind,
        period: Period,
        title: str = "",
        signed: str = "",
        date: str = "",
    ) -> Document:
        """A stored document with the outline of its unit kind and period, without facts.

        Raises:
            InputError: the unit has no name.
        """
        unit = required_line(unit, "请填写单位名称")
        document = Document(
            id=self._new_id(),
            title=clean_line(title) or default_title(unit, period),
            unit=unit,
            kind=kind,
            period=period,
            signed=clean_line(signed),
            date=format_date(date),
            sections=make_sections(load_outline(kind, period), self._new_id),
        )
        return self._store.create_document(document)

    def import_fact_sheet(self, source: str | bytes) -> Document:
        """A stored document made from the content of a fact sheet, not yet drafted.

        Raises:
            InputError: the sheet cannot be read; the message names the line.
        """
        text = decode_bytes(source) if isinstance(source, bytes) else source
        return self._store.create_document(parse_fact_sheet(text, new_id=self._new_id))

    def continue_document(self, document_id: str) -> Document:
        """A stored document for the same part of the next year (沿用), see `revise.next_year`."""
        return self._store.create_document(next_year(self.load(document_id), new_id=self._new_id))

    def export_fact_sheet(self, document_id: str) -> str:
        """The document's fields, headings and facts as a fact sheet."""
        return write_fact_sheet(self.load(document_id))

    def update_document(self, document: Document) -> Document:
        """The document with its own fields saved (title to date, and its layout), not its sections.

        Raises:
            InputError: the unit or the title is empty.
        """
        checked = replace(
            document,
            title=required_line(document.title, "请填写标题"),
            unit=required_line(document.unit, "请填写单位名称"),
            signed=clean_line(document.signed),
            date=format_date(document.date),
            layout=clean_layout(document.layout),
        )
        return self._store.update_document(checked)

    def delete_document(self, document_id: str) -> None:
        """Puts a document into the bin."""
        self._store.delete_document(document_id)

    def restore_document(self, document_id: str) -> Document:
        """The document, taken out of the bin."""
        self._store.restore_document(document_id)
        return self.load(document_id)

    def purge_document(self, document_id: str) -> None:
        """Removes a document of the bin for good, with its facts, versions and runs.

        Raises:
            NotFoundError: no such document, or it is not in the bin.
        """
        self._store.purge_document(document_id)

    def empty_bin(self) -> int:
        """Number of documents removed for good: all that lie in the user's bin."""
        return self._store.purge_deleted(older_than_days=None)

    def begin_purge(self) -> datetime | None:
        """The moment up to which binned documents are due to be removed; None when there is nothing to do.

        Of all processes on one database one is told, once a day; `purge_due` then does it.
        """
        return self._store.begin_purge(older_than_days=self.trash_days) if self.trash_days else None

    def purge_due(self, until: datetime) -> int:
        """Number of documents removed for good: those put into the bin by then."""
        return self._store.purge_due(until)
