"""Invitations of those who have not signed in yet, and what an admin set something to in the audit log.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import Column, Connection, ForeignKey, Index, MetaData, Table, UniqueConstraint, text
from sqlalchemy.schema import CreateColumn

from summarizer.store.columns import StoredId, StoredText, UtcDateTime


def upgrade(connection: Connection) -> None:
    """Adds the table and the column; what was noted before has no details."""
    metadata = MetaData()
    # Known to the foreign key, never created here.
    Table("organisations", metadata, Column("id", StoredId, primary_key=True))
    invitations = Table(
        "invitations",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("organisation_id", StoredId, ForeignKey("organisations.id"), nullable=False),
        Column("identity", StoredId, nullable=False),
        Column("role", StoredText, nullable=False),
        Column("invited_at", UtcDateTime, nullable=False),
        UniqueConstraint("organisation_id", "identity", name="uq_invitations_organisation_id"),
        Index("ix_invitations_identity", "identity"),
    )
    metadata.create_all(connection, tables=[invitations], checkfirst=False)
    detail = Column("detail", StoredText, nullable=False, server_default="")
    Table("audit", MetaData(), detail)
    specification = CreateColumn(detail).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE audit ADD COLUMN {specification}"))
