"""`proofread` and `apply_fixes` on any text: spans hold, nothing raises, fixes settle, time stays linear."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.proofread import Remark, apply_fixes, proofread

# What rules look for, so that random texts break many of them at once.
PIECES = [
    *",.;:?!，。；：？！、…—-－~～\"'“”‘’《》〈〉（）()〔〕[]【】/\\{}`#|>$%％×·─―．\n\t \u3000\u200b\r",
    *"的的了了在一二三十几零〇年月日第是和与及等0123456789０１９AaＡ",
    *("首先", "其次", "不仅", "而且", "开展", "职工", "布署", "台帐", "截止", "目前", "附件：", "总而言之"),
    *("一、", "（一）", "1.", "1、", "26年", "2026年01月05日", "10～15%", "5-10天", "[2026]5号", "3、4次"),
    *("http://a.cn/", "```", "## ", "{topic=x}", "………", "--", "。。", "“”", "《《", "》》", "、等", "、和"),
    "---\n",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def spans_hold(text: str, remarks: tuple[Remark, ...]) -> bool:
    return all(
        0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text for one in remarks
    )


@given(TEXTS | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
@example("\ud800的的\x00")
def test_any_text_gives_valid_spans(text: str) -> None:
    remarks = proofread(text)
    assert spans_hold(text, remarks)
    assert list(remarks) == sorted(remarks, key=lambda one: (one.start, one.end))
    assert all(one.message and one.level in {"error", "hint"} for one in remarks)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_fixes_leave_nothing_fixable(text: str) -> None:
    fixed = apply_fixes(text, proofread(text))
    assert [one for one in proofread(fixed) if one.fixable] == []
    assert apply_fixes(fixed, proofread(fixed)) == fixed


ENDLESS = {
    "open brackets": "（",
    "open quotes": "“",
    "titles": "《",
    "crossed pairs": "《（》）",
    "open and close on lines": "“\n",
    "digits": "1",
    "full-width digits": "１",
    "ranges": "1～",
    "dotted": "1.1.",
    "numerals": "一",
    "numerals and commas": "一、",
    "one ideograph": "职",
    "two ideographs": "职工",
    "function words": "的",
    "dots": ".",
    "ellipses": "…",
    "hyphens": "-",
    "straight quotes": '"',
    "half-width marks": "字,",
    "backticks": "`a",
    "link heads": "](",
    "braces": "{a=",
    "addresses": "a.b@",
    "web": "http://",
    "spaces": " ",
    "spaced ideographs": "字 ",
    "heading marks": "# ",
    "quotation marks of Markdown": "> ",
    "numbered lines": "1.甲\n",
    "headings": "一、甲。\n",
    "not only": "不仅",
    "first": "首先，",
    "slogans": "凝心聚力",
    "attachments": "附件：1.",
    "front matter": "---\n",
    "years": "26年",
    "quoted list": "“甲”、",
    "carriage returns": "\r",
}
LENGTH = 50_000


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_endless_repetition_is_read_to_its_end(piece: str) -> None:
    """No time is measured: one superlinear rule makes this test run for minutes."""
    text = piece * (LENGTH // len(piece))
    assert spans_hold(text, proofread(text))


def test_remarks_may_be_applied_one_at_a_time() -> None:
    text = "推进改革,完善机制.\n布署工作"
    remarks = proofread(text)
    first = [one for one in remarks if one.text == ","]
    assert apply_fixes(text, first) == "推进改革，完善机制.\n布署工作"
    assert apply_fixes(text, remarks) == "推进改革，完善机制。\n部署工作"


def test_uncertain_suggestions_are_never_applied() -> None:
    text = "开展10几次检查"
    (remark,) = proofread(text)
    assert remark.suggestion == "十几"
    assert not remark.fixable
    assert apply_fixes(text, [remark]) == text


def test_remarks_of_another_text_change_nothing() -> None:
    (remark,) = proofread("布署工作")
    assert apply_fixes("全年工作", [remark]) == "全年工作"
    assert apply_fixes("布", [replace(remark, text="布署")]) == "布"


def test_what_is_no_prose_is_left_alone() -> None:
    text = (
        "---\ntitle: 总结,一\nperiod: 2024年度\n---\n## 主要工作 {topic=welfare}\n"
        "见 https://a.example.cn/?q=1,2 和 `代码,一`，邮箱a.b@example.cn。\n![图](图,一.png)\n"
    )
    assert proofread(text) == ()


def test_placeholders_are_no_faults() -> None:
    assert proofread("【待补充：走访次数、金额】\n慰问困难职工__户，发放××元。") == ()


def test_messages_name_the_right_form() -> None:
    (remark,) = proofread("布署全年工作")
    assert remark.message == "疑为错别字：“布署”应为“部署”。"
    assert (remark.rule, remark.clause, remark.level) == ("wrong_word", "", "error")
    (remark,) = proofread("2026年01月5日")
    assert remark.clause == "GB/T 9704-2012 7.3.5.4"
