"""What the tests of the verifier share: short ways to ask for findings."""

from collections.abc import Sequence

from summarizer.domain import Finding
from summarizer.verify import check_text
from summarizer.verify.calendar import pair_dates
from summarizer.verify.case import Case
from summarizer.verify.evidence import gather, make_frame
from summarizer.verify.mentions import read_text
from summarizer.verify.names import pair_names
from summarizer.verify.pairing import pair_figures

TITLE = "××学校工会2024年工作总结"


def facts_of(lines: str) -> list[str]:
    """The facts of a table row: one string, parted by |."""
    return lines.split("|")


def findings_on(
    facts: str, text: str, *, title: str | None = None, samples: Sequence[str] = ()
) -> list[Finding]:
    return check_text(facts=facts_of(facts), text=text, title=title, samples=samples)


def doubts_on(facts: str, text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and span of every finding of severity error or warn."""
    return [(f.kind, f.text) for f in findings_on(facts, text, title=title) if f.severity != "info"]


def spans_on(facts: str, text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and span of every finding on the text itself, missing facts left out."""
    return [(f.kind, f.text) for f in findings_on(facts, text, title=title) if f.kind != "fact_missing"]


def missing_on(facts: str, text: str) -> list[int]:
    """The indexes of the facts that are reported missing."""
    return [f.fact for f in findings_on(facts, text) if f.kind == "fact_missing" and f.fact is not None]


def only(facts: str, text: str, kind: str, *, title: str | None = None) -> Finding:
    """The one finding of a kind."""
    (found,) = [f for f in findings_on(facts, text, title=title) if f.kind == kind]
    return found


def paired_case(facts: str, text: str, *, title: str | None = None, own: int | None = None) -> Case:
    """A case in which all equal atoms are bound, before anything is judged."""
    case = Case(read_text(text, None), gather(tuple(facts_of(facts)), make_frame(title), own=own))
    pair_figures(case)
    pair_dates(case)
    pair_names(case)
    return case
