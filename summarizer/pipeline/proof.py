"""What a user gets out of a document: its proof and its files."""

from dataclasses import dataclass

from summarizer.domain import (
    Document,
    Report,
)
from summarizer.export import FontSet, Format, export_document, file_name
from summarizer.pipeline.core import Core
from summarizer.verify import check_document


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file ready to be saved or downloaded."""

    name: str
    mime: str
    content: bytes


class ProofActions(Core):
    """Check and export; neither changes anything."""

    def check(self, document: Document) -> Report:
        """The fidelity of every section's present text to its facts."""
        return check_document(document)

    def export(self, document: Document, *, format: Format, fonts: FontSet) -> ExportedFile:  # noqa: A002
        """The document as a file.

        Raises:
            ExportError: the file cannot be made.
        """
        return ExportedFile(
            name=file_name(document, format),
            mime=format.mime,
            content=export_document(document, format=format, fonts=fonts),
        )
