"""`proofread_document`: every section of a document, read again only when its words changed."""

from dataclasses import dataclass
from functools import lru_cache

from summarizer.domain import Document
from summarizer.proofread.check import proofread
from summarizer.proofread.lexicon import Lexicon
from summarizer.proofread.remarks import Remark

_TEXTS_KEPT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRemarks:
    """The remarks on one section.

    Attributes:
        section_id: of the section.
        text: on its text, sorted by start; offsets count the text's code points.
        heading: on its heading, with offsets into the heading.
    """

    section_id: str
    text: tuple[Remark, ...] = ()
    heading: tuple[Remark, ...] = ()


def proofread_document(document: Document, *, lexicon: Lexicon | None = None) -> tuple[SectionRemarks, ...]:
    """The remarks on every section in order; pure, and remembered for the sections that did not change.

    Every remark has `rule`, `clause`, `level`, `start`, `end`, `text`, `message`, `suggestion`, `certain` and
    `fixable`. `apply_fixes(section.text, [remark], lexicon=lexicon)` is the text with one remark mended.

    Args:
        document: with the present text of every section.
        lexicon: the user's own words; pass the same value each time.
    """
    return tuple(
        SectionRemarks(
            section_id=section.id,
            text=_remembered(section.text, lexicon),
            heading=_remembered(section.heading, lexicon),
        )
        for section in document.sections
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def _remembered(text: str, lexicon: Lexicon | None) -> tuple[Remark, ...]:
    return proofread(text, lexicon=lexicon)
