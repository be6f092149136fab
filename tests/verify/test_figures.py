"""What is said of a figure: changed, of another unit, imprecise, misplaced, derived, without source."""

import pytest
from verify_steps import TITLE, doubts_on, only, spans_on


@pytest.mark.parametrize(
    ("facts", "text", "kind", "span", "expected", "suggestion"),
    [
        ("慰问困难职工32户", "慰问困难职工33户。", "figure_changed", "33户", "32户", "32户"),
        ("慰问困难职工32户", "慰问困难职工32人。", "unit_changed", "32人", "32户", "32户"),
        ("发放慰问金4.8万元", "发放慰问金4.8元。", "unit_changed", "4.8元", "4.8万元", "4.8万元"),
        ("投入资金4.83万元", "投入资金近5万元。", "imprecise", "近5万元", "4.83万元", "4.83万元"),
        ("召开会议3次", "召开会议3次，培训85人。", "figure_unsupported", "85人", "", ""),
        ("男12人|女20人", "男12人，女20人，共计30人。", "inconsistent", "30人", "32", ""),
    ],
)
def test_a_finding_names_what_the_fact_says_and_how_to_mend_it(
    facts: str, text: str, kind: str, span: str, expected: str, suggestion: str
) -> None:
    found = only(facts, text, kind)
    assert (found.text, found.expected, found.suggestion) == (span, expected, suggestion)
    assert text[found.start : found.end] == span
    assert span in found.message


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("走访职工312人", "走访职工约312人。"),
        ("走访职工312人", "走访职工近312人。"),
        ("走访职工312人", "走访职工300多人。"),
        ("走访职工约300人", "走访职工300人。"),
        ("走访职工300余人", "走访职工300人。"),
        ("参加健步走1986人", "参加健步走2000人。"),
        ("支出4509.5元", "支出4500元。"),
    ],
)
def test_a_less_or_more_exact_figure_is_a_warning_in_both_directions(facts: str, text: str) -> None:
    found = only(facts, text, "imprecise")
    assert found.severity == "warn"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("走访职工4600人", "走访职工近6000人。"),
        ("走访职工32人", "走访职工35人。"),
        ("走访职工480人", "走访职工超过500人。"),
        ("职工参与率78%", "超过八成职工参与，参与率78%。"),
        ("校队获第二名", "校队获第三名。"),
    ],
)
def test_too_far_a_figure_is_no_rounding(facts: str, text: str) -> None:
    assert only(facts, text, "figure_changed").severity == "error"


@pytest.mark.parametrize(
    ("facts", "text", "spans"),
    [
        ("男教师12人，女教师20人", "男教师20人，女教师12人。", ["20人", "12人"]),
        ("收到提案24件，立案21件", "收到提案21件，立案24件。", ["21件", "24件"]),
        ("一等奖2名，二等奖5名", "一等奖5名，二等奖2名。", ["5名", "2名"]),
    ],
)
def test_exchanged_figures_are_both_found(facts: str, text: str, spans: list[str]) -> None:
    assert spans_on(facts, text) == [("figure_changed", span) for span in spans]


def test_each_figure_is_exchanged_once() -> None:
    found = spans_on("男教师12人，女教师20人", "男教师20人，女教师12人。" * 4)
    assert len(found) == len(set(found)) * 4


def test_a_figure_at_the_noun_of_an_unwritten_one_is_misplaced() -> None:
    found = only("书法班学员26人|合唱队队员31人", "书法班学员26人，合唱队队员26人。", "figure_changed")
    assert (found.start, found.expected) == (14, "31人")


@pytest.mark.parametrize(
    "text",
    [
        "一年来，走访6家。", "增强“四个意识”，走访6家。", "一、主要工作\n走访6家。", "2024年走访6家。",
        "作为第一要务，走访6家。", "三八妇女节前走访6家。", "一方面走访6家，一方面改进工作。",
    ],
)  # fmt: skip
def test_set_phrases_section_numbers_and_years_are_no_figures(text: str) -> None:
    assert spans_on("走访6家", text, title=TITLE) == []


def test_a_soft_figure_counts_only_against_a_close_neighbour() -> None:
    assert spans_on("走访6家", "开展了一次走访，走访6家。") == []


def test_of_two_facts_the_nearest_is_named() -> None:
    found = only("走访企业30家|慰问职工45人", "走访企业30家，慰问职工54人。", "figure_changed")
    assert (found.fact, found.expected) == (1, "45人")


def test_a_figure_told_elsewhere_supports_no_other_thing() -> None:
    text = "运动会设项目9个，110人参加。全年表彰班组9个。"
    assert spans_on("运动会设项目9个，110人参加", text) == [("figure_unsupported", "9个")]
    again = "运动会设项目9个，110人参加。9个项目各有特色。"
    assert spans_on("运动会设项目9个，110人参加", again) == []


def test_a_rank_is_not_exchanged_with_a_count_of_people() -> None:
    facts = "叉车工、电工参赛人数分别为16人、11人|叉车工第一名路明、电工第一名常青山"
    text = "叉车工16人、电工11人参赛，路明、常青山分获叉车工、电工第一名。"
    assert [found for found in doubts_on(facts, text) if found[0] == "figure_changed"] == []
