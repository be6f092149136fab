import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from export_samples import one_page, summary

from summarizer.domain import Document
from summarizer.export import FontSet, Format, export_document
from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Table,
    Title,
    blocks_of,
)
from summarizer.export.docx import write_docx

EVERYTHING: tuple[Block, ...] = (
    Title(text="××工会2024年工作总结"),
    Heading(level=1, text="一、工作"),
    Heading(level=2, text="（一）制度"),
    Heading(level=3, text="1.提案"),
    Heading(level=4, text="（1）办理"),
    Paragraph(text="办结“三重一大”提案37件——全部答复…"),
    Table(caption="表1 慰问情况", rows=(("时间", "户数"), ("1月", "32"))),
    SignOff(signed="××工会委员会", date="2025年1月8日"),
)
WHEN = datetime(2025, 1, 8, 9, 30, tzinfo=UTC)


def _opened(*blocks: Block, fonts: FontSet = FontSet.STANDARD) -> WordDocument:
    return docx.Document(BytesIO(write_docx(blocks or EVERYTHING, fonts=fonts)))


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _paragraph(document: WordDocument, text: str) -> WordParagraph:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text == text)


def _style(document: WordDocument, name: str) -> BaseOxmlElement:
    element: BaseOxmlElement = document.styles[name].element
    return element


def _style_of(paragraph: WordParagraph) -> ParagraphStyle:
    assert paragraph.style is not None
    return paragraph.style


def _value(element: BaseOxmlElement, path: str, attribute: str = "w:val") -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn(attribute))


def test_paper_and_margins_are_those_of_clause_5() -> None:
    section = _opened().sections[0]._sectPr
    margins = [_value(section, "w:pgMar", f"w:{side}") for side in ("top", "right", "bottom", "left")]

    assert [_value(section, "w:pgSz", f"w:{side}") for side in ("w", "h")] == ["11906", "16838"]
    assert margins == ["2098", "1474", "1984", "1587"]


def test_lines_stand_on_a_grid_of_22_and_no_character_grid() -> None:
    document = _opened()
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))

    assert dict(grid.attrib) == {qn("w:type"): "lines", qn("w:linePitch"): "579"}
    assert _value(_style(document, "Normal"), "w:pPr/w:spacing", "w:line") == "579"
    assert _value(_style(document, "Normal"), "w:pPr/w:spacing", "w:lineRule") == "exact"
    assert _value(_style(document, "Normal"), "w:rPr/w:spacing") == "-5"


