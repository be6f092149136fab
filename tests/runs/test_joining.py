"""Sections asked for while a run goes on: they join it, each with its own wishes and its own 停止."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from run_fakes import (
    CARE,
    OVERVIEW,
    PROBLEMS,
    SHEET,
    SPORT,
    FakeDrafter,
    ended,
    gated,
    id_of,
    make_pipeline,
    state_of,
    wait_for,
)

from summarizer.domain import Document, Run, RunOptions, RunOutcome, RunState, SectionRun
from summarizer.errors import ConflictError
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store
from summarizer.store.run_store import SqlRunStore


def start(pipeline: Pipeline, document: Document, *headings: str, **options: object) -> Run:
    ids = [id_of(document, heading) for heading in headings] or None
    return pipeline.start_run(document.id, section_ids=ids, options=RunOptions(**options))  # type: ignore[arg-type]


def being_written(pipeline: Pipeline, document: Document, heading: str) -> Run:
    return wait_for(
        pipeline, document, lambda run: state_of(run, id_of(document, heading)) is RunState.WRITING
    )


def test_a_second_section_joins_the_run_and_is_written_as_it_was_asked_for(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE)
    first = start(pipeline, document, CARE, instruction="写短些")
    joined = start(pipeline, document, SPORT, instruction="突出参与", tone="凝练", variant=4)
    assert joined.id == first.id
    assert state_of(joined, id_of(document, SPORT)) is RunState.WAITING
    run = wait_for(pipeline, document, lambda run: run.done == 1)
    assert state_of(run, id_of(document, CARE)).is_live
    gates[CARE].set()
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    asked = {one.section.heading: one for one in drafter.requests}
    assert (asked[CARE].instruction, asked[CARE].tone) == ("写短些", "")
    assert (asked[SPORT].instruction, asked[SPORT].tone, asked[SPORT].variant) == ("突出参与", "凝练", 4)


def test_a_section_that_is_done_is_written_again_and_both_texts_cost_their_tokens(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE)
    start(pipeline, document, CARE, SPORT)
    wait_for(pipeline, document, lambda run: run.done == 1)
    again = start(pipeline, document, SPORT, instruction="再短些")
    assert state_of(again, id_of(document, SPORT)) is RunState.WAITING
    run = wait_for(pipeline, document, lambda run: run.done == 1 and drafter.asked().count(SPORT) == 2)
    gates[CARE].set()
    run = ended(pipeline, document)
    sport = run.section(id_of(document, SPORT))
    assert sport is not None
    assert (sport.tokens_in, sport.tokens_out) == (140, 60)
    assert sport.outcome is RunOutcome.SAVED
    assert drafter.requests[-1].instruction == "再短些"


def test_the_whole_document_joins_the_section_that_is_being_written(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE)
    start(pipeline, document, CARE)
    being_written(pipeline, document, CARE)
    run = start(pipeline, document)
    assert len(run.sections) == 4
    gates[CARE].set()
    run = ended(pipeline, document)
    assert run.done == 4
    assert sorted(drafter.asked()) == sorted([OVERVIEW, CARE, SPORT, PROBLEMS])
    assert drafter.asked()[-1] == OVERVIEW


def test_what_is_under_way_already_is_not_asked_for_twice(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE, SPORT)
    start(pipeline, document, CARE, SPORT)
    being_written(pipeline, document, CARE)
    for headings in ([CARE], [CARE, SPORT]):
        with pytest.raises(ConflictError, match="正在生成"):
            start(pipeline, document, *headings)
    for gate in gates.values():
        gate.set()
    run = ended(pipeline, document)
    assert run.joined == ()
    assert sorted(drafter.asked()) == sorted([CARE, SPORT])


def test_another_engine_does_not_join(pipeline: Pipeline, document: Document, drafter: FakeDrafter) -> None:
    gates = gated(drafter, CARE)
    start(pipeline, document, CARE)
    with pytest.raises(ConflictError, match="另一种引擎"):
        start(pipeline, document, SPORT, engine="offline")
    gates[CARE].set()
    ended(pipeline, document)


def stop_joined(pipeline: Pipeline, run: Run, joined: str, first: str) -> dict[str, RunState]:
    pipeline.stop_run(run.id, joined)
    return {joined: RunState.STOPPED, first: RunState.DONE}


def stop_first(pipeline: Pipeline, run: Run, joined: str, first: str) -> dict[str, RunState]:
    pipeline.stop_run(run.id, first)
    return {joined: RunState.DONE, first: RunState.STOPPED}


def stop_all(pipeline: Pipeline, run: Run, joined: str, first: str) -> dict[str, RunState]:
    pipeline.stop_run(run.id)
    return {joined: RunState.STOPPED, first: RunState.STOPPED}


@pytest.mark.parametrize("stop", [stop_joined, stop_first, stop_all])
def test_stopping_ends_the_section_meant_and_no_other(
    pipeline: Pipeline,
    document: Document,
    drafter: FakeDrafter,
    stop: Callable[[Pipeline, Run, str, str], dict[str, RunState]],
) -> None:
    gates = gated(drafter, CARE, SPORT, at=1)
    start(pipeline, document, CARE)
    run = start(pipeline, document, SPORT)
    wait_for(pipeline, document, lambda run: all(one.text for one in run.sections))
    expected = stop(pipeline, run, id_of(document, SPORT), id_of(document, CARE))
    for heading, gate in gates.items():
        if expected[id_of(document, heading)] is RunState.DONE:
            gate.set()
    run = ended(pipeline, document)
    assert {one.section_id: one.state for one in run.sections} == expected


def test_a_section_stopped_before_its_turn_is_asked_for_anew(store: SqlStore) -> None:
    drafter = FakeDrafter()
    pipeline = make_pipeline(store, drafter, concurrency=1)
    document = pipeline.import_fact_sheet(SHEET)
    gates = gated(drafter, CARE)
    run = start(pipeline, document, CARE, SPORT)
    being_written(pipeline, document, CARE)
    pipeline.stop_run(run.id, id_of(document, SPORT))
    start(pipeline, document, SPORT, instruction="换个写法")
    gates[CARE].set()
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    assert [(one.section.heading, one.instruction) for one in drafter.requests] == [
        (CARE, ""),
        (SPORT, "换个写法"),
    ]
    pipeline.close()


def test_a_section_asked_for_after_stopping_everything_is_written_and_the_others_stay_stopped(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    held = gated(drafter, CARE, at=1)

    def stop_and_ask(heading: str, number: int) -> None:
        # While the run still goes on, as a user does who changes their mind at once.
        if (heading, number) == (CARE, 1) and not held[CARE].is_set():
            run = pipeline.watch_run(document.id)
            assert run is not None
            pipeline._store.runs.ask_stop(run.id)
            start(pipeline, document, SPORT)

    drafter.on_piece = stop_and_ask
    start(pipeline, document, CARE)
    run = ended(pipeline, document)
    assert state_of(run, id_of(document, CARE)) is RunState.STOPPED
    assert state_of(run, id_of(document, SPORT)) is RunState.DONE


def test_a_section_joins_a_run_of_another_process(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, tmp_path: Path
) -> None:
    gates = gated(drafter, CARE)
    start(pipeline, document, CARE)
    with open_store(f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}") as elsewhere:
        idle = FakeDrafter()
        other = make_pipeline(elsewhere, idle)
        joined = start(other, document, SPORT, instruction="突出参与")
        assert joined.is_live
        wait_for(other, document, lambda run: run.done == 1)
        gates[CARE].set()
        assert ended(other, document).done == 2
        assert not idle.asked()
    assert drafter.requests[-1].instruction == "突出参与"


def test_what_joined_is_written_by_whoever_resumes_the_run(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE, SPORT)
    start(pipeline, document, CARE, instruction="写短些")
    run = start(pipeline, document, SPORT, instruction="突出参与")
    being_written(pipeline, document, SPORT)
    pipeline._runner.close()
    before = len(drafter.requests)
    for gate in gates.values():
        gate.set()
    pipeline.resume_run(run.id)
    assert ended(pipeline, document).state is RunState.DONE
    resumed = {one.section.heading: one.instruction for one in drafter.requests[before:]}
    assert resumed == {CARE: "写短些", SPORT: "突出参与"}


def test_an_ended_run_is_not_joined(pipeline: Pipeline, document: Document) -> None:
    first = start(pipeline, document, CARE)
    ended(pipeline, document)
    second = start(pipeline, document, SPORT)
    assert second.id != first.id
    assert [one.section_id for one in ended(pipeline, document).sections] == [id_of(document, SPORT)]


def test_a_section_that_joins_at_the_very_end_is_still_written(
    pipeline: Pipeline, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_run = SqlRunStore.end_run
    asked: list[Run] = []

    def end_late(
        runs: SqlRunStore, run_id: str, sections: Sequence[SectionRun], *, owner: str, joined: int | None
    ) -> Run:
        """Somebody asks for another section between the last progress and the end."""
        if not asked:
            asked.append(start(pipeline, document, SPORT))
        return end_run(runs, run_id, sections, owner=owner, joined=joined)

    monkeypatch.setattr(SqlRunStore, "end_run", end_late)
    start(pipeline, document, CARE)
    run = ended(pipeline, document)
    assert run.id == asked[0].id
    assert run.done == 2
