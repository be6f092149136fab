"""Ids of terms remembered from one write to the next: an import asks for the words of its language once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

MOST_REMEMBERED: Final = 200_000
"""Terms remembered, some 25 MB; a language has fewer that a summary would use."""


class TermIds:
    """Ids as of one revision of the library, added to within one transaction."""

    def __init__(self, ids: Mapping[str, int] | None = None, *, revision: int = -1) -> None:
        self._ids = dict(ids or {})
        self._revision = revision

    def at(self, revision: int) -> Mapping[str, int]:
        """The ids that are right at a revision: none when others changed the library meanwhile."""
        return self._ids if revision == self._revision else {}

    def grow(self, ids: Mapping[str, int], *, revision: int) -> None:
        """Adds ids of the change from the revision before to this one."""
        if revision - 1 != self._revision:
            self._ids = {}
        self._ids.update(ids)
        if len(self._ids) > MOST_REMEMBERED:
            self._ids = dict(ids)
        self._revision = revision

    def copy(self) -> "TermIds":
        """The same ids, to be added to apart."""
        return TermIds(self._ids, revision=self._revision)


class TermMemory:
    """The ids of the last committed write of this process. Safe to use from any thread."""

    def __init__(self) -> None:
        self._committed = TermIds()

    @contextmanager
    def growing(self) -> Iterator[TermIds]:
        """Ids for a transaction inside this context; remembered if it is left without an error."""
        ids = self._committed.copy()
        yield ids
        self._committed = ids
