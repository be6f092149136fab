"""Keys of widgets that show what is stored, also in a popover or an expander nobody has opened yet."""

import streamlit as st

from summarizer.ui import session
from summarizer.ui.session import having


def key_of(name: str, stored: object) -> str:
    """The key of the widget `name` whose default is `stored`: a new key when it would show anything else.

    The browser takes over a value set through the session state only while the widget is on screen. A field
    of a closed popover would come up empty later, or with its former value, and send that back as if typed.
    """
    rounds = session.current().rounds
    number = rounds.get(name, 0)
    key = _numbered(name, number)
    if key in st.session_state and st.session_state[key] != stored:
        session.change(rounds=having(rounds, name, number + 1))
        key = _numbered(name, number + 1)
    return key


def _numbered(name: str, number: int) -> str:
    return f"{name}:{number}" if number else name
