"""What refining a draft yields, and how far it is."""

from dataclasses import dataclass
from typing import Final

from summarizer.domain import FilledSentence, Finding, LabelledEnum, SentencePatch
from summarizer.protocols import ChatUsage

_NOTHING: Final = ChatUsage(0, 0)


class RefineState(LabelledEnum):
    """What is being done to a draft."""

    CHECKING = "checking", "核对中"
    PATCHING = "patching", "修改中"
    FILLING = "filling", "补写中"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A draft after its doubts were mended as far as possible and its missing facts were added.

    Attributes:
        text: the delivered text.
        filled: the sentences in it that state facts the draft had left out, to be marked 补写.
        patches: the sentences that were corrected, replaced or taken out, in the order it was done.
        rounds: how often findings went back to the model, 0 to 2.
        findings: the errors and warnings left, to be shown red.
        usage: tokens of all that was asked for it.
        failure: one Chinese sentence when the engine failed while mending, "" otherwise.
    """

    text: str
    filled: tuple[FilledSentence, ...] = ()
    patches: tuple[SentencePatch, ...] = ()
    rounds: int = 0
    findings: tuple[Finding, ...] = ()
    usage: ChatUsage = _NOTHING
    failure: str = ""
