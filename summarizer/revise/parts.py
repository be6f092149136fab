"""Finding and replacing the parts of a document by their ids."""

from dataclasses import replace

from summarizer.domain import Document, Fact, Section
from summarizer.errors import NotFoundError


def find_section(document: Document, section_id: str) -> Section:
    """The section with this id.

    Raises:
        NotFoundError: it does not exist (any more).
    """
    try:
        return document.section(section_id)
    except KeyError:
        message = "这一节已不存在"
        raise NotFoundError(message) from None


def find_fact(section: Section, fact_id: str) -> Fact:
    """The fact with this id.

    Raises:
        NotFoundError: it does not exist (any more).
    """
    for fact in section.facts:
        if fact.id == fact_id:
            return fact
    message = "这条事实已不存在"
    raise NotFoundError(message)


def with_section(document: Document, changed: Section) -> Document:
    """`document` with the section of the same id replaced."""
    sections = tuple(changed if section.id == changed.id else section for section in document.sections)
    return replace(document, sections=sections)


def with_fact(section: Section, changed: Fact) -> tuple[Fact, ...]:
    """The facts of `section` with the one of the same id replaced."""
    return tuple(changed if fact.id == changed.id else fact for fact in section.facts)