def test_body_is_indented_by_two_characters_and_justified() -> None:
    style = _style(_opened(), "Normal")

    assert _value(style, "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert _value(style, "w:pPr/w:ind", "w:firstLine") == "632"
    assert _value(style, "w:pPr/w:jc") == "both"


@pytest.mark.parametrize(
    ("fonts", "faces"),
    [
        (
            FontSet.STANDARD,
            ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312", "仿宋_GB2312", "宋体"),
        ),
        (FontSet.WINDOWS, ("宋体", "黑体", "楷体", "仿宋", "仿宋", "仿宋", "宋体")),
    ],
)
def test_each_level_has_its_typeface_in_both_font_sets(fonts: FontSet, faces: tuple[str, ...]) -> None:
    document = _opened(fonts=fonts)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    styles = [
        _style(document, name)
        for name in ("Title", *(f"Heading {level}" for level in (1, 2, 3, 4)), "Footer")
    ]
    found = [_value(style, "w:rPr/w:rFonts", "w:eastAsia") for style in styles]

    assert (*found[:-1], _value(defaults, "w:rPr/w:rFonts", "w:eastAsia"), found[-1]) == faces
    # Digits and “ ” in the same face as the text: 仿宋 throughout.
    assert {_value(style, "w:rPr/w:rFonts", "w:ascii") for style in styles} <= set(faces)


def test_sizes_are_2_3_and_4() -> None:
    document = _opened()
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")

    assert _value(_style(document, "Title"), "w:rPr/w:sz") == "44"
    assert _value(defaults, "w:rPr/w:sz") == "32"
    assert _value(_style(document, "Footer"), "w:rPr/w:sz") == "28"


def test_nothing_is_bold_and_everything_is_black() -> None:
    document = _opened()

    assert not list(document.styles.element.iter(qn("w:b")))
    assert {color.get(qn("w:val")) for color in document.styles.element.iter(qn("w:color"))} == {"000000"}


def test_headings_keep_their_outline_level_and_stay_with_their_text() -> None:
    document = _opened()

    for level, text in enumerate(("一、工作", "（一）制度", "1.提案", "（1）办理"), start=1):
        paragraph = _paragraph(document, text)
        assert _style_of(paragraph).name == f"Heading {level}"
        assert _value(_style_of(paragraph).element, "w:pPr/w:outlineLvl") == str(level - 1)
        assert _style_of(paragraph).element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_title_is_centred_off_the_grid_and_followed_by_a_blank_line() -> None:
    document = _opened()
    title, blank, *_ = document.paragraphs

    assert (title.text, _style_of(title).name, blank.text) == ("××工会2024年工作总结", "Title", "")
    assert _value(_style_of(title).element, "w:pPr/w:jc") == "center"
    assert _value(_style_of(title).element, "w:pPr/w:snapToGrid") == "0"


def test_long_title_is_broken_into_lines_of_one_paragraph() -> None:
    document = _opened(Title(text="××市第一人民医院工会委员会2024年度工作总结"))

    assert document.paragraphs[0].text == "××市第一人民医院工会委员会\n2024年度工作总结"
    assert document.core_properties.title == "××市第一人民医院工会委员会2024年度工作总结"


def test_sign_off_stands_below_a_blank_line_at_the_indents_of_7_3_5_2() -> None:
    blank, signed, date = _opened().paragraphs[-3:]
    lefts = [_value(paragraph._p, "w:pPr/w:ind", "w:left") for paragraph in (signed, date)]

    assert (blank.text, signed.text, date.text) == ("", "××工会委员会", "2025年1月8日")
    assert lefts == ["6001", "6633"]
    assert {_style_of(paragraph).name for paragraph in (signed, date)} == {"落款"}


def test_blank_line_unit_and_date_are_never_parted() -> None:
    blank, signed, date = _opened().paragraphs[-3:]

    assert [bool(paragraph.paragraph_format.keep_with_next) for paragraph in (blank, signed, date)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("paragraphs", "kept"), [(5, None), (19, True)])
def test_last_paragraph_goes_with_the_sign_off_only_where_needed(paragraphs: int, kept: bool | None) -> None:
    body = [Paragraph(text="一项工作。")] * paragraphs
    document = _opened(Title(text="总结"), *body, SignOff(signed="××工会", date="2025年1月8日"))
    last = document.paragraphs[-4].paragraph_format

    # Without the need for it every page is filled to its 22nd line.
    assert (last.keep_with_next, last.widow_control) == (kept, kept)


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    document = _opened()
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert document.settings.odd_and_even_pages_header_footer
    assert [_value(paragraph._p, "w:pPr/w:jc") for paragraph in (odd, even)] == ["right", "left"]
    assert _value(odd._p, "w:pPr/w:ind", "w:right") == _value(even._p, "w:pPr/w:ind", "w:left") == "280"
    assert [paragraph.text for paragraph in (odd, even)] == ["— 1 —", "— 1 —"]
    assert all("PAGE" in paragraph._p.xml for paragraph in (odd, even))


def test_fields_are_split_into_runs() -> None:
    runs = _opened().sections[0].footer.paragraphs[0].runs

    assert [len(run._r.findall(qn("w:fldChar"))) for run in runs] == [0, 1, 0, 1, 0, 1, 0]


def test_no_part_names_a_theme_and_no_leftover_of_the_template_remains() -> None:
    parts = _parts(write_docx(EVERYTHING, created=WHEN))

    assert sorted(parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert not re.search(
        r"asciiTheme|eastAsiaTheme|hAnsiTheme|ja-JP|python-docx|<w:color[^>]*theme", "".join(parts.values())
    )


def test_every_run_asks_for_the_chinese_face_of_quotes_and_dashes() -> None:
    document = _parts(write_docx(EVERYTHING))["word/document.xml"]

    assert document.count("<w:t ") == document.count('<w:rFonts w:hint="eastAsia"/>')


def test_settings_ask_for_word_2013_layout_in_chinese() -> None:
    settings = _parts(write_docx(EVERYTHING))["word/settings.xml"]

    assert re.search(r'compatibilityMode"[^>]*w:val="15"', settings)
    assert '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>' in settings
    assert '<w:characterSpacingControl w:val="doNotCompress"/>' in settings


@pytest.mark.parametrize(
    ("fonts", "name", "alternative"),
    [
        (FontSet.STANDARD, "仿宋_GB2312", "仿宋"),
        (FontSet.STANDARD, "方正小标宋简体", "宋体"),
        (FontSet.WINDOWS, "仿宋", "FangSong"),
    ],
)
def test_font_table_names_what_to_try_next(fonts: FontSet, name: str, alternative: str) -> None:
    table = _parts(write_docx(EVERYTHING, fonts=fonts))["word/fontTable.xml"]

    assert f'<w:font w:name="{name}"><w:altName w:val="{alternative}"/>' in table


def test_properties_name_title_author_language_and_time() -> None:
    content = write_docx(EVERYTHING, author="××工会委员会", created=WHEN)
    properties = docx.Document(BytesIO(content)).core_properties

    assert (properties.title, properties.author) == ("××工会2024年工作总结", "××工会委员会")
    assert (properties.language, properties.comments) == ("zh-CN", "")
    assert properties.created == properties.modified == WHEN


def test_same_blocks_at_the_same_time_give_the_same_parts() -> None:
    assert _parts(write_docx(EVERYTHING, created=WHEN)) == _parts(write_docx(EVERYTHING, created=WHEN))


def test_tables_repeat_their_header_and_keep_rows_whole() -> None:
    document = _opened()
    table = document.tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["时间", "户数"], ["1月", "32"]]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert _style_of(_paragraph(document, "表1 慰问情况")).name == "Caption"
    assert sum(column.width.twips for column in table.columns) == 8844


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A<B>&C", "A<B>&C"),
        ("]]>&amp;<w:t>", "]]>&amp;<w:t>"),
        ("表情👍🏽与👩‍🏫", "表情👍🏽与👩‍🏫"),
        ("镕堃玥喆㛃𠮷", "镕堃玥喆㛃𠮷"),
        ("甲\x00\x08乙\ufffe丙\ud83d", "甲乙丙"),
    ],
)
def test_any_character_survives_or_is_left_out_where_xml_forbids_it(typed: str, printed: str) -> None:
    document = _opened(Title(text=typed), Paragraph(text=typed), Table(caption=typed, rows=((typed,),)))

    assert [paragraph.text for paragraph in document.paragraphs] == [printed, "", printed, printed]
    assert document.tables[0].cell(0, 0).text == printed


