"""One figure of a fact told twice, another one of it left out."""

import pytest
from verify_steps import doubts_on, findings_on


@pytest.mark.parametrize(
    ("fact", "text", "span", "expected"),
    [
        ("评一二三等 3/6/9件", "评出一等奖3件、二等奖6件、三等奖6件。", "6件", "9"),
        (
            "护士节：授帽(5/10)、演讲(5/11)、慰问(5/12)",
            "护士节期间，5月10日授帽，5月10日演讲，5月12日慰问。",
            "5月10日",
            "5/11",
        ),
        (
            "疗休养分3批，每批7天|因台风第三批延期5天",
            "疗休养分3批，每批7天，第二批因台风延期5天。",
            "第二批",
            "第三批",
        ),
    ],
)
def test_the_telling_in_the_place_of_the_missing_one_is_doubted(
    fact: str, text: str, span: str, expected: str
) -> None:
    found = [f for f in findings_on(fact, text) if f.kind != "fact_missing" and f.severity == "error"]
    assert [(f.text, f.expected) for f in found] == [(span, expected)]
    assert found[0].start == text.rindex(span)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("评一二三等 3/6/6件", "评出一等奖3件、二等奖6件、三等奖6件。"),
        ("象棋8人，围棋8人，跳绳12人", "象棋、围棋各8人，跳绳12人。"),
        ("表彰先进12人", "表彰先进12人，12人受到奖励。"),
    ],
)
def test_equal_figures_that_the_facts_tell_are_clean(fact: str, text: str) -> None:
    assert [kind for kind, _ in doubts_on(fact, text) if kind == "figure_changed"] == []


def test_the_telling_of_the_other_year_is_left_alone() -> None:
    text = "篮球联赛有12支队参赛（2023年为12支）。"
    found = [
        f for f in findings_on("篮球联赛：2023年12支队，2024年16支队", text) if f.kind == "figure_changed"
    ]
    assert [(f.start, f.expected) for f in found] == [(text.index("12支"), "16支")]
