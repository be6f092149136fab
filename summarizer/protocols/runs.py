"""What remembers generation runs, for all processes that share a database."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from summarizer.domain import (
    JoinedSections,
    Run,
    SectionRun,
)


class RunRequests(NamedTuple):
    """What somebody, perhaps in another process, wants of a run that goes on.

    Attributes:
        stop_all: that it ends as a whole.
        stops: sections that shall be ended.
        joined: all that was asked for since it began, also what its owner has taken up already.
    """

    stop_all: bool = False
    stops: frozenset[str] = frozenset()
    joined: tuple[JoinedSections, ...] = ()


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

    def join_run(self, run: Run) -> Run | None:
        """The run of the same document that goes on, with the sections of `run` in it; None when none does.

        They wait to be written as the options of `run` say; what the run had written of them before is told
        no more. Its owner learns of it with the next progress. Sections that it is still to write, or writes,
        stay as they were asked for first. One that was told to stop before its turn came is asked for anew.

        Raises:
            ConflictError: all sections are under way already, or another engine writes.
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
    ) -> RunRequests:
        """Stores how far these sections are, renews the lease, and tells what is wanted of the run.

        Raises:
            LeaseLostError: the run is not the owner's any more; nothing was written.
        """
        ...

    def end_run(
        self, run_id: str, sections: Sequence[SectionRun], *, owner: str, joined: int | None = None
    ) -> Run:
        """The run as stored with how far these sections came, and no owner.

        It is done when all sections are; a section that is left live makes it interrupted. When more was
        asked for than the first `joined` of `Run.joined`, it goes on under its owner; None ends it anyway.

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
