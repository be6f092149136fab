"""How far a matter has come, told as further than the facts say."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("女职工专项合同：起草中，未签", "女职工专项合同已签订。", "已签订"),
        ("厂区停车场改造：待批", "厂区停车场改造已获批。", "获批"),
        ("工会小程序开发暂缓", "工会小程序开发完成。", "完成"),
        ("篮球赛因雨取消", "篮球赛如期举行。", "如期举行"),
        ("技能比武：报名中", "技能比武落幕。", "落幕"),
        ("食堂改造方案被否决", "食堂改造方案获得通过。", "通过"),
        ("职工公寓暖气改造未完工", "职工公寓暖气改造已完工。", "完工"),
        ("经费审查无违规；票据1张不合规，未报销", "经费审查无违规，票据1张已报销。", "已报销"),
        ("游泳馆停用，待检修", "游泳馆恢复开放。", "恢复开放"),
        ("工龄补贴方案未获职代会通过", "工龄补贴方案获职代会通过。", "获职代会通过"),
        ("心理咨询室：场地已定，设备未到", "心理咨询室场地已定，设备已到位。", "到位"),
    ],
)
def test_an_open_matter_told_as_settled_is_doubted(facts: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(facts, text))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (
            "集体合同：已续签（3年）；工资专项合同：在谈，未签",
            "集体合同已续签，期限3年；工资专项合同正在协商，尚未签订。",
        ),
        ("厂区停车场改造：待批", "厂区停车场改造等待批复。"),
        ("职工公寓暖气改造未完工", "职工公寓暖气改造还没有完工。"),
        ("困难职工建档18户，其中3户未脱困", "困难职工建档18户，15户脱困，3户仍未脱困。"),
        ("职工运动会取消线下，改为线上举办", "职工运动会改为线上举办。"),
        ("篮球赛推迟到9月举办", "篮球赛推迟到9月举办。"),
    ],
)
def test_an_open_matter_told_as_such_is_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


def test_a_denial_without_words_of_its_own_is_told_by_its_figure() -> None:
    fact = "申报省级课题3项，批2项，1项未获批"
    assert doubts_on(fact, "申报省级课题3项，2项获批，1项没有获批。") == []
    assert "获批" in "".join(span for _, span in doubts_on(fact, "申报省级课题3项，批2项，1项也获批。"))
