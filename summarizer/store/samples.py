"""Rows of samples and their passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, literal, select, update

from summarizer.domain import (
    Passage,
    PassageFilter,
    Period,
    PeriodSpan,
    Sample,
    SampleCard,
    SampleCounts,
    SampleFilter,
    Topic,
    UnitKind,
    User,
)
from summarizer.errors import NotFoundError
from summarizer.protocols import PassageOrigin
from summarizer.store.columns import storable_id
from summarizer.store.rights import keys_of, own_key, readable_samples, viewer_of, within_readable_sample
from summarizer.store.tables import StoredRow, corpus, passage_topics, passages, samples
from summarizer.store.value_lists import one_of

_Value = TypeVar("_Value")

# SQLite takes 32,766 parameters in one statement and older ones 999; PostgreSQL 65,535.
_BATCH = 500

_LAST_ADDED_FIRST: Final = (samples.c.added_at.desc(), samples.c.id)

PACKED: Final = np.dtype("<u4")
"""How `pack_numbers` stores a number."""


def batches(values: Iterable[_Value], size: int = _BATCH) -> Iterator[list[_Value]]:
    """`values` in lists of at most `size`, small enough for one statement's parameters."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


def lock_corpus(connection: Connection) -> StoredRow:
    """The library's one row, locked until the transaction ends: whoever changes the library holds it."""
    return connection.execute(select(corpus).with_for_update()).one()


def touch_corpus(connection: Connection, **changes: int) -> None:
    """Adds `changes` to the library's counters and marks it as changed."""
    grown = {name: corpus.c[name] + change for name, change in changes.items()}
    connection.execute(update(corpus).values(revision=corpus.c.revision + 1, **grown))


def content_key(sample: Sample) -> str:
    """What tells that two samples are one text."""
    return sample.content_hash or sample.id


def insert_samples(connection: Connection, added: Sequence[tuple[Sample, datetime]]) -> None:
    """Writes the own rows of samples, each with the moment it is added."""
    if added:
        viewer = viewer_of(connection)
        connection.execute(insert(samples), [_row(sample, now, viewer) for sample, now in added])


def insert_topics(connection: Connection, numbered: Sequence[tuple[int, Passage]]) -> None:
    """Writes the topics of passages, the main one first."""
    rows = [
        {
            "passage": number,
            "topic": topic.value,
            "rank": rank,
            "kind": None if passage.kind is None else passage.kind.value,
        }
        for number, passage in numbered
        for rank, topic in enumerate(dict.fromkeys((passage.topic, *passage.also)))
    ]
    if rows:
        connection.execute(insert(passage_topics), rows)


def cards(
    connection: Connection, wanted: SampleFilter, *, limit: int | None = None, offset: int = 0
) -> tuple[SampleCard, ...]:
    """Samples with their topics counted, the last added first (ties by id).

    The topics are counted for the samples listed and no others: a page costs the same whatever their number.
    """
    page = (
        select(samples)
        .where(*_passing(connection, wanted))
        .order_by(*_LAST_ADDED_FIRST)
        .limit(limit)
        .offset(offset)
    )
    rows = connection.execute(page).all()
    topics: dict[str, dict[str, int]] = {}
    for batch in batches(row.id for row in rows):
        counts = (
            select(passages.c.sample_id, passage_topics.c.topic, func.count().label("total"))
            .join_from(passages, passage_topics, passage_topics.c.passage == passages.c.number)
            .where(passage_topics.c.rank == 0, passages.c.sample_id.in_(batch))
            .group_by(passages.c.sample_id, passage_topics.c.topic)
        )
        for row in connection.execute(counts):
            topics.setdefault(row.sample_id, {})[row.topic] = row.total
    return tuple(SampleCard(sample=_sample(row), topics=_in_order(topics.get(row.id, {}))) for row in rows)


def count_cards(connection: Connection, wanted: SampleFilter) -> SampleCounts:
    """How many samples `cards` would list without a limit: shipped, the organisation's, and one's own."""
    shared = samples.c.organisation_id.is_not(None)
    query = (
        select(samples.c.builtin, shared.label("shared"), func.count().label("total"))
        .where(*_passing(connection, wanted))
        .group_by(samples.c.builtin, shared)
    )
    totals = {(bool(row.builtin), bool(row.shared)): row.total for row in connection.execute(query)}
    return SampleCounts(
        builtin=totals.get((True, False), 0) + totals.get((True, True), 0),
        shared=totals.get((False, True), 0),
        own=totals.get((False, False), 0),
    )


def _passing(connection: Connection, wanted: SampleFilter) -> list[ColumnElement[bool]]:
    found = readable_samples(connection)
    if wanted.kind is not None:
        found.append(samples.c.kind == wanted.kind.value)
    if wanted.topic is not None:
        # Asked of each sample from the last added on, or of all that have the topic: the planner's choice.
        of_topic = (
            select(passages.c.sample_id)
            .join_from(passages, passage_topics, passage_topics.c.passage == passages.c.number)
            .where(passage_topics.c.topic == wanted.topic.value, passage_topics.c.rank == 0)
        )
        found.append(samples.c.id.in_(of_topic))
    if wanted.sample_ids is not None:
        found.append(samples.c.id.in_(sorted(set(map(storable_id, wanted.sample_ids)))))
    return found


