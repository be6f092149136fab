"""The endpoint: the only home of langchain, which is imported when the first request is made.

One daemon thread runs an event loop for all answers of an endpoint. A stop cancels the answer's task
there, which closes its connection wherever it stands: in a name lookup, a handshake, or between tokens.
"""

import asyncio
import weakref
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from summarizer.drafting.endpoint_faults import is_about_parameter, translate
from summarizer.drafting.pacing import Backoff, CircuitBreaker, RateLimiter
from summarizer.drafting.presets import Target, origin_of
from summarizer.drafting.streams import ChatEvent, EndpointStream, LoopThread
from summarizer.drafting.wire import PRESENT_WIRE, Wire, watch
from summarizer.errors import (
    BadKeyError,
    BrokenStreamError,
    EmptyAnswerError,
    EngineError,
    FilteredAnswerError,
    HugeAnswerError,
    RateLimitedError,
    ServerFailureError,
    StalledError,
    TruncatedAnswerError,
    UnreachableError,
    WrongAddressError,
)
from summarizer.protocols import ChatMessage, ChatUsage
from summarizer.reach import check_host

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

FALLBACK_MODEL: Final = "gpt-6-luna"
"""Asked for where no model is set and the endpoint does not list any; gateways usually map it."""

_CHARS_PER_TOKEN: Final = 4
_SHORTEST_LIMIT_CHARS: Final = 2000
# Other statuses say enough by themselves, even where a gateway dresses them up as a page.
_PAGE_STATUSES: Final = frozenset({200, 404, 405})
_RETRIED: Final = (
    RateLimitedError,
    ServerFailureError,
    UnreachableError,
    BrokenStreamError,
    EmptyAnswerError,
)
_HELD_AGAINST_ENDPOINT: Final = (ServerFailureError, UnreachableError, StalledError, BrokenStreamError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds.

    Attributes:
        connect_s: until the connection stands.
        first_s: from the request to the first event; a model on a weak computer reads the prompt for a while.
        stall_s: between two events.
    """

    connect_s: float = 10.0
    first_s: float = 120.0
    stall_s: float = 45.0


class _ChatRequest(NamedTuple):
    messages: tuple[ChatMessage, ...]
    max_tokens: int
    temperature: float | None
    seed: int | None


class ChatEndpoint:
    """A ChatModel behind any OpenAI-compatible server, or behind another LangChain provider."""

    def __init__(
        self,
        target: Target,
        *,
        timeouts: Timeouts | None = None,
        backoff: Backoff | None = None,
        limiter: RateLimiter | None = None,
        breaker: CircuitBreaker | None = None,
        concurrency: int = 64,
    ) -> None:
        """Nothing is imported or connected yet.

        Args:
            target: where and what to ask.
            timeouts: how long to wait for it.
            backoff: how often to try before the first piece of text; afterwards nothing is repeated.
            limiter: spreads the requests of all sections.
            breaker: stops asking after repeated failures.
            concurrency: answers under way at the same time; further requests wait for their turn.
        """
        self._target = target
        self._timeouts = timeouts or Timeouts()
        self._backoff = backoff or Backoff()
        self._limiter = limiter or RateLimiter()
        self._breaker = breaker or CircuitBreaker()
        self._turn = asyncio.Semaphore(concurrency)
        self._client = _Client(target, self._timeouts)
        self._loop = LoopThread()
        self._finalizer = weakref.finalize(self, self._loop.stop, self._client.aclose)

    @property
    def name(self) -> str:
        """The model's name; "" until an endpoint without one in the settings was asked."""
        return self._client.model

    @property
    def target(self) -> Target:
        """Where the requests go."""
        return self._target

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int,
        temperature: float | None = None,
        seed: int | None = None,
    ) -> EndpointStream:
        """The answer to `messages`; returns at once, failures are raised while iterating.

        Raises:
            EngineError: the endpoint was closed.
        """
        request = _ChatRequest(tuple(messages), max_tokens, temperature, seed)
        stream = EndpointStream()
        stream.start(self._loop, lambda: self._answer(request, stream))
        return stream

    def warm_up(self) -> None:
        """Starts importing the libraries in the background, which takes a second or two; sends nothing."""
        self._loop.submit(self._client.load())

    def list_models(self) -> tuple[str, ...]:
        """The names of the models the endpoint offers, sorted; none where it cannot be asked for them.

        Raises:
            EngineError: the request failed.
        """
        return self._loop.submit(self._models()).result()

    def close(self) -> None:
        """Ends all streams, closes the connections and the thread; the endpoint cannot be used afterwards."""
        self._finalizer()

    async def _models(self) -> tuple[str, ...]:
        self._check_key()
        try:
            async with asyncio.timeout(2 * self._timeouts.connect_s):
                return await self._client.list_models()
        except Exception as error:  # noqa: BLE001 - told apart by translate
            raise translate(error, self._target) from self._showable(error)

    async def _answer(self, request: _ChatRequest, stream: EndpointStream) -> None:
        """Fills the stream, trying again as long as it holds nothing."""
        self._check_key()
        tried = 0
        while True:
            self._breaker.check()
            left_out = self._client.refused
            try:
                async with self._turn:
                    await self._try(request, stream)
            except asyncio.CancelledError:
                self._breaker.abandoned()
                raise
            except Exception as error:  # noqa: BLE001 - told apart by translate
                if not stream.chars and self._client.gives_up_parameter(error, left_out):
                    self._breaker.abandoned()
                    continue
                tried += 1
                failure = translate(error, self._target)
                wait = self._wait_s(tried, failure, has_text=stream.chars > 0)
                if wait is None:
                    raise failure from self._showable(error)
                await asyncio.sleep(wait)
            else:
                self._breaker.succeeded()
                return

    def _check_key(self) -> None:
        target = self._target
        if target.lacks_key and target.preset is not None:
            message = f"还没有设置{target.place}的密钥"
            raise BadKeyError(message, hint=f"请在“设置”里填写，或设置环境变量 {target.preset.key} 后再试。")
        if target.key is not None and not target.key.get_secret_value().strip().isascii():
            message = "密钥里有中文或全角字符"
            raise BadKeyError(message, hint="请重新复制密钥，只保留英文字母、数字和连字符。")

    async def _try(self, request: _ChatRequest, stream: EndpointStream) -> None:
        delay = self._limiter.reserve()
        if delay > 0:
            await asyncio.sleep(delay)
        await self._client.prepare()
        clock = asyncio.get_running_loop().time
        allowed = max(_SHORTEST_LIMIT_CHARS, request.max_tokens * _CHARS_PER_TOKEN)
        async with asyncio.timeout(self._timeouts.first_s) as deadline:
            async with aclosing(self._client.events(request)) as events:
                async for event in events:
                    deadline.reschedule(clock() + self._timeouts.stall_s)
                    stream.put(event)
                    if stream.chars > allowed:
                        message = f"{self._target.place}写出的内容远远超出了要求的长度"
                        raise HugeAnswerError(message)
        failure = self._flaw(stream.told_reason, has_text=stream.chars > 0)
        if failure is not None:
            raise failure

    def _flaw(self, reason: str, *, has_text: bool) -> EngineError | None:
        """What is wrong with an answer that ended without an error."""
        place = self._target.place
        if reason == "content_filter":
            return FilteredAnswerError(f"{place}的内容审查中断了这一节")
        if reason == "length" and has_text:
            return TruncatedAnswerError("这一节写到长度上限被截断，结尾不完整")
        if reason == "length":
            hint = "请换用不思考的模型，或在服务商那里关闭思考。"
            return TruncatedAnswerError(f"{place}的模型只输出了思考过程，没有写出正文", hint=hint)
        if not has_text:
            return EmptyAnswerError(f"{place}返回了空的回答")
        if not reason and not self._client.saw_end():
            return BrokenStreamError(f"与{place}的连接中途断开，这一节没有写完")
        return None

    def _wait_s(self, tried: int, failure: EngineError, *, has_text: bool) -> float | None:
        """Notes the failure; the seconds to wait before another try, None when there is to be none."""
        if isinstance(failure, _HELD_AGAINST_ENDPOINT):
            self._breaker.failed(failure)
        else:
            self._breaker.abandoned()
        if has_text or not failure.retryable or not isinstance(failure, _RETRIED):
            return None
        wait = self._backoff.wait_s(tried, failure)
        if wait is not None and isinstance(failure, RateLimitedError):
            self._limiter.pause(wait)
        return wait

    def _showable(self, error: Exception) -> Exception | None:
        """What a traceback may show as the cause: nothing that repeats the key, as some servers do."""
        if isinstance(error, EngineError) or isinstance(translate(error, self._target), BadKeyError):
            return None
        key = self._target.key.get_secret_value() if self._target.key is not None else ""
        return None if key and key in f"{error!s}{error!r}" else error


