import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, UniqueConstraint, inspect, text

from summarizer.errors import ConfigurationError
from summarizer.store import migrations as migrations_package
from summarizer.store import open_store
from summarizer.store.engines import Engines, create_engines
from summarizer.store.migrations import MIGRATIONS, Migration, migrate, schema_number
from summarizer.store.tables import metadata


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}"


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = create_engines(database_url, busy_timeout_s=1.0)
    yield opened
    opened.dispose()


def number_of(engines: Engines) -> int:
    with engines.reading() as connection:
        return schema_number(connection)


def table_names(engines: Engines) -> list[str]:
    with engines.reading() as connection:
        return inspect(connection).get_table_names()


def described(metadata: MetaData) -> dict[str, object]:
    """Tables, columns, keys and indexes as plain values, to compare two schemas."""
    return {
        table.name: (
            [
                (column.name, repr(column.type), column.nullable, column.primary_key)
                for column in table.columns
            ],
            sorted(f"{key.target_fullname} {key.ondelete} {key.parent.name}" for key in table.foreign_keys),
            sorted(f"{index.name} {index.columns.keys()}" for index in table.indexes),
            sorted(
                str(sorted(constraint.columns.keys()))
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            ),
        )
        for table in metadata.sorted_tables
    }


def reflected(engines: Engines) -> MetaData:
    found = MetaData()
    with engines.reading() as connection:
        found.reflect(connection)
    return found


def add_notes(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE notes (id TEXT PRIMARY KEY)"))


def fail_after_a_table(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (id TEXT PRIMARY KEY)"))
    raise RuntimeError("stopped in the middle")


NOTES = Migration(len(MIGRATIONS) + 1, "notes", add_notes)


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_every_migration_module_is_listed() -> None:
    folder = Path(str(migrations_package.__file__)).parent
    modules = sorted(path.stem for path in folder.glob("m*.py"))
    assert modules == [f"m{migration.number:04}_{migration.name}" for migration in MIGRATIONS]
    assert all(re.fullmatch(r"m\d{4}_[a-z_]+", name) for name in modules)


def test_migrations_lead_to_the_tables_the_code_expects(engines: Engines, tmp_path: Path) -> None:
    migrate(engines)
    fresh = create_engines(f"sqlite:///{(tmp_path / 'fresh.db').as_posix()}", busy_timeout_s=1.0)
    with fresh.writing() as connection:
        metadata.create_all(connection)
    expected = described(reflected(fresh))
    fresh.dispose()
    found = described(reflected(engines))
    del found["schema_version"]
    assert found == expected


def test_each_applied_migration_is_recorded_once(engines: Engines) -> None:
    migrate(engines)
    migrate(engines)
    with engines.reading() as connection:
        rows = connection.execute(text("SELECT number, name, applied_at FROM schema_version")).all()
    assert [(row.number, row.name) for row in rows] == [(step.number, step.name) for step in MIGRATIONS]
    assert all(row.applied_at for row in rows)


def test_only_missing_migrations_are_applied(engines: Engines) -> None:
    migrate(engines)
    migrate(engines, (*MIGRATIONS, NOTES))
    assert number_of(engines) == NOTES.number
    assert "notes" in table_names(engines)


def test_a_migration_that_fails_leaves_nothing_of_itself_or_those_before_it(engines: Engines) -> None:
    migrate(engines)
    broken = Migration(NOTES.number + 1, "broken", fail_after_a_table)
    with pytest.raises(RuntimeError, match="stopped"):
        migrate(engines, (*MIGRATIONS, NOTES, broken))
    assert number_of(engines) == len(MIGRATIONS)
    assert {"notes", "half"}.isdisjoint(table_names(engines))
    migrate(engines, (*MIGRATIONS, NOTES))
    assert number_of(engines) == NOTES.number


def test_a_database_of_a_newer_program_is_refused_and_left_alone(engines: Engines, database_url: str) -> None:
    migrate(engines, (*MIGRATIONS, NOTES))
    with pytest.raises(ConfigurationError, match="更新版本的程序") as caught:
        open_store(database_url)
    assert "升级" in caught.value.hint
    assert number_of(engines) == NOTES.number


def test_a_database_with_the_tables_of_another_program_is_refused(
    engines: Engines, database_url: str
) -> None:
    with engines.writing() as connection:
        connection.execute(text("CREATE TABLE documents (path TEXT)"))
    with pytest.raises(ConfigurationError, match="其他程序的表：documents"):
        open_store(database_url)
    assert table_names(engines) == ["documents"]
