"""The order of judging: read, pair, judge, cover; for a loose text, one section or a whole document."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from summarizer.domain import (
    CLOSING_TOPICS,
    Document,
    Fact,
    Finding,
    Quantity,
    Report,
    Section,
    SectionReport,
)
from summarizer.verify.additions import added_acts
from summarizer.verify.adjoining import other_neighbours
from summarizer.verify.agents import other_agents
from summarizer.verify.blanks import filled_blanks
from summarizer.verify.calendar import judge_dates, pair_dates
from summarizer.verify.case import Case
from summarizer.verify.causes import unheld_causes
from summarizer.verify.claims import judge_claims
from summarizer.verify.consistency import judge_document
from summarizer.verify.counterparts import exchanged_nouns
from summarizer.verify.couples import told_crosswise
from summarizer.verify.coverage import Coverage, cover, missing_facts, supports_of
from summarizer.verify.deeds import unheld_deeds
from summarizer.verify.denials import lost_denials
from summarizer.verify.directions import opposed_words, turned_about
from summarizer.verify.doings import other_deeds
from summarizer.verify.doubled import told_twice
from summarizer.verify.everybody import told_of_everybody
from summarizer.verify.evidence import Evidence, Frame, gather, make_frame
from summarizer.verify.exchanges import exchanged_names, replaced_persons, replaced_teams
from summarizer.verify.figures import judge_figures
from summarizer.verify.grades import misgraded, wrong_winners
from summarizer.verify.intentions import told_as_done
from summarizer.verify.leaks import SampleAtoms, leaked, leaked_places, other_places
from summarizer.verify.lists import foreign_members
from summarizer.verify.mentions import PENDING, Mention, Reading, read_text
from summarizer.verify.modifiers import added_words
from summarizer.verify.names import judge_names, pair_names
from summarizer.verify.orders import misordered
from summarizer.verify.outcomes import added_outcomes
from summarizer.verify.pairing import pair_figures
from summarizer.verify.partners import other_partners
from summarizer.verify.placings import misplaced_ranks
from summarizer.verify.posts import wrong_posts
from summarizer.verify.reckonings import misreckoned
from summarizer.verify.rhythms import wrong_rhythms
from summarizer.verify.roles import other_roles
from summarizer.verify.scopes import widened_scopes
from summarizer.verify.scores import reversed_scores
from summarizer.verify.sequences import turned_sequences
from summarizer.verify.settled import overstated_success
from summarizer.verify.shares import changed_shares
from summarizer.verify.siblings import strayed_words
from summarizer.verify.similarity import count_letters, judge_copies, overlap_with
from summarizer.verify.spans import TakenSpans
from summarizer.verify.spelling import judge_spelling
from summarizer.verify.stages import reached_too_far
from summarizer.verify.statuses import told_further
from summarizer.verify.substitutions import replaced_words
from summarizer.verify.things import foreign_things
from summarizer.verify.wholes import told_of_all
from summarizer.verify.years import told_of_another_year

_REPORTS_KEPT = 256
# In this order: what is found first keeps its span.
_JUDGES: Final[tuple[Callable[[Case, list[Finding]], Iterable[Finding]], ...]] = (
    wrong_posts,
    changed_shares,
    reached_too_far,
    lost_denials,
    told_further,
    opposed_words,
    told_of_all,
    other_agents,
    judge_claims,
    added_outcomes,
    added_words,
    exchanged_nouns,
    other_deeds,
    widened_scopes,
    told_of_everybody,
    turned_sequences,
    other_roles,
    unheld_causes,
    told_crosswise,
    other_neighbours,
    unheld_deeds,
    foreign_things,
    added_acts,
)
_PLACEHOLDER = re.compile(
    rf"{PENDING.pattern}|_{{2,}}|(?<![×xX])[×xX]{{2,}}(?=[万亿]?[年月日元人次名户家场份项件个])"
)


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
    return _check(text, evidence, samples).findings


def check_section(
    document: Document,
    section: Section,
    *,
    samples: Sequence[str] = (),
    library: Sequence[str] = (),
    last_year: Document | None = None,
) -> SectionReport:
    """The report on one section: its own facts must be written, those of other sections may be cited.

    What the sections contradict of each other is not looked at, see `check_document`.
    """
    others = (
        _as_line(fact) for other in document.sections if other.id != section.id for fact in other.active_facts
    )
    report = section_report(
        section.text,
        own=tuple(map(_as_line, section.active_facts)),
        others=tuple(others),
        frame=_document_frame(document),
        samples=tuple(samples),
        library=tuple(library),
        last_year=_texts_of(last_year),
        outlook=section.topic in CLOSING_TOPICS,
    )
    return replace(report, section_id=section.id)


def check_document(
    document: Document,
    *,
    samples: Sequence[str] = (),
    library: Mapping[str, Sequence[str]] | None = None,
    last_year: Document | None = None,
) -> Report:
    """The reports on all sections in order, with what they contradict of each other.

    This is the one entry for a document in work: call it after every edit, with the whole document. It is
    pure and remembers what it read, so that only the changed section is read again while the sections are
    compared by what is remembered of them. `Report.similarity` and `SectionReport.similarity` are the 雷同率,
    None when there was nothing to compare with.

    Args:
        document: with the present text of every section.
        samples: unmasked texts whose figures and names must not appear (`sample_leak`) and whose wording
            must not be copied (`copied`): the samples lent to the draft. Pass the same strings each time;
            their index is remembered.
        library: by section id other texts whose wording must not be copied: the passages nearest to what
            is written there.
        last_year: the document this one continues; its wording must not be copied either, while its
            figures are doubted like any other that no fact holds.
    """
    between = judge_document(document)
    near = library or {}
    reports = (
        check_section(
            document, section, samples=samples, library=near.get(section.id, ()), last_year=last_year
        )
        for section in document.sections
    )
    return Report(sections=tuple(_with(report, between.get(report.section_id, ())) for report in reports))


def _texts_of(document: Document | None) -> tuple[str, ...]:
    return tuple(section.text for section in document.sections) if document is not None else ()


def _with(report: SectionReport, between: Sequence[Finding]) -> SectionReport:
    """The report with findings of the whole document, left out where a doubt stands already."""
    doubts = [finding for finding in report.findings if finding.severity != "info"]
    added = _untouched(doubts, between)
    if not added:
        return report
    return replace(report, findings=tuple(_in_order([*report.findings, *added])))


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by where they start, missing facts last."""
    return sorted(findings, key=lambda f: (f.start is None, f.start or 0, f.end or 0, f.fact or 0, f.kind))


