"""Which sections of a run are to be written next: those that sum the others up wait for all of them."""

import threading
from collections.abc import Collection, Iterable


class Agenda:
    """The sections that wait, to which more may come, and those being written. Safe for all threads."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._lock = threading.Lock()
        self._waiting: list[str] = []
        self._written: set[str] = set()
        self._last: frozenset[str] = frozenset()

    def add(self, section_ids: Iterable[str], *, last: Collection[str] = ()) -> None:
        """Has sections wait, behind those that do; one that waits already keeps its place.

        Args:
            section_ids: the sections.
            last: all sections that are written only when nothing else is waiting or being written.
        """
        with self._lock:
            self._last |= frozenset(last)
            self._waiting += [one for one in dict.fromkeys(section_ids) if one not in self._waiting]

    def take(self) -> str | None:
        """The section to write now, which counts as being written until `finish`; None when there is none."""
        with self._lock:
            ready = self._ready()
            if not ready:
                return None
            self._waiting.remove(ready[0])
            self._written.add(ready[0])
            return ready[0]

    def finish(self, section_id: str) -> None:
        """Notes that a section taken is not being written any more."""
        with self._lock:
            self._written.discard(section_id)

    @property
    def ready(self) -> int:
        """Number of sections that can be taken at the same time."""
        with self._lock:
            return len(self._ready())

    def _ready(self) -> list[str]:
        """With the lock held."""
        # One that is asked for again while its first text is being put away waits for that.
        free = [one for one in self._waiting if one not in self._written]
        first = [one for one in free if one not in self._last]
        if first:
            return first
        is_quiet = self._written <= self._last and not set(self._waiting) - self._last
        return free if is_quiet else []
