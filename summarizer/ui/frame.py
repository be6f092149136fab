"""What surrounds every page: style, masthead, the sentence above the page, and the last safety net."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from summarizer.errors import DatabaseAwayError, SummarizerError
from summarizer.ui import people, routes, session
from summarizer.ui.components.chrome import speak_chinese
from summarizer.ui.services import pipeline, shared_pipeline
from summarizer.ui.wording import plain

_STYLE: Final = Path(__file__).with_name("theme.css")
ICON: Final = Path(__file__).with_name("icon.svg")
"""The picture in the browser tab; a file, because Streamlit fetches its named icons from the network."""

_DATABASE_POLL_S: Final = 4.0


def _masthead(title: str) -> None:
    user = people.signed_in_as(shared_pipeline)
    # To a visitor each would say the same: sign in.
    pages = []
    if not people.must_sign_in():
        pages = [routes.home(), routes.new(), routes.samples(), routes.settings()]
    if people.administers(user):
        pages.append(routes.administration())
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html('<span class="brand">据实</span>', width="content")
        for page in pages:
            with st.container(
                key=f"nav-{page.url_path or 'home'}{'-here' if page.title == title else ''}", width="content"
            ):
                st.page_link(page, label=page.title)
        if user is not None:
            people.sign_out_button(user)


def _notice() -> None:
    """The sentence beside the masthead.

    It has a place of its own in every run: what follows would take its place in the browser for a moment.
    """
    notice = session.current().notice
    place = st.container(key="notice-place")
    if notice is None:
        return
    session.change(notice=None)
    with place.container(
        key=f"notice-{'bad' if notice.bad else 'good'}", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(plain(notice.sentence), width="content")
        if notice.undo is not None:
            st.button("撤销", key="app:undo:last", type="tertiary", on_click=notice.undo)


@contextmanager
def shown(title: str) -> Iterator[None]:
    """Everything around a page; what goes wrong inside becomes one sentence in Chinese."""
    st.html(_STYLE)
    speak_chinese()
    _masthead(title)
    _notice()
    if people.must_sign_in():
        people.sign_in_form()
        st.stop()
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the outermost edge: whatever happens, the user reads one sentence
        with st.container(key="notice-bad-page"):
            st.markdown(plain(session.sentence_for(error)))
        if isinstance(error, DatabaseAwayError):
            _await_database(time.monotonic())


@st.fragment(run_every=_DATABASE_POLL_S)
def _await_database(missed_at: float) -> None:
    """Draws the page anew once the database answers again.

    Args:
        missed_at: when the page failed, by the monotonic clock; the first look comes a moment later.
    """
    if time.monotonic() - missed_at < _DATABASE_POLL_S / 2:
        return
    try:
        pipeline().count_documents()
    except SummarizerError:
        # Still away: what the page says stands.
        return
    st.rerun()
