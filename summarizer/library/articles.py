"""What splitting yields: articles of sections."""

from dataclasses import dataclass

from summarizer.domain import Period, Topic, UnitKind
from summarizer.library.manuscript import CleanEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSection:
    """One section of an article.

    Attributes:
        heading: without number; "" for text before the first heading or under a number without one.
        level: 1 for the top level of this article, whatever marks it uses.
        numbering: the number as written (一、), "" for none.
        number: its value, 0 for none.
        run_in: True when the heading is the first sentence of the paragraph `text` begins with.
        topic: told from the heading alone, None when it does not say.
        chosen: topics a person chose, the main one first; none leaves it to heading and text.
        text: paragraphs separated by line feeds, those of deeper sections not included.
    """

    heading: str
    level: int
    numbering: str = ""
    number: int = 0
    run_in: bool = False
    topic: Topic | None = None
    chosen: tuple[Topic, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One summary found in a file.

    Attributes:
        title: "" when the file gives none.
        kind: guessed from title and text, None when nothing tells.
        period: guessed, None when nothing tells.
        sections: in order of the text.
        signed: unit and date under the text, "" for none.
        text: the cleaned text with title line and numbers as they stand.
        traditional: True when it was written in traditional characters.
        quality: 0 to 1; how much of the whole summary is there and beyond doubt.
        edits: changes made within it, collection headings before it included.
        doubts: what a person should look at.
    """

    title: str
    kind: UnitKind | None
    period: Period | None
    sections: tuple[ArticleSection, ...]
    signed: str
    text: str
    traditional: bool
    quality: float
    edits: tuple[CleanEdit, ...] = ()
    doubts: tuple[CleanEdit, ...] = ()
