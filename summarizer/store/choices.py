"""Rows of the passages a user fixed or excluded for a section."""

from sqlalchemy import Connection, delete, func, insert, select

from summarizer.domain import PassageChoices
from summarizer.errors import NotFoundError
from summarizer.store.guards import lock_section
from summarizer.store.rights import of_readable_section, within_readable_sample
from summarizer.store.tables import passage_choices, passages


def choices_of(connection: Connection, section_id: str) -> PassageChoices:
    """The choices of a section, the first fixed first."""
    query = (
        select(passage_choices.c.passage_id, passage_choices.c.pinned)
        .where(
            passage_choices.c.section_id == section_id,
            *of_readable_section(connection, passage_choices.c.section_id),
        )
        .order_by(passage_choices.c.position, passage_choices.c.passage_id)
    )
    rows = connection.execute(query).all()
    return PassageChoices(
        pinned=tuple(row.passage_id for row in rows if row.pinned),
        excluded=frozenset(row.passage_id for row in rows if not row.pinned),
    )


def choose(connection: Connection, section_id: str, passage_id: str, *, pinned: bool | None) -> None:
    """Notes that a passage is fixed (True), excluded (False) or neither (None) for a section.

    Raises:
        NotFoundError: no such section; or no such passage, unless `pinned` is None.
    """
    lock_section(connection, section_id)
    here = passage_choices.c.section_id == section_id
    visible = within_readable_sample(connection, passages.c.sample_id)
    known = connection.scalar(select(passages.c.number).where(passages.c.id == passage_id, *visible))
    if pinned is not None and known is None:
        raise NotFoundError("找不到这段范文", hint="它可能已随范文删除，请换一段。")
    chosen = (here, passage_choices.c.passage_id == passage_id)
    if pinned is not None and connection.scalar(select(passage_choices.c.pinned).where(*chosen)) is pinned:
        return
    connection.execute(delete(passage_choices).where(*chosen))
    if pinned is not None:
        last = connection.scalar(select(func.max(passage_choices.c.position)).where(here))
        connection.execute(
            insert(passage_choices).values(
                section_id=section_id,
                passage_id=passage_id,
                position=0 if last is None else last + 1,
                pinned=pinned,
            )
        )
