"""Who may see and change what: conditions for queries, asked of the connection they run on.

A connection knows for whom it works (`Engines.seen_by`). Where one person works alone it works for nobody:
then there are no conditions, and every query is what it was without people. For somebody, what belongs to
nobody is out of reach, and what they may not see does not exist: the same errors, in the same words.
"""

from functools import lru_cache
from typing import Final

from sqlalchemy import Column, ColumnElement, Connection, Table, false, or_, select

from summarizer.domain import EVERYBODY, Access, User
from summarizer.errors import NotAllowedError, NotFoundError
from summarizer.store.tables import (
    StoredRow,
    documents,
    passages,
    removed_samples,
    sample_sources,
    samples,
    sections,
    shares,
    sources,
)

VIEWER = "summarizer_viewer"
"""The execution option that names the user a connection works for."""

Conditions = list[ColumnElement[bool]]

_VIEWERS_REMEMBERED: Final = 500


def viewer_of(connection: Connection) -> User | None:
    """The user a connection works for, None where one person works alone."""
    viewer: User | None = connection.get_execution_options().get(VIEWER)
    return viewer


def ownership(connection: Connection) -> dict[str, str | None]:
    """Whose a new document or run is."""
    viewer = viewer_of(connection)
    if viewer is None:
        return {}
    return {"owner_id": viewer.id, "organisation_id": viewer.organisation_id}


def readable_documents(connection: Connection) -> Conditions:
    """What a row of `documents` must fulfil to be seen."""
    viewer = viewer_of(connection)
    if viewer is None:
        return []
    return [or_(documents.c.owner_id == viewer.id, _shared(viewer))]


def within_readable(connection: Connection, document_id: Column[str]) -> Conditions:
    """What a row that names its document must fulfil to be seen."""
    conditions = readable_documents(connection)
    return [document_id.in_(select(documents.c.id).where(*conditions))] if conditions else []


def of_readable_section(connection: Connection, section_id: Column[str]) -> Conditions:
    """What a row that names its section must fulfil to be seen."""
    conditions = within_readable(connection, sections.c.document_id)
    return [section_id.in_(select(sections.c.id).where(*conditions))] if conditions else []


def check_editable(connection: Connection, document: StoredRow) -> None:
    """Refuses to let somebody change what they may only read.

    Raises:
        NotAllowedError: the document was shared to read.
    """
    viewer = viewer_of(connection)
    if viewer is None or document.owner_id == viewer.id:
        return
    may = select(documents.c.id).where(documents.c.id == document.id, _shared(viewer, Access.EDIT))
    if connection.scalar(may) is None:
        raise NotAllowedError("这份总结只共享给您查看，不能修改", hint="请联系它的主人改为可编辑。")


def check_editable_id(connection: Connection, document_id: str) -> None:
    """The same by id, for a document that can be seen; nothing is asked where one person works alone."""
    if viewer_of(connection) is not None:
        query = select(documents).where(documents.c.id == document_id)
        check_editable(connection, connection.execute(query).one())


def check_own(connection: Connection, document: StoredRow) -> None:
    """Refuses to let somebody do what only a document's owner may.

    Raises:
        NotAllowedError: it is somebody else's.
    """
    viewer = viewer_of(connection)
    if viewer is not None and document.owner_id != viewer.id:
        raise NotAllowedError("只有这份总结的主人才能这样做")


def own_key(viewer: User | None, key: str) -> str:
    """What a text or a file is known by in the store, where each user may have their own of it."""
    return key if viewer is None or key.endswith(_suffix(viewer)) else f"{key}{_suffix(viewer)}"


def keys_of(viewer: User | None, key: str) -> list[str]:
    """All that a text or a file may be known by to a user: as it ships with the program, and as their own."""
    return list(dict.fromkeys((key, own_key(viewer, key))))


def _suffix(viewer: User) -> str:
    return f"@{viewer.id}"


def readable_samples(connection: Connection) -> Conditions:
    """What a row of `samples` must fulfil to be seen: built in, the organisation's, or the user's own."""
    viewer = viewer_of(connection)
    return [] if viewer is None else [_readable_sample(viewer)]


