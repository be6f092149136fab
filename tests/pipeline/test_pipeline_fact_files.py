"""Facts from files: looked through first, then added behind those that are there."""

import pytest

from summarizer.domain import Document, Period, UnitKind
from summarizer.errors import ConflictError, UnreadableFileError
from summarizer.pipeline import Pipeline

LINES = "慰问困难职工32户（去年：28户）\n送清凉3次\n~~食堂改造尚未验收~~\n".encode()


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.new_document(unit="××医院工会", kind=UnitKind.HOSPITAL, period=Period(year=2024))


def test_reading_a_file_stores_nothing(pipeline: Pipeline, document: Document) -> None:
    facts = pipeline.read_facts(LINES, "事实.txt")
    assert [(fact.text, fact.last_year, fact.shelved) for fact in facts] == [
        ("慰问困难职工32户", "28户", False),
        ("送清凉3次", None, False),
        ("食堂改造尚未验收", None, True),
    ]
    assert pipeline.load(document.id) == document


def test_added_facts_stand_behind_the_section_s_own_and_twins_are_left_out(
    pipeline: Pipeline, document: Document
) -> None:
    section = document.sections[1]
    own = pipeline.set_facts(document.id, section.id, "送清凉3次\n开展培训2场", revision=section.revision)
    added = pipeline.add_facts(
        document.id, section.id, pipeline.read_facts(LINES, "事实.txt"), revision=own.revision
    )
    assert [fact.text for fact in added.facts] == [
        "送清凉3次",
        "开展培训2场",
        "慰问困难职工32户",
        "食堂改造尚未验收",
    ]


def test_facts_added_to_a_section_changed_elsewhere_are_refused(
    pipeline: Pipeline, document: Document
) -> None:
    section = document.sections[1]
    pipeline.set_facts(document.id, section.id, "送清凉3次", revision=section.revision)
    with pytest.raises(ConflictError):
        pipeline.add_facts(document.id, section.id, (), revision=section.revision - 1)


def test_a_file_without_words_is_refused_with_the_reason(pipeline: Pipeline) -> None:
    with pytest.raises(UnreadableFileError, match="空"):
        pipeline.read_facts(b"  \n", "空.txt")
