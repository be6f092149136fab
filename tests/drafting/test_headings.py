"""The stock of parallel headings, a model's lines as headings, and how sets are scored."""

from collections import Counter

import pytest

from summarizer.domain import Document, Fact, Period, Section, Topic, UnitKind
from summarizer.drafting.headings import (
    HeadingSet,
    fitted_lines,
    score_headings,
    scored_set,
    sections_to_head,
    stock_sets,
    stock_titles,
)
from summarizer.outline import infer_topic
from summarizer.text.quantities import find_quantities
from summarizer.verify import check_text

ALL_TOPICS = [topic for topic in Topic if topic is not Topic.OVERVIEW]


def document_with(*topics: Topic, facts: tuple[str, ...] = ()) -> Document:
    sections = tuple(
        Section(
            id=f"s{number}",
            heading=f"原有标题{number}",
            topic=topic,
            facts=tuple(Fact(id=f"{number}-{at}", text=text) for at, text in enumerate(facts)),
        )
        for number, topic in enumerate(topics)
    )
    return Document(
        id="d",
        title="××学校工会2024年工作总结",
        unit="××学校工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        sections=sections,
    )


EVERY = document_with(Topic.OVERVIEW, *ALL_TOPICS)
STOCK = [(one.style, heading) for one in stock_sets(EVERY) for heading in one.headings.values()]
TWICE = document_with(*ALL_TOPICS, *ALL_TOPICS)


def test_the_stock_has_a_set_of_every_style_for_all_topics_but_the_overview() -> None:
    sets = stock_sets(EVERY)
    assert len(sets) >= 6
    for one in sets:
        assert list(one.headings) == [section.id for section in EVERY.sections[1:]]
        assert one.engine == "offline"


@pytest.mark.parametrize("one", stock_sets(EVERY), ids=lambda one: one.style)
def test_the_stocks_sets_are_parallel_by_every_measure(one: HeadingSet) -> None:
    score = one.score
    assert score.length == 1.0
    assert score.variety == 1.0
    assert score.structure >= 0.6
    assert score.content >= 0.9


@pytest.mark.parametrize(("style", "heading"), STOCK)
def test_a_heading_of_the_stock_claims_nothing(style: str, heading: str) -> None:
    findings = check_text(facts=[], text=f"{heading}。")
    assert [(one.kind, one.text) for one in findings if one.severity != "info"] == []
    assert [one.text for one in find_quantities(heading) if not one.soft] == []
    assert heading.isprintable()
    assert len(heading) <= 16


def test_a_heading_of_the_stock_reads_as_its_own_topic() -> None:
    mistaken = {
        heading: infer_topic(heading)
        for one in stock_sets(TWICE)
        for (section_id, heading), section in zip(one.headings.items(), TWICE.sections, strict=True)
        if "原有" not in heading and infer_topic(heading) not in {section.topic, None}
    }
    assert mistaken == {}


def test_titles_of_the_stock_claim_nothing() -> None:
    assert len(set(stock_titles())) >= 6
    for title in stock_titles():
        first, second = title.split("，")
        assert len(first) == len(second)
        assert check_text(facts=[], text=f"{title}。") == []


def test_a_second_section_of_a_topic_gets_another_heading_or_keeps_its_own() -> None:
    for one in stock_sets(document_with(Topic.WELFARE, Topic.WELFARE, Topic.WELFARE)):
        headings = list(one.headings.values())
        assert len(set(headings)) == 3
        assert headings[2] == "原有标题2"


def test_a_document_of_an_overview_alone_has_nothing_to_head() -> None:
    assert stock_sets(document_with(Topic.OVERVIEW)) == ()
    assert stock_sets(document_with()) == ()


SECTIONS = document_with(Topic.WELFARE, Topic.CULTURE, Topic.WOMEN, facts=("慰问困难职工32户",)).sections


@pytest.mark.parametrize(
    ("headings", "length", "structure", "variety", "content"),
    [
        (["办好暖心实事", "丰富文体生活", "关爱女工成长"], 1.0, 1.0, 1.0, 1.0),
        (["办好暖心实事，送去温暖", "丰富文体生活", "关爱女工成长"], 2 / 3, 2 / 3, 1.0, 1.0),
        (["以情暖心解忧", "丰富文体生活", "关爱女工成长"], 1.0, 2 / 3, 1.0, 1.0),
        (["丰富慰问形式", "丰富文体生活", "关爱女工成长"], 1.0, 1.0, 1 / 3, 1.0),
        (["办好暖心实事", "张灯结彩一堂", "慰问了大家伙"], 1.0, 2 / 3, 1.0, 0.5),
    ],
)
def test_a_set_is_scored_by_length_structure_words_and_content(
    headings: list[str], length: float, structure: float, variety: float, content: float
) -> None:
    score = score_headings(headings, SECTIONS)
    assert score.length == pytest.approx(length)
    assert score.structure == pytest.approx(structure)
    assert score.variety == pytest.approx(variety)
    assert score.content == pytest.approx(content, abs=0.1)
    assert score.parallel == pytest.approx((score.length + score.structure + score.variety) / 3)
    assert 0.0 <= score.total <= 1.0


def test_a_better_set_has_the_higher_score() -> None:
    document = document_with(Topic.WELFARE, Topic.CULTURE, Topic.WOMEN)
    even = scored_set(document, ["办好暖心实事", "丰富文体生活", "关爱女工成长"], style="甲", engine="llm")
    uneven = scored_set(document, ["办实事", "文体生活丰富多彩", "女工工作"], style="乙", engine="llm")
    assert even.score.total > uneven.score.total


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["一、办好暖心实事", "二、丰富文体生活", "三、关爱女工成长"], True),
        (["帮扶服务：办好暖心实事", "文体活动：丰富文体生活", "女职工：关爱女工成长"], True),
        (["××学校工会2024年工作总结", "办好暖心实事", "丰富文体生活", "关爱女工成长"], True),
        (["办好暖心实事", "办好暖心实事", "丰富文体生活", "关爱女工成长"], True),
        (["办好暖心实事", "丰富文体生活"], False),
        (["办好暖心实事", "丰富文体生活", "关爱女工成长", "多出一个标题"], False),
        (["办好暖心实事" * 9, "丰富文体生活", "关爱女工成长"], False),
        ([], False),
    ],
)
def test_a_models_lines_become_one_heading_for_each_section_or_none(lines: list[str], headings: bool) -> None:
    document = document_with(Topic.OVERVIEW, Topic.WELFARE, Topic.CULTURE, Topic.WOMEN)
    fitted = fitted_lines(lines, document)
    assert fitted == (("办好暖心实事", "丰富文体生活", "关爱女工成长") if headings else None)


def test_the_overview_gets_no_heading() -> None:
    assert Counter(section.topic for section in sections_to_head(EVERY))[Topic.OVERVIEW] == 0
