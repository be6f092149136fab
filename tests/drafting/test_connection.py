"""测试连接: what a user reads when something is wrong, and when nothing is."""

import socket

import pytest
from llm_fixtures import LlmServer

from summarizer.drafting.connection import check_target
from summarizer.drafting.endpoint import Timeouts
from summarizer.drafting.presets import resolve_target
from summarizer.errors import ConfigurationError
from summarizer.settings import Settings

PATIENT = Timeouts(connect_s=10, first_s=30, stall_s=30)
IMPATIENT = Timeouts(connect_s=10, first_s=0.5, stall_s=0.5)


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for field in Settings.model_fields.values():
        for name in getattr(field.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("model", "is_ok", "message", "hint"),
    [
        ("faithful", True, "的模型“faithful”", ""),
        ("", True, "的模型“faithful”", ""),
        ("truncated", True, "连接正常", ""),
        ("only-thinks", True, "连接正常", "先思考再回答"),
        (
            "unknown",
            False,
            "没有名为“unknown”的模型",
            "那里可用的模型有：embedding-small、faithful、qwen-test。",
        ),
        ("status-401", False, "不认这个密钥", "OPENAI_API_KEY"),
        ("no-credit", False, "额度已用完", "充值"),
        ("status-429", False, "请求太频繁", "重试"),
        ("status-500", False, "服务器出错（500）", "服务商一侧"),
        ("late", False, "太久没有回应", "重试"),
        ("empty", False, "空的回答", "换一个模型"),
        ("html", False, "返回的是网页", "OPENAI_BASE_URL"),
    ],
)
def test_the_report_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer, model: str, is_ok: bool, message: str, hint: str
) -> None:
    given = settings(monkeypatch, OPENAI_BASE_URL=llm_server.base_url, SUMMARIZER_MODEL=model)
    report = check_target(resolve_target(given), timeouts=IMPATIENT if model == "late" else PATIENT)
    assert report.is_ok is is_ok
    assert message in report.message
    assert hint in report.hint


def test_an_endpoint_nobody_has_examples_for_is_asked_for_its_models(
    monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer
) -> None:
    given = settings(monkeypatch, OPENAI_BASE_URL=llm_server.base_url, SUMMARIZER_MODEL="faithful")
    report = check_target(resolve_target(given), timeouts=PATIENT)
    assert report.models == ("embedding-small", "faithful", "qwen-test")


def test_a_wrong_key_is_not_shown(monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer) -> None:
    key = "wrong-key-1234567890"
    given = settings(monkeypatch, OPENAI_BASE_URL=llm_server.base_url, OPENAI_API_KEY=key)
    report = check_target(resolve_target(given), timeouts=PATIENT)
    assert "不认这个密钥" in report.message
    assert key not in repr(report)


def test_a_missing_v1_is_guessed(monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer) -> None:
    bare = f"http://127.0.0.1:{llm_server.port}"
    given = settings(monkeypatch, OPENAI_BASE_URL=bare, SUMMARIZER_MODEL="faithful")
    report = check_target(resolve_target(given), timeouts=PATIENT)
    assert "没有这个路径（404）" in report.message
    assert f"{bare}/v1" in report.hint


def test_nobody_listening_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = settings(monkeypatch, OPENAI_BASE_URL=f"http://127.0.0.1:{port}/v1")
    report = check_target(resolve_target(given), timeouts=PATIENT)
    assert not report.is_ok
    assert "拒绝连接" in report.message


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "还没有配置大模型"),
        ({"SUMMARIZER_MODEL": "deepseek:deepseek-chat"}, "还没有设置DeepSeek的密钥"),
    ],
)
def test_settings_that_cannot_work_are_said_without_a_request(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], message: str
) -> None:
    report = check_target(resolve_target(settings(monkeypatch, **variables)))
    assert not report.is_ok
    assert message in report.message
    assert report.hint.endswith("。")


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="写法不对") as caught:
        resolve_target(settings(monkeypatch, OPENAI_BASE_URL="deepseek"))
    assert caught.value.hint.endswith("。")
