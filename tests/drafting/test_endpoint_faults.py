"""What exceptions that no local server can cause on demand are told as."""

import ssl
from datetime import UTC, datetime

import pytest

from summarizer.drafting.endpoint_faults import excerpt, retry_after_s, translate
from summarizer.drafting.presets import Target, load_presets
from summarizer.errors import (
    CertificateError,
    EngineError,
    NoCreditError,
    RateLimitedError,
    RequestRefusedError,
    ServerFailureError,
    UnreachableError,
)

TARGET = Target(base_url="https://llm.example/v1", model="m")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class ConnectTimeout(Exception):  # noqa: N818
    """Named as in httpx."""


class Opaque(Exception):  # noqa: N818
    """Nobody knows it."""


def caused_by(cause: Exception) -> Exception:
    """`cause` wrapped twice, as client libraries do."""
    inner = RuntimeError("wrapped")
    inner.__cause__ = cause
    outer = Opaque("Connection error.")
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("cause", "error", "sentence"),
    [
        (ssl.SSLCertVerificationError("self-signed"), CertificateError, "安全证书不可信"),
        (ssl.SSLError("WRONG_VERSION_NUMBER"), CertificateError, "加密连接（TLS）失败"),
        (ConnectTimeout("timed out"), UnreachableError, "连接llm.example超时"),
        (RateLimitedError("说请求太频繁"), RateLimitedError, "说请求太频繁"),
        (Opaque("?"), EngineError, "通信时出错（Opaque）"),
    ],
)
def test_the_innermost_cause_that_says_something_counts(
    cause: Exception, error: type[EngineError], sentence: str
) -> None:
    failure = translate(caused_by(cause), TARGET)
    assert type(failure) is error
    assert sentence in str(failure)


@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        ("503", "engine overloaded", ServerFailureError),
        ("rate_limit_exceeded", "slow down", RateLimitedError),
        ("1113", "您的账户已欠费，余额不足", NoCreditError),
        ("1301", "系统检测到输入或生成内容可能包含不安全或敏感内容", RequestRefusedError),
        ("data_inspection_failed", "Output data may contain inappropriate content", RequestRefusedError),
        ("", "something", ServerFailureError),
    ],
)
def test_an_error_told_inside_the_stream_is_read_by_its_code_and_words(
    code: str, message: str, error: type[EngineError]
) -> None:
    told = Opaque(message)
    told.body = {"code": code, "message": message}  # type: ignore[attr-defined]
    assert type(translate(told, TARGET)) is error


def test_ollama_is_told_to_pull_a_model_it_lacks() -> None:
    ollama = next(preset for preset in load_presets() if preset.id == "ollama")
    told = Opaque("404")
    told.status_code = 404  # type: ignore[attr-defined]
    told.body = {"message": "model 'qwen3:4b' not found, try pulling it first"}  # type: ignore[attr-defined]
    failure = translate(told, Target(base_url=ollama.base_url, model="qwen3:4b", preset=ollama))
    assert failure.sentence == "Ollama没有名为“qwen3:4b”的模型。请先在命令行执行 ollama pull qwen3:4b 。"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("3", 3.0),
        (" 0.5 ", 0.5),
        ("-1", 0.0),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30.0),
        ("Thu, 01 Jan 2026 00:00:30 -0000", 30.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(written: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": written}, now=NOW) == seconds


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("bad  key\nsk-abcdef123456 here", "bad key … here"),
        ("Authorization: Bearer abc.def", "Authorization: …"),
        ("token my-secret is wrong", "token … is wrong"),
        ("长" * 100, "长" * 80 + "…"),
    ],
)
def test_an_excerpt_is_short_and_without_keys(said: str, shown: str) -> None:
    assert excerpt(said, key="my-secret") == shown
