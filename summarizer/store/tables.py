"""The tables as the present code expects them; how a database gets there is told by `migrations`.

Kinds, topics and origins are stored by value and not as database enums, so a new one needs no migration.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    UniqueConstraint,
)

from summarizer.store.columns import StoredId, StoredText, UtcDateTime

StoredRow: TypeAlias = Row[*tuple[Any, ...]]

metadata = MetaData()

documents = Table(
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

# Positions run over the hidden sections too, so that a restored one returns between its neighbours.
# `origin` is NULL exactly while `text` is empty: counting drafted sections then reads no text,
# which stands last because SQLite walks a row from its start.
sections = Table(
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

# A fact's id is unique within its document only, and for a moment stands twice while it moves to
# another section: hence the key of two columns.
facts = Table(
    "facts",
    metadata,
    Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True),
    Column("id", StoredId, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", StoredText, nullable=False),
    Column("last_year", StoredText),
    Column("shelved", Boolean, nullable=False),
)

# `number` counts a section's versions from 1; it orders them also when the clock jumps.
versions = Table(
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
