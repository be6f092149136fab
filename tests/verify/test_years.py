"""Whose time a figure is told of."""

import pytest
from verify_steps import doubts_on

GROWN = "会员2146人（去年：2018人）"
STOCK = "年初会员5200人，年末会员5876人"
JOTTED = "提案 今58件 去45件"
TWICE = "教代会征集提案31件（去年：26件），立案19件（去年：20件）"


@pytest.mark.parametrize(
    ("facts", "text", "kind", "span"),
    [
        (GROWN, "会员由今年的2018人发展到2146人。", "date_unsupported", "今年"),
        (GROWN, "会员由2018人发展到去年的2146人。", "date_unsupported", "去年"),
        (STOCK, "会员由年底的5200人发展到年末的5876人。", "date_unsupported", "年底"),
        (STOCK, "会员由年初的5200人发展到年初的5876人。", "date_unsupported", "年初"),
        (JOTTED, "提案58件，比今年的45件多13件。", "date_unsupported", "今年"),
        (GROWN, "联合工会会员共2018人。", "figure_changed", "2018人"),
        (TWICE, "征集提案31件，比去年多5件；立案20件。", "figure_changed", "20件"),
        ("健身房自9月起每周二开放", "健身房全年每周二开放。", "date_unsupported", "全年"),
    ],
)
def test_a_figure_of_another_time_is_doubted(facts: str, text: str, kind: str, span: str) -> None:
    assert (kind, span) in doubts_on(facts, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (GROWN, "会员由去年的2018人发展到今年的2146人，增加128人。"),
        (GROWN, "会员2146人，去年同期2018人。"),
        (GROWN, "会员由2018人增至2146人。"),
        (STOCK, "会员由年初的5200人发展到年底的5876人。"),
        ("去年末会员318人，今年末334人", "会员由年初的318人增至年末的334人。"),
        ("慰问教职工41人次（去年：41人次）", "今年慰问教职工41人次，与去年的41人次持平。"),
        (TWICE, "征集提案31件，比去年多5件；立案19件，比去年的20件少1件。"),
        ("健身房自9月起每周二下午开放", "健身房自9月起每周二下午开放，全年未发生意外。"),
    ],
)
def test_a_figure_of_its_own_time_is_left_alone(facts: str, text: str) -> None:
    assert [one for one in doubts_on(facts, text) if one[0] in {"date_unsupported", "figure_changed"}] == []
