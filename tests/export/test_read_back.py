"""Which section each part of an edited file belongs to."""

from dataclasses import replace

import pytest
from export_samples import section, summary

from summarizer.domain import Document, Layout, Topic
from summarizer.export import official_blocks
from summarizer.export.blocks import (
    EMPTY_SECTION,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
    blocks_of,
)
from summarizer.export.docx import write_docx
from summarizer.export.docx_reading import read_docx_blocks
from summarizer.export.docx_text import read_docx_text
from summarizer.export.markdown import blocks_of_markdown, write_markdown
from summarizer.export.read_back import Match, ReadBack, ReadPart, match_blocks

DOCUMENT = replace(
    summary(),
    sections=(
        section("o", "前言", "上半年，工会办实事。", Topic.OVERVIEW),
        section("a", "坚持民主管理", "召开职代会2次，征集提案46件，办结37件。", Topic.DEMOCRACY),
        section("b", "做实普惠服务", "走访困难职工412户，发放慰问金20.6万元。\n送清凉3批。"),
        section("c", "下一步打算", "", Topic.PLANS),
    ),
)


def applied(document: Document, read: ReadBack) -> Document:
    """The document with every matched part taken over."""
    texts = {part.section_id: part.text for part in read.parts}
    headings = {part.section_id: part.heading for part in read.parts if part.heading}
    sections = tuple(
        replace(one, text=texts.get(one.id, one.text), heading=headings.get(one.id, one.heading))
        for one in document.sections
    )
    return replace(document, sections=sections)


def read(*parts: tuple[str, str], opening: str = "") -> ReadBack:
    """What a file with these headings and texts means for DOCUMENT."""
    blocks: list[Block] = [Title(text=DOCUMENT.title)]
    blocks += [Paragraph(text=line) for line in opening.split("\n") if line]
    for number, (heading, text) in enumerate(parts, start=1):
        blocks.append(Heading(level=1, text=f"{'一二三四五六'[number - 1]}、{heading}"))
        blocks += [Paragraph(text=line) for line in text.split("\n") if line]
    return match_blocks(DOCUMENT, blocks)


def nowhere(result: ReadBack) -> list[ReadPart]:
    """The parts that belong to no section."""
    return [part for part in result.parts if part.section_id is None]


def texts(*section_ids: str) -> list[tuple[str, str]]:
    return [(DOCUMENT.section(one).heading, DOCUMENT.section(one).text) for one in section_ids]


@pytest.mark.parametrize("document", [DOCUMENT, summary(), summary(table=True, repeats=3)])
def test_an_unedited_file_changes_nothing(document: Document) -> None:
    for blocks in (
        read_docx_blocks(write_docx(blocks_of(document))),
        blocks_of_markdown(write_markdown(blocks_of(document))),
    ):
        result = match_blocks(document, blocks)

        assert [part.section_id for part in result.parts] == [one.id for one in document.sections]
        assert not any(part.is_changed or part.is_renamed for part in result.parts)
        assert (result.title, result.signed, result.date) == (document.title, document.signed, document.date)
        assert applied(document, result) == document
        assert result.absent == result.others == ()


def test_an_edited_file_exported_again_has_the_same_text() -> None:
    content = write_docx(
        (
            Title(text=DOCUMENT.title),
            Paragraph(text="新的前言。"),
            Heading(level=1, text="一、坚持民主管理"),
            Heading(level=2, text="（一）制度"),
            Paragraph(text="征集提案47件。"),
            Table(caption="表1 提案", rows=(("月", "件"), ("1月", "47"))),
            Heading(level=1, text="二、做实普惠服务"),
            Paragraph(text="走访困难职工412户。"),
            Heading(level=1, text="三、下一步打算"),
            Paragraph(text="建职工之家1个。"),
            SignOff(signed=DOCUMENT.signed, date=DOCUMENT.date),
        )
    )
    result = match_blocks(DOCUMENT, read_docx_blocks(content))
    again = write_docx(blocks_of(applied(DOCUMENT, result)))

    assert read_docx_text(again) == read_docx_text(content)
    assert all(part.match in {Match.HEADING, Match.OPENING} for part in result.parts)
    assert all(part.is_changed for part in result.parts)


def test_sections_are_found_by_heading_whatever_number_or_marks_it_has() -> None:
    result = read(("坚持，民主管理", "全新的话。"), *texts("b"), opening="前言改了。")

    assert [(part.section_id, part.match) for part in result.parts] == [
        ("o", Match.OPENING),
        ("a", Match.HEADING),
        ("b", Match.HEADING),
    ]
    assert result.parts[1].is_renamed


def test_a_moved_section_keeps_its_place_in_the_document() -> None:
    result = read(*texts("b", "a"))

    assert [part.section_id for part in result.parts] == ["b", "a"]
    assert not any(part.is_changed for part in result.parts)
    assert result.absent == ("o",)


def test_a_renamed_section_is_found_by_its_content() -> None:
    result = read(("把温暖送到职工身边", "走访困难职工413户，发放慰问金20.6万元。\n送清凉3批。"), *texts("a"))

    first = result.parts[0]
    assert (first.section_id, first.match, first.is_renamed) == ("b", Match.CONTENT, True)
    assert first.heading == "把温暖送到职工身边"


