"""What remembers documents: their sections, every version of every text, and the proposals beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from summarizer.domain import (
    Document,
    DocumentCard,
    Fact,
    Generation,
    Origin,
    Period,
    Proposal,
    Section,
    Topic,
    UnitKind,
    Version,
)
from summarizer.protocols.people import PeopleStore
from summarizer.protocols.runs import RunStore


class Store(Protocol):
    """Documents, their sections and every version of every text. Safe to call from any thread.

    Every writing method raises StorageError when the database cannot be written (nothing is half
    written then), NotFoundError when the thing does not exist, and those taking `revision`
    raise ConflictError when the stored revision is another one.
    """

    def list_documents(
        self, *, deleted: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[DocumentCard, ...]:
        """Cards of documents, last changed first (ties by id).

        Args:
            deleted: those in the bin instead.
            limit: at most so many; None for all.
            offset: how many of the first to pass over.
        """
        ...

    def count_documents(self, *, deleted: bool = False) -> int:
        """Number of documents `list_documents` would list without a limit."""
        ...

    def find_document(self, *, unit: str, kind: UnitKind, period: Period) -> Document | None:
        """A unit's whole document of a period, the last changed one that is not in the bin; None without."""
        ...

    def create_document(self, document: Document) -> Document:
        """The document as stored; sections with text get a first version of their `origin`."""
        ...

    def load_document(self, document_id: str) -> Document:
        """The whole document with its sections and facts in order.

        Raises:
            NotFoundError: no such document, or it is in the bin.
        """
        ...

    def update_document(self, document: Document) -> Document:
        """The document with its own fields saved (title to date, and its layout), not its sections.

        Raises:
            ConflictError: `document.revision` is not the stored one.
        """
        ...

    def delete_document(self, document_id: str) -> None:
        """Puts a document into the bin; `restore_document` brings it back whole."""
        ...

    def restore_document(self, document_id: str) -> None:
        """Takes a document out of the bin."""
        ...

    def purge_document(self, document_id: str) -> None:
        """Removes a document of the bin for good; what it used of a quota stays used.

        Raises:
            NotFoundError: no such document, or it is not in the bin.
        """
        ...

    def purge_deleted(self, *, older_than_days: float | None = 30.0) -> int:
        """Number of documents removed for good: those in the bin for longer than that, None for all of them.

        In several transactions where there are many; a user's own alone.
        """
        ...

    def begin_purge(self, *, older_than_days: float) -> datetime | None:
        """The moment up to which binned documents are due to be removed, for the process that is to do it.

        Once a day one process of all is told, and nobody while nothing is due; a user never is. What is due
        was so at the round before as well, so that a clock that is wrong for hours removes nothing.
        """
        ...

    def purge_due(self, until: datetime) -> int:
        """Number of documents removed for good: those put into the bin by then; a user's own alone."""
        ...

    def insert_section(self, document_id: str, section: Section, *, position: int) -> Section:
        """The section as stored, at 0-based `position` (clamped to the end)."""
        ...

    def move_section(self, section_id: str, *, position: int) -> None:
        """Moves a section to 0-based `position` within its document (clamped)."""
        ...

    def delete_section(self, section_id: str) -> None:
        """Hides a section; its facts and versions are kept for `restore_section`."""
        ...

    def restore_section(self, section_id: str) -> Section:
        """Brings a hidden section back to where it stood."""
        ...

    def update_section(
        self,
        section_id: str,
        *,
        revision: int,
        heading: str | None = None,
        topic: Topic | None = None,
        length_chars: int | None = None,
        locked: bool | None = None,
    ) -> Section:
        """The section with the given fields changed and its revision grown by one."""
        ...

    def rename_sections(self, headings: Mapping[str, tuple[int, str]]) -> tuple[Section, ...]:
        """The sections with other headings, in one transaction: all of them or none.

        Args:
            headings: by section id the revision it is based on and the heading; all of one document.
        """
        ...

    def replace_facts(self, section_id: str, facts: Sequence[Fact], *, revision: int) -> Section:
        """The section with exactly these facts, in this order."""
        ...

    def save_text(
        self,
        section_id: str,
        text: str,
        origin: Origin,
        *,
        revision: int,
        generation: Generation | None = None,
    ) -> Section:
        """The section with `text` as its present text and a new version appended.

        Saving the text that already stands there changes nothing and appends no version.
        """
        ...

    def passages_lent(self, document_id: str) -> tuple[str, ...]:
        """The ids of the style passages the newest generated text of each visible section was written with.

        Ascending, each once; none for a document that does not exist.
        """
        ...

    def list_versions(self, section_id: str) -> tuple[Version, ...]:
        """All versions of a section's text, newest first."""
        ...

    def load_version(self, version_id: str) -> Version:
        """One version.

        Raises:
            NotFoundError: no such version.
        """
        ...

    def put_proposal(self, proposal: Proposal) -> Proposal:
        """The proposal as stored; the one that waited for the same section is put away.

        A hidden section, or one of a document in the bin, takes it too: it is there when they come back.
        """
        ...

    def list_proposals(self, document_id: str) -> tuple[Proposal, ...]:
        """The proposals that wait in a document, in the order of its sections."""
        ...

    def adopt_proposal(self, proposal_id: str, *, revision: int, text: str | None = None) -> Section:
        """The section with the proposed text as its present one and a new version; the proposal is put away.

        Args:
            proposal_id: a proposal that waits.
            revision: of the section.
            text: what a person made of the section's text and the proposal, by taking some sentences: saved
                instead, as an edit; the proposal goes on waiting unless nothing of it is left.

        Raises:
            LockedError: the section is locked.
        """
        ...

    def drop_proposal(self, proposal_id: str) -> None:
        """Puts a proposal away; for thirty days at the least `restore_proposal` brings it back."""
        ...

    def restore_proposal(self, proposal_id: str) -> Proposal:
        """A proposal that was put away, waiting again in place of the one that waits now."""
        ...

    @property
    def people(self) -> PeopleStore:
        """The people of the same database."""
        ...

    @property
    def runs(self) -> RunStore:
        """The generation runs of the same database."""
        ...

    def close(self) -> None:
        """Gives back connections and file locks."""
        ...
