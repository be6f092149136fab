import pytest
from export_samples import one_page, summary

from summarizer.domain import Document
from summarizer.export.blocks import Heading, Paragraph, SignOff, Table, Title, blocks_of
from summarizer.export.markdown import blocks_of_markdown
from summarizer.export.plain_text import encode_text, write_text


def test_text_is_indented_by_ideographic_spaces_and_signed_at_the_right() -> None:
    blocks = (
        Title(text="总结"),
        Heading(level=1, text="一、工作"),
        Paragraph(text="走访32户。"),
        Table(caption="表1 慰问", rows=(("时间", "户数"), ("1月", "32"))),
        SignOff(signed="××工会委员会", date="2025年1月8日"),
    )

    assert write_text(blocks) == (
        "总结\n\n　　一、工作\n　　走访32户。\n　　表1 慰问\n时间\t户数\n1月\t32\n\n"
        + "　" * 19
        + "××工会委员会\n"
        + "　" * 21
        + "2025年1月8日\n"
    )


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (SignOff(signed="", date="2025年1月8日"), "\n" + "　" * 20 + "2025年1月8日\n"),
        (Table(caption="", rows=(("甲",),)), "甲\n"),
    ],
)
def test_missing_parts_leave_no_line(block: SignOff | Table, text: str) -> None:
    assert write_text((block,)) == text


def test_no_blocks_are_no_text() -> None:
    assert write_text(()) == ""


@pytest.mark.parametrize("text", ["甲\n乙\n", "甲\r\n乙\r\n"])
def test_bytes_are_what_notepad_reads(text: str) -> None:
    assert encode_text(text) == b"\xef\xbb\xbf" + "甲\r\n乙\r\n".encode()


@pytest.mark.parametrize("document", [one_page(), summary(), summary(table=True, repeats=3)])
def test_what_is_written_is_read_back_equal(document: Document) -> None:
    blocks = blocks_of(document)

    assert blocks_of_markdown(write_text(blocks)) == blocks
    assert blocks_of_markdown(encode_text(write_text(blocks)).decode("utf-8-sig")) == blocks
