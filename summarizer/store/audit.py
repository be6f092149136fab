"""Rows of the audit log: who did what to which thing, and when; only ever appended."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from summarizer.domain import SYSTEM, AuditAction, AuditEntry, AuditFilter
from summarizer.store.columns import storable_id
from summarizer.store.rights import viewer_of
from summarizer.store.tables import audit


def note(connection: Connection, action: AuditAction, subject_id: str, *, now: datetime) -> None:
    """Notes what the user of this connection has done; nothing where one person works alone."""
    viewer = viewer_of(connection)
    if viewer is not None:
        _append(connection, action, subject_id, now=now, user_id=viewer.id, whose=viewer.organisation_id)


def note_purge(connection: Connection, subject_id: str, *, whose: str | None, now: datetime) -> None:
    """Notes that a document is gone for good: by its owner's wish, or by the program when it was due."""
    viewer = viewer_of(connection)
    user_id, detail = (SYSTEM, "到期") if viewer is None else (viewer.id, "")
    _append(
        connection,
        AuditAction.PURGE,
        subject_id,
        now=now,
        user_id=user_id,
        whose=whose,
        detail=detail,
    )


def note_administration(
    connection: Connection,
    action: AuditAction,
    subject_id: str,
    *,
    organisation_id: str | None,
    now: datetime,
    detail: str = "",
) -> None:
    """Notes what an admin has done, or the administrator of the whole service to an organisation."""
    viewer = viewer_of(connection)
    user_id = SYSTEM if viewer is None else viewer.id
    whose = organisation_id if viewer is None else viewer.organisation_id
    _append(connection, action, subject_id, now=now, user_id=user_id, whose=whose, detail=detail)


def note_joining(
    connection: Connection, user_id: str, organisation_id: str, *, now: datetime, detail: str
) -> None:
    """Notes that somebody who was invited has joined."""
    _append(
        connection, AuditAction.JOIN, user_id, now=now, user_id=user_id, whose=organisation_id, detail=detail
    )


def _append(
    connection: Connection,
    action: AuditAction,
    subject_id: str,
    *,
    now: datetime,
    user_id: str,
    whose: str | None,
    detail: str = "",
) -> None:
    connection.execute(
        insert(audit).values(
            at=now,
            user_id=user_id,
            organisation_id=whose,
            action=action.value,
            subject_id=storable_id(subject_id),
            detail=detail,
        )
    )


def entries(
    connection: Connection, matching: AuditFilter, *, before: int | None = None, limit: int | None = None
) -> tuple[AuditEntry, ...]:
    """The entries that match, newest first.

    Args:
        connection: for whoever may read them.
        matching: which.
        before: only entries with a smaller number.
        limit: most entries returned, None for all.
    """
    wanted = {
        audit.c.organisation_id: matching.organisation_id,
        audit.c.user_id: matching.user_id,
        audit.c.action: None if matching.action is None else matching.action.value,
    }
    query = select(audit).where(*(column == value for column, value in wanted.items() if value is not None))
    if matching.since is not None:
        query = query.where(audit.c.at >= matching.since)
    if matching.until is not None:
        query = query.where(audit.c.at < matching.until)
    if before is not None:
        query = query.where(audit.c.number < before)
    return tuple(
        AuditEntry(
            number=row.number,
            at=row.at,
            user_id=row.user_id,
            organisation_id=row.organisation_id,
            action=AuditAction(row.action),
            subject_id=row.subject_id,
            detail=row.detail,
        )
        for row in connection.execute(query.order_by(audit.c.number.desc()).limit(limit))
    )
