"""What a section says of the whole organisation: numbers of members and bodies, rates, sums of the year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from summarizer.domain import Period, Quantity, Rounding
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.claims import clause_around
from summarizer.verify.mentions import Mention, read_text

_BEHIND = 10
_LINKS = re.compile("(?:均)?(?:为|达到了?|达|已达|保持在|稳定在|是|共计?|合计|总计)?$")
_HAN = re.compile("[\u4e00-\u9fff]+$")
_YEARLY = re.compile("全年|本年度?|年度|累计|总计|合计|共计|各类")
_LABEL = re.compile(
    "[\u4e00-\u9fff]{2,4}(?:金|款|费|品|物资|经费|资金)$|(?:提案|建议|讲座|培训|慰问|走访)[\u4e00-\u9fff]{0,4}$"
)
_LONGEST_LABEL, _LEAST_RATE_LABEL = 10, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A value that a document should give only once, or every time alike.

    Attributes:
        label: what is counted, without words that change nothing.
        occasion: 春节, 一季度 … for a part of a yearly sum, "" else.
        total: whether the words before it make it the sum of the year.
        start, end: offsets in the section's text.
    """

    label: str
    unit: str
    value: Decimal
    start: int
    end: int
    text: str
    occasion: str = ""
    total: bool = False


@lru_cache(maxsize=256)
def indicators_of(text: str, period: Period | None) -> tuple[Indicator, ...]:
    """The indicators of one section; cached, so that after an edit only that section is read again."""
    reading = read_text(text, period)
    return tuple(found for mention in reading.figures for found in _read(mention, text))


def _read(mention: Mention, text: str) -> Iterator[Indicator]:
    figure = mention.atom
    if not isinstance(figure, Quantity) or figure.soft or figure.ordinal or figure.upper is not None:
        return
    if figure.rounding is not Rounding.EXACT:
        return
    clause_start, clause_end = clause_around(text, figure.start)
    before = text[clause_start : figure.start]
    label = _standing(before, text[figure.end : min(clause_end, figure.end + _BEHIND)], figure)
    if label:
        yield _indicator(figure, label)
    summed = _LINKS.sub("", before)
    name = _LABEL.search(summed)
    if name is not None:
        occasion = _occasions().search(summed)
        is_total = occasion is None and _YEARLY.search(summed) is not None
        if occasion is not None or is_total:
            yield _indicator(
                figure, name.group()[-3:], occasion=occasion.group() if occasion else "", total=is_total
            )


def _indicator(figure: Quantity, label: str, *, occasion: str = "", total: bool = False) -> Indicator:
    return Indicator(
        label=label, unit=figure.unit, value=figure.value, start=figure.start, end=figure.end,
        text=figure.text, occasion=occasion, total=total,
    )  # fmt: skip


def _standing(before: str, behind: str, figure: Quantity) -> str:
    """The label of a number of the whole organisation, "" when it is none."""
    if figure.unit == "%":
        return _rate(before)
    if figure.unit == "元":
        found = _money().search(_LINKS.sub("", before))
        return found.group() if found and not _other_time().search(before) else ""
    cue = _possessed().search(before)
    if cue is None or _other_time().search(before[: cue.start()]) or _subject(before[: cue.start()]):
        return ""
    noun = _strip().sub("", before[cue.start() :]) or _strip().sub("", _first_words(behind))
    return noun if noun in _nouns() else ""


def _rate(before: str) -> str:
    """The full label of a rate, with what tells it from others of its name: 职工入会率."""
    label = _HAN.search(_LINKS.sub("", before))
    words = label.group() if label else ""
    if not words.endswith(_rates()) or _other_time().search(before):
        return ""
    return words if _LEAST_RATE_LABEL <= len(words) <= _LONGEST_LABEL else ""


def _first_words(behind: str) -> str:
    found = re.match("[\u4e00-\u9fff]+", behind)
    return found.group() if found else ""


def _subject(words: str) -> bool:
    """Whether the words before 现有 name a part of the organisation, which has numbers of its own."""
    return len(_own_subject().sub("", re.sub(r"[^\u4e00-\u9fff]", "", words))) > 1


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "indicators")[key].split())))


def _possessed() -> re.Pattern[str]:
    return _pattern("possessed")


def _strip() -> re.Pattern[str]:
    return _pattern("strip")


def _own_subject() -> re.Pattern[str]:
    return _pattern("own_subject")


def _other_time() -> re.Pattern[str]:
    return _pattern("other_time")


def _occasions() -> re.Pattern[str]:
    return _pattern("occasions")


@cache
def _money() -> re.Pattern[str]:
    return re.compile(f"(?:{_pattern('money').pattern})$")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(_strip().sub("", noun) for noun in mapping("claims", "indicators")["nouns"].split())


@cache
def _rates() -> tuple[str, ...]:
    return tuple(mapping("claims", "indicators")["rates"].split())
