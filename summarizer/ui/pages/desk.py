"""写作台: the outline, the section in hand, and the evidence beside it."""

from datetime import datetime
from typing import Final

import streamlit as st

from summarizer.domain import Document, Report, Run, RunOutcome, RunState, Section, SectionReport
from summarizer.ui import desk_actions as do
from summarizer.ui import routes, run_actions, session
from summarizer.ui.components.hint import hint
from summarizer.ui.panes import headings, manuscript, outline, proof, sharing, streaming
from summarizer.ui.panes.fields import document_fields
from summarizer.ui.services import document_in_address, pipeline, report_of
from summarizer.ui.wording import moment, plain

_OUTLINE_HINT: Final = "提纲：点一节就写这一节，拖动调次序，事实也能拖过来。"
_MANUSCRIPT_HINT: Final = "正文：像在 Word 里一样改，随改随存；标红的没有出处，选中文字可改写。"
_PROOF_HINT: Final = "依据：每行写一条事实。写没写进正文、数字对不对，这里随时看得到；没写的点“补写”。"


def _section_in_hand(document: Document) -> Section | None:
    wanted = st.query_params.get("section", "")
    for section in document.sections:
        if section.id == wanted:
            return section
    return document.sections[0] if document.sections else None


def _generation(document: Document, run: Run | None, *, drafted: bool) -> None:
    """生成全文, and while a run goes on 停止 in its place; 继续 beside it when one was left unfinished."""
    if run is not None and run.is_live:
        if not run_actions.is_watching():
            st.button("看进度", key="desk:run:watch", type="tertiary", on_click=run_actions.look_at)
        stopping = "正在停止" if run.stop_asked else "停止"
        st.button(
            stopping,
            key="desk:run:stop",
            type="primary",
            disabled=run.stop_asked,
            on_click=run_actions.stop,
            args=(run.id,),
        )
        return
    if run is not None and run_actions.can_resume(document, run):
        left = f"上次{run.state.label}，写完{run.done}/{len(run.sections)}节"
        st.caption(left, width="content")
        st.button("继续", key="desk:run:resume", type="primary", on_click=run_actions.resume, args=(run.id,))
        if run.ended_at is None:
            st.button(
                "不再继续",
                key="desk:run:give-up",
                type="tertiary",
                on_click=run_actions.give_up,
                args=(run.id,),
            )
        drafted = True
    st.button(
        "生成全文",
        key="desk:draft:all",
        type="secondary" if drafted else "primary",
        disabled=not document.sections,
        on_click=do.draft_all,
        args=(document.id,),
    )


def _proofread(document: Document) -> None:
    from summarizer.ui.panes import proofreading

    proofreading.whole_document(document.id)


def _bar(document: Document, run: Run | None) -> None:
    drafted = bool(document.sections) and all(section.text.strip() for section in document.sections)
    with st.container(key="desk-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## {plain(document.title)}", width="stretch")
        saved_at = session.current().saved_at or document.updated_at
        if saved_at is not None:
            st.caption(f"已保存 {moment(saved_at, now=datetime.now().astimezone())}", width="content")
        with st.popover("总结信息", type="tertiary"):
            document_fields(document, "desk")
        sharing.button(document)
        _generation(document, run, drafted=drafted)
        headings.button(document)
        if st.button("校对", key="desk:remarks:open", type="tertiary"):
            _proofread(document)
        if st.button("阅读", key="desk:read:open", type="tertiary"):
            st.switch_page(routes.read(), query_params=routes.place_in(document.id))
        is_next = drafted and not (run is not None and (run.is_live or run_actions.can_resume(document, run)))
        if st.button("导出", key="desk:export:open", type="primary" if is_next else "secondary"):
            st.switch_page(routes.export(), query_params=routes.place_in(document.id))


def as_written(document: Document, report: Report, run: Run) -> tuple[Document, Report]:
    """The document and its report with the sections a run has finished since they were read."""
    known = {section.id: section.text for section in document.sections}
    saved = (one for one in run.sections if one.outcome is RunOutcome.SAVED)
    if all(known.get(one.section_id, one.text) == one.text for one in saved):
        return document, report
    present = pipeline().load(document.id)
    return present, report_of(present)


def _report_on(section: Section, report: Report) -> SectionReport:
    return next(one for one in report.sections if one.section_id == section.id)


def _manuscript(document: Document, here: Section, report: Report, run: Run | None) -> None:
    hint("manuscript", _MANUSCRIPT_HINT)
    if streaming.is_shown(run, here):
        streaming.watch(document, here.id)
    else:
        streaming.told_of(run, here)
        manuscript.render(document, here, _report_on(here, report))


def render() -> None:
    """The workbench of the document in the address.

    Raises:
        NotFoundError: the address names no document that exists.
    """
    document = document_in_address()
    here = _section_in_hand(document)
    report = report_of(document)
    run = pipeline().watch_run(document.id)
    if run is not None and run.is_live:
        run_actions.note_live(document, run)
    elif (seen := run_actions.missed_end(run)) is not None:
        streaming.tell_end(seen, run)
    _bar(document, run)
    left, middle, right = st.columns([24, 50, 37], gap="medium")
    # First what the typist waits for: the marks of the text in hand.
    if here is not None:
        with middle, st.container(key="pane-manuscript", gap="small"):
            _manuscript(document, here, report, run)
    with left, st.container(key="pane-outline"):
        hint("outline", _OUTLINE_HINT)
        if run is not None and run.is_live:
            streaming.watch_outline(
                document, lambda now: outline.render(*as_written(document, report, now), here, now)
            )
        else:
            outline.render(document, report, here)
    if here is None:
        middle.caption("提纲是空的，请先加一节。")
        return
    with right, st.container(key="pane-proof"):
        hint("proof", _PROOF_HINT)
        proof.render(document, here, _report_on(here, report))
    if run is not None and run.state is RunState.INTERRUPTED and run.ended_at is None:
        streaming.await_return(document)
    run_actions.warm_up()
