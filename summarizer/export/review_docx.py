"""The review copy (审阅稿): the official .docx with a Word comment per paragraph and a table of all facts."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from summarizer.domain import Document, Report
from summarizer.export import docx_parts as parts
from summarizer.export import gbt9704, official_blocks
from summarizer.export.blocks import AttachmentPage, Block, Table, printed_heading
from summarizer.export.docx import write_docx
from summarizer.export.fonts import FontSet
from summarizer.export.lengths import Pt
from summarizer.export.review_notes import (
    APPENDIX_TITLE,
    TABLE_HEADER,
    Note,
    fact_rows,
    notes_of,
    section_labels,
)
from summarizer.text.characters import clean_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

AUTHOR: Final = "据实"
"""Who makes the comments."""

_INITIALS: Final = "据"
_COMMENT_SIZE: Final = Pt(10)
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_TABLE_SIZE: Final = Pt(10.5)
"""5号: the table is for reading at the desk, and the standard says nothing about it."""
_LABEL_LINES: Final = 2
"""The lines above the title of an attachment: its label and a blank one."""
_COLUMN_CHARS: Final = (3, 11, 14)
"""The widths of the columns of the table of facts, together the 28 字 of a line."""


def export_review(
    document: Document,
    report: Report,
    *,
    blocks: Sequence[Block] | None = None,
    fonts: FontSet = FontSet.STANDARD,
    created: datetime | None = None,
) -> bytes:
    """The bytes of a .docx to be read beside the facts.

    It is the document as exported, with one comment per paragraph naming its facts, one per finding on the
    words it is about, and behind it on a page of its own the table of all facts and where they stand.

    Args:
        document: what was checked.
        report: of that very document.
        blocks: what to print when it is not the document itself: the lines of its sections in any layout.
        fonts: the fonts named.
        created: the time of the file and its comments; now when None.
    """
    moment = (created or datetime.now(UTC)).astimezone(UTC)
    rows = fact_rows(document, report)
    appendix: tuple[Block, ...] = ()
    if rows:
        page = AttachmentPage(number=0, title=APPENDIX_TITLE)
        appendix = (page, Table(caption="", rows=(TABLE_HEADER, *rows)))
    printed = official_blocks(document) if blocks is None else blocks
    author = document.signed or document.unit
    content = write_docx([*printed, *appendix], fonts=fonts, author=author, created=moment)
    word = docx.Document(BytesIO(content))
    _add_comment_styles(word, fonts)
    if rows:
        _set_apart(word)
    _comment(word, document, notes_of(document, report), moment)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_comment_styles(word: "WordDocument", fonts: FontSet) -> None:
    """Styles of comments, whose balloons would otherwise be set like the body, with its indent and lines."""
    size = f'<w:sz w:val="{_COMMENT_SIZE.half_points}"/><w:szCs w:val="{_COMMENT_SIZE.half_points}"/>'
    text = (
        f'<w:style {parts.NAMESPACE} w:type="paragraph" w:styleId="CommentText">'
        f'<w:name w:val="annotation text"/><w:basedOn w:val="{parts.BODY}"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
        f'<w:rPr>{parts.run_fonts(fonts.typefaces.page_number)}<w:spacing w:val="0"/>{size}</w:rPr></w:style>'
    )
    mark = (
        f'<w:style {parts.NAMESPACE} w:type="character" w:styleId="CommentReference">'
        '<w:name w:val="annotation reference"/><w:uiPriority w:val="99"/>'
        f"<w:rPr>{size}</w:rPr></w:style>"
    )
    for style in (text, mark):
        word.styles.element.append(parse_xml(style))


def _set_apart(word: "WordDocument") -> None:
    """Takes the label 附件 off the appendix, which is none, and sets its table in small type."""
    table = word.element.body.findall(qn("w:tbl"))[-1]
    above = list(table.itersiblings(qn("w:p"), preceding=True))
    at = next(number for number, one in enumerate(above) if _text(one) == APPENDIX_TITLE)
    WordParagraph(above[at], word._body).paragraph_format.page_break_before = True
    for label in above[at + 1 : at + 1 + _LABEL_LINES]:
        word.element.body.remove(label)
    widths = [str(gbt9704.chars(count).twips) for count in _COLUMN_CHARS]
    for column, width in zip(table.iter(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), width)
    for number, row in enumerate(table.iter(qn("w:tr"))):
        for column, cell in enumerate(row.iter(qn("w:tc"))):
            cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), widths[column])
            _set_small(cell, justified=number > 0 and column > 0)


def _set_small(cell: "BaseOxmlElement", *, justified: bool) -> None:
    for paragraph in cell.iter(qn("w:p")):
        if justified:
            paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "both")
        for run in paragraph.iter(qn("w:r")):
            Run(run, WordParagraph(paragraph, cell)).font.size = _TABLE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Something printed that a line of a section's text can stand for.

    Attributes:
        key: its letters and digits.
        paragraphs: one, or those of the cells of a row.
    """

    key: str
    paragraphs: "tuple[BaseOxmlElement, ...]"


