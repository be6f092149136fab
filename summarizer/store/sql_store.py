"""`SqlStore`: the Store protocol, each method one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

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
    User,
    Version,
)
from summarizer.store import documents, listing, proposals, purging, sections, versions
from summarizer.store.engines import Engines, Pool, create_engines, server_now, utc_now
from summarizer.store.migrations import migrate
from summarizer.store.people_store import SqlPeopleStore
from summarizer.store.run_store import SqlRunStore

if TYPE_CHECKING:
    from summarizer.store.library_store import SqlLibraryStore


def open_store(
    database_url: str,
    *,
    busy_timeout_s: float = 10.0,
    clock: Callable[[], datetime] = utc_now,
    pool: Pool | None = None,
) -> "SqlStore":
    """A store on the database of a SQLAlchemy URL, made or migrated when needed.

    `sqlite:///path` creates the file and its folder; `sqlite://` lives in memory until closed;
    `postgresql+psycopg://…` must exist.

    Args:
        database_url: where the documents are.
        busy_timeout_s: how long to wait for another process that writes to a SQLite file.
        clock: the present moment, timezone-aware.
        pool: connections kept to a database server.

    Raises:
        ConfigurationError: the URL cannot be used, or the database belongs to a newer or another program.
        StorageError: the database cannot be opened or written.
    """
    engines = create_engines(database_url, busy_timeout_s=busy_timeout_s, pool=pool)
    try:
        migrate(engines)
    except BaseException:
        engines.dispose()
        raise
    return SqlStore(engines, clock=clock)


class SqlStore:
    """Documents in a SQL database; what each method promises stands in `protocols.Store`."""

    def __init__(
        self, engines: Engines, *, clock: Callable[[], datetime] = utc_now, is_view: bool = False
    ) -> None:
        self._engines = engines
        self._clock = clock
        self._is_view = is_view

    def for_user(self, user: User) -> "SqlStore":
        """The same store as one user may see and change it; closing it closes nothing."""
        return SqlStore(self._engines.seen_by(user), clock=self._clock, is_view=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def samples(self) -> "SqlLibraryStore":
        """The sample library of the same database, over the same connections."""
        # Its searches compute with numpy, which documents alone need not wait for.
        from summarizer.store.library_store import SqlLibraryStore

        return SqlLibraryStore(self._engines, clock=self._clock)

    @property
    def runs(self) -> SqlRunStore:
        """The generation runs of the same database, over the same connections."""
        return SqlRunStore(self._engines, clock=None if self._clock is utc_now else self._clock)

    @property
    def people(self) -> SqlPeopleStore:
        """The people of the same database, over the same connections."""
        return SqlPeopleStore(self._engines, clock=None if self._clock is utc_now else self._clock)

    def list_documents(
        self, *, deleted: bool = False, limit: int | None = None, offset: int = 0
    ) -> tuple[DocumentCard, ...]:
        """Cards of documents, or of those in the bin."""
        with self._engines.reading() as connection:
            return listing.cards(connection, deleted=deleted, limit=limit, offset=offset)

    def count_documents(self, *, deleted: bool = False) -> int:
        """Number of documents, or of those in the bin."""
        with self._engines.reading() as connection:
            return listing.count_cards(connection, deleted=deleted)

    def find_document(self, *, unit: str, kind: UnitKind, period: Period) -> Document | None:
        """A unit's document of a period, as it was at one moment."""
        with self._engines.reading() as connection:
            return listing.find_document(connection, unit=unit, kind=kind, period=period)

    def create_document(self, document: Document) -> Document:
        """The document as stored, with the revisions it was given."""
        with self._engines.writing() as connection:
            return documents.create_document(connection, document, now=self._clock())

    def load_document(self, document_id: str) -> Document:
        """The whole document as it was at one moment."""
        with self._engines.reading() as connection:
            return documents.load_document(connection, document_id)

    def update_document(self, document: Document) -> Document:
        """The document with its own fields saved."""
        with self._engines.writing() as connection:
            return documents.update_document(connection, document, now=self._clock())

    def delete_document(self, document_id: str) -> None:
        """Puts a document into the bin."""
        with self._engines.writing() as connection:
            documents.bin_document(connection, document_id, now=self._clock())

    def restore_document(self, document_id: str) -> None:
        """Takes a document out of the bin."""
        with self._engines.writing() as connection:
            documents.unbin_document(connection, document_id)

    def purge_document(self, document_id: str) -> None:
        """Removes a document of the bin for good."""
        with self._engines.writing() as connection:
            purging.purge_document(connection, document_id, now=self._clock())

    def purge_deleted(self, *, older_than_days: float | None = 30.0) -> int:
        """Number of documents removed for good; hidden sections of living documents stay."""
        if older_than_days is None:
            return self._purge(None)
        return self._purge(self._clock() - timedelta(days=older_than_days))

    def begin_purge(self, *, older_than_days: float) -> datetime | None:
        """The moment up to which binned documents are due, once a day for one process."""
        if self._engines.viewer is not None:
            return None
        older_than = timedelta(days=older_than_days)
        with self._engines.reading() as connection:
            if purging.is_round_over(connection, now=self._shared_now(connection)):
                return None
        with self._engines.writing() as connection:
            now = self._shared_now(connection)
            return purging.begin_round(connection, older_than=older_than, now=now)

    def purge_due(self, until: datetime) -> int:
        """Number of documents removed for good: those put into the bin by then."""
        return self._purge(until)

    def _purge(self, until: datetime | None) -> int:
        total = 0
        while True:
            with self._engines.writing() as connection:
                removed = purging.purge_documents(connection, binned_until=until, now=self._clock())
            if not removed:
                return total
            total += removed

    def _shared_now(self, connection: Connection) -> datetime:
        """The present moment for all processes of one database."""
        return server_now(connection) if self._clock is utc_now else self._clock()

    def insert_section(self, document_id: str, section: Section, *, position: int) -> Section:
        """The section as stored, with the revision it was given."""
        with self._engines.writing() as connection:
            return sections.insert_section(
                connection, document_id, section, position=position, now=self._clock()
            )

    def move_section(self, section_id: str, *, position: int) -> None:
        """Moves a section among the visible ones."""
        with self._engines.writing() as connection:
            sections.move_section(connection, section_id, position=position, now=self._clock())

    def delete_section(self, section_id: str) -> None:
        """Hides a section."""
        with self._engines.writing() as connection:
            sections.hide_section(connection, section_id, now=self._clock())

    def restore_section(self, section_id: str) -> Section:
        """Brings a hidden section back between its old neighbours."""
        with self._engines.writing() as connection:
            return sections.show_section(connection, section_id, now=self._clock())

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
        """The section with the given fields changed; values it already has change nothing."""
        with self._engines.writing() as connection:
            return sections.update_section(
                connection,
                section_id,
                revision=revision,
                now=self._clock(),
                heading=heading,
                topic=topic,
                length_chars=length_chars,
                locked=locked,
            )

    def rename_sections(self, headings: Mapping[str, tuple[int, str]]) -> tuple[Section, ...]:
        """The sections with other headings, all of them or none."""
        with self._engines.writing() as connection:
            now = self._clock()
            return tuple(
                sections.update_section(
                    connection,
                    section_id,
                    revision=revision,
                    now=now,
                    heading=heading,
                    topic=None,
                    length_chars=None,
                    locked=None,
                )
                for section_id, (revision, heading) in headings.items()
            )

    def replace_facts(self, section_id: str, facts: Sequence[Fact], *, revision: int) -> Section:
        """The section with exactly these facts; the same facts again change nothing.

        Raises:
            InputError: two facts have the same id.
        """
        with self._engines.writing() as connection:
            return sections.replace_facts(connection, section_id, facts, revision=revision, now=self._clock())

    def save_text(
        self,
        section_id: str,
        text: str,
        origin: Origin,
        *,
        revision: int,
        generation: Generation | None = None,
    ) -> Section:
        """The section with its new text, which is on the disk when this returns."""
        with self._engines.writing() as connection:
            return sections.save_text(
                connection,
                section_id,
                text,
                origin,
                revision=revision,
                now=self._clock(),
                generation=generation,
            )

    def passages_lent(self, document_id: str) -> tuple[str, ...]:
        """The ids of the style passages the newest generated texts of a document were written with."""
        with self._engines.reading() as connection:
            return versions.passages_lent(connection, document_id)

    def list_versions(self, section_id: str) -> tuple[Version, ...]:
        """All versions of a section's text, newest first."""
        with self._engines.reading() as connection:
            return versions.versions_of_section(connection, section_id)

    def load_version(self, version_id: str) -> Version:
        """One version, also of a hidden section."""
        with self._engines.reading() as connection:
            return versions.find_version(connection, version_id)

    def put_proposal(self, proposal: Proposal) -> Proposal:
        """The proposal as stored."""
        with self._engines.writing() as connection:
            return proposals.put_proposal(connection, proposal, now=self._clock())

    def list_proposals(self, document_id: str) -> tuple[Proposal, ...]:
        """The proposals that wait in a document."""
        with self._engines.reading() as connection:
            return proposals.waiting_proposals(connection, document_id)

    def adopt_proposal(self, proposal_id: str, *, revision: int, text: str | None = None) -> Section:
        """The section with its new text, which is on the disk when this returns."""
        with self._engines.writing() as connection:
            return proposals.adopt_proposal(
                connection, proposal_id, revision=revision, text=text, now=self._clock()
            )

    def drop_proposal(self, proposal_id: str) -> None:
        """Puts a proposal away."""
        with self._engines.writing() as connection:
            proposals.drop_proposal(connection, proposal_id, now=self._clock())

    def restore_proposal(self, proposal_id: str) -> Proposal:
        """A proposal that waits again."""
        with self._engines.writing() as connection:
            return proposals.restore_proposal(connection, proposal_id, now=self._clock())

    def close(self) -> None:
        """Closes the connections; the last one on a SQLite file folds its write-ahead log into it."""
        if not self._is_view:
            self._engines.dispose()
