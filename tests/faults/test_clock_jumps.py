"""Clocks that are set back or forward while people work: leases, the order of versions, the list."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.load.ledger import Ledger
from summarizer.domain import Document, Origin, Run, RunOptions, RunState, SectionRun
from summarizer.errors import LeaseLostError
from summarizer.store import SqlStore, open_store

LEASE_S = 8.0


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 8, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def jump(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqlStore]:
    url = f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}"
    with open_store(url, clock=clock) as opened:
        yield opened


@pytest.fixture
def run(store: SqlStore, document: Document) -> Run:
    asked = Run(
        id="r",
        document_id=document.id,
        engine="llm",
        options=RunOptions(),
        sections=tuple(SectionRun(section_id=one.id) for one in document.sections),
    )
    return store.runs.create_run(asked, owner="one", lease_s=LEASE_S)


@pytest.mark.parametrize("days", [-400.0, -0.05, 0.0, 0.05, 400.0])
def test_edits_around_a_jump_are_all_kept_in_the_order_they_were_made(
    store: SqlStore, document: Document, clock: Clock, days: float
) -> None:
    ledger, section = Ledger(), document.sections[0]
    revision = section.revision
    for number in range(6):
        if number == 3:
            clock.jump(days=days)
        text = f"第{number}次改动。"
        ledger.send(document.id, section.id, text)
        revision = store.save_text(section.id, text, Origin.EDIT, revision=revision).revision
        ledger.acknowledge(section.id, text)
    assert ledger.losses(store) == ()
    assert [card.id for card in store.list_documents()] == [document.id]


def test_a_run_whose_clock_is_set_forward_is_not_lost_to_its_own_process(
    store: SqlStore, run: Run, clock: Clock
) -> None:
    clock.jump(hours=1)
    assert store.runs.load_run(run.id).state is RunState.INTERRUPTED
    store.runs.save_progress(run.id, [], owner="one", lease_s=LEASE_S)
    assert store.runs.load_run(run.id).is_live


def test_a_run_taken_over_because_of_a_jump_is_not_written_by_two(
    store: SqlStore, run: Run, clock: Clock
) -> None:
    clock.jump(hours=1)
    store.runs.take_over(run.id, owner="two", lease_s=LEASE_S)
    clock.jump(hours=-1)
    with pytest.raises(LeaseLostError):
        store.runs.save_progress(run.id, [], owner="one", lease_s=LEASE_S)


def test_a_run_that_goes_on_across_a_clock_set_back_goes_on_to_be_live(
    store: SqlStore, run: Run, clock: Clock
) -> None:
    clock.jump(hours=-1)
    store.runs.save_progress(run.id, [], owner="one", lease_s=LEASE_S)
    assert store.runs.load_run(run.id).is_live


def test_a_dead_process_s_run_is_interrupted_in_time_though_the_clock_was_set_back(
    store: SqlStore, run: Run, clock: Clock
) -> None:
    clock.jump(hours=-1)
    assert store.runs.load_run(run.id).state is RunState.INTERRUPTED
    assert store.runs.take_over(run.id, owner="two", lease_s=LEASE_S).is_live
