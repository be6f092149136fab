"""Facts told in other words, jottings above all, and beside them what only looks like other words."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        # verbs of relation name nothing
        ("哺乳期女工17人：调离产线9人，弹性上班8人", "17名处于哺乳期的女职工中，9人调离产线，8人弹性上班。"),
        ("行政给工会的门面：南门平房约60平方米", "行政将南门约60平方米的平房门面交由工会使用。"),
        ("疗养报名表 7月起上线小程序填", "疗养报名表自7月起改为小程序填报。"),
        # a verb of one character written with two
        ("便民摊每周开：裁衣、磨刀、修小电器", "便民摊每周开放，提供裁衣、磨刀、修理小电器服务。"),
        ("中秋走访5户；替买药2户，替接老人3次", "中秋节前走访5户，为2户代买药，代接老人3次。"),
        # shortened names of contests, grades jotted down
        ("羽毛球赛 48人参赛 | 女双冠军 路敏/柏青", "羽毛球赛48人参赛，路敏、柏青夺得女子双打冠军。"),
        ("联欢节目9个，抽奖：一2二5三15", "联欢会有节目9个，抽出一等奖2个、二等奖5个、三等奖15个。"),
        # 获奖励 is what was 评上奖的
        ("金点子 26→评上奖的7（公司内）", "征集金点子26条，其中7条获公司内奖励。"),
        # when people work is no team
        ("解决早班职工热饭，蒸饭柜投用3台", "针对早班职工热饭，投用蒸饭柜3台。"),
    ],
)
def test_other_words_for_what_facts_say_are_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("便民摊每周开：裁衣、磨刀、修小电器", "便民摊每周开放，提供裁衣、磨刀、理发服务。", "理发"),
        (
            "羽毛球赛 48人参赛 | 女双冠军 路敏/柏青",
            "羽毛球赛48人参赛，路敏、柏青夺得男子双打冠军。",
            "男子双打",
        ),
        ("联欢节目9个，抽奖：一2二5", "联欢会有节目9个，抽出一等奖2个、二等奖5个、三等奖15个。", "三等奖"),
        ("接力赛质检班夺冠", "接力赛上，焊接班最终夺冠。", "焊接"),
    ],
)
def test_what_only_looks_like_other_words_is_doubted(facts: str, text: str, span: str) -> None:
    assert any(span in doubted for _, doubted in doubts_on(facts, text))
