"""Names that stand at each other's achievements."""

import pytest
from verify_steps import doubts_on, spans_on

from summarizer.verify.exchanges import bearers
from summarizer.verify.mentions import read_fact

RANKED = "钳工组第一名方子昂，电工组第一名鲁望舒"
TEAMS = "动力厂代表队获总分第一名，机修厂代表队获总分第二名"


@pytest.mark.parametrize(
    ("facts", "text", "names"),
    [
        (RANKED, "钳工组第一名鲁望舒，电工组第一名方子昂。", ["鲁望舒", "方子昂"]),
        ("林书遥作工作报告|江映雪作财务报告", "江映雪作工作报告，林书遥作财务报告。", ["江映雪", "林书遥"]),
        (TEAMS, "机修厂代表队获总分第一名，动力厂代表队获总分第二名。", ["机修厂", "动力厂"]),
        ("一车间承办篮球赛，三车间承办歌咏赛", "三车间承办篮球赛，一车间承办歌咏赛。", ["三车间", "一车间"]),
    ],
)
def test_exchanged_names_are_both_found_and_nothing_else(facts: str, text: str, names: list[str]) -> None:
    assert spans_on(facts, text) == [("name_unsupported", name) for name in names]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (RANKED, "电工组第一名鲁望舒，钳工组第一名方子昂。"),
        (RANKED, "方子昂、鲁望舒分获钳工组、电工组第一名。"),
        (TEAMS, "机修厂代表队获总分第二名，动力厂代表队获总分第一名。"),
        (TEAMS, "动力厂、机修厂代表队分获总分第一名、第二名。"),
        ("一车间承办篮球赛，三车间承办歌咏赛", "歌咏赛由三车间承办，篮球赛由一车间承办。"),
    ],
)
def test_names_at_their_own_achievements_are_left_alone(facts: str, text: str) -> None:
    assert spans_on(facts, text) == []


CHARGER = "职工代表王芳提出的“增设充电桩”提案已落实"


def test_a_person_of_another_fact_told_instead_is_doubted() -> None:
    facts = f"{CHARGER}|数控车间王建国创新工作室完成课题4项"
    text = "数控车间王建国创新工作室完成课题4项；职工代表王建国提出的“增设充电桩”提案已落实。"
    assert ("name_unsupported", "王建国") in spans_on(facts, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (f"{CHARGER}|王建国作报告", "王建国作报告，职工代表提出的“增设充电桩”提案已落实。"),
        (f"{CHARGER}|职工代表王建国提出的“改建车棚”提案已落实", "职工代表王建国提出的“改建车棚”提案已落实。"),
    ],
)
def test_a_person_left_out_is_no_other_person(facts: str, text: str) -> None:
    assert [found for found in spans_on(facts, text) if found[0] == "name_unsupported"] == []


def test_who_a_thing_is_done_with_begins_no_team() -> None:
    facts = "联合街道司法所举办普法讲座6场"
    assert not doubts_on(facts, "会同街道司法所开展普法讲座6场。")


def test_persons_and_teams_bear_the_words_of_their_clause() -> None:
    told = {bearer.name: bearer.words for bearer in bearers(read_fact(RANKED, None))}
    assert "电工" in told["鲁望舒"]
    assert "电工" not in told["方子昂"]


def test_a_name_alone_in_its_clause_bears_nothing() -> None:
    assert bearers(read_fact("方子昂、鲁望舒", None)) == ()
