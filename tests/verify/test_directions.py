"""Which way a thing went, told the other way."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("持证率去年71%→今年83%", "持证率由去年的71%下降到今年的83%。", "下降到今年的83%"),
        ("食堂投诉由每月9件降至3件", "食堂投诉由每月9件升至3件。", "升至3件"),
        (
            "加班费支出18.2万元，上年21.6万元",
            "加班费支出由上年的21.6万元增加到18.2万元。",
            "增加到18.2万元",
        ),
        ("开通时间由9月推迟到11月", "开通时间由9月提前到11月。", "提前到11月"),
        ("满意率92.1%，高于全市平均水平", "满意率92.1%，低于全市平均水平。", "低于"),
        ("会费收缴率97.2%，比上年高1.4个百分点", "会费收缴率97.2%，低于上年1.4个百分点。", "低于"),
        ("职代会比原计划提前5天召开", "职代会比原计划推迟5天召开。", "推迟"),
        ("食堂开放时间延长至21时", "食堂开放时间缩短至21时。", "缩短"),
    ],
)
def test_a_direction_told_the_other_way_is_doubted(fact: str, text: str, span: str) -> None:
    assert span in [found for _, found in doubts_on(fact, text)]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("持证率去年71%→今年83%", "持证率由去年的71%上升到今年的83%。"),
        ("办结时限由15个工作日压缩至9个工作日", "办结时限从15个工作日缩短到9个工作日。"),
        ("评议排名由第7位前移至第3位", "评议排名由第7位提升至第3位。"),
        ("球赛由6月推迟到8月举办", "球赛由6月推迟到8月举办。"),
        ("交接班由23:00推迟到1:00", "交接班由23时推迟到次日1时。"),
        ("投诉量下降，回访次数增加", "投诉量下降，回访次数增加。"),
        # The fact itself says so: its figures are for whoever wrote it to mend.
        ("返修率由2.1%下降到2.6%", "返修率由2.1%下降到2.6%。"),
    ],
)
def test_a_direction_in_other_words_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
