"""What a drafter that can mend a text offers, beside writing one: patches, rewordings, headings."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from summarizer.domain import Document, Fact, Finding
from summarizer.drafting.stopping import StopSignal
from summarizer.protocols import ChatUsage, DraftRequest


class Reviser(Protocol):
    """Mends texts by asking a model; nothing vouches for what it gives back: it has to be verified.

    Every method raises EngineError when the model failed, was stopped, or wrote nothing that can be used.
    """

    @property
    def usage(self) -> ChatUsage:
        """The tokens of all that was asked so far, where the endpoint tells."""
        ...

    @property
    def model(self) -> str:
        """The model's name."""
        ...

    def redraft(self, request: DraftRequest) -> str:
        """Another draft of the whole section."""
        ...

    def patch_sentence(self, request: DraftRequest, findings: Sequence[Finding]) -> str:
        """The sentence of `request.section.text` that holds `findings`, corrected; "" to take it out.

        Args:
            request: holds the section with its present text.
            findings: all of one sentence.

        Raises:
            ValueError: a finding has no place in the text, or in another sentence.
        """
        ...

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact` exactly; "" where the model's leaves out or adds something."""
        ...

    def rewrite(self, request: DraftRequest, *, start: int, end: int, manner: str) -> str:
        """Another wording of `request.section.text[start:end]`.

        Args:
            request: holds the section with its present text, and the user's own instruction.
            start: code-point offset of the selection.
            end: where it ends.
            manner: a key of `drafting.prompt.MANNERS`, or `OWN_MANNER`.
        """
        ...

    def headings(self, document: Document, *, variant: int, instruction: str) -> tuple[str, ...]:
        """One set of headings as the model wrote it, without numbers and marks; of any count."""
        ...

    def title(self, document: Document, *, variant: int, instruction: str) -> str:
        """A title for the document, one line."""
        ...

    def examples(self, request: DraftRequest) -> tuple[str, ...]:
        """The texts a draft of `request` was shown as examples, whose sentences must not be copied."""
        ...


@runtime_checkable
class RevisingDrafter(Protocol):
    """A drafter whose engine can also mend texts."""

    def reviser(self, stop: StopSignal | None = None) -> Reviser:
        """A reviser for one piece of work; it counts its own tokens and ends when `stop` is set."""
        ...
