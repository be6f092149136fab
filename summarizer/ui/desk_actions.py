"""What the buttons of the workbench do: pipeline calls, and what this tab remembers of them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from summarizer.domain import Document, RunOptions, Section
from summarizer.errors import ConflictError, SummarizerError
from summarizer.facts import format_facts
from summarizer.pipeline import Proposal
from summarizer.revise.next_year import resumed
from summarizer.ui import run_actions, session
from summarizer.ui.components.editor.component import Act, Edit, read_edit
from summarizer.ui.fact_table import edited_lines, table_key
from summarizer.ui.rewriting import Request, Rewriting
from summarizer.ui.services import pipeline
from summarizer.ui.session import Lineage, TypedFacts, Unsaved, having, lacking

_UNSAVED_HINT: Final = "您的文字仍在屏幕上，没有丢失。"
_RECOVERED: Final = "上次未保存的文字在下面。请对比后选择保留哪一个，另一个可在“版本”中找回。"


def text_key(section_id: str) -> str:
    """The widget key of a section's text."""
    return f"desk:text:{section_id}"


def seen_revision(document_id: str, section_id: str) -> int:
    """The revision this tab's next change is based on: the one it saw last, once all typed here is saved."""
    catch_up(document_id, section_id)
    seen = session.current().revisions.get(section_id)
    return pipeline().load(document_id).section(section_id).revision if seen is None else seen


def see(section: Section) -> None:
    """Remembers the revision of a section just shown or saved, and whether others changed its text since."""
    now = session.current()
    lineage, taken = now.lineages.get(section.id), now.taken.get(section.id)
    known = {lineage.text if lineage else None, taken.text if taken else None}
    since = lineage.since if lineage and section.text in known else section.revision
    session.change(
        revisions=having(now.revisions, section.id, section.revision),
        lineages=having(now.lineages, section.id, Lineage(since=since, text=section.text)),
    )


def see_all(document: Document) -> None:
    """Remembers the revisions of all sections of a document just changed."""
    for section in document.sections:
        see(section)


def keep(section: Section) -> None:
    """Remembers a section that this tab has just saved."""
    see(section)
    session.saved()


# Text


def save_text(document_id: str, section_id: str, edit: Edit) -> None:
    """Saves what was typed; what cannot be saved stays on screen with the reason."""
    before = session.current().taken.get(section_id)
    if before is not None and before.mount == edit.mount and before.typed >= edit.typed and not edit.tries:
        return
    session.change(taken=having(session.current().taken, section_id, edit))
    try:
        section = _saved(document_id, section_id, edit)
    except SummarizerError as error:
        session.change(unsaved=having(session.current().unsaved, section_id, unsaved(edit.text, error)))
        return
    session.change(unsaved=lacking(session.current().unsaved, section_id))
    keep(section)


def _saved(document_id: str, section_id: str, edit: Edit) -> Section:
    try:
        return pipeline().save_text(document_id, section_id, edit.text, revision=_base(section_id, edit.base))
    except ConflictError:
        # What this tab sent before, its answer lost in a reload or with the server, is no conflict.
        stored = pipeline().load(document_id).section(section_id)
        if stored.text not in {edit.text, *edit.earlier}:
            raise
        return pipeline().save_text(document_id, section_id, edit.text, revision=stored.revision)


def catch_up(document_id: str, section_id: str) -> None:
    """Saves what the editor has sent along with a click; Streamlit tells of the click first."""
    sent = st.session_state.get(text_key(section_id))
    edit = read_edit(sent.get("edit")) if isinstance(sent, Mapping) else None
    if edit is not None:
        save_text(document_id, section_id, edit)


def _base(section_id: str, base: int) -> int:
    """The revision to save on: the last one seen, when only this tab changed the text since `base`."""
    now = session.current()
    lineage, seen = now.lineages.get(section_id), now.revisions.get(section_id)
    if lineage is not None and seen is not None and lineage.since <= base <= seen:
        return seen
    return base


def recover(document_id: str, section_id: str, text: str) -> None:
    """Lets the user choose between the saved text and one the browser kept; both stay."""
    if text == pipeline().load(document_id).section(section_id).text:
        return
    unsaved = Unsaved(text=text, sentence=_RECOVERED, conflict=True)
    session.change(unsaved=having(session.current().unsaved, section_id, unsaved))


def act_in_editor(document_id: str, section_id: str, act: Act) -> None:
    """What the user asked for in the editor, after saving what was typed until then."""
    if act.edit is not None:
        save_text(document_id, section_id, act.edit)
    with session.guarded():
        match act.verb:
            case "draft":
                draft_section(document_id, section_id)
            case "recover":
                recover(document_id, section_id, str(act.more.get("text", "")))
            case "rewrite":
                rewrite(document_id, section_id, act.more)
            case "rewritten":
                end_rewriting(section_id)


def end_rewriting(section_id: str) -> None:
    """Forgets a wording that was taken or left."""
    rewrites = session.current().rewrites
    if section_id in rewrites:
        rewrites[section_id].stop()
        session.change(rewrites=lacking(rewrites, section_id))


def rewrite(document_id: str, section_id: str, wish: Mapping[str, Any]) -> None:
    """Has the selection written anew in the background; the editor shows the answer."""
    request = Request(
        id=str(wish["id"]),
        manner=str(wish["manner"]),
        instruction=str(wish.get("instruction", "")),
        start=int(wish["start"]),
        end=int(wish["end"]),
    )
    end_rewriting(section_id)
    rewriting = Rewriting(pipeline(), document_id, section_id, request)
    rewriting.wait_a_moment()
    session.change(rewrites=having(session.current().rewrites, section_id, rewriting))


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


