"""The invisible component that speaks Chinese for Streamlit and saves text areas when the typist pauses."""

from functools import cache
from importlib import resources

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.ui.i18n import PATTERNS, WORDS

_PAUSE_MS = 450


@cache
def _script() -> str:
    return resources.files(__package__).joinpath("chrome.js").read_text(encoding="utf-8")


def _component() -> ComponentRenderer:
    return st.components.v2.component("summarizer_chrome", js=_script())


def speak_chinese() -> None:
    """Mounts the component; once per run, anywhere on the page."""
    with st.container(key="chrome"):
        _component()(
            data={"words": dict(WORDS), "patterns": [list(rule) for rule in PATTERNS], "pause_ms": _PAUSE_MS},
            key="app:chrome:words",
        )
