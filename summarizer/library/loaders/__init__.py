"""Files of every kind users have → paragraphs with line numbers; refusals are one clear sentence."""

import time
from collections.abc import Iterator
from pathlib import Path

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.library.loaders.archive import Entry, too_large, walk_folder, walk_zip
from summarizer.library.loaders.html import read_html, read_mhtml
from summarizer.library.loaders.legacy import read_doc, read_rtf
from summarizer.library.loaders.pdf import read_pdf
from summarizer.library.loaders.plain import mark_headings, read_plain
from summarizer.library.loaders.sniff import claimed_format, sniff
from summarizer.library.loaders.values import FileFormat, LoadedText, SourceLine
from summarizer.library.loaders.word import read_docx

__all__ = ["Entry", "FileFormat", "LoadedText", "SourceLine", "find_entries", "find_files", "load", "sniff"]

_PLAIN = frozenset({FileFormat.TEXT, FileFormat.MARKDOWN})
# In every encoding that is read: a file of more bytes has too many characters for sure.
_LONGEST_CHAR_BYTES = 4
_KIND_NAMES = {
    FileFormat.TEXT: "纯文本",
    FileFormat.MARKDOWN: "Markdown 文本",
    FileFormat.HTML: "网页",
    FileFormat.MHTML: "单文件网页",
    FileFormat.DOCX: "Word 文档（.docx）",
    FileFormat.DOC: "旧版 Word 文档（.doc）",
    FileFormat.PDF: "PDF",
    FileFormat.RTF: "RTF 文档",
}


def find_files(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Entry]:
    """The files a path stands for: itself, or all documents of a folder or zip archive.

    Raises:
        UnreadableFileError: the path does not exist or cannot be opened.
    """
    if path.is_dir():
        yield from (found for entry in walk_folder(path, limits) for found in _opened(entry, limits))
        return
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= limits.file_bytes else b""
    except OSError as error:
        message = f"找不到或无法打开“{path.name}”"
        raise UnreadableFileError(message, hint="请核对路径，并关闭正在使用它的程序。") from error
    if size > limits.file_bytes:
        yield Entry(path.name, refusal=too_large(path.name, limits))
        return
    yield from _opened(Entry(path.name, content), limits)


def find_entries(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Entry]:
    """The files an uploaded file stands for: itself, or all documents of a zip archive."""
    if len(content) > limits.file_bytes:
        yield Entry(name, refusal=too_large(name, limits))
        return
    yield from _opened(Entry(name, content), limits)


def load(content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS, encoding: str = "") -> LoadedText:
    """The paragraphs of one file, its format told by content.

    Args:
        content: the file's bytes.
        name: its name, for messages and to tell Markdown from text.
        limits: what it may cost.
        encoding: a codec the user chose for text and web pages, "" to find it out.

    Raises:
        UnreadableFileError: empty, encrypted, damaged, scanned, or of a kind that holds no summary.
        TooLargeError: beyond a limit.
        InputError: a zip archive, which is many files: see `find_files`.
    """
    if len(content) > limits.file_bytes:
        raise too_large(name, limits)
    kind = sniff(content, name)
    if kind in _PLAIN and len(content) > _LONGEST_CHAR_BYTES * limits.chars:
        raise _too_long(name)
    started = time.monotonic()
    lines, codec, notes = _read(content, name, kind, limits, encoding)
    if not any(line.text.strip() for line in lines):
        message = f"文件“{name}”里没有文字"
        raise UnreadableFileError(message, hint="请确认文件里有文字，再上传。")
    if sum(len(line.text) + 1 for line in lines) > limits.chars or time.monotonic() - started > limits.load_s:
        raise _too_long(name)
    if sum(bool(line.text.strip()) for line in lines) > limits.lines:
        raise _too_long(name)
    if any(len(line.text) > limits.line_chars for line in lines):
        message = f"文件“{name}”里有一段超过{limits.line_chars}字，不像总结的正文"
        raise TooLargeError(message, hint="请分段后再试。")
    renamed = _rename_note(name, kind)
    return LoadedText(name=name, format=kind, lines=lines, encoding=codec, notes=(*renamed, *notes))


def _too_long(name: str) -> TooLargeError:
    return TooLargeError(f"文件“{name}”内容太多，超出了导入的限制", hint="请拆成几个文件再试。")


def _opened(entry: Entry, limits: Limits) -> Iterator[Entry]:
    """The entry itself, or what it holds when it is an archive."""
    if entry.refusal is not None:
        yield entry
        return
    try:
        kind = sniff(entry.content, entry.name)
    except InputError as refusal:
        yield Entry(entry.name, refusal=refusal)
        return
    if kind is FileFormat.ZIP:
        yield from walk_zip(entry.content, entry.name, limits)
    else:
        yield entry


def _read(
    content: bytes, name: str, kind: FileFormat, limits: Limits, encoding: str
) -> tuple[tuple[SourceLine, ...], str, tuple[str, ...]]:
    if kind is FileFormat.TEXT:
        return read_plain(content, encoding=encoding)
    if kind is FileFormat.MARKDOWN:
        lines, codec, notes = read_plain(content, encoding=encoding)
        return mark_headings(lines), codec, notes
    if kind is FileFormat.HTML:
        return read_html(content, encoding=encoding)
    if kind is FileFormat.MHTML:
        return read_mhtml(content)
    if kind is FileFormat.PDF:
        lines, notes = read_pdf(content, limits)
        return lines, "", notes
    if kind is FileFormat.ZIP:
        message = f"“{name}”是压缩包，里面可能有多个文件"
        raise InputError(message, hint="请用导入压缩包的功能打开它。")
    readers = {
        FileFormat.DOCX: lambda: read_docx(content, limits),
        FileFormat.DOC: lambda: read_doc(content, limits),
        FileFormat.RTF: lambda: read_rtf(content, limits),
    }
    return readers[kind](), "", ()


def _rename_note(name: str, kind: FileFormat) -> tuple[str, ...]:
    claimed = claimed_format(name)
    if claimed in {None, kind} or (claimed in _PLAIN and kind in _PLAIN):
        return ()
    return (f"文件名的后缀与内容不符，已按{_KIND_NAMES[kind]}读取。",)
