"""Rows of documents: their own fields and the bin."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from summarizer.domain import AuditAction, Document, Layout, Period, PeriodSpan, UnitKind
from summarizer.errors import NotFoundError
from summarizer.store.audit import note
from summarizer.store.columns import storable
from summarizer.store.guards import check_document_revision, lock_document
from summarizer.store.rights import ownership, readable_documents
from summarizer.store.sections import add_section, sections_of_document
from summarizer.store.tables import StoredRow, documents


def create_document(connection: Connection, document: Document, *, now: datetime) -> Document:
    """Writes a new document with its sections, facts and first versions."""
    connection.execute(
        insert(documents).values(
            id=document.id,
            revision=document.revision,
            created_at=now,
            updated_at=now,
            **_fields(document),
            **ownership(connection),
        )
    )
    for position, section in enumerate(document.sections):
        add_section(connection, document.id, section, position=position, now=now)
    return load_document(connection, document.id)


def load_document(connection: Connection, document_id: str) -> Document:
    """The whole document.

    Raises:
        NotFoundError: no such document, or it is in the bin.
    """
    query = select(documents).where(
        documents.c.id == document_id, documents.c.deleted_at.is_(None), *readable_documents(connection)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("找不到这份总结")
    return Document(
        id=row.id,
        title=row.title,
        unit=row.unit,
        kind=UnitKind(row.kind),
        period=_period(row),
        signed=row.signed,
        date=row.date,
        layout=_layout(row),
        sections=sections_of_document(connection, row.id),
        revision=row.revision,
        updated_at=row.updated_at,
    )


def update_document(connection: Connection, document: Document, *, now: datetime) -> Document:
    """Saves the document's own fields; the same fields again change nothing."""
    row = lock_document(connection, document.id)
    check_document_revision(row, document.revision)
    fields = _fields(document)
    if any(row._mapping[name] != value for name, value in fields.items()):
        connection.execute(
            update(documents)
            .where(documents.c.id == row.id)
            .values(revision=row.revision + 1, updated_at=now, **fields)
        )
    return load_document(connection, row.id)


def bin_document(connection: Connection, document_id: str, *, now: datetime) -> None:
    """Puts a document into the bin; one that lies there keeps the day it was put in."""
    row = lock_document(connection, document_id, in_bin=True, own=True)
    if row.deleted_at is None:
        connection.execute(update(documents).where(documents.c.id == row.id).values(deleted_at=now))
        note(connection, AuditAction.DELETE, row.id, now=now)


def unbin_document(connection: Connection, document_id: str) -> None:
    """Takes a document out of the bin just as it was, the time of its last change included."""
    row = lock_document(connection, document_id, in_bin=True, own=True)
    connection.execute(update(documents).where(documents.c.id == row.id).values(deleted_at=None))


def _fields(document: Document) -> dict[str, object]:
    return {
        "title": storable(document.title),
        "unit": storable(document.unit),
        "kind": document.kind.value,
        "period_year": document.period.year,
        "period_span": document.period.span.value,
        "period_number": document.period.number,
        "signed": storable(document.signed),
        "date": storable(document.date),
        "main_recipient": storable(document.layout.main_recipient),
        "closing": storable(document.layout.closing),
        "attachments": "\n".join(map(storable, document.layout.attachments)),
        "seal": document.layout.seal,
    }


def _layout(row: StoredRow) -> Layout:
    return Layout(
        main_recipient=row.main_recipient,
        closing=row.closing,
        attachments=tuple(row.attachments.split("\n")) if row.attachments else (),
        seal=row.seal,
    )


def _period(row: StoredRow) -> Period:
    return Period(year=row.period_year, span=PeriodSpan(row.period_span), number=row.period_number)