def test_no_blocks_make_an_empty_document() -> None:
    assert [paragraph.text for paragraph in docx.Document(BytesIO(write_docx([]))).paragraphs] == []


@pytest.mark.parametrize("document", [one_page(), summary(table=True), summary(repeats=20)])
def test_paragraphs_are_the_blocks_in_order(document: Document) -> None:
    written = docx.Document(BytesIO(export_document(document, format=Format.DOCX)))
    expected = [block.text for block in blocks_of(document) if isinstance(block, Heading | Paragraph)]
    bodies = [paragraph.text for paragraph in written.paragraphs if _style_of(paragraph).name != "Caption"]

    assert bodies[2:-3] == expected


def _indent(paragraph: WordParagraph) -> dict[str, str]:
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return {name.split("}")[1]: value for name, value in found.attrib.items()}


def test_recipient_stands_flush_left_below_the_blank_line_of_7_3_2() -> None:
    document = _opened(Title(text="总结"), Recipient(text="各基层工会："), Paragraph(text="正文。"))
    title, blank, recipient, body = document.paragraphs

    assert (title.text, blank.text, recipient.text, body.text) == ("总结", "", "各基层工会：", "正文。")
    assert _style_of(recipient).name == "主送机关"
    assert _value(_style_of(recipient).element, "w:pPr/w:ind", "w:firstLine") == "0"


