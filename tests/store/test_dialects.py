"""Servers that descend from PostgreSQL are recognised by what they say of themselves."""

from typing import Any

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from summarizer.errors import ConfigurationError
from summarizer.store import open_store
from summarizer.store.dialects import (
    DESCENDANTS,
    KingbaseDialect,
    OpenGaussDialect,
    register_descendants,
)
from summarizer.store.engines import create_engines

POLARDB = "PostgreSQL 11.9 (POLARDB 11.9) on x86_64-linux-gnu"
POSTGRESQL = "PostgreSQL 15.4 (Debian 15.4-1) on x86_64-pc-linux-gnu, compiled by gcc, 64-bit"
OPENGAUSS = [
    "(openGauss 5.0.0 build a07d57c3) compiled at 2023-03-29 03:37:13 commit 0 last mr  on x86_64-unknown",
    "PostgreSQL 9.2.4 (openGauss 2.0.0 build 78689da9) compiled at 2021-03-31 21:04:03 commit 0 last mr",
    "(openGauss-lite 3.0.0 build 02c14696) compiled at 2022-04-01 18:12:00 commit 0 last mr",
    "(GaussDB Kernel V500R002C10 build 9b5b0a10) compiled at 2022-08-20 10:11:12 commit 4711",
    "(MogDB 3.0.2 build 9bc79be5) compiled at 2022-09-18 00:37:49 commit 0 last mr",
]
KINGBASE = [
    "KingbaseES V008R006C007B0012 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 4.1.2, 64-bit",
    "KingbaseES V009R001C002B0014 on aarch64-unknown-linux-gnu, compiled by gcc (GCC) 7.3.0, 64-bit",
]


class Answering:
    """A connection to a server that says this of itself."""

    def __init__(self, said: str) -> None:
        self._said = said

    def exec_driver_sql(self, statement: str) -> "Answering":
        assert "version()" in statement
        return self

    def scalar(self) -> str:
        return self._said


def release_told(dialect: type[PGDialect_psycopg], said: str) -> object:
    """What a dialect makes of a server's answer; SQLAlchemy's own part has no types."""
    made: Any = dialect
    return made()._get_server_version_info(Answering(said))


@pytest.mark.parametrize("said", OPENGAUSS)
def test_opengauss_is_taken_for_the_postgresql_it_descends_from(said: str) -> None:
    assert release_told(OpenGaussDialect, said) == (9, 2, 4)


@pytest.mark.parametrize("said", KINGBASE)
def test_kingbase_is_taken_for_the_postgresql_it_descends_from(said: str) -> None:
    assert release_told(KingbaseDialect, said) == (9, 6)


@pytest.mark.parametrize("said", [OPENGAUSS[0], *KINGBASE])
def test_the_usual_dialect_does_not_know_them(said: str) -> None:
    with pytest.raises(AssertionError, match="Could not determine version"):
        release_told(PGDialect_psycopg, said)


def test_polardb_needs_no_dialect_of_its_own() -> None:
    assert release_told(PGDialect_psycopg, POLARDB) == (11, 9)


@pytest.mark.parametrize("dialect", DESCENDANTS.values())
@pytest.mark.parametrize("said", [POSTGRESQL, POLARDB, ""])
def test_another_kind_of_server_is_refused_in_words(dialect: type[OpenGaussDialect], said: str) -> None:
    with pytest.raises(ConfigurationError, match="种类不符") as caught:
        dialect.release_of(said)
    assert "opengauss+psycopg://" in caught.value.hint


@pytest.mark.parametrize(("name", "dialect"), DESCENDANTS.items())
def test_a_url_chooses_its_dialect_which_still_counts_as_postgresql(
    name: str, dialect: type[OpenGaussDialect]
) -> None:
    register_descendants()
    engine = create_engine(make_url(f"{name}+psycopg://user@localhost/unions"))
    assert type(engine.dialect) is dialect
    assert engine.dialect.name == "postgresql"
    engines = create_engines(f"{name}+psycopg://user@localhost/unions", busy_timeout_s=1.0)
    assert engines.writer.dialect.name == "postgresql"
    engines.dispose()


def test_a_database_nobody_has_heard_of_is_still_refused() -> None:
    with pytest.raises(ConfigurationError, match="不支持 oracle"):
        open_store("oracle://user@host/name")
