"""Fixtures of the store contract: every test runs on SQLite and on PostgreSQL, each on an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import empty_schema, running_server
from sqlalchemy import URL
from store_builders import ManualClock, make_document

from summarizer.domain import Document
from summarizer.protocols import Store
from summarizer.store import SqlStore, open_store


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The address of a running PostgreSQL."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / '数据 目录' / 'summarizer.db').as_posix()}"
        return
    with empty_schema(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(database_url: str, clock: ManualClock) -> Iterator[SqlStore]:
    with open_store(database_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def document(store: Store) -> Document:
    return store.create_document(make_document())
