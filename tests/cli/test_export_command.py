"""`summarizer export` with a review copy, a template, and a Word document as its input."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from summarizer.cli import main
from summarizer.export import read_docx_text

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
signed: ××医院工会
date: 2025年1月8日
---
## 关爱帮扶 {topic=welfare}
- 1月慰问困难职工32户，发放慰问金4.8万元
- 送清凉3次
"""
TEXT = """# ××医院工会2024年工作总结

## 关爱帮扶

1月慰问困难职工33户，发放慰问金4.8万元。

| 时间 | 户数 |
| --- | --- |
| 1月 | 32 |

××医院工会

2025年1月8日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fact sheet and a text, with one wrong figure and one missing fact."""
    (tmp_path / "事实.md").write_text(SHEET, encoding="utf-8")
    (tmp_path / "总结.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, output: str = "结果.docx") -> int:
    return main(["export", str(folder / "总结.md"), "-o", str(folder / output), *arguments])


def template(folder: Path, *lines: str) -> str:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(folder / "模板.docx"))
    return str(folder / "模板.docx")


def test_a_review_copy_names_the_facts_and_the_doubts(folder: Path) -> None:
    assert run(folder, "--review", str(folder / "事实.md")) == 0
    content = (folder / "结果.docx").read_bytes()
    said = [comment.text for comment in docx.Document(BytesIO(content)).comments]
    text = read_docx_text(content)

    assert any(one.startswith("依据的事实") and "慰问困难职工32户" in one for one in said)
    assert any("【必须核对】" in one and "32户" in one for one in said)
    assert any("送清凉3次" in one for one in said)
    assert "2\t送清凉3次\t全文：未写入" in text
    assert text.startswith("××医院工会2024年工作总结\n\n一、关爱帮扶\n1月慰问困难职工33户")


def test_a_template_is_filled_and_what_is_missing_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = template(folder, "{{单位}}文件", "{{标题}}", "{{正文}}", "{{落款}}")

    assert run(folder, "--template", made) == 0
    lines = read_docx_text((folder / "结果.docx").read_bytes()).split("\n")
    assert lines[:3] == ["××医院工会文件", "××医院工会2024年工作总结", "一、关爱帮扶"]
    told = capsys.readouterr().err
    assert "模板里没有{{日期}}，这些内容没有写进去。" in told
    assert "已保存" in told


@pytest.mark.parametrize(
    ("arguments", "output", "words"),
    [
        (("--review", "事实.md", "--template", "模板.docx"), "结果.docx", "不能同时用"),
        (("--review", "事实.md"), "结果.md", "只能保存为 .docx"),
        (("--template", "没有.docx"), "结果.docx", "没有"),
        (("--template", "总结.md"), "结果.docx", "不是完好的 Word 文档"),
        (("--review", "总结.md"), "结果.docx", "事实单"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], output: str, words: str
) -> None:
    given = [one if one.startswith("--") else str(folder / one) for one in arguments]

    assert run(folder, *given, output=output) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert not (folder / output).exists()


def test_inputs_are_never_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = template(folder, "{{正文}}")

    assert run(folder, "--template", made, output="模板.docx") == 2
    assert "是输入文件" in capsys.readouterr().err


def test_a_word_document_keeps_its_headings_and_tables(folder: Path) -> None:
    assert run(folder) == 0
    again = ["export", str(folder / "结果.docx"), "-o", str(folder / "再次.docx")]

    assert main(again) == 0
    first, second = (read_docx_text((folder / name).read_bytes()) for name in ("结果.docx", "再次.docx"))
    assert first == second
    assert "时间\t户数" in second


def test_an_empty_word_document_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docx.Document().save(str(folder / "空.docx"))

    assert main(["export", str(folder / "空.docx"), "-o", str(folder / "结果.docx")]) == 2
    assert "没有文字" in capsys.readouterr().err
