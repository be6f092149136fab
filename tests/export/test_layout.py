import pytest

from summarizer.domain import Layout
from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Title,
)
from summarizer.export.layout import attachment_name, flattened, recognised, with_layout

TITLE, TEXT = Title(text="××工会2024年工作总结"), Paragraph(text="全年开展活动5次。")
SIGNED = SignOff(signed="××工会", date="2025年1月8日")
WHOLE: list[Block] = [TITLE, TEXT, SIGNED]


def test_nothing_is_added_where_nothing_is_asked_for() -> None:
    assert with_layout(WHOLE, Layout()) == tuple(WHOLE)


def test_every_part_stands_in_its_place() -> None:
    layout = Layout(
        main_recipient="各基层工会", closing="特此报告", attachments=("经费表", "名单"), seal=True
    )

    assert with_layout([*WHOLE, AttachmentPage(number=1, title="经费表")], layout) == (
        TITLE,
        Recipient(text="各基层工会："),
        TEXT,
        Paragraph(text="特此报告。"),
        AttachmentNote(names=("经费表", "名单")),
        SignOff(signed="××工会", date="2025年1月8日", seal=True),
        AttachmentPage(number=1, title="经费表"),
    )


@pytest.mark.parametrize("typed", ["各基层工会", "各基层工会：", "各基层工会:", " 各基层工会： "])
def test_a_recipient_ends_with_one_full_width_colon(typed: str) -> None:
    assert with_layout(WHOLE, Layout(main_recipient=typed))[1] == Recipient(text="各基层工会：")


@pytest.mark.parametrize(
    ("typed", "printed"), [("特此报告", "特此报告。"), ("特此报告。", "特此报告。"), ("请审阅！", "请审阅！")]
)
def test_a_closing_ends_with_a_mark_and_is_not_printed_twice(typed: str, printed: str) -> None:
    once = with_layout(WHOLE, Layout(closing=typed))

    assert once[2] == Paragraph(text=printed)
    assert with_layout(once, Layout(closing=typed)) == once


def test_parts_that_are_there_are_replaced() -> None:
    first = with_layout(WHOLE, Layout(main_recipient="甲工会", attachments=("甲",)))
    second = with_layout(first, Layout(main_recipient="乙工会", attachments=("乙",)))

    assert second == with_layout(WHOLE, Layout(main_recipient="乙工会", attachments=("乙",)))


def test_parts_fit_into_texts_without_title_or_sign_off() -> None:
    layout = Layout(main_recipient="甲工会", closing="特此报告", attachments=("甲",), seal=True)

    assert with_layout([], layout) == (
        Recipient(text="甲工会："),
        Paragraph(text="特此报告。"),
        AttachmentNote(names=("甲",)),
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("经费表", "经费表"),
        ("附件：1.经费表", "经费表"),
        ("附件: 经费表。", "经费表"),
        ("2．经费表；", "经费表"),
        ("2024年经费表", "2024年经费表"),
        ("1.5万元以上支出明细", "1.5万元以上支出明细"),
        ("附件", "附件"),
        (" ", ""),
    ],
)
def test_names_of_attachments_lose_numbers_and_marks(typed: str, name: str) -> None:
    assert attachment_name(typed) == name


def test_notes_count_several_names_and_do_not_count_one() -> None:
    assert AttachmentNote(names=("甲",)).lines == ("附件：甲",)
    assert AttachmentNote(names=("甲", "乙")).text == "附件：1.甲\n2.乙"


@pytest.mark.parametrize(
    "line", ["各基层工会：", "区总工会、街道党工委:", "各位代表：", "同志们：", "局属各单位，机关各科室："]
)
def test_a_recipient_is_recognised_below_the_title(line: str) -> None:
    found = recognised([TITLE, Paragraph(text=line), TEXT])

    assert found == (TITLE, Recipient(text=line.rstrip(":：") + "："), TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "现将有关情况报告如下：",
        "2024年，工会做了以下工作：",
        "全年开展活动5次。各基层工会：",
        "各基层工会",
        "各基层工会：全年开展活动5次。",
        "工会" * 61 + "：",
    ],
)
def test_a_sentence_is_no_recipient(line: str) -> None:
    assert recognised([TITLE, Paragraph(text=line), TEXT]) == (TITLE, Paragraph(text=line), TEXT)


def test_a_recipient_further_down_and_a_lone_line_stay_text() -> None:
    line = Paragraph(text="各基层工会：")

    assert recognised([TITLE, TEXT, line, TEXT]) == (TITLE, TEXT, line, TEXT)
    assert recognised([TITLE, line]) == (TITLE, line)


def test_a_note_above_the_sign_off_is_recognised() -> None:
    lines: list[Block] = [
        Paragraph(text="附件：1.经费表；"),
        Heading(level=3, text="2.名单"),
        Paragraph(text="3.台账；"),
    ]

    assert recognised([TITLE, TEXT, *lines, SIGNED]) == (
        TITLE,
        TEXT,
        AttachmentNote(names=("经费表", "名单", "台账")),
        SIGNED,
    )


@pytest.mark.parametrize(
    "below",
    [
        [Paragraph(text="附件：1.经费表"), TEXT],
        [Paragraph(text="附件：1.经费表"), Paragraph(text="2.全年开展活动5次。")],
        [Paragraph(text="附件齐全。")],
        [Heading(level=1, text="一、附件"), Heading(level=3, text="1.甲")],
    ],
)
def test_text_below_or_beside_it_makes_no_note(below: list[Block]) -> None:
    assert recognised([TITLE, TEXT, *below, SIGNED]) == (TITLE, TEXT, *below, SIGNED)


def test_flattened_parts_are_recognised_again() -> None:
    layout = Layout(main_recipient="各基层工会", attachments=("甲", "乙", "丙"), seal=True)
    blocks = with_layout(WHOLE, layout)

    assert not any(isinstance(block, Recipient | AttachmentNote) for block in flattened(blocks))
    assert recognised(flattened(blocks)) == blocks
