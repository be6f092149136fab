"""Masked passages as nodes for `paper`: slots set apart, words of a query marked; no streamlit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from summarizer.domain import Hit, Passage, Topic, UnitKind
from summarizer.ui.components.paper import Node, block, press, span

_SLOT: Final = re.compile(r"〔[^〔〕\n]{1,6}〕")
_WORD: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z0-9]+")
_PINNED: Final = float("inf")
_EXTRACT_CHARS: Final = 150
_LEAD_CHARS: Final = 30
_NO_WORDS: Final = "没有一段写着这些字。下面是意思最近的，可能并不相干。"


class _Run(NamedTuple):
    text: str
    look: str


def kind_label(kind: UnitKind | None) -> str:
    """The unit kind as shown, 类型不明 when the text does not say."""
    return kind.label if kind is not None else "类型不明"


def _wanted(query: str) -> tuple[str, ...]:
    """The words looked for: every pair of neighbouring characters, a single one only when alone."""
    found: dict[str, None] = {}
    for run in _WORD.findall(query):
        if len(run) < 2 or run.isascii():
            found[run] = None
        else:
            found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1)))
    return tuple(found)


def _hit_spans(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where words of the query stand in `text`, touching ones joined."""
    wanted = _wanted(query)
    if not wanted:
        return
    # Looked ahead, so that 慰问 and 问困 in 慰问困难 are both found.
    pattern = re.compile(f"(?=({'|'.join(map(re.escape, wanted))}))", re.IGNORECASE)
    start = end = -1
    for match in pattern.finditer(text):
        if match.start(1) > end:
            if end > start:
                yield start, end
            start = match.start(1)
        end = max(end, match.end(1))
    if end > start:
        yield start, end


def _runs(text: str, query: str) -> Iterator[_Run]:
    """The text cut into slots, words looked for, and the rest."""
    at = 0
    for slot in _SLOT.finditer(text):
        yield from _plain_runs(text[at : slot.start()], query)
        yield _Run(slot.group()[1:-1], "slot")
        at = slot.end()
    yield from _plain_runs(text[at:], query)


def _plain_runs(text: str, query: str) -> Iterator[_Run]:
    at = 0
    for start, end in _hit_spans(text, query):
        if start > at:
            yield _Run(text[at:start], "")
        yield _Run(text[start:end], "hit")
        at = end
    if at < len(text):
        yield _Run(text[at:], "")


def line(text: str, query: str = "") -> tuple[Node, ...]:
    """One line of a masked text: slots without their brackets in a frame, words of `query` marked."""
    return tuple(
        Node(tag="mark", text=run.text, look=run.look) if run.look else span(run.text)
        for run in _runs(text, query)
    )


def masked(text: str, query: str = "") -> tuple[Node, ...]:
    """One node per paragraph of a masked text."""
    return tuple(Node(tag="p", kids=line(one, query)) for one in text.split("\n") if one.strip())


def extract(text: str, query: str = "", *, chars: int = _EXTRACT_CHARS) -> str:
    """At most about `chars` characters of `text` in one line, from shortly before the first word of `query`.

    A slot is never cut in two.
    """
    flat = " ".join(text.split())
    first = next((start for start, _ in _hit_spans(flat, query)), 0)
    start = max(0, first - _LEAD_CHARS) if len(flat) > chars else 0
    end = min(len(flat), start + chars)
    for slot in _SLOT.finditer(flat):
        if slot.start() < start < slot.end():
            start = slot.start()
        if slot.start() < end < slot.end():
            end = slot.end()
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")


def topics_label(topics: Mapping[Topic, int]) -> str:
    """Topics with how many passages each has, in the order of the outline: 民主管理 文体活动×2."""
    ordered = sorted(topics.items(), key=lambda one: list(Topic).index(one[0]))
    return "　".join(f"{topic.label}×{count}" if count > 1 else topic.label for topic, count in ordered)


