"""How far a matter has come, told as further: 合同已签订 for 合同：在谈，未签, 球赛如期举行 for 球赛取消."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import mapping
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# A clause tells of the same matter when it holds this share of its character pairs.
_SAME_MATTER, _LEAST_PAIRS = 0.6, 2
_PART = re.compile("[^。；;\n]+")
_CLAUSE = re.compile("[^，,：:。；;\n（）()]+")
_FIGURE = re.compile("[0-9]|[一二两三四五六七八九十]+(?:[件项家个名户次条]|人(?!员))")
_REASON = re.compile("因[^，。；]{1,6}$|(?:临时|最终|已|仍|至今)$")
# With these two a clause goes on from the one before it.
_JOINED = "，："


class Status(NamedTuple):
    """What a fact says of a matter that has not come to its end.

    Attributes:
        clause: as typed.
        stage: index into the stages of the lexicon.
        own: character pairs of the clause itself, what says how far it has come left out.
        matter: those and, where they are too few to know the matter by, those of its label.
        part: character pairs of all that the fact says up to the next 。 or ；.
    """

    clause: str
    stage: int
    own: frozenset[str]
    matter: frozenset[str]
    part: frozenset[str]


def told_further(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every clause that tells as settled what a fact says is open, put off or called off.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text, own = case.reading.text, case.evidence.own
    told = [(owner, one) for owner in range(own) for one in _statuses(case.evidence.facts[owner].body)]
    if not told:
        return
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for stage in sorted({one.stage for _, one in told}):
        for match in _settled(stage).finditer(text):
            for owner, status in told:
                if status.stage == stage and _is_told_of(match, owner, status, case):
                    if taken.take(*match.span()):
                        yield _finding(match, owner, status, case)
                    break


def _is_told_of(match: re.Match[str], owner: int, status: Status, case: Case) -> bool:
    """Whether the clause of a word like 已签订 tells of the matter of a status, and nothing denies it."""
    text = case.reading.text
    start, end = clause_around(text, match.start())
    clause = around = char_pairs(text[start:end])
    if start > 1 and text[start - 1] in _JOINED:
        around = clause | char_pairs(text[slice(*clause_around(text, start - 2))])
    if len(status.own & clause) < _SAME_MATTER * len(status.own):
        return False
    if len(status.matter & around) < _SAME_MATTER * len(status.matter):
        return False
    sentence = sentence_at(case, match.start())
    behind = clause_around(text, end + 1)[1] if text[end : end + 1] == "，" else end
    if sentence is None or _open().search(text, start, behind) is not None:
        return False
    if _pending(status.stage).search(text, *case.reading.sentences[sentence]) or is_open(
        text, match.start(), only_wishes=True
    ):
        return False
    return not _is_settled_elsewhere(around, sentence, owner, status, case)


def _is_settled_elsewhere(
    clause: frozenset[str], sentence: int, owner: int, status: Status, case: Case
) -> bool:
    """Whether another fact, or another part of this one, tells as settled what a clause tells."""
    least = len(clause & status.part)
    for number in {owner, *case.related(sentence)}:
        for part in _PART.finditer(case.evidence.facts[number].text):
            words = _pending(status.stage).sub("\n", part.group())
            is_settled = _settled(status.stage).search(words) is not None
            if is_settled and len(clause & char_pairs(words)) >= least:
                return True
    return False


@lru_cache(maxsize=4096)
def _statuses(fact: str) -> tuple[Status, ...]:
    """The open matters of a fact; those with a figure are told of some of many and left out."""
    if _any_pending().search(fact) is None:
        return ()
    found = []
    for part in _PART.finditer(fact):
        clauses = [clause.group() for clause in _CLAUSE.finditer(part.group())]
        for at, clause in enumerate(clauses):
            for stage in range(len(_stages())):
                match = _pending(stage).search(clause)
                rest = _pending(stage).sub("\n", part.group())
                if match is None or _FIGURE.search(clause) or _settled(stage).search(rest):
                    continue
                own = matter = char_pairs(
                    f"{_REASON.sub('', clause[: match.start()])}\n{clause[match.end() :]}"
                )
                if len(matter) < _LEAST_PAIRS and at:
                    matter |= char_pairs(_any_pending().sub("\n", clauses[0]))
                if len(matter) >= _LEAST_PAIRS:
                    found.append(Status(clause.strip(), stage, own, matter, char_pairs(rest)))
    return tuple(found)


@cache
def _stages() -> tuple[tuple[str, str], ...]:
    return tuple((stage["pending"], stage["settled"]) for stage in mapping("claims", "statuses")["stages"])


@cache
def _pending(stage: int) -> re.Pattern[str]:
    return re.compile(_stages()[stage][0])


@cache
def _settled(stage: int) -> re.Pattern[str]:
    return re.compile(_stages()[stage][1])


@cache
def _any_pending() -> re.Pattern[str]:
    return re.compile(looked_ahead("|".join(pending for pending, _ in _stages())))


@cache
def _open() -> re.Pattern[str]:
    """What shows that a text, too, tells a matter as open."""
    return re.compile(mapping("claims", "statuses")["open"])


def _finding(match: re.Match[str], owner: int, status: Status, case: Case) -> Finding:
    message = f"与事实不符：事实写的是“{status.clause}”，这里写成了“{match.group()}”。"
    return case.finding(*match.span(), "claim_unsupported", message, owner=owner, expected=status.clause)
