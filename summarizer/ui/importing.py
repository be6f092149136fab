"""An import in the background: it goes on while the user searches, opens a sample or leaves the page."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.domain import IngestReport

if TYPE_CHECKING:
    from summarizer.library.ingest import FileProgress


class _AddSamples(Protocol):
    def __call__(
        self, files: Sequence[tuple[str, bytes]], *, on_progress: "FileProgress"
    ) -> tuple[IngestReport, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far an import is: files done of all, and the name of the last one."""

    done: int
    total: int
    name: str = ""


class Importing:
    """An import under way, begun when it is made. One tab starts it and reads it; one thread does it.

    Args:
        add: the pipeline's `add_samples`.
        files: name and content of each.
    """

    def __init__(self, add: _AddSamples, files: Sequence[tuple[str, bytes]]) -> None:
        self.progress = ImportProgress(done=0, total=len(files))
        self._reports: tuple[IngestReport, ...] = ()
        self._error: Exception | None = None
        # A daemon: each file is stored in one transaction, so that the server may be stopped at any time.
        self._thread = threading.Thread(target=self._run, args=(add, files), daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether every file has been dealt with, or the import failed."""
        return not self._thread.is_alive()

    def outcome(self) -> tuple[IngestReport, ...]:
        """What became of each file, once the import is over.

        Raises:
            SummarizerError: what ended the import early; files stored before it are kept.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._reports

    def _run(self, add: _AddSamples, files: Sequence[tuple[str, bytes]]) -> None:
        try:
            self._reports = add(files, on_progress=self._tell)
        except Exception as error:  # noqa: BLE001 - raised again where somebody can read it
            self._error = error

    def _tell(self, done: int, total: int, name: str) -> None:
        self.progress = ImportProgress(done=done, total=total, name=name)