def readable_binned(connection: Connection) -> Conditions:
    """What a row of `removed_samples` must fulfil to be seen."""
    viewer = viewer_of(connection)
    return [] if viewer is None else [_of_viewer(viewer, removed_samples)]


def readable_sources(connection: Connection) -> Conditions:
    """What a row of `sources` must fulfil to be seen: shipped, or the file of a sample that can be seen."""
    if viewer_of(connection) is None:
        return []
    living = select(sample_sources.c.source_id).where(
        *within_readable_sample(connection, sample_sources.c.sample_id)
    )
    removed = select(removed_samples.c.source_id).where(*readable_binned(connection))
    return [or_(sources.c.builtin, sources.c.id.in_(living), sources.c.id.in_(removed))]


def within_readable_sample(connection: Connection, sample_id: Column[str]) -> Conditions:
    """What a row that names its sample must fulfil to be seen."""
    viewer = viewer_of(connection)
    return [] if viewer is None else [_within_sample(viewer, sample_id)]


def of_readable_passage(connection: Connection, number: Column[int]) -> Conditions:
    """What a row that names its passage by number must fulfil to be seen."""
    conditions = within_readable_sample(connection, passages.c.sample_id)
    return [number.in_(select(passages.c.number).where(*conditions))] if conditions else []


def check_sample_editable(connection: Connection, sample_id: str) -> None:
    """Refuses to let somebody change or remove a sample that is not theirs to keep.

    Raises:
        NotFoundError: they may not see it, or there is none.
        NotAllowedError: it is built in, or the organisation's and they do not keep its library.
    """
    viewer = viewer_of(connection)
    if viewer is None:
        return
    query = select(samples.c.builtin, samples.c.organisation_id)
    row = connection.execute(
        query.where(samples.c.id == sample_id, *readable_samples(connection))
    ).one_or_none()
    if row is None:
        raise NotFoundError("找不到这份范文", hint="它可能已被删除，请回到“范文库”查看。")
    if row.builtin:
        raise NotAllowedError("自带的范文人人都在用，不能修改或删除", hint="选范文时可以把它排除。")
    check_keeps_library(viewer, row.organisation_id)


def check_keeps_library(viewer: User, organisation_id: str | None) -> None:
    """Refuses to let somebody change the organisation's samples without the role.

    Raises:
        NotAllowedError: they are a simple member.
    """
    if organisation_id is not None and not viewer.role.keeps_library:
        raise NotAllowedError(
            "本单位的范文由范文管理员修改", hint="请联系本单位的范文管理员；自己共享的，可以先取消共享。"
        )


def _shared(viewer: User, *access: Access) -> ColumnElement[bool]:
    """Documents of the viewer's organisation that were shared with them, in one of these ways or in any."""
    if viewer.organisation_id is None:
        return false()
    theirs = select(shares.c.document_id).where(shares.c.user_id.in_([viewer.id, EVERYBODY]))
    if access:
        theirs = theirs.where(shares.c.access.in_([one.value for one in access]))
    return (documents.c.organisation_id == viewer.organisation_id) & documents.c.id.in_(theirs)


# Remembered, because a search asks for them again and again: making them takes as long as using them.
@lru_cache(maxsize=_VIEWERS_REMEMBERED)
def _readable_sample(viewer: User) -> ColumnElement[bool]:
    return or_(samples.c.builtin, _of_viewer(viewer, samples))


@lru_cache(maxsize=_VIEWERS_REMEMBERED)
def _within_sample(viewer: User, sample_id: Column[str]) -> ColumnElement[bool]:
    return sample_id.in_(select(samples.c.id).where(_readable_sample(viewer)))


def _of_viewer(viewer: User, table: Table) -> ColumnElement[bool]:
    own = table.c.organisation_id.is_(None) & (table.c.owner_id == viewer.id)
    if viewer.organisation_id is None:
        return own
    return or_(own, table.c.organisation_id == viewer.organisation_id)
