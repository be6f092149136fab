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


@pytest.mark.parametrize(
    ("fact", "text", "is_told"),
    [
        ("劳保用品每季度一发", "工会发放劳保用品。", False),
        ("总经理恳谈会每季度一次", "召开总经理恳谈会。", False),
        ("安全检查每月开展", "工会坚持开展安全检查。", False),
        ("劳保用品每季度一发", "劳保用品按季发放。", True),
        ("总经理恳谈会每季度一次", "每个季度召开一次总经理恳谈会。", True),
        ("安全检查每月开展", "安全检查月月开展。", True),
        ("瑜伽社团每周活动一次", "瑜伽社团一周活动一次。", True),
        ("每年为职工投保", "今年继续为职工投保。", True),
    ],
)
def test_how_often_something_happens_has_to_be_told(fact: str, text: str, is_told: bool) -> None:
    missing = [found.fact for found in check_text(facts=[fact], text=text) if found.kind == "fact_missing"]
    assert missing == ([] if is_told else [0])
