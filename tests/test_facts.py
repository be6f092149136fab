"""Bullets as people paste them."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Fact
from summarizer.errors import TooLargeError
from summarizer.facts import (
    MAX_FACT_CHARS,
    MAX_FACTS,
    check_fact_count,
    clean_last_year,
    format_fact,
    format_facts,
    merge_facts,
    parse_fact,
    parse_facts,
    split_bullets,
)

TRICKY = st.text(
    alphabet=st.sampled_from(
        "～~（）()去上年：:【】[] ；。、，12一第-*•—.月5人万😀\u200b\t#=&;amplt甲乙'\"《》>\n"
    ),
    max_size=40,
)


def same_id() -> str:
    return "f"


def fact(text: str, *, last_year: str | None = None, shelved: bool = False, id_: str = "f") -> Fact:
    return Fact(id=id_, text=text, last_year=last_year, shelved=shelved)


@pytest.mark.parametrize(
    ("pasted", "bullets"),
    [
        # Word
        ("1.\t慰问困难职工32户；\r\n2.\t开展讲座3场。", ("慰问困难职工32户", "开展讲座3场")),
        (
            "•\t慰问32户\n·送清凉3次\n- 助学5人\n* 体检178人",
            ("慰问32户", "送清凉3次", "助学5人", "体检178人"),
        ),
        ("一、慰问32户\n（二）助学5人\n③ 体检178人", ("慰问32户", "助学5人", "体检178人")),
        ("Ø\t组织培训2期\nl\t观影1场\nü\t已完成换届", ("组织培训2期", "观影1场", "已完成换届")),
        ("慰问32户\v发放4.8万元\u2028送清凉3次", ("慰问32户", "发放4.8万元", "送清凉3次")),
        # numbers that are no list marks
        (
            "4.8万元慰问金\n3月8日插花\n2024.3.15召开教代会",
            ("4.8万元慰问金", "3月8日插花", "2024.3.15召开教代会"),
        ),
        ("1、2、3号楼完成改造", ("1、2、3号楼完成改造",)),
        # Excel
        ("慰问困难职工\t32\t户", ("慰问困难职工32户",)),
        ("慰问困难职工\t32\t户\t4.8\t万元", ("慰问困难职工32户，4.8万元",)),
        ("慰问\t32\t48000", ("慰问32，48000",)),
        ("项目\t人数\t金额（元）\n慰问\t32\t48,000", ("慰问32人，金额48,000元",)),
        ("张老师 2026-3-5 14:22\n[x] 慰问32户\n☑ 送清凉3次", ("慰问32户", "送清凉3次")),
        ("运动会 2024/3/5 9:00", ("运动会 2024/3/5 9:00",)),
        ("1\t慰问困难职工\t32户\n2\t金秋助学\t14人", ("慰问困难职工，32户", "金秋助学，14人")),
        ("32\t户困难职工受到慰问", ("32，户困难职工受到慰问",)),
        ("\t慰问32户\t\t4.8万元\t", ("慰问32户，4.8万元",)),
        ('"慰问32户\n发放4.8万元"\t1月', ("慰问32户，发放4.8万元，1月",)),
        ('"开展""送清凉""活动3次"', ('开展"送清凉"活动3次',)),
        ('"工人先锋号"', ('"工人先锋号"',)),
        # WeChat and QQ
        ("张三 2024/3/5 10:22\n慰问32户\n李小红 2024-03-05 10:25\n助学5人", ("慰问32户", "助学5人")),
        ("工会小李 2024-03-05 10:22:33\n慰问32户", ("慰问32户",)),
        ("昨天 10:22\n慰问32户\n[图片]\n下午3:05\n[动画表情]", ("慰问32户",)),
        ("职工运动会 2024/3/5 9:00", ("职工运动会 2024/3/5 9:00",)),
        # dirt
        ("慰问&nbsp;32户&amp;助学\n&amp;lt;工匠&amp;gt;", ("慰问 32户&助学", "<工匠>")),
        ("\ufeff慰问\u200b32\u0007户\x00\n\u3000\u3000助学5人", ("慰问32户", "助学5人")),
        ("\n \n----\n***\n……\n😀\n-\n1.\n慰问32户", ("慰问32户",)),
        ("联欢会大获成功🎉👏", ("联欢会大获成功🎉👏",)),
        ("", ()),
    ],
)
def test_pasted_text_becomes_clean_bullets(pasted: str, bullets: tuple[str, ...]) -> None:
    assert split_bullets(pasted) == bullets


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("慰问困难职工32户（去年：28户）", fact("慰问困难职工32户", last_year="28户")),
        ("慰问困难职工32户(去年:28户)", fact("慰问困难职工32户", last_year="28户")),
        ("慰问困难职工32户【去年：28户】；", fact("慰问困难职工32户", last_year="28户")),
        ("慰问困难职工32户 [上年同期： 28户 ]", fact("慰问困难职工32户", last_year="28户")),
        ("调解8件（去年：12件（含2件集体争议））", fact("调解8件", last_year="12件（含2件集体争议）")),
        ("调解9件（去年：14件），成功8件", fact("调解9件（去年：14件），成功8件")),
        ("调解9件（去年同期14件）", fact("调解9件（去年同期14件）")),
        ("讲座3场（去年：）", fact("讲座3场")),
        ("（去年：28户）", fact("（去年：28户）")),
        ("~~暂不写~~", fact("暂不写", shelved=True)),
        ("- ~~1. 慰问32户（去年：28户）~~", fact("慰问32户", last_year="28户", shelved=True)),
        ("~~慰问32户~~（去年：28户）", fact("慰问32户", last_year="28户", shelved=True)),
        ("~~~~", fact("")),
        ("  2、助学5人。", fact("助学5人")),
    ],
)
def test_a_bullet_carries_last_years_value_and_shelving(line: str, expected: Fact) -> None:
    assert parse_fact(line, new_id=same_id) == expected


@settings(deadline=None)
@given(st.one_of(TRICKY, st.text(max_size=30)))
def test_a_formatted_fact_reads_back_as_the_same_fact(line: str) -> None:
    read = parse_fact(line, new_id=same_id)
    assert parse_fact(format_fact(read), new_id=same_id) == read


@settings(deadline=None)
@given(st.one_of(TRICKY, st.text(max_size=60)))
def test_the_lines_of_a_text_area_read_back_as_the_same_facts(pasted: str) -> None:
    facts = parse_facts(pasted, new_id=same_id)
    assert parse_facts(format_facts(facts), new_id=same_id) == facts


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("28户", "28户"),
        (" 28户。\n", "28户"),
        ("", None),
        (None, None),
        ("5）次", "5次"),
        ("5（含1）", "5（含1）"),
    ],
)
def test_last_years_value_is_one_line_that_can_be_written_back(written: str | None, kept: str | None) -> None:
    assert clean_last_year(written) == kept
    line = format_fact(fact("慰问32户", last_year=kept))
    assert parse_fact(line, new_id=same_id).last_year == kept


def test_five_hundred_bullets_in_one_paste_are_all_kept() -> None:
    pasted = "\n".join(f"{number}. 第{number}组慰问{number}户" for number in range(1, 501))
    bullets = split_bullets(pasted)
    assert len(bullets) == 500
    assert bullets[499] == "第500组慰问500户"


def test_a_bullet_of_five_thousand_characters_is_kept_whole() -> None:
    assert split_bullets("慰问困难职工" * 833 + "32") == ("慰问困难职工" * 833 + "32",)


def test_a_bullet_beyond_the_limit_is_refused_by_its_number() -> None:
    with pytest.raises(TooLargeError, match=f"第2条事实有{MAX_FACT_CHARS + 1}字"):
        split_bullets("慰问32户\n" + "长" * (MAX_FACT_CHARS + 1))


def test_a_document_with_too_many_facts_is_refused() -> None:
    check_fact_count(MAX_FACTS)
    with pytest.raises(TooLargeError, match=str(MAX_FACTS)):
        check_fact_count(MAX_FACTS + 1)


OLD = (
    fact("慰问困难职工32户", id_="a"),
    fact("金秋助学14人，共计4.2万元", id_="b"),
    fact("夏送清凉13场", last_year="9场", id_="c"),
)


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ("慰问困难职工32户\n金秋助学14人，共计4.2万元\n夏送清凉13场（去年：9场）", ["a", "b", "c"]),
        ("夏送清凉13场\n慰问困难职工32户", ["c", "a"]),
        ("慰问困难职工33户\n金秋助学15人，共计4.5万元", ["a", "b"]),
        ("~~慰问困难职工32户~~", ["a"]),
        ("新建职工书屋2处\n夏送清凉13场", ["n0", "c"]),
        ("慰问困难职工33户\n慰问困难职工32户", ["n0", "a"]),
        ("慰问困难职工32户\n慰问困难职工32户", ["a", "n1"]),
        ("", []),
    ],
)
def test_edited_bullets_keep_their_ids(lines: str, ids: list[str]) -> None:
    numbers = count()
    merged = merge_facts(OLD, lines, new_id=lambda: f"n{next(numbers)}")
    assert [one.id for one in merged] == ids


def test_merging_takes_text_marks_and_order_from_the_lines() -> None:
    merged = merge_facts(OLD, "~~夏送清凉14场（去年：10场）~~", new_id=same_id)
    assert merged == (fact("夏送清凉14场", last_year="10场", shelved=True, id_="c"),)


def test_merging_never_gives_one_id_twice() -> None:
    numbers = count()
    lines = "\n".join(f"慰问困难职工{number}户" for number in range(50))
    merged = merge_facts(OLD, lines, new_id=lambda: f"n{next(numbers)}")
    assert len({one.id for one in merged}) == 50


def test_a_very_long_list_edited_throughout_keeps_its_ids() -> None:
    old = tuple(fact(f"第{number}组慰问困难职工{number}户", id_=f"o{number}") for number in range(1_000))
    lines = "\n".join(f"第{number}组慰问困难职工{number}人" for number in range(1_000))
    merged = merge_facts(old, lines, new_id=same_id)
    assert [one.id for one in merged] == [one.id for one in old]
