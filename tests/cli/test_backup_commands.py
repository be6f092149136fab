"""`restore` and the sign-in settings `serve` looks at: what cannot be read is one clear line."""

import os
import socket
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.errors import ConfigurationError
from summarizer.settings import check_sign_in_files


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "数据"))
    monkeypatch.delenv("SUMMARIZER_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


@pytest.mark.parametrize(
    ("name", "told"),
    [("没有.db", "找不到文件“没有.db”"), (".", "“.”是文件夹，不是文件")],
)
def test_a_backup_that_is_not_there_is_told(name: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", name]) == 2
    assert told in only_line(capsys)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whom no permission holds up")
def test_a_backup_that_may_not_be_read_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "备份.db").write_bytes(b"SQLite format 3\0")
    (folder / "备份.db").chmod(0)
    assert main(["restore", "备份.db"]) == 2
    assert "没有读取“备份.db”的权限" in only_line(capsys)


@pytest.mark.parametrize(
    ("content", "told"), [(b"[auth\n", "第1行附近"), (b"\xff\xfe[auth]\n", "读不出来"), (None, "读不出来")]
)
def test_sign_in_settings_that_cannot_be_read_are_told_before_the_server_starts(
    content: bytes | None, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".streamlit").mkdir()
    if content is None:
        (folder / ".streamlit" / "secrets.toml").mkdir()
    else:
        (folder / ".streamlit" / "secrets.toml").write_bytes(content)
    with pytest.raises(ConfigurationError):
        check_sign_in_files([folder])
    assert main(["serve", "--port", str(free_port()), "--no-browser"]) == 2
    line = only_line(capsys)
    assert "secrets.toml" in line
    assert told in line


def test_sign_in_settings_that_can_be_read_or_are_absent_pass(folder: Path) -> None:
    check_sign_in_files([folder])
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text("[auth]\n", encoding="utf-8")
    check_sign_in_files([folder])
