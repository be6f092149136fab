"""Documents to store and a clock that obeys the test."""

from datetime import UTC, datetime, timedelta

from summarizer.domain import Document, Fact, Origin, Period, PeriodSpan, Section, Topic, UnitKind
from summarizer.protocols import Store


class ManualClock:
    """A clock that moves a second with every look, and further when told."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 8, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def advance(self, *, days: float) -> None:
        self.now += timedelta(days=days)


def make_document(document_id: str = "d", *, sections: tuple[Section, ...] | None = None) -> Document:
    """A summary with three sections: one drafted with facts, one with facts only, one empty."""
    return Document(
        id=document_id,
        title="东湖小学工会2024年上半年工作总结",
        unit="东湖小学工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1),
        signed="东湖小学工会",
        date="2024年7月5日",
        sections=default_sections(document_id) if sections is None else sections,
    )


def default_sections(document_id: str) -> tuple[Section, ...]:
    """The sections `<document>-a`, `-b` and `-c` of `make_document`."""
    return (
        Section(
            id=f"{document_id}-a",
            heading="实施精准帮扶",
            topic=Topic.WELFARE,
            length_chars=350,
            facts=(
                Fact(id="f1", text="慰问困难职工32户", last_year="28户"),
                Fact(id="f2", text="发放慰问金4.8万元", shelved=True),
            ),
            text="半年来，共慰问困难职工32户。",
            origin=Origin.OFFLINE,
        ),
        Section(
            id=f"{document_id}-b",
            heading="活跃文体生活",
            topic=Topic.CULTURE,
            facts=(Fact(id="f3", text="举办教工运动会1次"),),
            locked=True,
        ),
        Section(id=f"{document_id}-c", heading="下一步打算", topic=Topic.PLANS),
    )


def section_order(store: Store, document_id: str = "d") -> list[str]:
    """The sections' ids in order, without the document's prefix."""
    return [
        section.id.removeprefix(f"{document_id}-") for section in store.load_document(document_id).sections
    ]


def new_section(section_id: str = "d-x") -> Section:
    return Section(id=section_id, heading="加强自身建设", topic=Topic.SELF_BUILDING)
