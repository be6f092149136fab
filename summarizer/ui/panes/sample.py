"""One sample opened: its sections, what the cleaning did, the text as given, and what a model sees of it."""

from datetime import datetime
from typing import Final

import streamlit as st

from summarizer.domain import SampleView
from summarizer.errors import NotFoundError
from summarizer.ui import cleaning, shelf
from summarizer.ui import shelf_actions as do
from summarizer.ui.components import paper
from summarizer.ui.holding import Held
from summarizer.ui.paging import in_hand
from summarizer.ui.panes import corrections
from summarizer.ui.passages import kind_label
from summarizer.ui.services import pipeline
from summarizer.ui.wording import moment, plain

_LINES_PER_PAGE: Final = 200


def render(sample_id: str) -> None:
    """The sample with its four views, or one sentence when it is gone."""
    try:
        view = pipeline().load_sample(sample_id)
    except NotFoundError as error:
        st.markdown(plain(error.sentence))
        st.button("返回范文库", key="samples:back:list", on_click=do.close_sample)
        return
    _bar(view)
    sections, edits, given, masked = st.tabs(
        ["分节", "清洗前后", "原文", "遮蔽后"], key=f"samples:tab:{sample_id}"
    )
    with sections:
        paper.show(
            shelf.sections(view), key=f"samples:sections:{sample_id}", look="page", on_act=do.act_on_sections
        )
    with edits:
        _edits(view)
    with given:
        _given(view)
    with masked:
        st.caption("起草时只参考这一版：凡能认出来源的内容都换成了占位，周围的说法保留。")
        paper.show(shelf.masked_passages(view), key=f"samples:masked:{sample_id}", look="page")
    place = do.section_to_correct()
    if place is not None:
        corrections.topics_dialog(view, place)


def _bar(view: SampleView) -> None:
    sample, held = view.sample, do.held([view.sample.id])
    with st.container(key="sample-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## {plain(shelf.title_of(sample))}", width="stretch")
        st.button("返回范文库", key="samples:back:list", type="tertiary", on_click=do.close_sample)
        if held.may_share(sample):
            st.button(
                "取消共享" if held.is_shared(sample) else "共享给本单位",
                key=f"samples:share:{sample.id}",
                type="tertiary",
                on_click=do.share,
                args=(sample.id,),
                kwargs={"shared": not held.is_shared(sample)},
            )
        if held.may_remove(sample):
            st.button(
                "隐藏" if sample.builtin else "删除",
                key=f"samples:remove:{sample.id}",
                type="tertiary",
                on_click=do.hide if sample.builtin else do.remove,
                args=(sample.id,),
            )
    with st.container(key="sample-about", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("　".join(_about(view, held)), width="content")
        corrections.kind_popover(view)


def _about(view: SampleView, held: Held) -> list[str]:
    sample = view.sample
    parts = [kind_label(sample.kind), shelf.period_label(sample), plain(held.label(sample))]
    if not sample.builtin:
        parts.append(f"完整度 {view.quality:.0%}")
        parts += [f"来自 {plain(sample.source)}"] if sample.source else []
        if sample.added_at is not None:
            parts.append(f"{moment(sample.added_at, now=datetime.now().astimezone())} 加入")
    return parts


def _edits(view: SampleView) -> None:
    sample_id = view.sample.id

    def act(verb: str, edit_id: str) -> None:
        do.act_on_edit(sample_id, verb, edit_id)

    left, right = st.columns([6, 6], gap="large")
    with left, st.container(key="sample-edits", gap="small"):
        notes = tuple(paper.Node(tag="p", text=note, look="muted small") for note in view.notes)
        rows = cleaning.edit_rows(view.edits, view.original)
        nothing = "内置范文是为本软件写的，没有清洗记录。" if view.sample.builtin else "没有要清洗的地方。"
        shown = rows or (paper.Node(tag="p", text=nothing, look="empty"),)
        paper.show((*notes, *shown), key=f"samples:edits:{sample_id}", on_act=act)
    with right, st.container(key="sample-cleaned", gap="small"):
        summary = cleaning.summary(view.edits)
        st.markdown("#### 清洗后" + (f"　{summary}" if summary else ""))
        paper.show(shelf.cleaned(view), key=f"samples:cleaned:{sample_id}", look="reading")


def _given(view: SampleView) -> None:
    lines = view.original.count("\n") + 1
    part = in_hand(f"samples:given-page:{view.sample.id}", lines, size=_LINES_PER_PAGE)
    st.caption("划去的是清洗时删掉的，后面跟着改成的字；␣ 是空格，· 是看不见的字符。鼠标停在上面可看理由。")
    nodes = cleaning.as_given(view.original, view.edits, first=part.offset, count=part.size)
    paper.show(nodes, key=f"samples:given:{view.sample.id}", look="page")
    part.pager()
