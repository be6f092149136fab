"""测试连接: one small request to the configured endpoint, and what came of it in plain Chinese."""

import time
from dataclasses import dataclass
from typing import Final

from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.pacing import Backoff
from summarizer.drafting.presets import Target
from summarizer.errors import (
    EmptyAnswerError,
    EngineError,
    TruncatedAnswerError,
    UnknownModelError,
    WrongAddressError,
)
from summarizer.protocols import ChatMessage

_QUESTION: Final = (ChatMessage("user", "请只回答一个字：好"),)
_MAX_TOKENS: Final = 16
_TIMEOUTS: Final = Timeouts(connect_s=10, first_s=60, stall_s=20)
_SHOWN_MODELS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionReport:
    """What a test of the connection found.

    Attributes:
        message: one Chinese sentence: that it works, or what exactly is wrong.
        hint: what to do; a remark where it works.
        model: the model that answered or was asked.
        models: names the endpoint offers, sorted; empty when it does not tell.
        first_text_s: seconds until the first text came, None when none did.
    """

    is_ok: bool
    message: str
    hint: str = ""
    model: str = ""
    models: tuple[str, ...] = ()
    first_text_s: float | None = None


def check_target(target: Target | None, *, timeouts: Timeouts = _TIMEOUTS) -> ConnectionReport:
    """Whether this endpoint answers, and what is wrong if not; a failure is a report, too."""
    if target is None:
        hint = "请选择服务商并填写密钥，或设置 OPENAI_API_KEY（密钥）、OPENAI_BASE_URL（接口地址）。"
        return ConnectionReport(is_ok=False, message="还没有配置大模型，现在用离线起草", hint=hint)
    endpoint = ChatEndpoint(target, timeouts=timeouts, backoff=Backoff(tries=1))
    try:
        return _tested(endpoint, target)
    finally:
        endpoint.close()


def _tested(endpoint: ChatEndpoint, target: Target) -> ConnectionReport:
    begun = time.monotonic()
    first_text_s: float | None = None
    note = target.preset.note if target.preset is not None else ""
    try:
        for _ in endpoint.stream(_QUESTION, max_tokens=_MAX_TOKENS):
            first_text_s = first_text_s or time.monotonic() - begun
    except (TruncatedAnswerError, EmptyAnswerError) as error:
        # Sixteen tokens are few for a model that thinks or chats first: it has answered all the same.
        if not (first_text_s or "思考" in str(error)):
            return _failed(error, endpoint, target)
        note = "这个模型先思考再回答，会慢一些，建议换用不思考的模型。" if not first_text_s else note
    except EngineError as error:
        return _failed(error, endpoint, target)
    seconds = first_text_s if first_text_s is not None else time.monotonic() - begun
    return ConnectionReport(
        is_ok=True,
        message=f"连接正常：{target.place}的模型“{endpoint.name}”{seconds:.1f}秒后开始回答",
        hint=note,
        model=endpoint.name,
        # Where there are no examples to choose from, the endpoint is asked for its own.
        models=_models(endpoint) if target.preset is None or not target.preset.models else (),
        first_text_s=first_text_s,
    )


def _failed(error: EngineError, endpoint: ChatEndpoint, target: Target) -> ConnectionReport:
    models = _models(endpoint) if isinstance(error, UnknownModelError) else ()
    hint = error.hint
    if models:
        more = "等" if len(models) > _SHOWN_MODELS else ""
        hint = f"那里可用的模型有：{'、'.join(models[:_SHOWN_MODELS])}{more}。"
    elif isinstance(error, WrongAddressError) and not target.base_url.rsplit("/", 1)[-1].startswith("v"):
        hint = f"请试试把接口地址写成 {target.base_url}/v1 。"
    return ConnectionReport(is_ok=False, message=str(error), hint=hint, model=endpoint.name, models=models)


def _models(endpoint: ChatEndpoint) -> tuple[str, ...]:
    try:
        return endpoint.list_models()
    except EngineError:
        return ()
