"""What a model insists on though no fact holds it: taken out, or told again by the facts."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from summarizer.domain import FilledSentence, SentenceSupport
from summarizer.refine.filling import Tell
from summarizer.refine.judging import END_MARKS, Judge, Verdict, replaced, sentence_findings
from summarizer.refine.mending import Mended

_CLAUSE: Final = re.compile("[^，；]+[，；]?")
# A clause that begins so says more of the one before it, and cannot stand without.
_HANGS_ON: Final = re.compile("其中|其余|该|此|这|分别|均|都|各")
_PAIRS: Final = ("“”", "‘’", "《》", "（）", "()")
# From so many wrong clauses on, what is left of a sentence is not to be relied on either.
_UNRELIABLE: Final = 2


class _Instead(NamedTuple):
    """What may stand in place of a sentence, and the facts it tells when the program worded it."""

    text: str
    told: tuple[FilledSentence, ...] = ()


def clear_inventions(state: Mended, judge: Judge, tell: Tell) -> tuple[FilledSentence, ...]:
    """Takes errors out of the text as far as that costs no fact; the sentences told again by the facts.

    A model that was shown its errors and keeps them knows nothing the facts do not say. Clauses with an
    error are cut; a sentence with several of them is told again, fact by fact; one that rests on no fact
    goes. Each change is kept only when it adds no doubt and loses no fact. What cannot be changed so stays
    where it is, and red.

    Args:
        state: the text, changed in place.
        judge: of its section.
        tell: one sentence that states the fact of an index, "" when there is none.
    """
    told: list[FilledSentence] = []
    refused: set[str] = set()
    while (found := _first_wrong(state.verdict, refused)) is not None:
        support, wrong = found
        before = state.verdict.text[support.start : support.end]
        for instead in _instead(state.verdict, support, wrong, judge, tell):
            verdict = judge.judge(replaced(state.verdict.text, [(support.start, support.end, instead.text)]))
            if verdict.text and verdict.is_better(state.verdict):
                state.take(verdict, before, instead.text)
                told += instead.told
                break
        else:
            refused.add(before)
    return tuple(told)


def _first_wrong(verdict: Verdict, refused: set[str]) -> tuple[SentenceSupport, list[tuple[int, int]]] | None:
    """The first sentence with errors that was not tried in vain, and where in it they are."""
    supports = {(one.start, one.end): one for one in verdict.report.sentences}
    for (start, end), findings in sentence_findings(verdict):
        wrong = [
            (one.start - start, one.end - start)
            for one in findings
            if one.severity == "error" and one.start is not None and one.end is not None
        ]
        if wrong and verdict.text[start:end] not in refused:
            return supports[start, end], wrong
    return None


def _instead(
    verdict: Verdict, support: SentenceSupport, wrong: Sequence[tuple[int, int]], judge: Judge, tell: Tell
) -> Iterator[_Instead]:
    """What may stand in place of a sentence, the best first."""
    sentence = verdict.text[support.start : support.end]
    body = sentence.rstrip(END_MARKS)
    clauses = [(match.start(), match.group()) for match in _CLAUSE.finditer(body)]
    faulty = [any(_touches(clause, span) for span in wrong) for clause in clauses]
    cut = _without(clauses, faulty, sentence[len(body) :])
    is_cut_first = sum(faulty) < _UNRELIABLE and not faulty[0]
    if cut and is_cut_first:
        yield _Instead(cut)
    yield _told_again(verdict, support, judge, tell)
    if cut and not is_cut_first:
        yield _Instead(cut)


def _told_again(verdict: Verdict, support: SentenceSupport, judge: Judge, tell: Tell) -> _Instead:
    """The facts that only this sentence tells, each in a sentence of its own."""
    without = judge.judge(replaced(verdict.text, [(support.start, support.end, "")]))
    facts = judge.section.active_facts
    told = tuple(
        FilledSentence(fact_id=facts[fact].id, sentence=words)
        for fact in sorted(without.untold - verdict.untold)
        if (words := tell(fact))
    )
    return _Instead("".join(one.sentence for one in told), told)


def _touches(clause: tuple[int, str], span: tuple[int, int]) -> bool:
    start, words = clause
    return start < span[1] and span[0] < start + len(words)


def _without(clauses: Sequence[tuple[int, str]], faulty: Sequence[bool], end: str) -> str:
    """A sentence without its faulty clauses, "" when it cannot do without them."""
    kept = [words for (_, words), is_faulty in zip(clauses, faulty, strict=True) if not is_faulty]
    hangs = any(
        is_faulty and not next_faulty and _HANGS_ON.match(following)
        for is_faulty, next_faulty, (_, following) in zip(faulty, faulty[1:], clauses[1:], strict=False)
    )
    if not kept or hangs or any(not _is_paired(words) for words in kept):
        return ""
    return "".join(kept).rstrip("，；") + end


def _is_paired(words: str) -> bool:
    return all(words.count(pair[0]) == words.count(pair[1]) for pair in _PAIRS)
