"""What changes the outline: fields of a section, its place, new, split, merged and deleted sections."""

import streamlit as st

from summarizer.domain import Document, Topic
from summarizer.ui import desk_actions as do
from summarizer.ui import session
from summarizer.ui.services import pipeline


@session.action
def rename(document_id: str, section_id: str, key: str) -> None:
    """Saves the heading on screen."""
    heading = str(st.session_state[key])
    revision = do.seen_revision(document_id, section_id)
    do.keep(pipeline().update_section(document_id, section_id, revision=revision, heading=heading))


@session.action
def set_length(document_id: str, section_id: str, key: str) -> None:
    """Saves the target length on screen."""
    length_chars = int(st.session_state[key] or 0)
    revision = do.seen_revision(document_id, section_id)
    do.keep(pipeline().update_section(document_id, section_id, revision=revision, length_chars=length_chars))


@session.action
def set_topic(document_id: str, section_id: str, key: str) -> None:
    """Saves the topic on screen."""
    topic = Topic(st.session_state[key])
    revision = do.seen_revision(document_id, section_id)
    do.keep(pipeline().update_section(document_id, section_id, revision=revision, topic=topic))


@session.action
def move(document_id: str, section_id: str, position: int) -> None:
    """上移 or 下移 to 0-based `position`."""
    pipeline().move_section(document_id, section_id, position)
    st.query_params["section"] = section_id
    session.saved()


@session.action
def delete(document_id: str, section_id: str) -> None:
    """删除本节, with 撤销."""
    document = pipeline().load(document_id)
    ids = [section.id for section in document.sections]
    at = ids.index(section_id)
    heading = document.section(section_id).heading
    pipeline().delete_section(section_id)
    rest = [one for one in ids if one != section_id]
    if rest:
        st.query_params["section"] = rest[min(at, len(rest) - 1)]

    @session.action
    def undo() -> None:
        pipeline().restore_section(section_id)
        st.query_params["section"] = section_id

    session.saved()
    session.tell(f"已删除“{heading}”一节，事实和文字都留着。", undo=undo)


@session.action
def add(document_id: str, after: str | None) -> None:
    """加一节 with the heading on screen, after the section in hand."""
    heading = str(st.session_state["desk:add:heading"])
    section = pipeline().add_section(document_id, heading, after=after)
    st.session_state["desk:add:heading"] = ""
    st.query_params["section"] = section.id
    session.saved()


@session.action
def split(document_id: str, section_id: str) -> None:
    """拆分 at the chosen place, with 撤销."""
    before = pipeline().load(document_id)
    offset = int(st.session_state[f"desk:split-at:{section_id}"])
    heading = str(st.session_state[f"desk:split-heading:{section_id}"])
    revision = do.seen_revision(document_id, section_id)
    after = pipeline().split_section(
        document_id, section_id, offset=offset, heading=heading, revision=revision
    )
    _changed(before, after, f"已拆成两节，写到的事实跟着文字走，新的一节是“{heading}”。")


@session.action
def merge(document_id: str, section_id: str) -> None:
    """并入上一节, with 撤销."""
    before = pipeline().load(document_id)
    at = [section.id for section in before.sections].index(section_id)
    revision = do.seen_revision(document_id, section_id)
    after = pipeline().merge_section(document_id, section_id, revision=revision)
    st.query_params["section"] = before.sections[at - 1].id
    _changed(before, after, f"已并入“{before.sections[at - 1].heading}”，文字和事实都在。")


def _changed(before: Document, after: Document, sentence: str) -> None:
    """Shows the document after a change of its outline, and how to take that back."""
    do.see_all(after)

    @session.action
    def undo() -> None:
        do.see_all(pipeline().undo_change(before, after))

    session.saved()
    session.tell(sentence, undo=undo)
