"""A part told as the whole: 企业全部签订合同 for 企业103家，其中72家签订合同."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.domain import Finding, Quantity
from summarizer.text.leading import looked_ahead
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import Mention, char_pairs
from summarizer.verify.spans import TakenSpans

_ALL_OF_THEM = (
    r"全部|全都|一律|悉数|无一例外地?|无不|人人|个个|件件|家家|户户|次次|条条"
    r"|(?<!平)(?<!\D[人户场次年月日周件])均(?![衡匀价线等])|(?<![首成古])都(?![市江昌会])"
)
_WHOLE = re.compile(looked_ahead(_ALL_OF_THEM))
_TOLD_OF_ALL = re.compile(f"{_ALL_OF_THEM}|100%|全员|全体|各|每|百分之百")
_OF_THEM = re.compile("(?:其中|(?<![集高初])中|里)[^，。；]{0,6}$")
# What is said of all is what is said of the part when it holds this share of its character pairs.
_SAME_DEED, _LONGEST_DEED = 0.5, 14
_LEFT = 12


class Part(NamedTuple):
    """A figure of a fact that counts some of many, and the greater one, None when it stands elsewhere."""

    owner: int
    part: Mention
    whole: Mention | None


def told_of_all(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A warning for every 全部 or 均 where a fact says of how many it is so, and the text does not.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for match in _WHOLE.finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or is_open(text, match.start(), only_wishes=True):
            continue
        end = min(clause_around(text, match.start())[1], match.end() + _LONGEST_DEED)
        deed = char_pairs(text[match.end() : end])
        near = [owner for owner in case.related(sentence) if owner < case.evidence.own]
        if not deed or any(char.isdigit() for char in text[match.end() : end]) or _is_so(deed, near, case):
            continue
        found = next((part for part in _parts(near, case) if _tells(part, deed, case)), None)
        if found is not None and taken.take(match.start(), end):
            yield _finding(match.start(), end, found, case)


def _parts(owners: Sequence[int], case: Case) -> Iterator[Part]:
    """The figures of some facts that the text has nowhere and that count a part."""
    for owner in owners:
        before: list[Mention] = []
        for mention in case.evidence.of_fact[owner]:
            figure = mention.atom
            if not isinstance(figure, Quantity) or figure.ordinal or mention.last_year:
                continue
            whole = next((one for one in before[::-1] if _is_greater(one, figure)), None)
            body = case.evidence.facts[owner].text
            is_part = whole is not None or _OF_THEM.search(body[max(0, figure.start - _LEFT) : figure.start])
            is_written = any(
                _is_same(one, figure) and case.is_claimed(one) for one in case.evidence.of_fact[owner]
            )
            if is_part and not is_written:
                yield Part(owner, mention, whole)
            before.append(mention)


def _is_same(mention: Mention, part: Quantity) -> bool:
    """Whether a figure is that of a part: 立案33件，均予答复 of a fact that says 立案33件，答复33件."""
    figure = mention.atom
    return isinstance(figure, Quantity) and (figure.value, figure.unit) == (part.value, part.unit)


def _is_greater(mention: Mention, part: Quantity) -> bool:
    figure = mention.atom
    return isinstance(figure, Quantity) and figure.unit == part.unit and figure.value > part.value


def _tells(part: Part, deed: frozenset[str], case: Case) -> bool:
    """Whether a fact says beside a figure what the text says of all."""
    body, mention = case.evidence.facts[part.owner].text, part.part
    start = max(clause_around(body, mention.atom.start)[0], mention.atom.start - len(mention.left_text))
    told = char_pairs(body[start : mention.atom.start]) | char_pairs(mention.right_text)
    return len(told & deed) >= _SAME_DEED * len(deed)


def _is_so(deed: frozenset[str], owners: Sequence[int], case: Case) -> bool:
    """Whether a fact says the same of all of them."""
    for owner in owners:
        body = case.evidence.facts[owner].text
        for match in _TOLD_OF_ALL.finditer(body):
            if len(char_pairs(body[slice(*clause_around(body, match.start()))]) & deed) * 2 >= len(deed):
                return True
    return False


def _finding(start: int, end: int, found: Part, case: Case) -> Finding:
    body = case.evidence.facts[found.owner].text
    whole = f"{found.whole.atom.text}中的" if found.whole is not None else ""
    written = case.reading.text[start:end]
    message = f"事实写的是{whole}“{found.part.atom.text}”，这里写成了“{written}”，请照事实改写。"
    expected = body[slice(*clause_around(body, found.part.atom.start))]
    return case.finding(
        start, end, "claim_unsupported", message, severity="warn", owner=found.owner, expected=expected
    )
