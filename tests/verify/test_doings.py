"""Verbs beside equal figures against those of their facts."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("提出优化建议54条，采纳33条", "优化建议提了54条，33条被表彰。", "表彰"),
        ("走访企业21家", "全年培训企业21家。", "培训"),
    ],
)
def test_another_deed_beside_a_figure_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("提出优化建议54条，采纳33条", "优化建议提了54条，33条被采用。"),
        ("评选优秀班组长12名", "表彰优秀班组长12名。"),
        ("为职工购置图书430册", "职工新添图书430册。"),
    ],
)
def test_a_verb_that_says_the_same_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
