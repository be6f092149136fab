"""The doubts of a draft mended: by what the facts say, sentence by sentence by the model, or all anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from summarizer.domain import Finding, SentencePatch
from summarizer.drafting.revising import Reviser
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineError
from summarizer.refine.judging import Judge, Verdict, replaced, sentence_findings
from summarizer.refine.tidying import tidied

MOST_ROUNDS: Final = 2
"""Findings go back to the model at most so often."""

_MOST_PATCHES: Final = 6
# From here on the draft as a whole went wrong: another one costs less than so many patches.
_ANEW_FROM: Final = 5
_ANEW_SHARE: Final = 0.5
_SEVERAL: Final = 3


@dataclass(slots=True)
class Mended:
    """A text on its way, and what was done to it.

    Attributes:
        verdict: on the present text.
        failure: what the engine said when it failed; nothing is asked of it any more.
    """

    verdict: Verdict
    patches: list[SentencePatch] = field(default_factory=list)
    rounds: int = 0
    failure: str = ""

    def fail(self, error: EngineError, stop: StopSignal) -> None:
        """Notes why the engine is asked nothing more; a stop is no failure."""
        if not stop.is_set:
            self.failure = error.sentence

    def take(self, verdict: Verdict, before: str, after: str) -> None:
        """Goes on with a better text."""
        self.verdict = verdict
        self.patches.append(SentencePatch(before=before, after=after))


def mend_by_facts(state: Mended, judge: Judge) -> None:
    """Puts what a fact says where the draft says otherwise of it, as far as that proves the fact written.

    Free and exact, so it comes before any model is asked: 33户 becomes the 32户 of its fact.
    """
    # A corrected sentence frees what it took for its own, which may settle another one.
    while _mend_one_by_facts(state, judge):
        pass


def _mend_one_by_facts(state: Mended, judge: Judge) -> bool:
    """Corrects one sentence by the facts; whether there was one."""
    for (start, end), findings in sentence_findings(state.verdict):
        spans = [
            (one.start - start, one.end - start, one.suggestion)
            for one in findings
            if one.suggestion and one.fact is not None and one.start is not None and one.end is not None
        ]
        if not spans:
            continue
        text = state.verdict.text
        after = replaced(text[start:end], spans)
        verdict = judge.judge(text[:start] + after + text[end:])
        told = {one.fact for one in findings if one.suggestion}
        if verdict.is_better(state.verdict) and not told & verdict.untold:
            state.take(verdict, text[start:end], after)
            return True
    return False


def mend_by_model(state: Mended, judge: Judge, reviser: Reviser, stop: StopSignal) -> None:
    """Gives the findings back to the model, at most `MOST_ROUNDS` times; keeps only what is better proven."""
    while state.rounds < MOST_ROUNDS and not stop.is_set and not state.failure:
        doubtful = sentence_findings(state.verdict)
        if not doubtful:
            return
        state.rounds += 1
        before = state.verdict
        for sentence in _in_hand(before, doubtful):
            if stop.is_set or state.failure:
                return
            _patch(state, judge, reviser, sentence, stop)
        if state.verdict is before:
            return


def is_beyond_patches(verdict: Verdict) -> bool:
    """Whether so many sentences are doubtful that the whole section should be written anew."""
    doubtful = len(sentence_findings(verdict))
    return doubtful >= _ANEW_FROM and doubtful > _ANEW_SHARE * len(verdict.report.sentences)


def tells_nothing(verdict: Verdict, judge: Judge) -> bool:
    """Whether a draft tells not one of several facts: a summary without figures, or a copy of a passage."""
    return len(verdict.untold) == len(judge.section.active_facts) >= _SEVERAL


def write_anew(state: Mended, judge: Judge, draft: Callable[[], str], stop: StopSignal) -> None:
    """Another draft of the whole section, kept when it is better proven on the whole; a round of its own."""
    state.rounds += 1
    try:
        text = draft()
    except EngineError as error:
        state.fail(error, stop)
        return
    verdict = judge.judge(text.strip())
    if text.strip() and verdict.weight < state.verdict.weight:
        state.take(verdict, state.verdict.text, text)


def _in_hand(verdict: Verdict, doubtful: list[tuple[tuple[int, int], tuple[Finding, ...]]]) -> Iterator[str]:
    """The sentences to patch in one round, errors first, as they stand."""
    ranked = sorted(doubtful, key=lambda one: not any(found.severity == "error" for found in one[1]))
    for (start, end), _ in ranked[:_MOST_PATCHES]:
        yield verdict.text[start:end]


def _patch(state: Mended, judge: Judge, reviser: Reviser, sentence: str, stop: StopSignal) -> None:
    at = _find(state.verdict, sentence)
    if at is None:
        return
    # Earlier patches may have moved or settled the findings of this one.
    present = tuple(
        one
        for one in state.verdict.findings
        if one.start is not None and at <= one.start < at + len(sentence)
    )
    if not present:
        return
    text = state.verdict.text
    try:
        after = tidied(reviser.patch_sentence(judge.request_for(text), present))
    except EngineError as error:
        state.fail(error, stop)
        return
    verdict = judge.judge(replaced(text, [(at, at + len(sentence), after)]))
    if verdict.is_better(state.verdict):
        state.take(verdict, sentence, after)


def _find(verdict: Verdict, sentence: str) -> int | None:
    """Where a whole sentence stands now, None when it was changed meanwhile."""
    for support in verdict.report.sentences:
        if verdict.text[support.start : support.end] == sentence:
            return support.start
    return None
