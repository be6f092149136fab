"""What is done with the texts of a run whose process is gone."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from summarizer.domain import Run, RunOutcome, RunState, SectionRun
from summarizer.errors import ConflictError
from summarizer.protocols import Store
from summarizer.runs.keeping import Keeper, rescued


def settle(store: Store, run: Run, *, new_id: Callable[[], str], lease_s: float, state: RunState) -> Run:
    """The interrupted run, ended, with the texts it had written put into their sections or beside them.

    Args:
        store: where it is.
        run: interrupted.
        new_id: makes ids.
        lease_s: how long that may take.
        state: what its unfinished sections are from now on: STOPPED or INTERRUPTED.
    """
    owner = new_id()
    try:
        taken = store.runs.take_over(run.id, owner=owner, lease_s=lease_s)
    except ConflictError:
        # Another tab or process was faster; what it does is as good.
        return store.runs.load_run(run.id)
    kept = keep_remnants(store, taken, new_id=new_id)
    return store.runs.end_run(run.id, [replace(one, state=state) for one in kept], owner=owner)


def keep_remnants(store: Store, run: Run, *, new_id: Callable[[], str]) -> tuple[SectionRun, ...]:
    """The unfinished sections of a run, what they hold of a text kept in the document.

    Raises:
        StorageError: the database cannot be written.
    """
    keeper = Keeper(store, run.document_id, new_id=new_id)
    return tuple(_kept(keeper, one, run.engine) for one in _unfinished(run))


def _unfinished(run: Run) -> Iterable[SectionRun]:
    return (one for one in run.sections if one.state is not RunState.DONE)


def _kept(keeper: Keeper, section: SectionRun, engine: str) -> SectionRun:
    if section.outcome is not RunOutcome.NONE or not section.text.strip():
        return section
    outcome, message, _ = keeper.keep(rescued(section.section_id, section.text, engine=engine), base=None)
    return replace(section, outcome=outcome, message=message or section.message)