@pytest.mark.parametrize(
    ("names", "indents"),
    [
        # 左空二字, 附件： three 字 more; a name that runs on begins below its first character
        (("甲",), [("1579", "948")]),
        (("甲", "乙"), [("1895", "1263"), ("1895", "316")]),
        (tuple("甲乙丙丁戊己庚辛壬癸"), [("1895", "1263"), *[("1895", "316")] * 8, ("2053", "474")]),
    ],
)
def test_attachment_note_has_the_hanging_lines_of_7_3_4(
    names: tuple[str, ...], indents: list[tuple[str, str]]
) -> None:
    note = AttachmentNote(names=names)
    document = _opened(Paragraph(text="正文。"), note, SignOff(signed="××工会", date="2025年1月8日"))
    _, blank, *lines = document.paragraphs[: 2 + len(names)]

    assert blank.text == ""
    assert [line.text for line in lines] == list(note.lines)
    assert [(_indent(line)["left"], _indent(line)["hanging"]) for line in lines] == indents
    assert {_indent(line)["firstLineChars"] for line in lines} == {"0"}


def test_short_notes_go_with_the_sign_off_and_long_ones_with_their_last_line() -> None:
    signed = SignOff(signed="××工会", date="2025年1月8日")
    for count, kept in ((2, [True, True]), (9, [*[None] * 8, True])):
        note = AttachmentNote(names=tuple("甲" * count))
        lines = _opened(Paragraph(text="正文。"), note, signed).paragraphs[2 : 2 + count]
        assert [line.paragraph_format.keep_with_next for line in lines] == kept
    alone = _opened(Paragraph(text="正文。"), AttachmentNote(names=("甲",))).paragraphs[-1]
    assert alone.paragraph_format.keep_with_next is None


def test_attachments_begin_a_page_with_label_and_title_on_its_third_line() -> None:
    document = _opened(
        Paragraph(text="正文。"), AttachmentPage(number=2, title="名单"), Paragraph(text="甲。")
    )
    _, label, blank, title, below, text = document.paragraphs

    assert [one.text for one in (label, blank, title, below, text)] == ["附件2", "", "名单", "", "甲。"]
    assert (_style_of(label).name, _style_of(title).name) == ("附件", "附件标题")
    style = _style_of(label).element
    assert style.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
    assert _value(style, "w:rPr/w:rFonts", "w:eastAsia") == "黑体"
    assert _value(style, "w:pPr/w:outlineLvl") == "0"
    assert _value(_style_of(title).element, "w:basedOn") == "Title"


def test_lead_sentences_are_set_like_a_heading_of_their_level() -> None:
    document = _opened(
        Paragraph(text="（一）健全制度。召开大会2次。"), Paragraph(text="一是健全制度。召开大会2次。")
    )
    first, second = document.paragraphs
    style = document.styles["段首句"].element

    assert [run.text for run in first.runs] == ["（一）健全制度。", "召开大会2次。"]
    assert _value(first.runs[0]._r, "w:rPr/w:rStyle") == "LeadSentence"
    assert _value(style, "w:rPr/w:rFonts", "w:eastAsia") == "楷体_GB2312"
    assert [run.text for run in second.runs] == ["一是健全制度。召开大会2次。"]


@pytest.mark.parametrize(
    ("fonts", "faces"),
    [
        (FontSet.STANDARD, [None, "仿宋", None, "仿宋", None]),
        (FontSet.WINDOWS, [None]),
    ],
)
def test_characters_gb_2312_lacks_name_a_font_that_has_them(fonts: FontSet, faces: list[str | None]) -> None:
    (paragraph,) = _opened(Paragraph(text="二〇二四年，镕堃参加。"), fonts=fonts).paragraphs

    assert paragraph.text == "二〇二四年，镕堃参加。"
    assert [_value(run._r, "w:rPr/w:rFonts", "w:eastAsia") for run in paragraph.runs] == faces
    assert {_value(run._r, "w:rPr/w:rFonts", "w:hint") for run in paragraph.runs} == {"eastAsia"}


