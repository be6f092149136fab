"""Who did, paid or granted a thing."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("两癌筛查482人，费用由区总承担", "两癌筛查482人，费用由局工会承担。", "由局工会"),
        (
            "检修二班获省工人先锋号（省总工会4月授予）",
            "4月，检修二班被省国资委授予省工人先锋号。",
            "省国资委",
        ),
        (
            "2024年11月，学校工会被槐江区总工会评为“先进基层工会”|教师闻静秋获一等奖",
            "2024年11月，学校工会获评省总工会“先进基层工会”。教师闻静秋获一等奖。",
            "省总工会",
        ),
        (
            "获省总“模范职工之家”|职工书屋被市总评为示范点",
            "获省总工会“模范职工之家”；职工书屋被省总工会评为示范点。",
            "省总工会",
        ),
        ("公司行政出资15万元|工会出资4万元", "公司工会出资15万元，另出资4万元。", "公司工会"),
        ("奖金由校友基金出，共3.6万元", "奖金3.6万元由工会经费支出。", "工会经费"),
    ],
)
def test_somebody_else_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("两癌筛查482人，费用由区总承担", "两癌筛查482人，费用由区总工会承担。"),
        (
            "获省总“模范职工之家”|职工书屋被市总评为示范点",
            "职工书屋被市总工会评为示范点，获省总工会“模范职工之家”。",
        ),
        ("检修二班获省工人先锋号（省总4月授予）", "4月，检修二班被省总工会授予省工人先锋号。"),
    ],
)
def test_the_same_body_by_another_name_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