def find_sample(connection: Connection, sample_id: str) -> Sample:
    """One sample.

    Raises:
        NotFoundError: no such sample.
    """
    query = select(samples).where(samples.c.id == sample_id, *readable_samples(connection))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("找不到这份范文", hint="它可能已被删除，请回到“范文库”查看。")
    return _sample(row)


def find_content(connection: Connection, content_hash: str) -> Sample | None:
    """The sample with this text."""
    return find_contents(connection, [content_hash]).get(storable_id(content_hash))


def find_contents(connection: Connection, content_hashes: Iterable[str]) -> dict[str, Sample]:
    """The samples with these texts by content hash; texts no sample has are left out."""
    found: dict[str, Sample] = {}
    viewer = viewer_of(connection)
    for batch in batches(dict.fromkeys(map(storable_id, content_hashes))):
        wanted = {key: name for name in batch for key in keys_of(viewer, name)}
        known = select(samples).where(samples.c.content_hash.in_(list(wanted)), *readable_samples(connection))
        # A text that ships with the program is that one, even where somebody has it as their own.
        for row in connection.execute(known.order_by(samples.c.builtin)):
            found[wanted[row.content_hash]] = _sample(row)
    return found


def passages_of(connection: Connection, sample_id: str) -> tuple[Passage, ...]:
    """A sample's passages in order."""
    visible = within_readable_sample(connection, passages.c.sample_id)
    query = _passage_query().where(passages.c.sample_id == sample_id, *visible)
    return _read_passages(connection, query.order_by(passages.c.position, passages.c.id))


def load_passages(connection: Connection, passage_ids: Sequence[str]) -> tuple[Passage, ...]:
    """The passages with these ids that exist, in the order asked for."""
    visible = within_readable_sample(connection, passages.c.sample_id)
    found: dict[str, Passage] = {}
    for batch in batches(dict.fromkeys(map(storable_id, passage_ids))):
        query = _passage_query().where(one_of(connection, passages.c.id, batch), *visible)
        for passage in _read_passages(connection, query):
            found[passage.id] = passage
    return tuple(found[name] for name in map(storable_id, passage_ids) if name in found)


def matching_ids(connection: Connection, where: PassageFilter, *, limit: int | None = None) -> frozenset[str]:
    """The ids of all passages that pass a filter; with a limit the first by id."""
    query = select(passages.c.id).where(*conditions(connection, where))
    return frozenset(
        connection.scalars(query if limit is None else query.order_by(passages.c.id).limit(limit))
    )


def numbers_passing(connection: Connection, where: PassageFilter) -> Select[int] | None:
    """A query for the numbers of all passages that pass a filter and can be seen; None for every passage."""
    visible = within_readable_sample(connection, passages.c.sample_id)
    if not visible:
        return numbers_within(where)
    return select(passages.c.number).where(*visible, *_limits(where))


def numbers_within(where: PassageFilter) -> Select[int] | None:
    """The same, whether they can be seen or not."""
    if where == PassageFilter():
        return None
    if where.topics and where == PassageFilter(topics=where.topics, kind=where.kind):
        return _of_topics(where.topics, where.kind)
    return select(passages.c.number).where(*_limits(where))


def split_filter(where: PassageFilter) -> tuple[PassageFilter, PassageFilter]:
    """As much of a filter as one index lists the passages of, and what is left of it."""
    if where.sample_ids:
        return PassageFilter(sample_ids=where.sample_ids), replace(where, sample_ids=frozenset())
    listed = PassageFilter(topics=where.topics, kind=where.kind)
    return listed, replace(where, topics=frozenset(), kind=None)


def conditions(connection: Connection, where: PassageFilter) -> list[ColumnElement[bool]]:
    """A filter as conditions on the table of passages that can be seen; none when everything passes."""
    return [*within_readable_sample(connection, passages.c.sample_id), *_limits(where)]


