"""The cleaning of a sample as nodes: every edit with its line and reason, like ones together."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from summarizer.domain import SampleEdit
from summarizer.domain.imports import EditKindName
from summarizer.ui import cleaning
from summarizer.ui.components.paper import Node

ORIGINAL = "小编推荐\n一、特亮点\u200b多\n走访\u200b慰问\n，前面缺字\n再\u200b走"


def edit(
    name: str, kind: EditKindName, before: str, after: str, *, nth: int = 0, reason: str = "理由"
) -> SampleEdit:
    start = -1
    for _ in range(nth + 1):
        start = ORIGINAL.index(before, start + 1)
    line = ORIGINAL.count("\n", 0, start) + 1
    return SampleEdit(
        id=name,
        kind=kind,
        line=line,
        start=start,
        end=start + len(before),
        before=before,
        after=after,
        reason=reason,
    )


REMOVED = edit("e1", "removed", "小编推荐\n", "", reason="删去网站的话")
MENDED = edit("e2", "mended", "特亮点", "特色亮点", reason="补回被过滤的字")
UNSEEN = [edit(f"u{nth}", "removed", "\u200b", "", nth=nth, reason="删去不可见字符") for nth in range(3)]
DOUBT = edit("d1", "suspect", "，", "，", reason="前面可能缺字")
EDITS = sorted([REMOVED, MENDED, *UNSEEN, DOUBT], key=lambda one: one.start)


def walk(*nodes: Node) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(*node.kids)


def text_of(*nodes: Node) -> str:
    return "".join(node.text for node in walk(*nodes))


def acts(*nodes: Node) -> list[tuple[str, str]]:
    return [node.act for node in walk(*nodes) if node.act is not None]


def tagged(tag: str, *nodes: Node) -> list[str]:
    return [node.text for node in walk(*nodes) if node.tag == tag]


def test_every_edit_stands_under_what_was_done_with_its_line_and_reason() -> None:
    rows = cleaning.edit_rows(EDITS, ORIGINAL)
    assert tagged("h4", *rows) == ["删去　4处", "改正　1处", "存疑　1处"]
    for words in ("第1行", "删去网站的话", "第2行", "补回被过滤的字", "第4行", "前面可能缺字"):
        assert words in text_of(*rows)
    assert tagged("del", *rows) == ["小编推荐", "（不可见字符）", "特亮点"]
    assert tagged("ins", *rows) == ["特色亮点"]


def test_invisible_edits_of_one_reason_are_one_row() -> None:
    groups = cleaning.grouped(EDITS)
    assert [len(group.edits) for group in groups] == [1, 1, 3, 1]
    assert "第2、3、5行，共3处" in text_of(*cleaning.edit_rows(EDITS, ORIGINAL))


def test_each_row_can_be_put_back_or_settled() -> None:
    assert acts(*cleaning.edit_rows(EDITS, ORIGINAL)) == [
        ("put-back", "e1"),
        ("put-back", "u0"),
        ("put-back", "e2"),
        ("put-back", "d1"),
    ]


def test_what_was_put_back_says_so_and_can_be_cleaned_again() -> None:
    rows = cleaning.edit_rows([replace(REMOVED, is_back=True), replace(DOUBT, is_back=True)], ORIGINAL)
    assert acts(*rows) == [("clean", "e1"), ("clean", "d1")]
    assert "已放回" in text_of(*rows)
    assert "已核对" in text_of(*rows)
    assert not tagged("del", *rows)


def test_the_summary_counts_what_still_stands() -> None:
    assert cleaning.summary(EDITS) == "删去4处　改正1处　存疑1处"
    assert cleaning.summary([replace(one, is_back=True) for one in EDITS]) == ""


def test_the_given_text_shows_every_line_with_its_edits_in_place() -> None:
    (given,) = cleaning.as_given(ORIGINAL, EDITS)
    lines = [text_of(*row.kids[1:]) for row in given.kids]
    assert lines == [
        "小编推荐",
        "一、特亮点特色亮点·多",
        "走访·慰问",
        "，前面缺字",
        "再·走",
    ]
    assert [row.kids[0].text for row in given.kids] == ["1", "2", "3", "4", "5"]
    assert tagged("mark", given) == ["，"]


def test_the_given_text_is_shown_page_by_page() -> None:
    (given,) = cleaning.as_given(ORIGINAL, EDITS, first=1, count=2)
    assert [row.kids[0].text for row in given.kids] == ["2", "3"]
    assert "特色亮点" in text_of(given)


def test_lines_are_numbered_as_in_the_file_they_came_in() -> None:
    (given,) = cleaning.as_given(ORIGINAL, [replace(one, line=one.line + 40) for one in EDITS])
    assert [row.kids[0].text for row in given.kids] == ["41", "42", "43", "44", "45"]


def test_an_edit_over_several_lines_is_struck_out_on_each() -> None:
    whole = SampleEdit(
        id="w", kind="removed", line=1, start=0, end=len("小编推荐\n一、"), before="", after="", reason="甲"
    )
    (given,) = cleaning.as_given(ORIGINAL, [whole])
    assert tagged("del", given) == ["小编推荐", "一、"]


def test_what_was_put_back_stands_in_the_given_text_as_it_was() -> None:
    (given,) = cleaning.as_given(ORIGINAL, [replace(MENDED, is_back=True)])
    assert not tagged("del", given)
    assert "特亮点" in text_of(given)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\n", "（换行）"),
        (" \u3000", "（空格）"),
        ("\u200b\ufeff", "（不可见字符）"),
        ("甲\n乙\n", "甲 ⏎ 乙"),
        ("甲" * 200, "甲" * 160 + "…"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert cleaning.visible(text) == shown
