"""Versions and what changed between two of them as nodes for `paper`; pure functions, no streamlit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from summarizer.domain import Origin, Version
from summarizer.text.diff import Change, ChangeKind, diff_texts
from summarizer.ui.components.paper import Node, Tag, block, press, span
from summarizer.ui.wording import moment

_TAGS: Final[Mapping[ChangeKind, Tag]] = {"same": "span", "removed": "del", "added": "ins"}


def thinned(saved: Sequence[Version], *, gap_s: float = 120.0) -> tuple[Version, ...]:
    """The versions, newest first, without the automatic saves of one spell of typing but its last.

    Args:
        saved: newest first.
        gap_s: edits closer together than this many seconds belong to one spell.
    """
    kept: list[Version] = []
    later: Version | None = None
    for version in saved:
        typing = later is not None and later.origin is version.origin is Origin.EDIT
        if later is None or not typing or (later.created_at - version.created_at).total_seconds() >= gap_s:
            kept.append(version)
        later = version
    return tuple(kept)


def version_name(version: Version, *, now: datetime) -> str:
    """What a version is called in a list of choices: 10:32 手改."""
    return f"{moment(version.created_at, now=now)} {version.origin.label}"


def versions(saved: Sequence[Version], present: str, *, now: datetime, locked: bool) -> tuple[Node, ...]:
    """The saved texts, newest first, each with its time, origin, beginning, and what can be done with it."""
    rows = tuple(_row(version, present, now=now, locked=locked) for version in saved)
    return (Node(tag="ul", kids=rows),) if rows else ()


def _row(version: Version, present: str, *, now: datetime, locked: bool) -> Node:
    here = version.text == present
    if here:
        actions: tuple[Node, ...] = (span("现用", "good small"),)
    else:
        restore = press("恢复", "restore", version.id, hint="用这一版换下现在的文字，现在的仍留在这里")
        compare = press("对比", "compare", version.id, look="link", hint="看这一版与现在的文字差在哪里")
        actions = (compare,) if locked else (compare, restore)
    extract = version.text.replace("\n", " ") or "（空）"
    kids = (
        span(moment(version.created_at, now=now), "when"),
        span(version.origin.label, "by"),
        span(extract, "extract", hint=version.text[:300]),
        *actions,
    )
    return Node(tag="li", look="version", kids=kids)


def changes(old: str, new: str) -> tuple[Node, ...]:
    """What changed from `old` to `new`, paragraph by paragraph: removed struck out, added underlined."""
    found = diff_texts(old, new)
    if all(change.kind == "same" for change in found):
        return (Node(tag="p", text="两版文字相同。", look="empty"),)
    paragraphs: list[list[Node]] = [[]]
    for change in found:
        _write(change, paragraphs)
    body = (Node(tag="p", kids=tuple(kids)) for kids in paragraphs if kids)
    return (_summary(found), block(*body, look="reading changes"))


def _write(change: Change, paragraphs: list[list[Node]]) -> None:
    """Adds a change to the last paragraph; a line break in it begins the next one."""
    for number, piece in enumerate(change.text.split("\n")):
        if number:
            if change.kind != "same":
                paragraphs[-1].append(Node(tag=_TAGS[change.kind], text="¶"))
            paragraphs.append([])
        if piece:
            paragraphs[-1].append(Node(tag=_TAGS[change.kind], text=piece))


def _summary(found: Sequence[Change]) -> Node:
    """删去3处12字，增加2处8字."""
    told = []
    for kind, verb in (("removed", "删去"), ("added", "增加")):
        texts = [change.text for change in found if change.kind == kind]
        if texts:
            told.append(f"{verb}{len(texts)}处{sum(len(text) - text.count(chr(10)) for text in texts)}字")
    return Node(tag="p", text="，".join(told) + "。", look="muted small")
