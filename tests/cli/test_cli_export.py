"""The command `export`: parts of an official document, and PDF only where LibreOffice is."""

from pathlib import Path

import pytest

from summarizer.cli import commands, files
from summarizer.cli.commands import main
from summarizer.export import Format, read_docx_text

TEXT = "# ××工会2024年工作总结\n\n全年开展活动5次。\n\n××工会\n\n2025年1月8日\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one text in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_options_add_recipient_closing_and_attachments(folder: Path) -> None:
    options = ["--recipient", "各工会小组", "--closing", "特此报告", "--attachment", "经费表"]

    assert main(["export", "text.md", "-o", "out.docx", *options, "--attachment", "名单", "--seal"]) == 0
    assert read_docx_text((folder / "out.docx").read_bytes()).split("\n") == [
        *("××工会2024年工作总结", "", "各工会小组：", "全年开展活动5次。", "特此报告。"),
        *("", "附件：1.经费表", "2.名单", "", "", "××工会", "2025年1月8日"),
    ]


def test_front_matter_does_the_same_and_options_go_before_it(folder: Path) -> None:
    front = "---\nrecipient: 各基层工会\nclosing: 特此报告\n---\n"
    (folder / "text.md").write_text(front + TEXT, encoding="utf-8")

    assert main(["export", "text.md", "-o", "out.txt", "--recipient", "区总工会"]) == 0
    written = (folder / "out.txt").read_text(encoding="utf-8-sig")
    assert "\n区总工会：\n" in written
    assert "各基层工会" not in written
    assert "\u3000\u3000特此报告。\n" in written


def test_an_unclear_seal_is_one_chinese_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "text.md").write_text("---\nseal: 也许\n---\n" + TEXT, encoding="utf-8")

    assert main(["export", "text.md", "-o", "out.docx"]) == 2
    assert capsys.readouterr().err == (
        "文稿开头的 seal（印章）写成了“也许”，看不出要不要盖章。"
        "请写 seal: true（留出盖章位置）或 seal: false。\n"
    )


@pytest.mark.parametrize("command", [["export", "text.md"], ["draft", "text.md"]])
def test_pdf_is_refused_before_any_work_where_libreoffice_is_missing(
    command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(files, "offered_formats", lambda: (Format.DOCX, Format.MD, Format.TXT))

    assert main([*command, "-o", "out.pdf"]) == 2
    told = capsys.readouterr().err
    assert told == (
        "这台电脑没有安装 LibreOffice，不能直接导出 PDF。请先导出 Word 文档，再用 Word 或 WPS 另存为 PDF。\n"
    )
    assert not (folder / "out.pdf").exists()


def test_a_pdf_is_what_the_exporter_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Format] = []

    def made(text: str, *, format: Format, **_options: object) -> bytes:  # noqa: A002 - the exporter's own word
        asked.append(format)
        return text.encode()

    monkeypatch.setattr(files, "offered_formats", lambda: tuple(Format))
    monkeypatch.setattr(commands, "export_markdown_text", made)

    assert main(["export", "text.md", "-o", "out.PDF"]) == 0
    assert main(["proofread", "text.md", "--fix", "-o", "fixed.pdf"]) == 0
    assert asked == [Format.PDF, Format.PDF]
    assert (folder / "out.PDF").read_bytes() == TEXT.encode()


def test_fonts_are_checked_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for families, told in (
        (frozenset({"方正小标宋简体", "仿宋_GB2312", "宋体"}), "文件用到的字体，这台电脑都有。"),
        (frozenset({"仿宋_GB2312", "宋体"}), "没有安装：方正小标宋简体（标题），会用“宋体”代替。"),
    ):
        monkeypatch.setattr("summarizer.export.font_report.installed_families", lambda found=families: found)
        assert main(["export", "text.md", "-o", "out.docx", "--check-fonts"]) == 0
        assert told in capsys.readouterr().err
    assert main(["export", "text.md", "-o", "out.docx"]) == 0
    assert "字体" not in capsys.readouterr().err
