"""Reading a .docx edited in Word: what is a heading, what is text, what is left out."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from export_samples import one_page, summary
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import checked

from summarizer.domain import Document, Layout
from summarizer.errors import UnreadableFileError
from summarizer.export import official_blocks
from summarizer.export.blocks import (
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
    blocks_of,
    body_blocks,
)
from summarizer.export.docx import write_docx
from summarizer.export.docx_reading import count_pictures, read_docx_blocks
from summarizer.export.review_docx import export_review


def made(write: Callable[[WordDocument], object]) -> bytes:
    """A .docx made with Word's own template by `write`."""
    word = docx.Document()
    write(word)
    return saved(word)


def saved(word: WordDocument) -> bytes:
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def edited(content: bytes, edit: Callable[[WordDocument], object]) -> bytes:
    word = docx.Document(BytesIO(content))
    edit(word)
    return saved(word)


@pytest.mark.parametrize("document", [one_page(), summary(), summary(table=True, repeats=2)])
def test_what_is_exported_is_read_back_equal(document: Document) -> None:
    blocks = blocks_of(document)

    assert read_docx_blocks(write_docx(blocks)) == blocks


def test_optional_parts_are_read_back_equal() -> None:
    layout = Layout(main_recipient="区总工会", closing="特此报告", attachments=("经费表", "名册"))
    blocks = (
        *official_blocks(replace(summary(), layout=layout)),
        AttachmentPage(number=1, title="经费表"),
        Table(caption="", rows=(("项目", "元"), ("慰问", "32"))),
    )

    assert read_docx_blocks(write_docx(blocks)) == blocks


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="甲乙表1.、（）一二#*_`<&;|\\-+~[]()=> 2年，。\t\u200b", min_size=1, max_size=24),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_survives_the_way_through_word(lines: list[str]) -> None:
    blocks: list[Block] = [
        Title(text="总结"),
        Heading(level=1, text="一、工作"),
        *body_blocks("\n".join(lines)),
        Heading(level=1, text="二、打算"),
        Paragraph(text="继续。"),
        SignOff(signed="××工会", date="2025年1月8日"),
    ]

    assert list(read_docx_blocks(write_docx(blocks))) == blocks


def test_the_review_copy_is_read_without_its_table_of_facts() -> None:
    document, report = checked()

    assert read_docx_blocks(export_review(document, report)) == blocks_of(document)


def test_headings_are_found_by_the_outline_level_of_their_style_or_their_own() -> None:
    def write(word: WordDocument) -> None:
        word.add_heading("××工会2024年工作总结", 0)
        word.add_paragraph("前言。")
        word.add_heading("工作", 1)
        word.add_heading("制度", 2)
        word.add_paragraph("办结37件。")
        own = word.add_paragraph("打算")
        own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
        word.add_paragraph("继续。")

    assert read_docx_blocks(made(write)) == (
        Title(text="××工会2024年工作总结"),
        Paragraph(text="前言。"),
        Heading(level=1, text="一、工作"),
        Heading(level=2, text="（一）制度"),
        Paragraph(text="办结37件。"),
        Heading(level=1, text="二、打算"),
        Paragraph(text="继续。"),
    )


def test_without_styles_numbered_lines_are_headings() -> None:
    def write(word: WordDocument) -> None:
        for line in ("××工会2024年工作总结", "一、工作", "办结37件。", "二、打算", "（一）制度", "继续。"):
            word.add_paragraph(line)

    assert [one.text for one in read_docx_blocks(made(write)) if isinstance(one, Heading)] == [
        "一、工作",
        "二、打算",
        "（一）制度",
    ]


