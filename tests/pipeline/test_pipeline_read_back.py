"""A file edited in Word, looked at and taken over into stored sections."""

from dataclasses import replace

import pytest

from summarizer.domain import Document, Origin, Section
from summarizer.errors import ConflictError, InputError, LockedError, UnreadableFileError
from summarizer.export import FontSet, Format, blocks_of, write_markdown
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Title
from summarizer.export.docx import write_docx
from summarizer.export.read_back import Match, ReadBack, ReadPart
from summarizer.pipeline import Pipeline, Placement

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
signed: ××医院工会
date: 2025年1月8日
---
## 前言 {topic=overview}
- 现有会员420名
## 关爱帮扶 {topic=welfare}
- 慰问困难职工32户
- 送清凉3次
## 丰富文体活动 {topic=culture}
- 举办运动会1场
"""


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    """A drafted document of three sections."""
    made = pipeline.import_fact_sheet(SHEET)
    return pipeline.draft_all(made.id, engine="offline").document


def edited(document: Document, old: str, new: str) -> bytes:
    """The exported .docx with one text replaced by another in every block."""
    blocks = [_replaced(block, old, new) for block in blocks_of(document)]
    return write_docx(blocks)


def _replaced(block: Block, old: str, new: str) -> Block:
    if isinstance(block, Title | Heading | Paragraph):
        return replace(block, text=block.text.replace(old, new))
    return block


def everything(
    pipeline: Pipeline, document: Document, content: bytes
) -> tuple[ReadBack, tuple[Placement, ...]]:
    read = pipeline.read_back(document, content, name="改.docx")
    return read, tuple(Placement(part=part, section_id=part.section_id) for part in read.parts)


def only(*placements: Placement) -> tuple[ReadBack, tuple[Placement, ...]]:
    """A file of nothing but these parts."""
    return ReadBack(parts=tuple(one.part for one in placements)), placements


def care(document: Document) -> Section:
    return document.sections[1]


def test_looking_at_a_file_changes_nothing(pipeline: Pipeline, document: Document) -> None:
    read = pipeline.read_back(document, edited(document, "32户", "33户"), name="改.docx")

    assert [part.is_changed for part in read.parts] == [False, True, False]
    assert pipeline.load(document.id) == document


def test_an_unedited_export_makes_no_versions(pipeline: Pipeline, document: Document) -> None:
    file = pipeline.export(document, format=Format.DOCX, fonts=FontSet.STANDARD)
    taken = pipeline.take_back(document, *everything(pipeline, document, file.content))

    assert taken.saved == taken.added == ()
    assert taken.document == document


def test_a_changed_section_gets_a_version_of_the_import(pipeline: Pipeline, document: Document) -> None:
    content = edited(document, "32户", "33户")
    taken = pipeline.take_back(document, *everything(pipeline, document, content))
    section = care(taken.document)

    assert taken.saved == (section.id,)
    assert "33户" in section.text
    assert section.origin is Origin.IMPORT
    newest, before = pipeline.versions(section.id)[:2]
    assert (newest.origin, before.text) == (Origin.IMPORT, care(document).text)


def test_text_that_was_imported_is_the_user_s_own(pipeline: Pipeline, document: Document) -> None:
    pipeline.take_back(document, *everything(pipeline, document, edited(document, "32户", "33户")))
    outcome = pipeline.draft_all(document.id, engine="offline")

    assert care(outcome.document).id not in outcome.drafted
    assert "33户" in care(outcome.document).text


def test_a_new_heading_is_taken_over(pipeline: Pipeline, document: Document) -> None:
    content = edited(document, "关爱帮扶", "办好暖心实事")
    taken = pipeline.take_back(document, *everything(pipeline, document, content))

    assert care(taken.document).heading == "办好暖心实事"
    assert care(taken.document).text == care(document).text


def test_a_part_without_a_section_becomes_one_where_it_stands_in_the_file(
    pipeline: Pipeline, document: Document
) -> None:
    new = ReadPart(heading="女职工工作", text="办讲座2场。", section_id=None, match=Match.NONE)
    same = ReadPart(
        heading="关爱帮扶",
        text=care(document).text,
        section_id=care(document).id,
        match=Match.HEADING,
        is_changed=False,
    )
    placement = Placement(part=new, section_id=None)
    taken = pipeline.take_back(document, ReadBack(parts=(same, new)), (placement,))

    assert [one.heading for one in taken.document.sections] == [
        "前言", "关爱帮扶", "女职工工作", "丰富文体活动",
    ]  # fmt: skip
    added = taken.document.section(taken.added[0])
    assert (added.text, added.origin) == ("办讲座2场。", Origin.IMPORT)


def test_text_above_the_first_heading_can_become_a_section_too(
    pipeline: Pipeline, document: Document
) -> None:
    part = ReadPart(heading="", text="开头的话。", section_id=None, match=Match.NONE)
    taken = pipeline.take_back(document, *only(Placement(part=part, section_id=None)))

    assert taken.document.section(taken.added[0]).text == "开头的话。"


def test_a_second_overview_is_not_made(pipeline: Pipeline, document: Document) -> None:
    part = ReadPart(heading="前言", text="另一段前言。", section_id=None, match=Match.NONE)
    taken = pipeline.take_back(document, *only(Placement(part=part, section_id=None)))

    assert taken.document.section(taken.added[0]).text == "另一段前言。"


def test_a_part_can_be_put_behind_a_section_s_text(pipeline: Pipeline, document: Document) -> None:
    part = ReadPart(heading="零散的话", text="补一句。", section_id=None, match=Match.NONE)
    placement = Placement(part=part, section_id=care(document).id, appended=True)
    taken = pipeline.take_back(document, *only(placement))

    assert care(taken.document).text == f"{care(document).text}\n补一句。"
    assert care(taken.document).heading == "关爱帮扶"


def test_a_part_in_place_and_one_behind_it_are_joined(pipeline: Pipeline, document: Document) -> None:
    here = care(document).id
    parts = [
        ReadPart(heading="关爱帮扶", text="新的正文。", section_id=here, match=Match.HEADING),
        ReadPart(heading="", text="补一句。", section_id=None, match=Match.NONE),
    ]
    placements = [Placement(part=part, section_id=here, appended=part.section_id is None) for part in parts]
    taken = pipeline.take_back(document, *only(*placements))

    assert care(taken.document).text == "新的正文。\n补一句。"


def test_locked_sections_are_left_alone_and_named(pipeline: Pipeline, document: Document) -> None:
    locked = pipeline.update_section(
        document.id, care(document).id, revision=care(document).revision, locked=True
    )
    document = pipeline.load(document.id)
    taken = pipeline.take_back(document, *everything(pipeline, document, edited(document, "户", "家")))

    assert taken.locked == (locked.id,)
    assert care(taken.document).text == locked.text


def test_sections_changed_meanwhile_are_left_alone_and_named(pipeline: Pipeline, document: Document) -> None:
    read, placements = everything(pipeline, document, edited(document, "32户", "33户"))
    section = care(document)
    pipeline.save_text(document.id, section.id, "另一个窗口写的。", revision=section.revision)
    taken = pipeline.take_back(document, read, placements)

    assert taken.conflicted == (section.id,)
    assert care(taken.document).text == "另一个窗口写的。"


def test_a_section_deleted_meanwhile_is_named(pipeline: Pipeline, document: Document) -> None:
    read, placements = everything(pipeline, document, edited(document, "32户", "33户"))
    pipeline.delete_section(care(document).id)
    taken = pipeline.take_back(document, read, placements)

    assert taken.conflicted == (care(document).id,)


def test_title_and_sign_off_are_taken_over_where_the_file_has_them(
    pipeline: Pipeline, document: Document
) -> None:
    blocks = (Title(text="新标题"), Paragraph(text="正文。"), SignOff(signed="", date="2025年2月1日"))
    read = pipeline.read_back(document, write_docx(blocks), name="改.docx")
    changed = pipeline.take_frame(document, read)

    assert (changed.title, changed.signed, changed.date) == ("新标题", "××医院工会", "2025年2月1日")
    with pytest.raises(ConflictError):
        pipeline.take_frame(document, read)


@pytest.mark.parametrize("name", ["改.md", "改.txt", "改.MD"])
def test_markdown_is_read_back_too(pipeline: Pipeline, document: Document, name: str) -> None:
    text = write_markdown(blocks_of(document)).replace("32户", "33户")
    read = pipeline.read_back(document, text.encode(), name=name)

    assert [part.is_changed for part in read.parts] == [False, True, False]


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("改.pdf", b"%PDF", InputError, "不是 Word 文档"),
        ("改.docx", b"PK", UnreadableFileError, "完好"),
        ("改.txt", b"  \n", InputError, "没有文字"),
        ("改.docx", write_docx(()), InputError, "没有文字"),
    ],
)
def test_what_cannot_be_read_is_answered_by_one_sentence(
    pipeline: Pipeline, document: Document, name: str, content: bytes, kind: type[InputError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        pipeline.read_back(document, content, name=name)


def test_a_locked_section_refuses_an_imported_text(pipeline: Pipeline, document: Document) -> None:
    locked = pipeline.update_section(
        document.id, care(document).id, revision=care(document).revision, locked=True
    )
    with pytest.raises(LockedError):
        pipeline.import_text(document.id, locked.id, "新的正文。", revision=locked.revision)
