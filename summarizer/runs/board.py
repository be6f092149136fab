"""How far the sections of a run are: written by many threads, stored by one."""

import threading
from collections.abc import Iterable
from dataclasses import replace

from summarizer.domain import RunState, SectionRun


class Board:
    """The present state of a run's sections, and which of them changed since they were stored last."""

    def __init__(self, sections: Iterable[SectionRun]) -> None:
        """Args: sections: as they are stored."""
        self._lock = threading.Lock()
        self._sections = {one.section_id: one for one in sections}
        self._changed: set[str] = set()

    def show(self, section_id: str, **fields: object) -> None:
        """Notes that `fields` of a section are others now."""
        with self._lock:
            self._sections[section_id] = replace(self._sections[section_id], **fields)  # type: ignore[arg-type]
            self._changed.add(section_id)

    def state(self, section_id: str) -> RunState:
        """How far a section is."""
        with self._lock:
            return self._sections[section_id].state

    def take_changed(self) -> tuple[SectionRun, ...]:
        """The sections that changed since the last call."""
        with self._lock:
            changed, self._changed = self._changed, set()
            return tuple(self._sections[section_id] for section_id in changed)

    def give_back(self, sections: Iterable[SectionRun]) -> None:
        """Notes that what was taken could not be stored."""
        with self._lock:
            self._changed |= {one.section_id for one in sections}
