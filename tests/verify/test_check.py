"""The whole check: loose texts, sections and documents."""

from dataclasses import replace

import pytest
from verify_steps import TITLE

from summarizer.domain import Document, Fact, Period, Section, Topic, UnitKind
from summarizer.verify import check_document, check_section, check_text


def section(key: str, facts: list[str], text: str, topic: Topic = Topic.WELFARE) -> Section:
    return Section(
        id=key, heading=f"{key}工作", topic=topic, text=text,
        facts=tuple(Fact(id=f"{key}{n}", text=fact) for n, fact in enumerate(facts)),
    )  # fmt: skip


def document(*sections: Section) -> Document:
    return Document(
        id="d", title=TITLE, unit="云溪小学工会", kind=UnitKind.SCHOOL, period=Period(year=2024),
        signed="云溪小学工会", date="2025年1月8日", sections=sections,
    )  # fmt: skip


HELP = section("帮扶", ["走访困难职工6户", "发放慰问金3000元"], "走访困难职工6户，发放慰问金3000元。")
STUDY = section("学习", ["培训骨干2期", "读书会5场"], "培训骨干2期，读书会5场。")


def test_findings_come_in_the_order_of_the_text_missing_facts_last() -> None:
    findings = check_text(facts=["走访6家", "培训2期"], text="走访7家，座谈90人。")
    assert [f.start for f in findings] == [2, 7, None]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("【待补充：几户】", "【待补充：几户】"),
        ("【待补】", "【待补】"),
        ("惠及____人", "____"),
        ("慰问××户", "××"),
    ],
)
def test_placeholders_are_information(text: str, span: str) -> None:
    (found,) = check_text(facts=[], text=text)
    assert (found.kind, found.severity, found.text) == ("placeholder", "info", span)


def test_a_written_section_is_whole() -> None:
    report = check_section(document(HELP, STUDY), HELP)
    assert report.findings == ()
    assert (report.facts_total, report.facts_written, report.unwritten) == (2, 2, ())
    assert (report.atoms_total, report.atoms_supported) == (2, 2)
    assert [support.facts for support in report.sentences] == [(0, 1)]


def test_the_counts_of_a_faulty_section() -> None:
    faulty = replace(HELP, text="走访困难职工7户。【待补充：慰问金】")
    report = check_section(document(faulty, STUDY), faulty)
    assert (report.facts_total, report.facts_written, report.unwritten) == (2, 1, (1,))
    assert (report.atoms_total, report.atoms_supported) == (1, 0)
    assert (report.placeholders, report.leaks, report.doubts, report.errors) == (1, 0, 2, 2)


def test_facts_of_other_sections_may_be_cited_but_are_not_required() -> None:
    citing = replace(HELP, text=f"{HELP.text}培训骨干2期。")
    report = check_section(document(citing, STUDY), citing)
    assert report.findings == ()
    assert report.facts_total == 2


def test_a_figure_like_that_of_another_section_names_no_fact() -> None:
    citing = replace(HELP, text=f"{HELP.text}培训骨干3期。")
    (found,) = check_section(document(citing, STUDY), citing).findings
    assert (found.kind, found.expected, found.fact) == ("figure_changed", "2期", None)


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("全年共表彰班组2期。", ["2期"]),
        ("读书会办到田间地头，惠民5场。", []),
        ("3月22日举办联欢会。", ["3月22日", "举办联欢会"]),
        ("3月22日召开教代会。", []),
        ("全年表彰班组2个，受到一致好评。", ["2个", "好评"]),
    ],
)
def test_other_sections_support_only_what_they_tell_of(words: str, doubts: list[str]) -> None:
    democracy = section("民主", ["3月22日召开教代会", "被区工会评为先进单位"], "")
    citing = replace(HELP, text=f"{HELP.text}{words}")
    found = check_section(document(citing, STUDY, democracy), citing).findings
    assert [f.text for f in found if f.severity != "info"] == doubts


