from dataclasses import replace

import pytest
from export_samples import summary
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Layout
from summarizer.errors import InputError
from summarizer.export import Format, export_markdown_text, official_blocks
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
)
from summarizer.export.layout import with_layout
from summarizer.export.layout_markdown import read_layout, read_official_markdown, write_official_markdown

BODY = "# 总结\n\n全年开展活动5次。\n\n××工会\n\n2025年1月8日\n"


@pytest.mark.parametrize(
    ("front", "layout"),
    [
        ("recipient: 各基层工会", Layout(main_recipient="各基层工会")),
        ("主送机关：“各基层工会”", Layout(main_recipient="“各基层工会”")),
        ("closing: '特此报告'", Layout(closing="特此报告")),
        ("attachments:\n  - 甲\n  - '乙'", Layout(attachments=("甲", "乙"))),
        ("attachments: [甲, 乙]", Layout(attachments=("甲", "乙"))),
        ("附件：甲；乙", Layout(attachments=("甲", "乙"))),
        ("attachments: 甲,乙", Layout(attachments=("甲,乙",))),
        ("seal: true", Layout(seal=True)),
        ("印章: 否", Layout()),
        ("title: 总结\nsigned: 甲\n# 注\n- 散落的一行", Layout()),
        ("attachments:\n- 甲\nsigned: 乙\n- 丙", Layout(attachments=("甲",))),
    ],
)
def test_front_matter_names_the_parts(front: str, layout: Layout) -> None:
    assert read_layout(f"---\n{front}\n---\n{BODY}") == layout
    assert read_layout(f"\ufeff---\r\n{front}\r\n---\r\n".replace("\n\r", "\r")) == layout


def test_without_front_matter_there_is_no_part() -> None:
    assert read_layout(BODY + "\nseal: true\n") == Layout()


def test_a_seal_that_says_neither_is_refused() -> None:
    with pytest.raises(InputError, match="也许"):
        read_layout("---\nseal: 也许\n---\n")


def test_attachments_begin_pages_of_their_own() -> None:
    text = (
        BODY
        + "\n# 附件1 经费表\n\n|项目|金额|\n|---|---|\n|甲|1|\n\n# 附件2\n\n# 名单\n××小学工会\n××区总工会\n"
    )

    assert read_official_markdown(text) == (
        Title(text="总结"),
        Paragraph(text="全年开展活动5次。"),
        SignOff(signed="××工会", date="2025年1月8日"),
        AttachmentPage(number=1, title="经费表"),
        Table(caption="", rows=(("项目", "金额"), ("甲", "1"))),
        AttachmentPage(number=2, title="名单"),
        # The last line of a list is no sign-off.
        Paragraph(text="××小学工会"),
        Paragraph(text="××区总工会"),
    )


@pytest.mark.parametrize(
    ("head", "number", "title"),
    [
        ("# 附件", 0, ""),
        ("## 附件：经费表", 0, "经费表"),
        ("# 附件 1　经费表 #", 1, "经费表"),
        ("# 附件三：经费表", 3, "经费表"),
        ("# 附 件 12", 12, ""),
    ],
)
def test_heads_of_attachments_are_read_as_people_write_them(head: str, number: int, title: str) -> None:
    blocks = read_official_markdown(f"{BODY}\n{head}\n")

    assert blocks[-1] == AttachmentPage(number=number, title=title)


@pytest.mark.parametrize("head", ["# 附件清单", "### 附件1 经费表", "附件1 经费表", "## 附件管理办法"])
def test_other_lines_with_the_word_begin_no_page(head: str) -> None:
    blocks = read_official_markdown(f"{BODY}\n{head}\n\n正文一句。\n")

    assert not any(isinstance(block, AttachmentPage) for block in blocks)


def test_a_document_may_be_called_attachment_itself() -> None:
    assert read_official_markdown("# 附件\n\n正文一句。\n")[0] == Title(text="附件")


_NAME = st.text(alphabet="甲乙丙工会表A1年（）《》*_#|", min_size=1, max_size=12)
_TEXT = st.text(alphabet="甲乙丙工会，1年*_#|\\`", max_size=12).map(lambda text: f"甲{text}乙。")


@given(
    recipient=st.sampled_from(["", "各基层工会", "甲乙丙"]),
    names=st.lists(_NAME, max_size=3),
    seal=st.booleans(),
    texts=st.lists(_TEXT, min_size=1, max_size=3),
    page=st.booleans(),
)
def test_written_markdown_is_read_back_equal(
    recipient: str, names: list[str], seal: bool, texts: list[str], page: bool
) -> None:
    plain: list[Block] = [Title(text="总结"), *(Paragraph(text=text) for text in texts)]
    pages: list[Block] = [
        AttachmentPage(number=1, title="表"),
        Table(caption="", rows=(("甲", "乙"), ("1", "2"))),
    ]
    layout = Layout(main_recipient=recipient, attachments=tuple(names), seal=seal, closing="特此报告")
    signed = SignOff(signed="××工会", date="2025年1月8日")
    blocks = with_layout([*plain, signed, *(pages if page else [])], layout)

    assert read_official_markdown(write_official_markdown(blocks)) == blocks


def test_recognised_parts_are_lines_of_the_text_and_others_front_matter() -> None:
    layout = Layout(main_recipient="各基层工会", attachments=("甲", "乙"))
    written = write_official_markdown(official_blocks(replace(summary(), layout=layout)))
    hidden = write_official_markdown([Title(text="总结"), Recipient(text="甲乙丙："), Paragraph(text="甲。")])

    assert not written.startswith("---")
    assert "\n各基层工会：\n" in written
    assert "\n附件：1.甲\n\n2.乙\n" in written
    assert hidden.startswith("---\nrecipient: 甲乙丙：\n---\n\n# 总结\n")


def test_exported_markdown_gives_the_same_document_again() -> None:
    layout = Layout(main_recipient="各基层工会", closing="特此报告", attachments=("甲",), seal=True)
    markdown = export_markdown_text(BODY, format=Format.MD, layout=layout).decode()

    assert export_markdown_text(markdown, format=Format.MD).decode() == markdown
    assert export_markdown_text(markdown, format=Format.TXT) == export_markdown_text(
        BODY, format=Format.TXT, layout=layout
    )


def test_headings_of_attachments_count_from_one_again() -> None:
    blocks = read_official_markdown("# 总结\n\n## 甲\n\n## 乙\n\n# 附件\n\n# 办法\n\n## 丙\n")

    assert [block.text for block in blocks if isinstance(block, Heading)] == ["一、甲", "二、乙", "一、丙"]
    assert not any(isinstance(block, AttachmentNote) for block in blocks)
