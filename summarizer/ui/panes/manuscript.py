"""Middle column: heading, the text in hand, a waiting proposal, and the text as checked."""

import streamlit as st

from summarizer.domain import Document, Section, SectionReport, Topic
from summarizer.text.characters import count_chars
from summarizer.ui import desk_actions as do
from summarizer.ui import session
from summarizer.ui.components import paper
from summarizer.ui.reading import legend, reading
from summarizer.ui.wording import length_label, numbered_heading, plain


def render(document: Document, section: Section, report: SectionReport) -> None:
    """Everything about one section's text."""
    _heading(document, section)
    _proposal(document, section)
    _text(document, section)
    _buttons(document, section)
    _checked(section, report)


def _heading(document: Document, section: Section) -> None:
    with st.container(key="section-head", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"### {plain(numbered_heading(document, section))}", width="stretch")
        st.markdown(length_label(count_chars(section.text), section.length_chars), width="content")
        with st.popover("本节设置", type="tertiary"):
            _settings(document, section)


def _settings(document: Document, section: Section) -> None:
    place = (document.id, section.id)
    _fresh(f"desk:heading:{section.id}", section.heading)
    st.text_input("标题", key=f"desk:heading:{section.id}", on_change=do.rename, args=place)
    _fresh(f"desk:topic:{section.id}", section.topic.value)
    st.selectbox(
        "主题",
        [topic.value for topic in Topic],
        format_func=lambda value: Topic(value).label,
        key=f"desk:topic:{section.id}",
        on_change=do.set_topic,
        args=place,
    )
    _fresh(f"desk:length:{section.id}", section.length_chars)
    st.number_input(
        "目标字数（0 为不限）",
        min_value=0,
        max_value=5000,
        step=50,
        key=f"desk:length:{section.id}",
        on_change=do.set_length,
        args=place,
    )
    at = [one.id for one in document.sections].index(section.id)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "上移", key=f"desk:up:{section.id}", on_click=do.move, args=(*place, at - 1), disabled=at == 0
        )
        last = at == len(document.sections) - 1
        st.button(
            "下移", key=f"desk:down:{section.id}", on_click=do.move, args=(*place, at + 1), disabled=last
        )
        st.button(
            "删除本节", key=f"desk:delete:{section.id}", type="tertiary", on_click=do.delete, args=place
        )


def _fresh(key: str, stored: str | int) -> None:
    """Puts the stored value into a field unless it shows it already."""
    if st.session_state.get(key) != stored:
        st.session_state[key] = stored


def _proposal(document: Document, section: Section) -> None:
    proposal = do.waiting_proposal(document.id, section.id)
    if proposal is None:
        return
    with st.container(key="proposal"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("**待采用稿**　您改过这一节，新稿不会自动覆盖。", width="stretch")
            st.button("采用", key=f"desk:adopt:{section.id}", on_click=do.adopt, args=(document.id, proposal))
            st.button(
                "不用",
                key=f"desk:drop:{section.id}",
                type="tertiary",
                on_click=do.drop,
                args=(document.id, proposal),
            )
        paper.show(reading(proposal.text, ()), key=f"desk:proposal:{section.id}", look="reading proposal")


def _text(document: Document, section: Section) -> None:
    key = do.text_key(section.id)
    unsaved = session.current().unsaved.get(section.id)
    _fresh(key, unsaved.text if unsaved else section.text)
    if unsaved is None:
        do.see(section)
    else:
        _choice(document, section, unsaved)
    st.text_area(
        "正文",
        key=key,
        height="content",
        disabled=section.locked,
        label_visibility="collapsed",
        placeholder="点“生成本节”，或直接在这里写。",
        on_change=do.save_text,
        args=(document.id, section.id),
    )


def _choice(document: Document, section: Section, unsaved: session.Unsaved) -> None:
    place = (document.id, section.id)
    with st.container(key="notice-bad-unsaved"):
        st.markdown(plain(unsaved.sentence))
        with st.container(horizontal=True, gap="small"):
            if not unsaved.conflict:
                st.button("再存一次", key=f"desk:retry:{section.id}", on_click=do.keep_mine, args=place)
                return
            st.button("保留我的", key=f"desk:mine:{section.id}", on_click=do.keep_mine, args=place)
            st.button("用已保存的", key=f"desk:theirs:{section.id}", on_click=do.take_theirs, args=place)
        paper.show(
            (paper.span("已保存的文字", "muted small"), *reading(section.text, ())),
            key=f"desk:stored:{section.id}",
            look="reading proposal",
        )


def _buttons(document: Document, section: Section) -> None:
    place = (document.id, section.id)
    with st.container(key="section-buttons", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "换一稿" if section.text.strip() else "生成本节",
            key=f"desk:draft:{section.id}",
            on_click=do.draft_section,
            args=place,
            disabled=section.locked,
        )
        st.button(
            "解锁" if section.locked else "锁定",
            key=f"desk:lock:{section.id}",
            type="tertiary",
            on_click=do.lock,
            args=(*place, not section.locked),
        )
        st.caption("停笔片刻自动保存，Ctrl+Enter 立即保存", width="content")


def _checked(section: Section, report: SectionReport) -> None:
    if not section.text.strip():
        return
    with st.container(key="checked", gap="small"):
        st.markdown("#### 核读")
        text = paper.block(*reading(section.text, report.findings), look="reading")
        paper.show((text, legend(report)), key=f"desk:reading:{section.id}")
