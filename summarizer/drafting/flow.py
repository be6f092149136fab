"""From clauses to sentences and paragraphs: time order, joining, subjects and connectives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from summarizer.drafting.clauses import STANDING, Clause, Shape

_SENTENCE_CHARS = 72
_ATTACHED_CHARS = 95
_DATED_CHARS = 40
_SUBJECT_EVERY = 2
_CONNECTIVE_EVERY = 3
_PARAGRAPH_CHARS = 260
_LAST_PARAGRAPH_CHARS = 100
_FIGURE_OR_MARK = re.compile(r"[，、；\d]|[一二三四五六七八九十两][期次场批项个届名轮]")
_ENDS = ("。", "！", "？", "……", "。”", "！”", "？”")
_ENUMERATORS = ("一是", "二是", "三是", "四是", "五是", "六是")
MAX_GROUPS = len(_ENUMERATORS)
# What the union does, and what is the case: one sentence holds one of the two.
_DOINGS = frozenset({Shape.VERB, Shape.NOUN})
_DENIALS = ("无", "未", "没有", "均")
_ASIDE_CHARS = 14
_NEVER_JOINED = frozenset({STANDING, "另设有"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """The small words between sentences.

    Attributes:
        subject: 工会.
        also: what may begin a sentence that adds to the ones before (工会还); "" for nothing.
        meeting: what begins a sentence on what a meeting did.
        connectives: beginnings of sentences without a date, in turn; "" for nothing.
    """

    subject: str
    also: tuple[str, ...]
    meeting: str
    connectives: tuple[str, ...]

    @classmethod
    def of(cls, frames: Mapping[str, Any]) -> "Joints":
        """The joints of the stock's table."""
        return cls(
            subject=frames["subject"],
            also=tuple(frames["also"]),
            meeting=frames["meeting"],
            connectives=tuple(frames["connectives"]),
        )


def in_time_order(clauses: Sequence[Clause]) -> list[Clause]:
    """`clauses` with the dated ones in time order; undated ones stay behind the one they were typed after."""
    blocks: list[list[Clause]] = [[]]
    for clause in clauses:
        if clause.moment is not None:
            blocks.append([])
        blocks[-1].append(clause)
    undated, dated = blocks[0], blocks[1:]
    dated.sort(key=lambda block: block[0].moment or (0, 0, 0))
    return [clause for block in (undated, *dated) for clause in block]


