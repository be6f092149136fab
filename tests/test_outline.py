"""The 18 outlines are whole and well made, and kinds, topics and headings are recognised."""

import re
from itertools import count

import pytest
from pydantic import ValidationError

from summarizer.domain import Period, PeriodSpan, Topic, UnitKind
from summarizer.errors import UnknownKindError, UnknownTopicError
from summarizer.outline import (
    Outline,
    default_title,
    infer_topic,
    load_outline,
    make_sections,
    parse_kind,
    parse_topic,
    prompts_for,
)
from summarizer.outlines.schema import SpanTable, read_kind, read_lexicon, read_topics

YEAR = Period(year=2024)
FIRST_HALF = Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
SECOND_HALF = Period(year=2024, span=PeriodSpan.HALF_YEAR, number=2)
THIRD_QUARTER = Period(year=2024, span=PeriodSpan.QUARTER, number=3)
FRAME = {Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS}
OUTLINES = [
    pytest.param(load_outline(kind, period), id=f"{kind.value}-{period.span.value}")
    for kind in UnitKind
    for period in (YEAR, FIRST_HALF, THIRD_QUARTER)
]


def _modules(outline: Outline) -> list[str]:
    return [section.heading for section in outline.sections if section.topic not in FRAME]


@pytest.mark.parametrize("outline", OUTLINES)
class TestEveryOutline:
    def test_begins_with_the_overview_and_ends_with_problems_and_plans(self, outline: Outline) -> None:
        topics = [section.topic for section in outline.sections]
        assert topics[0] is Topic.OVERVIEW
        assert topics[-2:] == [Topic.PROBLEMS, Topic.PLANS]

    def test_tells_each_topic_in_one_section(self, outline: Outline) -> None:
        topics = [section.topic for section in outline.sections]
        assert len(set(topics)) == len(topics)

    def test_shares_sum_to_one(self, outline: Outline) -> None:
        assert sum(section.share for section in outline.sections) == pytest.approx(1)

    def test_frame_keeps_the_customary_proportions(self, outline: Outline) -> None:
        shares = {section.topic: section.share for section in outline.sections}
        assert 0.08 <= shares[Topic.OVERVIEW] <= 0.12
        assert 0.08 <= shares[Topic.PROBLEMS] <= 0.12
        assert 0.15 <= shares[Topic.PLANS] <= 0.20

    def test_lengths_are_tens_and_add_up_to_the_total(self, outline: Outline) -> None:
        lengths = [section.length_chars for section in outline.sections]
        assert all(length >= 80 and length % 10 == 0 for length in lengths)
        assert abs(sum(lengths) - outline.total_chars) <= 5 * len(lengths)

    def test_headings_differ_and_carry_no_numbering_or_final_mark(self, outline: Outline) -> None:
        headings = [section.heading for section in outline.sections]
        assert len(set(headings)) == len(headings)
        assert all(re.fullmatch(r"[\u4e00-\u9fff]+(，[\u4e00-\u9fff]+)?", heading) for heading in headings)
        assert not any(re.match(r"[一二三四五六七八九十]+[、是]", heading) for heading in headings)

    def test_module_headings_are_parallel(self, outline: Outline) -> None:
        halves = [heading.split("，") for heading in _modules(outline)]
        assert {(len(pair), *map(len, pair)) for pair in halves} == {(2, 6, 6)}

    def test_no_verb_opens_two_halves(self, outline: Outline) -> None:
        openings = [half[:2] for heading in _modules(outline) for half in heading.split("，")]
        assert len(set(openings)) == len(openings)

    def test_headings_tell_their_own_topic(self, outline: Outline) -> None:
        assert [infer_topic(section.heading) for section in outline.sections] == [
            section.topic for section in outline.sections
        ]

    def test_prompts_are_many_distinct_and_free_of_figures(self, outline: Outline) -> None:
        for section in outline.sections:
            assert len(section.prompts) >= 3
            assert len(set(section.prompts)) == len(section.prompts)
            text = "".join((*section.prompts, section.hint))
            assert not re.search(r"[0-9０-９{}]", text)
            assert all(prompt.strip() == prompt and len(prompt) >= 6 for prompt in section.prompts)
            assert section.hint.endswith("。")


