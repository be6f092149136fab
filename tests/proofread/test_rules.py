"""Every rule finds its faults, leaves right text alone, and mends what it says it mends."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.proofread import RULES, Rule, apply_fixes, proofread

ROWS: dict[str, dict[str, list[Any]]] = tomllib.loads(
    (Path(__file__).parent / "rule_rows.toml").read_text(encoding="utf-8")
)
LEAST_ROWS = 3
WRONG = [(rule, *row) for rule, table in ROWS.items() for row in table["wrong"]]
RIGHT = [(rule, text) for rule, table in ROWS.items() for text in table["right"]]


def test_every_rule_has_enough_rows_and_every_table_a_rule() -> None:
    assert set(ROWS) == {rule.id for rule in RULES}
    for rule, table in ROWS.items():
        assert len(table["wrong"]) >= LEAST_ROWS, rule
        assert len(table["right"]) >= LEAST_ROWS, rule


@pytest.mark.parametrize(("rule", "text", "span"), [row[:3] for row in WRONG])
def test_a_fault_is_marked_at_its_place(rule: str, text: str, span: str) -> None:
    spans = [remark.text for remark in proofread(text) if remark.rule == rule]
    assert spans
    assert span in spans or span == ""


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_right_text_has_no_remark_of_any_rule(rule: str, text: str) -> None:
    assert [(remark.rule, remark.text) for remark in proofread(text)] == [], rule


@pytest.mark.parametrize(("text", "fixed"), [(row[1], row[3]) for row in WRONG if len(row) > 3])
def test_fixes_turn_wrong_into_right(text: str, fixed: str) -> None:
    assert apply_fixes(text, proofread(text)) == fixed


@pytest.mark.parametrize(("rule", "text"), [row[:2] for row in WRONG if len(row) == 3])
def test_what_a_person_has_to_decide_is_left_alone(rule: str, text: str) -> None:
    assert [remark for remark in proofread(text) if remark.rule == rule and remark.fixable] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_name_a_standard_or_none(rule: Rule) -> None:
    assert rule.clause == "" or rule.clause.startswith(
        ("GB/T 15834-2011", "GB/T 15835-2011", "GB/T 9704-2012")
    )
    # The text of GB/T 15835 was not at hand, so its clause numbers are not shown.
    assert "15835-2011 " not in rule.clause
    assert rule.message.endswith("。")
