"""What the tab 事实 does: typed lines, files, and the buttons under a fact."""

from collections.abc import Sequence

import streamlit as st

from summarizer.domain import Fact
from summarizer.errors import SummarizerError
from summarizer.ui import desk_actions as do
from summarizer.ui import dialogs, session
from summarizer.ui.services import pipeline
from summarizer.ui.session import lacking
from summarizer.ui.wording import plain


@session.action
def keep_mine(document_id: str, section_id: str) -> None:
    """Saves the fact lines on screen over what was saved elsewhere."""
    unsaved = session.current().unsaved_facts[section_id]
    stored = pipeline().load(document_id).section(section_id)
    do.keep(pipeline().set_facts(document_id, section_id, unsaved.text, revision=stored.revision))
    session.change(unsaved_facts=lacking(session.current().unsaved_facts, section_id))


@session.action
def act_on_fact(document_id: str, section_id: str, verb: str, fact_id: str) -> None:
    """What a button under a fact does: complete 补写, shelve 暂不写, unshelve 恢复, move 移到…."""
    if verb == "move":
        dialogs.show(moving(fact_id))
        return
    revision = do.seen_revision(document_id, section_id)
    if verb == "complete":
        section = pipeline().complete_fact(document_id, section_id, fact_id, revision=revision)
    else:
        section = pipeline().shelve_fact(
            document_id, section_id, fact_id, revision=revision, shelved=verb == "shelve"
        )
    do.keep(section)


def moving(fact_id: str) -> str:
    """The name of the dialog that asks where a fact shall go."""
    return f"move:{fact_id}"


def read_file(content: bytes, name: str) -> tuple[Fact, ...] | None:
    """The facts of an uploaded file, None when it cannot be read: then the page says why."""
    try:
        return pipeline().read_facts(content, name)
    except SummarizerError as error:
        st.markdown(plain(error.sentence))
        return None


@session.action
def add_facts(document_id: str, section_id: str, facts: Sequence[Fact]) -> None:
    """加入: the facts looked through go behind the section's own."""
    section = pipeline().add_facts(
        document_id, section_id, facts, revision=do.seen_revision(document_id, section_id)
    )
    session.change(upload_round=session.current().upload_round + 1)
    do.keep(section)


@session.action
def move_fact(document_id: str, fact_id: str, to_section: str) -> None:
    """移到另一节, with 撤销."""
    dialogs.close()
    document = pipeline().load(document_id)
    source = next((one for one in document.sections if any(f.id == fact_id for f in one.facts)), None)
    if source is None or source.id == to_section:
        return
    do.see_all(pipeline().move_fact(document_id, fact_id, from_section=source.id, to_section=to_section))

    @session.action
    def undo() -> None:
        do.see_all(pipeline().move_fact(document_id, fact_id, from_section=to_section, to_section=source.id))

    session.saved()
    session.tell(f"事实已移到“{document.section(to_section).heading}”。", undo=undo)
