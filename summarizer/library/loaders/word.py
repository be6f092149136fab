"""Paragraphs of a .docx: headings by style, numbers Word generates written out, tables row by row."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.values import SourceLine
from summarizer.text.word_numbers import Counters

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

# What python-docx, zipfile, zlib and lxml raise on a damaged package; lxml's syntax error is a SyntaxError.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    OSError,
    KeyError,
    ValueError,
    AttributeError,
    RuntimeError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    zlib.error,
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_TABLE_DEPTH: Final = 5


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
    except _DAMAGE as error:
        message = "这个 Word 文件不完整或已损坏"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，另存一份后再上传。") from error
    return tuple(SourceLine(number, text, level) for number, (text, level) in enumerate(texts, start=1))


def _refuse_bombs(content: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except _DAMAGE as error:
        message = "这个 Word 文件不完整，可能没有下载完"
        raise UnreadableFileError(message, hint="请重新下载或复制一份，再上传。") from error
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        message = "这个 Word 文件解压后过大，无法读取"
        raise TooLargeError(message, hint="请删去其中的图片或拆成几个文件再试。")


def _texts(document: "Document") -> Iterator[tuple[str, int]]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

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
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in {f"{_W}br", f"{_W}cr"}:
            pieces.append("\n")
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            pieces.append("\t")
        elif node.tag == f"{_W}noBreakHyphen":
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
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            cells.append(" ".join(cell.text.split()))
            if depth < _MAX_TABLE_DEPTH:
                for inner in cell.tables:
                    cells.extend(_rows(inner, depth + 1))
        if any(cells):
            yield "\t".join(cells)
