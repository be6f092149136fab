"""The effects that models hang on to facts (，增强了职工的归属感), cut off: no fact says so."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from summarizer.domain import Finding, Topic
from summarizer.refine.judging import END_MARKS, Judge, Verdict, replaced
from summarizer.refine.mending import Mended
from summarizer.text.atoms import find_atoms

# There a text says what is wanted, or what went wrong, rather than what was done.
_OUTLOOK: Final = frozenset({Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS})
_MANNER: Final = "从而|进而|并|也|还|更|以此|有效|有力|切实|进一步|不断|充分|极大|大大|显著|明显|全面|真正|地"
_RAISE: Final = "增强|提高|提升|促进|推动|激发|调动|丰富|拓宽|增进|凝聚|营造|展示|展现|体现|彰显|传递"
_EFFECT: Final = re.compile(
    rf"(?:{_MANNER})*(?:{_RAISE}|帮助|确保|保障|保证|维护|改善|强化|让|使|为[^，。]{{1,14}}(?:提供|奠定|营造|创造|打下|注入))"
    rf"|[^，。]{{1,10}}(?:{_MANNER})*(?:{_RAISE})了"
    r"|(?:有效|有力|切实|极大)地?[^，。]{1,4}了"
    r"|[^，。]{0,8}(?:满意度|积极性|主动性|参与度|认可度|获得感|幸福感|归属感|凝聚力|热情)[^，。]{0,6}[高强涨]$"
)
_BY: Final = "通过"
# So alike are two sentences one of which only repeats the other.
_REPEATED: Final = 90
_LEADS_ON: Final = re.compile("通过|为了|围绕|依托|按照|针对|随着|借助|以便")
# A clause that tells so much of what facts say tells a fact, whatever its verb.
_TOLD_SHARE: Final = 0.5
_PAIRED_MARKS: Final = re.compile("[“”‘’《》（）()]")
_NOT_HAN: Final = re.compile(r"[^\u3400-\u9fff]")


def trim_effects(state: Mended, judge: Judge) -> None:
    """Cuts the last clauses of sentences that tell an effect, or make a claim, and state nothing of a fact.

    A sentence that tells nothing else goes as a whole. Each cut is kept only when every fact that was written
    still is; asking a model to leave effects out helps, but seldom enough.
    """
    if judge.section.topic in _OUTLOOK:
        return
    known = frozenset(pair for fact in judge.section.active_facts for pair in _pairs(fact.text))
    refused: set[str] = set()
    while (found := _first_cut(state.verdict, known, refused)) is not None:
        _try(state, judge, *found, refused)


def trim_repeats(state: Mended, judge: Judge) -> None:
    """Takes out sentences that only say again what another sentence says, as models do after an opening."""
    refused: set[str] = set()
    while (found := _first_repeat(state.verdict, refused)) is not None:
        _try(state, judge, *found, "", refused)


def _try(state: Mended, judge: Judge, start: int, end: int, rest: str, refused: set[str]) -> None:
    """Puts `rest` in place of a sentence, unless that costs a fact or brings a doubt."""
    before = state.verdict.text[start:end]
    verdict = judge.judge(replaced(state.verdict.text, [(start, end, rest)]))
    if verdict.text and verdict.is_no_worse(state.verdict):
        state.take(verdict, before, rest)
    else:
        refused.add(before)


def _first_repeat(verdict: Verdict, refused: set[str]) -> tuple[int, int] | None:
    """The place of the first sentence all of whose stating clauses stand in another one, too."""
    spans = [(one.start, one.end) for one in verdict.report.sentences]
    sentences = [verdict.text[start:end] for start, end in spans]
    for at, sentence in enumerate(sentences):
        others = sentences[:at] + sentences[at + 1 :]
        if sentence not in refused and any(_repeats(sentence, other) for other in others):
            return spans[at]
    return None


def _repeats(sentence: str, other: str) -> bool:
    """Whether `sentence` states something, and nothing that `other` does not state."""
    stating = [clause for clause in sentence.rstrip(END_MARKS).split("，") if find_atoms(clause)]
    stated = {atom.text for atom in find_atoms(sentence)}
    return (
        bool(stating)
        and stated <= {atom.text for atom in find_atoms(other)}
        and all(fuzz.partial_ratio(clause.strip(), other) >= _REPEATED for clause in stating)
    )


def _first_cut(verdict: Verdict, known: frozenset[str], refused: set[str]) -> tuple[int, int, str] | None:
    """The first sentence, with its place, of which something is to be cut, and what is left of it."""
    for support in verdict.report.sentences:
        sentence = verdict.text[support.start : support.end]
        if sentence in refused:
            continue
        claims = [
            (one.start - support.start, one.end - support.start)
            for one in verdict.findings
            if _is_claim(one) and one.start is not None and one.end is not None
        ]
        rest = _rest(sentence, known, claims, has_facts=bool(support.facts))
        if rest != sentence:
            return support.start, support.end, rest
    return None


def _is_claim(finding: Finding) -> bool:
    return finding.kind == "claim_unsupported"


def _rest(sentence: str, known: frozenset[str], claims: Sequence[tuple[int, int]], *, has_facts: bool) -> str:
    """A sentence without the clauses at its end that tell effects."""
    body = sentence.rstrip(END_MARKS)
    clauses = list(_clauses(body))
    kept = len(clauses)
    while kept and _is_effect(*clauses[kept - 1], known, claims):
        kept -= 1
    if kept < len(clauses):
        # 通过宣讲，增强了…… says nothing any more without its second half.
        while kept and _LEADS_ON.match(clauses[kept - 1][1]) and not find_atoms(clauses[kept - 1][1]):
            kept -= 1
    gone = "，".join(clause for _, clause in clauses[kept:])
    if not gone or find_atoms(gone) or (not kept and has_facts):
        return sentence
    if kept and _LEADS_ON.match(clauses[kept - 1][1]) and not clauses[kept - 1][1].startswith(_BY):
        return sentence
    if not kept:
        return ""
    start, clause = clauses[kept - 1]
    return body[:start] + clause.removeprefix(_BY) + sentence[len(body) :]


def _is_effect(start: int, clause: str, known: frozenset[str], claims: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause that begins at `start` of its sentence tells an effect only, or a claim."""
    if find_atoms(clause) or _PAIRED_MARKS.search(clause):
        return False
    if any(first < start + len(clause) and start < last for first, last in claims):
        return True
    pairs = list(_pairs(clause))
    told = sum(pair in known for pair in pairs)
    return _EFFECT.match(clause) is not None and told < _TOLD_SHARE * len(pairs)


def _clauses(body: str) -> Iterator[tuple[int, str]]:
    """The clauses between commas, each with where it begins."""
    start = 0
    for clause in body.split("，"):
        yield start, clause
        start += len(clause) + 1


def _pairs(text: str) -> Iterator[str]:
    """The pairs of neighbouring Chinese characters."""
    return ("".join(pair) for pair in pairwise(_NOT_HAN.sub("", text)))
