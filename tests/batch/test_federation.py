"""The federation's fact sheet and the provenance of its sums."""

from unit_sheets import unit_of

from summarizer.batch.federation import Federation, federation_sheet, provenance_json, provenance_sheets
from summarizer.batch.summing import merge_units
from summarizer.domain import Document, Period, UnitKind
from summarizer.factsheet import parse_fact_sheet, write_fact_sheet
from summarizer.pipeline import draft_document

MERGED = merge_units(
    [
        unit_of("甲厂工会", "慰问困难职工32户，发放4.8万元（去年：20户）", "会员183人", "满意率95%"),
        unit_of("乙厂工会", "慰问困难职工28户，发放3600元（去年：30户）", "开展安全检查"),
        unit_of("丙厂工会", "会员20人", "开展安全检查"),
    ]
)
FEDERATION = Federation(unit="××区总工会", kind=UnitKind.OFFICE, period=Period(year=2024))


def sheet() -> Document:
    document, left_out = federation_sheet(FEDERATION, MERGED)
    assert left_out == 0
    return document


def test_its_facts_are_the_sums_with_the_number_of_units_that_gave_them() -> None:
    facts = [(fact.text, fact.last_year) for section in sheet().sections for fact in section.active_facts]
    assert facts == [
        ("汇总3个单位的工作情况", None),
        ("2个单位慰问困难职工60户，发放5.16万元", "50户"),
        ("2个单位会员203人", None),
        ("2个单位开展安全检查", None),
    ]


def test_facts_that_were_not_added_come_along_shelved_under_their_unit() -> None:
    shelved = [fact.text for section in sheet().sections for fact in section.facts if fact.shelved]
    assert shelved == ["甲厂工会：满意率95%"]


def test_the_sheet_can_be_written_read_and_drafted() -> None:
    document = sheet()
    again = parse_fact_sheet(write_fact_sheet(document))
    assert write_fact_sheet(again) == write_fact_sheet(document)
    drafted = draft_document(again, engine="offline")
    assert drafted.report.facts_written == drafted.report.facts_total == 4
    assert drafted.report.errors == 0
    text = "".join(section.text for section in drafted.document.sections)
    assert "60户" in text
    assert "满意率" not in text


def test_the_provenance_names_every_addend_and_who_is_missing() -> None:
    shape = provenance_json(MERGED, skipped=[("丁.md", "读不了。")])
    first = shape["sums"][0]  # type: ignore[index]
    assert first["formula"] == "32户+28户=60户（2个单位）"
    assert first["missing"] == ["丙厂工会"]
    assert [share["unit"] for share in first["shares"]] == ["甲厂工会", "乙厂工会"]
    assert shape["skipped"] == [{"source": "丁.md", "reason": "读不了。"}]
    sheets = provenance_sheets(MERGED, skipped=[("丁.md", "读不了。")])
    assert list(sheets) == ["合计", "明细", "未合计", "未计入单位"]
    assert len(sheets["合计"]) == 1 + 3
    assert ("甲厂工会", "帮扶与普惠服务", "满意率95%", "比率、平均数和增减不能相加") in sheets["未合计"]


def test_facts_beyond_the_limit_are_counted_and_not_lost_silently() -> None:
    units = [
        unit_of(f"第{unit}厂工会", *(f"第{unit}厂{row}号车间合格率95%" for row in range(1100)))
        for unit in "甲乙"
    ]
    document, left_out = federation_sheet(FEDERATION, merge_units(units))
    facts = sum(len(section.facts) for section in document.sections)
    assert facts == 2000
    assert left_out == 2200 - 1999
