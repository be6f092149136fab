"""Builders the drafting tests share: documents from plain bullets, and their composed text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from summarizer.domain import Document, Fact, Period, PeriodSpan, Section, Topic, UnitKind
from summarizer.drafting.composer import Composer
from summarizer.protocols import DraftRequest

SHEETS = Path(__file__).parents[1] / "fixtures" / "sheets"


def document_of(
    sections: Mapping[Topic, Sequence[str | Fact]] | Sequence[tuple[Topic, Sequence[str | Fact]]],
    *,
    kind: UnitKind = UnitKind.SCHOOL,
    span: PeriodSpan = PeriodSpan.ANNUAL,
    length_chars: int = 0,
    title: str = "××学校工会2024年工作总结",
) -> Document:
    rows = list(sections.items()) if isinstance(sections, Mapping) else list(sections)
    return Document(
        id="document",
        title=title,
        unit="××学校工会",
        kind=kind,
        period=Period(year=2024, span=span, number=0 if span is PeriodSpan.ANNUAL else 1),
        sections=tuple(
            Section(
                id=f"section-{rank}",
                heading=topic.label,
                topic=topic,
                length_chars=length_chars,
                facts=tuple(
                    bullet if isinstance(bullet, Fact) else Fact(id=f"{rank}-{number}", text=bullet)
                    for number, bullet in enumerate(bullets)
                ),
            )
            for rank, (topic, bullets) in enumerate(rows)
        ),
    )


def composed(document: Document, *, rank: int = 0, variant: int = 0) -> str:
    request = DraftRequest(document=document, section_id=document.sections[rank].id, variant=variant)
    return "".join(Composer().draft(request))


def told(*bullets: str | Fact, topic: Topic = Topic.WELFARE) -> str:
    """The text of one section of such bullets without opening and closing."""
    return composed(document_of({topic: bullets}, length_chars=1))
