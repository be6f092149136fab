"""A text nobody has cut into sections, to be checked against all facts of a sheet at once."""

from dataclasses import replace

from summarizer.domain import Document, Section, Topic
from summarizer.text.characters import clean_line
from summarizer.text.numbering import strip_numbering


def as_one_section(document: Document, text: str) -> Document:
    """The document with one section in front that holds all facts and the whole of `text`."""
    whole = Section(
        id="whole",
        heading="",
        topic=Topic.OVERVIEW,
        facts=tuple(fact for section in document.sections for fact in section.active_facts),
        text=_without_frame(document, text),
    )
    return replace(document, sections=(whole, *(replace(section, facts=()) for section in document.sections)))


def _without_frame(document: Document, text: str) -> str:
    """`text` with its title, headings and sign-off blanked out where they are the sheet's own; same length.

    What the sheet itself says outside its facts (一、2025年打算, the date of the sign-off) needs no proof.
    """
    headings = (section.heading for section in document.sections)
    frame = {document.title, document.unit, document.signed, document.date, *headings}
    lines = text.split("\n")
    bare = (strip_numbering(clean_line(line).lstrip("#")) for line in lines)
    return "\n".join(
        " " * len(line) if line_text in frame else line for line, line_text in zip(lines, bare, strict=True)
    )
