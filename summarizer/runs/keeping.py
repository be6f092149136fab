"""Where a written text goes: into its section when nothing of a person's is touched, beside it otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from summarizer.domain import Generation, Origin, Proposal, RunOutcome, Section
from summarizer.errors import ConflictError, LockedError, NotFoundError
from summarizer.protocols import Store
from summarizer.revise.parts import find_section
from summarizer.revise.proposals import is_own_text

_TRIES: Final = 5


class Kept(NamedTuple):
    """Where a text went, one Chinese sentence where that needs telling, and the proposal it became."""

    outcome: RunOutcome
    message: str = ""
    proposal: Proposal | None = None


class Keeper:
    """Puts texts into a document."""

    def __init__(self, store: Store, document_id: str, *, new_id: Callable[[], str]) -> None:
        """Args: store: where the document is; new_id: makes ids of proposals."""
        self._store = store
        self._document_id = document_id
        self._new_id = new_id

    def keep(self, proposal: Proposal, *, base: str | None) -> Kept:
        """Where the text of `proposal` went; as its section's text it becomes a version.

        A whole text replaces an engine's text that is still `base`, the one it was written in place of. The
        beginning of a text only fills an empty section. Whatever a person wrote, locked or changed
        meanwhile stays, and the new text waits beside it.

        Raises:
            StorageError: the database cannot be written.
        """
        if not proposal.text.strip():
            return Kept(RunOutcome.NONE)
        for _ in range(_TRIES):
            try:
                section = find_section(self._store.load_document(self._document_id), proposal.section_id)
                reason = _reason_to_wait(section, proposal, base)
                if reason:
                    break
                self._save(section, proposal)
            except (ConflictError, LockedError):
                # Somebody saved between the two: look again at what stands there now.
                reason = "这一节刚被改动，新稿放在一旁待采用。"
            except NotFoundError:
                reason = "这一节已删除，新稿为它留着，恢复这一节后可以采用。"
                break
            else:
                return Kept(RunOutcome.SAVED)
        return self._put_beside(proposal, reason)

    def _save(self, section: Section, proposal: Proposal) -> None:
        if section.text != proposal.text:
            self._store.save_text(
                section.id,
                proposal.text,
                proposal.origin,
                revision=section.revision,
                generation=proposal.generation,
            )
        if proposal.is_partial:
            return
        for waiting in self._store.list_proposals(self._document_id):
            # A beginning is worth nothing any more beside the whole.
            if waiting.section_id == section.id and waiting.is_partial:
                self._store.drop_proposal(waiting.id)

    def _put_beside(self, proposal: Proposal, reason: str) -> Kept:
        try:
            waiting = self._store.put_proposal(replace(proposal, id=self._new_id()))
        except NotFoundError:
            return Kept(RunOutcome.NONE, "这份总结已删除，新稿没有保存。")
        return Kept(RunOutcome.PROPOSAL, reason, waiting)


def _reason_to_wait(section: Section, proposal: Proposal, base: str | None) -> str:
    """Why a text may not become the section's; "" when it may."""
    if section.locked:
        return "这一节已锁定，新稿放在一旁待采用。"
    if section.text == proposal.text or not section.text.strip():
        return ""
    if is_own_text(section):
        return "您改过这一节，新稿放在一旁待采用。"
    if proposal.is_partial:
        return "原有文字没有改动，写出的部分放在一旁待采用。"
    return "" if section.text == base else "这一节刚被改动，新稿放在一旁待采用。"


def rescued(section_id: str, text: str, *, engine: str) -> Proposal:
    """What a run that broke off had written of a section, as far as is known about it."""
    origin = Origin.OFFLINE if engine == "offline" else Origin.MODEL
    return Proposal(
        id="",
        section_id=section_id,
        text=text.strip(),
        origin=origin,
        generation=Generation(engine=engine),
        is_partial=True,
    )
