"""What a failed request means: any client's exception to one of our errors, by its status and its causes."""

import json
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from summarizer.drafting.presets import Target
from summarizer.errors import (
    BadKeyError,
    BrokenStreamError,
    CertificateError,
    EndpointError,
    EngineError,
    EngineUnavailableError,
    MalformedAnswerError,
    NoCreditError,
    ProxyFailedError,
    RateLimitedError,
    RequestRefusedError,
    ServerFailureError,
    StalledError,
    UnknownModelError,
    UnreachableError,
    WrongAddressError,
)

_QUOTA: Final = re.compile(
    r"insufficient_quota|insufficient balance|exceeded your current quota|arrearage|余额不足|欠费"
)
_NO_MODEL: Final = re.compile(
    r"model[\w ]*(?:`[^`]*`|'[^']*'|\"[^\"]*\"|\S+)? (?:does not exist|not found|is not)|model_?not_?found"
    r"|modelnotfound|not_found_error.*model|no such model|no models? loaded|(?:unknown|invalid) model"
    r"|模型不存在"
)
_TOO_LONG: Final = re.compile(
    r"context[_ ]length|maximum context|too many tokens|exceeds? the (?:available )?context"
)
_FILTERED: Final = re.compile(
    r"content_filter|content_policy|data_inspection_failed|sensitive|contentFilter|敏感", re.I
)
_SECRETS: Final = re.compile(r"\b(?:sk|ak|api|key)-[\w*.-]{4,}|Bearer\s+\S+", re.I)
_TOLD_CHARS: Final = 80


def translate(error: BaseException, target: Target) -> EngineError:
    """The error of our tree for what a client library raised; those of our own are returned as they are.

    Nothing of the key is in its text, nor what the server says about it.
    """
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, EngineError):
            return cause
    status = next((status for cause in causes if (status := _status(cause)) is not None), None)
    if status is not None:
        return _refused(status, causes, target)
    return _broken(causes, target)


def is_about_parameter(error: BaseException, name: str) -> bool:
    """Whether the server refused the request because of the parameter `name`."""
    causes = tuple(_causes(error))
    return any(_status(cause) in {400, 422} for cause in causes) and name in _told(causes)


