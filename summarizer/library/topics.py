"""What a section is about: one topic or several, each with its share.

A transparent model in three sums, all of them word lists: the heading words outlines are recognised by, and
two tables of learned weights (`topics.toml`), one for headings and one for bodies. A weight is what a word
adds to a topic's logarithmic odds. No segmenter is needed: words are found by looking them up. Further topics
beside the main one are what single sentences speak of (`mixture`).
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from types import MappingProxyType
from typing import Final, TypeAlias

from summarizer.domain import Topic
from summarizer.library.mixture import (
    ALSO_PROBABILITY,
    Evidence,
    Mixing,
    further_candidates,
    split_body,
    split_heading,
    weigh_topics,
)
from summarizer.library.words import table, words
from summarizer.outline import score_heading
from summarizer.outlines.schema import read_lexicon
from summarizer.text.characters import normalize_width
from summarizer.text.numbering import strip_numbering

MOST_TOPICS: Final = 3
"""A section about everything is about its main topic."""

_HEADING_FACTOR = 2.0  # a heading's word weighs as much as two of the body
_LEXICON_FACTOR = 0.8  # one point of the outlines' heading words in logarithmic odds
_LEXICON_BODY_FACTOR = 0.3  # a point of a word in the body
_KEYWORD_POINTS = 6
_BODY_WORDS = 12.0  # bodies longer than this many known words count as this long: words of a section repeat
_TEMPERATURE = 6.0  # words are not independent, so raw odds are far too sure


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicShare:
    """A topic and how much of the section speaks of it, 0 to 1; the shares of all topics add up to 1."""

    topic: Topic
    share: float


Weights: TypeAlias = Mapping[str, Mapping[Topic, float]]
WordLengths: TypeAlias = Mapping[str, tuple[int, ...]]


_EVEN: Final[Mapping[Topic, float]] = MappingProxyType(dict.fromkeys(Topic, 0.0))
UNMIXED: Final = Mixing(weights=Evidence(gain=0.0, length=0.0, clause=0.0, sentence=0.0), bias=-1.0)
"""Weights with which no section has a second topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a model makes of a section.

    Attributes:
        ranking: all topics with their shares, the largest first, ties in the order of `Topic`.
        further: the evidence for each topic beside the main one.
    """

    ranking: tuple[TopicShare, ...]
    further: Mapping[Topic, Evidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """Learned weights: what a word adds to a topic's logarithmic odds, in headings and in bodies."""

    heading: Weights
    body: Weights
    mixing: Mixing = UNMIXED
    _lengths: tuple[WordLengths, WordLengths] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lengths", (word_lengths(self.heading), word_lengths(self.body)))

    def rank(self, heading: str, body: str) -> tuple[TopicShare, ...]:
        """All topics with their shares, the largest first, ties in the order of `Topic`."""
        return self.read(heading, body).ranking

    def classify(self, heading: str, body: str) -> tuple[TopicShare, ...]:
        """The topics of a section, the main one first, at least one and at most `MOST_TOPICS`."""
        reading = self.read(heading, body)
        main, *others = reading.ranking
        sure = {topic: self.mixing.probability(one) for topic, one in reading.further.items()}
        also = [share for share in others if sure.get(share.topic, 0.0) >= ALSO_PROBABILITY]
        also.sort(key=lambda share: -sure[share.topic])
        return (main, *also[: MOST_TOPICS - 1])

    def read(self, heading: str, body: str) -> Reading:
        """The shares of all topics, and what speaks for more than one.

        Args:
            heading: with or without numbering; "" when the section has none.
            body: its text; "" leaves the decision to the heading.
        """
        title = strip_numbering(normalize_width(heading).strip())
        sentences = split_body(normalize_width(body))
        told = [self._find(sentence) for sentence in sentences]
        odds = self._weigh_heading(title)
        _increase(odds, _weigh_body(told))
        ranking = _rank(odds)
        shares = {share.topic: share.share for share in ranking}
        candidates = further_candidates(shares)
        if not candidates:
            return Reading(ranking=ranking, further={})
        clauses = [self._weigh_heading(clause) for clause in split_heading(title)]
        weighed = [
            (len(sentence), _weigh_body([found])) for sentence, found in zip(sentences, told, strict=True)
        ]
        further = weigh_topics(shares, candidates, weighed or [(1, clause) for clause in clauses], clauses)
        return Reading(ranking=ranking, further=further)

    def _weigh_heading(self, title: str) -> dict[Topic, float]:
        odds = dict(_EVEN)
        for topic, points in score_heading(title).items():
            odds[topic] += _LEXICON_FACTOR * points
        for word in known_words(title, self.heading, lengths=self._lengths[0]):
            for topic, weight in self.heading[word].items():
                odds[topic] += _HEADING_FACTOR * weight
        return odds

    def _find(self, sentence: str) -> "_Found":
        odds: dict[Topic, float] = {}
        count = 0
        for word in known_words(sentence, self.body, lengths=self._lengths[1]):
            count += 1
            for topic, weight in self.body[word].items():
                odds[topic] = odds.get(topic, 0.0) + weight
        listed = frozenset(known_words(sentence, _lexicon(), lengths=_lexicon_lengths()))
        return _Found(count=count, odds=odds, listed=listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a sentence says.

    Attributes:
        count: words with learned weights, as often as they come.
        odds: the sum of their weights.
        listed: keywords and heading words.
    """

    count: int
    odds: Mapping[Topic, float]
    listed: frozenset[str]


def _weigh_body(told: Sequence[_Found]) -> dict[Topic, float]:
    odds = dict(_EVEN)
    count = sum(found.count for found in told)
    for found in told:
        _increase(odds, found.odds)
    if count > _BODY_WORDS:
        odds = {topic: value * _BODY_WORDS / count for topic, value in odds.items()}
    listed = told[0].listed if len(told) == 1 else frozenset[str]().union(*(found.listed for found in told))
    for topic, points in _score_words(listed).items():
        odds[topic] += _LEXICON_BODY_FACTOR * points
    return odds


def classify(heading: str, body: str) -> tuple[TopicShare, ...]:
    """The topics of a section by the bundled model, the main one first, at most `MOST_TOPICS`."""
    return bundled_model().classify(heading, body)


def _rank(odds: Mapping[Topic, float]) -> tuple[TopicShare, ...]:
    highest = max(odds.values())
    powers = {topic: math.exp((value - highest) / _TEMPERATURE) for topic, value in odds.items()}
    total = sum(powers.values())
    shares = [TopicShare(topic=topic, share=power / total) for topic, power in powers.items()]
    return tuple(sorted(shares, key=lambda share: -share.share))


@cache
def bundled_model() -> TopicModel:
    """The model that comes along, trained on all our labelled sections."""
    parts = table("topics")
    weights = dict(parts["mixing"])
    mixing = Mixing(bias=weights.pop("bias"), weights=Evidence(**weights))
    return TopicModel(heading=_typed(parts["heading"]), body=_typed(parts["body"]), mixing=mixing)


def _typed(weights: Mapping[str, Mapping[str, float]]) -> Weights:
    return {word: {Topic(name): weight for name, weight in row.items()} for word, row in weights.items()}


def _score_words(found: Collection[str]) -> dict[Topic, float]:
    """Points of the keywords and the outlines' heading words that were found in a body."""
    lexicon = _lexicon()
    scores: dict[Topic, float] = {}
    for word in found:
        topic, points = lexicon[word]
        scores[topic] = scores.get(topic, 0.0) + points
    scale = min(1.0, _BODY_WORDS / len(found)) if found else 0.0
    return {topic: scale * points for topic, points in scores.items()}


@cache
def _lexicon_lengths() -> WordLengths:
    return word_lengths(_lexicon())


@cache
def _lexicon() -> Mapping[str, tuple[Topic, int]]:
    found = {word: (topic, _KEYWORD_POINTS) for topic in Topic for word in words("topic_words", topic.value)}
    for topic, listed in read_lexicon().headings.items():
        for group, points in (
            (listed.weak, 1),
            (listed.strong, 3),
            (listed.decisive, 6),
            (listed.closing, 6),
        ):
            found |= {word: (topic, points) for word in group if word not in found}
    return found


def _increase(odds: dict[Topic, float], more: Mapping[Topic, float]) -> None:
    for topic, value in more.items():
        odds[topic] += value


def known_words(
    text: str, vocabulary: Collection[str], *, lengths: WordLengths | None = None
) -> Iterator[str]:
    """The words of `vocabulary` in `text`, the longest first at each place, not overlapping.

    Args:
        text: any text.
        vocabulary: words; one of a single character is found at the end of the text only (及时到账), because
            elsewhere it is a piece of others.
        lengths: `word_lengths(vocabulary)`, for those who ask more than once.
    """
    lengths = word_lengths(vocabulary) if lengths is None else lengths
    reached = 0
    for start, found in enumerate(map(lengths.get, map(add, text, (*text[1:], "")))):
        if found is None or start < reached:
            continue
        for length in found:
            word = text[start : start + length]
            if word in vocabulary:
                yield word
                reached = start + length
                break


def word_lengths(vocabulary: Collection[str]) -> WordLengths:
    """For each two first characters the lengths of the words that begin with them, descending."""
    found: dict[str, set[int]] = {}
    for word in vocabulary:
        found.setdefault(word[:2], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
