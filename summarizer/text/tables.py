"""Rows pasted from a table with a row of headings: each becomes a line that says what its figures count."""

import re
from collections.abc import Sequence
from itertools import groupby, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from summarizer.text.characters import clean_line
from summarizer.text.units import match_unit

_CELLS = "\t"
_LEAST_HEADINGS = 2
_LONGEST_HEADING = 14
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%‰]?")
_STOP = re.compile("[。；;！？]")
_ROW_NUMBER = re.compile("序号|编号|行号|No\\.?|#", re.I)
_HEADING = re.compile(
    "(?:主要)?(?:工作)?(?:序号|编号|项目|内容|名称|事项|事实|活动|类别|类型|指标|单位|部门|科室|班组|时间|日期|月份|地点|对象|备注|说明|情况|负责人)"
    ".{0,4}|.{0,6}(?:数|数量|数值|数据|人次|户次|场次|金额|经费|费用|标准|合计|总计|比例|[^，]率)|(?:去年|上年|同期|今年|本年|本期).{0,4}"
)
_UNIT = re.compile("[（(](?:单位[：:])?(?P<unit>[\u4e00-\u9fff%‰㎡]{1,4})[)）]")
_MEASURE = re.compile("(?:计量)?单位")
_LAST_YEAR = re.compile("去年|上年|同期")
_THIS_YEAR = re.compile("今年|本年|本期|完成数?|数[量值据]|总?计|合计|小计")
_SUMS, _MONEY = ("金额", "经费", "费用"), ("金", "费", "款")  # 慰问金4.8万元
# A heading that only says what is counted; its measure word says it, too.
_UNIT_OF = MappingProxyType(
    {
        "人数": "人", "参加人数": "人", "参与人数": "人", "人次": "人次", "参加人次": "人次", "户数": "户",
        "次数": "次", "场数": "场", "场次": "场", "期数": "期", "份数": "份", "件数": "件", "条数": "条",
        "篇数": "篇", "家数": "家", "企业数": "家", "个数": "个", "套数": "套", "册数": "册", "批次": "批次",
    }
)  # fmt: skip


class _Column(NamedTuple):
    """A column: its label, the unit of its figures, and what it holds if no words or figures of this year."""

    label: str = ""
    unit: str = ""
    is_last_year: bool = False
    is_row_number: bool = False
    is_measure: bool = False


def with_headed_rows(lines: Sequence[str]) -> list[str]:
    """`lines`, with the rows of tables that have a row of headings told as plain lines.

    项目 | 人数 | 金额（元） above 走访慰问 | 32 | 48,000 gives 走访慰问32人，金额48,000元; a column of last
    year's values gives （去年：28人）. The headings go, as does a column that numbers the rows. Cells are
    parted by tabs; rows without headings stay as they are.
    """
    told: list[str] = []
    for is_row, group in groupby(lines, key=lambda line: _CELLS in line):
        block = list(group)
        columns = _columns(block) if is_row else None
        told += block if columns is None else (_told(_cells(row), columns) for row in block[1:])
    return told


def _cells(line: str) -> list[str]:
    return [clean_line(cell) for cell in line.split(_CELLS)]


def _columns(block: Sequence[str]) -> list[_Column] | None:
    """The columns of a table, None when its first row is no row of headings."""
    headings, rows = _cells(block[0]), [_cells(row) for row in block[1:]]
    named = [heading for heading in headings if heading]
    if not rows or len(named) < _LEAST_HEADINGS or not all(map(_may_head, named)):
        return None
    known = sum(_HEADING.fullmatch(_UNIT.sub("", heading)) is not None for heading in named)
    counts = any(
        cell and heading and _FIGURE.fullmatch(cell)
        for row in rows
        for heading, cell in zip(headings, row, strict=False)
    )
    return [_column(heading) for heading in headings] if known >= _LEAST_HEADINGS and counts else None


def _may_head(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEADING and not _FIGURE.fullmatch(cell) and not _STOP.search(cell)


def _column(heading: str) -> _Column:
    unit = _UNIT.search(heading)
    label = _UNIT.sub("", heading)
    counted = _UNIT_OF.get(label, "")
    return _Column(
        label="" if counted or _THIS_YEAR.fullmatch(label) else label,
        unit=unit["unit"] if unit else counted,
        is_last_year=_LAST_YEAR.search(label) is not None,
        is_row_number=_ROW_NUMBER.fullmatch(label) is not None,
        is_measure=_MEASURE.fullmatch(label) is not None,
    )


def _told(cells: Sequence[str], columns: Sequence[_Column]) -> str:
    """One row: its words and figures in order, each with its unit, last year's in brackets at the end."""
    pairs = [(cell, column) for cell, column in zip_longest(cells, columns) if cell]
    measure = next((cell for cell, column in pairs if column and column.is_measure and _is_unit(cell)), "")
    line, unit, last_year, before_is_words = "", measure, "", False
    for cell, column in ((cell, column or _Column()) for cell, column in pairs):
        if column.is_row_number or (column.is_measure and measure):
            continue
        is_figure = _FIGURE.fullmatch(cell) is not None
        counted = cell + (column.unit or unit) if is_figure and cell[-1].isdigit() else cell
        if column.is_last_year:
            last_year = f"（去年：{counted}）"
            continue
        unit = (column.unit or measure) if is_figure else unit
        label = "" if not is_figure or (column.label in _SUMS and line.endswith(_MONEY)) else column.label
        is_glued = is_figure and before_is_words and not label
        line += ("" if not line or is_glued else "，") + label + counted
        before_is_words = not is_figure
    return line + last_year


def _is_unit(cell: str) -> bool:
    """Whether a cell holds a measure word and nothing else: 人, 户, 万元."""
    matched = match_unit(cell.removeprefix("万"), 0)
    return matched is not None and matched[1] == len(cell.removeprefix("万"))
