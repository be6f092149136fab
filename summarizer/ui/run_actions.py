"""What the buttons of a run do, and what is told when it has ended."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from summarizer.domain import Document, Run, RunOptions, RunOutcome, RunState
from summarizer.errors import EngineUnavailableError
from summarizer.ui import engine, session
from summarizer.ui.services import pipeline
from summarizer.ui.wording import numbered_heading

_WATCHING: Final = "desk:watching"
_SEEN: Final = "desk:run:seen"
_WARMED: Final = "desk:warmed"
_PENDING: Final = "【待补充"


def is_watching() -> bool:
    """Whether this tab looks at the run instead of one section."""
    return bool(st.session_state.get(_WATCHING))


def look_away() -> None:
    """Goes back to the section in hand."""
    st.session_state.pop(_WATCHING, None)


def look_at() -> None:
    """看进度: shows the run in place of the manuscript."""
    st.session_state[_WATCHING] = True


def warm_up() -> None:
    """Lets the engine get ready while the user reads, once a tab: its libraries take a second or two."""
    if _WARMED not in st.session_state:
        st.session_state[_WARMED] = True
        with contextlib.suppress(EngineUnavailableError):  # told when the user wants to generate
            pipeline().warm_up()


def start(
    document_id: str, *, section_ids: Sequence[str] | None = None, options: RunOptions | None = None
) -> None:
    """Begins to write in the background; the whole document is watched, one section where it stands.

    What is asked for while a run goes on joins it.
    """
    wanted = replace(options or RunOptions(), fallback=engine.current().choices.fallback)
    run = pipeline().start_run(document_id, section_ids=section_ids, options=wanted)
    if run.joined:
        session.tell("已加入正在进行的起草，轮到时自动开始。")
    if section_ids is None:
        look_at()


@session.action
def stop(run_id: str, section_id: str | None = None) -> None:
    """停止, all or one section."""
    pipeline().stop_run(run_id, section_id)


@session.action
def resume(run_id: str) -> None:
    """继续 with what is not done."""
    pipeline().resume_run(run_id)
    look_at()


@session.action
def give_up(run_id: str) -> None:
    """不再继续: what an interrupted run had written goes into its sections."""
    pipeline().stop_run(run_id)
    session.tell("已写出的文字放进了各节，没写完的可以以后重新生成。")


def can_resume(document: Document, run: Run | None) -> bool:
    """Whether to offer 继续: something is left, and nobody has touched it or the document since."""
    if run is None or run.is_live:
        return False
    left = [one for one in run.sections if one.state is not RunState.DONE]
    if run.ended_at is None or not left:
        return bool(left)
    if document.updated_at is not None and document.updated_at <= run.ended_at:
        return True
    texts = {section.id: section.text for section in document.sections}
    return any(texts.get(one.section_id) in {"", one.text} for one in left)


def note_live(document: Document, run: Run) -> None:
    """Remembers the document as this tab first saw it while a run went on."""
    seen = st.session_state.get(_SEEN)
    if seen is None or seen[0] != run.id:
        st.session_state[_SEEN] = (run.id, document)


def missed_end(run: Run | None) -> Document | None:
    """The document as it was while this tab saw the run go on that has ended since, untold; else None."""
    seen = st.session_state.get(_SEEN)
    if seen is None or run is None or run.id != seen[0] or run.is_live:
        return None
    noted: Document = seen[1]
    return noted


def note_end(document: Document, run: Run | None, *, undo: Callable[[], None] | None = None) -> None:
    """Prepares the sentence about a run that has just ended.

    Args:
        document: as it was while the run went on.
        run: the run, None when it is gone.
        undo: takes back what it wrote over.
    """
    look_away()
    st.session_state.pop(_SEEN, None)
    if run is None or run.state is RunState.INTERRUPTED:
        return
    session.saved()
    told = summary(document, run) + title_told(
        run, before=document.title, now=pipeline().load(document.id).title
    )
    session.change(notice=session.Notice(sentence=told, bad=run.state is RunState.FAILED, undo=undo))


def title_told(run: Run, *, before: str, now: str) -> str:
    """What to say of a title that was drafted last; "" when the title is what it was."""
    return f"标题拟为“{now}”，可以在标题处改。" if run.state is RunState.DONE and now != before else ""


def summary(document: Document, run: Run) -> str:
    """What became of a run, in one or two sentences."""
    notes = [f"已写完{run.done}节"] if run.done else []
    empty = sum(one.state is RunState.DONE and _PENDING in one.text for one in run.sections)
    if empty:
        notes.append(f"其中{empty}节还缺事实，写着{_PENDING}】")
    waiting = sum(one.outcome is RunOutcome.PROPOSAL for one in run.sections)
    if waiting:
        notes.append(f"{waiting}节的新稿放在一旁待采用")
    stopped = sum(one.state is RunState.STOPPED for one in run.sections)
    if stopped:
        notes.append(f"{stopped}节已停止")
    told = "，".join(notes) + "。" if notes else ""
    headings = {section.id: numbered_heading(document, section) for section in document.sections}
    failed = [one for one in run.sections if one.state is RunState.FAILED]
    if not failed:
        return told or "没有写出新的文字。"
    first = failed[0]
    where = f"“{headings[first.section_id]}”" if first.section_id in headings else "有一节"
    where += f"等{len(failed)}节" if len(failed) > 1 else ""
    return f"{told}{where}没有写成：{first.message}"
