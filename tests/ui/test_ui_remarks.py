"""Proofreading remarks as nodes, and taken in the workbench."""

from collections.abc import Callable

import pytest
from node_reading import acts, text_of, walk
from streamlit.testing.v1 import AppTest
from ui_steps import click, shown

from summarizer.domain import Document
from summarizer.pipeline import Pipeline
from summarizer.proofread import proofread
from summarizer.ui import remarks

pytest_plugins = ["ui_fixtures"]

TEXT = "全年慰问困难职工32户,送去了关怀。。"


def test_each_remark_shows_its_place_and_offers_its_fix() -> None:
    found = proofread(TEXT)
    nodes = remarks.remarks(TEXT, found)
    told = text_of(*nodes)
    assert "改为“，”" in told
    assert "GB/T 15834" in told
    targets = [node.target for node in walk(*nodes) if node.target is not None]
    assert targets == [(one.start, one.end) for one in found]
    assert [name for _, name in acts(*nodes)] == [
        remarks.name_of(one) for one in found if one.suggestion is not None
    ]


def test_a_locked_text_offers_no_fix() -> None:
    assert acts(*remarks.remarks(TEXT, proofread(TEXT), locked=True)) == []


def test_a_clean_text_shows_nothing() -> None:
    assert remarks.remarks("慰问困难职工32户。", proofread("慰问困难职工32户。")) == ()


@pytest.fixture
def written(pipeline: Pipeline, document: Document) -> Document:
    section = document.sections[0]
    pipeline.save_text(document.id, section.id, TEXT, revision=section.revision)
    return pipeline.load(document.id)


def test_the_section_in_hand_is_put_right_at_once(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    section = written.sections[0]
    app = desk(written)
    assert "改为" in "".join(shown(app, "remarks"))
    app = click(app, f"desk:remarks-all:{section.id}")
    assert pipeline.load(written.id).sections[0].text == "全年慰问困难职工32户，送去了关怀。"
    assert not shown(app, "remarks")


def test_the_dialog_puts_every_section_right(
    desk: Callable[[Document], AppTest], pipeline: Pipeline, written: Document
) -> None:
    second = written.sections[1]
    pipeline.save_text(written.id, second.id, "送清凉3次,惠及560人次。", revision=second.revision)
    app = click(desk(written), "desk:remarks:open")
    before = [one.text for one in pipeline.load(written.id).sections]
    app = click(app, "desk:remarks:everything")
    assert [one.text for one in pipeline.load(written.id).sections] == [
        "全年慰问困难职工32户，送去了关怀。",
        "送清凉3次，惠及560人次。",
    ]
    click(app, "app:undo:last")
    assert [one.text for one in pipeline.load(written.id).sections] == before
