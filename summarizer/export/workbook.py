"""Tables as a .xlsx workbook: text stays text, whatever it begins with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST: Final = 60
_NARROWEST: Final = 8
_LONGEST_CELL: Final = 32_767  # what Excel holds in one cell


def write_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with one worksheet for each name; the first row of each is its header.

    Numbers become numbers, all else text: a cell that begins with = is no formula.

    Args:
        sheets: rows of strings, integers, decimals and None, by the name of the worksheet.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    if workbook.active is not None:
        workbook.remove(workbook.active)
    for name, rows in sheets.items():
        _fill(workbook.create_sheet(name), rows)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _fill(sheet: "Worksheet", rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, int | Decimal):
                cell.value = value
            else:
                cell.value = _as_text(value)
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
            longest = max((len(line) for line in str(value).splitlines()), default=0)
            widths[column] = max(widths.get(column, _NARROWEST), 2 * longest + 2)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST)
    sheet.freeze_panes = "A2"


def _as_text(value: object) -> str:
    """The text without the control characters that XML cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", str(value)))[:_LONGEST_CELL]
