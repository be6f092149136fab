"""Left column: the sections with their marks, and a new one."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from summarizer.domain import Document, Report, Run, Section, SectionReport, Topic
from summarizer.revise.proposals import is_own_text
from summarizer.text.characters import count_chars
from summarizer.ui import fact_actions as facts_do
from summarizer.ui import outline_actions as outline_do
from summarizer.ui import run_actions
from summarizer.ui.components import outline
from summarizer.ui.panes import streaming
from summarizer.ui.wording import DONE, DOUBTFUL, DRAFTED, EMPTY, length_label, numbered_heading, shape

_STATES: Final[Mapping[str, str]] = {EMPTY: "空", DRAFTED: "有缺项", DONE: "已写全", DOUBTFUL: "有疑点"}


def _open(section_id: str) -> None:
    run_actions.look_away()
    st.query_params["section"] = section_id


def _standing(section: Section) -> tuple[str, str]:
    """Whether a person worked on the section: the sign in its row, and the words for it."""
    if section.locked:
        return "锁", "，已锁定"
    return ("改", "，已编辑") if is_own_text(section) else ("", "")


def _row(
    document: Document, section: Section, checked: SectionReport, run: Run | None, *, here: bool
) -> outline.Row:
    mark = shape(section, checked)
    tag, told = _standing(section)
    written = streaming.share_of(run, section)
    going_on = "" if written is None else f"，{written.state}"
    return outline.Row(
        id=section.id,
        mark=mark,
        state=_STATES[mark] + told + going_on,
        tag=tag,
        heading=numbered_heading(document, section),
        length=length_label(count_chars(section.text), section.length_chars),
        here=here,
        fixed=section.topic is Topic.OVERVIEW,
        share=None if written is None else written.share,
    )


def render(document: Document, report: Report, here: Section | None, run: Run | None = None) -> None:
    """One row per section; the one in hand is on a shade, those a run writes have a line that grows."""
    rows = [
        _row(document, section, checked, run, here=here is not None and section.id == here.id)
        for section, checked in zip(document.sections, report.sections, strict=True)
    ]
    outline.show(
        rows,
        key=f"desk:outline:{document.id}",
        on_open=_open,
        on_move=lambda section_id, place: outline_do.move(document.id, section_id, place),
        on_take_fact=lambda section_id, fact_id: facts_do.move_fact(document.id, fact_id, section_id),
    )
    # Another key closes it: the new section stands below it.
    with st.popover("＋ 加一节", type="tertiary", key=f"desk:add-{len(document.sections)}"):
        st.text_input(
            "新一节的标题", key="desk:add:heading", placeholder="不写序号，例如：丰富文体生活，激发队伍活力"
        )
        st.button(
            "加在本节之后" if here else "加入",
            key="desk:add:section",
            on_click=outline_do.add,
            args=(document.id, here.id if here else None),
        )
    st.caption(f"{EMPTY} 空　{DRAFTED} 有缺项　{DONE} 已写全　{DOUBTFUL}有疑点　拖动可调整次序，Alt+↑↓ 换节")
