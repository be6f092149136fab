"""What a section is about: one topic or several, each with its share.

A transparent model in three sums, all of them word lists: the heading words outlines are recognised by, and
two tables of learned weights (`topics.toml`), one for headings and one for bodies. A weight is what a word
adds to a topic's logarithmic odds. No segmenter is needed: words are found by looking them up. Further topics
beside the main one are what single sentences speak of (`mixture`).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain, compress
from operator import add
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

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
_KEYWORD_POINTS = 6.0
_BODY_WORDS = 12.0  # bodies longer than this many known words count as this long: words of a section repeat
_DIGITS: Final = 12
_TEMPERATURE = 6.0  # words are not independent, so raw odds are far too sure


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicShare:
    """A topic and how much of the section speaks of it, 0 to 1; the shares of all topics add up to 1."""

    topic: Topic
    share: float


Weights: TypeAlias = Mapping[str, Mapping[Topic, float]]
WordLengths: TypeAlias = Mapping[str, tuple[int, ...]]
Odds: TypeAlias = NDArray[np.float64]
"""Logarithmic odds, one column for each topic in the order of `Topic`."""

_COLUMNS: Final = {topic: column for column, topic in enumerate(Topic)}
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
class _Vocabulary:
    """Words with a row of numbers each, ready to be looked up in many texts.

    Attributes:
        rows: the row of each word.
        lengths: `word_lengths` of the words.
        weights: what a word adds to each topic, shape (words + 1, topics), the last row of zeros.
    """

    rows: Mapping[str, int]
    lengths: WordLengths
    weights: Odds

    def find(self, text: str) -> list[int]:
        """The rows of the words in `text`, in their order there, as `known_words` finds them."""
        return [self.rows[word] for word in known_words(text, self.rows, lengths=self.lengths)]

    def add_up(self, found: Sequence[Collection[int]]) -> Odds:
        """The sum of the rows found in each text, shape (texts, topics)."""
        # Each text is given the last row, of zeros, so that none is empty.
        starts = list(accumulate((len(rows) + 1 for rows in found), initial=0))[:-1]
        flat = [row for rows in found for row in (-1, *rows)]
        return np.add.reduceat(self.weights[flat], starts, axis=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """Learned weights: what a word adds to a topic's logarithmic odds, in headings and in bodies."""

    heading: Weights
    body: Weights
    mixing: Mixing = UNMIXED
    _headings: _Vocabulary = field(init=False, repr=False, compare=False)
    _bodies: _Vocabulary = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_headings", _vocabulary(self.heading))
        object.__setattr__(self, "_bodies", _vocabulary(self.body))

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
        titled = self._weigh_headings([title, *split_heading(title)])
        sentences = split_body(normalize_width(body))
        told = [self._bodies.find(sentence) for sentence in sentences]
        listed = [frozenset(_lexicon().find(sentence)) for sentence in sentences]
        # The last text is the whole body.
        told.append(list(chain.from_iterable(told)))
        listed.append(frozenset[int]().union(*listed))
        odds = self._weigh(told, listed)
        ranking = _rank(titled[0] + odds[-1])
        shares = {share.topic: share.share for share in ranking}
        candidates = further_candidates(shares)
        if not candidates:
            return Reading(ranking=ranking, further={})
        columns = [_COLUMNS[topic] for topic in candidates]
        clauses = titled[1:, columns]
        further = weigh_topics(
            [shares[topic] for topic in candidates],
            lengths=np.array(list(map(len, sentences)) if sentences else [1] * len(clauses)),
            sentences=odds[:-1, columns] if sentences else clauses,
            clauses=clauses,
        )
        return Reading(ranking=ranking, further=dict(zip(candidates[1:], further, strict=True)))

    def _weigh_headings(self, titles: Sequence[str]) -> Odds:
        """The odds of headings or their clauses, shape (titles, topics)."""
        odds = _HEADING_FACTOR * self._headings.add_up([self._headings.find(title) for title in titles])
        for row, title in enumerate(titles):
            for topic, points in score_heading(title).items():
                odds[row, _COLUMNS[topic]] += _LEXICON_FACTOR * points
        return odds

    def _weigh(self, told: Sequence[Collection[int]], listed: Sequence[Collection[int]]) -> Odds:
        """The odds of texts by their words, shape (texts, topics).

        Args:
            told: the words with learned weights in each text, as often as they come.
            listed: the keywords and heading words in each, once.
        """
        odds = _shortening(told) * self._bodies.add_up(told)
        odds += _LEXICON_BODY_FACTOR * _shortening(listed) * _lexicon().add_up(listed)
        return odds


