"""What a person wrote, locked, deleted or is asked to look at, while a run writes and afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from run_fakes import CARE, SHEET, SPORT, FakeDrafter, ended, gated, id_of, section_of, state_of, wait_for

from summarizer.domain import Document, Generation, Origin, Proposal, RunOutcome, RunState
from summarizer.errors import NotFoundError
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore


def edit(pipeline: Pipeline, document: Document, heading: str, text: str = "我写的。") -> None:
    section = section_of(pipeline, document, heading)
    pipeline.save_text(document.id, section.id, text, revision=section.revision)


def lock(pipeline: Pipeline, document: Document, heading: str) -> None:
    section = section_of(pipeline, document, heading)
    pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)


def test_a_persons_text_stays_and_the_new_one_waits_beside_it(pipeline: Pipeline, document: Document) -> None:
    edit(pipeline, document, CARE)
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    care = run.section(id_of(document, CARE))
    assert care is not None
    assert (care.state, care.outcome) == (RunState.DONE, RunOutcome.PROPOSAL)
    assert "您改过" in care.message
    assert section_of(pipeline, document, CARE).text == "我写的。"
    (proposal,) = pipeline.list_proposals(document.id)
    assert (proposal.text, proposal.is_partial) == (care.text, False)


@pytest.mark.parametrize(("meanwhile", "word"), [(edit, "您改过"), (lock, "锁定")], ids=["edited", "locked"])
def test_a_section_touched_while_it_is_written_gets_a_proposal(
    pipeline: Pipeline,
    document: Document,
    drafter: FakeDrafter,
    meanwhile: Callable[[Pipeline, Document, str], None],
    word: str,
) -> None:
    drafter.on_piece = lambda heading, number: (
        meanwhile(pipeline, document, CARE) if (heading, number) == (CARE, 2) else None
    )
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    care = run.section(id_of(document, CARE))
    assert care is not None
    assert care.outcome is RunOutcome.PROPOSAL
    assert word in care.message
    assert section_of(pipeline, document, CARE).text in {"", "我写的。"}
    assert [one.section_id for one in pipeline.list_proposals(document.id)] == [care.section_id]
    assert section_of(pipeline, document, SPORT).origin is Origin.MODEL


def test_facts_changed_while_a_section_is_written_do_not_keep_its_text_out(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    section = section_of(pipeline, document, CARE)

    def add_fact(heading: str, number: int) -> None:
        if (heading, number) == (CARE, 2):
            pipeline.set_facts(document.id, section.id, "慰问5户", revision=section.revision)

    drafter.on_piece = add_fact
    pipeline.start_run(document.id)
    ended(pipeline, document)
    assert section_of(pipeline, document, CARE).origin is Origin.MODEL
    assert pipeline.list_proposals(document.id) == ()


def test_a_locked_section_is_left_out_unless_it_is_named(pipeline: Pipeline, document: Document) -> None:
    lock(pipeline, document, CARE)
    pipeline.start_run(document.id)
    assert ended(pipeline, document).section(id_of(document, CARE)) is None
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    run = ended(pipeline, document)
    assert run.sections[0].outcome is RunOutcome.PROPOSAL
    assert section_of(pipeline, document, CARE).text == ""


def test_a_section_deleted_while_it_is_written_keeps_the_text_for_its_return(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    care = id_of(document, CARE)
    drafter.on_piece = lambda heading, number: (
        pipeline.delete_section(care) if (heading, number) == (CARE, 2) else None
    )
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    told = run.section(care)
    assert told is not None
    assert told.outcome is RunOutcome.PROPOSAL
    assert "已删除" in told.message
    assert run.state is RunState.DONE
    assert pipeline.list_proposals(document.id) == ()
    pipeline.restore_section(care)
    assert [one.section_id for one in pipeline.list_proposals(document.id)] == [care]


def test_a_section_deleted_before_its_turn_fails_alone(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    overview = id_of(document, "前言")
    drafter.on_piece = lambda heading, number: (
        pipeline.delete_section(overview) if (heading, number) == (CARE, 0) else None
    )
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    assert state_of(run, overview) is RunState.FAILED
    assert run.done == 3


def test_a_document_put_into_the_bin_meanwhile_ends_its_run_in_good_order(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter
) -> None:
    drafter.on_piece = lambda heading, number: (
        pipeline.delete_document(document.id) if (heading, number) == (CARE, 2) else None
    )
    pipeline.start_run(document.id, section_ids=[id_of(document, CARE)])
    run = ended(pipeline, document)
    assert run.sections[0].outcome is RunOutcome.PROPOSAL
    pipeline.restore_document(document.id)
    assert [one.text for one in pipeline.list_proposals(document.id)] == [run.sections[0].text]


def test_a_document_removed_for_good_meanwhile_ends_its_run(
    pipeline: Pipeline, document: Document, drafter: FakeDrafter, store: SqlStore
) -> None:
    gates = gated(drafter, CARE)
    run = pipeline.start_run(document.id)
    wait_for(pipeline, document, lambda _: CARE in drafter.asked())
    pipeline.delete_document(document.id)
    store.purge_deleted(older_than_days=0)
    gates[CARE].set()
    assert pipeline._runner.join(run.id, timeout_s=10)
    assert pipeline.watch_run(document.id) is None


# Proposals


def test_of_a_proposal_some_sentences_are_taken_and_the_rest_goes_on_waiting(
    pipeline: Pipeline, document: Document
) -> None:
    edit(pipeline, document, CARE, "甲乙丙丁。慰问32户。")
    section = section_of(pipeline, document, CARE)
    proposal = pipeline._store.put_proposal(
        replace(_proposal(section.id), text="甲乙丙丁。慰问困难职工32户。又一句。")
    )
    taken = pipeline.adopt_sentences(document.id, proposal.id, [1], revision=section.revision)
    assert taken.text == "甲乙丙丁。慰问困难职工32户。"
    assert taken.origin is Origin.EDIT
    assert pipeline.list_proposals(document.id) == (proposal,)
    whole = pipeline.adopt_sentences(document.id, proposal.id, [0, 1, 2], revision=taken.revision)
    assert whole.text == proposal.text
    assert pipeline.list_proposals(document.id) == ()


def test_a_proposal_of_another_document_is_not_found(pipeline: Pipeline, document: Document) -> None:
    other = pipeline.import_fact_sheet(SHEET)
    proposal = pipeline._store.put_proposal(_proposal(id_of(document, CARE)))
    for reach in (
        lambda: pipeline.adopt_proposal(other.id, proposal.id, revision=0),
        lambda: pipeline.drop_proposal(other.id, proposal.id),
    ):
        with pytest.raises(NotFoundError):
            reach()
    assert pipeline.list_proposals(document.id) == (proposal,)


def _proposal(section_id: str) -> Proposal:
    return Proposal(
        id="p", section_id=section_id, text="新稿。", origin=Origin.MODEL, generation=Generation(engine="llm")
    )
