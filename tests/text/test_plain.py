"""Common words of official prose."""

import pytest

from summarizer.text.plain import is_plain, plain_pairs, unplain


@pytest.mark.parametrize("words", ["", "组织开展", "扎实推进各项工作", "的", "让职工感受温暖"])
def test_ordinary_words_are_plain(words: str) -> None:
    assert is_plain(words)


@pytest.mark.parametrize(
    ("words", "left"), [("太极拳", "太极拳"), ("职工与钳工", "钳工"), ("翠屏山", "翠屏山"), ("骑手", "骑手")]
)
def test_what_names_something_is_not(words: str, left: str) -> None:
    assert unplain(words) == left


def test_particular_nouns_are_never_common() -> None:
    assert plain_pairs().isdisjoint({"瑜伽", "篮球", "交警"})
