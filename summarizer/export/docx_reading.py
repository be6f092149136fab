"""A .docx edited or written in Word or WPS as blocks: headings by style or number, tables, sign-off."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from summarizer.export import gbt9704
from summarizer.export.blocks import (
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Table,
    Title,
    heading_numbering,
)
from summarizer.export.docx_text import nearest, opened_docx, paragraph_text
from summarizer.export.layout_markdown import read_official_markdown, write_official_markdown
from summarizer.export.review_notes import APPENDIX_TITLE, TABLE_HEADER
from summarizer.text.characters import clean_line
from summarizer.text.word_numbers import Counters, W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_TITLE_STYLES: Final = frozenset({"title", "标题"})
_BOLD_FACES: Final = frozenset({"黑体", "SimHei", "方正黑体", "方正黑体_GBK", "方正黑体简体", "华文黑体"})
_ATTACHMENT: Final = re.compile(r"附\s?件\s?(\d{0,2})")
_MAX_STYLE_DEPTH: Final = 12
_LATIN: Final = re.compile(r"[A-Za-z0-9,.;:]")
_PICTURES: Final = (f"{W}drawing", f"{W}pict", f"{W}object")


class _Line(NamedTuple):
    """One paragraph: its outline level (0 for body), whether it is a title, and whether it looks like one."""

    text: str
    level: int
    is_title: bool
    is_bold: bool


class _Styles:
    """What the styles of a document say of outline levels, by style id, inheritance followed."""

    def __init__(self, word: "WordDocument") -> None:
        self._styles = {one.get(f"{W}styleId"): one for one in word.styles.element.iter(f"{W}style")}

    def outline(self, paragraph: "BaseOxmlElement") -> int:
        """The outline level of a paragraph, 1 to 9; 0 for body text."""
        nodes = [paragraph.find(f"{W}pPr"), *(one.find(f"{W}pPr") for one in self._chain(paragraph))]
        for node in nodes:
            level = None if node is None else node.find(f"{W}outlineLvl")
            if level is not None:
                written = level.get(f"{W}val", "9")
                return int(written) + 1 if written.isdigit() and int(written) < 9 else 0
        return 0

    def is_title(self, paragraph: "BaseOxmlElement") -> bool:
        """Whether its style is the one of titles, or made from it."""
        names = (one.find(f"{W}name") for one in self._chain(paragraph))
        return any(name is not None and name.get(f"{W}val", "").lower() in _TITLE_STYLES for name in names)

    def is_bold(self, paragraph: "BaseOxmlElement") -> bool:
        """Whether its first words stand out as headings do: bold, or in 黑体."""
        run = next(iter(nearest(paragraph, f"{W}r")), None)
        looks = None if run is None else run.find(f"{W}rPr")
        if looks is None:
            return False
        fonts, bold = looks.find(f"{W}rFonts"), looks.find(f"{W}b")
        face = "" if fonts is None else fonts.get(f"{W}eastAsia", "")
        return face in _BOLD_FACES or (bold is not None and bold.get(f"{W}val", "1") not in {"0", "false"})

    def _chain(self, paragraph: "BaseOxmlElement") -> "Iterator[BaseOxmlElement]":
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style_id = None if named is None else named.get(f"{W}val")
        for _ in range(_MAX_STYLE_DEPTH):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            parent = style.find(f"{W}basedOn")
            style_id = None if parent is None else parent.get(f"{W}val")


def read_docx_blocks(content: bytes) -> tuple[Block, ...]:
    """The blocks of a Word document, tracked changes accepted, numbers that Word generates written out.

    A paragraph is a heading by its outline level. Where no paragraph has one, short numbered lines are
    headings as in plain text; elsewhere an unstyled 八、… is one when it goes on counting and stands out.
    主送机关, 附件说明 and attachments are blocks of their own.
    Comments, headers, footers, footnotes and the table of facts of a review copy are left out.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it unpacks to more than a document ever holds.
    """
    with opened_docx(content) as word:
        read = list(_without_appendix(list(_read(word))))
    styled = any(isinstance(one, _Line) and one.level == 1 for one in read)
    return read_official_markdown(write_official_markdown(list(_blocks(read, styled=styled))))


def count_pictures(content: bytes) -> int:
    """How many pictures and drawn objects the body holds, none of which can be read back.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it unpacks to more than a document ever holds.
    """
    with opened_docx(content) as word:
        body = word.element.body
        return sum(
            not any(True for _ in one.iter(f"{W}txbxContent"))
            for name in _PICTURES
            for one in body.iter(name)
        )


def _read(word: "WordDocument") -> Iterator[_Line | Table]:
    from docx.text.paragraph import Paragraph as WordParagraph

    styles, counters = _Styles(word), Counters(word)
    for element in _flat(word.element.body):
        if element.tag == f"{W}tbl":
            yield from _table(element)
            continue
        number = counters.next_number(WordParagraph(element, word._body))
        outline, is_title = styles.outline(element), styles.is_title(element)
        lines = [line for line in map(clean_line, paragraph_text(element).split("\n")) if line]
        if is_title and lines:
            lines = [_joined(lines)]
        for at, line in enumerate(lines):
            text = f"{number}{line}" if at == 0 else line
            level = outline if outline <= gbt9704.HEADING_LEVELS and at == 0 else 0
            yield _Line(text, level, is_title, styles.is_bold(element))


def _flat(parent: "BaseOxmlElement") -> "Iterator[BaseOxmlElement]":
    """Paragraphs and tables in order, those inside content controls and other wrappers too."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in {f"{W}sectPr", f"{W}sdtPr", f"{W}del", f"{W}moveFrom"}:
            yield from _flat(child)