@pytest.mark.parametrize(
    ("period", "heading"),
    [
        (YEAR, "下一步工作打算"),
        (FIRST_HALF, "下半年工作打算"),
        (SECOND_HALF, "下一步工作打算"),
        (THIRD_QUARTER, "下一季度工作安排"),
    ],
)
@pytest.mark.parametrize("kind", UnitKind)
def test_plans_look_ahead_from_the_end_of_the_period(kind: UnitKind, period: Period, heading: str) -> None:
    assert load_outline(kind, period).sections[-1].heading == heading


@pytest.mark.parametrize("kind", UnitKind)
def test_a_quarterly_outline_has_three_to_five_modules(kind: UnitKind) -> None:
    assert 3 <= len(_modules(load_outline(kind, THIRD_QUARTER))) <= 5


@pytest.mark.parametrize("kind", UnitKind)
def test_a_longer_period_has_a_longer_summary(kind: UnitKind) -> None:
    year, half, quarter = (load_outline(kind, period) for period in (YEAR, FIRST_HALF, THIRD_QUARTER))
    assert year.total_chars > half.total_chars > quarter.total_chars >= 1000


@pytest.mark.parametrize("kind", UnitKind)
def test_no_heading_is_shared_by_two_periods_but_for_the_frame(kind: UnitKind) -> None:
    headings = [
        h for period in (YEAR, FIRST_HALF, THIRD_QUARTER) for h in _modules(load_outline(kind, period))
    ]
    assert len(set(headings)) == len(headings)


def test_annual_headings_differ_between_kinds() -> None:
    headings = [heading for kind in UnitKind for heading in _modules(load_outline(kind, YEAR))]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("kind", UnitKind)
@pytest.mark.parametrize("span", PeriodSpan)
def test_every_topic_has_prompts_for_every_kind(kind: UnitKind, topic: Topic, span: PeriodSpan) -> None:
    prompts = prompts_for(kind, topic, span=span)
    assert prompts
    assert not any(mark in prompt for prompt in prompts for mark in "{}")


def test_prompts_name_the_period() -> None:
    assert "全年经费收入、支出、结余金额" in prompts_for(UnitKind.SCHOOL, Topic.FINANCE)
    assert "本季度经费收入、支出、结余金额" in prompts_for(
        UnitKind.SCHOOL, Topic.FINANCE, span=PeriodSpan.QUARTER
    )


def test_prompts_speak_the_language_of_the_kind() -> None:
    school = "".join(prompts_for(UnitKind.SCHOOL, Topic.DEMOCRACY))
    enterprise = "".join(prompts_for(UnitKind.SOE, Topic.DEMOCRACY))
    assert "教代会" in school
    assert "职代会" not in school
    assert "职代会" in enterprise


def test_a_section_that_tells_two_topics_asks_for_both() -> None:
    outline = load_outline(UnitKind.SCHOOL, THIRD_QUARTER)
    welfare = next(section for section in outline.sections if section.topic is Topic.WELFARE)
    assert set(prompts_for(UnitKind.SCHOOL, Topic.WOMEN, span=PeriodSpan.QUARTER)[:2]) <= set(welfare.prompts)


def test_sections_take_heading_topic_and_length_and_get_fresh_ids() -> None:
    outline = load_outline(UnitKind.HOSPITAL, YEAR)
    numbers = count(1)
    sections = make_sections(outline, lambda: f"s{next(numbers)}")
    assert [section.id for section in sections] == [f"s{n}" for n in range(1, len(outline.sections) + 1)]
    assert [(s.heading, s.topic, s.length_chars) for s in sections] == [
        (row.heading, row.topic, row.length_chars) for row in outline.sections
    ]
    assert not any(section.facts or section.text for section in sections)


@pytest.mark.parametrize(
    ("unit", "period", "title"),
    [
        ("××实验小学工会", YEAR, "××实验小学工会2024年工作总结"),
        ("××实验小学工会", FIRST_HALF, "××实验小学工会2024年上半年工作总结"),
        ("××实验小学工会", THIRD_QUARTER, "××实验小学工会2024年第三季度工作总结"),
        ("××社区工会联合会", YEAR, "××社区工会联合会2024年工作总结"),
        ("××街道总工会", YEAR, "××街道总工会2024年工作总结"),
        ("××中学", YEAR, "××中学工会2024年工作总结"),
        (" ××中学工会 ", YEAR, "××中学工会2024年工作总结"),
        ("", FIRST_HALF, "2024年上半年工会工作总结"),
    ],
)
def test_title_is_made_of_union_and_period(unit: str, period: Period, title: str) -> None:
    assert default_title(unit, period) == title


