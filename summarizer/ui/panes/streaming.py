"""A run as it goes on: all its sections growing, and what is told of it when it has ended."""

from collections.abc import Callable
from typing import Final, NamedTuple, NoReturn

import streamlit as st

from summarizer.domain import Document, Run, RunOutcome, RunState, Section, SectionRun
from summarizer.text.characters import count_chars
from summarizer.ui import collecting, polling, run_undo, session
from summarizer.ui import run_actions as do
from summarizer.ui.components import paper
from summarizer.ui.components.paper import Node, block, span
from summarizer.ui.services import pipeline
from summarizer.ui.wording import length_label, numbered_heading, plain

_OUTLINE_PAUSES: Final = 4
_OUTLINE_LONGEST_S: Final = 6.0
_RETURN_POLL_S: Final = 3.0
_FREE_LENGTH_CHARS: Final = 300
_LOOKS: Final = {
    RunState.DONE: "good",
    RunState.FAILED: "bad",
    RunState.STOPPED: "doubt",
    RunState.INTERRUPTED: "doubt",
}


class Share(NamedTuple):
    """How much of a section a run has written, 0 to 1, and its state in words."""

    share: float
    state: str


def share_of(run: Run | None, section: Section) -> Share | None:
    """How far a run is with a section, None when it does not write it (any more)."""
    one = run.section(section.id) if run is not None and run.is_live else None
    if one is None or not one.state.is_live:
        return None
    if one.state is RunState.WAITING:
        share = 0.0
    elif one.state is RunState.CHECKING:
        share = 0.95
    else:
        wanted = section.length_chars or _FREE_LENGTH_CHARS
        share = min(0.05 + count_chars(one.text) / wanted, 0.9)
    return Share(share, one.state.label)


def nodes(document: Document, run: Run, here: str) -> tuple[Node, ...]:
    """The sections of a run in the order of the document, each with its state and the text so far."""
    return tuple(
        _section(document, section, one, is_here=section.id == here)
        for section in document.sections
        if (one := run.section(section.id)) is not None
    )


def _state(one: SectionRun) -> RunState:
    """The state a person sees: a section stopped before its turn is so at once, not when its turn comes."""
    return RunState.STOPPED if one.stop_asked and one.state is RunState.WAITING else one.state


def _section(document: Document, section: Section, one: SectionRun, *, is_here: bool) -> Node:
    chars = length_label(count_chars(one.text), section.length_chars) if one.text else ""
    state = _state(one)
    head = block(
        Node(tag="strong", text=numbered_heading(document, section)),
        span(state.label, f"state {_LOOKS.get(state, 'muted')} small"),
        span(chars, "muted small end"),
        look="row",
    )
    lines = [line for line in one.text.split("\n") if line.strip()]
    text = block(*(Node(tag="p", text=line) for line in lines), look="reading")
    told = (Node(tag="p", text=one.message, look="small doubt"),) if one.message else ()
    look = f"live {one.state.value}" + (" here" if is_here else "")
    return block(head, text, *told, look=look)


def is_shown(run: Run | None, here: Section) -> bool:
    """Whether the run takes the place of the manuscript: it writes the section in hand, or was asked for."""
    if run is None or not run.is_live:
        return False
    one = run.section(here.id)
    return do.is_watching() or (one is not None and _state(one).is_live)


def watch(document: Document, here: str) -> None:
    """The run of a document, renewed a few times a second until it ends; then the whole page is."""
    pause_s = polling.pause_s()
    st.fragment(_watch, run_every=pause_s)(document, here, pause_s)


def _watch(document: Document, here: str, pause_s: float) -> None:
    run = _still_live(document, pause_s)
    with st.container(key="streaming", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(progress(run), width="stretch")
            one = run.section(here)
            if one is not None and _state(one).is_live and len(run.sections) > 1:
                st.button(
                    "停止本节",
                    key=f"desk:stop:{here}",
                    type="tertiary",
                    disabled=one.stop_asked,
                    on_click=do.stop,
                    args=(run.id, here),
                )
        paper.show(nodes(document, run, here), key=f"desk:run:{document.id}")


def progress(run: Run) -> str:
    """How far a run is, in Markdown; when all sections are written, what remains is the title."""
    is_writing = any(one.state.is_live for one in run.sections)
    return f"**{'正在起草' if is_writing else '正在拟标题'}**　已写完{run.done}/{len(run.sections)}节"


def watch_outline(document: Document, draw: Callable[[Run], None]) -> None:
    """The outline with the progress of the run; what is done there concerns the whole page.

    Args:
        document: whose run it is.
        draw: draws the outline.
    """
    pause_s = polling.pause_s()
    watched = st.fragment(_watch_outline, run_every=min(_OUTLINE_PAUSES * pause_s, _OUTLINE_LONGEST_S))
    watched(document, draw, _done_so_far(), pause_s)


def _watch_outline(document: Document, draw: Callable[[Run], None], before: object, pause_s: float) -> None:
    draw(_still_live(document, pause_s))
    if _done_so_far() != before:
        st.rerun()


def _done_so_far() -> object:
    """What differs after a person has done something in a fragment."""
    now = session.current()
    return st.query_params.get("section"), now.saved_at, now.notice


def _still_live(document: Document, pause_s: float) -> Run:
    """The latest run while it goes on; otherwise the page is drawn anew and this never returns.

    It is also drawn anew when there are far more, or fewer, that watch than when it was drawn, `pause_s`
    seconds between two looks: the pace stands in what is drawn.
    """
    run = pipeline().watch_run(document.id)
    if run is None or not run.is_live:
        tell_end(document, run)
    if polling.is_outdated(pause_s):
        st.rerun()
    # The script as a whole does not run meanwhile, and the libraries of the model have just been loaded.
    collecting.shared_tidying().tidy()
    return run


def tell_end(document: Document, run: Run | None) -> NoReturn:
    """Draws the page anew, with what became of the run and a way back.

    Args:
        document: as it was while the run went on.
        run: the run that has ended, None when it is gone.
    """
    do.note_end(document, run, undo=None if run is None else run_undo.undo_of(document, run))
    st.rerun()


@st.fragment(run_every=_RETURN_POLL_S)
def await_return(document: Document) -> None:
    """Draws the page anew once an interrupted run goes on, here, in another tab or in another process."""
    run = pipeline().watch_run(document.id)
    if run is None or run.is_live or run.ended_at is not None:
        st.rerun()


def told_of(run: Run | None, section: Section) -> None:
    """What became of a section in the latest run, above its text, until the text is another one."""
    one = None if run is None or run.is_live else run.section(section.id)
    if one is None or one.state is RunState.DONE:
        return
    is_left = one.state is RunState.INTERRUPTED and one.outcome is RunOutcome.NONE
    is_untouched = not section.text.strip() or section.text == one.text
    if is_untouched or is_left or one.outcome is RunOutcome.PROPOSAL:
        st.caption(plain(one.message or f"这一节{one.state.label}。"))
    if is_left and one.text:
        lines = (Node(tag="p", text=line) for line in one.text.split("\n") if line.strip())
        paper.show(
            (span("中断前写到这里：", "muted small"), block(*lines, look="reading proposal")),
            key=f"desk:remnant:{section.id}",
        )
