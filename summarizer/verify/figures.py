"""Judges every figure of a text: supported, changed, of another unit, imprecise, derived or without source."""

from collections.abc import Iterable
from decimal import Decimal

from summarizer.domain import Finding, FindingKind, Quantity, Rounding, Severity
from summarizer.text.numerals import written_precision
from summarizer.text.units import units_compatible
from summarizer.verify.arithmetic import Derivation, Total, derive, expected_total
from summarizer.verify.context import belongs_to_other, exchanged, likeness
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import (
    Pair,
    Pairing,
    pair_score,
    quantity,
    relative_gap,
    rivals,
    same_amount,
    same_rounding,
)

# A rounding word may stand for an exact figure up to this far away (近5000人 for 4,600人 is another figure).
_ROUNDED_GAP, _UNMARKED_GAP = Decimal("0.10"), Decimal("0.03")
_LEAST_ROUNDED = 1000
_SCALES = frozenset({Decimal(10) ** power for power in (-8, -4, 4, 8)})
_SURE, _LIKELY, _POSSIBLE = 0.6, 0.42, 0.25
_NEIGHBOURS = 6


def judge_figures(
    reading: Reading, evidence: Evidence, pairing: Pairing
) -> tuple[list[Finding], list[Mention]]:
    """Findings on the figures of a text, and the mentions that have no support at all.

    `pairing` holds the equal pairs on entry; what is found to stand for a changed, imprecise or derived
    figure is bound too, so that a fact with a wrong figure is not reported missing as well.
    """
    findings: list[Finding] = list(_exchanges(reading, pairing))
    flagged = {finding.start for finding in findings}
    orphans: list[Mention] = []
    for mention in reading.mentions:
        figure = quantity(mention)
        if figure is None or figure.start in flagged:
            continue
        pair = pairing.of_text.get(mention.order)
        if pair is not None:
            findings.extend(_misplaced(pair, reading, evidence, pairing))
        elif (verdict := _judge(mention, figure, reading, evidence, pairing)) is not None:
            findings.extend(verdict)
        else:
            orphans.append(mention)
    return findings, orphans


def unsupported(mention: Mention, evidence: Evidence, nearest: Pair | None) -> Finding:
    """The finding on a figure that no fact holds."""
    expected = nearest.fact.atom.text if nearest else ""
    hint = f"，最接近的是“{expected}”" if expected else ""
    return _finding(
        mention, "figure_unsupported", "error", evidence, None,
        expected=expected, message=f"事实中没有“{mention.atom.text}”这个数据{hint}。", suggestion="",
    )  # fmt: skip


def _finding(
    mention: Mention,
    kind: FindingKind,
    severity: Severity,
    evidence: Evidence,
    fact: Mention | None,
    *,
    expected: str,
    message: str,
    suggestion: str,
) -> Finding:
    owner = fact.owner if fact is not None and fact.owner < evidence.own else None
    return Finding(
        kind=kind, severity=severity,
        start=mention.atom.start, end=mention.atom.end, text=mention.atom.text,
        fact=owner, expected=expected, message=message, suggestion=suggestion,
    )  # fmt: skip


def _changed(mention: Mention, fact: Mention, evidence: Evidence) -> Finding:
    expected = fact.atom.text
    return _finding(
        mention, "figure_changed", "error", evidence, fact, expected=expected,
        message=f"事实写的是“{expected}”，这里写成了“{mention.atom.text}”。", suggestion=expected,
    )  # fmt: skip


def _exchanges(reading: Reading, pairing: Pairing) -> Iterable[Finding]:
    """Two figures of the facts that stand at each other's nouns."""
    paired = [
        pairing.of_text[m.order] for m in reading.mentions if m.order in pairing.of_text and quantity(m)
    ]
    for index, pair in enumerate(paired):
        for other in paired[index + 1 : index + 1 + _NEIGHBOURS]:
            if _may_exchange(pair, other) and exchanged(pair.text, other.text, pair.fact, other.fact):
                for wrong, right in ((pair, other), (other, pair)):
                    yield Finding(
                        kind="figure_changed", severity="error", start=wrong.text.atom.start, end=wrong.text.atom.end,
                        text=wrong.text.atom.text, fact=right.fact.owner, expected=right.fact.atom.text,
                        message=f"两个数据写反了：这里应为“{right.fact.atom.text}”。", suggestion=right.fact.atom.text,
                    )  # fmt: skip


def _may_exchange(pair: Pair, other: Pair) -> bool:
    left, right = quantity(pair.text), quantity(other.text)
    mine, theirs = quantity(pair.fact), quantity(other.fact)
    if left is None or right is None or mine is None or theirs is None:
        return False
    units_crossed = left.unit == theirs.unit != mine.unit and right.unit == mine.unit
    return (
        (left.unit == right.unit or units_crossed)
        and left.value != right.value
        and pair.fact.order != other.fact.order
        and not left.soft
        and not right.soft
    )


def _misplaced(pair: Pair, reading: Reading, evidence: Evidence, pairing: Pairing) -> Iterable[Finding]:
    """A figure that stands in the facts, but at the noun of another figure which is nowhere written."""
    figure = quantity(pair.text)
    if figure is None or figure.soft:
        return
    repeated = pairing.of_text[pair.text.order].fact.order in {
        other.fact.order for order, other in pairing.of_text.items() if order != pair.text.order
    }
    if not repeated:
        return
    best: tuple[float, Mention] | None = None
    for rival in rivals(pair.text, reading, evidence):
        atom = quantity(rival)
        if atom is None or rival.order in pairing.claimed or not units_compatible(figure.unit, atom.unit):
            continue
        fit = likeness(pair.text, rival)
        if fit >= _SURE and belongs_to_other(pair.text, pair.fact, rival) and (best is None or fit > best[0]):
            best = (fit, rival)
    if best is not None:
        pairing.bind(Pair(pair.text, best[1], best[0]))
        yield _compare(pair.text, figure, best[1], evidence)