def _score(hit: Hit) -> str:
    """Why a passage is shown: 相关度 0.83; 同主题 when only the topic speaks for it."""
    if hit.score == _PINNED:
        return "已固定"
    return f"相关度 {hit.score:.2f}" if hit.score > 0 else "同主题"


def results(hits: Sequence[Hit], titles: Mapping[str, str], query: str) -> tuple[Node, ...]:
    """What a search found: topic, kind, score and sample above an extract of the masked text.

    Args:
        hits: best first.
        titles: of the samples, by id.
        query: as typed.
    """
    rows = tuple(_result(hit, titles, query) for hit in hits)
    if not rows:
        return ()
    told = (
        () if any(_has_words(hit, query) for hit in hits) else (Node(tag="p", text=_NO_WORDS, look="empty"),)
    )
    return *told, Node(tag="ul", kids=rows)


def _has_words(hit: Hit, query: str) -> bool:
    """Whether a word looked for stands in the passage; the nearest in meaning are found without."""
    passage = hit.passage
    return any(_hit_spans(f"{passage.heading}\n{passage.masked}", query))


def _result(hit: Hit, titles: Mapping[str, str], query: str) -> Node:
    passage = hit.passage
    head = block(
        span(passage.topic.label, "chip"),
        span(kind_label(passage.kind), "muted small"),
        span(_score(hit), "muted small figure"),
        press(titles.get(passage.sample_id, "范文"), "open", passage.sample_id, look="link end clip"),
        look="row tight",
    )
    heading = Node(tag="p", look="passage-heading", kids=line(passage.heading, query))
    text = Node(tag="p", look="fangsong", kids=line(extract(passage.masked, query), query))
    return Node(tag="li", look="passage", kids=(head, *((heading,) if passage.heading else ()), text))


def lent(
    hits: Sequence[Hit],
    titles: Mapping[str, str],
    *,
    pinned: Sequence[str] = (),
    unmasked: Sequence[str] = (),
) -> tuple[Node, ...]:
    """The passages that lend a section their style, each with where it comes from and why, 固定 and 排除.

    Args:
        hits: in the order they are used.
        titles: of the samples, by id.
        pinned: ids of passages the user wants in any case.
        unmasked: ids of passages shown as they were.
    """
    rows = tuple(_lent(hit, titles, hit.passage.id in pinned, hit.passage.id in unmasked) for hit in hits)
    return (Node(tag="ul", kids=rows),) if rows else ()


def _lent(hit: Hit, titles: Mapping[str, str], pinned: bool, bare: bool) -> Node:
    passage = hit.passage
    why = "已固定" if pinned else _score(hit)
    head = block(
        span(passage.topic.label, "chip"),
        span(why, "good small" if pinned else "muted small"),
        block(*_lent_actions(passage, pinned, bare), look="end"),
        look="row tight",
    )
    title = Node(tag="p", text=titles.get(passage.sample_id, "范文"), look="muted small")
    heading = Node(tag="p", look="passage-heading", kids=line(passage.heading))
    text = original(passage) if bare else masked(passage.masked)
    return Node(
        tag="li",
        look="passage",
        kids=(head, *((heading,) if passage.heading else ()), title, block(*text, look="fangsong lent")),
    )


def _lent_actions(passage: Passage, pinned: bool, bare: bool) -> tuple[Node, ...]:
    turn = (
        press("看遮蔽后", "mask", passage.id, look="link")
        if bare
        else press("看原文", "unmask", passage.id, look="link")
    )
    keep = (
        press("取消固定", "unpin", passage.id, look="link")
        if pinned
        else press("固定", "pin", passage.id, look="link", hint="这一节总是参考它")
    )
    return turn, keep, press("排除", "exclude", passage.id, look="link", hint="这一节不再参考它")


def original(passage: Passage) -> tuple[Node, ...]:
    """The passage as it was, one node per paragraph."""
    return tuple(Node(tag="p", text=one) for one in passage.text.split("\n") if one.strip())
