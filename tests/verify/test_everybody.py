"""Everybody told for some."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("采掘一线职工免费早餐，日均640份", "为全矿职工提供免费早餐，日均640份。", "全矿职工"),
        ("包装车间全体员工参加防尘培训，共118人", "公司全体员工参加防尘培训，共118人。", "公司全体员工"),
        ("部分分会完成换届，已完成9家", "各分会均完成换届，已完成9家。", "各分会均"),
    ],
)
def test_everybody_for_some_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("组织教职工观影，到场86人", "组织全校教职工观影，到场86人。"),
        ("全院职工体检，参检512人", "开展全院职工体检，512人参检。"),
        ("采掘一线职工免费早餐，日均640份", "工会服务全矿职工，为采掘一线职工提供免费早餐，日均640份。"),
    ],
)
def test_what_the_fact_leaves_open_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
