"""The sections of one document against each other: values, sums, problems and plans, lengths."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from summarizer.domain import Document, Finding, Section, Severity, Topic
from summarizer.text.sentences import split_clauses, split_sentences
from summarizer.verify.claims import particular_words
from summarizer.verify.indicators import Indicator, indicators_of
from summarizer.verify.mentions import PENDING
from summarizer.verify.periods import untimely_words

_LONGEST_OVERVIEW, _LEAST_MEASURED = 0.15, 600
_WHOLE_YEARS = (
    frozenset({"一季度", "二季度", "三季度", "四季度"}),
    frozenset({"上半年", "下半年"}),
)
_LEAST_PAIRS, _LEAST_PLANS = 4, 12
_SAME_PROBLEM, _LEAST_OF_FACT = 0.6, 2
_SEMICOLON = re.compile("[^；]+；?")


class Place(NamedTuple):
    """An indicator and the section it stands in."""

    section: Section
    indicator: Indicator


def judge_document(document: Document) -> Mapping[str, Sequence[Finding]]:
    """The findings of kind `inconsistent` on every section, keyed by its id; offsets count its text."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    places = [
        Place(section, indicator)
        for section in document.sections
        for indicator in indicators_of(section.text, document.period)
    ]
    rules = (
        _two_values(places), _wrong_sums(places), untimely_words(document), _unanswered(document),
        _long_overview(document),
    )  # fmt: skip
    for section_id, finding in chain.from_iterable(rules):
        found[section_id].append(finding)
    return found


def _two_values(places: Sequence[Place]) -> Iterator[tuple[str, Finding]]:
    """Indicators that have another value in another section, at both places."""
    groups: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if not place.indicator.occasion and not place.indicator.total:
            groups[place.indicator.label, place.indicator.unit].append(place)
    for group in groups.values():
        first = group[0]
        for place in group[1:]:
            is_other = place.indicator.value != first.indicator.value
            if is_other and place.section.id != first.section.id:
                yield _differs(first, place)
                yield _differs(place, first)


def _differs(here: Place, there: Place) -> tuple[str, Finding]:
    message = (
        f"{here.indicator.label}前后不一致：这里是“{here.indicator.text}”，"
        f"“{there.section.heading}”一节写的是“{there.indicator.text}”，请核对。"
    )
    return here.section.id, _finding(here, message, expected=there.indicator.text)


def _wrong_sums(places: Sequence[Place]) -> Iterator[tuple[str, Finding]]:
    """Sums of the year that their parts in other sections exceed, or miss although all parts are there."""
    occasions: defaultdict[tuple[str, str], dict[str, Place]] = defaultdict(dict)
    for place in places:
        if place.indicator.occasion:
            occasions[place.indicator.label, place.indicator.unit][place.indicator.occasion] = place
    for total in places:
        parts = occasions.get((total.indicator.label, total.indicator.unit), {})
        if not total.indicator.total:
            continue
        if len(parts) < 2 or all(part.section.id == total.section.id for part in parts.values()):
            continue
        value = sum((part.indicator.value for part in parts.values()), Decimal(0))
        is_whole = set(parts) in _WHOLE_YEARS
        if value > total.indicator.value or (is_whole and value != total.indicator.value):
            formula = "＋".join(part.indicator.text for part in parts.values())
            message = (
                f"合计与分项不符：各节分项{formula}"
                f"{'不等于' if is_whole else '已超过'}这里的“{total.indicator.text}”，请核对。"
            )
            yield total.section.id, _finding(total, message)


def _finding(place: Place, message: str, *, expected: str = "") -> Finding:
    return Finding(
        kind="inconsistent", severity="warn", start=place.indicator.start, end=place.indicator.end,
        text=place.indicator.text, expected=expected, message=message,
    )  # fmt: skip


def _hint(section: Section, start: int, end: int, message: str) -> tuple[str, Finding]:
    severity: Severity = "info"
    return section.id, Finding(
        kind="inconsistent", severity=severity, start=start, end=end, text=section.text[start:end],
        message=message,
    )  # fmt: skip


def _unanswered(document: Document) -> Iterator[tuple[str, Finding]]:
    """Problems of which no word comes back among the plans; said only when there are both."""
    plans = "\n".join(section.text for section in document.sections if section.topic is Topic.PLANS)
    if len(plans) < _LEAST_PLANS:
        return
    planned = _telling_pairs(plans)
    for section in document.sections:
        if section.topic is not Topic.PROBLEMS:
            continue
        for start, end, pairs in _told_problems(section) or _problems(section):
            is_open = any(m.start() < end and start < m.end() for m in PENDING.finditer(section.text))
            if pairs and not is_open and not pairs & planned:
                yield _hint(section, start, end, "这个问题在下一步打算里没有对应的措施，可以补上一条。")


def _told_problems(section: Section) -> list[tuple[int, int, frozenset[str]]]:
    """For each problem of the facts its clause and telling pairs; empty when one is not told."""
    text = section.text
    clauses = [span for left, right in split_sentences(text) for span in _clauses(text, left, right)]
    told: list[tuple[int, int, frozenset[str]]] = []
    for fact in section.active_facts:
        pairs = _telling_pairs(fact.text)
        shared = [len(pairs & _telling_pairs(text[start:end])) for start, end in clauses]
        best = max(shared, default=0)
        if not best or len(pairs & _telling_pairs(text)) < _SAME_PROBLEM * len(pairs):
            return []
        told.append((*clauses[shared.index(best)], pairs if len(pairs) >= _LEAST_OF_FACT else frozenset()))
    return told


def _problems(section: Section) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The sentences of a section and their parts, where ； parts them, with their telling pairs."""
    for start, end in split_sentences(section.text):
        for part in _SEMICOLON.finditer(section.text, start, end):
            pairs = _telling_pairs(part.group())
            yield *part.span(), pairs if len(pairs) >= _LEAST_PAIRS else frozenset()


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return ((start + left, start + right) for left, right in split_clauses(text[start:end]))


@lru_cache(maxsize=256)
def _telling_pairs(text: str) -> frozenset[str]:
    """The character pairs of a text without its plain words."""
    return frozenset("".join(pair) for words in particular_words(text) for pair in pairwise(words))


def _long_overview(document: Document) -> Iterator[tuple[str, Finding]]:
    """An overview that takes more than its share of a document of some length."""
    whole = sum(len(section.text) for section in document.sections)
    if whole < _LEAST_MEASURED:
        return
    for section in document.sections:
        share = len(section.text) / whole
        sentences = split_sentences(section.text)
        if sentences and section.topic is Topic.OVERVIEW and share > _LONGEST_OVERVIEW:
            start, end = sentences[0]
            yield _hint(section, start, end, f"前言占全文的{share:.0%}，偏长，一般不超过15%。")
