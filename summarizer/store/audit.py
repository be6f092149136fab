"""Rows of the audit log: who did what to which thing, and when; only ever appended."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from summarizer.domain import AuditAction, AuditEntry
from summarizer.store.columns import storable_id
from summarizer.store.rights import viewer_of
from summarizer.store.tables import audit


def note(connection: Connection, action: AuditAction, subject_id: str, *, now: datetime) -> None:
    """Notes what the user of this connection has done; nothing where one person works alone."""
    viewer = viewer_of(connection)
    if viewer is None:
        return
    connection.execute(
        insert(audit).values(
            at=now,
            user_id=viewer.id,
            organisation_id=viewer.organisation_id,
            action=action.value,
            subject_id=storable_id(subject_id),
        )
    )


def entries(
    connection: Connection, *, organisation_id: str | None, before: int | None, limit: int
) -> tuple[AuditEntry, ...]:
    """The entries of an organisation, or of all, newest first.

    Args:
        connection: for whoever may read them.
        organisation_id: None for all.
        before: only entries with a smaller number.
        limit: most entries returned.
    """
    query = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if organisation_id is not None:
        query = query.where(audit.c.organisation_id == organisation_id)
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
        )
        for row in connection.execute(query)
    )
