"""Paragraphs of a .docx: headings by style, numbers Word generates written out, tables row by row."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.values import SourceLine
from summarizer.text.packages import PACKAGE_DAMAGE, is_too_large
from summarizer.text.word_numbers import Counters, W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row, CT_Tc
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_MAX_TABLE_DEPTH: Final = 5
_MOST_CELLS: Final = 15_000


def read_docx(content: bytes, limits: Limits) -> tuple[SourceLine, ...]:
    """The paragraphs and table rows of a Word document in reading order.

    Headers, footers, comments and deleted text are left out; text boxes and tracked insertions are not.

    Raises:
        UnreadableFileError: damaged or protected.
        TooLargeError: it unpacks to more than the limits allow.
    """
    import docx

    _refuse_bombs(content, limits)
    try:
        document = docx.Document(BytesIO(content))
        texts = list(_texts(document))
    except PACKAGE_DAMAGE as error:
        message = "这个 Word 文件不完整或已损坏"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，另存一份后再上传。") from error
    return tuple(SourceLine(number, text, level) for number, (text, level) in enumerate(texts, start=1))


def _refuse_bombs(content: bytes, limits: Limits) -> None:
    try:
        too_large = is_too_large(content, unpacked_bytes=limits.unpacked_bytes)
    except PACKAGE_DAMAGE as error:
        message = "这个 Word 文件不完整，可能没有下载完"
        raise UnreadableFileError(message, hint="请重新下载或复制一份，再上传。") from error
    if too_large:
        message = "这个 Word 文件解压后过大，无法读取"
        raise TooLargeError(message, hint="请删去其中的图片或拆成几个文件再试。")


def _texts(document: "Document") -> Iterator[tuple[str, int]]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if sum(1 for _ in document.element.body.iter(f"{W}tc")) > _MOST_CELLS:
        message = "这个 Word 文件里的表格太大，超出了导入的限制"
        raise TooLargeError(message, hint="请删去名单一类的大表格，再试一次。")
    counters = Counters(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph(block, counters)
        elif isinstance(block, Table):
            yield from ((row, 0) for row in _rows(block, 0))


def _paragraph(paragraph: "Paragraph", counters: Counters) -> Iterator[tuple[str, int]]:
    level = _heading_level(paragraph)
    text = _text_of(paragraph)
    lines = text.split("\n")
    number = counters.next_number(paragraph) if text.strip() else ""
    for index, line in enumerate(lines):
        yield (number + line if index == 0 else line), level


def _text_of(paragraph: "Paragraph") -> str:
    """The text with tracked insertions, links and content controls, which `Paragraph.text` leaves out."""
    pieces: list[str] = []
    for node in paragraph._p.iter():
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in {f"{W}br", f"{W}cr"}:
            pieces.append("\n")
        elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            pieces.append("\t")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _heading_level(paragraph: "Paragraph") -> int:
    style = paragraph.style
    name = (style.name or "").lower() if style is not None else ""
    if name == "title":
        return 1
    for prefix in ("heading ", "标题 ", "标题"):
        digit = name.removeprefix(prefix)
        if digit != name and digit.isdigit():
            return min(int(digit) + 1, 7)
    return 0


def _rows(table: "Table", depth: int) -> Iterator[str]:
    from docx.table import Table, _Cell

    merged: dict[int, CT_Tc] = {}
    for row in table._tbl.tr_lst:
        cells: list[str] = []
        for tc in _shown_cells(row, merged):
            cell = _Cell(tc, table)
            cells.append(" ".join(cell.text.split()))
            if depth < _MAX_TABLE_DEPTH:
                for inner in tc.tbl_lst:
                    cells.extend(_rows(Table(inner, cell), depth + 1))
        if any(cells):
            yield "\t".join(cells)


def _shown_cells(row: "CT_Row", merged: "dict[int, CT_Tc]") -> "Iterator[CT_Tc]":
    """The cells a reader sees in a row, each once; one merged with those above shows what the first holds.

    `_Row.cells` of python-docx gives a cell as often as `gridSpan` says, which a file can set to millions,
    and climbs merged rows one call deeper each.

    Args:
        row: of a table whose rows are read in order.
        merged: by grid column, the last cell that does not go on one above; brought up to date.
    """
    column = row.grid_before
    seen: set[CT_Tc] = set()
    for tc in row.tc_lst:
        shown = merged.get(column, tc) if tc.vMerge == "continue" else tc
        merged[column] = shown
        column += tc.grid_span
        if shown not in seen:
            seen.add(shown)
            yield shown
