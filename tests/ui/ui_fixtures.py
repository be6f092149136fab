"""Fixtures of the app tests: a pipeline on an empty folder and the app that uses it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import APP, SHEET, click, run

from summarizer.domain import Document, Period, UnitKind
from summarizer.pipeline import Pipeline
from summarizer.ui import services


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipeline]:
    """The pipeline the app will find, on an empty data folder."""
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "数据"))
    monkeypatch.delenv("SUMMARIZER_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    services.shared_pipeline.clear()
    made = services.pipeline()
    yield made
    made.close()
    services.shared_pipeline.clear()


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    """A stored document of two sections with facts and no text."""
    return pipeline.import_fact_sheet(SHEET)


@pytest.fixture
def empty_document(pipeline: Pipeline) -> Document:
    """A stored document with the school outline and no facts."""
    return pipeline.new_document(unit="××实验小学工会", kind=UnitKind.SCHOOL, period=Period(year=2024))


@pytest.fixture
def home(pipeline: Pipeline) -> Callable[[], AppTest]:
    """Opens the app at its first page."""
    return lambda: run(AppTest.from_file(str(APP), default_timeout=180))


@pytest.fixture
def desk(home: Callable[[], AppTest]) -> Callable[[Document], AppTest]:
    """Opens a document on the workbench, by its line in the list."""
    return lambda opened: click(home(), f"home:open:{opened.id}")
