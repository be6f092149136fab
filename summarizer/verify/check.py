"""The order of judging: read, pair, judge, cover; for a loose text, one section or a whole document."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from summarizer.domain import Document, Fact, Finding, Quantity, Report, Section, SectionReport
from summarizer.verify.calendar import judge_dates, pair_dates
from summarizer.verify.case import Case
from summarizer.verify.coverage import Coverage, cover, missing_facts, supports_of
from summarizer.verify.evidence import Evidence, Frame, gather, make_frame
from summarizer.verify.exchanges import exchanged_names
from summarizer.verify.figures import judge_figures
from summarizer.verify.leaks import SampleAtoms, leaked
from summarizer.verify.mentions import PENDING, Mention, Reading, read_text
from summarizer.verify.names import judge_names, pair_names
from summarizer.verify.pairing import pair_figures
from summarizer.verify.spelling import judge_spelling

_PLACEHOLDER = re.compile(rf"{PENDING.pattern}|_{{2,}}|[×xX]{{2,}}(?=[年月日元人次名户家场份项件个])")


def check_text(
    *,
    facts: Sequence[str],
    text: str,
    title: str | None = None,
    samples: Sequence[str] = (),
    frame: Sequence[str] = (),
) -> list[Finding]:
    """Every finding on `text` against `facts`, sorted by start, missing facts last.

    Args:
        facts: bullets as typed; （去年：28户） gives last year's value.
        text: the text to check; `start` and `end` of findings count its code points.
        title: the document's title; its year and period need no fact.
        samples: unmasked texts whose figures and names must not appear.
        frame: further strings whose names need no fact: unit, sign-off, headings.

    Pure: no settings, store or network. A clean text yields nothing of severity error or warn.
    """
    evidence = gather(tuple(facts), make_frame(title, others=frame))
    return _check(text, evidence, samples)[0]


def check_section(document: Document, section: Section, *, samples: Sequence[str] = ()) -> SectionReport:
    """The report on one section: its own facts must be written, those of other sections may be cited."""
    own = [_as_line(fact) for fact in section.active_facts]
    others = [
        _as_line(fact) for other in document.sections if other.id != section.id for fact in other.active_facts
    ]
    evidence = gather((*own, *others), _document_frame(document), own=len(own))
    findings, reading, coverage = _check(section.text, evidence, samples)
    unwritten = tuple(number for number, is_written in enumerate(coverage.written) if not is_written)
    atoms = [m for m in reading.mentions if not (isinstance(m.atom, Quantity) and m.atom.soft)]
    return SectionReport(
        section_id=section.id,
        findings=tuple(findings),
        sentences=supports_of(coverage, reading),
        facts_total=len(own),
        facts_written=len(own) - len(unwritten),
        atoms_total=len(atoms),
        atoms_supported=_supported(atoms, findings),
        leaks=sum(finding.kind == "sample_leak" for finding in findings),
        placeholders=sum(1 for _ in PENDING.finditer(section.text)),
        unwritten=unwritten,
    )


def check_document(document: Document, *, samples: Sequence[str] = ()) -> Report:
    """The reports on all sections in order."""
    return Report(
        sections=tuple(check_section(document, section, samples=samples) for section in document.sections)
    )


def _check(text: str, evidence: Evidence, samples: Sequence[str]) -> tuple[list[Finding], Reading, Coverage]:
    case = Case(read_text(text, evidence.frame.period), evidence)
    pair_figures(case)
    pair_dates(case)
    pair_names(case)
    findings = exchanged_names(case)
    findings += [*judge_figures(case), *judge_dates(case), *judge_names(case)]
    findings += judge_spelling(case, findings)
    findings = leaked(findings, SampleAtoms.read(samples, evidence.frame.period), evidence)
    findings += _placeholders(case)
    coverage = cover(case)
    findings.sort(key=lambda finding: (finding.start or 0, finding.end or 0, finding.kind))
    return [*findings, *missing_facts(coverage, evidence)], case.reading, coverage


def _placeholders(case: Case) -> Iterable[Finding]:
    for match in _PLACEHOLDER.finditer(case.reading.text):
        message = "此处待补充，请填写事实后重新生成，或直接改写。"
        yield case.finding(*match.span(), "placeholder", message, severity="info")


def _supported(atoms: Sequence[Mention], findings: Sequence[Finding]) -> int:
    """How many of the atoms no finding of severity error begins in."""
    flagged = sorted(f.start for f in findings if f.severity == "error" and f.start is not None)
    return sum(
        bisect_left(flagged, mention.atom.start) == bisect_left(flagged, mention.atom.end)
        for mention in atoms
    )


def _document_frame(document: Document) -> Frame:
    headings = (section.heading for section in document.sections)
    known = (document.unit, document.signed, document.date, document.period.label, *headings)
    return make_frame(document.title, document.period, known)


def _as_line(fact: Fact) -> str:
    return f"{fact.text}（去年：{fact.last_year}）" if fact.last_year else fact.text
