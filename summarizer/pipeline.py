"""The user's actions in order: new document, facts, draft, check, edit, export."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from summarizer.domain import (
    Document,
    DocumentCard,
    DraftedDocument,
    Origin,
    Period,
    Report,
    Section,
    Topic,
    UnitKind,
    Version,
)
from summarizer.drafting.composer import Composer
from summarizer.drafting.engines import ENGINES, draft_text, pick_drafter
from summarizer.errors import ConflictError, InputError, LockedError, NotFoundError
from summarizer.examples import example_sheet
from summarizer.export import FontSet, Format, export_document, file_name
from summarizer.facts import check_fact_count, clean_last_year, make_id, merge_facts
from summarizer.factsheet import format_date, guess_topic, parse_fact_sheet, write_fact_sheet
from summarizer.outline import default_title, load_outline, make_sections
from summarizer.protocols import Drafter, DraftRequest, Store
from summarizer.revise.completion import insert_sentence
from summarizer.revise.fields import refuse_second_overview, required_heading, required_line
from summarizer.revise.parts import (
    find_fact,
    find_section,
    with_fact,
    with_section,
)
from summarizer.revise.proposals import DraftAllOutcome, Proposal, check_unlocked, is_own_text
from summarizer.sample_actions import SampleActions
from summarizer.text.characters import clean_line
from summarizer.text.decoding import decode_bytes
from summarizer.verify import check_document

if TYPE_CHECKING:
    from summarizer.library.sample_library import SampleLibrary

__all__ = ["DraftAllOutcome", "ExportedFile", "Pipeline", "Progress", "Proposal", "draft_document"]

Progress = Callable[[int, int, Section], None]
"""Called as `(done, total, section)` after each section, `done` counting from 1."""

_TRIED_VARIANTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file ready to be saved or downloaded."""

    name: str
    mime: str
    content: bytes


def draft_document(
    document: Document,
    *,
    engine: str = "auto",
    drafters: Mapping[str, Drafter] | None = None,
    on_progress: Progress | None = None,
) -> DraftedDocument:
    """`document` with every section drafted from its facts, and the proof; nothing is stored.

    Locked sections keep their text.

    Args:
        document: its facts, from a fact sheet or the store.
        engine: auto, llm, local or offline.
        drafters: by engine name; the offline composer alone when not given.
        on_progress: told after each section.

    Raises:
        EngineUnavailableError: the engine is unknown or not configured.
        EngineError: the engine failed.
    """
    drafter = pick_drafter(engine, drafters if drafters is not None else {"offline": Composer()})
    for done, section in enumerate(document.sections, start=1):
        if not section.locked:
            text = draft_text(drafter, DraftRequest(document=document, section_id=section.id))
            document = with_section(document, replace(section, text=text, origin=drafter.origin))
        if on_progress is not None:
            on_progress(done, len(document.sections), document.section(section.id))
    return DraftedDocument(document=document, engine=drafter.engine, report=check_document(document))


