"""The files samples were made of, the bin of removed samples, and the passages chosen for sections.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, LargeBinary, MetaData, Table

from summarizer.store.columns import StoredId, StoredText, UtcDateTime


def upgrade(connection: Connection) -> None:
    """Adds the tables; samples already there stay without a source."""
    metadata = MetaData()
    # Known to the foreign keys, never created here.
    for name in ("samples", "sections"):
        Table(name, metadata, Column("id", StoredId, primary_key=True))
    added = [*_add_sources(metadata), _add_bin(metadata), _add_choices(metadata)]
    metadata.create_all(connection, tables=added, checkfirst=False)


def _add_sources(metadata: MetaData) -> list[Table]:
    sources = Table(
        "sources",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("name", StoredText, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("builtin", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("added_at", UtcDateTime, nullable=False),
        Column("cleaning", LargeBinary, nullable=False),
        Column("content", LargeBinary, nullable=False),
    )
    links = Table(
        "sample_sources",
        metadata,
        Column("sample_id", StoredId, ForeignKey("samples.id", ondelete="CASCADE"), primary_key=True),
        Column("source_id", StoredId, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
        Column("article", Integer, nullable=False),
        Index("ix_sample_sources_source_id", "source_id"),
    )
    return [sources, links]


def _add_bin(metadata: MetaData) -> Table:
    return Table(
        "removed_samples",
        metadata,
        Column("sample_id", StoredId, primary_key=True),
        Column("source_id", StoredId, ForeignKey("sources.id", ondelete="SET NULL")),
        Column("article", Integer, nullable=False),
        Column("removed_at", UtcDateTime, nullable=False),
        Column("snapshot", LargeBinary, nullable=False),
        Index("ix_removed_samples_source_id", "source_id"),
    )


def _add_choices(metadata: MetaData) -> Table:
    return Table(
        "passage_choices",
        metadata,
        Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True),
        Column("passage_id", StoredId, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("pinned", Boolean, nullable=False),
        Index("ix_passage_choices_passage_id", "passage_id"),
    )
