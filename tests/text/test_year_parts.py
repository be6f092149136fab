"""Parts of a year or month and festivals under their one name."""

from collections.abc import Callable

import pytest

from summarizer.text.year_parts import canonical_part, festival_aliases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年", "上半年 = 上半年"),
        ("下半年", "下半年 = 下半年"),
        ("今年上半年", "今年上半年 = 上半年 relative"),
        ("2024年上半年", "2024年上半年 = 2024-?-? 上半年"),
        ("2024年的上半年", "2024年的上半年 = 2024-?-? 上半年"),
        ("第一季度", "第一季度 = 1季度"),
        ("一季度", "一季度 = 1季度"),
        ("1季度", "1季度 = 1季度"),
        ("第1季度", "第1季度 = 1季度"),
        ("第四个季度", "第四个季度 = 4季度"),
        ("2024年第三季度", "2024年第三季度 = 2024-?-? 3季度"),
        ("2024年三季度", "2024年三季度 = 2024-?-? 3季度"),
        ("前三季度", "前三季度 = 前三季度"),
        ("前3季度", "前3季度 = 前三季度"),
        ("前三个季度", "前三个季度 = 前三季度"),
        ("2024年前三季度", "2024年前三季度 = 2024-?-? 前三季度"),
        ("年初", "年初 = 年初"),
        ("年底", "年底 = 年底"),
        ("年末", "年末 = 年底"),
        ("岁末", "岁末 = 年底"),
        ("2024年底", "2024年底 = 2024-?-? 年底"),
        ("2024年末", "2024年末 = 2024-?-? 年底"),
        ("2024年年底", "2024年年底 = 2024-?-? 年底"),
        ("去年底", "去年底 = 年底 relative"),
        ("今年年初", "今年年初 = 年初 relative"),
        ("3月上旬", "3月上旬 = ?-3-? 上旬"),
        ("3月中旬", "3月中旬 = ?-3-? 中旬"),
        ("3月初", "3月初 = ?-3-? 月初"),
        ("3月底", "3月底 = ?-3-? 月底"),
        ("3月末", "3月末 = ?-3-? 月底"),
        ("2024年3月底", "2024年3月底 = 2024-3-? 月底"),
        ("截至12月底前", "12月底 = ?-12-? 月底"),
        ("5月下旬", "5月下旬 = ?-5-? 下旬"),
        ("上旬", "上旬 = 上旬"),
        ("春节", "春节 = 春节"),
        ("端午", "端午 = 端午节"),
        ("端午节", "端午节 = 端午节"),
        ("中秋、国庆", "中秋 = 中秋节 | 国庆 = 国庆节"),
        ("三八节", "三八节 = 妇女节"),
        ("三八妇女节", "妇女节 = 妇女节"),
        ("国际劳动妇女节", "妇女节 = 妇女节"),
        ("五一节", "五一节 = 劳动节"),
        ("五一国际劳动节", "劳动节 = 劳动节"),
        ("六一儿童节", "儿童节 = 儿童节"),
        ("护士节", "护士节 = 护士节"),
        ("教师节", "教师节 = 教师节"),
        ("清明祭英烈", "清明 = 清明节"),
        ("重阳敬老", "重阳 = 重阳节"),
        ("除夕", "除夕 = 除夕"),
    ],
)
def test_parts_and_festivals_have_one_name(
    dates: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(dates(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("每季度", "本季度", "每一季度", "三个季度", "连续两个季度", "季节", "全年", "半年"),
        *("年中学", "年初中", "青少年中心", "满月初见", "五一", "节日", "年级"),
    ],
)
def test_words_that_look_like_parts_are_none(dates: Callable[[str], list[str]], text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("word", "part"),
    [("第一季度", "1季度"), ("四季度", "4季度"), ("年末", "年底"), ("上半年", "上半年"), ("", "")],
)
def test_any_word_for_a_part_has_its_canonical_form(word: str, part: str) -> None:
    assert canonical_part(word) == part


def test_a_festival_knows_the_other_names_of_its_day() -> None:
    assert festival_aliases("妇女节") == ("三八",)
    assert "5.12" in festival_aliases("护士节")
    assert festival_aliases("腊八节") == ()
