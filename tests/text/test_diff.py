"""What changed between two texts, seen as a reader would say it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.diff import diff_texts, merge_sentences, pair_sentences, tidy_lines

SIGNS = {"same": "", "added": "+", "removed": "-"}
TEXTS = st.text(alphabet="甲乙丙3。，！“”\n \r\u3000x", max_size=40)


def told(old: str, new: str) -> list[str]:
    return [SIGNS[change.kind] + change.text for change in diff_texts(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("慰问32户。", "慰问32户。", ["慰问32户。"]),
        ("", "慰问32户。", ["+慰问32户。"]),
        ("慰问32户。", "", ["-慰问32户。"]),
        ("慰问职工32户。", "慰问职工33户。", ["慰问职工", "-32", "+33", "户。"]),
        ("发放4.8万元。", "发放5.8万元。", ["发放", "-4.8", "+5.8", "万元。"]),
        ("办结率99.9%。", "办结率98%。", ["办结率", "-99.9%", "+98%", "。"]),
        ("甲乙丙丁戊己。", "甲乙丙丁庚辛。", ["甲乙丙丁", "-戊己", "+庚辛", "。"]),
        (
            "走访慰问困难职工。送清凉3次。",
            "走访慰问困难职工。开展培训。送清凉3次。",
            ["走访慰问困难职工。", "+开展培训。", "送清凉3次。"],
        ),
        (
            "走访慰问困难职工。开展培训。送清凉3次。",
            "走访慰问困难职工。送清凉3次。",
            ["走访慰问困难职工。", "-开展培训。", "送清凉3次。"],
        ),
        ("第一段。\n第二段。", "第一段。第二段。", ["第一段。", "-\n", "第二段。"]),
        ("第一段。第二段。", "第一段。\n第二段。", ["第一段。", "+\n", "第二段。"]),
    ],
)
def test_a_change_is_told_as_a_reader_would(old: str, new: str, expected: list[str]) -> None:
    assert told(old, new) == expected


@pytest.mark.parametrize(
    "noisy",
    [
        "第一段。\r\n第二段。",
        "第一段。\n\n\n第二段。\n",
        "\u3000\u3000第一段。\n\u3000\u3000第二段。",
        "第一段。  \n\t第二段。\u200b",
        "\ufeff第一段。\u2028第二段。",
        "第一段。\x0b第二段。",
    ],
)
def test_line_noise_is_no_change(noisy: str) -> None:
    assert told("第一段。\n第二段。", noisy) == ["第一段。\n第二段。"]
    assert told(noisy, "第一段。\n第二段。") == ["第一段。\n第二段。"]


def test_characters_equal_by_chance_do_not_break_a_replacement_into_crumbs() -> None:
    changes = told("工会关心职工的冷暖和需求。", "工会关心职工身边的每件小事。")
    assert changes == ["工会关心职工", "-的冷暖和需求", "+身边的每件小事", "。"]


def test_a_moved_sentence_is_removed_and_added_and_the_others_stay() -> None:
    old = "组织学习全会精神。慰问困难职工。举办运动会。"
    new = "慰问困难职工。举办运动会。组织学习全会精神。"
    assert told(old, new) == [
        "-组织学习全会精神。",
        "慰问困难职工。举办运动会。",
        "+组织学习全会精神。",
    ]


def test_sentences_alike_stand_side_by_side_though_others_came_between() -> None:
    old = "慰问困难职工32户。\n举办趣味运动会。"
    new = "工会把冷暖放在心上。走访慰问困难职工32户。\n举办职工趣味运动会2次。"
    assert [(pair.old, pair.new) for pair in pair_sentences(old, new)] == [
        ("", "工会把冷暖放在心上。"),
        ("慰问困难职工32户。", "走访慰问困难职工32户。"),
        ("\n", "\n"),
        ("举办趣味运动会。", "举办职工趣味运动会2次。"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲事。", "甲事。\n乙事。丙事。", [("甲事。", "甲事。"), ("", "\n乙事。"), ("", "丙事。")]),
        ("甲事。", "乙事。\n甲事。", [("", "乙事。\n"), ("甲事。", "甲事。")]),
        ("甲事。\n乙事。", "甲事。", [("甲事。", "甲事。"), ("\n乙事。", "")]),
        ("", "甲事。\n乙事。", [("", "甲事。\n"), ("", "乙事。")]),
    ],
)
def test_a_line_break_goes_with_the_sentence_it_came_with(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert [(pair.old, pair.new) for pair in pair_sentences(old, new)] == expected


def test_one_sentence_of_several_is_taken() -> None:
    old = "慰问困难职工30户。送清凉3次。\n举办运动会。"
    new = "慰问困难职工32户。送清凉4次。\n举办趣味运动会。"
    pairs = pair_sentences(old, new)
    changed = [index for index, pair in enumerate(pairs) if pair.changed]
    assert len(changed) == 3
    assert merge_sentences(pairs, {changed[1]}) == "慰问困难职工30户。送清凉4次。\n举办运动会。"


@given(old=TEXTS, new=TEXTS)
def test_the_changes_hold_both_texts_whole_and_no_two_neighbours_are_of_one_kind(old: str, new: str) -> None:
    changes = diff_texts(old, new)
    assert "".join(one.text for one in changes if one.kind != "added") == tidy_lines(old)
    assert "".join(one.text for one in changes if one.kind != "removed") == tidy_lines(new)
    assert all(one.text for one in changes)
    assert all(one.kind != next_one.kind for one, next_one in pairwise(changes))


@given(old=TEXTS, new=TEXTS)
def test_taking_none_or_all_sentences_gives_the_old_or_the_new_text(old: str, new: str) -> None:
    pairs = pair_sentences(old, new)
    assert merge_sentences(pairs, ()) == tidy_lines(old)
    assert merge_sentences(pairs, range(len(pairs))) == tidy_lines(new)


def test_texts_without_any_sentence_in_common_and_far_too_long_are_still_told() -> None:
    old = "".join(f"旧事第{number}件。" for number in range(400))
    new = "".join(f"新况在{number}处！" for number in range(400))
    changes = diff_texts(old, new)
    assert "".join(one.text for one in changes if one.kind != "added") == old


def test_a_single_sentence_of_many_thousand_characters_counts_as_replaced() -> None:
    old, new = "长" * 5000 + "甲", "长" * 5000 + "乙"
    assert [change.kind for change in diff_texts(old, new)] == ["removed", "added"]
