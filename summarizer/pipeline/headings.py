"""What a user can do with headings and the title: have some proposed, take a set over at once."""

from collections.abc import Mapping

from summarizer.domain import Document
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import ConflictError, InputError
from summarizer.pipeline.core import Core
from summarizer.refine import HeadingProposals, TitleProposals, propose_headings, propose_titles
from summarizer.revise.fields import required_heading
from summarizer.revise.parts import find_section


class HeadingActions(Core):
    """拟小标题 and 拟标题."""

    def propose_headings(
        self,
        document_id: str,
        *,
        engine: str = "auto",
        instruction: str = "",
        variant: int = 0,
        stop: StopSignal | None = None,
    ) -> HeadingProposals:
        """Sets of parallel headings for all sections but the overview, the best first; nothing is saved.

        Args:
            document_id: the document.
            engine: auto, llm, local or offline; the sets of the stock are there with every engine.
            instruction: what the user wishes of the model.
            variant: 0 at first, then 1, 2 … for other sets of the model.
            stop: ends the engine's answer.

        Raises:
            InputError: there is no section to head.
            EngineUnavailableError: the engine is unknown or not configured.
        """
        return propose_headings(
            self._drafter(engine),
            self.load(document_id),
            instruction=instruction.strip(),
            variant=variant,
            stop=stop,
        )

    def apply_headings(
        self, document_id: str, headings: Mapping[str, str], revisions: Mapping[str, int]
    ) -> Document:
        """The document with these headings, all saved or none; `undo_change` takes them back.

        Args:
            document_id: the document.
            headings: by section id.
            revisions: of the same sections, as the user saw them.

        Raises:
            InputError: there is none, or one is empty.
            ConflictError: a section was changed meanwhile; nothing was saved.
        """
        document = self.load(document_id)
        if not headings:
            message = "没有选中要换的标题"
            raise InputError(message, hint="请先选中至少一个。")
        if headings.keys() - revisions.keys():
            message = "有的章节不是您刚才看到的样子"
            raise ConflictError(message, hint="请重新打开“拟小标题”再选。")
        changes = {
            find_section(document, section_id).id: (revisions[section_id], required_heading(heading))
            for section_id, heading in headings.items()
        }
        self._store.rename_sections(changes)
        return self.load(document_id)

    def propose_titles(
        self,
        document_id: str,
        *,
        engine: str = "auto",
        instruction: str = "",
        variant: int = 0,
        stop: StopSignal | None = None,
    ) -> TitleProposals:
        """Titles for the document as it is drafted now; one is taken over with `update_document`.

        Args:
            document_id: the document.
            engine: auto, llm, local or offline; titles of the stock are there with every engine.
            instruction: what the user wishes of the model.
            variant: 0 at first, then 1, 2 … for others of the model.
            stop: ends the engine's answer.

        Raises:
            EngineUnavailableError: the engine is unknown or not configured.
        """
        return propose_titles(
            self._drafter(engine),
            self.load(document_id),
            instruction=instruction.strip(),
            variant=variant,
            stop=stop,
        )
