"""Where sentences and clauses end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.sentences import Span, split_clauses, split_sentences


def pieces(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句。", ["第一句。", "第二句。"]),
        ("第一句！第二句？第三句", ["第一句！", "第二句？", "第三句"]),
        ("第一句!第二句?第三句", ["第一句!", "第二句?", "第三句"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("甲；乙；丙。", ["甲；乙；丙。"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("第一行\r\n\r\n  第二行", ["第一行", "第二行"]),
        ("第一行\u2028第二行", ["第一行", "第二行"]),
        ("他说：“好。”会议结束。", ["他说：“好。”", "会议结束。"]),
        ("他说：“先干。再总结。”会议结束。", ["他说：“先干。再总结。”", "会议结束。"]),
        ("“甲。乙”是口号。完", ["“甲。乙”是口号。", "完"]),
        ("开展“加油！”活动。完", ["开展“加油！”活动。", "完"]),
        ("大家喊：“加油！”", ["大家喊：“加油！”"]),
        ("大家喊：“加油！”\n完", ["大家喊：“加油！”", "完"]),
        ("学《为什么？怎么办。》一书。完", ["学《为什么？怎么办。》一书。", "完"]),
        ("见附件（略。）完", ["见附件（略。）", "完"]),
        ('他说"好。"会议结束', ['他说"好。"', "会议结束"]),
        ('开会。"加油"活动', ["开会。", '"加油"活动']),
        ("没有右引号“甲。乙。", ["没有右引号“甲。", "乙。"]),
        ("增长3.5%。完", ["增长3.5%。", "完"]),
        ("1.标题\n2.标题", ["1.标题", "2.标题"]),
        ("见a.cn/x?id=3&y!b。完", ["见a.cn/x?id=3&y!b。", "完"]),
        ("未完……待续。", ["未完……待续。"]),
        ("句｡句", ["句｡", "句"]),
        ("。", ["。"]),
        (" \n\u3000\n", []),
        ("", []),
    ],
)
def test_sentences_end_on_their_marks_and_on_line_breaks(text: str, expected: list[str]) -> None:
    assert pieces(text, split_sentences(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲，乙；丙：丁。戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲,乙;丙:丁!戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("慰问,5户,1000元", ["慰问", "5户", "1000元"]),
        ("收入4,509.5元，支出1,286元", ["收入4,509.5元", "支出1,286元"]),
        ("晚8:30到，8：30开始", ["晚8:30到", "8：30开始"]),
        ("见http://a.cn/x，完", ["见http://a.cn/x", "完"]),
        ("爱岗、敬业", ["爱岗、敬业"]),
        ("开展“爱岗，敬业”竞赛，完", ["开展“爱岗，敬业”竞赛", "完"]),
        ("学《做好工会工作，服务职工》，完", ["学《做好工会工作，服务职工》", "完"]),
        ("他说：“先干。再总结。”完", ["他说", "“先干", "再总结", "完"]),
        ("甲，，乙", ["甲", "乙"]),
        (" 甲 ， 乙 ", ["甲", "乙"]),
        ("甲\n乙", ["甲", "乙"]),
        ("，。", []),
        ("", []),
    ],
)
def test_clauses_come_without_their_marks(text: str, expected: list[str]) -> None:
    assert pieces(text, split_clauses(text)) == expected


MARKED = st.text("甲乙1. 。！？!?，,；;：:“”‘’《》（）「」\"'…\n\r\u3000a/=", max_size=40)


@given(st.one_of(st.text(max_size=60), MARKED))
def test_nothing_but_space_is_lost_between_sentences(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert "".join("".join(pieces(text, spans)).split()) == "".join(text.split())


@given(st.one_of(st.text(max_size=60), MARKED))
def test_clauses_lie_within_sentences(text: str) -> None:
    sentences, clauses = split_sentences(text), split_clauses(text)
    assert all(before.end <= after.start for before, after in pairwise(clauses))
    assert all(any(outer.start <= start < end <= outer.end for outer in sentences) for start, end in clauses)


@pytest.mark.parametrize("mark", ["《", "“", "。”", '"', "“。”", "《》", "，", "\n", " ", "!", "1"])
def test_long_runs_of_marks_are_split_without_loss(mark: str) -> None:
    text = mark * 20_000
    assert sum(end - start for start, end in split_sentences(text)) == len(text) - sum(
        c.isspace() for c in text
    )
    assert len(split_clauses(text)) <= len(text)
