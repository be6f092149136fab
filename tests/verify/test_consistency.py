"""The sections of one document against each other."""

from dataclasses import replace

import pytest
from test_check import document, section

from summarizer.domain import Finding, Section, Topic
from summarizer.verify import check_document
from summarizer.verify.check import section_report


def between(*sections: Section) -> list[tuple[str, Finding]]:
    report = check_document(document(*sections))
    return [(one.section_id, f) for one in report.sections for f in one.findings if f.kind == "inconsistent"]


def plain(key: str, text: str, topic: Topic = Topic.WELFARE) -> Section:
    """A section whose text is its one fact."""
    return section(key, [text.rstrip("。")], text, topic)


def test_one_indicator_with_two_values_is_doubted_at_both_places() -> None:
    found = between(plain("甲", "现有会员986人。"), plain("乙", "在册会员968人。"))
    assert [(where, f.text, f.expected, f.severity) for where, f in found] == [
        ("甲", "986人", "968人", "warn"),
        ("乙", "968人", "986人", "warn"),
    ]
    assert "乙工作" in found[0][1].message


def test_equal_indicators_are_no_doubt() -> None:
    assert between(plain("甲", "现有会员986人。"), plain("乙", "在册会员九百八十六人。")) == []


@pytest.mark.parametrize(
    ("total", "parts", "doubted"),
    [
        ("全年发放慰问金3万元。", "春节发放慰问金2.2万元，中秋发放慰问金1.8万元。", True),
        ("全年发放慰问金5万元。", "春节发放慰问金2.2万元，中秋发放慰问金1.8万元。", False),
        ("全年发放慰问金5万元。", "上半年发放慰问金2.2万元，下半年发放慰问金1.8万元。", True),
        ("全年发放慰问金4万元。", "上半年发放慰问金2.2万元，下半年发放慰问金1.8万元。", False),
    ],
)
def test_parts_in_other_sections_must_fit_the_sum(total: str, parts: str, doubted: bool) -> None:
    found = between(plain("甲", total), plain("乙", parts))
    assert bool(found) is doubted
    assert all(where == "甲" and "2.2万元＋1.8万元" in f.message for where, f in found)


def test_a_problem_without_a_plan_is_a_hint() -> None:
    problem = plain("问题", "班组图书更新缓慢，借阅记录残缺。", Topic.PROBLEMS)
    words = "下一步，工会将新建母婴室，改善哺乳条件，并在各车间开展急救技能培训，让服务更加贴心周到细致。"
    plans = plain("打算", words, Topic.PLANS)
    assert [(where, f.severity) for where, f in between(problem, plans)] == [("问题", "info")]
    answered = replace(plans, text=plans.text + "同时加快图书更新。")
    assert between(problem, answered) == []


def test_a_long_overview_is_a_hint() -> None:
    body = plain("正文", "走访职工三户，送去米面。" * 50)
    (found,) = between(plain("前言", "走访职工三户，送去米面。" * 10, Topic.OVERVIEW), body)
    assert (found[0], found[1].severity, "17%" in found[1].message) == ("前言", "info", True)


def test_after_an_edit_only_that_section_is_read_again() -> None:
    sections = [plain(key, f"{key}区走访职工9户。") for key in "甲乙丙丁"]
    check_document(document(*sections))
    before = section_report.cache_info().misses
    edited = replace(sections[1], text=f"{sections[1].text}秩序井然。")
    check_document(document(sections[0], edited, *sections[2:]))
    assert section_report.cache_info().misses == before + 1


def test_similarity_is_reported_only_when_samples_are_given() -> None:
    doc = document(plain("甲", "走访职工9户。"))
    assert check_document(doc).sections[0].similarity is None
    assert check_document(doc, samples=["别的话"]).sections[0].similarity == 0.0
