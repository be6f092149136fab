"""How values are worded on screen; pure functions, no streamlit."""

import re
from datetime import datetime, timedelta
from typing import Final

from summarizer.domain import Document, Report, Section, SectionReport, Topic
from summarizer.text.diff import SentencePair
from summarizer.text.numbering import format_numbering

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&:])")
_WORD_JOINER: Final = "\u2060"

FILL_IN: Final = "事实里的 __ 换成今年的数，这条就会写进正文；今年没有的，整行删掉。"

EMPTY: Final = "○"
DRAFTED: Final = "◐"
DONE: Final = "●"
DOUBTFUL: Final = "！"


def plain(text: str) -> str:
    r"""`text` so that a Streamlit label shows it as typed: Markdown is escaped, `:name:` is no icon.

    An escaped colon would still be read as the start of an icon after parsing, so an invisible word joiner
    follows it.
    """
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("\\:", "\\:" + _WORD_JOINER)


def numbered_heading(document: Document, section: Section) -> str:
    """The heading as it will be printed, 四、做实关心关爱; the overview has no number."""
    if section.topic is Topic.OVERVIEW:
        return section.heading or section.topic.label
    numbered = [one.id for one in document.sections if one.topic is not Topic.OVERVIEW]
    return f"{format_numbering(1, numbered.index(section.id) + 1)}{section.heading or '（未命名）'}"


def shape(section: Section, report: SectionReport) -> str:
    """The outline's mark: ○ empty, ◐ facts or gaps still open, ● done, ! to be looked at.

    The marks differ in shape, so colour is never needed.
    """
    if not section.text.strip():
        return EMPTY
    if any(
        one.severity != "info" and one.kind not in {"fact_missing", "placeholder"} for one in report.findings
    ):
        return DOUBTFUL
    return DRAFTED if report.unwritten or report.placeholders else DONE


def verdict(report: Report, *, drafted: int) -> str:
    """The state of checking in a few characters: 全部有据, 已写的有据, 2处待核, 尚未起草.

    What a section without text leaves out is still to be written, and nothing to be looked at.
    """
    if not drafted:
        return "尚未起草"
    written = [section for section in report.sections if section.letters]
    doubts = sum(section.doubts for section in written)
    if doubts:
        return f"{doubts}处待核"
    if report.placeholders:
        return f"{report.placeholders}处待补"
    return "全部有据" if len(written) == len(report.sections) else "已写的有据"


def moment(then: datetime, *, now: datetime) -> str:
    """A time as people say it: 10:32, 昨天 10:32, 3月5日, 2023年3月5日. Both times are timezone-aware."""
    local = then.astimezone()
    today = now.astimezone().date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return f"昨天 {clock}"
    day = f"{local.month}月{local.day}日"
    return f"{day} {clock}" if local.year == today.year else f"{local.year}年{day}"


def sentence_choice(pair: SentencePair) -> str:
    """What taking one sentence of a proposal does, as the label of its box: 改为：…, 增加：…, 删去：…."""
    old, new = pair.old.strip(), pair.new.strip()
    if not old and not new:
        return "另起一段" if pair.new else "并入上一段"
    if not old:
        return f"增加：{plain(new)}"
    return f"改为：{plain(new)}" if new else f"删去：{plain(old)}"


def length_label(chars: int, target: int) -> str:
    """312/350字, or 312字 when the length is free."""
    return f"{chars}/{target}字" if target else f"{chars}字"