def _limits(where: PassageFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if where.topics:
        found.append(passages.c.number.in_(_of_topics(where.topics, where.kind)))
    elif where.kind is not None:
        found.append(passages.c.kind == where.kind.value)
    if where.sample_ids:
        found.append(passages.c.sample_id.in_(sorted(where.sample_ids)))
    if where.without_samples:
        found.append(passages.c.sample_id.not_in(sorted(where.without_samples)))
    if where.without_passages:
        found.append(passages.c.id.not_in(sorted(where.without_passages)))
    return found


def _of_topics(topics: Iterable[Topic], kind: UnitKind | None) -> Select[int]:
    names = sorted(topic.value for topic in topics)
    query = select(passage_topics.c.passage).where(passage_topics.c.topic.in_(names))
    return query if kind is None else query.where(passage_topics.c.kind == kind.value)


def topics_of(number: ColumnElement[int], topics: Iterable[Topic], kind: UnitKind | None) -> Select[bool]:
    """A query for whether the passage with a number has one of these topics, and is of a kind."""
    of_topics = _of_topics(topics, kind).where(passage_topics.c.passage == number)
    return of_topics.with_only_columns(literal(True)).limit(1)


def origins_of(connection: Connection, passage_ids: Sequence[str]) -> Mapping[str, PassageOrigin]:
    """The sample and the copy group of each passage."""
    found: dict[str, PassageOrigin] = {}
    for batch in batches(dict.fromkeys(map(storable_id, passage_ids))):
        query = select(passages.c.id, passages.c.sample_id, passages.c.copy_group).where(
            one_of(connection, passages.c.id, batch),
            *within_readable_sample(connection, passages.c.sample_id),
        )
        for row in connection.execute(query):
            found[row.id] = PassageOrigin(row.sample_id, row.copy_group)
    return found


def owner_of(connection: Connection, sample_id: str) -> dict[str, str | None]:
    """Whose a sample is, as values of its row."""
    query = select(samples.c.owner_id, samples.c.organisation_id).where(samples.c.id == sample_id)
    return dict(connection.execute(query).one()._mapping)


def give(connection: Connection, sample_id: str, owner: Mapping[str, str | None]) -> None:
    """Makes a sample somebody's."""
    if any(owner.values()):
        connection.execute(update(samples).where(samples.c.id == sample_id).values(**owner))


def delete_sample(connection: Connection, sample_id: str) -> None:
    """Deletes a sample's rows and, by cascade, its passages with topics, fingerprints and vectors.

    A copy group named after one of its passages gets the name of another member, so that no id of
    the sample remains.
    """
    own = select(passages.c.id).where(passages.c.sample_id == sample_id)
    groups = list(connection.scalars(own.where(passages.c.id == passages.c.copy_group)))
    connection.execute(delete(samples).where(samples.c.id == sample_id))
    for batch in batches(groups):
        heirs = (
            select(passages.c.copy_group, func.min(passages.c.id).label("heir"))
            .where(passages.c.copy_group.in_(batch))
            .group_by(passages.c.copy_group)
        )
        for row in connection.execute(heirs).all():
            connection.execute(
                update(passages).where(passages.c.copy_group == row.copy_group).values(copy_group=row.heir)
            )


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers below 2**32 as little-endian bytes."""
    return np.fromiter(numbers, dtype=PACKED).tobytes()


def unpack_numbers(packed: bytes) -> list[int]:
    """The numbers `pack_numbers` packed."""
    numbers: list[int] = np.frombuffer(packed, dtype=PACKED).tolist()
    return numbers


def _row(sample: Sample, now: datetime, viewer: User | None) -> dict[str, object]:
    period = sample.period
    owner = None if sample.builtin else viewer
    return {
        "id": sample.id,
        "title": sample.title,
        "unit": sample.unit,
        "kind": None if sample.kind is None else sample.kind.value,
        "period_year": None if period is None else period.year,
        "period_span": None if period is None else period.span.value,
        "period_number": None if period is None else period.number,
        "source": sample.source,
        "licence": sample.licence,
        "content_hash": own_key(owner, content_key(sample)),
        "builtin": sample.builtin,
        "added_at": now,
        "owner_id": None if owner is None else owner.id,
    }


def _passage_query() -> Select[*tuple[object, ...]]:
    return select(
        passages.c.number,
        passages.c.id,
        passages.c.sample_id,
        passages.c.position,
        passages.c.heading,
        passages.c.kind,
        passages.c.text,
        passages.c.masked,
    )


def _read_passages(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[Passage, ...]:
    rows = connection.execute(query).all()
    topics: dict[int, list[Topic]] = {}
    for batch in batches([row.number for row in rows]):
        named = (
            select(passage_topics.c.passage, passage_topics.c.topic)
            .where(one_of(connection, passage_topics.c.passage, batch))
            .order_by(passage_topics.c.passage, passage_topics.c.rank)
        )
        for passage, topic in connection.execute(named):
            topics.setdefault(passage, []).append(Topic(topic))
    return tuple(_passage(row, topics[row.number]) for row in rows)


def _passage(row: StoredRow, topics: Sequence[Topic]) -> Passage:
    return Passage(
        id=row.id,
        sample_id=row.sample_id,
        heading=row.heading,
        topic=topics[0],
        kind=None if row.kind is None else UnitKind(row.kind),
        text=row.text,
        masked=row.masked,
        also=tuple(topics[1:]),
        position=row.position,
    )


def _sample(row: StoredRow) -> Sample:
    return Sample(
        id=row.id,
        title=row.title,
        unit=row.unit,
        kind=None if row.kind is None else UnitKind(row.kind),
        period=_period(row),
        source=row.source,
        licence=row.licence,
        content_hash=row.content_hash if row.owner_id is None else row.content_hash.partition("@")[0],
        builtin=row.builtin,
        added_at=row.added_at,
    )


def _period(row: StoredRow) -> Period | None:
    if row.period_year is None:
        return None
    return Period(year=row.period_year, span=PeriodSpan(row.period_span), number=row.period_number)


def _in_order(counted: Mapping[str, int]) -> Mapping[Topic, int]:
    return {topic: counted[topic.value] for topic in Topic if topic.value in counted}