@pytest.mark.parametrize(
    ("fact", "doubts"),
    [
        ("642名员工三天内捐款8万元", ["642名"]),
        ("新发展员工会员642名", ["642名"]),
        ("公司现有员工642人，其中女员工30人", []),
        ("员工642人", []),
    ],
)
def test_only_a_number_of_all_members_may_be_cited_for_anything(fact: str, doubts: list[str]) -> None:
    counting = section("基本情况", [fact], "")
    citing = replace(HELP, text=f"{HELP.text}并为642名员工送上祝福。")
    found = check_section(document(citing, counting), citing).findings
    assert [f.text for f in found if f.severity != "info"] == doubts


def test_shelved_facts_are_not_required() -> None:
    facts = (*HELP.facts, Fact(id="x", text="座谈9场", shelved=True))
    assert check_section(document(HELP), replace(HELP, facts=facts)).facts_total == 2


def test_last_years_value_supports_growth() -> None:
    grown = Section(
        id="g", heading="走访", topic=Topic.WELFARE, text="走访企业30家，同比增长25%。",
        facts=(Fact(id="f", text="走访企业30家", last_year="24家"),),
    )  # fmt: skip
    assert {f.kind for f in check_section(document(grown), grown).findings} == {"derived"}


def test_leaks_are_counted() -> None:
    leaking = replace(HELP, text=f"{HELP.text}结对48人。")
    report = check_section(document(leaking), leaking, samples=["结对48人"])
    assert report.leaks == 1


@pytest.mark.parametrize("words", ["云溪小学工会", "2024年", "2025年1月8日", "“云溪小学”"])
def test_title_unit_signature_and_period_need_no_fact(words: str) -> None:
    named = replace(HELP, text=f"{HELP.text}{words}。")
    assert [f.text for f in check_section(document(named), named).findings if f.severity != "info"] == []


def test_a_document_reports_its_sections_in_order() -> None:
    report = check_document(document(HELP, STUDY))
    assert [one.section_id for one in report.sections] == ["帮扶", "学习"]
    assert (report.facts_total, report.facts_written, report.doubts) == (4, 4, 0)


def test_an_empty_section_misses_all_its_facts() -> None:
    empty = replace(HELP, text="")
    report = check_section(document(empty), empty)
    assert report.unwritten == (0, 1)
    assert report.sentences == ()


LAST_YEAR = document(
    section("帮扶", [], "我们把暖心包送进每一个夜班岗亭，让值守的职工喝上热汤，也把问候带到了家属院。"),
)


def test_what_last_years_document_says_word_for_word_is_copied() -> None:
    copying = replace(
        HELP, text=f"{HELP.text}我们把暖心包送进每一个夜班岗亭，让值守的职工喝上热汤，也把问候带到家属院。"
    )
    (report, _) = check_document(document(copying, STUDY), last_year=LAST_YEAR).sections
    (found,) = [finding for finding in report.findings if finding.kind == "copied"]
    assert found.severity == "warn"
    assert "去年的总结" in found.message
    assert copying.text[found.start : found.end].startswith("我们把暖心包")


def test_likeness_is_a_share_of_the_letters_of_all_sections() -> None:
    sample = "职工书屋每周三晚上开放"
    half = replace(HELP, facts=(), text=f"{sample}，甲乙丙丁戊己庚辛壬癸子。")
    other = replace(STUDY, facts=(), text="寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃。")
    report = check_document(document(half, other), samples=[sample])
    assert [one.similarity for one in report.sections] == [0.5, 0.0]
    assert [one.letters for one in report.sections] == [22, 22]
    assert report.similarity == 0.25


def test_likeness_is_unknown_with_nothing_to_compare() -> None:
    assert check_document(document(HELP, STUDY)).similarity is None
    assert check_document(document(replace(HELP, text="")), samples=["别的"]).similarity == 0.0
