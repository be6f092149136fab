"""Cutting a section in two and joining two: every word and every fact is in exactly one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Fact, Section, SentenceSupport, Topic
from summarizer.errors import InputError
from summarizer.revise.outlining import joined, split_at

FACTS = (
    Fact(id="a", text="慰问困难职工32户"),
    Fact(id="b", text="送清凉3次"),
    Fact(id="c", text="暂不写的事", shelved=True),
)
TEXT = "慰问困难职工32户。\n送清凉3次。"
SECTION = Section(id="s", heading="关爱帮扶", topic=Topic.WELFARE, facts=FACTS, text=TEXT)
SUPPORTS = (SentenceSupport(start=0, end=10, facts=(0,)), SentenceSupport(start=11, end=17, facts=(1,)))


def test_a_fact_goes_along_with_the_text_that_tells_of_it() -> None:
    first, second = split_at(SECTION, 11, SUPPORTS)
    assert (first.text, second.text) == ("慰问困难职工32户。", "送清凉3次。")
    assert [fact.id for fact in first.facts] == ["a", "c"]
    assert [fact.id for fact in second.facts] == ["b"]


def test_a_fact_told_of_in_both_parts_stays_with_the_first() -> None:
    supports = (SentenceSupport(start=0, end=10, facts=(0, 1)), SUPPORTS[1])
    first, second = split_at(SECTION, 11, supports)
    assert [fact.id for fact in first.facts] == ["a", "b", "c"]
    assert second.facts == ()


@pytest.mark.parametrize("offset", [0, len(TEXT), len(TEXT) + 5])
def test_a_part_without_text_is_refused(offset: int) -> None:
    with pytest.raises(InputError, match="光标"):
        split_at(SECTION, offset, SUPPORTS)


@given(st.integers(min_value=1, max_value=len(TEXT) - 1))
def test_joining_the_parts_gives_all_words_and_facts_back(offset: int) -> None:
    first, second = split_at(SECTION, offset, SUPPORTS)
    one = Section(id="1", heading="甲", topic=Topic.WELFARE, facts=first.facts, text=first.text)
    two = Section(id="2", heading="乙", topic=Topic.WELFARE, facts=second.facts, text=second.text)
    both = joined(one, two)
    assert "".join(both.text.split()) == "".join(TEXT.split())
    assert {fact.id for fact in both.facts} == {"a", "b", "c"}
    assert len(both.facts) == 3
