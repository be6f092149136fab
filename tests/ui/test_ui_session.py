"""Callbacks come to their end although the browser's next message has arrived."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest


@contextmanager
def a_message_waits() -> Iterator[None]:
    """Every look into the session state finds that the browser has sent something."""
    context = get_script_run_ctx()
    assert context is not None
    state = context.session_state
    kept = state._yield_callback

    def break_off() -> None:
        raise RerunException(RerunData())

    object.__setattr__(state, "_yield_callback", break_off)
    try:
        yield
    finally:
        object.__setattr__(state, "_yield_callback", kept)


def broken_off() -> None:
    import streamlit as st
    from test_ui_session import a_message_waits

    from summarizer.ui import session

    def act() -> None:
        st.session_state["done"] = True

    with a_message_waits():
        session.action(act)()
    st.write("over" if st.session_state.get("done") else "lost")


def test_an_action_is_not_broken_off() -> None:
    app = AppTest.from_function(broken_off).run()
    assert not app.exception
    assert app.markdown[0].value == "over"


def test_streamlit_looks_for_messages_again_after_an_action() -> None:
    def asked() -> None:
        from test_ui_session import looks_after_an_action

        looks_after_an_action()

    app = AppTest.from_function(asked).run()
    assert not app.exception


def looks_after_an_action() -> None:
    from summarizer.ui import session

    session.action(lambda: None)()
    with a_message_waits(), pytest.raises(RerunException):
        st.session_state.get("done")
