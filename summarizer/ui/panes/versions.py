"""The tab 版本: every saved text of the section, what changed between any two, and the way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import streamlit as st

from summarizer.domain import Document, Section, Version
from summarizer.ui import desk_actions as do
from summarizer.ui import history, session
from summarizer.ui.components import paper
from summarizer.ui.services import pipeline

_VERSIONS_SHOWN: Final = 40


def render(document: Document, section: Section) -> None:
    """The versions of a section, newest first, and the comparison asked for."""
    saved = pipeline().versions(section.id)
    if not saved:
        empty = paper.Node(tag="p", text="还没有版本。每次保存都会留下一个。", look="empty")
        paper.show((empty,), key=f"desk:versions:{section.id}")
        return
    now = datetime.now().astimezone()
    _comparison(section, saved, now)
    spells = history.thinned(saved)
    every = len(spells) < len(saved) and st.checkbox(
        "列出每一次自动保存", key=f"desk:every-version:{section.id}"
    )
    listed = (saved if every else spells)[:_VERSIONS_SHOWN]

    def act(verb: str, version_id: str) -> None:
        if verb == "compare":
            do.compare(section.id, version_id)
        else:
            do.restore_version(document.id, section.id, version_id)

    nodes = history.versions(listed, section.text, now=now, locked=section.locked)
    paper.show(nodes, key=f"desk:versions:{section.id}", on_act=act)
    if len(saved if every else spells) > _VERSIONS_SHOWN:
        st.caption(f"只列出最近{_VERSIONS_SHOWN}个，更早的都还保存着，可在对比里选到。")


def _comparison(section: Section, saved: Sequence[Version], now: datetime) -> None:
    """Two choices and what changed from the first to the second."""
    chosen = session.current().compared.get(section.id)
    by_id = {version.id: version for version in saved}
    if chosen not in by_id:
        return
    names = {version.id: history.version_name(version, now=now) for version in saved}
    first, second = f"desk:compare-from:{section.id}", f"desk:compare-to:{section.id}"
    ids = list(by_id)
    with st.container(key="comparison", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            old = st.selectbox(
                "从", ids, index=ids.index(chosen), format_func=names.__getitem__, key=f"{first}:{chosen}"
            )
            new = st.selectbox("到", ids, index=0, format_func=names.__getitem__, key=f"{second}:{chosen}")
            st.button(
                "收起",
                key=f"desk:compare-close:{section.id}",
                type="tertiary",
                on_click=do.compare,
                args=(section.id, ""),
            )
        nodes = history.changes(by_id[old].text, by_id[new].text)
        paper.show(nodes, key=f"desk:changes:{section.id}")
