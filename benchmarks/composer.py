"""Composer time per document over the example sheets, as a ratio to JSON round trips of the same text."""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from summarizer.domain import Document
from summarizer.drafting.composer import Composer
from summarizer.factsheet import load_fact_sheet
from summarizer.protocols import DraftRequest

SHEETS = Path(__file__).parents[1] / "tests" / "fixtures" / "sheets"
ROUND_TRIPS = 1000
REPEATS = 5


def best_ms(action: Callable[[], object]) -> float:
    """The fastest of `REPEATS` runs in milliseconds: the one least disturbed by others."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def compose(composer: Composer, document: Document) -> str:
    return "\n".join(
        "".join(composer.draft(DraftRequest(document=document, section_id=section.id)))
        for section in document.sections
    )


def round_trips(text: str) -> None:
    for _ in range(ROUND_TRIPS):
        json.loads(json.dumps(text))


def main() -> None:
    load_ms = best_ms(Composer)
    composer = Composer()
    ratios = []
    print(f"{'sheet':<14}{'chars':>7}{'compose ms':>12}{'baseline ms':>13}{'ratio':>8}")
    for path in sorted(SHEETS.glob("*.md")):
        document = load_fact_sheet(path)
        text = compose(composer, document)
        compose_ms = best_ms(lambda document=document: compose(composer, document))  # type: ignore[misc]
        baseline_ms = best_ms(lambda text=text: round_trips(text))  # type: ignore[misc]
        ratios.append(compose_ms / baseline_ms)
        print(f"{path.stem:<14}{len(text):>7}{compose_ms:>12.1f}{baseline_ms:>13.1f}{ratios[-1]:>8.2f}")
    print(f"baseline: {ROUND_TRIPS} json.dumps/loads round trips of the same text")
    print(f"loading the stock once: {load_ms:.1f} ms; median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
