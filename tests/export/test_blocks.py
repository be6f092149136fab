from dataclasses import replace

import pytest
from export_samples import section, summary

from summarizer.domain import Document, Topic
from summarizer.export.blocks import (
    EMPTY_OVERVIEW,
    EMPTY_SECTION,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
    blocks_of,
    body_blocks,
    heading_numbering,
    lead_sentence_end,
)


def _document(*sections: tuple[str, str, Topic], **changes: str) -> Document:
    parts = tuple(section(str(number), *part) for number, part in enumerate(sections))
    return replace(summary(), sections=parts, **changes)  # type: ignore[arg-type]


def test_overview_has_no_heading_and_the_others_are_numbered_from_one() -> None:
    document = _document(
        ("前言", "现将情况总结如下。", Topic.OVERVIEW),
        ("服务职工", "走访32户。", Topic.WELFARE),
        ("下步打算", "继续努力。", Topic.PLANS),
    )

    assert blocks_of(document) == (
        Title(text=document.title),
        Paragraph(text="现将情况总结如下。"),
        Heading(level=1, text="一、服务职工"),
        Paragraph(text="走访32户。"),
        Heading(level=1, text="二、下步打算"),
        Paragraph(text="继续努力。"),
        SignOff(signed=document.signed, date=document.date),
    )


def test_empty_sections_say_so() -> None:
    document = _document(("前言", "", Topic.OVERVIEW), ("存在的问题", " \n\u3000", Topic.PROBLEMS))

    assert blocks_of(document)[1:4] == (
        Paragraph(text=EMPTY_OVERVIEW),
        Heading(level=1, text="一、存在的问题"),
        Paragraph(text=EMPTY_SECTION),
    )


@pytest.mark.parametrize("heading", ["服务职工", "三、服务职工", " 一、 服务职工\n"])
def test_a_number_typed_into_a_heading_is_not_doubled(heading: str) -> None:
    assert blocks_of(_document((heading, "走访。", Topic.WELFARE)))[1] == Heading(
        level=1, text="一、服务职工"
    )


def test_a_section_without_heading_takes_no_number() -> None:
    document = _document(("", "走访。", Topic.WELFARE), ("下步打算", "继续。", Topic.PLANS))

    assert blocks_of(document)[1:3] == (Paragraph(text="走访。"), Heading(level=1, text="一、下步打算"))


def test_twelve_sections_are_numbered_to_twelve() -> None:
    document = _document(*((f"工作之{number}", "走访。", Topic.WELFARE) for number in range(12)))

    assert blocks_of(document)[-3] == Heading(level=1, text="十二、工作之11")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("（一）健全制度", 2),
        ("(二) 健全制度", 2),
        ("1.健全制度", 3),
        ("2. 健全制度，压实责任", 3),
        ("（3）健全制度", 4),
        ("一、健全制度", 1),
        ("一是健全制度", None),
        ("1.健全制度。全年修订制度5项。", None),
        ("（一）健全制度。", None),
        ("1.慰问困难职工32户；", None),
        ("1.具体做法如下：", None),
        ("（一）", None),
        ("1.5万元用于慰问", None),
        ("2024年工作", None),
        ("（一）" + "长" * 40, None),
    ],
)
def test_short_numbered_lines_are_headings(line: str, level: int | None) -> None:
    numbering = heading_numbering(line)

    assert (numbering.level if numbering else None) == level


def test_lower_headings_are_found_in_the_text_and_lose_the_gap_behind_their_number() -> None:
    assert body_blocks("（一） 健全制度\n  全年2次。\n\n1. 提案\n（1）办理\n一是办结。") == (
        Heading(level=2, text="（一）健全制度"),
        Paragraph(text="全年2次。"),
        Heading(level=3, text="1.提案"),
        Heading(level=4, text="（1）办理"),
        Paragraph(text="一是办结。"),
    )


def test_a_first_level_number_in_a_text_stays_body() -> None:
    assert body_blocks("一、健全制度") == (Paragraph(text="一、健全制度"),)


def test_pipe_rows_become_a_table_with_caption() -> None:
    assert body_blocks("如下表。\n表1 慰问情况\n|时间|户数|\n|:--|--:|\n|1月|32|\n|2月|\n合计如上。") == (
        Paragraph(text="如下表。"),
        Table(caption="表1 慰问情况", rows=(("时间", "户数"), ("1月", "32"), ("2月", ""))),
        Paragraph(text="合计如上。"),
    )


@pytest.mark.parametrize("text", ["|只有一行|", "|---|---|\n|---|---|", "甲|乙\n丙|丁"])
def test_what_is_no_table_stays_text(text: str) -> None:
    assert body_blocks(text) == tuple(Paragraph(text=line) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("signed", "date", "blocks"),
    [
        ("××工会", "", (SignOff(signed="××工会", date=""),)),
        ("", "2025年1月8日", (SignOff(signed="", date="2025年1月8日"),)),
        (" ", "\t", ()),
    ],
)
def test_sign_off_may_be_partial_or_missing(signed: str, date: str, blocks: tuple[SignOff, ...]) -> None:
    document = _document(("前言", "如下。", Topic.OVERVIEW), signed=signed, date=date)

    assert blocks_of(document)[2:] == blocks


def test_a_document_of_nothing_has_no_blocks() -> None:
    assert blocks_of(_document(title=" ", signed="", date="")) == ()


def test_invisible_characters_are_left_out_everywhere() -> None:
    document = _document(
        ("服务\x07职工", "走\x00访\ufeff32户\ud800。", Topic.WELFARE),
        title="工\x0b会\u200b总结",
        signed="××\x1b工会",
        date="2025年1月8日\x7f",
    )

    assert blocks_of(document) == (
        Title(text="工\n会总结"),
        Heading(level=1, text="一、服务职工"),
        Paragraph(text="走访32户。"),
        SignOff(signed="××工会", date="2025年1月8日"),
    )


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("（一）健全职代会制度。召开职工代表大会2次。", "（一）健全职代会制度。"),
        ("（十二）听党话、跟党走。全年学习4次。", "（十二）听党话、跟党走。"),
        ("(一)落实“1+3”机制！各分会行动。", "(一)落实“1+3”机制！"),
        # a paragraph of one sentence, and one whose first sentence is text
        ("（一）召开职工代表大会2次。", ""),
        (
            "（一）召开职工代表大会2次，审议通过《考勤管理办法》等制度5项，征集提案46件，立案38件。办结37件。",
            "",
        ),
        # levels whose face is that of the body, or that stay body by custom
        ("1.健全制度。召开大会2次。", ""),
        ("（1）健全制度。召开大会2次。", ""),
        ("一是健全制度。召开大会2次。", ""),
        ("一、健全制度。召开大会2次。", ""),
        ("健全制度。召开大会2次。", ""),
        ("（一）", ""),
    ],
)
def test_run_in_headings_end_with_their_sentence(text: str, lead: str) -> None:
    assert text[: lead_sentence_end(text)] == lead
