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
        ("慰问36户（去年：30户）", "慰问36户，比上年增加36户。", "增加36户"),
        ("慰问36户（去年：30户）", "慰问36户，比上年增加30户。", "增加30户"),
        ("入会率95%（去年：92%）", "入会率比上年提高了95%。", "提高了95%"),
        ("慰问36户（去年：40户）", "慰问36户，较上年有所增加。", "较上年有所增加"),
        ("办结率92%（去年：96%）", "办结率92%，较上年有所提高。", "较上年有所提高"),
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
        ("慰问36户（去年：40户）", "慰问36户，较上年有所减少。"),
    ],
)
def test_growth_told_as_in_the_fact_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
