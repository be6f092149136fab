"""Measure words: the canonical unit at a place, look-alike words, and which units may name one count."""

import pytest

from summarizer.text.units import match_unit, units_compatible


@pytest.mark.parametrize(
    ("text", "unit", "end"),
    [
        ("人", "人", 1),
        ("人次", "人次", 2),
        ("人/次", "人次", 3),
        ("名", "人", 1),
        ("位", "人", 1),
        ("名次", "人次", 2),
        ("户", "户", 1),
        ("元", "元", 1),
        ("块钱", "元", 2),
        ("个", "个", 1),
        ("个月", "月数", 2),
        ("个百分点", "百分点", 4),
        ("%", "%", 1),
        ("％", "%", 1),
        ("批次", "批次", 2),
        ("场次", "场次", 2),
        ("平方米", "平方米", 3),
        ("分", "分", 1),
        ("分钟", "分钟", 2),
        ("年", "年", 1),
        ("周年", "年", 2),
        ("支队伍", "支", 1),
        ("名单身青年", "人", 1),
        ("间接待室", "间", 1),
        ("名列席代表", "人", 1),
    ],
)
def test_the_longest_unit_at_a_place_wins(text: str, unit: str, end: int) -> None:
    assert match_unit(f"12{text}", 2) == (unit, end + 2)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "分工会",
            "分会",
            "分别",
            "支部",
            "支持",
            "名单",
            "名称",
            "位于",
            "项目部",
            "成立",
            "成果",
            "部门",
            "节约",
        ),
        *(
            "条件",
            "条例",
            "台账",
            "期间",
            "场所",
            "户外",
            "家属",
            "元旦",
            "年级",
            "课题",
            "组织",
            "班组",
            "层次",
        ),
        *("", "，", "x", "职工"),
    ],
)
def test_words_that_begin_like_a_unit_are_none(text: str) -> None:
    assert match_unit(text, 0) is None


@pytest.mark.parametrize(
    ("left", "right", "compatible"),
    [
        ("人", "人", True),
        ("人", "", True),
        ("", "元", True),
        ("个", "家", True),
        ("家", "个", True),
        ("个", "人", True),
        ("支", "队", True),
        ("个", "元", False),
        ("个", "户", False),
        ("户", "人", False),
        ("人", "人次", False),
        ("项", "件", False),
        ("%", "百分点", False),
        ("元", "美元", False),
        ("年", "月数", False),
    ],
)
def test_units_name_one_count_only_when_they_count_alike(left: str, right: str, compatible: bool) -> None:
    assert units_compatible(left, right) is compatible
    assert units_compatible(right, left) is compatible
