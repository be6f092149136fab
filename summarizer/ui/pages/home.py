"""我的总结: every document in one line, the bin, and three ways to begin."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Final

import streamlit as st

from summarizer.domain import DocumentCard, Topic
from summarizer.errors import InputError
from summarizer.text.numbering import to_chinese
from summarizer.ui import routes, session
from summarizer.ui.components.paper import block, show, span
from summarizer.ui.paging import in_hand
from summarizer.ui.panes import trash
from summarizer.ui.reading import reading
from summarizer.ui.services import example, pipeline, report_of
from summarizer.ui.wording import FILL_IN, moment, plain, verdict

_OPEN: Final = "home:open:next"
# What the workbench is to say; a sentence told before the run that leaves this page is seen by nobody.
_TELL: Final = "home:tell:next"
_COLOURS: Final = {"全部有据": "green", "已写的有据": "green", "尚未起草": ""}


def render() -> None:
    """The list of documents."""
    if target := st.session_state.pop(_OPEN, ""):
        if told := st.session_state.pop(_TELL, ""):
            session.tell(told)
        routes.open_desk(target)
    total = pipeline().count_documents()
    _bar(empty=not total)
    if total:
        _list(total)
    else:
        _welcome()
    trash.render()
    if not total:
        # The bin comes first: whoever has just deleted the last document looks for it.
        _show_example()


def _bar(*, empty: bool) -> None:
    with st.container(key="home-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("## 我的总结", width="stretch")
        if not empty:
            st.button("打开示例", key="home:example:open", type="tertiary", on_click=_example)
            with st.popover("导入事实单", type="tertiary"):
                _import()
        if st.button("新建总结", key="home:new:open", type="primary"):
            st.switch_page(routes.new())


def _welcome() -> None:
    with st.container(key="welcome", gap="small"):
        with st.container(key="welcome-lead"):
            st.markdown("把一年的事实一条条写进来，据实替您写成工作总结，每个数字都标得出出处。")
        with st.container(horizontal=True, gap="small", horizontal_alignment="center"):
            st.button("打开示例", key="home:example:first", on_click=_example)
            with st.popover("导入事实单", type="tertiary"):
                _import()


def _show_example() -> None:
    """The example as it reads, so that the first look shows what comes out."""
    drafted = example()
    document, report = drafted.document, drafted.report
    written = f"事实 {report.facts_written}/{report.facts_total}"
    supported = f"数据 {report.atoms_supported}/{report.atoms_total} 有据"
    numbers = count(1)
    nodes = [
        block(span("示例　", "muted"), span(f"{written}　{supported}", "good small"), look="row"),
        block(span(document.title), look="sample-title"),
    ]
    for section, checked in zip(document.sections, report.sections, strict=True):
        if section.topic is not Topic.OVERVIEW:
            nodes.append(
                block(span(f"{to_chinese(next(numbers))}、{section.heading}"), look="sample-heading")
            )
        nodes.append(block(*reading(section.text, checked.findings), look="reading"))
    with st.container(key="welcome-example"):
        show(nodes, key="home:example:reading")


@session.action
def _example() -> None:
    st.session_state[_OPEN] = pipeline().open_example().id


@session.action
def _import_sheet() -> None:
    upload = st.session_state.get("home:import:file")
    pasted = str(st.session_state.get("home:import:text") or "")
    if upload is None and not pasted.strip():
        message = "还没有选择文件，也没有粘贴内容"
        raise InputError(message, hint="请先选择一个 .md 或 .txt 文件，或把事实单粘贴进来。")
    source = upload.getvalue() if upload is not None else pasted
    st.session_state[_OPEN] = pipeline().import_fact_sheet(source).id


def _import() -> None:
    st.caption("事实单是一份总结的标题和事实，不含正文；在“导出”页可以保存，换电脑或另写一份时用。")
    st.file_uploader("事实单文件", type=["md", "txt"], key="home:import:file")
    st.text_area("或者粘贴在这里", key="home:import:text", height=160)
    st.button("导入", key="home:import:go", on_click=_import_sheet)


def _list(total: int) -> None:
    part = in_hand("home:page:list", total)
    with st.container(key="cards", gap=None):
        for card in pipeline().list_documents(limit=part.size, offset=part.offset):
            _row(card)
    part.pager()


def _row(card: DocumentCard) -> None:
    with st.container(key=f"card-{card.id}", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key=f"card-text-{card.id}", gap=None):
            st.button(
                plain(card.title),
                key=f"home:open:{card.id}",
                type="tertiary",
                on_click=_choose,
                args=(card.id,),
            )
            st.caption(_about(card))
        following = replace(card.period, year=card.period.year + 1).sheet_label
        st.button(
            f"沿用到{following}",
            key=f"home:continue:{card.id}",
            type="tertiary",
            help="提纲、落款照旧；事实带过去，数字空着等您填，去年的数放在旁边作对比",
            on_click=_continue,
            args=(card.id,),
        )
        st.button(
            "删除",
            key=f"home:delete:{card.id}",
            type="tertiary",
            on_click=_delete,
            args=(card.id, card.title),
        )


@session.action
def _continue(document_id: str) -> None:
    before = pipeline().load(document_id)
    st.session_state[_OPEN] = pipeline().continue_document(document_id).id
    st.session_state[_TELL] = f"已照{before.period.sheet_label}的总结建好。{FILL_IN}"


def _choose(document_id: str) -> None:
    st.session_state[_OPEN] = document_id


@lru_cache(maxsize=512)
def _verdict(document_id: str, drafted: int, _changed: datetime) -> str:
    """The state of checking; computed once per change of a document."""
    if not drafted:
        return "尚未起草"
    return verdict(report_of(pipeline().load(document_id), with_library=False), drafted=drafted)


def _about(card: DocumentCard) -> str:
    state = _verdict(card.id, card.sections_drafted, card.updated_at)
    colour = _COLOURS.get(state, "orange")
    parts = (
        plain(card.unit),
        card.kind.label,
        card.period.sheet_label,
        f"已写 {card.sections_drafted}/{card.sections_total} 节",
        f":{colour}[{state}]" if colour else state,
        f"{moment(card.updated_at, now=datetime.now().astimezone())} 修改",
    )
    return "　".join(parts)


@session.action
def _delete(document_id: str, title: str) -> None:
    pipeline().delete_document(document_id)

    @session.action
    def undo() -> None:
        pipeline().restore_document(document_id)

    session.tell(f"“{title}”已放进回收站。", undo=undo)
