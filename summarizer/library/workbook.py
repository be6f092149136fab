"""Rows of a .xlsx workbook as lines of cells joined by tabs, as Excel's clipboard gives them."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.text.packages import PACKAGE_DAMAGE, holds_too_many_members, is_too_large

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.worksheet.worksheet import Worksheet

    _Cell: TypeAlias = Cell | MergedCell | EmptyCell | ReadOnlyCell

_Read = TypeVar("_Read")

_MAX_ROWS: Final = 5_000
_MAX_COLUMNS: Final = 50
_WORKBOOK: Final = "xl/workbook.xml"


def is_workbook(content: bytes) -> bool:
    """Whether `content` is a .xlsx or .xlsm package."""
    if holds_too_many_members(content):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_tables(
    content: bytes, *, limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The cells of each visible sheet by rows, empty rows included; line breaks inside a cell are kept.

    Figures are written as `read_workbook` writes them.

    Raises:
        UnreadableFileError: damaged or protected.
        TooLargeError: more rows than anybody reads through, or more bytes unpacked than the limits allow.
    """
    return _opened(content, limits, lambda workbook: tuple(map(_table, _visible(workbook))))


def read_workbook(content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """The rows of all visible sheets in order, empty ones left out.

    Formulas give the values they had when the file was saved; figures are written as Excel shows them:
    whole numbers without a point, percentages with their sign, dates as 2024年3月8日.

    Raises:
        UnreadableFileError: damaged or protected.
        TooLargeError: more rows than anybody reads through, or more bytes unpacked than the limits allow.
    """
    return _opened(content, limits, lambda workbook: tuple(_rows(workbook)))


def _opened(content: bytes, limits: Limits, read: "Callable[[Workbook], _Read]") -> "_Read":
    """What `read` finds in the workbook."""
    from openpyxl import load_workbook

    _refuse_bombs(content, limits)
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        found = read(workbook)
        workbook.close()
    except PACKAGE_DAMAGE as error:
        message = "这个 Excel 文件不完整或已损坏"
        raise UnreadableFileError(
            message, hint="请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入。"
        ) from error
    return found


def _refuse_bombs(content: bytes, limits: Limits) -> None:
    try:
        too_large = is_too_large(content, unpacked_bytes=limits.unpacked_bytes)
    except PACKAGE_DAMAGE as error:
        message = "这个 Excel 文件不完整，可能没有下载完"
        raise UnreadableFileError(message, hint="请重新复制一份，再导入。") from error
    if too_large:
        message = "这个 Excel 文件解压后过大，无法读取"
        raise TooLargeError(message, hint="请把要用的几行另存成一个小文件，再导入。")


def _rows(workbook: "Workbook") -> Iterator[str]:
    count = 0
    for sheet in _visible(workbook):
        for row in sheet.iter_rows(max_col=_MAX_COLUMNS):
            cells = [_shown(cell) for cell in row]
            if not any(cells):
                continue
            count += 1
            if count > _MAX_ROWS:
                raise _too_long()
            yield "\t".join(cells).rstrip("\t")


def _visible(workbook: "Workbook") -> "Iterator[Worksheet]":
    return (sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")


def _table(sheet: "Worksheet") -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows(max_col=_MAX_COLUMNS):
        if len(rows) >= _MAX_ROWS:
            raise _too_long()
        rows.append(tuple(_with_breaks(cell) for cell in row))
    return tuple(rows)


def _too_long() -> TooLargeError:
    message = f"这个表格超过{_MAX_ROWS}行"
    return TooLargeError(message, hint="请只留下要写进总结的行，另存后再导入。")


def _with_breaks(cell: "_Cell") -> str:
    if isinstance(cell.value, str):
        return "\n".join(" ".join(line.split()) for line in cell.value.splitlines())
    return _shown(cell)


def _shown(cell: "_Cell") -> str:
    """What Excel shows in a cell, without line breaks."""
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "是" if value else "否"
        case int() | float() as value:
            return _figure(value, str(cell.number_format or ""))
        case datetime() | date() as value:
            return f"{value.year}年{value.month}月{value.day}日"
        case time() as value:
            return f"{value:%H:%M}"
        case value:
            return " ".join(str(value).split())


def _figure(value: float, number_format: str) -> str:
    percent = "%" in number_format
    # A float of two decimals rarely is one: 4.8 × 100 must not read 480.00000000000006.
    shown = f"{round(value * 100 if percent else value, 6):.6f}".rstrip("0").rstrip(".")
    return f"{shown}%" if percent else shown