def _shortening(found: Sequence[Collection[int]]) -> NDArray[np.float64]:
    """By how much the sum of each text's words is to be multiplied, shape (texts, 1): see `_BODY_WORDS`."""
    counts = np.fromiter(map(len, found), dtype=np.float64, count=len(found))
    factors: NDArray[np.float64] = _BODY_WORDS / np.maximum(counts, _BODY_WORDS)
    return factors[:, None]


def classify(heading: str, body: str) -> tuple[TopicShare, ...]:
    """The topics of a section by the bundled model, the main one first, at most `MOST_TOPICS`."""
    return bundled_model().classify(heading, body)


def _rank(odds: Odds) -> tuple[TopicShare, ...]:
    powers = [math.exp(value) for value in ((odds - odds.max()) / _TEMPERATURE).tolist()]
    total = sum(powers)
    shares = [
        TopicShare(topic=topic, share=power / total) for topic, power in zip(Topic, powers, strict=True)
    ]
    # Rounded, because equal sums of the same weights in another order differ by a hair.
    return tuple(sorted(shares, key=lambda share: -round(share.share, _DIGITS)))


@cache
def bundled_model() -> TopicModel:
    """The model that comes along, trained on all our labelled sections."""
    parts = table("topics")
    weights = dict(parts["mixing"])
    mixing = Mixing(bias=weights.pop("bias"), weights=Evidence(**weights))
    return TopicModel(heading=_typed(parts["heading"]), body=_typed(parts["body"]), mixing=mixing)


def _typed(weights: Mapping[str, Mapping[str, float]]) -> Weights:
    return {word: {Topic(name): weight for name, weight in row.items()} for word, row in weights.items()}


@cache
def _lexicon() -> _Vocabulary:
    """The keywords and the outlines' heading words with their points."""
    found = {word: {topic: _KEYWORD_POINTS} for topic in Topic for word in words("topic_words", topic.value)}
    for topic, listed in read_lexicon().headings.items():
        for group, points in (
            (listed.weak, 1.0),
            (listed.strong, 3.0),
            (listed.decisive, 6.0),
            (listed.closing, 6.0),
        ):
            found |= {word: {topic: points} for word in group if word not in found}
    return _vocabulary(found)


def _vocabulary(weights: Weights) -> _Vocabulary:
    table = np.zeros((len(weights) + 1, len(_COLUMNS)))
    for row, added in enumerate(weights.values()):
        for topic, weight in added.items():
            table[row, _COLUMNS[topic]] = weight
    rows = {word: row for row, word in enumerate(weights)}
    return _Vocabulary(rows=rows, lengths=word_lengths(weights), weights=table)


def known_words(text: str, vocabulary: Collection[str], *, lengths: WordLengths | None = None) -> list[str]:
    """The words of `vocabulary` in `text`, the longest first at each place, not overlapping.

    Args:
        text: any text.
        vocabulary: words; one of a single character is found at the end of the text only (及时到账), because
            elsewhere it is a piece of others.
        lengths: `word_lengths(vocabulary)`, for those who ask more than once.
    """
    lengths = word_lengths(vocabulary) if lengths is None else lengths
    words_found: list[str] = []
    reached = 0
    begun = list(map(lengths.get, map(add, text, chain(text[1:], ("",)))))
    for start in compress(range(len(begun)), begun):
        if start < reached:
            continue
        for length in begun[start] or ():
            word = text[start : start + length]
            if word in vocabulary:
                words_found.append(word)
                reached = start + length
                break
    return words_found


def word_lengths(vocabulary: Collection[str]) -> WordLengths:
    """For each two first characters the lengths of the words that begin with them, descending."""
    found: dict[str, set[int]] = {}
    for word in vocabulary:
        found.setdefault(word[:2], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