def _compare(mention: Mention, figure: Quantity, fact: Mention, evidence: Evidence) -> Finding:
    """What is to be said when `mention` stands for the different figure `fact`."""
    other = quantity(fact)
    if other is None:
        return _changed(mention, fact, evidence)
    if not units_compatible(figure.unit, other.unit) or _only_scaled(figure, other):
        return _finding(
            mention, "unit_changed", "error", evidence, fact, expected=other.text,
            message=f"单位不一致：事实写的是“{other.text}”，这里写成了“{figure.text}”。", suggestion=other.text,
        )  # fmt: skip
    if _is_rounding_of(figure, other):
        return _finding(
            mention, "imprecise", "warn", evidence, fact, expected=other.text,
            message=f"与事实的精确程度不同：事实写的是“{other.text}”。", suggestion=other.text,
        )  # fmt: skip
    return _changed(mention, fact, evidence)


def _only_scaled(figure: Quantity, other: Quantity) -> bool:
    """880余元 for 880余万元: same digits, the 万 or 亿 lost or added."""
    if figure.unit != other.unit or not figure.value or not other.value:
        return False
    return figure.value / other.value in _SCALES


def _is_rounding_of(figure: Quantity, other: Quantity) -> bool:
    """Whether a figure says the same as the fact, only less exactly."""
    if figure.ordinal or other.ordinal:
        return False
    if figure.value == other.value and figure.upper == other.upper:
        return not same_rounding(figure, other)
    gap = relative_gap(figure.value, other.value)
    if figure.rounding is not Rounding.EXACT:
        return gap <= _ROUNDED_GAP
    coarser = _precision(figure) < _precision(other)
    return coarser and gap <= _UNMARKED_GAP and other.value >= _LEAST_ROUNDED


def _precision(figure: Quantity) -> int:
    return written_precision(format(figure.value.normalize(), "f"))


def _judge(
    mention: Mention, figure: Quantity, reading: Reading, evidence: Evidence, pairing: Pairing
) -> list[Finding] | None:
    """What is to be said of a figure equal to no fact figure; None when nothing explains it."""
    candidates = sorted(
        (
            _candidate(mention, figure, rival, reading, evidence, pairing)
            for rival in rivals(mention, reading, evidence)
        ),
        key=lambda pair: (-pair.score, pair.fact.order),
    )
    open_one = next((pair for pair in candidates if pair.fact.order not in pairing.claimed), None)
    open_score = open_one.score if open_one is not None else 0.0
    if figure.soft:
        counts = open_one is not None and _soft_counts(mention, figure, open_one)
        return [_bind(open_one, figure, evidence, pairing)] if open_one is not None and counts else []
    if open_one is not None and open_score >= _SURE:
        return [_bind(open_one, figure, evidence, pairing)]
    if derivation := derive(mention, reading, evidence):
        return [_derived(mention, derivation, evidence)]
    if open_one is not None and open_score >= _LIKELY:
        return [_bind(open_one, figure, evidence, pairing)]
    if total := expected_total(mention, reading):
        return [_wrong_total(mention, total, evidence)]
    if open_one is not None and open_score >= _POSSIBLE:
        return [_bind(open_one, figure, evidence, pairing)]
    best = candidates[0] if candidates else None
    return [_bind(best, figure, evidence, pairing)] if best is not None and best.score >= _LIKELY else None


def _candidate(
    mention: Mention, figure: Quantity, rival: Mention, reading: Reading, evidence: Evidence, pairing: Pairing
) -> Pair:
    """The rival with its score; equal digits make it more likely to be the one that was meant."""
    score = pair_score(mention, rival, reading, evidence)
    other = quantity(rival)
    if other is not None:
        if same_amount(figure, other):
            score += 0.25
        elif _only_scaled(figure, other) or _is_rounding_of(figure, other):
            score += 0.2
        if not units_compatible(figure.unit, other.unit):
            score -= 0.05
        if figure.ordinal != other.ordinal:
            score -= 0.3
    if rival.order not in pairing.claimed:
        score += 0.1
    return Pair(mention, rival, score)


def _soft_counts(mention: Mention, figure: Quantity, open_one: Pair) -> bool:
    """一个, 三个方面 are mostly no figures; only a close neighbour with another count makes them one."""
    other = quantity(open_one.fact)
    return (
        other is not None
        and not other.soft
        and not other.ordinal
        and other.unit == figure.unit
        and open_one.score >= 0.75
        and likeness(mention, open_one.fact) >= 0.8
    )


def _bind(pair: Pair, figure: Quantity, evidence: Evidence, pairing: Pairing) -> Finding:
    pairing.bind(pair)
    return _compare(pair.text, figure, pair.fact, evidence)


def _derived(mention: Mention, derivation: Derivation, evidence: Evidence) -> Finding:
    return _finding(
        mention, "derived", "info", evidence, None, expected="",
        message=f"由事实推算：{derivation.formula}。", suggestion="",
    )  # fmt: skip


def _wrong_total(mention: Mention, total: Total, evidence: Evidence) -> Finding:
    value = f"{total.value.normalize():f}"
    return _finding(
        mention, "inconsistent", "error", evidence, None, expected=value,
        message=f"合计与分项不符：{total.formula}＝{value}。", suggestion="",
    )  # fmt: skip
