"""The text of a .docx written by anybody, for checking it against facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.text.packages import MOST_UNPACKED_BYTES, OLE_MAGIC, PACKAGE_DAMAGE, is_too_large
from summarizer.text.word_numbers import W

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_MAX_UNPACKED_BYTES = MOST_UNPACKED_BYTES
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAIN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


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
        yield _open_docx(content)
    except PACKAGE_DAMAGE as error:
        raise _unreadable() from error


def _open_docx(content: bytes) -> "WordDocument":
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
        if child.tag == f"{W}p":
            yield from paragraph_text(child).split("\n")
        elif child.tag == f"{W}tbl":
            yield from map(_row_text, nearest(child, f"{W}tr"))
        elif child.tag != f"{W}sectPr":
            yield from _lines(child)


def _row_text(row: "BaseOxmlElement") -> str:
    return "\t".join(" ".join(_lines(cell)) for cell in nearest(row, f"{W}tc"))


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
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in _PLAIN:
            pieces.append(_PLAIN[child.tag])
        elif child.tag == f"{W}txbxContent":
            pieces.append("\n" + "\n".join(_lines(child)) + "\n")
        elif child.tag not in {_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom"}:
            pieces.append(paragraph_text(child))
    return "".join(pieces)
