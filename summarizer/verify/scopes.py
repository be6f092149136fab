"""Who a figure counts, told too widely: 慰问职工152户 for 慰问困难职工152户."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import Finding, Quantity
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import alternation, word_list
from summarizer.text.thesaurus import alike
from summarizer.verify.case import Case
from summarizer.verify.mentions import Mention
from summarizer.verify.modifiers import implied, same_people
from summarizer.verify.spans import TakenSpans

_AROUND = 16


class Scope(NamedTuple):
    """A word for people, and the words before it that say which of them are meant."""

    start: int
    end: int
    narrowing: str
    head: str


def widened_scopes(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on words for people that stand without what their fact narrows them to.

    Only beside equal figures, and only where neither the sentence nor the one before it has the narrowing
    word or another for the same people.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for pair, body in case.equal_figures():
        for told in _beside(pair.fact, body) or _of_lone_figure(pair.fact, body, case):
            written = _widened(told, pair.text, body, case)
            if written is not None and taken.take(written.start, written.end):
                yield _finding(written, told, pair.fact.owner, case)


def _widened(told: Scope, mention: Mention, body: str, case: Case) -> Scope | None:
    """Where the head of a fact's scope stands beside a figure without its narrowing words."""
    text = case.reading.text
    if body.count(told.head) != 1:
        return None
    near = _around(mention, case)
    beside = _beside(mention, text)
    found = next((one for one in beside if one.head == told.head), None)
    if found is None and beside and not told.narrowing:
        return beside[0] if _is_other_head(beside[0].head, told.head, near, case) else None
    lost = [word for word in _narrowing().findall(told.narrowing) if not _is_said(word, near)]
    return found if lost else None


def _is_other_head(written: str, told: str, near: str, case: Case) -> bool:
    """Whether a word for people stands for one of another group: 130名职工 for 居民130人."""
    groups = [{number for number, line in enumerate(_groups()) if word in line} for word in (written, told)]
    if not all(groups) or not groups[0].isdisjoint(groups[1]):
        return False
    return not any(word in near for number in groups[1] for word in _groups()[number])


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in word_list("modifiers", "head_groups"))


def _around(mention: Mention, case: Case) -> str:
    """The part of its sentence that ； bounds, with the sentence before when it opens its own."""
    text, (start, end) = case.reading.text, case.reading.sentences[mention.owner]
    left = text.rfind("；", start, mention.atom.start)
    right = text.find("；", mention.atom.end, end)
    begin = left if left >= 0 else case.reading.sentences[max(0, mention.owner - 1)][0]
    return text[begin : right if right >= 0 else end]


def _is_said(word: str, near: str) -> bool:
    """Whether a narrowing word, or another for the same people, stands in some sentences."""
    others = (word, *same_people().get(word, ()), *implied().get(word, ()), *alike(word))
    return any(other in near for other in others)


def _beside(mention: Mention, text: str) -> Sequence[Scope]:
    """The words for people right before and behind a figure, up to the next one or the end of its clause."""
    if not isinstance(mention.atom, Quantity):
        return ()
    left, right = mention.left_text, mention.right_text
    start = mention.atom.start - len(left)
    if text[start : mention.atom.start] != left:
        return ()  # shared with the figure before
    before = [_moved(scope, start) for scope in _scopes(left[-_AROUND:])]
    shift = max(0, len(left) - _AROUND)
    return [
        *(scope._replace(start=scope.start + shift, end=scope.end + shift) for scope in before),
        *(_moved(scope, mention.atom.end) for scope in _scopes(right)),
    ]


def _of_lone_figure(mention: Mention, body: str, case: Case) -> Sequence[Scope]:
    """The words for people before the only figure of a fact: 为困难退休职工送米面，共31户."""
    figures = [one for one in case.evidence.of_fact[mention.owner] if isinstance(one.atom, Quantity)]
    return _scopes(body[: mention.atom.start]) if len(figures) == 1 else ()


def _moved(scope: Scope, by: int) -> Scope:
    return scope._replace(start=scope.start + by, end=scope.end + by)


@lru_cache(maxsize=4096)
def _scopes(words: str) -> tuple[Scope, ...]:
    return tuple(
        Scope(match.start("head"), match.end(), match["narrowing"], match["head"])
        for match in _people().finditer(words)
    )


@cache
def _people() -> re.Pattern[str]:
    heads = alternation(word_list("modifiers", "heads"))
    words = _narrowing().pattern
    return re.compile(looked_ahead(f"(?P<narrowing>(?:(?:{words})的?)*)(?P<head>{heads})"))


@cache
def _narrowing() -> re.Pattern[str]:
    words = (word for key in ("people", "states", "further") for word in word_list("modifiers", key))
    return re.compile(alternation(tuple(words)))


def _finding(written: Scope, told: Scope, owner: int, case: Case) -> Finding:
    expected = f"{told.narrowing}{told.head}"
    return case.finding(
        written.start, written.end, "claim_unsupported",
        f"范围与事实不符：事实写的是“{expected}”，这里只写了“{written.narrowing}{written.head}”。",
        severity="warn", owner=owner, expected=expected, suggestion=expected,
    )  # fmt: skip
