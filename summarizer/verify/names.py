"""Judges 《titles》, quoted names, honours, persons and organisations against the facts and the frame."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from summarizer.domain import AtomKind, Finding, FindingKind, Name, Severity
from summarizer.text.names import looks_like_name
from summarizer.text.terms import is_figure_of_speech, is_set_phrase
from summarizer.verify.evidence import Evidence, bare
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import Pairing

_KINDS: dict[AtomKind, FindingKind] = {
    AtomKind.TITLE: "title_unsupported",
    AtomKind.QUOTE: "name_unsupported",
    AtomKind.HONOUR: "honour_unsupported",
    AtomKind.PERSON: "name_unsupported",
    AtomKind.ORGANISATION: "name_unsupported",
}
_LIKENESS_TO_NAME = 60.0
_QUOTED = re.compile("[“《][^”》]*[”》]")
_QUOTED_PART = re.compile("[“《][^”》]*[”》](?:竞赛|活动|评选|大赛|比赛)?")
# Behind these words a quoted name is an activity, a brand or an award, so it must have a source.
_NAMED_THING = re.compile(
    r"\s?(?:主题|系列|专项|品牌|称号|活动|行动|工程|竞赛|比赛|大赛|评选|项目|计划|奖|先进|论坛|讲堂|工作室|工作法)"
)


def judge_names(
    reading: Reading, evidence: Evidence, pairing: Pairing
) -> tuple[list[Finding], list[Mention]]:
    """Findings on the names of a text, and the mentions without support."""
    findings: list[Finding] = []
    orphans: list[Mention] = []
    for mention in reading.mentions:
        name = mention.atom
        if not isinstance(name, Name) or _supported(name, evidence):
            continue
        meant = _nearest(name, evidence)
        if name.kind is AtomKind.ORGANISATION and meant is None:
            continue
        findings.append(_unsupported(name, meant, reading, evidence))
        orphans.append(mention)
        if meant is not None:
            pairing.claimed.add(meant.order)
    covered = [(finding.start or 0, finding.end or 0) for finding in findings]
    findings.extend(_misspelt_persons(reading, evidence, pairing, covered))
    return findings, orphans


def _supported(name: Name, evidence: Evidence) -> bool:
    wanted = bare(name.norm)
    if not wanted or wanted in evidence.bare_facts or wanted in evidence.frame.known:
        return True
    if bare(name.text) in evidence.bare_facts or bare(name.text) in evidence.frame.known:
        return True
    if name.kind is AtomKind.HONOUR:
        plain = bare(_QUOTED_PART.sub("", name.text))
        if plain != wanted and plain and plain in evidence.bare_facts:
            return all(bare(part) in evidence.bare_facts for part in _QUOTED.findall(name.text))
        return any(_same_honour(name, fact.atom) for fact in evidence.names if isinstance(fact.atom, Name))
    return name.kind is AtomKind.QUOTE and (is_figure_of_speech(wanted) or is_set_phrase(wanted))


def _same_honour(name: Name, other: Name) -> bool:
    """Equal norms, or a shorter naming of the same award (模范职工之家 for 市模范职工之家)."""
    return other.kind is AtomKind.HONOUR and (name.norm == other.norm or other.norm.endswith(name.norm))


def _unsupported(name: Name, meant: Mention | None, reading: Reading, evidence: Evidence) -> Finding:
    expected = meant.atom.text if meant else ""
    a_thing = name.kind is not AtomKind.QUOTE or _NAMED_THING.match(reading.text, name.end) is not None
    severity: Severity = "error" if expected or a_thing else "warn"
    label = name.kind.label
    message = (
        f"{label}与事实不符：事实写的是“{expected}”。" if expected else f"事实中没有{label}“{name.text}”。"
    )
    return Finding(
        kind=_KINDS[name.kind], severity=severity, start=name.start, end=name.end, text=name.text,
        fact=meant.owner if meant is not None and meant.owner < evidence.own else None,
        expected=expected, message=message, suggestion=expected,
    )  # fmt: skip


def _nearest(name: Name, evidence: Evidence) -> Mention | None:
    """The fact name of the same kind that is most like it, when alike enough to have been meant."""
    best, found = _LIKENESS_TO_NAME, None
    for mention in evidence.names:
        other = mention.atom
        if isinstance(other, Name) and other.kind is name.kind:
            if name.kind is AtomKind.ORGANISATION and len(other.norm) != len(name.norm):
                continue
            score = fuzz.ratio(bare(name.norm), bare(other.norm))
            if score > best:
                best, found = score, mention
    return found


def _misspelt_persons(
    reading: Reading, evidence: Evidence, pairing: Pairing, covered: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Persons of the facts that stand in the text with one wrong character."""
    for mention in evidence.names:
        name = mention.atom
        if not isinstance(name, Name) or name.kind is not AtomKind.PERSON or not 2 <= len(name.norm) <= 4:
            continue
        if name.norm in reading.text:
            continue
        for start, end in _one_off(name.norm, reading.text):
            written = reading.text[start:end]
            inside = any(left < end and start < right for left, right in covered)
            if inside or written in evidence.bare_facts or not looks_like_name(written):
                continue
            covered.append((start, end))
            pairing.claimed.add(mention.order)
            yield Finding(
                kind="name_unsupported", severity="error", start=start, end=end, text=written,
                fact=mention.owner if mention.owner < evidence.own else None, expected=name.norm,
                message=f"人名与事实不符：事实写的是“{name.norm}”。", suggestion=name.norm,
            )  # fmt: skip


def _one_off(name: str, text: str) -> Iterable[tuple[int, int]]:
    """Spans of `text` that differ from `name` in exactly one character; two-character names keep the surname."""
    first = 1 if len(name) == 2 else 0
    for position in range(first, len(name)):
        pattern = re.escape(name[:position]) + "[\u3400-\u9fff]" + re.escape(name[position + 1 :])
        for match in re.finditer(pattern, text):
            yield match.span()
