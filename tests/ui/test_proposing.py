"""Headings and titles asked for in the background: what comes, what failed, and a stop."""

import threading

import pytest

from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineUnavailableError
from summarizer.pipeline import HeadingProposals, TitleProposals
from summarizer.ui.proposing import Proposing

PATIENT_S = 120.0


class Proposer:
    """Stands for the pipeline: gives what it was made with, after a stop when it shall wait for one."""

    def __init__(self, *, failure: str = "", error: Exception | None = None, waits: bool = False) -> None:
        self.asked: list[tuple[str, str, int]] = []
        self._failure = failure
        self._error = error
        self._waits = waits
        self.waiting = threading.Event()

    def propose_headings(
        self, document_id: str, *, instruction: str = "", variant: int = 0, stop: StopSignal | None = None
    ) -> HeadingProposals:
        self.asked.append(("headings", instruction, variant))
        if self._error is not None:
            raise self._error
        if self._waits and stop is not None:
            with stop.attached(self):
                assert self.waiting.wait(PATIENT_S)
        return HeadingProposals(sets=(), failure=self._failure)

    def propose_titles(
        self, document_id: str, *, instruction: str = "", variant: int = 0, stop: StopSignal | None = None
    ) -> TitleProposals:
        self.asked.append(("titles", instruction, variant))
        return TitleProposals(titles=(document_id,))

    def stop(self) -> None:
        """Ends the waiting, as a stop ends an answer."""
        self.waiting.set()


def over(proposer: Proposer) -> Proposing:
    proposing = Proposing(proposer, "d", instruction="短些", variant=2)
    proposing.join(PATIENT_S)
    assert proposing.is_over
    return proposing


def test_headings_come_first_and_then_titles() -> None:
    proposer = Proposer()
    proposing = over(proposer)
    assert proposer.asked == [("headings", "短些", 2), ("titles", "短些", 2)]
    assert proposing.headings == HeadingProposals(sets=())
    assert proposing.titles == TitleProposals(titles=("d",))
    assert proposing.failure == ""


def test_after_a_failure_no_titles_are_asked_for() -> None:
    proposer = Proposer(failure="接口没有响应。")
    proposing = over(proposer)
    assert [kind for kind, *_ in proposer.asked] == ["headings"]
    assert (proposing.failure, proposing.titles) == ("接口没有响应。", None)


def test_an_error_is_told_in_one_sentence() -> None:
    proposing = over(Proposer(error=EngineUnavailableError("引擎没有配置")))
    assert proposing.failure.startswith("引擎没有配置。")
    assert proposing.headings is None


def test_what_is_unexpected_is_not_swallowed() -> None:
    proposing = over(Proposer(error=RuntimeError("bug")))
    with pytest.raises(RuntimeError, match="bug"):
        _ = proposing.failure


def test_a_stop_ends_the_answer_under_way() -> None:
    proposing = Proposing(Proposer(waits=True), "d", instruction="", variant=0)
    assert not proposing.is_over
    proposing.stop()
    proposing.join(PATIENT_S)
    assert proposing.is_over