def gathered(clauses: Sequence[Clause], *, size: int = 3) -> list[list[Clause]]:
    """`clauses` in groups of up to `size` that make one sentence each (followers may exceed it by one)."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if groups and _joins(groups[-1], clause, size):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return groups


def told(groups: Sequence[Sequence[Clause]], joints: Joints, *, opened: bool, turn: int) -> list[str]:
    """One sentence (or a WHOLE clause's sentences) for each group.

    Args:
        groups: as `gathered` gives them.
        joints: the words between.
        opened: whether an opening sentence that names the union stands before.
        turn: 0, 1 …: shifts where subjects and connectives fall, and which of them there are.
    """
    voice = _Voice(joints, opened=opened, turn=turn)
    before: Clause | None = None
    sentences: list[str] = []
    for group in groups:
        prefix, subject = voice.start(group[0], before)
        sentences.append(ended(prefix + joined(group, subject)))
        before = group[-1]
    return sentences


class _Voice:
    """Decides what each sentence starts with: nothing, the subject or a connective."""

    __slots__ = ("_also", "_connectives", "_joints", "_since_connective", "_since_subject")

    def __init__(self, joints: Joints, *, opened: bool, turn: int) -> None:
        self._joints = joints
        self._also: str | None = joints.also[turn % len(joints.also)]
        begin = turn % len(joints.connectives)
        self._connectives = [*joints.connectives[begin:], *joints.connectives[:begin]]
        self._since_subject = 0 if opened else _SUBJECT_EVERY
        self._since_connective = turn % _CONNECTIVE_EVERY

    def start(self, head: Clause, before: Clause | None) -> tuple[str, str]:
        """(prefix, subject) of the sentence that begins with `head`."""
        if head.of_meeting and before is not None and before.is_meeting:
            return self._joints.meeting, ""
        self._since_subject += 1
        self._since_connective += 1
        if head.shape is Shape.WHOLE or head.follows or head.bare_lead:
            return "", ""
        if head.by_union and self._since_subject > _SUBJECT_EVERY:
            return "", self._subject(head, first=before is None)
        joinable = not head.lead and head.verb not in _NEVER_JOINED and not denies(head)
        if joinable and before is not None and self._since_connective > _CONNECTIVE_EVERY:
            return self._connective(), ""
        return "", ""

    def _subject(self, head: Clause, *, first: bool) -> str:
        self._since_subject = 0
        if first or head.lead or self._also is None:
            return self._joints.subject
        also, self._also = self._also, None
        self._since_connective = 0
        return also

    def _connective(self) -> str:
        if not self._connectives:
            return ""
        self._since_connective = 0
        return self._connectives.pop(0)


def enumerated(groups: Sequence[Sequence[Clause]]) -> list[str]:
    """一是…；二是…。 for at most `MAX_GROUPS` groups, as pieces that follow a colon."""
    bodies = [joined(group, mark="，") for group in groups]
    heavy = any("；" in body or _has_stop(body) for body in bodies)
    pieces: list[str] = []
    for number, (mark, body) in enumerate(zip(_ENUMERATORS, bodies, strict=False), start=1):
        last = number == len(bodies)
        pieces.append(ended(mark + body) if heavy or last else f"{mark}{body}；")
    return pieces


def packed(clauses: Sequence[Clause], most: int = MAX_GROUPS) -> list[list[Clause]]:
    """`clauses` in at most `most` groups: followers stay with theirs, then the shortest neighbours merge."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if groups and (clause.follows or (clause.of_meeting and groups[-1][-1].is_meeting)):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    if len(groups) > 2 * most:
        bounds = [len(groups) * step // most for step in range(most + 1)]
        return [[clause for group in groups[low:high] for clause in group] for low, high in pairwise(bounds)]
    while len(groups) > most:
        sizes = [sum(clause.length for clause in group) for group in groups]
        left = min(range(len(groups) - 1), key=lambda index: sizes[index] + sizes[index + 1])
        groups[left : left + 2] = [groups[left] + groups[left + 1]]
    return groups


def in_paragraphs(sentences: Sequence[str]) -> list[list[str]]:
    """`sentences` in paragraphs of readable length; the last one is never a leftover."""
    paragraphs: list[list[str]] = [[]]
    length = 0
    remaining = sum(map(len, sentences))
    for sentence in sentences:
        if length >= _PARAGRAPH_CHARS and remaining >= _LAST_PARAGRAPH_CHARS:
            paragraphs.append([])
            length = 0
        paragraphs[-1].append(sentence)
        length += len(sentence)
        remaining -= len(sentence)
    return paragraphs


def ended(text: str) -> str:
    """`text` with a full stop, unless it ends a sentence already."""
    return text if text.endswith(_ENDS) else text.rstrip("，；、：") + "。"


def _joins(group: Sequence[Clause], clause: Clause, size: int) -> bool:
    head, last = group[0], group[-1]
    total = sum(member.length for member in group) + clause.length
    if Shape.WHOLE in {head.shape, last.shape, clause.shape}:
        return False
    if clause.follows or (clause.of_meeting and last.is_meeting):
        return len(group) <= size and total <= _ATTACHED_CHARS
    if len(group) >= size or total > _SENTENCE_CHARS or bool(head.lead) != bool(clause.lead):
        return False
    if head.lead:
        return len(group) < 2 and max(last.length, clause.length) <= _DATED_CHARS
    if last.verb == STANDING and clause.shape in {Shape.VERB, Shape.NOUN}:
        return False
    # A verb without a subject would borrow the one of the clause before it.
    if last.shape is Shape.CLAUSE and clause.shape in _DOINGS:
        return False
    alike = tells_doing(last) is tells_doing(clause)
    return alike or min(last.length, clause.length) <= _ASIDE_CHARS


def denies(clause: Clause) -> bool:
    """Whether `clause` says that something was not so (未发生事故)."""
    return clause.body.startswith(_DENIALS)


def tells_doing(clause: Clause) -> bool:
    """Whether `clause` tells what was done rather than what is the case."""
    return clause.shape in _DOINGS and clause.verb != STANDING


def joined(group: Sequence[Clause], subject: str = "", *, mark: str = "；") -> str:
    """The clauses of one sentence without its end mark; `mark` sets off those with commas of their own."""
    heavy = any("，" in clause.body or "；" in clause.body for clause in group)
    text = group[0].words(subject)
    for before, clause in pairwise(group):
        if Shape.WHOLE in {before.shape, clause.shape}:
            text = ended(text) + clause.words()
        elif clause.follows or (clause.of_meeting and before.is_meeting):
            text += f"，{clause.words()}"
        elif clause.lead and clause.lead == before.lead:
            text += f"，{clause.predicate()}"
        elif _continues(before, clause):
            text += f"、{clause.body}"
        else:
            light = not heavy and not clause.lead and clause.shape is before.shape
            text += f"{'，' if light else mark}{clause.words()}"
    return text


def _continues(before: Clause, clause: Clause) -> bool:
    alike = clause.shape is before.shape is Shape.NOUN and clause.verb == before.verb and not clause.lead
    return alike and "、" not in clause.body and _FIGURE_OR_MARK.search(before.body) is None


def _has_stop(text: str) -> bool:
    return any(mark in text for mark in "。！？")
