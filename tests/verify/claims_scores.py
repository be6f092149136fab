"""How many labelled cases of tests/fixtures/claims_cases.jsonl are judged right, by label and category."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from summarizer.domain import Document, Fact, Finding, Period, Section, Topic, UnitKind
from summarizer.verify import check_document, check_text

CASES = Path(__file__).parents[1] / "fixtures" / "claims_cases.jsonl"
TITLE = "云溪工会2024年工作总结"


def load_claims() -> list[dict[str, Any]]:
    """The labelled cases in file order."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def document_of(case: Mapping[str, Any]) -> Document:
    """The document of a case with sections."""
    sections = tuple(
        Section(
            id=str(number), heading=one["heading"], topic=Topic(one["topic"]), text=one["text"],
            facts=tuple(Fact(id=f"{number}-{index}", text=fact) for index, fact in enumerate(one["facts"])),
        )
        for number, one in enumerate(case["sections"])
    )  # fmt: skip
    return Document(
        id="d", title=TITLE, unit="云溪工会", kind=UnitKind.SOE, period=Period(year=2024), sections=sections
    )


def judged(case: Mapping[str, Any]) -> Iterator[tuple[list[Finding], list[Mapping[str, Any]]]]:
    """For each text of a case the doubts about it and the spans to be doubted; missing facts apart."""
    if "sections" in case:
        reports = check_document(document_of(case)).sections
        found = [list(report.findings) for report in reports]
        wanted = [one["findings"] for one in case["sections"]]
    else:
        found = [check_text(facts=case["facts"], text=case["text"], title=TITLE, samples=case["samples"])]
        wanted = [case["findings"]]
    for findings, spans in zip(found, wanted, strict=True):
        yield [f for f in findings if f.severity != "info" and f.start is not None], spans


def is_right(case: Mapping[str, Any]) -> bool:
    """Whether every planted span is doubted and nothing else."""
    return all(
        all(any(_touch(doubt, span) for doubt in doubts) for span in spans)
        and all(any(_touch(doubt, span) for span in spans) for doubt in doubts)
        for doubts, spans in judged(case)
    )


def _touch(doubt: Finding, span: Mapping[str, Any]) -> bool:
    return (doubt.start or 0) < int(span["end"]) and int(span["start"]) < (doubt.end or 0)


def claims_score() -> dict[str, tuple[int, int]]:
    """Cases judged right and cases, keyed “label category”."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in load_claims():
        key = f"{case['label']} {case['category']}"
        total[key] += 1
        right[key] += is_right(case)
    return {key: (right[key], total[key]) for key in sorted(total)}
