"""导出 and 设置, driven through Streamlit's test runner."""

import io
from collections.abc import Callable

import docx
import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, run, shown, words

from summarizer.domain import Document
from summarizer.errors import ExportError
from summarizer.export import FontSet, Format, offered_formats
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]

Open = Callable[[Document], AppTest]


@pytest.fixture
def export(desk: Open, document: Document) -> AppTest:
    """The export page of a drafted document."""
    return click(click(desk(document), "desk:draft:all"), "desk:export:open")


def test_the_fidelity_of_every_section_is_shown_before_the_download(export: AppTest) -> None:
    table = shown(export, "fidelity")[0]
    assert "一、思想引领" in table
    assert "合计" in table
    assert export.get("download_button")


@pytest.mark.parametrize("format_", offered_formats())
def test_every_format_is_offered(export: AppTest, format_: Format) -> None:
    export.radio(key="export:format:choice").set_value(format_)
    app = run(export)
    assert any(one.value.endswith(f"\\.{format_.value}") for one in app.caption)


def test_sign_off_and_date_are_edited_here(export: AppTest, document: Document, pipeline: Pipeline) -> None:
    export.text_input(key=f"export:signed:{document.id}").set_value("××实验小学工会")
    app = run(export)
    app.text_input(key=f"export:date:{document.id}").set_value("2025年1月8日")
    run(app)
    stored = pipeline.load(document.id)
    assert (stored.signed, stored.date) == ("××实验小学工会", "2025年1月8日")


def test_unsupported_figures_need_a_deliberate_tick(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    pipeline.save_text(document.id, section.id, "组织学习9次，表彰77人。", revision=section.revision)
    app = click(desk(document), "desk:export:open")
    assert app.button(key="export:download:off").disabled
    assert not app.get("download_button")
    app.checkbox(key=f"export:anyway:{document.id}").check()
    app = run(app)
    assert app.get("download_button")
    assert "export:download:off" not in keys(app)


def test_a_file_that_cannot_be_made_is_answered_by_one_sentence(
    export: AppTest, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        message = "文档没有生成"
        raise ExportError(message)

    monkeypatch.setattr(pipeline, "export", fail)
    export.radio(key="export:format:choice").set_value(Format.TXT)
    assert "文档没有生成。请换一个保存位置" in words(run(export))


def test_the_way_back_leads_to_the_workbench(export: AppTest) -> None:
    assert "desk:draft:all" in keys(click(export, "export:back:desk"))


def test_the_word_file_holds_the_text(document: Document, pipeline: Pipeline, export: AppTest) -> None:
    drafted = pipeline.load(document.id)
    file = pipeline.export(drafted, format=Format.DOCX, fonts=FontSet.STANDARD)
    paragraphs = [one.text for one in docx.Document(io.BytesIO(file.content)).paragraphs]
    assert drafted.sections[0].text.split("\n")[0] in paragraphs
