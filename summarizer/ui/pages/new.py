"""新建: unit, kind and period at the left; the outline they give, still to be changed, at the right."""

from datetime import datetime
from typing import Final

import streamlit as st

from summarizer.domain import CLOSING_TOPICS, Document, Period, PeriodSpan, Topic, UnitKind
from summarizer.outline import Outline, OutlineSection, default_title, load_outline
from summarizer.text.numbering import format_numbering
from summarizer.ui import routes, session
from summarizer.ui.services import pipeline
from summarizer.ui.wording import plain

_PARTS: Final = {
    "全年": (PeriodSpan.ANNUAL, 0),
    "上半年": (PeriodSpan.HALF_YEAR, 1),
    "下半年": (PeriodSpan.HALF_YEAR, 2),
    "第一季度": (PeriodSpan.QUARTER, 1),
    "第二季度": (PeriodSpan.QUARTER, 2),
    "第三季度": (PeriodSpan.QUARTER, 3),
    "第四季度": (PeriodSpan.QUARTER, 4),
}
_OPEN: Final = "new:open:next"
_CONTINUE: Final = "去年的总结也是在这里写的？回到“我的总结”，点那一行的“沿用”，提纲和事实都带过来。"
_YEARS_BACK: Final = 10
_PROMPTS_SHOWN: Final = 5


def render() -> None:
    """The form of a new document."""
    if target := st.session_state.pop(_OPEN, ""):
        routes.open_desk(target)
    st.markdown("## 新建总结")
    left, right = st.columns([4, 9], gap="large")
    with left, st.container(key="new-form", gap="small"):
        unit, kind, period = _form()
        st.button("建立总结", key="new:create:go", type="primary", width="stretch", on_click=_create)
        st.caption(f"标题将是：{plain(default_title(unit or '××单位', period))}。以后随时可改。")
        if pipeline().count_documents():
            st.caption(_CONTINUE)
    with right, st.container(key="new-outline", gap="small"):
        _preview(load_outline(kind, period), _stem(kind, period))


def _form() -> tuple[str, UnitKind, Period]:
    unit = st.text_input("单位名称", key="new:unit:name", placeholder="例如：××实验小学工会", max_chars=100)
    kinds = [kind.value for kind in UnitKind]
    kind = UnitKind(
        st.selectbox("单位类型", kinds, format_func=lambda one: UnitKind(one).label, key="new:kind:choice")
    )
    year_column, part_column = st.columns(2, gap="small")
    this_year = datetime.now().astimezone().year
    years = range(this_year + 1, this_year - _YEARS_BACK, -1)
    year = year_column.selectbox(
        "年份", years, index=1, format_func=lambda one: f"{one}年", key="new:year:choice"
    )
    part = part_column.selectbox("时段", list(_PARTS), key="new:part:choice")
    return unit.strip(), kind, _period(year, part)


def _period(year: int, part: str) -> Period:
    span, number = _PARTS[part]
    return Period(year=year, span=span, number=number)


def _stem(kind: UnitKind, period: Period) -> str:
    """What keeps the fields of one outline apart from those of another."""
    return f"{kind.value}-{period.span.value}-{period.number}"


def _preview(outline: Outline, stem: str) -> None:
    st.markdown("### 提纲")
    st.caption("去掉勾选就不写这一节，标题可以直接改。下面的灰字是这一节通常要写的事实。")
    number = 0
    for index, row in enumerate(outline.sections):
        name, label = f"{stem}-{index}", "前言"
        if row.topic is not Topic.OVERVIEW:
            kept = bool(st.session_state.get(_keep_key(name), True))
            number += kept
            label = format_numbering(1, number) if kept else "不写"
        _row(row, name, label)
    for index in range(session.current().extra_rows):
        st.text_input(
            "另加的一节",
            key=f"new:extra:{index}",
            label_visibility="collapsed",
            placeholder="另加一节的标题，不写序号",
        )
    st.button("＋ 加一节", key="new:extra:add", type="tertiary", on_click=_add_row)


def _keep_key(name: str) -> str:
    return f"new:keep:{name}"


def _row(row: OutlineSection, name: str, label: str) -> None:
    with st.container(key=f"row-{name}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            keep = st.checkbox(label, value=True, key=_keep_key(name), width=64)
            st.text_input(
                "标题",
                value=row.heading,
                key=f"new:heading:{name}",
                label_visibility="collapsed",
                disabled=not keep,
            )
            st.caption(f"{row.length_chars}字", width=56)
        with st.container(key=f"prompts-{name}"):
            st.caption(plain("；".join(row.prompts[:_PROMPTS_SHOWN])))


def _add_row() -> None:
    session.change(extra_rows=session.current().extra_rows + 1)


@session.action
def _create() -> None:
    fields = st.session_state
    kind, period = (
        UnitKind(fields["new:kind:choice"]),
        _period(fields["new:year:choice"], fields["new:part:choice"]),
    )
    document = pipeline().new_document(unit=str(fields["new:unit:name"]), kind=kind, period=period)
    _shape(document, _stem(kind, period))
    session.change(extra_rows=0)
    fields[_OPEN] = document.id


def _shape(document: Document, stem: str) -> None:
    """Makes the stored outline the one on screen: headings changed, sections left out or added."""
    fields, last = st.session_state, ""
    for index, section in enumerate(document.sections):
        heading = str(fields.get(f"new:heading:{stem}-{index}", section.heading)).strip()
        if not fields.get(_keep_key(f"{stem}-{index}"), True):
            pipeline().delete_section(section.id)
            continue
        if heading and heading != section.heading:
            pipeline().update_section(document.id, section.id, revision=section.revision, heading=heading)
        if section.topic not in CLOSING_TOPICS:
            last = section.id
    for index in range(session.current().extra_rows):
        heading = str(fields.get(f"new:extra:{index}", "")).strip()
        if heading:
            last = pipeline().add_section(document.id, heading, after=last or None).id
