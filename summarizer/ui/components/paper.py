"""Text shown as text: a tree of nodes goes to the browser as data and is built there with textContent only.

Streamlit's own labels read Markdown, and HTML strings have to be escaped right every time; here nothing a
user typed or a model wrote is ever parsed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.ui.components.assets import asset

Tag: TypeAlias = Literal[
    "p", "span", "mark", "del", "ins", "button", "ul", "ol", "li", "div", "h4", "small", "strong",
    "table", "thead", "tbody", "tr", "th", "td",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One element of the tree.

    Attributes:
        tag: the element, one of those paper.js builds.
        text: its text, placed before the children.
        look: class names of paper.css.
        hint: what the pointer shows, "" for nothing.
        label: what a screen reader says instead of the text, "" for the text itself.
        act: verb and target sent back when a button is pressed.
        facts: ids of the facts it stands for; pointed at, it lights the sentences that rest on them.
        target: span of the text in hand a button leads to, in code points.
        drag: id of the fact that is dragged along with it, "" when it cannot be dragged.
        kids: the children in order.
    """

    tag: Tag = "span"
    text: str = ""
    look: str = ""
    hint: str = ""
    label: str = ""
    act: tuple[str, str] | None = None
    facts: tuple[str, ...] = ()
    target: tuple[int, int] | None = None
    drag: str = ""
    kids: tuple["Node", ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The node as plain JSON values, empty fields left out."""
        fields = {
            "text": self.text,
            "look": self.look,
            "hint": self.hint,
            "label": self.label,
            "act": list(self.act) if self.act else None,
            "facts": list(self.facts),
            "target": list(self.target) if self.target else None,
            "drag": self.drag,
            "kids": [kid.as_data() for kid in self.kids],
        }
        return {"tag": self.tag, **{name: value for name, value in fields.items() if value}}


def span(text: str, look: str = "", *, hint: str = "") -> Node:
    """A run of text."""
    return Node(text=text, look=look, hint=hint)


def block(*kids: Node, look: str = "", tag: Tag = "div") -> Node:
    """A block around its children."""
    return Node(tag=tag, look=look, kids=kids)


def press(text: str, verb: str, target: str, *, look: str = "quiet", hint: str = "") -> Node:
    """A small button that sends (`verb`, `target`) back."""
    return Node(tag="button", text=text, look=look, hint=hint, act=(verb, target))


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_paper",
        html='<div class="paper"></div>',
        css=asset("paper.css"),
        js=asset("links.js") + asset("paper.js"),
    )


def show(
    nodes: Sequence[Node], *, key: str, look: str = "", on_act: Callable[[str, str], None] | None = None
) -> None:
    """Shows `nodes` one below the other; `on_act(verb, target)` runs when one of their buttons is pressed."""

    def answer() -> None:
        act = st.session_state[key].act
        if on_act is not None and act:
            on_act(str(act[0]), str(act[1]))

    _component()(
        data={"nodes": [node.as_data() for node in nodes], "look": look}, key=key, on_act_change=answer
    )
