"""Any input at all: no exception, and every finding points at what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Document, Fact, Finding, Period, Section, Topic, UnitKind
from summarizer.verify import check_document, check_text
from summarizer.verify.check import section_report

# Pieces that the rules look for, put together at random, and any characters between them.
WORDS = """
慰问困难职工 走访企业 32户 三十二户 第一名 一等奖 4.8万元 48000元 % 15% 百分点 约 余 各 均 并 3月8日 三八节
2024年 今年 去年 （去年：28户） 一季度 晚8点 《办法》 《 》 “书香” “ ” 【待补充： 】 ____ ×× 共计 同比增长
， 。 ； 、 ： 一、 （一） 全省 市级 荣获 先进集体 工会主席沈知远 申屠岳
分获 分别 依次 前三名 每月 每季度 上午 下午 人均 其余4条已 由甲承建 微波炉、饮水机 钳工 和 翠屏山 已全部
青屏山 调整了 １２ 〇 · — 🎉 👩‍🏫 0 1e9
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u200b", "\x00", "\u2028", "\r", "\t", "\ud7ff", "9" * 30])
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=24).map("".join)


def assert_sound(text: str, findings: list[Finding], facts: list[str]) -> None:
    spans = [(f.start, f.end) for f in findings if f.start is not None]
    assert all(f.start is not None for f in findings[: len(spans)])
    assert spans == sorted(spans)
    for found in findings:
        if found.start is None:
            assert found.end is None
            assert found.kind == "fact_missing"
            assert found.fact is not None
            assert found.text == facts[found.fact]
        else:
            assert found.end is not None
            assert 0 <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.text
        assert found.message.endswith("。")
        assert found.fact is None or 0 <= found.fact < len(facts)


@settings(max_examples=400, deadline=None)
@given(
    facts=st.lists(TEXTS, max_size=6),
    text=TEXTS,
    title=st.none() | TEXTS,
    samples=st.lists(TEXTS, max_size=2),
)
def test_any_input_is_judged_soundly(
    facts: list[str], text: str, title: str | None, samples: list[str]
) -> None:
    assert_sound(text, check_text(facts=facts, text=text, title=title, samples=samples), facts)


@settings(max_examples=150, deadline=None)
@given(facts=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5))
def test_judging_twice_says_the_same(facts: list[str]) -> None:
    text = "。".join(reversed(facts))
    assert check_text(facts=facts, text=text) == check_text(facts=facts, text=text)


SECTIONS = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from(Topic)), max_size=3)


def document_of(parts: list[tuple[str, list[str], Topic]]) -> Document:
    sections = tuple(
        Section(
            id=str(number), heading=f"第{number}项", topic=topic, text=text,
            facts=tuple(Fact(id=f"{number}-{index}", text=fact) for index, fact in enumerate(facts)),
        )
        for number, (text, facts, topic) in enumerate(parts)
    )  # fmt: skip
    return Document(
        id="d", title="某工会2024年总结", unit="某工会", kind=UnitKind.SOE, period=Period(year=2024),
        sections=sections,
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(parts=SECTIONS, last_year=st.none() | SECTIONS, samples=st.lists(TEXTS, max_size=2))
def test_any_document_is_judged_soundly_and_the_same_from_memory(
    parts: list[tuple[str, list[str], Topic]],
    last_year: list[tuple[str, list[str], Topic]] | None,
    samples: list[str],
) -> None:
    document = document_of(parts)
    before = document_of(last_year) if last_year is not None else None
    report = check_document(document, samples=samples, last_year=before)
    for section, one in zip(document.sections, report.sections, strict=True):
        assert_sound(section.text, list(one.findings), [fact.text for fact in section.active_facts])
        assert one.similarity is None or 0.0 <= one.similarity <= 1.0
        assert one.facts_written + len(one.unwritten) == one.facts_total
    section_report.cache_clear()
    assert check_document(document, samples=samples, last_year=before) == report


LONG_BULLET = "走访慰问困难职工32户，发放慰问金4.8万元；3月8日组织女职工插花活动，46人参加。" * 120


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ([], ""),
        ([""], ""),
        (["", " ", "\n", "走访6家"], "走访6家。"),
        (["走访6家"], ""),
        ([], "走访6家。"),
        ([LONG_BULLET], LONG_BULLET),
        ([LONG_BULLET], "走访慰问困难职工32户。"),
        ([f"第{n}次活动参加{n}人" for n in range(500)], "第3次活动参加3人。"),
        (["🎉走访6家🎉", "👩‍🏫慰问8人"], "🎉走访6家，👩‍🏫慰问8人。"),
        (["走访\x006家\x07"], "走访\x006家\u200b。"),
        (["\ud800走访6家"], "走访6家\udfff。"),
        (["（去年：）", "（去年：28户）"], "去年28户。"),
    ],
)
def test_odd_input_is_judged_soundly(facts: list[str], text: str) -> None:
    assert_sound(text, check_text(facts=facts, text=text, title="2024年工作总结"), facts)


def test_a_long_bullet_written_out_is_clean() -> None:
    assert [f for f in check_text(facts=[LONG_BULLET], text=LONG_BULLET) if f.severity != "info"] == []


def test_five_hundred_bullets_written_out_are_clean() -> None:
    facts = [f"{chr(0x4E00 + n)}{chr(0x5000 + n)}小组活动参加{n + 2}人" for n in range(500)]
    assert [f for f in check_text(facts=facts, text="。".join(facts)) if f.severity != "info"] == []
