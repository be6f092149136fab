"""The order of judging: read, pair, judge, cover; for a loose text, one section or a whole document."""

import re
from collections.abc import Iterable, Sequence

from summarizer.domain import Document, Fact, Finding, Period, Quantity, Report, Section, SectionReport
from summarizer.verify.calendar import judge_dates, pair_dates
from summarizer.verify.coverage import Coverage, cover, missing_facts, supports_of
from summarizer.verify.evidence import Evidence, Frame, gather, make_frame
from summarizer.verify.figures import judge_figures, unsupported
from summarizer.verify.leaks import SampleAtoms, leaked
from summarizer.verify.mentions import Mention, Reading, read_text
from summarizer.verify.names import judge_names
from summarizer.verify.pairing import pair_figures

_PLACEHOLDER = re.compile(r"【待补充?[^】\n]*】|_{2,}|[×xX]{2,}(?=[年月日元人次名户家场份项件个])")
_PENDING = re.compile(r"【待补充?[^】\n]*】")


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
    evidence = gather(facts, make_frame(title, others=frame))
    findings, _, _, _ = _check(text, evidence, samples)
    return findings


def check_section(document: Document, section: Section, *, samples: Sequence[str] = ()) -> SectionReport:
    """The report on one section: its own facts must be written, those of other sections may be cited."""
    own = [_as_line(fact) for fact in section.active_facts]
    others = [
        _as_line(fact) for other in document.sections if other.id != section.id for fact in other.active_facts
    ]
    evidence = gather([*own, *others], _document_frame(document), own=len(own))
    findings, reading, coverage, orphans = _check(section.text, evidence, samples)
    flagged = {
        finding.start for finding in findings if finding.severity == "error" and finding.start is not None
    }
    atoms = [m for m in reading.mentions if not (isinstance(m.atom, Quantity) and m.atom.soft)]
    unwritten = tuple(number for number, is_written in enumerate(coverage.written) if not is_written)
    return SectionReport(
        section_id=section.id,
        findings=tuple(findings),
        sentences=supports_of(coverage, reading),
        facts_total=len(own),
        facts_written=len(own) - len(unwritten),
        atoms_total=len(atoms),
        atoms_supported=len(atoms) - sum(_is_flagged(m, flagged) for m in atoms),
        leaks=sum(finding.kind == "sample_leak" for finding in findings),
        placeholders=len(_PENDING.findall(section.text)),
        unwritten=unwritten,
    )


def check_document(document: Document, *, samples: Sequence[str] = ()) -> Report:
    """The reports on all sections in order."""
    return Report(
        sections=tuple(check_section(document, section, samples=samples) for section in document.sections)
    )


def _check(
    text: str, evidence: Evidence, samples: Sequence[str]
) -> tuple[list[Finding], Reading, Coverage, list[Mention]]:
    reading = read_text(text, evidence.frame.period)
    pairing = pair_figures(reading, evidence)
    pair_dates(reading, evidence, pairing)
    figure_findings, figure_orphans = judge_figures(reading, evidence, pairing)
    date_findings, date_orphans = judge_dates(reading, evidence, pairing)
    name_findings, name_orphans = judge_names(reading, evidence, pairing)
    orphans = [*figure_orphans, *date_orphans, *name_orphans]
    findings = [*figure_findings, *date_findings, *name_findings]
    findings += [unsupported(mention, evidence, None) for mention in figure_orphans]
    findings = leaked(findings, SampleAtoms.read(samples, evidence.frame.period), evidence)
    findings += _placeholders(text)
    coverage = cover(reading, evidence, pairing)
    findings.sort(key=lambda finding: (finding.start or 0, finding.end or 0, finding.kind))
    return [*findings, *missing_facts(coverage, evidence)], reading, coverage, orphans


def _placeholders(text: str) -> Iterable[Finding]:
    for match in _PLACEHOLDER.finditer(text):
        yield Finding(
            kind="placeholder", severity="info", start=match.start(), end=match.end(), text=match.group(),
            message="此处待补充，请填写事实后重新生成，或直接改写。",
        )  # fmt: skip


def _is_flagged(mention: Mention, flagged: set[int]) -> bool:
    return any(mention.atom.start <= start < mention.atom.end for start in flagged)


def _document_frame(document: Document) -> Frame:
    headings = (section.heading for section in document.sections)
    period: Period = document.period
    return make_frame(
        document.title, period, (document.unit, document.signed, document.date, period.label, *headings)
    )


def _as_line(fact: Fact) -> str:
    return f"{fact.text}（去年：{fact.last_year}）" if fact.last_year else fact.text
