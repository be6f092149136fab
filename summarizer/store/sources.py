"""Rows of the files samples were made of, and of the bin of removed samples.

Whoever changes anything here holds the corpus lock (`samples.lock_corpus`), so two imports of one file
cannot both find it missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from summarizer.domain import Passage, Sample, SampleCard, SampleSource, SourceSample, Topic
from summarizer.errors import NotFoundError
from summarizer.store import indexed, samples
from summarizer.store.rights import (
    check_keeps_library,
    keys_of,
    readable_binned,
    readable_sources,
    viewer_of,
    within_readable_sample,
)
from summarizer.store.snapshots import pack_sample, unpack_sample
from summarizer.store.tables import (
    StoredRow,
    passage_choices,
    passages,
    removed_samples,
    sample_sources,
    sources,
)
from summarizer.store.term_ids import TermIds


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyFile:
    """A file to be written with its samples, their passages indexed before the database is locked."""

    source: SampleSource
    articles: Sequence[SourceSample]
    passages: Sequence[Sequence[indexed.Indexed]]


def write_files(
    connection: Connection,
    files: Sequence[ReadyFile],
    *,
    clock: Callable[[], datetime],
    known_terms: TermIds,
) -> tuple[tuple[Sample, ...], ...]:
    """The samples of each file as stored; articles and texts that are there already stay as they are."""
    present = linked_to(connection, [file.source.id for file in files])
    _put_sources(connection, [file.source for file in files], now=clock())
    missing = {
        (file.source.id, one.article): indexed.Addition(sample=one.sample, passages=passages, now=clock())
        for file in files
        for one, passages in zip(file.articles, file.passages, strict=True)
        if one.article not in present[file.source.id]
    }
    written = indexed.insert_samples(connection, list(missing.values()), known_terms=known_terms)
    stored = dict(zip(missing, written, strict=True))
    links = [key for key, sample in stored.items() if sample.id == missing[key].sample.id]
    _link_all(connection, [(stored[key].id, *key) for key in links])
    for source_id in {file.source.id for file in files} - {source_id for source_id, _ in links}:
        _drop_unused(connection, source_id)
    for source_id, articles in present.items():
        for article, sample_id in articles.items():
            stored[source_id, article] = samples.find_sample(connection, sample_id)
    return tuple(tuple(stored[file.source.id, one.article] for one in file.articles) for file in files)


def _put_sources(connection: Connection, given: Sequence[SampleSource], *, now: datetime) -> None:
    """Writes sources, except those that are there with their content."""
    by_id = {source.id: source for source in given}
    query = select(sources.c.id, func.length(sources.c.content).label("size"))
    sizes: dict[str, int] = {}
    for batch in samples.batches(by_id):
        sizes |= {row.id: row.size for row in connection.execute(query.where(sources.c.id.in_(batch)))}
    for batch in samples.batches(source_id for source_id, size in sizes.items() if not size):
        connection.execute(delete(sources).where(sources.c.id.in_(batch)))
    rows = [_source_row(source, now) for source in by_id.values() if not sizes.get(source.id)]
    if rows:
        connection.execute(insert(sources), rows)


def _link_all(connection: Connection, rows: Sequence[tuple[str, str, int]]) -> None:
    if rows:
        names = ("sample_id", "source_id", "article")
        connection.execute(insert(sample_sources), [dict(zip(names, row, strict=True)) for row in rows])


def link(connection: Connection, sample_id: str, source_id: str, article: int) -> None:
    """Notes which article of which source a sample is."""
    _link_all(connection, [(sample_id, source_id, article)])


def linked(connection: Connection, source_id: str) -> Mapping[int, str]:
    """The samples of a source in the library, by article."""
    return linked_to(connection, [source_id])[source_id]


def linked_to(connection: Connection, source_ids: Iterable[str]) -> Mapping[str, Mapping[int, str]]:
    """The samples of each source in the library, by article; none for a source that is not there."""
    found: dict[str, dict[int, str]] = {source_id: {} for source_id in source_ids}
    viewer = viewer_of(connection)
    visible = within_readable_sample(connection, sample_sources.c.sample_id)
    for batch in samples.batches(found):
        wanted = {key: source_id for source_id in batch for key in keys_of(viewer, source_id)}
        query = select(sample_sources).where(sample_sources.c.source_id.in_(list(wanted)), *visible)
        for row in connection.execute(query.order_by(sample_sources.c.article)):
            found[wanted[row.source_id]][row.article] = row.sample_id
    return found


def find_source(connection: Connection, source_id: str) -> SampleSource | None:
    """A source with its content."""
    known = sources.c.id.in_(keys_of(viewer_of(connection), source_id))
    query = select(sources).where(known, *readable_sources(connection))
    # Of a file that ships with the program and is somebody's own, too, the first will do.
    row = connection.execute(query.order_by(sources.c.id)).first()
    return None if row is None else _source(row)


def source_of(connection: Connection, sample_id: str) -> tuple[SampleSource, int] | None:
    """The source of a sample in the library, and which of its articles it is."""
    query = (
        select(sources, sample_sources.c.article)
        .join_from(sample_sources, sources, sources.c.id == sample_sources.c.source_id)
        .where(
            sample_sources.c.sample_id == sample_id,
            *within_readable_sample(connection, sample_sources.c.sample_id),
        )
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (_source(row), row.article)


def builtin_sources(connection: Connection) -> Mapping[str, str]:
    """The ids of the shipped sources by name."""
    # A sample hidden and shown again after an update has two rows: the one with content is the present one.
    query = select(sources.c.name, sources.c.id).where(sources.c.builtin)
    rows = connection.execute(query.order_by(func.length(sources.c.content), sources.c.id))
    return {row.name: row.id for row in rows}


def save_cleaning(connection: Connection, source_id: str, cleaning: bytes) -> None:
    """Replaces the record of a source, whose revision grows by one."""
    connection.execute(
        update(sources)
        .where(sources.c.id == source_id)
        .values(cleaning=cleaning, revision=sources.c.revision + 1)
    )


def remove_for_good(connection: Connection, sample_id: str) -> None:
    """Removes a sample with its source, when that holds no other, and the choices of its passages.

    Raises:
        NotFoundError: no such sample.
    """
    found = source_of(connection, sample_id)
    own = select(passages.c.id).where(passages.c.sample_id == sample_id)
    connection.execute(delete(passage_choices).where(passage_choices.c.passage_id.in_(own)))
    indexed.remove_sample(connection, sample_id)
    if found is not None:
        _drop_unused(connection, found[0].id)


def retire(connection: Connection, source_id: str) -> bool:
    """Whether a source had samples in the library; they are removed for good, and the source with them."""
    gone = linked(connection, source_id)
    for sample_id in gone.values():
        remove_for_good(connection, sample_id)
    if gone:
        connection.execute(delete(sources).where(sources.c.id == source_id))
    return bool(gone)


def put_into_bin(connection: Connection, sample_id: str, *, now: datetime) -> None:
    """Takes a sample out of the library, a snapshot of it into the bin.

    Raises:
        NotFoundError: no such sample.
    """
    samples.lock_corpus(connection)
    sample = samples.find_sample(connection, sample_id)
    found = source_of(connection, sample_id)
    snapshot = pack_sample(sample, samples.passages_of(connection, sample_id))
    owner = samples.owner_of(connection, sample_id)
    indexed.remove_sample(connection, sample_id)
    connection.execute(
        insert(removed_samples).values(
            sample_id=sample_id,
            source_id=None if found is None else found[0].id,
            article=0 if found is None else found[1],
            removed_at=now,
            snapshot=snapshot,
            **owner,
        )
    )


def binned(connection: Connection, sample_id: str) -> tuple[Sample, tuple[Passage, ...]]:
    """A sample of the bin with its passages.

    Raises:
        NotFoundError: it is not in the bin.
    """
    query = select(removed_samples).where(
        removed_samples.c.sample_id == sample_id, *readable_binned(connection)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("这份范文不在回收站里", hint="删除超过一天的范文已彻底清除，请重新导入原文件。")
    viewer = viewer_of(connection)
    if viewer is not None:
        check_keeps_library(viewer, row.organisation_id)
    return unpack_sample(row.snapshot)


def take_out_of_bin(
    connection: Connection, sample: Sample, ready: Sequence[indexed.Indexed], *, now: datetime
) -> Sample:
    """A sample of the bin as stored again; where its text was added anew meanwhile, that one."""
    row = connection.execute(select(removed_samples).where(removed_samples.c.sample_id == sample.id)).one()
    stored = indexed.insert_sample(connection, sample, ready, now=sample.added_at or now)
    taken = row.source_id is None or row.article in linked(connection, row.source_id)
    if stored.id == sample.id:
        owner = {"owner_id": row.owner_id, "organisation_id": row.organisation_id}
        samples.give(connection, stored.id, owner)
        if not taken:
            link(connection, stored.id, row.source_id, row.article)
    connection.execute(delete(removed_samples).where(removed_samples.c.sample_id == sample.id))
    if row.source_id is not None:
        _drop_unused(connection, row.source_id)
    return stored


def bin_cards(connection: Connection, *, limit: int | None = None, offset: int = 0) -> tuple[SampleCard, ...]:
    """Cards of the samples in the bin, the last removed first (ties by id)."""
    query = select(removed_samples.c.snapshot).where(*readable_binned(connection))
    query = query.order_by(removed_samples.c.removed_at.desc(), removed_samples.c.sample_id)
    page = query.limit(limit).offset(offset)
    return tuple(_card(*unpack_sample(snapshot)) for snapshot in connection.scalars(page))


def count_binned(connection: Connection) -> int:
    """Number of samples in the bin."""
    query = select(func.count()).select_from(removed_samples).where(*readable_binned(connection))
    return connection.scalar(query) or 0


def has_due(connection: Connection, *, binned_until: datetime) -> bool:
    """Whether something was put into the bin no later than that."""
    due = removed_samples.c.removed_at <= binned_until
    query = select(removed_samples.c.sample_id).where(due, *readable_binned(connection))
    return connection.scalar(query.limit(1)) is not None


def purge_bin(connection: Connection, *, binned_until: datetime) -> int:
    """Number of samples removed for good: those put into the bin no later than that."""
    samples.lock_corpus(connection)
    due = [removed_samples.c.removed_at <= binned_until, *readable_binned(connection)]
    rows = connection.execute(select(removed_samples).where(*due)).all()
    for row in rows:
        _, gone = unpack_sample(row.snapshot)
        for batch in samples.batches(passage.id for passage in gone):
            connection.execute(delete(passage_choices).where(passage_choices.c.passage_id.in_(batch)))
    connection.execute(delete(removed_samples).where(*due))
    for source_id in {row.source_id for row in rows} - {None}:
        _drop_unused(connection, source_id)
    return len(rows)


def _drop_unused(connection: Connection, source_id: str) -> None:
    """Removes a source no sample of the library or the bin was made of; of a shipped one, its content."""
    unused = (
        sources.c.id == source_id,
        ~exists().where(sample_sources.c.source_id == source_id),
        ~exists().where(removed_samples.c.source_id == source_id),
    )
    connection.execute(update(sources).where(*unused, sources.c.builtin).values(content=b"", cleaning=b""))
    connection.execute(delete(sources).where(*unused, ~sources.c.builtin))


def _source_row(source: SampleSource, now: datetime) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "articles": source.articles,
        "builtin": source.builtin,
        "revision": source.revision,
        "added_at": now,
        "cleaning": source.cleaning,
        "content": source.content,
    }


def _source(row: StoredRow) -> SampleSource:
    return SampleSource(
        id=row.id,
        name=row.name,
        content=row.content,
        cleaning=row.cleaning,
        articles=row.articles,
        builtin=row.builtin,
        revision=row.revision,
    )


def _card(sample: Sample, found: Sequence[Passage]) -> SampleCard:
    counted = {topic: sum(passage.topic is topic for passage in found) for topic in Topic}
    return SampleCard(sample=sample, topics={topic: count for topic, count in counted.items() if count})
