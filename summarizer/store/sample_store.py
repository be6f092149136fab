"""`SqlSampleStore`: the SampleStore protocol, each method one transaction."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from summarizer.domain import Passage, PassageFilter, Sample, SampleCard, SampleCounts, SampleFilter
from summarizer.protocols import PassageOrigin, PassageScore, StoredVector
from summarizer.retrieval.terms import Segment, count_terms
from summarizer.store import indexed, lexical, nearest, samples, vector_index
from summarizer.store import vectors as vector_rows
from summarizer.store.engines import Engines, utc_now
from summarizer.store.rights import check_sample_editable
from summarizer.store.tables import corpus
from summarizer.store.term_ids import TermMemory

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_TIES = 10  # neighbours looked at beyond those wanted: which of equal ones are nearest goes by id


class SqlSampleStore:
    """The library in a SQL database; what each method promises stands in `protocols.SampleStore`.

    Args:
        engines: shared with the documents.
        clock: the present moment, timezone-aware.
        segment: how texts and queries are split into words; None for the default.
    """

    def __init__(
        self, engines: Engines, *, clock: Callable[[], datetime] = utc_now, segment: Segment | None = None
    ) -> None:
        self._engines = engines
        self._clock = clock
        self._segment = segment
        self._terms = TermMemory()

    def add_sample(self, sample: Sample, passages: Sequence[Passage]) -> Sample:
        """The sample as stored; one that is there already stays as it is."""
        ready = indexed.index_passages(passages, segment=self._segment)
        with self._terms.growing() as known, self._engines.writing() as connection:
            return indexed.insert_sample(connection, sample, ready, now=self._clock(), known_terms=known)

    def list_samples(
        self, wanted: SampleFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> tuple[SampleCard, ...]:
        """Cards of samples."""
        with self._engines.reading() as connection:
            return samples.cards(connection, wanted or SampleFilter(), limit=limit, offset=offset)

    def count_samples(self, wanted: SampleFilter | None = None) -> SampleCounts:
        """How many samples there are."""
        with self._engines.reading() as connection:
            return samples.count_cards(connection, wanted or SampleFilter())

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
            check_sample_editable(connection, sample_id)
            indexed.remove_sample(connection, sample_id)

    def load_passages(self, passage_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages with these ids, in this order."""
        with self._engines.reading() as connection:
            return samples.load_passages(connection, passage_ids)

    def matching_ids(self, where: PassageFilter, *, limit: int | None = None) -> frozenset[str]:
        """The ids of all passages that pass a filter, or of the first."""
        with self._engines.reading() as connection:
            return samples.matching_ids(connection, where, limit=limit)

    def search_lexical(
        self, text: str, *, where: PassageFilter | None = None, top_k: int = 50
    ) -> tuple[PassageScore, ...]:
        """The passages that share terms with `text`, by BM25."""
        query = count_terms(text, segment=self._segment)
        with self._engines.reading() as connection:
            return lexical.search(connection, query, where=where, top_k=top_k, lists=self._engines.lists)

    def origins_of(self, passage_ids: Sequence[str]) -> Mapping[str, PassageOrigin]:
        """The sample and the copy group of each passage."""
        with self._engines.reading() as connection:
            return samples.origins_of(connection, passage_ids)

    def copies_of(self, passage_ids: Sequence[str]) -> Mapping[str, str]:
        """The group of near-copies of each passage."""
        return {name: origin.copy_group for name, origin in self.origins_of(passage_ids).items()}

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

    def has_vector_index(self, model: str) -> bool:
        """Whether pgvector's index of a model can be searched."""
        with self._engines.reading() as connection:
            found = vector_index.find_index(connection, model)
        return found is not None and found.is_ready

    def index_vectors(self, model: str) -> bool:
        """Whether a model's vectors can be searched by an index, made now if the library is large."""
        return vector_index.build_index(self._engines, model)

    def near_vectors(
        self,
        model: str,
        vector: "npt.NDArray[np.float32]",
        *,
        where: PassageFilter | None = None,
        also: Collection[str] = (),
        top_k: int = 50,
    ) -> tuple[StoredVector, ...] | None:
        """The vectors worth comparing with one, by pgvector's index; None without."""
        with self._engines.reading() as connection:
            return nearest.near_vectors(
                connection, model, vector, where=where or PassageFilter(), also=also, limit=top_k + _TIES
            )

    def passages_without_vector(self, model: str, *, limit: int) -> tuple[Passage, ...]:
        """The first passages a model has not seen."""
        with self._engines.reading() as connection:
            missing = vector_rows.ids_without_vector(connection, model, limit=limit)
            return samples.load_passages(connection, missing)

    def close(self) -> None:
        """Closes the connections."""
        self._engines.dispose()
