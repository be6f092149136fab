"""The 范文 tab beside a section: the passages that lend it their style, to be fixed or kept out."""

from typing import Final

import streamlit as st

from summarizer.domain import Document, Section
from summarizer.ui import passages, session
from summarizer.ui import shelf_actions as do
from summarizer.ui.components import paper
from summarizer.ui.services import pipeline, warm_library

_OFFLINE: Final = "离线起草不参考范文；接入大模型后按此参考。"
_MODEL: Final = "起草这一节时参考这几段的写法；模型只看到遮蔽后的文字。"
_FIRST_VISIT: Final = "正在找合适的范文。第一次要先整理内置范文，请稍候……"


def render(document: Document, section: Section) -> None:
    """The passages the section will use, and those kept out of it."""
    st.caption(_OFFLINE if pipeline().engines == ("offline",) else _MODEL)
    with st.spinner(_FIRST_VISIT):
        hits = pipeline().passages_for(document.id, section.id)
        titles = do.titles_of(hits)
    warm_library()
    choices = pipeline().passage_choices(section.id)

    def act(verb: str, passage_id: str) -> None:
        do.act_on_passage(section.id, verb, passage_id)

    nodes = passages.lent(hits, titles, pinned=choices.pinned, unmasked=tuple(session.current().unmasked))
    nothing = paper.Node(tag="p", text="范文库里没有这个主题的段落。", look="empty")
    paper.show(nodes or (nothing,), key=f"desk:passages:{section.id}", on_act=act)
    if choices.excluded:
        st.button(
            f"已排除{len(choices.excluded)}段，全部恢复",
            key=f"desk:allow-passages:{section.id}",
            type="tertiary",
            on_click=do.allow_all,
            args=(section.id,),
        )