@pytest.mark.parametrize(
    ("block", "face"),
    [
        (Title(text="镕"), "宋体"),
        (Heading(level=2, text="（一）镕"), "楷体"),
        (Heading(level=3, text="1.镕"), "仿宋"),
        (Heading(level=1, text="一、镕"), None),
    ],
)
def test_the_substitute_is_that_of_the_paragraphs_face(block: Block, face: str | None) -> None:
    runs = _opened(block).paragraphs[0].runs

    assert _value(runs[-1]._r, "w:rPr/w:rFonts", "w:eastAsia") == face


def test_a_seal_has_two_free_lines_and_stands_over_the_date() -> None:
    document = _opened(Paragraph(text="正文。"), SignOff(signed="××小学工会", date="2025年1月8日", seal=True))
    _, first, second, signed, date = document.paragraphs

    assert (first.text, second.text) == ("", "")
    assert _indent(signed)["left"] == _indent(date)["left"] == "5685"


@pytest.mark.parametrize(("lines", "pitch"), [(5, "579"), (17, "531"), (20, "637")])
def test_pitch_of_text_and_grid_is_tightened_together(lines: int, pitch: str) -> None:
    body = [Paragraph(text="一项工作。")] * lines
    document = _opened(Title(text="总结"), *body, SignOff(signed="××工会", date="2025年1月8日"))
    if lines == 17:
        document = _opened(
            Title(text="总结"), *body, *body[:2], SignOff(signed="××工会", date="2025年1月8日")
        )

    assert _value(document.sections[0]._sectPr, "w:docGrid", "w:linePitch") == pitch
    assert _value(_style(document, "Normal"), "w:pPr/w:spacing", "w:line") == pitch


def test_header_rows_are_in_heiti_and_long_cells_flush_left() -> None:
    rows = (
        ("项目", "说明"),
        ("会费", "按时足额收缴，用于开展活动、慰问和帮扶等工作，由会员大会审议通过后执行"),
        ("合计", "无"),
    )
    document = _opened(Table(caption="表1 经费", rows=rows))
    styles = [[cell.paragraphs[0].style for cell in row.cells] for row in document.tables[0].rows]
    names = [[style.name for style in row if style is not None] for row in styles]

    assert names == [["表头文字", "表头文字"], *[["表格文字", "表格文字（左）"]] * 2]
    assert _value(_style(document, "表头文字"), "w:rPr/w:rFonts", "w:eastAsia") == "黑体"
    assert _value(document.tables[0]._tbl, "w:tblPr/w:tblCaption") == "表1 经费"
    assert document.tables[0].rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next is True


@pytest.mark.parametrize(("columns", "size"), [(6, "28"), (7, "24"), (8, "21"), (14, "21")])
def test_tables_of_many_columns_are_set_smaller(columns: int, size: str) -> None:
    document = _opened(Table(caption="", rows=(("全年合计",) * columns, ("1234.56",) * columns)))
    table = document.tables[0]
    style = table.rows[1].cells[0].paragraphs[0].style

    assert style is not None
    assert _value(style.element, "w:rPr/w:sz") == size
    assert sum(column.width.twips for column in table.columns if column.width) == 8844


def test_wide_columns_give_way_to_narrow_ones() -> None:
    document = _opened(Table(caption="", rows=(("序号", "说明", "备注"), ("1", "甲" * 60, "乙" * 30))))
    widths = [column.width.twips for column in document.tables[0].columns if column.width]

    # 序号 keeps its line, the two long columns share the rest.
    assert 800 < widths[0] < 1200
    assert abs(widths[1] - widths[2]) <= 1


def test_text_may_be_left_to_part_from_the_sign_off_for_a_printer_that_looks_itself() -> None:
    body = [Paragraph(text="一项工作。")] * 19
    blocks: list[Block] = [Title(text="总结"), *body, SignOff(signed="××工会", date="2025年1月8日")]
    content = write_docx(blocks, lines=23, keeps_text=False)
    document = docx.Document(BytesIO(content))

    assert document.paragraphs[-4].paragraph_format.keep_with_next is None
    assert _value(document.sections[0]._sectPr, "w:docGrid", "w:linePitch") == "554"
