"""Users, organisations, what they own and share, the audit log and quotas.

A migration is history: it keeps its own copy of the tables and never changes once released. What is there
already stays nobody's, and so in the reach of the single-user program alone.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)
from sqlalchemy.schema import CreateColumn

from summarizer.store.columns import StoredId, StoredText, UtcDateTime

_APPEND_ONLY_SQLITE = (
    "CREATE TRIGGER audit_keeps_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END"
)
_APPEND_ONLY_POSTGRESQL = (
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append only'; END $$",
    "CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE PROCEDURE audit_append_only()",
)


def upgrade(connection: Connection) -> None:
    """Adds the tables, and whose each document, sample and run is."""
    metadata = MetaData()
    # Known to the foreign keys, never created here.
    Table("documents", metadata, Column("id", StoredId, primary_key=True))
    added = [*_add_people(metadata), _add_shares(metadata), _add_audit(metadata), _add_quotas(metadata)]
    metadata.create_all(connection, tables=added, checkfirst=False)
    for table in ("documents", "samples", "removed_samples", "runs"):
        _add_owner(connection, table)
    _keep_audit(connection)


def _add_people(metadata: MetaData) -> list[Table]:
    organisations = Table(
        "organisations",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("name", StoredText, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
    )
    users = Table(
        "users",
        metadata,
        Column("id", StoredId, primary_key=True),
        Column("subject", StoredId, nullable=False),
        Column("name", StoredText, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        Index("ix_users_subject", "subject", unique=True),
    )
    memberships = Table(
        "memberships",
        metadata,
        Column("user_id", StoredId, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        Column("organisation_id", StoredId, ForeignKey("organisations.id"), nullable=False),
        Column("role", StoredText, nullable=False),
        Index("ix_memberships_organisation_id", "organisation_id"),
    )
    return [organisations, users, memberships]


def _add_shares(metadata: MetaData) -> Table:
    return Table(
        "shares",
        metadata,
        Column("document_id", StoredId, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        Column("user_id", StoredId, primary_key=True),
        Column("access", StoredText, nullable=False),
        Index("ix_shares_user_id", "user_id"),
    )


def _add_audit(metadata: MetaData) -> Table:
    return Table(
        "audit",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("at", UtcDateTime, nullable=False),
        Column("user_id", StoredId, nullable=False),
        Column("organisation_id", StoredId),
        Column("action", StoredText, nullable=False),
        Column("subject_id", StoredId, nullable=False),
        Index("ix_audit_organisation_id", "organisation_id", "number"),
    )


def _add_quotas(metadata: MetaData) -> Table:
    return Table(
        "quotas",
        metadata,
        Column("holder_id", StoredId, primary_key=True),
        Column("tokens", BigInteger, nullable=False),
    )


def _add_owner(connection: Connection, table: str) -> None:
    for name, target in (("owner_id", "users"), ("organisation_id", "organisations")):
        column = Column(name, StoredId)
        Table(table, MetaData(), Column("id", StoredId), column)
        specification = CreateColumn(column).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {specification} REFERENCES {target} (id)"))
        connection.execute(text(f"CREATE INDEX ix_{table}_{name} ON {table} ({name})"))


def _keep_audit(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for statement in _APPEND_ONLY_POSTGRESQL:
            connection.execute(text(statement))
        return
    for verb in ("UPDATE", "DELETE"):
        connection.execute(text(_APPEND_ONLY_SQLITE.format(verb=verb)))
