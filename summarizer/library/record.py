"""The record of a file's cleaning as stored: any edit can be put back later, whatever the rules are then."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from summarizer.library.articles import Article
from summarizer.library.corrections import Corrections, read_shape, shape_of
from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import Cleaned, CleanEdit, EditKind, Mark, apply_edits
from summarizer.library.report import CleanReport
from summarizer.library.split import split


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningRecord:
    """What was done to a file, and what the user took back of it.

    Attributes:
        cleaned: with all edits the rules made.
        notes: Chinese sentences about the file.
        back: ids (`edit_id`) of edits put back and of doubts settled.
        corrections: what a person said of its articles, by their number.
    """

    cleaned: Cleaned
    notes: tuple[str, ...] = ()
    back: frozenset[str] = frozenset()
    corrections: Mapping[int, Corrections] = field(default_factory=dict)

    @property
    def is_sheet(self) -> bool:
        """Whether the file is in the format of our own samples, which is not cleaned."""
        return not self.cleaned.source

    def corrected(self, number: int) -> Corrections:
        """What a person said of an article."""
        return self.corrections.get(number, Corrections())

    def with_corrections(self, number: int, corrections: Corrections) -> "CleaningRecord":
        """The record with what a person said of one article."""
        return replace(self, corrections={**self.corrections, number: corrections})

    @property
    def effective(self) -> Cleaned:
        """The cleaned text without what was put back."""
        return replace(
            self.cleaned,
            edits=tuple(edit for edit in self.cleaned.edits if edit_id(edit) not in self.back),
            doubts=tuple(doubt for doubt in self.cleaned.doubts if edit_id(doubt) not in self.back),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedArticle:
    """An article and where it comes from.

    Attributes:
        number: 0-based place among the beginnings of articles the file has; no edit put back changes it.
        start, end: its share of the original text, code points.
    """

    number: int
    start: int
    end: int
    article: Article


def edit_id(edit: CleanEdit) -> str:
    """A short name of an edit that depends on nothing but itself."""
    key = f"{edit.kind}\0{edit.start}\0{edit.end}\0{edit.after}\0{edit.reason}"
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def place_articles(cleaned: Cleaned, articles: Sequence[Article] | None = None) -> tuple[PlacedArticle, ...]:
    """The articles of a cleaned text with their places.

    Args:
        cleaned: the text.
        articles: all its articles, where they are known already; split again when not given or too few.
    """
    original = cleaned.original
    bounds = [0, *(mark.start for mark in cleaned.marks[1:]), len(original) + 1]
    filled = [
        (number, start, min(end, len(original)))
        for number, (start, end) in enumerate(pairwise(bounds))
        if _text_between(cleaned, original, start, end).strip()
    ]
    if articles is None or len(articles) != len(filled):
        articles = split(cleaned)
    if len(articles) != len(filled):
        filled = [(number, 0, len(original)) for number in range(len(articles))]
    return tuple(
        PlacedArticle(number=number, start=start, end=end, article=article)
        for (number, start, end), article in zip(filled, articles, strict=True)
    )


def place_kept(report: CleanReport) -> tuple[PlacedArticle, ...]:
    """The articles of a report that are summaries, with their places in the file."""
    if not report.refused:
        return place_articles(report.cleaned, report.articles)
    kept = iter(place_articles(report.cleaned))
    # Both are in the order of the text, so each article is found behind the one before it.
    return tuple(next(placed for placed in kept if placed.article == article) for article in report.articles)


def pack_record(record: CleaningRecord) -> bytes:
    """Compressed JSON of a record."""
    cleaned = record.cleaned
    shape = {
        "lines": [list(line) for line in cleaned.source],
        "edits": [_edit_shape(edit) for edit in cleaned.edits],
        "doubts": [_edit_shape(doubt) for doubt in cleaned.doubts],
        "marks": [list(mark) for mark in cleaned.marks],
        "promised": cleaned.promised,
        "notes": list(record.notes),
        "back": sorted(record.back),
        "corrections": {number: shape_of(one) for number, one in record.corrections.items() if one},
    }
    return zlib.compress(json.dumps(shape, ensure_ascii=True).encode("ascii"))


def unpack_record(packed: bytes) -> CleaningRecord:
    """What `pack_record` packed."""
    shape = json.loads(zlib.decompress(packed))
    source = tuple(SourceLine(*line) for line in shape["lines"])
    original = "\n".join(line.text for line in source)
    cleaned = Cleaned(
        source=source,
        edits=_edits(shape["edits"], original),
        doubts=_edits(shape["doubts"], original),
        marks=tuple(Mark(*mark) for mark in shape["marks"]),
        promised=shape["promised"],
    )
    return CleaningRecord(
        cleaned=cleaned,
        notes=tuple(shape["notes"]),
        back=frozenset(shape["back"]),
        corrections={int(number): read_shape(one) for number, one in shape.get("corrections", {}).items()},
    )


def _edit_shape(edit: CleanEdit) -> list[Any]:
    return [edit.line, edit.start, edit.end, edit.after, edit.reason, edit.kind.value]


def _edits(rows: Iterable[Sequence[Any]], original: str) -> tuple[CleanEdit, ...]:
    return tuple(
        CleanEdit(
            line=line,
            start=start,
            end=end,
            before=original[start:end],
            after=after,
            reason=reason,
            kind=EditKind(kind),
        )
        for line, start, end, after, reason, kind in rows
    )


def _text_between(cleaned: Cleaned, original: str, start: int, end: int) -> str:
    """The cleaned text of `original[start:end]`."""
    shifted = (
        replace(edit, start=edit.start - start, end=min(edit.end, end) - start)
        for edit in cleaned.edits
        if start <= edit.start < end
    )
    return apply_edits(original[start:end], shifted)
