"""Lists longer than a page: the part of one that is in hand, and the pager below it."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

_PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of a list that is in hand.

    Attributes:
        key: of the pager.
        pages: how many there are.
        offset: how many entries stand on the pages before.
        size: how many stand on a page.
    """

    key: str
    pages: int
    offset: int
    size: int

    def pager(self) -> None:
        """Lets the user turn the pages, when there are several."""
        if self.pages > 1:
            st.pagination(self.pages, key=self.key)


def in_hand(key: str, total: int, *, size: int = _PER_PAGE) -> Part:
    """The part of `total` entries that the pager `key` shows; the last one, when the list grew shorter."""
    pages = -(-total // size)
    page = min(st.session_state.get(key, 1), pages) if pages > 1 else 1
    return Part(key=key, pages=pages, offset=(page - 1) * size, size=size)
