"""Units with facts, as a test needs them."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from summarizer.domain import Document
from summarizer.factsheet import parse_fact_sheet


def sheet_text(unit: str, *facts: str, period: str = "2024年度", heading: str = "帮扶救助") -> str:
    front = f"---\nunit: {unit}\nkind: school\nperiod: {period}\n---\n"
    return f"{front}## {heading}\n" + "\n".join(f"- {fact}" for fact in facts) + "\n"


def unit_of(unit: str, *facts: str, period: str = "2024年度", heading: str = "帮扶救助") -> Document:
    return parse_fact_sheet(sheet_text(unit, *facts, period=period, heading=heading))


def workbook_of(*rows: Sequence[object]) -> bytes:
    workbook, stream = Workbook(), BytesIO()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(stream)
    return stream.getvalue()
