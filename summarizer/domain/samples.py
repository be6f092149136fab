"""Samples of the library, their passages, and what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from summarizer.domain.kinds import Period, Topic, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An older summary in the library (范文).

    Attributes:
        id: stable, unique over all samples.
        unit: "" when the text does not say whose summary it is.
        period: None when the text does not say.
        source: where it comes from: a file name, a web address, “本项目原创”.
        content_hash: of the cleaned text; two samples never have the same.
        builtin: True for those shipped with the program.
        added_at: None until it is stored.
    """

    id: str
    title: str
    unit: str = ""
    kind: UnitKind | None = None
    period: Period | None = None
    source: str = ""
    licence: str = ""
    content_hash: str = ""
    builtin: bool = False
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One section (or part) of a sample.

    Attributes:
        text: as it was.
        masked: with typed slots for all that identifies the sample.
        heading: masked like `masked`, because it is shown and sent along with it.
        topic: what the passage is mainly about.
        also: further topics it tells of, the strongest first.
        position: 0-based place within its sample.
    """

    id: str
    sample_id: str
    heading: str
    topic: Topic
    kind: UnitKind | None
    text: str
    masked: str
    also: tuple[Topic, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCard:
    """A sample in the list of the library.

    Attributes:
        topics: how many passages are mainly about each topic, topics without passages left out.
    """

    sample: Sample
    topics: Mapping[Topic, int]

    @property
    def passages_total(self) -> int:
        """Passages of the sample."""
        return sum(self.topics.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFilter:
    """Which samples a list may hold; empty means all.

    Attributes:
        kind: only those of this kind of unit.
        topic: only those that have a passage mainly about this topic.
        sample_ids: only these, as far as they exist; None for all.
    """

    kind: UnitKind | None = None
    topic: Topic | None = None
    sample_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCounts:
    """How many samples there are.

    Attributes:
        builtin: that ship with the program.
        shared: of the user's organisation.
        own: of the user alone; of everybody who has any, where the program asks for nobody.
    """

    builtin: int
    shared: int
    own: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.builtin + self.shared + self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFilter:
    """Which passages a search may return; empty means all.

    Attributes:
        topics: the passage tells of one of them, mainly or also.
        kind: the sample's unit kind.
        sample_ids: only passages of these samples.
        without_samples, without_passages: ids never to be returned.
    """

    topics: frozenset[Topic] = frozenset()
    kind: UnitKind | None = None
    sample_ids: frozenset[str] = frozenset()
    without_samples: frozenset[str] = frozenset()
    without_passages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found for a query, with its score (higher is better)."""

    passage: Passage
    score: float
