"""Proposals: generated texts that wait beside the user's own until they are adopted."""

from dataclasses import dataclass
from typing import Final

from summarizer.domain import Document, Origin, Proposal, Section
from summarizer.errors import LockedError

_OVERWRITABLE: Final = frozenset({Origin.MODEL, Origin.OFFLINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAllOutcome:
    """What 生成全文 did.

    Attributes:
        document: as it stands now.
        engine: the engine that wrote.
        drafted: ids of the sections with a new text.
        proposals: new texts for sections a person had edited; those sections are unchanged.
        skipped: ids of locked sections.
    """

    document: Document
    engine: str
    drafted: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    skipped: tuple[str, ...] = ()


def is_own_text(section: Section) -> bool:
    """True when the present text is a person's work (edited, restored, imported), not an engine's."""
    return bool(section.text.strip()) and section.origin not in _OVERWRITABLE


def check_unlocked(section: Section) -> Section:
    """The section itself, when its text may change.

    Raises:
        LockedError: the user has locked it.
    """
    if section.locked:
        message = f"“{section.heading or section.topic.label}”一节已锁定，文字没有改动"
        raise LockedError(message)
    return section
