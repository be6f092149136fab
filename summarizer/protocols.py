"""What the pipeline needs from the outside: a drafter that writes, stores that remember, an embedder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from summarizer.domain import (
    Document,
    DocumentCard,
    Fact,
    Generation,
    Origin,
    Passage,
    PassageChoices,
    PassageFilter,
    Proposal,
    Run,
    Sample,
    SampleCard,
    SampleSource,
    Section,
    SectionRun,
    SourceSample,
    Topic,
    Version,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """All that a drafter may look at when it writes one section.

    Attributes:
        document: the whole document; other sections are context only, never a source of facts.
        section_id: the section to write.
        variant: 0 for the first draft, 1, 2 … to get other wordings of the same facts.
        instruction: what the user asked for, "" when nothing.
        passages: masked style passages, those the user chose first.
        tone: a name of `drafting.prompt.TONES` (平实 凝练 昂扬) or the user's words, "" for the usual one.
        length_chars: 字 wanted this time instead of the section's own length; None for that one.
    """

    document: Document
    section_id: str
    variant: int = 0
    instruction: str = ""
    passages: Sequence[Passage] = ()
    tone: str = ""
    length_chars: int | None = None

    @property
    def section(self) -> Section:
        """The section to write."""
        return self.document.section(self.section_id)

    @property
    def wanted_chars(self) -> int:
        """字 the text shall have, 0 when that is free."""
        return self.section.length_chars if self.length_chars is None else self.length_chars


@runtime_checkable
class Drafter(Protocol):
    """Writes the text of one section from its facts."""

    @property
    def engine(self) -> str:
        """`offline`, `llm` or `local`."""
        ...

    @property
    def origin(self) -> Origin:
        """What versions written by this drafter are marked with."""
        ...

    def draft(self, request: DraftRequest) -> Iterator[str]:
        """Pieces of the section's text in order; joined they are the draft, without heading.

        Raises:
            EngineError: the engine failed; what was yielded so far is still usable.
        """
        ...

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact`, to be added to a text that lacks it (补写)."""
        ...

    def generation(self, request: DraftRequest) -> Generation:
        """How a draft of `request` comes about, to be stored with its version."""
        ...


class ChatMessage(NamedTuple):
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatUsage(NamedTuple):
    """Tokens of one request as the endpoint counted them."""

    tokens_in: int
    tokens_out: int


class ChatStream(Protocol):
    """One answer while it is being written: an iterator of pieces of text, used by one thread.

    Iterating raises EngineError when the answer fails, after all pieces that came have been given out.
    """

    @property
    def usage(self) -> ChatUsage | None:
        """The tokens used, None before the end and when the endpoint does not tell."""
        ...

    @property
    def finish_reason(self) -> str:
        """Why the answer ended, "" before: `stop`, `length`, `content_filter`, `error`, or `stopped`."""
        ...

    def __iter__(self) -> Iterator[str]:
        """The stream itself."""
        ...

    def __next__(self) -> str:
        """The next piece, never empty.

        Raises:
            EngineError: the answer failed.
        """
        ...

    def stop(self) -> None:
        """Ends the answer and closes its connection, from any thread; what came before is still given out."""
        ...


@runtime_checkable
class ChatModel(Protocol):
    """A language model behind an endpoint. Safe to call from any thread."""

    @property
    def name(self) -> str:
        """The model's name as versions record it."""
        ...

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int,
        temperature: float | None = None,
        seed: int | None = None,
    ) -> ChatStream:
        """The answer to `messages`, of at most `max_tokens` tokens; returns at once.

        Args:
            messages: the prompt.
            max_tokens: where the endpoint cuts the answer off.
            temperature: 0 to 2, the endpoint's own when None.
            seed: makes answers repeatable where the endpoint supports it.
        """
        ...


@runtime_checkable
class Warmable(Protocol):
    """A model or drafter whose first answer comes sooner when it is told beforehand."""

    def warm_up(self) -> None:
        """Begins to load what the first request needs, in the background, and returns; sends nothing."""
        ...


