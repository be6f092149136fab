"""Numbered migrations: every step a database has taken, and the runner that takes the missing ones.

Own steps instead of Alembic: no ini file, environment script or revision graph to ship to a
Windows desktop, and the start lock Alembic lacks. A step is a module `mNNNN_name` with
`upgrade(connection)`, listed in `MIGRATIONS`; released ones never change.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, inspect, select

from summarizer.errors import ConfigurationError
from summarizer.store.columns import StoredText, UtcDateTime
from summarizer.store.engines import Engines, lock_schema
from summarizer.store.migrations import (
    m0001_initial,
    m0002_samples,
    m0003_sources,
    m0004_frequencies,
    m0005_runs,
    m0006_people,
    m0007_layout,
    m0008_invitations,
    m0009_scale,
    m0010_purging,
)
from summarizer.store.tables import metadata


class Migration(NamedTuple):
    """One step: its number counts from 1 without gaps, its name says what it adds."""

    number: int
    name: str
    upgrade: Callable[[Connection], None]


Migrations: TypeAlias = Sequence[Migration]

MIGRATIONS: Migrations = (
    Migration(1, "initial", m0001_initial.upgrade),
    Migration(2, "samples", m0002_samples.upgrade),
    Migration(3, "sources", m0003_sources.upgrade),
    Migration(4, "frequencies", m0004_frequencies.upgrade),
    Migration(5, "runs", m0005_runs.upgrade),
    Migration(6, "people", m0006_people.upgrade),
    Migration(7, "layout", m0007_layout.upgrade),
    Migration(8, "invitations", m0008_invitations.upgrade),
    Migration(9, "scale", m0009_scale.upgrade),
    Migration(10, "purging", m0010_purging.upgrade),
)

_schema_version = Table(
    "schema_version",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", StoredText, nullable=False),
    Column("applied_at", UtcDateTime, nullable=False),
)


def migrate(engines: Engines, migrations: Migrations = MIGRATIONS) -> int:
    """Number of steps taken to bring a database to the newest schema: all missing ones or none.

    An up-to-date database is only read. Of several processes starting at once one migrates while
    the others wait.

    Raises:
        ConfigurationError: the database was made by a newer program, or holds somebody else's tables.
    """
    with engines.reading() as connection:
        if _missing(connection, migrations) == ():
            return 0
    with engines.writing() as connection:
        lock_schema(connection)
        missing = _missing(connection, migrations)
        if len(missing) == len(migrations):
            _refuse_foreign_tables(connection)
            _schema_version.create(connection, checkfirst=True)
        for migration in missing:
            _apply(connection, migration)
        return len(missing)


def schema_number(connection: Connection) -> int:
    """The number of the last applied migration, 0 for an empty database."""
    if not inspect(connection).has_table(_schema_version.name):
        return 0
    return connection.scalar(select(func.max(_schema_version.c.number))) or 0


def _missing(connection: Connection, migrations: Migrations) -> Migrations:
    applied = schema_number(connection)
    if applied > len(migrations):
        raise ConfigurationError(
            f"数据库是更新版本的程序建立的（结构版本{applied}，本程序只认识到{len(migrations)}）",
            hint="请升级本程序后再打开；数据没有改动。",
        )
    return tuple(migrations[applied:])


def _refuse_foreign_tables(connection: Connection) -> None:
    """A clash of names is found here, because half of our tables beside a stranger's help nobody."""
    taken = sorted(set(metadata.tables) & set(inspect(connection).get_table_names()))
    if taken:
        raise ConfigurationError(
            f"数据库里已有其他程序的表：{'、'.join(taken)}",
            hint="请在 SUMMARIZER_DATABASE_URL 中换一个空的数据库；原有数据没有改动。",
        )


def _apply(connection: Connection, migration: Migration) -> None:
    migration.upgrade(connection)
    connection.execute(
        insert(_schema_version).values(
            number=migration.number, name=migration.name, applied_at=datetime.now(UTC)
        )
    )
