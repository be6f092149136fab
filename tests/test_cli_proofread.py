"""The proofread command: what it prints, what it saves, how it ends."""

import json
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.export import export_markdown_text, read_docx_text
from summarizer.export.formats import Format

FAULTY = "一、主要工作\n推进改革,完善机制.\n三、下一步\n布署工作，总而言之。\n"
MENDED = "一、主要工作\n推进改革，完善机制。\n三、下一步\n部署工作，总而言之。\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clean.txt").write_text("工会走访职工32户。\n", encoding="utf-8")
    Path("faulty.txt").write_text(FAULTY, encoding="utf-8")
    Path("mendable.md").write_text("推进改革,完善机制。\n", encoding="utf-8")
    Path("hint.txt").write_text("落实“三会一课”、“主题党日”制度。\n", encoding="utf-8")


def test_a_clean_text_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "clean.txt"]) == 0
    assert capsys.readouterr().out == "0 处错误，0 处提示。\n"


def test_hints_alone_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "hint.txt"]) == 0
    assert "[提示] 第1行第9字“、”" in capsys.readouterr().out


def test_errors_are_told_with_place_clause_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "faulty.txt"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "[错误] 第2行第5字“,” 中文里用了半角标点“,”，应为全角“，”。（GB/T 15834-2011 5.1）",
        "[错误] 第2行第10字“.” 中文里用了半角标点“.”，应为全角“。”。（GB/T 15834-2011 5.1）",
        "[错误] 第3行第1字“三、” 序号“三、”与前文不连续。（GB/T 9704-2012 7.3.3）",
        "[错误] 第4行第1字“布署” 疑为错别字：“布署”应为“部署”。",
        "[提示] 第4行第6字“总而言之” “总而言之”是套话，多半可以删去。",
        "4 处错误，1 处提示，其中 3 处可用 --fix 改好。",
    ]


def test_json_holds_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "faulty.txt", "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert (shape["clean"], shape["errors"], shape["hints"]) == (False, 4, 1)
    assert list(shape) == ["clean", "errors", "hints", "remarks"]
    assert shape["remarks"][0] == {
        "rule": "half_width_mark",
        "clause": "GB/T 15834-2011 5.1",
        "level": "error",
        "start": 11,
        "end": 12,
        "text": ",",
        "message": "中文里用了半角标点“,”，应为全角“，”。",
        "suggestion": "，",
        "certain": True,
        "fixable": True,
        "line": 2,
        "column": 5,
    }
    assert all(FAULTY[one["start"] : one["end"]] == one["text"] for one in shape["remarks"])


def test_the_mended_text_goes_to_stdout_and_the_rest_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "faulty.txt", "--fix"]) == 1
    captured = capsys.readouterr()
    assert captured.out == MENDED
    assert "序号“三、”与前文不连续" in captured.err
    assert "已改 3 处。" in captured.err
    assert Path("faulty.txt").read_text(encoding="utf-8") == FAULTY


def test_what_fixes_mend_wholly_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "mendable.md", "--fix", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["text"], shape["remarks"]) == ("推进改革，完善机制。\n", [])


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_the_mended_text_is_saved(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "mendable.md", "--fix", "-o", f"out{suffix}"]) == 0
    captured = capsys.readouterr()
    content = Path(f"out{suffix}").read_bytes()
    saved = read_docx_text(content) if suffix == ".docx" else content.decode("utf-8")
    assert saved.strip() == "推进改革，完善机制。"
    assert captured.out == ""
    assert f"已保存：out{suffix}" in captured.err


def test_a_word_document_is_read() -> None:
    Path("text.docx").write_bytes(export_markdown_text("# 总结\n\n布署工作。\n", format=Format.DOCX))
    assert main(["proofread", "text.docx"]) == 1


def test_windows_line_ends_are_kept_in_files_and_plain_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    Path("win.txt").write_bytes("推进改革,完善机制.\r\n布署工作。\r\n".encode())
    assert main(["proofread", "win.txt", "--fix"]) == 0
    assert capsys.readouterr().out == "推进改革，完善机制。\n部署工作。\n"
    assert main(["proofread", "win.txt", "--fix", "-o", "out.txt"]) == 0
    assert Path("out.txt").read_bytes() == "推进改革，完善机制。\r\n部署工作。\r\n".encode()


def test_the_house_lexicon_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    Path("words.toml").write_text('[[entry]]\nword = "走访"\nlevel = "error"\n', encoding="utf-8")
    assert main(["proofread", "clean.txt", "--lexicon", "words.toml"]) == 1
    assert "[错误] 第1行第3字“走访” 本单位词表提示" in capsys.readouterr().out


UNUSABLE = {
    "no file": (["proofread", "无.txt"], "找不到文件“无.txt”"),
    "no argument": (["proofread"], "缺少参数“文稿”"),
    "output without fix": (["proofread", "clean.txt", "-o", "a.txt"], "-o 只能和 --fix 一起用"),
    "unknown format": (["proofread", "clean.txt", "--fix", "-o", "a.odt"], "不能保存为“a.odt”"),
    "over the input": (["proofread", "clean.txt", "--fix", "-o", "clean.txt"], "是输入文件，不能覆盖"),
    "no lexicon": (["proofread", "clean.txt", "--lexicon", "无.toml"], "找不到词表“无.toml”"),
    "bad lexicon": (["proofread", "clean.txt", "--lexicon", "bad.toml"], "不能用“*”“+”"),
    "empty text": (["proofread", "empty.txt"], "里没有文字"),
}


@pytest.mark.parametrize(("arguments", "sentence"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_wrong_call_is_one_chinese_line_and_exit_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad.toml").write_text("[[entry]]\npattern = '(甲+)+乙'\n", encoding="utf-8")
    Path("empty.txt").write_text(" \n", encoding="utf-8")
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert sentence in captured.err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofread", "--help"]) == 0
    page = capsys.readouterr().out
    assert "校对文稿" in page
    assert "Options" not in page
