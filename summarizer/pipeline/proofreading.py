"""What a user can do about the wording of a document: have it proofread, and take suggestions."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.domain import Document, Origin, Section
from summarizer.errors import ConflictError
from summarizer.pipeline.core import Core
from summarizer.proofread import Lexicon, Remark, SectionRemarks, apply_fixes, proofread_document
from summarizer.revise.parts import find_section
from summarizer.revise.proposals import check_unlocked


class ProofreadActions(Core):
    """Proofreading never blocks anything; every suggestion is the user's to take."""

    def proofread(self, document: Document, *, lexicon: Lexicon | None = None) -> tuple[SectionRemarks, ...]:
        """The remarks on every section in order, see `proofread_document`."""
        return proofread_document(document, lexicon=lexicon)

    def take_suggestions(
        self,
        document_id: str,
        section_id: str,
        remarks: Sequence[Remark],
        *,
        revision: int,
        lexicon: Lexicon | None = None,
    ) -> Section:
        """The section with the suggestions of `remarks` taken, also those a person had to decide on.

        Args:
            document_id: the document it belongs to.
            section_id: the section.
            remarks: on its present text; those without a suggestion change nothing.
            revision: of the section the remarks were made on.
            lexicon: the one they were made with.

        Raises:
            LockedError: the section is locked.
            ConflictError: the text is another one by now.
        """
        section = check_unlocked(find_section(self.load(document_id), section_id))
        if any(section.text[one.start : one.end] != one.text for one in remarks):
            message = "这一节的文字刚才改过，请按新的校对意见再点一次"
            raise ConflictError(message)
        decided = [replace(one, certain=one.suggestion is not None) for one in remarks]
        text = apply_fixes(section.text, decided, lexicon=lexicon)
        return self._store.save_text(section_id, text, Origin.EDIT, revision=revision)
