"""Words of the facts with one part replaced: a character of a name, the level of an award.

Nothing here needs the name to be recognised: the words around it stand as in the fact, only the part differs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.domain import AtomKind, Finding, Name
from summarizer.text.honours import level_before, level_words
from summarizer.text.names import looks_like_name
from summarizer.text.persons import is_surname, name_shapes
from summarizer.text.plain import plain_pairs, unplain
from summarizer.text.words import words_of
from summarizer.verify.case import Case
from summarizer.verify.evidence import bare
from summarizer.verify.mentions import FactReading

# How many characters around a replaced part must stand as in the fact: together, and with a border beside it.
_ANCHOR, _LONGEST_ANCHOR = 3, 6
_LEVEL_ANCHOR = 4
_FULL_NAME, _LEAST_TELLING = 3, 2
_RANKED_LEVELS = frozenset({"全国", "省", "自治区", "市", "区", "县", "镇", "乡", "州", "旗"})
# What may stand before a level word of one character; elsewhere 区 and 市 are parts of other words.
_BEFORE_LEVEL = frozenset("加获被经由向为赴的得了和及与评")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a fact: a span with the shape of a person's name, or one known to be it."""

    start: int
    end: int
    text: str
    is_known: bool


def judge_spelling(case: Case, findings: Iterable[Finding]) -> list[Finding]:
    """Findings on names and levels of the facts that stand in the text with a part replaced.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = [(found.start, found.end) for found in findings if found.start is not None and found.end]
    judged: list[Finding] = []
    for found in (*_misspelt_names(case), *_changed_levels(case)):
        start, end = found.start or 0, found.end or 0
        if not any(left < end and start < right for left, right in taken):
            taken.append((start, end))
            judged.append(found)
    return judged


def _misspelt_names(case: Case) -> Iterator[Finding]:
    """Persons of the facts that stand in the text with one wrong character."""
    for number, fact in enumerate(case.evidence.facts):
        for span in name_spans(fact):
            if span.is_known or (span.text not in case.reading.text and number < case.evidence.own):
                yield from _misspelt(span, number, case)


def _misspelt(span: Span, number: int, case: Case) -> Iterator[Finding]:
    """Where a name of fact `number` stands with one wrong character; its mention counts as written then."""
    text, fact = case.reading.text, case.evidence.facts[number].text
    for start, end in _one_off(span.text, text):
        written = text[start:end]
        if case.evidence.knows(written) or not looks_like_name(written):
            continue
        if not span.is_known and text[end - 1 : end + 1] in plain_pairs():
            continue  # 段拨创新 for 段拨经费
        is_person = span.is_known or _is_telling(span.text, written)
        if span.text in text and not _goes_on_alike(fact, span, text, end):
            continue  # another person, named beside the one of the fact
        if not is_person and not _stands_alike(fact, span, text, start, end):
            continue
        for mention in case.evidence.of_fact[number]:
            if mention.atom.start < span.end and span.start < mention.atom.end:
                case.claim(mention)
        yield case.finding(
            start, end, "name_unsupported",
            f"人名与事实不符：事实写的是“{span.text}”，这里写成了“{written}”。",
            owner=number, expected=span.text, suggestion=span.text,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def name_spans(fact: FactReading) -> tuple[Span, ...]:
    """The persons of a fact, and all its other spans of three or more characters with the shape of a name."""
    known = [
        Span(start=name.start, end=name.end, text=name.norm, is_known=True)
        for name in (mention.atom for mention in fact.mentions)
        if isinstance(name, Name) and name.kind is AtomKind.PERSON and 2 <= len(name.norm) <= 4
    ]
    shaped = [
        Span(start=start, end=end, text=fact.text[start:end], is_known=False)
        for start, end in name_shapes(fact.text)
        if not any(span.start < end and start < span.end for span in known)
        and not _parts_word(fact.text, start)
    ]
    return (*known, *shaped)


def _parts_word(text: str, start: int) -> bool:
    """Whether an offset lies within a word of the dictionary: no name begins behind 免 of 免费观影."""
    return any(word.start < start < word.end for word in words_of(text))


def _one_off(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` that differ from `name` in one character; two-character names keep the surname."""
    for position in range(1 if len(name) == 2 else 0, len(name)):
        head, tail = name[:position], name[position + 1 :]
        anchor, shift = (head, 0) if len(head) >= len(tail) else (tail, position + 1)
        at = text.find(anchor)
        while at >= 0:
            start, middle = at - shift, at - shift + position
            is_framed = text.startswith(head, max(0, start)) and text.startswith(tail, middle + 1)
            if start >= 0 and is_framed and middle < len(text) and _is_han(text[middle]):
                yield start, start + len(name)
            at = text.find(anchor, at + 1)


