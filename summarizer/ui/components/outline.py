"""The list of sections: rows opened by a click, ordered by dragging or keys, taking dropped facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.ui.components.assets import asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One section in the list.

    Attributes:
        id: of the section.
        mark: its state as a shape, ○ ◐ ● ！.
        state: the same in words, for the pointer and for screen readers.
        heading: as it will be printed.
        length: 312/350字.
        tag: 改 for a text a person worked on, 锁 for a locked one, "" otherwise; told in `state`, too.
        here: True for the section in hand.
        fixed: True for the overview, which stays first.
        share: how much of it a run has written, 0 to 1; None when no run writes it.
    """

    id: str
    mark: str
    state: str
    heading: str
    length: str = ""
    tag: str = ""
    here: bool = False
    fixed: bool = False
    share: float | None = None

    def as_data(self) -> dict[str, Any]:
        """The row as plain JSON values."""
        return {
            "id": self.id,
            "mark": self.mark,
            "state": self.state,
            "heading": self.heading,
            "length": self.length,
            "tag": self.tag,
            "here": self.here,
            "fixed": self.fixed,
            "share": self.share,
        }


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_outline",
        html='<nav aria-label="提纲"><ol></ol><p aria-live="polite"></p></nav>',
        css=asset("outline.css"),
        js=asset("outline.js"),
    )


def show(
    rows: Sequence[Row],
    *,
    key: str,
    on_open: Callable[[str], None],
    on_move: Callable[[str, int], None],
    on_take_fact: Callable[[str, str], None],
) -> None:
    """Shows the rows.

    Args:
        rows: in order.
        key: of the component.
        on_open: told the section a person opened.
        on_move: told a section and its new 0-based place.
        on_take_fact: told a section and the fact that was dropped on it.
    """

    def answer() -> None:
        act = st.session_state[key].act
        match act:
            case ["open", str(section_id)]:
                on_open(section_id)
            case ["move", str(section_id), int(place)]:
                on_move(section_id, place)
            case ["take", str(section_id), str(fact_id)]:
                on_take_fact(section_id, fact_id)

    _component()(data={"rows": [row.as_data() for row in rows]}, key=key, on_act_change=answer)
