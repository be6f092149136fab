"""Left column: the sections with their marks, and a new one."""

import streamlit as st

from summarizer.domain import Document, Report, Section
from summarizer.ui import desk_actions as do
from summarizer.ui.wording import DONE, DOUBTFUL, DRAFTED, EMPTY, numbered_heading, plain, shape


def _open(section_id: str) -> None:
    st.query_params["section"] = section_id


def render(document: Document, report: Report, here: Section | None) -> None:
    """One button per section; the one in hand is filled."""
    with st.container(key="outline", gap=None):
        for section, checked in zip(document.sections, report.sections, strict=True):
            st.button(
                f"{shape(section, checked)}\u2002{plain(numbered_heading(document, section))}",
                key=f"desk:open:{section.id}",
                type="secondary" if here is not None and section.id == here.id else "tertiary",
                width="stretch",
                on_click=_open,
                args=(section.id,),
            )
    with st.popover("＋ 加一节", type="tertiary"):
        st.text_input(
            "新一节的标题", key="desk:add:heading", placeholder="不写序号，例如：丰富文体生活，激发队伍活力"
        )
        st.button(
            "加在本节之后" if here else "加入",
            key="desk:add:section",
            on_click=do.add,
            args=(document.id, here.id if here else None),
        )
    st.caption(f"{EMPTY} 空　{DRAFTED} 有缺项　{DONE} 已写全　{DOUBTFUL}有疑点")
