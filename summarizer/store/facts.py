"""Rows of facts: one section's bullets in the order the user gave them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from summarizer.domain import Fact
from summarizer.errors import InputError
from summarizer.store.columns import storable, storable_id
from summarizer.store.tables import StoredRow, facts, sections


def storable_facts(given: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts as they will come back from the database.

    Raises:
        InputError: two of them have the same id.
    """
    if len({storable_id(fact.id) for fact in given}) < len(given):
        raise InputError("同一节里有两条事实的编号相同，没有保存", hint="请刷新页面后再试。")
    return tuple(
        Fact(
            id=storable_id(fact.id),
            text=storable(fact.text),
            last_year=None if fact.last_year is None else storable(fact.last_year),
            shelved=fact.shelved,
        )
        for fact in given
    )


def facts_of_section(connection: Connection, section_id: str) -> tuple[Fact, ...]:
    """One section's facts in order."""
    query = select(facts).where(facts.c.section_id == section_id).order_by(facts.c.position, facts.c.id)
    return tuple(_fact(row) for row in connection.execute(query))


def facts_of_document(connection: Connection, document_id: str) -> Mapping[str, Sequence[Fact]]:
    """The facts of all sections of a document, in order, by section id; hidden sections included."""
    query = (
        select(facts)
        .join(sections)
        .where(sections.c.document_id == document_id)
        .order_by(facts.c.section_id, facts.c.position, facts.c.id)
    )
    found: dict[str, list[Fact]] = {}
    for row in connection.execute(query):
        found.setdefault(row.section_id, []).append(_fact(row))
    return found


def write_facts(connection: Connection, section_id: str, given: Sequence[Fact]) -> None:
    """Makes `given` the facts of a section, replacing those it had."""
    connection.execute(delete(facts).where(facts.c.section_id == section_id))
    rows = [
        {
            "section_id": section_id,
            "id": fact.id,
            "position": position,
            "text": fact.text,
            "last_year": fact.last_year,
            "shelved": fact.shelved,
        }
        for position, fact in enumerate(given)
    ]
    if rows:
        connection.execute(insert(facts), rows)


def _fact(row: StoredRow) -> Fact:
    return Fact(id=row.id, text=row.text, last_year=row.last_year, shelved=row.shelved)
