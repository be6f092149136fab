"""Answers that come on an event loop's thread and are read by another thread."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import NamedTuple, TypeVar

from summarizer.errors import EngineError
from summarizer.protocols import ChatUsage

T = TypeVar("T")


class ChatEvent(NamedTuple):
    """What one event of an answer says; `text` is "" for thinking, usage and the like."""

    text: str = ""
    finish_reason: str = ""
    usage: ChatUsage | None = None


class EndpointStream:
    """A ChatStream: one thread iterates over what the loop's thread puts in."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[str | EngineError | None] = SimpleQueue()
        self._cancel: Callable[[], object] = bool
        self._usage: ChatUsage | None = None
        self._told_reason = ""
        self._end_reason = ""
        self._is_read = False
        self._chars = 0

    @property
    def usage(self) -> ChatUsage | None:
        """The tokens used, as the endpoint counted them."""
        return self._usage

    @property
    def finish_reason(self) -> str:
        """Why the answer ended, "" before."""
        return self._end_reason

    @property
    def told_reason(self) -> str:
        """Why the endpoint says it ended."""
        return self._told_reason

    @property
    def chars(self) -> int:
        """Characters of text that came so far."""
        return self._chars

    def __iter__(self) -> Iterator[str]:
        """The stream itself."""
        return self

    def __next__(self) -> str:
        """The next piece; waits for it."""
        if self._is_read:
            raise StopIteration
        piece = self._queue.get()
        if isinstance(piece, str):
            return piece
        self._is_read = True
        if piece is None:
            raise StopIteration
        raise piece

    def stop(self) -> None:
        """Ends the answer and closes its connection, from any thread; does nothing after the end."""
        # The reader goes on at once, whatever the connection is still waiting for.
        self._end("stopped", None)
        self._cancel()

    def start(self, loop: "LoopThread", answer: Callable[[], Coroutine[object, object, None]]) -> None:
        """Runs what `answer` makes on the loop's thread."""
        self._cancel = loop.submit(self._run(answer)).cancel

    def put(self, event: ChatEvent) -> None:
        """Takes over what one event says."""
        self._told_reason = event.finish_reason or self._told_reason
        self._usage = event.usage or self._usage
        if event.text:
            self._chars += len(event.text)
            self._queue.put(event.text)

    async def _run(self, answer: Callable[[], Coroutine[object, object, None]]) -> None:
        try:
            await answer()
        except EngineError as error:
            self._end(self._told_reason or "error", error)
        except asyncio.CancelledError:
            self._end("stopped", None)
            raise
        except Exception as error:  # noqa: BLE001 - whatever happens, the reader must not wait for ever
            self._end("error", EngineError(f"起草引擎内部出错（{type(error).__name__}）"))
        else:
            self._end(self._told_reason or "stop", None)

    def _end(self, reason: str, error: EngineError | None) -> None:
        if not self._end_reason:
            self._end_reason = reason
            self._queue.put(error)


class LoopThread:
    """An event loop on a daemon thread that starts with its first task."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def submit(self, coroutine: Coroutine[object, object, T]) -> Future[T]:
        """Runs `coroutine`.

        Raises:
            EngineError: the thread was stopped.
        """
        try:
            return asyncio.run_coroutine_threadsafe(coroutine, self._running())
        except BaseException:
            coroutine.close()
            raise

    def stop(self, before: Callable[[], Coroutine[object, object, None]]) -> None:
        """Cancels what runs, awaits `before`, ends the thread; later tasks are refused."""
        with self._lock:
            loop, thread, self._is_closed = self._loop, self._thread, True
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_wind_up(before), loop)
        if thread is not threading.current_thread():
            thread.join(timeout=5)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._is_closed:
                message = "起草引擎已经关闭"
                raise EngineError(message)
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=_run_loop, args=(self._loop,), name="summarizer-endpoint", daemon=True
                )
                self._thread.start()
            return self._loop


async def _wind_up(before: Callable[[], Coroutine[object, object, None]]) -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await before()
    asyncio.get_running_loop().stop()


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()
