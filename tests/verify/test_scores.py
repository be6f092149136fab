"""Scores of matches told the wrong way round."""

import pytest
from verify_steps import doubts_on

FACT = "高中部队以3比1战胜初中部队"


def test_a_reversed_score_is_found() -> None:
    assert doubts_on(FACT, "高中部队以1比3战胜初中部队。") == [("figure_changed", "1比3")]


@pytest.mark.parametrize("text", ["高中部队以3比1战胜初中部队。", "以3比1战胜初中部队的是高中部队。"])
def test_a_score_of_the_fact_is_clean(text: str) -> None:
    assert doubts_on(FACT, text) == []
