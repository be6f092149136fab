"""Controlled edits of clean texts: one thing of a text told otherwise, and whether the verifier notices.

    python -m benchmarks.controlled_edits [--cases N] [--skip N] [--show KIND]

The texts are the clean cases of tests/fixtures/unseen_cases.jsonl and verify_cases.jsonl that have no sample
and that the verifier does not doubt. Every edit changes one figure, date, name or word of them, or lets two
change places; an edit counts as found when a finding of severity error or warn overlaps an edited span.

Some edits leave a text true: two honours change places in a sentence that says the same of both, a date of
the facts is as right in the place of another. So 100 % is not to be reached. Nor are the texts unseen: the
cases were used to write the rules of the verifier. The edits are drawn by lot, and were not looked at one by
one.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.edit_kinds import KINDS, Edit, Kind, Reading
from summarizer.domain import Finding
from summarizer.text.atoms import find_atoms
from summarizer.verify import check_text

FIXTURES: Final = Path(__file__).parents[1] / "tests" / "fixtures"
CASE_FILES: Final = ("unseen_cases.jsonl", "verify_cases.jsonl")
SEED: Final = 7
MOST_EDITS: Final = 4  # of a kind in one text


class Case(NamedTuple):
    """A text without fault, and what it was written from."""

    title: str | None
    facts: tuple[str, ...]
    text: str


class Edited(NamedTuple):
    """A text after an edit, and the spans of it that were written anew."""

    text: str
    spans: tuple[tuple[int, int], ...]


class Outcome(StrEnum):
    """What the verifier makes of an edit."""

    FOUND = "found"
    ELSEWHERE = "told elsewhere"
    MISSING = "only missing"
    UNNOTICED = "not noticed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One edit of one case, and what came of it."""

    kind: str
    case: Case
    edit: Edit
    outcome: Outcome


# Cases


def load_cases() -> list[Case]:
    """The clean cases without a sample, shuffled, the same way every time."""
    lines = (line for name in CASE_FILES for line in (FIXTURES / name).read_text("utf-8").splitlines())
    labelled = [json.loads(line) for line in lines if line.strip()]
    cases = [_case(one) for one in labelled if one["label"] == "clean" and not one["sample"]]
    random.Random(SEED).shuffle(cases)
    return cases


def _case(labelled: dict[str, Any]) -> Case:
    return Case(labelled["title"], tuple(labelled["facts"]), labelled["text"])


def read(case: Case) -> Reading:
    """The atoms of a case."""
    known = tuple(atom for fact in case.facts for atom in find_atoms(fact))
    return Reading(case.text, find_atoms(case.text), known)


# Judging


def edits_of(kind: Kind, reading: Reading) -> list[Edit]:
    """At most four edits of a kind, drawn by lot, the same ones every time, in the order of the lots.

    Neither the other cases nor the other kinds have a say in the lots.
    """
    dice = random.Random(f"{SEED} {kind.name} {reading.text}")
    edits = list(kind.edits(reading, dice))
    return dice.sample(edits, min(MOST_EDITS, len(edits)))


def applied(text: str, edit: Edit) -> Edited:
    """`text` with the changes of an edit made."""
    edited, spans, reached = "", list[tuple[int, int]](), 0
    for change in edit:
        edited += text[reached : change.start]
        spans.append((len(edited), len(edited) + len(change.text)))
        edited, reached = edited + change.text, change.end
    return Edited(edited + text[reached:], tuple(spans))


def doubts(case: Case) -> list[Finding]:
    """The findings of severity error or warn."""
    findings = check_text(facts=case.facts, text=case.text, title=case.title)
    return [finding for finding in findings if finding.severity != "info"]


def outcome_of(findings: Sequence[Finding], spans: Sequence[tuple[int, int]]) -> Outcome:
    """What was noticed, where the edited text has these findings of severity error or warn."""
    if any(_overlaps(finding, span) for finding in findings for span in spans):
        return Outcome.FOUND
    if any(finding.kind != "fact_missing" for finding in findings):
        return Outcome.ELSEWHERE
    return Outcome.MISSING if findings else Outcome.UNNOTICED


def _overlaps(finding: Finding, span: tuple[int, int]) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < span[1] and span[0] < finding.end


def trials(kinds: Iterable[Kind], cases: Sequence[Case]) -> Iterator[Trial]:
    """Every edit of these kinds in these cases, judged."""
    for case in cases:
        reading = read(case)
        for kind in kinds:
            for edit in edits_of(kind, reading):
                edited = applied(case.text, edit)
                outcome = outcome_of(doubts(case._replace(text=edited.text)), edited.spans)
                yield Trial(kind=kind.name, case=case, edit=edit, outcome=outcome)


# Printing


def report(judged: Sequence[Trial], kinds: Sequence[Kind]) -> None:
    """Prints a row for each kind that has edits, and the total."""
    print(f"{'kind of edit':<28}{'edits':>8}" + "".join(f"{outcome:>16}" for outcome in Outcome))
    for kind in kinds:
        counts = Counter(trial.outcome for trial in judged if trial.kind == kind.name)
        if counts:
            print(f"{_row(kind.name, counts)}   {kind.example}")
    print(_row("total", Counter(trial.outcome for trial in judged)))


def _row(name: str, counts: Counter[Outcome]) -> str:
    total = counts.total()
    found = f"{counts[Outcome.FOUND]} {counts[Outcome.FOUND] / total:6.1%}" if total else "0"
    others = (counts[outcome] for outcome in Outcome if outcome is not Outcome.FOUND)
    return f"{name:<28}{total:>8}{found:>16}" + "".join(f"{count:>16}" for count in others)


def show(trial: Trial) -> None:
    """Prints the facts, the edited text, and what was changed."""
    text = trial.case.text
    print("facts:  " + " | ".join(trial.case.facts))
    print(f"text:   {applied(text, trial.edit).text}")
    print("edited: " + ", ".join(f"{text[one.start : one.end]} → {one.text}" for one in trial.edit) + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=400, help="how many cases to edit")
    parser.add_argument("--skip", type=int, default=0, help="how many cases to pass over first")
    parser.add_argument(
        "--show",
        choices=[kind.name for kind in KINDS],
        metavar="KIND",
        help="judge one kind alone and print its edits that were not noticed",
    )
    options = parser.parse_args(arguments)
    kinds = [kind for kind in KINDS if options.show in (None, kind.name)]
    drawn = load_cases()[options.skip : options.skip + options.cases]
    clean = [case for case in drawn if not doubts(case)]
    judged = list(trials(kinds, clean))
    if options.show:
        for trial in judged:
            if trial.outcome is Outcome.UNNOTICED:
                show(trial)
    print(f"{len(clean)} clean texts, {len(drawn) - len(clean)} more left out because they are doubted\n")
    report(judged, kinds)


if __name__ == "__main__":
    main()
