"""Samples in our own Markdown format."""

import pytest

from summarizer.domain import Period, PeriodSpan, Topic, UnitKind
from summarizer.errors import InputError
from summarizer.library.sample_sheet import read_sample_sheet

SHEET = """---
title: ××小学工会2023年上半年工作总结
unit: ××小学工会
kind: school
period: 2023年上半年
source: 本项目原创
licence: MIT
---
开头的话。

## 前言 {topic=overview}

第一段。
第二段。

## 一、暖心事办在前头 {topic=welfare}

### （一）走访

走访慰问。

## 没有主题的一节

说了什么。
"""


def test_a_sheet_is_read_whole() -> None:
    sheet = read_sample_sheet(SHEET.encode())
    assert sheet is not None
    article = sheet.article
    assert (sheet.unit, sheet.source, sheet.licence) == ("××小学工会", "本项目原创", "MIT")
    assert (article.title, article.kind) == ("××小学工会2023年上半年工作总结", UnitKind.SCHOOL)
    assert article.period == Period(year=2023, span=PeriodSpan.HALF_YEAR, number=1)
    assert [(one.level, one.numbering, one.heading, one.topic, one.text) for one in article.sections] == [
        (1, "", "", Topic.OVERVIEW, "开头的话。"),
        (1, "", "前言", Topic.OVERVIEW, "第一段。\n第二段。"),
        (1, "一、", "暖心事办在前头", Topic.WELFARE, ""),
        (2, "（一）", "走访", Topic.WELFARE, "走访慰问。"),
        (1, "", "没有主题的一节", None, "说了什么。"),
    ]
    assert article.text.splitlines()[:3] == ["××小学工会2023年上半年工作总结", "开头的话。", "前言"]


@pytest.mark.parametrize("turned", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_a_sheet_saved_on_windows_is_the_same(turned: object) -> None:
    assert callable(turned)
    assert read_sample_sheet(turned(SHEET).encode()) == read_sample_sheet(SHEET.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "工会工作总结".encode(),
        b"---\n---\n",
        b"---\njust a line\n---\n## a\n",
        b"---\ntitle: x\n---\n## a\n",
        b"---\ntitle: [x\nkind: soe\n---\n## a\n",
        b"---\n- title\n- kind\n---\n## a\n",
        "---\ntitle: x\nkind: soe\n---\n总结".encode("gb18030"),
        b"--- a rule of dashes\n",
    ],
)
def test_any_other_file_is_none(content: bytes) -> None:
    assert read_sample_sheet(content) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("kind: school", "kind: factory", "六种单位类型"),
        ("period: 2023年上半年", "period: soon", "period"),
        ("topic=welfare", "topic=fun", "已知的主题"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(old: str, new: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read_sample_sheet(SHEET.replace(old, new).encode())
    assert "\n" not in caught.value.sentence
