"""Locks and revisions: what keeps two writers from losing each other's words.

Every change locks its document's row first, so writers of one document queue up and no two can
wait for each other. SQLite has no row locks and ignores `FOR UPDATE`: there a writer is alone.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from summarizer.errors import ConflictError, NotFoundError
from summarizer.store.rights import check_editable, check_own, readable_documents, within_readable
from summarizer.store.tables import StoredRow, documents, sections


def lock_document(
    connection: Connection, document_id: str, *, in_bin: bool = False, own: bool = False
) -> StoredRow:
    """The document's row, locked until the transaction ends, for a user who may change it.

    Raises:
        NotFoundError: no such document, or it is in the bin and `in_bin` is False.
        NotAllowedError: the user may only read it; or it is somebody else's and `own` is True.
    """
    query = select(documents).where(documents.c.id == document_id, *readable_documents(connection))
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None or (row.deleted_at is not None and not in_bin):
        raise NotFoundError("找不到这份总结")
    (check_own if own else check_editable)(connection, row)
    return row


def lock_section(connection: Connection, section_id: str, *, hidden: bool = False) -> StoredRow:
    """The section's row, its document locked until the transaction ends.

    Raises:
        NotFoundError: no such section, its document is in the bin, or it is hidden and `hidden` is False.
    """
    query = select(sections).where(sections.c.id == section_id)
    owner = document_of(connection, section_id)
    row = None
    if owner is not None:
        lock_document(connection, owner)
        row = connection.execute(query).one_or_none()
    if row is None or (row.deleted_at is not None and not hidden):
        raise NotFoundError("找不到这一节")
    return row


def document_of(connection: Connection, section_id: str) -> str | None:
    """The id of a section's document, None for a section that does not exist or may not be seen."""
    query = select(sections.c.document_id).where(sections.c.id == section_id)
    return connection.scalar(query.where(*within_readable(connection, sections.c.document_id)))


def check_document_revision(row: StoredRow, revision: int) -> None:
    """Refuses a change that was made without knowing the latest one.

    Raises:
        ConflictError: the stored revision is another one.
    """
    if row.revision != revision:
        raise ConflictError(f"《{row.title}》的标题或章节顺序刚在别处改过，这次没有覆盖它")


def check_section_revision(row: StoredRow, revision: int) -> None:
    """Refuses a change that was made without knowing the latest one.

    Raises:
        ConflictError: the stored revision is another one.
    """
    if row.revision != revision:
        raise ConflictError(f"“{row.heading}”一节刚在别处保存过，这次没有覆盖它")


def touch_document(
    connection: Connection, document_id: str, now: datetime, *, reordered: bool = False
) -> None:
    """Marks a document as changed now; with `reordered` its own revision grows too."""
    change = update(documents).where(documents.c.id == document_id).values(updated_at=now)
    if reordered:
        change = change.values(revision=documents.c.revision + 1)
    connection.execute(change)
