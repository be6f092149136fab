"""What a model insists on: cut or told again where that costs no fact, left in place where it would."""

import pytest
from hostile_drafts import request_of

from summarizer.domain import Topic
from summarizer.refine.clearing import clear_inventions
from summarizer.refine.judging import Judge
from summarizer.refine.mending import Mended

FACTS = ("春游1次", "9月28日健步走，全程5.8公里，162人走完", "气排球队获县工会联赛第3名")
WALKED = "9月28日健步走全程5.8公里，162人走完"


def cleared(text: str, *, tellable: bool = True) -> tuple[Mended, tuple[str, ...]]:
    """The text after clearing, and the ids of the facts that were told again."""
    judge = Judge(request=request_of(FACTS, topic=Topic.CULTURE))
    state = Mended(judge.judge(text))
    told = clear_inventions(state, judge, lambda fact: f"{FACTS[fact]}。" if tellable else "")
    return state, tuple(one.fact_id for one in told)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{WALKED}，发放奖品77份。", f"{WALKED}。"),
        (f"{WALKED}，发放奖品77份，场面热烈。", f"{WALKED}，场面热烈。"),
        ("春游1次。另举办培训班88期。", "春游1次。"),
        (f"春游1次；{WALKED}；评出标兵31名。", f"春游1次；{WALKED}。"),
    ],
    ids=["last clause", "clause between", "sentence without facts", "semicolons"],
)
def test_a_clause_no_fact_holds_is_cut(text: str, left: str) -> None:
    state, told = cleared(text)
    assert (state.verdict.text, told) == (left, ())
    assert len(state.patches) == 1


def test_a_sentence_wrong_in_several_clauses_is_told_again_by_its_fact() -> None:
    state, told = cleared(f"春游1次，共组织了310名职工参加，共游了3公里。{WALKED}。")
    assert state.verdict.text == f"春游1次。{WALKED}。"
    assert told == ("f0",)


def test_a_wrong_sentence_whose_facts_stand_elsewhere_goes() -> None:
    state, told = cleared(f"春游1次，310人参加，共游了3公里。今年春游1次。{WALKED}。")
    assert (state.verdict.text, told) == (f"今年春游1次。{WALKED}。", ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "职工310人健步走9月28日走完5.8公里162人，其中女职工走在前面。", id="clause that hangs on"
        ),
        pytest.param("“9月28日健步走310步，全程5.8公里”，162人走完。", id="quotation across clauses"),
    ],
)
def test_what_cannot_be_cut_stays_and_stays_red(text: str) -> None:
    state, _ = cleared(text, tellable=False)
    assert state.verdict.text == text
    assert any(one.severity == "error" for one in state.verdict.findings)
    assert state.patches == []


def test_only_errors_are_cut() -> None:
    judge = Judge(request=request_of(FACTS, topic=Topic.CULTURE))
    text = f"{WALKED}，活动地点在公园。"
    state = Mended(judge.judge(text))
    doubted = state.verdict
    assert clear_inventions(state, judge, lambda fact: FACTS[fact]) == ()
    assert state.verdict == doubted
