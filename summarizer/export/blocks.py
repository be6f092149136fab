"""The neutral layout between a document and its writers: frozen blocks in printed order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from summarizer.domain import Document, Section, Topic
from summarizer.text.characters import clean_line
from summarizer.text.numbering import Numbering, format_numbering, parse_numbering

EMPTY_SECTION = "【待补充：本节尚未起草】"
"""Printed below the heading of a section without text, so that nothing vanishes silently."""
EMPTY_OVERVIEW = "【待补充：前言尚未起草】"
"""Printed in place of an overview without text."""

_HEADING_CHARS = 30
_LEAD_CHARS = 30
_LEAD_LEVEL = 2
_LEAD_END = re.compile(r"[。！？]")
_SENTENCE_MARKS = re.compile(r"[。！？；!?;]|[，、：,:…]$")
_TABLE_ROW = re.compile(r"\|.*\|")
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(r"表\s*[0-9一二三四五六七八九十]+(?:[-.]\d+)?[\s:：　]*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The document's title (标题), one line or several separated by newlines."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of `level` 1 to 4, its number part of `text`: 一、 （一） 1. （1）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A body paragraph (正文), one line without indent."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: caption ("" when there is none) and equally long rows, the first one the header."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """署名 and 成文日期, either may be ""; `seal` leaves room for the unit's seal (印章) over both."""

    signed: str
    date: str
    seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """主送机关, with the full-width colon that ends it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentNote:
    """附件说明: the names of what is attached, without numbers and marks."""

    names: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """附件：甲 for one name; 附件：1.甲 and 2.乙 for several."""
        if len(self.names) == 1:
            return (f"附件：{self.names[0]}",)
        numbered = tuple(f"{number}.{name}" for number, name in enumerate(self.names, start=1))
        return (f"附件：{numbered[0]}", *numbered[1:]) if numbered else ()

    @property
    def text(self) -> str:
        """All lines, separated by newlines."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentPage:
    """Where an attachment (附件) begins, on a page of its own; `number` is 0 when it is the only one."""

    number: int
    title: str

    @property
    def label(self) -> str:
        """附件, or 附件1 and so on."""
        return f"附件{self.number}" if self.number else "附件"

    @property
    def text(self) -> str:
        """Label and title, separated by a newline."""
        return "\n".join(filter(None, (self.label, self.title)))


Block: TypeAlias = Title | Heading | Paragraph | Table | SignOff | Recipient | AttachmentNote | AttachmentPage
"""What `blocks_of` makes are the first five; `layout.with_layout` adds the others."""


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The printed blocks of `document`.

    Title; sections, numbered 一、二、… but for the overview and for sections without a heading;
    the sign-off. Sections without text print a 【待补充】 mark. Control and zero-width characters are gone.
    """
    blocks: list[Block] = []
    title = "\n".join(filter(None, map(clean_line, document.title.splitlines())))
    if title:
        blocks.append(Title(text=title))
    number = 0
    for section in document.sections:
        heading = printed_heading(section)
        if heading:
            number += 1
            blocks.append(Heading(level=1, text=format_numbering(1, number) + heading))
        blocks.extend(body_blocks(section.text) or _missing_text(section))
    signed, date = clean_line(document.signed), clean_line(document.date)
    if signed or date:
        blocks.append(SignOff(signed=signed, date=date))
    return tuple(blocks)


def printed_heading(section: Section) -> str:
    """The heading of `section` without its number, "" for the overview, which prints none."""
    if section.topic is Topic.OVERVIEW:
        return ""
    heading = clean_line(section.heading)
    numbering = parse_numbering(heading)
    return heading[numbering.end :] if numbering is not None and numbering.level == 1 else heading


def body_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs, lower headings and pipe tables of a section's text, one line each but for tables."""
    return tuple(_body_blocks([line for line in map(clean_line, text.splitlines()) if line]))


def heading_numbering(line: str) -> Numbering | None:
    """The number of a clean `line` that stands as a heading of its own, None when it is body text.

    A heading is short and holds no mark that ends a sentence; 一是 … and 1.健全机制。全年 … are body.
    """
    numbering = parse_numbering(line)
    if numbering is None or len(line) > _HEADING_CHARS or numbering.end >= len(line):
        return None
    return None if _SENTENCE_MARKS.search(line, numbering.end) else numbering


def lead_sentence_end(text: str) -> int:
    """Where the run-in heading (段首句) of a paragraph ends, 0 when there is none.

    That is the first sentence, of at most 30 字, behind （一） where more text follows: by custom it is
    printed in 楷体, as a heading of that level would be, and the rest in 仿宋. The sentence of 1. and （1）
    looks like the body anyway, and 一是 is body.
    """
    numbering = parse_numbering(text)
    if numbering is None or numbering.level != _LEAD_LEVEL:
        return 0
    end = _LEAD_END.search(text, numbering.end, numbering.end + _LEAD_CHARS + 1)
    return end.end() if end is not None and text[end.end() :].strip() else 0


def is_table_row(line: str) -> bool:
    """Whether a clean `line` is a row of a pipe table."""
    return _TABLE_ROW.fullmatch(line) is not None


def table_at(lines: Sequence[str], position: int) -> tuple[Table | None, int]:
    """The pipe table that begins at `position` of clean `lines`, and the position behind it.

    It has at least two rows (a rule counts), and a caption when the line above reads like 表1 经费收支情况.
    Short rows are filled up with "". Without a table: None and the position behind the line.
    """
    below = lines[position + 1 : position + 3]
    captioned = _is_caption(lines[position]) and len(below) == 2 and all(map(is_table_row, below))
    first = position + captioned
    end = first
    while end < len(lines) and is_table_row(lines[end]):
        end += 1
    rows = [_cells(line) for line in lines[first:end] if _TABLE_RULE.fullmatch(line) is None]
    if end - first < 2 or not rows:
        return None, position + 1
    width = max(map(len, rows))
    filled = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Table(caption=lines[position] if captioned else "", rows=filled), end


def _body_blocks(lines: Sequence[str]) -> Iterator[Block]:
    position = 0
    while position < len(lines):
        table, end = table_at(lines, position)
        yield _line_block(lines[position]) if table is None else table
        position = end


def _is_caption(line: str) -> bool:
    return _CAPTION.match(line) is not None and _SENTENCE_MARKS.search(line) is None


def _line_block(line: str) -> Block:
    numbering = heading_numbering(line)
    # A section's own heading is the only one of the first level: 一、 in its text stays body.
    if numbering is None or numbering.level == 1:
        return Paragraph(text=line)
    return Heading(level=numbering.level, text=line[: numbering.end].rstrip() + line[numbering.end :])


def _missing_text(section: Section) -> tuple[Block, ...]:
    overview = section.topic is Topic.OVERVIEW
    return (Paragraph(text=EMPTY_OVERVIEW if overview else EMPTY_SECTION),)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(inner))
