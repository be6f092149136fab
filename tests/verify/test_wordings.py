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
        # 已修12条 are 已经维修
        ("巡查宿舍3次，提问题17条，已修12条", "代表巡查宿舍3次，提出问题17条，其中12条已经维修。"),
        ("提建议21条，已办18条", "提出建议21条，其中18条已经办结。"),
        # what a verb does of itself, and meets to do
        ("“百日赛”：5月启动，参赛科室28个", "“百日赛”于5月启动，组织28个科室同场竞技。"),
        ("调解19件：工资11、工伤8", "全年调解劳动争议19件，其中工资类11件、工伤类8件。"),
        # printed matter is printed, a medal that is given is awarded
        ("安全月：展板9块，明白卡600张", "安全月期间制作展板9块，印发明白卡600张。"),
        ("给满20年的8位护士发纪念牌", "向满20年的8位护士颁发纪念牌。"),
        # a thing of one character before its figure
        ("防暑 7/1~8/31 水3600瓶、伞80把", "7月1日至8月31日防暑期间，送出饮用水3600瓶、雨伞80把。"),
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
        ("提建议21条，已办18条", "提出建议21条，其中18条已经公示。", "公示"),
        ("安全月：展板9块，张贴海报60张", "安全月期间制作展板9块，印发手册60张。", "印发"),
        ("给满20年的8位护士发纪念牌", "向满20年的8位护士颁发证书。", "证书"),
        ("调解19件：工资11、工伤8", "全年调解物业纠纷19件，其中工资类11件、工伤类8件。", "物业纠纷"),
        ("防暑 7/1~8/31 水3600瓶、毛巾80条", "7月1日至8月31日防暑期间，送出凉茶3600瓶、毛巾80条。", "凉茶"),
    ],
)
def test_what_only_looks_like_other_words_is_doubted(facts: str, text: str, span: str) -> None:
    assert any(span in doubted for _, doubted in doubts_on(facts, text))
