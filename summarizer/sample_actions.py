"""What a user can do with the sample library (范文库): the part of the pipeline the web page calls."""

from collections.abc import Callable, Sequence

from summarizer.domain import Hit, IngestReport, PassageChoices, SampleCard, SampleView, Topic, UnitKind

FileProgress = Callable[[int, int, str], None]
"""Called as `(done, total, name)` after each file, `done` counting from 1."""


class SampleActions:
    """The sample library's actions; `Pipeline` inherits them. Every method may raise StorageError.

    The samples that ship with the program are there from the first call on.
    """

    def list_samples(self, *, removed: bool = False) -> tuple[SampleCard, ...]:
        """Cards of all samples, the last added first; with `removed`, those that can still be restored."""
        raise NotImplementedError

    def load_sample(self, sample_id: str) -> SampleView:
        """A sample with its original, its cleaned text, the edits between them, sections and passages.

        Raises:
            NotFoundError: no such sample.
        """
        raise NotImplementedError

    def add_samples(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        on_progress: FileProgress | None = None,
        encoding: str = "",
    ) -> tuple[IngestReport, ...]:
        """What became of each file, one by one those inside a zip archive; a bad file is told, not raised.

        Args:
            files: name and content of each.
            on_progress: told after each file.
            encoding: a codec the user chose for text and web pages, "" to find it out.
        """
        raise NotImplementedError

    def remove_sample(self, sample_id: str) -> None:
        """Takes a sample out of the library; for a day `restore_sample` brings it back, then it is gone.

        Raises:
            NotFoundError: no such sample.
        """
        raise NotImplementedError

    def restore_sample(self, sample_id: str) -> SampleCard:
        """A removed sample, back in the library as it was.

        Raises:
            NotFoundError: it was not removed, or longer than a day ago.
        """
        raise NotImplementedError

    def search_samples(
        self, query: str, *, kind: UnitKind | None = None, topic: Topic | None = None, k: int = 10
    ) -> tuple[Hit, ...]:
        """The passages that match a query best, copies of one text only once; none for an empty query."""
        raise NotImplementedError

    def put_back(self, sample_id: str, edit_id: str, *, back: bool = True) -> SampleView:
        """The sample with the original of one edit put back (a doubt: settled), or the edit made again.

        Raises:
            NotFoundError: no such sample or edit.
        """
        raise NotImplementedError

    def passages_for(self, document_id: str, section_id: str, *, k: int = 4) -> tuple[Hit, ...]:
        """The passages to lend a section their style: pinned first (score infinity), never an excluded one.

        Raises:
            NotFoundError: no such document or section.
        """
        raise NotImplementedError

    def passage_choices(self, section_id: str) -> PassageChoices:
        """Which passages the user pinned and excluded for a section."""
        raise NotImplementedError

    def pin_passage(self, section_id: str, passage_id: str, *, pinned: bool = True) -> PassageChoices:
        """The section's choices with a passage fixed for it or not; fixing allows an excluded one again.

        Raises:
            NotFoundError: no such section or passage.
        """
        raise NotImplementedError

    def exclude_passage(self, section_id: str, passage_id: str, *, excluded: bool = True) -> PassageChoices:
        """The section's choices with a passage never used or allowed again; excluding unfixes a pinned one.

        Raises:
            NotFoundError: no such section or passage.
        """
        raise NotImplementedError

    def warm_library(self) -> None:
        """Loads shipped samples and vectors before the first search needs them; for a background thread."""
        raise NotImplementedError
