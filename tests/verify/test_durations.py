"""Lengths of time that follow from dates."""

import pytest
from verify_steps import TITLE, doubts_on, only

FORMULAS = [
    ("10月13日至14日举行运动会", "10月13日至14日举行为期两天的运动会。", "10月13日至14日共两天"),
    ("4月至6月举办球类联赛", "4月至6月举办球类联赛，历时三个月。", "4月至6月共三个月"),
    ("7月8日夏令营开营，7月19日结束", "夏令营7月8日开营，7月19日结束，历时12天。", "7月8日至7月19日共12天"),
    ("阅览室12时至20时开放", "阅览室12时至20时开放，每天开放8小时。", "12时至20时共8小时"),
    ("每月15日举办接待日", "每月15日举办接待日，全年12次。", "每月，共12次"),
]


@pytest.mark.parametrize(("fact", "text", "formula"), FORMULAS)
def test_a_length_of_time_follows_from_the_dates(fact: str, text: str, formula: str) -> None:
    assert formula in only(fact, text, "derived", title=TITLE).message


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("10月13日至14日举行运动会", "10月13日至14日举行为期三天的运动会。", "三天"),
        ("4月至6月举办球类联赛", "4月至6月举办球类联赛，历时四个月。", "四个月"),
        ("阅览室12时至20时开放", "阅览室12时至20时开放，每天开放9小时。", "9小时"),
    ],
)
def test_a_wrong_length_of_time_is_found(fact: str, text: str, span: str) -> None:
    assert [words for _, words in doubts_on(fact, text, title=TITLE)] == [span]
