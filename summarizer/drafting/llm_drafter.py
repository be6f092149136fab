"""The drafter that asks a language model: prompt, budget and clean-up around a ChatModel."""

from collections.abc import Callable, Iterator, Sequence

from summarizer.domain import Fact, Generation, Origin
from summarizer.drafting.budget import Budget, Estimate, FittedPrompt, wanted_chars
from summarizer.drafting.cleanup import Cleaner, Cut
from summarizer.drafting.llm_reviser import LlmReviser, headings_of, temperature_of
from summarizer.drafting.prompt import Prompts
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EmptyAnswerError, EngineError, UnusableAnswerError
from summarizer.protocols import (
    ChatModel,
    ChatStream,
    ChatUsage,
    Drafter,
    DraftRequest,
    Prefillable,
    Warmable,
)


class LlmDraft:
    """A section being written: an iterator of clean pieces that can be stopped from any thread.

    A failure is raised after everything usable was given out.
    """

    def __init__(self, stream: ChatStream, cleaner: Cleaner, generation: Callable[[], Generation]) -> None:
        """Args: stream: the raw answer; cleaner: what cleans it; generation: how it came about."""
        self._stream = stream
        self._cleaner = cleaner
        self._generation = generation
        self._has_text = False
        self._is_flushed = False
        self._failure: EngineError | None = None

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What was cut from the answer so far."""
        return self._cleaner.cuts

    @property
    def usage(self) -> ChatUsage | None:
        """The tokens used, None before the end and when the endpoint does not tell."""
        return self._stream.usage

    @property
    def finish_reason(self) -> str:
        """Why the answer ended, "" before."""
        return self._stream.finish_reason

    @property
    def generation(self) -> Generation:
        """How the text came about, with the tokens used once it is written."""
        return self._generation()

    def __iter__(self) -> Iterator[str]:
        """The draft itself."""
        return self

    def __next__(self) -> str:
        """The next clean piece: a sentence or more.

        Raises:
            EngineError: the model failed, or wrote nothing that can be used.
        """
        while not self._is_flushed:
            text = self._next_text()
            if text:
                self._has_text = True
                return text
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        raise StopIteration

    def stop(self) -> None:
        """Ends the answer; the sentences that came are still given out."""
        self._stream.stop()

    def _next_text(self) -> str:
        text = ""
        try:
            text = self._cleaner.feed(next(self._stream))
        except StopIteration:
            self._is_flushed = True
        except EngineError as error:
            self._failure, self._is_flushed = error, True
        if self._cleaner.echoes_prompt:
            self._stream.stop()
            self._is_flushed = True
        if self._is_flushed:
            text += self._cleaner.finish()
            self._failure = self._failure or self._blank(text)
        return text

    def _blank(self, text: str) -> EngineError | None:
        """What is wrong when nothing usable was written; nothing when the user ended it."""
        if text or self._has_text:
            return None
        if self._cleaner.echoes_prompt:
            return UnusableAnswerError("模型没有写正文，只重复了提示里的话")
        if self._stream.finish_reason == "stopped":
            return None
        what = UnusableAnswerError if self._cleaner.cuts else EmptyAnswerError
        return what("模型没有写出可以使用的中文正文")


class LlmDrafter:
    """A Drafter on top of a language model.

    A section without facts is left to the composer, which says what is missing: a model would invent.
    """

    def __init__(
        self,
        model: ChatModel,
        *,
        composer: Drafter,
        budget: Budget,
        prompts: Prompts | None = None,
        engine: str = "llm",
    ) -> None:
        """Args: model: what writes; composer: writes where there are no facts, or the model left some out.

        budget: the model's tokens; prompts: those shipped when not given; engine: `llm` or `local`.
        """
        self._model = model
        self._composer = composer
        self._budget = budget
        self._prompts = prompts if prompts is not None else Prompts()
        self._engine = engine

    @property
    def engine(self) -> str:
        """`llm` or `local`."""
        return self._engine

    @property
    def origin(self) -> Origin:
        """Always MODEL."""
        return Origin.MODEL

    def draft(self, request: DraftRequest) -> LlmDraft:
        """The section's text, sentence by sentence.

        Raises:
            PromptTooLongError: the facts do not fit into the model's context.
            ConfigurationError: a prompt template cannot be used.
        """
        if not request.section.active_facts:
            written = _Written(self._composer.draft(request))
            return LlmDraft(written, Cleaner(), lambda: self._composer.generation(request))
        fitted = self._fitted(request)
        temperature = temperature_of(request.variant)
        stream = self._model.stream(
            fitted.prompt.messages, max_tokens=fitted.max_tokens, temperature=temperature
        )
        shown = tuple(passage.heading for passage in fitted.passages)
        cleaner = Cleaner(
            headings=(*headings_of(request.document), *filter(None, shown)),
            facts=[fact.text for fact in request.section.active_facts],
        )
        return LlmDraft(stream, cleaner, lambda: self._generation(request, fitted, stream.usage))

    def warm_up(self) -> None:
        """Begins to load what the first request needs, in the background; sends nothing anywhere.

        A model on this computer also reads how all prompts begin.
        """
        if isinstance(self._model, Prefillable):
            self._model.prefill(self._prompts.beginnings)
        elif isinstance(self._model, Warmable):
            self._model.warm_up()

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact`; the composer's where the model's leaves out or adds something.

        Raises:
            EngineError: the model failed.
        """
        return self.reviser().complete(request, fact) or self._composer.complete(request, fact)

    def reviser(self, stop: StopSignal | None = None) -> LlmReviser:
        """Mends texts by asking the same model; ends when `stop` is set."""
        return LlmReviser(
            self._model, prompts=self._prompts, budget=self._budget, draft=self.draft, stop=stop
        )

    def generation(self, request: DraftRequest) -> Generation:
        """How a draft of `request` comes about; `LlmDraft.generation` also knows the tokens used."""
        if not request.section.active_facts:
            return self._composer.generation(request)
        return self._generation(request, self._fitted(request), None)

    def estimate(self, requests: Sequence[DraftRequest]) -> Estimate:
        """The tokens, and the cost where a price is known, that drafting `requests` takes at most."""
        return self._budget.estimate(
            [self._fitted(request) for request in requests if request.section.active_facts]
        )

    def _fitted(self, request: DraftRequest) -> FittedPrompt:
        return self._budget.fit(
            lambda passages: self._prompts.section(request, passages),
            request.passages,
            answer_chars=wanted_chars(request.wanted_chars, request.section.active_facts),
        )

    def _generation(self, request: DraftRequest, fitted: FittedPrompt, usage: ChatUsage | None) -> Generation:
        parameters = {
            "variant": str(request.variant),
            "instruction": request.instruction,
            "tone": request.tone,
            "length_chars": "" if request.length_chars is None else str(request.length_chars),
            "temperature": str(temperature_of(request.variant)),
            "max_tokens": str(fitted.max_tokens),
        }
        return Generation(
            engine=self._engine,
            prompt=fitted.prompt.text,
            template_hash=fitted.prompt.template_hash,
            model=self._model.name,
            parameters={name: value for name, value in parameters.items() if value},
            passage_ids=tuple(passage.id for passage in fitted.passages),
            tokens_in=usage.tokens_in if usage else 0,
            tokens_out=usage.tokens_out if usage else 0,
        )


class _Written:
    """A ChatStream of text that is there already."""

    usage: ChatUsage | None = None

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self.finish_reason = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            return next(self._pieces)
        except StopIteration:
            self.finish_reason = self.finish_reason or "stop"
            raise

    def stop(self) -> None:
        self.finish_reason = self.finish_reason or "stopped"
        self._pieces = iter(())
