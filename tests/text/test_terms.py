"""Set phrases, figures of speech, the text's own structure, and words that ask for a calculation."""

import re

import pytest

from summarizer.text.terms import (
    AVERAGE_CUE,
    GROWTH_CUE,
    REST_CUE,
    TOTAL_CUE,
    counts_structure,
    in_set_phrase,
    is_figure_of_speech,
    is_set_phrase,
)


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("树牢四个意识", "四"),
        ("做到两个维护", "两"),
        ("一年来，", "一"),
        ("另一方面", "一"),
        ("落实三会一课制度", "三"),
        ("落实三会一课制度", "一"),
        ("进一步推进", "一"),
        ("千家万户", "千"),
        ("千家万户", "万"),
        ("一户一策帮扶", "一"),
        ("做到一人一档", "一"),
        ("一岗双责", "一"),
        ("五一劳动节", "五一"),
        ("三八妇女节", "三八"),
        ("十分重视", "十"),
    ],
)
def test_a_numeral_within_a_set_phrase_is_seen(text: str, numeral: str) -> None:
    start = text.index(numeral)
    assert in_set_phrase(text, start, start + len(numeral))


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("慰问三户", "三"),
        ("一百一十人", "一百一十"),
        ("四个项目", "四"),
        ("三个小组", "三"),
        ("五名职工", "五"),
    ],
)
def test_a_numeral_that_counts_is_in_no_set_phrase(text: str, numeral: str) -> None:
    start = text.index(numeral)
    assert not in_set_phrase(text, start, start + len(numeral))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("十不准", True), ("两个维护", True), ("三个小组", False), ("树牢四个意识", False), ("", False)],
)
def test_a_set_phrase_is_known_as_a_whole(words: str, expected: bool) -> None:
    assert is_set_phrase(words) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("娘家人", True), ("最后一公里", True), ("安康杯", True), ("春晖书屋", False), ("", False)],
)
def test_common_figures_of_speech_need_no_fact(name: str, expected: bool) -> None:
    assert is_figure_of_speech(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三个方面", True),
        ("四项举措", True),
        ("三张清单", True),
        ("五个坚持", True),
        ("三点要求", True),
        ("三项重点", True),
        ("三个小组", False),
        ("三项提案", False),
        ("三条生产线", False),
    ],
)
def test_what_a_text_counts_of_itself_is_structure(text: str, expected: bool) -> None:
    assert counts_structure(text, 1) is expected


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        (TOTAL_CUE, "共慰问32户", "共"),
        (TOTAL_CUE, "合计4.8万元", "合计"),
        (TOTAL_CUE, "全年累计发放", "全年"),
        (TOTAL_CUE, "慰问32户", None),
        (GROWTH_CUE, "同比增长15%", "同比"),
        (GROWTH_CUE, "比上年多3户", "比上年"),
        (GROWTH_CUE, "下降2个百分点", "下降"),
        (GROWTH_CUE, "慰问32户", None),
        (REST_CUE, "结余1.2万元", "结余"),
        (REST_CUE, "其余5件", "其余"),
        (REST_CUE, "慰问32户", None),
        (AVERAGE_CUE, "人均500元", "人均"),
        (AVERAGE_CUE, "每户1500元", "每户"),
        (AVERAGE_CUE, "慰问32户", None),
    ],
)
def test_cues_show_which_calculation_a_figure_asks_for(
    cue: re.Pattern[str], text: str, found: str | None
) -> None:
    match = cue.search(text)
    assert (match.group() if match else None) == found
