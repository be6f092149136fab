"""Rows of proposals: generated texts that wait beside a section's own."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from summarizer.domain import Origin, Proposal, Section
from summarizer.errors import LockedError, NotFoundError
from summarizer.store.columns import storable
from summarizer.store.guards import document_of, lock_document
from summarizer.store.rights import of_readable_section, within_readable
from summarizer.store.sections import save_text
from summarizer.store.tables import StoredRow, proposals, sections
from summarizer.store.versions import generation_from_json, generation_to_json

_KEPT: Final = timedelta(days=30)


def put_proposal(connection: Connection, proposal: Proposal, *, now: datetime) -> Proposal:
    """Writes a proposal in place of the one that waits for its section.

    Raises:
        NotFoundError: the section was removed for good.
    """
    _lock_owner(connection, proposal.section_id)
    _put_away_waiting(connection, proposal.section_id, now=now)
    _purge(connection, proposal.section_id, put_away_until=now - _KEPT)
    connection.execute(
        insert(proposals).values(
            id=proposal.id,
            section_id=proposal.section_id,
            origin=proposal.origin.value,
            variant=proposal.variant,
            is_partial=proposal.is_partial,
            created_at=now,
            put_away_at=None,
            generation=generation_to_json(proposal.generation),
            text=storable(proposal.text),
        )
    )
    return _proposal(_find(connection, proposal.id))


def waiting_proposals(connection: Connection, document_id: str) -> tuple[Proposal, ...]:
    """The proposals that wait for visible sections of a document, in the order of the sections."""
    query = (
        select(proposals)
        .join(sections, sections.c.id == proposals.c.section_id)
        .where(
            sections.c.document_id == document_id,
            sections.c.deleted_at.is_(None),
            proposals.c.put_away_at.is_(None),
            *within_readable(connection, sections.c.document_id),
        )
        .order_by(sections.c.position, sections.c.id)
    )
    return tuple(_proposal(row) for row in connection.execute(query))


def adopt_proposal(
    connection: Connection, proposal_id: str, *, revision: int, text: str | None, now: datetime
) -> Section:
    """Makes a waiting proposal, or what a person took of it, the text of its section.

    Raises:
        NotFoundError: no such proposal waits, or its section is hidden.
        LockedError: the section is locked.
        ConflictError: the section has another revision.
    """
    row = _find(connection, proposal_id, waiting=True)
    _lock_owner(connection, row.section_id)
    row = _find(connection, proposal_id, waiting=True)
    target = connection.execute(select(sections).where(sections.c.id == row.section_id)).one()
    if target.locked:
        raise LockedError(f"“{target.heading}”一节已锁定，文字没有改动")
    is_whole = text is None or storable(text) == row.text
    saved = save_text(
        connection,
        row.section_id,
        row.text if text is None or is_whole else text,
        Origin(row.origin) if is_whole else Origin.EDIT,
        revision=revision,
        now=now,
        generation=generation_from_json(row.generation) if is_whole else None,
    )
    if is_whole:
        _put_away_waiting(connection, row.section_id, now=now)
    return saved


def drop_proposal(connection: Connection, proposal_id: str, *, now: datetime) -> None:
    """Puts a proposal away; one that is put away stays so.

    Raises:
        NotFoundError: no such proposal.
    """
    row = _find(connection, proposal_id)
    _lock_owner(connection, row.section_id)
    one = (proposals.c.id == proposal_id) & proposals.c.put_away_at.is_(None)
    connection.execute(update(proposals).where(one).values(put_away_at=now))


def restore_proposal(connection: Connection, proposal_id: str, *, now: datetime) -> Proposal:
    """Lets a proposal wait again, in place of the one that waits now.

    Raises:
        NotFoundError: no such proposal (any more).
    """
    row = _find(connection, proposal_id)
    _lock_owner(connection, row.section_id)
    _put_away_waiting(connection, row.section_id, now=now)
    connection.execute(update(proposals).where(proposals.c.id == proposal_id).values(put_away_at=None))
    return _proposal(_find(connection, proposal_id))


def _find(connection: Connection, proposal_id: str, *, waiting: bool = False) -> StoredRow:
    visible = of_readable_section(connection, proposals.c.section_id)
    query = select(proposals).where(proposals.c.id == proposal_id, *visible)
    row = connection.execute(query).one_or_none()
    if row is None or (waiting and row.put_away_at is not None):
        raise NotFoundError("这份待采用稿已不在", hint="可能已在别的窗口采用或弃用，请刷新页面查看。")
    return row


def _lock_owner(connection: Connection, section_id: str) -> None:
    """Locks the document of a section, hidden or in the bin as they may be."""
    owner = document_of(connection, section_id)
    if owner is None:
        raise NotFoundError("找不到这一节")
    lock_document(connection, owner, in_bin=True)


def _put_away_waiting(connection: Connection, section_id: str, *, now: datetime) -> None:
    waiting = (proposals.c.section_id == section_id) & proposals.c.put_away_at.is_(None)
    connection.execute(update(proposals).where(waiting).values(put_away_at=now))


def _purge(connection: Connection, section_id: str, *, put_away_until: datetime) -> None:
    old = (proposals.c.section_id == section_id) & (proposals.c.put_away_at <= put_away_until)
    connection.execute(delete(proposals).where(old))


def _proposal(row: StoredRow) -> Proposal:
    return Proposal(
        id=row.id,
        section_id=row.section_id,
        text=row.text,
        origin=Origin(row.origin),
        generation=generation_from_json(row.generation),
        variant=row.variant,
        is_partial=row.is_partial,
        created_at=row.created_at,
    )
