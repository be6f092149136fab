"""Where the sentence of a forgotten fact goes."""

import pytest

from summarizer.revise.completion import insert_sentence

SENTENCE = "慰问困难职工32户。"


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("", SENTENCE),
        (" \n", SENTENCE),
        ("【待补充：慰问户数、金额】", SENTENCE),
        ("【待补充：慰问户数】。", SENTENCE),
        ("【待补充：户数】另有送清凉3次。", f"【待补充：户数】另有送清凉3次。{SENTENCE}"),
        ("送清凉3次。", f"送清凉3次。{SENTENCE}"),
        ("送清凉3次。\n\n", f"送清凉3次。{SENTENCE}"),
        ("送清凉3次。这项工作将继续做实做细。", f"送清凉3次。{SENTENCE}这项工作将继续做实做细。"),
        ("工会坚持把冷暖放在心上。送清凉3次。", f"工会坚持把冷暖放在心上。送清凉3次。{SENTENCE}"),
        ("送清凉3次。\n这项工作将继续做实做细。", f"送清凉3次。\n这项工作将继续做实做细。{SENTENCE}"),
        ("助学5人。\n送清凉3次。继续做实做细。", f"助学5人。\n送清凉3次。{SENTENCE}继续做实做细。"),
    ],
)
def test_a_sentence_joins_the_last_paragraph_before_its_closing(text: str, completed: str) -> None:
    assert insert_sentence(text, SENTENCE) == completed


@pytest.mark.parametrize("text", ["", "送清凉3次。\n", "【待补充：户数】"])
def test_nothing_to_add_changes_nothing(text: str) -> None:
    assert insert_sentence(text, "") == text
