"""The units' fact sheets: a folder of Markdown files, or a workbook with one unit a row."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from summarizer.domain import Document, Period, Section, Topic, UnitKind
from summarizer.errors import FactSheetError, InputError, SummarizerError
from summarizer.facts import check_fact_count, make_id, parse_facts
from summarizer.factsheet import (
    clean_heading,
    field_name,
    format_date,
    guess_topic,
    load_fact_sheet,
    parse_layout,
    read_bytes,
    write_fact_sheet,
)
from summarizer.library.workbook import is_workbook, read_tables
from summarizer.outline import default_title, parse_kind
from summarizer.text.characters import clean_line
from summarizer.text.dates import parse_period

_SHEETS: Final = frozenset({".md", ".markdown", ".txt"})
# A 、 or ， joins parts of one fact; only these end it. Not inside brackets: （去年：2次；下半年1次）.
_FACT_END: Final = re.compile(r"\n|[；;](?![^（(]*[）)])")
_NO_UNIT: Final = frozenset({"合计", "总计", "小计", "汇总", "备注", "说明"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for rows that do not say it themselves."""

    kind: UnitKind | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheet:
    """One unit's facts, or why they cannot be used.

    Attributes:
        source: the file's name, or the row of the workbook as people count it: 第3行.
        name: the unit's name, the source when it has none that can be read.
        document: None when the facts cannot be used.
        error: one Chinese sentence, "" for a document.
    """

    source: str
    name: str
    document: Document | None = None
    error: str = ""

    @property
    def content_hash(self) -> str:
        """Sha256 of everything the sheet says; "" for one that cannot be used."""
        if self.document is None:
            return ""
        return hashlib.sha256(write_fact_sheet(self.document).encode()).hexdigest()


def read_units(
    source: Path, *, defaults: Defaults | None = None, new_id: Callable[[], str] = make_id
) -> tuple[UnitSheet, ...]:
    """The units of a folder (by file name) or of a workbook (by row); a bad one hinders no other.

    Raises:
        UnreadableFileError, TooLargeError: the workbook cannot be read.
        InputError: there is nothing to read.
    """
    defaults = defaults if defaults is not None else Defaults()
    if source.is_dir():
        units = tuple(_of_file(path, new_id) for path in _files(source))
        if not units:
            message = f"文件夹“{source}”里没有事实单"
            raise InputError(message, hint="请把各单位的事实单（.md）放在这个文件夹里。")
        return units
    content = read_bytes(source)
    if not is_workbook(content):
        message = f"“{source.name}”不是文件夹，也不是 Excel 工作簿（.xlsx）"
        raise InputError(message, hint="请给出放事实单的文件夹，或每行一个单位的 .xlsx。")
    units = tuple(unit for table in read_tables(content) for unit in _of_table(table, defaults, new_id))
    if not units:
        message = f"“{source.name}”里没有单位：表头之下是空的，或者没有“单位”这一列"
        raise InputError(message, hint="第一行写列名：单位、单位类型、期间和各小标题；每行一个单位。")
    return units


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in _SHEETS and not path.name.startswith((".", "~$")):
            yield path


def _of_file(path: Path, new_id: Callable[[], str]) -> UnitSheet:
    try:
        document = load_fact_sheet(path, new_id=new_id)
    except SummarizerError as error:
        return UnitSheet(source=path.name, name=path.stem, error=error.sentence)
    return UnitSheet(source=path.name, name=document.unit, document=document)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What each column holds: a field of the sheet, or the facts of a section under its heading."""

    fields: Mapping[int, str]
    headings: Mapping[int, str]
    width: int = field(default=0)


def _of_table(
    rows: Sequence[Sequence[str]], defaults: Defaults, new_id: Callable[[], str]
) -> Iterator[UnitSheet]:
    """The units of one worksheet; one without a column 单位 holds none."""
    start = next((at for at, row in enumerate(rows) if "unit" in _columns(row).fields.values()), None)
    if start is None:
        return
    columns = _columns(rows[start])
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        values = {name: clean_line(row[at]) for at, name in columns.fields.items() if at < len(row)}
        name = values.get("unit", "")
        if not any(cell.strip() for cell in row) or name in _NO_UNIT:
            continue
        source = f"第{number}行"
        try:
            document = _document(values, columns, row, defaults, new_id)
        except SummarizerError as error:
            yield UnitSheet(source=source, name=name or source, error=error.sentence)
        else:
            yield UnitSheet(source=source, name=name, document=document)


def _columns(header: Sequence[str]) -> _Columns:
    names = {at: clean_line(cell) for at, cell in enumerate(header) if clean_line(cell)}
    fields = {at: key for at, name in names.items() if (key := field_name(name)) is not None}
    headings = {at: clean_heading(name) for at, name in names.items() if at not in fields}
    return _Columns(fields=fields, headings={at: one for at, one in headings.items() if one})


def _document(
    values: Mapping[str, str],
    columns: _Columns,
    row: Sequence[str],
    defaults: Defaults,
    new_id: Callable[[], str],
) -> Document:
    unit = values.get("unit", "")
    kind = parse_kind(values["kind"]) if values.get("kind") else defaults.kind
    period = parse_period(values["period"]) if values.get("period") else defaults.period
    wanted = (("单位", unit), ("单位类型", kind), ("期间", period))
    missing = [name for name, value in wanted if not value]
    if not unit or kind is None or period is None:
        message = f"这一行缺少{'、'.join(missing)}"
        raise FactSheetError(message, hint="请在表中补上这一列，或用 --kind、--period 给出。")
    sections = _sections(columns, row, new_id)
    check_fact_count(sum(len(section.facts) for section in sections))
    if not any(section.facts for section in sections):
        message = "这一行没有事实"
        raise FactSheetError(message, hint="请在小标题各列里填写事实，一条一行。")
    return Document(
        id=new_id(),
        title=values.get("title") or default_title(unit, period),
        unit=unit,
        kind=kind,
        period=period,
        signed=values.get("signed", ""),
        date=format_date(values.get("date", "")),
        layout=parse_layout(values),
        sections=sections,
    )


def _sections(columns: _Columns, row: Sequence[str], new_id: Callable[[], str]) -> tuple[Section, ...]:
    """A section for every heading; the overview, when there is one, comes first."""
    sections = []
    for at, heading in columns.headings.items():
        cell = row[at] if at < len(row) else ""
        facts = parse_facts("\n".join(_FACT_END.split(cell)), new_id=new_id)
        topic = guess_topic(heading, facts)
        sections.append(Section(id=new_id(), heading=heading, topic=topic, facts=facts))
    return tuple(sorted(sections, key=lambda section: section.topic is not Topic.OVERVIEW))
