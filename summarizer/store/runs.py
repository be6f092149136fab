"""Rows of generation runs and their sections: leases, progress, requests to stop.

A run's row is locked by whoever writes to it; the document's row too, before it, where runs of one document
must not come up at the same time. Progress thus never waits for a person's edit of the same document. Whoever
locks looks at the clock afterwards: a lease given meanwhile would seem to come from the future.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from summarizer.domain import (
    FilledSentence,
    JoinedSections,
    Run,
    RunOptions,
    RunOutcome,
    RunState,
    SectionRun,
)
from summarizer.errors import ConflictError, LeaseLostError, NotFoundError
from summarizer.protocols import RunRequests
from summarizer.store.columns import storable
from summarizer.store.guards import lock_document
from summarizer.store.quotas import check_quota
from summarizer.store.rights import check_editable_id, ownership, within_readable
from summarizer.store.tables import StoredRow, run_sections, runs

# What a run is as a whole, by its sections: the first that any of them is.
_GRAVEST: Final = (RunState.INTERRUPTED, RunState.STOPPED, RunState.FAILED)
# No lease is given for longer: one that seems to be was given before this machine's clock was set back.
_LONGEST_LEASE: Final = timedelta(minutes=1)
_JOINED: Final = "joined"
Clock = Callable[[], datetime]


def create_run(connection: Connection, run: Run, *, owner: str, clock: Clock, lease_s: float) -> Run:
    """Writes a new run of a document that has none going on.

    Raises:
        ConflictError: one goes on.
        NotFoundError: no such document, or it is in the bin.
    """
    lock_document(connection, run.document_id)
    now = clock()
    check_quota(connection, engine=run.engine, now=now)
    latest = _latest_row(connection, run.document_id)
    if latest is not None:
        _refuse_live(latest, now)
    connection.execute(
        insert(runs).values(
            id=run.id,
            document_id=run.document_id,
            number=1 if latest is None else latest.number + 1,
            engine=run.engine,
            options=_options_json(run.options),
            state=RunState.WRITING.value,
            created_at=now,
            ended_at=None,
            owner=owner,
            lease_until=_lease(now, lease_s),
            stop_asked=False,
            **ownership(connection),
        )
    )
    rows = [
        {"run_id": run.id, "section_id": one.section_id, "position": position, **_progress(one)}
        for position, one in enumerate(run.sections)
    ]
    if rows:
        connection.execute(insert(run_sections).values(stop_asked=False), rows)
    return find_run(connection, run.id, now=now)


def join_run(connection: Connection, run: Run, *, clock: Clock) -> Run | None:
    """Adds sections to the run of a document that goes on; None when none does.

    Raises:
        ConflictError: all of them are under way already, or another engine writes.
        NotFoundError: no such document, or it is in the bin.
    """
    lock_document(connection, run.document_id)
    latest = _latest_row(connection, run.document_id)
    if latest is None:
        return None
    # From here on its owner cannot end it.
    row = _locked(connection, latest.id)
    now = clock()
    if not _goes_on(row, now):
        return None
    if row.engine != run.engine:
        hint = "请等它完成，或先点“停止”，再用现在的引擎生成。"
        raise ConflictError("这份总结正在用另一种引擎生成", hint=hint)
    check_quota(connection, engine=run.engine, now=now)
    known = {one.section_id: one for one in _sections_of(connection, row.id)}
    wanted = [one for one in run.sections if _may_join(known.get(one.section_id), is_ending=row.stop_asked)]
    if not wanted:
        raise _is_under_way()
    if row.stop_asked:
        _stop_each(connection, row.id)
    _put_sections(connection, row.id, wanted, known)
    asked = {"sections": [one.section_id for one in wanted], "options": _options_json(run.options)}
    options = {**row.options, _JOINED: [*row.options.get(_JOINED, ()), asked]}
    connection.execute(update(runs).where(runs.c.id == row.id).values(options=options, stop_asked=False))
    return find_run(connection, row.id, now=now)


def _may_join(known: SectionRun | None, *, is_ending: bool) -> bool:
    """Whether a section can be asked for: nothing is being done, or will be done, for it."""
    if known is None or not known.state.is_live:
        return True
    return known.state is RunState.WAITING and (known.stop_asked or is_ending)


def _stop_each(connection: Connection, run_id: str) -> None:
    """Tells each section to stop in place of the whole run, to which another is now added."""
    connection.execute(update(run_sections).where(run_sections.c.run_id == run_id).values(stop_asked=True))


def _put_sections(
    connection: Connection, run_id: str, sections: Sequence[SectionRun], known: Mapping[str, SectionRun]
) -> None:
    """Writes sections that wait, in place of what the run knows of them; the tokens they took are kept."""
    for number, one in enumerate(sections):
        before = known.get(one.section_id)
        if before is None:
            position = len(known) + number
            row = {"run_id": run_id, "section_id": one.section_id, "position": position, "stop_asked": False}
            connection.execute(insert(run_sections).values(**row, **_progress(one)))
            continue
        fresh = replace(one, tokens_in=before.tokens_in, tokens_out=before.tokens_out)
        where = (run_sections.c.run_id == run_id) & (run_sections.c.section_id == one.section_id)
        connection.execute(update(run_sections).where(where).values(stop_asked=False, **_progress(fresh)))


def find_run(connection: Connection, run_id: str, *, now: datetime) -> Run:
    """One run as it is at the moment `now`.

    Raises:
        NotFoundError: no such run.
    """
    row = connection.execute(_select_run(connection, run_id)).one_or_none()
    if row is None:
        raise _no_run()
    return _run(connection, row, now)


def latest_run(connection: Connection, document_id: str, *, now: datetime) -> Run | None:
    """The run of a document that was started last."""
    row = _latest_row(connection, document_id)
    return None if row is None else _run(connection, row, now)


def save_progress(
    connection: Connection,
    run_id: str,
    sections: Sequence[SectionRun],
    *,
    owner: str,
    clock: Clock,
    lease_s: float,
) -> RunRequests:
    """Writes how far sections are, renews the lease, and tells what somebody wants of the run.

    Raises:
        LeaseLostError: the run is not the owner's any more.
    """
    row = _lock_owned(connection, run_id, owner)
    _write_sections(connection, run_id, sections)
    lease_until = _lease(clock(), lease_s)
    connection.execute(update(runs).where(runs.c.id == run_id).values(lease_until=lease_until))
    asked = select(run_sections.c.section_id).where(
        run_sections.c.run_id == run_id, run_sections.c.stop_asked.is_(True)
    )
    return RunRequests(
        stop_all=row.stop_asked,
        stops=frozenset(connection.scalars(asked)),
        joined=_joined(row.options),
    )


def end_run(
    connection: Connection,
    run_id: str,
    sections: Sequence[SectionRun],
    *,
    owner: str,
    joined: int | None,
    clock: Clock,
) -> Run:
    """Writes how far sections came and gives the run up, unless more has joined than its owner knows of.

    Raises:
        LeaseLostError: the run is not the owner's any more.
    """
    row = _lock_owned(connection, run_id, owner)
    now = clock()
    _write_sections(connection, run_id, sections)
    if joined is not None and len(_joined(row.options)) > joined:
        return find_run(connection, run_id, now=now)
    states = {one.state for one in _sections_of(connection, run_id)}
    is_live = any(state.is_live for state in states)
    ended = RunState.WRITING if is_live else next((s for s in _GRAVEST if s in states), RunState.DONE)
    connection.execute(
        update(runs)
        .where(runs.c.id == run_id)
        .values(state=ended.value, owner="", lease_until=now, ended_at=None if is_live else now)
    )
    return find_run(connection, run_id, now=now)


def take_over(connection: Connection, run_id: str, *, owner: str, clock: Clock, lease_s: float) -> Run:
    """Gives a run that does not go on to a new owner; what anybody wanted stopped is forgotten.

    Raises:
        ConflictError: it goes on, or a later run of the document was started.
        NotFoundError: no such run, or its document is in the bin.
    """
    found = connection.execute(_select_run(connection, run_id)).one_or_none()
    if found is None:
        raise _no_run()
    document_id = found.document_id
    lock_document(connection, document_id)
    row = _locked(connection, run_id)
    now = clock()
    check_quota(connection, engine=found.engine, now=now)
    latest = _latest_row(connection, document_id)
    if latest is not None:
        _refuse_live(latest, now)
        if latest.id != run_id:
            raise ConflictError("这之后又生成过一次，不能再接着这一次", hint="请刷新页面后重新生成。")
    left = _run(connection, row, now)
    connection.execute(
        update(runs)
        .where(runs.c.id == run_id)
        .values(
            state=RunState.WRITING.value,
            owner=owner,
            lease_until=_lease(now, lease_s),
            ended_at=None,
            stop_asked=False,
        )
    )
    connection.execute(update(run_sections).where(run_sections.c.run_id == run_id).values(stop_asked=False))
    _write_sections(connection, run_id, left.sections)
    return find_run(connection, run_id, now=now)


def ask_stop(connection: Connection, run_id: str, section_id: str | None) -> None:
    """Leaves word to stop a run or one of its sections.

    Raises:
        NotFoundError: no such run.
    """
    found = connection.execute(_select_run(connection, run_id)).one_or_none()
    if found is None:
        raise _no_run()
    check_editable_id(connection, found.document_id)
    row = _locked(connection, run_id)
    if row.ended_at is not None:
        return
    if section_id is None:
        connection.execute(update(runs).where(runs.c.id == run_id).values(stop_asked=True))
        return
    one = (run_sections.c.run_id == run_id) & (run_sections.c.section_id == section_id)
    connection.execute(update(run_sections).where(one).values(stop_asked=True))


def _select_run(connection: Connection, run_id: str) -> Select[*tuple[Any, ...]]:
    return select(runs).where(runs.c.id == run_id, *within_readable(connection, runs.c.document_id))


def _no_run() -> NotFoundError:
    return NotFoundError("找不到这次生成的记录")


def _latest_row(connection: Connection, document_id: str) -> StoredRow | None:
    visible = within_readable(connection, runs.c.document_id)
    query = select(runs).where(runs.c.document_id == document_id, *visible)
    return connection.execute(query.order_by(runs.c.number.desc()).limit(1)).one_or_none()


def _locked(connection: Connection, run_id: str) -> StoredRow:
    row = connection.execute(_select_run(connection, run_id).with_for_update()).one_or_none()
    if row is None:
        raise _no_run()
    return row


def _lock_owned(connection: Connection, run_id: str, owner: str) -> StoredRow:
    """The run's row; a run that was removed for good with its document has no owner either."""
    row = connection.execute(_select_run(connection, run_id).with_for_update()).one_or_none()
    if row is None or row.owner != owner:
        raise LeaseLostError("这次生成已由别的窗口接着进行")
    return row


