"""When the bin was last emptied, the tokens of what was removed with it, and indexes for long lists.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import BigInteger, Column, Connection, Index, MetaData, Table, insert, text

from summarizer.store.columns import StoredId, UtcDateTime


def upgrade(connection: Connection) -> None:
    """Adds the tables, the one row of the daily round, and the indexes; nothing that is stored changes."""
    metadata = MetaData()
    rounds = Table(
        "rounds",
        metadata,
        Column("name", StoredId, primary_key=True),
        Column("done_at", UtcDateTime),
    )
    Table(
        "spent_tokens",
        metadata,
        Column("run_id", StoredId, primary_key=True),
        Column("owner_id", StoredId, nullable=False),
        Column("organisation_id", StoredId),
        Column("created_at", UtcDateTime, nullable=False),
        Column("tokens", BigInteger, nullable=False),
        Index("ix_spent_tokens_owner_id", "owner_id"),
        Index("ix_spent_tokens_organisation_id", "organisation_id"),
    )
    metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(rounds).values(name="purge"))
    for statement in (
        "CREATE INDEX ix_documents_deleted_at ON documents (deleted_at)",
        "CREATE INDEX ix_samples_added_at ON samples (added_at DESC, id)",
    ):
        connection.execute(text(statement))
