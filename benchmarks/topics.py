"""Accuracy of topic labelling on sections the model was not trained on; `--write` trains the bundled one.

Labelled sections: tests/fixtures/topics (own, a heading and a line or two each), the sections of samples/
and of the fact sheets in tests/fixtures/sheets. They fall into two halves, whole documents into one, because
sections of a document share words; a model trained on one half labels the other, and the reverse. The
bundled model is trained on both. What makes a second topic is learned on one half and tried on the other.
tests/fixtures/topics/held.jsonl is neither trained on nor tuned for: mixed sections, and sections of one
topic that mention another in passing.

Weights are those of a multinomial naive Bayes model with uniform priors and add-α smoothing (Manning,
Raghavan and Schütze, Introduction to Information Retrieval, chapter 13), each word's mean taken off.

Usage: python -m benchmarks.topics [--write] [--errors]
"""

import argparse
import importlib
import json
import math
import re
import statistics
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.mixing import fit_mixing
from summarizer.domain import Topic
from summarizer.factsheet import load_fact_sheet
from summarizer.library.mixture import CLOSING, Mixing
from summarizer.library.topics import TopicModel, TopicShare, Weights, bundled_model, known_words
from summarizer.outline import infer_topic
from summarizer.text.numbering import strip_numbering

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
MODEL = ROOT / "summarizer" / "library" / "topics.toml"
_SECTION = re.compile(r"^## (?P<heading>.*?) \{topic=(?P<topic>\w+)\}\n(?P<body>.*?)(?=^## |\Z)", re.M | re.S)
_NUMERAL = re.compile("[\\d一二三四五六七八九十百千万亿]")
_SMOOTHING = 0.6
_RAREST = 2  # a word of one section alone says more about that section than about its topic
_KEPT = 0.35  # smaller weights are noise and would make the table three times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A section, the topics a person gave it (the main one first) and where it comes from."""

    heading: str
    body: str
    topics: tuple[Topic, ...]
    source: str
    half: int


def read_labelled() -> list[Labelled]:
    """All labelled sections."""
    return [*_own(), *_samples(), *_sheets()]


def read_held() -> list[Labelled]:
    """The sections no model is trained on."""
    return list(_listed("held"))


def _own() -> Iterator[Labelled]:
    for section in _listed("sections"):
        yield replace(section, source="own")


