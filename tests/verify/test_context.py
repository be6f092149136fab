"""Likeness of surroundings, and exchanges."""

import pytest
from verify_steps import doubts_on, paired_case

from summarizer.verify.context import belongs_to_other, exchanged, likeness, overlap
from summarizer.verify.mentions import Mention, read_text


def mention(text: str, order: int = 0) -> Mention:
    return read_text(text, None).mentions[order]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "走访", 0.0),
        ("走访", "走访", 1.0),
        ("走访企业", "走访", 1.0),
        ("走访", "慰问", 0.0),
        ("走访", "走动", 0.5),
    ],
)
def test_overlap_is_measured_on_the_smaller_set(left: str, right: str, expected: float) -> None:
    assert overlap(frozenset(left), frozenset(right)) == expected


@pytest.mark.parametrize(
    ("text", "fact", "least", "most"),
    [
        ("慰问困难职工32户", "慰问困难职工32户", 1.0, 1.0),
        ("32户困难职工", "困难职工32户", 0.8, 0.8),
        ("召开会议3次", "慰问困难职工32户", 0.0, 0.2),
    ],
)
def test_the_same_side_counts_more_than_the_other(text: str, fact: str, least: float, most: float) -> None:
    assert least <= likeness(mention(text), mention(fact)) <= most


@pytest.mark.parametrize(
    ("facts", "text", "expected"),
    [
        ("男教师12人，女教师20人", "男教师20人，女教师12人", True),
        ("男教师12人，女教师20人", "女教师20人，男教师12人", False),
        ("收到提案24件，立案21件", "收到提案21件，立案24件", True),
        ("收到提案24件，立案21件", "提案收到24件、立案21件", False),
    ],
)
def test_two_figures_at_each_others_nouns_are_exchanged(facts: str, text: str, expected: bool) -> None:
    case = paired_case(facts, text)
    first, second = (case.of_text[order] for order in sorted(case.of_text))
    assert exchanged(first.text, second.text, first.fact, second.fact) is expected


def test_two_figures_behind_each_others_words_are_exchanged() -> None:
    facts = "开展护理技能竞赛，参赛选手36名，评出金奖2名、银奖4名"
    text = "组织护理技能竞赛，参赛选手36人，金奖{}人，银奖{}人。"
    assert [span for _, span in doubts_on(facts, text.format(4, 2))] == ["4人", "2人"]
    assert doubts_on(facts, text.format(2, 4)) == []


def test_words_may_belong_to_another_fact_alone() -> None:
    mine, other = mention("男教师12人"), mention("合唱队20人")
    assert belongs_to_other(mention("合唱队12人"), mine, other)
    assert not belongs_to_other(mention("男教师12人"), mine, other)
