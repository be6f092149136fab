"""Rows of versions: every text a section ever had, only ever appended."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from summarizer.domain import Generation, Origin, Version
from summarizer.errors import NotFoundError
from summarizer.store.columns import storable
from summarizer.store.rights import of_readable_section, within_readable
from summarizer.store.tables import StoredRow, sections, versions


def append_version(
    connection: Connection,
    section_id: str,
    text: str,
    origin: Origin,
    *,
    now: datetime,
    generation: Generation | None = None,
) -> None:
    """Adds the next version of a section's text; the caller holds the document's lock."""
    last = connection.scalar(select(func.max(versions.c.number)).where(versions.c.section_id == section_id))
    connection.execute(
        insert(versions).values(
            id=uuid.uuid4().hex,
            section_id=section_id,
            number=(last or 0) + 1,
            origin=origin.value,
            created_at=now,
            generation=None if generation is None else generation_to_json(generation),
            text=text,
        )
    )


def versions_of_section(connection: Connection, section_id: str) -> tuple[Version, ...]:
    """All versions of a section, newest first."""
    visible = of_readable_section(connection, versions.c.section_id)
    query = select(versions).where(versions.c.section_id == section_id, *visible)
    query = query.order_by(versions.c.number.desc())
    return tuple(_version(row) for row in connection.execute(query))


def passages_lent(connection: Connection, document_id: str) -> tuple[str, ...]:
    """The ids of the style passages behind the newest generated text of each visible section."""
    newest = (
        select(versions.c.section_id, func.max(versions.c.number).label("number"))
        .join(sections, sections.c.id == versions.c.section_id)
        .where(
            sections.c.document_id == document_id,
            sections.c.deleted_at.is_(None),
            versions.c.generation.is_not(None),
            *within_readable(connection, sections.c.document_id),
        )
        .group_by(versions.c.section_id)
        .subquery()
    )
    query = select(versions.c.generation).join(
        newest,
        (versions.c.section_id == newest.c.section_id) & (versions.c.number == newest.c.number),
    )
    lent = {name for (stored,) in connection.execute(query) for name in stored["passage_ids"]}
    return tuple(sorted(lent))


def find_version(connection: Connection, version_id: str) -> Version:
    """One version.

    Raises:
        NotFoundError: no such version.
    """
    visible = of_readable_section(connection, versions.c.section_id)
    row = connection.execute(select(versions).where(versions.c.id == version_id, *visible)).one_or_none()
    if row is None:
        raise NotFoundError("找不到这个版本")
    return _version(row)


def _version(row: StoredRow) -> Version:
    return Version(
        id=row.id,
        section_id=row.section_id,
        text=row.text,
        origin=Origin(row.origin),
        created_at=row.created_at,
        generation=None if row.generation is None else generation_from_json(row.generation),
    )


def generation_to_json(generation: Generation) -> dict[str, Any]:
    """How a text came about, as it is stored."""
    return {
        "engine": storable(generation.engine),
        "prompt": storable(generation.prompt),
        "template_hash": storable(generation.template_hash),
        "model": storable(generation.model),
        "parameters": {storable(name): storable(value) for name, value in generation.parameters.items()},
        "passage_ids": [storable(passage_id) for passage_id in generation.passage_ids],
        "tokens_in": generation.tokens_in,
        "tokens_out": generation.tokens_out,
    }


def generation_from_json(stored: Mapping[str, Any]) -> Generation:
    """How a text came about, from what was stored."""
    return Generation(**{**stored, "passage_ids": tuple(stored["passage_ids"])})
