"""Ranks and orders: 第十八届, 第二名, 排名第一 — and names and phrases that begin with 第."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十八届职代会", "第十八届 = 18 届 ordinal"),
        ("第18届职代会", "第18届 = 18 届 ordinal"),
        ("第 18 届职代会", "第 18 届 = 18 届 ordinal"),
        ("十八届三次职代会", "十八届 = 18 届 ordinal | 三次 = 3 次 ordinal"),
        ("十八届一次职代会", "十八届 = 18 届 ordinal | 一次 = 1 次 ordinal"),
        ("第十八届第2次会议", "第十八届 = 18 届 ordinal | 第2次 = 2 次 ordinal"),
        ("第五届三次会员代表大会", "第五届 = 5 届 ordinal | 三次 = 3 次 ordinal"),
        ("连续两届获奖", "两届 = 2 届"),
        ("首届运动会", "首届 = 1 届 ordinal soft"),
        ("首批5名", "首批 = 1 批 ordinal soft | 5名 = 5 人"),
        ("首次举办", "首次 = 1 次 ordinal soft"),
        ("获第二名", "第二名 = 2 人 ordinal"),
        ("获第2名", "第2名 = 2 人 ordinal"),
        ("获亚军", "亚军 = 2 人 ordinal"),
        ("获冠军", "冠军 = 1 人 ordinal"),
        ("一举夺冠", "夺冠 = 1 人 ordinal"),
        ("获季军", "季军 = 3 人 ordinal"),
        ("位居全市第3位", "第3位 = 3 人 ordinal"),
        ("排名第一", "第一 = 1 人 ordinal"),
        ("排名第一，", "第一 = 1 人 ordinal"),
        ("总分第二的成绩", "第二 = 2 人 ordinal"),
        ("总分第一、第二、第三", "第一 = 1 人 ordinal | 第二 = 2 人 ordinal | 第三 = 3 人 ordinal"),
        ("第5期培训班", "第5期 = 5 期 ordinal"),
        ("第二轮竞赛", "第二轮 = 2 轮 ordinal"),
        ("第三批职工", "第三批 = 3 批 ordinal"),
        ("第22个安全生产月", "第22个 = 22 个 ordinal"),
        ("连续第五年获评", "第五年 = 5 年 ordinal"),
        ("第3季比赛", "第3季 = 3 季 ordinal"),
        ("全市第一家职工书屋", "第一家 = 1 家 ordinal"),
        ("五连冠", "五连冠 = 5 连冠"),
        ("第一，抓学习", ""),
        ("第二、抓服务", ""),
        ("（第三）抓落实", ""),
        ("抓住第一时间", ""),
        ("第一责任人", ""),
        ("引入第三方", ""),
        ("第三党支部", ""),
        ("第二教研组", ""),
        ("第十二条", ""),
        ("三部分", ""),
        ("第三部分", ""),
        ("一等奖3名", "3名 = 3 人"),
        ("安全第一", ""),
    ],
)
def test_ranks_and_orders_are_kept_apart_from_amounts(
    figures: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(figures(text)) == expected
