"""`SqlRunStore`: the RunStore protocol, each method one transaction."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from summarizer.domain import Run, SectionRun
from summarizer.protocols import RunRequests
from summarizer.store import runs
from summarizer.store.engines import Engines, server_now
from summarizer.store.runs import Clock


class SqlRunStore:
    """Generation runs in a SQL database; what each method promises stands in `protocols.RunStore`."""

    def __init__(self, engines: Engines, *, clock: Clock | None = None) -> None:
        """Args: clock: measures leases; the database server's when None, or this machine's for a file."""
        self._engines = engines
        self._clock = clock

    def create_run(self, run: Run, *, owner: str, lease_s: float) -> Run:
        """The run as stored, owned by `owner`."""
        with self._engines.writing() as connection:
            return runs.create_run(
                connection, run, owner=owner, clock=self._clock_of(connection), lease_s=lease_s
            )

    def join_run(self, run: Run) -> Run | None:
        """The run that goes on, with more sections."""
        with self._engines.writing() as connection:
            return runs.join_run(connection, run, clock=self._clock_of(connection))

    def load_run(self, run_id: str) -> Run:
        """One run as it is now."""
        with self._engines.reading() as connection:
            return runs.find_run(connection, run_id, now=self._clock_of(connection)())

    def latest_run(self, document_id: str) -> Run | None:
        """The run of a document that was started last, as it is now."""
        with self._engines.reading() as connection:
            return runs.latest_run(connection, document_id, now=self._clock_of(connection)())

    def save_progress(
        self, run_id: str, sections: Sequence[SectionRun], *, owner: str, lease_s: float
    ) -> RunRequests:
        """Stores how far sections are and renews the lease."""
        # Three times a second for each run: what matters is that a killed process leaves it behind.
        with self._engines.writing(flushed=False) as connection:
            return runs.save_progress(
                connection, run_id, sections, owner=owner, clock=self._clock_of(connection), lease_s=lease_s
            )

    def end_run(
        self, run_id: str, sections: Sequence[SectionRun], *, owner: str, joined: int | None = None
    ) -> Run:
        """The run as it ended, or as it goes on."""
        with self._engines.writing() as connection:
            return runs.end_run(
                connection, run_id, sections, owner=owner, joined=joined, clock=self._clock_of(connection)
            )

    def take_over(self, run_id: str, *, owner: str, lease_s: float) -> Run:
        """The run under its new owner."""
        with self._engines.writing() as connection:
            return runs.take_over(
                connection, run_id, owner=owner, clock=self._clock_of(connection), lease_s=lease_s
            )

    def ask_stop(self, run_id: str, section_id: str | None = None) -> None:
        """Leaves word to stop."""
        with self._engines.writing() as connection:
            runs.ask_stop(connection, run_id, section_id)

    def _clock_of(self, connection: Connection) -> Clock:
        return self._clock if self._clock is not None else partial(server_now, connection)
