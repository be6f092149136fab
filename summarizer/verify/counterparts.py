"""Nouns of a freely worded clause that stand for another noun of its fact: 600盒粽子 for 月饼600盒.

The words around them need not stand as in the fact. It is enough that the clause retells the fact (a figure
or a person of it, or its telling words), that no fact has the noun, that the text has nowhere one of the
fact, and that the two belong together: both are counted by the same figure, both stand before the same head
noun (新进职工, 单身职工), both end with the same character for people or bodies (派出所, 司法所), or both are
places.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.domain import Finding, Name, Quantity
from summarizer.text.lexicon import characters, word_list
from summarizer.text.plain import is_plain, plain_pairs, plain_words
from summarizer.text.thesaurus import alike
from summarizer.text.words import words_of
from summarizer.verify.case import Case
from summarizer.verify.marks import HAN_RUN
from summarizer.verify.mentions import PENDING, FactReading, Mention, blanked
from summarizer.verify.modifiers import aims, is_state, is_unsaid, same_people
from summarizer.verify.names import lists_grade
from summarizer.verify.shares import is_amount
from summarizer.verify.spans import TakenSpans

_CLAUSE = re.compile("[^，。；：！？\n“”《》（）()—]+")
_NOUNS = ("n", "j", "vn", "b", "l")
# Longer ones are mostly phrases: 建言献策.
_PARTICULAR, _LONGEST_NOUN = frozenset({"n", "nz", "nt", "ns", "nr"}), 3
# The tagger parts 分拣员 and 司法所.
_WORKERS, _MAKERS = frozenset("员工"), frozenset("员工师长手")
_LEAST, _LONGEST, _HEAD, _LONGEST_PART, _LISTED = 2, 6, 2, 4, 3
_LEAST_TELLING = 2
_LEADING, _TRAILING = frozenset("因受由为被经按与和及"), frozenset("至到于")
# An atom that begins so far before a clause may still reach into it.
_LONGEST_ATOM, _MOST_AWAY = 40, 2
# Between a figure and what it counts: 7位的, 班主任有4位.
_BEHIND_FIGURE = re.compile("的?[\u4e00-\u9fff]{0,2}")
_BEFORE_FIGURE = re.compile("(?:就|共|则)?(?:有|为|达|占|计)?")


class Noun(NamedTuple):
    """A noun of a clause or fact.

    Attributes:
        start, end: offsets into it.
        is_place: whether the tagger knows it as a place: 青海.
    """

    start: int
    end: int
    text: str
    is_place: bool = False


class _Bound(NamedTuple):
    """A fact that a clause retells, with the figures that bind it."""

    owner: int
    figures: Sequence[tuple[Mention, Mention]]


def exchanged_nouns(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on nouns that stand for another noun of the fact their clause retells.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    pairs = frozenset(map("".join, pairwise(text)))
    absent = {
        owner: nouns
        for owner in range(case.evidence.own)
        if (nouns := [noun for noun in fact_nouns(case.evidence.facts[owner]) if _is_absent(noun, pairs)])
    }
    if not absent:
        return
    taken = TakenSpans(
        [
            *((f.start, f.end) for f in findings if f.severity != "info"),
            *(match.span() for match in PENDING.finditer(text)),
        ]
    )
    hidden = [(m.atom.start, m.atom.end) for m in case.reading.mentions if not isinstance(m.atom, Name)]
    words = blanked(text, hidden)
    for number, (start, end) in enumerate(case.reading.sentences):
        mentions = case.reading.by_sentence[number]
        starts = [mention.atom.start for mention in mentions]
        for clause in _CLAUSE.finditer(words, start, end):
            if aims().match(clause.group()):
                continue
            first = bisect_left(starts, clause.start() - _LONGEST_ATOM)
            last = bisect_right(starts, clause.end() + 1)
            near = mentions[max(0, first - _MOST_AWAY) : last + _MOST_AWAY]
            bound = [one for one in _bound(case, number, clause, near) if one.owner in absent]
            for strange in (*_strange(clause.group(), case), *_parts(clause.group(), case)) if bound else ():
                begin, stop = clause.start() + strange.start, clause.start() + strange.end
                found = _counterpart(strange._replace(start=begin, end=stop), bound, absent, case)
                if found is not None and taken.take(begin, stop):
                    yield _finding(case, begin, stop, *found)


def _bound(case: Case, sentence: int, clause: re.Match[str], near: Sequence[Mention]) -> Iterator[_Bound]:
    """The facts a clause retells: those of its atoms, those of near ones of which it has a telling pair too.

    Two such pairs are enough without any atom.
    """
    figures: dict[int, list[tuple[Mention, Mention]]] = {}
    telling = frozenset(map("".join, pairwise(clause.group()))) - plain_pairs()
    for mention in near:
        pair = case.pair_of(mention)
        if pair is None:
            continue
        is_here = mention.atom.end >= clause.start() - 1 and mention.atom.start <= clause.end() + 1
        if not is_here and telling.isdisjoint(case.evidence.facts[pair.fact.owner].grams):
            continue
        kept = figures.setdefault(pair.fact.owner, [])
        if isinstance(mention.atom, Quantity):
            kept.append((mention, pair.fact))
    for owner in case.related(sentence):
        if len(telling & case.evidence.facts[owner].grams) >= _LEAST_TELLING:
            figures.setdefault(owner, [])
    return (_Bound(owner, pairs) for owner, pairs in figures.items())


def _strange(clause: str, case: Case) -> Iterator[Noun]:
    """The nouns of a clause of which no fact has two neighbouring characters."""
    for noun in nouns_of(clause):
        word = noun.text
        if not _may_be_told(word) or lists_grade(word, case.evidence):
            continue
        if any(map(case.evidence.knows, map("".join, pairwise(word)))):
            continue
        if not any(map(case.evidence.knows, (*same_people().get(word, ()), *alike(word)))):
            yield noun


def _may_be_told(word: str) -> bool:
    """Whether a word says something a fact must hold."""
    if word in word_list("modifiers", "narrowing"):
        return True
    return not (is_unsaid(word) or is_amount(word) or word in plain_words())


def _parts(clause: str, case: Case) -> Iterator[Noun]:
    """The runs of a clause of which no fact has anything, right before what the facts do have.

    The tagger does not know 网约 of 网约车司机.
    """
    for run in HAN_RUN.finditer(clause):
        known = [case.evidence.knows(clause[at : at + 2]) for at in range(run.start(), run.end() - 1)]
        start = 0
        for at, is_known in enumerate(known):
            if not is_known:
                continue
            if _LEAST <= at - start <= _LONGEST_PART:
                word = clause[run.start() + start : run.start() + at]
                is_act = not is_state(word) and not _acts().isdisjoint((word[0], word[-1]))
                is_relation = len(word) == _LEAST + 1 and is_unsaid(word[-_LEAST:])  # 7月起改为
                if _may_be_told(word) and not is_act and not is_relation:
                    yield Noun(run.start() + start, run.start() + at, word)
            start = at + 2


@lru_cache(maxsize=4096)
def fact_nouns(fact: FactReading) -> tuple[Noun, ...]:
    """The nouns of a fact whose absence tells something."""
    hidden = [(m.atom.start, m.atom.end) for m in fact.mentions if not isinstance(m.atom, Name)]
    return tuple(noun for noun in nouns_of(blanked(fact.text, hidden)) if _may_be_told(noun.text))


def nouns_of(words: str) -> Iterator[Noun]:
    """The nouns of two to six characters, words for people put together again."""
    found = words_of(words)
    for index, word in enumerate(found):
        behind = found[index + 1] if index + 1 < len(found) else None
        is_parted = behind is not None and (
            (behind.text in _WORKERS and word.tag.startswith("v"))
            or (behind.text in _closing() and word.tag.startswith("n"))
        )
        if is_parted and behind is not None and len(word.text) >= _LEAST:
            yield Noun(word.start, behind.end, word.text + behind.text)
        elif word.text[0] in _LEADING or word.text[-1] in _TRAILING:
            continue  # 因汛, 延至
        elif _LEAST <= len(word.text) <= _LONGEST and word.tag.startswith(_NOUNS):
            yield Noun(word.start, word.end, word.text, word.tag == "ns")


@cache
def _closing() -> frozenset[str]:
    return (_ends() | _MAKERS) - characters("places", "levels")


def _is_absent(noun: Noun, pairs: frozenset[str]) -> bool:
    """Whether the text has no two neighbouring characters of a noun, nor another word for the same people."""
    word = noun.text
    if not pairs.isdisjoint(map("".join, pairwise(word))):
        return False
    return not any(other[:2] in pairs for other in (*same_people().get(word, ()), *alike(word)))


def _counterpart(
    strange: Noun, bound: Sequence[_Bound], absent: dict[int, list[Noun]], case: Case
) -> tuple[int, str] | None:
    for fact in bound:
        body = case.evidence.facts[fact.owner].text
        for noun in absent[fact.owner]:
            if _shares_sense(strange.text, noun.text):
                continue
            if (
                (strange.is_place and noun.is_place)
                or _ends_alike(strange.text, noun.text)
                or _has_head(strange, noun, case.reading.text, body)
                or _is_particular(strange.text)
                or any(_is_counted(strange, noun, *pair, case.reading.text, body) for pair in fact.figures)
            ):
                return fact.owner, noun.text
    return None


@lru_cache(maxsize=4096)
def _is_particular(word: str) -> bool:
    """Whether a word is a noun that ordinary prose does not use: any noun of the fact may be meant by it."""
    if len(word) > _LONGEST_NOUN or word[-1] in _ends() or is_plain(word) or is_amount(word):
        return False
    words = words_of(word)
    return len(words) == 1 and words[0].tag in _PARTICULAR


def _shares_sense(word: str, other: str) -> bool:
    """Whether two words may be one: 图书 and 藏书, but not 院长 and 护士长."""
    shared = set(word) & set(other)
    if min(len(word), len(other)) > _LEAST and len(shared) == 1:
        return False  # 血糖仪 is no 血压计
    return bool(shared) and not (shared == {word[-1]} == {other[-1]} and _ends_alike(word, other))


def _ends_alike(word: str, other: str) -> bool:
    is_long = max(len(word), len(other)) > _LEAST
    return is_long and ((word[-1] == other[-1] and word[-1] in _ends()) or _are_people(word, other))


def _are_people(word: str, other: str) -> bool:
    """Whether two longer words name people by what they do: 检修工 and 乘务员."""
    return min(len(word), len(other)) > _LEAST and _MAKERS.issuperset((word[-1], other[-1]))


def _has_head(strange: Noun, noun: Noun, text: str, body: str) -> bool:
    """Whether the same two characters follow both; 网约 of 网约车司机 leaves off the last one of 货车."""
    heads = (body[noun.end : noun.end + _HEAD], body[noun.end - 1 : noun.end + 1])
    return any(
        len(head) == _HEAD and HAN_RUN.fullmatch(head) is not None and text.startswith(head, strange.end)
        for head in heads
    ) or _has_neighbour(body[noun.end : noun.end + _LISTED], strange.end, text)


def _has_neighbour(behind: str, end: int, text: str) -> bool:
    """Whether a list goes on in the same way behind both: 血糖仪、按摩椅 for 血压计、按摩椅."""
    return len(behind) == _LISTED and behind[0] == "、" and text.startswith(behind, end)


def _is_counted(strange: Noun, noun: Noun, written: Mention, told: Mention, text: str, body: str) -> bool:
    """Whether the same figure counts both nouns, one in the text and one in the fact."""
    if strange.start >= written.atom.end:
        is_here = _BEHIND_FIGURE.fullmatch(text, written.atom.end, strange.start)
    else:
        is_here = _BEFORE_FIGURE.fullmatch(text, strange.end, written.atom.start)
    if noun.start >= told.atom.end:
        return is_here is not None and _BEHIND_FIGURE.fullmatch(body, told.atom.end, noun.start) is not None
    return is_here is not None and noun.end == told.atom.start


@cache
def _acts() -> frozenset[str]:
    return characters("places", "acts") | frozenset("的了着过")


@cache
def _ends() -> frozenset[str]:
    return characters("places", "ends") | characters("places", "things")


def _finding(case: Case, start: int, end: int, owner: int, expected: str) -> Finding:
    written = case.reading.text[start:end]
    return case.finding(
        start, end, "name_unsupported", f"与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        severity="warn", owner=owner, expected=expected,
    )  # fmt: skip
