"""事实单: what a document is written from, as a file that another computer can read in."""

from dataclasses import replace

import streamlit as st

from summarizer.domain import Document
from summarizer.export import Format, file_name
from summarizer.ui import people
from summarizer.ui.services import pipeline


def render(document: Document) -> None:
    """The download of the fact sheet, with what it is for."""
    st.markdown("### 事实单")
    st.caption("各节的标题和事实，不含正文。换电脑或另写一份时，在“我的总结”里导入。")
    st.download_button(
        "保存事实单",
        pipeline().export_fact_sheet(document.id),
        file_name=file_name(replace(document, title=f"（事实单）{document.title}"), Format.MD),
        mime="text/markdown",
        key="export:facts:file",
        on_click=people.on_download(),
    )
