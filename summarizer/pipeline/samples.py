"""What a user can do with the sample library (范文库): the part of the pipeline the web page calls."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.domain import (
    Hit,
    IngestReport,
    PassageChoices,
    SampleCard,
    SampleCounts,
    SampleFilter,
    SampleView,
    Topic,
    UnitKind,
)
from summarizer.pipeline.core import Core
from summarizer.revise.parts import find_section

if TYPE_CHECKING:
    from summarizer.library.ingest import FileProgress
    from summarizer.library.sample_library import SampleLibrary


class SampleActions(Core):
    """The sample library's actions; `Pipeline` inherits them. Every method may raise StorageError.

    The samples that ship with the program are there from the first call on.
    """

    def list_samples(
        self,
        wanted: SampleFilter | None = None,
        *,
        removed: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SampleCard, ...]:
        """Cards of samples, the last added first.

        Args:
            wanted: which; None for all.
            removed: those that can still be restored instead, all of them.
            limit: at most so many; None for all.
            offset: how many of the first to pass over.
        """
        if removed:
            return self.library.list_removed(limit=limit, offset=offset)
        return self.library.list(wanted, limit=limit, offset=offset)

    def count_samples(self, wanted: SampleFilter | None = None) -> SampleCounts:
        """How many samples `list_samples` would list without a limit."""
        return self.library.count(wanted)

    def count_removed_samples(self) -> int:
        """Number of samples that can still be restored."""
        return self.library.count_removed()

    def load_sample(self, sample_id: str) -> SampleView:
        """A sample with its original, its cleaned text, the edits between them, sections and passages.

        Raises:
            NotFoundError: no such sample.
        """
        return self.library.show(sample_id)

    def add_samples(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        on_progress: "FileProgress | None" = None,
        encoding: str = "",
    ) -> tuple[IngestReport, ...]:
        """What became of each file, one by one those inside a zip archive; a bad file is told, not raised.

        Args:
            files: name and content of each.
            on_progress: told after each file.
            encoding: a codec the user chose for text and web pages, "" to find it out.
        """
        return self.library.add_files(files, on_progress=on_progress, encoding=encoding)

    def remove_sample(self, sample_id: str) -> None:
        """Takes a sample out of the library; for a day `restore_sample` brings it back, then it is gone.

        Raises:
            NotFoundError: no such sample.
        """
        self.library.put_away(sample_id)

    def restore_sample(self, sample_id: str) -> SampleCard:
        """A removed sample, back in the library as it was.

        Raises:
            NotFoundError: it was not removed, or longer than a day ago.
        """
        return self.library.restore(sample_id)

    def search_samples(
        self, query: str, *, kind: UnitKind | None = None, topic: Topic | None = None, k: int = 10
    ) -> tuple[Hit, ...]:
        """The passages that match a query best, copies of one text only once; none for an empty query.

        Passages without a vector are found by their words: `warm_library` makes the vectors.
        """
        return self.library.search(query, kind, topic, k, complete=False)

    def put_back(self, sample_id: str, *edit_ids: str, back: bool = True) -> SampleView:
        """The sample with the original of edits put back (doubts: settled), or the edits made again.

        Raises:
            NotFoundError: no such sample or edit.
            ConflictError: the sample was changed meanwhile.
        """
        return self.library.put_back(sample_id, *edit_ids, back=back)

    def set_sample_kind(self, sample_id: str, kind: UnitKind | None) -> SampleView:
        """The sample with the kind of unit the user says it is of; None leaves it to its text again.

        Raises:
            NotFoundError: no such sample, or it was added without a file.
            ConflictError: the sample was changed meanwhile.
        """
        return self.library.set_kind(sample_id, kind)

    def set_sample_topics(self, sample_id: str, section: int, topics: Sequence[Topic]) -> SampleView:
        """The sample with the topics the user says a section is about; none leaves them to its text again.

        Raises:
            NotFoundError: no such sample or section, or it was added without a file.
            ConflictError: the sample was changed meanwhile.
        """
        return self.library.set_topics(sample_id, section, topics)

    def hide_sample(self, sample_id: str) -> None:
        """Takes a shipped sample out of the library until `show_sample`.

        Raises:
            NotFoundError: no such sample.
            InputError: it is the user's own.
        """
        self.library.hide(sample_id)

    def show_sample(self, sample_id: str) -> None:
        """Brings a hidden shipped sample back.

        Raises:
            NotFoundError: none of that name is hidden.
        """
        self.library.show_again(sample_id)

    def list_hidden_samples(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each shipped sample that is hidden."""
        return self.library.list_hidden()

    def original_file(self, sample_id: str) -> tuple[str, bytes]:
        """Name and content of the file a sample came in, byte for byte as it was given.

        Raises:
            NotFoundError: no such sample, or it was added without a file.
        """
        return self.library.original_file(sample_id)

    def passages_for(self, document_id: str, section_id: str, *, k: int = 4) -> tuple[Hit, ...]:
        """The passages to lend a section their style: pinned first (score infinity), never an excluded one.

        Raises:
            NotFoundError: no such document or section.
        """
        document = self._store.load_document(document_id)
        section = find_section(document, section_id)
        return self.library.passages_for(section, document, k, choices=self.library.choices(section_id))

    def passage_choices(self, section_id: str) -> PassageChoices:
        """Which passages the user pinned and excluded for a section."""
        return self.library.choices(section_id)

    def pin_passage(self, section_id: str, passage_id: str, *, pinned: bool = True) -> PassageChoices:
        """The section's choices with a passage fixed for it or not; fixing allows an excluded one again.

        Raises:
            NotFoundError: no such section or passage.
        """
        return self.library.choose(section_id, passage_id, pinned=True if pinned else None)

    def exclude_passage(self, section_id: str, passage_id: str, *, excluded: bool = True) -> PassageChoices:
        """The section's choices with a passage never used or allowed again; excluding unfixes a pinned one.

        Raises:
            NotFoundError: no such section or passage.
        """
        return self.library.choose(section_id, passage_id, pinned=False if excluded else None)

    def warm_library(self) -> None:
        """Loads shipped samples and vectors before the first search needs them; for a background thread."""
        self.library.embed()

    @property
    def library(self) -> "SampleLibrary":
        """The sample library, made by the first call.

        Raises:
            ConfigurationError: the pipeline was made without one.
        """
        return self._library.get()
