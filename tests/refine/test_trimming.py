"""Effects that models hang on to facts: cut where no fact says so, left where one does."""

from dataclasses import replace

import pytest
from hostile_drafts import request_of

from summarizer.domain import Topic
from summarizer.protocols import DraftRequest
from summarizer.refine.judging import Judge
from summarizer.refine.mending import Mended
from summarizer.refine.trimming import trim_effects, trim_repeats

FACTS = (
    "学习全国两会精神2次，3月14日、3月21日",
    "发放《致新就业群体的一封信》350张",
    "罗秀英给货车司机上课1次，主题“方向盘上的安全，提升幸福感”",
    "午休室投入使用，改善教师午休条件",
)
TOLD = "3月14日、3月21日学习全国两会精神2次"


def request(topic: Topic = Topic.IDEOLOGY) -> DraftRequest:
    asked = request_of(FACTS)
    first = replace(asked.document.sections[0], topic=topic)
    return replace(asked, document=replace(asked.document, sections=(first, *asked.document.sections[1:])))


def trimmed(text: str, topic: Topic = Topic.IDEOLOGY) -> str:
    judge = Judge(request=request(topic))
    state = Mended(judge.judge(text))
    trim_effects(state, judge)
    return state.verdict.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{TOLD}，增强了职工对社会的归属感和认同感。", f"{TOLD}。"),
        (f"{TOLD}，有效提升服务水平，进一步增强凝聚力。", f"{TOLD}。"),
        (f"{TOLD}，为职工提供了丰富的学习资源；", f"{TOLD}；"),
        (f"{TOLD}，帮助货车司机提高驾驶技能。", f"{TOLD}。"),
        (f"{TOLD}，活动丰富了职工的业余生活。", f"{TOLD}。"),
        (f"{TOLD}，得到一致好评。", f"{TOLD}。"),
        (f"{TOLD}。活动的开展极大地提高了职工的素质，激发了热情。", f"{TOLD}。"),
        (f"{TOLD}。工会开展宣传，通过谈心走访，有效维护了职工权益。", f"{TOLD}。工会开展宣传。"),
        (f"同时，通过{TOLD}，增强了职工的归属感。", f"同时，{TOLD}。"),
        (f"{TOLD}，职工满意度高。", f"{TOLD}。"),
        (f"{TOLD}，有效化解了劳动纠纷，保障了企业的正常运营。", f"{TOLD}。"),
    ],
    ids=[
        "effect",
        "two",
        "semicolon",
        "helps",
        "subject",
        "praise",
        "sentence",
        "lead-in",
        "by a fact",
        "high",
        "solved",
    ],
)
def test_an_effect_no_fact_tells_of_is_cut(text: str, left: str) -> None:
    assert trimmed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        f"{TOLD}。",
        "为了增强职工的归属感，工会安排了学习。",
        f"增强政治意识，{TOLD}。",
        "午休室投入使用，改善教师午休条件。",
        "罗秀英给货车司机上课1次，主题“方向盘上的安全，提升幸福感”。",
        f"为了{TOLD}，增强了职工的归属感。",
        "提高认识，3月14日、3月21日学习全国两会精神2次，带动发放《致新就业群体的一封信》350张。",
        "增强了职工的归属感。",
    ],
    ids=[
        "plain",
        "purpose",
        "in front",
        "told",
        "quoted",
        "lead-in with a fact",
        "fact last",
        "nothing else",
    ],
)
def test_what_facts_tell_and_what_a_sentence_needs_stays(text: str) -> None:
    assert trimmed(text) == text


@pytest.mark.parametrize("topic", [Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS])
def test_what_is_wanted_or_went_wrong_is_no_effect(topic: Topic) -> None:
    text = f"{TOLD}，进一步提升服务水平。"
    assert trimmed(text, topic) == text


def test_what_was_cut_is_told() -> None:
    judge = Judge(request=request())
    state = Mended(judge.judge(f"{TOLD}，增强了职工的归属感。"))
    trim_effects(state, judge)
    assert [(one.before, one.after) for one in state.patches] == [
        (f"{TOLD}，增强了职工的归属感。", f"{TOLD}。")
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"为了统一思想，{TOLD}。3月，{TOLD}，大家参加。", f"3月，{TOLD}，大家参加。"),
        (f"{TOLD}。{TOLD}。", f"{TOLD}。"),
        (f"{TOLD}。发放《致新就业群体的一封信》350张。", f"{TOLD}。发放《致新就业群体的一封信》350张。"),
        ("工会做好服务。工会做好服务。", "工会做好服务。工会做好服务。"),
    ],
    ids=["opening", "equal", "different", "no fact"],
)
def test_a_sentence_that_another_repeats_goes(text: str, left: str) -> None:
    judge = Judge(request=request())
    state = Mended(judge.judge(text))
    trim_repeats(state, judge)
    assert state.verdict.text == left


def test_a_repetition_that_states_something_else_stays() -> None:
    judge = Judge(request=request_of(("走访困难职工32户", "走访生病职工32户")))
    state = Mended(judge.judge("走访困难职工32户。走访生病职工32户。"))
    trim_repeats(state, judge)
    assert state.verdict.text == "走访困难职工32户。走访生病职工32户。"
