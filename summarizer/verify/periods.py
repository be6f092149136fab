"""Times that do not fit a document's period: 全年 in one on half a year, plans for the year that is over."""

import re
from collections.abc import Iterator

from summarizer.domain import CLOSING_TOPICS, DateMention, Document, Finding, PeriodSpan, Section, Topic
from summarizer.text.dates import find_dates
from summarizer.text.sentences import split_sentences
from summarizer.text.year_parts import canonical_part

# 全年任务, 全年目标: what is measured by the year may be spoken of before it is over.
_WHOLE_YEAR = re.compile(
    "(?:^|(?<=[，。；：\n]))(?:今年)?(?P<words>全年|一年来|一年以来|一年中)"
    "(?!度|任务|目标|计划|预算|指标|收官|重点|工作(?:任务|目标|计划|要点|打|奠|开|顺利|实现))"
)
_TO_COME = re.compile("将|拟|计划|力争|确保|打下|奠定|争取|目标|[预还]")
_LATER = re.compile("下一?[步年阶季]|下半年|[明来]年|新的一年|今后")
_TOLD = re.compile("了|取得|虽|尽管|但|回顾|总结|存在|以来|过去|[已曾]")


def untimely_words(document: Document) -> Iterator[tuple[str, Finding]]:
    """Warnings with the id of their section, in the order of the sections."""
    facts = "\n".join(fact.text for section in document.sections for fact in section.active_facts)
    for section in document.sections:
        if section.topic is Topic.PLANS:
            yield from _plans_for_the_past(section, document)
        elif section.topic not in CLOSING_TOPICS and document.period.span is not PeriodSpan.ANNUAL:
            yield from _whole_year(section, document, facts)


def _whole_year(section: Section, document: Document, facts: str) -> Iterator[tuple[str, Finding]]:
    """全年 or 一年来 where something is told of, in a document on a part of the year."""
    for match in _WHOLE_YEAR.finditer(section.text):
        sentence = re.split("[。；\n]", section.text[match.end() : match.end() + 60])[0]
        if match["words"] not in facts and not _TO_COME.search(sentence):
            yield _doubt(section, *match.span("words"), document)


def _plans_for_the_past(section: Section, document: Document) -> Iterator[tuple[str, Finding]]:
    """The period itself as the time of plans: 三季度，工会将… in a document on the third quarter."""
    text, period = section.text, document.period
    dates = find_dates(text, period=period)
    is_later = _LATER.search(text) or any(date.year is not None and date.year > period.year for date in dates)
    if is_later:
        return
    facts = "\n".join(fact.text for fact in section.active_facts)
    for start, end in split_sentences(text):
        sentence = text[start:end]
        date = next((date for date in dates if date.start == start), None)
        if date is not None and _is_period(date, document) and date.text not in facts:
            if not _TOLD.search(sentence):
                yield _doubt(section, date.start, date.end, document)
            return


def _is_period(date: DateMention, document: Document) -> bool:
    """Whether a date names the period of a document and nothing narrower."""
    period = document.period
    if date.month is not None or date.day is not None or date.upper is not None or date.relative:
        return False
    if period.span is PeriodSpan.ANNUAL:
        return date.year == period.year and not date.part
    return date.year in {None, period.year} and date.part == canonical_part(period.part_label)


def _doubt(section: Section, start: int, end: int, document: Document) -> tuple[str, Finding]:
    written = section.text[start:end]
    message = f"本文写的是{document.period.label}的工作，这里的时间是“{written}”，请核对。"
    return section.id, Finding(
        kind="date_unsupported", severity="warn", start=start, end=end, text=written, message=message
    )
