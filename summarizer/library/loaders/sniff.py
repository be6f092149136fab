"""Recognising a file by its bytes: names lie, first bytes rarely do."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Final

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.loaders.values import FileFormat
from summarizer.text.packages import OLE_MAGIC, holds_too_many_members

_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEAD_BYTES: Final = 4096

# First bytes, and what to tell the user.
_UNSUPPORTED: Final = (
    (b"Rar!\x1a\x07", "这是 RAR 压缩包，暂不支持", "请解压后上传，或改用 zip 压缩。"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包，暂不支持", "请解压后上传，或改用 zip 压缩。"),
    (b"\x1f\x8b", "这是 gz 压缩包，暂不支持", "请解压后上传，或改用 zip 压缩。"),
    (b"\x89PNG", "这是图片，里面没有可读取的文字", "请上传文字版，或先用识别软件转成文字。"),
    (b"\xff\xd8\xff", "这是图片，里面没有可读取的文字", "请上传文字版，或先用识别软件转成文字。"),
    (b"GIF8", "这是图片，里面没有可读取的文字", "请上传文字版，或先用识别软件转成文字。"),
    (b"MZ", "这是可执行程序，不是文档", "请选择 Word、PDF、网页或文本文件。"),
    (b"\x7fELF", "这是可执行程序，不是文档", "请选择 Word、PDF、网页或文本文件。"),
)
_PACKAGES: Final = (
    ("xl/", "这是 Excel 表格，不是总结正文", "请把文字复制到 Word 或文本文件后再上传。"),
    ("ppt/", "这是演示文稿，不是总结正文", "请把文字复制到 Word 或文本文件后再上传。"),
    ("META-INF/manifest.xml", "这是 OpenDocument 文档，暂不支持", "请另存为 .docx 后再上传。"),
    ("META-INF/container.xml", "这是电子书，暂不支持", "请把文字复制到 Word 或文本文件后再上传。"),
    ("OFD.xml", "这是 OFD 版式文件，暂不支持", "请另存为 .docx 或 .pdf 后再上传。"),
)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|br|span|table|h[1-6]|article)\b[^<>]{0,2000}>",
    re.I,
)
_SUFFIXES: Final = {
    ".docx": FileFormat.DOCX,
    ".doc": FileFormat.DOC,
    ".wps": FileFormat.DOC,
    ".pdf": FileFormat.PDF,
    ".rtf": FileFormat.RTF,
    ".zip": FileFormat.ZIP,
    ".html": FileFormat.HTML,
    ".htm": FileFormat.HTML,
    ".md": FileFormat.MARKDOWN,
    ".txt": FileFormat.TEXT,
}
SUFFIXES: Final = frozenset({*_SUFFIXES, ".markdown", ".mht", ".mhtml", ".xhtml"})
_OLE_STREAMS: Final = (
    ("EncryptedPackage", "这个文件设有打开密码，无法读取", "请在 Word 或 WPS 中去掉密码，另存后再上传。"),
    ("Workbook", "这是 Excel 表格，不是总结正文", "请把文字复制到 Word 或文本文件后再上传。"),
    ("PowerPoint Document", "这是演示文稿，不是总结正文", "请把文字复制到 Word 或文本文件后再上传。"),
)


def sniff(content: bytes, name: str) -> FileFormat:
    """The format of `content`; `name` only tells Markdown from plain text.

    Raises:
        UnreadableFileError: empty, damaged, or of a kind that holds no summary; the sentence says which.
    """
    head = content[:_HEAD_BYTES]
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        message = f"文件“{name}”是空的"
        raise UnreadableFileError(message, hint="请确认文件里有文字，再上传。")
    for magic, message, hint in _UNSUPPORTED:
        if head.startswith(magic) and (magic != b"MZ" or b"\0" in head):
            raise UnreadableFileError(message, hint=hint)
    if head.startswith(_ZIP_MAGICS):
        return _package_format(content)
    if head.startswith(OLE_MAGIC):
        return _ole_format(content)
    if b"%PDF-" in head[:1024]:
        return FileFormat.PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FileFormat.RTF
    return _text_format(head, name)


def claimed_format(name: str) -> FileFormat | None:
    """The format a name's suffix claims, None when it claims none."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def _package_format(content: bytes) -> FileFormat:
    if holds_too_many_members(content):
        message = "这个压缩包里的文件太多，没有读取"
        raise TooLargeError(message, hint="请解压后分批上传里面的文件。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        message = "文件不完整，可能没有下载完或已损坏"
        raise UnreadableFileError(message, hint="请重新下载或复制一份，再上传。") from error
    if any(entry.startswith("word/document") for entry in names):
        return FileFormat.DOCX
    for prefix, message, hint in _PACKAGES:
        if any(entry.startswith(prefix) for entry in names):
            raise UnreadableFileError(message, hint=hint)
    return FileFormat.ZIP


def _ole_format(content: bytes) -> FileFormat:
    for stream, message, hint in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            raise UnreadableFileError(message, hint=hint)
    return FileFormat.DOC


def _text_format(head: bytes, name: str) -> FileFormat:
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    lowered = plain.lower()
    if lowered.startswith(b"mime-version:") or (
        b"multipart/related" in lowered and b"mime-version" in lowered
    ):
        return FileFormat.MHTML
    if b"mso-application" in lowered and b"word.document" in lowered:
        message = "这是 Word 2003 XML 文档，暂不支持"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，另存为 .docx 后再上传。")
    claimed = claimed_format(name)
    tags = len(_TAG.findall(plain))
    if (
        lowered.startswith((b"<!doctype html", b"<html"))
        or (plain[:1] == b"<" and tags)
        or b"<body" in lowered
    ):
        return FileFormat.HTML
    if claimed is FileFormat.HTML or (tags >= 8 and claimed is not FileFormat.MARKDOWN):
        return FileFormat.HTML
    markdown = claimed is FileFormat.MARKDOWN or PurePath(name).suffix.lower() == ".markdown"
    return FileFormat.MARKDOWN if markdown else FileFormat.TEXT
