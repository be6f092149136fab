"""Splitting and merging stored sections, and taking it back."""

import pytest

from summarizer.domain import Document, Origin, Section, Topic
from summarizer.errors import ConflictError, InputError, LockedError
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
- 送清凉3次
- ~~暂不写的事实~~
## 丰富文体活动 {topic=culture}
- 举办运动会1场
"""
TEXT = "全年慰问困难职工32户。\n夏季开展送清凉3次。"


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    """Three sections, the second with a text of its own."""
    made = pipeline.import_fact_sheet(SHEET)
    section = made.sections[1]
    pipeline.save_text(made.id, section.id, TEXT, revision=section.revision)
    return pipeline.load(made.id)


def split(pipeline: Pipeline, document: Document, heading: str = "送清凉到一线") -> Document:
    section = document.sections[1]
    offset = TEXT.index("夏季")
    return pipeline.split_section(
        document.id, section.id, offset=offset, heading=heading, revision=section.revision
    )


def shape(document: Document) -> list[tuple[str, Topic, str, list[str]]]:
    return [(one.heading, one.topic, one.text, [f.text for f in one.facts]) for one in document.sections]


def test_a_split_section_becomes_two_with_their_facts(pipeline: Pipeline, document: Document) -> None:
    after = split(pipeline, document)
    assert [one.heading for one in after.sections] == ["前言", "关爱帮扶", "送清凉到一线", "丰富文体活动"]
    first, second = after.sections[1:3]
    assert (first.text, second.text) == ("全年慰问困难职工32户。", "夏季开展送清凉3次。")
    assert [fact.text for fact in first.facts] == ["慰问困难职工32户", "暂不写的事实"]
    assert [fact.text for fact in second.facts] == ["送清凉3次"]
    assert second.topic is Topic.WELFARE


def test_the_whole_text_stays_among_the_versions_of_a_split_section(
    pipeline: Pipeline, document: Document
) -> None:
    after = split(pipeline, document)
    assert TEXT in [version.text for version in pipeline.versions(after.sections[1].id)]


def test_a_merged_section_joins_the_one_before_it(pipeline: Pipeline, document: Document) -> None:
    last = document.sections[2]
    pipeline.save_text(document.id, last.id, "举办运动会1场。", revision=last.revision)
    last = pipeline.load(document.id).sections[2]

    after = pipeline.merge_section(document.id, last.id, revision=last.revision)

    assert [one.heading for one in after.sections] == ["前言", "关爱帮扶"]
    assert after.sections[1].text == f"{TEXT}\n举办运动会1场。"
    assert [fact.text for fact in after.sections[1].facts][-1] == "举办运动会1场"


def test_a_split_and_a_merge_can_be_taken_back(pipeline: Pipeline, document: Document) -> None:
    after = split(pipeline, document)
    assert shape(pipeline.undo_change(document, after)) == shape(document)

    before = pipeline.load(document.id)
    last = before.sections[2]
    merged = pipeline.merge_section(document.id, last.id, revision=last.revision)
    assert shape(pipeline.undo_change(before, merged)) == shape(document)


def test_an_edit_made_since_is_never_taken_back(pipeline: Pipeline, document: Document) -> None:
    after = split(pipeline, document)
    added = after.sections[2]
    pipeline.save_text(document.id, added.id, "又改了一句。", revision=added.revision)

    with pytest.raises(ConflictError, match="之后又改过"):
        pipeline.undo_change(document, after)

    assert pipeline.load(document.id).section(added.id).text == "又改了一句。"


def test_the_parts_keep_where_their_text_came_from(pipeline: Pipeline, document: Document) -> None:
    assert {one.origin for one in split(pipeline, document).sections[1:3]} == {Origin.EDIT}


def test_a_locked_section_is_neither_split_nor_merged(pipeline: Pipeline, document: Document) -> None:
    section = lock(pipeline, document, document.sections[1])
    with pytest.raises(LockedError):
        pipeline.split_section(document.id, section.id, offset=12, heading="新", revision=section.revision)
    with pytest.raises(LockedError):
        pipeline.merge_section(document.id, section.id, revision=section.revision)
    last = document.sections[2]
    with pytest.raises(LockedError):
        pipeline.merge_section(document.id, last.id, revision=last.revision)
    assert shape(pipeline.load(document.id)) == shape(document)


def lock(pipeline: Pipeline, document: Document, section: Section) -> Section:
    return pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)


def test_a_section_changed_elsewhere_is_neither_split_nor_merged(
    pipeline: Pipeline, document: Document
) -> None:
    section = document.sections[1]
    stale = section.revision - 1
    with pytest.raises(ConflictError):
        pipeline.split_section(document.id, section.id, offset=12, heading="新一节", revision=stale)
    with pytest.raises(ConflictError):
        pipeline.merge_section(document.id, section.id, revision=stale)


def test_the_first_section_has_nothing_to_join(pipeline: Pipeline, document: Document) -> None:
    first = document.sections[0]
    with pytest.raises(InputError, match="第一节"):
        pipeline.merge_section(document.id, first.id, revision=first.revision)


def test_the_second_part_of_an_overview_is_no_second_overview(pipeline: Pipeline, document: Document) -> None:
    first = document.sections[0]
    saved = pipeline.save_text(
        document.id, first.id, "现有会员420名。\n现将情况报告如下。", revision=first.revision
    )
    after = pipeline.split_section(
        document.id, first.id, offset=10, heading="基本情况", revision=saved.revision
    )
    assert [one.topic for one in after.sections].count(Topic.OVERVIEW) == 1
