"""Numbers of the passages that pass a filter, remembered until the library changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from summarizer.domain import PassageFilter

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_REMEMBERED: Final = 32
"""Lists remembered. They take 4 bytes a passage: of a million, a topic takes a quarter of a megabyte."""


class PassageLists:
    """The lists of one revision of the library, the same for everybody. Safe to use from any thread."""

    def __init__(self) -> None:
        self._remembered: tuple[int, dict[PassageFilter, npt.NDArray[np.int32]]] = (-1, {})

    def of(
        self, where: PassageFilter, read: "Callable[[], npt.NDArray[np.int32]]", *, revision: int
    ) -> "npt.NDArray[np.int32]":
        """The list of a filter, read where it is not remembered.

        Args:
            where: the filter; what a user may see must not be part of it.
            read: asks the database.
            revision: of the library, as the transaction that reads sees it.
        """
        known_at, known = self._remembered
        if known_at == revision and where in known:
            return known[where]
        found = read()
        kept = known if known_at == revision and len(known) < MOST_REMEMBERED else {}
        self._remembered = (revision, {**kept, where: found})
        return found
