"""Which dialog a tab has open: at most one, and it stays open when the page runs again."""

from typing import Final

import streamlit as st

_KEY: Final = "dialog"


def show(name: str) -> None:
    """Opens the dialog of this name instead of any other."""
    st.session_state[_KEY] = name


def is_open(name: str) -> bool:
    """Whether the dialog of this name is the one that is open."""
    return bool(st.session_state.get(_KEY) == name)


def close() -> None:
    """Closes whatever is open."""
    st.session_state.pop(_KEY, None)