def _listed(name: str) -> Iterator[Labelled]:
    lines = (FIXTURES / "topics" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        topics = tuple(map(Topic, row["topics"]))
        yield Labelled(heading=row["heading"], body=row["body"], topics=topics, source=name, half=number % 2)


def _samples() -> Iterator[Labelled]:
    for number, path in enumerate(sorted((ROOT / "samples").glob("*.md"))):
        for found in _SECTION.finditer(path.read_text(encoding="utf-8")):
            yield Labelled(
                heading=found["heading"],
                body=found["body"],
                topics=(Topic(found["topic"]),),
                source="samples",
                half=number % 2,
            )


def _sheets() -> Iterator[Labelled]:
    for number, path in enumerate(sorted((FIXTURES / "sheets").glob("*.md"))):
        for section in load_fact_sheet(path).sections:
            yield Labelled(
                heading=section.heading,
                body="\n".join(fact.text for fact in section.facts),
                topics=(section.topic,),
                source="sheets",
                half=number % 2,
            )


def train(sections: Sequence[Labelled]) -> TopicModel:
    """A model of these sections; headings lend their words to the table of bodies, too."""
    headings = [(strip_numbering(section.heading), section.topics) for section in sections]
    bodies = [(f"{section.heading}\n{section.body}", section.topics) for section in sections]
    return TopicModel(heading=_weigh(headings), body=_weigh(bodies))


def _weigh(texts: Sequence[tuple[str, tuple[Topic, ...]]]) -> Weights:
    cut: Callable[[str, bool], list[str]] = importlib.import_module("rjieba").cut_for_search
    spread = Counter(word for text, _ in texts for word in {w for w in cut(text, False) if _is_term(w)})
    vocabulary = {word for word, count in spread.items() if count >= _RAREST}
    counts: dict[Topic, Counter[str]] = {topic: Counter() for topic in Topic}
    for text, topics in texts:
        # A word counts once a section: ten gifts do not make ten times as much welfare.
        for word in set(known_words(text, vocabulary)):
            for topic in topics:
                counts[topic][word] += 1
    logs = {topic: _log_shares(counted, vocabulary) for topic, counted in counts.items()}
    weights = {word: _kept({topic: logs[topic][word] for topic in Topic}) for word in sorted(vocabulary)}
    return {word: kept for word, kept in weights.items() if kept}


def _log_shares(counted: Counter[str], vocabulary: Collection[str]) -> dict[str, float]:
    total = counted.total() + _SMOOTHING * len(vocabulary)
    return {word: math.log((counted[word] + _SMOOTHING) / total) for word in vocabulary}


def _is_term(word: str) -> bool:
    return len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff" and not _NUMERAL.search(word)


def _kept(logs: Mapping[Topic, float]) -> dict[Topic, float]:
    mean = statistics.mean(logs.values())
    return {topic: round(value - mean, 1) for topic, value in logs.items() if abs(value - mean) >= _KEPT}


def write(model: TopicModel) -> None:
    """Writes the weights as TOML, a word a line."""
    lines = ["# Learned by `python -m benchmarks.topics --write`; what a word adds to a topic's odds."]
    for part, words in (("heading", model.heading), ("body", model.body)):
        lines += ["", f"[{part}]"]
        for word, weights in words.items():
            inside = ", ".join(f"{topic} = {weight}" for topic, weight in weights.items())
            lines.append(f'"{word}" = {{ {inside} }}')
    measures = model.mixing.weights
    lines += ["", "[mixing]"]
    lines += [f"{name} = {getattr(measures, name)}" for name in ("gain", "length", "clause", "sentence")]
    lines.append(f"bias = {model.mixing.bias}")
    MODEL.write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A held-out section and what a model that has not seen it says."""

    section: Labelled
    ranking: Sequence[TopicShare]

    @property
    def is_right(self) -> bool:
        """Whether the first topic is one a person gave."""
        return self.ranking[0].topic in self.section.topics


def cross_validate(sections: Sequence[Labelled]) -> list[Answer]:
    """Each half labelled by a model trained on the other."""
    answers = []
    for half in (0, 1):
        model = train([section for section in sections if section.half != half])
        answers += [
            Answer(section=section, ranking=model.rank(section.heading, section.body))
            for section in sections
            if section.half == half
        ]
    return answers


def print_accuracy(answers: Sequence[Answer]) -> None:
    print(f"{'held out':12}{'sections':>10}{'right topic':>13}{'in first two':>14}{'heading alone':>15}")
    for source in ("own", "samples", "sheets", ""):
        chosen = [answer for answer in answers if source in {answer.section.source, ""}]
        print(
            f"{source or 'all':12}{len(chosen):>10}"
            f"{_share(chosen, lambda a: a.is_right):>13.1%}"
            f"{_share(chosen, lambda a: any(s.topic in a.section.topics for s in a.ranking[:2])):>14.1%}"
            f"{_share(chosen, lambda a: infer_topic(a.section.heading) in a.section.topics):>15.1%}"
        )


def mix(sections: Sequence[Labelled]) -> list[Labelled]:
    """Sections of two topics: neighbours of one topic each, of the same half, under the joined headings."""
    single = [one for one in sections if len(one.topics) == 1 and one.topics[0] not in CLOSING and one.body]
    mixed = []
    for one, other in zip(single[::2], single[1::2], strict=False):
        if one.half == other.half and one.source == other.source and one.topics != other.topics:
            mixed.append(
                replace(
                    one,
                    heading=f"{strip_numbering(one.heading)}，{strip_numbering(other.heading)}",
                    body=f"{one.body}\n{other.body}",
                    topics=(*one.topics, *other.topics),
                )
            )
    return mixed


def print_mixed(sections: Sequence[Labelled]) -> None:
    """How often all topics of a section are found, and how often one is given that a person did not give."""
    halves = [[one for one in sections if one.half == half] for half in (0, 1)]
    joined = [section for half in halves for section in mix(half)]
    held = read_held()
    print(f"\n{'not trained on':24}{'sections':>10}{'main right':>12}{'all found':>12}{'one too many':>14}")
    for name, chosen in (
        ("labelled two topics", _of_several(sections)),
        ("two sections joined", joined),
        ("one topic", _of_one(sections)),
        ("held, mixed", _of_several(held)),
        ("held, another mentioned", _of_one(held)),
    ):
        found = [(set(one.topics), _topics(one, halves)) for one in chosen]
        print(
            f"{name:24}{len(found):>10}"
            f"{statistics.mean(given[0] in topics for topics, given in found):>12.1%}"
            f"{statistics.mean(topics <= set(given) for topics, given in found):>12.1%}"
            f"{statistics.mean(bool(set(given[1:]) - topics) for topics, given in found):>14.1%}"
        )


def _of_several(sections: Sequence[Labelled]) -> list[Labelled]:
    return [one for one in sections if len(one.topics) > 1]


def _of_one(sections: Sequence[Labelled]) -> list[Labelled]:
    return [one for one in sections if len(one.topics) == 1]


def _topics(section: Labelled, halves: Sequence[Sequence[Labelled]]) -> tuple[Topic, ...]:
    model = bundled_model()
    if section.source != "held":
        mixing = _mixing(*map(tuple, halves), half=1 - section.half)
        model = replace(_trained(tuple(halves[1 - section.half])), mixing=mixing)
    return tuple(share.topic for share in model.classify(section.heading, section.body))


@cache
def _mixing(*halves: tuple[Labelled, ...], half: int | None = None) -> Mixing:
    """Learned on the sections of one half, or of both, as the model of the other half reads them."""
    chosen = [section for one in halves for section in (*one, *mix(one)) if half in {section.half, None}]
    return fit_mixing(
        (one.topics, _trained(halves[1 - one.half]).read(one.heading, one.body)) for one in chosen
    )


@cache
def _trained(sections: tuple[Labelled, ...]) -> TopicModel:
    return train(sections)


def _share(answers: Sequence[Answer], holds: Callable[[Answer], bool]) -> float:
    return statistics.mean(map(holds, answers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="train the bundled model on all sections")
    parser.add_argument("--errors", action="store_true", help="list the held-out sections labelled wrongly")
    chosen = parser.parse_args()
    sections = read_labelled()
    answers = cross_validate(sections)
    print_accuracy(answers)
    print_mixed(sections)
    for answer in answers if chosen.errors else ():
        if not answer.is_right:
            names = " ".join(f"{share.topic}={share.share:.2f}" for share in answer.ranking[:2])
            section = answer.section
            print(f"{section.source}: {section.heading} | {' '.join(section.topics)} | {names}")
    if chosen.write:
        halves = (tuple(one for one in sections if one.half == half) for half in (0, 1))
        write(replace(train(sections), mixing=_mixing(*halves)))


if __name__ == "__main__":
    main()
