"""What a user does with a file edited in Word: look where its parts belong, then take them over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from summarizer.domain import Document, Origin, Section, Topic
from summarizer.errors import ConflictError, InputError, LockedError, NotFoundError
from summarizer.export.markdown import blocks_of_markdown
from summarizer.export.read_back import ReadBack, ReadPart, match_blocks
from summarizer.factsheet import guess_topic
from summarizer.pipeline.documents import DocumentActions
from summarizer.pipeline.sections import SectionActions
from summarizer.text.decoding import decode_bytes

READABLE: Final = (".docx", ".md", ".markdown", ".txt")
"""Suffixes of the files that can be read back."""
_NEW_HEADING: Final = "（未命名）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One part of a file and what the user wants with it.

    Attributes:
        part: as read.
        section_id: the section it goes to; None to make a section of it.
        appended: True to put it behind the section's text instead of in its place.
    """

    part: ReadPart
    section_id: str | None
    appended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What became of the parts of a file.

    Attributes:
        document: as it is now.
        saved: ids of the sections that have a new text or heading.
        added: ids of new sections.
        locked: ids of sections left alone because they are locked.
        conflicted: ids of sections left alone because they were changed since the file was looked at.
    """

    document: Document
    saved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    conflicted: tuple[str, ...] = ()


class ReadBackActions(DocumentActions, SectionActions):
    """Reading an edited file back; every text it brings becomes a version of its own."""

    def read_back(self, document: Document, content: bytes, *, name: str) -> ReadBack:
        """Where the parts of a file belong in `document`; nothing is changed.

        Args:
            document: what the file was exported from.
            content: its bytes.
            name: its name, whose suffix tells what it is.

        Raises:
            InputError: neither .docx nor text, or there is nothing in it.
            UnreadableFileError: it is damaged or protected by a password.
            TooLargeError: it unpacks to more than a document ever is.
        """
        suffix = PurePath(name).suffix.lower()
        if suffix not in READABLE:
            message = f"“{name}”不是 Word 文档或文本文件"
            raise InputError(message, hint="请选择 .docx、.md 或 .txt 文件；.doc 和 .wps 请先另存为 .docx。")
        if suffix == ".docx":
            # python-docx is slow to import and only needed here.
            from summarizer.export.docx_reading import count_pictures, read_docx_blocks

            blocks, pictures = read_docx_blocks(content), count_pictures(content)
        else:
            blocks, pictures = blocks_of_markdown(decode_bytes(content)), 0
        if not blocks:
            message = f"“{name}”里没有文字"
            raise InputError(message, hint="请确认选对了文件。")
        return match_blocks(document, blocks, pictures=pictures)

    def import_text(self, document_id: str, section_id: str, text: str, *, revision: int) -> Section:
        """The section with a text from a file, kept as a version; an unchanged text adds none.

        Raises:
            LockedError: the section is locked.
            ConflictError: somebody saved first; nothing was changed.
        """
        self._unlocked(document_id, section_id)
        return self._store.save_text(section_id, text, Origin.IMPORT, revision=revision)

    def take_back(self, document: Document, read: ReadBack, placements: Sequence[Placement]) -> TakenBack:
        """Texts and headings of a file taken over; what cannot be is named and left as it is.

        Several parts for one section are joined in the order given. A new section follows the one it follows
        in the file.

        Args:
            document: as it was when the file was looked at; its revisions guard against later changes.
            read: the whole file.
            placements: the parts to take over, in the order of the file.
        """
        outcome: dict[str, list[str]] = {"saved": [], "added": [], "locked": [], "conflicted": []}
        for section_id, wanted in _by_section(placements).items():
            try:
                changed = self._put(document.id, document.section(section_id), wanted)
            except LockedError:
                outcome["locked"].append(section_id)
            except (ConflictError, NotFoundError):
                outcome["conflicted"].append(section_id)
            else:
                outcome["saved"] += [section_id] if changed else []
        outcome["added"] += self._insert_new(document.id, read, placements)
        fields = {name: tuple(ids) for name, ids in outcome.items()}
        return TakenBack(document=self.load(document.id), **fields)

    def take_frame(self, document: Document, read: ReadBack) -> Document:
        """The document with the file's title, sign-off and optional parts; what the file lacks stays.

        Raises:
            ConflictError: somebody saved first; nothing was changed.
        """
        return self.update_document(
            replace(
                document,
                title=read.title or document.title,
                signed=read.signed or document.signed,
                date=read.date or document.date,
                layout=read.layout_for(document),
            )
        )

    def _put(self, document_id: str, section: Section, wanted: Sequence[Placement]) -> bool:
        """Whether the section's text or heading was changed."""
        kept = [section.text] if all(one.appended for one in wanted) else []
        text = "\n".join(filter(None, (*kept, *(one.part.text for one in wanted))))
        renamed = next((one.part for one in wanted if one.part.is_renamed and not one.appended), None)
        saved = self.import_text(document_id, section.id, text, revision=section.revision)
        if renamed is not None and section.topic is not Topic.OVERVIEW:
            self.update_section(document_id, section.id, revision=saved.revision, heading=renamed.heading)
        return text != section.text or renamed is not None

    def _insert_new(self, document_id: str, read: ReadBack, placements: Sequence[Placement]) -> Iterator[str]:
        """The ids of the sections made of parts that belong to none."""
        waiting = [one.part for one in placements if one.section_id is None]
        there = {section.id for section in self.load(document_id).sections}
        after: str | None = None
        for part in read.parts:
            if waiting and part == waiting[0]:
                after = self._insert(document_id, waiting.pop(0), after=after)
                yield after
            elif part.section_id in there:
                after = part.section_id

    def _insert(self, document_id: str, part: ReadPart, *, after: str | None) -> str:
        topic = guess_topic(part.heading)
        # There is one overview at most; a second one would be refused and its text lost.
        topic = Topic.HIGHLIGHTS if topic is Topic.OVERVIEW else topic
        section = self.add_section(document_id, part.heading or _NEW_HEADING, topic=topic, after=after)
        return self.import_text(document_id, section.id, part.text, revision=section.revision).id


def _by_section(placements: Sequence[Placement]) -> Mapping[str, Sequence[Placement]]:
    wanted: dict[str, list[Placement]] = {}
    for placement in placements:
        if placement.section_id is not None:
            wanted.setdefault(placement.section_id, []).append(placement)
    return wanted