def _lease(now: datetime, lease_s: float) -> datetime:
    return now + min(timedelta(seconds=lease_s), _LONGEST_LEASE)


def _goes_on(row: StoredRow, now: datetime) -> bool:
    return row.ended_at is None and bool(row.owner) and now < row.lease_until <= now + _LONGEST_LEASE


def _refuse_live(row: StoredRow, now: datetime) -> None:
    if _goes_on(row, now):
        raise _is_under_way()


def _is_under_way() -> ConflictError:
    return ConflictError("这份总结正在生成，请等它完成", hint="也可以先点“停止”，再重新生成。")


def _write_sections(connection: Connection, run_id: str, sections: Iterable[SectionRun]) -> None:
    changes = [{"moved": one.section_id, **_progress(one)} for one in sections]
    if changes:
        where = (run_sections.c.run_id == run_id) & (run_sections.c.section_id == bindparam("moved"))
        connection.execute(update(run_sections).where(where), changes)


def _progress(section: SectionRun) -> dict[str, object]:
    return {
        "state": section.state.value,
        "outcome": section.outcome.value,
        "message": storable(section.message),
        "tokens_in": section.tokens_in,
        "tokens_out": section.tokens_out,
        "filled": [[storable(one.fact_id), storable(one.sentence)] for one in section.filled],
        "text": storable(section.text),
    }


