"""The sentence of a fact that a text lacks (补写): where it goes, how it is remembered and found again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summarizer.domain import FilledSentence, Generation, SentenceSupport
from summarizer.text.atoms import find_atoms
from summarizer.text.sentences import split_sentences

_PLACEHOLDER: Final = "【待补充"
_PARAMETER: Final = "filled"


class FilledSpan(NamedTuple):
    """Where a sentence that was filled in stands in a text: code-point offsets."""

    start: int
    end: int
    fact_id: str


def insert_sentence(text: str, sentence: str) -> str:
    """`text` with `sentence` at the end of its last paragraph.

    A closing sentence there, one without figures or names, stays the last. A text that is empty or only
    a 【待补充：…】 mark is replaced. An empty sentence changes nothing.
    """
    body = text.rstrip()
    if not sentence.strip():
        return text
    if not body or _is_placeholder(body):
        return sentence
    begin = body.rfind("\n") + 1
    sentences = [span for span in split_sentences(body) if span.start >= begin]
    if len(sentences) > 1 and not find_atoms(body[sentences[-1].start : sentences[-1].end]):
        at = sentences[-1].start
        return body[:at] + sentence + body[at:]
    return body + sentence


def place_sentence(text: str, sentence: str, *, fact: int, supports: Sequence[SentenceSupport]) -> str:
    """`text` with `sentence` where the fact belongs by the order of the facts.

    That is behind what the text tells of the fact already, else behind the nearest fact before it, else
    in front of the nearest one after it; at the end (see `insert_sentence`) when the text tells of none.

    Args:
        text: the section's text.
        sentence: states the fact.
        fact: 0-based index of the fact.
        supports: which facts the sentences of `text` rest on.
    """
    if not sentence.strip() or not text.strip() or _is_placeholder(text.strip()):
        return insert_sentence(text, sentence)
    told = sorted({index for support in supports for index in support.facts})
    before = max((index for index in told if index <= fact), default=None)
    if before is not None:
        at = max(support.end for support in supports if before in support.facts)
        return text[:at] + sentence + text[at:]
    if told:
        at = min(support.start for support in supports if told[0] in support.facts)
        return text[:at] + sentence + text[at:]
    return insert_sentence(text, sentence)


def filled_spans(text: str, filled: Iterable[FilledSentence]) -> tuple[FilledSpan, ...]:
    """Where the sentences that were filled in still stand in `text`, by place.

    A sentence is found wherever it moved to; one that a person changed is that person's and has no span.
    """
    spans: list[FilledSpan] = []
    for one in filled:
        at = text.find(one.sentence)
        while at >= 0 and any(at < span.end and span.start < at + len(one.sentence) for span in spans):
            at = text.find(one.sentence, at + 1)
        if at >= 0 and one.sentence:
            spans.append(FilledSpan(at, at + len(one.sentence), one.fact_id))
    return tuple(sorted(spans))


def filled_parameter(filled: Sequence[FilledSentence]) -> Mapping[str, str]:
    """What a version's `Generation.parameters` holds of its filled sentences; {} for none."""
    if not filled:
        return {}
    pairs = [[one.fact_id, one.sentence] for one in filled]
    return {_PARAMETER: json.dumps(pairs, ensure_ascii=False)}


def filled_of(generation: Generation | None) -> tuple[FilledSentence, ...]:
    """The filled sentences a version remembers."""
    stored = generation.parameters.get(_PARAMETER) if generation is not None else None
    if not stored:
        return ()
    return tuple(
        FilledSentence(fact_id=fact_id, sentence=sentence) for fact_id, sentence in json.loads(stored)
    )


def _is_placeholder(body: str) -> bool:
    return body.startswith(_PLACEHOLDER) and body.find("】") >= len(body.rstrip("。")) - 1
