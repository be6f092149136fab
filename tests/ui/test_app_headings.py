"""拟小标题 and 重新生成 on the workbench: what the dialogs offer, and what their buttons do."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, manuscript, open_section, run, words

from summarizer.domain import Document, RunOptions
from summarizer.drafting.headings import stock_sets
from summarizer.pipeline import Pipeline
from summarizer.ui.panes import regenerate

pytest_plugins = ["ui_fixtures"]

Desk = Callable[[Document], AppTest]


def headings(pipeline: Pipeline, document: Document) -> list[str]:
    return [section.heading for section in pipeline.load(document.id).sections]


def test_every_set_is_shown_with_the_parts_of_its_score(desk: Desk, document: Document) -> None:
    app = click(desk(document), "desk:headings:open")
    told = words(app)
    for one in stock_sets(document):
        assert one.style in told
        assert all(heading in told for heading in one.headings.values())
    assert "对仗100%" in told
    assert "（字数相等100%、结构一致100%、用词不重复100%）" in told
    assert "切题100%" in told
    assert "程序拟写" in told


def test_a_set_is_taken_over_and_taken_back(desk: Desk, document: Document, pipeline: Pipeline) -> None:
    before = headings(pipeline, document)
    app = click(desk(document), "desk:headings:open")
    app = click(app, "desk:headings:take:0")
    assert headings(pipeline, document) in [list(one.headings.values()) for one in stock_sets(document)]
    assert "desk:headings:take:0" not in keys(app)
    assert "已换上这组小标题，共2个。" in words(app)
    app = click(app, next(key for key in keys(app) if "undo" in key))
    assert headings(pipeline, document) == before


def test_a_title_is_taken_over_and_taken_back(desk: Desk, document: Document, pipeline: Pipeline) -> None:
    app = click(desk(document), "desk:headings:open")
    app = click(app, "desk:titles:take:0")
    title = pipeline.load(document.id).title
    assert title.endswith(f"——{document.title}")
    app = click(app, next(key for key in keys(app) if "undo" in key))
    assert pipeline.load(document.id).title == document.title


def test_without_a_model_nothing_is_asked_of_one(desk: Desk, document: Document) -> None:
    app = click(desk(document), "desk:headings:open")
    assert "desk:headings:ask" not in keys(app)


def test_a_section_without_facts_or_locked_cannot_be_written_again(
    desk: Desk, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)
    app = desk(document)
    assert app.button(key=f"desk:regenerate:{section.id}").disabled


def test_another_draft_is_begun_with_what_was_filled_in(
    desk: Desk, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = click(desk(document), f"desk:regenerate:{section.id}")
    assert "没有接通大模型" in words(app)
    app.number_input(key=f"desk:regenerate:length:{section.id}").set_value(120)
    app = click(run(app), f"desk:regenerate:go:{section.id}")
    latest = pipeline.watch_run(document.id)
    assert latest is not None
    assert latest.options == RunOptions(length_chars=120)
    assert [one.section_id for one in latest.sections] == [section.id]
    assert f"desk:regenerate:go:{section.id}" not in keys(app)


def test_what_is_filled_in_becomes_the_options_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = {"wish": " 短些 ", "tone": "凝练", "length": 200, "passages": ["p2", "p1"]}
    state = {f"desk:regenerate:{field}:s": value for field, value in filled.items()}
    monkeypatch.setattr("streamlit.session_state", state)
    assert regenerate.options_on_screen("s") == RunOptions(
        instruction="短些", tone="凝练", length_chars=200, passage_ids=("p2", "p1")
    )
    state.update(
        {"desk:regenerate:tone:s": "照旧", "desk:regenerate:length:s": 0, "desk:regenerate:passages:s": []}
    )
    assert regenerate.options_on_screen("s") == RunOptions(instruction="短些")


def test_a_sentence_that_was_filled_in_is_marked_in_the_text(
    desk: Desk, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    typed = pipeline.save_text(document.id, section.id, "工会重视学习。", revision=section.revision)
    completed = pipeline.complete_fact(document.id, section.id, section.facts[0].id, revision=typed.revision)
    app = open_section(desk(document), section.id)
    signs = {
        completed.text[mark["start"] : mark["end"]]: mark["sign"]
        for mark in manuscript(app, section.id)["marks"]
    }
    assert "补" in signs.values()
    assert completed.text.replace("工会重视学习。", "") in signs
