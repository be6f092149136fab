"""The HTML put on the clipboard: its values, its escaping, its sections."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from export_samples import one_page, section, summary
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Topic
from summarizer.export import gbt9704
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
from summarizer.export.clipboard_html import Clipping, clip_blocks, section_blocks
from summarizer.export.fonts import FontSet

ALLOWED = {
    "html", "head", "meta", "body", "p", "span", "br", "h1", "h2", "h3", "h4",
    "table", "thead", "tbody", "tr", "td",
}  # fmt: skip
ATTRIBUTES = {
    "class", "style", "lang", "charset", "border", "cellspacing", "cellpadding", "xmlns:o", "xmlns:w",
}  # fmt: skip
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</span></p><iframe src=javascript:alert(1)>",
    "<!--EndFragment--><b>x</b>",
    "]]><svg/onload=alert(1)>",
    "&lt;script&gt;",
    "&amp;amp; &#60;b&#62;",
    "<o:p></o:p><w:WordDocument>",
    "{{7*7}} ${7*7} <%= 7 %>",
    "a<b>c & d > e",
    "\x00<scr\x00ipt>\x1b[31m",
    "javascript:alert(1)//",
    "<style>*{display:none}</style>",
    "\u202e<b>\u202c",
    "\ud800<b>\udfff",
)


class Reader(HTMLParser):
    """Collects the elements, attributes and paragraphs of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.comments: list[str] = []
        self.lines: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)
        if tag in {"p", "h1", "h2", "h3", "h4"}:
            self.lines.append("")
        elif tag == "br":
            self.lines[-1] += "\n"

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def clip(*blocks: Block, fonts: FontSet = FontSet.STANDARD) -> Clipping:
    return clip_blocks(blocks, fonts=fonts)


def styles(html: str, tag: str) -> list[dict[str, str]]:
    """The style of every element `tag` by property."""
    found = re.findall(rf'<{tag}\b[^>]*? style="([^"]*)"', html)
    return [dict(one.split(":", 1) for one in style.split(";")) for style in found]


@pytest.mark.parametrize(
    ("fonts", "title", "body", "levels"),
    [
        (
            FontSet.STANDARD,
            "方正小标宋简体",
            "仿宋_GB2312",
            ["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"],
        ),
        (FontSet.WINDOWS, "宋体", "仿宋", ["黑体", "楷体", "仿宋", "仿宋"]),
    ],
)
def test_each_level_names_its_one_font_size_and_outline_level(
    fonts: FontSet, title: str, body: str, levels: list[str]
) -> None:
    headings = [Heading(level=level, text=f"标题{level}") for level in (1, 2, 3, 4)]
    html = clip(Title(text="总结"), *headings, Paragraph(text="正文。"), fonts=fonts).html

    first, blank, paragraph = styles(html, "p")
    assert (first["font-family"], first["font-size"], first["text-align"]) == (f"'{title}'", "22pt", "center")
    assert paragraph["font-family"] == blank["font-family"] == f"'{body}'"
    assert paragraph["mso-fareast-font-family"] == f"'{body}'"
    assert paragraph["font-size"] == "16pt"
    for level, face in enumerate(levels, start=1):
        (style,) = styles(html, f"h{level}")
        assert style["font-family"] == f"'{face}'"
        assert style["mso-outline-level"] == str(level)
        assert style["font-weight"] == "normal"
        assert style["font-size"] == "16pt"


def test_paragraphs_have_an_exact_line_height_and_an_indent_of_two_characters() -> None:
    (style,) = styles(clip(Paragraph(text="走访32户。")).html, "p")

    assert style["line-height"] == f"{gbt9704.LINE_PITCH.pt}pt" == "28.95pt"
    assert style["mso-line-height-rule"] == "exactly"
    assert style["text-indent"] == "32pt"
    assert style["mso-char-indent-count"] == "2.0"
    assert style["text-align"] == "justify"
    assert style["letter-spacing"] == "-0.25pt"


def test_a_long_title_is_broken_by_meaning() -> None:
    html = clip(Title(text="××市轨道交通集团有限公司工会2024年上半年工作总结")).html

    assert Reader(html).lines[0] == "××市轨道交通集团有限公司工会\n2024年上半年工作总结"


def test_the_sign_off_stands_right_of_the_page_whatever_its_width() -> None:
    html = clip(SignOff(signed="××工会委员会", date="2025年1月8日")).html
    _, signed, date = styles(html, "p")

    assert signed["text-align"] == date["text-align"] == "right"
    # 署名 ends where the date's first character, two 字 further in, leaves 2 字 or more: 7.3.5.2.
    widths = {line: gbt9704.width_chars(line) for line in ("××工会委员会", "2025年1月8日")}
    left = {
        line: gbt9704.CHARS_PER_LINE - widths[line] - float(style["margin-right"].removesuffix("pt")) / 15.79
        for line, style in zip(widths, (signed, date), strict=True)
    }
    assert left["2025年1月8日"] - left["××工会委员会"] == pytest.approx(2, abs=0.01)


def test_a_seal_gets_its_room_and_the_date_four_characters_at_the_right() -> None:
    html = clip(SignOff(signed="××工会", date="2025年1月8日", seal=True)).html
    *blanks, _, date = styles(html, "p")

    assert len(blanks) == gbt9704.SIGN_OFF_SEAL_BLANK_LINES
    assert float(date["margin-right"].removesuffix("pt")) == pytest.approx(gbt9704.chars(4).pt, abs=0.01)


