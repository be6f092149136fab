"""Posts of the persons of the facts."""

import pytest
from verify_steps import doubts_on, spans_on

AWARD = "工会主席何玉琴获评区优秀工会工作者"
LESSON = "社区党委书记、工会联合会主席罗秀英给货车司机上课1次"


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        (AWARD, "工会副主席何玉琴获评区优秀工会工作者。", "副主席"),
        (AWARD, "公司主席何玉琴获评区优秀工会工作者。", "公司主席"),
        ("董月琴任主席，耿志强任副主席", "董月琴任主席，耿志强任经审委员会主任。", "经审委员会主任"),
        (LESSON, "工会的党委书记罗秀英给货车司机上课1次。", "工会的党委书记"),
    ],
)
def test_a_post_no_fact_gives_a_person_is_doubted(facts: str, text: str, span: str) -> None:
    assert ("name_unsupported", span) in doubts_on(facts, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (AWARD, "公司工会主席何玉琴获评区优秀工会工作者。"),
        (AWARD, "何玉琴获评区优秀工会工作者，她现任工会主席。"),
        (LESSON, "社区党委书记、工会联合会主席罗秀英给货车司机上课1次。"),
        (LESSON, "工会主席罗秀英给货车司机上课1次。"),
        ("换届选举委员7名，主席梁知远", "7名委员、主席梁知远当选。"),
    ],
)
def test_posts_as_the_facts_give_them_are_left_alone(facts: str, text: str) -> None:
    assert [span for kind, span in doubts_on(facts, text) if kind == "name_unsupported"] == []


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("副教授 柳承志讲授心理课2次", "教授柳承志讲授心理课2次。", "教授"),
        ("讲座主讲人—副教授 费思远", "讲座由教授费思远主讲。", "教授"),
        ("代理校长庄敏宣布决定", "校长庄敏宣布决定。", "校长"),
        ("拟任主席人选：高屹", "新任主席高屹。", "主席"),
        ("助理工程师魏来取得专利1项", "工程师魏来取得专利1项。", "工程师"),
        ("挂职副镇长祝融到会", "镇长祝融到会。", "镇长"),
        ("工程师瞿立新带徒3人", "高级工程师瞿立新带徒3人。", "高级工程师"),
    ],
)
def test_a_post_raised_in_rank_is_doubted(facts: str, text: str, span: str) -> None:
    assert any(span in found for kind, found in doubts_on(facts, text) if kind == "name_unsupported")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ("高级工程师瞿立新带徒3人", "工程师瞿立新带徒3人。"),
        ("特级教师汤慧兰带徒4人", "教师汤慧兰带徒4人。"),
        ("主任医师卜静姝义诊4次", "卜静姝主任医师义诊4次。"),
        ("教授书法课8次，学员30人", "教授书法课8次，学员30人。"),
        ("工会主席主持会议", "工会主席国庆前主持会议。"),
        ("工会主席主持会议", "会议由工会主席全程主持。"),
    ],
)
def test_a_post_told_for_short_is_left_alone(facts: str, text: str) -> None:
    assert [span for kind, span in doubts_on(facts, text) if kind == "name_unsupported"] == []


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("换届大会代表98名，工会主席主持", "换届大会代表98名，由工会主席逄仲秋主持。", "逄仲秋"),
        ("副院长带队慰问6户", "副院长盖明远带队慰问6户。", "盖明远"),
        ("市劳模作报告1场", "市劳模师海燕作报告1场。", "师海燕"),
    ],
)
def test_a_name_no_fact_has_behind_a_post_is_doubted(facts: str, text: str, span: str) -> None:
    assert ("name_unsupported", span) in doubts_on(facts, text)


def test_a_post_given_to_another_person_is_doubted() -> None:
    facts = "新一届委员9人，主席 马立峰，副主席 邬晴"
    assert spans_on(facts, "新一届委员9人，邬晴任主席，马立峰任副主席。") != []
    assert spans_on(facts, "新一届委员9人，马立峰任主席，邬晴任副主席。") == []


def test_a_post_that_several_hold_is_each_ones() -> None:
    facts = "孙爱莲、汪洋任副主席|新设女工委员会，主任由孙爱莲兼任"
    text = "副主席由孙爱莲、汪洋担任，其中孙爱莲兼任新设的女工委员会主任。"
    assert spans_on(facts, text) == []


def test_posts_exchanged_behind_an_election_are_doubted() -> None:
    facts = "选举纪明远为工会主席，秦霜为副主席"
    doubts = doubts_on(facts, "会议选举秦霜为工会主席，纪明远为副主席。")
    assert ("name_unsupported", "秦霜为工会主席") in doubts
    assert doubts_on(facts, "会议选举纪明远为工会主席，秦霜为副主席。") == []
