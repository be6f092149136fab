"""The built-in examples, and the sheets other tests are judged on, are sound fact sheets."""

from pathlib import Path

import pytest

from summarizer.domain import Document, PeriodSpan, Topic, UnitKind
from summarizer.examples import example_sheet
from summarizer.factsheet import parse_fact_sheet
from summarizer.outline import infer_topic, load_outline

SHEETS = sorted((Path(__file__).parent / "fixtures" / "sheets").glob("*.md"))


def _facts_total(document: Document) -> int:
    return sum(len(section.facts) for section in document.sections)


@pytest.mark.parametrize("kind", UnitKind)
class TestEveryExample:
    def test_is_a_fact_sheet_of_its_kind_that_is_ready_to_be_signed(self, kind: UnitKind) -> None:
        document = parse_fact_sheet(example_sheet(kind))
        assert document.kind is kind
        assert document.signed == document.unit
        assert document.date
        assert document.title == f"{document.unit}{document.period.label}工作总结"

    def test_follows_the_built_in_outline(self, kind: UnitKind) -> None:
        document = parse_fact_sheet(example_sheet(kind))
        outline = load_outline(kind, document.period)
        assert [(s.heading, s.topic) for s in document.sections] == [
            (row.heading, row.topic) for row in outline.sections
        ]

    def test_has_a_fact_in_every_section_a_last_year_value_and_a_shelved_fact(self, kind: UnitKind) -> None:
        document = parse_fact_sheet(example_sheet(kind))
        assert all(section.active_facts for section in document.sections)
        facts = [fact for section in document.sections for fact in section.facts]
        assert any(fact.last_year for fact in facts)
        assert sum(fact.shelved for fact in facts) == 1


def test_the_school_example_is_a_full_annual_summary() -> None:
    document = parse_fact_sheet(example_sheet(UnitKind.SCHOOL))
    assert document.period.span is PeriodSpan.ANNUAL
    assert len(document.sections) == 10
    assert 35 <= _facts_total(document) <= 45


def test_examples_show_every_span() -> None:
    spans = {parse_fact_sheet(example_sheet(kind)).period.span for kind in UnitKind}
    assert spans == set(PeriodSpan)


def test_there_are_two_sheets_of_each_kind() -> None:
    kinds = sorted(parse_fact_sheet(sheet.read_text(encoding="utf-8")).kind for sheet in SHEETS)
    assert kinds == sorted([*UnitKind, *UnitKind])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
class TestEverySheet:
    def test_holds_as_many_facts_as_a_clerk_collects(self, sheet: Path) -> None:
        document = parse_fact_sheet(sheet.read_text(encoding="utf-8"))
        assert 25 <= _facts_total(document) <= 60
        assert document.sections[0].topic is Topic.OVERVIEW
        assert document.sections[-1].topic is Topic.PLANS

    def test_headings_tell_the_topics_they_are_given(self, sheet: Path) -> None:
        sections = parse_fact_sheet(sheet.read_text(encoding="utf-8")).sections
        assert [infer_topic(section.heading) for section in sections] == [
            section.topic for section in sections
        ]

    def test_keeps_every_bullet_as_one_fact(self, sheet: Path) -> None:
        text = sheet.read_text(encoding="utf-8")
        bullets = sum(line.startswith("- ") for line in text.splitlines())
        assert _facts_total(parse_fact_sheet(text)) == bullets