# Facts


def facts_key(section_id: str) -> str:
    """The widget key of a section's fact lines."""
    return f"desk:facts:{section_id}"


def save_typed(document_id: str, section_id: str) -> None:
    """Saves the facts as they stand on screen, as lines or as a table, unless they are as they were shown."""
    lines = st.session_state.get(facts_key(section_id))
    if lines is not None and lines != session.current().shown_facts.get(section_id):
        save_lines(document_id, section_id, str(lines))
    section = pipeline().load(document_id).section(section_id)
    edits = st.session_state.get(table_key(section))
    if isinstance(edits, Mapping) and any(edits.values()):
        save_lines(document_id, section_id, edited_lines(section.facts, edits))


def save_lines(document_id: str, section_id: str, lines: str) -> None:
    """Saves fact lines; what cannot be saved stays on screen with the reason.

    A fact brought over from last year joins the text as soon as its last blank is filled in.
    """
    try:
        before = pipeline().load(document_id).section(section_id)
        section = pipeline().set_facts(
            document_id, section_id, lines, revision=seen_revision(document_id, section_id)
        )
        filled_in = resumed(before.facts, section.facts)
        if filled_in != section.facts:
            lines = format_facts(filled_in)
            section = pipeline().set_facts(document_id, section_id, lines, revision=section.revision)
    except SummarizerError as error:
        session.change(
            unsaved_facts=having(session.current().unsaved_facts, section_id, unsaved(lines, error))
        )
        return
    session.change(
        typed=having(session.current().typed, section_id, TypedFacts(lines=lines, facts=section.facts)),
        shown_facts=having(session.current().shown_facts, section_id, lines),
        unsaved_facts=lacking(session.current().unsaved_facts, section_id),
    )
    keep(section)


def catch_up_all(document_id: str, section_id: str) -> None:
    """Saves what was typed right before a click, text and facts; Streamlit may tell of the click first."""
    catch_up(document_id, section_id)
    save_typed(document_id, section_id)


# Drafts


@session.action
def draft_all(document_id: str) -> None:
    """生成全文: in the background, but for the composer, which is done at once."""
    for section in pipeline().load(document_id).sections:
        catch_up_all(document_id, section.id)
    if pipeline().engine != "offline":
        run_actions.start(document_id)
        return
    before = pipeline().load(document_id)
    outcome = pipeline().draft_all(document_id)
    see_all(outcome.document)
    session.saved()
    notes = [f"已生成{len(outcome.drafted)}节"]
    without_facts = sum(not outcome.document.section(one).active_facts for one in outcome.drafted)
    if without_facts:
        notes.append(f"{without_facts}节还没有事实，写着【待补充】")
    if outcome.proposals:
        notes.append(f"{len(outcome.proposals)}节您改过，新稿放在一旁待采用")
    if outcome.skipped:
        notes.append(f"{len(outcome.skipped)}节已锁定，没有改动")
    session.tell(
        "，".join(notes) + "。", undo=back_to(before) if _replaced(before, outcome.document) else None
    )


@session.action
def draft_section(document_id: str, section_id: str) -> None:
    """生成本节, or 换一稿 when there is a text already."""
    catch_up_all(document_id, section_id)
    waiting = waiting_proposal(document_id, section_id)
    variant = waiting.variant + 1 if waiting else None
    if pipeline().engine != "offline":
        run_actions.start(document_id, section_ids=[section_id], options=RunOptions(variant=variant))
        return
    before = pipeline().load(document_id)
    written = pipeline().draft_section(document_id, section_id, variant=variant)
    if isinstance(written, Proposal):
        return
    keep(written)
    if _replaced(before, pipeline().load(document_id)):
        session.tell("已换一稿，原来的文字在“版本”中。", undo=back_to(before))


def _replaced(before: Document, after: Document) -> bool:
    """Whether a text that stood there has another in its place."""
    return any(one.text.strip() and one.text != after.section(one.id).text for one in before.sections)


def back_to(before: Document, adopted: Proposal | None = None) -> Callable[[], None]:
    """撤销 of a draft that took the place of others; refused once one of them was changed again.

    Args:
        before: the document with the texts that come back.
        adopted: a proposal that waits again then, unless another one does.
    """
    after = pipeline().load(before.id)

    @session.action
    def undo() -> None:
        see_all(pipeline().undo_change(before, after))
        if adopted is not None and waiting_proposal(before.id, adopted.section_id) is None:
            pipeline().restore_proposal(adopted.id)
        session.saved()

    return undo


def waiting_proposal(document_id: str, section_id: str) -> Proposal | None:
    """The new draft that waits beside a section's text, None when there is none."""
    waiting = pipeline().list_proposals(document_id)
    return next((one for one in waiting if one.section_id == section_id), None)


@session.action
def adopt(document_id: str, proposal: Proposal) -> None:
    """采用: the proposal becomes the text, with 撤销."""
    revision = seen_revision(document_id, proposal.section_id)
    before = pipeline().load(document_id)
    keep(pipeline().adopt_proposal(document_id, proposal.id, revision=revision))
    session.tell("已采用新稿，原来的文字在“版本”中。", undo=back_to(before, proposal))


@session.action
def adopt_sentences(document_id: str, proposal: Proposal, taken: tuple[int, ...]) -> None:
    """逐句采用: the chosen sentences of the proposal go into the text; it waits on while any are left."""
    revision = seen_revision(document_id, proposal.section_id)
    before = pipeline().load(document_id)
    keep(pipeline().adopt_sentences(document_id, proposal.id, taken, revision=revision))
    session.tell(f"已采用{len(taken)}处改动，原来的文字在“版本”中。", undo=back_to(before, proposal))


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