def _run(connection: Connection, row: StoredRow, now: datetime) -> Run:
    sections = _sections_of(connection, row.id)
    state = RunState(row.state)
    if row.ended_at is None and not _goes_on(row, now):
        state = RunState.INTERRUPTED
        sections = tuple(_interrupted(one) for one in sections)
    return Run(
        id=row.id,
        document_id=row.document_id,
        engine=row.engine,
        options=_options(row.options),
        sections=sections,
        state=state,
        created_at=row.created_at,
        ended_at=row.ended_at,
        stop_asked=row.stop_asked,
        joined=_joined(row.options),
    )


def _interrupted(section: SectionRun) -> SectionRun:
    return replace(section, state=RunState.INTERRUPTED) if section.state.is_live else section


def _sections_of(connection: Connection, run_id: str) -> tuple[SectionRun, ...]:
    query = select(run_sections).where(run_sections.c.run_id == run_id).order_by(run_sections.c.position)
    return tuple(
        SectionRun(
            section_id=row.section_id,
            state=RunState(row.state),
            text=row.text,
            message=row.message,
            outcome=RunOutcome(row.outcome),
            tokens_in=row.tokens_in,
            tokens_out=row.tokens_out,
            filled=tuple(FilledSentence(fact_id=fact_id, sentence=said) for fact_id, said in row.filled),
            stop_asked=row.stop_asked,
        )
        for row in connection.execute(query)
    )


def _options_json(options: RunOptions) -> dict[str, Any]:
    stored = asdict(options)
    texts = {name: storable(value) for name, value in stored.items() if isinstance(value, str)}
    ids = options.passage_ids
    return stored | texts | {"passage_ids": None if ids is None else [storable(one) for one in ids]}


def _options(stored: Mapping[str, Any]) -> RunOptions:
    ids = stored["passage_ids"]
    given = {name: value for name, value in stored.items() if name != _JOINED}
    return RunOptions(**{**given, "passage_ids": None if ids is None else tuple(ids)})


def _joined(stored: Mapping[str, Any]) -> tuple[JoinedSections, ...]:
    """What was asked for since the run began; it is kept beside what was asked for at first."""
    return tuple(
        JoinedSections(section_ids=tuple(one["sections"]), options=_options(one["options"]))
        for one in stored.get(_JOINED, ())
    )
