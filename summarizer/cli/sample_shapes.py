"""The JSON of the `samples` commands; its shapes are promised in the interface description."""

from collections.abc import Iterable, Sequence

from summarizer.cli.shapes import Json
from summarizer.domain import (
    Hit,
    IngestedArticle,
    IngestReport,
    IngestStatus,
    Passage,
    Sample,
    SampleCard,
    SampleEdit,
    SampleSection,
    SampleView,
)
from summarizer.library.passages import section_topics
from summarizer.library.report import CleanReport


def added_json(reports: Sequence[IngestReport]) -> Json:
    """What `samples add --json` prints: each file and how many were added, known and refused."""
    counts = {status.value: sum(report.status is status for report in reports) for status in IngestStatus}
    return {"files": [_report_json(report) for report in reports], **counts}


def cleaned_json(reports: Iterable[CleanReport], refused: Iterable[tuple[str, str]]) -> Json:
    """What `samples clean --json` prints.

    Args:
        reports: of the files that hold summaries.
        refused: name and reason of each file that holds none.
    """
    articles: list[Json] = []
    left_out: list[Json] = [{"file": name, "title": "", "reason": reason} for name, reason in refused]
    notes: list[Json] = []
    for report in reports:
        shape = report.as_json()
        for row, article in zip(shape["articles"], report.articles, strict=True):
            for section_row, section in zip(row["sections"], article.sections, strict=True):
                labelled = section.topic is not None and not report.cleaned.source
                topics = section_topics(section.heading, section.text, section.topic, labelled=labelled)
                section_row["topic"] = topics[0].value
            articles.append({"file": report.name, **row})
        left_out += [{"file": report.name, **row} for row in shape["refused"]]
        notes += [{"file": report.name, "note": note} for note in report.notes]
    return {"articles": articles, "refused": left_out, "notes": notes}


def hits_json(hits: Iterable[Hit]) -> list[Json]:
    """What `samples search --json` prints, the best passage first."""
    return [
        {
            "id": hit.passage.id,
            "sample": hit.passage.sample_id,
            "heading": hit.passage.heading,
            "topic": hit.passage.topic.value,
            "kind": hit.passage.kind.value if hit.passage.kind else None,
            "score": hit.score,
            "text": hit.passage.text,
            "masked": hit.passage.masked,
        }
        for hit in hits
    ]


def cards_json(cards: Iterable[SampleCard]) -> list[Json]:
    """What `samples list --json` prints, the last added sample first."""
    return [
        {
            **_sample_json(card.sample),
            "passages": card.passages_total,
            "topics": {topic.value: count for topic, count in card.topics.items()},
        }
        for card in cards
    ]


def view_json(view: SampleView) -> Json:
    """What `samples show --json` prints."""
    return {
        **_sample_json(view.sample),
        "quality": view.quality,
        "notes": list(view.notes),
        "sections": [_section_json(section) for section in view.sections],
        "edits": [_edit_json(edit) for edit in view.edits],
        "passages": [_passage_json(passage) for passage in view.passages],
        "text": view.cleaned,
    }


def _report_json(report: IngestReport) -> Json:
    return {
        "name": report.name,
        "status": report.status.value,
        "reason": report.reason,
        "notes": list(report.notes),
        "articles": [_article_json(article) for article in report.articles],
        "refused": [{"title": title, "reason": reason} for title, reason in report.left_out],
    }


def _article_json(article: IngestedArticle) -> Json:
    return {
        **_sample_json(article.sample),
        "known": article.known,
        "sections": article.sections,
        "passages": article.passages,
        "copies": article.copies,
        "removed": article.removed,
        "restored": article.restored,
        "suspect": article.suspect,
        "quality": article.quality,
    }


def _sample_json(sample: Sample) -> Json:
    return {
        "id": sample.id,
        "title": sample.title,
        "unit": sample.unit,
        "kind": sample.kind.value if sample.kind else None,
        "period": sample.period.sheet_label if sample.period else None,
        "source": sample.source,
        "licence": sample.licence,
        "builtin": sample.builtin,
    }


def _section_json(section: SampleSection) -> Json:
    return {
        "heading": section.heading,
        "level": section.level,
        "topic": section.topics[0].value,
        "text": section.text,
    }


def _edit_json(edit: SampleEdit) -> Json:
    return {
        "id": edit.id,
        "kind": edit.kind,
        "line": edit.line,
        "before": edit.before,
        "after": edit.after,
        "reason": edit.reason,
        "is_back": edit.is_back,
    }


def _passage_json(passage: Passage) -> Json:
    return {
        "id": passage.id,
        "heading": passage.heading,
        "topic": passage.topic.value,
        "also": [topic.value for topic in passage.also],
        "text": passage.text,
        "masked": passage.masked,
    }
