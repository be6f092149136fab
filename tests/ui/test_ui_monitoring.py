"""What load balancers and Prometheus are told, with the database there and away."""

import asyncio
import json
import logging
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar, cast

import pytest
from starlette.requests import Request
from starlette.responses import Response

from summarizer.domain import UnitKind
from summarizer.examples import example_sheet
from summarizer.factsheet import parse_fact_sheet
from summarizer.logs import CountingHandler
from summarizer.store import open_store
from summarizer.store.watching import Counts, Watch
from summarizer.ui.monitoring import Monitor, metrics_text

T = TypeVar("T")
NOBODY = cast("Request", None)
_SAMPLE = re.compile(r'[a-z_]+(?:\{[a-z]+="[a-z]+"\})? -?\d+(?:\.\d+)?')


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'a.db').as_posix()}"


def finished(work: Coroutine[object, object, T]) -> T:
    """The result of `work` on an event loop of its own.

    On a thread of its own, too: the browser tests of the same run leave a loop running in the main one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def answers(monitor: Monitor) -> tuple[Response, str]:
    """What /healthz answers, and the text of /metrics, asked by one server."""

    async def ask() -> tuple[Response, Response]:
        return await monitor.health(NOBODY), await monitor.metrics(NOBODY)

    health, metrics = finished(ask())
    return health, bytes(metrics.body).decode()


def test_a_database_that_answers_is_well_and_counted(url: str) -> None:
    with open_store(url) as store:
        kept = store.create_document(parse_fact_sheet(example_sheet(UnitKind.SCHOOL)))
        binned = store.create_document(parse_fact_sheet(example_sheet(UnitKind.SOE)))
        store.delete_document(binned.id)
    with Watch(url) as watch:
        monitor = Monitor(watch, CountingHandler())
        response, text = answers(monitor)
        assert (response.status_code, json.loads(bytes(response.body))) == (
            200,
            {"status": "ok", "database": True},
        )
    assert "summarizer_documents 1\n" in text
    assert "summarizer_up 1\n" in text
    assert kept.unit not in text


def test_a_database_that_is_away_is_503_and_the_process_is_still_measured(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database " * 100, encoding="utf-8")
    with Watch(f"sqlite:///{(tmp_path / 'a.db').as_posix()}") as watch:
        monitor = Monitor(watch, CountingHandler())
        response, text = answers(monitor)
        assert response.status_code == 503
        assert str(tmp_path) not in bytes(response.body).decode()
    assert "summarizer_up 0\n" in text
    assert "summarizer_documents" not in text
    assert 'summarizer_log_records_total{level="error"} 0\n' in text


def test_those_who_ask_at_the_same_time_share_one_question() -> None:
    asked = []

    class Slow:
        def counts(self) -> Counts:
            asked.append(1)
            return Counts(documents=1, samples=2, live_runs=3, failed_sections=4)

    monitor = Monitor(cast("Watch", Slow()), CountingHandler())

    async def many() -> list[int]:
        return [one.status_code for one in await asyncio.gather(*(monitor.health(NOBODY) for _ in range(9)))]

    assert finished(many()) == [200] * 9
    assert len(asked) == 1


def test_the_text_follows_the_exposition_format() -> None:
    counter = CountingHandler()
    logger = logging.getLogger("tests.monitoring")
    logger.addHandler(counter)
    logger.propagate = False
    logger.error("one")
    logger.warning("two")
    logger.warning("three")
    logger.info("not counted")
    logger.removeHandler(counter)
    counts = Counts(documents=1, samples=2, live_runs=3, failed_sections=4)
    text = metrics_text(counts, counter.counts, started_at=12.5)
    lines = text.splitlines()
    assert text.endswith("\n")
    assert all(line.startswith("# ") or _SAMPLE.fullmatch(line) for line in lines)
    assert 'summarizer_log_records_total{level="warning"} 2' in lines
    assert 'summarizer_log_records_total{level="error"} 1' in lines
    assert "summarizer_runs_live 3" in lines
