"""Rows of Excel files as the lines a person would have pasted."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.facts import split_bullets
from summarizer.library.fact_files import read_fact_lines
from summarizer.library.limits import Limits
from summarizer.library.workbook import is_workbook, read_workbook


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet_of(*rows: tuple[object, ...]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (32, "32"),
        (32.0, "32"),
        (4.8, "4.8"),
        (0.1 + 0.2, "0.3"),
        (datetime(2024, 3, 8), "2024年3月8日"),
        (date(2024, 3, 8), "2024年3月8日"),
        ("慰问\n困难职工", "慰问 困难职工"),
        (None, ""),
        (True, "是"),
    ],
)
def test_a_cell_reads_as_excel_shows_it(value: object, shown: str) -> None:
    assert read_workbook(sheet_of(("项", value, "末"))) == (f"项\t{shown}\t末",)


@pytest.mark.parametrize(("share", "shown"), [(0.953, "95.3%"), (1.0, "100%"), (0.07, "7%")])
def test_a_percentage_keeps_its_sign(share: float, shown: str) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "办结率", share
    sheet["B1"].number_format = "0.00%"
    assert read_workbook(saved(workbook)) == (f"办结率\t{shown}",)


def test_empty_rows_and_hidden_sheets_are_left_out() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["送清凉", 3, "次"])
    sheet.append([None, None])
    sheet.append(["慰问", 32, "户"])
    hidden = workbook.create_sheet("草稿")
    hidden.append(["旧数据", 1])
    hidden.sheet_state = "hidden"
    assert read_workbook(saved(workbook)) == ("送清凉\t3\t次", "慰问\t32\t户")


def test_rows_become_the_bullets_a_paste_from_excel_would() -> None:
    content = sheet_of(("慰问困难职工", 32, "户"), ("送清凉", 3, "次"))
    assert split_bullets(read_fact_lines(content, "台账.xlsx")) == ("慰问困难职工32户", "送清凉3次")


def test_a_text_file_gives_its_lines() -> None:
    lines = read_fact_lines("1.慰问困难职工32户\n2.送清凉3次\n".encode("gb18030"), "事实.txt")
    assert split_bullets(lines) == ("慰问困难职工32户", "送清凉3次")


def test_too_many_rows_are_refused() -> None:
    content = sheet_of(*(("行", number) for number in range(5_001)))
    with pytest.raises(TooLargeError, match="5000行"):
        read_workbook(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(TooLargeError, match="过大"):
        read_workbook(sheet_of(("甲", 1)), limits=Limits(unpacked_bytes=100))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_workbook_is_refused(kept: float) -> None:
    content = sheet_of(*(("慰问", number) for number in range(50)))
    with pytest.raises(UnreadableFileError, match="Excel"):
        read_workbook(content[: int(len(content) * kept)])


def test_a_damaged_sheet_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(sheet_of(("甲", 1)))) as whole, zipfile.ZipFile(stream, "w") as broken:
        for entry in whole.namelist():
            content = whole.read(entry)
            broken.writestr(entry, content[: len(content) // 2] if "sheet1" in entry else content)
    assert is_workbook(stream.getvalue())
    with pytest.raises(UnreadableFileError, match="已损坏"):
        read_workbook(stream.getvalue())
