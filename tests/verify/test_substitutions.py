"""Words of the facts with another word in their place."""

import pytest
from verify_steps import doubts_on, only


@pytest.mark.parametrize(
    ("fact", "text", "written", "expected"),
    [
        # one character of a place, a body, a person, a trade
        ("疗休养地点青屏山", "赴翠屏山疗休养。", "翠屏", "青屏"),
        ("协调鸿川物流公司化解纠纷2起", "协调鸿州物流公司化解纠纷2起。", "鸿州物", "鸿川物"),
        ("走进石坪村", "走进石桥村。", "石桥村", "石坪村"),
        ("妇科主任医师苏映雪主讲", "由儿科主任医师苏映雪主讲。", "儿科", "妇科"),
        ("慰问援疆医疗队员家属", "慰问援藏医疗队员家属。", "援藏医", "援疆医"),
        ("学习二十届三中全会精神", "学习二十届四中全会精神。", "四", "三"),
        # whole words
        ("篮球赛聚合车间夺冠", "篮球赛上，包装车间最终夺冠。", "包装", "聚合"),
        ("综合科代表队总分第一", "征收科代表队总分第一。", "征收", "综合"),
        ("公司党支部书记、工会主席带队", "公司总经理、工会主席带队。", "总经理", "党支部书记"),
    ],
)
def test_another_word_in_the_place_of_a_facts_word_is_found(
    fact: str, text: str, written: str, expected: str
) -> None:
    found = only(fact, text, "name_unsupported")
    assert (found.text, found.expected, found.severity) == (written, expected, "error")
    assert found.suggestion == expected


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        # a longer word is left out and another stands there
        ("入户走访系统数据库困难职工6户次", "入户走访在档困难职工6户次。"),
        # headings repeat no fact
        ("文体活动参加率86%", "文体活动重普及"),
        ("文体活动参加率86%", "三、文体活动重普及\n文体活动参加率86%。"),
        ("文体活动重参与，全年12场", "文体活动有声有色，全年12场。"),
        ("关爱女工2次", "关爱女工展风采"),
        # common verbs and nouns stand for each other
        ("看望住院职工9人", "探望住院职工9人。"),
        ("发放防暑物资300份", "送去防暑物资300份。"),
        ("举办技能比武", "开展技能比武。"),
        ("会员持卡到3家门店购物", "会员凭卡到3家门店购物。"),
        # shortened, turned round, or part of another word
        ("召开教职工代表大会", "召开教代会。"),
        ("设职工书屋，图书2600册", "设职工书屋，藏书2600册。"),
        ("重阳节为老人送重阳糕188份", "重阳佳节，188份重阳糕送到老人手中。"),
        # who somebody is may be said in other words
        ("青年工人贺振海获“长河工匠”称号", "来自项目部的贺振海获“长河工匠”称号。"),
        # the days of a festival are judged as dates
        ("元旦春节慰问劳模14人", "两节期间慰问劳模14人。"),
        ("干部李见山参加公文大赛", "我局李见山参加公文大赛。"),
    ],
)
def test_other_wording_is_no_other_word(fact: str, text: str) -> None:
    assert [found for found in doubts_on(fact, text) if found[0] == "name_unsupported"] == []


def test_a_fact_of_another_section_accuses_nobody() -> None:
    assert doubts_on("走访6家", "走访6家，来到翠屏山。") == []
