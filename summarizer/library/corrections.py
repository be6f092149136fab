"""What a person corrected of a sample: its kind of unit and the topics of its sections.

Kept apart from the cleaning, so that an edit put back later changes neither.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from summarizer.domain import Topic, UnitKind
from summarizer.library.articles import Article, ArticleSection


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a person said of one article.

    Attributes:
        kind: None leaves it to the text.
        topics: by the name of a section (`section_names`), the main one first.
    """

    kind: UnitKind | None = None
    topics: Mapping[str, tuple[Topic, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.kind is not None or bool(self.topics)

    def with_topics(self, name: str, topics: Sequence[Topic]) -> Self:
        """The corrections with the topics of a section; without any, the section is left to its text."""
        others = {one: kept for one, kept in self.topics.items() if one != name}
        return replace(self, topics=others | ({name: tuple(topics)} if topics else {}))

    def applied(self, article: Article) -> Article:
        """The article as corrected; corrections of sections that are not there any more change nothing."""
        sections = tuple(
            replace(section, chosen=self.topics.get(name, ()))
            for name, section in zip(section_names(article.sections), article.sections, strict=True)
        )
        return replace(article, kind=self.kind or article.kind, sections=sections)


def section_names(sections: Sequence[ArticleSection]) -> Iterator[str]:
    """A name of each section that no edit elsewhere changes: its heading, counted where it repeats."""
    seen: Counter[str] = Counter()
    for section in sections:
        yield f"{section.heading}#{seen[section.heading]}"
        seen[section.heading] += 1


def shape_of(corrections: Corrections) -> dict[str, Any]:
    """Plain values that `read_shape` reads."""
    kind = None if corrections.kind is None else corrections.kind.value
    topics = {name: [topic.value for topic in chosen] for name, chosen in corrections.topics.items()}
    return {"kind": kind, "topics": topics}


def read_shape(shape: Mapping[str, Any]) -> Corrections:
    """What `shape_of` wrote."""
    return Corrections(
        kind=None if shape["kind"] is None else UnitKind(shape["kind"]),
        topics={name: tuple(Topic(one) for one in chosen) for name, chosen in shape["topics"].items()},
    )
