"""Two things that belong together, told crosswise."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "spans"),
    [
        (
            "演讲赛二等奖 蓝苇(产科)、卓尔东(信息)",
            "信息科蓝苇、产科卓尔东获演讲赛二等奖。",
            ["信息科蓝苇", "产科卓尔东获演讲赛二等奖"],
        ),
        (
            "工匠讲堂：车工 雍建 / 调度 晏海涛 / 化验 屈巧",
            "工匠讲堂由车工雍建、化验工晏海涛、调度屈巧主讲。",
            ["化验工晏海涛", "调度屈巧主讲"],
        ),
        (
            "跳绳比赛第一名初二年级组，拔河比赛第一名后勤组",
            "后勤组获跳绳比赛第一名，初二年级组获拔河比赛第一名。",
            ["后勤组获跳绳比赛第一名", "初二年级组获拔河比赛第一名"],
        ),
    ],
)
def test_both_parts_of_a_crossing_are_doubted(fact: str, text: str, spans: list[str]) -> None:
    found = [span for kind, span in doubts_on(fact, text) if kind == "name_unsupported"]
    assert set(spans) <= set(found)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("演讲赛二等奖 蓝苇(产科)、卓尔东(信息)", "产科蓝苇、信息科卓尔东获演讲赛二等奖。"),
        (
            "工匠讲堂：车工 雍建 / 调度 晏海涛 / 化验 屈巧",
            "工匠讲堂由雍建、晏海涛、屈巧主讲，三人分别来自车工、调度、化验岗位。",
        ),
        (
            "跳绳比赛第一名初二年级组，拔河比赛第一名后勤组",
            "后勤组获拔河比赛第一名，初二年级组获跳绳比赛第一名。",
        ),
    ],
)
def test_couples_told_as_they_are_show_no_crossing(fact: str, text: str) -> None:
    assert [kind for kind, _ in doubts_on(fact, text) if kind == "name_unsupported"] == []
