"""The local model as a ChatModel: waits until it is loaded, then talks to it as to any other endpoint."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.local.process import LocalState, ServerProcess, Serving
from summarizer.drafting.pacing import Backoff
from summarizer.drafting.presets import Preset, Target
from summarizer.errors import (
    AnswerError,
    BrokenStreamError,
    EngineError,
    SummarizerError,
    UnreachableError,
)
from summarizer.protocols import ChatMessage, ChatStream, ChatUsage

LOCAL_LABEL: Final = "本机模型"
_PRESET: Final = Preset(id="local", label=LOCAL_LABEL, base_url="", hosts=(), local=True)
# Qwen3 thinks unless its template is told not to; templates without this switch ignore it.
_NO_THINKING: Final[Mapping[str, Any]] = {"chat_template_kwargs": {"enable_thinking": False}}
# Sections wait for a free slot, and a weak computer reads a prompt for minutes.
_TIMEOUTS: Final = Timeouts(connect_s=10.0, first_s=3600.0, stall_s=300.0)
_BEGINNINGS: Final = 3
_PAUSE_S: Final = 0.5
# What the engine has read of a beginning serves every prompt that goes on differently from here.
_GOING_ON: Final = ChatMessage("user", "请写")
_log = logging.getLogger(__name__)


class LocalModel:
    """A ChatModel on this computer. Safe to call from any thread."""

    def __init__(self, serving: Serving, *, process: ServerProcess | None = None) -> None:
        """Nothing is loaded yet. Args: serving: what to serve; process: another child process for tests."""
        self._serving = serving
        self._process = process if process is not None else ServerProcess(serving)
        self._lock = threading.Lock()
        self._endpoints: dict[str, ChatEndpoint] = {}
        self._prefilling: threading.Thread | None = None
        self._read_at = ""

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return self._serving.gguf.stem

    @property
    def gguf(self) -> Path:
        """The model file."""
        return self._serving.gguf

    @property
    def context_tokens(self) -> int:
        """Tokens one prompt and its answer may have together."""
        return self._serving.context

    @property
    def state(self) -> LocalState:
        """What the child process is doing."""
        return self._process.state

    @property
    def failure(self) -> EngineError | None:
        """Why it cannot write, None when nothing is wrong."""
        return self._process.failure

    def start(self) -> None:
        """Begins to load the model; `state` tells how far it is."""
        self._process.start()

    def prefill(self, beginnings: Callable[[], Sequence[Sequence[ChatMessage]]]) -> None:
        """Begins to load the model and to read how prompts begin, in the background, and returns.

        Reading takes a weak computer a minute, which a user who still types facts does not wait for. It is
        done once for a loaded model, and not at all when a request came first: that one reads for itself.
        """
        with self._lock:
            if self._prefilling is not None and self._prefilling.is_alive():
                return
            if self._process.state is LocalState.IDLE:
                # At once, so that whoever looks next sees it loading.
                self._process.start()
            self._prefilling = threading.Thread(
                target=self._prefill, args=(beginnings,), name="summarizer-local-prefill", daemon=True
            )
            self._prefilling.start()

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int,
        temperature: float | None = None,
        seed: int | None = None,
    ) -> ChatStream:
        """The answer to `messages`; returns at once, the first piece waits until the model is loaded."""

        def begin(is_stopped: Callable[[], bool]) -> ChatStream | None:
            endpoint = self._ready_endpoint(is_stopped)
            if endpoint is None:
                return None
            self._is_first_at(endpoint)
            return endpoint.stream(messages, max_tokens=max_tokens, temperature=temperature, seed=seed)

        return _WaitingStream(begin)

    def close(self) -> None:
        """Unloads the model and ends its process; the next request loads it again."""
        with self._lock:
            endpoints, self._endpoints = self._endpoints, {}
        for endpoint in endpoints.values():
            endpoint.close()
        self._process.close()

    def _prefill(self, beginnings: Callable[[], Sequence[Sequence[ChatMessage]]]) -> None:
        try:
            endpoint = self._ready_endpoint(lambda: False)
            if endpoint is None or not self._is_first_at(endpoint):
                return
            # At the same time, so that each slot reads one.
            streams = [
                endpoint.stream((*messages, _GOING_ON), max_tokens=1)
                for messages in beginnings()[: self._serving.slots]
            ]
            for stream in streams:
                with suppress(AnswerError):  # it ends after one word, as it was told to
                    deque(stream, maxlen=0)
        except SummarizerError as error:
            # Nobody waits for it: the run that needs the model tells its user.
            _log.warning("the local model could not read ahead: %s", error)

    def _is_first_at(self, endpoint: ChatEndpoint) -> bool:
        """Whether nobody has asked this child process for anything yet; from now on somebody has."""
        with self._lock:
            is_first = self._read_at != endpoint.target.base_url
            self._read_at = endpoint.target.base_url
            return is_first

    def _ready_endpoint(self, is_stopped: Callable[[], bool]) -> ChatEndpoint | None:
        address = self._process.address(is_stopped=is_stopped)
        if not address:
            return None
        base_url = f"{address}/v1"
        target = Target(
            base_url=base_url,
            model=self.name,
            key=self._process.key,
            preset=_PRESET,
            extra_body=_NO_THINKING,
        )
        with self._lock:
            # A child that was started again listens on another port. The endpoint of the dead one is kept:
            # its streams have yet to say that they broke off.
            if base_url not in self._endpoints:
                self._endpoints[base_url] = ChatEndpoint(target, timeouts=_TIMEOUTS, backoff=Backoff(tries=1))
            return self._endpoints[base_url]


class _WaitingStream:
    """A ChatStream that begins when its first piece is asked for, and again when the child died before it."""

    def __init__(self, begin: Callable[[Callable[[], bool]], ChatStream | None]) -> None:
        self._begin = begin
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._inner: ChatStream | None = None
        self._end_reason = ""
        self._has_text = False
        self._begun = 0

    @property
    def usage(self) -> ChatUsage | None:
        return self._inner.usage if self._inner is not None else None

    @property
    def finish_reason(self) -> str:
        return self._inner.finish_reason if self._inner is not None else self._end_reason

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while True:
            if self._inner is None and not self._end_reason:
                self._open()
            if self._inner is None:
                raise StopIteration
            try:
                piece = next(self._inner)
            except (UnreachableError, BrokenStreamError):
                if self._has_text or self._begun >= _BEGINNINGS or self._stopped.wait(_PAUSE_S):
                    raise
                self._inner = None
            else:
                self._has_text = True
                return piece

    def stop(self) -> None:
        self._stopped.set()
        with self._lock:
            if self._inner is not None:
                self._inner.stop()
            else:
                self._end_reason = self._end_reason or "stopped"

    def _open(self) -> None:
        self._begun += 1
        try:
            inner = self._begin(self._stopped.is_set)
        except EngineError:
            self._end_reason = "error"
            raise
        with self._lock:
            self._inner = inner
            if inner is not None and self._stopped.is_set():
                inner.stop()
            elif inner is None:
                self._end_reason = "stopped"
