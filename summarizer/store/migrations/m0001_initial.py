"""Documents, sections, facts and versions.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from summarizer.store.columns import StoredId, StoredText, UtcDateTime


def upgrade(connection: Connection) -> None:
    """Creates the first tables in an empty database."""
    metadata = MetaData()
    _add_documents(metadata)
    _add_sections(metadata)
    _add_facts(metadata)
    _add_versions(metadata)
    metadata.create_all(connection, checkfirst=False)


def _add_documents(metadata: MetaData) -> None:
    Table(
        "documents",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("title", StoredText, nullable=False),
        Column("unit", StoredText, nullable=False),
        Column("kind", StoredText, nullable=False),
        Column("period_year", Integer, nullable=False),
        Column("period_span", StoredText, nullable=False),
        Column("period_number", Integer, nullable=False),
        Column("signed", StoredText, nullable=False),
        Column("date", StoredText, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("updated_at", UtcDateTime, nullable=False),
        Column("deleted_at", UtcDateTime),
    )


def _add_sections(metadata: MetaData) -> None:
    Table(
        "sections",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("heading", StoredText, nullable=False),
        Column("topic", StoredText, nullable=False),
        Column("length_chars", Integer, nullable=False),
        Column("origin", StoredText),
        Column("locked", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("deleted_at", UtcDateTime),
        Column("text", StoredText, nullable=False),
        Index("ix_sections_document_id", "document_id", "position"),
    )


def _add_facts(metadata: MetaData) -> None:
    Table(
        "facts",
        metadata,
        Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True),
        Column("id", StoredId, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("text", StoredText, nullable=False),
        Column("last_year", StoredText),
        Column("shelved", Boolean, nullable=False),
    )


def _add_versions(metadata: MetaData) -> None:
    Table(
        "versions",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("origin", StoredText, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("generation", JSON(none_as_null=True)),
        Column("text", StoredText, nullable=False),
        UniqueConstraint("section_id", "number", name="uq_versions_section_id"),
    )
