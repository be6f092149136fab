"""Lists told respectively."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "spans"),
    [
        (
            "心内科获团体第一名，急诊科获团体第二名",
            "急诊科、心内科分获团体第一名和第二名。",
            ["急诊科", "心内科"],
        ),
        (
            "跳绳前三名依次为装配部、仓储部、采购部",
            "跳绳前三名依次为仓储部、装配部、采购部。",
            ["仓储部", "装配部"],
        ),
        ("前三名为：杨慕白、郝景行、邵听澜", "郝景行、杨慕白、邵听澜分列前三名。", ["郝景行", "杨慕白"]),
        ("李见山、温以恒分获二等奖、三等奖", "温以恒、李见山分获二等奖、三等奖。", ["温以恒", "李见山"]),
        (
            "春游、秋游各1次，分别有210人、198人参加",
            "春游、秋游各1次，参加人数分别为198人、210人。",
            ["198人", "210人"],
        ),
    ],
)
def test_what_is_told_in_another_order_is_found(fact: str, text: str, spans: list[str]) -> None:
    assert [span for _, span in doubts_on(fact, text)] == spans


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("心内科获团体第一名，急诊科获团体第二名", "心内科、急诊科分获团体第一名和第二名。"),
        ("心内科获团体第一名，急诊科获团体第二名", "急诊科、心内科分获团体第二名和第一名。"),
        ("前三名为：杨慕白、郝景行、邵听澜", "杨慕白获第一名，郝景行获第二名，邵听澜获第三名。"),
        ("春游、秋游各1次，分别有210人、198人参加", "秋游、春游各1次，分别有198人、210人参加。"),
        ("李见山、温以恒分获二等奖、三等奖", "温以恒、李见山分获三等奖、二等奖。"),
    ],
)
def test_the_same_told_in_its_own_order_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
