"""Which words say the same, and which are another of their family: 饮水机 and 净水器."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple

from summarizer.text.lexicon import mapping, word_list

_SUBJECT = "thesaurus"
_SHORTEST = 2


class Sense(NamedTuple):
    """What words of one meaning stand for.

    Attributes:
        number: no other sense has it.
        table: things, kinds, people or places.
        family: within it one is not the other.
        words: that say the same.
    """

    number: int
    table: str
    family: str
    words: tuple[str, ...]


class Found(NamedTuple):
    """A word of the thesaurus in a text, by code-point offsets."""

    start: int
    end: int
    word: str


@cache
def senses() -> Mapping[str, Sequence[Sense]]:
    """The senses of every thing, person and place the thesaurus has."""
    numbers = count()
    by_word: defaultdict[str, list[Sense]] = defaultdict(list)
    for table in ("things", "kinds", "people", "places"):
        for family, lines in mapping(_SUBJECT, table).items():
            for line in str(lines).split():
                words = tuple(line.split("/"))
                sense = Sense(next(numbers), table, family, words)
                for word in words:
                    by_word[word].append(sense)
    return by_word


def alike(word: str) -> frozenset[str]:
    """All words that say the same as one, itself left out when the thesaurus has it not."""
    return frozenset(other for sense in senses().get(word, ()) for other in sense.words)


def synonyms(word: str) -> frozenset[str]:
    """Other words for the same thing in any fact: 老师 for 教师, none for most."""
    return _synonyms().get(word, frozenset())


@cache
def deed_groups() -> tuple[tuple[str, ...], ...]:
    """Words for one deed done to something counted, group by group: 建立 建成 成立."""
    return tuple(tuple(line.split()) for line in word_list("paraphrases", "groups"))


def same_deeds(word: str) -> frozenset[str]:
    """All words for the deed one stands for: 建立 for 建成, none for most."""
    return frozenset(other for group in deed_groups() if word in group for other in group)


@cache
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """The words for one thing in any fact, group by group."""
    return tuple(tuple(line.split()) for line in word_list("paraphrases", "same"))


@cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    others: defaultdict[str, set[str]] = defaultdict(set)
    for group in synonym_groups():
        for word in group:
            others[word].update(other for other in group if other != word)
    return {word: frozenset(words) for word, words in others.items()}


def implied(word: str) -> tuple[str, ...]:
    """Words of a fact that say a thing without naming it: 捐 for 善款, none for most."""
    return tuple(str(mapping(_SUBJECT, "implied").get(word, "")).split())


def find_named(text: str) -> Iterator[Found]:
    """The things, people and places of a text, the longest at each offset, in order and without overlap."""
    openings = _openings()
    reached = 0
    for at in range(len(text) - 1):
        if at < reached:
            continue
        for word in openings.get(text[at : at + _SHORTEST], ()):
            if text.startswith(word, at):
                reached = at + len(word)
                yield Found(at, reached, word)
                break


@cache
def _openings() -> Mapping[str, Sequence[str]]:
    """The words by their first two characters, the longest first."""
    by_opening: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(senses(), key=lambda word: (-len(word), word)):
        if len(word) >= _SHORTEST:
            by_opening[word[:_SHORTEST]].append(word)
    return by_opening


@cache
def deeds() -> Mapping[str, frozenset[int]]:
    """The verbs of doing, each with the numbers of its senses."""
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(mapping(_SUBJECT, "deeds")["senses"]):
        for word in str(line).split():
            by_word[word].add(number)
    return {word: frozenset(numbers) for word, numbers in by_word.items()}


@cache
def loose_deeds() -> frozenset[str]:
    """The verbs that may be said of nearly every deed."""
    return frozenset(str(mapping(_SUBJECT, "deeds")["loose"]).split())
