"""Persons and organisations of the labelled sentences."""

import pytest

from benchmarks.names import KINDS, by_rules, load_sentences, score


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_found_is_one_and_hardly_any_is_missed(kind: str) -> None:
    result = score(by_rules, kind)
    assert result.precision == 1.0
    assert result.recall >= 0.96


@pytest.mark.parametrize(
    "text",
    [
        "经费审查委员会开展审查2次",
        "集中学习12次，新人入职见面会3场",
        "子女考入大学的职工9人",
        "慰问金合计6.6万元",
        "管接收、管发放",
    ],
)
def test_words_like_names_are_none(text: str) -> None:
    assert by_rules(text) == {"P": set(), "O": set()}


def test_the_labels_hold_what_they_mark() -> None:
    first = next(load_sentences())
    assert {first.text[start:end] for start, end in first.names["P"]} == {"罗栖迟", "温以恒", "方以礼"}
