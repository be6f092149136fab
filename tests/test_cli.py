"""The command line: what it prints, what it leaves behind, how it ends."""

import errno
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn
from urllib.request import urlopen

import pytest

import summarizer
from summarizer.cli import commands, main, server
from summarizer.domain import Finding
from summarizer.errors import EngineError
from summarizer.export import read_docx_text

pytestmark = pytest.mark.usefixtures("quiet_surroundings")

FRONT = "---\nunit: ××实验小学工会\nkind: school\nperiod: 2024年度\ndate: 2025-01-08\n---\n"
SHEET = f"""{FRONT}## 前言
- 会员183人
## 关爱帮扶
- 2024年1月慰问困难职工32户，发放4.8万元（去年：28户）
- ~~暂不写的事实~~
- 金秋助学14人
## 2025年打算
- 新建职工书屋2处
## 存在的问题
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "facts.md"
    path.write_text(SHEET, encoding="utf-8")
    return path


def draft_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["draft", *arguments, "--json"]) == 0
    shape: dict[str, Any] = json.loads(capsys.readouterr().out)
    return shape


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr of a failed command that printed nothing else."""
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    assert captured.out == ""
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


# draft


def test_a_draft_without_output_is_markdown_on_stdout(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(sheet)]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("# ××实验小学工会2024年工作总结\n")
    assert "32户" in captured.out
    assert "[2/4] 关爱帮扶" in captured.err
    assert "事实 4/4 已写入" in captured.err
    assert "未使用大模型" in captured.err


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".DOCX"])
def test_the_suffix_of_the_output_chooses_its_format(
    sheet: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / f"总结 2024{suffix}"
    assert main(["draft", str(sheet), "-o", str(output), "--engine", "offline"]) == 0
    content = output.read_bytes()
    text = read_docx_text(content) if suffix.lower() == ".docx" else content.decode("utf-8-sig")
    assert "32户" in text
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_json_of_a_draft_has_the_promised_shape(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shape = draft_json(capsys, str(sheet))
    assert list(shape) == ["title", "engine", "sections", "report"]
    assert (shape["title"], shape["engine"]) == ("××实验小学工会2024年工作总结", "offline")
    section = shape["sections"][1]
    assert list(section) == ["heading", "topic", "text", "facts", "findings", "samples"]
    assert (section["heading"], section["topic"], section["samples"]) == ("关爱帮扶", "welfare", [])
    assert section["facts"] == [
        {"index": 0, "text": "2024年1月慰问困难职工32户，发放4.8万元", "used": True},
        {"index": 1, "text": "金秋助学14人", "used": True},
    ]
    placeholder = shape["sections"][3]["findings"][0]
    assert list(placeholder) == list(Finding.__dataclass_fields__)
    assert placeholder["kind"] == "placeholder"
    assert shape["report"] == {
        "facts_total": 4,
        "facts_written": 4,
        "atoms_total": shape["report"]["atoms_supported"],
        "atoms_supported": shape["report"]["atoms_supported"],
        "leaks": 0,
        "similarity": None,
        "placeholders": 1,
        "errors": 0,
        "doubts": 0,
    }


def test_json_and_a_file_can_be_asked_for_together(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shape = draft_json(capsys, str(sheet), "-o", str(tmp_path / "a.md"))
    assert shape["sections"][1]["text"] in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_an_existing_output_is_replaced(sheet: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.md"
    output.write_text("旧稿", encoding="utf-8")
    assert main(["draft", str(sheet), "-o", str(output)]) == 0
    assert "旧稿" not in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "body",
    [
        "## 文体活动\n" + "\n".join(f"- 第{n}组慰问{n}户" for n in range(1, 501)),
        "## 文体活动\n- " + "慰问困难职工32户" * 555,
        "## 文体活动\n- 联欢会大获成功🎉👩‍🏫\n- 春\x00游\u200b1次\x07",
        "## 文体活动\n-\n- \n*\n",
        "## 文体活动\n- 春游1次\n## 文体活动\n- 秋游1次",
        "- 没有小标题的事实1条",
    ],
    ids=["500 bullets", "5000 characters", "emoji and control", "empty bullets", "twice", "no heading"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_odd_but_usable_sheets_are_drafted_whole(
    tmp_path: Path, body: str, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.md"
    path.write_text(FRONT + body, encoding=encoding)
    report = draft_json(capsys, str(path))["report"]
    assert report["facts_written"] == report["facts_total"]


BAD_SHEETS = {
    "empty file": (b"", "事实单是空的"),
    "only spaces": (b" \n\t\n", "事实单是空的"),
    "no front matter": ("## 文体\n- 春游1次".encode(), "unit 单位、kind 单位类型、period 期间"),
    "unknown kind": (
        (FRONT.replace("school", "spaceship") + "- 甲").encode(),
        "第3行：不认识的单位类型“spaceship”",
    ),
    "bad period": ((FRONT.replace("2024年度", "去年") + "- 甲").encode(), "第4行"),
    "unknown topic": ((FRONT + "## 甲 {topic=weather}").encode(), "第7行：不认识的主题“weather”"),
    "mixed encodings": (FRONT.encode() + "- 慰问32户".encode("gbk"), "从第7行起"),
    "a Word file": (b"PK\x03\x04\x00\x00", "不是文本文件"),
    "too long a bullet": ((FRONT + "- " + "长" * 10_001).encode(), "第1条事实有10001字"),
    "too many bullets": ((FRONT + "- 慰问1户\n" * 2_001).encode(), "最多2000条"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD_SHEETS.values(), ids=BAD_SHEETS)
@pytest.mark.parametrize("command", ["draft", "check"])
def test_an_unusable_sheet_is_one_chinese_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, content: bytes, sentence: str
) -> None:
    (tmp_path / "bad.md").write_bytes(content)
    (tmp_path / "text.md").write_text("慰问32户。", encoding="utf-8")
    assert main([command, "bad.md", *(["text.md"] if command == "check" else [])]) == 2
    assert sentence in only_line(capsys)


USAGE = {
    "no such file": (["draft", "没有.md"], "找不到文件“没有.md”"),
    "a folder": (["draft", "."], "是文件夹"),
    "no argument": (["draft"], "缺少参数“事实单”"),
    "second argument missing": (["check", "facts.md"], "缺少参数“文稿”"),
    "no output": (["export", "facts.md"], "缺少选项 --output"),
    "output without name": (["draft", "facts.md", "-o"], "选项 -o 的写法不对"),
    "unknown option": (["draft", "facts.md", "--fast"], "没有 --fast 这个选项"),
    "unknown command": (["drafts"], "没有 drafts 这个命令"),
    "too many arguments": (["draft", "facts.md", "b.md"], "多出了 b.md"),
    "port is no number": (["serve", "--port", "abc"], "这个值不能用于选项 --port，应为整数。"),
    "number too small": (["samples", "search", "慰问", "-k", "0"], "选项 -k，不能小于1。"),
    "port out of range": (["serve", "--port", "70000"], "没有 70000 这个端口"),
    "unknown address": (["serve", "--host", "192.0.2.1"], "没有“192.0.2.1”这个地址"),
    "unknown suffix": (["draft", "facts.md", "-o", "a.odt"], "不能保存为“a.odt”"),
    "no suffix": (["draft", "facts.md", "-o", "a"], "请以 .docx、"),
    "unknown fonts": (["draft", "facts.md", "--fonts", "comic"], "没有名为“comic”的字体组合"),
    "engine not configured": (["draft", "facts.md", "--engine", "llm"], "llm 还没有配置"),
    "unknown engine": (["draft", "facts.md", "--engine", "gpt"], "没有名为“gpt”的起草引擎。可用：auto、"),
    "over the input": (["draft", "facts.md", "-o", "./facts.md"], "是输入文件，不能覆盖"),
    "missing folder": (["draft", "facts.md", "-o", "no/a.md"], "文件夹“no”不存在"),
    "output is a folder": (["draft", "facts.md", "-o", "dir.md"], "是文件夹"),
    "empty text": (["check", "facts.md", "empty.txt"], "里没有文字"),
    "broken docx": (["check", "facts.md", "broken.docx"], "不是完好的 Word 文档"),
}


@pytest.mark.parametrize(("arguments", "sentence"), USAGE.values(), ids=USAGE)
def test_a_wrong_call_is_one_chinese_line_and_exit_2(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (tmp_path / "dir.md").mkdir()
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    before = sheet.read_bytes()
    assert main(arguments) == 2
    captured = capsys.readouterr()
    last = captured.err.splitlines()[-1]
    assert captured.out == ""
    assert sentence in last
    assert "Traceback" not in captured.err
    assert sheet.read_bytes() == before


@pytest.mark.parametrize("output", ["./facts.md", "no/a.md", "dir.md"])
def test_a_place_nothing_can_be_saved_to_is_told_before_anything_is_drafted(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    (tmp_path / "dir.md").mkdir()
    assert main(["draft", str(sheet), "-o", output]) == 2
    only_line(capsys)


def test_an_unknown_setting_stops_before_anything_is_written(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "abc")
    assert main(["draft", str(sheet), "-o", "a.md"]) == 2
    assert "SUMMARIZER_CONCURRENCY" in only_line(capsys)
    assert not Path("a.md").exists()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有写入权限"), (errno.EROFS, "没有写入权限")],
)
def test_a_failed_save_leaves_the_old_file_and_no_scraps(
    sheet: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    sentence: str,
) -> None:
    output = tmp_path / "a.docx"
    output.write_bytes(b"old")

    def fail(*_: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    # The content is written, then the disk refuses to take it over.
    monkeypatch.setattr(Path, "replace", fail)
    assert main(["draft", str(sheet), "-o", str(output)]) == 2
    assert sentence in capsys.readouterr().err.splitlines()[-1]
    assert output.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "facts.md"]


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (EngineError("模型没有回应"), 3, "模型没有回应。已有文字没有改动"),
        (RuntimeError("secret detail"), 3, "程序内部出错（RuntimeError）"),
        (MemoryError(), 3, "程序内部出错（MemoryError）"),
        (KeyboardInterrupt(), 130, "已停止。"),
    ],
)
def test_whatever_fails_inside_is_one_line_without_details(
    sheet: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    sentence: str,
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(commands, "draft_document", fail)
    assert main(["draft", str(sheet)]) == code
    line = only_line(capsys)
    assert sentence in line
    assert "secret" not in line


def test_the_traceback_is_shown_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARIZER_DEBUG", "1")
    assert main(["draft", "没有.md"]) == 2
    assert "Traceback" in capsys.readouterr().err


# check


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt"])
def test_a_draft_of_our_own_is_clean_in_every_format(
    sheet: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(sheet), "-o", f"out{suffix}"]) == 0
    capsys.readouterr()
    assert main(["check", str(sheet), f"out{suffix}"]) == 0
    assert "事实 4/4 已写入" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_changed_figure_is_found_with_its_place_and_exit_1(
    sheet: Path, tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "会员183人，新建职工书屋2处，金秋助学14人。\n2024年1月慰问困难职工33户，发放4.8万元。\n"
    (tmp_path / "text.txt").write_text(text, encoding=encoding)
    assert main(["check", str(sheet), "text.txt", "--json"]) == 1
    shape = json.loads(capsys.readouterr().out)
    assert list(shape) == ["clean", "findings", "facts", "report"]
    assert shape["clean"] is False
    finding = next(
        one for one in shape["findings"] if one["severity"] == "error" and one["start"] is not None
    )
    assert (finding["kind"], finding["text"], finding["fact"]) == ("figure_changed", "33户", 1)
    assert text[finding["start"] : finding["end"]] == "33户"
    assert main(["check", str(sheet), "text.txt"]) == 1
    assert "[错误] 第2行“33户”" in capsys.readouterr().out


def test_a_clean_text_is_clean_in_json_too(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "××实验小学工会2024年工作总结\n会员183人，金秋助学14人。2024年1月慰问困难职工32户，发放4.8万元。\n"
        "二、2025年打算\n新建职工书屋2处。\n××实验小学工会\n2025年1月8日\n"
    )
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    assert main(["check", str(sheet), "text.txt", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["clean"] is True
    assert shape["facts"][1] == {"index": 1, "text": "2024年1月慰问困难职工32户，发放4.8万元", "used": True}


# export


def test_any_markdown_is_laid_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.md").write_text("# 标题\n\n## 一、小标题\n\n慰问困难职工32户。\n", encoding="utf-8")
    for fonts in ("standard", "windows"):
        assert main(["export", "text.md", "-o", "out.docx", "--fonts", fonts]) == 0
        assert "慰问困难职工32户。" in read_docx_text((tmp_path / "out.docx").read_bytes())
    assert "已保存：out.docx" in capsys.readouterr().err


# serve and the rest


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_one_line_and_exit_2(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", str(taken_port)]) == 2
    line = only_line(capsys)
    assert f"端口 {taken_port} 已被别的程序占用" in line
    assert "--port" in line


def test_a_home_folder_that_cannot_be_written_is_told_before_the_page_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "file" / "home"))
    assert main(["serve", "--port", str(free_port()), "--no-browser"]) == 2
    assert "文件夹" in only_line(capsys)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8501, "http://127.0.0.1:8501"),
        ("0.0.0.0", 8502, "http://127.0.0.1:8502"),
        ("::1", 8503, "http://[::1]:8503"),
        ("intranet", 80, "http://intranet:80"),
    ],
)
def test_the_address_told_can_be_opened_on_this_computer(host: str, port: int, address: str) -> None:
    assert server.address_of(host, port) == address


def test_serve_answers_on_its_port_and_ends_with_its_process(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "summarizer", "serve", "--port", str(port), "--no-browser"]
    root = Path(__file__).parents[1]
    surroundings = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=tmp_path, env=surroundings, stderr=subprocess.PIPE) as process:
        try:
            assert fetch_when_ready(port) == 200
        finally:
            process.terminate()
        assert process.stderr is not None
        told = process.stderr.read().decode("utf-8")
    assert f"http://127.0.0.1:{port}" in told
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def fetch_when_ready(port: int) -> int:
    """The status of the start page, as soon as something answers."""
    deadline = time.monotonic() + 240
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as response:
                status: int = response.status
                return status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--help"], ["draft", "--help"], ["check", "--help"], ["export", "--help"], ["serve", "--help"]],
)
def test_help_is_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：summarizer")
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default", "ARGS"):
        assert english not in page


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"据实 summarizer {summarizer.__version__}\n"


def run_module(*arguments: str, **surroundings: str) -> "subprocess.Popen[bytes]":
    """`python -m summarizer` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_module_runs_on_a_console_that_is_not_utf8(sheet: Path) -> None:
    with run_module("draft", str(sheet), PYTHONIOENCODING="ascii", PYTHONUTF8="0") as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    assert "慰问困难职工" in out.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGPIPE semantics")
def test_a_reader_that_stops_early_is_no_error(sheet: Path) -> None:
    with run_module("draft", str(sheet)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode("utf-8")
    assert process.returncode == 0
    assert "BrokenPipe" not in told
    assert "出错" not in told


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "{'streamlit', 'sqlalchemy', 'docx', 'pydantic'}"
    code = f"import sys, summarizer; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"


def test_the_public_names_are_importable() -> None:
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
    assert summarizer.check_text(facts=["慰问困难职工32户"], text="共慰问困难职工三十二户。") == []
    with pytest.raises(AttributeError):
        _ = summarizer.nothing
