"""Reasons that no fact gives."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("活动室4月停开，8月重新开放", "因居民投诉，活动室4月停开，8月重新开放。", "因居民投诉"),
        ("参与率比上半年低6个百分点", "受轮班频繁影响，参与率比上半年低6个百分点。", "受轮班频繁影响"),
        ("7月暂停文艺演出，8月5日恢复", "7月，因强降雨天气暂停文艺演出，8月5日恢复。", "因强降雨天气"),
        ("会员年初168人，年末159人", "会员由年初的168人降至年末的159人，主要因人员分流；", "主要因人员分流"),
        ("流失率由12%降至8%|谈话135人次", "谈话135人次，由此流失率由12%降至8%。", "由此"),
        (
            "轻伤事故2起（去年同期5起）",
            "轻伤事故2起，较去年同期5起减少3起，主要得益于工会开展的宣传。",
            "主要得益于工会开展的宣传",
        ),
        ("夜校报名540人", "夜校报名540人，这主要是因为推出了线上办理。", "这主要是因为推出了线上办理"),
        ("讲座改到线上举办，210人听讲", "由于场馆检修，讲座改到线上举办，210人听讲。", "由于场馆检修"),
    ],
)
def test_a_reason_no_fact_gives_is_doubted(fact: str, text: str, span: str) -> None:
    assert ("claim_unsupported", span) in doubts_on(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("因暴雨运动会推迟到10月12日", "受暴雨影响，运动会推迟到10月12日。"),
        ("困难职工21户：因病13户、因学8户", "困难职工21户，因病13户、因学8户。"),
        ("活动室4月停开，8月重新开放", "因工作需要，活动室4月停开，8月重新开放。"),
        ("编制办法1份", "因地制宜，编制办法1份。"),
    ],
)
def test_a_reason_of_the_facts_or_of_everybody_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
