"""The files a user gets out of a stored document."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from summarizer.domain import Document, Layout
from summarizer.errors import InputError
from summarizer.export import FontSet, Format, read_docx_text
from summarizer.pipeline import Pipeline

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
signed: ××医院工会
date: 2025年1月8日
---
## 前言 {topic=overview}
- 现有会员420名
## 关爱帮扶 {topic=welfare}
- 慰问困难职工32户
"""
LAYOUT = Layout(main_recipient="区总工会", closing="特此报告")


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    made = pipeline.import_fact_sheet(SHEET)
    drafted = pipeline.draft_all(made.id, engine="offline").document
    return pipeline.update_document(replace(drafted, layout=LAYOUT))


def template(*lines: str) -> bytes:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_the_layout_is_printed(pipeline: Pipeline, document: Document) -> None:
    file = pipeline.export(document, format=Format.DOCX, fonts=FontSet.STANDARD)
    lines = read_docx_text(file.content).split("\n")

    assert "区总工会：" in lines
    assert "特此报告。" in lines


def test_the_review_copy_has_comments_and_a_name_of_its_own(pipeline: Pipeline, document: Document) -> None:
    report = pipeline.check(document)
    file = pipeline.export_review(document, report, fonts=FontSet.WINDOWS)
    word = docx.Document(BytesIO(file.content))

    assert file.name == f"（审阅稿）{document.title}.docx"
    assert any("慰问困难职工32户" in comment.text for comment in word.comments)
    assert "区总工会：" in [one.text for one in word.paragraphs]


def test_a_template_is_filled_and_what_is_missing_told(pipeline: Pipeline, document: Document) -> None:
    made = template("{{单位}}文件", "{{标题}}", "{{主送机关}}", "{{正文}}", "{{落款}}")
    file = pipeline.export_with_template(document, made, fonts=FontSet.STANDARD)
    lines = read_docx_text(file.content).split("\n")

    assert lines[:3] == ["××医院工会文件", document.title, "区总工会："]
    assert "特此报告。" in lines
    assert file.remarks == ("模板里没有{{日期}}，这些内容没有写进去。",)


def test_a_template_without_a_place_for_the_text_is_refused(pipeline: Pipeline, document: Document) -> None:
    with pytest.raises(InputError, match="正文"):
        pipeline.export_with_template(document, template("{{标题}}"), fonts=FontSet.STANDARD)
