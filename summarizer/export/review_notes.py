"""What a review copy says: a note for every paragraph and finding, and where each fact stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.domain import Document, Fact, Finding, Report, Section, SectionReport, Severity, Topic
from summarizer.export.blocks import heading_numbering, is_table_row, printed_heading
from summarizer.facts import format_fact
from summarizer.text.characters import clean_line
from summarizer.text.numbering import format_numbering

APPENDIX_TITLE: Final = "事实依据表"
"""The title of the table of facts behind the text."""
TABLE_HEADER: Final = ("序号", "事实", "写在哪里")
"""The columns of the table of facts (事实依据表)."""
NO_FACTS: Final = "本段没有引用事实，是衔接或概括的话。"
"""The note on a paragraph that rests on no fact."""

_SEVERITIES: Final[Mapping[Severity, str]] = {"error": "必须核对", "warn": "请斟酌", "info": "说明"}
_EXCERPT_CHARS: Final = 60
_UNTITLED: Final = "（无标题的一节）"
_LINE: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One comment on a section.

    Attributes:
        section_id: the section it is about.
        start, end: code-point offsets into the section's text; None when it is about the section as a whole.
        lines: the paragraphs of the comment, at least one.
    """

    section_id: str
    start: int | None
    end: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    number: int
    fact: Fact
    section: Section


class _Facts:
    """The active facts of a document, numbered from 1 in order, found by the index a report gives them."""

    def __init__(self, document: Document) -> None:
        pairs = ((fact, section) for section in document.sections for fact in section.active_facts)
        self.all = tuple(
            _Numbered(number=number, fact=fact, section=section)
            for number, (fact, section) in enumerate(pairs, start=1)
        )

    def seen_from(self, section_id: str) -> tuple[_Numbered, ...]:
        """The facts in the order in which a section's report counts them: its own before all others."""
        own = tuple(one for one in self.all if one.section.id == section_id)
        return (*own, *(one for one in self.all if one.section.id != section_id))


def notes_of(document: Document, report: Report) -> tuple[Note, ...]:
    """The notes of all sections in order: per paragraph the facts it rests on, then what was found there."""
    facts = _Facts(document)
    checked = {one.section_id: one for one in report.sections}
    return tuple(
        note
        for section in document.sections
        if section.id in checked
        for note in _section_notes(section, checked[section.id], facts.seen_from(section.id))
    )


def fact_rows(document: Document, report: Report) -> tuple[tuple[str, ...], ...]:
    """The rows of the table of facts without its header; shelved facts stand last and have no number."""
    facts, marks = _Facts(document), _marks(document)
    places = _places(document, report, facts, marks)
    unwritten, doubted = _unwritten(report, facts), _doubted(report, facts)
    rows = [
        (
            str(one.number),
            _told(one.fact),
            _standing(
                places.get(one.number, ()),
                mark=marks[one.section.id],
                is_unwritten=one.number in unwritten,
                is_doubted=one.number in doubted,
            ),
        )
        for one in facts.all
    ]
    shelved = [
        ("—", _told(fact), f"{marks[section.id]}：暂不写")
        for section in document.sections
        for fact in section.facts
        if fact.shelved
    ]
    return (*rows, *shelved)


def section_labels(document: Document) -> dict[str, str]:
    """By section id the heading as printed with its number; the overview is called 前言."""
    labels: dict[str, str] = {}
    number = 0
    for section in document.sections:
        heading = printed_heading(section)
        number += bool(heading)
        if section.topic is Topic.OVERVIEW:
            labels[section.id] = clean_line(section.heading) or section.topic.label
        else:
            labels[section.id] = format_numbering(1, number) + heading if heading else _UNTITLED
    return labels