def retry_after_s(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """The seconds of Retry-After (RFC 9110, 10.2.3: seconds or a date), None when absent or unreadable."""
    written = headers.get("retry-after", "").strip()
    if not written:
        return None
    try:
        return max(0.0, float(written))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def excerpt(text: str, *, key: str = "") -> str:
    """The beginning of what a server said, on one line, without anything that looks like a key."""
    plain = " ".join(_SECRETS.sub("…", text.replace(key, "…") if key else text).split())
    return plain if len(plain) <= _TOLD_CHARS else plain[:_TOLD_CHARS] + "…"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what led to it, the outermost first."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        cause = pending.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        pending += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            pending += cause.exceptions


def _status(error: BaseException) -> int | None:
    """The HTTP status; for an error told inside the stream, the one its code stands for."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status
    body = getattr(error, "body", None)
    if not isinstance(body, Mapping):
        return None
    code = str(body.get("code") or body.get("type") or "")
    if code.isdigit() and 400 <= int(code) < 600:
        return int(code)
    told = f"{code} {body.get('message')}".lower()
    if _QUOTA.search(told) or "rate" in code.lower():
        return 429
    return 400 if _FILTERED.search(told) or _TOO_LONG.search(told) else 500


def _refused(status: int, causes: tuple[BaseException, ...], target: Target) -> EngineError:
    told = _told(causes)
    place = target.place
    if status == 402 or (status in {403, 429} and _QUOTA.search(told)):
        return NoCreditError(f"{place}的账户余额或额度已用完")
    if status in {401, 403}:
        refused = "不认这个密钥" if status == 401 else f"不允许用这个密钥访问模型“{target.model}”"
        return BadKeyError(f"{place}{refused}")
    if status in {400, 404, 422} and _NO_MODEL.search(told):
        pull = f"请先在命令行执行 ollama pull {target.model} 。" if place == "Ollama" else None
        return UnknownModelError(f"{place}没有名为“{target.model}”的模型", hint=pull)
    if status in {404, 405, 410}:
        return WrongAddressError(f"接口地址不对：{place}上没有这个路径（{status}）")
    if status == 407:
        return ProxyFailedError("代理服务器要求登录或拒绝了请求")
    if status == 429 or status >= 500:
        return _overloaded(status, causes, place)
    return _unacceptable(status, causes, target)


def _overloaded(status: int, causes: tuple[BaseException, ...], place: str) -> EndpointError:
    responses = (getattr(cause, "response", None) for cause in causes)
    headers: Mapping[str, str] = next(
        (response.headers for response in responses if response is not None), {}
    )
    seconds = retry_after_s(headers)
    hint = f"已有文字没有改动，请{round(seconds)}秒后重试。" if seconds is not None and seconds >= 1 else None
    if status == 429:
        return RateLimitedError(f"{place}说请求太频繁", hint=hint, retry_after_s=seconds)
    return ServerFailureError(f"{place}的服务器出错（{status}）", hint=hint, retry_after_s=seconds)


def _unacceptable(status: int, causes: tuple[BaseException, ...], target: Target) -> RequestRefusedError:
    """A request the server understood and does not want as it is."""
    told = _told(causes)
    if status == 413 or _TOO_LONG.search(told):
        return RequestRefusedError("发给模型的内容超出了它一次能读的长度")
    if _FILTERED.search(told):
        return RequestRefusedError(
            f"{target.place}的内容审查拒绝了这一节的内容", hint="可换一种说法写这几条事实，或换用离线起草。"
        )
    hint = "请核对模型名称和接口地址，或换一个模型再试。"
    return RequestRefusedError(f"{target.place}拒绝了请求（{status}）{_said(causes, target)}", hint=hint)


def _broken(causes: tuple[BaseException, ...], target: Target) -> EngineError:
    """The innermost cause that says something; client libraries wrap it two or three times."""
    place = target.place
    for matches, explain in _BREAKS:
        if any(matches(cause) for cause in causes):
            return explain(place)
    if any(isinstance(cause, ImportError) for cause in causes):
        message = f"还没有安装 {target.provider} 的连接程序"
        return EngineUnavailableError(
            message, hint=f"请先安装 langchain-{target.provider.replace('_', '-')}。"
        )
    return EngineError(f"与{place}通信时出错（{type(causes[0]).__name__}）")


def _named(*names: str) -> Callable[[BaseException], bool]:
    return lambda error: type(error).__name__ in names


def _is_type(*types: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, types)


def _is_host_unknown(error: BaseException) -> bool:
    return isinstance(error, socket.gaierror) or "Name or service not known" in str(error)


# Tried in order: the first that any of the causes matches. The libraries' own classes go by name, for
# httpx and httpx2 have the same ones.
_BREAKS: Final[tuple[tuple[Callable[[BaseException], bool], Callable[[str], EngineError]], ...]] = (
    (
        _is_type(ssl.SSLCertVerificationError),
        lambda place: CertificateError(f"{place}的安全证书不可信，没有连接"),
    ),
    (
        lambda error: isinstance(error, ssl.SSLError) or "SSL" in str(error)[:40],
        lambda place: CertificateError(
            f"与{place}建立加密连接（TLS）失败", hint="请核对地址是 https 还是 http，并检查电脑的日期时间。"
        ),
    ),
    (_named("ProxyError"), lambda _: ProxyFailedError("代理服务器拒绝了连接")),
    (_is_host_unknown, lambda place: UnreachableError(f"找不到{place}的服务器（域名解析失败）")),
    (
        _is_type(ConnectionRefusedError),
        lambda place: UnreachableError(f"{place}拒绝连接，那里没有程序在应答"),
    ),
    (_named("ConnectTimeout", "PoolTimeout"), lambda place: UnreachableError(f"连接{place}超时")),
    (_named("ConnectError"), lambda place: UnreachableError(f"连不上{place}")),
    (
        _named("ReadTimeout", "WriteTimeout", "TimeoutError", "APITimeoutError"),
        lambda place: StalledError(f"{place}太久没有回应"),
    ),
    (
        _named("ReadError", "WriteError", "RemoteProtocolError", "ConnectionResetError", "IncompleteRead"),
        lambda place: BrokenStreamError(f"与{place}的连接中途断开"),
    ),
    (
        _is_type(UnicodeDecodeError),
        lambda place: MalformedAnswerError(f"{place}返回的文字编码不对，不是 UTF-8"),
    ),
    (
        _is_type(json.JSONDecodeError),
        lambda place: MalformedAnswerError(f"{place}返回的内容格式不对，不是有效的 JSON"),
    ),
    (
        # A client that walks through an answer of another shape than the protocol's.
        _is_type(KeyError, TypeError, AttributeError, IndexError, ValueError),
        lambda place: MalformedAnswerError(f"{place}返回的内容不合接口格式"),
    ),
    (_named("APIConnectionError"), lambda place: UnreachableError(f"连不上{place}")),
)


def _told(causes: tuple[BaseException, ...]) -> str:
    """All that the server said, in lower case."""
    parts = [str(getattr(cause, "body", None) or "") for cause in causes]
    return " ".join([*parts, *(str(cause) for cause in causes if _status(cause) is not None)]).lower()


def _said(causes: tuple[BaseException, ...], target: Target) -> str:
    bodies = (getattr(cause, "body", None) for cause in causes)
    body: Any = next(filter(None, bodies), None)
    words = body.get("message") if isinstance(body, Mapping) else None
    if not isinstance(words, str) or not words.strip():
        return ""
    secret = target.key.get_secret_value() if target.key is not None else ""
    return f"：{excerpt(words, key=secret)}"
