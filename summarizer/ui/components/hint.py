"""One sentence of guidance that a click puts away for good; the browser remembers that, not the server."""

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.ui.components.assets import asset


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_hint",
        html='<p hidden><span></span><button type="button">知道了</button></p>',
        css=asset("hint.css"),
        js=asset("hint.js"),
    )


def hint(name: str, sentence: str) -> None:
    """Shows `sentence` until this browser's user puts the hint of that name away."""
    _component()(data={"name": name, "sentence": sentence}, key=f"hint:{name}")
