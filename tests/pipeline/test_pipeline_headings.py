"""Headings of a stored document: proposed, taken over all at once, taken back."""

import pytest

from summarizer.domain import Document
from summarizer.errors import ConflictError, InputError, NotFoundError
from summarizer.pipeline import Pipeline

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
---
## 前言 {topic=overview}
- 现有会员420名
## 关爱帮扶 {topic=welfare}
- 慰问困难职工32户
## 丰富文体活动 {topic=culture}
- 举办运动会1场
"""


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.load(pipeline.import_fact_sheet(SHEET).id)


def revisions(document: Document) -> dict[str, int]:
    return {section.id: section.revision for section in document.sections}


def headings(document: Document) -> list[str]:
    return [section.heading for section in document.sections]


def test_a_set_is_taken_over_and_taken_back(pipeline: Pipeline, document: Document) -> None:
    chosen = pipeline.propose_headings(document.id).sets[0].headings
    after = pipeline.apply_headings(document.id, chosen, revisions(document))
    assert headings(after) == ["前言", *chosen.values()]
    assert [section.facts for section in after.sections] == [section.facts for section in document.sections]
    back = pipeline.undo_change(document, after)
    assert headings(back) == headings(document)


def test_proposing_changes_nothing(pipeline: Pipeline, document: Document) -> None:
    pipeline.propose_headings(document.id)
    pipeline.propose_titles(document.id)
    assert pipeline.load(document.id) == document


def test_one_section_changed_meanwhile_keeps_all_as_they_are(pipeline: Pipeline, document: Document) -> None:
    seen = revisions(document)
    last = document.sections[2]
    pipeline.update_section(document.id, last.id, revision=last.revision, heading="别处改的")
    chosen = pipeline.propose_headings(document.id).sets[0].headings
    with pytest.raises(ConflictError):
        pipeline.apply_headings(document.id, chosen, seen)
    assert headings(pipeline.load(document.id)) == ["前言", "关爱帮扶", "别处改的"]


def test_headings_that_cannot_be_saved_are_told(pipeline: Pipeline, document: Document) -> None:
    welfare = document.sections[1].id
    seen = revisions(document)
    with pytest.raises(InputError, match="没有选中"):
        pipeline.apply_headings(document.id, {}, seen)
    with pytest.raises(InputError, match="请填写这一节的标题"):
        pipeline.apply_headings(document.id, {welfare: " "}, seen)
    with pytest.raises(NotFoundError):
        pipeline.apply_headings(document.id, {"gone": "新标题"}, {"gone": 0})
    with pytest.raises(ConflictError, match="不是您刚才看到的样子"):
        pipeline.apply_headings(document.id, {welfare: "新标题"}, {})
    assert pipeline.load(document.id) == document
