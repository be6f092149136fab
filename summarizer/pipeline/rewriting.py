"""What a user can do with a selected part of a text: have it worded otherwise."""

from summarizer.drafting.stopping import StopSignal
from summarizer.pipeline.core import Core
from summarizer.protocols import DraftRequest
from summarizer.refine import Rewrite, reword
from summarizer.revise.parts import find_section
from summarizer.revise.proposals import check_unlocked


class RewriteActions(Core):
    """Rewording a selection; nothing is saved."""

    def rewrite_selection(
        self,
        document_id: str,
        section_id: str,
        *,
        start: int,
        end: int,
        manner: str,
        instruction: str = "",
        engine: str = "auto",
        variant: int = 0,
        stop: StopSignal | None = None,
    ) -> Rewrite:
        """Another wording of `section.text[start:end]` of the saved text, with what it brings in doubts.

        Args:
            document_id: the document it belongs to.
            section_id: the section.
            start: code-point offset of the selection.
            end: where it ends.
            manner: 改写 精简 扩写 更正式 换说法 自定义.
            instruction: what the user wants besides; needed for 自定义.
            engine: auto, llm, local or offline.
            variant: 0 for the first wording, 1, 2 … for others.
            stop: ends the engine's answer.

        Raises:
            InputError: nothing is selected, or a wish of one's own is not told.
            LockedError: the section is locked.
            EngineUnavailableError: the engine is not configured, or only a model can do that.
            EngineError: the engine failed or was stopped.
        """
        document = self.load(document_id)
        check_unlocked(find_section(document, section_id))
        request = DraftRequest(
            document=document, section_id=section_id, variant=variant, instruction=instruction.strip()
        )
        return reword(self._drafter(engine), request, start=start, end=end, manner=manner, stop=stop)
