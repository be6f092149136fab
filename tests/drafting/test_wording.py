import pytest

from summarizer.drafting.wording import is_balanced, plain_wording, split_outside


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("1、慰问困难职工32户,发放4.8万元。", "慰问困难职工32户，发放4.8万元"),
        ("• 慰问 32 户；", "慰问32户"),
        ("３２户", "32户"),
        ("收入1,286元", "收入1,286元"),
        ("8:30开会", "8:30开会"),
        ("主题:安全(冬季)", "主题：安全（冬季）"),
        ('开展"安康杯"竞赛', "开展“安康杯”竞赛"),
        ("春节慰问\t32户\t4.8万元", "春节慰问，32户，4.8万元"),
        ("甲\n乙", "甲；乙"),
        ("1.成立分会；2.成立小组3个", "成立分会；成立小组3个"),
        ("第一名 汤小芸", "第一名为汤小芸"),
        ("法警大队 曲洪涛 获第二名", "法警大队曲洪涛获第二名"),
        ("工会主席 项国栋连任", "工会主席项国栋连任"),
        ("满意率92.6%（第一季度：84.1%）", "满意率92.6%（第一季度为84.1%）"),
        ("Held 3 sessions, 40 people.", "Held 3 sessions, 40 people"),
        ("慰问，，5户，", "慰问，5户"),
        ("……", "……"),
    ],
)
def test_a_bullet_is_worded_for_prose(typed: str, wording: str) -> None:
    assert plain_wording(typed) == wording


@pytest.mark.parametrize(
    ("text", "balanced"), [("《甲》“乙”", True), ("“甲", False), ("甲）", False), ("（“甲）”", False)]
)
def test_balance_of_marks(text: str, balanced: bool) -> None:
    assert is_balanced(text) is balanced


def test_commas_inside_names_do_not_split() -> None:
    assert split_outside("“甲，乙”丙，丁（戊，己）", "，") == ["“甲，乙”丙", "丁（戊，己）"]
