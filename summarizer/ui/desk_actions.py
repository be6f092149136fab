"""What the buttons of the workbench do: pipeline calls, and what this tab remembers of them."""

from typing import Final

import streamlit as st

from summarizer.domain import Section, Topic
from summarizer.errors import ConflictError, SummarizerError
from summarizer.pipeline import Proposal
from summarizer.ui import session
from summarizer.ui.services import pipeline
from summarizer.ui.session import Unsaved, having, lacking

_UNSAVED_HINT: Final = "您的文字仍在屏幕上，没有丢失。"


def text_key(section_id: str) -> str:
    """The widget key of a section's text."""
    return f"desk:text:{section_id}"


def seen_revision(document_id: str, section_id: str) -> int:
    """The revision this tab's next change is based on: the one it saw last."""
    seen = session.current().revisions.get(section_id)
    return seen if seen is not None else pipeline().load(document_id).section(section_id).revision


def see(section: Section) -> None:
    """Remembers the revision of a section just shown or saved."""
    session.change(revisions=having(session.current().revisions, section.id, section.revision))


def keep(section: Section) -> None:
    """Remembers a section that this tab has just saved."""
    see(section)
    session.saved()


# Text


def save_text(document_id: str, section_id: str) -> None:
    """Saves the text as it stands on screen; what cannot be saved stays there with the reason."""
    text = str(st.session_state[text_key(section_id)])
    try:
        section = pipeline().save_text(
            document_id, section_id, text, revision=seen_revision(document_id, section_id)
        )
    except SummarizerError as error:
        kept = unsaved(text, error)
        session.change(unsaved=having(session.current().unsaved, section_id, kept))
        return
    session.change(unsaved=lacking(session.current().unsaved, section_id))
    keep(section)


def unsaved(text: str, error: SummarizerError) -> Unsaved:
    """A text that could not be saved, with what the user reads about it."""
    if isinstance(error, ConflictError):
        sentence = "另一个窗口先改动了这一节。" + _UNSAVED_HINT + "请选择保留哪一个，另一个可在“版本”中找回。"
        return Unsaved(text=text, sentence=sentence, conflict=True)
    return Unsaved(text=text, sentence=f"{error.sentence}{_UNSAVED_HINT}", conflict=False)


@session.action
def keep_mine(document_id: str, section_id: str) -> None:
    """Saves the text on screen over what was saved elsewhere; that one stays among the versions."""
    unsaved = session.current().unsaved[section_id]
    stored = pipeline().load(document_id).section(section_id)
    section = pipeline().save_text(document_id, section_id, unsaved.text, revision=stored.revision)
    session.change(unsaved=lacking(session.current().unsaved, section_id))
    keep(section)


@session.action
def take_theirs(document_id: str, section_id: str) -> None:
    """Shows what was saved elsewhere; the text on screen is saved as a version first."""
    unsaved = session.current().unsaved[section_id]
    stored = pipeline().load(document_id).section(section_id)
    mine = pipeline().save_text(document_id, section_id, unsaved.text, revision=stored.revision)
    section = pipeline().save_text(document_id, section_id, stored.text, revision=mine.revision)
    session.change(unsaved=lacking(session.current().unsaved, section_id))
    keep(section)


# Drafts


@session.action
def draft_all(document_id: str) -> None:
    """生成全文."""
    outcome = pipeline().draft_all(document_id)
    for section in outcome.document.sections:
        see(section)
    session.saved()
    notes = [f"已生成{len(outcome.drafted)}节"]
    if outcome.proposals:
        notes.append(f"{len(outcome.proposals)}节您改过，新稿放在一旁待采用")
    if outcome.skipped:
        notes.append(f"{len(outcome.skipped)}节已锁定，没有改动")
    session.tell("，".join(notes) + "。")


@session.action
def draft_section(document_id: str, section_id: str) -> None:
    """生成本节, or 换一稿 when there is a text already."""
    waiting = waiting_proposal(document_id, section_id)
    variant = waiting.variant + 1 if waiting else None
    written = pipeline().draft_section(document_id, section_id, variant=variant)
    if not isinstance(written, Proposal):
        keep(written)


def waiting_proposal(document_id: str, section_id: str) -> Proposal | None:
    """The new draft that waits beside a section's text, None when there is none."""
    waiting = pipeline().list_proposals(document_id)
    return next((one for one in waiting if one.section_id == section_id), None)


@session.action
def adopt(document_id: str, proposal: Proposal) -> None:
    """采用: the proposal becomes the text."""
    revision = seen_revision(document_id, proposal.section_id)
    keep(pipeline().adopt_proposal(document_id, proposal.id, revision=revision))


@session.action
def drop(document_id: str, proposal: Proposal) -> None:
    """不用: the proposal goes, with 撤销."""
    pipeline().drop_proposal(document_id, proposal.id)

    @session.action
    def undo() -> None:
        pipeline().restore_proposal(proposal.id)

    session.tell("待采用稿已收起。", undo=undo)


@session.action
def restore_version(document_id: str, section_id: str, version_id: str) -> None:
    """恢复 an earlier text."""
    keep(
        pipeline().restore_version(
            document_id, section_id, version_id, revision=seen_revision(document_id, section_id)
        )
    )
    session.tell("已恢复到所选的版本，刚才的文字仍在“版本”中。")


@session.action
def compare(section_id: str, version_id: str) -> None:
    """对比: shows what changed since a version; "" shows nothing any more."""
    compared = session.current().compared
    session.change(
        compared=having(compared, section_id, version_id) if version_id else lacking(compared, section_id)
    )


@session.action
def lock(document_id: str, section_id: str, locked: bool) -> None:
    """锁定 or 解锁."""
    keep(
        pipeline().update_section(
            document_id, section_id, revision=seen_revision(document_id, section_id), locked=locked
        )
    )


# Outline


@session.action
def rename(document_id: str, section_id: str) -> None:
    """Saves the heading on screen."""
    heading = str(st.session_state[f"desk:heading:{section_id}"])
    revision = seen_revision(document_id, section_id)
    keep(pipeline().update_section(document_id, section_id, revision=revision, heading=heading))


@session.action
def set_length(document_id: str, section_id: str) -> None:
    """Saves the target length on screen."""
    length_chars = int(st.session_state[f"desk:length:{section_id}"] or 0)
    revision = seen_revision(document_id, section_id)
    keep(pipeline().update_section(document_id, section_id, revision=revision, length_chars=length_chars))


@session.action
def set_topic(document_id: str, section_id: str) -> None:
    """Saves the topic on screen."""
    topic = Topic(st.session_state[f"desk:topic:{section_id}"])
    revision = seen_revision(document_id, section_id)
    keep(pipeline().update_section(document_id, section_id, revision=revision, topic=topic))


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
