"""Claims that need a fact, and the neutral prose around them."""

import pytest
from verify_steps import TITLE, only, spans_on

from summarizer.verify.claims import clause_around, particular_words


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("开展培训4期", "开展培训4期，率先推行新办法。", "率先"),
        ("在全市交流会上发言1次", "作为全市唯一的企业代表，在全市交流会上发言1次。", "全市唯一"),
        ("12月举办春晚，节目22个", "12月首次举办春晚，节目22个。", "首次"),
        ("建成书屋2个", "建成书屋2个，实现全覆盖。", "全覆盖"),
        ("开展检查6次", "开展检查6次，零事故。", "零事故"),
        ("开展培训4期", "开展培训4期，成效显著。", "成效显著"),
        ("慰问职工9人", "慰问职工9人，受到上级工会通报表扬。", "受到上级工会通报表扬"),
        ("召开会议1次", "召开会议1次，圆满完成任务。", "圆满"),
        ("召开会议1次", "召开会议1次，相关资料已归档。", "归档"),
        ("走访职工9户", "走访职工9户，相关名单已上传系统。", "已上传系统"),
        ("走访职工9户", "走访职工9户，组织登山踏青。", "组织登山踏青"),
        ("走访职工9户", "走访职工9户，较上年有所增加。", "较上年有所增加"),
        # 应 of 供应, 要 of 重要 and 拟 of 模拟 are no wishes
        ("走访供应商9家", "走访供应商9家并率先实行新办法。", "率先"),
    ],
)
def test_a_claim_no_fact_holds_is_doubted(facts: str, text: str, span: str) -> None:
    found = only(facts, text, "claim_unsupported", title=TITLE)
    assert (found.text, found.severity) == (span, "warn")
    assert span in found.message


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        # in the fact's own words
        ("率先推行新办法", "率先推行新办法。"),
        ("相关资料归档", "相关资料已归档。"),
        # otherwise said, of the same thing
        ("体检发现血压偏高31人，均已建档跟踪", "体检发现血压偏高31人，均已建立档案、跟踪关注。"),
        ("收到建议72条，其中19条已实施", "收到建议72条，其中19条已付诸实施。"),
        ("新装充电桩20个", "新装的20个充电桩已经装好。"),
        ("发布岗位215个，帮助就业83人", "发布岗位215个，帮助83人实现就业。"),
        ("承办全市邀请赛，12支队参加", "全市邀请赛由我院承办，12支队参加。"),
        ("餐费补助由每班10元提高到15元", "餐费补助每班增加5元，由10元提高到15元。"),
        (
            "走访退休教师41人",
            "深入学习党的二十大和二十届历次全会精神，走访退休教师41人，走访时间不长、情意长。",
        ),
        ("体检286人，参检率100%", "组织286人体检，参检率100%，实现体检全覆盖。"),
        ("制度汇编1册", "完成制度汇编1册。"),
        ("全年未发生安全事故", "全年安全零事故。"),
        ("满意率96%（去年：88%）", "满意率96%，满意率明显提升。"),
        ("会员986人（去年：941人）", "会员986人，较上年有所增加。"),
        ("表彰先进17名", "先进17名受到表彰。"),
        # aims, duties and wishes
        ("开展检查6次", "开展检查6次，努力实现零事故目标。"),
        ("开展检查6次", "开展检查6次，下一步将做好资料归档。"),
        # words that only look like claims
        ("制作大幅展板3块", "制作大幅展板3块。"),
        ("走访职工9户", "走访职工9户，领导干部率先垂范。"),
        ("走访职工9户", "走访职工9户，为职工办实事、解难事。"),
        # a rate's name is judged with its figure
        ("应参训48人，实参训45人", "应参训48人，实参训45人，参与率93.75%。"),
    ],
)
def test_what_facts_hold_and_neutral_prose_give_no_claim(facts: str, text: str) -> None:
    assert [span for kind, span in spans_on(facts, text, title=TITLE) if kind == "claim_unsupported"] == []


def test_a_claim_in_a_placeholder_is_not_made() -> None:
    assert [kind for kind, _ in spans_on("走访6家", "走访6家。【待补充：是否率先】")] == ["placeholder"]


def test_a_claim_on_a_doubted_span_is_not_said_twice() -> None:
    found = [kind for kind, _ in spans_on("走访6家", "走访6家，获评“全省最佳好评奖”。")]
    assert found.count("claim_unsupported") == 0
    assert found != []


@pytest.mark.parametrize(
    ("text", "offset", "clause"),
    [("甲，乙丙。丁", 2, "乙丙"), ("甲乙", 1, "甲乙"), ("，", 0, ""), ("甲：乙", 2, "乙")],
)
def test_a_clause_reaches_from_mark_to_mark(text: str, offset: int, clause: str) -> None:
    start, end = clause_around(text, offset)
    assert text[start:end] == clause


def test_particular_words_are_what_the_plain_ones_leave() -> None:
    assert particular_words("组织职工开展各项插花活动") == ["插花"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("公开课12节，一课难求。", "一课难求"),
        ("公开课12节，场场座无虚席。", "座无虚席"),
        ("公开课12节，职工活动室焕然一新。", "焕然一新"),
        ("公开课12节。工会对职工活动室进行了升级改造。", "升级改造"),
        ("公开课12节。途中遇到暴雨，没有一人掉队。", "遇到暴雨"),
        ("公开课12节，在全区引起热烈反响。", "引起热烈反响"),
        ("公开课12节。教研组还组队参加全市合唱节。", "组队参加全市合唱节"),
        ("公开课12节，荣获全国先进称号。", "全国先进"),
    ],
)
def test_praise_encounters_and_renovations_need_a_fact(text: str, span: str) -> None:
    assert span in [found for _, found in spans_on("公开课12节", text)]


def test_awards_granted_to_others_carry_no_praise() -> None:
    granted = "召开表彰会，表彰优秀班主任12名"
    assert ("claim_unsupported", "好评") in spans_on(granted, f"{granted}，受到一致好评。")
    assert spans_on("获市先进集体称号", "获市先进集体称号，受到表彰。") == []


def test_an_award_is_no_praise_of_the_many() -> None:
    award = "获市先进集体称号"
    assert spans_on(award, f"{award}，受到一致好评。") == [("claim_unsupported", "好评")]
    assert spans_on(f"{award}，获职工点赞", f"{award}，受到职工好评。") == []
