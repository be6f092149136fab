"""Prizes must be told of the persons the facts give them to."""

import pytest

from summarizer.verify import check_text

FACT = "青年教师演讲赛，陈思远一等奖，高洁、马宁二等奖"


def doubted(fact: str, text: str) -> list[str]:
    return [found.text for found in check_text(facts=[fact], text=text) if found.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "举办青年教师演讲赛，陈思远获一等奖，高洁、马宁获二等奖。",
        "举办青年教师演讲赛，马宁、高洁获得二等奖，陈思远获得一等奖。",
    ],
)
def test_the_winners_of_the_facts_are_left_alone(text: str) -> None:
    assert doubted(FACT, text) == []


def test_a_person_with_the_prize_of_another_is_doubted() -> None:
    text = "举办青年教师演讲赛，高洁获一等奖，陈思远、马宁获二等奖。"
    assert "陈思远" in doubted(FACT, text)


def test_a_person_of_whom_no_prize_is_told_is_doubted_with_one() -> None:
    fact = "杨敏、郭旭东参加市职工演讲比赛，杨敏获二等奖"
    assert doubted(fact, "杨敏、郭旭东参加市职工演讲比赛，郭旭东获二等奖。") == ["郭旭东"]


def test_a_champion_is_the_first() -> None:
    fact = "教工羽毛球赛男子组第一名罗一舟，女子组第一名方雨晴"
    assert doubted(fact, "教工羽毛球赛中，罗一舟获男子组冠军，方雨晴获女子组冠军。") == []
