"""The file formats offered, and file names that every system accepts."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from summarizer.domain import Document
from summarizer.text.characters import clean_line

_NAME_CHARS = 120
# Linux counts bytes (255); some room is left for the " (1)" browsers add.
_NAME_BYTES = 240
_FALLBACK = "工作总结"
# Windows forbids these; their full-width twins keep the name readable.
_FORBIDDEN = str.maketrans(dict(zip('<>:"/\\|?*', "＜＞：＂／＼｜？＊", strict=True)))
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)(?=\.|$)", re.IGNORECASE)


class Format(StrEnum):
    """A file format a summary can be exported to."""

    DOCX = "docx"
    MD = "md"
    TXT = "txt"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return _LABELS[self]

    @property
    def mime(self) -> str:
        """The media type for downloads."""
        return _MIMES[self]

    @property
    def suffix(self) -> str:
        """The file name suffix with its dot."""
        return f".{self.value}"


_LABELS: Mapping[Format, str] = {
    Format.DOCX: "Word 文档（公文格式）",
    Format.MD: "Markdown",
    Format.TXT: "纯文本",
}
_MIMES: Mapping[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.MD: "text/markdown",
    Format.TXT: "text/plain",
}


def file_name(document: Document, format: Format) -> str:  # noqa: A002 - the word users of the API expect
    """The title as a file name with suffix: at most 120 characters, valid on Windows, macOS and Linux."""
    title = "".join(char for char in clean_line(document.title) if unicodedata.category(char)[0] != "C")
    stem = title.translate(_FORBIDDEN).strip(". ")
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    stem = _shortened(stem, len(format.suffix)).rstrip(". ")
    return (stem or _FALLBACK) + format.suffix


def _shortened(stem: str, suffix_chars: int) -> str:
    kept = stem[: _NAME_CHARS - suffix_chars].encode()[: _NAME_BYTES - suffix_chars]
    return kept.decode(errors="ignore")
