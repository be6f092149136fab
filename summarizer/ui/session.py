"""What one browser tab remembers between clicks: one frozen value under one key.

Everything that matters is in the database; this is lost on refresh and may be.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from summarizer.domain import Fact, IngestReport
from summarizer.errors import SummarizerError
from summarizer.ui.components.editor.component import Edit
from summarizer.ui.importing import Importing
from summarizer.ui.rewriting import Rewriting

_KEY: Final = "session"
_AWAITED: Final = "session:awaited"
_log = logging.getLogger(__name__)
UNEXPECTED: Final = "这一步没有完成，已有内容没有改动。请再试一次；如仍出现，请重新打开本页。"

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence above the page, shown once.

    Attributes:
        sentence: what happened and, when it went wrong, what to do.
        bad: True when something went wrong.
        undo: what 撤销 does, None when there is nothing to undo.
    """

    sentence: str
    bad: bool = False
    undo: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """A text on screen that could not be saved, kept until it is.

    Attributes:
        text: what the user typed.
        sentence: why it was not saved and what to do.
        conflict: True when another tab saved first, so that the user has to choose.
    """

    text: str
    sentence: str
    conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFacts:
    """The fact lines as typed and the facts they became; shows whether facts changed elsewhere since."""

    lines: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A section's text as this tab saw it last, and the first revision since which nobody else changed it."""

    since: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one tab remembers; the mappings are keyed by section id.

    Attributes:
        notice: the sentence to be shown above the page.
        saved_at: when this tab last saved something.
        revisions: the revision of each section this tab has seen last; what it saves is based on it.
        lineages: since when the text of each section is only what this tab knows or typed itself.
        taken: the last text of each section that arrived from the editor.
        rewrites: other wordings of a selection, asked for in the editor.
        unsaved: texts that could not be saved.
        unsaved_facts: fact lines that could not be saved.
        typed: fact lines as typed.
        shown_facts: the fact lines last put on screen, or saved from there.
        compared: the version of a section that is compared with another one.
        extra_rows: empty rows added to the outline of a new document.
        importing: the import under way.
        imports: what became of the files last added to the library.
        upload_round: grows with every import, so that the fields of the next one begin empty.
        unmasked: passages shown as they were, by id.
        rounds: how often a widget had to begin anew to show what is stored, by its name; see `bound`.
    """

    notice: Notice | None = None
    saved_at: datetime | None = None
    revisions: Mapping[str, int] = field(default_factory=dict)
    lineages: Mapping[str, Lineage] = field(default_factory=dict)
    taken: Mapping[str, Edit] = field(default_factory=dict)
    rewrites: Mapping[str, Rewriting] = field(default_factory=dict)
    unsaved: Mapping[str, Unsaved] = field(default_factory=dict)
    unsaved_facts: Mapping[str, Unsaved] = field(default_factory=dict)
    typed: Mapping[str, TypedFacts] = field(default_factory=dict)
    shown_facts: Mapping[str, str] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)
    extra_rows: int = 0
    importing: Importing | None = None
    imports: tuple[IngestReport, ...] = ()
    upload_round: int = 0
    unmasked: frozenset[str] = frozenset()
    rounds: Mapping[str, int] = field(default_factory=dict)


def current() -> Session:
    """The tab's session."""
    value = st.session_state.get(_KEY)
    return value if isinstance(value, Session) else Session()


def change(**fields: object) -> None:
    """Puts a session with other `fields` in place of the present one."""
    st.session_state[_KEY] = replace(current(), **fields)  # type: ignore[arg-type]


def having(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """`mapping` with `key` set."""
    return {**mapping, key: value}


def lacking(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """`mapping` without `key`."""
    return {name: value for name, value in mapping.items() if name != key}


def tell(sentence: str, *, undo: Callable[[], None] | None = None) -> None:
    """Shows a sentence above the page on the next run."""
    change(notice=Notice(sentence=sentence, undo=undo))


def show_notice() -> None:
    """Runs the whole page once for a sentence told where a part of it ran alone; it stands above the page.

    A sentence that the whole page does not take away is not waited for a second time.
    """
    notice = current().notice
    if notice is not None and st.session_state.get(_AWAITED) is not notice:
        st.session_state[_AWAITED] = notice
        st.rerun()


def saved() -> None:
    """Remembers that something has just been saved."""
    change(saved_at=datetime.now().astimezone())


def sentence_for(error: Exception) -> str:
    """The Chinese sentence a user reads about `error`; unexpected ones are logged with their traceback."""
    if isinstance(error, SummarizerError):
        return error.sentence
    _log.error("unexpected error", exc_info=error)
    return UNEXPECTED


@contextmanager
def guarded() -> Iterator[None]:
    """Turns any error into a sentence above the page, so that nobody ever meets a traceback."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the outermost edge: whatever happens, the user reads one sentence
        change(notice=Notice(sentence=sentence_for(error), bad=True))


@contextmanager
def unbroken() -> Iterator[None]:
    """Lets a callback come to its end although the next message of the browser has arrived.

    Streamlit breaks a callback off where it looks into the session state and does not call it again: of
    typing and a click in one breath the click would be lost, or a save be forgotten once it is stored. What
    breaks it off is no public part of Streamlit; without it callbacks run as Streamlit has them.
    """
    context = get_script_run_ctx(suppress_warning=True)
    state = context.session_state if context is not None else None
    look_for_messages = getattr(state, "_yield_callback", None)
    if look_for_messages is None:
        yield
        return
    # Its own attribute setter stores a value of the user's session.
    object.__setattr__(state, "_yield_callback", _go_on)
    try:
        yield
    finally:
        object.__setattr__(state, "_yield_callback", look_for_messages)


def _go_on() -> None:
    """Messages are looked for when the callback is over."""


def action(do: Callable[P, None]) -> Callable[P, None]:
    """`do` as a widget callback that comes to its end; its errors become a sentence above the page."""

    def guarded_action(*args: P.args, **kwargs: P.kwargs) -> None:
        with unbroken(), guarded():
            do(*args, **kwargs)

    return guarded_action