def _table(element: "BaseOxmlElement") -> Iterator[Table]:
    rows = [
        tuple(
            clean_line(" ".join(paragraph_text(one) for one in nearest(cell, f"{W}p")))
            for cell in nearest(row, f"{W}tc")
        )
        for row in nearest(element, f"{W}tr")
    ]
    width = max(map(len, rows), default=0)
    if width:
        yield Table(caption="", rows=tuple(row + ("",) * (width - len(row)) for row in rows))


def _without_appendix(read: Sequence[_Line | Table]) -> Iterator[_Line | Table]:
    """What was read without the table of facts that a review copy ends with."""
    for at, one in enumerate(read):
        following = read[at + 1] if at + 1 < len(read) else None
        if isinstance(one, _Line) and one.text == APPENDIX_TITLE and _is_appendix(following):
            continue
        if not _is_appendix(one):
            yield one


def _is_appendix(one: _Line | Table | None) -> bool:
    return isinstance(one, Table) and one.rows[0] == TABLE_HEADER


def _blocks(read: Sequence[_Line | Table], *, styled: bool) -> Iterator[Block]:
    title: list[str] = []
    number = 0
    began = False
    for one in read:
        if isinstance(one, Table):
            began = True
            yield one
            continue
        if one.is_title and not began:
            title.append(one.text)
            continue
        if title and not began:
            yield Title(text=_joined(title))
        began = True
        label = _ATTACHMENT.fullmatch(one.text)
        if label is not None and number:
            yield AttachmentPage(number=int(label[1] or 0), title="")
            continue
        level = one.level or _unstyled_level(one, number, styled=styled)
        number += level == 1
        yield Heading(level=level, text=one.text) if level else Paragraph(text=one.text)
    if title and not began:
        yield Title(text=_joined(title))


def _unstyled_level(line: _Line, number: int, *, styled: bool) -> int:
    """1 for a section's heading without style, 0 for all else; lower levels are found by their number."""
    numbering = heading_numbering(line.text)
    if numbering is None or numbering.level != 1:
        return 0
    return int(not styled or (line.is_bold and numbering.number == number + 1))


def _joined(lines: Sequence[str]) -> str:
    """A title that was broken for the eye, in one line again."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if _LATIN.match(text[-1]) and _LATIN.match(line[0]) else "") + line
    return text
