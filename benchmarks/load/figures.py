"""Times by kind of interaction, and what went wrong."""

import statistics
from collections import Counter
from collections.abc import Sequence


class Figures:
    """Seconds by kind, and errors."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = {}
        self._errors: Counter[str] = Counter()

    def add(self, kind: str, seconds: float) -> None:
        """Notes how long something took."""
        self._seconds.setdefault(kind, []).append(seconds)

    def fail(self, sentence: str) -> None:
        """Notes that something went wrong."""
        self._errors[sentence] += 1

    @property
    def errors(self) -> Counter[str]:
        """What went wrong, and how often."""
        return self._errors

    def count(self, *, without: Sequence[str] = ()) -> int:
        """How many times were noted, but for those of some kinds."""
        return len(self._all(without))

    def table(self, *, without: Sequence[str] = ()) -> str:
        """One line per kind: how often, p50, p95, the longest, in milliseconds; all but some in the last."""
        rows = [*self._seconds.items(), ("合计", self._all(without))]
        head = f"{'':14}{'n':>7}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}"
        return "\n".join([head, *(_row(kind, times) for kind, times in rows if times)])

    def _all(self, without: Sequence[str]) -> list[float]:
        return [one for kind, times in self._seconds.items() if kind not in without for one in times]


def _row(kind: str, times: Sequence[float]) -> str:
    """A Chinese character is as wide as two others."""
    shares = quantile(times, 0.5), quantile(times, 0.95), max(times)
    cells = "".join(f"{1000 * one:9.0f}" for one in shares)
    return f"{kind}{' ' * (14 - 2 * len(kind))}{len(times):7}{cells}"


def quantile(times: Sequence[float], share: float) -> float:
    """The time that `share` of all stay within."""
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1]
