"""From a draft to the text that is delivered: verify, mend, fill in what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from summarizer.domain import Document, FilledSentence
from summarizer.drafting.composer import Composer
from summarizer.drafting.flow import ended
from summarizer.drafting.revising import Reviser, RevisingDrafter
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineError
from summarizer.protocols import ChatUsage, Drafter, DraftRequest
from summarizer.refine.clearing import clear_inventions
from summarizer.refine.filling import Tell, fill_in, standing
from summarizer.refine.judging import Judge
from summarizer.refine.mending import (
    Mended,
    is_beyond_patches,
    mend_by_facts,
    mend_by_model,
    tells_nothing,
    write_anew,
)
from summarizer.refine.tidying import tidied
from summarizer.refine.trimming import trim_effects, trim_repeats
from summarizer.refine.values import Refined, RefineState

_MOST_ASKED: Final = 6
"""Sentences for missing facts asked of a model; the composer writes the others."""

_MOST_USELESS: Final = 2
"""A model whose sentences lacked something of their fact so often is asked for no more of them."""


def refine_section(
    drafter: Drafter,
    request: DraftRequest,
    text: str,
    *,
    samples: Sequence[str] = (),
    last_year: Document | None = None,
    stop: StopSignal | None = None,
    on_state: Callable[[RefineState], None] | None = None,
    composer: Drafter | None = None,
) -> Refined:
    """`text` with its doubts mended where that can be proven, and with every fact of the section in it.

    What a model hung on to facts without saying anything of them, effects and praise, is cut off first.
    Findings go back to the model as patches of one sentence (or, when most sentences are doubtful, once
    for another draft); a patch is kept only when it adds no finding, loses no fact and mends something.
    Facts still missing are told in sentences of their own. What is wrong after that is cut, or told again by
    the composer, where no fact is lost by it; what cannot be cut is in `findings`.
    An engine that fails costs its patches only: it is never raised.

    Args:
        drafter: who wrote the text; what it cannot mend, the composer and the facts do.
        request: the section within its document, as it was drafted.
        text: the draft.
        samples: unmasked texts of the passages shown, whose figures and wording must not appear.
        last_year: the document this one continues.
        stop: once set, the model is asked nothing more; facts are still filled in, which takes no time.
        on_state: told before each step.
        composer: tells facts without a model; the offline one when not given.
    """
    stop = stop if stop is not None else StopSignal()
    tell = on_state if on_state is not None else _ignore
    reviser = drafter.reviser(stop) if isinstance(drafter, RevisingDrafter) else None
    shown = reviser.examples(request) if reviser is not None else ()
    judge = Judge(request=request, samples=(*samples, *shown), last_year=last_year)
    tell(RefineState.CHECKING)
    state = Mended(judge.judge(tidied(text.strip()) if reviser is not None else text.strip()))
    mend_by_facts(state, judge)
    if reviser is not None:
        trim_effects(state, judge)
        trim_repeats(state, judge)
    if reviser is not None and not state.verdict.is_clean and not stop.is_set:
        tell(RefineState.PATCHING)
        _mend(state, judge, reviser, stop)
    tell(RefineState.FILLING)
    filled = _complete(state, judge, reviser, stop, composer if composer is not None else Composer())
    return Refined(
        text=state.verdict.text,
        filled=filled,
        patches=tuple(state.patches),
        rounds=state.rounds,
        findings=state.verdict.findings,
        usage=reviser.usage if reviser is not None else ChatUsage(0, 0),
        failure=state.failure,
    )


def _ignore(_: RefineState) -> None:
    """Tells nobody."""


def _mend(state: Mended, judge: Judge, reviser: Reviser, stop: StopSignal) -> None:
    """Asks the model to mend the doubts: once anew when there are too many, then sentence by sentence."""
    if is_beyond_patches(state.verdict) or tells_nothing(state.verdict, judge):
        # A draft that went wrong as a whole has often been taken from what was shown for its manner.
        request = replace(judge.request, variant=judge.request.variant + 1, passages=())
        write_anew(state, judge, lambda: tidied(reviser.redraft(request)), stop)
        mend_by_facts(state, judge)
        trim_effects(state, judge)
    mend_by_model(state, judge, reviser, stop)


def _complete(
    state: Mended, judge: Judge, reviser: Reviser | None, stop: StopSignal, composer: Drafter
) -> tuple[FilledSentence, ...]:
    """Tells every fact that is missing, then cuts what a model insists on; the sentences that were added."""
    by_model, by_composer, as_typed = _tellers(state, judge, reviser, stop, composer)
    filled = fill_in(state, judge, (by_model, by_composer, as_typed))
    mend_by_facts(state, judge)
    if reviser is None or stop.is_set:
        return filled
    trim_repeats(state, judge)
    return standing((*filled, *clear_inventions(state, judge, by_composer)), state.verdict.text)


def _tellers(
    state: Mended, judge: Judge, reviser: Reviser | None, stop: StopSignal, composer: Drafter
) -> tuple[Tell, Tell, Tell]:
    """What states a fact, the best first: the model, the composer, the fact as it was typed."""
    facts = judge.section.active_facts
    asked, useless = set[int](), set[int]()

    def by_model(fact: int) -> str:
        is_given_up = len(asked) >= _MOST_ASKED or len(useless) >= _MOST_USELESS
        if reviser is None or stop.is_set or state.failure or fact in asked or is_given_up:
            return ""
        asked.add(fact)
        try:
            sentence = reviser.complete(judge.request_for(state.verdict.text), facts[fact])
        except EngineError as error:
            state.fail(error, stop)
            return ""
        if not sentence:
            useless.add(fact)
        return tidied(sentence)

    def by_composer(fact: int) -> str:
        return composer.complete(judge.request_for(state.verdict.text), facts[fact])

    def as_typed(fact: int) -> str:
        return ended(tidied(facts[fact].text))

    return by_model, by_composer, as_typed
