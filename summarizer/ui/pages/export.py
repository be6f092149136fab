"""导出: the proof of the whole document, the file it becomes, and the way back from Word."""

from typing import Final

import streamlit as st

from summarizer.ui import evidence, routes
from summarizer.ui.components import paper
from summarizer.ui.panes import export_form, fact_sheet, read_back
from summarizer.ui.services import document_in_address, report_of
from summarizer.ui.wording import plain

_OPEN: Final = "export:open:next"


def _open(_verb: str, section_id: str) -> None:
    st.session_state[_OPEN] = section_id


def render() -> None:
    """The export page of the document in the address.

    Raises:
        NotFoundError: the address names no document that exists.
    """
    document = document_in_address()
    if section_id := st.session_state.pop(_OPEN, ""):
        routes.open_desk(document.id, section_id)
    report = report_of(document)
    with st.container(key="export-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## 导出　{plain(document.title)}", width="stretch")
        if st.button("返回写作台", key="export:back:desk", type="tertiary"):
            st.switch_page(routes.desk(), query_params=routes.place_in(document.id))
    left, right = st.columns([8, 5], gap="large")
    with left, st.container(key="export-proof", gap="small"):
        st.markdown("### 保真")
        table = evidence.fidelity_table(document, report)
        paper.show((table,), key=f"export:fidelity:{document.id}", on_act=_open)
        read_back.render(document)
        fact_sheet.render(document)
    with right, st.container(key="export-form", gap="small"):
        export_form.render(document, report)
