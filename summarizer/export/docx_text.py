"""The text of a .docx written by anybody, for checking it against facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.text.packages import MOST_UNPACKED_BYTES, OLE_MAGIC, PACKAGE_DAMAGE, is_too_large
from summarizer.text.word_numbers import WORD_NS

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_MAX_UNPACKED_BYTES = MOST_UNPACKED_BYTES
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAIN = {f"{WORD_NS}tab": "\t", f"{WORD_NS}br": "\n", f"{WORD_NS}cr": "\n", f"{WORD_NS}noBreakHyphen": "-"}


def read_docx_text(content: bytes) -> str:
    """The text of a Word document, changes accepted: one line a paragraph, table cells joined by tabs.

    Headers, footers, comments, footnotes and deleted text are left out; so are numbers Word generates.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it unpacks to more than a document ever holds.
    """
    with opened_docx(content) as word:
        return "\n".join(_lines(word.element.body))


@contextmanager
def opened_docx(content: bytes) -> "Iterator[WordDocument]":
    """The Word document `content` holds; damage that shows only while it is read is told the same way.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it unpacks to more than a document ever holds.
    """
    try:
        yield open_docx(content)
    except PACKAGE_DAMAGE as error:
        raise _unreadable() from error


def open_docx(content: bytes) -> "WordDocument":
    """The Word document `content` holds, opened.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it unpacks to more than a document ever holds.
    """
    import docx

    if content.startswith(OLE_MAGIC):
        message = "这个文件设有打开密码，或者是旧版 .doc 格式，无法读取"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，去掉密码，另存为 .docx 后再试。")
    _refuse_bombs(content)
    try:
        return docx.Document(BytesIO(content))
    except PACKAGE_DAMAGE as error:
        raise _unreadable() from error


def _refuse_bombs(content: bytes) -> None:
    try:
        too_large = is_too_large(content, unpacked_bytes=_MAX_UNPACKED_BYTES)
    except PACKAGE_DAMAGE as error:
        raise _unreadable() from error
    if too_large:
        message = "这个 Word 文件解压后过大，无法读取"
        raise TooLargeError(message, hint="请删去其中的图片或拆成几个文件再试。")


def _unreadable() -> UnreadableFileError:
    return UnreadableFileError("这个文件不是完好的 Word 文档（.docx），无法读取")


def _lines(parent: "BaseOxmlElement") -> Iterator[str]:
    for child in parent:
        if child.tag == f"{WORD_NS}p":
            yield from paragraph_text(child).split("\n")
        elif child.tag == f"{WORD_NS}tbl":
            yield from map(_row_text, nearest(child, f"{WORD_NS}tr"))
        elif child.tag != f"{WORD_NS}sectPr":
            yield from _lines(child)


def _row_text(row: "BaseOxmlElement") -> str:
    return "\t".join(" ".join(_lines(cell)) for cell in nearest(row, f"{WORD_NS}tc"))


def nearest(element: "BaseOxmlElement", tag: str) -> Iterator["BaseOxmlElement"]:
    """The descendants with `tag`, those inside another one left out."""
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from nearest(child, tag)


def paragraph_text(element: "BaseOxmlElement") -> str:
    """The text of a paragraph; that of a text box comes where the box is anchored, on lines of its own."""
    pieces: list[str] = []
    for child in element:
        if child.tag == f"{WORD_NS}t":
            pieces.append(child.text or "")
        elif child.tag in _PLAIN:
            pieces.append(_PLAIN[child.tag])
        elif child.tag == f"{WORD_NS}txbxContent":
            pieces.append("\n" + "\n".join(_lines(child)) + "\n")
        elif child.tag not in {_FALLBACK, f"{WORD_NS}pPr", f"{WORD_NS}rPr", f"{WORD_NS}del", f"{WORD_NS}moveFrom"}:
            pieces.append(paragraph_text(child))
    return "".join(pieces)
