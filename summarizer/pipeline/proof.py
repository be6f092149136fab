"""What a user gets out of a document: its proof and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.domain import Document, Report
from summarizer.export import FontSet, Format, export_document, file_name, official_blocks
from summarizer.pipeline.core import Core
from summarizer.pipeline.last_year import document_of_last_year
from summarizer.verify import check_document


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file ready to be saved or downloaded; `remarks` tell, in Chinese, what the user should know of it."""

    name: str
    mime: str
    content: bytes
    remarks: tuple[str, ...] = ()


class ProofActions(Core):
    """Check and export; neither changes anything."""

    def check(
        self,
        document: Document,
        *,
        library: Mapping[str, Sequence[str]] | None = None,
        last_year: Document | None = None,
    ) -> Report:
        """The fidelity of every section's present text to its facts.

        It is compared with the samples lent to the drafts: none of their figures, names and sentences may
        have come along.

        Args:
            document: with the present texts.
            library: by section id other texts whose wording must not be copied, see `near_texts`.
            last_year: the document this one continues, see `document_of_last_year`.
        """
        return check_document(
            document, samples=self.lent_texts(document.id), library=library, last_year=last_year
        )

    def lent_texts(self, document_id: str) -> tuple[str, ...]:
        """The unmasked texts of the samples that lent a document's drafts their style."""
        lent = self._store.passages_lent(document_id)
        return tuple(passage.text for passage in self._library.get().load_passages(lent)) if lent else ()

    def library_revision(self) -> int:
        """A number that changes with every change of the sample library; 0 without one."""
        return self._library.get().revision if self._library else 0

    def near_texts(self, text: str) -> tuple[str, ...]:
        """The passages of the whole library whose words are nearest to `text`; none without a library."""
        return self._library.get().near_texts(text) if self._library else ()

    def document_of_last_year(self, document: Document) -> Document | None:
        """The same unit's summary of the same part of the year before, the last changed one; None without."""
        return document_of_last_year(self._store, document)

    def export(
        self,
        document: Document,
        *,
        format: Format,  # noqa: A002 - the word users of the API expect
        fonts: FontSet,
    ) -> ExportedFile:
        """The document as a file.

        Raises:
            ExportError: the file cannot be made.
        """
        return ExportedFile(
            name=file_name(document, format),
            mime=format.mime,
            content=export_document(document, format=format, fonts=fonts),
        )

    def export_review(self, document: Document, report: Report, *, fonts: FontSet) -> ExportedFile:
        """The review copy (审阅稿): a .docx with comments that name the facts of every paragraph.

        Args:
            document: what was checked.
            report: of that very document.
            fonts: the fonts named.
        """
        # python-docx is slow to import and only needed here.
        from summarizer.export.review_docx import export_review

        named = replace(document, title=f"（审阅稿）{document.title}")
        blocks = official_blocks(document)
        return ExportedFile(
            name=file_name(named, Format.DOCX),
            mime=Format.DOCX.mime,
            content=export_review(document, report, blocks=blocks, fonts=fonts),
        )

    def export_with_template(self, document: Document, template: bytes, *, fonts: FontSet) -> ExportedFile:
        """The document in a unit's own .docx template; the remarks say what did not fit.

        Raises:
            InputError: the template cannot be used: damaged, hostile, or without {{正文}}.
        """
        from summarizer.export.template import fill_template

        blocks = official_blocks(document)
        filled = fill_template(template, blocks, unit=document.unit, fonts=fonts)
        return ExportedFile(
            name=file_name(document, Format.DOCX),
            mime=Format.DOCX.mime,
            content=filled.content,
            remarks=filled.remarks,
        )
