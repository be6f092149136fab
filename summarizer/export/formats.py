"""The file formats offered, and file names that every system accepts."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from summarizer.domain import Document
from summarizer.export.office import find_office
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
    PDF = "pdf"
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
    Format.PDF: "PDF",
    Format.MD: "Markdown",
    Format.TXT: "纯文本",
}
_MIMES: Mapping[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.MD: "text/markdown",
    Format.TXT: "text/plain",
}


def offered_formats(*, office: Path | None = None) -> tuple[Format, ...]:
    """What can be exported on this computer: PDF only where LibreOffice is, all others always.

    Args:
        office: LibreOffice's program file; looked for when None.
    """
    can_print = office is not None or find_office() is not None
    return tuple(one for one in Format if can_print or one is not Format.PDF)


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
