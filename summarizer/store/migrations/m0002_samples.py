"""The sample library: samples, their passages, and the indexes over them.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    insert,
)

from summarizer.store.columns import StoredId, StoredText, UtcDateTime


def upgrade(connection: Connection) -> None:
    """Adds the tables of the library and the one row of `corpus`."""
    metadata = MetaData()
    corpus = _add_corpus(metadata)
    _add_samples(metadata)
    _add_passages(metadata)
    _add_lexical_index(metadata)
    _add_fingerprints(metadata)
    _add_vectors(metadata)
    metadata.create_all(connection, checkfirst=False)
    first = {"id": 1, "revision": 0, "passages": 0, "length": 0, "next_passage": 1, "next_term": 1}
    connection.execute(insert(corpus), [first])


def _add_corpus(metadata: MetaData) -> Table:
    return Table(
        "corpus",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("revision", Integer, nullable=False),
        Column("passages", Integer, nullable=False),
        Column("length", BigInteger, nullable=False),
        Column("next_passage", Integer, nullable=False),
        Column("next_term", Integer, nullable=False),
    )


def _add_samples(metadata: MetaData) -> None:
    Table(
        "samples",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("title", StoredText, nullable=False),
        Column("unit", StoredText, nullable=False),
        Column("kind", StoredText),
        Column("period_year", Integer),
        Column("period_span", StoredText),
        Column("period_number", Integer),
        Column("source", StoredText, nullable=False),
        Column("licence", StoredText, nullable=False),
        Column("content_hash", StoredId, nullable=False),
        Column("builtin", Boolean, nullable=False),
        Column("added_at", UtcDateTime, nullable=False),
        UniqueConstraint("content_hash", name="uq_samples_content_hash"),
    )


def _add_passages(metadata: MetaData) -> None:
    Table(
        "passages",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("id", StoredId, nullable=False),
        Column("sample_id", StoredId, ForeignKey("samples.id", ondelete="CASCADE"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("heading", StoredText, nullable=False),
        Column("kind", StoredText),
        Column("copy_group", StoredId, nullable=False),
        Column("length", Integer, nullable=False),
        Column("term_ids", LargeBinary, nullable=False),
        Column("text", StoredText, nullable=False),
        Column("masked", StoredText, nullable=False),
        UniqueConstraint("id", name="uq_passages_id"),
        Index("ix_passages_sample_id", "sample_id", "position"),
        Index("ix_passages_copy_group", "copy_group"),
    )
    Table(
        "passage_topics",
        metadata,
        Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
        Column("topic", StoredText, primary_key=True),
        Column("rank", Integer, nullable=False),
        Index("ix_passage_topics_topic", "topic", "passage"),
    )


def _add_lexical_index(metadata: MetaData) -> None:
    Table(
        "terms",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("term", StoredId, nullable=False),
        Column("df", Integer, nullable=False),
        UniqueConstraint("term", name="uq_terms_term"),
    )
    Table(
        "postings",
        metadata,
        Column("term_id", Integer, primary_key=True, autoincrement=False),
        Column("passage", Integer, primary_key=True, autoincrement=False),
        Column("tf", Integer, nullable=False),
        Column("length", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _add_fingerprints(metadata: MetaData) -> None:
    Table(
        "fingerprints",
        metadata,
        Column("hash", BigInteger, primary_key=True, autoincrement=False),
        Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
        Index("ix_fingerprints_passage", "passage"),
        sqlite_with_rowid=False,
    )


def _add_vectors(metadata: MetaData) -> None:
    Table(
        "vectors",
        metadata,
        Column("model", StoredId, primary_key=True),
        Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
        Column("half_floats", LargeBinary, nullable=False),
        Index("ix_vectors_passage", "passage"),
    )
