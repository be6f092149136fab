"""Equal figures of one fact at each other's places."""

import pytest
from verify_steps import doubts_on

CROSSED = [
    ("春节慰问14人2.8万元，中秋慰问11人1.65万元", "春节慰问14人，金额1.65万元，中秋慰问11人，金额2.8万元。"),
    ("职工总数1045人，会员998人", "998名职工中会员1045人。"),
    ("排查发现问题215个，已整改209个", "排查发现209个问题，已整改215个。"),
    ("食堂满意度从82%提高到91%", "食堂满意度由91%提高到82%。"),
    ("食堂满意度从82%提高到91%", "食堂满意度提高到82%（此前为91%）。"),
    (
        "春季班5门课程报名147人，秋季班7门课程报名203人",
        "春季班报名203人、课程5门，秋季班报名147人、课程7门。",
    ),
    ("高级工每月300元、中级工每月150元", "中级工每月300元，高级工每月150元。"),
]


@pytest.mark.parametrize(("fact", "text"), CROSSED)
def test_crossed_figures_are_both_found(fact: str, text: str) -> None:
    found = doubts_on(fact, text)
    assert [kind for kind, _ in found] == ["figure_changed", "figure_changed"], found


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (
            "春节慰问14人2.8万元，中秋慰问11人1.65万元",
            "中秋慰问11人，金额1.65万元，春节慰问14人，金额2.8万元。",
        ),
        ("职工总数1045人，会员998人", "1045名职工中会员998人。"),
        ("食堂满意度从82%提高到91%", "食堂满意度提高到91%（此前为82%）。"),
        (
            "春季班5门课程报名147人，秋季班7门课程报名203人",
            "秋季班报名203人、课程7门，春季班报名147人、课程5门。",
        ),
        ("出席代表118人，应到126人", "应到代表126人，实到118人，代表出席。"),
    ],
)
def test_figures_at_their_places_are_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
