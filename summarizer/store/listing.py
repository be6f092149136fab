"""Lists of documents, and documents found by whose and when they are: reads that look at no text."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, Subquery, func, select

from summarizer.domain import Document, DocumentCard, Period, PeriodSpan, UnitKind
from summarizer.store.columns import storable
from summarizer.store.documents import load_document
from summarizer.store.rights import readable_documents
from summarizer.store.tables import StoredRow, documents, sections

_LAST_CHANGED_FIRST: Final = (documents.c.updated_at.desc(), documents.c.id)


def cards(
    connection: Connection, *, deleted: bool, limit: int | None = None, offset: int = 0
) -> tuple[DocumentCard, ...]:
    """Documents, or those in the bin, last changed first (ties by id).

    The sections are counted for the documents listed and no others: a page costs the same whatever the
    number of documents.
    """
    page = (
        select(documents.c.id)
        .where(*_listed(connection, deleted=deleted))
        .order_by(*_LAST_CHANGED_FIRST)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    counts = _count_sections(connection, page)
    query = select(documents).join(page, page.c.id == documents.c.id).order_by(*_LAST_CHANGED_FIRST)
    return tuple(_card(row, counts.get(row.id, (0, 0))) for row in connection.execute(query))


def count_cards(connection: Connection, *, deleted: bool) -> int:
    """Number of documents, or of those in the bin."""
    query = select(func.count()).select_from(documents).where(*_listed(connection, deleted=deleted))
    return connection.scalar(query) or 0


def find_document(connection: Connection, *, unit: str, kind: UnitKind, period: Period) -> Document | None:
    """A unit's document of a period, the last changed one (ties by id); None without."""
    query = (
        select(documents.c.id)
        .where(
            documents.c.unit == storable(unit),
            documents.c.kind == kind.value,
            documents.c.period_year == period.year,
            documents.c.period_span == period.span.value,
            documents.c.period_number == period.number,
            *_listed(connection, deleted=False),
        )
        .order_by(*_LAST_CHANGED_FIRST)
        .limit(1)
    )
    found = connection.scalar(query)
    return None if found is None else load_document(connection, found)


def _listed(connection: Connection, *, deleted: bool) -> list[ColumnElement[bool]]:
    in_bin = documents.c.deleted_at.is_not(None) if deleted else documents.c.deleted_at.is_(None)
    return [in_bin, *readable_documents(connection)]


def _count_sections(connection: Connection, page: Subquery) -> dict[str, tuple[int, int]]:
    """For each document of a page how many sections it shows, and how many of them have a text."""
    query = (
        select(
            sections.c.document_id,
            func.count().label("total"),
            func.count(sections.c.origin).label("drafted"),  # NULL, the origin of no text, is not counted
        )
        .join(page, page.c.id == sections.c.document_id)
        .where(sections.c.deleted_at.is_(None))
        .group_by(sections.c.document_id)
    )
    return {row.document_id: (row.total, row.drafted) for row in connection.execute(query)}


def _card(row: StoredRow, counted: tuple[int, int]) -> DocumentCard:
    total, drafted = counted
    return DocumentCard(
        id=row.id,
        title=row.title,
        unit=row.unit,
        kind=UnitKind(row.kind),
        period=Period(year=row.period_year, span=PeriodSpan(row.period_span), number=row.period_number),
        sections_total=total,
        sections_drafted=drafted,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )
