"""What the table of facts tells about its edits, as fact lines."""

from typing import Any

import pytest

from summarizer.domain import Fact
from summarizer.ui.fact_table import edited_lines

FACTS = (
    Fact(id="a", text="慰问困难职工32户", last_year="28户"),
    Fact(id="b", text="送清凉3次"),
    Fact(id="c", text="食堂改造尚未验收", shelved=True),
)
LINES = "慰问困难职工32户（去年：28户）\n送清凉3次\n~~食堂改造尚未验收~~"


@pytest.mark.parametrize(
    ("edits", "lines"),
    [
        ({}, LINES),
        ({"edited_rows": {1: {"去年": "2次"}}}, LINES.replace("送清凉3次", "送清凉3次（去年：2次）")),
        ({"edited_rows": {"2": {"暂不写": False}}}, LINES.replace("~~", "")),
        ({"edited_rows": {0: {"去年": None}}}, LINES.replace("（去年：28户）", "")),
        ({"deleted_rows": [0, 2]}, "送清凉3次"),
        ({"added_rows": [{"事实": "办培训2场\n在三楼"}, {"去年": "1场"}]}, LINES + "\n办培训2场 在三楼"),
        (
            {"edited_rows": {1: {"事实": ""}}},
            "慰问困难职工32户（去年：28户）\n~~食堂改造尚未验收~~",
        ),
    ],
)
def test_edits_of_the_table_become_fact_lines(edits: dict[str, Any], lines: str) -> None:
    assert edited_lines(FACTS, edits) == lines


def test_a_table_that_began_empty_takes_its_first_row() -> None:
    assert edited_lines((), {"edited_rows": {0: {"事实": "送清凉3次"}}}) == "送清凉3次"
