"""Whose turn it is to write: one thread of a process at a time, in the order they asked."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.store.failures import busy


class Turns:
    """Turns given first come, first served.

    A bare lock goes to whoever happens to be awake: with eight drafts storing their progress, a person's edit
    was passed over for more than ten seconds on a busy machine.

    Args:
        timeout_s: how long somebody waits.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._guard = threading.Lock()
        # The first is the one whose turn it is; each waits for its own lock to be released.
        self._queue: deque[threading.Lock] = deque()

    def __len__(self) -> int:
        """How many have a turn or wait for one."""
        return len(self._queue)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn, as long as the context lasts.

        Raises:
            StorageError: it did not come in time.
        """
        mine = threading.Lock()
        mine.acquire()
        with self._guard:
            self._queue.append(mine)
            is_first = self._queue[0] is mine
        if not (is_first or mine.acquire(timeout=self._timeout_s)):
            self._leave(mine)
        try:
            yield
        finally:
            with self._guard:
                self._queue.popleft()
                if self._queue:
                    self._queue[0].release()

    def _leave(self, mine: threading.Lock) -> None:
        """Gives up waiting, unless the turn came at this very moment."""
        with self._guard:
            if self._queue[0] is not mine:
                self._queue.remove(mine)
                raise busy()
