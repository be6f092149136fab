"""Proofreading: speed as a ratio to a stated baseline, recall on planted faults, alarms on clean prose."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.proofread import proofread
from summarizer.text.characters import count_chars

TESTS = Path(__file__).parents[1] / "tests" / "proofread"
ROUND_TRIPS = 100
REPEATS = 5
LONG_CHARS = 50_000
PIECES = {"prose": "", "“": "“", "1": "1", "一、": "一、", "字,": "字,", "的": "的", "1～": "1～"}

sys.path.insert(0, str(TESTS))

from faults import (  # noqa: E402 - the labelled sets live beside the tests
    clean_lines,
    composed_texts,
    is_found,
    labelled_faults,
    sample_texts,
    verifier_texts,
)


def best_s(action: Callable[[], object]) -> float:
    """CPU seconds of the fastest of `REPEATS` runs: the one least disturbed by others."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def round_trips(text: str) -> None:
    for _ in range(ROUND_TRIPS):
        json.loads(json.dumps(text))


def print_speed(prose: str) -> None:
    print(f"{'text':<10}{'chars':>8}{'ms':>9}{'chars/s':>12}{'ratio':>8}")
    for name, piece in PIECES.items():
        text = piece * (LONG_CHARS // len(piece)) if piece else prose
        cpu_s, baseline_s = best_s(partial(proofread, text)), best_s(partial(round_trips, text))
        speed = len(text) / cpu_s
        print(f"{name:<10}{len(text):>8}{cpu_s * 1000:>9.1f}{speed:>12,.0f}{cpu_s / baseline_s:>8.2f}")
    print(f"baseline: {ROUND_TRIPS} json round trips of the same text; CPU time, best of {REPEATS}\n")


def print_recall(faults: list[dict[str, Any]]) -> None:
    for origin in ("edit", "hand"):
        rows = [fault for fault in faults if fault["origin"] == origin]
        missed = Counter(fault["rule"] for fault in rows if not is_found(fault))
        found = len(rows) - missed.total()
        print(f"recall {origin}: {found}/{len(rows)} = {found / len(rows):.1%}  missed: {dict(missed)}")
    print()


def print_alarms(sources: Mapping[str, Mapping[str, str]]) -> None:
    print(f"{'clean texts':<12}{'字':>7}{'alarms':>8}{'per 2,000 字':>14}  rules")
    for name, texts in sources.items():
        alarms = Counter(remark.rule for text in texts.values() for remark in proofread(text))
        total_chars = sum(map(count_chars, texts.values()))
        rate = alarms.total() / total_chars * 2000
        print(f"{name:<12}{total_chars:>7}{alarms.total():>8}{rate:>14.2f}  {dict(alarms)}")


def main() -> None:
    samples = sample_texts()
    print_speed("\n".join(samples.values()))
    print_recall(labelled_faults())
    sources = {"samples": samples, "composer": composed_texts(), "verifier": verifier_texts()}
    print_alarms({**sources, "traps": {line: line for line in clean_lines()}})


if __name__ == "__main__":
    main()
