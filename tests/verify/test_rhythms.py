"""Half-days and spans of time beside equal dates and figures."""

import pytest

from summarizer.verify import check_text


def doubted(fact: str, text: str) -> list[str]:
    return [found.text for found in check_text(facts=[fact], text=text) if found.severity == "error"]


@pytest.mark.parametrize(
    ("fact", "text", "wrong"),
    [
        ("每周三下午为教师活动时间", "每周三上午为教师活动时间。", "上午"),
        ("教职工每人每年福利标准1800元", "教职工每人每月福利标准1800元。", "每月"),
        ("职工月平均工资提高260元", "职工年平均工资提高260元。", "年"),
        ("上半年发展会员22人", "全年发展会员22人。", "全年"),
    ],
)
def test_another_half_day_or_span_is_doubted(fact: str, text: str, wrong: str) -> None:
    assert wrong in doubted(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("每周三下午为教师活动时间", "每周三下午是教师活动时间。"),
        ("教职工每人每年福利标准1800元", "教职工福利标准为每人每年1800元。"),
        ("每季度走访1次，共走访48户", "每季度走访1次，全年共走访48户。"),
        (
            "上半年发展会员22人，下半年发展会员30人",
            "上半年发展会员22人，下半年发展会员30人，全年共发展52人。",
        ),
    ],
)
def test_the_same_half_day_or_span_is_left_alone(fact: str, text: str) -> None:
    assert doubted(fact, text) == []
