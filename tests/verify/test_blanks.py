"""Blanks of the facts that a text keeps or fills."""

import pytest
from verify_steps import findings_on

from summarizer.verify.blanks import blanks_of
from summarizer.verify.mentions import read_fact


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("走访困难职工__户", "走访困难职工26户。", "26户"),
        ("走访困难职工__户", "走访了困难职工二十六户。", "二十六户"),
        ("慰问金【待补：金额】", "发放慰问金8000元。", "8000元"),
        ("全年支出××万元", "全年支出14.5万元。", "14.5万元"),
        ("于【待补：时间】召开会员大会", "于6月12日召开会员大会。", "6月12日"),
        ("工会主席×××作报告", "工会主席林书远作报告。", "林书远"),
    ],
)
def test_a_filled_blank_is_an_error(fact: str, text: str, span: str) -> None:
    filled = [f for f in findings_on(fact, text) if f.kind == "placeholder"]
    assert [(f.text, f.severity, f.fact) for f in filled] == [(span, "error", 0)]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("走访困难职工__户", "走访困难职工__户。"),
        ("走访困难职工__户", "走访困难职工【待补：几户】。"),
        ("走访困难职工__户|走访困难职工26户", "走访困难职工26户。"),
        ("由×××主持", "会议由工会主席主持。"),
    ],
)
def test_a_blank_that_is_kept_is_none(facts: str, text: str) -> None:
    assert [f for f in findings_on(facts, text) if f.kind == "placeholder" and f.severity == "error"] == []


def test_a_blank_is_known_by_the_words_beside_it() -> None:
    (first, second) = blanks_of(read_fact("评选先进班组__个，奖励____元", None))
    assert (first.left, first.right) == ("评选先进班组", "个")
    assert (second.left, second.right) == ("奖励", "元")
