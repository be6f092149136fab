"""Article → masked passages: pieces of a section long enough to show a style, short enough for a prompt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.domain import Passage, Topic
from summarizer.library.articles import Article, ArticleSection
from summarizer.library.identity import learn_identity
from summarizer.library.mask import mask_text
from summarizer.library.topics import classify

LONGEST_CHARS: Final = 500
"""A section with its subsections up to this length is one passage; longer ones are cut between paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What becomes one passage; `topic` is None where nobody said it."""

    heading: str
    text: str
    topic: Topic | None
    chosen: tuple[Topic, ...] = ()


def make_passages(
    article: Article, *, sample_id: str, unit: str = "", labelled: bool = False
) -> tuple[Passage, ...]:
    """The passages of an article in order, each with its topics and its masked form.

    Args:
        article: cleaned and split.
        sample_id: passages are numbered after it.
        unit: whose summary it is; read from the title when "".
        labelled: the sections' topics were written by a person and are taken over.
    """
    identity = learn_identity(
        title=article.title,
        unit=unit,
        texts=[f"{section.heading}\n{section.text}" for section in article.sections],
    )
    found = []
    for position, piece in enumerate(_pieces(article.sections)):
        topics = piece.chosen or section_topics(piece.heading, piece.text, piece.topic, labelled=labelled)
        found.append(
            Passage(
                id=f"{sample_id}-{position}",
                sample_id=sample_id,
                heading=mask_text(piece.heading, identity=identity),
                topic=topics[0],
                also=topics[1:],
                kind=article.kind,
                text=piece.text,
                masked=mask_text(piece.text, identity=identity),
                position=position,
            )
        )
    return tuple(found)


def section_topics(
    heading: str, text: str, topic: Topic | None, *, labelled: bool = False
) -> tuple[Topic, ...]:
    """The topics of a section, the main one first.

    Args:
        heading: without number, "" for none.
        text: its text.
        topic: said by a person (`labelled`), or OVERVIEW for text before the first heading.
        labelled: whether a person said it.
    """
    if topic is not None and (labelled or not heading):
        return (topic,)
    return tuple(share.topic for share in classify(heading, text))


def _pieces(sections: Sequence[ArticleSection]) -> Iterator[_Piece]:
    for group in _groups(sections):
        head, *deeper = group
        whole = "\n".join(filter(None, (head.text, *map(_with_heading, deeper))))
        if len(whole) <= LONGEST_CHARS:
            if whole:
                yield _Piece(heading=head.heading, text=whole, topic=head.topic, chosen=head.chosen)
            continue
        for section in group:
            heading = section.heading or head.heading
            for part in _parts(section.text):
                yield _Piece(heading=heading, text=part, topic=section.topic, chosen=section.chosen)


def _groups(sections: Sequence[ArticleSection]) -> Iterator[list[ArticleSection]]:
    """Each section of the first level with the deeper ones under it."""
    group: list[ArticleSection] = []
    for section in sections:
        if section.level <= 1 and group:
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _with_heading(section: ArticleSection) -> str:
    heading = "" if section.run_in else f"{section.numbering}{section.heading}"
    return "\n".join(filter(None, (heading, section.text)))


def _parts(text: str) -> Iterator[str]:
    """`text` in runs of whole paragraphs, as few as `LONGEST_CHARS` allows; a longer one stays whole."""
    part: list[str] = []
    for paragraph in filter(None, text.split("\n")):
        if part and sum(map(len, part)) + len(paragraph) > LONGEST_CHARS:
            yield "\n".join(part)
            part = []
        part.append(paragraph)
    if part:
        yield "\n".join(part)
