"""How values are worded on screen."""

from datetime import datetime, timedelta, timezone

import pytest

from summarizer.domain import (
    Document,
    Finding,
    FindingKind,
    Origin,
    Period,
    Report,
    Section,
    SectionReport,
    Severity,
    Topic,
    UnitKind,
)
from summarizer.ui.wording import length_label, moment, numbered_heading, plain, shape, verdict

NOW = datetime(2024, 12, 20, 10, 32).astimezone()


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("慰问32户", "慰问32户"),
        ("**重点**", r"\*\*重点\*\*"),
        ("[链接](http://x)", "\\[链接\\]\\(http\\:\u2060//x\\)"),
        ("<script>", r"\<script\>"),
        ("# 标题", r"\# 标题"),
        ("$x$", r"\$x\$"),
        (":red[疑]", "\\:\u2060red\\[疑\\]"),
        (":material/home:", "\\:\u2060material/home\\:\u2060"),
        ("a\n\nb", "a b"),
        ("", ""),
    ],
)
def test_markdown_in_a_label_is_shown_as_typed(typed: str, escaped: str) -> None:
    assert plain(typed) == escaped


def make_section(
    number: int, *, topic: Topic = Topic.WELFARE, heading: str = "关心关爱", text: str = ""
) -> Section:
    return Section(
        id=f"s{number}", heading=heading, topic=topic, text=text, origin=Origin.OFFLINE if text else None
    )


def make_document(*sections: Section) -> Document:
    period = Period(year=2024)
    return Document(id="d", title="题", unit="会", kind=UnitKind.SCHOOL, period=period, sections=sections)


def test_headings_are_numbered_without_the_overview() -> None:
    overview = make_section(0, topic=Topic.OVERVIEW, heading="前言")
    document = make_document(overview, make_section(1), make_section(2), make_section(3, heading=""))
    shown = [numbered_heading(document, section) for section in document.sections]
    assert shown == ["前言", "一、关心关爱", "二、关心关爱", "三、（未命名）"]


def finding(kind: FindingKind, severity: Severity) -> Finding:
    return Finding(kind=kind, severity=severity, start=0, end=1, text="3")


@pytest.mark.parametrize(
    ("text", "report", "mark"),
    [
        ("", SectionReport(section_id="s1"), "○"),
        (" \n", SectionReport(section_id="s1"), "○"),
        ("文字", SectionReport(section_id="s1"), "●"),
        ("文字", SectionReport(section_id="s1", unwritten=(0,)), "◐"),
        ("文字", SectionReport(section_id="s1", placeholders=1), "◐"),
        ("文字", SectionReport(section_id="s1", findings=(finding("derived", "info"),)), "●"),
        ("文字", SectionReport(section_id="s1", findings=(finding("imprecise", "warn"),)), "！"),
        ("文字", SectionReport(section_id="s1", findings=(finding("figure_changed", "error"),)), "！"),
        (
            "文字",
            SectionReport(section_id="s1", findings=(finding("fact_missing", "warn"),), unwritten=(0,)),
            "◐",
        ),
    ],
)
def test_a_section_is_marked_by_shape(text: str, report: SectionReport, mark: str) -> None:
    assert shape(make_section(1, text=text), report) == mark


@pytest.mark.parametrize(
    ("report", "drafted", "words"),
    [
        (SectionReport(section_id="s"), 0, "尚未起草"),
        (SectionReport(section_id="s", letters=9), 1, "全部有据"),
        (SectionReport(section_id="s", letters=9, placeholders=2), 1, "2处待补"),
        (
            SectionReport(
                section_id="s", letters=9, findings=(finding("imprecise", "warn"),), placeholders=2
            ),
            1,
            "1处待核",
        ),
    ],
)
def test_the_state_of_checking_is_said_in_a_few_characters(
    report: SectionReport, drafted: int, words: str
) -> None:
    assert verdict(Report(sections=(report,)), drafted=drafted) == words


def test_what_is_not_drafted_yet_is_nothing_to_be_looked_at() -> None:
    empty = SectionReport(section_id="s1", findings=(finding("fact_missing", "error"),), unwritten=(0,))
    written = SectionReport(section_id="s2", letters=9)
    assert verdict(Report(sections=(written, empty)), drafted=1) == "已写的有据"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW, "10:32"),
        (NOW - timedelta(days=1), "昨天 10:32"),
        (NOW - timedelta(days=5), "12月15日 10:32"),
        (NOW.replace(year=2023), "2023年12月20日"),
        (NOW.astimezone(timezone(timedelta(hours=-9))), "10:32"),
    ],
)
def test_a_moment_is_said_as_people_say_it(then: datetime, words: str) -> None:
    assert moment(then, now=NOW) == words


@pytest.mark.parametrize(("chars", "target", "words"), [(312, 350, "312/350字"), (312, 0, "312字")])
def test_a_length_names_its_target_when_there_is_one(chars: int, target: int, words: str) -> None:
    assert length_label(chars, target) == words
