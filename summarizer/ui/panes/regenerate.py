"""重新生成: another draft of the section in hand, with a wish, a tone, a length and samples of one's own."""

from typing import Final

import streamlit as st

from summarizer.domain import Document, Hit, RunOptions, Section
from summarizer.drafting.prompt import TONES
from summarizer.ui import desk_actions as do
from summarizer.ui import dialogs, run_actions, session
from summarizer.ui.services import pipeline
from summarizer.ui.wording import numbered_heading, plain

_PASSAGES: Final = 8
_SHOWN_CHARS: Final = 28
_AS_BEFORE: Final = "照旧"
_OFFLINE: Final = "没有接通大模型：离线起草只换一种说法、调整长短；要求、语气和范文要接上大模型才起作用。"


def button(document: Document, section: Section) -> None:
    """重新生成, and the dialog it opens."""
    name = f"regenerate:{section.id}"
    st.button(
        "重新生成…",
        key=f"desk:regenerate:{section.id}",
        type="tertiary",
        disabled=section.locked or not section.active_facts,
        help="带着要求、语气、长短或别的范文重写这一节",
        on_click=dialogs.show,
        args=(name,),
    )
    if dialogs.is_open(name):
        _dialog(document, section)


@st.dialog("重新生成本节", on_dismiss=dialogs.close)
def _dialog(document: Document, section: Section) -> None:
    if not dialogs.is_open(f"regenerate:{section.id}"):
        st.rerun()
    has_model = pipeline().engine != "offline"
    st.markdown(f"**{plain(numbered_heading(document, section))}**")
    if not has_model:
        st.caption(_OFFLINE)
    else:
        st.text_area(
            "要求",
            key=_key("wish", section),
            max_chars=300,
            height=80,
            placeholder="例如：突出做法，少写过渡，把慰问放在最前面",
        )
        st.radio("语气", [_AS_BEFORE, *TONES], key=_key("tone", section), horizontal=True)
    st.number_input(
        f"字数（0 为按本节目标{section.length_chars or '不限'}）",
        min_value=0,
        max_value=5000,
        step=50,
        key=_key("length", section),
    )
    if has_model:
        _samples(document, section)
    st.caption("您改过的文字不会被覆盖，新稿会放在一旁待采用。")
    st.button(
        "生成",
        key=f"desk:regenerate:go:{section.id}",
        type="primary",
        on_click=_go,
        args=(document.id, section.id),
    )


def _samples(document: Document, section: Section) -> None:
    """换范文: the passages that fit best, to be chosen from."""
    hits = {hit.passage.id: hit for hit in pipeline().passages_for(document.id, section.id, k=_PASSAGES)}
    st.multiselect(
        "范文",
        list(hits),
        format_func=lambda passage_id: _label(hits[passage_id]),
        key=_key("passages", section),
        placeholder="不选就由程序挑选",
    )


def _label(hit: Hit) -> str:
    words = " ".join(hit.passage.masked.split())[:_SHOWN_CHARS]
    return f"{hit.passage.heading}：{words}……" if hit.passage.heading else f"{words}……"


def _key(field: str, section: Section) -> str:
    return f"desk:regenerate:{field}:{section.id}"


def options_on_screen(section_id: str) -> RunOptions:
    """What the dialog of a section asks for as it is filled in now."""

    def value(field: str) -> object:
        return st.session_state.get(f"desk:regenerate:{field}:{section_id}")

    tone = str(value("tone") or "")
    length = value("length")
    passages = value("passages")
    return RunOptions(
        instruction=str(value("wish") or "").strip(),
        tone="" if tone == _AS_BEFORE else tone,
        length_chars=length if isinstance(length, int) and length > 0 else None,
        passage_ids=tuple(map(str, passages)) if isinstance(passages, list) and passages else None,
    )


@session.action
def _go(document_id: str, section_id: str) -> None:
    options = options_on_screen(section_id)
    dialogs.close()
    do.catch_up_all(document_id, section_id)
    run_actions.start(document_id, section_ids=[section_id], options=options)
