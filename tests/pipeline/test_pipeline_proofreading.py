"""Suggestions of the proofreader taken into stored texts."""

import pytest

from summarizer.domain import Document, Origin
from summarizer.errors import ConflictError, LockedError
from summarizer.pipeline import Pipeline
from summarizer.proofread import Remark

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
---
## 关爱帮扶 {topic=welfare}
- 慰问困难职工32户
"""
TEXT = "全年慰问困难职工32户,送去了关怀。。"


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    made = pipeline.import_fact_sheet(SHEET)
    section = made.sections[0]
    pipeline.save_text(made.id, section.id, TEXT, revision=section.revision)
    return pipeline.load(made.id)


def found(pipeline: Pipeline, document: Document) -> tuple[Remark, ...]:
    return pipeline.proofread(document)[0].text


def test_one_suggestion_changes_its_own_span_only(pipeline: Pipeline, document: Document) -> None:
    section = document.sections[0]
    comma = next(one for one in found(pipeline, document) if one.text == ",")
    saved = pipeline.take_suggestions(document.id, section.id, [comma], revision=section.revision)
    assert saved.text == TEXT.replace(",", "，")
    assert saved.origin is Origin.EDIT
    assert TEXT in [version.text for version in pipeline.versions(section.id)]


def test_all_suggestions_leave_nothing_that_is_certain(pipeline: Pipeline, document: Document) -> None:
    section = document.sections[0]
    pipeline.take_suggestions(document.id, section.id, found(pipeline, document), revision=section.revision)
    mended = pipeline.load(document.id)
    assert mended.sections[0].text == "全年慰问困难职工32户，送去了关怀。"
    assert not [one for one in found(pipeline, mended) if one.fixable]


def test_a_suggestion_a_person_decided_on_is_taken_too(pipeline: Pipeline, document: Document) -> None:
    section = document.sections[0]
    doubtful = Remark(
        rule="user:1", clause="", level="hint", start=0, end=2, text="全年", message="", suggestion="一年来"
    )
    saved = pipeline.take_suggestions(document.id, section.id, [doubtful], revision=section.revision)
    assert saved.text.startswith("一年来慰问")


def test_a_suggestion_for_another_text_is_refused(pipeline: Pipeline, document: Document) -> None:
    section = document.sections[0]
    remarks = found(pipeline, document)
    changed = pipeline.save_text(document.id, section.id, "前言。" + TEXT, revision=section.revision)
    with pytest.raises(ConflictError, match="校对意见"):
        pipeline.take_suggestions(document.id, section.id, remarks, revision=changed.revision)
    assert pipeline.load(document.id).sections[0].text == "前言。" + TEXT


def test_a_locked_text_takes_no_suggestion(pipeline: Pipeline, document: Document) -> None:
    section = document.sections[0]
    remarks = found(pipeline, document)
    locked = pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)
    with pytest.raises(LockedError):
        pipeline.take_suggestions(document.id, section.id, remarks, revision=locked.revision)