def test_an_empty_section_that_was_renamed_and_written_is_found_by_its_heading() -> None:
    result = read(*texts("a", "b"), ("下一步的打算", "建职工之家1个。"))

    assert (result.parts[2].section_id, result.parts[2].text) == ("c", "建职工之家1个。")


def test_what_belongs_nowhere_is_kept_and_told() -> None:
    result = read(*texts("a"), ("意外的一节", "完全不同的内容，谈的是别的事情。"))

    (part,) = nowhere(result)
    assert (part.heading, part.text, part.match) == (
        "意外的一节",
        "完全不同的内容，谈的是别的事情。",
        Match.NONE,
    )
    assert result.absent == ("o", "b")


def test_without_an_overview_the_opening_belongs_nowhere() -> None:
    document = replace(DOCUMENT, sections=DOCUMENT.sections[1:])
    result = match_blocks(document, (Paragraph(text="开头的话。"), Heading(level=1, text="一、坚持民主管理")))

    assert [(part.heading, part.text) for part in nowhere(result)] == [("", "开头的话。")]


def test_a_first_section_without_heading_takes_the_opening() -> None:
    document = replace(DOCUMENT, sections=(section("n", "", "旧。"), *DOCUMENT.sections[1:]))
    result = match_blocks(document, (Paragraph(text="新。"),))

    assert (result.parts[0].section_id, result.parts[0].text) == ("n", "新。")


def test_equal_headings_are_matched_in_order() -> None:
    document = replace(
        DOCUMENT, sections=tuple(section(one, "工作", f"第{one}节。") for one in ("x", "y", "z"))
    )
    result = match_blocks(document, blocks_of(document))

    assert [part.section_id for part in result.parts] == ["x", "y", "z"]


def test_the_mark_of_an_empty_section_is_no_text() -> None:
    result = read(*texts("a", "b"), ("下一步打算", EMPTY_SECTION))

    assert (result.parts[2].text, result.parts[2].is_changed) == ("", False)


def test_a_section_emptied_in_word_is_changed() -> None:
    result = read(("坚持民主管理", ""), *texts("b"))

    assert (result.parts[0].text, result.parts[0].is_changed) == ("", True)


def test_title_and_sign_off_are_read() -> None:
    blocks = (Title(text="新标题"), Paragraph(text="前言。"), SignOff(signed="新落款", date="2025年2月1日"))
    result = match_blocks(DOCUMENT, blocks)

    assert (result.title, result.signed, result.date) == ("新标题", "新落款", "2025年2月1日")


LAYOUT = Layout(main_recipient="区总工会", closing="特此报告", attachments=("经费表", "名册"), seal=True)


@pytest.mark.parametrize("document", [DOCUMENT, summary(table=True)])
def test_what_the_layout_put_in_goes_into_no_section(document: Document) -> None:
    content = write_docx(official_blocks(replace(document, layout=LAYOUT)))
    result = match_blocks(document, read_docx_blocks(content))

    assert not any(part.is_changed for part in result.parts)
    assert result.layout == replace(LAYOUT, seal=False)
    assert result.others == ()
    assert result.layout_for(document) == replace(LAYOUT, seal=False)
    sealed = replace(LAYOUT, main_recipient="区总工会：", closing="特此报告。")
    assert result.layout_for(replace(document, layout=sealed)) == sealed


def test_such_lines_stay_where_the_text_itself_says_them() -> None:
    opening = replace(DOCUMENT.sections[0], text="各位代表：\n上半年，工会办实事。")
    ending = replace(DOCUMENT.sections[2], text="走访32户。\n特此报告。\n附件：1、经费表。\n2、名册。")
    document = replace(DOCUMENT, sections=(opening, DOCUMENT.sections[1], ending))
    result = match_blocks(document, read_docx_blocks(write_docx(official_blocks(document))))

    assert not any(part.is_changed for part in result.parts)
    assert result.others == ()


def test_an_attachment_added_in_word_is_told_and_in_no_section() -> None:
    blocks = (
        *official_blocks(DOCUMENT),
        AttachmentPage(number=1, title="名册"),
        Paragraph(text="张三、李四。"),
    )
    result = match_blocks(DOCUMENT, read_docx_blocks(write_docx(blocks)))

    assert not any(part.is_changed for part in result.parts)
    assert (result.signed, result.date) == (DOCUMENT.signed, DOCUMENT.date)
    assert "\n".join(result.others) == "附件1\n名册\n张三、李四。"


def test_every_line_of_the_body_is_in_a_part() -> None:
    document = summary(table=True, repeats=2)
    blocks = blocks_of(document)
    shuffled = [*blocks[1:20][::-1], *blocks[20:]]
    result = match_blocks(document, shuffled)
    kept = "\n".join(f"{part.heading}\n{part.text}" for part in result.parts)

    for block in shuffled:
        if isinstance(block, Paragraph) and block.text != EMPTY_SECTION:
            assert block.text in kept
