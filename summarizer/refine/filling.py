"""The facts a draft left out, told in sentences of their own (补写)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from summarizer.domain import FilledSentence, SentencePatch, SentenceSupport
from summarizer.refine.judging import Judge, Verdict, replaced
from summarizer.refine.mending import Mended
from summarizer.revise.completion import filled_spans, insert_sentence, place_sentence
from summarizer.text.atoms import find_atoms

Tell = Callable[[int], str]
"""One sentence that states the fact of an index, "" when there is none."""

_MOST_PASSES: Final = 3


def fill_in(state: Mended, judge: Judge, tellers: Sequence[Tell]) -> tuple[FilledSentence, ...]:
    """Adds a sentence for every fact that is not told, or not right; the sentences that were added.

    A sentence may shake the proof of its neighbours, so what is then missing is filled in again.

    Args:
        state: the text, changed in place.
        judge: of its section.
        tellers: what states a fact, the best first; the last one is the fact as typed.
    """
    filled: list[FilledSentence] = []
    for _ in range(_MOST_PASSES):
        missing = sorted(state.verdict.untold)
        for fact in missing:
            if fact in state.verdict.untold:
                _fill(state, judge, tellers, fact, filled)
        if not state.verdict.untold:
            break
    return standing(filled, state.verdict.text)


def standing(filled: Sequence[FilledSentence], text: str) -> tuple[FilledSentence, ...]:
    """Those of the sentences that stand in `text`, one for each fact."""
    by_fact = {one.fact_id: one for one in filled if one.sentence in text}
    told = {span.fact_id for span in filled_spans(text, by_fact.values())}
    return tuple(one for fact_id, one in by_fact.items() if fact_id in told)


def _fill(
    state: Mended, judge: Judge, tellers: Sequence[Tell], fact: int, filled: list[FilledSentence]
) -> None:
    """Adds the first sentence that does no harm; else the one that does least."""
    fact_id = judge.section.active_facts[fact].id
    harm: tuple[int, int] | None = None
    least: tuple[Verdict, str, str] | None = None
    for tell in tellers:
        sentence = tell(fact)
        for text, gone in _placed(state.verdict, sentence, fact, filled):
            verdict = judge.judge(text)
            if fact in verdict.untold:
                continue
            if verdict.is_no_worse(state.verdict):
                _take(state, verdict, FilledSentence(fact_id=fact_id, sentence=sentence), gone, filled)
                return
            if harm is None or verdict.weight < harm:
                harm, least = verdict.weight, (verdict, sentence, gone)
    if least is not None:
        verdict, sentence, gone = least
        _take(state, verdict, FilledSentence(fact_id=fact_id, sentence=sentence), gone, filled)


def _take(
    state: Mended, verdict: Verdict, one: FilledSentence, gone: str, filled: list[FilledSentence]
) -> None:
    state.verdict = verdict
    filled.append(one)
    if gone:
        state.patches.append(SentencePatch(before=gone, after=one.sentence))


def _placed(
    verdict: Verdict, sentence: str, fact: int, filled: Sequence[FilledSentence]
) -> Iterator[tuple[str, str]]:
    """Texts with the sentence in them, the best place first, and the sentence that had to go for it."""
    if not sentence.strip():
        return
    text, supports = verdict.text, verdict.report.sentences
    for support in supports:
        if _fails_to_tell(verdict, support, fact, filled):
            gone = text[support.start : support.end]
            yield replaced(text, [(support.start, support.end, sentence)]), gone
    yield place_sentence(text, sentence, fact=fact, supports=supports), ""
    yield insert_sentence(text, sentence), ""
    yield f"{text.rstrip()}\n{sentence}", ""


def _fails_to_tell(
    verdict: Verdict, support: SentenceSupport, fact: int, filled: Sequence[FilledSentence]
) -> bool:
    """Whether a sentence of the draft tells of this fact, and all it tells of it tells wrong or in part."""
    is_lost = fact in support.facts and verdict.untold.issuperset(support.facts)
    if not is_lost or not find_atoms(verdict.text[support.start : support.end]):
        return False
    spans = filled_spans(verdict.text, filled)
    return not any(span.start < support.end and support.start < span.end for span in spans)
