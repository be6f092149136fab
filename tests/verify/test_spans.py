"""Spans that already have a finding."""

import pytest

from summarizer.verify.spans import TakenSpans


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [(0, 2, False), (0, 3, True), (3, 4, True), (5, 7, False), (8, 9, True), (12, 14, False), (0, 20, True)],
)
def test_a_span_touches_when_one_character_is_taken(start: int, end: int, touched: bool) -> None:
    assert TakenSpans([(7, 12), (2, 5), (8, 9), (None, None)]).touches(start, end) is touched


def test_a_span_is_taken_once() -> None:
    taken = TakenSpans()
    assert [taken.take(3, 6), taken.take(5, 8), taken.take(6, 8), taken.take(0, 9)] == [
        True,
        False,
        True,
        False,
    ]
