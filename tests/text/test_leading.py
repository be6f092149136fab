"""Patterns behind a look ahead for what their matches begin with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.leading import looked_ahead

PATTERNS = (
    "全部|都(?!市)|(?<![平人])均",
    "(?:位居|列)?第一|首个",
    "(?P<a>提[高升])|(?P<b>下{1,2}降|降)",
    r"(?:(?:已|均)*落实|到位)(?=[，。]|$)",
    r"无{0,1}人|\(甲\)|[比较]上年",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.text(alphabet="全部都市平人均位居列第一首个提高升下降已落实到，。无()甲比较上年", max_size=40))
def test_a_pattern_finds_the_same_behind_its_look_ahead(pattern: str, text: str) -> None:
    plain, ahead = (re.compile(one) for one in (pattern, looked_ahead(pattern)))
    assert [(m.span(), m.lastgroup) for m in plain.finditer(text)] == [
        (m.span(), m.lastgroup) for m in ahead.finditer(text)
    ]
    assert ahead.pattern.startswith("(?=[")


@pytest.mark.parametrize(
    "pattern", ["", "[^，]{2}率", r"\d+人", ".好", "好?", "甲|.乙", "[一-九]成", "(?:好)?"]
)
def test_a_pattern_that_may_begin_with_anything_stays_as_it_is(pattern: str) -> None:
    assert looked_ahead(pattern) == pattern


def test_what_a_match_may_begin_with_is_looked_for() -> None:
    assert looked_ahead("(?:已)?完成|(?<!未)办结") == "(?=[办完已])(?:(?:已)?完成|(?<!未)办结)"
