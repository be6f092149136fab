"""Facts, findings, fidelity and versions as nodes."""

from datetime import datetime

import pytest
from node_reading import acts, text_of, walk

from summarizer.domain import (
    Document,
    Fact,
    Finding,
    Period,
    Report,
    Section,
    SectionReport,
    Topic,
    UnitKind,
)
from summarizer.ui import evidence

PERIOD = Period(year=2024)
NOW = datetime(2024, 12, 20, 10, 32).astimezone()
FACTS = (
    Fact(id="f1", text="1月慰问困难职工32户，发放慰问金4.8万元", last_year="28户"),
    Fact(id="f2", text="送清凉3次"),
    Fact(id="f3", text="食堂改造尚未验收", shelved=True),
)


def make_section(*, text: str = "", locked: bool = False) -> Section:
    return Section(id="s", heading="关心关爱", topic=Topic.WELFARE, facts=FACTS, text=text, locked=locked)


REPORT = SectionReport(section_id="s", facts_total=2, facts_written=1, unwritten=(1,))


def test_chips_name_the_kind_of_every_atom() -> None:
    chips = [text_of(chip) for chip in evidence.chips(FACTS[0].text, PERIOD).kids]
    assert chips == ["日期1月", "数量32户", "金额4.8万元"]


@pytest.mark.parametrize(
    ("text", "locked", "offered"),
    [("", False, []), ("慰问", False, [("complete", "f2")]), ("慰问", True, [])],
)
def test_only_unwritten_facts_of_an_open_draft_offer_to_be_added(
    text: str, locked: bool, offered: list[tuple[str, str]]
) -> None:
    found = acts(*evidence.facts(make_section(text=text, locked=locked), REPORT, PERIOD))
    assert [act for act in found if act[0] == "complete"] == offered


def test_every_fact_can_be_shelved_and_moved_and_a_shelved_one_taken_back() -> None:
    found = acts(*evidence.facts(make_section(text="", locked=False), REPORT, PERIOD))
    assert found == [
        ("shelve", "f1"),
        ("move", "f1"),
        ("shelve", "f2"),
        ("move", "f2"),
        ("unshelve", "f3"),
    ]


def test_a_fact_says_whether_it_is_written_and_last_years_value() -> None:
    rows = evidence.facts(make_section(text="慰问"), REPORT, PERIOD)[0].kids
    assert "去年：28户" in text_of(rows[0])
    assert "已写入 ✓" in text_of(rows[0])
    assert "未写入" in text_of(rows[1])
    assert "暂不写" in text_of(rows[2])


def test_a_fact_written_with_another_figure_is_not_called_written() -> None:
    wrong = Finding(kind="figure_changed", severity="error", start=0, end=3, text="33户", fact=0)
    report = SectionReport(section_id="s", findings=(wrong,), unwritten=(1,))
    rows = evidence.facts(make_section(text="33户"), report, PERIOD)[0].kids
    assert "有出入" in text_of(rows[0])
    assert "已写入" not in text_of(rows[0])


def test_what_the_message_already_says_is_not_said_twice() -> None:
    wrong = Finding(
        kind="figure_changed",
        severity="error",
        start=0,
        end=3,
        text="33户",
        expected="32户",
        message="应为32户。",
    )
    nodes = evidence.findings("33户", SectionReport(section_id="s", findings=(wrong,)))
    assert "事实中是" not in text_of(*nodes)


def test_facts_are_shown_page_by_page() -> None:
    rows = evidence.facts(make_section(), REPORT, PERIOD, first=1, count=1)[0].kids
    assert [row.kids[0].text for row in rows] == ["送清凉3次"]


def test_findings_are_grouped_gravest_first_with_what_was_expected_and_their_context() -> None:
    text = "春节前夕工会走访慰问困难职工33户，发放慰问金约5万元。"
    wrong = Finding(
        kind="figure_changed",
        severity="error",
        start=14,
        end=17,
        text="33户",
        expected="32户",
        message="数字不同。",
    )
    about = Finding(kind="imprecise", severity="warn", start=23, end=27, text="约5万元", message="不精确。")
    missing = Finding(
        kind="fact_missing", severity="warn", start=None, end=None, text="送清凉3次", message="没有写。"
    )
    nodes = evidence.findings(text, SectionReport(section_id="s", findings=(missing, about, wrong)))
    assert [node.text for node in nodes if node.tag == "h4"] == ["必须核对　1", "请斟酌　2"]
    shown = text_of(*nodes)
    assert "数字不同。事实中是：32户" in shown
    assert "走访慰问困难职工33户，发放慰问金" in shown
    assert "送清凉3次" in shown


def test_a_quote_never_reaches_into_another_paragraph() -> None:
    odd = Finding(
        kind="figure_unsupported", severity="error", start=3, end=5, text="3户", message="没有出处。"
    )
    nodes = evidence.findings("前文\n3户\n后文", SectionReport(section_id="s", findings=(odd,)))
    quote = next(node for node in walk(*nodes) if node.look == "quote")
    assert text_of(quote) == "…3户…"


def test_a_fact_that_is_not_written_is_told_once_and_completed_where_it_is_told() -> None:
    missing = Finding(
        kind="fact_missing",
        severity="error",
        start=None,
        end=None,
        text="送清凉3次",
        message="这条事实没有写进正文。",
        expected="送清凉3次",
        fact=1,
    )
    report = SectionReport(section_id="s", findings=(missing,), unwritten=(1,))
    nodes = evidence.findings("慰问。", report, facts=FACTS)
    assert text_of(*nodes).count("送清凉3次") == 1
    assert acts(*nodes) == [("complete", "f2")]
    assert not acts(*evidence.findings("慰问。", report))


def test_the_fidelity_line_counts_facts_atoms_leaks_and_gaps() -> None:
    report = SectionReport(
        section_id="s", facts_total=7, facts_written=6, atoms_total=12, atoms_supported=12, placeholders=1
    )
    assert text_of(evidence.fidelity(report)) == "保真事实 6/7数据 12/12泄漏 0待补 1"


def test_every_number_of_the_fidelity_line_is_explained_and_none_is_praised_without_a_text() -> None:
    line = evidence.fidelity(SectionReport(section_id="s"))
    assert all(part.hint for part in line.kids[1:])
    assert not [kid for part in line.kids for kid in part.kids if kid.look == "good"]


def test_the_fidelity_table_has_a_row_per_section_and_their_sum() -> None:
    section = make_section(text="慰问")
    document = Document(
        id="d", title="题", unit="会", kind=UnitKind.SCHOOL, period=PERIOD, sections=(section,)
    )
    table = evidence.fidelity_table(document, Report(sections=(REPORT,)))
    rows = [[text_of(cell) for cell in row.kids] for row in table.kids[1].kids]
    assert rows == [
        ["一、关心关爱", "1/2", "0/0", "0", "—", "0", "0"],
        ["合计", "1/2", "0/0", "0", "—", "0", "0"],
    ]
