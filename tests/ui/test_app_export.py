"""导出 and 设置, driven through Streamlit's test runner."""

import io
import json
from collections.abc import Callable

import docx
import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, run, shown, words

from summarizer.domain import Document, Origin
from summarizer.errors import ExportError
from summarizer.export import FontSet, Format, offered_formats
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]

Open = Callable[[Document], AppTest]


def template(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.fixture
def export(desk: Open, document: Document) -> AppTest:
    """The export page of a drafted document."""
    return click(click(desk(document), "desk:draft:all"), "desk:export:open")


def offers(app: AppTest) -> list[str]:
    """The names of the downloads of the document itself."""
    return [name for name in downloads(app) if name != "保存事实单"]


def downloads(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


def test_the_fidelity_of_every_section_is_shown_before_the_download(export: AppTest) -> None:
    table = shown(export, "fidelity")[0]
    assert "一、思想引领" in table
    assert "合计" in table
    assert offers(export)


def test_a_heading_of_the_table_leads_to_its_section(export: AppTest, document: Document) -> None:
    section = document.sections[1]
    assert json.dumps(["open", section.id]) in shown(export, "fidelity")[0]
    # As the press of a button in our component leaves it; Streamlit's test runner cannot press it.
    export.session_state["export:open:next"] = section.id
    assert f"desk:draft:{section.id}" in keys(run(export))


def test_gaps_that_will_be_printed_are_told_before_the_download(
    export: AppTest, document: Document, pipeline: Pipeline
) -> None:
    assert "待补充，会照样印" not in words(export)
    section = pipeline.load(document.id).sections[0]
    pipeline.save_text(
        document.id, section.id, f"{section.text}【待补充：学习次数】", revision=section.revision
    )
    assert "还有1处待补充，会照样印进文件" in words(run(export))


@pytest.mark.parametrize("format_", offered_formats())
def test_every_format_is_offered(export: AppTest, format_: Format) -> None:
    export.radio(key="export:format:choice").set_value(format_)
    app = run(export)
    if format_ is Format.PDF:
        # LibreOffice takes seconds: the file is made only when it is asked for.
        assert "export:pdf:make" in keys(app)
        assert not offers(app)
    else:
        assert any(one.value.endswith(f"\\.{format_.value}") for one in app.caption)


def test_a_review_copy_is_offered(export: AppTest) -> None:
    export.radio(key="export:word:choice").set_value("审阅稿")
    app = run(export)
    assert offers(app)
    assert "（审阅稿）" in words(app)


def test_a_template_has_to_be_chosen_first(export: AppTest) -> None:
    export.radio(key="export:word:choice").set_value("本单位模板")
    app = run(export)
    assert app.button(key="export:download:off").disabled
    assert "请先选择模板文件" in words(app)
    app.file_uploader(key="export:template:file").set_value(
        ("模板.docx", template("{{正文}}", "{{領導}}"), "")
    )
    app = run(app)
    assert offers(app)
    assert "不是可用的名称" in words(app)


def test_a_template_that_cannot_be_used_is_answered_by_one_sentence(export: AppTest) -> None:
    export.radio(key="export:word:choice").set_value("本单位模板")
    app = run(export)
    app.file_uploader(key="export:template:file").set_value(("模板.docx", template("{{标题}}"), ""))
    assert "单独写一段" in words(run(app))


def test_optional_parts_are_printed(export: AppTest, document: Document, pipeline: Pipeline) -> None:
    export.text_input(key=f"export:recipient:{document.id}").set_value("区总工会")
    export.text_area(key=f"export:attachments:{document.id}").set_value("经费表\n\n名册")
    app = run(export)
    copied = json.loads(
        next(one.proto.json for one in app.main if "export:copy" in getattr(one.proto, "id", ""))
    )
    assert "区总工会：" in copied["pieces"][0]["text"]
    assert "附件：1.经费表" in copied["pieces"][0]["text"]
    stored = pipeline.load(document.id).layout
    assert (stored.main_recipient, stored.attachments) == ("区总工会", ("经费表", "名册"))


def test_a_file_edited_in_word_is_looked_at_and_taken_over(
    export: AppTest, document: Document, pipeline: Pipeline
) -> None:
    drafted = pipeline.load(document.id)
    file = pipeline.export(drafted, format=Format.MD, fonts=FontSet.STANDARD)
    changed = file.content.decode().replace("32户", "33户").encode() + "\n## 另外的话\n补一段。\n".encode()
    upload = f"export:read:{document.id}:0"
    export.file_uploader(key=upload).set_value(("改.md", changed, "text/markdown"))
    app = run(export)
    assert '{"tag": "ins", "text": "33"}' in "".join(shown(app, "read-part"))
    assert "稿子里没有对应的一节" in words(app)
    assert pipeline.load(document.id) == drafted
    app = click(app, "export:read:take")
    taken = pipeline.load(document.id)
    assert "33户" in taken.sections[1].text
    assert taken.sections[1].origin is Origin.IMPORT
    assert taken.sections[2].heading == "另外的话"
    assert "已读回1节，新增1节" in words(app)


def test_a_file_that_cannot_be_read_is_answered_by_one_sentence(export: AppTest, document: Document) -> None:
    export.file_uploader(key=f"export:read:{document.id}:0").set_value(("改.docx", b"PK", ""))
    assert "不是完好的 Word 文档" in words(run(export))


def test_an_unchanged_file_says_so(export: AppTest, document: Document, pipeline: Pipeline) -> None:
    file = pipeline.export(pipeline.load(document.id), format=Format.DOCX, fonts=FontSet.STANDARD)
    export.file_uploader(key=f"export:read:{document.id}:0").set_value((file.name, file.content, file.mime))
    assert "没有要读回的改动" in words(run(export))


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
    assert not offers(app)
    app.checkbox(key=f"export:anyway:{document.id}").check()
    app = run(app)
    assert offers(app)
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


def test_the_facts_can_be_taken_along_as_a_fact_sheet(
    export: AppTest, document: Document, pipeline: Pipeline
) -> None:
    assert "保存事实单" in downloads(export)
    again = pipeline.import_fact_sheet(pipeline.export_fact_sheet(document.id))
    assert [one.heading for one in again.sections] == [one.heading for one in document.sections]
    facts = [[fact.text for fact in one.facts] for one in again.sections]
    assert facts == [[fact.text for fact in one.facts] for one in document.sections]
