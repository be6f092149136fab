"""阅读: the A4 pages of the document as they will print."""

from pathlib import Path
from typing import Final

import streamlit as st

from summarizer.export import official_blocks
from summarizer.ui import routes
from summarizer.ui.components import sheets
from summarizer.ui.components.copy import copy_document
from summarizer.ui.services import document_in_address
from summarizer.ui.wording import plain

_ZOOMS: Final = (75, 100, 125)
_PRINT: Final = Path(__file__).parents[1] / "print.css"


def render() -> None:
    """The pages of the document in the address.

    Raises:
        NotFoundError: the address names no document that exists.
    """
    document = document_in_address()
    with st.container(key="read-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## 阅读　{plain(document.title)}", width="stretch")
        zoom = st.segmented_control(
            "缩放",
            _ZOOMS,
            default=100,
            format_func=lambda percent: f"{percent}%",
            key="read:zoom:choice",
            label_visibility="collapsed",
            width="content",
        )
        copy_document(document, key=f"read:copy:{document.id}")
        if st.button("返回写作台", key="read:back:desk", type="tertiary"):
            st.switch_page(routes.desk(), query_params=routes.place_in(document.id))
        if st.button("导出", key="read:open:export", type="primary"):
            st.switch_page(routes.export(), query_params=routes.place_in(document.id))
    st.caption(
        "按 GB/T 9704 排成的样子，按 Ctrl+P 可以直接打印。"
        "分页以您电脑的字体为准，与 Word、WPS 里可能差一两行。"
    )
    st.html(_PRINT)
    with st.container(key="read-sheets"):
        sheets.show(official_blocks(document), key=f"read:sheets:{document.id}", zoom_percent=zoom or 100)
