"""Titles of other pages glued to headings and sentences, signs around headings."""

import pytest

from summarizer.library.clean.frames import drop_frames
from summarizer.library.clean.glued import drop_glued
from summarizer.library.manuscript import Change

pytest.importorskip("rjieba")
BODY = "全年走访困难职工四十二户，发放慰问金九万六千元，一户没有漏掉。"


def outline(*headings: str) -> str:
    numbers = "一二三四五"
    return "\n".join(
        f"{number}、{heading}\n{BODY}" for number, heading in zip(numbers, headings, strict=False)
    )


def applied(text: str, changes: list[Change]) -> str:
    for change in sorted(changes, reverse=True):
        if change.after is not None:
            text = text[: change.start] + change.after + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        # two clauses alike
        ("账清了，心就平购房合同 门开了，话就多", "账清了，心就平 门开了，话就多"),
        ("从无到有，建起来仓储部工作计划 从小到大，强起来", "从无到有，建起来 从小到大，强起来"),
        ("路近了，人就亲垃圾分类倡议书", "路近了，人就亲"),
        # the same characters at the same places
        ("把好一道门婚庆策划方案 守好一盏灯 算好一本账父母寄语", "把好一道门 守好一盏灯 算好一本账"),
        (
            "听得见的关怀药房工作总结 看得见的进步学雷锋活动方案 摸得着的实惠英文自荐信",
            "听得见的关怀 看得见的进步 摸得着的实惠",
        ),
        ("建家有劲头文明城市创建方案 维权有靠头 学习有奔头", "建家有劲头 维权有靠头 学习有奔头"),
        # known topics alone
        ("把书送到水边入团申请书 比武", "把书送到水边 比武"),
        ("澡堂中考百日誓师发言稿 探亲班车", "澡堂 探亲班车"),
        ("难处记在账上转正申请书格式", "难处记在账上"),
    ],
)
def test_a_title_glued_behind_a_heading_is_cut_off(dirty: str, clean: str) -> None:
    text = outline(*dirty.split())
    assert applied(text, list(drop_glued(text))) == outline(*clean.split())


@pytest.mark.parametrize(
    "headings",
    [
        ["签订集体合同", "讲好工会故事", "落实安全生产责任书", "撰写读书心得体会"],
        ["三封感谢信", "班组长的承诺书", "一份倡议书", "几点体会"],
        ["组织建设", "下一步工作计划", "明年工作打算"],
        ["建立健全制度", "优化报销流程", "四季度计划"],
        ["个人先进事迹材料", "安全生产责任书", "年终工作总结"],
    ],
)
def test_a_heading_led_to_a_kind_of_writing_stays(headings: list[str]) -> None:
    assert list(drop_glued(outline(*headings))) == []


@pytest.mark.parametrize(
    "heading", ["窗口服务承诺书", "手拉手护林员述职报告"], ids=["may be our own", "no word of it is known"]
)
def test_a_heading_that_may_end_with_a_title_is_flagged(heading: str) -> None:
    changes = list(drop_glued(outline(heading, "组织建设有新招", "经费")))
    assert [change.after for change in changes] == [None]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("学习计划表", "工会把学习搬出会议室，全年开讲七十四回，座位只有四十个。"),
        ("工会活动策划书", "一枚税徽，两种分量，走了实实在在的一圈，没有走偏。"),
        ("母婴店开业策划", "技能比武办了六场，二百四十人参加，选出能手十八名。"),
        ("幼儿园家长会发言稿", "走访困难职工四十二户，发放慰问金九万六千元。"),
    ],
)
def test_a_title_glued_before_a_sentence_is_flagged_or_taken_out(title: str, text: str) -> None:
    changes = list(drop_glued(title + text))
    assert [(change.start, change.end) for change in changes] == [(0, len(title))]


@pytest.mark.parametrize(
    "text",
    [
        "安全生产责任书层层签订，责任落到四十个班组，全年没有一起工亡事故。",
        "集体合同于四月二十八日签订，最低工资标准涨了二百一十元，职工满意。",
        "工会活动方案经三次讨论才定，参加的人比去年多了两成，花钱少了一成。",
        "征集读后感一百五十四篇，优秀读后感二十篇登上校报，举办朗诵会两场。",
        "职工代表发言踊跃，提案四十四件，立案三十一件，办结二十八件。",
    ],
)
def test_a_kind_of_writing_the_sentence_goes_on_with_stays(text: str) -> None:
    assert list(drop_glued(text)) == []


def test_behind_a_semicolon_the_line_break_goes_with_the_title() -> None:
    text = "换热站有九处没有饮水机；党员思想汇报\n夜班的热饭到后半夜就凉了，女职工更衣室还缺三间。"
    cleaned = applied(text, list(drop_glued(text)))
    assert cleaned == "换热站有九处没有饮水机；夜班的热饭到后半夜就凉了，女职工更衣室还缺三间。"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("◆◆壹、跑出来的笑脸◆◆", "壹、跑出来的笑脸"),
        ("▷ （一）学机具 ◁", "（一）学机具"),
        ("— 丙、拖了两年的工钱 —", "丙、拖了两年的工钱"),
        ("★★ 走门串户账 ★★", "走门串户账"),
        ("【一、组织建设】", "一、组织建设"),
        ("一、组织建设◎◎", "一、组织建设"),
        ("每人一间工作室，↓↓↓房租街道出。", "每人一间工作室，房租街道出。"),
        ("四季有针线包。☕☕环卫工人的孩子", "四季有针线包。环卫工人的孩子"),
    ],
)
def test_signs_around_a_heading_and_between_words_go(dirty: str, clean: str) -> None:
    assert applied(dirty, list(drop_frames(dirty))) == clean


@pytest.mark.parametrize(
    "text",
    [
        "【暖心工程】",
        "申请→审核→发放，三天办完。",
        "“五一”表彰",
        "——区总工会全年工作",
        "□□市总工会下发通知，□是 □否",
        "- 慰问职工32户",
    ],
)
def test_signs_that_say_something_stay(text: str) -> None:
    assert list(drop_frames(text)) == []


def test_a_box_behind_a_mark_is_flagged() -> None:
    text = "借出一万册次，□借得最多的是菜谱。"
    assert [text[change.start : change.end] for change in drop_frames(text)] == ["□"]
