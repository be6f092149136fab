"""What a user can do with texts: edit, draft, adopt, complete, restore."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from summarizer.domain import (
    Document,
    FilledSentence,
    Origin,
    Proposal,
    Section,
    Version,
)
from summarizer.drafting.engines import draft_text, pick_drafter
from summarizer.drafting.revising import RevisingDrafter
from summarizer.errors import NotFoundError
from summarizer.pipeline.core import Core, Progress
from summarizer.protocols import Drafter, DraftRequest
from summarizer.refine import refine_section
from summarizer.revise.completion import (
    FilledSpan,
    filled_of,
    filled_parameter,
    filled_spans,
    place_sentence,
)
from summarizer.revise.parts import find_fact, find_section, with_section
from summarizer.revise.proposals import DraftAllOutcome, check_unlocked, is_own_text
from summarizer.text.diff import merge_sentences, pair_sentences
from summarizer.verify import check_section

_TRIED_VARIANTS: Final = 4


class TextActions(Core):
    """Actions on the texts of sections and their versions."""

    def save_text(self, document_id: str, section_id: str, text: str, *, revision: int) -> Section:
        """The section with the user's own text, kept as a version; an unchanged text adds none.

        Raises:
            LockedError: the section is locked.
            ConflictError: another tab saved first; nothing was changed.
        """
        self._unlocked(document_id, section_id)
        return self._store.save_text(section_id, text, Origin.EDIT, revision=revision)

    def draft_section(
        self,
        document_id: str,
        section_id: str,
        *,
        engine: str = "auto",
        variant: int | None = None,
        instruction: str = "",
    ) -> Section | Proposal:
        """The section with a new draft, or a proposal when its present text is the user's own.

        A text that was edited, restored or imported is never replaced, nor one edited while the engine wrote.

        Args:
            document_id: the document it belongs to.
            section_id: the section to write.
            engine: auto, llm, local or offline.
            variant: 0 for the first wording; the next unused one when not given.
            instruction: what the user asked for.

        Raises:
            LockedError: the section is locked.
            EngineError: the engine failed or is not configured.
        """
        self._unlocked(document_id, section_id)
        drafter = self._drafter(engine)
        return self._draft(self.load(document_id), section_id, drafter, variant, instruction)

    def draft_all(
        self, document_id: str, *, engine: str = "auto", on_progress: Progress | None = None
    ) -> DraftAllOutcome:
        """Every section drafted and saved, one by one; the user's own texts get proposals.

        Raises:
            EngineError: the engine failed or is not configured; sections written before it did are kept.
        """
        document, drafter = self.load(document_id), self._drafter(engine)
        drafted, proposals, skipped = list[str](), list[Proposal](), list[str]()
        for done, section in enumerate(document.sections, start=1):
            written: Section | Proposal = section
            if section.locked:
                skipped.append(section.id)
            else:
                written = self._draft(document, section.id, drafter, None, "")
            if isinstance(written, Proposal):
                proposals.append(written)
            elif not section.locked:
                drafted.append(section.id)
                document = with_section(document, written)
            if on_progress is not None:
                on_progress(done, len(document.sections), document.section(section.id))
        return DraftAllOutcome(
            document=self.load(document_id),
            engine=drafter.engine,
            drafted=tuple(drafted),
            proposals=tuple(proposals),
            skipped=tuple(skipped),
        )

    def list_proposals(self, document_id: str) -> tuple[Proposal, ...]:
        """The proposals that wait in a document, at most one a section, in the order of the sections."""
        return self._store.list_proposals(document_id)

    def adopt_proposal(self, document_id: str, proposal_id: str, *, revision: int) -> Section:
        """The section with the proposed text; the text it replaces stays among the versions.

        Args:
            document_id: the document it belongs to.
            proposal_id: the proposal, which waits no more afterwards.
            revision: of the section.

        Raises:
            LockedError: the section is locked.
        """
        self._waiting(document_id, proposal_id)
        return self._store.adopt_proposal(proposal_id, revision=revision)

    def adopt_sentences(
        self, document_id: str, proposal_id: str, taken: Collection[int], *, revision: int
    ) -> Section:
        """The section with some sentences of a proposal, which goes on waiting unless all of it was taken.

        Args:
            document_id: the document it belongs to.
            proposal_id: the proposal.
            taken: 0-based indexes into `text.diff.pair_sentences(section.text, proposal.text)`.
            revision: of the section whose text they were counted in.

        Raises:
            LockedError: the section is locked.
        """
        proposal = self._waiting(document_id, proposal_id)
        section = self._section(document_id, proposal.section_id)
        text = merge_sentences(pair_sentences(section.text, proposal.text), taken)
        return self._store.adopt_proposal(proposal_id, revision=revision, text=text)

    def drop_proposal(self, document_id: str, proposal_id: str) -> None:
        """Puts a proposal away; for thirty days at the least `restore_proposal` brings it back."""
        self._waiting(document_id, proposal_id)
        self._store.drop_proposal(proposal_id)

    def restore_proposal(self, proposal_id: str) -> Proposal:
        """A proposal that was put away, waiting again in place of the one that waits now."""
        return self._store.restore_proposal(proposal_id)

    def _waiting(self, document_id: str, proposal_id: str) -> Proposal:
        for proposal in self._store.list_proposals(document_id):
            if proposal.id == proposal_id:
                return proposal
        message = "这份待采用稿已不在"
        raise NotFoundError(message, hint="可能已在别的窗口采用或弃用，请刷新页面查看。")

    def complete_fact(self, document_id: str, section_id: str, fact_id: str, *, revision: int) -> Section:
        """The section with one sentence added that states the fact (补写).

        Raises:
            LockedError: the section is locked.
        """
        document = self.load(document_id)
        section = check_unlocked(find_section(document, section_id))
        fact = find_fact(section, fact_id)
        request = DraftRequest(document=document, section_id=section_id)
        drafter = pick_drafter("offline", self._drafters)
        sentence = drafter.complete(request, fact)
        text = place_sentence(
            section.text,
            sentence,
            fact=sum(not one.shelved for one in section.facts[: section.facts.index(fact)]),
            supports=check_section(document, section).sentences,
        )
        # A text the user edited stays protected from regeneration after the addition.
        origin = section.origin if is_own_text(section) and section.origin is not None else drafter.origin
        filled = filled_parameter([FilledSentence(fact_id=fact_id, sentence=sentence)])
        generation = drafter.generation(request)
        generation = replace(generation, parameters={**generation.parameters, **filled})
        return self._store.save_text(section_id, text, origin, revision=revision, generation=generation)

    def filled_spans(self, section: Section) -> tuple[FilledSpan, ...]:
        """Where sentences stand in the present text that the program added for missing facts (补写)."""
        known = (one for version in self.versions(section.id) for one in filled_of(version.generation))
        return filled_spans(section.text, dict.fromkeys(known))

    def versions(self, section_id: str) -> tuple[Version, ...]:
        """All versions of a section's text, newest first."""
        return self._store.list_versions(section_id)

    def restore_version(
        self, document_id: str, section_id: str, version_id: str, *, revision: int
    ) -> Section:
        """The section with the text of an earlier version, saved as a new version.

        Raises:
            LockedError: the section is locked.
            NotFoundError: no such version of this section.
        """
        self._unlocked(document_id, section_id)
        version = self._store.load_version(version_id)
        if version.section_id != section_id:
            message = "这一节没有这个版本"
            raise NotFoundError(message)
        return self._store.save_text(section_id, version.text, Origin.RESTORE, revision=revision)

    def _next_variant(self, section_id: str) -> int:
        return sum(version.generation is not None for version in self.versions(section_id))

    def _draft(
        self, document: Document, section_id: str, drafter: Drafter, variant: int | None, instruction: str
    ) -> Section | Proposal:
        section = document.section(section_id)
        first = self._next_variant(section_id) if variant is None else variant
        # Few facts have few wordings: a next draft that reads like the present one is passed over.
        for chosen in range(first, first + (_TRIED_VARIANTS if variant is None else 1)):
            request = DraftRequest(
                document=document, section_id=section_id, variant=chosen, instruction=instruction.strip()
            )
            text = draft_text(drafter, request)
            if text != section.text:
                break
        generation = drafter.generation(request)
        if isinstance(drafter, RevisingDrafter):
            refined = refine_section(drafter, request, text)
            text, filled = refined.text, filled_parameter(refined.filled)
            generation = replace(generation, parameters={**generation.parameters, **filled})
        proposal = Proposal(
            id="",
            section_id=section_id,
            text=text,
            origin=drafter.origin,
            generation=generation,
            variant=chosen,
        )
        kept = self._keeper(document.id).keep(proposal, base=section.text)
        return kept.proposal if kept.proposal is not None else self._section(document.id, section_id)
