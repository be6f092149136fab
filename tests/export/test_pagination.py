import pytest

from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
)
from summarizer.export.pagination import line_count, lines_per_page, sign_off_may_stand_alone

LINE = Paragraph(text="一项工作。")
SIGNED = SignOff(signed="××工会", date="2025年1月8日")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("甲" * 26, 1),
        ("甲" * 27, 2),
        ("甲" * 54, 2),
        ("甲" * 55, 3),
        # the mark may hang out of the line
        ("甲" * 26 + "。", 1),
        # a number does not break: it moves down whole
        ("甲" * 25 + "123456", 2),
        ("甲" * 24 + "1234" + "甲" * 26, 2),
        # an opening mark moves down with what it opens
        ("甲" * 25 + "《法》", 2),
    ],
)
def test_lines_are_filled_as_a_word_processor_does(text: str, lines: int) -> None:
    assert line_count(text) == lines


def test_a_mark_that_must_not_hang_takes_its_character_along() -> None:
    assert line_count("甲" * 26 + "。", hangs=False) == 2


def test_gaps_beside_digits_take_room() -> None:
    assert line_count("甲" * 12 + "12" + "甲" * 13, gap_chars=0.25) == 2
    assert line_count("甲" * 12 + "12" + "甲" * 13) == 1


@pytest.mark.parametrize(
    ("paragraphs", "alone"),
    [
        (5, False),
        (15, False),
        (16, False),
        (17, True),
        (18, True),
        (20, True),
        (21, True),
        (22, False),
        (30, False),
        (38, False),
        (39, True),
    ],
)
def test_doubt_begins_where_the_page_has_no_room_for_blank_line_name_and_date(
    paragraphs: int, alone: bool
) -> None:
    blocks: list[Block] = [Title(text="××工会总结"), *[Paragraph(text="一项工作。")] * paragraphs]

    assert sign_off_may_stand_alone(blocks) is alone


def test_heading_at_the_foot_of_a_page_goes_to_its_text() -> None:
    above = [Paragraph(text="一项工作。")] * 21
    # One line more than without the move: line 23 instead of 22.
    blocks: list[Block] = [*above, Heading(level=1, text="一、工作"), *[Paragraph(text="一项工作。")] * 17]

    assert sign_off_may_stand_alone(blocks) is False
    assert sign_off_may_stand_alone([*blocks, Paragraph(text="一项工作。")]) is True


def test_a_table_always_leaves_doubt() -> None:
    assert sign_off_may_stand_alone([Table(caption="", rows=(("甲",),))]) is True


def test_headings_in_a_row_go_together() -> None:
    headings = [Heading(level=1, text="一、工作"), Heading(level=2, text="（一）制度")]
    # 20 lines, then two headings at the foot: they take lines 23 and 24, the text 25 and so on.
    blocks: list[Block] = [*[LINE] * 20, *headings, *[LINE] * 16]

    assert sign_off_may_stand_alone(blocks) is False
    assert sign_off_may_stand_alone([*blocks, LINE]) is True


@pytest.mark.parametrize(
    ("lines", "per_page"),
    [
        # room for blank line, 署名 and 成文日期
        (5, 22),
        (19, 22),
        # one, two and three lines are lacking
        (20, 24),
        (21, 24),
        (22, 20),
        # a line of text stands above it on the second page
        (23, 22),
        (41, 22),
        (42, 23),
        (43, 24),
        (44, 24),
    ],
)
def test_lines_are_adjusted_where_the_sign_off_would_be_alone(lines: int, per_page: int) -> None:
    assert lines_per_page([*[LINE] * lines, SIGNED]) == per_page


def test_a_seal_and_attachments_need_more_room() -> None:
    sealed = SignOff(signed="××工会", date="2025年1月8日", seal=True)
    note = AttachmentNote(names=("经费表", "名单"))

    assert lines_per_page([*[LINE] * 17, SIGNED]) == lines_per_page([*[LINE] * 17, sealed]) == 22
    assert lines_per_page([*[LINE] * 18, SIGNED]) == 22
    assert lines_per_page([*[LINE] * 18, sealed]) == 24
    assert lines_per_page([*[LINE] * 16, note, SIGNED]) == 22
    assert lines_per_page([*[LINE] * 17, note, SIGNED]) == 24


def test_attachments_behind_the_sign_off_do_not_count() -> None:
    pages: list[Block] = [AttachmentPage(number=0, title="表"), Table(caption="", rows=(("甲",),))]

    assert lines_per_page([*[LINE] * 20, SIGNED, *pages]) == 24


def test_no_line_is_adjusted_without_sign_off_or_where_the_estimate_is_a_guess() -> None:
    table = Table(caption="", rows=(("甲",),))

    assert lines_per_page([*[LINE] * 20]) == 22
    assert lines_per_page([SIGNED]) == 22
    assert lines_per_page([table, *[LINE] * 20, SIGNED]) == 22
    assert lines_per_page([*[LINE] * (22 * 8 - 2), SIGNED]) == 22
