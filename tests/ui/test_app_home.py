"""我的总结, driven through Streamlit's test runner."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block
from ui_steps import APP, SHEET, click, keys, run, words

from summarizer.domain import Document, UnitKind
from summarizer.errors import StorageError
from summarizer.pipeline import Pipeline
from summarizer.ui import services

pytest_plugins = ["ui_fixtures"]

Open = Callable[[], AppTest]


def test_an_empty_desk_offers_the_example_and_a_new_summary(home: Open) -> None:
    app = home()
    assert {"home:example:first", "home:new:open"} <= keys(app)
    assert "每个数字都标得出出处" in words(app)


def test_the_example_opens_drafted_on_the_workbench(home: Open, pipeline: Pipeline) -> None:
    app = click(home(), "home:example:first")
    card = pipeline.list_documents()[0]
    assert app.query_params["doc"] == [card.id] or app.query_params["doc"] == card.id
    assert card.sections_drafted == card.sections_total
    assert app.text_area[0].value


def test_a_document_is_listed_with_its_state(home: Open, document: Document, pipeline: Pipeline) -> None:
    assert "尚未起草" in words(home())
    pipeline.draft_all(document.id)
    assert "已写 2/2 节" in words(home())


def test_a_document_opens_from_its_line(home: Open, document: Document) -> None:
    app = click(home(), f"home:open:{document.id}")
    assert f"## {document.title}" in [one.value for one in app.markdown]


def test_a_document_is_continued_in_the_next_year_with_blanks_for_its_figures(
    home: Open, document: Document, pipeline: Pipeline
) -> None:
    app = click(home(), f"home:continue:{document.id}")
    (new,) = (pipeline.load(card.id) for card in pipeline.list_documents() if card.id != document.id)
    assert (new.unit, new.period.year) == (document.unit, document.period.year + 1)
    assert [one.heading for one in new.sections] == [one.heading for one in document.sections]
    assert new.sections[1].facts[1].text == "送清凉__次，惠及__人次"
    assert "已照2024年度的总结建好" in words(app)
    assert f"## {new.title}" in [one.value for one in app.markdown]
    assert pipeline.load(document.id).sections == document.sections


def test_a_deleted_document_comes_back_by_undo(home: Open, document: Document, pipeline: Pipeline) -> None:
    app = click(home(), f"home:delete:{document.id}")
    assert not pipeline.list_documents()
    assert "已放进回收站" in words(app)
    app = click(app, "app:undo:last")
    assert [card.id for card in pipeline.list_documents()] == [document.id]
    assert f"home:open:{document.id}" in keys(app)


def test_a_deleted_document_comes_back_from_the_bin_later(
    home: Open, document: Document, pipeline: Pipeline
) -> None:
    pipeline.delete_document(document.id)
    app = click(home(), f"home:restore:{document.id}")
    assert f"home:open:{document.id}" in keys(app)


def test_a_document_of_the_bin_is_removed_for_good_after_a_question(
    home: Open, document: Document, pipeline: Pipeline
) -> None:
    pipeline.delete_document(document.id)
    app = click(home(), f"home:purge:{document.id}")
    assert "不能恢复" in words(app)
    app = click(app, "home:purge:one:no")
    assert pipeline.count_documents(deleted=True) == 1
    assert "home:purge:one:yes" not in keys(app)
    app = click(click(app, f"home:purge:{document.id}"), "home:purge:one:yes")
    assert "已彻底删除" in words(app)
    assert "app:undo:last" not in keys(app)
    assert pipeline.count_documents(deleted=True) == 0
    assert "home:bin:empty" not in keys(app)


def test_the_bin_is_emptied_after_a_question_and_the_other_documents_stay(
    home: Open, document: Document, pipeline: Pipeline
) -> None:
    for _ in range(3):
        pipeline.delete_document(pipeline.import_fact_sheet(SHEET).id)
    app = click(home(), "home:bin:empty")
    assert "回收站里的3份总结" in words(app)
    app = click(app, "home:purge:all:yes")
    assert "彻底删除了3份总结" in words(app)
    assert pipeline.count_documents(deleted=True) == 0
    assert [card.id for card in pipeline.list_documents()] == [document.id]


def test_a_document_put_back_in_another_tab_is_not_removed(
    home: Open, document: Document, pipeline: Pipeline
) -> None:
    pipeline.delete_document(document.id)
    app = click(home(), f"home:purge:{document.id}")
    pipeline.restore_document(document.id)
    app = click(app, "home:purge:one:yes")
    assert "不在回收站里，没有删除" in words(app)
    assert [card.id for card in pipeline.list_documents()] == [document.id]


@pytest.mark.parametrize(
    ("days", "promise"), [(30, "总结30天后彻底删除"), (7, "总结7天后彻底删除"), (0, "一直保留")]
)
def test_the_bin_says_how_long_it_keeps_what_is_in_it(
    home: Open, document: Document, pipeline: Pipeline, days: int, promise: str
) -> None:
    pipeline.delete_document(document.id)
    pipeline.trash_days = days
    said = words(home())
    assert promise in said
    assert (f"，{days}天后彻底删除" in said) is bool(days)


def test_a_bin_of_many_is_shown_page_by_page(home: Open, pipeline: Pipeline) -> None:
    for _ in range(23):
        pipeline.delete_document(pipeline.import_fact_sheet(SHEET).id)
    app = home()
    assert sum(key.startswith("home:restore:") for key in keys(app)) == 20
    assert "23" in "".join(one.label for one in app.expander)


def test_a_pasted_fact_sheet_opens_on_the_workbench(home: Open, pipeline: Pipeline) -> None:
    app = home()
    app.text_area(key="home:import:text").set_value(SHEET)
    app = click(app, "home:import:go")
    assert "## ××实验小学工会2024年工作总结" in [one.value for one in app.markdown]
    assert pipeline.list_documents()[0].kind is UnitKind.SCHOOL


def test_an_uploaded_fact_sheet_in_gb18030_opens_too(home: Open, pipeline: Pipeline) -> None:
    app = home()
    app.get("file_uploader")[0].upload("事实单.md", SHEET.encode("gb18030"), "text/markdown")  # type: ignore[union-attr]
    click(app, "home:import:go")
    assert pipeline.list_documents()[0].unit == "××实验小学工会"


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "还没有选择文件"),
        ("---\nunit: 某工会\nkind: 动物园\nperiod: 2024年度\n---\n## 甲\n- 乙", "动物园"),
        ("---\nunit: 某工会\nkind: school\nperiod: 去年吧\n---\n## 甲\n- 乙", "去年吧"),
        ("没有开头的几行字", "。"),
        ("\x00\x01\x02", "。"),
    ],
)
def test_a_fact_sheet_that_cannot_be_read_is_answered_by_one_sentence(
    home: Open, pipeline: Pipeline, pasted: str, sentence: str
) -> None:
    app = home()
    app.text_area(key="home:import:text").set_value(pasted)
    app = click(app, "home:import:go")
    assert sentence in app.markdown[0].value
    assert app.text_area(key="home:import:text").value == pasted
    assert not pipeline.list_documents()


def test_a_title_with_markup_is_shown_as_typed(home: Open, document: Document, pipeline: Pipeline) -> None:
    pipeline.update_document(replace(document, title="**<script>alert(1)</script>** :smile:"))
    app = home()
    label = app.button(key=f"home:open:{document.id}").label
    assert label == r"\*\*\<script\>alert\(1\)\</script\>\*\* " + "\\:\u2060smile\\:\u2060"


def test_a_database_that_fails_is_answered_by_one_sentence(
    home: Open, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*, deleted: bool = False) -> None:
        message = "数据库暂时无法读取"
        raise StorageError(message)

    monkeypatch.setattr(pipeline, "count_documents", fail)
    assert "数据库暂时无法读取。请检查磁盘空间" in words(home())


def test_an_unexpected_fault_is_answered_without_its_details(
    home: Open, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*, deleted: bool = False) -> None:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr(pipeline, "count_documents", fail)
    app = home()
    assert "这一步没有完成" in words(app)
    assert "secret" not in words(app)
    assert "secret detail" in caplog.text


def test_many_documents_are_shown_page_by_page(home: Open, pipeline: Pipeline) -> None:
    for _ in range(23):
        pipeline.import_fact_sheet(SHEET)
    app = home()
    assert sum(key.startswith("home:open:") for key in keys(app)) == 20
    run(app)


def test_a_folder_that_cannot_be_written_is_answered_by_one_sentence(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = "数据文件夹不能写入"
        raise StorageError(message)

    services.shared_pipeline.clear()
    monkeypatch.setattr(services, "build_pipeline", fail)
    app = run(AppTest.from_file(str(APP), default_timeout=180))
    assert "数据文件夹不能写入。请检查磁盘空间和数据文件夹的写入权限" in words(app)


def test_a_page_drawn_after_a_part_of_it_is_not_drawn_into_that_part(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    # What Streamlit leaves behind when a script follows a fragment in the same thread.
    script = tmp_path / "app.py"
    script.write_text(
        "import streamlit as st\n"
        "from summarizer.ui.main import run\n"
        "st.container(key='part').__enter__()\n"
        "run()\n",
        encoding="utf-8",
    )
    app = run(AppTest.from_file(str(script), default_timeout=180))
    part, *page = app.main.children.values()
    assert isinstance(part, Block)
    assert not part.children
    assert len(page) > 1
    assert "home:example:first" in keys(app)
