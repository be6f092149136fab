"""Splitting and merging sections in the workbench."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, open_section, outline_rows, run, words

from summarizer.domain import Document, Section
from summarizer.pipeline import Pipeline
from summarizer.ui.panes.section_settings import split_places

pytest_plugins = ["ui_fixtures"]

TEXT = "1月慰问困难职工32户，发放慰问金4.8万元。送清凉3次，惠及560人次。"


@pytest.fixture
def written(pipeline: Pipeline, document: Document) -> Document:
    section = document.sections[1]
    pipeline.save_text(document.id, section.id, TEXT, revision=section.revision)
    return pipeline.load(document.id)


def headings(pipeline: Pipeline, document: Document) -> list[str]:
    return [section.heading for section in pipeline.load(document.id).sections]


def test_a_section_is_split_at_a_sentence_and_joined_again_by_undo(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    section = written.sections[1]
    app = open_section(desk(written), section.id)
    app.text_input(key=f"desk:split-heading:{section.id}").set_value("送清凉到一线")
    app = click(run(app), f"desk:split:{section.id}")
    assert headings(pipeline, written) == ["思想引领", "关心关爱", "送清凉到一线"]
    assert "已拆成两节" in words(app)
    click(app, "app:undo:last")
    assert headings(pipeline, written) == ["思想引领", "关心关爱"]
    assert pipeline.load(written.id).sections[1].text == TEXT


def test_a_split_without_a_heading_says_what_is_missing(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    section = written.sections[1]
    app = click(open_section(desk(written), section.id), f"desk:split:{section.id}")
    assert "请填写这一节的标题" in words(app)
    assert headings(pipeline, written) == ["思想引领", "关心关爱"]


def test_a_section_is_joined_to_the_one_before(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    section = written.sections[1]
    app = click(open_section(desk(written), section.id), f"desk:merge:{section.id}")
    assert headings(pipeline, written) == ["思想引领"]
    assert len(pipeline.load(written.id).sections[0].facts) == 3
    click(app, "app:undo:last")
    assert headings(pipeline, written) == ["思想引领", "关心关爱"]


def test_the_first_section_and_a_text_of_one_sentence_offer_neither(
    desk: Callable[[Document], AppTest], document: Document
) -> None:
    first = document.sections[0]
    offered = keys(desk(document))
    assert f"desk:merge:{first.id}" not in offered
    assert f"desk:split:{first.id}" not in offered


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", {}),
        ("只有一句。", {}),
        ("第一句。第二句。", {4: "第二句。…"}),
        ("第一段。又一句。\n第二段。\n\n第三段。", {9: "第二段。  第三段。…", 15: "第三段。…"}),
    ],
)
def test_a_text_is_cut_between_paragraphs_or_else_between_sentences(
    text: str, places: dict[int, str]
) -> None:
    assert split_places(text) == places


def test_the_outline_tells_edited_and_locked_sections_apart(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    first = pipeline.draft_section(written.id, written.sections[0].id)
    assert [row["tag"] for row in outline_rows(desk(written))] == ["", "改"]
    assert isinstance(first, Section)
    pipeline.update_section(written.id, first.id, revision=first.revision, locked=True)
    rows = outline_rows(desk(written))
    assert [row["tag"] for row in rows] == ["锁", "改"]
    assert ["已锁定" in str(rows[0]["state"]), "已编辑" in str(rows[1]["state"])] == [True, True]
