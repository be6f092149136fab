"""`SampleLibrary`: the library as one thing — add, read, remove, search."""

import threading
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from summarizer.domain import (
    Document,
    Hit,
    IngestReport,
    Passage,
    PassageChoices,
    PassageFilter,
    Sample,
    SampleCard,
    SampleCounts,
    SampleFilter,
    SampleSource,
    SampleView,
    Section,
    Topic,
    UnitKind,
)
from summarizer.errors import EngineError, InputError, NotFoundError
from summarizer.library.bundled import hidden_samples, load_bundled, load_hidden
from summarizer.library.ingest import FileProgress, count_files, ingest
from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.library.loaders import Entry, find_entries, find_files
from summarizer.library.record import CleaningRecord, pack_record
from summarizer.library.sample_view import changed_record, corrected_record, sample_anew, view_sample
from summarizer.protocols import Embedder, LibraryStore
from summarizer.retrieval.hybrid import HybridRetriever, SectionQuery
from summarizer.retrieval.indexing import embed_missing

if TYPE_CHECKING:
    from summarizer.retrieval.langchain import PassageRetriever

UNDO_DAYS: Final = 1.0
"""How long a removed sample can be brought back."""


def make_sample_id() -> str:
    """A new id, short enough to be typed: 12 hexadecimal digits."""
    return token_hex(6)


