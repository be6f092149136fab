"""Headings and titles a model is asked for in the background, while those of the stock are shown."""

import threading
from typing import Protocol

from summarizer.drafting.stopping import StopSignal
from summarizer.errors import SummarizerError
from summarizer.pipeline import HeadingProposals, TitleProposals


class _Proposer(Protocol):
    def propose_headings(
        self, document_id: str, *, instruction: str = "", variant: int = 0, stop: StopSignal | None = None
    ) -> HeadingProposals: ...

    def propose_titles(
        self, document_id: str, *, instruction: str = "", variant: int = 0, stop: StopSignal | None = None
    ) -> TitleProposals: ...


class Proposing:
    """Proposals under way, begun when it is made.

    Args:
        proposer: the pipeline with the engines of the session.
        document_id: the document.
        instruction: what the user wishes.
        variant: 0 for the first time, 1, 2 … for others.
    """

    def __init__(self, proposer: _Proposer, document_id: str, *, instruction: str, variant: int) -> None:
        self.document_id = document_id
        self.variant = variant
        self._stop = StopSignal()
        self._headings: HeadingProposals | None = None
        self._titles: TitleProposals | None = None
        self._error: Exception | None = None
        # A daemon: nothing is stored, so that the server may be stopped at any time.
        self._thread = threading.Thread(target=self._run, args=(proposer, instruction), daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return not self._thread.is_alive()

    @property
    def headings(self) -> HeadingProposals | None:
        """The sets of headings, None before they are there and when they could not be made."""
        return self._headings

    @property
    def titles(self) -> TitleProposals | None:
        """The titles, None before they are there and when they could not be made."""
        return self._titles

    @property
    def failure(self) -> str:
        """What went wrong, "" when nothing did.

        Raises:
            Exception: what went wrong unexpectedly.
        """
        if isinstance(self._error, SummarizerError):
            return self._error.sentence
        if self._error is not None:
            raise self._error
        told = (one.failure for one in (self._headings, self._titles) if one is not None)
        return next(filter(None, told), "")

    def stop(self) -> None:
        """Ends the engine's answer; what came is kept."""
        self._stop.set()

    def join(self, timeout_s: float | None = None) -> None:
        """Waits for the end."""
        self._thread.join(timeout_s)

    def _run(self, proposer: _Proposer, instruction: str) -> None:
        asked = {"instruction": instruction}
        try:
            self._headings = proposer.propose_headings(
                self.document_id, **asked, variant=self.variant, stop=self._stop
            )
            if not self._headings.failure:
                self._titles = proposer.propose_titles(
                    self.document_id, **asked, variant=self.variant, stop=self._stop
                )
        except Exception as error:  # noqa: BLE001 - told where somebody can read it
            self._error = error
