"""What a user gets out of a document: its proof and its files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.domain import (
    Document,
    Report,
)
from summarizer.export import FontSet, Format, Layout, export_document, file_name, official_blocks
from summarizer.export.layout import PLAIN
from summarizer.pipeline.core import Core
from summarizer.verify import check_document


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file ready to be saved or downloaded; `remarks` are what the user should know about it, in Chinese."""

    name: str
    mime: str
    content: bytes
    remarks: Sequence[str] = ()


class ProofActions(Core):
    """Check and export; neither changes anything."""

    def check(self, document: Document) -> Report:
        """The fidelity of every section's present text to its facts."""
        return check_document(document)

    def export(
        self,
        document: Document,
        *,
        format: Format,  # noqa: A002 - the word users of the API expect
        fonts: FontSet,
        layout: Layout = PLAIN,
    ) -> ExportedFile:
        """The document as a file.

        Raises:
            ExportError: the file cannot be made.
        """
        return ExportedFile(
            name=file_name(document, format),
            mime=format.mime,
            content=export_document(document, format=format, fonts=fonts, layout=layout),
        )

    def export_review(
        self, document: Document, report: Report, *, fonts: FontSet, layout: Layout = PLAIN
    ) -> ExportedFile:
        """The review copy (审阅稿): a .docx with comments that name the facts of every paragraph.

        Args:
            document: what was checked.
            report: of that very document.
            fonts: the fonts named.
            layout: the optional parts of an official document.
        """
        # python-docx is slow to import and only needed here.
        from summarizer.export.review_docx import export_review

        named = replace(document, title=f"（审阅稿）{document.title}")
        blocks = official_blocks(document, layout=layout)
        return ExportedFile(
            name=file_name(named, Format.DOCX),
            mime=Format.DOCX.mime,
            content=export_review(document, report, blocks=blocks, fonts=fonts),
        )

    def export_with_template(
        self, document: Document, template: bytes, *, fonts: FontSet, layout: Layout = PLAIN
    ) -> ExportedFile:
        """The document in a unit's own .docx template; the remarks say what did not fit.

        Raises:
            InputError: the template cannot be used: damaged, hostile, or without {{正文}}.
        """
        from summarizer.export.template import fill_template

        blocks = official_blocks(document, layout=layout)
        filled = fill_template(template, blocks, unit=document.unit, fonts=fonts)
        return ExportedFile(
            name=file_name(document, Format.DOCX),
            mime=Format.DOCX.mime,
            content=filled.content,
            remarks=filled.remarks,
        )
