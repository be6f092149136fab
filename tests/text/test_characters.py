"""Width, counting as Word does, and pasted lines."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.characters import clean_line, count_chars, normalize_width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２４年", "2024年"),
        ("ＡＢｃ", "ABc"),
        ("３．５％", "3.5%"),
        ("１－２", "1-2"),
        ("￥５", "¥5"),
        ("甲\u3000乙", "甲 乙"),
        ("甲，乙；丙：丁！（戊）？", "甲，乙；丙：丁！（戊）？"),
        ("１～２", "1～2"),
        ("三十二户", "三十二户"),
        ("", ""),
    ],
)
def test_letters_digits_and_number_signs_become_half_width(text: str, expected: str) -> None:
    assert normalize_width(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("工会工作", 4),
        ("2024年", 2),
        ("２０２４年", 5),
        ("慰问32户，4.8万元。", 9),
        ("增长3.5%", 3),
        ("GB/T 9704-2012", 2),
        ("hello, world", 2),
        ("中,文", 3),
        ("中，文", 3),
        ("工会(学校)", 6),
        ("工会（学校）", 6),
        ("“三会一课”", 6),
        ("成效……", 4),
        ("目标——满意", 6),
        ("中 文\n字", 3),
        ("甲\u3000乙\u200b", 2),
        ("①学习", 3),
        ("👍👍 好", 2),
        ("𠮷", 1),
        ("   ", 0),
        ("", 0),
    ],
)
def test_count_is_what_word_shows(text: str, count: int) -> None:
    assert count_chars(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff慰问32户", "慰问32户"),
        ("慰\u200b问\u200c32\u200d户\u200e\u200f", "慰问32户"),
        ("慰问\xa032户", "慰问 32户"),
        ("\u3000\u3000慰问", "慰问"),
        ("慰问\t32户\t4.8万元", "慰问 32户 4.8万元"),
        ("慰问\u2028走访", "慰问 走访"),
        ("慰问\r\n走访", "慰问 走访"),
        ("慰\xad问", "慰问"),
        ("慰\x00\x07\x1b问", "慰问"),
        ("慰\u202a问\u2066", "慰问"),
        ("慰问  32户   ", "慰问 32户"),
        ("葛\U000e0100县", "葛县"),
        ("慰\ufe0f问", "慰问"),
        ("❤️关爱", "❤️关爱"),
        ("👩\u200d🏫老师", "👩\u200d🏫老师"),
        ("坏\ud800字", "坏字"),
        ("缺\ufffd字", "缺\ufffd字"),
        ("\uf0b7 慰问", "\uf0b7 慰问"),
        ("慰问32户", "慰问32户"),
        ("", ""),
    ],
)
def test_pasted_lines_become_as_if_typed(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@given(st.text())
def test_width_keeps_every_offset(text: str) -> None:
    assert len(normalize_width(text)) == len(text)


@given(st.text(st.characters()))
def test_a_cleaned_line_is_clean(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in line)
    assert line == line.strip()


@given(st.text(), st.text())
def test_counts_of_two_lines_add_up(first: str, second: str) -> None:
    assert count_chars(f"{first}\n{second}") == count_chars(first) + count_chars(second)
