"""A document in a database of its own, and a pipeline whose drafter does as it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from run_fakes import SHEET, FakeDrafter, make_pipeline

from summarizer.domain import Document
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}") as opened:
        yield opened


@pytest.fixture
def drafter() -> FakeDrafter:
    return FakeDrafter()


@pytest.fixture
def pipeline(store: SqlStore, drafter: FakeDrafter) -> Iterator[Pipeline]:
    made = make_pipeline(store, drafter)
    yield made
    made.close()


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.import_fact_sheet(SHEET)
