"""Whether a .docx somebody uploads as a template is safe to open and to hand on."""

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.text.packages import OLE_MAGIC, PACKAGE_DAMAGE, is_too_large

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

MAX_TEMPLATE_BYTES: Final = 20 * 1024 * 1024
"""How large the file itself may be."""

_MAX_UNPACKED_BYTES: Final = 60 * 1024 * 1024
_MAX_ENTRIES: Final = 2000
_MACRO: Final = re.compile("macroEnabled|vbaProject|vbaData", re.IGNORECASE)
_OBJECT_PARTS: Final = re.compile(r"(?:^|/)(?:activeX|embeddings|ctrlProps)/", re.IGNORECASE)
# A link is followed by a person only; the template a document was made from is taken out before use.
_HARMLESS: Final = frozenset({"hyperlink", "attachedTemplate"})
_CHUNKS: Final = frozenset({"aFChunk", "subDocument"})
_FETCHING_FIELD: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_TEMPLATE_TYPE: Final = b"template.main+xml"


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
    if content.startswith(OLE_MAGIC):
        message = "模板设有打开密码，或者是旧版 .doc 格式，无法使用"
        raise UnreadableFileError(message, hint="请在 Word 或 WPS 中打开，去掉密码，另存为 .docx 后再试。")
    try:
        if is_too_large(content, unpacked_bytes=_MAX_UNPACKED_BYTES):
            raise _too_large()
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > _MAX_ENTRIES:
                raise _too_large()
            for entry in archive.infolist():
                _check_part(entry.filename, archive.read(entry))
    except PACKAGE_DAMAGE as error:
        message = "模板不是完好的 Word 文档（.docx）"
        raise UnreadableFileError(message) from error


def _too_large() -> TooLargeError:
    message = "模板解压后过大，不像一份公文模板"
    return TooLargeError(message, hint="请换一份模板，或在 Word 中另存一份后再试。")


def _check_part(name: str, part: bytes) -> None:
    if name.lower().endswith("vbaproject.bin"):
        raise _macros()
    if name == "[Content_Types].xml" and _TEMPLATE_TYPE in part:
        message = "这是 .dotx 模板文件，不能直接使用"
        raise InputError(message, hint="请在 Word 中用它新建一份文档，另存为 .docx 后再试。")
    if _OBJECT_PARTS.search(name):
        message = "模板里嵌有控件或别的文件，不能使用"
        raise InputError(message, hint="请删去嵌入的对象，另存为 .docx 后再试。")
    if not name.lower().endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _odd()
    # Parsed, for the same thing can be spelt in many ways: &#68;DE, a comment in the middle, CDATA.
    from docx.oxml import parse_xml

    nodes = tuple(node for node in parse_xml(part).iter() if isinstance(node.tag, str))
    if any(map(_is_macro_type, nodes)):
        raise _macros()
    # Word may cut a field's code into several runs: DD and EAUTO.
    if any(map(_fetches, nodes)) or _FETCHING_FIELD.search("".join(map(_field_code, nodes))):
        message = "模板要从网上或别的文件取内容，不能使用"
        raise InputError(message, hint="请把链接的图片和文字改为直接插入，另存为 .docx 后再试。")


def _is_macro_type(node: "BaseOxmlElement") -> bool:
    return _MACRO.search(node.get("ContentType", "")) is not None


def _fetches(node: "BaseOxmlElement") -> bool:
    """Whether a node is a relation to something outside that is loaded without anybody asking for it."""
    if _local_name(node) != "Relationship":
        return False
    kind = node.get("Type", "").rpartition("/")[2]
    if kind in _CHUNKS:
        return True
    return node.get("TargetMode", "").strip().lower() == "external" and kind not in _HARMLESS


def _field_code(node: "BaseOxmlElement") -> str:
    """What a node says of a field's code, "" for other nodes."""
    if _local_name(node) in {"instrText", "delInstrText"}:
        return "".join([node.text or "", *(child.tail or "" for child in node)])
    return "".join(f" {value} " for name, value in node.attrib.items() if name.rpartition("}")[2] == "instr")


def _local_name(node: "BaseOxmlElement") -> str:
    return str(node.tag).rpartition("}")[2]


def _macros() -> InputError:
    return InputError("模板里有宏，不能使用", hint="请在 Word 中另存为不带宏的 .docx 后再试。")


def _odd() -> UnreadableFileError:
    return UnreadableFileError("模板的内部结构不正常，不能使用", hint="请在 Word 中另存一份后再试。")
