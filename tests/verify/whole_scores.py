"""How many labelled whole documents of tests/fixtures/whole_cases.jsonl are judged right, by category."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.domain import Document, Finding, Report, Section, Topic, UnitKind
from summarizer.facts import parse_fact
from summarizer.text.dates import parse_period
from summarizer.verify import check_document

WHOLE = Path(__file__).parents[1] / "fixtures" / "whole_cases.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeScore:
    """Of one category: documents, what is planted and left out in them, and what of it is found.

    Attributes:
        spans, found: text that says what no fact holds, and what of it a finding touches.
        missing, missed: facts that are not written, and those of them not reported.
        doubted: documents in which anything else is doubted or reported missing.
    """

    documents: int
    spans: int
    found: int
    missing: int
    missed: int
    doubted: int


def load_whole() -> list[dict[str, Any]]:
    """The labelled documents in file order."""
    return [json.loads(line) for line in WHOLE.read_text("utf-8").splitlines()]


def whole_document(case: Mapping[str, Any], *, texts: Sequence[str] | None = None) -> Document:
    """The document of a case, or one with other texts and nothing else."""
    period = parse_period(case["period"])
    sections = tuple(
        Section(
            id=str(number), heading=one["heading"], topic=Topic(one["topic"]), text=one["text"],
            facts=tuple(
                parse_fact(fact, new_id=partial(str, f"{number}-{index}"))
                for index, fact in enumerate(one["facts"])
            ),
        )
        for number, one in enumerate(case["sections"])
    )  # fmt: skip
    return Document(
        id="d", title=f"云溪工会{period.label}工作总结", unit="云溪工会", kind=UnitKind.SOE, period=period,
        sections=sections if texts is None else tuple(
            Section(id=str(number), heading="", topic=Topic.OVERVIEW, text=text)
            for number, text in enumerate(texts)
        ),
    )  # fmt: skip


def judge_whole(case: Mapping[str, Any]) -> Report:
    """The report on the document of a case."""
    last_year = whole_document(case, texts=case["last_year"]) if case["last_year"] else None
    return check_document(whole_document(case), samples=case["samples"], last_year=last_year)


def whole_score(cases: Sequence[Mapping[str, Any]]) -> dict[str, WholeScore]:
    """The score of every category, keyed “label category”."""
    outcomes: dict[str, list[WholeScore]] = {}
    for case in cases:
        outcomes.setdefault(f"{case['label']} {case['category']}", []).append(_outcome(case))
    return {key: add_up(outcomes[key]) for key in sorted(outcomes)}


def add_up(scores: Sequence[WholeScore]) -> WholeScore:
    """The sum of scores."""
    fields = ("documents", "spans", "found", "missing", "missed", "doubted")
    return WholeScore(**{field: sum(getattr(score, field) for score in scores) for field in fields})


def overlooked(section: Mapping[str, Any], findings: Sequence[Finding]) -> Iterator[str]:
    """The planted spans of a section that nothing touches: a hint may be planted, then a remark suffices."""
    for planted in section["findings"]:
        is_hint = planted.get("severity") == "info"
        if not any(_touches(f, planted) for f in findings if is_hint or f.severity != "info"):
            yield planted["text"]


def unreported(section: Mapping[str, Any], findings: Sequence[Finding]) -> set[int]:
    """The facts that are not written and not reported missing."""
    return set(section["missing"]) - {f.fact for f in findings if f.kind == "fact_missing"}


def alarms(section: Mapping[str, Any], findings: Sequence[Finding]) -> Iterator[Finding]:
    """The doubts that touch nothing planted, and written facts that are reported missing."""
    for finding in findings:
        if finding.kind == "fact_missing":
            if finding.fact not in section["missing"]:
                yield finding
        elif finding.severity != "info" and not any(_touches(finding, one) for one in section["findings"]):
            yield finding


def _outcome(case: Mapping[str, Any]) -> WholeScore:
    judged = [
        (section, report.findings)
        for section, report in zip(case["sections"], judge_whole(case).sections, strict=True)
    ]
    spans = sum(len(section["findings"]) for section, _ in judged)
    return WholeScore(
        documents=1,
        spans=spans,
        found=spans - sum(len(list(overlooked(*pair))) for pair in judged),
        missing=sum(len(section["missing"]) for section, _ in judged),
        missed=sum(len(unreported(*pair)) for pair in judged),
        doubted=any(any(True for _ in alarms(*pair)) for pair in judged),
    )


def _touches(finding: Finding, planted: Mapping[str, Any]) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < int(planted["end"]) and int(planted["start"]) < finding.end
