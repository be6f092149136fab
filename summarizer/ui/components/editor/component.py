"""Mounts the editor and reads what it sends: texts typed, and what the user wants done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.text.diff import Change
from summarizer.ui import session
from summarizer.ui.components.assets import asset
from summarizer.ui.components.editor.marks import Mark, Note, as_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A text as it stood in the editor.

    Attributes:
        mount: which life of the editor it comes from.
        typed: grows with every change made there.
        base: revision of the section it was made from.
        text: the whole text of the section.
        tries: how often it was sent before without an answer.
        earlier: texts this tab sent since `base` without having heard of them again.
    """

    mount: str
    typed: int
    base: int
    text: str
    tries: int = 0
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the user asked for in the editor.

    Attributes:
        verb: draft, rewrite, rewritten or recover.
        edit: the text at that moment, None when it had been sent before.
        more: what belongs to the verb.
    """

    verb: str
    edit: Edit | None
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One entry of the menu on a selection.

    Attributes:
        name: what it is called in `Act.more["manner"]`.
        label: what the button says.
        asks: whether it asks for the user's own wish first.
        off: why it cannot be used, "" when it can.
    """

    name: str
    label: str
    asks: bool = False
    off: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Another wording of a selection, or why there is none.

    Attributes:
        id: of the request it answers.
        text: the wording, "" when there is none.
        changes: the way there from what was selected.
        notes: what the verifier says about it.
        engine: who wrote it.
        problem: one sentence when there is no wording.
    """

    id: str
    text: str = ""
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    engine: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """Everything the editor shows of a section.

    Attributes:
        section: its id.
        text: as saved, or as typed when it could not be saved.
        revision: of the saved text.
        taken: the last edit that arrived here, None when none did.
        problem: why the text on screen is not saved, "" when it is.
        locked: whether it may be changed.
        length: target in 字, 0 when free.
        saved: time of the last save as words, "" when nothing was saved yet.
        placeholder: what an empty text says.
        marks: of the verifier, code points of `text`.
        sentences: the facts behind each sentence.
        manners: the menu on a selection.
        offer: the answer to the last request for another wording.
    """

    section: str
    text: str
    revision: int
    taken: Edit | None
    problem: str = ""
    locked: bool = False
    length: int = 0
    saved: str = ""
    placeholder: str = ""
    marks: tuple[Mark, ...] = ()
    sentences: Sequence[Mapping[str, Any]] = ()
    manners: tuple[Manner, ...] = ()
    offer: Offer | None = None

    def as_data(self) -> dict[str, Any]:
        """The manuscript as plain JSON values."""
        taken = None if self.taken is None else {"mount": self.taken.mount, "typed": self.taken.typed}
        return {
            "section": self.section,
            "text": self.text,
            "revision": self.revision,
            "taken": taken,
            "problem": self.problem,
            "locked": self.locked,
            "length": self.length,
            "saved": self.saved,
            "placeholder": self.placeholder,
            "marks": as_values(self.marks),
            "sentences": [dict(one) for one in self.sentences],
            "manners": [asdict(manner) for manner in self.manners],
            "offer": None if self.offer is None else _offer(self.offer),
        }


def _offer(offer: Offer) -> dict[str, Any]:
    changes = [[change.kind, change.text] for change in offer.changes]
    return {**asdict(offer), "changes": changes}


def _engine() -> ComponentRenderer:
    return st.components.v2.component("summarizer_editor_engine", js=asset("editor/editor.bundle.js"))


def _editor() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_editor", html='<div class="editor"></div>', js=asset("editor/loader.js")
    )


def read_edit(value: Any) -> Edit | None:  # noqa: ANN401 - it comes from the browser
    """The edit the browser sent, None when there is none in it."""
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        return None
    return Edit(
        mount=str(value.get("mount")),
        typed=int(value.get("typed") or 0),
        base=int(value.get("base") or 0),
        text=value["text"],
        tries=int(value.get("tries") or 0),
        earlier=tuple(str(text) for text in value.get("earlier") or ()),
    )


def read_act(value: Any) -> Act | None:  # noqa: ANN401 - it comes from the browser
    """What the browser asked for, None when it asked for nothing."""
    if not isinstance(value, Mapping) or not isinstance(value.get("verb"), str):
        return None
    more = {name: one for name, one in value.items() if name not in {"verb", "edit"}}
    return Act(verb=value["verb"], edit=read_edit(value.get("edit")), more=more)


def show(
    manuscript: Manuscript, *, key: str, on_edit: Callable[[Edit], None], on_act: Callable[[Act], None]
) -> None:
    """Shows the editor; `on_edit` gets each text that arrives, `on_act` each wish with its text."""

    @session.action
    def edited() -> None:
        edit = read_edit(st.session_state[key].get("edit"))
        if edit is not None:
            on_edit(edit)

    @session.action
    def asked() -> None:
        act = read_act(st.session_state[key].get("act"))
        if act is not None:
            on_act(act)

    # The bundle is the same in every run: Streamlit sends it once to each tab and refers to it from then on.
    with st.container(key="editor-engine"):
        _engine()(key="desk:editor:engine")
    _editor()(data=manuscript.as_data(), key=key, on_edit_change=edited, on_act_change=asked)