class _Places:
    """What is printed, in order; lines are looked for forwards only, so that equal ones stay apart."""

    def __init__(self, word: "WordDocument") -> None:
        self._places = [place for place in _printed(word) if place.key]
        self._next = 0
        self._first = self._places[0] if self._places else None

    def advance(self, line: str) -> _Place | None:
        """The next place that prints `line`, None when there is none."""
        key = _key(line)
        for at in range(self._next, len(self._places)) if key else ():
            if self._places[at].key == key:
                self._next = at + 1
                return self._places[at]
        return None

    @property
    def last(self) -> _Place | None:
        """The place found last, the first of all before any was found."""
        return self._places[self._next - 1] if self._next else self._first


def _printed(word: "WordDocument") -> Iterator[_Place]:
    for element in word.element.body:
        if element.tag == qn("w:p"):
            yield _Place(key=_key(_text(element)), paragraphs=(element,))
        elif element.tag == qn("w:tbl"):
            for row in element.findall(qn("w:tr")):
                cells = tuple(row.iter(qn("w:p")))
                yield _Place(key=_key("".join(map(_text, cells))), paragraphs=cells)


def _comment(word: "WordDocument", document: Document, notes: Sequence[Note], moment: datetime) -> None:
    places, labels = _Places(word), section_labels(document)
    for section in document.sections:
        own = [note for note in notes if note.section_id == section.id]
        heading = places.advance(labels[section.id]) if printed_heading(section) else None
        found: list[tuple[int, int, _Place]] = []
        at = 0
        for line in section.text.split("\n"):
            place = places.advance(clean_line(line))
            if place is not None:
                found.append((at, at + len(line), place))
            at += len(line) + 1
        lead = heading or (found[0][2] if found else places.last)
        for note in own:
            runs = _runs_of(note, section.text, found, lead)
            if runs:
                _add_comment(word, runs, note.lines, moment)


def _runs_of(
    note: Note, text: str, found: Sequence[tuple[int, int, _Place]], lead: _Place | None
) -> "list[BaseOxmlElement]":
    """The runs a note is about, cut out of the paragraph; those of `lead` for the whole section."""
    if note.start is not None and note.end is not None:
        for start, end, place in found:
            if start <= note.start < max(end, start + 1):
                return _cut(place, text[start:end], note.start - start, min(note.end, end) - start)
    return _all_runs(lead)


def _cut(place: _Place, line: str, start: int, end: int) -> "list[BaseOxmlElement]":
    printed = "".join(map(_text, place.paragraphs))
    offsets = _printed_offsets(line, printed)
    first, last = offsets[start], offsets[min(end, len(line))]
    before = 0
    for paragraph in place.paragraphs:
        length = len(_text(paragraph))
        if first < before + length and last > first:
            runs = _split(paragraph, first - before, min(last - before, length))
            if runs:
                return runs
        before += length
    return _all_runs(place)


def _printed_offsets(line: str, printed: str) -> list[int]:
    """For each offset into `line`, and its end, the offset into what is printed of it.

    Printing only leaves characters out (marks of Markdown, borders, spaces) or puts a number in front.
    """
    at = max(0, len(printed) - len(line)) if printed.endswith(line) else 0
    offsets = []
    for char in line:
        offsets.append(at)
        if at < len(printed) and (char == printed[at] or (char.isspace() and printed[at] == " ")):
            at += 1
    return [*offsets, at]


def _split(paragraph: "BaseOxmlElement", start: int, end: int) -> "list[BaseOxmlElement]":
    """The runs that hold exactly the characters from `start` to `end`, made by cutting runs in two."""
    chosen, before = [], 0
    for run in list(paragraph.findall(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        length = sum(len(one.text or "") for one in texts)
        left, right = max(start - before, 0), min(end - before, length)
        before += length
        if left >= right:
            continue
        chosen.append(_isolated(run, left, right) if len(texts) == 1 else run)
    return chosen


def _isolated(run: "BaseOxmlElement", left: int, right: int) -> "BaseOxmlElement":
    text = run.find(qn("w:t"))
    written = text.text or ""
    for beginning, ending, before in ((0, left, True), (right, len(written), False)):
        if beginning < ending:
            rest = deepcopy(run)
            rest.find(qn("w:t")).text = written[beginning:ending]
            if before:
                run.addprevious(rest)
            else:
                run.addnext(rest)
    text.text = written[left:right]
    return run


def _all_runs(place: _Place | None) -> "list[BaseOxmlElement]":
    for paragraph in place.paragraphs if place is not None else ():
        runs = [run for run in paragraph.findall(qn("w:r")) if run.find(qn("w:t")) is not None]
        if runs:
            return runs
    return []


def _add_comment(
    word: "WordDocument", runs: "Sequence[BaseOxmlElement]", lines: Sequence[str], moment: datetime
) -> None:
    ends = [Run(run, WordParagraph(run.getparent(), word._body)) for run in (runs[0], runs[-1])]
    comment = word.add_comment(ends, text="\n".join(lines), author=AUTHOR, initials=_INITIALS)
    comment._comment_elm.set(qn("w:date"), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _text(paragraph: "BaseOxmlElement") -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _key(line: str) -> str:
    return _NOT_LETTERS.sub("", line)