def test_optional_parts_stand_where_the_standard_wants_them() -> None:
    html = clip(
        Recipient(text="区总工会："),
        AttachmentNote(names=("甲表", "乙表")),
        AttachmentPage(number=1, title="甲表"),
    ).html
    recipient, _, first, second, label, *_ = styles(html, "p")

    assert "text-indent" not in recipient
    assert [(one["margin-left"], one["text-indent"]) for one in (first, second)] == [
        ("96pt", "-64pt"),
        ("96pt", "-16pt"),
    ]
    assert (label["font-family"], label["page-break-before"]) == ("'黑体'", "always")
    assert Reader(html).lines == [
        "区总工会：",
        "\xa0",
        "附件：1.甲表",
        "2.乙表",
        "附件1",
        "\xa0",
        "甲表",
        "\xa0",
    ]


def test_a_run_in_heading_is_in_its_own_typeface() -> None:
    html = clip(Paragraph(text="（一）健全制度。召开职代会2次。")).html

    assert [style["font-family"] for style in styles(html, "span")] == ["'楷体_GB2312'", "'仿宋_GB2312'"]
    assert Reader(html).lines == ["（一）健全制度。召开职代会2次。"]


def test_characters_a_font_lacks_name_one_that_has_them() -> None:
    html = clip(Paragraph(text="李镕、王堃参加。")).html

    assert [style["font-family"] for style in styles(html, "span")] == [
        "'仿宋_GB2312'", "'仿宋'", "'仿宋_GB2312'", "'仿宋'", "'仿宋_GB2312'",
    ]  # fmt: skip
    assert Reader(html).lines == ["李镕、王堃参加。"]


def test_a_table_has_its_caption_above_and_a_repeated_header() -> None:
    html = clip(Table(caption="表1 慰问", rows=(("时间", "户数"), ("1月", "32")))).html

    assert html.index("表1 慰问") < html.index("<table") < html.index("<thead>") < html.index("时间")
    assert html.index("</thead><tbody>") < html.index("1月")
    assert {style["font-size"] for style in styles(html, "span")} == {"16pt", "14pt"}
    assert all("border" in style for style in styles(html, "td"))


def test_the_fragment_is_marked_and_the_plain_text_goes_along() -> None:
    made = clip_blocks(blocks_of(one_page()))

    assert made.html.count("<!--StartFragment-->") == made.html.count("<!--EndFragment-->") == 1
    assert made.text.startswith(f"{one_page().title}\r\n\r\n\u3000\u3000")
    assert "\n" not in made.text.replace("\r\n", "")
    assert made.length_chars > 200


def test_no_blocks_put_nothing_on_the_clipboard() -> None:
    assert clip() == Clipping(html="", text="", length_chars=0)


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_stays_text_whatever_it_holds(attack: str) -> None:
    blocks: tuple[Block, ...] = (
        Title(text=attack),
        *(Heading(level=level, text=attack) for level in (1, 2, 3, 4)),
        Paragraph(text=attack),
        Table(caption=attack, rows=((attack, "乙"), ("丙", attack))),
        SignOff(signed=attack, date=attack),
    )
    seen = Reader(clip_blocks(blocks).html)

    assert set(seen.tags) <= ALLOWED
    assert {name for name, _ in seen.attributes} <= ATTRIBUTES
    assert seen.comments == ["StartFragment", "EndFragment"]
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", attack)
    body = [line for line in seen.lines[1:] if line not in {"\xa0", "乙", "丙"}]
    assert body == [legal] * 10


@given(st.text(max_size=80))
def test_any_paragraph_is_read_back_as_it_was(text: str) -> None:
    html = clip(Paragraph(text=text)).html
    seen = Reader(html)

    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", text)
    assert seen.lines == [legal]
    assert seen.tags[:5] == ["html", "head", "meta", "body", "p"]
    assert set(seen.tags[5:]) <= {"span"}
    assert html.encode().decode() == html


def test_a_section_keeps_the_number_it_has_in_the_whole() -> None:
    document = summary()
    blocks = section_blocks(document, "welfare")

    assert blocks[0] == Heading(level=1, text="三、做实普惠服务，传递组织温度")
    start = blocks_of(document).index(blocks[0])
    assert blocks_of(document)[start : start + len(blocks)] == blocks


@pytest.mark.parametrize(("section_id", "first"), [("overview", Paragraph), ("plans", Heading)])
def test_the_overview_has_no_heading(section_id: str, first: type[Block]) -> None:
    assert isinstance(section_blocks(summary(), section_id)[0], first)


def test_an_empty_section_is_not_copied() -> None:
    assert section_blocks(summary(), "problems") == ()


def test_an_unknown_section_is_an_error() -> None:
    with pytest.raises(KeyError):
        section_blocks(summary(), "nowhere")


def test_sections_without_heading_do_not_count() -> None:
    document = replace(
        summary(),
        sections=(
            section("a", "前言", "甲。", Topic.OVERVIEW),
            section("b", "", "乙。"),
            section("c", "工作", "丙。"),
        ),
    )

    assert section_blocks(document, "b") == (Paragraph(text="乙。"),)
    assert section_blocks(document, "c")[0] == Heading(level=1, text="一、工作")
