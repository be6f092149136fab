"""The parent's side of the child process: started when needed, started again when it dies, ended with us."""

import json
import logging
import secrets
import subprocess
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from pydantic import SecretStr

from summarizer.drafting.local.catalogue import check_model_file
from summarizer.errors import EngineError, EngineUnavailableError, ModelFileError

SERVER_COMMAND: Final = (sys.executable, "-m", "summarizer.drafting.local.server")
_LIBRARY: Final = "xllamacpp"
_INSTALL_HINT: Final = "请执行 python -m pip install xllamacpp 后重新启动程序，或改用离线起草。"
_CRASHES: Final = 3
_CRASH_WINDOW_S: Final = 600.0
_LAST_LINES: Final = 4
_END_S: Final = 5.0
# Windows opens a console window for a child of a windowless program otherwise; elsewhere there is no flag.
_NO_WINDOW: Final = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
_log = logging.getLogger(__name__)


def is_installed() -> bool:
    """Whether the optional engine is installed; it is not imported."""
    return find_spec(_LIBRARY) is not None


class LocalState(StrEnum):
    """What the local engine is doing."""

    IDLE = "idle"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What the child process is to do.

    Attributes:
        gguf: the model file.
        context: tokens one answer and its prompt may have together.
        slots: answers written at the same time; each takes memory for `context` tokens.
        threads: of the processor, 0 for the engine's own choice.
        load_timeout_s: a model that is not loaded by then is given up.
    """

    gguf: Path
    context: int = 4096
    slots: int = 2
    threads: int = 0
    load_timeout_s: float = 600.0


class ServerProcess:
    """One model served by one child process. Safe to use from any thread."""

    def __init__(self, serving: Serving, *, command: Sequence[str] = SERVER_COMMAND) -> None:
        """Nothing is started yet. Args: serving: what to serve; command: what to run."""
        self._serving = serving
        self._command = tuple(command)
        self._key = SecretStr(secrets.token_urlsafe(32))
        self._changed = threading.Condition()
        self._state = LocalState.IDLE
        self._address = ""
        self._failure: EngineError | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._crashes: deque[float] = deque(maxlen=_CRASHES)
        self._held: list[subprocess.Popen[bytes]] = []
        self._is_over = threading.Event()
        weakref.finalize(self, _end_all, self._held, self._is_over)

    @property
    def state(self) -> LocalState:
        """What it is doing now."""
        return self._state

    @property
    def failure(self) -> EngineError | None:
        """Why it failed, None when it did not."""
        return self._failure

    @property
    def key(self) -> SecretStr:
        """What requests to it carry; made anew for every parent."""
        return self._key

    def start(self) -> None:
        """Begins to load the model unless it is loading or loaded; a failure shows in `state`."""
        with self._changed:
            if self._state is LocalState.FAILED:
                self._crashes.clear()
            self._start()

    def address(self, *, is_stopped: Callable[[], bool] = lambda: False, step_s: float = 0.1) -> str:
        """The base address of the loaded server, waited for; "" when `is_stopped` says so first.

        Args:
            is_stopped: asked while waiting.
            step_s: seconds between two questions.

        Raises:
            EngineError: the model cannot be loaded; one Chinese sentence says why.
        """
        with self._changed:
            if self._state is LocalState.IDLE:
                self._start()
            while self._state is LocalState.LOADING and not is_stopped():
                self._changed.wait(step_s)
            if self._failure is not None:
                raise self._failure
            return "" if is_stopped() else self._address

    def close(self) -> None:
        """Ends the child process; `start` and `address` start another."""
        with self._changed:
            child, self._child = self._child, None
            self._become(LocalState.IDLE)
        if child is not None:
            _end(child)

    def _start(self) -> None:
        """With the lock held."""
        if self._state in {LocalState.LOADING, LocalState.READY}:
            return
        try:
            self._check()
            self._child = self._spawn()
        except EngineError as error:
            self._become(LocalState.FAILED, failure=error)
            return
        self._become(LocalState.LOADING)
        for work in (_watch, _time_out):
            threading.Thread(
                target=work, args=(weakref.ref(self), self._child), name="summarizer-local", daemon=True
            ).start()

    def _check(self) -> None:
        if self._command == SERVER_COMMAND and not is_installed():
            message = "本机模型的运行程序（xllamacpp）还没有安装"
            raise EngineUnavailableError(message, hint=_INSTALL_HINT)
        check_model_file(self._serving.gguf)

    def _spawn(self) -> subprocess.Popen[bytes]:
        try:
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            message = "启动不了本机模型程序"
            raise ModelFileError(message, hint="请检查杀毒软件是否拦截，或改用离线起草。") from error
        self._held[:] = [one for one in self._held if one.poll() is None] + [child]
        _send(child, self._configuration())
        return child

    def _configuration(self) -> Mapping[str, Any]:
        serving = self._serving
        return {
            "gguf": str(serving.gguf),
            "key": self._key.get_secret_value(),
            "context": serving.context,
            "slots": serving.slots,
            "threads": serving.threads,
            "load_timeout_s": serving.load_timeout_s,
        }

    def _become(self, state: LocalState, *, address: str = "", failure: EngineError | None = None) -> None:
        """With the lock held."""
        self._state, self._address, self._failure = state, address, failure
        self._changed.notify_all()

    def heard(self, child: subprocess.Popen[bytes], event: Mapping[str, Any]) -> None:
        """Notes what the child says."""
        with self._changed:
            if child is not self._child:
                return
            if event.get("event") == "ready":
                self._become(LocalState.READY, address=str(event["address"]))
            else:
                self._become(LocalState.FAILED, failure=self._load_failure(str(event.get("reason"))))

    def ended(self, child: subprocess.Popen[bytes], last_lines: Sequence[str]) -> None:
        """Notes that the child is gone, and starts another unless it keeps dying."""
        with self._changed:
            if child is not self._child or self._state is LocalState.FAILED or self._is_over.is_set():
                return
            self._child = None
            _log.warning(
                "the local model's process ended with %s while %s: %s",
                child.returncode,
                self._state.value,
                " | ".join(last_lines),
            )
            was_loading = self._state is LocalState.LOADING
            self._become(LocalState.IDLE)
            self._crashes.append(time.monotonic())
            if was_loading:
                self._become(LocalState.FAILED, failure=self._death(child.returncode))
            elif len(self._crashes) == _CRASHES and self._crashes[-1] - self._crashes[0] < _CRASH_WINDOW_S:
                message = f"本机模型程序接连{_CRASHES}次意外退出"
                hint = "请换一个小一些的模型或关掉一些程序，再到“设置”里重新载入；也可改用离线起草。"
                self._become(LocalState.FAILED, failure=ModelFileError(message, hint=hint))
            else:
                self._start()

    def timed_out(self, child: subprocess.Popen[bytes]) -> bool:
        """Whether `child` is still loading, which is then given up."""
        with self._changed:
            if child is not self._child or self._state is not LocalState.LOADING:
                return False
            minutes = max(1, round(self._serving.load_timeout_s / 60))
            message = f"“{self._serving.gguf.name}”{minutes}分钟还没有载入完"
            self._become(LocalState.FAILED, failure=ModelFileError(message, hint="请换一个小一些的模型。"))
            return True

    def wait_until_loaded(self, child: subprocess.Popen[bytes]) -> None:
        """Returns when `child` no longer loads, or when its time is over."""
        with self._changed:
            self._changed.wait_for(
                lambda: child is not self._child or self._state is not LocalState.LOADING,
                timeout=self._serving.load_timeout_s,
            )

    def _load_failure(self, reason: str) -> EngineError:
        if reason == "not_installed":
            message = "本机模型的运行程序（xllamacpp）装得不完整"
            return EngineUnavailableError(message, hint=_INSTALL_HINT)
        message = f"模型文件“{self._serving.gguf.name}”载入失败，可能没有下载完整，或运行程序不认识它的格式"
        return ModelFileError(message)

    def _death(self, returncode: int) -> EngineError:
        message = f"本机模型程序在载入“{self._serving.gguf.name}”时意外退出（{returncode}），多半是内存不够"
        return ModelFileError(message, hint="请关掉一些程序后重新载入，或换一个小一些的模型。")


def _send(child: subprocess.Popen[bytes], configuration: Mapping[str, Any]) -> None:
    """Gives the child its configuration; when it died at once, the thread that watches it notices."""
    try:
        if child.stdin is not None:
            child.stdin.write(json.dumps(configuration).encode() + b"\n")
            child.stdin.flush()
    except OSError as error:
        _log.warning("the local model's process took no configuration: %s", error)


def _watch(server: "weakref.ref[ServerProcess]", child: subprocess.Popen[bytes]) -> None:
    """Reads what the child says until it ends; holds no reference that keeps an unused server alive."""
    last_lines: deque[str] = deque(maxlen=_LAST_LINES)
    drain = threading.Thread(target=_drain, args=(child.stderr, last_lines), daemon=True)
    drain.start()
    for line in child.stdout or ():
        event = _event(line)
        known = server()
        if known is not None and event is not None:
            known.heard(child, event)
        del known
    child.wait()
    drain.join(timeout=_END_S)
    for pipe in (child.stdin, child.stdout, child.stderr):
        _close(pipe)
    known = server()
    if known is not None:
        known.ended(child, tuple(last_lines))


def _time_out(server: "weakref.ref[ServerProcess]", child: subprocess.Popen[bytes]) -> None:
    known = server()
    if known is None:
        return
    known.wait_until_loaded(child)
    is_over = known.timed_out(child)
    del known
    if is_over:
        _end(child)


def _drain(stream: IO[bytes] | None, last_lines: deque[str]) -> None:
    for line in stream or ():
        last_lines.append(line.decode("utf-8", "replace").strip())


def _event(line: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends a child process, gently at first: it goes when its standard input closes."""
    try:
        _close(child.stdin)
        child.terminate()
        child.wait(timeout=_END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait(timeout=_END_S)
    except OSError as error:
        _log.warning("the local model's process could not be ended: %s", error)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError as error:
        _log.debug("a pipe to the local model's process was broken already: %s", error)


def _end_all(children: Sequence[subprocess.Popen[bytes]], is_over: threading.Event) -> None:
    is_over.set()
    for child in children:
        if child.poll() is None:
            _end(child)
