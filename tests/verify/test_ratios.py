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
    (
        "建档61户，其中特困18户、一般43户|特困户每户2000元，一般户每户1000元",
        "建档61户，其中特困18户，每户2000元；一般43户，每户1000元，合计7.9万元。",
        "2000元×18户＋1000元×43户＝7.9万元",
    ),
    ("协商代表双方各9名", "双方协商代表各9名，共18名。", "2×9名＝18名"),
    ("补贴每栋楼2000元，发到19栋", "按每栋2000元向19栋楼发放补贴，共计3.8万元。", "2000元×19栋＝3.8万元"),
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
        ("协商代表双方各9名", "双方协商代表各9名，共19名。", "19名"),
    ],
)
def test_what_does_not_follow_is_found(fact: str, text: str, span: str) -> None:
    assert span in [words for _, words in doubts_on(fact, text)]


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        (
            "结对老人31人，志愿者62名|服务时长共4960小时",
            "结对老人31人，志愿者62名，服务时长共4960小时，志愿者人均160小时。",
            "160小时",
        ),
        ("提案收50件，立案40件，落实34件", "收到提案50件，立案40件，落实34件，占立案数的68%。", "68%"),
        (
            "在册困难职工：年头64人 脱困22人 新进5人|脱困去向：就业13人 毕业6人 病愈3人",
            "年初在册困难职工64人，年内脱困22人、新增5人，年末在册45人。",
            "45人",
        ),
    ],
)
def test_what_follows_from_figures_of_others_is_doubted(facts: str, text: str, span: str) -> None:
    assert span in [found for _, found in doubts_on(facts, text)]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            "结对老人31人，志愿者62名|服务时长共4960小时",
            "结对老人31人，志愿者62名，服务时长共4960小时，志愿者人均80小时。",
        ),
        ("提案收50件，立案40件，落实34件", "收到提案50件，立案40件，落实34件，占立案数的85%。"),
        ("会员334人，女会员151人", "会员334人，女会员151人，占会员总数的45.2%。"),
    ],
)
def test_averages_and_shares_of_the_figures_named_are_clean(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []
