"""What a loader hands on: the paragraphs of one file, with where they stood."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FileFormat(StrEnum):
    """What a file is by its content, whatever its name says."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MHTML = "mhtml"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    RTF = "rtf"
    ZIP = "zip"


class SourceLine(NamedTuple):
    """One paragraph of a file.

    Attributes:
        number: 1-based line of a text file, paragraph of a document.
        text: without line breaks; table cells are joined by tabs.
        level: heading level the file itself gives (style, h1…h6, #), 0 for none.
    """

    number: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedText:
    """The text of one file.

    Attributes:
        name: the file's name, for messages; inside an archive `archive.zip/folder/name`.
        format: recognised by content.
        encoding: the codec used, "" when the format fixes it.
        lines: in reading order, empty ones included.
        notes: Chinese sentences the user should see (a guessed encoding, a wrong suffix).
    """

    name: str
    format: FileFormat
    lines: tuple[SourceLine, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)
