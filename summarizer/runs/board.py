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

    def put(self, section: SectionRun) -> None:
        """Takes in a section that is to be written, anew perhaps: only the tokens it took are kept."""
        with self._lock:
            before = self._sections.get(section.section_id)
            if before is not None:
                section = replace(section, tokens_in=before.tokens_in, tokens_out=before.tokens_out)
            self._sections[section.section_id] = section
            self._changed.add(section.section_id)

    def charge(self, section_id: str, *, tokens_in: int, tokens_out: int) -> None:
        """Adds the tokens of further requests for a section."""
        with self._lock:
            one = self._sections[section_id]
            self._sections[section_id] = replace(
                one, tokens_in=one.tokens_in + tokens_in, tokens_out=one.tokens_out + tokens_out
            )
            self._changed.add(section_id)

    @property
    def sections(self) -> tuple[SectionRun, ...]:
        """All sections as they are now."""
        with self._lock:
            return tuple(self._sections.values())

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
