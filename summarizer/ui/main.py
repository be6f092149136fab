"""Lays out the page the address names; the page scripts call it."""

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from summarizer.ui import collecting, frame, purging, routes
from summarizer.ui.services import shared_pipeline


def run() -> None:
    """Lays out the page the address names."""
    # A whole page that follows a part of it in the same thread, as it may while `fastReruns` is off, would be
    # drawn into that part: Streamlit leaves the part's place set. The browser then shows nothing at all.
    context_dg_stack.set(get_default_dg_stack_value())
    st.set_page_config(
        page_title="据实", page_icon=frame.ICON, layout="wide", initial_sidebar_state="collapsed"
    )
    page = st.navigation(routes.all_pages(), position="hidden")
    with frame.shown(page.title):
        page.run()
    purging.shared_purging().look(shared_pipeline)
    collecting.shared_tidying().tidy()
