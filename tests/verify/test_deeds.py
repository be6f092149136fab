"""Deeds and outcomes that no fact holds."""

import pytest
from verify_steps import doubts_on, spans_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("看望住院会员21人次", "看望住院会员21人次，发放慰问品。", "发放慰问品"),
        ("收集建议18条", "收集建议18条，并提交校长办公会研究。", "提交校长办公会研究"),
        ("走访12个科室", "院领导带队走访，12个科室都已走到。", "院领导带队"),
        ("命名红旗车组15个", "命名红旗车组15个，表态发言仪式隆重举行。", "表态发言仪式隆重举行"),
        ("签订集体合同", "签订集体合同，职工工资稳步增长。", "职工工资稳步增长"),
        ("设立心理咨询室", "设立心理咨询室，夜班人员睡眠不断改善。", "夜班人员睡眠不断改善"),
    ],
)
def test_what_no_fact_holds_is_doubted(fact: str, text: str, span: str) -> None:
    assert ("claim_unsupported", span) in spans_on(fact, text)


@pytest.mark.parametrize(
    "text",
    [
        # what every summary says of itself
        "看望住院会员21人次，工会组织的凝聚力不断增强。",
        "看望住院会员21人次，民主管理更加规范。",
        "看望住院会员21人次，把组织的温暖送到职工身边。",
        # aims and plans
        "看望住院会员21人次，为推动睡眠质量持续改善作出努力。",
        "看望住院会员21人次，下一步拟召开表彰大会。",
        "工会主席看望住院会员21人次。",
    ],
)
def test_formulas_and_aims_are_not_doubted(text: str) -> None:
    assert spans_on("工会主席看望住院会员21人次", text) == []


def test_what_is_handed_to_a_meeting_is_no_deed_of_its_own() -> None:
    assert spans_on("教代会审议工作报告", "工作报告提交会议审议。") == []


def test_growth_that_a_fact_tells_is_no_outcome_of_its_own() -> None:
    fact = "职工工资由4200元增加到4600元"
    assert spans_on(fact, f"{fact}，职工工资稳步增长。") == []


def test_a_body_that_is_built_up_is_no_deed() -> None:
    facts = "发展新会员56人|新建工会小组4个"
    text = "新发展会员56人；新建工会小组4个，进一步健全组织网络。"
    assert not doubts_on(facts, text)


def test_a_deed_written_out_is_the_short_one_of_the_fact() -> None:
    fact = "为职工办理市总互助医疗保障，缴费3.2万元"
    assert not doubts_on(fact, "为职工办理市总互助医疗保障，缴纳费用3.2万元。")


def test_a_place_no_fact_names_to_which_somebody_went_is_doubted() -> None:
    facts = "安排劳模疗休养3批51人"
    assert ("claim_unsupported", "赴北戴河") in doubts_on(facts, "安排3批51名劳模赴北戴河疗休养。")
    assert doubts_on("安排劳模赴北戴河疗休养51人", "安排51名劳模赴北戴河疗休养。") == []
