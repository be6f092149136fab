"""The database a fault falls upon, and a document in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typist import stored_document

from summarizer.domain import Document
from summarizer.store import SqlStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}") as opened:
        yield opened


@pytest.fixture
def document(store: SqlStore) -> Document:
    return stored_document(store)
