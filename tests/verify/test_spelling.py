"""One wrong character in a person's name, another level of an award."""

import pytest
from verify_steps import only, spans_on

from summarizer.verify.mentions import read_fact
from summarizer.verify.spelling import level_spans, name_spans


@pytest.mark.parametrize(
    ("fact", "text", "written", "expected"),
    [
        ("工会主席沈知远讲党课", "工会主席沈知运讲党课。", "沈知运", "沈知远"),
        ("工会主席沈知远讲党课", "工会主席申知远讲党课。", "申知远", "沈知远"),
        ("焊工组第一名申屠岳", "焊工组第一名申屠悦脱颖而出。", "申屠悦", "申屠岳"),
        ("质检部柏宇轩当选员工代表", "质检部柏宇暄当选员工代表。", "柏宇暄", "柏宇轩"),
        ("姚梦溪作提案工作报告", "会上，姚梦汐作提案工作报告。", "姚梦汐", "姚梦溪"),
        ("慰问患病教师卜建勋", "慰问患病教师卜建熏。", "卜建熏", "卜建勋"),
    ],
)
def test_one_wrong_character_is_found(fact: str, text: str, written: str, expected: str) -> None:
    found = only(fact, text, "name_unsupported")
    assert (found.text, found.expected, found.suggestion) == (written, expected, expected)


def test_a_misspelt_name_does_not_make_its_fact_missing() -> None:
    assert {kind for kind, _ in spans_on("工会主席沈知远讲党课1次", "工会主席沈知运讲党课1次。")} == {
        "name_unsupported"
    }


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("托管班暑期开放3个", "托管班开放3个。"),
        ("高技能人才12人", "高技术岗位人才12人。"),
        ("工会主席沈知远讲党课1次", "工会主席沈知远讲党课1次，沈老师深入浅出。"),
        ("方子昂获第一名，方子昴获第二名", "方子昴获第二名，方子昂获第一名。"),
        ("安全员培训3期", "安全生产培训3期。"),
    ],
)
def test_other_words_that_look_alike_are_no_misspelt_names(fact: str, text: str) -> None:
    assert [span for kind, span in spans_on(fact, text) if kind == "name_unsupported"] == []


@pytest.mark.parametrize(
    ("fact", "text", "written", "expected"),
    [
        ("报告获全市优秀调研成果奖励", "报告获全省优秀调研成果奖励。", "全省", "全市"),
        ("参加全省卫生系统技能竞赛", "参加全国卫生系统技能竞赛。", "全国", "全省"),
        ("入选市级职工创新项目库", "入选省级职工创新项目库。", "省级", "市级"),
    ],
)
def test_another_level_before_the_same_words_is_found(
    fact: str, text: str, written: str, expected: str
) -> None:
    found = only(fact, text, "honour_unsupported")
    assert (found.text, found.expected, found.fact) == (written, expected, 0)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("参加全省卫生系统技能竞赛", "参加省卫生系统技能竞赛。"),
        ("入选市级职工创新项目库", "入选全市职工创新项目库。"),
        ("全市职工运动会和全省职工运动会", "参加全省职工运动会和全市职工运动会。"),
        ("慰问全市环卫职工", "慰问城区环卫职工。"),
    ],
)
def test_the_same_level_in_other_words_is_no_mistake(fact: str, text: str) -> None:
    assert [span for kind, span in spans_on(fact, text) if kind == "honour_unsupported"] == []


def test_known_persons_and_other_shapes_of_names_are_told_apart() -> None:
    spans = name_spans(read_fact("工会主席沈知远作报告，焊工组第一名申屠岳", None))
    assert ("沈知远", True) in [(span.text, span.is_known) for span in spans]
    assert ("申屠岳", False) in [(span.text, span.is_known) for span in spans]


@pytest.mark.parametrize(
    ("fact", "levels"), [("获市先进集体", ["市"]), ("全省卫生系统", ["全省"]), ("走访城区职工", [])]
)
def test_level_words_stand_alone(fact: str, levels: list[str]) -> None:
    assert [fact[start:end] for start, end in level_spans(fact)] == levels
