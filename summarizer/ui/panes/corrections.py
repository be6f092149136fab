"""What a person corrects of a sample: its kind of unit, and the topics of a section."""

from typing import Final

import streamlit as st

from summarizer.domain import SampleView, Topic, UnitKind
from summarizer.ui import shelf_actions as do
from summarizer.ui.passages import kind_label
from summarizer.ui.wording import plain

_MOST_TOPICS: Final = 3
_GUESSED: Final = ""


def kind_popover(view: SampleView) -> None:
    """The kind of unit, to be chosen where the text was misread."""
    sample = view.sample
    with st.popover("更正类型", type="tertiary"):
        said = sample.kind.value if view.is_kind_corrected and sample.kind else _GUESSED
        by_text = "按内容判断" if view.is_kind_corrected else f"按内容判断（{kind_label(sample.kind)}）"
        chosen = st.selectbox(
            "单位类型",
            [_GUESSED, *(kind.value for kind in UnitKind)],
            index=[_GUESSED, *(kind.value for kind in UnitKind)].index(said),
            format_func=lambda one: UnitKind(one).label if one else by_text,
            key=f"samples:kind:{sample.id}",
        )
        st.button(
            "保存",
            key=f"samples:save-kind:{sample.id}",
            type="primary",
            disabled=chosen == said,
            on_click=do.set_kind,
            args=(sample.id, UnitKind(chosen) if chosen else None),
        )
        st.caption("片段和查找里的类型一起改。")


def topics_dialog(view: SampleView, place: int) -> None:
    """Opens the topics of the section at `place` over the page."""
    if place < len(view.sections):
        _topics_dialog(view, place)


@st.dialog("更正主题")
def _topics_dialog(view: SampleView, place: int) -> None:
    section = view.sections[place]
    key = f"samples:topics:{view.sample.id}:{place}"
    st.markdown(plain(f"{section.numbering}{section.heading}" or "（开头）"))
    chosen = st.multiselect(
        "这一节写的是（第一个为主）",
        [topic.value for topic in Topic],
        default=[topic.value for topic in section.topics],
        format_func=lambda one: Topic(one).label,
        max_selections=_MOST_TOPICS,
        placeholder="选一至三个主题",
        key=key,
    )
    with st.container(horizontal=True, gap="small"):
        save = st.button(
            "保存",
            key=f"samples:save-topics:{view.sample.id}",
            type="primary",
            disabled=not chosen,
            on_click=do.set_topics,
            args=(view.sample.id, place, key),
        )
        by_text = section.is_corrected and st.button(
            "改回按内容判断",
            key=f"samples:guess-topics:{view.sample.id}",
            type="tertiary",
            on_click=do.set_topics,
            args=(view.sample.id, place, ""),
        )
    if save or by_text:
        st.rerun()
