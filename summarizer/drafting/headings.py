"""Parallel headings (对仗) for the sections of a summary: the stock, a model's lines, and their scores."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from summarizer.domain import Document, Section, Topic
from summarizer.factsheet import clean_heading
from summarizer.outline import score_heading

_CLAUSES: Final = re.compile(r"[，、；：\s]+")
_NOT_HAN: Final = re.compile(r"[^\u3400-\u9fff]")
_LABEL: Final = re.compile(r"^[^，：:]{2,10}[：:](?=.{4})")
_LONGEST_CHARS: Final = 40
# What every heading of a union may name again.
_COMMON: Final = frozenset({"职工", "工会", "工作"})
_PARALLEL_SHARE, _CONTENT_SHARE = 0.6, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingScore:
    """How good a set of headings is; every part from 0 to 1.

    Attributes:
        length: 字数相等: the share of headings whose clauses are as long as those of most others.
        structure: 结构一致: the share that are built like most others.
        variety: 用词不重复: the share of headings no word of which comes again in another.
        content: 切题: how far each heading tells what its section is about.
    """

    length: float
    structure: float
    variety: float
    content: float

    @property
    def parallel(self) -> float:
        """对仗: the mean of length, structure and variety."""
        return (self.length + self.structure + self.variety) / 3

    @property
    def total(self) -> float:
        """What sets are ranked by."""
        return _PARALLEL_SHARE * self.parallel + _CONTENT_SHARE * self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingSet:
    """Headings for all sections but the overview.

    Attributes:
        style: what kind of headings they are, for the user.
        engine: who made them: offline, llm or local.
        headings: by section id, in the order of the document.
    """

    style: str
    engine: str
    headings: Mapping[str, str]
    score: HeadingScore


def sections_to_head(document: Document) -> tuple[Section, ...]:
    """The sections that get a heading: all but the overview."""
    return tuple(section for section in document.sections if section.topic is not Topic.OVERVIEW)


def stock_sets(document: Document) -> tuple[HeadingSet, ...]:
    """One set of each style of the stock; a section keeps its own heading where a topic's are used up."""
    sections = sections_to_head(document)
    if not sections:
        return ()
    return tuple(
        scored_set(document, [*_from_style(style, sections)], style=style.name, engine="offline")
        for style in _stock().styles
    )


def stock_titles() -> tuple[str, ...]:
    """Main titles (正题) that fit every union."""
    return _stock().titles


def scored_set(document: Document, headings: Sequence[str], *, style: str, engine: str) -> HeadingSet:
    """A set with its score.

    Args:
        document: whose sections are headed.
        headings: one for each of `sections_to_head`.
        style: for the user.
        engine: who made them.
    """
    sections = sections_to_head(document)
    return HeadingSet(
        style=style,
        engine=engine,
        headings=MappingProxyType(
            {section.id: heading for section, heading in zip(sections, headings, strict=True)}
        ),
        score=score_headings(headings, sections),
    )


def fitted_lines(lines: Sequence[str], document: Document) -> tuple[str, ...] | None:
    """A model's lines as one heading for each section; None when they cannot be that.

    Labels in front of headings, repeated lines and what only repeats the title are taken out first.
    """
    foreign = {document.title, document.unit}
    cleaned = (without_label(clean_heading(line)) for line in lines)
    headings = tuple(dict.fromkeys(line for line in cleaned if line and line not in foreign))
    sections = sections_to_head(document)
    is_short = all(len(heading) <= _LONGEST_CHARS for heading in headings)
    return headings if is_short and len(headings) == len(sections) else None


def score_headings(headings: Sequence[str], sections: Sequence[Section]) -> HeadingScore:
    """The score of headings, one for each of the sections; all zeros for none."""
    if not headings:
        return HeadingScore(length=0.0, structure=0.0, variety=0.0, content=0.0)
    contents = [_tells(heading, section) for heading, section in zip(headings, sections, strict=True)]
    return HeadingScore(
        length=_agreement([_lengths(heading) for heading in headings]),
        structure=_agreement([_structure(heading) for heading in headings]),
        variety=_variety(headings),
        content=sum(contents) / len(contents),
    )


def without_label(heading: str) -> str:
    """A line without the label a model put in front of it (思想引领：……, 正题：……)."""
    return _LABEL.sub("", heading)


def _clauses(heading: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(heading) if clause]


def _lengths(heading: str) -> tuple[int, ...]:
    return tuple(map(len, _clauses(heading)))


def _structure(heading: str) -> tuple[tuple[str, ...], ...]:
    """For each clause whether it begins with what is done, and where its framing characters stand."""
    stock = _stock()
    return tuple(
        (
            "动" if clause[:2] in stock.verbs else "",
            *(f"{at}{char}" for at, char in enumerate(clause) if char in stock.frames),
        )
        for clause in _clauses(heading)
    )


def _agreement(values: Sequence[object]) -> float:
    """The share of the values that equal the most frequent one."""
    return Counter(values).most_common(1)[0][1] / len(values)


def _variety(headings: Sequence[str]) -> float:
    """The share of headings none of whose words (pairs of characters within a clause) is another's too."""
    words = [set(_words(heading)) - _COMMON for heading in headings]
    counts = Counter(word for one in words for word in one)
    return sum(all(counts[word] == 1 for word in one) for one in words) / len(words)


def _words(text: str) -> Iterator[str]:
    for clause in _clauses(text):
        yield from ("".join(pair) for pair in pairwise(_NOT_HAN.sub("", clause)))


def _tells(heading: str, section: Section) -> float:
    """1 when a heading's words tell the section's topic first, less when among others or by a fact's word."""
    scores = score_heading(heading)
    if section.topic in scores:
        return 1.0 if scores[section.topic] == max(scores.values()) else 0.75
    told = {word for fact in section.active_facts for word in _words(fact.text)}
    return 0.5 if told & set(_words(heading)) - _COMMON else 0.0


# The stock


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    headings: Mapping[Topic, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stock:
    styles: tuple[_Style, ...]
    titles: tuple[str, ...]
    verbs: frozenset[str]
    frames: frozenset[str]


def _from_style(style: _Style, sections: Sequence[Section]) -> Iterator[str]:
    used: Counter[Topic] = Counter()
    for section in sections:
        choices = style.headings.get(section.topic, ())
        at = used[section.topic]
        used[section.topic] += 1
        yield choices[at] if at < len(choices) else section.heading


@cache
def _stock() -> _Stock:
    source = resources.files(__package__).joinpath("stock/headings.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    styles = tuple(
        _Style(
            name=style["name"],
            headings=MappingProxyType(
                {Topic(topic): tuple(headings) for topic, headings in style.items() if topic != "name"}
            ),
        )
        for style in table["styles"].values()
    )
    return _Stock(
        styles=styles,
        titles=tuple(table["titles"]["any"]),
        verbs=frozenset(table["structure"]["verbs"].split()),
        frames=frozenset(table["structure"]["frames"].split()),
    )