@pytest.mark.parametrize(
    ("text", "bold", "heading"),
    [("二、新增的一节", True, True), ("二、新增的一节", False, False), ("七、引用的话", True, False)],
)
def test_an_unstyled_heading_counts_when_it_goes_on_counting_and_stands_out(
    text: str, bold: bool, heading: bool
) -> None:
    def edit(word: WordDocument) -> None:
        paragraph = word.add_paragraph()
        paragraph.add_run(text).bold = bold
        word.add_paragraph("新写的话。")

    content = write_docx((Heading(level=1, text="一、工作"), Paragraph(text="办结37件。")))
    blocks = read_docx_blocks(edited(content, edit))

    assert (Heading(level=1, text=text) in blocks) is heading
    assert any(block.text == text for block in blocks if isinstance(block, Heading | Paragraph))


def test_a_title_broken_for_the_eye_is_one_line_again() -> None:
    def write(word: WordDocument) -> None:
        title = word.add_heading("××市总工会", 0)
        title.add_run().add_break(WD_BREAK.LINE)
        title.add_run("2024年工作总结")
        word.add_paragraph("正文。")

    assert read_docx_blocks(made(write))[0] == Title(text="××市总工会2024年工作总结")


def test_numbers_that_word_generates_are_written_out() -> None:
    def write(word: WordDocument) -> None:
        word.add_heading("一、工作", 1)
        for line in ("走访职工32户。", "送清凉3次。"):
            word.add_paragraph(line, style="List Number")

    assert read_docx_blocks(made(write))[1:] == (
        Paragraph(text="1.走访职工32户。"),
        Paragraph(text="2.送清凉3次。"),
    )


def test_tracked_changes_are_accepted_and_soft_breaks_part_paragraphs() -> None:
    def edit(word: WordDocument) -> None:
        paragraph = next(one for one in word.paragraphs if one.text == "办结37件。")
        paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新增。</w:t></w:r></w:ins>"))
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删</w:delText></w:r></w:del>"))
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run("另一段。")

    content = write_docx((Heading(level=1, text="一、工作"), Paragraph(text="办结37件。")))

    assert read_docx_blocks(edited(content, edit))[1:] == (
        Paragraph(text="办结37件。新增。"),
        Paragraph(text="另一段。"),
    )


def test_tables_keep_their_cells_and_captions() -> None:
    def edit(word: WordDocument) -> None:
        word.tables[0].add_row().cells[0].text = "3|月\n下旬"  # type: ignore[no-untyped-call]

    table = Table(caption="表1 慰问", rows=(("时间", "户数"), ("1月", "32")))
    content = edited(write_docx((Heading(level=1, text="一、工作"), table)), edit)

    assert read_docx_blocks(content)[1] == Table(
        caption="表1 慰问", rows=(("时间", "户数"), ("1月", "32"), ("3|月 下旬", ""))
    )


def test_text_in_content_controls_is_read() -> None:
    def edit(word: WordDocument) -> None:
        text = "<w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p>"
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{text}</w:sdtContent></w:sdt>"
        word.element.body.insert(1, parse_xml(control))

    content = write_docx((Heading(level=1, text="一、工作"), Paragraph(text="办结37件。")))

    assert Paragraph(text="控件里的话。") in read_docx_blocks(edited(content, edit))


def test_pictures_are_counted() -> None:
    content = made(
        lambda word: word.add_paragraph("见图")._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:drawing/><w:pict/></w:r>")
        )
    )

    assert count_pictures(content) == 2
    assert count_pictures(made(lambda word: word.add_paragraph("无图"))) == 0


def test_an_own_style_made_from_a_heading_is_one() -> None:
    def write(word: WordDocument) -> None:
        style = word.styles.add_style("公文一级", 1)
        style.base_style = word.styles["Heading 1"]
        word.add_paragraph("工作", style=style)
        word.add_paragraph("正文。")

    assert read_docx_blocks(made(write))[0] == Heading(level=1, text="一、工作")


def test_a_style_that_is_made_from_itself_does_no_harm() -> None:
    def write(word: WordDocument) -> None:
        style = word.styles.add_style("环", 1)
        style.base_style = style
        word.add_paragraph("正文。", style=style)

    assert read_docx_blocks(made(write)) == (Paragraph(text="正文。"),)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "总结".encode()])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_docx_blocks(content)