def _is_telling(name: str, written: str) -> bool:
    """Whether two spans of three characters with one surname are made of no common words."""
    if len(name) != _FULL_NAME or name[0] != written[0] or not is_surname(name[0]):
        return False
    return min(len(unplain(name)), len(unplain(written))) >= _LEAST_TELLING


def _goes_on_alike(fact: str, span: Span, text: str, end: int) -> bool:
    """Whether what stands right behind a full name stands right behind the written one as well."""
    return len(span.text) == _FULL_NAME and _common_after(fact, span.end, text, end) >= _ANCHOR


def _stands_alike(fact: str, span: Span, text: str, start: int, end: int) -> bool:
    """Whether what stands around text[start:end] stands around the fact's span as well, on both sides.

    A side also agrees when the fact ends or has a mark there.
    """
    before, after = _common_before(fact, span.start, text, start), _common_after(fact, span.end, text, end)
    opens = span.start == 0 or not _is_han(fact[span.start - 1])
    closes = span.end == len(fact) or not _is_han(fact[span.end])
    return before + after >= _ANCHOR and (before > 0 or opens) and (after > 0 or closes)


def _common_before(left: str, left_end: int, right: str, right_end: int) -> int:
    """How many characters before two offsets agree, at most six."""
    count = 0
    while count < min(_LONGEST_ANCHOR, left_end, right_end):
        if left[left_end - count - 1] != right[right_end - count - 1]:
            break
        count += 1
    return count


def _common_after(left: str, left_start: int, right: str, right_start: int) -> int:
    """How many characters from two offsets on agree, at most six."""
    count = 0
    while count < min(_LONGEST_ANCHOR, len(left) - left_start, len(right) - right_start):
        if left[left_start + count] != right[right_start + count]:
            break
        count += 1
    return count


def _changed_levels(case: Case) -> Iterator[Finding]:
    """Awards and contests that stand in the text as in a fact, but at another level (全省 for 全市)."""
    text, evidence = case.reading.text, case.evidence
    for number in range(evidence.own):
        fact = evidence.facts[number].text
        for start, end in level_spans(fact):
            level, anchor = level_before(fact, end), fact[end : end + _LEVEL_ANCHOR]
            if level is None or len(anchor) < _LEVEL_ANCHOR or fact[start : end + _LEVEL_ANCHOR] in text:
                continue
            at = text.find(anchor)
            while at >= 0:
                written = level_before(text, at)
                if written is not None and _is_other_level(written, level, text, at):
                    phrase = bare(text[written[0] : at + _LEVEL_ANCHOR])
                    if not evidence.knows(phrase):
                        yield _changed_level(case, written[0], at, fact[start:end], number)
                at = text.find(anchor, at + 1)


@lru_cache(maxsize=4096)
def level_spans(fact: str) -> tuple[tuple[int, int], ...]:
    """The level words of a fact (全市, 省级, 获市…) that something is named with."""
    return tuple(
        (start, end)
        for start, end in level_words(fact)
        if end - start > 1 or start == 0 or fact[start - 1] in _BEFORE_LEVEL or not _is_han(fact[start - 1])
    )


def _is_other_level(written: tuple[int, str], level: tuple[int, str], text: str, end: int) -> bool:
    start, name = written
    if name == level[1] or not {name, level[1]} <= _RANKED_LEVELS:
        return False
    return end - start > 1 or start == 0 or text[start - 1] in _BEFORE_LEVEL or not _is_han(text[start - 1])


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _changed_level(case: Case, start: int, end: int, expected: str, number: int) -> Finding:
    written = case.reading.text[start:end]
    return case.finding(
        start, end, "honour_unsupported", f"级别与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        owner=number, expected=expected, suggestion=expected,
    )  # fmt: skip
