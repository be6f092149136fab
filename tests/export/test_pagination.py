import pytest

from summarizer.export.blocks import Block, Heading, Paragraph, Table, Title
from summarizer.export.pagination import line_count, sign_off_may_stand_alone


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
