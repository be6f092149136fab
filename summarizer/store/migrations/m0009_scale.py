"""Indexes for a hundred thousand documents and a million passages.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import Column, Connection, MetaData, Table, text
from sqlalchemy.schema import CreateColumn

from summarizer.store.columns import StoredText

_INCLUDES_FROM = (11,)  # PostgreSQL's release that lets a key include columns


def upgrade(connection: Connection) -> None:
    """Adds the kind to the topics of a passage, and the indexes; nothing of what is stored changes."""
    is_postgresql = connection.dialect.name == "postgresql"
    kind = Column("kind", StoredText)
    Table("passage_topics", MetaData(), kind)
    specification = CreateColumn(kind).compile(dialect=connection.dialect)
    statements = [
        f"ALTER TABLE passage_topics ADD COLUMN {specification}",
        "UPDATE passage_topics SET kind = (SELECT p.kind FROM passages p WHERE p.number = passage)",
        "DROP INDEX ix_passage_topics_topic",
        "CREATE INDEX ix_passage_topics_topic ON passage_topics (topic, kind, passage)",
        "CREATE INDEX ix_passages_kind ON passages (kind, number)",
        f"CREATE INDEX ix_documents_unit ON documents {'USING hash ' if is_postgresql else ''}(unit)",
    ]
    if is_postgresql and (connection.dialect.server_version_info or ()) >= _INCLUDES_FROM:
        statements += [
            "ALTER TABLE postings DROP CONSTRAINT postings_pkey",
            "ALTER TABLE postings ADD PRIMARY KEY (term_id, passage) INCLUDE (tf, length)",
        ]
    for statement in statements:
        connection.execute(text(statement))
