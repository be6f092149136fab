"""A unit's own template filled: what goes where, what it looks like, what is told."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from template_builders import faces, made, red_head, with_lines

from summarizer.errors import InputError
from summarizer.export import FontSet, read_docx_text
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Table, Title
from summarizer.export.docx_reading import read_docx_blocks
from summarizer.export.template import FilledTemplate, fill_template

BLOCKS: tuple[Block, ...] = (
    Title(text="××工会2024年工作总结"),
    Paragraph(text="2024年，工会办实事。"),
    Heading(level=1, text="一、关心关爱"),
    Heading(level=2, text="（一）走访"),
    Paragraph(text="走访困难职工32户，<b>&。"),
    Table(caption="表1 慰问", rows=(("时间", "户数"), ("1月", "32"))),
    Heading(level=1, text="二、打算"),
    Paragraph(text="继续。"),
    SignOff(signed="××工会委员会", date="2025年1月8日"),
)
ATTACHED_TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def fill(template: bytes, *blocks: Block, fonts: FontSet = FontSet.STANDARD) -> FilledTemplate:
    return fill_template(template, blocks or BLOCKS, unit="××工会", fonts=fonts)


def opened(filled: FilledTemplate) -> WordDocument:
    return docx.Document(BytesIO(filled.content))


def lines(filled: FilledTemplate) -> list[str]:
    return [one.text for one in opened(filled).paragraphs]


def test_every_placeholder_is_filled_wherever_it_stands() -> None:
    filled = fill(red_head())
    word = opened(filled)

    assert lines(filled) == [
        "××工会文件",
        "××工会2024年工作总结",
        "2024年，工会办实事。",
        "一、关心关爱",
        "（一）走访",
        "走访困难职工32户，<b>&。",
        "表1 慰问",
        "二、打算",
        "继续。",
        "××工会委员会",
        "　　　　2025年1月8日　",
    ]
    assert word.tables[0].cell(0, 0).text == "成文日期：2025年1月8日"
    assert word.tables[0].cell(0, 1).text == "签发人："
    assert word.sections[0].header.paragraphs[0].text == "××工会2024年工作总结（内部）"
    assert filled.filled == ("标题", "正文", "单位", "落款", "日期")
    assert filled.empty == ("主送机关", "附件")
    assert filled.absent == filled.unknown == ()


def test_the_head_keeps_its_look() -> None:
    run = opened(fill(red_head())).paragraphs[0].runs[0]

    assert str(run.font.color.rgb) == "FF0000"
    assert run.font.size == Pt(36)


def test_paragraphs_look_like_that_of_the_placeholder_and_headings_have_their_level() -> None:
    paragraphs = {one.text: one for one in opened(fill(red_head())).paragraphs}

    for text in ("2024年，工会办实事。", "一、关心关爱", "（一）走访", "继续。"):
        assert paragraphs[text].paragraph_format.first_line_indent == Pt(24)
        assert {run.font.size for run in paragraphs[text].runs} == {Pt(12)}
    levels = {
        text: [one.get(qn("w:val")) for one in paragraphs[text]._p.iter(qn("w:outlineLvl"))]
        for text in ("2024年，工会办实事。", "一、关心关爱", "（一）走访")
    }
    assert list(levels.values()) == [[], ["0"], ["1"]]


@pytest.mark.parametrize(
    ("fonts", "first", "second"),
    [(FontSet.STANDARD, "黑体", "楷体_GB2312"), (FontSet.WINDOWS, "黑体", "楷体")],
)
def test_headings_have_the_typeface_of_their_level(fonts: FontSet, first: str, second: str) -> None:
    paragraphs = {one.text: one for one in opened(fill(red_head(), fonts=fonts)).paragraphs}

    assert faces(paragraphs["一、关心关爱"]) == {first}
    assert faces(paragraphs["（一）走访"]) == {second}


def test_headings_look_like_those_the_template_shows() -> None:
    def write(word: WordDocument) -> None:
        shown = word.add_paragraph()
        shown.add_run("{{一级标题}}").font.size = Pt(20)
        word.add_paragraph("{{正文}}")

    filled = fill(made(write))
    heading = next(one for one in opened(filled).paragraphs if one.text == "一、关心关爱")

    assert heading.runs[0].font.size == Pt(20)
    assert not any("一级标题" in line for line in lines(filled))
    assert filled.unknown == ()


def test_the_table_follows_its_caption_with_borders_and_a_repeated_header() -> None:
    word = opened(fill(with_lines("{{正文}}")))
    table = word.tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["时间", "户数"], ["1月", "32"]]
    assert table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
    header = table.rows[0]._tr.trPr
    assert header is not None
    assert header.find(qn("w:tblHeader")) is not None


def test_what_was_filled_is_read_back_equal() -> None:
    template = with_lines("{{标题}}", "{{正文}}", "{{落款}}", "{{日期}}")

    assert read_docx_blocks(fill(template).content) == BLOCKS


@pytest.mark.parametrize("written", ["{{正文}}", "{{ 正文 }}", "｛｛正文｝｝", "　{{正文}}", "{{正文}} "])
def test_braces_may_be_typed_in_chinese_and_with_spaces(written: str) -> None:
    assert "继续。" in lines(fill(with_lines(written)))


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        (("{{标题}}",), "模板里没有{{正文}}。请在模板中正文开始的地方单独写一段{{正文}}，再试一次。"),
        (("正文：{{正文}}",), "模板里的{{正文}}和别的文字写在了同一段。请让{{正文}}单独占一段，再试一次。"),
    ],
)
def test_a_template_without_a_place_for_the_text_is_refused(template: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        fill(with_lines(*template))

    assert caught.value.sentence == sentence


def test_what_finds_no_place_and_what_is_unknown_is_told() -> None:
    filled = fill(with_lines("{{标题}}", "{{正文}}", "{{領導}}", "{{主送机关}}", "{{正文 }}"))

    assert filled.remarks == (
        "模板里没有{{落款}}、{{日期}}，这些内容没有写进去。",
        "本文没有填写{{主送机关}}，模板里相应的位置已去掉。",
        "模板里的{{領導}}不是可用的名称，已原样保留。",
    )
    assert "{{領導}}" in lines(filled)
    assert lines(filled).count("继续。") == 2


def test_a_template_that_fits_leaves_nothing_to_tell() -> None:
    assert fill(with_lines("{{标题}}", "{{正文}}", "{{落款}}", "{{日期}}")).remarks == ()


def test_an_empty_value_beside_other_words_leaves_them() -> None:
    filled = fill(with_lines("{{正文}}", "主送：{{主送机关}}。"))

    assert lines(filled)[-1] == "主送：。"


def test_a_title_in_two_lines_makes_two_paragraphs_where_it_stands_alone() -> None:
    template = with_lines("{{标题}}", "关于{{标题}}", "{{正文}}")
    filled = fill(template, Title(text="××工会\n2024年工作总结"), Paragraph(text="正文。"))

    assert lines(filled) == ["××工会", "2024年工作总结", "关于××工会2024年工作总结", "正文。"]


def test_a_placeholder_alone_in_a_cell_leaves_a_paragraph_there() -> None:
    def write(word: WordDocument) -> None:
        table = word.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "{{主送机关}}", "{{正文}}"

    word = opened(fill(made(write)))

    assert word.tables[0].cell(0, 0).text == ""
    assert word.tables[0].cell(0, 0).paragraphs
    assert "继续。" in word.tables[0].cell(0, 1).text


def test_a_table_at_the_end_of_a_cell_is_followed_by_a_paragraph() -> None:
    def write(word: WordDocument) -> None:
        word.add_table(rows=1, cols=1).cell(0, 0).text = "{{正文}}"

    filled = fill(made(write), Paragraph(text="甲。"), Table(caption="", rows=(("乙", "丙"),)))
    cell = opened(filled).tables[0].cell(0, 0)._tc

    assert cell[-1].tag == qn("w:p")


def test_a_section_break_in_the_placeholder_stays_behind_the_text() -> None:
    def write(word: WordDocument) -> None:
        word.add_paragraph("{{正文}}")
        word.add_section(WD_SECTION.NEW_PAGE)
        word.add_paragraph("另起一页")

    word = opened(fill(made(write)))
    breaks = [
        one.text for one in word.paragraphs if one._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]

    assert len(word.sections) == 2
    assert breaks in (["继续。"], [""])


def test_text_boxes_are_filled_in_both_their_forms() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
        f'<mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>旁边</w:t></w:r></w:p>"
    )

    def write(word: WordDocument) -> None:
        word.element.body.insert(0, parse_xml(box))
        word.add_paragraph("{{正文}}")

    filled = fill(made(write))
    texts = [one.text for one in opened(filled).element.body.iter(qn("w:t"))]

    assert texts.count("××工会") == 2
    assert "旁边" in texts


def test_values_are_text_and_never_looked_through_again() -> None:
    filled = fill(
        with_lines("{{标题}}", "{{正文}}"),
        Title(text="{{正文}}{{落款}}"),
        Paragraph(text="{{标题}} {% for x in y %} ${7*7}"),
    )

    assert lines(filled) == ["{{正文}}{{落款}}", "{{标题}} {% for x in y %} ${7*7}"]


def test_control_characters_are_left_out() -> None:
    filled = fill(
        with_lines("{{标题}}", "{{正文}}"), Title(text="总\x00结"), Paragraph(text="甲\x0b乙\ud800。")
    )

    assert lines(filled) == ["总结", "甲 乙。"]


def test_the_path_of_the_file_it_was_made_from_is_taken_out() -> None:
    def write(word: WordDocument) -> None:
        word.add_paragraph("{{正文}}")
        settings = word.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        relation = settings.rels.get_or_add_ext_rel(ATTACHED_TEMPLATE, "http://example.invalid/evil.dotm")
        element = f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{relation}"/>'
        word.settings.element.append(parse_xml(element))

    def parts(content: bytes) -> bytes:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return b"".join(map(archive.read, archive.namelist()))

    template = made(write)

    assert b"evil.dotm" in parts(template)
    assert b"evil.dotm" not in parts(fill(template).content)
    assert b"attachedTemplate" not in parts(fill(template).content)


def test_a_document_of_sixty_pages_is_filled_whole() -> None:
    body = [Paragraph(text=f"第{number}段，走访困难职工{number}户。") for number in range(1500)]
    filled = fill(with_lines("{{正文}}"), *body)

    assert read_docx_text(filled.content).split("\n")[-1500:] == [one.text for one in body]
