"""Removing binned documents for good: asked for by their owner, or by the program once they are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, delete, func, insert, select, update

from summarizer.errors import NotFoundError
from summarizer.store.audit import note_purge
from summarizer.store.guards import lock_document
from summarizer.store.quotas import month_start
from summarizer.store.rights import viewer_of
from summarizer.store.tables import StoredRow, documents, rounds, run_sections, runs, spent_tokens

BATCH: Final = 100
"""Documents removed in one transaction: others wait meanwhile for their turn to write a SQLite file."""
_EVERY: Final = timedelta(days=1)
_ROUND: Final = "purge"


def purge_documents(connection: Connection, *, binned_until: datetime | None, now: datetime) -> int:
    """Number of documents removed for good with all that hangs on them, at most `BATCH`.

    Somebody who works for themselves removes their own only. A document somebody takes out of the bin at this
    moment stays: its row is locked, and looked at again once it is this transaction's.

    Args:
        connection: in a writing transaction.
        binned_until: the moment by which they were put into the bin; None for all that lie there.
        now: what is noted in the audit log.
    """
    query = select(documents.c.id, documents.c.owner_id, documents.c.organisation_id)
    due = query.where(*_due(connection, binned_until)).order_by(documents.c.id).limit(BATCH)
    rows = connection.execute(due.with_for_update()).all()
    _remove(connection, rows, now=now)
    return len(rows)


def purge_document(connection: Connection, document_id: str, *, now: datetime) -> None:
    """Removes one document of the bin for good.

    Raises:
        NotFoundError: no such document, or it is not in the bin.
        NotAllowedError: it is somebody else's.
    """
    row = lock_document(connection, document_id, in_bin=True, own=True)
    if row.deleted_at is None:
        raise NotFoundError("这份总结不在回收站里，没有删除", hint="它可能刚被放回，请刷新后再看。")
    _remove(connection, [row], now=now)


def is_round_over(connection: Connection, *, now: datetime) -> bool:
    """Whether the round of this day was made; a moment to come says that the clock was wrong."""
    done_at = connection.scalar(select(rounds.c.done_at).where(rounds.c.name == _ROUND))
    return done_at is not None and done_at <= now < done_at + _EVERY


def begin_round(connection: Connection, *, older_than: timedelta, now: datetime) -> datetime | None:
    """The moment up to which binned documents are due; None when nothing is, or another process was first.

    What is removed was due at the round before, too: a clock that for an hour says next year removes nothing.

    Args:
        connection: in a writing transaction.
        older_than: how long documents lie in the bin at the least.
        now: of the clock all processes share.
    """
    last = connection.scalar(select(rounds.c.done_at).where(rounds.c.name == _ROUND).with_for_update())
    if last is not None and last <= now < last + _EVERY:
        return None
    connection.execute(update(rounds).where(rounds.c.name == _ROUND).values(done_at=now))
    if last is None or last > now:
        return None
    until = last - older_than
    first = select(documents.c.id).where(*_due(connection, until)).limit(1)
    return None if connection.scalar(first) is None else until


def _due(connection: Connection, binned_until: datetime | None) -> Sequence[ColumnElement[bool]]:
    in_bin = documents.c.deleted_at.is_not(None)
    wanted = [in_bin if binned_until is None else documents.c.deleted_at <= binned_until]
    viewer = viewer_of(connection)
    return wanted if viewer is None else [*wanted, documents.c.owner_id == viewer.id]


def _remove(connection: Connection, rows: Sequence[StoredRow], *, now: datetime) -> None:
    ids = [row.id for row in rows]
    if not ids:
        return
    _keep_tokens(connection, ids, now=now)
    connection.execute(delete(documents).where(documents.c.id.in_(ids)))
    for row in rows:
        if row.owner_id is not None:
            note_purge(connection, row.id, whose=row.organisation_id, now=now)


def _keep_tokens(connection: Connection, document_ids: Sequence[str], *, now: datetime) -> None:
    """Remembers the tokens of this month's runs, which go with their documents: quotas count them."""
    begun = month_start(now)
    connection.execute(delete(spent_tokens).where(spent_tokens.c.created_at < begun))
    used = cast(func.sum(run_sections.c.tokens_in + run_sections.c.tokens_out), BigInteger)
    of_runs = (
        select(runs.c.id, runs.c.owner_id, runs.c.organisation_id, runs.c.created_at, used)
        .join_from(runs, run_sections, run_sections.c.run_id == runs.c.id)
        .where(runs.c.document_id.in_(document_ids), runs.c.owner_id.is_not(None), runs.c.created_at >= begun)
        .group_by(runs.c.id, runs.c.owner_id, runs.c.organisation_id, runs.c.created_at)
        .having(used > 0)
    )
    columns = ["run_id", "owner_id", "organisation_id", "created_at", "tokens"]
    connection.execute(insert(spent_tokens).from_select(columns, of_runs))
