"""Bases, shares and products that follow from the facts, and those that do not."""

import pytest
from verify_steps import doubts_on, only

FOLLOWS = [
    ("师徒结对28对，较上年增加9对", "师徒结对28对，上年为19对。", "28对－9对＝19对"),
    ("招募志愿者430名，同比增长7.5%", "招募志愿者430名，同比增长7.5%，上年为400名。", "430名÷1.075＝400名"),
    ("走访职工1080人次，是上年的1.2倍", "走访职工1080人次，是上年的1.2倍，增长20%。", "1.2倍－1＝20%"),
    ("会员86人，其中女会员61人", "会员86人，其中女会员61人，占七成以上。", "61人÷86人＝七成以上"),
    (
        "采纳建议197条，创效860万元",
        "采纳建议197条，创效860万元，平均每条创效4.37万元。",
        "860万元÷197条＝4.37万元",
    ),
    (
        "年初余额56万元，收入22万元，支出31万元",
        "年初余额56万元，收入22万元，支出31万元，年末余额47万元。",
        "＝47万元",
    ),
    (
        "新生13人，每人5000元，高中生9人，每人2000元",
        "新生13人，每人5000元，高中生9人，每人2000元，共8.3万元。",
        "＝8.3万元",
    ),
]


@pytest.mark.parametrize(("fact", "text", "formula"), FOLLOWS)
def test_what_follows_is_told_with_its_formula(fact: str, text: str, formula: str) -> None:
    assert formula in only(fact, text, "derived").message
    assert doubts_on(fact, text) == []


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("师徒结对28对，较上年增加9对", "师徒结对28对，上年为17对。", "17对"),
        ("会员86人，其中女会员61人", "会员86人，其中女会员61人，占八成以上。", "八成以上"),
        (
            "教职工86人|体检82人，体检费每人600元",
            "教职工86人。体检82人，体检费每人600元，合计51600元。",
            "51600元",
        ),
        ("收入30万元，参赛90人", "收入30万元，参赛90人，同比增长33.3%。", "33.3%"),
    ],
)
def test_what_does_not_follow_is_found(fact: str, text: str, span: str) -> None:
    assert span in [words for _, words in doubts_on(fact, text)]
