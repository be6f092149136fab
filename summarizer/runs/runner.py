"""The runs that go on in this process."""

import threading
from collections.abc import Callable

from summarizer.domain import Run
from summarizer.protocols import Store, Warmable
from summarizer.runs.active import ActiveRun, Job, Pace

_CLOSING_S = 3.0


class Runner:
    """Starts runs on threads of their own and finds them again to stop them. Safe to call from any thread."""

    def __init__(self, store: Store, *, new_id: Callable[[], str], pace: Pace | None = None) -> None:
        """Args: store: where runs and texts are kept; new_id: makes ids; pace: how often they are stored."""
        self._store = store
        self._new_id = new_id
        self._pace = pace if pace is not None else Pace()
        self._lock = threading.Lock()
        self._active: dict[str, ActiveRun] = {}

    @property
    def lease_s(self) -> float:
        """Seconds after which a run that is not stored any more counts as interrupted."""
        return self._pace.lease_s

    def start(self, run: Run, job: Job, *, owner: str) -> None:
        """Begins to write the unfinished sections of a stored run; returns at once.

        Args:
            run: as the store has it.
            job: who writes it.
            owner: who the store knows as the run's owner.
        """
        if isinstance(job.drafter, Warmable):
            job.drafter.warm_up()
        active = ActiveRun(self._store, run, job, owner=owner, pace=self._pace, new_id=self._new_id)
        with self._lock:
            self._active[run.id] = active
        active.start(on_end=lambda: self._forget(run.id, active))

    def stop(self, run_id: str, section_id: str | None = None) -> bool:
        """Ends the requests of a run, or of one of its sections, at once; whether it goes on here."""
        with self._lock:
            active = self._active.get(run_id)
        if active is None:
            return False
        active.stop(section_id)
        return True

    def nudge(self, run_id: str) -> None:
        """Has a run of this process look at once what is wanted of it, and not with its next progress."""
        with self._lock:
            active = self._active.get(run_id)
        if active is not None:
            active.nudge()

    def join(self, run_id: str, *, timeout_s: float | None = None) -> bool:
        """Waits until a run has ended in this process; whether it has."""
        with self._lock:
            active = self._active.get(run_id)
        return active is None or active.join(timeout_s)

    def close(self) -> None:
        """Ends what goes on; the runs stay as interrupted ones with the text they have."""
        with self._lock:
            active = tuple(self._active.values())
        for one in active:
            one.close()
        for one in active:
            one.join(_CLOSING_S)

    def _forget(self, run_id: str, active: ActiveRun) -> None:
        with self._lock:
            if self._active.get(run_id) is active:
                del self._active[run_id]
