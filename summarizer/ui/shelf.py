"""The list of samples, what became of an import, and a sample's sections as nodes; no streamlit."""

from collections.abc import Mapping, Sequence
from typing import Final

from summarizer.domain import (
    IngestedArticle,
    IngestReport,
    IngestStatus,
    Sample,
    SampleCard,
    SampleSection,
    SampleView,
)
from summarizer.ui.components.paper import Node, block, press, span
from summarizer.ui.holding import ALONE, Held
from summarizer.ui.passages import kind_label, line, masked, topics_label

_STATUS_LOOKS: Final = {
    IngestStatus.ADDED: "good small",
    IngestStatus.KNOWN: "muted small",
    IngestStatus.REFUSED: "bad small",
}
_COLUMNS: Final = ("标题", "单位类型", "时段", "主题", "来源", "完整度", "")


def title_of(sample: Sample) -> str:
    """The sample's title, or the file it came in when it has none."""
    return sample.title or f"（无标题）{sample.source}"


def period_label(sample: Sample) -> str:
    """The period, 时段不明 when the text does not say."""
    return sample.period.sheet_label if sample.period is not None else "时段不明"


def table(
    cards: Sequence[SampleCard], qualities: Mapping[str, float], held: Held = ALONE
) -> tuple[Node, ...]:
    """One row per sample: title, kind, period, topics, origin, quality, 删除 for the user's own, else 隐藏.

    Args:
        cards: in the order shown.
        qualities: 0 to 1, by sample id; a sample without one shows none.
        held: whose they are.
    """
    if not cards:
        return ()
    head = Node(tag="tr", kids=tuple(Node(tag="th", text=name) for name in _COLUMNS))
    body = Node(tag="tbody", kids=tuple(_table_row(card, qualities, held) for card in cards))
    return (Node(tag="table", look="samples", kids=(Node(tag="thead", kids=(head,)), body)),)


def _table_row(card: SampleCard, qualities: Mapping[str, float], held: Held) -> Node:
    sample = card.sample
    quality = f"{qualities[sample.id]:.0%}" if sample.id in qualities else ""
    away = ("隐藏", "hide") if sample.builtin else ("删除", "remove")
    remove = (press(*away, sample.id, look="link"),) if held.may_remove(sample) else ()
    return Node(
        tag="tr",
        kids=(
            Node(tag="td", kids=(press(title_of(sample), "open", sample.id, look="title"), *_source(sample))),
            Node(tag="td", text=kind_label(sample.kind), look="brief"),
            Node(tag="td", text=period_label(sample), look="brief"),
            Node(tag="td", text=f"{len(card.topics)}个", look="brief", hint=topics_label(card.topics)),
            Node(tag="td", text=held.label(sample), look="brief"),
            Node(tag="td", text=quality, look="brief"),
            Node(tag="td", look="figure", kids=remove),
        ),
    )


def _source(sample: Sample) -> tuple[Node, ...]:
    """The file the user's own sample came in: web pages often bear the same title."""
    if sample.builtin or not sample.title or not sample.source:
        return ()
    return (Node(tag="p", text=sample.source, look="muted small"),)


def import_rows(reports: Sequence[IngestReport]) -> tuple[Node, ...]:
    """What became of each file: its state, why it was refused, what was found in it and what was cleaned."""
    # What was refused comes first: of a hundred files it is what the user has to do something about.
    rows = tuple(_import_row(one) for one in sorted(reports, key=lambda one: not _is_refused(one)))
    return (Node(tag="ul", kids=rows),) if rows else ()


def _is_refused(report: IngestReport) -> bool:
    return report.status is IngestStatus.REFUSED


def _import_row(report: IngestReport) -> Node:
    head = block(
        span(report.name, "name"),
        span(report.status.label, f"{_STATUS_LOOKS[report.status]} end"),
        look="row",
    )
    told = (
        *((report.reason,) if report.reason else ()),
        *report.notes,
        *(f"未收“{title}”：{reason}" for title, reason in report.left_out),
    )
    notes = tuple(Node(tag="p", text=sentence, look="muted small") for sentence in told)
    found = tuple(_article(article) for article in report.articles)
    return Node(tag="li", look="import", kids=(head, *notes, *found))


def _article(article: IngestedArticle) -> Node:
    counts = [f"{article.sections}节"]
    done = (("删去", article.removed), ("改正", article.restored), ("存疑", article.suspect))
    counts += [f"{name}{count}处" for name, count in done if count]
    if article.known:
        counts = ["库中已有，没有重复存入"]
    elif article.copies:
        counts.append(f"{article.copies}段与其他范文雷同")
    return block(
        press(title_of(article.sample), "open", article.sample.id, look="title"),
        span("　".join(counts), "muted small"),
        look="row tight",
    )


def tally(reports: Sequence[IngestReport]) -> str:
    """已入库3份，1份已在库中，2个文件未入库."""
    articles = [article for report in reports for article in report.articles]
    known = sum(article.known for article in articles)
    refused = sum(report.status is IngestStatus.REFUSED for report in reports)
    parts = [f"已入库{len(articles) - known}份"]
    if known:
        parts.append(f"{known}份已在库中")
    if refused:
        parts.append(f"{refused}个文件未入库")
    return "，".join(parts)


def sections(view: SampleView) -> tuple[Node, ...]:
    """The cleaned text section by section, each with its topics."""
    return tuple(
        node for place, section in enumerate(view.sections) for node in _section(section, str(place))
    )


def _section(section: SampleSection, place: str) -> tuple[Node, ...]:
    heading = f"{section.numbering}{section.heading}" or "（开头）"
    chips = [span(topic.label, "chip") for topic in section.topics]
    if section.is_corrected:
        chips.append(span("已更正", "muted small"))
    chips.append(press("更正主题", "correct", place, look="link"))
    level = f"section-heading level-{min(section.level, 4)}"
    text = (Node(tag="p", text=one) for one in section.text.split("\n") if one.strip())
    return (block(span(heading, level), *chips, look="row section"), block(*text, look="reading"))


def masked_passages(view: SampleView) -> tuple[Node, ...]:
    """The passages as a model sees them."""
    nodes: list[Node] = []
    for passage in view.passages:
        if passage.heading:
            heading = Node(tag="span", look="section-heading", kids=line(passage.heading))
            nodes.append(block(heading, span(passage.topic.label, "chip"), look="row section"))
        nodes.append(block(*masked(passage.masked), look="reading"))
    return tuple(nodes)


def cleaned(view: SampleView) -> tuple[Node, ...]:
    """The cleaned text as one piece."""
    return tuple(Node(tag="p", text=one) for one in view.cleaned.split("\n") if one.strip())
