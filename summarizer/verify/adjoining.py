"""Words right beside equal figures that say another thing than in their fact: 返贫5户 for 脱困5户.

Each stands on the same side of the figure; the fact's word stands nowhere in the text, the text's in no fact.
Words of ordinary prose, and those that may say the same, are no sign of another thing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType

from summarizer.domain import Finding, Quantity
from summarizer.text.plain import is_plain
from summarizer.text.terms import TOTAL_CUE
from summarizer.text.thesaurus import alike, deeds
from summarizer.text.words import Word, words_of
from summarizer.verify.case import Case, Pair
from summarizer.verify.claims import is_open
from summarizer.verify.mentions import Mention
from summarizer.verify.modifiers import is_unsaid, same_people
from summarizer.verify.spans import TakenSpans

_TAGS = ("n", "v", "b", "j", "l", "s")
_LEAST, _PREPOSITIONS = 2, frozenset("在于向对为把被从")
_PER = re.compile(
    "[每/](?:一个?)?(?P<unit>人|名|位|户|家|餐|天|日|周|月|个月|季度?|年|次|场|期|件|班|学期|课时|节)"
    "(?:（(?P<also>[人户家名])）)?"
)
_SAME_UNIT = MappingProxyType({"名": "人", "位": "人", "日": "天", "个月": "月", "季度": "季"})
_PER_REACH = 8
# 物业类化解: a kind, what it is a kind of, and what was done.
_LABEL = re.compile(
    "(?P<kind>[\u4e00-\u9fff]{2})(?P<sort>[类组队科部班级型岗线区楼])(?P<act>[\u4e00-\u9fff]{2,4})\\Z"
)
_LABEL_REACH = 8


def other_neighbours(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on words beside figures that stand for another word of their fact, in the order of the text.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for pair, body in case.equal_figures():
        mention = pair.text
        if not isinstance(mention.atom, Quantity) or mention.atom.soft or mention.atom.ordinal:
            continue
        for written, told in zip(_sides(mention, case.reading.text), _sides(pair.fact, body), strict=True):
            if written is None or told is None or not _is_other(written, told, case):
                continue
            is_wish = is_open(case.reading.text, written.start, only_wishes=True)
            if not is_wish and taken.take(written.start, written.end):
                yield _finding(case, written.start, written.end, told.text, pair.fact.owner)
        label = _other_label(pair, case)
        if label is not None and taken.take(label[0], mention.atom.end):
            yield _finding(case, label[0], label[1], label[2], pair.fact.owner)
        per = _other_rate(mention, pair.fact, case.reading.text, body)
        if per is not None and taken.take(per.start(), mention.atom.end):
            yield _finding(case, per.start(), per.end(), _rates(pair.fact, body)[0].group(), pair.fact.owner)


def _sides(mention: Mention, text: str) -> tuple[Word | None, Word | None]:
    """The words right before and right behind a figure, by offsets into the text."""
    start = mention.atom.start - len(mention.left_text)
    is_own = text[start : mention.atom.start] == mention.left_text
    before = words_of(mention.left_text.rstrip()) if is_own else ()
    behind = words_of(mention.right_text.removeprefix("的"))
    shift = mention.atom.end + mention.right_text.startswith("的")
    last = before[-1] if before else None
    first = behind[0] if behind else None
    return (
        _moved(last, start) if last is not None and _tells(last) else None,
        _moved(first, shift) if first is not None and _tells(first) else None,
    )


def _tells(word: Word) -> bool:
    return len(word.text) >= _LEAST and word.tag.startswith(_TAGS)


def _moved(word: Word, by: int) -> Word:
    return word._replace(start=word.start + by, end=word.end + by)


def _is_other(written: Word, told: Word, case: Case) -> bool:
    """Whether one word cannot say the other, and neither is anywhere on the other side."""
    word, other = written.text, told.text
    if is_plain(word) or is_unsaid(word) or is_plain(other) or set(word) & set(other):
        return False
    if other[0] in _PREPOSITIONS or (TOTAL_CUE.search(word) and TOTAL_CUE.search(other)):
        return False  # 在 | 校报 is parted wrongly; 总量 is 合计
    if any(map(case.evidence.knows, map("".join, pairwise(word)))):
        return False
    if any(pair in case.reading.text for pair in map("".join, pairwise(other))):
        return False
    if any(one in case.reading.text for one in (*same_people().get(other, ()), *alike(other))):
        return False
    return deeds().get(word, frozenset()).isdisjoint(deeds().get(other, frozenset()))


def _other_label(pair: Pair, case: Case) -> tuple[int, int, str] | None:
    """邻里类化解 of a fact that says 物业类化解7件，邻里类8件: another of the kinds it tells of."""
    beside = case.words_before(pair, _LABEL, _LABEL_REACH)
    if beside is None:
        return None
    written, told = beside
    if written["kind"] == told["kind"] or (written["sort"], written["act"]) != (told["sort"], told["act"]):
        return None
    is_kind = case.evidence.knows(written["kind"] + written["sort"])
    if not is_kind or case.evidence.knows(written.group()) or told.group() in case.reading.text:
        return None
    return written.start(), written.end(), told.group()


def _rates(mention: Mention, text: str) -> list[re.Match[str]]:
    """What a figure is told for each of: 每餐15元, 15元/餐."""
    start = max(0, mention.atom.start - _PER_REACH, mention.atom.start - len(mention.left_text))
    before = list(_PER.finditer(text, start, mention.atom.start))
    behind = _PER.match(text, mention.atom.end)
    return [*before, *([behind] if behind is not None else [])]


def _other_rate(mention: Mention, fact: Mention, text: str, body: str) -> re.Match[str] | None:
    """What a figure of the text is told for each of, when its fact tells it for each of something else."""
    written, told = _rates(mention, text), _rates(fact, body)
    units = [
        {_SAME_UNIT.get(unit, unit) for found in one for unit in found.groups() if unit}
        for one in (written, told)
    ]
    return written[-1] if written and told and units[0].isdisjoint(units[1]) else None


def _finding(case: Case, start: int, end: int, expected: str, owner: int) -> Finding:
    written = case.reading.text[start:end]
    return case.finding(
        start, end, "name_unsupported", f"与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        severity="warn", owner=owner, expected=expected,
    )  # fmt: skip
