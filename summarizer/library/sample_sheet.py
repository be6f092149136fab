"""Samples written for this program: Markdown with front matter, sections with their topic beside the heading.

They are taken as they stand; only files without such a head go through cleaning and splitting.
"""

import re
from dataclasses import dataclass
from typing import Final

import yaml

from summarizer.domain import Period, Topic, UnitKind
from summarizer.errors import InputError, PeriodError
from summarizer.library.articles import Article, ArticleSection
from summarizer.text.dates import parse_period
from summarizer.text.numbering import parse_numbering

_FENCED: Final = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_HEADING: Final = re.compile(r"(?P<marks>#{2,4}) +(?P<text>.+?)(?: *\{topic=(?P<topic>[a-z_]+)\})? *")
_REQUIRED: Final = frozenset({"title", "kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSheet:
    """A sample with what its front matter says."""

    article: Article
    unit: str = ""
    source: str = ""
    licence: str = ""


def read_sample_sheet(content: bytes) -> SampleSheet | None:
    """The sample a Markdown file of this format holds, None for any other file.

    Raises:
        InputError: the file is of this format, but a value in its front matter cannot be used.
    """
    if not content.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return None
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    fenced = _FENCED.match(text)
    fields = _fields(fenced["front"]) if fenced is not None else {}
    if fenced is None or not fields.keys() >= _REQUIRED:
        return None
    sections = _sections(fenced["body"])
    article = Article(
        title=fields["title"],
        kind=_kind(fields["kind"]),
        period=_period(fields.get("period", "")),
        sections=sections,
        signed="",
        text=plain_text(fields["title"], sections),
        traditional=False,
        quality=1.0,
    )
    return SampleSheet(
        article=article,
        unit=fields.get("unit", ""),
        source=fields.get("source", ""),
        licence=fields.get("licence", ""),
    )


def plain_text(title: str, sections: tuple[ArticleSection, ...]) -> str:
    """Title, headings with their numbers, and text, a line each."""
    lines = [title]
    for section in sections:
        lines += (f"{section.numbering}{section.heading}", section.text)
    return "\n".join(filter(None, lines))


def _fields(front: str) -> dict[str, str]:
    try:
        loaded = yaml.load(front, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {str(key): value.strip() for key, value in loaded.items() if isinstance(value, str)}


def _kind(name: str) -> UnitKind:
    try:
        return UnitKind(name)
    except ValueError:
        message = f"范文开头的 kind: {name} 不是六种单位类型之一"
        raise InputError(message, hint=f"可写：{'、'.join(UnitKind)}。") from None


def _period(label: str) -> Period | None:
    if not label:
        return None
    try:
        return parse_period(label)
    except PeriodError as error:
        message = f"范文开头的 period 看不懂：{error}"
        raise InputError(message, hint=error.hint) from error


def _sections(body: str) -> tuple[ArticleSection, ...]:
    sections: list[ArticleSection] = []
    heading, paragraphs = "", []
    topic: Topic | None = Topic.OVERVIEW
    level, numbering = 1, ""
    for line in (*map(str.strip, body.split("\n")), None):
        found = _HEADING.fullmatch(line) if line is not None else None
        if line is not None and found is None:
            paragraphs += [line] if line else []
            continue
        if heading or paragraphs:
            sections.append(
                ArticleSection(
                    heading=heading, level=level, numbering=numbering, topic=topic, text="\n".join(paragraphs)
                )
            )
        if found is not None:
            level = len(found["marks"]) - 1
            inherited = topic if level > 1 else None
            topic = _topic(found["topic"]) if found["topic"] else inherited
            number = parse_numbering(found["text"])
            numbering = "" if number is None else found["text"][: number.end]
            heading, paragraphs = found["text"][len(numbering) :], []
    return tuple(sections)


def _topic(name: str) -> Topic:
    try:
        return Topic(name)
    except ValueError:
        message = f"范文里的 topic={name} 不是已知的主题"
        raise InputError(message, hint=f"可写：{'、'.join(Topic)}。") from None
