"""Numbers and bullets at the start of a line: what goes, what is text and stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.numbering import (
    Numbering,
    format_numbering,
    parse_numbering,
    strip_numbering,
    to_chinese,
)


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("一、主要工作", 1, 1, "主要工作"),
        ("十二、下步打算", 1, 12, "下步打算"),
        ("二十、其他", 1, 20, "其他"),
        ("一. 主要工作", 1, 1, "主要工作"),
        ("一．主要工作", 1, 1, "主要工作"),
        ("一、一年来的工作", 1, 1, "一年来的工作"),
        ("三、三项重点", 1, 3, "三项重点"),
        ("第一，抓学习", 1, 1, "抓学习"),
        ("第二、抓服务", 1, 2, "抓服务"),
        ("Ⅲ. 问题", 1, 3, "问题"),
        ("（一）强化引领", 2, 1, "强化引领"),
        ("(二)深化管理", 2, 2, "深化管理"),
        ("（三）、做实服务", 2, 3, "做实服务"),
        ("㈣ 丰富生活", 2, 4, "丰富生活"),
        ("1.开展培训", 3, 1, "开展培训"),
        ("2、开展培训", 3, 2, "开展培训"),
        ("3．开展培训", 3, 3, "开展培训"),
        ("４、开展培训", 3, 4, "开展培训"),
        ("5) 开展培训", 3, 5, "开展培训"),
        ("⒍开展培训", 3, 6, "开展培训"),
        ("7. 2024年1月慰问", 3, 7, "2024年1月慰问"),
        ("8.2024年1月慰问", 3, 8, "2024年1月慰问"),
        ("1.5月开展竞赛", 3, 1, "5月开展竞赛"),
        ("2.12月5日慰问", 3, 2, "12月5日慰问"),
        ("1、5月开展竞赛", 3, 1, "5月开展竞赛"),
        ("（1）召开会议", 4, 1, "召开会议"),
        ("(2) 召开会议", 4, 2, "召开会议"),
        ("③召开会议", 4, 3, "召开会议"),
        ("⑷召开会议", 4, 4, "召开会议"),
        ("❺ 召开会议", 4, 5, "召开会议"),
        ("\u3000\u3000一、缩进的标题", 1, 1, "缩进的标题"),
    ],
)
def test_every_typed_variant_has_its_level(line: str, level: int, number: int, rest: str) -> None:
    numbering = parse_numbering(line)
    assert numbering is not None
    assert (numbering.level, numbering.number, line[numbering.end :]) == (level, number, rest)
    assert strip_numbering(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        "2024年慰问32户",
        "1.5万元慰问金",
        "3.5%的职工",
        "3月8日开展活动",
        "8.19医师节座谈会",
        "8·19医师节座谈会",
        "三八节慰问",
        "三、八妇女节活动",
        "五、一劳动节表彰",
        "十、一国庆期间值班",
        "5名职工获奖",
        "10个项目立项",
        "一线职工疗休养",
        "一是抓学习",
        "一年来，工会",
        "二级教代会3次",
        "一、二级教代会召开",
        "二、三产业职工",
        "一、二、三等奖共9个",
        "1、2、3号楼宇工会",
        "3、4月份走访",
        "1+1结对帮扶",
        "第一名困难职工",
        "第一批会员",
        "十佳职工评选",
        "百余名职工",
        "0.5个百分点",
        "24小时值班",
        "12345热线",
        "-5℃仍在岗",
        "**加粗**文字",
        "主要工作",
        "",
    ],
)
def test_real_content_is_never_eaten(line: str) -> None:
    assert parse_numbering(line) is None
    assert strip_numbering(line) == line


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("- 慰问32户", "慰问32户"),
        ("-慰问32户", "慰问32户"),
        ("- 5名职工", "5名职工"),
        ("* 慰问", "慰问"),
        ("•慰问", "慰问"),
        ("·慰问", "慰问"),
        ("●\t慰问", "慰问"),
        ("◆ 慰问", "慰问"),
        ("■慰问", "慰问"),
        ("□慰问", "慰问"),
        ("▪ 慰问", "慰问"),
        ("– 慰问", "慰问"),
        ("—— 慰问", "慰问"),
        ("> 慰问", "慰问"),
        ("√慰问", "慰问"),
        ("✓ 慰问", "慰问"),
        ("✅慰问", "慰问"),
        ("✔️ 慰问", "慰问"),
        ("📌慰问", "慰问"),
        ("\uf0b7 慰问", "慰问"),
        ("\u27a2慰问", "慰问"),
        ("1、（1）慰问", "慰问"),
        ("一、1.慰问", "慰问"),
        ("• 1. 慰问", "慰问"),
        ("1、（1）①慰问", "①慰问"),
        ("1.", ""),
        ("  • ", ""),
        ("  慰问  ", "慰问"),
    ],
)
def test_bullets_and_up_to_two_nested_marks_go(line: str, rest: str) -> None:
    assert strip_numbering(line) == rest


def test_bullets_are_no_numbers() -> None:
    assert parse_numbering("• 慰问") is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (999, "九百九十九"),
    ],
)
def test_numbers_in_chinese(number: int, written: str) -> None:
    assert to_chinese(number) == written


@pytest.mark.parametrize("number", [-1, 1000])
def test_numbers_beyond_headings_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no heading"):
        to_chinese(number)


@pytest.mark.parametrize(
    ("level", "number", "mark"), [(1, 3, "三、"), (2, 12, "（十二）"), (3, 4, "4."), (4, 5, "（5）")]
)
def test_marks_follow_the_four_levels_of_gbt_9704(level: int, number: int, mark: str) -> None:
    assert format_numbering(level, number) == mark


@pytest.mark.parametrize(("level", "number"), [(0, 1), (5, 1), (1, 0)])
def test_no_mark_outside_the_four_levels(level: int, number: int) -> None:
    with pytest.raises(ValueError, match=r"levels|count from 1"):
        format_numbering(level, number)


@given(st.integers(1, 4), st.integers(1, 199), st.sampled_from(["工作", "慰问32户", "开展“安康杯”竞赛"]))
def test_every_mark_written_is_read_back(level: int, number: int, rest: str) -> None:
    mark = format_numbering(level, number)
    assert parse_numbering(mark + rest) == Numbering(level=level, number=number, end=len(mark))


@given(st.one_of(st.text(max_size=40), st.text("一二十百零、．.（）()1259 第，月年•-*①Ⅰ", max_size=12)))
def test_what_is_left_is_the_end_of_the_line(line: str) -> None:
    assert line.rstrip().endswith(strip_numbering(line))
    numbering = parse_numbering(line)
    assert numbering is None or (0 < numbering.end <= len(line) and 1 <= numbering.level <= 4)
