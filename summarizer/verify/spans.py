"""Spans of a text that already have a finding, so that nothing is said twice of one place."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class TakenSpans:
    """Half-open spans, never touching each other; asked and added to in the time of a bisection."""

    def __init__(self, spans: Iterable[tuple[int | None, int | None]] = ()) -> None:
        """Takes spans in any order; those that touch become one, those without offsets are left out."""
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted((start, end) for start, end in spans if start is not None and end):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(self._spans[-1][1], end))
            else:
                self._spans.append((start, end))

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of a span is taken."""
        at = bisect_left(self._spans, (start, end))
        before = at > 0 and self._spans[at - 1][1] > start
        return before or (at < len(self._spans) and self._spans[at][0] < end)

    def take(self, start: int, end: int) -> bool:
        """Takes a span unless some of it is taken; whether it did."""
        if self.touches(start, end):
            return False
        insort(self._spans, (start, end))
        return True
