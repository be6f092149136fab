"""The checker finds what is lost; a checker that finds nothing would prove nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from benchmarks.load.ledger import Ledger
from summarizer.domain import Document, Origin, Period, Section, Topic, UnitKind, Version


class Shelf:
    """A store that holds the texts it is given, the oldest first, and shows one of them."""

    def __init__(self, held: Sequence[str], shown: str) -> None:
        self._held = held
        self._shown = shown

    def load_document(self, document_id: str) -> Document:
        section = Section(id="s", heading="关爱", topic=Topic.WELFARE, text=self._shown)
        return Document(
            id=document_id,
            title="总结",
            unit="××工会",
            kind=UnitKind.SCHOOL,
            period=Period(year=2024),
            sections=(section,),
        )

    def list_versions(self, section_id: str) -> Sequence[Version]:
        moment = datetime(2025, 1, 8, tzinfo=UTC)
        return [
            Version(id=text, section_id=section_id, text=text, origin=Origin.EDIT, created_at=moment)
            for text in reversed(self._held)
        ]


def typed(*, sent: str, acknowledged: str) -> Ledger:
    ledger = Ledger()
    for text in sent:
        ledger.send("d", "s", text)
    for text in acknowledged:
        ledger.acknowledge("s", text)
    return ledger


@pytest.mark.parametrize(
    ("sent", "acknowledged", "held", "shown", "reasons"),
    [
        ("abc", "abc", "abc", "c", []),
        ("abc", "ac", "ac", "c", []),
        ("abc", "ab", "abc", "c", []),
        ("abc", "ab", "ab", "b", []),
        ("abc", "", "", "", []),
        ("abc", "abc", "ac", "c", ["missing"]),
        ("abc", "abc", "acb", "c", ["order"]),
        ("abc", "abc", "abc", "b", ["replaced"]),
        ("abc", "ab", "abx", "x", ["replaced"]),
        ("abc", "abc", "", "", ["missing", "missing", "missing", "replaced"]),
    ],
)
def test_what_was_acknowledged_must_be_held_in_order_and_shown(
    sent: str, acknowledged: str, held: str, shown: str, reasons: list[str]
) -> None:
    losses = typed(sent=sent, acknowledged=acknowledged).losses(Shelf(held, shown))
    assert [loss.reason for loss in losses] == reasons


def test_a_text_acknowledged_twice_counts_once() -> None:
    ledger = typed(sent="a", acknowledged="aa")
    assert (ledger.sent, ledger.acknowledged) == (1, 1)
