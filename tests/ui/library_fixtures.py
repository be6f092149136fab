"""Fixtures of the library's app tests: two shipped samples, no vectors, and the page opened."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import finished, run

from summarizer.library import bundled
from summarizer.library.bundled import BundledSample
from summarizer.pipeline import Pipeline
from summarizer.ui import services

SHIPPED = ("school-1-annual.md", "hospital-1-annual.md")


def library_page(address: str = "") -> None:
    """The app, begun at 范文库."""
    import streamlit as st

    from summarizer.ui import frame, routes

    page = st.navigation(routes.all_pages(), position="hidden")
    if not st.session_state.get("begun"):
        st.session_state["begun"] = True
        st.switch_page(routes.samples(), query_params={"sample": address} if address else None)
    with frame.shown(page.title):
        page.run()


@pytest.fixture
def library(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """The pipeline with two shipped samples only: indexing all takes seconds, and vectors more."""
    every = tuple(bundled.bundled_samples())

    def two() -> Iterator[BundledSample]:
        yield from (one for one in every if one.name in SHIPPED)

    monkeypatch.setattr(bundled, "bundled_samples", two)
    monkeypatch.setattr(services, "_warm", lambda _pipeline: None)
    return pipeline


@pytest.fixture
def shelf(library: Pipeline) -> Callable[..., AppTest]:
    """Opens 范文库, or one of its samples."""

    def opened(sample_id: str = "") -> AppTest:
        return run(AppTest.from_function(library_page, args=(sample_id,), default_timeout=180))

    return opened


@pytest.fixture
def add(shelf: Callable[..., AppTest]) -> Callable[[Sequence[tuple[str, bytes]]], AppTest]:
    """Uploads files on the page and adds them."""

    def added(files: Sequence[tuple[str, bytes]]) -> AppTest:
        app = shelf()
        uploader = app.get("file_uploader")[0]
        for name, content in files:
            uploader.upload(name, content, "application/octet-stream")  # type: ignore[union-attr]
        app = run(app)
        app.button(key="samples:add:files").click()
        return finished(run(app))

    return added
