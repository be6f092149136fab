"""What the cleaning did to a sample as nodes for `paper`: each edit with its line, reason and 放回."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from summarizer.domain import SampleEdit
from summarizer.ui.components.paper import Node, block, press, span

_GROUPS: Final = (("removed", "删去"), ("mended", "改正"), ("suspect", "存疑"))
_UNSEEN: Final = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*")
_SPACES: Final = " \t\u00a0\u2002\u2003\u2009\u3000"
_CONTEXT_CHARS: Final = 12
_LINES_NAMED: Final = 6
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class EditGroup:
    """Edits that are one to a reader: the same change for the same reason, wherever it was made."""

    edits: tuple[SampleEdit, ...]

    @property
    def id(self) -> str:
        """What a button sends: the id of its first edit."""
        return self.edits[0].id

    @property
    def is_back(self) -> bool:
        """Whether all of them are put back."""
        return all(edit.is_back for edit in self.edits)


def grouped(edits: Iterable[SampleEdit]) -> tuple[EditGroup, ...]:
    """Edits in order of their first place; like ones together, invisible ones of one reason together."""
    groups: dict[tuple[str, ...], list[SampleEdit]] = {}
    for edit in edits:
        unseen = _UNSEEN.fullmatch(edit.before) and _UNSEEN.fullmatch(edit.after)
        same = ("",) if unseen else (edit.before, edit.after)
        groups.setdefault((edit.kind, edit.reason, *same), []).append(edit)
    return tuple(EditGroup(edits=tuple(same)) for same in groups.values())


def visible(text: str) -> str:
    """`text` so that what cannot be seen is named: （换行） （空格） （不可见字符）."""
    if _UNSEEN.fullmatch(text):
        if "\n" in text:
            return "（换行）"
        return "（不可见字符）" if text.strip(_SPACES) else "（空格）"
    shown = text.strip().replace("\n", " ⏎ ")
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _places(edits: Sequence[SampleEdit]) -> str:
    """第3行; 第3、5、8行，共4处; 第1、2、3、4、5、6行等12处."""
    numbers = list(dict.fromkeys(edit.line for edit in edits))
    named = f"第{'、'.join(map(str, numbers[:_LINES_NAMED]))}行"
    if len(numbers) > _LINES_NAMED:
        return f"{named}等{len(edits)}处"
    return named if len(edits) == 1 else f"{named}，共{len(edits)}处"


def _changed(edit: SampleEdit) -> Iterator[Node]:
    """The words before and after."""
    if edit.kind == "suspect":
        yield Node(tag="mark", text=visible(edit.before), look="note" if edit.is_back else "warn")
        return
    if edit.is_back:
        yield span(visible(edit.before), "kept")
        return
    if edit.before:
        yield Node(tag="del", text=visible(edit.before))
    if edit.after.strip("\n"):
        yield Node(tag="ins", text=visible(edit.after))


def _in_context(edit: SampleEdit, original: str) -> Iterator[Node]:
    """The change between a few characters of its own line; whole lines stand alone."""
    before = original[max(0, edit.start - _CONTEXT_CHARS) : edit.start].rpartition("\n")[2]
    after = original[edit.end : edit.end + _CONTEXT_CHARS].partition("\n")[0]
    if before.strip():
        yield span(f"…{before.lstrip()}", "muted")
    yield from _changed(edit)
    if after and not edit.before.endswith("\n"):
        yield span(f"{after}…", "muted")


def _button(group: EditGroup) -> Node:
    doubt = group.edits[0].kind == "suspect"
    if group.is_back:
        return press("再提示" if doubt else "再清洗", "clean", group.id, look="link")
    hint = "看过了，不再提示" if doubt else "恢复成原文的样子"
    return press("没问题" if doubt else "放回", "put-back", group.id, look="quiet", hint=hint)


def _row(group: EditGroup, original: str) -> Node:
    first = group.edits[0]
    state = "已核对" if first.kind == "suspect" else "已放回"
    kids = (
        span(_places(group.edits), "muted small place"),
        span(first.reason, "small"),
        block(*((span(state, "good small"),) if group.is_back else ()), _button(group), look="row end"),
    )
    words = Node(tag="p", look="fangsong change", kids=tuple(_in_context(first, original)))
    return Node(
        tag="li", look="edit back" if group.is_back else "edit", kids=(block(*kids, look="row"), words)
    )


def edit_rows(edits: Sequence[SampleEdit], original: str) -> tuple[Node, ...]:
    """What was removed, mended and only doubted, in this order, each with its line, reason and button."""
    groups = grouped(edits)
    nodes: list[Node] = []
    for kind, title in _GROUPS:
        here = [group for group in groups if group.edits[0].kind == kind]
        if here:
            total = sum(len(group.edits) for group in here)
            nodes.append(Node(tag="h4", text=f"{title}　{total}处"))
            nodes.append(Node(tag="ul", kids=tuple(_row(group, original) for group in here)))
    return tuple(nodes)


def summary(edits: Iterable[SampleEdit]) -> str:
    """删去5处　改正12处　存疑1处, without what is put back; empty when nothing is left."""
    kinds = [edit.kind for edit in edits if not edit.is_back]
    return "　".join(f"{name}{kinds.count(kind)}处" for kind, name in _GROUPS if kind in kinds)


def as_given(
    original: str, edits: Sequence[SampleEdit], *, first: int = 0, count: int | None = None
) -> tuple[Node, ...]:
    """The text as it was given, with what was removed struck out and what came instead beside it.

    Args:
        original: as `SampleView.original`; its first line need not be the file's.
        edits: changes and doubts by place, offsets into `original`.
        first: 0-based index of the first line shown.
        count: how many lines are shown at most, all when not given.
    """
    lines = original.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    open_ = [edit for edit in edits if not edit.is_back]
    ends = list(accumulate((edit.end for edit in open_), max))
    before_first = edits[0].line - original.count("\n", 0, edits[0].start) if edits else 1
    rows = []
    for number in range(len(lines))[first:][:count]:
        at, text = starts[number], lines[number]
        touching = open_[bisect_right(ends, at - 1) :]
        rows.append(_given_line(number + before_first, text, at, touching))
    return (Node(tag="ul", look="given", kids=tuple(rows)),) if rows else ()


def _given_line(number: int, text: str, at: int, edits: Sequence[SampleEdit]) -> Node:
    kids: list[Node] = []
    place = at
    for edit in edits:
        start, end = max(edit.start, at), min(edit.end, at + len(text))
        if edit.start > at + len(text):
            break
        if start < place or end < start:
            continue
        if start > place:
            kids.append(span(text[place - at : start - at]))
        kids += _given_edit(edit, text[start - at : end - at], begins=edit.start >= at)
        place = end
    if place < at + len(text):
        kids.append(span(text[place - at :]))
    return Node(
        tag="li", kids=(span(str(number), "line-number"), Node(tag="p", look="fangsong", kids=tuple(kids)))
    )


def _sign(unseen: str) -> str:
    """One small sign for what cannot be seen: a whole word would drown the text around it."""
    return "·" if unseen.strip(_SPACES) else "␣"


def _given_edit(edit: SampleEdit, part: str, *, begins: bool) -> Iterator[Node]:
    """The part of an edit that stands on one line; what came instead is shown where the edit begins."""
    if edit.kind == "suspect":
        if part:
            yield Node(tag="mark", text=part, look="warn", hint=edit.reason)
        return
    if part:
        unseen = _UNSEEN.fullmatch(part) is not None
        words, look = (_sign(part), "unseen") if unseen else (part, "")
        yield Node(tag="del", text=words, look=look, hint=edit.reason)
    if begins and edit.after.strip():
        yield Node(tag="ins", text=edit.after.strip("\n"), hint=edit.reason)