class SampleLibrary:
    """The sample library (范文库). Safe to call from any thread; any method may raise StorageError.

    The samples that ship with the program are loaded by the first call that looks at the library.

    Args:
        store: holds samples, files and both indexes.
        embedder: None searches by words and characters only.
        new_id: makes the ids of samples.
        limits: what reading one file may cost.
        on_degraded: told when the embedder fails; words and characters then do alone.
        bundled: whether the shipped samples belong to it.
    """

    def __init__(
        self,
        store: LibraryStore,
        *,
        embedder: Embedder | None = None,
        new_id: Callable[[], str] = make_sample_id,
        limits: Limits = DEFAULT_LIMITS,
        on_degraded: Callable[[EngineError], None] | None = None,
        bundled: bool = True,
    ) -> None:
        self._store = store
        self._new_id = new_id
        self._embedder = embedder
        self._limits = limits
        self._on_degraded = on_degraded
        self._retriever = HybridRetriever(store, embedder, on_degraded=on_degraded)
        self._lock = threading.Lock()
        self._is_ready = not bundled
        self._embedded_revision = -1

    # Adding and removing

    def add(
        self,
        paths: Iterable[str | PathLike[str]],
        *,
        on_progress: FileProgress | None = None,
        encoding: str = "",
    ) -> tuple[IngestReport, ...]:
        """What became of each file of `paths`: files, folders and zip archives.

        Raises:
            UnreadableFileError: a path does not exist or cannot be opened; nothing is stored then.
            InputError: there is no file to import.
        """
        chosen = [Path(path) for path in paths]
        total = count_files(chosen, limits=self._limits)
        if not total:
            message = "没有找到可以导入的文件"
            raise InputError(message, hint="可导入 .docx .doc .wps .pdf .txt .md .html 文件、文件夹和 .zip。")
        entries = (entry for path in chosen for entry in find_files(path, self._limits))
        return self._add(entries, total=total, on_progress=on_progress, encoding=encoding)

    def add_files(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        on_progress: FileProgress | None = None,
        encoding: str = "",
    ) -> tuple[IngestReport, ...]:
        """What became of each uploaded file, given by name and content."""
        total = sum(1 for name, content in files for _ in find_entries(content, name, self._limits))
        entries = (entry for name, content in files for entry in find_entries(content, name, self._limits))
        return self._add(entries, total=total, on_progress=on_progress, encoding=encoding)

    def remove(self, sample_id: str) -> None:
        """Removes a sample and every trace of it.

        Raises:
            NotFoundError: no such sample.
        """
        self._prepare()
        self._store.remove_sample(sample_id)

    def put_away(self, sample_id: str) -> None:
        """Removes a sample so that `restore` brings it back within `UNDO_DAYS`; then no trace is left.

        Raises:
            NotFoundError: no such sample.
        """
        self._prepare()
        self._store.purge_binned(older_than_days=UNDO_DAYS)
        self._store.bin_sample(sample_id)

    def restore(self, sample_id: str) -> SampleCard:
        """A sample that was put away, back as it was.

        Raises:
            NotFoundError: it was not put away, or too long ago.
        """
        self._store.purge_binned(older_than_days=UNDO_DAYS)
        restored = self._store.restore_sample(sample_id)
        (card,) = self._store.list_samples(SampleFilter(sample_ids=frozenset({restored.id})))
        return card

    def hide(self, sample_id: str) -> None:
        """Takes a shipped sample out of the library until `show_again`; updates do not bring it back.

        Raises:
            NotFoundError: no such sample.
            InputError: it is the user's own, which `put_away` takes.
        """
        self._prepare()
        if not self._store.load_sample(sample_id).builtin:
            message = "只有内置范文可以隐藏"
            raise InputError(message, hint="自己加入的范文可以删除。")
        self._store.remove_sample(sample_id)

    def show_again(self, sample_id: str) -> None:
        """Brings a hidden shipped sample back.

        Raises:
            NotFoundError: none of that name is hidden.
        """
        self._prepare()
        if not load_hidden(self._store, sample_id):
            raise NotFoundError("没有隐藏这份内置范文", hint="它可能已经恢复显示，请刷新。")

    # Reading

    def list_hidden(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each shipped sample that is hidden, by id."""
        self._prepare()
        return tuple(hidden_samples(self._store))

    def list(
        self, wanted: SampleFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> tuple[SampleCard, ...]:
        """Cards of samples, the last added first (ties by id).

        Args:
            wanted: which; None for all.
            limit: at most so many; None for all.
            offset: how many of the first to pass over.
        """
        self._prepare()
        return self._store.list_samples(wanted, limit=limit, offset=offset)

    def count(self, wanted: SampleFilter | None = None) -> SampleCounts:
        """How many samples `list` would list without a limit."""
        self._prepare()
        return self._store.count_samples(wanted)

    def list_removed(self, *, limit: int | None = None, offset: int = 0) -> tuple[SampleCard, ...]:
        """Cards of the samples that can still be restored, the last removed first; limits as in `list`."""
        self._store.purge_binned(older_than_days=UNDO_DAYS)
        return self._store.list_binned(limit=limit, offset=offset)

    def count_removed(self) -> int:
        """Number of samples that can still be restored."""
        self._store.purge_binned(older_than_days=UNDO_DAYS)
        return self._store.count_binned()

    def show(self, sample_id: str) -> SampleView:
        """A sample with its original, its cleaned text, the edits between them, sections and passages.

        Raises:
            NotFoundError: no such sample.
        """
        self._prepare()
        sample = self._store.load_sample(sample_id)
        return view_sample(sample, self._store.passages_of(sample_id), self._store.source_of(sample_id))

    def original_file(self, sample_id: str) -> tuple[str, bytes]:
        """Name and content of the file a sample came in, byte for byte as it was given.

        Raises:
            NotFoundError: no such sample, or it was added without a file.
        """
        self._prepare()
        placed = self._store.source_of(self._store.load_sample(sample_id).id)
        if placed is None:
            raise NotFoundError("这份范文没有保存原文件", hint="请重新导入它的原文件。")
        source, _ = placed
        return source.name, source.content

    def put_back(self, sample_id: str, *edit_ids: str, back: bool = True) -> SampleView:
        """The sample with the original of edits put back (doubts: settled), or the edits made again.

        Raises:
            NotFoundError: no such sample or edit.
            ConflictError: the sample was changed meanwhile.
        """
        sample, source, number = self._opened(sample_id)
        record = changed_record(source, number, edit_ids, back=back)
        return self._make_anew(sample, source, number, record)

    def set_kind(self, sample_id: str, kind: UnitKind | None) -> SampleView:
        """The sample with the kind of unit a person says it is of; None leaves it to its text again.

        Raises:
            NotFoundError: no such sample, or it was added without a file.
            ConflictError: the sample was changed meanwhile.
        """
        sample, source, number = self._opened(sample_id)
        return self._make_anew(sample, source, number, corrected_record(source, number, kind=kind))

    def set_topics(self, sample_id: str, section: int, topics: Sequence[Topic]) -> SampleView:
        """The sample with the topics a person says a section is about; none leaves them to its text again.

        Args:
            sample_id: of the sample.
            section: its place in `show(sample_id).sections`.
            topics: the main one first.

        Raises:
            NotFoundError: no such sample or section, or it was added without a file.
            ConflictError: the sample was changed meanwhile.
        """
        sample, source, number = self._opened(sample_id)
        record = corrected_record(source, number, section=section, topics=topics)
        return self._make_anew(sample, source, number, record)

    # Finding

    def search(
        self,
        query: str,
        kind: UnitKind | None = None,
        topic: Topic | None = None,
        k: int = 10,
        *,
        complete: bool = True,
    ) -> tuple[Hit, ...]:
        """The passages that match a query best, ties by id, copies of one text only once.

        Args:
            query: words, a fact, or the facts of a section.
            kind: only passages of this kind of unit.
            topic: only passages that tell of this topic.
            k: how many.
            complete: first embed what has no vector yet, which may take seconds after an import.
        """
        self._prepare()
        if not query.strip():
            return ()
        if complete:
            self.embed()
        return self._retriever.search(query, where=_where(kind, topic), top_k=k)

    def passages_for(
        self,
        section: Section,
        document: Document,
        k: int = 4,
        *,
        choices: PassageChoices | None = None,
    ) -> tuple[Hit, ...]:
        """The passages to lend a section their style, of its topic, preferably of its kind of unit.

        Args:
            section: its heading and facts are the query.
            document: the section's.
            k: how many.
            choices: pinned ones come first, with the score infinity; excluded ones never.
        """
        self._prepare()
        chosen = choices if choices is not None else PassageChoices()
        query = SectionQuery(
            topic=section.topic,
            kind=document.kind,
            heading=section.heading,
            facts=[fact.text for fact in section.active_facts],
            pinned=chosen.pinned,
            where=PassageFilter(without_passages=chosen.excluded),
        )
        return self._retriever.for_section(query, top_k=k)

    def load_passages(self, passage_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages with these ids, in this order; those that are not there any more are left out."""
        return self._store.load_passages(passage_ids)

    @property
    def revision(self) -> int:
        """A number that changes with every change of the library."""
        return self._store.library_revision()

    def near_texts(self, text: str, *, k: int = 4) -> tuple[str, ...]:
        """The unmasked texts of the passages whose words are nearest to `text`, to see what was copied.

        Nobody waits here for the shipped samples: they are compared with once they are loaded.
        """
        if not text.strip():
            return ()
        found = self._store.search_lexical(text, top_k=k)
        return tuple(passage.text for passage in self._store.load_passages([one.passage_id for one in found]))

    def choices(self, section_id: str) -> PassageChoices:
        """Which passages the user pinned and excluded for a section."""
        return self._store.passage_choices(section_id)

    def choose(self, section_id: str, passage_id: str, *, pinned: bool | None) -> PassageChoices:
        """The section's choices with a passage pinned (True), excluded (False) or neither (None).

        Raises:
            NotFoundError: no such section or passage.
        """
        return self._store.choose_passage(section_id, passage_id, pinned=pinned)

    def as_retriever(
        self, *, kind: UnitKind | None = None, topic: Topic | None = None, k: int = 4
    ) -> "PassageRetriever":
        """The library as LangChain's `BaseRetriever`; its documents hold masked texts only."""
        from summarizer.retrieval.langchain import PassageRetriever

        self._prepare()
        self.embed()
        return PassageRetriever(retriever=self._retriever, where=_where(kind, topic), top_k=k)

    def embed(self, *, on_progress: Callable[[int], None] | None = None) -> int:
        """Number of passages given a vector: all that had none, or 0 when the embedder failed.

        What it managed before it failed is kept.

        Args:
            on_progress: told the number done so far.
        """
        self._prepare()
        if self._embedder is None or self._store.library_revision() == self._embedded_revision:
            return 0
        try:
            done = embed_missing(self._store, self._embedder, on_progress=on_progress)
        except EngineError as error:
            if self._on_degraded is not None:
                self._on_degraded(error)
            return 0
        self._embedded_revision = self._store.library_revision()
        return done

    def close(self) -> None:
        """Gives back connections and file locks."""
        self._store.close()

    def _opened(self, sample_id: str) -> tuple[Sample, SampleSource, int]:
        """A sample with its file and its place there."""
        self._prepare()
        sample = self._store.load_sample(sample_id)
        placed = self._store.source_of(sample_id)
        if placed is None:
            raise NotFoundError("这份范文没有保存原文件", hint="请重新导入它的原文件。")
        return sample, *placed

    def _make_anew(
        self, sample: Sample, source: SampleSource, number: int, record: CleaningRecord
    ) -> SampleView:
        """The sample after its record changed, its passages and indexes made anew."""
        made = sample_anew(source, record, number, sample)
        self._store.replace_passages(
            made.sample, made.passages, cleaning=pack_record(record), revision=source.revision
        )
        return self.show(sample.id)

    def _add(
        self, entries: Iterable[Entry], *, total: int, on_progress: FileProgress | None, encoding: str
    ) -> tuple[IngestReport, ...]:
        self._prepare()
        reports = ingest(
            entries,
            store=self._store,
            new_id=self._new_id,
            total=total,
            on_progress=on_progress,
            limits=self._limits,
            encoding=encoding,
        )
        return tuple(reports)

    def prepare(self) -> None:
        """Loads the shipped samples, which takes the first caller a second or two; no search waits then."""
        self._prepare()

    def _prepare(self) -> None:
        """Loads the shipped samples and empties the bin, once."""
        if self._is_ready:
            return
        with self._lock:
            if not self._is_ready:
                load_bundled(self._store)
                self._store.purge_binned(older_than_days=UNDO_DAYS)
                self._is_ready = True


def _where(kind: UnitKind | None, topic: Topic | None) -> PassageFilter | None:
    if kind is None and topic is None:
        return None
    return PassageFilter(kind=kind, topics=frozenset() if topic is None else frozenset({topic}))
