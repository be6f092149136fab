"""`SqlSampleStore`: the SampleStore protocol, each method one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from summarizer.domain import Passage, PassageFilter, Sample, SampleCard
from summarizer.protocols import PassageScore, StoredVector
from summarizer.retrieval.duplicates import SHARED_HASHES, is_copy, sketch
from summarizer.retrieval.terms import Segment, count_terms
from summarizer.store import lexical, samples
from summarizer.store import vectors as vector_rows
from summarizer.store.columns import storable
from summarizer.store.engines import Engines
from summarizer.store.tables import corpus, fingerprints, passages

_HEADING_WEIGHT = 2  # a heading names the matter in a few characters, so it counts as if it stood there twice


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Indexed:
    """A passage with what the indexes need of it, made before the database is locked."""

    passage: Passage
    terms: Mapping[str, int]
    sketch: tuple[int, ...]

    @property
    def length(self) -> int:
        return sum(self.terms.values())


class SqlSampleStore:
    """The library in a SQL database; what each method promises stands in `protocols.SampleStore`.

    Args:
        engines: shared with the documents.
        clock: the present moment, timezone-aware.
        segment: how texts and queries are split into words; None for the default.
    """

    def __init__(
        self, engines: Engines, *, clock: Callable[[], datetime] = _utc_now, segment: Segment | None = None
    ) -> None:
        self._engines = engines
        self._clock = clock
        self._segment = segment

    def add_sample(self, sample: Sample, passages: Sequence[Passage]) -> Sample:
        """The sample as stored; one that is there already stays as it is."""
        indexed = [self._index(passage) for passage in passages]
        with self._engines.writing() as connection:
            counters = samples.lock_corpus(connection)
            known = samples.find_content(connection, sample.content_hash or sample.id)
            if known is not None:
                return known
            samples.insert_sample(connection, sample, now=self._clock())
            ids, next_term = lexical.resolve_terms(
                connection, [one.terms for one in indexed], next_term=counters.next_term
            )
            numbered = list(enumerate(indexed, start=counters.next_passage))
            _insert_passages(connection, numbered, ids)
            samples.insert_topics(connection, [(number, one.passage) for number, one in numbered])
            samples.touch_corpus(
                connection,
                passages=len(indexed),
                length=sum(one.length for one in indexed),
                next_passage=len(indexed),
                next_term=next_term - counters.next_term,
            )
            return samples.find_sample(connection, sample.id)

    def list_samples(self) -> tuple[SampleCard, ...]:
        """Cards of all samples."""
        with self._engines.reading() as connection:
            return samples.cards(connection)

    def load_sample(self, sample_id: str) -> Sample:
        """One sample."""
        with self._engines.reading() as connection:
            return samples.find_sample(connection, sample_id)

    def find_content(self, content_hash: str) -> Sample | None:
        """The sample with this text."""
        with self._engines.reading() as connection:
            return samples.find_content(connection, content_hash)

    def passages_of(self, sample_id: str) -> tuple[Passage, ...]:
        """A sample's passages in order."""
        with self._engines.reading() as connection:
            return samples.passages_of(connection, sample_id)

    def remove_sample(self, sample_id: str) -> None:
        """Removes a sample and its part of every frequency and count."""
        with self._engines.writing() as connection:
            samples.lock_corpus(connection)
            samples.find_sample(connection, sample_id)
            query = select(passages.c.number, passages.c.term_ids, passages.c.length).where(
                passages.c.sample_id == sample_id
            )
            rows = connection.execute(query).all()
            lexical.remove_postings(connection, [(row.number, row.term_ids) for row in rows])
            samples.delete_sample(connection, sample_id)
            samples.touch_corpus(connection, passages=-len(rows), length=-sum(row.length for row in rows))

    def load_passages(self, passage_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages with these ids, in this order."""
        with self._engines.reading() as connection:
            return samples.load_passages(connection, passage_ids)

    def matching_ids(self, where: PassageFilter) -> frozenset[str]:
        """The ids of all passages that pass a filter."""
        with self._engines.reading() as connection:
            return samples.matching_ids(connection, where)

    def search_lexical(
        self, text: str, *, where: PassageFilter | None = None, top_k: int = 50
    ) -> tuple[PassageScore, ...]:
        """The passages that share terms with `text`, by BM25."""
        query = count_terms(text, segment=self._segment)
        with self._engines.reading() as connection:
            return lexical.search(connection, query, where=where, top_k=top_k)

    def copies_of(self, passage_ids: Sequence[str]) -> Mapping[str, str]:
        """The group of near-copies of each passage."""
        with self._engines.reading() as connection:
            return samples.copies_of(connection, passage_ids)

    def library_revision(self) -> int:
        """Grows with every change of the library."""
        with self._engines.reading() as connection:
            return int(connection.scalars(select(corpus.c.revision)).one())

    def save_vectors(self, model: str, vectors: Sequence[StoredVector]) -> None:
        """Stores vectors of the passages that still exist."""
        with self._engines.writing() as connection:
            samples.lock_corpus(connection)
            vector_rows.write_vectors(connection, model, vectors)
            samples.touch_corpus(connection)

    def load_vectors(self, model: str) -> Iterator[StoredVector]:
        """All vectors of a model, by passage id."""
        with self._engines.reading() as connection:
            yield from vector_rows.read_vectors(connection, model)

    def passages_without_vector(self, model: str, *, limit: int) -> tuple[Passage, ...]:
        """The first passages a model has not seen."""
        with self._engines.reading() as connection:
            missing = vector_rows.ids_without_vector(connection, model, limit=limit)
            return samples.load_passages(connection, missing)

    def close(self) -> None:
        """Closes the connections."""
        self._engines.dispose()

    def _index(self, passage: Passage) -> _Indexed:
        whole = f"{passage.heading}\n" * _HEADING_WEIGHT + passage.text
        clean = replace(passage, text=storable(passage.text))
        terms = count_terms(storable(whole), segment=self._segment)
        return _Indexed(passage=clean, terms=terms, sketch=sketch(clean.text))


def _insert_passages(
    connection: Connection, numbered: Sequence[tuple[int, _Indexed]], ids: Mapping[str, int]
) -> None:
    """Writes passages with their postings and fingerprints, one after the other: copies may be among them."""
    for number, one in numbered:
        passage = one.passage
        row = {
            "number": number,
            "id": passage.id,
            "sample_id": passage.sample_id,
            "position": passage.position,
            "heading": passage.heading,
            "kind": None if passage.kind is None else passage.kind.value,
            "copy_group": _copy_group(connection, one),
            "length": one.length,
            "term_ids": samples.pack_numbers(sorted(ids[term] for term in one.terms)),
            "text": passage.text,
            "masked": passage.masked,
        }
        connection.execute(insert(passages), [row])
        if one.sketch:
            prints = [{"hash": value, "passage": number} for value in one.sketch]
            connection.execute(insert(fingerprints), prints)
    lexical.insert_postings(
        connection,
        [
            {"term_id": ids[term], "passage": number, "tf": tf, "length": one.length}
            for number, one in numbered
            for term, tf in one.terms.items()
        ],
    )


def _copy_group(connection: Connection, one: _Indexed) -> str:
    """The group of the first stored passage this one is a copy of, else a group of its own."""
    shared = func.count()
    candidates = (
        select(fingerprints.c.passage)
        .where(fingerprints.c.hash.in_(one.sketch))
        .group_by(fingerprints.c.passage)
        .having(shared >= SHARED_HASHES)
    )
    query = (
        select(passages.c.copy_group, passages.c.text)
        .where(passages.c.number.in_(candidates))
        .order_by(passages.c.number)
    )
    for row in connection.execute(query) if one.sketch else ():
        if is_copy(row.text, one.passage.text):
            return str(row.copy_group)
    return one.passage.id
