"""A text and the edits made to it, each with its place in the original, so that any can be put back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from summarizer.library.loaders.values import SourceLine


class EditKind(StrEnum):
    """What an edit did."""

    REMOVED = "removed"
    MENDED = "mended"
    SUSPECT = "suspect"  # nothing changed, a person should look


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanEdit:
    """One change of the original text, or one doubt about it.

    Attributes:
        line: number of the source line it begins in.
        start, end: code-point offsets into the original text (all lines joined by line feeds).
        before: `original[start:end]`.
        after: what stands there instead; equal to `before` for a doubt.
        reason: Chinese, shown to the user.
    """

    line: int
    start: int
    end: int
    before: str
    after: str
    reason: str
    kind: EditKind


class Change(NamedTuple):
    """What a rule wants: `text[start:end]` of the text it was shown becomes `after`; None is a doubt."""

    start: int
    end: int
    after: str | None
    reason: str


class Mark(NamedTuple):
    """The beginning of an article: offset into the original text, and its title, "" when none is known."""

    start: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An original text with its edits applied.

    Attributes:
        source: the lines as loaded.
        edits: changes, sorted and not overlapping; no doubts.
        doubts: edits of kind SUSPECT, sorted.
        marks: where articles begin, sorted; empty for a single article.
        promised: number of articles the page promises, 0 when it does not say.
    """

    source: tuple[SourceLine, ...]
    edits: tuple[CleanEdit, ...] = ()
    doubts: tuple[CleanEdit, ...] = ()
    marks: tuple[Mark, ...] = ()
    promised: int = 0

    @property
    def original(self) -> str:
        """The text as loaded."""
        return "\n".join(line.text for line in self.source)

    @property
    def text(self) -> str:
        """The cleaned text."""
        return apply_edits(self.original, self.edits)


def put_back(cleaned: Cleaned, edit: CleanEdit) -> Cleaned:
    """`cleaned` without `edit`: the original stands there again; a doubt is dismissed.

    Raises:
        ValueError: `edit` is none of its edits.
    """
    if edit in cleaned.edits:
        return replace(cleaned, edits=tuple(one for one in cleaned.edits if one != edit))
    if edit in cleaned.doubts:
        return replace(cleaned, doubts=tuple(one for one in cleaned.doubts if one != edit))
    message = "this edit has been put back already, or belongs to another text"
    raise ValueError(message)


