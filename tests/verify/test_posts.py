"""Posts of the persons of the facts."""

import pytest
from verify_steps import doubts_on

AWARD = "工会主席何玉琴获评区优秀工会工作者"
LESSON = "社区党委书记、工会联合会主席罗秀英给货车司机上课1次"


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        (AWARD, "工会副主席何玉琴获评区优秀工会工作者。", "副主席"),
        (AWARD, "公司主席何玉琴获评区优秀工会工作者。", "公司主席"),
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
