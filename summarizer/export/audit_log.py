"""The audit log as a table, a .csv and a .xlsx: who did what to which thing, and when, by Chinese time."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from summarizer.domain import SYSTEM, AuditAction, AuditEntry
from summarizer.export.workbook import write_workbook
from summarizer.text.china_time import CHINA

COLUMNS: Final = ("序号", "时间", "人员", "操作", "对象", "说明")
SHEET: Final = "审计记录"
SYSTEM_NAME: Final = "系统管理员"
_TOLD_IN_DETAIL: Final = frozenset({AuditAction.INVITE, AuditAction.WITHDRAW, AuditAction.AUDIT_EXPORT})
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV Injection); names come from outside.
_FORMULA_MARKS: Final = ("=", "+", "-", "@", "\t", "\r")


def audit_rows(entries: Sequence[AuditEntry], names: Mapping[str, str]) -> list[tuple[object, ...]]:
    """One row of COLUMNS for each entry, in the order given.

    Args:
        entries: of the log.
        names: of users and organisations by id; who is not among them is told by their id.
    """
    return [
        (
            entry.number,
            f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
            SYSTEM_NAME if entry.user_id == SYSTEM else names.get(entry.user_id, entry.user_id),
            entry.action.label,
            "" if entry.action in _TOLD_IN_DETAIL else names.get(entry.subject_id, entry.subject_id),
            entry.detail,
        )
        for entry in entries
    ]


def audit_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """The rows under their header as UTF-8 with a byte order mark, without which Excel reads GBK."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([COLUMNS, *([_cell(value) for value in row] for row in rows)])
    return stream.getvalue().encode("utf-8-sig")


def audit_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """The rows under their header as a .xlsx."""
    return write_workbook({SHEET: [COLUMNS, *rows]})


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
