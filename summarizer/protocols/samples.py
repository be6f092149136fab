"""What remembers samples and finds them: stores with both indexes, and the embedder."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from summarizer.domain import (
    Passage,
    PassageChoices,
    PassageFilter,
    Sample,
    SampleCard,
    SampleCounts,
    SampleFilter,
    SampleSource,
    SourceSample,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors whose dot products say how alike their meanings are."""

    @property
    def name(self) -> str:
        """Model and version; vectors of different names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def embed(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """One row of unit length for each text, shape (len(texts), dimension).

        Raises:
            EngineError: the model or its server failed.
        """
        ...


class PassageScore(NamedTuple):
    """A passage and how well it matches."""

    passage_id: str
    score: float


class PassageOrigin(NamedTuple):
    """The sample of a passage, and the group of its near-copies: equal for copies of one text."""

    sample_id: str
    copy_group: str


class StoredVector(NamedTuple):
    """A passage's vector as stored: little-endian float16."""

    passage_id: str
    half_floats: bytes


class SampleStore(Protocol):
    """The sample library and both its indexes. Safe to call from any thread.

    Writing methods raise StorageError when the database cannot be written; nothing is half written then.
    """

    def add_sample(self, sample: Sample, passages: Sequence[Passage]) -> Sample:
        """The sample as stored, its passages found by every search from now on.

        A sample with the same `content_hash` is returned as it stands, and nothing is written: an
        import that was killed is repeated from its beginning.

        Raises:
            ConflictError: another sample has this id.
        """
        ...

    def list_samples(
        self, wanted: SampleFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> tuple[SampleCard, ...]:
        """Cards of samples, the last added first (ties by id).

        Args:
            wanted: which; None for all.
            limit: at most so many; None for all.
            offset: how many of the first to pass over.
        """
        ...

    def count_samples(self, wanted: SampleFilter | None = None) -> SampleCounts:
        """How many samples `list_samples` would list without a limit."""
        ...

    def load_sample(self, sample_id: str) -> Sample:
        """One sample.

        Raises:
            NotFoundError: no such sample.
        """
        ...

    def find_content(self, content_hash: str) -> Sample | None:
        """The sample with this text, None when it was never added."""
        ...

    def passages_of(self, sample_id: str) -> tuple[Passage, ...]:
        """The passages of a sample in order; none when there is no such sample."""
        ...

    def remove_sample(self, sample_id: str) -> None:
        """Removes a sample with its passages and every trace of them in the indexes.

        Raises:
            NotFoundError: no such sample.
        """
        ...

    def load_passages(self, passage_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages with these ids, in this order; ids that do not exist are left out."""
        ...

    def matching_ids(self, where: PassageFilter, *, limit: int | None = None) -> frozenset[str]:
        """The ids of all passages that pass a filter; with a limit the first by id."""
        ...

    def search_lexical(
        self, text: str, *, where: PassageFilter | None = None, top_k: int = 50
    ) -> tuple[PassageScore, ...]:
        """The passages that share words and characters with `text`, by BM25; ties by id."""
        ...

    def origins_of(self, passage_ids: Sequence[str]) -> Mapping[str, PassageOrigin]:
        """The sample and the copy group of each passage; ids that do not exist are left out."""
        ...

    def copies_of(self, passage_ids: Sequence[str]) -> Mapping[str, str]:
        """For each passage the id of the group of its near-copies: equal for copies of one text."""
        ...

    def library_revision(self) -> int:
        """A number that changes with every change of the library or its vectors."""
        ...

    def save_vectors(self, model: str, vectors: Sequence[StoredVector]) -> None:
        """Stores vectors of an embedder; passages that do not exist any more are passed over."""
        ...

    def load_vectors(self, model: str) -> Iterator[StoredVector]:
        """All vectors of an embedder, by passage id."""
        ...

    def has_vector_index(self, model: str) -> bool:
        """Whether `near_vectors` answers for an embedder."""
        ...

    def index_vectors(self, model: str) -> bool:
        """Whether an embedder's vectors have an index: made now if the library is large and the database can.

        Takes minutes then, while others go on reading and writing; done again it takes moments.
        """
        ...

    def near_vectors(
        self,
        model: str,
        vector: "npt.NDArray[np.float32]",
        *,
        where: PassageFilter | None = None,
        also: Collection[str] = (),
        top_k: int = 50,
    ) -> tuple[StoredVector, ...] | None:
        """Vectors of an embedder to be compared with `vector` in the place of all, by passage id.

        Twice `top_k` of the nearest, because ties go by id; of the farthest some; and those of `also`.

        Args:
            model: the embedder.
            vector: shape (dimension,).
            where: which passages may be among them.
            also: passages to be among them in any case, if they pass.
            top_k: how many the caller wants.

        Returns:
            None where there is no index of the embedder's vectors: then all are compared (`load_vectors`).
        """
        ...

    def passages_without_vector(self, model: str, *, limit: int) -> tuple[Passage, ...]:
        """At most `limit` passages an embedder has not seen yet, by id."""
        ...

    def close(self) -> None:
        """Gives back connections and file locks."""
        ...


class LibraryStore(SampleStore, Protocol):
    """A sample store that also keeps the files samples were made of, a bin, and choices made for sections.

    A source is there as long as one of its samples is, in the library or in the bin.
    """

    def add_source(
        self, source: SampleSource, articles: Sequence[SourceSample], *, replaces: str = ""
    ) -> tuple[Sample, ...]:
        """The samples as stored, in one transaction with their source; a killed import leaves no trace.

        As with `add_sample`, a text the library has stays as it is and is returned. Articles of the same
        source that are there already stay, too.

        Args:
            source: the file.
            articles: its samples.
            replaces: id of an older source that is removed for good first; when that has no sample in the
                library any more, nothing is stored and none returned.

        Raises:
            ConflictError: another sample has one of the ids.
        """
        ...

    def add_sources(
        self, files: Sequence[tuple[SampleSource, Sequence[SourceSample]]]
    ) -> tuple[tuple[Sample, ...], ...]:
        """The samples of each file as stored, all files in one transaction; else as `add_source`.

        An import writes files together, because every transaction costs as much as the rows of a file.

        Raises:
            ConflictError: another sample has one of the ids; none of the files is stored.
        """
        ...

    def articles_of(self, source_ids: Collection[str]) -> Mapping[str, Mapping[int, str]]:
        """`source_articles` of several sources, by source."""
        ...

    def source_articles(self, source_id: str) -> Mapping[int, str]:
        """The ids of the samples a source has in the library, by article; none when it is not there."""
        ...

    def find_source(self, source_id: str) -> SampleSource | None:
        """A source with its content, None when it is not there."""
        ...

    def source_of(self, sample_id: str) -> tuple[SampleSource, int] | None:
        """The source of a sample and its place in it, None for a sample added without one."""
        ...

    def builtin_sources(self) -> Mapping[str, str]:
        """The ids of the shipped sources by name, also of those whose sample was removed."""
        ...

    def replace_passages(
        self, sample: Sample, passages: Sequence[Passage], *, cleaning: bytes, revision: int
    ) -> Sample:
        """The sample as stored anew, its source's record replaced, in one transaction.

        Args:
            sample: with the id of the one it replaces.
            passages: all of them; vectors and topics are those of the new ones.
            cleaning: the source's record.
            revision: of the source the change was made from.

        Raises:
            ConflictError: the source changed meanwhile, or another sample has the same text.
            NotFoundError: no such sample, or it has no source.
        """
        ...

    def bin_sample(self, sample_id: str) -> None:
        """Takes a sample out of the library and all indexes; `restore_sample` brings it back.

        Raises:
            NotFoundError: no such sample.
        """
        ...

    def restore_sample(self, sample_id: str) -> Sample:
        """A sample of the bin, back in the library with the ids its passages had, without vectors.

        Raises:
            NotFoundError: it is not in the bin.
        """
        ...

    def list_binned(self, *, limit: int | None = None, offset: int = 0) -> tuple[SampleCard, ...]:
        """Cards of the samples in the bin, the last removed first (ties by id); limit and offset as above."""
        ...

    def count_binned(self) -> int:
        """Number of samples in the bin."""
        ...

    def purge_binned(self, *, older_than_days: float) -> int:
        """Number of samples removed for good: those in the bin for longer than that."""
        ...

    def passage_choices(self, section_id: str) -> PassageChoices:
        """The passages fixed and excluded for a section; none for a section that does not exist."""
        ...

    def choose_passage(self, section_id: str, passage_id: str, *, pinned: bool | None) -> PassageChoices:
        """The section's choices with a passage fixed (True), excluded (False) or neither (None).

        Raises:
            NotFoundError: no such section; or no such passage, unless `pinned` is None.
        """
        ...
