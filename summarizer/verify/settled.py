"""Success with a part told of the whole: 成功处理9件 of a fact that says 调解9件，成功8件."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

from summarizer.domain import Finding, Quantity
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import Mention, char_pairs
from summarizer.verify.pairing import quantity
from summarizer.verify.spans import TakenSpans

# So far before a figure stands what was done with the things it counts: 成功调解劳动争议27件.
_REACH = 10
_LEAST_SHARED = 1
# So many atoms before it in its sentence may be what 全部 is said of.
_MOST_BEFORE = 3
_DENIED = re.compile("(?:未|没有|没能|不|待|尚|拟|需|应|可)[^，；。]{0,2}$")
# What still has to be done: 3处限期整改.
_OPEN = re.compile("限期|待|正在|持续|跟踪|推进|[未尚拟]|计划")
_OF_THEM = ("中", "里", "内")


class Part(NamedTuple):
    """Of what a fact counts, how much came to the good end that `words` name."""

    whole: Mention
    part: Mention
    words: Sequence[str]


def overstated_success(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on what is said to have succeeded altogether where a fact says how much of it did.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    facts = case.evidence.facts
    telling = [number for number, fact in enumerate(facts) if _tells_success(fact.text)]
    parts = [part for number in telling for part in _parts(number, case)]
    if not parts:
        return
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        told = [part for part in parts if pair is not None and part.whole.order == pair.fact.order]
        for part in told[:1]:
            start = _word_before(mention, part.words, case)
            if start is not None and taken.take(start, mention.atom.end):
                yield _of_whole(start, mention, part, case)
    for start, end, word in _without_figure(case):
        for part in parts:
            if word in part.words and _tells_of(start, part, case) and taken.take(start, end):
                yield _of_all(start, end, part, case)
                break


@lru_cache(maxsize=4096)
def _tells_success(fact: str) -> bool:
    """Whether a fact has any word of success: only then its figures are looked at."""
    return any(word in fact for words in _groups() for word in words)


def _parts(number: int, case: Case) -> Iterator[Part]:
    """The figures of a fact that follow each other and of which the second counts a success of the first."""
    body = case.evidence.facts[number].text
    counted = [m for m in case.evidence.of_fact[number] if isinstance(m.atom, Quantity) and not m.last_year]
    for at, (whole, part) in enumerate(pairwise(counted)):
        first, second = whole.atom, part.atom
        if not isinstance(first, Quantity) or not isinstance(second, Quantity):
            continue
        if first.unit != second.unit or first.ordinal or not second.value < first.value:
            continue
        around = body[first.end : second.start]
        for words in _groups():
            is_named = any(word in around for word in words)
            before = body[clause_around(body, first.start)[0] : first.start]
            if not is_named or any(word in before for word in words):
                continue
            is_of_each = sum(map(body.count, words)) > 1 and _OPEN.search(body) is None
            if not (is_of_each and _adds_up(counted[at:])):
                yield Part(whole, part, words)


def _adds_up(counted: Sequence[Mention]) -> bool:
    """Whether the first of some figures is the sum of those that follow it: 21处，当月18处，次月3处."""
    amounts = [quantity(mention) for mention in counted]
    whole, *parts = amounts
    told = list(takewhile(lambda part: part is not None and whole and part.unit == whole.unit, parts))
    sums = list(accumulate(part.value for part in told if part is not None))
    return whole is not None and whole.value in sums[1:]


def _word_before(mention: Mention, words: Sequence[str], case: Case) -> int | None:
    """Where a word of success stands that tells of a figure, None when there is none or it is denied."""
    text = case.reading.text
    start = max(clause_around(text, mention.atom.start)[0], mention.atom.start - _REACH)
    if text.startswith(_OF_THEM, mention.atom.end):
        return None
    found = [at for word in words if (at := text.rfind(word, start, mention.atom.start)) >= 0]
    for at in sorted(found, reverse=True):
        between = text[at : mention.atom.start]
        is_told = not re.search("[0-9、：率]", between) and not _DENIED.search(text, max(0, at - 4), at)
        if is_told and not is_open(text, at, only_wishes=True):
            return at
    return None


def _without_figure(case: Case) -> Iterator[tuple[int, int, str]]:
    """Where something is said to have succeeded with all there is, and the word that says so."""
    text = case.reading.text
    for match in _all_done().finditer(text):
        start, end = clause_around(text, match.start())
        is_counted = any(start <= figure.atom.start < end for figure in case.reading.figures)
        if not is_counted and not is_open(text, match.start("word"), only_wishes=True):
            yield match.start(), match.end(), match["word"]


def _tells_of(offset: int, part: Part, case: Case) -> bool:
    """Whether the clause at an offset names what a fact counts."""
    start, end = clause_around(case.reading.text, offset)
    sentence = sentence_at(case, offset)
    mentions = case.reading.by_sentence[sentence] if sentence is not None else ()
    before = bisect_left(mentions, offset, key=lambda mention: mention.atom.start)
    if any(
        (pair := case.pair_of(mention)) is not None and pair.fact.order == part.whole.order
        for mention in mentions[max(0, before - _MOST_BEFORE) : before]
    ):
        return True
    body = case.evidence.facts[part.whole.owner].text
    left, right = clause_around(body, part.whole.atom.start)
    things = char_pairs(body[left : part.whole.atom.start]) | char_pairs(body[part.whole.atom.end : right])
    return len(things & char_pairs(case.reading.text[start:end])) >= _LEAST_SHARED


def _of_whole(start: int, mention: Mention, part: Part, case: Case) -> Finding:
    body = case.evidence.facts[part.part.owner].text
    expected = body[clause_around(body, part.part.atom.start)[0] : part.part.atom.end]
    written = case.reading.text[start : mention.atom.end]
    message = f"数据与事实不符：事实写的是“{expected}”，这里写成了“{written}”。"
    return case.finding(
        start, mention.atom.end, "figure_changed", message, owner=part.part.owner, expected=expected
    )


def _of_all(start: int, end: int, part: Part, case: Case) -> Finding:
    told = f"{part.whole.atom.text}中只有{part.part.atom.text}"
    message = f"按事实，{told}如此，这里写成了“{case.reading.text[start:end]}”，请照事实改写。"
    return case.finding(start, end, "claim_unsupported", message, severity="warn", owner=part.part.owner)


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in mapping("claims", "outcomes")["groups"])


@cache
def _all_done() -> re.Pattern[str]:
    words = alternation(tuple({word for group in _groups() for word in group}))
    adverbs = alternation(tuple(mapping("claims", "outcomes")["adverbs"].split()))
    return re.compile(
        f"(?:发现|排查|查出|受理|接到|收到)?(?:并|全部|均|悉数|逐一|全都)(?:{adverbs})*(?P<word>{words})"
    )