@lru_cache(maxsize=_REPORTS_KEPT)
def section_report(
    text: str,
    *,
    own: tuple[str, ...],
    others: tuple[str, ...],
    frame: Frame,
    samples: tuple[str, ...],
    library: tuple[str, ...],
    last_year: tuple[str, ...],
    outlook: bool,
) -> SectionReport:
    """The report on a section without its id; pure, and cached because an edit leaves most sections alone."""
    evidence = gather((*own, *others), frame, own=len(own))
    judged = _check(text, evidence, samples, library=library, last_year=last_year, outlook=outlook)
    unwritten = tuple(number for number, is_written in enumerate(judged.coverage.written) if not is_written)
    atoms = [m for m in judged.reading.mentions if not (isinstance(m.atom, Quantity) and m.atom.soft)]
    return SectionReport(
        section_id="",
        findings=tuple(judged.findings),
        sentences=supports_of(judged.coverage, judged.reading),
        facts_total=len(own),
        facts_written=len(own) - len(unwritten),
        atoms_total=len(atoms),
        atoms_supported=_supported(atoms, judged.findings),
        leaks=sum(finding.kind == "sample_leak" for finding in judged.findings),
        similarity=judged.similarity,
        letters=count_letters(text),
        placeholders=sum(1 for _ in PENDING.finditer(text)),
        unwritten=unwritten,
    )


class _Judgement(NamedTuple):
    """All that is found out about one text."""

    findings: list[Finding]
    reading: Reading
    coverage: Coverage
    similarity: float | None


def _check(
    text: str,
    evidence: Evidence,
    samples: Sequence[str],
    *,
    library: Sequence[str] = (),
    last_year: Sequence[str] = (),
    outlook: bool = False,
) -> _Judgement:
    case = Case(read_text(text, evidence.frame.period), evidence)
    pair_figures(case)
    pair_dates(case)
    pair_names(case)
    findings = [*exchanged_names(case), *turned_about(case)]
    findings += [*judge_figures(case), *judge_dates(case, outlook=outlook), *judge_names(case)]
    findings += misreckoned(case, findings)
    findings += judge_spelling(case, findings)
    findings += replaced_words(case, findings)
    findings += foreign_members(case, findings)
    findings += misordered(case, findings)
    findings += _untouched(findings, reversed_scores(case))
    findings += strayed_words(case, findings)
    findings = _put_first(filled_blanks(case), findings)
    findings = leaked(findings, SampleAtoms.read(samples, evidence.frame.period), evidence)
    findings += _untouched(findings, leaked_places(case, samples))
    findings += _untouched(findings, told_as_done(case, outlook=outlook))
    findings += overstated_success(case, findings)
    findings += _untouched(findings, wrong_rhythms(case))
    findings += _untouched(findings, told_of_another_year(case))
    findings += _untouched(findings, wrong_winners(case))
    findings += _untouched(findings, misgraded(case))
    findings += misplaced_ranks(case, findings)
    findings += _untouched(findings, replaced_teams(case))
    findings += _untouched(findings, replaced_persons(case))
    findings += other_partners(case, findings)
    findings += _untouched(findings, other_places(case))
    for judge in _JUDGES:
        findings += judge(case, findings)
    overlap = overlap_with(case, (*samples, *library), last_year) if samples or library or last_year else None
    findings += judge_copies(case, overlap) if overlap is not None else ()
    findings += _placeholders(case)
    coverage = cover(case)
    findings += told_twice(case, coverage, findings)
    findings = [*_in_order(findings), *missing_facts(coverage, evidence)]
    return _Judgement(findings, case.reading, coverage, overlap.share if overlap is not None else None)


def _put_first(first: Iterable[Finding], second: Iterable[Finding]) -> list[Finding]:
    """All of `first`, and of `second` what touches none of them."""
    kept = list(first)
    return [*kept, *_untouched(kept, second)]


def _untouched(by: Sequence[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose spans no span of `by` touches."""
    found = list(findings)
    if not found:
        return []
    taken = TakenSpans((finding.start, finding.end) for finding in by)
    return [finding for finding in found if not taken.touches(finding.start or 0, finding.end or 0)]


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
