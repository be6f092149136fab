"""Sentences the program added for missing facts (补写), as marks beside those of the verifier."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from summarizer.domain import Fact
from summarizer.revise.completion import FilledSpan
from summarizer.ui.components.editor.marks import Mark, Note

_LOOK: Final = "note"
_SIGN: Final = "补"
_MESSAGE: Final = "这句是程序补写的：起草时漏了这条事实。改动后就算您自己的话。"


def with_filled(
    marks: Sequence[Mark], spans: Iterable[FilledSpan], facts: Iterable[Fact]
) -> tuple[Mark, ...]:
    """The marks, and one for each part of a filled sentence that no other mark covers, by place.

    Only the last part of a sentence carries the sign.
    """
    texts = {fact.id: fact.text for fact in facts}
    added = [one for span in spans for one in _parts(span, marks, texts)]
    return tuple(sorted([*marks, *added], key=lambda mark: mark.start))


def _parts(span: FilledSpan, marks: Sequence[Mark], texts: Mapping[str, str]) -> list[Mark]:
    note = Note(look=_LOOK, sign=_SIGN, message=_MESSAGE, fact=texts.get(span.fact_id, ""))
    free: list[tuple[int, int]] = []
    at = span.start
    for mark in sorted(marks, key=lambda one: one.start):
        if mark.end <= at or mark.start >= span.end:
            continue
        if mark.start > at:
            free.append((at, mark.start))
        at = mark.end
    if at < span.end:
        free.append((at, span.end))
    return [
        Mark(start=start, end=end, look=_LOOK, sign=_SIGN if (start, end) == free[-1] else "", notes=(note,))
        for start, end in free
    ]