class Store(Protocol):
    """Documents, their sections and every version of every text. Safe to call from any thread.

    Every writing method raises StorageError when the database cannot be written (nothing is half
    written then), NotFoundError when the thing does not exist, and those taking `revision`
    raise ConflictError when the stored revision is another one.
    """

    def list_documents(self, *, deleted: bool = False) -> tuple[DocumentCard, ...]:
        """Cards of all documents, last changed first (ties by id); with `deleted`, those in the bin."""
        ...

    def create_document(self, document: Document) -> Document:
        """The document as stored; sections with text get a first version of their `origin`."""
        ...

    def load_document(self, document_id: str) -> Document:
        """The whole document with its sections and facts in order.

        Raises:
            NotFoundError: no such document, or it is in the bin.
        """
        ...

    def update_document(self, document: Document) -> Document:
        """The document with its own fields saved (title, unit, kind, period, signed, date), not its sections.

        Raises:
            ConflictError: `document.revision` is not the stored one.
        """
        ...

    def delete_document(self, document_id: str) -> None:
        """Puts a document into the bin; `restore_document` brings it back whole."""
        ...

    def restore_document(self, document_id: str) -> None:
        """Takes a document out of the bin."""
        ...

    def purge_deleted(self, *, older_than_days: float = 30.0) -> int:
        """Number of documents removed for good: those in the bin for longer than that."""
        ...

    def insert_section(self, document_id: str, section: Section, *, position: int) -> Section:
        """The section as stored, at 0-based `position` (clamped to the end)."""
        ...

    def move_section(self, section_id: str, *, position: int) -> None:
        """Moves a section to 0-based `position` within its document (clamped)."""
        ...

    def delete_section(self, section_id: str) -> None:
        """Hides a section; its facts and versions are kept for `restore_section`."""
        ...

    def restore_section(self, section_id: str) -> Section:
        """Brings a hidden section back to where it stood."""
        ...

    def update_section(
        self,
        section_id: str,
        *,
        revision: int,
        heading: str | None = None,
        topic: Topic | None = None,
        length_chars: int | None = None,
        locked: bool | None = None,
    ) -> Section:
        """The section with the given fields changed and its revision grown by one."""
        ...

    def rename_sections(self, headings: Mapping[str, tuple[int, str]]) -> tuple[Section, ...]:
        """The sections with other headings, in one transaction: all of them or none.

        Args:
            headings: by section id the revision it is based on and the heading; all of one document.
        """
        ...

    def replace_facts(self, section_id: str, facts: Sequence[Fact], *, revision: int) -> Section:
        """The section with exactly these facts, in this order."""
        ...

    def save_text(
        self,
        section_id: str,
        text: str,
        origin: Origin,
        *,
        revision: int,
        generation: Generation | None = None,
    ) -> Section:
        """The section with `text` as its present text and a new version appended.

        Saving the text that already stands there changes nothing and appends no version.
        """
        ...

    def passages_lent(self, document_id: str) -> tuple[str, ...]:
        """The ids of the style passages the newest generated text of each visible section was written with.

        Ascending, each once; none for a document that does not exist.
        """
        ...

    def list_versions(self, section_id: str) -> tuple[Version, ...]:
        """All versions of a section's text, newest first."""
        ...

    def load_version(self, version_id: str) -> Version:
        """One version.

        Raises:
            NotFoundError: no such version.
        """
        ...

    def put_proposal(self, proposal: Proposal) -> Proposal:
        """The proposal as stored; the one that waited for the same section is put away.

        A hidden section, or one of a document in the bin, takes it too: it is there when they come back.
        """
        ...

    def list_proposals(self, document_id: str) -> tuple[Proposal, ...]:
        """The proposals that wait in a document, in the order of its sections."""
        ...

    def adopt_proposal(self, proposal_id: str, *, revision: int, text: str | None = None) -> Section:
        """The section with the proposed text as its present one and a new version; the proposal is put away.

        Args:
            proposal_id: a proposal that waits.
            revision: of the section.
            text: what a person made of the section's text and the proposal, by taking some sentences: saved
                instead, as an edit; the proposal goes on waiting unless nothing of it is left.

        Raises:
            LockedError: the section is locked.
        """
        ...

    def drop_proposal(self, proposal_id: str) -> None:
        """Puts a proposal away; for a day `restore_proposal` brings it back."""
        ...

    def restore_proposal(self, proposal_id: str) -> Proposal:
        """A proposal that was put away, waiting again in place of the one that waits now."""
        ...

    @property
    def runs(self) -> "RunStore":
        """The generation runs of the same database."""
        ...

    def close(self) -> None:
        """Gives back connections and file locks."""
        ...


class StopRequests(NamedTuple):
    """What somebody, perhaps in another process, wants ended: the whole run, or some of its sections."""

    whole: bool = False
    sections: frozenset[str] = frozenset()


class RunStore(Protocol):
    """Generation runs, which live while their owner renews their lease. Safe to call from any thread.

    An owner is an attempt of one process to do one run. It renews the lease with every progress it saves;
    a run whose lease ran out reads as interrupted, and another owner may take it over. From then on the
    old owner can write nothing more. Leases are measured by the database server's clock where there is one.
    """

    def create_run(self, run: Run, *, owner: str, lease_s: float) -> Run:
        """The run as stored, owned for `lease_s` seconds.

        Raises:
            ConflictError: another run of the document goes on.
            NotFoundError: no such document.
        """
        ...

    def load_run(self, run_id: str) -> Run:
        """One run.

        Raises:
            NotFoundError: no such run.
        """
        ...

    def latest_run(self, document_id: str) -> Run | None:
        """The run of a document that was started last, None when there was none."""
        ...

    def save_progress(
        self, run_id: str, sections: Sequence[SectionRun], *, owner: str, lease_s: float
    ) -> StopRequests:
        """Stores how far these sections are, renews the lease, and tells what is to be stopped.

        Raises:
            LeaseLostError: the run is not the owner's any more; nothing was written.
        """
        ...

    def end_run(self, run_id: str, sections: Sequence[SectionRun], *, owner: str) -> Run:
        """The run as stored with how far these sections came, and no owner.

        It is done when all sections are; a section that is left live makes it interrupted.

        Raises:
            LeaseLostError: the run is not the owner's any more; nothing was written.
        """
        ...

    def take_over(self, run_id: str, *, owner: str, lease_s: float) -> Run:
        """The run as its last owner left it, its unfinished sections interrupted; it goes on under `owner`.

        Raises:
            ConflictError: it still goes on, or a later run of the document was started.
            NotFoundError: no such run, or its document is gone.
        """
        ...

    def ask_stop(self, run_id: str, section_id: str | None = None) -> None:
        """Leaves word for the owner to stop the run, or one section of it; an ended run stays as it is."""
        ...


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

    def list_samples(self) -> tuple[SampleCard, ...]:
        """Cards of all samples, the last added first (ties by id)."""
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

    def matching_ids(self, where: PassageFilter) -> frozenset[str]:
        """The ids of all passages that pass a filter."""
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

    def list_binned(self) -> tuple[SampleCard, ...]:
        """Cards of the samples in the bin, the last removed first."""
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
