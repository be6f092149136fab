"""The invisible component that leads a visitor to the address they asked for once they have signed in."""

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.ui.components.assets import asset


def _component() -> ComponentRenderer:
    return st.components.v2.component("summarizer_returning", js=asset("returning.js"))


def remember_address() -> None:
    """Keeps the present address in this tab, for a visitor who has not signed in."""
    _show(signed_in=False)


def lead_back() -> None:
    """Opens the address that was kept, once; does nothing without one."""
    _show(signed_in=True)


def _show(*, signed_in: bool) -> None:
    with st.container(key="returning"):
        _component()(data={"signed_in": signed_in}, key=f"app:returning:{'in' if signed_in else 'out'}")
