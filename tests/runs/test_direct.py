"""A whole document written without a store, as the command line does it."""

import threading
from dataclasses import replace

import pytest
from run_fakes import CARE, SHEET, SPORT, FakeDraft, FakeDrafter

from summarizer.domain import Document, Origin, Section, Topic
from summarizer.drafting.composer import Composer
from summarizer.errors import BadKeyError, SummarizerError
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import draft_document
from summarizer.protocols import Drafter, DraftRequest


@pytest.fixture
def document() -> Document:
    return parse_fact_sheet(SHEET)


def drafters(drafter: Drafter) -> dict[str, Drafter]:
    return {"llm": drafter, "offline": Composer()}


def test_a_model_writes_sections_at_the_same_time_and_the_overview_last(document: Document) -> None:
    drafter = FakeDrafter()
    meeting = threading.Barrier(2, timeout=120)

    def meet(heading: str, number: int) -> None:
        if number == 0 and heading in {CARE, SPORT}:
            meeting.wait()

    drafter.on_piece = meet
    told: list[tuple[int, int, str]] = []
    drafted = draft_document(
        document,
        drafters=drafters(drafter),
        concurrency=2,
        on_progress=lambda done, total, section: told.append((done, total, section.heading)),
    )
    assert [step[:2] for step in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert told[-1][2] == "前言"
    assert drafter.requests[-1].section.topic is Topic.OVERVIEW
    assert all(one.text for one in drafter.requests[-1].document.sections[1:])
    assert {section.origin for section in drafted.document.sections} == {Origin.MODEL}
    assert drafted.report.facts_written == drafted.report.facts_total


def test_the_first_failure_ends_the_other_answers_and_is_told(document: Document) -> None:
    drafter = FakeDrafter(fails_after=0)
    drafter.gates[SPORT] = threading.Event()
    drafter.failures[CARE] = BadKeyError("模型不认这个密钥")
    with pytest.raises(BadKeyError, match="密钥"):
        draft_document(document, drafters=drafters(drafter))
    assert all(draft.stopped.is_set() for draft in drafter.drafts if draft.heading == SPORT)
    assert "前言" not in drafter.asked()


def test_the_passages_lent_to_a_section_reach_the_drafter_and_the_check(document: Document) -> None:
    drafter = FakeDrafter()
    asked: list[str] = []

    def passages(within: Document, section: Section) -> tuple[()]:
        assert within.section(section.id) == section
        asked.append(section.heading)
        return ()

    draft_document(document, drafters=drafters(drafter), passages=passages)
    assert sorted(asked) == sorted(section.heading for section in document.sections)


def test_locked_sections_are_neither_written_nor_counted(document: Document) -> None:
    locked = tuple(
        replace(section, locked=section.heading == CARE, text="定稿。") for section in document.sections
    )
    drafter = FakeDrafter()
    totals: set[int] = set()
    draft_document(
        replace(document, sections=locked),
        drafters=drafters(drafter),
        on_progress=lambda _, total, __: totals.add(total),
    )
    assert totals == {3}
    assert CARE not in drafter.asked()


def test_a_fault_of_the_program_is_not_swallowed(document: Document) -> None:
    class Crashing(FakeDrafter):
        def draft(self, request: DraftRequest) -> FakeDraft:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        draft_document(document, drafters=drafters(Crashing()))


def test_every_error_of_the_engine_is_one_of_ours(document: Document) -> None:
    drafter = FakeDrafter(pieces=0)
    with pytest.raises(SummarizerError, match="没有写出文字"):
        draft_document(document, drafters=drafters(drafter))
