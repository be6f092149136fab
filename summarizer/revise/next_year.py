"""The summary of the same part of the next year: the outline again, the facts with blanks for its figures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from summarizer.domain import CLOSING_TOPICS, AtomKind, Document, Fact, Layout, Period, Section
from summarizer.outline import default_title
from summarizer.text.atoms import find_atoms

BLANK: Final = "__"
"""What stands for a figure of this year until the user fills it in; the check calls it 待补充, too."""

_COUNTED: Final = frozenset({AtomKind.QUANTITY, AtomKind.MONEY})
# A multiplier behind digits belongs to the unit: __万元. One that stands alone counts nothing: 百公里.
_FIGURE: Final = re.compile(
    r"\d+(?:[.,，]\d+)*[余多]?|(?<![\d余多])[〇零一二两三四五六七八九十百千万亿]*[〇零一二两三四五六七八九十][百千万亿]*[余多]?"
)
# 三八节 and 三季度 come again; only days and months are other ones.
_DAY_OR_MONTH: Final = re.compile(r"\d+|[一二三四五六七八九十]+(?=[月日])")
_ORDINAL: Final = re.compile("第|.*届$")
_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?=年)")


def next_year(document: Document, *, new_id: Callable[[], str]) -> Document:
    """A document of the year after, with the same outline, sign-off and layout, no text and no date.

    Its facts say what was reported, with blanks for the figures and last year's values beside them, and are
    shelved: what is not filled in never reaches the text. Attachments belong to their year and stay behind.
    """
    period = replace(document.period, year=document.period.year + 1)
    return Document(
        id=new_id(),
        title=_title(document, period),
        unit=document.unit,
        kind=document.kind,
        period=period,
        signed=document.signed,
        layout=replace(document.layout, attachments=Layout().attachments),
        sections=tuple(_section(section, document.period, new_id=new_id) for section in document.sections),
    )


def is_blank(fact: Fact) -> bool:
    """Whether a figure of the fact is still to be filled in."""
    return BLANK in fact.text


def resumed(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Fact, ...]:
    """`after`, with the facts whose last blank has just been filled in no longer shelved."""
    open_ids = {fact.id for fact in before if fact.shelved and is_blank(fact)}
    return tuple(
        replace(fact, shelved=False) if fact.id in open_ids and not is_blank(fact) else fact for fact in after
    )


def _title(document: Document, period: Period) -> str:
    if document.title == default_title(document.unit, document.period):
        return default_title(document.unit, period)
    return _a_year_later(document.title)


def _a_year_later(text: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[1]) + 1), text)


def _section(section: Section, period: Period, *, new_id: Callable[[], str]) -> Section:
    # What was planned or found wanting is no value of last year's to compare with.
    compares = section.topic not in CLOSING_TOPICS
    facts = tuple(_fact(fact, period, compares=compares, new_id=new_id) for fact in section.facts)
    return Section(
        id=new_id(),
        heading=_a_year_later(section.heading),
        topic=section.topic,
        length_chars=section.length_chars,
        facts=facts,
    )


def _fact(fact: Fact, period: Period, *, compares: bool, new_id: Callable[[], str]) -> Fact:
    """The fact with a blank for each figure and date, and the figures it had as last year's value."""
    pieces: list[str] = []
    values: list[str] = []
    at = 0
    for atom in find_atoms(fact.text, period=period):
        written = fact.text[atom.start : atom.end]
        blank = _blanked(written, atom.kind, period)
        if blank == written or atom.start < at:
            continue
        pieces += (fact.text[at : atom.start], blank)
        at = atom.end
        if atom.kind in _COUNTED and not _ORDINAL.match(written):
            values.append(written)
    text = "".join((*pieces, fact.text[at:]))
    last_year = "、".join(values) if compares and not fact.shelved and values else None
    return Fact(id=new_id(), text=text, last_year=last_year, shelved=True)


def _blanked(written: str, kind: AtomKind, period: Period) -> str:
    """__户 for 32户, __月__日 for 2024年3月22日 in a summary of 2024; names and bare numbers as they are."""
    if kind is AtomKind.DATE:
        return _DAY_OR_MONTH.sub(BLANK, written.removeprefix(f"{period.year}年") or written)
    blank = _FIGURE.sub(BLANK, written) if kind in _COUNTED else written
    return written if blank == BLANK else blank
