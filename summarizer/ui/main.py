"""Lays out the page the address names; the page scripts call it."""

import streamlit as st

from summarizer.ui import collecting, frame, routes


def run() -> None:
    """Lays out the page the address names."""
    st.set_page_config(
        page_title="据实", page_icon=frame.ICON, layout="wide", initial_sidebar_state="collapsed"
    )
    page = st.navigation(routes.all_pages(), position="hidden")
    with frame.shown(page.title):
        page.run()
    collecting.shared_tidying().tidy()
