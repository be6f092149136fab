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
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Table, Title, blocks_of
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
