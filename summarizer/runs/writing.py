"""One section written and checked, told piece by piece; no store, no threads of its own."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, runtime_checkable

from summarizer.domain import FilledSentence, Generation, Origin, RunState
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import BrokenStreamError, EmptyAnswerError, SummarizerError, UnusableAnswerError
from summarizer.protocols import Drafter, DraftRequest
from summarizer.refine.values import Refined, RefineState
from summarizer.revise.completion import filled_parameter

_log = logging.getLogger(__name__)
_TRIES: Final = 2
_STOPPED: Final = "已停止，写出的文字保留着。"
STOPPED_BLANK: Final = "已停止，还没有写出文字。"
"""What is told of a section that was stopped before its first words."""

_STOPPED_CHECKING: Final = "已写完，核对提前停止。"
_FELL_BACK: Final = "模型没有写成，已改用离线起草。"


class Refine(Protocol):
    """Mends a draft and fills in its missing facts: `refine.refine_section`."""

    def __call__(
        self,
        drafter: Drafter,
        request: DraftRequest,
        text: str,
        *,
        samples: Sequence[str],
        stop: StopSignal,
        on_state: Callable[[RefineState], None],
    ) -> Refined:
        """The text as it is delivered."""
        ...


@runtime_checkable
class LiveDraft(Protocol):
    """A draft that comes from elsewhere, so that it can be stopped and knows at its end how it came about."""

    @property
    def generation(self) -> Generation:
        """How the text came about."""
        ...

    def stop(self) -> None:
        """Ends it, from any thread."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of writing one section.

    Attributes:
        text: what was written, "" for nothing.
        state: DONE, STOPPED or FAILED.
        message: one Chinese sentence, "" when there is nothing to tell.
        is_whole: False for the beginning of a text that was stopped or failed.
        origin: what its version is marked with.
        generation: how it came about, None when the engine did not even begin.
        filled: the sentences the program added.
        error: why it failed, None otherwise; also set when the composer took over.
        remnant: what the engine had written when the composer took over.
    """

    text: str
    state: RunState
    message: str = ""
    is_whole: bool = True
    origin: Origin
    generation: Generation | None = None
    filled: tuple[FilledSentence, ...] = ()
    error: SummarizerError | None = None
    remnant: "Written | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told how far a section is, on the writing thread.

    Attributes:
        on_text: all of the text so far, after each piece.
        on_state: WRITING, CHECKING.
    """

    on_text: Callable[[str], None]
    on_state: Callable[[RunState], None]


def write_section(
    drafter: Drafter,
    request: DraftRequest,
    *,
    refine: Refine,
    listener: Listener,
    stop: StopSignal,
    fallback: Drafter | None = None,
) -> Written:
    """The section drafted, checked and mended; whatever the engine does, no error is raised for it.

    Args:
        drafter: who writes.
        request: what to write, with the passages to show.
        refine: checks and mends the draft of a model; the offline composer's needs none.
        listener: told how far it is.
        stop: ends the answer at once; what came until then is kept.
        fallback: writes in place of an engine that failed; None to let the section fail.
    """
    listener.on_state(RunState.WRITING)
    written = _drafted(drafter, request, listener, stop)
    if written.state is RunState.FAILED and fallback is not None and not stop.is_set:
        taken_over = _drafted(fallback, request, listener, stop)
        remnant = written if written.text else None
        return replace(taken_over, message=_FELL_BACK, error=written.error, remnant=remnant)
    if written.state is not RunState.DONE or drafter.origin is not Origin.MODEL:
        return written
    listener.on_state(RunState.CHECKING)
    return _refined(drafter, request, written, refine, listener, stop)


def _drafted(drafter: Drafter, request: DraftRequest, listener: Listener, stop: StopSignal) -> Written:
    """A draft; one that broke off, or holds nothing of use, is begun again once, the longer one kept."""
    best = _attempt(drafter, request, listener, stop)
    for _ in range(_TRIES - 1):
        if not isinstance(best.error, BrokenStreamError | UnusableAnswerError) or stop.is_set:
            break
        # A small model says after us a prompt that is too much for it; without samples it is half as long.
        is_none = isinstance(best.error, UnusableAnswerError)
        again = _attempt(drafter, replace(request, passages=()) if is_none else request, listener, stop)
        if again.state is RunState.DONE or len(again.text) >= len(best.text):
            best = again
    listener.on_text(best.text)
    return best


def _attempt(drafter: Drafter, request: DraftRequest, listener: Listener, stop: StopSignal) -> Written:
    if stop.is_set:
        return Written(text="", state=RunState.STOPPED, message=STOPPED_BLANK, origin=drafter.origin)
    text = ""
    generation: Generation | None = None
    error: SummarizerError | None = None
    try:
        pieces = drafter.draft(request)
        live = pieces if isinstance(pieces, LiveDraft) else None
        try:
            with stop.attached(live if live is not None else _Unstoppable()):
                for piece in pieces:
                    text += piece
                    listener.on_text(text)
                    if stop.is_set and live is None:
                        break
        finally:
            generation = live.generation if live is not None else drafter.generation(request)
    except SummarizerError as caught:
        error = caught
    text = text.strip()
    if error is None and not text:
        error = EmptyAnswerError("这一节没有写出文字")
    if stop.is_set:
        state, message = RunState.STOPPED, _STOPPED if text else STOPPED_BLANK
    elif error is not None:
        state, message = RunState.FAILED, error.sentence
    else:
        state, message = RunState.DONE, ""
    return Written(
        text=text,
        state=state,
        message=message,
        is_whole=state is RunState.DONE,
        origin=drafter.origin,
        generation=generation,
        error=None if stop.is_set else error,
    )


class _Unstoppable:
    """What stands for a draft made on this thread: it is asked between two pieces."""

    def stop(self) -> None:
        """Nothing: the loop looks at the signal itself."""


def _refined(
    drafter: Drafter,
    request: DraftRequest,
    written: Written,
    refine: Refine,
    listener: Listener,
    stop: StopSignal,
) -> Written:
    """The draft checked and mended; a check that breaks down leaves the draft as it is."""
    samples = tuple(passage.text for passage in request.passages)
    try:
        refined = refine(
            drafter,
            request,
            written.text,
            samples=samples,
            stop=stop,
            on_state=lambda _: listener.on_state(RunState.CHECKING),
        )
    except SummarizerError as error:
        return replace(written, message=f"已写完，但核对没有做完：{error.sentence}")
    listener.on_text(refined.text)
    message = _STOPPED_CHECKING if stop.is_set else refined.failure
    generation = written.generation
    if generation is not None:
        generation = replace(
            generation,
            tokens_in=generation.tokens_in + refined.usage.tokens_in,
            tokens_out=generation.tokens_out + refined.usage.tokens_out,
            parameters={**generation.parameters, **filled_parameter(refined.filled)},
        )
    return replace(written, text=refined.text, message=message, generation=generation, filled=refined.filled)
