"""Outlines: the sections a summary of a kind of unit and a period has, how long each is, what to ask for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.domain import Period, PeriodSpan, Section, Topic, UnitKind
from summarizer.errors import UnknownKindError, UnknownTopicError
from summarizer.outlines.schema import SectionRow, read_kind, read_lexicon, read_topics
from summarizer.text.characters import normalize_width
from summarizer.text.numbering import strip_numbering

# What {period} and {next} read in a prompt for each span; neutral about which half or quarter it is.
_SPAN_WORDS: Mapping[PeriodSpan, Mapping[str, str]] = {
    PeriodSpan.ANNUAL: {"period": "全年", "next": "新一年"},
    PeriodSpan.HALF_YEAR: {"period": "半年", "next": "下阶段"},
    PeriodSpan.QUARTER: {"period": "本季度", "next": "下季度"},
}
# A section that also tells other topics asks for the most important facts of each only.
_BORROWED_PROMPTS = 2

_DECISIVE, _STRONG, _WEAK = 9, 3, 1
# The first half of a two-part heading names the matter, the second its purpose: 规范经费管理，加强自身建设.
_FIRST_CLAUSE_FACTOR = 2
_CLAUSE_END = re.compile(r"[,，;；:：、\s]")
_SEPARATORS = re.compile(r"[\s\-_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineSection:
    """One section of an outline.

    Attributes:
        heading: without numbering.
        length_chars: target length in 字, rounded to ten.
        share: part of the whole length, 0 to 1.
        prompts: facts an experienced writer would ask for, most important first.
        hint: one sentence on how to write this section.
    """

    heading: str
    topic: Topic
    length_chars: int
    share: float
    prompts: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections of a summary in printed order, the overview first.

    Attributes:
        total_chars: target length of the whole summary in 字.
    """

    kind: UnitKind
    span: PeriodSpan
    total_chars: int
    sections: tuple[OutlineSection, ...]


def load_outline(kind: UnitKind, period: Period) -> Outline:
    """The built-in outline for a kind of unit and a period."""
    table = read_kind(kind).span(period.span)
    return Outline(
        kind=kind,
        span=period.span,
        total_chars=table.total_chars,
        sections=tuple(_section(kind, period, row, table.total_chars) for row in table.sections),
    )


def _section(kind: UnitKind, period: Period, row: SectionRow, total_chars: int) -> OutlineSection:
    heading = row.heading
    if row.topic is Topic.PLANS and period.span is PeriodSpan.HALF_YEAR and period.number == 2:
        heading = read_kind(kind).half_year.second_half or heading
    borrowed = (
        prompt
        for topic in row.also
        for prompt in prompts_for(kind, topic, span=period.span)[:_BORROWED_PROMPTS]
    )
    return OutlineSection(
        heading=heading,
        topic=row.topic,
        length_chars=round(total_chars * row.share / 1000) * 10,
        share=row.share / 100,
        prompts=(*prompts_for(kind, row.topic, span=period.span), *borrowed),
        hint=read_topics()[row.topic].hint,
    )


def prompts_for(kind: UnitKind, topic: Topic, *, span: PeriodSpan = PeriodSpan.ANNUAL) -> tuple[str, ...]:
    """The facts to ask for in a section of this topic, most important first; never empty, never a figure."""
    prompts = read_kind(kind).prompts.get(topic) or read_topics()[topic].prompts
    return tuple(prompt.format_map(_SPAN_WORDS[span]) for prompt in prompts)


def make_sections(outline: Outline, new_id: Callable[[], str]) -> tuple[Section, ...]:
    """Empty sections of a new document after `outline`; `new_id` is called once for each."""
    return tuple(
        Section(id=new_id(), heading=row.heading, topic=row.topic, length_chars=row.length_chars)
        for row in outline.sections
    )


def default_title(unit: str, period: Period) -> str:
    """The title of a summary, e.g. ××实验小学工会2024年上半年工作总结.

    A unit that does not call itself a union gets 工会 after its name.
    """
    name = unit.strip()
    union = name if "工会" in name else f"{name}工会"
    return f"{union}{period.label}工作总结" if name else f"{period.label}工会工作总结"


def infer_topic(heading: str) -> Topic | None:
    """The topic a heading speaks of, None when no word tells it; the first of equals wins.

    Closing words (存在的问题, 下一步打算) win over all others; else each known word adds its weight,
    doubled in the first clause.
    """
    scores = score_heading(heading)
    return max(scores, key=scores.__getitem__, default=None)


def score_heading(heading: str) -> Mapping[Topic, int]:
    """The points each topic gets from the words of a heading; topics without points are left out.

    A closing word gives its topic alone as many points as a decisive word in the first clause.
    """
    text = strip_numbering(normalize_width(heading).strip())
    if closing := _match_closing(text):
        return {closing: _DECISIVE * _FIRST_CLAUSE_FACTOR}
    pattern, weights = _heading_words()
    first_end = end.start() if (end := _CLAUSE_END.search(text)) else len(text)
    scores: dict[Topic, int] = {}
    for match in pattern.finditer(text):
        topic, weight = weights[match.group()]
        factor = _FIRST_CLAUSE_FACTOR if match.start() < first_end else 1
        scores[topic] = scores.get(topic, 0) + weight * factor
    return scores


def _match_closing(text: str) -> Topic | None:
    if not _closing_words().search(text):
        return None
    places = [
        (place, topic)
        for topic, words in read_lexicon().headings.items()
        for word in words.closing
        if (place := text.find(word)) >= 0
    ]
    return min(places)[1] if places else None


@cache
def _closing_words() -> re.Pattern[str]:
    """A pattern of all closing words: most headings hold none, and are passed over at once."""
    words = {word for listed in read_lexicon().headings.values() for word in listed.closing}
    return re.compile("|".join(map(re.escape, sorted(words))))


@cache
def _heading_words() -> tuple[re.Pattern[str], Mapping[str, tuple[Topic, int]]]:
    """A pattern of all heading words, longest first, and what each word tells."""
    weights = {
        word: (topic, weight)
        for topic, words in read_lexicon().headings.items()
        for group, weight in ((words.weak, _WEAK), (words.strong, _STRONG), (words.decisive, _DECISIVE))
        for word in group
    }
    longest_first = sorted(weights, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), weights


def parse_kind(text: str) -> UnitKind:
    """The unit kind named by its code (school), its label (学校) or a usual word (小学, 国企).

    Raises:
        UnknownKindError: no kind is called so.
    """
    kind = _kind_names().get(_fold(text))
    if kind is None:
        msg = f"不认识的单位类型“{_excerpt(text)}”"
        raise UnknownKindError(msg)
    return kind


def parse_topic(text: str) -> Topic:
    """The topic named by its code (ideology), its label (思想引领) or a usual word (师德, 维权).

    Raises:
        UnknownTopicError: no topic is called so.
    """
    topic = _topic_names().get(_fold(text))
    if topic is None:
        msg = f"不认识的主题“{_excerpt(text)}”"
        raise UnknownTopicError(msg)
    return topic


@cache
def _kind_names() -> Mapping[str, UnitKind]:
    aliases = read_lexicon().kinds
    return {_fold(name): kind for kind in UnitKind for name in (kind.value, kind.label, *aliases[kind])}


@cache
def _topic_names() -> Mapping[str, Topic]:
    aliases = read_lexicon().topics
    return {_fold(name): topic for topic in Topic for name in (topic.value, topic.label, *aliases[topic])}


def _fold(name: str) -> str:
    return _SEPARATORS.sub("_", normalize_width(name).strip().casefold())


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else f"{line[:20]}…"
