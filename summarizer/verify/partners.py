"""With whom something was done: 与区人民医院合作 for 与辖区卫生服务中心合作."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.plain import plain_pairs
from summarizer.verify.case import Case
from summarizer.verify.claims import is_open, sentence_at
from summarizer.verify.mentions import char_pairs
from summarizer.verify.spans import TakenSpans

# So much before and behind the partner must be told alike: character pairs that are no common ones.
_REACH, _LEAST_SHARED = 24, 2
_END, _LEVELS = 2, frozenset("省市区县镇乡第")


def other_partners(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """An error for every body no fact knows with which something is said to have been done together.

    Only where a fact tells the same of another body, of whose name nothing stands in the text.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    own = case.evidence.own
    if not any(_partners(case.evidence.facts[owner].body) for owner in range(own)):
        return
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for match in _together().finditer(text):
        sentence = sentence_at(case, match.start())
        is_known = case.evidence.knows(match["who"]) or _general().match(match["who"])
        if sentence is None or is_known or is_open(text, match.start(), only_wishes=True):
            continue
        told = _deed(text, match)
        for owner in case.related(sentence):
            expected = _meant(match["who"], told, owner, case) if owner < own else ""
            if expected and taken.take(*match.span("who")):
                yield case.finding(
                    *match.span("who"), "name_unsupported",
                    f"名称与事实不符：事实写的是“{expected}”，这里写成了“{match['who']}”。",
                    owner=owner, expected=expected, suggestion=expected,
                )  # fmt: skip
                break


def _meant(who: str, told: frozenset[str], owner: int, case: Case) -> str:
    """The partner of a fact that tells the same, "" when it tells another thing or its partner is there."""
    for partner, deed in _partners(case.evidence.facts[owner].body):
        names = char_pairs(partner[:-_END]) - plain_pairs()
        is_there = any(pair in case.reading.text for pair in names) or partner[-2 * _END :] in who
        is_alike = not (set(partner[:-_END]) - _LEVELS).isdisjoint(who)  # 市四院 for 市第四医院
        if not is_there and not is_alike and len(told & deed) >= _LEAST_SHARED:
            return partner
    return ""


@lru_cache(maxsize=4096)
def _partners(fact: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The partners a fact names, each with the character pairs of what was done with it."""
    return tuple((match["who"], _deed(fact, match)) for match in _together().finditer(fact))


def _deed(text: str, match: re.Match[str]) -> frozenset[str]:
    """The character pairs before and behind a partner, common ones left out."""
    around = (
        f"{text[max(0, match.start() - _REACH) : match.start()]}\n{text[match.end() : match.end() + _REACH]}"
    )
    return frozenset(char_pairs(around) - plain_pairs())


@cache
def _together() -> re.Pattern[str]:
    ends = alternation(tuple(mapping("claims", "partners")["ends"].split()))
    return re.compile(
        f"(?:(?<![参未])与|(?<=[，。；、])同|联合(?!工会|会)|会同|携手|联手|协同)(?P<who>(?:(?!与)[\u4e00-\u9fff]){{1,10}}?(?:{ends}))"
        "(?:联合|共同|联手|合作|携手|一道|一起|共建|结对|签订|签署|举办|开展|组织|召开|建立|设立|为|在)"
    )


@cache
def _general() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "partners")["general"].split())))
