"""The list of samples and the report of an import as nodes."""

from collections.abc import Iterator

import pytest

from summarizer.domain import (
    IngestedArticle,
    IngestReport,
    IngestStatus,
    Period,
    Sample,
    SampleCard,
    SampleSection,
    SampleView,
    Topic,
    UnitKind,
)
from summarizer.ui import shelf
from summarizer.ui.components.paper import Node

OWN = Sample(
    id="s1",
    title="工会工作总结",
    kind=UnitKind.HOSPITAL,
    period=Period(year=2024),
    source="合集.txt",
    content_hash="h",
)
SHIPPED = Sample(id="s2", title="××小学工会2024年工作总结", builtin=True, source="本项目原创")
NAMELESS = Sample(id="s3", title="", source="无题.docx")


def walk(*nodes: Node) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(*node.kids)


def text_of(*nodes: Node) -> str:
    return "".join(node.text for node in walk(*nodes))


def acts(*nodes: Node) -> list[tuple[str, str]]:
    return [node.act for node in walk(*nodes) if node.act is not None]


def rows_of(*samples: Sample) -> list[Node]:
    cards = [SampleCard(sample=sample, topics={Topic.WELFARE: 2, Topic.PLANS: 1}) for sample in samples]
    (table,) = shelf.table(cards, {"s1": 0.94})
    return list(table.kids[1].kids)


def test_a_row_tells_title_file_kind_period_topics_origin_and_quality() -> None:
    (row,) = rows_of(OWN)
    assert [text_of(cell) for cell in row.kids] == [
        "工会工作总结合集.txt",
        "医院",
        "2024年度",
        "2个",
        "自加",
        "94%",
        "删除",
    ]
    assert row.kids[3].hint == "帮扶与普惠服务×2　下一步打算"


def test_what_the_text_does_not_say_is_named_as_unknown() -> None:
    (row,) = rows_of(NAMELESS)
    assert text_of(row).startswith("（无标题）无题.docx类型不明时段不明")


def test_the_users_own_samples_can_be_deleted_and_shipped_ones_hidden() -> None:
    assert acts(*rows_of(SHIPPED)) == [("open", "s2"), ("hide", "s2")]
    assert acts(*rows_of(OWN)) == [("open", "s1"), ("remove", "s1")]


def test_an_empty_list_gives_no_table() -> None:
    assert shelf.table([], {}) == ()
    assert shelf.import_rows([]) == ()


ADDED = IngestReport(
    name="合集.txt",
    status=IngestStatus.ADDED,
    notes=("标题说有7篇，实际找到2篇。",),
    articles=(
        IngestedArticle(sample=OWN, sections=4, removed=5, suspect=1, copies=2),
        IngestedArticle(sample=NAMELESS, sections=3, known=True),
    ),
    left_out=(("写作指南", "这是写作教程，不是总结"),),
)
REFUSED = IngestReport(
    name="照片.docx", status=IngestStatus.REFUSED, reason="这是图片，里面没有可读取的文字。"
)


def test_an_import_tells_of_each_file_what_was_found_cleaned_and_left_out() -> None:
    told = text_of(*shelf.import_rows([ADDED]))
    for words in (
        "合集.txt",
        "已入库",
        "标题说有7篇，实际找到2篇。",
        "4节　删去5处　存疑1处　2段与其他范文雷同",
        "没有重复存入",
        "未收“写作指南”：这是写作教程，不是总结",
    ):
        assert words in told
    assert "改正0处" not in told
    assert acts(*shelf.import_rows([ADDED])) == [("open", "s1"), ("open", "s3")]


def test_a_refused_file_has_its_one_sentence_and_nothing_to_open() -> None:
    rows = shelf.import_rows([REFUSED])
    assert "未入库" in text_of(*rows)
    assert "这是图片" in text_of(*rows)
    assert not acts(*rows)


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ([ADDED], "已入库1份，1份已在库中"),
        ([REFUSED, REFUSED], "已入库0份，2个文件未入库"),
        ([ADDED, REFUSED], "已入库1份，1份已在库中，1个文件未入库"),
    ],
)
def test_the_tally_counts_samples_and_refused_files(reports: list[IngestReport], sentence: str) -> None:
    assert shelf.tally(reports) == sentence


def test_sections_stand_with_number_level_and_topics() -> None:
    view = SampleView(
        sample=OWN,
        original="",
        cleaned="",
        sections=(
            SampleSection(heading="", level=1, numbering="", topics=(Topic.OVERVIEW,), text="开头。"),
            SampleSection(
                heading="帮扶",
                level=2,
                numbering="（一）",
                topics=(Topic.WELFARE, Topic.RIGHTS),
                text="甲。\n乙。",
            ),
        ),
    )
    nodes = shelf.sections(view)
    assert text_of(*nodes) == (
        "（开头）前言更正主题开头。（一）帮扶帮扶与普惠服务维权与劳动关系更正主题甲。乙。"
    )
    assert [node.look for node in walk(*nodes) if "level" in node.look] == [
        "section-heading level-1",
        "section-heading level-2",
    ]
