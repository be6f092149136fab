"""Generation runs with their sections, and the proposals that wait beside a text.

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
    """Adds the tables."""
    metadata = MetaData()
    # Known to the foreign keys, never created here.
    for name in ("documents", "sections"):
        Table(name, metadata, Column("id", StoredId, primary_key=True))
    added = [_add_runs(metadata), _add_run_sections(metadata), _add_proposals(metadata)]
    metadata.create_all(connection, tables=added, checkfirst=False)


def _add_runs(metadata: MetaData) -> Table:
    return Table(
        "runs",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("engine", StoredText, nullable=False),
        Column("options", JSON, nullable=False),
        Column("state", StoredText, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("ended_at", UtcDateTime),
        Column("owner", StoredId, nullable=False),
        Column("lease_until", UtcDateTime, nullable=False),
        Column("stop_asked", Boolean, nullable=False),
        UniqueConstraint("document_id", "number", name="uq_runs_document_id"),
    )


def _add_run_sections(metadata: MetaData) -> Table:
    return Table(
        "run_sections",
        metadata,
        Column("run_id", StoredId, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        Column("section_id", StoredId, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("state", StoredText, nullable=False),
        Column("outcome", StoredText, nullable=False),
        Column("message", StoredText, nullable=False),
        Column("tokens_in", Integer, nullable=False),
        Column("tokens_out", Integer, nullable=False),
        Column("filled", JSON, nullable=False),
        Column("stop_asked", Boolean, nullable=False),
        Column("text", StoredText, nullable=False),
    )


def _add_proposals(metadata: MetaData) -> Table:
    return Table(
        "proposals",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("section_id", StoredId, ForeignKey("sections.id", ondelete="CASCADE"), nullable=False),
        Column("origin", StoredText, nullable=False),
        Column("variant", Integer, nullable=False),
        Column("is_partial", Boolean, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Column("put_away_at", UtcDateTime),
        Column("generation", JSON, nullable=False),
        Column("text", StoredText, nullable=False),
        Index("ix_proposals_section_id", "section_id"),
    )
