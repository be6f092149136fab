"""Growth told to so much or by so much, and the wrong way."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        (
            "健步走参与1860人次，比去年同期增加310人次",
            "健步走参与1860人次，同比增加到310人次。",
            "增加到310人次",
        ),
        ("培训职工46期，比上年增加6期", "培训职工46期，比上年增加至6期。", "增加至6期"),
        ("慰问职工9人次（去年：6人次）", "慰问职工9人次，比上年少3人次。", "少3人次"),
        ("走访企业24家（去年：30家）", "走访企业24家，比上年增加6家。", "增加6家"),
    ],
)
def test_growth_told_otherwise_than_in_the_fact_is_found(fact: str, text: str, span: str) -> None:
    assert [words for _, words in doubts_on(fact, text)] == [span]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("健步走参与1860人次，比去年同期增加310人次", "健步走参与1860人次，同比增加310人次。"),
        ("食堂满意度从82%提高到91%", "食堂满意度由82%提高到91%。"),
        ("慰问职工9人次（去年：6人次）", "慰问职工9人次，比上年多3人次。"),
    ],
)
def test_growth_told_as_in_the_fact_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
