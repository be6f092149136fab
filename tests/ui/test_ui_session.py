"""Callbacks come to their end although the browser's next message has arrived, and one at a time."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx
from streamlit.testing.v1 import AppTest

from summarizer.cli import server

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def a_message_waits() -> Iterator[None]:
    """Every look into the session state finds that the browser has sent something."""
    context = get_script_run_ctx()
    assert context is not None
    state = context.session_state
    kept = state._yield_callback

    def break_off() -> None:
        raise StopException

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
    assert [one.value for one in app.markdown] == ["over"]


def test_streamlit_looks_for_messages_again_after_an_action() -> None:
    def asked() -> None:
        from test_ui_session import looks_after_an_action

        looks_after_an_action()

    app = AppTest.from_function(asked).run()
    assert not app.exception


def looks_after_an_action() -> None:
    from summarizer.ui import session

    session.action(lambda: None)()
    with a_message_waits(), pytest.raises(StopException):
        st.session_state.get("done")


def test_two_messages_of_a_tab_are_never_worked_on_at_once() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["fastReruns"] is False
    # An installed copy has no such file: there the command line says it.
    assert dict(server._OPTIONS)["--runner.fastReruns"] == "false"
