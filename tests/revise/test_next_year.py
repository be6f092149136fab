"""沿用: last year's outline and facts as the beginning of this year's summary."""

from itertools import count

import pytest

from summarizer.domain import Document, Fact, Layout, Period, PeriodSpan, Section, Topic, UnitKind
from summarizer.examples import example_sheet
from summarizer.facts import format_fact, parse_fact
from summarizer.factsheet import parse_fact_sheet
from summarizer.revise.next_year import is_blank, next_year, resumed


def document(*facts: Fact, topic: Topic = Topic.WELFARE, **fields: object) -> Document:
    section = Section(
        id="s", heading="做实关爱", topic=topic, length_chars=300, facts=facts, text="慰问32户。", locked=True
    )
    given: dict[str, object] = {
        "title": "××小学工会2024年工作总结",
        "unit": "××小学工会",
        "signed": "××小学工会",
        "date": "2025年1月8日",
        "layout": Layout(main_recipient="区总工会", attachments=("名册",)),
        **fields,
    }
    return Document(
        id="d",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        sections=(section,),
        **given,  # type: ignore[arg-type]
    )


def following(one: Document) -> Document:
    numbers = count()
    return next_year(one, new_id=lambda: f"new-{next(numbers)}")


def line(text: str, *, topic: Topic = Topic.WELFARE, shelved: bool = False) -> str:
    fact = Fact(id="f", text=text, last_year="28户", shelved=shelved)
    return format_fact(following(document(fact, topic=topic)).sections[0].facts[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年1月慰问困难职工32户，发放慰问金4.8万元",
            "~~__月慰问困难职工__户，发放慰问金__万元（去年：32户、4.8万元）~~",
        ),
        ("3000余人参加，满意率96.5%", "~~__人参加，满意率__%（去年：3000余人、96.5%）~~"),
        (
            "3月22日召开第五届教代会第三次会议，实到43人",
            "~~__月__日召开第__届教代会第__次会议，实到__人（去年：43人）~~",
        ),
        ("审议通过《学校工作报告》", "~~审议通过《学校工作报告》~~"),
        ("三八节举办讲座两场", "~~三八节举办讲座__场（去年：两场）~~"),
        ("12路驾驶员获“最美职工”称号", "~~12路驾驶员获“最美职工”称号~~"),
        ("慰问困难职工三十二户", "~~慰问困难职工__户（去年：三十二户）~~"),
    ],
)
def test_a_fact_keeps_its_words_and_has_blanks_for_its_figures(text: str, expected: str) -> None:
    assert line(text) == expected


def test_plans_and_shelved_facts_give_no_value_of_last_year() -> None:
    assert line("举办培训6期", topic=Topic.PLANS) == "~~举办培训__期~~"
    assert line("举办培训6期", shelved=True) == "~~举办培训__期~~"


def test_outline_sign_off_and_layout_come_along_but_nothing_of_the_year() -> None:
    new = following(document(Fact(id="f", text="送清凉3次")))
    assert (new.title, new.period.year, new.date) == ("××小学工会2025年工作总结", 2025, "")
    assert (new.signed, new.layout) == ("××小学工会", Layout(main_recipient="区总工会"))
    (section,) = new.sections
    assert (section.heading, section.topic, section.length_chars) == ("做实关爱", Topic.WELFARE, 300)
    assert (section.text, section.origin, section.locked) == ("", None, False)
    assert not {new.id, section.id, section.facts[0].id} & {"d", "s", "f"}


def test_a_title_of_ones_own_moves_on_by_a_year() -> None:
    assert following(document(title="2024年度工会工作情况报告")).title == "2025年度工会工作情况报告"


def test_the_part_of_the_year_stays() -> None:
    period = Period(year=2024, span=PeriodSpan.QUARTER, number=3)
    new = following(Document(id="d", title="", unit="甲", kind=UnitKind.SOE, period=period))
    assert new.period == Period(year=2025, span=PeriodSpan.QUARTER, number=3)


@pytest.mark.parametrize("kind", list(UnitKind))
def test_every_line_of_the_examples_is_read_back_as_it_was_written(kind: UnitKind) -> None:
    numbers = count()
    sheet = parse_fact_sheet(example_sheet(kind))
    facts = [fact for section in following(sheet).sections for fact in section.facts]
    assert len(facts) == sum(len(section.facts) for section in sheet.sections)
    for fact in facts:
        assert fact.shelved
        read = parse_fact(format_fact(fact), new_id=lambda: str(next(numbers)))
        assert (read.text, read.last_year, read.shelved) == (fact.text, fact.last_year, True)


def test_a_fact_joins_the_text_when_its_last_blank_is_filled_in() -> None:
    before = (
        Fact(id="a", text="慰问__户，发放__万元", shelved=True),
        Fact(id="b", text="送清凉__次", shelved=True),
        Fact(id="c", text="食堂改造", shelved=True),
    )
    after = (
        Fact(id="a", text="慰问35户，发放__万元", shelved=True),
        Fact(id="b", text="送清凉4次", shelved=True),
        Fact(id="c", text="食堂改造完成", shelved=True),
    )
    assert [fact.shelved for fact in resumed(before, after)] == [True, False, True]
    assert is_blank(before[0])
    assert not is_blank(after[2])
