"""/healthz and /metrics: for load balancers and Prometheus, beside the pages and without a session."""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from summarizer.errors import SummarizerError
from summarizer.logs import CountingHandler
from summarizer.store.watching import Counts, Watch

_PATIENCE_S: Final = 5.0
# Several balancers and a Prometheus may ask at the same time; the database is asked once.
_FRESH_S: Final = 1.0
_PROMETHEUS: Final = "text/plain; version=0.0.4; charset=utf-8"
_log = logging.getLogger(__name__)


class Monitor:
    """Answers what watchers ask; one for a server process."""

    def __init__(self, watch: Watch, counter: CountingHandler) -> None:
        """Args: watch: looks into the database; counter: has counted the process's log records."""
        self._watch = watch
        self._counter = counter
        self._started = time.time()
        self._asked: asyncio.Task[Counts] | None = None
        self._answered_at = 0.0

    @property
    def routes(self) -> list[Route]:
        """The two routes."""
        return [Route("/healthz", self.health), Route("/metrics", self.metrics)]

    async def health(self, _: Request) -> Response:
        """200 while the database answers, 503 otherwise; says nothing a stranger could use."""
        counts = await self._counts()
        is_well = counts is not None
        shape = {"status": "ok" if is_well else "unavailable", "database": is_well}
        return JSONResponse(shape, status_code=200 if is_well else 503, headers={"Cache-Control": "no-store"})

    async def metrics(self, _: Request) -> Response:
        """The numbers in Prometheus's text format; without the database, those of the process alone."""
        counts = await self._counts()
        text = metrics_text(counts, self._counter.counts, started_at=self._started)
        return PlainTextResponse(text, media_type=_PROMETHEUS)

    async def _counts(self) -> Counts | None:
        """What is in the database, None when it does not answer in time."""
        if self._asked is None or (self._asked.done() and time.monotonic() - self._answered_at > _FRESH_S):
            self._asked = asyncio.create_task(asyncio.to_thread(self._ask))
        with suppress(TimeoutError, SummarizerError):
            # Shielded: a thread that hangs on a dead server is waited for by all who ask, and not doubled.
            return await asyncio.wait_for(asyncio.shield(self._asked), _PATIENCE_S)
        return None

    def _ask(self) -> Counts:
        try:
            return self._watch.counts()
        except SummarizerError as error:
            _log.warning("the database does not answer: %s", type(error).__name__)
            raise
        finally:
            self._answered_at = time.monotonic()


def metrics_text(counts: Counts | None, records: Mapping[str, int], *, started_at: float) -> str:
    """Metrics in the text-based exposition format 0.0.4 of Prometheus.

    Args:
        counts: of the database, None when it does not answer.
        records: log records of this process by level.
        started_at: of the process, seconds since 1970.
    """
    rows = [
        _metric("summarizer_up", "gauge", "Whether the database answers.", int(counts is not None)),
        _metric("summarizer_start_time_seconds", "gauge", "When this process started.", round(started_at, 3)),
    ]
    if counts is not None:
        rows += [
            _metric(
                "summarizer_documents", "gauge", "Documents, without those in the bin.", counts.documents
            ),
            _metric("summarizer_samples", "gauge", "Samples in the library.", counts.samples),
            _metric("summarizer_runs_live", "gauge", "Generation runs under way.", counts.live_runs),
            _metric(
                "summarizer_sections_failed", "gauge", "Sections an engine failed on.", counts.failed_sections
            ),
        ]
    rows.append("# HELP summarizer_log_records_total Log records of this process by level.")
    rows.append("# TYPE summarizer_log_records_total counter")
    rows += [
        f'summarizer_log_records_total{{level="{level}"}} {records.get(level, 0)}'
        for level in ("warning", "error", "critical")
    ]
    return "\n".join(rows) + "\n"


def _metric(name: str, kind: str, meaning: str, value: float) -> str:
    return f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n{name} {value}"
