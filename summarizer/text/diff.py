"""What changed between two texts: sentences are aligned first, then compared character by character.

Line noise is no change: line ends of other systems, spaces around a line, blank lines, invisible characters.
A paragraph mark is: joining or splitting paragraphs shows as a changed line break.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal, TypeAlias

from summarizer.text.characters import clean_line
from summarizer.text.sentences import split_sentences

ChangeKind: TypeAlias = Literal["same", "added", "removed"]

_SAME: Final[tuple[ChangeKind, ...]] = ("same",)
_REPLACED: Final[tuple[ChangeKind, ...]] = ("removed", "added")
_LINES: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# A figure changes as a whole: 32户 to 33户 is not a changed “2”. So does a Latin word.
_TOKEN: Final = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
# Two sentences belong together when they share at least this part of their character pairs (Dice).
_ALIKE: Final = 0.3
_BREAK_SCORE: Final = 0.2
# Shorter equal stretches between two changes are chance: 的, or one comma.
_SHORTEST_SAME: Final = 2
# Beyond these sizes comparing would take seconds; such a stretch counts as replaced.
_MOST_PAIRS: Final = 40_000
_MOST_TOKENS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch that both texts have, or only the new ("added") or the old one ("removed")."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePair:
    """A sentence of the old text and what stands in its place in the new one.

    Attributes:
        old: with the line breaks that belong to it, "" when the sentence is new.
        new: the same, "" when the sentence is gone.
    """

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.old != self.new


def tidy_lines(text: str) -> str:
    """`text` without line noise: clean paragraphs, one a line, no blank ones."""
    lines = (clean_line(line) for line in _LINES.split(text))
    return "\n".join(line for line in lines if line)


def diff_texts(old: str, new: str) -> tuple[Change, ...]:
    """The changes from `old` to `new` in reading order, removed before added, neighbours never of one kind.

    "same" and "removed" joined are `tidy_lines(old)`, "same" and "added" joined `tidy_lines(new)`.
    """
    changes: list[Change] = []
    for pair in pair_sentences(old, new):
        changes += _within(pair)
    return tuple(_merged(changes))


def pair_sentences(old: str, new: str) -> tuple[SentencePair, ...]:
    """The sentences of both texts side by side, in order; `merge_sentences` puts them together again.

    A line break is a pair of its own where both texts have it; a new or removed one goes with the sentence
    that comes or goes with it.
    """
    first, second = _units(tidy_lines(old)), _units(tidy_lines(new))
    return tuple(_with_breaks(list(_align(first, second))))


def merge_sentences(pairs: Sequence[SentencePair], taken: Collection[int]) -> str:
    """The text with the new side of the pairs whose 0-based index is `taken`, the old side of the others."""
    text = "".join(pair.new if index in taken else pair.old for index, pair in enumerate(pairs))
    return tidy_lines(text)


def _units(text: str) -> list[str]:
    """Sentences and line breaks; joined they are `text`."""
    units: list[str] = []
    for number, line in enumerate(text.split("\n") if text else ()):
        if number:
            units.append("\n")
        starts = [span.start for span in split_sentences(line)]
        # The space between two sentences stays with the first of them.
        ends = [*starts[1:], len(line)]
        units += [line[start:end] for start, end in zip([0, *starts[1:]], ends, strict=True)]
    return units


def _align(old: list[str], new: list[str]) -> Iterator[SentencePair]:
    """The units side by side: equal ends first, then sentences that occur once in both, then by likeness."""
    head = _equal_run(old, new)
    tail = _equal_run(old[head:][::-1], new[head:][::-1])
    yield from (SentencePair(old=unit, new=unit) for unit in old[:head])
    yield from _align_middle(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from (SentencePair(old=unit, new=unit) for unit in old[len(old) - tail :])


def _equal_run(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count


def _align_middle(old: list[str], new: list[str]) -> Iterator[SentencePair]:
    i = j = 0
    for at, there in _anchors(old, new):
        yield from _align_alike(old[i:at], new[j:there])
        yield SentencePair(old=old[at], new=new[there])
        i, j = at + 1, there + 1
    yield from _align_alike(old[i:], new[j:])


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Sentences that stand once in each text, as many as keep their order (patience diff)."""
    count_old, count_new = Counter(old), Counter(new)
    places = {unit: at for at, unit in enumerate(new) if unit != "\n" and count_new[unit] == 1}
    found = [(at, places[unit]) for at, unit in enumerate(old) if count_old[unit] == 1 and unit in places]
    return _longest_rising(found)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` whose second numbers rise, too (patience sorting); the first ones do."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _align_alike(old: list[str], new: list[str]) -> Iterator[SentencePair]:
    """The units side by side so that the likeness of the pairs adds up to most (Needleman–Wunsch)."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield from (SentencePair(old=unit, new="") for unit in old)
        yield from (SentencePair(old="", new=unit) for unit in new)
        return
    likeness = _likeness(old, new)
    best = _best_sums(likeness, len(old), len(new))
    i = j = 0
    while i < len(old) or j < len(new):
        alike = likeness(i, j) if i < len(old) and j < len(new) else 0.0
        if alike and best[i][j] == best[i + 1][j + 1] + alike:
            yield SentencePair(old=old[i], new=new[j])
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == best[i + 1][j]:
            yield SentencePair(old=old[i], new="")
            i += 1
        else:
            yield SentencePair(old="", new=new[j])
            j += 1


def _best_sums(likeness: Callable[[int, int], float], rows: int, columns: int) -> list[list[float]]:
    """For each pair of places the greatest sum of likeness from there on."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            alike = likeness(i, j)
            paired = best[i + 1][j + 1] + alike if alike else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _likeness(old: list[str], new: list[str]) -> Callable[[int, int], float]:
    """How alike two units are, 0 when they do not belong together; each pair is worked out once."""
    bags = [_bigrams(unit) for unit in old], [_bigrams(unit) for unit in new]
    known: dict[tuple[int, int], float] = {}

    def of(i: int, j: int) -> float:
        if (i, j) not in known:
            known[i, j] = _alike(old[i], new[j], bags[0][i], bags[1][j])
        return known[i, j]

    return of


def _alike(old: str, new: str, old_bag: Counter[str], new_bag: Counter[str]) -> float:
    if "\n" in (old, new):
        return _BREAK_SCORE if old == new else 0.0
    if old == new:
        return 1.0
    dice = 2 * (old_bag & new_bag).total() / max(1, old_bag.total() + new_bag.total())
    return dice if dice >= _ALIKE else 0.0


def _bigrams(unit: str) -> Counter[str]:
    return Counter(unit[at : at + 2] for at in range(len(unit) - 1))


def _with_breaks(pairs: list[SentencePair]) -> Iterator[SentencePair]:
    """The pairs, a line break that came or went joined to the sentence that came or went beside it."""
    at = 0
    while at < len(pairs):
        pair = pairs[at]
        following = pairs[at + 1] if at + 1 < len(pairs) else None
        if following is not None and _go_together(pair, following):
            yield SentencePair(old=pair.old + following.old, new=pair.new + following.new)
            at += 2
        else:
            yield pair
            at += 1


def _go_together(first: SentencePair, second: SentencePair) -> bool:
    """Whether one of the two is a line break and both are new, or both are gone."""
    both_new = not first.old and not second.old
    both_gone = not first.new and not second.new
    texts = (first.new, second.new) if both_new else (first.old, second.old)
    return (both_new or both_gone) and "\n" in texts


def _within(pair: SentencePair) -> list[Change]:
    """The changes inside one pair."""
    if not pair.changed:
        return [Change(kind="same", text=pair.old)]
    replaced = [Change(kind="removed", text=pair.old), Change(kind="added", text=pair.new)]
    if not pair.old or not pair.new:
        return [change for change in replaced if change.text]
    first, second = _TOKEN.findall(pair.old), _TOKEN.findall(pair.new)
    if max(len(first), len(second)) > _MOST_TOKENS:
        return replaced
    changes: list[Change] = []
    for tag, i, k, j, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        old, new = "".join(first[i:k]), "".join(second[j:m])
        by_chance = tag == "equal" and len(old) < _SHORTEST_SAME and i > 0 and k < len(first)
        if tag == "equal" and not by_chance:
            changes.append(Change(kind="same", text=old))
        else:
            changes += [Change(kind="removed", text=old), Change(kind="added", text=new)]
    return changes


def _merged(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes, each stretch between two equal ones as one removed and one added text."""
    for same, group in groupby((one for one in changes if one.text), key=lambda one: one.kind == "same"):
        run = tuple(group)
        for kind in _SAME if same else _REPLACED:
            text = "".join(change.text for change in run if change.kind == kind)
            if text:
                yield Change(kind=kind, text=text)
