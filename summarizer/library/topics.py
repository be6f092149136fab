"""What a section is about: one topic or several, each with its share.

A transparent model in three sums, all of them word lists: the heading words outlines are recognised by, and
two tables of learned weights (`topics.toml`), one for headings and one for bodies. A weight is what a word
adds to a topic's logarithmic odds. No segmenter is needed: words are found by looking them up.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from typing import Final, TypeAlias

from summarizer.domain import Topic
from summarizer.library.words import table, words
from summarizer.outline import score_heading
from summarizer.outlines.schema import read_lexicon
from summarizer.text.characters import normalize_width
from summarizer.text.numbering import strip_numbering

ALSO_SHARE: Final = 0.12
"""Share from which a section tells of a second topic, too."""
MOST_TOPICS: Final = 3
"""A section about everything is about its main topic."""

_HEADING_FACTOR = 2.0  # a heading's word weighs as much as two of the body
_LEXICON_FACTOR = 0.8  # one point of the outlines' heading words in logarithmic odds
_LEXICON_BODY_FACTOR = 0.3  # a point of a word in the body
_KEYWORD_POINTS = 6
_BODY_WORDS = 12.0  # bodies longer than this many known words count as this long: words of a section repeat
_TEMPERATURE = 6.0  # words are not independent, so raw odds are far too sure
CLOSING: Final = frozenset({Topic.PROBLEMS, Topic.PLANS, Topic.OVERVIEW})
"""Topics of sections that speak of every other topic, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicShare:
    """A topic and how much of the section speaks of it, 0 to 1; the shares of all topics add up to 1."""

    topic: Topic
    share: float


Weights: TypeAlias = Mapping[str, Mapping[Topic, float]]
WordLengths: TypeAlias = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """Learned weights: what a word adds to a topic's logarithmic odds, in headings and in bodies."""

    heading: Weights
    body: Weights
    _lengths: tuple[WordLengths, WordLengths] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lengths", (word_lengths(self.heading), word_lengths(self.body)))

    def rank(self, heading: str, body: str) -> tuple[TopicShare, ...]:
        """All topics with their shares, the largest first, ties in the order of `Topic`."""
        odds = dict.fromkeys(Topic, 0.0)
        title = strip_numbering(normalize_width(heading).strip())
        text = normalize_width(body)
        for topic, points in score_heading(title).items():
            odds[topic] += _LEXICON_FACTOR * points
        for topic, scaled in _score_words(text).items():
            odds[topic] += _LEXICON_BODY_FACTOR * scaled
        in_heading, in_body = self._lengths
        _add(odds, list(known_words(title, self.heading, lengths=in_heading)), self.heading, _HEADING_FACTOR)
        found = list(known_words(text, self.body, lengths=in_body))
        _add(odds, found, self.body, min(1.0, _BODY_WORDS / len(found)) if found else 0.0)
        highest = max(odds.values())
        powers = {topic: math.exp((value - highest) / _TEMPERATURE) for topic, value in odds.items()}
        total = sum(powers.values())
        shares = [TopicShare(topic=topic, share=power / total) for topic, power in powers.items()]
        return tuple(sorted(shares, key=lambda share: -share.share))


def classify(heading: str, body: str) -> tuple[TopicShare, ...]:
    """The topics of a section, the main one first, at least one and at most `MOST_TOPICS`.

    Args:
        heading: with or without numbering; "" when the section has none.
        body: its text; "" leaves the decision to the heading.
    """
    return chosen_shares(bundled_model().rank(heading, body))


def chosen_shares(ranking: Sequence[TopicShare]) -> tuple[TopicShare, ...]:
    """Of all topics, the largest share first, those the section tells of."""
    main, *others = ranking
    if main.topic in CLOSING:
        return (main,)  # problems and plans speak of every topic; that is no second topic
    also = [share for share in others if share.share >= ALSO_SHARE and share.topic not in CLOSING]
    return (main, *also[: MOST_TOPICS - 1])


@cache
def bundled_model() -> TopicModel:
    """The model that comes along, trained on all our labelled sections."""
    parts = table("topics")
    return TopicModel(heading=_typed(parts["heading"]), body=_typed(parts["body"]))


def _typed(weights: Mapping[str, Mapping[str, float]]) -> Weights:
    return {word: {Topic(name): weight for name, weight in row.items()} for word, row in weights.items()}


def _score_words(text: str) -> dict[Topic, float]:
    """Points of the keywords and the outlines' heading words in a body, each word once."""
    lexicon = _lexicon()
    scores: dict[Topic, float] = {}
    found = set(known_words(text, lexicon, lengths=_lexicon_lengths()))
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


def _add(odds: dict[Topic, float], found: Sequence[str], weights: Weights, scale: float) -> None:
    for word in found:
        for topic, weight in weights[word].items():
            odds[topic] += scale * weight


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
    pairs = map(add, text, (*text[1:], ""))
    reached = 0
    for start, found in [(start, lengths[pair]) for start, pair in enumerate(pairs) if pair in lengths]:
        if start < reached:
            continue
        for length in found:
            if text[start : start + length] in vocabulary:
                yield text[start : start + length]
                reached = start + length
                break


def word_lengths(vocabulary: Collection[str]) -> WordLengths:
    """For each two first characters the lengths of the words that begin with them, descending."""
    found: dict[str, set[int]] = {}
    for word in vocabulary:
        found.setdefault(word[:2], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
