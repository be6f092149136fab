"""Outline data as typed, validated values: reads the TOML files of this package."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from summarizer.domain import PeriodSpan, Topic, UnitKind

Words = tuple[Annotated[str, Field(min_length=1)], ...]


class _Table(BaseModel):
    """A TOML table that knows all its keys: a misspelt key is an error, not a silent default."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionRow(_Table):
    """One section of an outline as it stands in TOML.

    Attributes:
        share: whole per cent of the summary's length.
        also: topics told in the same section, whose prompts are asked for as well.
    """

    topic: Topic
    heading: str = Field(min_length=2)
    share: int = Field(gt=0, lt=100)
    also: tuple[Topic, ...] = ()


class SpanTable(_Table):
    """The outline of one unit kind for one span.

    Attributes:
        total_chars: target length of the whole summary in 字.
        second_half: heading of the plans when the span is the second half of a year, "" for the same.
    """

    total_chars: int = Field(ge=500, le=10_000)
    sections: tuple[SectionRow, ...]
    second_half: str = ""

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        """The table itself, when its shares fill it and no heading or topic comes twice."""
        total = sum(row.share for row in self.sections)
        if total != 100:
            msg = f"shares sum to {total} per cent, not 100"
            raise ValueError(msg)
        for name, values in (
            ("heading", [row.heading for row in self.sections]),
            ("topic", [row.topic for row in self.sections]),
        ):
            if len(set(values)) != len(values):
                msg = f"a {name} comes twice"
                raise ValueError(msg)
        return self


class KindTable(_Table):
    """All that one unit kind's file holds: its outlines, and prompts where its words differ."""

    annual: SpanTable
    half_year: SpanTable
    quarter: SpanTable
    prompts: Mapping[Topic, Annotated[Words, Field(min_length=1)]] = Field(default_factory=dict)

    def span(self, span: PeriodSpan) -> SpanTable:
        """The outline for a span."""
        return {
            PeriodSpan.ANNUAL: self.annual,
            PeriodSpan.HALF_YEAR: self.half_year,
            PeriodSpan.QUARTER: self.quarter,
        }[span]


class TopicTable(_Table):
    """The hint and the prompts of one topic, for any kind of unit."""

    hint: str = Field(min_length=1)
    prompts: Annotated[Words, Field(min_length=1)]


class HeadingWords(_Table):
    """Words that tell a heading's topic, by how much they tell."""

    closing: Words = ()
    decisive: Words = ()
    strong: Words = ()
    weak: Words = ()


class Lexicon(_Table):
    """Names of kinds and topics, and the words of headings."""

    kinds: Mapping[UnitKind, Words]
    topics: Mapping[Topic, Words]
    headings: Mapping[Topic, HeadingWords]


_TOPIC_TABLES = TypeAdapter(dict[Topic, TopicTable])


def _read_toml(name: str) -> dict[str, object]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def read_kind(kind: UnitKind) -> KindTable:
    """The outline data of one unit kind."""
    return KindTable.model_validate(_read_toml(f"{kind.value}.toml"))


@cache
def read_topics() -> Mapping[Topic, TopicTable]:
    """Hints and common prompts by topic."""
    return _TOPIC_TABLES.validate_python(_read_toml("topics.toml"))


@cache
def read_lexicon() -> Lexicon:
    """The words by which kinds and topics are recognised."""
    return Lexicon.model_validate(_read_toml("lexicon.toml"))
