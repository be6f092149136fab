"""Two things that belong together, told crosswise: 信息科甲、产科乙 for 甲（产科）、乙（信息科）."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.plain import is_plain
from summarizer.verify.case import Case
from summarizer.verify.spans import TakenSpans

_HAN = "[\u4e00-\u9fff]"
_BEHIND = re.compile(f"(?P<one>{_HAN}{{2,8}})[（(](?P<other>{_HAN}{{2,8}})[）)]")
# 车工 雍建 / 调度 晏海涛
_MEMBER = re.compile(
    f"(?:^|[/／、；;：:] ?)(?P<one>{_HAN}{{2,6}})[ \u3000](?P<other>{_HAN}{{2,6}})(?=[/／、；; ]|$)"
)
_PLACED = re.compile(
    f"(?P<one>{_HAN}{{2,6}}?)(?:比赛|项目|赛)?(?:第[一二三1-3]名?|[冠亚季]军|[一二三]等奖)[：:为是归]?"
    f"(?P<other>{_HAN}{{2,8}})(?=[，。；、]|$)"
)
_SEGMENT = re.compile("[^，。；、/：:\n]+")
_STEM = 2
_MOST = 12


class Couple(NamedTuple):
    """Two words of a fact of which one tells of the other."""

    one: str
    other: str

    @property
    def stems(self) -> tuple[str, str]:
        """What a text keeps of the two: a name in full, of longer words the beginning."""
        return self.one[: _STEM + 1], self.other[:_STEM]


def told_crosswise(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Two errors for every two couples of a fact whose parts the text gives to each other.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for owner in range(case.evidence.own):
        for first, second in combinations(_couples(case.evidence.facts[owner].body), 2):
            for left, right in (
                (first, second),
                (Couple(first.other, first.one), Couple(second.other, second.one)),
            ):
                for start, end, expected in _crossed(left, right, text):
                    if taken.take(start, end):
                        yield case.finding(
                            start, end, "name_unsupported",
                            f"与事实不符：事实写的是“{expected}”，这里写成了“{text[start:end]}”。",
                            owner=owner, expected=expected,
                        )  # fmt: skip


@lru_cache(maxsize=4096)
def _couples(fact: str) -> tuple[Couple, ...]:
    """The couples of a fact that share no word; none when it has but one."""
    for pattern in (_BEHIND, _MEMBER, _PLACED):
        found = [
            Couple(match["one"], match["other"])
            for match in pattern.finditer(fact)
            if not (is_plain(match["one"][-_STEM:]) and is_plain(match["other"][:_STEM]))
        ]
        words = [stem for couple in found for stem in couple.stems]
        if len(found) > 1 and len(set(words)) == len(words):
            return tuple(found[:_MOST])
    return ()


def _crossed(first: Couple, second: Couple, text: str) -> Iterator[tuple[int, int, str]]:
    """Where one stretch joins the first word of a couple with the other of the next, and one the reverse."""
    mine = list(_stretches(first, second, text))
    theirs = list(_stretches(second, first, text))
    if mine and theirs:
        yield *mine[0], f"{first.one}{first.other}"
        yield *theirs[0], f"{second.one}{second.other}"


def _stretches(holder: Couple, giver: Couple, text: str) -> Iterator[tuple[int, int]]:
    """The stretches between marks that have `holder.one` and `giver.other`, but not their own partners."""
    wanted, unwanted = (holder.stems[0], giver.stems[1]), (holder.stems[1], giver.stems[0])
    for match in _SEGMENT.finditer(text):
        words = match.group()
        if all(stem in words for stem in wanted) and not any(stem in words for stem in unwanted):
            yield match.span()
