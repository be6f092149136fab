"""《Titles》, quoted names, honours, persons and organisations of a text against the facts and the frame."""

import pytest
from verify_steps import only, spans_on

from summarizer.verify import check_text


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("修订《工会经费管理办法》", "修订《工会经费管理办法》。"),
        ("修订工会经费管理办法", "修订《工会经费管理办法》。"),
        ("开展“书香校园”活动", "开展「书香校园」活动。"),
        ("开展书香校园活动", "“书香校园”活动有声有色。"),
        ("获省级模范职工小家", "荣获省模范职工小家称号。"),
        ("获市模范职工之家", "获“模范职工之家”称号。"),
        ("丁一鸣获教学能手称号", "丁一鸣老师获教学能手称号。"),
        ("走访职工家庭", "当好职工的“娘家人”。"),
        ("走访职工家庭", "打通服务“最后一公里”。"),
        ("走访职工家庭", "成效取决于工会的作风，最终要体现在岗位上。"),
    ],
)
def test_these_names_have_a_source_or_need_none(facts: str, text: str) -> None:
    assert spans_on(facts, text) == []


@pytest.mark.parametrize(
    ("facts", "text", "kind", "span"),
    [
        ("修订《经费管理办法》", "修订《经费使用办法》。", "title_unsupported", "《经费使用办法》"),
        ("组织学习", "组织学习《安全生产条例》。", "title_unsupported", "《安全生产条例》"),
        ("开展“书香校园”活动", "开展“书香家园”活动。", "name_unsupported", "“书香家园”"),
        ("“五小”成果征集40项", "“五微”成果征集40项。", "name_unsupported", "“五微”"),
        ("开展读书活动", "开展“墨韵飘香”主题活动。", "name_unsupported", "“墨韵飘香”"),
        ("获市模范职工之家称号", "获省模范职工之家称号。", "honour_unsupported", "省模范职工之家"),
        ("作品获二等奖", "作品获特等奖。", "honour_unsupported", "特等奖"),
        ("走访6家", "走访6家，获全国工人先锋号。", "honour_unsupported", "全国工人先锋号"),
        ("召开座谈会", "工会主席程砚秋主持召开座谈会。", "name_unsupported", "程砚秋"),
        ("演讲26人参加", "演讲比赛，骆宁远等26人参加。", "name_unsupported", "骆宁远"),
    ],
)
def test_these_names_have_no_source(facts: str, text: str, kind: str, span: str) -> None:
    found = only(facts, text, kind)
    assert (found.text, found.severity) == (span, "error")


def test_a_quotation_that_names_nothing_is_only_a_warning() -> None:
    assert only("走访6家", "走访6家，用好“暖心包”。", "name_unsupported").severity == "warn"


def test_the_name_that_was_meant_is_suggested() -> None:
    found = only("修订《经费管理办法》", "修订《经费管理规定》。", "title_unsupported")
    assert (found.expected, found.suggestion, found.fact) == ("《经费管理办法》", "《经费管理办法》", 0)


def test_names_in_the_title_need_no_fact() -> None:
    title = "“云溪”小学工会2024年工作总结"
    assert spans_on("走访6家", "“云溪”品牌深入人心，走访6家。", title=title) == []


def test_names_in_the_frame_need_no_fact() -> None:
    found = check_text(facts=["走访6家"], text="“云溪”品牌深入人心，走访6家。", frame=("云溪小学工会",))
    assert found == []


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("急救队获一等奖，护理队获团体一等奖，药剂队获个人三等奖。", 14),
        ("急救队获一等奖，护理队获团体二等奖，药剂队获个人二等奖。", 24),
    ],
)
def test_a_grade_that_another_achievement_has_is_found(text: str, position: int) -> None:
    facts = "急救队获一等奖|护理队获团体二等奖|药剂队获个人三等奖"
    found = only(facts, text, "honour_unsupported")
    assert found.start == position


def test_equal_grades_of_two_achievements_are_no_mistake() -> None:
    facts = "急救队获二等奖|护理队获团体二等奖"
    assert spans_on(facts, "急救队获二等奖，护理队获团体二等奖。") == []
    assert spans_on(facts, "急救队和护理队分别获得二等奖和团体二等奖。") == []


def test_an_organisation_like_no_fact_is_left_alone() -> None:
    assert spans_on("走访6家", "会同城关镇总工会走访6家。") == []