class _Client:
    """The langchain model of one target; everything here runs on the loop's thread."""

    def __init__(self, target: Target, timeouts: Timeouts) -> None:
        self.model = target.model
        self._target = target
        self._timeouts = timeouts
        self._speaks_openai = target.provider == "openai"
        self._preparing = asyncio.Lock()
        self._chat: BaseChatModel | None = None
        self._http: Any = None
        self.refused: frozenset[str] = frozenset()

    async def load(self) -> None:
        """Imports the libraries without holding up the loop."""
        for module in ("langchain.chat_models", "langchain_openai")[: 1 + self._speaks_openai]:
            await asyncio.to_thread(import_module, module)

    async def prepare(self) -> None:
        """Makes the model ready, and asks the endpoint for its name where none is set."""
        async with self._preparing:
            if self._chat is None:
                await self.load()
                if self._speaks_openai and not self.model:
                    self.model = await self._first_model()
                self._chat = self._make_chat()

    async def events(self, request: _ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """The events of one answer; none at all is an error of the server, or of its end mark alone."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
        from langsmith.run_helpers import tracing_context

        if self._chat is None:
            message = "起草引擎还没有准备好"
            raise EngineError(message)
        classes = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
        messages = [classes[role](content=content) for role, content in request.messages]
        PRESENT_WIRE.set(Wire())
        has_chunks = False
        # Whatever LANGSMITH_TRACING says: facts go to the endpoint the user chose and nowhere else.
        with tracing_context(enabled=False):
            try:
                answer = self._chat.astream(messages, **self._parameters(request))
                async with aclosing(cast("AsyncGenerator[AIMessageChunk, None]", answer)) as chunks:
                    async for chunk in chunks:
                        has_chunks = True
                        yield _event(chunk)
            except ValueError:
                # That is how langchain says that there was no chunk.
                if has_chunks or not self.saw_end():
                    raise

    async def list_models(self) -> tuple[str, ...]:
        """The sorted names at /models."""
        if not self._speaks_openai:
            return ()
        openai = await asyncio.to_thread(import_module, "openai")
        client = openai.AsyncOpenAI(
            base_url=self._target.base_url, api_key=self._key_text(), http_client=self._pool(), max_retries=0
        )
        page = await client.models.list()
        return tuple(sorted(str(model.id) for model in page.data or ()))

    def saw_end(self) -> bool:
        """Whether the present answer carried the protocol's end mark; other protocols have none."""
        wire = PRESENT_WIRE.get()
        return not self._speaks_openai or wire is None or wire.saw_end

    def gives_up_parameter(self, error: Exception, left_out: frozenset[str]) -> bool:
        """Whether the server refused a parameter that can be left out or renamed from now on.

        Args:
            error: what the request ended with.
            left_out: what it did without; other requests may have learned more since it was sent.
        """
        for name in ("stream_options", "max_tokens", "temperature", "seed", *self._target.extra_body):
            if name not in left_out and is_about_parameter(error, name):
                self.refused |= {name}
                return True
        return False

    async def aclose(self) -> None:
        """Closes the connection pool."""
        if self._http is not None:
            await self._http.aclose()

    def _parameters(self, request: _ChatRequest) -> dict[str, Any]:
        """What goes along with the messages, less what the server refused before."""
        sampling = {"temperature": request.temperature, "seed": request.seed}
        if not self._speaks_openai:
            return _set_only({"temperature": request.temperature, "max_tokens": request.max_tokens})
        limit = "max_completion_tokens" if "max_tokens" in self.refused else "max_tokens"
        kept = {name: value for name, value in self._target.extra_body.items() if name not in self.refused}
        return {
            # ChatOpenAI renames its own max_tokens, which most other servers then do not know.
            "extra_body": kept | {limit: request.max_tokens},
            "stream_usage": "stream_options" not in self.refused,
            **_set_only({name: value for name, value in sampling.items() if name not in self.refused}),
        }

    def _make_chat(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {"max_retries": 0}
        if self._speaks_openai:
            options |= self._openai_options()
        else:
            key = self._target.key.get_secret_value() if self._target.key is not None else None
            options |= _set_only({"base_url": self._target.base_url or None, "api_key": key})
            options["timeout"] = self._timeouts.first_s
        chat: BaseChatModel = init_chat_model(self.model, model_provider=self._target.provider, **options)
        return chat

    def _openai_options(self) -> dict[str, Any]:
        async def key_text() -> str:
            return self._key_text()

        return {
            "base_url": self._target.base_url,
            # A function keeps the key out of the model's fields, and an async one spares a second client.
            "api_key": key_text,
            "http_async_client": self._pool(),
            "openai_proxy": None,
            "stream_chunk_timeout": None,
            "use_responses_api": False,
        }

    def _pool(self) -> Any:  # noqa: ANN401 - httpx or httpx2, whichever openai's version is built on
        if self._http is None:
            openai = import_module("openai")
            self._http = openai.DefaultAsyncHttpxClient(
                timeout=openai.Timeout(self._timeouts.first_s, connect=self._timeouts.connect_s),
                # A proxy set for the whole computer cannot reach a program on this computer.
                trust_env=not self._target.is_loopback,
                event_hooks={"request": [self._check_way], "response": [self._inspect]},
            )
        return self._http

    async def _check_way(self, request: Any) -> None:  # noqa: ANN401 - httpx or httpx2
        """Refuses what leads elsewhere: to another server by a redirection, into the server's own network."""
        url = str(request.url)
        if origin_of(url) != self._target.origin:
            message = f"{self._target.place}把请求转到了另一台服务器，没有跟过去"
            raise WrongAddressError(message)
        await check_host(url, self._target.reach)

    async def _inspect(self, response: Any) -> None:  # noqa: ANN401 - httpx or httpx2
        """Refuses web pages, and watches the bytes of an answer."""
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/html" and response.status_code in _PAGE_STATUSES:
            message = f"{self._target.place}返回的是网页，不是接口数据"
            raise WrongAddressError(message)
        if response.status_code == 200:
            watch(response)

    async def _first_model(self) -> str:
        try:
            models = await self.list_models()
        except Exception as error:
            failure = translate(error, self._target)
            if isinstance(failure, UnreachableError | BadKeyError):
                raise
            # Many servers do not list their models.
            models = ()
        return next((name for name in models if "embed" not in name.lower()), FALLBACK_MODEL)

    def _key_text(self) -> str:
        # The client library insists on a key; servers that need none ignore it.
        return self._target.key.get_secret_value().strip() if self._target.key is not None else "none"


def _set_only(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _event(chunk: "AIMessageChunk") -> ChatEvent:
    """What a chunk says; thinking and tool calls are no text."""
    content = chunk.content
    if not isinstance(content, str):
        blocks = (block for block in content if isinstance(block, Mapping) and block.get("type") == "text")
        content = "".join(str(block.get("text", "")) for block in blocks)
    counted = chunk.usage_metadata
    usage = ChatUsage(counted["input_tokens"], counted["output_tokens"]) if counted else None
    metadata = chunk.response_metadata
    reason = str(metadata.get("finish_reason") or metadata.get("stop_reason") or "")
    return ChatEvent(content, _FINISH_REASONS.get(reason, reason), usage)


# What providers call the ends that matter here; the left ones are theirs, the right ones OpenAI's.
_FINISH_REASONS: Final[Mapping[str, str]] = {
    "end_turn": "stop",
    "STOP": "stop",
    "max_tokens": "length",
    "MAX_TOKENS": "length",
    "sensitive": "content_filter",
    "SAFETY": "content_filter",
    "refusal": "content_filter",
}