class Pipeline(SampleActions):
    """Everything a user can do, on top of one store and the configured drafters.

    It holds no state of its own, so one instance serves all threads. Every method raises StorageError
    when the database fails and NotFoundError for ids that do not exist; those taking `revision`
    raise ConflictError when somebody else saved first.
    """

    def __init__(
        self,
        *,
        store: Store,
        drafters: Mapping[str, Drafter],
        default_engine: str = "auto",
        new_id: Callable[[], str] = make_id,
        library: "Callable[[], SampleLibrary] | None" = None,
    ) -> None:
        super().__init__(store=store, library=library)
        self._drafters = dict(drafters)
        self._default_engine = default_engine
        self._new_id = new_id

    @property
    def engines(self) -> tuple[str, ...]:
        """The configured engines, best first."""
        return tuple(name for name in ENGINES if name in self._drafters)

    # Documents

    def list_documents(self, *, deleted: bool = False) -> tuple[DocumentCard, ...]:
        """Cards of all documents, last changed first; with `deleted`, those in the bin."""
        return self._store.list_documents(deleted=deleted)

    def new_document(
        self,
        *,
        unit: str,
        kind: UnitKind,
        period: Period,
        title: str = "",
        signed: str = "",
        date: str = "",
    ) -> Document:
        """A stored document with the outline of its unit kind and period, without facts.

        Raises:
            InputError: the unit has no name.
        """
        unit = required_line(unit, "请填写单位名称")
        document = Document(
            id=self._new_id(),
            title=clean_line(title) or default_title(unit, period),
            unit=unit,
            kind=kind,
            period=period,
            signed=clean_line(signed),
            date=format_date(date),
            sections=make_sections(load_outline(kind, period), self._new_id),
        )
        return self._store.create_document(document)

    def import_fact_sheet(self, source: str | bytes) -> Document:
        """A stored document made from the content of a fact sheet, not yet drafted.

        Raises:
            InputError: the sheet cannot be read; the message names the line.
        """
        text = decode_bytes(source) if isinstance(source, bytes) else source
        return self._store.create_document(parse_fact_sheet(text, new_id=self._new_id))

    def open_example(self, kind: UnitKind = UnitKind.SCHOOL) -> Document:
        """A stored and drafted document made from the built-in example of `kind`."""
        document = self.import_fact_sheet(example_sheet(kind))
        return self.draft_all(document.id, engine="offline").document

    def load(self, document_id: str) -> Document:
        """The whole document."""
        return self._store.load_document(document_id)

    def export_fact_sheet(self, document_id: str) -> str:
        """The document's fields, headings and facts as a fact sheet."""
        return write_fact_sheet(self.load(document_id))

    def update_document(self, document: Document) -> Document:
        """The document with its own fields saved (title, unit, kind, period, signed, date), not its sections.

        Raises:
            InputError: the unit or the title is empty.
        """
        checked = replace(
            document,
            title=required_line(document.title, "请填写标题"),
            unit=required_line(document.unit, "请填写单位名称"),
            signed=clean_line(document.signed),
            date=format_date(document.date),
        )
        return self._store.update_document(checked)

    def delete_document(self, document_id: str) -> None:
        """Puts a document into the bin."""
        self._store.delete_document(document_id)

    def restore_document(self, document_id: str) -> Document:
        """The document, taken out of the bin."""
        self._store.restore_document(document_id)
        return self.load(document_id)

    # Sections

    def add_section(
        self, document_id: str, heading: str, *, topic: Topic | None = None, after: str | None = None
    ) -> Section:
        """A new stored section.

        Args:
            document_id: the document it belongs to.
            heading: without numbering.
            topic: inferred from the heading when not given.
            after: id of the section it follows; the end when not given.

        Raises:
            InputError: the heading is empty, or a second overview is asked for.
        """
        document = self.load(document_id)
        heading = required_heading(heading)
        topic = topic if topic is not None else guess_topic(heading)
        ids = [section.id for section in document.sections]
        position = ids.index(find_section(document, after).id) + 1 if after is not None else len(ids)
        if topic is Topic.OVERVIEW:
            refuse_second_overview(document)
            position = 0
        section = Section(id=self._new_id(), heading=heading, topic=topic)
        return self._store.insert_section(document_id, section, position=position)

    def update_section(
        self,
        document_id: str,
        section_id: str,
        *,
        revision: int,
        heading: str | None = None,
        topic: Topic | None = None,
        length_chars: int | None = None,
        locked: bool | None = None,
    ) -> Section:
        """The section with the given fields changed; a section that becomes the overview moves to the front.

        Raises:
            InputError: the heading is empty, the length negative, or there is an overview already.
        """
        if topic is Topic.OVERVIEW:
            refuse_second_overview(self.load(document_id), but=section_id)
        if length_chars is not None and length_chars < 0:
            message = "目标字数不能小于0"
            raise InputError(message)
        section = self._store.update_section(
            section_id,
            revision=revision,
            heading=None if heading is None else required_heading(heading),
            topic=topic,
            length_chars=length_chars,
            locked=locked,
        )
        if topic is Topic.OVERVIEW:
            self._store.move_section(section_id, position=0)
        return section

    def move_section(self, document_id: str, section_id: str, position: int) -> Document:
        """The document with the section at 0-based `position` (clamped); the overview stays first."""
        document = self.load(document_id)
        moved = find_section(document, section_id)
        has_overview = any(section.topic is Topic.OVERVIEW for section in document.sections)
        position = 0 if moved.topic is Topic.OVERVIEW else max(position, int(has_overview))
        self._store.move_section(section_id, position=position)
        return self.load(document_id)

    def delete_section(self, section_id: str) -> None:
        """Hides a section; its facts and versions are kept."""
        self._store.delete_section(section_id)

    def restore_section(self, section_id: str) -> Section:
        """A hidden section, back where it stood."""
        return self._store.restore_section(section_id)

    # Facts

    def set_facts(self, document_id: str, section_id: str, lines: str, *, revision: int) -> Section:
        """The section with the facts of `lines`, one a line as `facts.format_facts` writes them or as pasted.

        Unchanged and slightly edited facts keep their ids.

        Raises:
            TooLargeError: a line is too long, or the document would have too many facts.
        """
        document = self.load(document_id)
        section = find_section(document, section_id)
        facts = merge_facts(section.facts, lines, new_id=self._new_id)
        others = sum(len(other.facts) for other in document.sections if other.id != section_id)
        check_fact_count(others + len(facts))
        return self._store.replace_facts(section_id, facts, revision=revision)

    def shelve_fact(
        self, document_id: str, section_id: str, fact_id: str, *, revision: int, shelved: bool = True
    ) -> Section:
        """The section with one fact kept out of the text (暂不写), or taken back with `shelved=False`."""
        section = self._section(document_id, section_id)
        fact = replace(find_fact(section, fact_id), shelved=shelved)
        return self._store.replace_facts(section_id, with_fact(section, fact), revision=revision)

    def set_last_year(
        self, document_id: str, section_id: str, fact_id: str, last_year: str | None, *, revision: int
    ) -> Section:
        """The section with last year's value of one fact set, or removed with None or ""."""
        section = self._section(document_id, section_id)
        fact = replace(find_fact(section, fact_id), last_year=clean_last_year(last_year))
        return self._store.replace_facts(section_id, with_fact(section, fact), revision=revision)

    def move_fact(self, document_id: str, fact_id: str, *, from_section: str, to_section: str) -> Document:
        """The document with one fact moved to the end of another section."""
        document = self.load(document_id)
        source, target = find_section(document, from_section), find_section(document, to_section)
        fact = find_fact(source, fact_id)
        if source.id == target.id:
            return document
        # Written before it is removed: when the second step fails the fact stands twice, never nowhere.
        if all(one.id != fact_id for one in target.facts):
            self._store.replace_facts(target.id, (*target.facts, fact), revision=target.revision)
        rest = tuple(one for one in source.facts if one.id != fact_id)
        self._store.replace_facts(source.id, rest, revision=source.revision)
        return self.load(document_id)

    # Text

    def save_text(self, document_id: str, section_id: str, text: str, *, revision: int) -> Section:
        """The section with the user's own text, kept as a version; an unchanged text adds none.

        Raises:
            LockedError: the section is locked.
            ConflictError: another tab saved first; nothing was changed.
        """
        self._unlocked(document_id, section_id)
        return self._store.save_text(section_id, text, Origin.EDIT, revision=revision)

    def draft_section(
        self,
        document_id: str,
        section_id: str,
        *,
        engine: str = "auto",
        variant: int | None = None,
        instruction: str = "",
    ) -> Section | Proposal:
        """The section with a new draft, or a proposal when its present text is the user's own.

        A text that was edited, restored or imported is never replaced, nor one edited while the engine wrote.

        Args:
            document_id: the document it belongs to.
            section_id: the section to write.
            engine: auto, llm, local or offline.
            variant: 0 for the first wording; the next unused one when not given.
            instruction: what the user asked for.

        Raises:
            LockedError: the section is locked.
            EngineError: the engine failed or is not configured.
        """
        self._unlocked(document_id, section_id)
        drafter = self._drafter(engine)
        return self._draft(self.load(document_id), section_id, drafter, variant, instruction)

    def draft_all(
        self, document_id: str, *, engine: str = "auto", on_progress: Progress | None = None
    ) -> DraftAllOutcome:
        """Every section drafted and saved, one by one; the user's own texts get proposals.

        Raises:
            EngineError: the engine failed or is not configured; sections written before it did are kept.
        """
        document, drafter = self.load(document_id), self._drafter(engine)
        drafted, proposals, skipped = list[str](), list[Proposal](), list[str]()
        for done, section in enumerate(document.sections, start=1):
            written: Section | Proposal = section
            if section.locked:
                skipped.append(section.id)
            else:
                written = self._draft(document, section.id, drafter, None, "")
            if isinstance(written, Proposal):
                proposals.append(written)
            elif not section.locked:
                drafted.append(section.id)
                document = with_section(document, written)
            if on_progress is not None:
                on_progress(done, len(document.sections), document.section(section.id))
        return DraftAllOutcome(
            document=self.load(document_id),
            engine=drafter.engine,
            drafted=tuple(drafted),
            proposals=tuple(proposals),
            skipped=tuple(skipped),
        )

    def adopt_proposal(self, document_id: str, proposal: Proposal, *, revision: int) -> Section:
        """The section with the proposed text; the text it replaces stays among the versions.

        Raises:
            LockedError: the section is locked.
        """
        self._unlocked(document_id, proposal.section_id)
        return self._store.save_text(
            proposal.section_id,
            proposal.text,
            proposal.origin,
            revision=revision,
            generation=proposal.generation,
        )

    def complete_fact(self, document_id: str, section_id: str, fact_id: str, *, revision: int) -> Section:
        """The section with one sentence added that states the fact (补写).

        Raises:
            LockedError: the section is locked.
        """
        document = self.load(document_id)
        section = self._unlocked(document_id, section_id)
        request = DraftRequest(document=document, section_id=section_id)
        drafter = pick_drafter("offline", self._drafters)
        text = insert_sentence(section.text, drafter.complete(request, find_fact(section, fact_id)))
        # A text the user edited stays protected from regeneration after the addition.
        origin = section.origin if is_own_text(section) and section.origin is not None else drafter.origin
        return self._store.save_text(
            section_id, text, origin, revision=revision, generation=drafter.generation(request)
        )

    def versions(self, section_id: str) -> tuple[Version, ...]:
        """All versions of a section's text, newest first."""
        return self._store.list_versions(section_id)

    def restore_version(
        self, document_id: str, section_id: str, version_id: str, *, revision: int
    ) -> Section:
        """The section with the text of an earlier version, saved as a new version.

        Raises:
            LockedError: the section is locked.
            NotFoundError: no such version of this section.
        """
        self._unlocked(document_id, section_id)
        version = self._store.load_version(version_id)
        if version.section_id != section_id:
            message = "这一节没有这个版本"
            raise NotFoundError(message)
        return self._store.save_text(section_id, version.text, Origin.RESTORE, revision=revision)

    # Proof and export

    def check(self, document: Document) -> Report:
        """The fidelity of every section's present text to its facts."""
        return check_document(document)

    def export(self, document: Document, *, format: Format, fonts: FontSet) -> ExportedFile:  # noqa: A002
        """The document as a file.

        Raises:
            ExportError: the file cannot be made.
        """
        return ExportedFile(
            name=file_name(document, format),
            mime=format.mime,
            content=export_document(document, format=format, fonts=fonts),
        )

    def close(self) -> None:
        """Gives back the store's connections and file locks."""
        self._store.close()

    def _drafter(self, engine: str) -> Drafter:
        return pick_drafter(self._default_engine if engine == "auto" else engine, self._drafters)

    def _section(self, document_id: str, section_id: str) -> Section:
        return find_section(self.load(document_id), section_id)

    def _unlocked(self, document_id: str, section_id: str) -> Section:
        return check_unlocked(self._section(document_id, section_id))

    def _next_variant(self, section_id: str) -> int:
        return sum(version.generation is not None for version in self.versions(section_id))

    def _draft(
        self, document: Document, section_id: str, drafter: Drafter, variant: int | None, instruction: str
    ) -> Section | Proposal:
        section = document.section(section_id)
        first = self._next_variant(section_id) if variant is None else variant
        # Few facts have few wordings: a next draft that reads like the present one is passed over.
        for chosen in range(first, first + (_TRIED_VARIANTS if variant is None else 1)):
            request = DraftRequest(
                document=document, section_id=section_id, variant=chosen, instruction=instruction.strip()
            )
            text = draft_text(drafter, request)
            if text != section.text:
                break
        generation = drafter.generation(request)
        proposal = Proposal(
            section_id=section_id, text=text, origin=drafter.origin, generation=generation, variant=chosen
        )
        if is_own_text(section):
            return proposal
        try:
            return self.adopt_proposal(document.id, proposal, revision=section.revision)
        except (ConflictError, LockedError):
            return proposal
