"""The engine llm from the outside: environment variables in, a document or one Chinese line out."""

import json
from pathlib import Path

import pytest
from llm_fixtures import LlmServer

from summarizer.assemble import build_drafters, load_settings
from summarizer.cli import main
from summarizer.errors import ConfigurationError

SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 办好暖心实事
- 1月慰问困难职工32户，发放4.8万元
- 送清凉3次，惠及560人次
## 丰富文体活动
- 举办健步走2次
"""


@pytest.fixture(autouse=True)
def sheet_here(no_settings: None, tmp_path: Path) -> None:
    (tmp_path / "facts.md").write_text(SHEET, encoding="utf-8")


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer) -> pytest.MonkeyPatch:
    monkeypatch.setenv("OPENAI_BASE_URL", llm_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    return monkeypatch


@pytest.mark.parametrize("engine", ["llm", "auto"])
def test_a_configured_model_writes_the_document(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    configured.setenv("SUMMARIZER_MODEL", "faithful")
    assert main(["draft", "facts.md", "--engine", engine, "--json"]) == 0
    drafted = json.loads(capsys.readouterr().out)
    assert drafted["engine"] == "llm"
    assert drafted["sections"][0]["text"] == "1月慰问困难职工32户，发放4.8万元。送清凉3次，惠及560人次。"


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("status-500", "的服务器出错（500）"),
        ("status-401", "不认这个密钥"),
        ("unknown", "没有名为“unknown”的模型"),
        ("eof", "连接中途断开"),
        ("empty", "返回了空的回答"),
        ("english", "没有写出可以使用的中文正文"),
        ("busy-long", "请求太频繁"),
    ],
)
def test_a_failing_model_is_exit_code_3_and_one_chinese_line(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], model: str, line: str
) -> None:
    configured.setenv("SUMMARIZER_MODEL", model)
    assert main(["draft", "facts.md", "--engine", "llm"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    (said,) = [text for text in captured.err.splitlines() if not text.startswith("[")]
    assert line in said
    assert "Traceback" not in captured.err
    assert "test-key" not in captured.err


def test_the_composer_takes_over_only_when_it_is_asked_to(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.setenv("SUMMARIZER_MODEL", "status-500")
    assert main(["draft", "facts.md"]) == 3
    assert main(["draft", "facts.md", "--engine", "offline"]) == 0
    assert "32户" in capsys.readouterr().out


def test_without_a_key_or_address_the_engine_is_not_configured(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(build_drafters(load_settings())) == ["offline"]
    assert main(["draft", "facts.md", "--engine", "llm"]) == 2
    assert "起草引擎 llm 还没有配置" in capsys.readouterr().err


def test_an_address_that_is_none_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost:8000")
    with pytest.raises(ConfigurationError, match="OPENAI_BASE_URL"):
        build_drafters(load_settings())
