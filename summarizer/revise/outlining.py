"""Sections cut in two and joined: what each part gets, as values; nothing is stored here."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.domain import Fact, Section, SentenceSupport
from summarizer.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The text and the facts of one part of a section."""

    text: str
    facts: tuple[Fact, ...]


def split_at(section: Section, offset: int, supports: Sequence[SentenceSupport]) -> tuple[Part, Part]:
    """The parts of `section` before and after a code-point offset.

    A fact goes along with the text that tells of it; one told of in both parts, or in neither, stays
    with the first, so every fact is in exactly one of them.

    Args:
        section: the section.
        offset: where its text is cut; spaces and line ends around it are dropped.
        supports: which active facts its sentences rest on.

    Raises:
        InputError: one of the two texts would be empty.
    """
    first, second = section.text[:offset].rstrip(), section.text[offset:].lstrip()
    if not first or not second:
        message = "请把光标放在两段文字之间，再拆分"
        raise InputError(message, hint="")
    early = {index for support in supports if support.start < offset for index in support.facts}
    late = {index for support in supports if support.start >= offset for index in support.facts}
    moved = {section.active_facts[index].id for index in late - early}
    return (
        Part(text=first, facts=tuple(fact for fact in section.facts if fact.id not in moved)),
        Part(text=second, facts=tuple(fact for fact in section.facts if fact.id in moved)),
    )


def joined(first: Section, second: Section) -> Part:
    """The text and facts of both sections, in order."""
    texts = (text for text in (first.text.rstrip(), second.text.strip()) if text)
    taken = {fact.id for fact in first.facts}
    facts = (*first.facts, *(fact for fact in second.facts if fact.id not in taken))
    return Part(text="\n".join(texts), facts=facts)
