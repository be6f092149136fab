"""Telling work on another thread to end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Stoppable(Protocol):
    """What can be ended from any thread: an answer that is being written."""

    def stop(self) -> None:
        """Ends it; does nothing after the end."""
        ...


class StopSignal:
    """Set once, from any thread: ends the answers attached to it at once, and the work that asks `is_set`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._attached: list[Stoppable] = []
        self._is_set = False

    @property
    def is_set(self) -> bool:
        """Whether the work shall end."""
        return self._is_set

    def set(self) -> None:
        """Ends the work; a second call does nothing."""
        with self._lock:
            attached, self._attached, self._is_set = self._attached, [], True
        for stream in attached:
            stream.stop()

    @contextmanager
    def attached(self, stream: Stoppable) -> Iterator[None]:
        """While inside, `set` ends `stream`; entered after it was set, ends it right away."""
        with self._lock:
            if not self._is_set:
                self._attached.append(stream)
        if self._is_set:
            stream.stop()
        try:
            yield
        finally:
            with self._lock:
                self._attached = [one for one in self._attached if one is not stream]
