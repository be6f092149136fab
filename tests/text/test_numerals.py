"""Numerals to exact decimals: every way of writing one number gives one value, and no words give any."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.numbering import to_chinese
from summarizer.text.numerals import half_width_numerals, parse_number, written_precision


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("0", "0"),
        ("32", "32"),
        ("３２", "32"),
        ("4,509.50", "4509.5"),
        ("007", "7"),
        ("1.2万", "12000"),
        ("4万8千", "48000"),
        ("3亿2000万", "320000000"),
        ("1万5", "15000"),
        ("零", "0"),
        ("一", "1"),
        ("两", "2"),
        ("俩", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("三十二", "32"),
        ("九十九", "99"),
        ("百", "100"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百〇五", "105"),
        ("一百一十", "110"),
        ("一百十五", "115"),
        ("一百一", "110"),
        ("三百五", "350"),
        ("一千零二十四", "1024"),
        ("一千二", "1200"),
        ("两千零四", "2004"),
        ("三千五百六十七", "3567"),
        ("一万", "10000"),
        ("两万五", "25000"),
        ("一万零五百", "10500"),
        ("十万", "100000"),
        ("一百二十万", "1200000"),
        ("千万", "10000000"),
        ("一亿", "100000000"),
        ("一万亿", "1000000000000"),
        ("三亿零五万", "300050000"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("一点五", "1.5"),
        ("九十八点零五", "98.05"),
        ("零点三", "0.3"),
        ("1.5亿", "150000000"),
    ],
)
def test_every_writing_has_its_value(numeral: str, value: str) -> None:
    assert parse_number(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "户",
        "三户",
        "12a",
        "一点",
        "点五",
        "一点五点八",
        "-3",
        "十十",
        "百千",
        "五百三千",
        "1.2.3",
        "亿" * 40,
    ],
)
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert parse_number(words) is None


@given(st.integers(min_value=1, max_value=999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert parse_number(to_chinese(number)) == number


@given(st.text(alphabet="0123456789.,，．一二三十百千万亿零〇点○两９％", max_size=30))
def test_any_string_of_numeral_signs_is_harmless(text: str) -> None:
    assert parse_number(text) is None or parse_number(text) >= 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("3000", 1),
        ("3.53", 3),
        ("三十二", 2),
        ("4.8万", 2),
        ("12000", 2),
        ("1286", 4),
        ("0", 0),
        ("户", 0),
        ("0.05", 1),
    ],
)
def test_precision_counts_the_significant_digits_shown(numeral: str, digits: int) -> None:
    assert written_precision(numeral) == digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [("３２户", "32户"), ("９８．５％", "98.5%"), ("32户", "32户"), ("全角：（）", "全角：（）"), ("", "")],
)
def test_full_width_numerals_become_half_width_of_the_same_length(text: str, plain: str) -> None:
    assert half_width_numerals(text) == plain
    assert len(half_width_numerals(text)) == len(text)
