"""Runs in this process on a SQLite file: what is written where, and what each fault costs."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from run_fakes import (
    CARE,
    PROBLEMS,
    SHEET,
    SPORT,
    FakeDrafter,
    broken,
    ended,
    gated,
    id_of,
    make_pipeline,
    section_of,
    state_of,
    wait_for,
)

from summarizer.domain import Document, Origin, RunOptions, RunOutcome, RunState, Topic
from summarizer.errors import (
    BadKeyError,
    BrokenStreamError,
    ConfigurationError,
    ConflictError,
    EngineUnavailableError,
    InputError,
    NotFoundError,
    PromptTooLongError,
    StalledError,
    SummarizerError,
)
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store


def test_all_sections_are_written_checked_and_saved_with_how_they_came_about(
    pipeline: Pipeline, document: Document
) -> None:
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    assert {one.state for one in run.sections} == {RunState.DONE}
    section = section_of(pipeline, document, CARE)
    assert section.origin is Origin.MODEL
    assert "32户" in section.text
    told = run.section(section.id)
    assert told is not None
    assert (told.outcome, told.text) == (RunOutcome.SAVED, section.text)
    assert (told.tokens_in, told.tokens_out) == (70, 30)
    assert [one.fact_id for one in told.filled] == [section.facts[0].id]
    version = pipeline.versions(section.id)[0]
    assert version.generation is not None
    assert version.generation.prompt == "写“关爱帮扶”"


def test_the_overview_is_written_last_from_the_written_sections(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    pipeline.start_run(document.id)
    ended(pipeline, document)
    last = drafter.requests[-1]
    assert last.section.topic is Topic.OVERVIEW
    assert all(one.text for one in last.document.sections if one.topic is not Topic.OVERVIEW)


def test_sections_are_written_at_the_same_time_but_not_more_than_allowed(store: SqlStore) -> None:
    drafter = FakeDrafter()
    pipeline = make_pipeline(store, drafter, concurrency=2)
    document = pipeline.import_fact_sheet(SHEET)
    gates = gated(drafter, CARE, SPORT, PROBLEMS)
    pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda _: len(drafter.drafts) == 2)
    run = wait_for(
        pipeline,
        document,
        lambda run: sum(one.state is RunState.WRITING for one in run.sections) == 2,
    )
    assert sum(one.state is RunState.WAITING for one in run.sections) == 2
    for gate in gates.values():
        gate.set()
    assert ended(pipeline, document).state is RunState.DONE
    pipeline.close()


def test_what_is_being_written_can_be_watched(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE, at=1)
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    run = wait_for(pipeline, document, lambda run: bool(run.sections[0].text))
    assert run.is_live
    assert run.sections[0].text.startswith("关爱帮扶第0句。")
    assert section_of(pipeline, document, CARE).text == ""
    gates[CARE].set()
    ended(pipeline, document)


def test_only_the_sections_named_are_written(pipeline: Pipeline, document: Document) -> None:
    pipeline.start_run(document.id, section_ids=[id_of(document, SPORT)])
    run = ended(pipeline, document)
    assert [one.section_id for one in run.sections] == [id_of(document, SPORT)]
    assert section_of(pipeline, document, CARE).text == ""


def test_what_the_user_asked_for_reaches_the_drafter(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    options = RunOptions(instruction=" 突出成效 ", tone="凝练", length_chars=200, variant=5)
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)], options=options)
    run = ended(pipeline, document)
    request = drafter.requests[0]
    assert (request.instruction, request.tone, request.length_chars, request.variant) == (
        "突出成效",
        "凝练",
        200,
        5,
    )
    assert run.options == options


def test_a_second_run_of_a_document_is_refused_while_one_goes_on(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE)
    pipeline.start_run(document.id)
    with pytest.raises(ConflictError, match="正在生成"):
        pipeline.start_run(document.id)
    gates[CARE].set()
    ended(pipeline, document)
    pipeline.start_run(document.id)
    assert ended(pipeline, document).state is RunState.DONE


@pytest.mark.parametrize(
    ("start", "error"),
    [
        (lambda p, d: p.start_run("nowhere"), NotFoundError),
        (lambda p, d: p.start_run(d.id, section_ids=["nowhere"]), NotFoundError),
        (lambda p, d: p.start_run(d.id, section_ids=[]), InputError),
        (lambda p, d: p.start_run(d.id, options=RunOptions(engine="local")), EngineUnavailableError),
        (lambda p, d: p.stop_run("nowhere"), NotFoundError),
        (lambda p, d: p.resume_run("nowhere"), NotFoundError),
    ],
)
def test_what_cannot_be_started_is_refused_at_once(
    pipeline: Pipeline,
    document: Document,
    start: Callable[[Pipeline, Document], object],
    error: type[SummarizerError],
) -> None:
    with pytest.raises(error):
        start(pipeline, document)
    assert pipeline.watch_run(document.id) is None


def test_a_document_whose_sections_are_all_locked_has_nothing_to_write(
    pipeline: Pipeline, document: Document
) -> None:
    for section in document.sections:
        pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)
    with pytest.raises(InputError, match="锁定"):
        pipeline.start_run(document.id)


def test_a_library_that_cannot_be_opened_is_told_and_keeps_no_section_from_being_written(
    store: SqlStore, drafter: FakeDrafter
) -> None:
    def broken_library() -> NoReturn:
        raise ConfigurationError("没有接口地址")

    pipeline = Pipeline(store=store, drafters={"llm": drafter}, library=broken_library)
    document = pipeline.import_fact_sheet(SHEET)
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    assert run.sections[0].message.startswith("没有用上范文：没有接口地址。")
    pipeline.close()


# Faults of the engine


@pytest.mark.parametrize(
    "failure",
    [
        StalledError("模型太久没有回应"),
        BrokenStreamError("与模型的连接中途断开"),
        BadKeyError("模型不认这个密钥"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_section_that_fails_keeps_its_beginning_and_leaves_the_others_alone(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, failure: SummarizerError
) -> None:
    drafter.failures[CARE] = failure
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    care = run.section(id_of(document, CARE))
    assert care is not None
    assert (care.state, care.outcome) == (RunState.FAILED, RunOutcome.SAVED)
    assert care.message.startswith(str(failure))
    assert section_of(pipeline, document, CARE).text == "关爱帮扶第0句。"
    assert run.state is RunState.FAILED
    assert run.done == 3


def test_the_earlier_text_of_a_section_that_fails_stays_as_it_was(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    pipeline.start_run(document.id)
    ended(pipeline, document)
    before = section_of(pipeline, document, CARE)
    drafter.failures[CARE] = StalledError("模型太久没有回应")
    pipeline.start_run(document.id)
    ended(pipeline, document)
    assert section_of(pipeline, document, CARE) == before
    (proposal,) = pipeline.list_proposals(document.id)
    assert (proposal.text, proposal.is_partial) == ("关爱帮扶第0句。", True)
    drafter.failures.clear()
    pipeline.start_run(document.id)
    ended(pipeline, document)
    assert pipeline.list_proposals(document.id) == (), "a beginning is put away once the whole is there"


def test_a_section_whose_connection_breaks_is_begun_again_once(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    drafter.failures[CARE] = broken()

    def mend(heading: str, number: int) -> None:
        if heading == CARE and number == 0 and drafter.asked().count(CARE) == 2:
            drafter.failures.clear()

    drafter.on_piece = mend
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    assert drafter.asked() == [CARE, CARE]
    assert section_of(pipeline, document, CARE).text.count("第0句") == 1


def test_a_prompt_that_is_too_long_is_told_in_its_section(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(request: object) -> object:
        raise PromptTooLongError("这一节的事实太多")

    monkeypatch.setattr(drafter, "draft", refuse)
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    assert {one.message.split("。")[0] for one in run.sections} == {"这一节的事实太多"}
    assert all(not section.text for section in pipeline.load(document.id).sections)


def test_a_program_fault_in_one_section_is_one_sentence_and_leaves_the_others_alone(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    def crash(heading: str, number: int) -> None:
        if heading == CARE:
            raise ZeroDivisionError

    drafter.on_piece = crash
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    care = run.section(id_of(document, CARE))
    assert care is not None
    assert care.state is RunState.FAILED
    assert care.message.startswith("这一节没有写成")
    assert run.done == 3


@pytest.mark.parametrize("fallback", [False, True])
def test_the_composer_takes_over_only_when_the_user_chose_that(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, fallback: bool
) -> None:
    drafter.failures[CARE] = StalledError("模型太久没有回应")
    options = RunOptions(fallback=fallback)
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)], options=options)
    run = ended(pipeline, document)
    section = section_of(pipeline, document, CARE)
    assert section.origin is (Origin.OFFLINE if fallback else Origin.MODEL)
    assert run.state is (RunState.DONE if fallback else RunState.FAILED)
    assert ("离线起草" in run.sections[0].message) is fallback
    assert "关爱帮扶第0句。" in [version.text for version in pipeline.versions(section.id)]


# Stopping


def test_stopping_everything_ends_all_answers_and_keeps_what_was_written(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gated(drafter, CARE, SPORT, PROBLEMS, at=1)
    run = pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda run: all(one.text for one in run.sections[1:]))
    pipeline.stop_run(run.id)
    assert all(draft.stopped.is_set() for draft in drafter.drafts)
    run = ended(pipeline, document)
    assert run.state is RunState.STOPPED
    assert {one.state for one in run.sections} == {RunState.STOPPED}
    assert section_of(pipeline, document, CARE).text == "关爱帮扶第0句。"
    assert "前言" not in drafter.asked()


def test_stopping_one_section_leaves_the_others_writing(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gated(drafter, CARE)
    run = pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda _: CARE in drafter.asked())
    pipeline.stop_run(run.id, id_of(document, CARE))
    run = ended(pipeline, document)
    assert state_of(run, id_of(document, CARE)) is RunState.STOPPED
    assert run.done == 3
    assert section_of(pipeline, document, CARE).text == ""


def test_another_pipeline_on_the_same_database_stops_a_run_within_half_a_second(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, tmp_path: Path
) -> None:
    gated(drafter, CARE)
    run = pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda _: CARE in drafter.asked())
    with open_store(f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}") as elsewhere:
        other = make_pipeline(elsewhere, FakeDrafter())
        assert other.stop_run(run.id).is_live
    care = next(draft for draft in drafter.drafts if draft.heading == CARE)
    assert care.stopped.wait(0.5 + 2.0), "half a second, and two for a busy machine"
    assert ended(pipeline, document).state is RunState.STOPPED


def test_a_stopped_run_goes_on_with_what_is_not_done(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gates = gated(drafter, CARE)
    run = pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda run: run.done == 2)
    pipeline.stop_run(run.id)
    ended(pipeline, document)
    assert pipeline.watch_run(document.id) is not None
    before = drafter.asked()
    gates[CARE].set()
    pipeline.resume_run(run.id)
    run = ended(pipeline, document)
    assert run.state is RunState.DONE
    assert sorted(drafter.asked()[len(before) :]) == sorted([CARE, "前言"])


def test_closing_the_program_leaves_a_run_that_can_be_resumed_elsewhere(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, tmp_path: Path
) -> None:
    gated(drafter, CARE, at=1)
    run = pipeline.start_run(document.id, section_ids=[id_of(document, CARE), id_of(document, SPORT)])
    wait_for(pipeline, document, lambda run: run.sections[0].text == "关爱帮扶第0句。" and run.done == 1)
    pipeline._runner.close()
    left = pipeline.watch_run(document.id)
    assert left is not None
    assert left.state is RunState.INTERRUPTED
    assert [one.state for one in left.sections] == [RunState.INTERRUPTED, RunState.DONE]
    assert left.sections[0].text == "关爱帮扶第0句。"
    with open_store(f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}") as elsewhere:
        successor = FakeDrafter()
        other = make_pipeline(elsewhere, successor)
        assert other.resume_run(run.id).is_live
        assert ended(other, document).state is RunState.DONE
        assert successor.asked() == [CARE]
        texts = [version.text for version in other.versions(id_of(document, CARE))]
        assert texts[-1] == "关爱帮扶第0句。"
        other.close()


def test_a_new_run_first_keeps_what_an_interrupted_one_had_written(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gated(drafter, CARE, at=1)
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    wait_for(pipeline, document, lambda run: bool(run.sections[0].text))
    pipeline._runner.close()
    pipeline.start_run(document.id, section_ids=[id_of(document, SPORT)])
    assert section_of(pipeline, document, CARE).text == "关爱帮扶第0句。"
    ended(pipeline, document)


def test_stopping_an_interrupted_run_keeps_its_texts(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    gated(drafter, CARE, at=1)
    run = pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    wait_for(pipeline, document, lambda run: bool(run.sections[0].text))
    pipeline._runner.close()
    stopped = pipeline.stop_run(run.id)
    assert stopped.state is RunState.STOPPED
    assert stopped.ended_at is not None
    assert section_of(pipeline, document, CARE).text == "关爱帮扶第0句。"


def test_a_run_with_a_sessions_own_key_uses_that_sessions_engine(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    own = FakeDrafter()
    session = pipeline.with_drafters({"llm": own})
    session.start_run(document.id)
    assert ended(pipeline, document).state is RunState.DONE
    assert own.asked()
    assert not drafter.asked()
