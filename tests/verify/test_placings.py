"""Places told of another team or contest than in the facts."""

import pytest
from verify_steps import doubts_on

TEAMS = "电工班：焊接第2名、布线第1名；钳工班：焊接第1名、布线第3名"


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        (TEAMS, "电工班获焊接第二名、布线第三名，钳工班获焊接第一名、布线第一名。", "布线第三名"),
        ("二年级组：广播操第1、跳绳第2", "二年级组获广播操第二名、跳绳第一名。", "广播操第二名"),
        (
            "男队：接力冠军、跳远第3；女队：接力亚军、跳远第1",
            "男队获接力冠军、跳远第一名；女队获接力亚军、跳远第三名。",
            "跳远第一名",
        ),
    ],
)
def test_places_exchanged_between_the_contests_of_a_team_are_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (TEAMS, "电工班获焊接第二名、布线第一名，钳工班获焊接第一名、布线第三名。"),
        (TEAMS, "焊接比赛中，钳工班第一、电工班第二；布线比赛中，电工班第一、钳工班第三。"),
        ("安全竞赛：冲压车间第1、总装第2", "安全竞赛中，冲压车间、总装车间分列第一、第二名。"),
    ],
)
def test_places_as_the_fact_gives_them_are_left_alone(fact: str, text: str) -> None:
    assert [span for kind, span in doubts_on(fact, text) if kind == "figure_changed"] == []
