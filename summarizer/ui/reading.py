"""The checked text as nodes for `paper`: findings carry a line and a sign, never colour alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from summarizer.domain import Finding, SectionReport
from summarizer.ui.components.paper import Node, block, span

_ORDER: Final = {"error": 0, "warn": 1, "info": 2}
_LOOKS: Final = {"placeholder": ("gap", "补"), "derived": ("derived", "算"), "imprecise": ("warn", "约")}
_LOOKS_BY_SEVERITY: Final = {"error": ("error", "疑"), "warn": ("warn", "酌"), "info": ("note", "注")}
LEGEND: Final = (
    ("疑", "与事实不符，或没有出处", "bad"),
    ("酌", "需要斟酌", "doubt"),
    ("约", "与事实不完全一致", "doubt"),
    ("算", "由事实推算", "good"),
    ("补", "等待补充", "muted"),
)


class PlacedFinding(NamedTuple):
    """A finding with the span it marks, in code points."""

    start: int
    end: int
    finding: Finding


class _Run(NamedTuple):
    start: int
    end: int
    finding: Finding | None


def look_of(finding: Finding) -> tuple[str, str]:
    """Class name and one-character sign of a finding: ("error", "疑")."""
    return _LOOKS.get(finding.kind) or _LOOKS_BY_SEVERITY[finding.severity]


def place_findings(findings: Iterable[Finding], length: int) -> list[PlacedFinding]:
    """The findings that mark a span of a text of `length`, by place; of overlapping ones the gravest."""
    runs: list[PlacedFinding] = []
    for finding in sorted(findings, key=lambda one: _ORDER[one.severity]):
        start, end = finding.start, finding.end
        if start is None or end is None or not 0 <= start < end <= length:
            continue
        if all(end <= run.start or start >= run.end for run in runs):
            runs.append(PlacedFinding(start, end, finding))
    return sorted(runs, key=lambda run: run.start)


def _runs(start: int, end: int, placed: Sequence[PlacedFinding]) -> Iterator[_Run]:
    """The stretch cut into marked and unmarked runs."""
    at = start
    for run in placed:
        if run.end <= start or run.start >= end:
            continue
        if run.start > at:
            yield _Run(at, run.start, None)
        yield _Run(max(run.start, start), min(run.end, end), run.finding)
        at = min(run.end, end)
    if at < end:
        yield _Run(at, end, None)


def _mark(text: str, finding: Finding) -> Node:
    look, sign = look_of(finding)
    return Node(
        tag="mark",
        text=text,
        look=look,
        hint=finding.message,
        kids=(Node(tag="small", text=sign, look="sign", hint=finding.message),),
    )


def reading(text: str, findings: Sequence[Finding]) -> tuple[Node, ...]:
    """One node per paragraph of `text`, its findings marked; offsets of findings are into `text`."""
    placed = place_findings(findings, len(text))
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            kids = tuple(
                _mark(text[run.start : run.end], run.finding)
                if run.finding
                else span(text[run.start : run.end])
                for run in _runs(at, end, placed)
            )
            paragraphs.append(Node(tag="p", kids=kids))
        at = end + 1
    return tuple(paragraphs)


def legend(report: SectionReport) -> Node:
    """The signs that occur in this section, explained in one line; empty when there are none."""
    used = {look_of(finding)[1] for finding in report.findings if finding.start is not None}
    entries = tuple(
        block(Node(tag="small", text=sign, look=f"sign {look}"), span(f" {meaning}"), tag="span")
        for sign, meaning, look in LEGEND
        if sign in used
    )
    return block(*entries, look="legend")
