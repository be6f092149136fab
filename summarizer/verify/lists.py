"""Members of lists that no fact holds: 微波炉、血压计 for 微波炉、急救箱, 会员和客户 for 会员."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.domain import Finding, Name
from summarizer.text.lexicon import characters
from summarizer.text.plain import is_plain, unplain
from summarizer.text.thesaurus import synonyms
from summarizer.verify.case import Case
from summarizer.verify.claims import sentence_at
from summarizer.verify.mentions import PENDING, blanked, char_pairs
from summarizer.verify.spans import TakenSpans

_LINK = re.compile(
    "、|(?<=[\u4e00-\u9fff]{2})(?:以及|和(?![谐睦平美善气好])|及(?!时|其|格)|(?<!参)与(?!会|时))(?=[\u4e00-\u9fff]{2})"
)
_BORDER = re.compile("[，。；：！？\n（）()“”《》]")
_HAN = re.compile("[\u4e00-\u9fff]+?(?=等|[^\u4e00-\u9fff]|$)")
# A list goes on behind what is said of one of its members: 剪纸（非遗）、烘焙.
_ASIDE = re.compile("（[^（）\n、]{1,12}）(?=、)")
_LONGEST, _LEAST = 8, 2
_MOST_MEMBERS = 40


class Member(NamedTuple):
    """One member of a list, up to its first figure.

    Attributes:
        start, end: offsets into the text.
    """

    start: int
    end: int
    words: str


def foreign_members(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on list members without a source that stand beside members the facts hold.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    figures = [(m.atom.start, m.atom.end) for m in case.reading.mentions if not isinstance(m.atom, Name)]
    asides = (match.span() for match in _ASIDE.finditer(case.reading.text))
    text = blanked(case.reading.text, [*figures, *asides])
    if _LINK.search(text) is None:
        return
    pending = (match.span() for match in PENDING.finditer(text))
    taken = TakenSpans([*((found.start, found.end) for found in findings), *pending])
    for members in _lists(text):
        known = [_is_known(member.words, case) for member in members]
        if not any(known):
            continue
        for number, member in enumerate(members):
            # What a list begins with is not told from the words before it.
            word = (
                _foreign(member, case, is_last=number == len(members) - 1)
                if number and not known[number]
                else None
            )
            found = _finding(word, members, case) if word is not None else None
            if found is not None and taken.take(found.start or 0, found.end or 0):
                yield found


def _lists(text: str) -> Iterator[list[Member]]:
    """The lists of the text: pieces of a clause that 、 or 和 joins."""
    start = 0
    for border in (*(match.span() for match in _BORDER.finditer(text)), (len(text), len(text))):
        links = [match.span() for match in _LINK.finditer(text, start, border[0])]
        if links and len(links) < _MOST_MEMBERS:
            starts = [start, *(end for _, end in links)]
            ends = [*(begin for begin, _ in links), border[0]]
            yield [
                Member(match.start(), match.end(), match.group())
                for left, right in zip(starts, ends, strict=True)
                if (match := _HAN.search(text, left, right)) is not None
            ]
        start = border[1]


def _is_known(words: str, case: Case) -> bool:
    """Whether a member stands in a fact, or begins or ends with what is a member there."""
    if any(map(case.evidence.knows, synonyms(words))):
        return True
    return len(words) >= _LEAST and any(
        len(part) >= _LEAST and part in case.evidence.bare_facts for part in (words, words[-3:], words[:3])
    )


def _foreign(member: Member, case: Case, *, is_last: bool) -> Member | None:
    """The part of a member that no fact holds, None when there is none; a last member may go on behind it."""
    words = member.words
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    end = next((at for at, pair in enumerate(pairs) if case.evidence.knows(pair)), len(words))
    if end < len(words) and not is_last:
        return None
    word = words[: min(end, _LONGEST)]
    if word[-1:] in characters("places", "acts"):
        return None
    return Member(member.start, member.start + len(word), word) if len(word) >= _LEAST else None


def _finding(word: Member, members: Sequence[Member], case: Case) -> Finding | None:
    """A changed member when the facts list another one in its place, an added one unless plain."""
    found = _in_place_of(word, members, case)
    if found is None:
        is_thing = _is_thing(word, case.reading.text) or _goes_on(word, members, case)
        if len(unplain(word.words)) < _LEAST or not is_thing:
            return None
        message = f"事实中没有“{word.words}”，请补充事实或删去。"
        return case.finding(word.start, word.end, "claim_unsupported", message, severity="warn")
    owner, expected, is_rest_alike = found
    end = min(word.end, word.start + len(expected))
    written = case.reading.text[word.start : end]
    if (is_plain(written) and not is_rest_alike) or written[-1:] in characters("places", "acts"):
        return None
    message = f"与事实不符：事实写的是“{expected}”，这里写成了“{written}”。"
    return case.finding(
        word.start, end, "name_unsupported", message, owner=owner, expected=expected, suggestion=expected
    )


def _goes_on(word: Member, members: Sequence[Member], case: Case) -> bool:
    """Whether a fact lists all the other members, and no more: 海川、云岫、临屿 for 海川、云岫."""
    others = [member.words for member in members if member.start != word.start]
    return any(
        len(listed) == len(others)
        and all(one.words[-_LEAST:] == words[-_LEAST:] for one, words in zip(listed, others, strict=True))
        for fact in case.evidence.facts[: case.evidence.own]
        for listed in _lists(fact.body)
    )


def _is_thing(word: Member, text: str) -> bool:
    """Whether a member is counted, or ends like the name of a body, a person's trade or a thing."""
    return text[word.end : word.end + 1].isdigit() or word.words[-1] in characters("places", "things")


def _is_drawn_out(written: str, told: str) -> bool:
    """Whether a verb of one character is written with two before the same words: 修理水表 for 修水表."""
    common = min(len(written) - 2, len(told) - 1)
    return common > 0 and told[0] in written[:2] and written[2 : 2 + common] == told[1 : 1 + common]


def _in_place_of(word: Member, members: Sequence[Member], case: Case) -> tuple[int, str, bool] | None:
    """The index of a fact that lists what the text lists here, and its member that the text has nowhere.

    Last comes whether the two lists are otherwise the same: then a plain word is no less another member.
    """
    written = [member.words for member in members if member.start != word.start]
    whole = next((member.words for member in members if member.start == word.start), word.words)
    sentence = sentence_at(case, word.start)
    for number in case.related(sentence) if sentence is not None else ():
        if number >= case.evidence.own:
            continue
        body = case.evidence.facts[number].body
        if not any(words in body or words[-3:] in body or words[:3] in body for words in written):
            continue
        for listed in _lists(body):
            is_rest_alike = len(listed) == len(members) and all(
                any(words[-3:] in one.words or one.words[-3:] in words for one in listed) for words in written
            )
            for member in listed:
                if _is_drawn_out(whole, member.words):
                    continue
                # The last member goes on with what they all are: 客房、餐饮、前厅服务技能比赛.
                told = member.words[: len(word.words)] if member is listed[-1] else member.words
                pairs = char_pairs(told)
                is_absent = pairs and not any(pair in case.reading.text for pair in pairs)
                common = len(set(told) & set(word.words))
                if is_absent and 2 * common <= min(len(told), len(word.words)):
                    return number, told, is_rest_alike
    return None
