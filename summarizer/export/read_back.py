"""Which section each part of an edited file belongs to: by heading, then by content; nothing is dropped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from summarizer.domain import Document, LabelledEnum, Layout, Section, Topic
from summarizer.export.blocks import (
    EMPTY_OVERVIEW,
    EMPTY_SECTION,
    AttachmentNote,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Table,
    Title,
    body_blocks,
    printed_heading,
)
from summarizer.export.layout import PLAIN, recognised, split_at_attachments
from summarizer.export.section_text import text_of_blocks
from summarizer.text.characters import clean_line
from summarizer.text.numbering import strip_numbering

_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_ALIKE_TEXT: Final = 60.0
"""Share of equal text in per cent from which a part is taken for a section that was renamed or moved."""
_ALIKE_HEADING: Final = 75.0
"""The same for its heading alone, when one of the two has no text to compare."""
_LONGEST_COMPARED: Final = 4000
_CLOSING: Final = re.compile(r"[特专谨]此[\u4e00-\u9fff]{2,4}[。！]?")
_EMPTY_MARKS: Final = frozenset({EMPTY_SECTION, EMPTY_OVERVIEW})


class Match(LabelledEnum):
    """How the section of a part was found."""

    HEADING = "heading", "标题相同"
    CONTENT = "content", "内容相近"
    OPENING = "opening", "标题前的文字"
    NONE = "none", "没有对应的一节"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """A stretch of the file between two headings of the first level.

    Attributes:
        heading: as written in the file, its number stripped; "" for what stands above the first heading.
        text: its lines as the text of a section.
        section_id: the section it belongs to, None when there is none.
        match: how that was found.
        is_changed: whether it differs from the section's present text; True without a section.
        is_renamed: whether its heading differs from the section's.
    """

    heading: str
    text: str
    section_id: str | None
    match: Match
    is_changed: bool = True
    is_renamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """An edited file beside the document it came from.

    Attributes:
        title, signed, date: as in the file, "" where it has none.
        layout: the optional parts of the file that are not in the document's own text; a seal is not seen.
        parts: in the order of the file; every line of its body is in one of them.
        others: lines that belong to no section: the pages of attachments.
        absent: ids of sections with text of which the file holds nothing.
        pictures: how many pictures of the file cannot be read.
    """

    title: str = ""
    signed: str = ""
    date: str = ""
    layout: Layout = PLAIN
    parts: tuple[ReadPart, ...] = ()
    others: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    pictures: int = 0

    def layout_for(self, document: Document) -> Layout:
        """The document's layout with the file's parts; what the file lacks stays."""
        own = document.layout
        return replace(
            own,
            main_recipient=_other(own.main_recipient, self.layout.main_recipient, marks="：: "),
            closing=_other(own.closing, self.layout.closing, marks="。"),
            attachments=self.layout.attachments or own.attachments,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One part before its section is known."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        blocks = self.blocks
        is_empty = all(isinstance(one, Paragraph) and one.text in _EMPTY_MARKS for one in blocks)
        return "" if is_empty else text_of_blocks(blocks)


def _other(own: str, read: str, *, marks: str) -> str:
    """What was read, unless it is missing or differs from what is there in its last mark only."""
    return own if not read or read.rstrip(marks) == own.rstrip(marks) else read


def match_blocks(document: Document, blocks: Sequence[Block], *, pictures: int = 0) -> ReadBack:
    """What `blocks`, read from a file, mean for `document`.

    Parts go to the section of the same heading, numbers and punctuation aside, in order where headings
    repeat; the text above the first heading to the overview. What is left is compared by content, the most
    alike first (ties by order in the file), so that renamed and moved sections are found.
    """
    main, pages = split_at_attachments(recognised(blocks))
    body, layout = _without_layout(document, main)
    pieces = list(_pieces(body))
    found = _by_heading(document, pieces)
    _add_opening(document, pieces, found)
    _add_alike(document, pieces, found)
    sign_off = next((one for one in blocks if isinstance(one, SignOff)), SignOff(signed="", date=""))
    taken = {section.id for section, _ in found.values()}
    return ReadBack(
        title=next((one.text for one in blocks if isinstance(one, Title)), ""),
        signed=sign_off.signed,
        date=sign_off.date,
        layout=layout,
        parts=tuple(_part(piece, *found.get(at, (None, Match.NONE))) for at, piece in enumerate(pieces)),
        others=tuple(text_of_blocks(pages).split("\n")) if pages else (),
        absent=tuple(one.id for one in document.sections if one.text.strip() and one.id not in taken),
        pictures=pictures,
    )


def _without_layout(document: Document, blocks: Sequence[Block]) -> tuple[list[Block], Layout]:
    """The text, and what only the layout put in: what the document's own text says stays text."""
    own = {
        _letters(line): clean_line(line) for section in document.sections for line in section.text.split("\n")
    }
    body, layout = list[Block](), Layout()
    last = max((at for at, one in enumerate(blocks) if isinstance(one, Paragraph)), default=-1)
    for at, block in enumerate(blocks):
        lines = _layout_lines(block, is_last=at == last)
        if all(_letters(line) in own for line in lines):
            body += [Paragraph(text=own[_letters(line)]) for line in lines] if lines else [block]
        else:
            layout = _with_part(layout, block)
    return [one for one in body if isinstance(one, Heading | Paragraph | Table)], layout


