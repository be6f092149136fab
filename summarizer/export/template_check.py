"""Whether a .docx somebody uploads as a template is safe to open and to hand on."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from summarizer.errors import InputError, TooLargeError, UnreadableFileError

MAX_TEMPLATE_BYTES: Final = 20 * 1024 * 1024
"""How large the file itself may be."""

_MAX_UNPACKED_BYTES: Final = 60 * 1024 * 1024
_MAX_ENTRIES: Final = 2000
_OLE_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_MACRO: Final = re.compile(rb"macroEnabled|vbaProject|vbaData", re.IGNORECASE)
_OBJECT_PARTS: Final = re.compile(r"(?:^|/)(?:activeX|embeddings|ctrlProps)/", re.IGNORECASE)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL: Final = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
# A link is followed by a person only; the template a document was made from is taken out before use.
_HARMLESS: Final = re.compile(rb"""/(?:hyperlink|attachedTemplate)["']""")
_ALT_CHUNK: Final = re.compile(rb"""/(?:aFChunk|subDocument)["']""")
_FIELD_CODE: Final = re.compile(
    rb"""<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\binstr\s*=\s*(?:"([^"]*)"|'([^']*)')"""
)
_FETCHING_FIELD: Final = re.compile(
    rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_TEMPLATE_TYPE: Final = b"template.main+xml"
_DAMAGE: Final = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zlib.error,
)


def refuse_hostile(content: bytes) -> None:
    """Raises unless `content` is a plain .docx: no macros, objects, fields or links that fetch other content.

    Raises:
        UnreadableFileError: not a .docx, damaged, or protected by a password.
        TooLargeError: it is or unpacks to more than a template ever is.
        InputError: it holds macros, embedded objects, or content fetched from elsewhere.
    """
    if len(content) > MAX_TEMPLATE_BYTES:
        message = f"模板文件超过{MAX_TEMPLATE_BYTES // 1024 // 1024} MB"
        raise TooLargeError(message, hint="请删去模板里的大图片后再试。")
    if content.startswith(_OLE_MAGIC):
        message = "模板设有打开密码，或者是旧版 .doc 格式，无法使用"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，去掉密码，另存为 .docx 后再试。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_size(archive.infolist())
            for entry in archive.infolist():
                _check_part(entry.filename, archive.read(entry))
    except _DAMAGE as error:
        message = "模板不是完好的 Word 文档（.docx）"
        raise UnreadableFileError(message) from error


def _check_size(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_UNPACKED_BYTES:
        message = "模板解压后过大，不像一份公文模板"
        raise TooLargeError(message, hint="请换一份模板，或在 Word 中另存一份后再试。")


def _check_part(name: str, part: bytes) -> None:
    if name.lower().endswith("vbaproject.bin") or (name == "[Content_Types].xml" and _MACRO.search(part)):
        message = "模板里有宏，不能使用"
        raise InputError(message, hint="请在 Word 中另存为不带宏的 .docx 后再试。")
    if name == "[Content_Types].xml" and _TEMPLATE_TYPE in part:
        message = "这是 .dotx 模板文件，不能直接使用"
        raise InputError(message, hint="请在 Word 中用它新建一份文档，另存为 .docx 后再试。")
    if _OBJECT_PARTS.search(name):
        message = "模板里嵌有控件或别的文件，不能使用"
        raise InputError(message, hint="请删去嵌入的对象，另存为 .docx 后再试。")
    if not name.lower().endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        message = "模板的内部结构不正常，不能使用"
        raise UnreadableFileError(message, hint="请在 Word 中另存一份后再试。")
    fetches = name.lower().endswith(".rels") and any(map(_fetches, _RELATION.findall(part)))
    # Word may cut a field's code into several runs: DD and EAUTO.
    code = b"".join(b"".join(found) for found in _FIELD_CODE.findall(part))
    if fetches or _FETCHING_FIELD.search(code):
        message = "模板要从网上或别的文件取内容，不能使用"
        raise InputError(message, hint="请把链接的图片和文字改为直接插入，另存为 .docx 后再试。")


def _fetches(relation: bytes) -> bool:
    if _ALT_CHUNK.search(relation):
        return True
    return _EXTERNAL.search(relation) is not None and _HARMLESS.search(relation) is None
