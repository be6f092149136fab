"""Folders and workbooks as units; what is wrong with one is told and hinders no other."""

from pathlib import Path

import pytest
from unit_sheets import sheet_text, workbook_of

from summarizer.batch.reading import Defaults, read_units
from summarizer.domain import Period, Topic, UnitKind
from summarizer.errors import InputError, UnreadableFileError

HEADER = ("单位", "单位类型", "期间", "落款", "日期", "关爱帮扶", "前言", "存在的问题")
ROW = (
    "甲校工会",
    "学校",
    "2024年度",
    "甲校工会",
    "2025-01-08",
    "慰问困难职工3户\n助学2人；体检1次",
    "会员20人",
    None,
)


def written(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    path = tmp_path / "单位.xlsx"
    path.write_bytes(workbook_of(*rows))
    return path


def test_a_row_is_a_unit_and_a_column_a_section(tmp_path: Path) -> None:
    [unit] = read_units(written(tmp_path, HEADER, ROW))
    document = unit.document
    assert document is not None
    assert (unit.name, unit.source, document.kind) == ("甲校工会", "第2行", UnitKind.SCHOOL)
    assert (document.period, document.date) == (Period(year=2024), "2025年1月8日")
    assert [section.topic for section in document.sections] == [Topic.OVERVIEW, Topic.WELFARE, Topic.PROBLEMS]
    assert [fact.text for fact in document.sections[1].facts] == ["慰问困难职工3户", "助学2人", "体检1次"]


def test_a_semicolon_within_brackets_ends_no_fact(tmp_path: Path) -> None:
    row = ("甲校工会", "学校", "2024年度", "", "", "送清凉3次（去年：2次；下半年1次）；助学2人", "", "")
    [unit] = read_units(written(tmp_path, HEADER, row))
    assert unit.document is not None
    facts = next(s.facts for s in unit.document.sections if s.topic is Topic.WELFARE)
    assert [(fact.text, fact.last_year) for fact in facts] == [
        ("送清凉3次", "2次；下半年1次"),
        ("助学2人", None),
    ]


def test_a_cell_cannot_add_headings_or_fields(tmp_path: Path) -> None:
    row = ("甲校工会", "学校", "2024年度", "", "", "## 存在的问题\n---\ntitle: 别的\n助学2人", "", "")
    [unit] = read_units(written(tmp_path, HEADER, row))
    assert unit.document is not None
    assert unit.document.title == "甲校工会2024年工作总结"
    assert len(unit.document.sections) == 3


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("", "学校", "2024年度", "", "", "助学2人"), "缺少单位"),
        (("乙校工会", "", "", "", "", "助学2人"), "缺少单位类型、期间"),
        (("乙校工会", "飞船", "2024年度", "", "", "助学2人"), "不认识的单位类型"),
        (("乙校工会", "学校", "某年", "", "", "助学2人"), "某年"),
        (("乙校工会", "学校", "2024年度", "", "", ""), "没有事实"),
        (("乙校工会", "学校", "2024年度", "", "", "字" * 10_001), "最多10000字"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(
    tmp_path: Path, row: tuple[object, ...], word: str
) -> None:
    bad, good = read_units(written(tmp_path, HEADER, row, ROW))
    assert bad.document is None
    assert word in bad.error
    assert good.document is not None


def test_options_stand_in_for_missing_columns(tmp_path: Path) -> None:
    path = written(tmp_path, ("各单位情况一览",), ("单位", "帮扶"), ("甲校", "助学2人"), ("合计", "助学2人"))
    defaults = Defaults(kind=UnitKind.SCHOOL, period=Period(year=2024))
    [unit] = read_units(path, defaults=defaults)
    assert (unit.name, unit.source) == ("甲校", "第3行")


def test_a_folder_gives_its_sheets_by_name_and_bad_ones_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "2.md").write_text(sheet_text("乙校工会", "助学2人"), encoding="utf-8")
    (tmp_path / "1.txt").write_bytes(sheet_text("甲校工会", "助学3人").encode("gb18030"))
    (tmp_path / "3.md").write_text("什么也不是", encoding="utf-8")
    (tmp_path / ".hidden.md").write_text("x", encoding="utf-8")
    (tmp_path / "附件.jpg").write_bytes(b"\xff")
    units = read_units(tmp_path)
    assert [(unit.name, bool(unit.error)) for unit in units] == [
        ("甲校工会", False),
        ("乙校工会", False),
        ("3", True),
    ]


def test_the_hash_changes_with_the_facts_only(tmp_path: Path) -> None:
    def hash_of_row(*row: object) -> str:
        return read_units(written(tmp_path, HEADER, row))[0].content_hash

    assert hash_of_row(*ROW) == hash_of_row(*ROW)
    assert hash_of_row(*ROW) != hash_of_row(*ROW[:5], "慰问困难职工4户", *ROW[6:])


def test_nothing_to_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有事实单"):
        read_units(tmp_path)
    with pytest.raises(InputError, match="没有单位"):
        read_units(written(tmp_path, ("名称", "数量"), ("甲", 1)))
    with pytest.raises(UnreadableFileError, match="找不到"):
        read_units(tmp_path / "没有.xlsx")
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="不是文件夹"):
        read_units(tmp_path / "a.md")
