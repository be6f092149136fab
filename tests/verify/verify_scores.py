"""How many labelled cases of tests/fixtures/verify_cases.jsonl the verifier judges right, by category."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.domain import Finding
from summarizer.verify import check_text

CASES = Path(__file__).parents[1] / "fixtures" / "verify_cases.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of one category: cases, those judged right, spans that had to be found, and those found.

    Attributes:
        false_alarms: clean cases with any finding of severity error or warn.
        missing, missed: facts that are not written, and those of them not reported.
    """

    cases: int
    right: int
    spans: int
    found: int
    false_alarms: int
    missing: int
    missed: int


def load_cases() -> list[dict[str, Any]]:
    """The labelled cases in file order."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def judge(case: Mapping[str, Any]) -> list[Finding]:
    """The findings on one case."""
    samples = [case["sample"]] if case["sample"] else []
    return check_text(facts=case["facts"], text=case["text"], title=case["title"], samples=samples)


def score(cases: Sequence[Mapping[str, Any]]) -> dict[str, Score]:
    """The score of every category, keyed “label category”."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        key = f"{case['label']} {case['category']}"
        for what, number in _outcome(case, judge(case)):
            counts[key, what] += number
    names = ("cases", "right", "spans", "found", "false_alarms", "missing", "missed")
    return {
        key: Score(**{name: counts[key, name] for name in names})
        for key in sorted({key for key, _ in counts})
    }


def _outcome(case: Mapping[str, Any], findings: Sequence[Finding]) -> Iterator[tuple[str, int]]:
    doubts = [finding for finding in findings if finding.severity != "info"]
    wanted = [planted for planted in case["findings"] if planted.get("severity") != "info"]
    found = [planted for planted in wanted if any(_overlaps(planted, doubt) for doubt in doubts)]
    if case["category"] == "swapped" and found:
        found = wanted
    reported = {finding.fact for finding in findings if finding.kind == "fact_missing"}
    missed = set(case["missing"]) - reported
    is_clean = case["label"] == "clean"
    yield "cases", 1
    yield "right", not doubts if is_clean else len(found) == len(wanted) and not missed
    yield "spans", len(wanted)
    yield "found", len(found)
    yield "false_alarms", is_clean and bool(doubts)
    yield "missing", len(case["missing"])
    yield "missed", len(missed)


def _overlaps(planted: Mapping[str, Any], finding: Finding) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < int(planted["end"]) and int(planted["start"]) < finding.end
