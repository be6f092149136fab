"""Rows pasted from a table: with a row of headings above, each says what its figures count."""

import pytest

from summarizer.text.tables import with_headed_rows


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        (
            "序号\t项目\t人数\t金额（元）\n1\t走访慰问\t32\t48,000\n2\t金秋助学\t14\t42,000",
            ["走访慰问32人，金额48,000元", "金秋助学14人，金额42,000元"],
        ),
        (
            "时间\t活动名称\t参加人数\t备注\n3月\t健步走\t160\t公园\n5月\t篮球赛\t\t未举办",
            ["3月，健步走160人，公园", "5月，篮球赛，未举办"],
        ),
        ("项目\t人数\t去年人数\n体检\t178\t165", ["体检178人（去年：165人）"]),
        ("项目\t单位\t今年\t去年\n新增会员\t人\t183\t150", ["新增会员183人（去年：150人）"]),
        ("指标\t数值（%）\n入会率\t98.5\n满意率\t99%", ["入会率98.5%", "满意率99%"]),
        ("项目\t金额(万元)\n慰问金\t4.8", ["慰问金4.8万元"]),
    ],
)
def test_headings_give_labels_and_units(pasted: str, told: list[str]) -> None:
    assert with_headed_rows(pasted.split("\n")) == told


@pytest.mark.parametrize(
    "pasted",
    [
        "慰问困难职工\t32\t户\n送清凉\t3\t次",
        "走访慰问\t春节\n送清凉\t夏季",
        "项目\t人数",
        "慰问32户。\t发放4.8万元\n人数\t14",
        "项目情况说明如下这一行特别特别长长长\t人数\n慰问\t32",
        "没有制表符\n项目 人数",
    ],
)
def test_rows_without_headings_stay(pasted: str) -> None:
    assert with_headed_rows(pasted.split("\n")) == pasted.split("\n")


def test_lines_around_a_table_stay_where_they_are() -> None:
    lines = ["慰问32户", "项目\t人数", "体检\t178", "送清凉3次"]
    assert with_headed_rows(lines) == ["慰问32户", "体检178人", "送清凉3次"]
