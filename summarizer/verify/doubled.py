"""One figure of a fact told twice, where another one of it is left out: 二等奖6件、三等奖6件 for 6件、9件."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarizer.domain import AtomKind, DateMention, Finding, FindingKind, Name, Quantity
from summarizer.text.honours import GRADE
from summarizer.text.units import units_compatible
from summarizer.verify.case import Case, Pair
from summarizer.verify.claims import clause_around
from summarizer.verify.coverage import Coverage
from summarizer.verify.mentions import Mention, char_pairs
from summarizer.verify.spans import TakenSpans

_NUMBER, _BRACKET = re.compile("[0-9]+"), re.compile("[（）()]")


def told_twice(case: Case, coverage: Coverage, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every figure or date that stands where a missing one of the same fact belongs.

    Args:
        case: the text and the facts, everything bound.
        coverage: which atoms of the facts are missing.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    tellings: defaultdict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in case.of_text.values():
        tellings[pair.fact.order, pair.text.owner].append(pair)
    for wrong, missing in _other_ordinals(case, coverage):
        if taken.take(wrong.atom.start, wrong.atom.end):
            yield _finding(wrong, missing, case)
    for told in tellings.values():
        fact = told[0].fact
        left_out = _missing_beside(fact, case, coverage) if len(told) > 1 else None
        if left_out is None:
            continue
        wrong = _standing_for(
            left_out, fact, sorted((pair.text for pair in told), key=lambda mention: mention.order), case
        )
        if taken.take(wrong.atom.start, wrong.atom.end):
            yield _finding(wrong, left_out, case)


def _finding(wrong: Mention, missing: Mention, case: Case) -> Finding:
    kind: FindingKind = "figure_changed"
    if not isinstance(wrong.atom, Quantity):
        kind = "date_unsupported" if isinstance(wrong.atom, DateMention) else "name_unsupported"
    expected = missing.atom.text
    message = f"与事实不符：这里写的是“{wrong.atom.text}”，而事实中的“{expected}”没有写到。"
    return case.finding_at(wrong, kind, message, fact=missing, expected=expected)


def _other_ordinals(case: Case, coverage: Coverage) -> Iterator[tuple[Mention, Mention]]:
    """第二批 beside figures of a fact that says 第三批: what stands for it, and the missing one."""
    for owner in range(case.evidence.own):
        absent = coverage.missing_parts[owner]
        for fact in case.evidence.of_fact[owner] if absent else ():
            if not isinstance(fact.atom, Quantity) or not fact.atom.ordinal or fact.atom.text not in absent:
                continue
            for number in coverage.sentences[owner]:
                for mention in case.reading.by_sentence[number]:
                    if _is_for(mention, fact, owner, case):
                        yield mention, fact


def _is_for(mention: Mention, fact: Mention, owner: int, case: Case) -> bool:
    """Whether an ordinal no fact has stands in the clause of a figure of fact `owner`."""
    atom, text = mention.atom, case.reading.text
    if not isinstance(atom, Quantity) or not atom.ordinal or case.pair_of(mention) is not None:
        return False
    if not isinstance(fact.atom, Quantity) or atom.unit != fact.atom.unit or atom.value == fact.atom.value:
        return False
    start, end = clause_around(text, atom.start)
    return any(
        start <= other.atom.start < end and (pair := case.pair_of(other)) is not None
        and pair.fact.owner == owner
        for other in case.reading.by_sentence[mention.owner]
    )  # fmt: skip


def _missing_beside(fact: Mention, case: Case, coverage: Coverage) -> Mention | None:
    """The one missing atom of the same fact and kind, None when there is none or there are several."""
    if fact.owner >= case.evidence.own:
        return None
    absent = coverage.missing_parts[fact.owner]
    found = [
        other
        for other in case.evidence.of_fact[fact.owner]
        if other.atom.text in absent and not case.is_claimed(other) and _is_alike(other, fact)
    ]
    return found[0] if len(found) == 1 else None


def _is_alike(other: Mention, fact: Mention) -> bool:
    if isinstance(fact.atom, Quantity):
        return isinstance(other.atom, Quantity) and units_compatible(fact.atom.unit, other.atom.unit)
    if isinstance(fact.atom, Name) and isinstance(other.atom, Name):
        are_grades = GRADE.fullmatch(fact.atom.norm) and GRADE.fullmatch(other.atom.norm)
        return are_grades is not None or fact.atom.kind is other.atom.kind is AtomKind.PERSON
    return isinstance(fact.atom, DateMention) and isinstance(other.atom, DateMention)


def _words_around(mention: Mention, text: str) -> frozenset[str]:
    """The character pairs and the other numbers of the clause of a mention: 2023 of 2023年为12支."""
    start, end = clause_around(text, mention.atom.start)
    before = _BRACKET.split(text[start : mention.atom.start])[-1]
    clause = f"{before}\n{_BRACKET.split(text[mention.atom.end : end])[0]}"
    return char_pairs(clause) | frozenset(_NUMBER.findall(clause))


def _standing_for(missing: Mention, fact: Mention, told: Sequence[Mention], case: Case) -> Mention:
    """Which telling stands where the missing atom belongs: by its words, else by the order of the two."""
    body = case.evidence.facts[missing.owner].text
    of_missing, of_fact = _words_around(missing, body), _words_around(fact, body)
    around = [_words_around(one, case.reading.text) for one in told]
    shared = [len(words & (of_missing - of_fact)) - len(words & (of_fact - of_missing)) for words in around]
    if max(shared) > min(shared):
        return told[shared.index(max(shared))]
    return told[-1] if missing.order > fact.order else told[0]
