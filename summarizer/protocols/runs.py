"""What remembers generation runs, for all processes that share a database."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from summarizer.domain import (
    Run,
    SectionRun,
)


class StopRequests(NamedTuple):
    """What somebody, perhaps in another process, wants ended: the whole run, or some of its sections."""

    whole: bool = False
    sections: frozenset[str] = frozenset()


class RunStore(Protocol):
    """Generation runs, which live while their owner renews their lease. Safe to call from any thread.

    An owner is an attempt of one process to do one run. It renews the lease with every progress it saves;
    a run whose lease ran out reads as interrupted, and another owner may take it over. From then on the
    old owner can write nothing more. Leases are measured by the database server's clock where there is one.
    """

    def create_run(self, run: Run, *, owner: str, lease_s: float) -> Run:
        """The run as stored, owned for `lease_s` seconds.

        Raises:
            ConflictError: another run of the document goes on.
            NotFoundError: no such document.
        """
        ...

    def load_run(self, run_id: str) -> Run:
        """One run.

        Raises:
            NotFoundError: no such run.
        """
        ...

    def latest_run(self, document_id: str) -> Run | None:
        """The run of a document that was started last, None when there was none."""
        ...

    def save_progress(
        self, run_id: str, sections: Sequence[SectionRun], *, owner: str, lease_s: float
    ) -> StopRequests:
        """Stores how far these sections are, renews the lease, and tells what is to be stopped.

        Raises:
            LeaseLostError: the run is not the owner's any more; nothing was written.
        """
        ...

    def end_run(self, run_id: str, sections: Sequence[SectionRun], *, owner: str) -> Run:
        """The run as stored with how far these sections came, and no owner.

        It is done when all sections are; a section that is left live makes it interrupted.

        Raises:
            LeaseLostError: the run is not the owner's any more; nothing was written.
        """
        ...

    def take_over(self, run_id: str, *, owner: str, lease_s: float) -> Run:
        """The run as its last owner left it, its unfinished sections interrupted; it goes on under `owner`.

        Raises:
            ConflictError: it still goes on, or a later run of the document was started.
            NotFoundError: no such run, or its document is gone.
        """
        ...

    def ask_stop(self, run_id: str, section_id: str | None = None) -> None:
        """Leaves word for the owner to stop the run, or one section of it; an ended run stays as it is."""
        ...
