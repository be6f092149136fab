"""The composer's stock: fact-free sentences and the words it reads bullets by, loaded from TOML."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

from summarizer.domain import Document, Topic, UnitKind

T = TypeVar("T")

_NAMES = ("openings", "closings", "frames", "words", "lexicon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words a bullet is read by.

    Attributes:
        union_verbs, other_verbs: verbs a bullet may start with; 工会 may be the subject of the former.
        weak_verbs: those among them that are part of a noun before one of `nominal_tails`.
        attributive_verbs: verbs that may begin the name of an event (学习全会精神专题会).
        invertible_verbs: verbs that follow their object in note style (信息报送).
        finite_verbs: verbs that make a clause of what stands before them.
        followers: beginnings of facts that go on from the fact before.
        figure_followers: the same, when a figure comes close behind.
        meeting_followers: beginnings of facts that go on from a fact naming one of `meetings`.
        actors: words that show a noun phrase to have a subject of its own.
        nouns: noun → the verb that may be put before it.
        festivals: name → (month, day).
    """

    union_verbs: frozenset[str]
    other_verbs: frozenset[str]
    weak_verbs: frozenset[str]
    nominal_tails: tuple[str, ...]
    attributive_verbs: frozenset[str]
    invertible_verbs: tuple[str, ...]
    finite_verbs: tuple[str, ...]
    followers: tuple[str, ...]
    figure_followers: tuple[str, ...]
    meeting_followers: tuple[str, ...]
    meetings: tuple[str, ...]
    actors: tuple[str, ...]
    nouns: Mapping[str, str]
    festivals: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All sentences and words of the composer.

    Attributes:
        openings, closings: topic → "any" or a unit kind → sentences.
        frames: the parts of overview, problems, plans and the small words between sentences.
        words: unit kind → brace name → word; also `span`.
        sha256: hex digest of the files.
    """

    openings: Mapping[str, Mapping[str, Sequence[str]]]
    closings: Mapping[str, Mapping[str, Sequence[str]]]
    frames: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, Mapping[str, str]]
    lexicon: Lexicon
    sha256: str

    def sentences(self, part: str, topic: Topic, kind: UnitKind) -> tuple[str, ...]:
        """The `openings` or `closings` of a topic, those of the unit kind first."""
        if topic.value in self.frames:
            return tuple(self.frames[topic.value][part])
        choices = (self.openings if part == "openings" else self.closings).get(topic.value, {})
        return (*choices.get(kind.value, ()), *choices.get("any", ()))

    def fill(self, sentence: str, document: Document) -> str:
        """`sentence` with its braces filled for `document`."""
        span = document.period.span.value
        values = {
            **self.words[document.kind.value],
            "span": self.words["span"][span],
            "period": document.period.label,
            "unit": document.unit.strip() or "工会",
        }
        for name, value in values.items():
            sentence = sentence.replace("{" + name + "}", value)
        return sentence


def load_stock() -> Stock:
    """The stock that ships with the program."""
    folder = files("summarizer.drafting") / "stock"
    sources = {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in _NAMES}
    tables = {name: tomllib.loads(source) for name, source in sources.items()}
    digest = hashlib.sha256("\n".join(sources[name].replace("\r\n", "\n") for name in _NAMES).encode())
    return Stock(
        openings=tables["openings"],
        closings=tables["closings"],
        frames=tables["frames"],
        words=tables["words"],
        lexicon=_read_lexicon(tables["lexicon"]),
        sha256=digest.hexdigest(),
    )


def shuffled(choices: Sequence[T], *keys: object) -> list[T]:
    """`choices` in an order that depends on `keys` alone, the same on every machine."""
    seed = "\x1f".join(map(str, keys))

    def rank(pair: tuple[int, T]) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{pair[0]}".encode("utf-8", "surrogatepass")).digest()

    return [choice for _, choice in sorted(enumerate(choices), key=rank)]


def _read_lexicon(table: Mapping[str, Any]) -> Lexicon:
    nouns = {noun: verb for verb, listed in table["nouns"].items() for noun in listed.split()}
    return Lexicon(
        union_verbs=frozenset(table["union_verbs"].split()),
        other_verbs=frozenset(table["other_verbs"].split()),
        weak_verbs=frozenset(table["weak_verbs"].split()),
        nominal_tails=tuple(table["nominal_tails"].split()),
        attributive_verbs=frozenset(table["attributive_verbs"].split()),
        invertible_verbs=tuple(table["invertible_verbs"].split()),
        finite_verbs=tuple(table["finite_verbs"].split()),
        followers=tuple(table["followers"].split()),
        figure_followers=tuple(table["figure_followers"].split()),
        meeting_followers=tuple(table["meeting_followers"].split()),
        meetings=tuple(table["meetings"].split()),
        actors=tuple(table["actors"].split()),
        nouns=nouns,
        festivals={name: (month, day) for name, (month, day) in table["festivals"].items()},
    )