def test_lexicon_and_topic_tables_know_every_kind_and_topic() -> None:
    assert set(read_lexicon().kinds) == set(UnitKind)
    assert set(read_lexicon().topics) == set(read_lexicon().headings) == set(read_topics()) == set(Topic)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("school", UnitKind.SCHOOL),
        ("School", UnitKind.SCHOOL),
        (" 学校 ", UnitKind.SCHOOL),
        ("小学", UnitKind.SCHOOL),
        ("社区", UnitKind.COMMUNITY),
        ("街道", UnitKind.COMMUNITY),
        ("社区/街道", UnitKind.COMMUNITY),
        ("ｈｏｓｐｉｔａｌ", UnitKind.HOSPITAL),
        ("医院", UnitKind.HOSPITAL),
        ("SOE", UnitKind.SOE),
        ("国企", UnitKind.SOE),
        ("国有企业", UnitKind.SOE),
        ("机关", UnitKind.OFFICE),
        ("民营企业", UnitKind.PRIVATE),
        ("私企", UnitKind.PRIVATE),
    ],
)
def test_kind_is_known_by_code_label_and_usual_words(name: str, kind: UnitKind) -> None:
    assert parse_kind(name) is kind


@pytest.mark.parametrize("kind", UnitKind)
def test_kind_is_known_by_its_own_code_and_label(kind: UnitKind) -> None:
    assert parse_kind(kind.value) is parse_kind(kind.label) is kind


def test_no_name_means_two_kinds_or_two_topics() -> None:
    kinds = [name for kind, names in read_lexicon().kinds.items() for name in {kind.label, *names}]
    topics = [name for topic, names in read_lexicon().topics.items() for name in {topic.label, *names}]
    assert len(set(kinds)) == len(kinds)
    assert len(set(topics)) == len(topics)


@pytest.mark.parametrize("name", ["", "公司", "企业", "shool", "学校医院", "\x00"])
def test_an_unknown_kind_is_refused(name: str) -> None:
    with pytest.raises(UnknownKindError, match="不认识的单位类型"):
        parse_kind(name)


def test_a_long_unknown_kind_is_quoted_in_one_short_line() -> None:
    with pytest.raises(UnknownKindError) as caught:
        parse_kind("很长的\n单位类型" * 50)
    assert len(str(caught.value)) < 40
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("ideology", Topic.IDEOLOGY),
        ("self_building", Topic.SELF_BUILDING),
        ("self-building", Topic.SELF_BUILDING),
        ("Self Building", Topic.SELF_BUILDING),
        ("民主管理", Topic.DEMOCRACY),
        ("维权", Topic.RIGHTS),
        ("前言", Topic.OVERVIEW),
        ("问题", Topic.PROBLEMS),
        ("下一步打算", Topic.PLANS),
        *((topic.label, topic) for topic in Topic),
    ],
)
def test_topic_is_known_by_code_label_and_usual_words(name: str, topic: Topic) -> None:
    assert parse_topic(name) is topic


@pytest.mark.parametrize("name", ["", "天气", "ideologies"])
def test_an_unknown_topic_is_refused(name: str) -> None:
    with pytest.raises(UnknownTopicError, match="不认识的主题"):
        parse_topic(name)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([("overview", "前言", 40), ("plans", "打算", 50)], "90 per cent"),
        ([("overview", "前言", 40), ("plans", "前言", 60)], "heading comes twice"),
        ([("plans", "前言", 40), ("plans", "打算", 60)], "topic comes twice"),
        ([("overview", "前言", 40), ("weather", "天气", 60)], "Input should be"),
    ],
)
def test_a_fault_in_the_outline_tables_is_found_when_they_are_read(
    rows: list[tuple[str, str, int]], complaint: str
) -> None:
    table = {
        "total_chars": 2000,
        "sections": [{"topic": topic, "heading": heading, "share": share} for topic, heading, share in rows],
    }
    with pytest.raises(ValidationError, match=complaint):
        SpanTable.model_validate(table)


def test_topics_told_along_with_another_have_no_section_of_their_own() -> None:
    for kind in UnitKind:
        for span in PeriodSpan:
            rows = read_kind(kind).span(span).sections
            borrowed = [topic for row in rows for topic in row.also]
            assert len(set(borrowed)) == len(borrowed)
            assert not set(borrowed) & {row.topic for row in rows}
