"""With whom something was done together."""

import pytest
from verify_steps import doubts_on, only

TESTS = "与辖区卫生服务中心合作开展免费测血糖2次"
LECTURES = "联合街道司法所举办普法讲座6场"


@pytest.mark.parametrize(
    ("fact", "text", "who"),
    [
        (TESTS, "与区人民医院合作，开展免费测血糖2次。", "区人民医院"),
        (TESTS, "联合区人民医院开展免费测血糖2次。", "区人民医院"),
        ("与市第四医院联合开展健康讲座3场", "健康讲座共3场，由工会与市中医院联合举办。", "市中医院"),
    ],
)
def test_a_partner_nobody_knows_is_doubted(fact: str, text: str, who: str) -> None:
    assert ("name_unsupported", who) in doubts_on(fact, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (TESTS, "还与辖区卫生服务中心合作，开展免费测血糖2次。"),
        (TESTS, "携手社区卫生服务中心开展免费测血糖2次。"),
        (LECTURES, "会同街道司法所举办普法讲座6场。"),
        (LECTURES, "与相关单位共同努力，联合街道司法所举办普法讲座6场。"),
        ("与市第四医院联合开展健康讲座3场", "与市四院联合开展健康讲座3场。"),
        (TESTS, "社区联合工会与社区卫生服务中心合作，开展免费测血糖2次。"),
        # another thing was done with the other one
        (f"{TESTS}|与区图书馆共建书屋1个", f"与区图书馆共建书屋1个，{TESTS}。"),
    ],
)
def test_the_partner_of_the_facts_is_left_alone(facts: str, text: str) -> None:
    assert [span for kind, span in doubts_on(facts, text) if kind == "name_unsupported"] == []


def test_the_message_names_the_partner_of_the_fact() -> None:
    found = only(TESTS, "与区人民医院合作，开展免费测血糖2次。", "name_unsupported")
    assert (found.severity, found.expected, found.fact) == ("error", "辖区卫生服务中心", 0)
