"""What writes: a drafter, and the language model behind one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from summarizer.domain import (
    Document,
    Fact,
    Generation,
    Origin,
    Passage,
    Section,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """All that a drafter may look at when it writes one section.

    Attributes:
        document: the whole document; other sections are context only, never a source of facts.
        section_id: the section to write.
        variant: 0 for the first draft, 1, 2 … to get other wordings of the same facts.
        instruction: what the user asked for, "" when nothing.
        passages: masked style passages, those the user chose first.
        tone: a name of `drafting.prompt.TONES` (平实 凝练 昂扬) or the user's words, "" for the usual one.
        length_chars: 字 wanted this time instead of the section's own length; None for that one.
    """

    document: Document
    section_id: str
    variant: int = 0
    instruction: str = ""
    passages: Sequence[Passage] = ()
    tone: str = ""
    length_chars: int | None = None

    @property
    def section(self) -> Section:
        """The section to write."""
        return self.document.section(self.section_id)

    @property
    def wanted_chars(self) -> int:
        """字 the text shall have, 0 when that is free."""
        return self.section.length_chars if self.length_chars is None else self.length_chars


@runtime_checkable
class Drafter(Protocol):
    """Writes the text of one section from its facts."""

    @property
    def engine(self) -> str:
        """`offline`, `llm` or `local`."""
        ...

    @property
    def origin(self) -> Origin:
        """What versions written by this drafter are marked with."""
        ...

    def draft(self, request: DraftRequest) -> Iterator[str]:
        """Pieces of the section's text in order; joined they are the draft, without heading.

        Raises:
            EngineError: the engine failed; what was yielded so far is still usable.
        """
        ...

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact`, to be added to a text that lacks it (补写)."""
        ...

    def generation(self, request: DraftRequest) -> Generation:
        """How a draft of `request` comes about, to be stored with its version."""
        ...


class ChatMessage(NamedTuple):
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatUsage(NamedTuple):
    """Tokens of one request as the endpoint counted them."""

    tokens_in: int
    tokens_out: int


class ChatStream(Protocol):
    """One answer while it is being written: an iterator of pieces of text, used by one thread.

    Iterating raises EngineError when the answer fails, after all pieces that came have been given out.
    """

    @property
    def usage(self) -> ChatUsage | None:
        """The tokens used, None before the end and when the endpoint does not tell."""
        ...

    @property
    def finish_reason(self) -> str:
        """Why the answer ended, "" before: `stop`, `length`, `content_filter`, `error`, or `stopped`."""
        ...

    def __iter__(self) -> Iterator[str]:
        """The stream itself."""
        ...

    def __next__(self) -> str:
        """The next piece, never empty.

        Raises:
            EngineError: the answer failed.
        """
        ...

    def stop(self) -> None:
        """Ends the answer and closes its connection, from any thread; what came before is still given out."""
        ...


@runtime_checkable
class ChatModel(Protocol):
    """A language model behind an endpoint. Safe to call from any thread."""

    @property
    def name(self) -> str:
        """The model's name as versions record it."""
        ...

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int,
        temperature: float | None = None,
        seed: int | None = None,
    ) -> ChatStream:
        """The answer to `messages`, of at most `max_tokens` tokens; returns at once.

        Args:
            messages: the prompt.
            max_tokens: where the endpoint cuts the answer off.
            temperature: 0 to 2, the endpoint's own when None.
            seed: makes answers repeatable where the endpoint supports it.
        """
        ...


@runtime_checkable
class Warmable(Protocol):
    """A model or drafter whose first answer comes sooner when it is told beforehand."""

    def warm_up(self) -> None:
        """Begins to load what the first request needs, in the background, and returns; sends nothing."""
        ...


@runtime_checkable
class Prefillable(Protocol):
    """A model on the user's own computer, where reading a prompt takes long and costs nobody anything."""

    def prefill(self, beginnings: Callable[[], Sequence[Sequence[ChatMessage]]]) -> None:
        """Begins to load the model and to read how prompts begin, in the background, and returns.

        Args:
            beginnings: the messages that prompts have in common; called in the background.
        """
        ...
