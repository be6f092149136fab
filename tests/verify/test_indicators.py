"""What a section says of the whole organisation."""

import pytest

from summarizer.verify.indicators import indicators_of


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("工会现有会员986人。", "会员", 986),
        ("现有986名工会会员。", "会员", 986),
        ("在册会员共986人。", "会员", 986),
        ("下设工会小组24个。", "小组", 24),
        ("职工入会率达98.5%。", "职工入会率", 98.5),
        ("工会经费收入28万元。", "经费收入", 280000),
    ],
)
def test_a_standing_number_has_its_label(text: str, label: str, value: float) -> None:
    (found,) = indicators_of(text, None)
    assert (found.label, float(found.value)) == (label, value)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "慰问会员986人。",
        "新发展会员45人。",
        "东区工会现有会员120人。",
        "去年现有会员920人。",
        "满意率98%。",
        "现有会员近千人。",
        "入会率98%。",
    ],
)
def test_these_numbers_may_differ_from_place_to_place(text: str) -> None:
    assert indicators_of(text, None) == ()


@pytest.mark.parametrize(
    ("text", "occasion", "total"),
    [("全年发放慰问金3万元。", "", True), ("春节发放慰问金2万元。", "春节", False)],
)
def test_sums_of_the_year_and_their_parts_are_told_apart(text: str, occasion: str, total: bool) -> None:
    (found,) = indicators_of(text, None)
    assert (found.label, found.occasion, found.total) == ("慰问金", occasion, total)
