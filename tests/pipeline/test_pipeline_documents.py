"""Documents, their sections and facts, as a user changes them, on a real store in memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pipeline_fakes import SHEET, care

from summarizer.domain import Document, Period, PeriodSpan, Topic, UnitKind
from summarizer.errors import (
    ConflictError,
    FactSheetError,
    InputError,
    NotFoundError,
    TooLargeError,
    UnknownTopicError,
)
from summarizer.pipeline import Pipeline


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.import_fact_sheet(SHEET)


# Documents


def test_a_new_document_has_the_outline_of_its_kind_and_period(pipeline: Pipeline) -> None:
    period = Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
    document = pipeline.new_document(
        unit=" ××医院工会 ", kind=UnitKind.HOSPITAL, period=period, date="2024-07-05"
    )
    assert document == pipeline.load(document.id)
    assert document.title == "××医院工会2024年上半年工作总结"
    assert document.date == "2024年7月5日"
    assert document.sections[0].topic is Topic.OVERVIEW
    assert len(document.sections) > 5
    assert all(section.length_chars > 0 for section in document.sections)


@pytest.mark.parametrize("unit", ["", " \u3000", "\u200b"])
def test_a_document_needs_a_unit(pipeline: Pipeline, unit: str) -> None:
    with pytest.raises(InputError, match="请填写单位名称"):
        pipeline.new_document(unit=unit, kind=UnitKind.SCHOOL, period=Period(year=2024))
    assert pipeline.list_documents() == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_uploaded_fact_sheet_may_have_any_usual_encoding(pipeline: Pipeline, encoding: str) -> None:
    document = pipeline.import_fact_sheet(SHEET.encode(encoding))
    assert [len(section.facts) for section in document.sections] == [1, 2, 0]


@pytest.mark.parametrize(
    ("sheet", "error"),
    [("", FactSheetError), ("- 甲", FactSheetError), (SHEET + "## 甲 {topic=乙}", UnknownTopicError)],
)
def test_a_bad_fact_sheet_stores_nothing(pipeline: Pipeline, sheet: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        pipeline.import_fact_sheet(sheet)
    assert pipeline.list_documents() == ()


@pytest.mark.parametrize("kind", UnitKind)
def test_the_example_of_every_kind_opens_drafted_and_proven(pipeline: Pipeline, kind: UnitKind) -> None:
    document = pipeline.open_example(kind)
    report = pipeline.check(document)
    assert document.kind is kind
    assert all(section.text for section in document.sections)
    assert report.facts_written == report.facts_total > 10
    assert report.errors == 0


def test_an_exported_fact_sheet_makes_the_same_document_again(pipeline: Pipeline, document: Document) -> None:
    again = pipeline.import_fact_sheet(pipeline.export_fact_sheet(document.id))
    assert [[fact.text for fact in section.facts] for section in again.sections] == [
        [fact.text for fact in section.facts] for section in document.sections
    ]
    assert (again.title, again.unit, again.kind) == (document.title, document.unit, document.kind)


def test_the_fields_of_a_document_are_cleaned_and_saved(pipeline: Pipeline, document: Document) -> None:
    changed = pipeline.update_document(
        replace(document, title=" 新标题\n", signed="工会\t委员会", date="2025/1/8")
    )
    assert (changed.title, changed.signed, changed.date) == ("新标题", "工会 委员会", "2025年1月8日")
    with pytest.raises(ConflictError):
        pipeline.update_document(replace(document, title="另一窗口"))
    with pytest.raises(InputError, match="请填写标题"):
        pipeline.update_document(replace(changed, title=" "))


def test_a_document_in_the_bin_comes_back_whole(pipeline: Pipeline, document: Document) -> None:
    pipeline.delete_document(document.id)
    assert [card.id for card in pipeline.list_documents(deleted=True)] == [document.id]
    with pytest.raises(NotFoundError):
        pipeline.load(document.id)
    assert pipeline.restore_document(document.id).sections == document.sections


# Sections


def test_a_section_is_added_behind_another_with_its_topic_inferred(
    pipeline: Pipeline, document: Document
) -> None:
    added = pipeline.add_section(document.id, "三、文体活动", after=document.sections[0].id)
    assert (added.heading, added.topic) == ("文体活动", Topic.CULTURE)
    last = pipeline.add_section(document.id, "其他", topic=Topic.FINANCE)
    headings = [section.heading for section in pipeline.load(document.id).sections]
    assert headings == ["前言", "文体活动", "关爱帮扶", "存在的问题", "其他"]
    assert last.topic is Topic.FINANCE


@pytest.mark.parametrize("heading", ["", "  ", "一、", "{topic=rights}"])
def test_a_section_needs_a_heading(pipeline: Pipeline, document: Document, heading: str) -> None:
    section = care(document)
    with pytest.raises(InputError, match="请填写这一节的标题"):
        pipeline.add_section(document.id, heading)
    with pytest.raises(InputError, match="请填写这一节的标题"):
        pipeline.update_section(document.id, section.id, revision=section.revision, heading=heading)
    assert pipeline.load(document.id).sections == document.sections


def test_there_is_one_overview_and_it_stays_in_front(pipeline: Pipeline, document: Document) -> None:
    overview, section, problems = document.sections
    with pytest.raises(InputError, match="已经有前言"):
        pipeline.add_section(document.id, "概述", topic=Topic.OVERVIEW)
    with pytest.raises(InputError, match="已经有前言"):
        pipeline.update_section(document.id, section.id, revision=section.revision, topic=Topic.OVERVIEW)
    moved = pipeline.move_section(document.id, problems.id, 0)
    assert [one.id for one in moved.sections] == [overview.id, problems.id, section.id]
    moved = pipeline.move_section(document.id, overview.id, 2)
    assert moved.sections[0].id == overview.id


def test_a_section_that_becomes_the_overview_moves_to_the_front(
    pipeline: Pipeline, document: Document
) -> None:
    pipeline.delete_section(document.sections[0].id)
    section = care(document)
    pipeline.update_section(document.id, section.id, revision=section.revision, topic=Topic.OVERVIEW)
    problems = document.sections[2]
    pipeline.move_section(document.id, problems.id, 0)
    assert [one.id for one in pipeline.load(document.id).sections] == [section.id, problems.id]


def test_a_negative_length_is_refused(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    with pytest.raises(InputError, match="目标字数"):
        pipeline.update_section(document.id, section.id, revision=section.revision, length_chars=-1)


def test_a_deleted_section_comes_back_with_its_facts(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    pipeline.delete_section(section.id)
    assert len(pipeline.load(document.id).sections) == 2
    assert pipeline.restore_section(section.id).facts == section.facts


@pytest.mark.parametrize(
    "act",
    [
        lambda pipeline, document: pipeline.add_section(document.id, "文体", after="gone"),
        lambda pipeline, document: pipeline.set_facts(document.id, "gone", "甲", revision=0),
        lambda pipeline, document: pipeline.shelve_fact(document.id, care(document).id, "gone", revision=0),
    ],
    ids=["after", "section", "fact"],
)
def test_what_does_not_exist_any_more_is_said_so(
    pipeline: Pipeline, document: Document, act: Callable[[Pipeline, Document], object]
) -> None:
    with pytest.raises(NotFoundError, match="已不存在"):
        act(pipeline, document)


# Facts


def test_pasted_facts_replace_the_old_ones_and_keep_their_ids(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    lines = "1. 2024年1月慰问困难职工33户，发放4.8万元（去年：28户）\n2. 体检178人"
    changed = pipeline.set_facts(document.id, section.id, lines, revision=section.revision)
    assert changed.facts[0] == replace(section.facts[0], text="2024年1月慰问困难职工33户，发放4.8万元")
    assert changed.facts[1].text == "体检178人"
    assert changed.facts[1].id != section.facts[1].id
    assert pipeline.load(document.id).section(section.id) == changed


def test_facts_saved_in_another_tab_are_not_overwritten(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    saved = pipeline.set_facts(document.id, section.id, "体检178人", revision=section.revision)
    with pytest.raises(ConflictError):
        pipeline.set_facts(document.id, section.id, "春游1次", revision=section.revision)
    assert pipeline.load(document.id).section(section.id) == saved


@pytest.mark.parametrize("lines", ["\n".join(f"慰问{n}户" for n in range(1999)), "长" * 10_001])
def test_too_many_or_too_long_facts_change_nothing(
    pipeline: Pipeline, document: Document, lines: str
) -> None:
    section = care(document)
    with pytest.raises(TooLargeError):
        pipeline.set_facts(document.id, document.sections[2].id, lines + "\n甲", revision=0)
    assert pipeline.load(document.id).section(section.id) == section


@pytest.mark.parametrize(
    "lines", ["\n".join(f"第{n}组慰问{n}户" for n in range(1, 501)), "慰问困难职工" * 833, "😀\n\n-\n\x00"]
)
def test_large_and_empty_pastes_are_saved(pipeline: Pipeline, document: Document, lines: str) -> None:
    section = care(document)
    changed = pipeline.set_facts(document.id, section.id, lines, revision=section.revision)
    expected = [] if "\x00" in lines else lines.split("\n")
    assert [fact.text for fact in changed.facts] == expected


def test_a_fact_is_shelved_and_taken_back(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    fact = section.facts[0]
    shelved = pipeline.shelve_fact(document.id, section.id, fact.id, revision=section.revision)
    assert [one.id for one in shelved.active_facts] == [section.facts[1].id]
    back = pipeline.shelve_fact(document.id, section.id, fact.id, revision=shelved.revision, shelved=False)
    assert back.facts == section.facts


def test_a_fact_moves_to_the_end_of_another_section(pipeline: Pipeline, document: Document) -> None:
    overview, section, _ = document.sections
    fact = section.facts[0]
    moved = pipeline.move_fact(document.id, fact.id, from_section=section.id, to_section=overview.id)
    assert moved.section(overview.id).facts == (*overview.facts, fact)
    assert moved.section(section.id).facts == section.facts[1:]
    assert pipeline.move_fact(document.id, fact.id, from_section=overview.id, to_section=overview.id) == moved
