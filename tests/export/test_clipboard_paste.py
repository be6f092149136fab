"""What arrives when the clipboard's HTML is pasted into a word processor."""

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from export_samples import summary
from office_paste import paste

from summarizer.export import gbt9704
from summarizer.export.blocks import blocks_of
from summarizer.export.clipboard_html import clip_blocks

pytestmark = pytest.mark.office

RARE = "镕堃玥喆㛃𬭎"


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> WordDocument:
    """A summary with four heading levels, a table and rare characters, pasted."""
    document = summary(table=True, title=f"××市{RARE}工会2024年工作总结")
    return paste(clip_blocks(blocks_of(document)).html, tmp_path_factory.mktemp("paste"))


def starting(pasted: WordDocument, text: str) -> WordParagraph:
    return next(one for one in pasted.paragraphs if one.text.startswith(text))


def faces(paragraph: WordParagraph) -> set[str | None]:
    """The fonts of all runs; Writer gives runs of digits a Latin font, runs of 汉字 an East Asian one."""
    runs = paragraph._p.findall(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    return {run.get(qn("w:eastAsia")) or run.get(qn("w:ascii")) for run in runs}


@pytest.mark.parametrize(
    ("text", "style", "face"),
    [
        ("一、坚持民主管理", "Heading 1", "黑体"),
        ("（一）健全职代会制度", "Heading 2", "楷体_GB2312"),
        ("1.压实办理责任", "Heading 3", "仿宋_GB2312"),
        ("（1）明确答复时限", "Heading 4", "仿宋_GB2312"),
        ("召开职工代表大会2次", "Body Text", "仿宋_GB2312"),
    ],
)
def test_levels_fonts_indent_and_line_height_arrive(
    pasted: WordDocument, text: str, style: str, face: str
) -> None:
    paragraph = starting(pasted, text)
    layout = paragraph.paragraph_format

    assert paragraph.style is not None
    assert paragraph.style.name == style
    assert faces(paragraph) == {face}
    assert layout.first_line_indent is not None
    assert layout.first_line_indent.pt == 32
    # Writer has no “exactly” in HTML and takes the height as the least one; Word and WPS read mso-.
    spacing = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:line")) == str(gbt9704.LINE_PITCH.twips) == "579"
    assert (spacing.get(qn("w:before")), spacing.get(qn("w:after"))) == ("0", "0")
    assert {run.font.size.pt for run in paragraph.runs if run.font.size} == {16}
    assert not any(run.font.bold for run in paragraph.runs)


def test_the_title_arrives_centred_with_rare_characters(pasted: WordDocument) -> None:
    title = starting(pasted, "××市")

    assert RARE in title.text
    assert title.alignment is not None
    assert title.alignment.name == "CENTER"
    assert {run.font.size.pt for run in title.runs if run.font.size} == {22}
    # Rare characters are in the font that has them.
    assert faces(title) == {"方正小标宋简体", "宋体"}


def test_the_table_arrives_with_a_repeated_header(pasted: WordDocument) -> None:
    (table,) = pasted.tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["时间", "户数", "金额（万元）"],
        ["1月", "412", "20.6"],
        ["6月", "37", "8.9"],
    ]
    header = table.rows[0]._tr.trPr
    assert header is not None
    assert header.find(qn("w:tblHeader")) is not None


def test_the_date_arrives_two_characters_right_of_the_signature(pasted: WordDocument) -> None:
    signed, date = pasted.paragraphs[-2:]
    blanks = [one.paragraph_format.right_indent for one in (signed, date)]
    widths = [gbt9704.width_chars(one.text) for one in (signed, date)]

    assert date.text == "2024年7月8日"
    assert None not in blanks
    left = [-(blank or 0) / gbt9704.chars(1) - width for blank, width in zip(blanks, widths, strict=True)]
    assert left[1] - left[0] == pytest.approx(2, abs=0.02)


def test_every_word_arrives(pasted: WordDocument) -> None:
    arrived = "\n".join(one.text for one in pasted.paragraphs)

    assert all(line in arrived for section in summary().sections for line in section.text.splitlines())
