"""The endpoint against a real server over HTTP: what comes through, what stops, what every failure says."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from llm_fixtures import LlmServer
from pydantic import SecretStr

from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.pacing import Backoff, CircuitBreaker
from summarizer.drafting.presets import Target, load_presets
from summarizer.errors import (
    BadKeyError,
    BrokenStreamError,
    CertificateError,
    CircuitOpenError,
    EmptyAnswerError,
    EngineError,
    FilteredAnswerError,
    HugeAnswerError,
    MalformedAnswerError,
    NoCreditError,
    ProxyFailedError,
    RateLimitedError,
    RequestRefusedError,
    ServerFailureError,
    StalledError,
    TruncatedAnswerError,
    UnknownModelError,
    UnreachableError,
    WrongAddressError,
)
from summarizer.protocols import ChatMessage, ChatModel, ChatUsage

KEY = "test-key-1234567890"
BAD_KEY = "wrong-key-1234567890"
PROMPT = (ChatMessage("system", "你是文秘。"), ChatMessage("user", "<事实>\n1. 慰问困难职工32户\n</事实>"))
QUICK = Backoff(tries=3, first_s=0.01)
# Long enough for a busy machine; the two models that keep silent get the impatient ones.
PATIENT = Timeouts(connect_s=10, first_s=30, stall_s=30)
IMPATIENT = Timeouts(connect_s=10, first_s=0.5, stall_s=0.5)
NO_KEY_AT_ALL = "还没有设置DeepSeek的密钥。请在“设置”里填写，或设置环境变量 DEEPSEEK_API_KEY 后再试。"

MakeEndpoint = Callable[..., ChatEndpoint]


@pytest.fixture
def make_endpoint(llm_server: LlmServer) -> Iterator[MakeEndpoint]:
    opened: list[ChatEndpoint] = []

    def make(
        model: str, *, base_url: str = "", key: str = KEY, timeouts: Timeouts | None = None
    ) -> ChatEndpoint:
        timeouts = timeouts or (IMPATIENT if model.partition("@")[0] in {"late", "stall"} else PATIENT)
        target = Target(base_url=base_url or llm_server.base_url, model=model, key=SecretStr(key))
        endpoint = ChatEndpoint(target, timeouts=timeouts, backoff=QUICK)
        opened.append(endpoint)
        return endpoint

    yield make
    for endpoint in opened:
        endpoint.close()


def read(endpoint: ChatEndpoint) -> str:
    return "".join(endpoint.stream(PROMPT, max_tokens=200))


def read_until_failure(endpoint: ChatEndpoint) -> tuple[str, EngineError]:
    pieces: list[str] = []
    with pytest.raises(EngineError) as caught:
        pieces.extend(piece for piece in endpoint.stream(PROMPT, max_tokens=200))
    return "".join(pieces), caught.value


def test_importing_the_endpoint_loads_neither_langchain_nor_openai() -> None:
    code = (
        "import sys, summarizer.drafting.endpoint, summarizer.assemble\n"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "{'langchain', 'langchain_core', 'langchain_openai', 'openai', 'tiktoken', 'httpx', 'httpx2'}])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_text_comes_in_pieces_with_usage_and_the_reason_it_ended(make_endpoint: MakeEndpoint) -> None:
    stream = make_endpoint("faithful").stream(PROMPT, max_tokens=200)
    pieces = list(stream)
    assert len(pieces) > 3
    assert "".join(pieces) == "慰问困难职工32户。"
    assert stream.finish_reason == "stop"
    assert isinstance(stream.usage, ChatUsage)
    assert stream.usage.tokens_out == len("慰问困难职工32户。")


def test_an_endpoint_is_a_chat_model(make_endpoint: MakeEndpoint) -> None:
    assert isinstance(make_endpoint("faithful"), ChatModel)


def test_the_request_carries_the_names_other_servers_know(
    make_endpoint: MakeEndpoint, llm_server: LlmServer
) -> None:
    endpoint = make_endpoint("faithful@names")
    list(endpoint.stream(PROMPT, max_tokens=321, temperature=0.3, seed=7))
    (entry,) = llm_server.log("faithful@names")
    body = entry["body"]
    assert body["max_tokens"] == 321
    assert "max_completion_tokens" not in body
    assert (body["temperature"], body["seed"], body["stream"]) == (0.3, 7, True)
    assert body["stream_options"] == {"include_usage": True}
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert entry["authorization"] == f"Bearer {KEY}"


def test_a_thinking_switch_of_the_preset_is_sent(llm_server: LlmServer) -> None:
    body = {"enable_thinking": False}
    target = Target(base_url=llm_server.base_url, model="faithful@thinking", extra_body=body)
    endpoint = ChatEndpoint(target)
    read(endpoint)
    endpoint.close()
    assert llm_server.log("faithful@thinking")[0]["body"]["enable_thinking"] is False


def test_a_slow_first_token_is_waited_for(make_endpoint: MakeEndpoint) -> None:
    assert read(make_endpoint("slow-first")) == "慰问困难职工32户。"


def test_thinking_text_is_dropped(make_endpoint: MakeEndpoint) -> None:
    assert read(make_endpoint("thinks")) == "慰问困难职工32户。"


@pytest.mark.parametrize(
    ("model", "absent", "present"),
    [
        ("no-usage", {"stream_options"}, {"max_tokens", "temperature"}),
        ("new-names", {"max_tokens", "temperature"}, {"max_completion_tokens", "stream_options"}),
    ],
)
def test_refused_parameters_are_left_out_from_then_on(
    make_endpoint: MakeEndpoint, llm_server: LlmServer, model: str, absent: set[str], present: set[str]
) -> None:
    endpoint = make_endpoint(f"{model}@refused")
    for _ in range(2):
        assert "".join(endpoint.stream(PROMPT, max_tokens=99, temperature=0.5)) == "慰问困难职工32户。"
    asked = [set(entry["body"]) for entry in llm_server.log(f"{model}@refused")]
    assert len(asked) == 2 + len([name for name in absent if name != "stream_options"] or [1])
    for names in asked[-2:]:
        assert not absent & names
        assert present <= names


def test_sections_that_start_together_all_learn_what_is_refused(make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint("new-names@together")
    streams = [endpoint.stream(PROMPT, max_tokens=99, temperature=0.5) for _ in range(6)]
    assert ["".join(stream) for stream in streams] == ["慰问困难职工32户。"] * 6


@pytest.mark.parametrize(
    ("model", "error", "sentence"),
    [
        ("status-403", BadKeyError, "不允许用这个密钥访问模型“status-403”"),
        ("status-402", NoCreditError, "账户余额或额度已用完"),
        ("no-credit", NoCreditError, "账户余额或额度已用完"),
        ("unknown", UnknownModelError, "没有名为“unknown”的模型"),
        ("status-404", WrongAddressError, "上没有这个路径（404）"),
        ("status-400", RequestRefusedError, "拒绝了请求（400）：it failed"),
        ("status-413", RequestRefusedError, "超出了它一次能读的长度"),
        ("too-long", RequestRefusedError, "超出了它一次能读的长度"),
        ("status-429", RateLimitedError, "说请求太频繁"),
        ("busy-long", RateLimitedError, "请3600秒后重试"),
        ("busy-until", RateLimitedError, "说请求太频繁"),
        ("status-500", ServerFailureError, "服务器出错（500）"),
        ("status-502", ServerFailureError, "服务器出错（502）"),
        ("status-503", ServerFailureError, "服务器出错（503）"),
        ("reset-at-once", BrokenStreamError, "连接中途断开"),
        ("late", StalledError, "太久没有回应"),
        ("empty", EmptyAnswerError, "返回了空的回答"),
        ("only-thinks", TruncatedAnswerError, "只输出了思考过程，没有写出正文"),
        ("bad-json", MalformedAnswerError, "不是有效的 JSON"),
        ("not-sse", MalformedAnswerError, "不合接口格式"),
        ("gbk", MalformedAnswerError, "不是 UTF-8"),
        ("html", WrongAddressError, "返回的是网页，不是接口数据"),
        ("error-event", ServerFailureError, "服务器出错（503）"),
        ("huge-line", HugeAnswerError, "数据太大，已停止接收"),
    ],
)
def test_a_failure_without_text_is_one_chinese_sentence(
    make_endpoint: MakeEndpoint, model: str, error: type[EngineError], sentence: str
) -> None:
    text, failure = read_until_failure(make_endpoint(model))
    assert text == ""
    assert type(failure) is error
    assert sentence in failure.sentence
    assert "\n" not in failure.sentence
    assert failure.sentence.endswith("。")


@pytest.mark.parametrize(
    ("model", "error", "reason", "sentence"),
    [
        ("reset", BrokenStreamError, "error", "连接中途断开"),
        ("eof", BrokenStreamError, "error", "没有写完"),
        ("stall", StalledError, "error", "太久没有回应"),
        ("truncated", TruncatedAnswerError, "length", "被截断"),
        ("filtered", FilteredAnswerError, "content_filter", "内容审查中断了这一节"),
        ("huge", HugeAnswerError, "error", "远远超出了要求的长度"),
    ],
)
def test_a_failure_in_the_middle_keeps_the_text_before_it_and_is_not_retried(
    make_endpoint: MakeEndpoint,
    llm_server: LlmServer,
    model: str,
    error: type[EngineError],
    reason: str,
    sentence: str,
) -> None:
    stream = make_endpoint(f"{model}@middle").stream(PROMPT, max_tokens=200)
    pieces: list[str] = []
    with pytest.raises(error, match=sentence):
        pieces.extend(stream)
    assert "".join(pieces)[:2] in {"慰问", "工会"}
    assert stream.finish_reason == reason
    assert next(stream, None) is None
    assert len(llm_server.log(f"{model}@middle")) == 1


def test_a_missing_finish_reason_is_no_failure_when_the_end_mark_came(make_endpoint: MakeEndpoint) -> None:
    assert read(make_endpoint("no-finish")) == "慰问困难职工32户。"


@pytest.mark.parametrize(
    ("model", "requests"), [("busy-once", 2), ("fails-twice", 3), ("status-503", 3), ("status-403", 1)]
)
def test_only_what_may_pass_is_tried_again_and_a_fixed_number_of_times(
    make_endpoint: MakeEndpoint, llm_server: LlmServer, model: str, requests: int
) -> None:
    endpoint = make_endpoint(f"{model}@tries")
    if model.startswith("status"):
        read_until_failure(endpoint)
    else:
        assert read(endpoint) == "慰问困难职工32户。"
    assert len(llm_server.log(f"{model}@tries")) == requests


def test_retry_after_is_honoured(make_endpoint: MakeEndpoint, llm_server: LlmServer) -> None:
    read(make_endpoint("busy-once@honoured"))
    first, second = llm_server.log("busy-once@honoured")
    assert second["at"] - first["at"] >= 0.2


def test_a_wrong_key_is_said_and_shown_nowhere(make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint("faithful", key=BAD_KEY)
    _, failure = read_until_failure(endpoint)
    assert type(failure) is BadKeyError
    assert "不认这个密钥" in failure.sentence
    assert not failure.retryable
    shown = f"{failure!r} {failure.__cause__!r} {endpoint.target!r} {endpoint.__dict__!r}"
    assert BAD_KEY not in shown


def test_a_key_the_server_repeats_is_blotted_out(make_endpoint: MakeEndpoint) -> None:
    _, failure = read_until_failure(make_endpoint("echoes-key"))
    assert "bad request for key …" in str(failure)
    assert failure.__cause__ is None


def test_a_missing_key_is_said_before_anything_is_sent() -> None:
    deepseek = next(preset for preset in load_presets() if preset.id == "deepseek")
    endpoint = ChatEndpoint(Target(base_url="https://api.deepseek.com/v1", model="m", preset=deepseek))
    _, failure = read_until_failure(endpoint)
    endpoint.close()
    assert failure.sentence == NO_KEY_AT_ALL


def test_a_key_pasted_with_full_width_characters_is_said(make_endpoint: MakeEndpoint) -> None:
    _, failure = read_until_failure(make_endpoint("faithful", key="ｓｋ－密钥"))
    assert "密钥里有中文或全角字符" in failure.sentence


def test_warming_up_sends_nothing(make_endpoint: MakeEndpoint, llm_server: LlmServer) -> None:
    endpoint = make_endpoint("faithful@warm")
    endpoint.warm_up()
    assert llm_server.log("faithful@warm") == []
    assert read(endpoint) == "慰问困难职工32户。"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_refused_connection_is_said(make_endpoint: MakeEndpoint) -> None:
    _, failure = read_until_failure(make_endpoint("m", base_url=f"http://127.0.0.1:{free_port()}/v1"))
    assert type(failure) is UnreachableError
    assert "拒绝连接，那里没有程序在应答" in failure.sentence


def test_an_unknown_host_is_said(make_endpoint: MakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_host(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    _, failure = read_until_failure(make_endpoint("m", base_url="http://llm.invalid/v1"))
    assert type(failure) is UnreachableError
    assert "找不到llm.invalid的服务器（域名解析失败）" in failure.sentence


def test_http_where_tls_is_expected_is_said(make_endpoint: MakeEndpoint, llm_server: LlmServer) -> None:
    _, failure = read_until_failure(make_endpoint("m", base_url=f"https://127.0.0.1:{llm_server.port}/v1"))
    assert type(failure) is CertificateError
    assert "TLS" in failure.sentence
    assert not failure.retryable


def test_a_proxy_that_refuses_is_said(
    make_endpoint: MakeEndpoint, llm_server: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The model server knows no CONNECT, which is how a proxy refuses.
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{llm_server.port}")
    _, failure = read_until_failure(make_endpoint("m", base_url="https://llm.invalid/v1"))
    assert type(failure) is ProxyFailedError
    assert "代理服务器拒绝了连接" in failure.sentence


def test_a_proxy_of_the_whole_computer_is_not_asked_for_a_local_server(
    make_endpoint: MakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert read(make_endpoint("faithful")) == "慰问困难职工32户。"


def test_nothing_is_traced_even_when_the_environment_asks_for_it(
    make_endpoint: MakeEndpoint, llm_server: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced: list[object] = []
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", llm_server.base_url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2-test")
    monkeypatch.setattr(
        "langchain_core.tracers.langchain.LangChainTracer.__init__", lambda *a, **k: traced.append(a)
    )
    assert read(make_endpoint("faithful")) == "慰问困难职工32户。"
    assert traced == []


def test_a_stop_closes_the_connection_and_keeps_the_text(
    make_endpoint: MakeEndpoint, llm_server: LlmServer
) -> None:
    stream = make_endpoint("stall@stopped", timeouts=PATIENT).stream(PROMPT, max_tokens=200)
    pieces = [next(stream) for _ in range(2)]
    stopped_at = time.time()
    stream.stop()
    pieces.extend(stream)
    assert stream.finish_reason == "stopped"
    assert "慰问困难职工".startswith("".join(pieces))
    entry = wait_for_end(llm_server, "stall@stopped")
    assert entry["ended"] == "left"
    # The benchmark holds it to 150 ms; here it only must not wait for anything.
    assert entry["ended_at"] - stopped_at < 2


@pytest.mark.parametrize("model", ["late", "stall"])
def test_a_stop_while_nothing_comes_frees_the_reader_and_the_connection(
    make_endpoint: MakeEndpoint, llm_server: LlmServer, model: str
) -> None:
    endpoint = make_endpoint(f"{model}@waiting", timeouts=PATIENT)
    stream = endpoint.stream(PROMPT, max_tokens=200)
    wait_for_request(llm_server, f"{model}@waiting", pieces=3 if model == "stall" else 0)
    threading.Timer(0.05, stream.stop).start()
    list(stream)
    stopped_at = time.time()
    entry = wait_for_end(llm_server, f"{model}@waiting")
    assert entry["ended_at"] - stopped_at < 2


def test_a_stop_before_the_first_request_sends_none(
    make_endpoint: MakeEndpoint, llm_server: LlmServer
) -> None:
    stream = make_endpoint("slow@never").stream(PROMPT, max_tokens=200)
    stream.stop()
    stream.stop()
    assert list(stream) == []
    assert stream.finish_reason == "stopped"
    time.sleep(0.1)
    assert [entry["ended"] for entry in llm_server.log("slow@never")] in ([], ["left"])


def test_closing_the_endpoint_ends_its_streams(make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint("stall@closed", timeouts=PATIENT)
    stream = endpoint.stream(PROMPT, max_tokens=200)
    next(stream)
    endpoint.close()
    list(stream)
    assert stream.finish_reason == "stopped"
    with pytest.raises(EngineError, match="已经关闭"):
        endpoint.stream(PROMPT, max_tokens=200)


def test_streams_of_one_endpoint_run_at_the_same_time(make_endpoint: MakeEndpoint) -> None:
    endpoint = make_endpoint("stall@together", timeouts=PATIENT)
    streams = [endpoint.stream(PROMPT, max_tokens=200) for _ in range(6)]
    # None of them ends by itself, so that a first piece of each means that all are open.
    assert [next(stream) for stream in streams] == ["慰问"] * 6
    for stream in streams:
        stream.stop()


def test_a_failing_endpoint_is_left_alone_and_the_message_says_why(llm_server: LlmServer) -> None:
    breaker = CircuitBreaker(failures=2, cool_down_s=60)
    target = Target(base_url=llm_server.base_url, model="status-500@circuit")
    endpoint = ChatEndpoint(target, backoff=replace(QUICK, tries=2), breaker=breaker)
    read_until_failure(endpoint)
    _, failure = read_until_failure(endpoint)
    endpoint.close()
    assert type(failure) is CircuitOpenError
    assert "服务器出错（500）；已连续失败2次" in failure.sentence
    assert len(llm_server.log("status-500@circuit")) == 2


def test_a_server_without_a_model_in_the_settings_is_asked_for_one(
    make_endpoint: MakeEndpoint, llm_server: LlmServer
) -> None:
    endpoint = make_endpoint("")
    assert endpoint.list_models() == ("embedding-small", "faithful", "qwen-test")
    assert read(endpoint) == "慰问困难职工32户。"
    assert endpoint.name == "faithful"


def test_a_provider_that_is_not_installed_is_named() -> None:
    endpoint = ChatEndpoint(Target(base_url="", model="command-r", provider="cohere"))
    _, failure = read_until_failure(endpoint)
    endpoint.close()
    assert failure.sentence == "还没有安装 cohere 的连接程序。请先安装 langchain-cohere。"


def wait_for_request(llm_server: LlmServer, model: str, *, pieces: int) -> None:
    for _ in range(400):
        if any(entry["pieces"] >= pieces for entry in llm_server.log(model)):
            return
        time.sleep(0.01)
    pytest.fail("the server was never asked")


def wait_for_end(llm_server: LlmServer, model: str) -> dict[str, Any]:
    for _ in range(200):
        entries = llm_server.log(model)
        if entries and entries[-1]["ended"]:
            return entries[-1]
        time.sleep(0.01)
    pytest.fail("the connection was never closed")
