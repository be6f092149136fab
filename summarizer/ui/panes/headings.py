"""拟小标题: sets of parallel headings and titles to choose from, one click to take a set over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from summarizer.domain import Document
from summarizer.drafting.headings import HeadingSet
from summarizer.ui import desk_actions as do
from summarizer.ui import dialogs, session
from summarizer.ui.proposing import Proposing
from summarizer.ui.services import pipeline
from summarizer.ui.wording import numbered_heading, plain

_LOOK_AGAIN_S: Final = 1.0
_PROPOSING: Final = "desk:headings:proposing"
_BEGUN: Final = "desk:headings:begun"
_WISH: Final = "desk:headings:wish"
_WRITERS: Final = {"offline": "程序拟写", "llm": "大模型拟写", "local": "本机模型拟写"}


def button(document: Document) -> None:
    """拟小标题, and the dialog it opens."""
    name = f"headings:{document.id}"
    st.button("拟小标题", key="desk:headings:open", type="tertiary", on_click=dialogs.show, args=(name,))
    st.session_state.pop(_BEGUN, None)
    if dialogs.is_open(name):
        _dialog(document)
        _look_after(_under_way())


def _left() -> None:
    """What happens when the dialog is closed: nobody waits for the model any more."""
    proposing = _under_way()
    if proposing is not None:
        proposing.stop()
    st.session_state.pop(_PROPOSING, None)
    dialogs.close()


@st.dialog("拟小标题", width="large", on_dismiss=_left)
def _dialog(document: Document) -> None:
    # What was clicked here ran the dialog alone; the page has to close it, or to look after the model.
    if not dialogs.is_open(f"headings:{document.id}") or _BEGUN in st.session_state:
        st.rerun()
    with session.guarded():
        _contents(document)


def _contents(document: Document) -> None:
    proposing = _under_way()
    if proposing is not None and proposing.document_id != document.id:
        proposing = None
    if pipeline().engine != "offline":
        _ask(document, proposing)
    of_headings, of_titles = st.tabs(["小标题", "总标题"])
    with of_headings:
        columns = st.columns(2, gap="medium")
        for number, one in enumerate(_sets(document, proposing)):
            with columns[number % 2]:
                _one_set(document, one, number)
    with of_titles:
        _titles(document, proposing)


def _under_way() -> Proposing | None:
    found = st.session_state.get(_PROPOSING)
    return found if isinstance(found, Proposing) else None


def _ask(document: Document, proposing: Proposing | None) -> None:
    """请大模型拟写, and what is told while and after it does."""
    if proposing is not None and not proposing.is_over:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("大模型正在拟写，下面是现成的。", width="stretch")
            st.button("停止", key="desk:headings:stop", on_click=proposing.stop)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("要求", key=_WISH, max_chars=100, placeholder="例如：每句六个字，突出服务")
        st.button(
            "请大模型拟写" if proposing is None else "再拟几组",
            key="desk:headings:ask",
            on_click=_begin,
            args=(document.id, 0 if proposing is None else proposing.variant + 1),
        )
    if proposing is not None and proposing.failure:
        st.caption(f":material/error: {plain(proposing.failure)}")


@session.action
def _begin(document_id: str, variant: int) -> None:
    wish = str(st.session_state.get(_WISH, ""))
    st.session_state[_PROPOSING] = Proposing(pipeline(), document_id, instruction=wish, variant=variant)
    st.session_state[_BEGUN] = True


def _look_after(proposing: Proposing | None) -> None:
    """Runs the page again as soon as the model's proposals are there."""
    if proposing is None or proposing.is_over:
        return

    @st.fragment(run_every=_LOOK_AGAIN_S)
    def look() -> None:
        if proposing.is_over:
            st.rerun()

    look()


def _sets(document: Document, proposing: Proposing | None) -> tuple[HeadingSet, ...]:
    """The sets to show, the best first; those of the stock as long as the model's are not there."""
    if proposing is not None and proposing.headings is not None:
        return proposing.headings.sets
    return pipeline().propose_headings(document.id, engine="offline").sets


def _one_set(document: Document, one: HeadingSet, number: int) -> None:
    with st.container(key=f"heading-set-{number}", border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(one.style)}**　{_WRITERS.get(one.engine, '')}", width="stretch")
            st.button(
                "用这组",
                key=f"desk:headings:take:{number}",
                on_click=take,
                args=(document.id, dict(one.headings)),
            )
        st.caption("　".join(scores(one)))
        headed = (replace(document.section(id_), heading=heading) for id_, heading in one.headings.items())
        st.markdown("  \n".join(plain(numbered_heading(document, section)) for section in headed))


def scores(one: HeadingSet) -> Iterator[str]:
    """The parts of a set's score in words, in per cent."""
    score = one.score
    yield f"对仗{score.parallel:.0%}"
    yield f"（字数相等{score.length:.0%}、结构一致{score.structure:.0%}、用词不重复{score.variety:.0%}）"
    yield f"切题{score.content:.0%}"


@session.action
def take(document_id: str, headings: Mapping[str, str]) -> None:
    """用这组: all headings at once, with 撤销."""
    before = pipeline().load(document_id)
    revisions = {section_id: do.seen_revision(document_id, section_id) for section_id in headings}
    after = pipeline().apply_headings(document_id, headings, revisions)
    for section in after.sections:
        do.see(section)
    _left()

    @session.action
    def undo() -> None:
        for section in pipeline().undo_change(before, after).sections:
            do.see(section)

    session.saved()
    session.tell(f"已换上这组小标题，共{len(headings)}个。", undo=undo)


def _titles(document: Document, proposing: Proposing | None) -> None:
    if proposing is not None and proposing.titles is not None:
        titles = proposing.titles.titles
    else:
        titles = pipeline().propose_titles(document.id, engine="offline").titles
    st.caption(f"现在的标题：{plain(document.title)}")
    for number, title in enumerate(titles):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(title), width="stretch")
            st.button(
                "用这个",
                key=f"desk:titles:take:{number}",
                type="tertiary",
                disabled=title == document.title,
                on_click=take_title,
                args=(document.id, title),
            )


@session.action
def take_title(document_id: str, title: str) -> None:
    """用这个: the document's title, with 撤销."""
    before = pipeline().load(document_id)
    pipeline().update_document(_titled(before, title))
    _left()

    @session.action
    def undo() -> None:
        pipeline().update_document(_titled(pipeline().load(document_id), before.title))

    session.saved()
    session.tell("已换上新标题。", undo=undo)


def _titled(document: Document, title: str) -> Document:
    return replace(document, title=title)