def _section_notes(section: Section, report: SectionReport, facts: Sequence[_Numbered]) -> Iterator[Note]:
    spans = list(_paragraphs(section.text))
    starts = [start for start, _ in spans]
    whole, placed = [], list[tuple[int, Note]]()
    for finding in report.findings:
        note = _finding_note(section, finding, facts)
        if note.start is None:
            whole.append(note)
        else:
            placed.append((bisect_right(starts, note.start) - 1, note))
    yield from whole
    for number, (start, end) in enumerate(spans):
        found = [note for at, note in placed if at == number]
        lines = _support_lines(section.text[start:end], (start, end), report, facts, is_doubted=bool(found))
        if lines:
            yield Note(section_id=section.id, start=start, end=end, lines=lines)
        yield from found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs of `text`; all rows of a table are one."""
    table: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        if is_table_row(clean_line(line.group())):
            table = (table[0] if table else line.start(), line.end())
            continue
        if table:
            yield table
            table = None
        if clean_line(line.group()):
            yield line.start(), line.end()
    if table:
        yield table


def _support_lines(
    text: str,
    span: tuple[int, int],
    report: SectionReport,
    facts: Sequence[_Numbered],
    *,
    is_doubted: bool,
) -> tuple[str, ...]:
    """The note on one paragraph; none on a heading, nor on a doubted one that rests on no fact."""
    used = {
        index
        for sentence in report.sentences
        if sentence.start < span[1] and sentence.end > span[0]
        for index in sentence.facts
        if index < len(facts)
    }
    if used:
        numbered = sorted((facts[index] for index in used), key=lambda one: one.number)
        return ("依据的事实：", *(f"{one.number}. {_told(one.fact)}" for one in numbered))
    is_heading = heading_numbering(clean_line(text)) is not None
    return () if is_heading or is_doubted else (NO_FACTS,)


def _finding_note(section: Section, finding: Finding, facts: Sequence[_Numbered]) -> Note:
    head = f"【{_SEVERITIES[finding.severity]}】{clean_line(finding.message)}"
    lines = [head]
    if finding.start is None and finding.fact is not None and finding.fact < len(facts):
        one = facts[finding.fact]
        lines.append(f"{one.number}. {_told(one.fact)}")
    elif finding.expected and finding.expected not in finding.message:
        lines.append(f"事实中是：{clean_line(finding.expected)}")
    if finding.suggestion:
        lines.append(f"可改为：{clean_line(finding.suggestion)}" if finding.start is not None else "")
    return Note(section_id=section.id, start=finding.start, end=finding.end, lines=tuple(filter(None, lines)))


def _marks(document: Document) -> dict[str, str]:
    """By section id the number of its heading alone, what the table of facts calls it by: 一, 前言."""
    return {key: label.partition("、")[0] for key, label in section_labels(document).items()}


def _places(
    document: Document, report: Report, facts: _Facts, marks: Mapping[str, str]
) -> dict[int, list[str]]:
    """By number of a fact the sentences that use it, in order: 一，第2段：…."""
    places: dict[int, list[str]] = {}
    checked = {one.section_id: one for one in report.sections}
    for section in document.sections:
        spans = [span for span in _paragraphs(section.text) if not _is_heading(section.text, span)]
        starts = [start for start, _ in spans]
        seen = facts.seen_from(section.id)
        for sentence in checked[section.id].sentences if section.id in checked else ():
            paragraph = max(1, bisect_right(starts, sentence.start))
            excerpt = _excerpt(section.text[sentence.start : sentence.end])
            for one in _picked(seen, sentence.facts):
                place = f"{marks[section.id]}，第{paragraph}段：{excerpt}"
                places.setdefault(one.number, []).append(place)
    return places


def _picked(facts: Sequence[_Numbered], indexes: Iterable[int]) -> Iterator[_Numbered]:
    yield from (facts[index] for index in indexes if index < len(facts))


def _is_heading(text: str, span: tuple[int, int]) -> bool:
    return heading_numbering(clean_line(text[slice(*span)])) is not None


def _unwritten(report: Report, facts: _Facts) -> frozenset[int]:
    return frozenset(
        one.number
        for checked in report.sections
        for one in _picked(facts.seen_from(checked.section_id), checked.unwritten)
    )


def _doubted(report: Report, facts: _Facts) -> frozenset[int]:
    """Facts whose figures stand differently in the text."""
    return frozenset(
        one.number
        for checked in report.sections
        for finding in checked.findings
        if finding.severity == "error" and finding.start is not None and finding.fact is not None
        for one in _picked(facts.seen_from(checked.section_id), (finding.fact,))
    )


def _standing(places: Sequence[str], *, mark: str, is_unwritten: bool, is_doubted: bool) -> str:
    written = " ".join(places)
    if is_doubted:
        return f"有出入，见批注。{written}"
    if is_unwritten:
        return f"没有写全。{written}" if written else f"{mark}：未写入"
    return written or "已写入"


def _told(fact: Fact) -> str:
    return clean_line(format_fact(fact)).strip("~")


def _excerpt(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _EXCERPT_CHARS else f"{line[:_EXCERPT_CHARS]}…"
