"""The checked text as nodes."""

import pytest

from summarizer.domain import Finding, FindingKind, SectionReport, Severity
from summarizer.ui.components.paper import Node
from summarizer.ui.reading import legend, reading


def make_finding(
    start: int, end: int, severity: Severity = "error", kind: FindingKind = "figure_changed"
) -> Finding:
    return Finding(kind=kind, severity=severity, start=start, end=end, text="", message="说明")


def runs(nodes: tuple[Node, ...]) -> list[list[tuple[str, str]]]:
    """Text and class of every run, paragraph by paragraph."""
    return [[(run.text, run.look) for run in paragraph.kids] for paragraph in nodes]


@pytest.mark.parametrize(
    ("text", "findings", "expected"),
    [
        ("慰问32户", (), [[("慰问32户", "")]]),
        ("慰问32户。", (make_finding(2, 5),), [[("慰问", ""), ("32户", "error"), ("。", "")]]),
        ("32户", (make_finding(0, 3),), [[("32户", "error")]]),
        ("甲1\n乙2", (make_finding(4, 5, "warn"),), [[("甲1", "")], [("乙", ""), ("2", "warn")]]),
        ("甲\n\n乙", (), [[("甲", "")], [("乙", "")]]),
        ("甲1\n乙2", (make_finding(1, 4),), [[("甲", ""), ("1", "error")], [("乙", "error"), ("2", "")]]),
        ("甲1", (make_finding(5, 9),), [[("甲1", "")]]),
        ("甲1", (make_finding(1, 1),), [[("甲1", "")]]),
        ("", (), []),
    ],
)
def test_findings_cut_paragraphs_into_marked_runs(
    text: str, findings: tuple[Finding, ...], expected: list[list[tuple[str, str]]]
) -> None:
    assert runs(reading(text, findings)) == expected


def test_the_graver_of_two_overlapping_findings_is_shown() -> None:
    nodes = reading("合计36户", (make_finding(0, 5, "info", "derived"), make_finding(2, 5, "error")))
    assert runs(nodes) == [[("合计", ""), ("36户", "error")]]


@pytest.mark.parametrize(
    ("kind", "severity", "look", "sign"),
    [
        ("figure_unsupported", "error", "error", "疑"),
        ("imprecise", "warn", "warn", "约"),
        ("unit_changed", "warn", "warn", "酌"),
        ("derived", "info", "derived", "算"),
        ("placeholder", "info", "gap", "补"),
        ("claim_unsupported", "info", "note", "注"),
    ],
)
def test_every_mark_carries_a_sign_beside_its_colour(
    kind: FindingKind, severity: Severity, look: str, sign: str
) -> None:
    mark = reading("32户", (make_finding(0, 3, severity, kind),))[0].kids[0]
    assert (mark.tag, mark.look, mark.kids[0].text, mark.hint) == ("mark", look, sign, "说明")


def test_markup_in_the_text_stays_text() -> None:
    text = "<script>alert(1)</script>&amp;"
    assert runs(reading(text, ())) == [[(text, "")]]


def test_the_legend_explains_only_the_signs_in_use() -> None:
    report = SectionReport(
        section_id="s", findings=(make_finding(0, 1), make_finding(2, 3, "info", "derived"))
    )
    signs = [entry.kids[0].text for entry in legend(report).kids]
    assert signs == ["疑", "算"]