def _layout_lines(block: Block, *, is_last: bool) -> list[str]:
    """The lines of a block that may come from the layout, [] for any other block."""
    match block:
        case Recipient(text=text) | AttachmentNote(text=text):
            return text.split("\n")
        case Paragraph(text=text) if is_last and _CLOSING.fullmatch(text):
            return [text]
        case _:
            return []


def _with_part(layout: Layout, block: Block) -> Layout:
    match block:
        case Recipient(text=text):
            return replace(layout, main_recipient=text.rstrip("：: "))
        case AttachmentNote(names=names):
            return replace(layout, attachments=names)
        case Paragraph(text=text):
            return replace(layout, closing=text.rstrip("。"))
        case _:
            return layout


def _pieces(body: Iterable[Block]) -> Iterator[_Piece]:
    heading, blocks = "", list[Block]()
    for block in body:
        if isinstance(block, Heading) and block.level == 1:
            if heading or blocks:
                yield _Piece(heading=heading, blocks=tuple(blocks))
            heading, blocks = strip_numbering(block.text), []
        else:
            blocks.append(block)
    if heading or blocks:
        yield _Piece(heading=heading, blocks=tuple(blocks))


_Found = dict[int, tuple[Section, Match]]


def _by_heading(document: Document, pieces: Sequence[_Piece]) -> _Found:
    waiting: dict[str, list[Section]] = {}
    for section in document.sections:
        if printed_heading(section):
            waiting.setdefault(_letters(printed_heading(section)), []).append(section)
    found: _Found = {}
    for at, piece in enumerate(pieces):
        sections = waiting.get(_letters(piece.heading), []) if piece.heading else []
        if sections:
            found[at] = (sections.pop(0), Match.HEADING)
    return found


def _add_opening(document: Document, pieces: Sequence[_Piece], found: _Found) -> None:
    """Gives what stands above the first heading to the overview, else to a first section without heading."""
    overview = next((one for one in document.sections if one.topic is Topic.OVERVIEW), None)
    first = document.sections[0] if document.sections else None
    target = overview or (first if first is not None and not printed_heading(first) else None)
    if target is not None and pieces and not pieces[0].heading:
        found[0] = (target, Match.OPENING)


def _add_alike(document: Document, pieces: Sequence[_Piece], found: _Found) -> None:
    taken = {section.id for section, _ in found.values()}
    free = [one for one in document.sections if one.id not in taken]
    scored = [
        (score, at, number)
        for at, piece in enumerate(pieces)
        if at not in found
        for number, section in enumerate(free)
        if (score := _likeness(piece, section)) > 0
    ]
    for _, at, number in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if at not in found and free[number].id not in taken:
            found[at] = (free[number], Match.CONTENT)
            taken.add(free[number].id)


def _likeness(piece: _Piece, section: Section) -> float:
    """How alike the two are in per cent; 0 when that is too little to belong together."""
    text = fuzz.ratio(piece.text[:_LONGEST_COMPARED], section.text[:_LONGEST_COMPARED])
    if piece.text and section.text.strip():
        return text if text >= _ALIKE_TEXT else 0.0
    heading = fuzz.ratio(_letters(piece.heading), _letters(printed_heading(section)))
    return heading if heading >= _ALIKE_HEADING else 0.0


def _part(piece: _Piece, section: Section | None, match: Match) -> ReadPart:
    if section is None:
        return ReadPart(heading=piece.heading, text=piece.text, section_id=None, match=match)
    same = body_blocks(section.text) == body_blocks(piece.text)
    return ReadPart(
        heading=piece.heading,
        # Where nothing changed the very text stays, so that no version is made of spaces and table rules.
        text=section.text if same else piece.text,
        section_id=section.id,
        match=match,
        is_changed=not same,
        is_renamed=bool(piece.heading) and piece.heading != printed_heading(section),
    )


def _letters(heading: str) -> str:
    return _NOT_LETTERS.sub("", heading).casefold()
