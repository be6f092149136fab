"""本节设置: heading, topic, length, place; splitting the section and joining it to the one before."""

from typing import Final

import streamlit as st

from summarizer.domain import Document, Section, Topic
from summarizer.text.sentences import split_sentences
from summarizer.ui import bound
from summarizer.ui import outline_actions as outline_do
from summarizer.ui.wording import plain

_BEGINNING_CHARS: Final = 16


def render(document: Document, section: Section) -> None:
    """The fields and buttons of the popover."""
    place = (document.id, section.id)
    heading = bound.key_of(f"desk:heading:{section.id}", section.heading)
    st.text_input(
        "标题", value=section.heading, key=heading, on_change=outline_do.rename, args=(*place, heading)
    )
    topics = [topic.value for topic in Topic]
    topic = bound.key_of(f"desk:topic:{section.id}", section.topic.value)
    st.selectbox(
        "主题",
        topics,
        index=topics.index(section.topic.value),
        format_func=lambda value: Topic(value).label,
        key=topic,
        on_change=outline_do.set_topic,
        args=(*place, topic),
    )
    length = bound.key_of(f"desk:length:{section.id}", section.length_chars)
    st.number_input(
        "目标字数（0 为不限）",
        min_value=0,
        max_value=5000,
        value=section.length_chars,
        step=50,
        key=length,
        on_change=outline_do.set_length,
        args=(*place, length),
    )
    at = [one.id for one in document.sections].index(section.id)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "上移",
            key=f"desk:up:{section.id}",
            on_click=outline_do.move,
            args=(*place, at - 1),
            disabled=at == 0,
        )
        last = at == len(document.sections) - 1
        st.button(
            "下移",
            key=f"desk:down:{section.id}",
            on_click=outline_do.move,
            args=(*place, at + 1),
            disabled=last,
        )
        st.button(
            "删除本节",
            key=f"desk:delete:{section.id}",
            type="tertiary",
            on_click=outline_do.delete,
            args=place,
        )
    if not section.locked:
        _shape(document, section, at)


def _shape(document: Document, section: Section, at: int) -> None:
    """拆分 and 并入上一节."""
    place = (document.id, section.id)
    if at > 0:
        st.button(
            f"并入上一节“{plain(document.sections[at - 1].heading[:12])}”",
            key=f"desk:merge:{section.id}",
            type="tertiary",
            on_click=outline_do.merge,
            args=place,
        )
    beginnings = split_places(section.text)
    if not beginnings:
        return
    st.selectbox(
        "拆成两节，后一节从这里开始",
        list(beginnings),
        # The place chosen in a text that has another in its stead since is none any more.
        format_func=lambda at: beginnings.get(at, ""),
        key=f"desk:split-at:{section.id}",
    )
    st.text_input("后一节的标题", key=f"desk:split-heading:{section.id}", placeholder="不写序号")
    st.button("拆分", key=f"desk:split:{section.id}", on_click=outline_do.split, args=place)


def split_places(text: str) -> dict[int, str]:
    """Where a text can be cut, by offset: each paragraph but the first, else each sentence, by its words."""
    paragraphs = [at + 1 for at, char in enumerate(text) if char == "\n" and text[at + 1 : at + 2].strip()]
    places = paragraphs or [span.start for span in split_sentences(text)][1:]
    return {at: text[at:].strip()[:_BEGINNING_CHARS].replace("\n", " ") + "…" for at in places}
