"""Fixtures of the store contract: SQLite always, PostgreSQL too when SUMMARIZER_TEST_POSTGRES_URL is set.

Each test gets an empty database: a new file, or a new schema that is dropped afterwards.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from store_builders import ManualClock, make_document

from summarizer.domain import Document
from summarizer.protocols import Store
from summarizer.store import SqlStore, open_store

POSTGRES_URL = os.environ.get("SUMMARIZER_TEST_POSTGRES_URL", "")
BACKENDS = ["sqlite", "postgresql"] if POSTGRES_URL else ["sqlite"]


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / '数据 目录' / 'summarizer.db').as_posix()}"
        return
    schema = f"test_{uuid.uuid4().hex}"
    server = create_engine(POSTGRES_URL)
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(POSTGRES_URL).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


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
