"""Checking what a person types into the fields of a document and its sections."""

from summarizer.domain import Document, Topic
from summarizer.errors import InputError
from summarizer.factsheet import clean_heading
from summarizer.text.characters import clean_line


def required_line(written: str, request: str) -> str:
    """`written` as one clean line.

    Raises:
        InputError: nothing is left of it; the message is `request`.
    """
    cleaned = clean_line(written)
    if not cleaned:
        raise InputError(request, hint="")
    return cleaned


def required_heading(written: str) -> str:
    """A heading as it is stored, without numbering.

    Raises:
        InputError: nothing is left of it.
    """
    heading = clean_heading(written)
    if not heading:
        message = "请填写这一节的标题"
        raise InputError(message, hint="")
    return heading


def refuse_second_overview(document: Document, *, but: str = "") -> None:
    """Passes when no section, the one with id `but` aside, is the overview (前言).

    Raises:
        InputError: there is one already.
    """
    if any(section.topic is Topic.OVERVIEW and section.id != but for section in document.sections):
        message = "这份总结已经有前言了"
        raise InputError(message, hint="前言只能有一个，请改选别的主题。")