def apply_edits(original: str, edits: Iterable[CleanEdit]) -> str:
    """`original` with sorted, non-overlapping edits applied."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (original[position : edit.start], edit.after)
        position = edit.end
    pieces.append(original[position:])
    return "".join(pieces)


class _Patch(NamedTuple):
    start: int
    end: int
    after: str
    reason: str

    @property
    def growth(self) -> int:
        return len(self.after) - (self.end - self.start)


class Manuscript:
    """A text under the hands of one rule after another; keeps every change in original offsets.

    Each `apply` costs time linear in the text.
    """

    def __init__(self, source: Sequence[SourceLine]) -> None:
        self._source = tuple(source)
        self._original = "\n".join(line.text for line in self._source)
        self._line_starts = _line_starts(self._source)
        self._patches: list[_Patch] = []
        self._doubts: list[_Patch] = []
        self._marks: list[Mark] = []
        self._offsets = Offsets(())
        self.text = self._original
        self.promised = 0

    def apply(self, changes: Iterable[Change]) -> None:
        """Makes the changes, whose offsets count in the present text; of two that overlap the first wins."""
        made: list[Change] = []
        end = 0
        for change in sorted(changes, key=lambda one: (one.start, one.end)):
            if change.after is None:
                self._doubt(change)
            elif change.start >= end and self.text[change.start : change.end] != change.after:
                made.append(change)
                end = max(change.end, change.start)
        if made:
            self._patches = _compose(self.text, self._patches, made)
            self._offsets = Offsets(self._patches)
            self.text = _patched(self._original, self._patches)

    def mark(self, start: int, title: str) -> None:
        """Notes that an article begins at `start` of the present text."""
        self._marks.append(Mark(self.original_offset(start), title))
        self._marks.sort()

    def begins_article(self, start: int) -> bool:
        """Whether an article begins at the line that starts here, or at lines removed just before it."""
        return self._mark_index(start) != (self._mark_index(start - 1) if start else -1)

    def title_at(self, start: int) -> str:
        """The title noted for the article around `start`, "" when none is."""
        index = self._mark_index(start)
        return self._marks[index].title if index >= 0 else ""

    def name_article(self, start: int, title: str) -> None:
        """Notes the title of the article around `start`, which must be without one."""
        index = self._mark_index(start)
        if index >= 0:
            self._marks[index] = self._marks[index]._replace(title=title)
        else:
            self._marks.insert(0, Mark(0, title))

    def original_offset(self, offset: int) -> int:
        """Where in the original a place of the present text comes from; behind what was removed there."""
        return self._offsets.original(offset)

    def level_at(self, start: int) -> int:
        """The heading level the file itself gives to the line that starts here, 0 for none."""
        index = bisect_right(self._line_starts, self.original_offset(start)) - 1
        return self._source[index].level if self._source else 0

    def _mark_index(self, start: int) -> int:
        """The place in `_marks` of the article around `start`, -1 before the first."""
        return bisect_right(self._marks, self.original_offset(start), key=lambda mark: mark.start) - 1

    def finish(self) -> Cleaned:
        """The result so far."""
        return Cleaned(
            source=self._source,
            edits=tuple(self._edit(patch, _kind(self._original, patch)) for patch in self._patches),
            doubts=tuple(self._edit(patch, EditKind.SUSPECT) for patch in sorted(set(self._doubts))),
            marks=tuple(self._marks),
            promised=self.promised,
        )

    def _doubt(self, change: Change) -> None:
        start, end = self.original_offset(change.start), self._offsets.original(change.end, behind=False)
        end = max(start, end)
        self._doubts.append(_Patch(start, end, self._original[start:end], change.reason))

    def _edit(self, patch: _Patch, kind: EditKind) -> CleanEdit:
        before = self._original[patch.start : patch.end]
        first = patch.start + len(before) - len(before.lstrip("\n"))
        index = bisect_right(self._line_starts, min(first, len(self._original))) - 1
        number = self._source[index].number if self._source else 1
        return CleanEdit(
            line=number,
            start=patch.start,
            end=patch.end,
            before=before,
            after=patch.after,
            reason=patch.reason,
            kind=kind,
        )


class Offsets:
    """Places of a patched text in its original; each lookup is a binary search."""

    def __init__(self, patches: Iterable["_Patch | CleanEdit"]) -> None:
        self._spans: list[tuple[int, int]] = []
        self._ends: list[int] = []
        self._shifts: list[int] = [0]
        for patch in patches:
            begin = patch.start + self._shifts[-1]
            self._spans.append((begin, begin + len(patch.after)))
            self._ends.append(patch.end)
            self._shifts.append(self._shifts[-1] + len(patch.after) - (patch.end - patch.start))

    def original(self, offset: int, *, behind: bool = True) -> int:
        """The original offset of `offset`.

        Inside an insertion it is the end of what the insertion stands for; where text was removed it is
        behind the gap, or before it when `behind` is False.
        """
        if behind:
            passed = bisect_right(self._spans, (offset, offset))
        else:
            passed = bisect_left(self._spans, (offset, -1))
        if passed and self._spans[passed - 1][1] > offset:
            return self._ends[passed - 1]
        return offset - self._shifts[passed]


def _kind(original: str, patch: _Patch) -> EditKind:
    removed = not patch.after.strip() and original[patch.start : patch.end].strip()
    return EditKind.REMOVED if removed else EditKind.MENDED


def _line_starts(source: Sequence[SourceLine]) -> list[int]:
    starts, position = [], 0
    for line in source:
        starts.append(position)
        position += len(line.text) + 1
    return starts or [0]


def _patched(original: str, patches: Iterable[_Patch]) -> str:
    pieces: list[str] = []
    position = 0
    for patch in patches:
        pieces += (original[position : patch.start], patch.after)
        position = patch.end
    pieces.append(original[position:])
    return "".join(pieces)


def _compose(text: str, old: list[_Patch], changes: list[Change]) -> list[_Patch]:
    """Patches of the original that do what `old` and then `changes` (offsets in `text`) do."""
    result: list[_Patch] = []
    shift, index, taken = 0, 0, 0
    while taken < len(changes):
        start = changes[taken].start
        while (
            index < len(old) and _stop(old[index], shift) <= start and not _inside(old[index], shift, start)
        ):
            result.append(old[index])
            shift += old[index].growth
            index += 1
        cluster = _Cluster(changes[taken])
        first_shift = shift
        taken += 1
        while True:
            if index < len(old) and cluster.overlaps(old[index].start + shift, _stop(old[index], shift)):
                cluster.take_patch(old[index], shift)
                shift += old[index].growth
                index += 1
            elif taken < len(changes) and changes[taken].start < cluster.end:
                cluster.take_change(changes[taken])
                taken += 1
            else:
                break
        result.append(cluster.patch(text, first_shift, shift))
    return result + old[index:]


def _stop(patch: _Patch, shift: int) -> int:
    return patch.start + shift + len(patch.after)


def _inside(patch: _Patch, shift: int, offset: int) -> bool:
    return patch.start + shift < offset < _stop(patch, shift)


class _Cluster:
    """Changes and earlier patches that touch the same stretch of text and so become one patch."""

    def __init__(self, change: Change) -> None:
        self.start, self.end = change.start, change.end
        self._changes = [change]
        self._reasons: list[str] = []

    def overlaps(self, start: int, end: int) -> bool:
        return start < self.end and end > self.start

    def take_patch(self, patch: _Patch, shift: int) -> None:
        begin = patch.start + shift
        self.start, self.end = min(self.start, begin), max(self.end, begin + len(patch.after))
        self._reasons.append(patch.reason)

    def take_change(self, change: Change) -> None:
        self.end = max(self.end, change.end)
        self._changes.append(change)

    def patch(self, text: str, shift_before: int, shift_after: int) -> _Patch:
        pieces: list[str] = []
        position = self.start
        for change in self._changes:
            pieces += (text[position : change.start], change.after or "")
            position = change.end
        after = "".join((*pieces, text[position : self.end]))
        own = [change.reason for change in self._changes]
        reasons = own if not after.strip() else [*self._reasons, *own]
        reason = "；".join(dict.fromkeys(part for whole in reasons for part in whole.split("；")))
        return _Patch(self.start - shift_before, self.end - shift_after, after, reason)
