"""Rows of sections: their order, fields, facts and present text.

Every function runs in the caller's transaction; those that write return the section as stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from summarizer.domain import Fact, Generation, Origin, Section, Topic
from summarizer.store.columns import storable
from summarizer.store.facts import facts_of_document, facts_of_section, storable_facts, write_facts
from summarizer.store.guards import check_section_revision, lock_document, lock_section, touch_document
from summarizer.store.tables import StoredRow, sections
from summarizer.store.versions import append_version


def sections_of_document(connection: Connection, document_id: str) -> tuple[Section, ...]:
    """The visible sections of a document in order, with their facts."""
    facts = facts_of_document(connection, document_id)
    query = (
        select(sections)
        .where(sections.c.document_id == document_id, sections.c.deleted_at.is_(None))
        .order_by(sections.c.position, sections.c.id)
    )
    return tuple(_section(row, facts.get(row.id, ())) for row in connection.execute(query))


def add_section(
    connection: Connection, document_id: str, section: Section, *, position: int, now: datetime
) -> None:
    """Writes a new section with its facts and, when it has text, its first version."""
    text = storable(section.text)
    origin = (section.origin or Origin.IMPORT) if text else None
    connection.execute(
        insert(sections).values(
            id=section.id,
            document_id=document_id,
            position=position,
            heading=section.heading,
            topic=section.topic.value,
            length_chars=section.length_chars,
            origin=None if origin is None else origin.value,
            locked=section.locked,
            revision=section.revision,
            text=text,
        )
    )
    write_facts(connection, section.id, storable_facts(section.facts))
    if origin is not None:
        append_version(connection, section.id, text, origin, now=now)


def insert_section(
    connection: Connection, document_id: str, section: Section, *, position: int, now: datetime
) -> Section:
    """Puts a new section before the visible one at `position`."""
    document = lock_document(connection, document_id)
    rows = _ordered(connection, document.id)
    place = _place(rows, position)
    add_section(connection, document.id, section, position=place, now=now)
    _renumber(connection, [row.id for row in rows[place:]], start=place + 1)
    touch_document(connection, document.id, now, reordered=True)
    return _load(connection, section.id)


def move_section(connection: Connection, section_id: str, *, position: int, now: datetime) -> None:
    """Puts a section where the visible one at `position` stands; nothing changes when it stands there."""
    moved = lock_section(connection, section_id)
    rows = _ordered(connection, moved.document_id)
    visible = [row.id for row in rows if row.deleted_at is None]
    if visible.index(moved.id) == min(max(position, 0), len(visible) - 1):
        return
    others = [row for row in rows if row.id != moved.id]
    place = _place(others, position)
    ids = [row.id for row in others]
    _renumber(connection, [*ids[:place], moved.id, *ids[place:]])
    touch_document(connection, moved.document_id, now, reordered=True)


def hide_section(connection: Connection, section_id: str, *, now: datetime) -> None:
    """Takes a section out of its document; its row keeps its place. Hiding twice changes nothing."""
    row = lock_section(connection, section_id, hidden=True)
    if row.deleted_at is None:
        _set_deleted(connection, row, now, deleted_at=now)


def show_section(connection: Connection, section_id: str, *, now: datetime) -> Section:
    """Brings a hidden section back to its place; a visible one stays as it is."""
    row = lock_section(connection, section_id, hidden=True)
    if row.deleted_at is not None:
        _set_deleted(connection, row, now, deleted_at=None)
    return _load(connection, row.id)


def update_section(
    connection: Connection,
    section_id: str,
    *,
    revision: int,
    now: datetime,
    heading: str | None,
    topic: Topic | None,
    length_chars: int | None,
    locked: bool | None,
) -> Section:
    """Changes the fields that are given and differ."""
    row = lock_section(connection, section_id)
    check_section_revision(row, revision)
    given = {
        "heading": None if heading is None else storable(heading),
        "topic": None if topic is None else topic.value,
        "length_chars": length_chars,
        "locked": locked,
    }
    stored = row._mapping
    changed = {name: value for name, value in given.items() if value is not None and value != stored[name]}
    if changed:
        _change(connection, row, now, changed)
    return _load(connection, row.id)


def replace_facts(
    connection: Connection, section_id: str, given: Sequence[Fact], *, revision: int, now: datetime
) -> Section:
    """Makes `given` the section's facts; the same facts again change nothing."""
    row = lock_section(connection, section_id)
    check_section_revision(row, revision)
    wanted = storable_facts(given)
    if wanted != facts_of_section(connection, row.id):
        write_facts(connection, row.id, wanted)
        _change(connection, row, now, {})
    return _load(connection, row.id)


def save_text(
    connection: Connection,
    section_id: str,
    text: str,
    origin: Origin,
    *,
    revision: int,
    now: datetime,
    generation: Generation | None,
) -> Section:
    """Makes `text` the present text and appends a version; the same text again changes nothing."""
    row = lock_section(connection, section_id)
    check_section_revision(row, revision)
    text = storable(text)
    if text != row.text:
        append_version(connection, row.id, text, origin, now=now, generation=generation)
        _change(connection, row, now, {"text": text, "origin": origin.value if text else None})
    return _load(connection, row.id)


def _change(connection: Connection, row: StoredRow, now: datetime, values: Mapping[str, object]) -> None:
    connection.execute(
        update(sections).where(sections.c.id == row.id).values(revision=row.revision + 1, **values)
    )
    touch_document(connection, row.document_id, now)


def _set_deleted(
    connection: Connection, row: StoredRow, now: datetime, *, deleted_at: datetime | None
) -> None:
    connection.execute(update(sections).where(sections.c.id == row.id).values(deleted_at=deleted_at))
    touch_document(connection, row.document_id, now, reordered=True)


def _ordered(connection: Connection, document_id: str) -> Sequence[StoredRow]:
    query = select(sections.c.id, sections.c.deleted_at).where(sections.c.document_id == document_id)
    return connection.execute(query.order_by(sections.c.position, sections.c.id)).all()


def _place(rows: Sequence[StoredRow], position: int) -> int:
    """The index in `rows`, hidden ones included, of the visible row at `position`; the end when past it."""
    visible = [index for index, row in enumerate(rows) if row.deleted_at is None]
    return visible[max(position, 0)] if position < len(visible) else len(rows)


def _renumber(connection: Connection, ids: Iterable[str], *, start: int = 0) -> None:
    changes = [{"moved": name, "place": place} for place, name in enumerate(ids, start)]
    if changes:
        move = update(sections).where(sections.c.id == bindparam("moved"))
        connection.execute(move.values(position=bindparam("place")), changes)


def _load(connection: Connection, section_id: str) -> Section:
    row = connection.execute(select(sections).where(sections.c.id == section_id)).one()
    return _section(row, facts_of_section(connection, row.id))


def _section(row: StoredRow, facts: Sequence[Fact]) -> Section:
    return Section(
        id=row.id,
        heading=row.heading,
        topic=Topic(row.topic),
        length_chars=row.length_chars,
        facts=tuple(facts),
        text=row.text,
        origin=None if row.origin is None else Origin(row.origin),
        locked=row.locked,
        revision=row.revision,
    )
