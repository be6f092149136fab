"""Figures, dates and names of the samples that found their way into a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from summarizer.domain import AtomKind, DateMention, Finding, Name, Period, Quantity
from summarizer.text.atoms import find_atoms
from summarizer.text.plain import is_plain
from summarizer.verify.case import Case
from summarizer.verify.claims import sentence_at
from summarizer.verify.evidence import Evidence, bare
from summarizer.verify.marks import HAN_RUN

_MAY_LEAK = frozenset(
    {
        "figure_unsupported",
        "figure_changed",
        "date_unsupported",
        "title_unsupported",
        "honour_unsupported",
        "name_unsupported",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleAtoms:
    """What the samples say that must not be said here: comparable keys of their atoms."""

    keys: frozenset[str]

    @classmethod
    def read(cls, samples: Sequence[str], period: Period | None) -> "SampleAtoms":
        """The atoms of unmasked sample texts."""
        return cls(keys=_sample_keys(tuple(samples), period))


@lru_cache(maxsize=64)
def _sample_keys(samples: tuple[str, ...], period: Period | None) -> frozenset[str]:
    return frozenset(_key(atom) for sample in samples for atom in find_atoms(sample, period=period))


def _key(atom: Quantity | DateMention | Name) -> str:
    if isinstance(atom, Quantity):
        return f"{atom.value.normalize():f}{atom.unit}"
    if isinstance(atom, DateMention):
        return (
            f"{atom.month}月{atom.day}日"
            if atom.month
            else f"{atom.year}{atom.part}{atom.weekday}{atom.minutes}"
        )
    return bare(atom.norm)


_NAMED = frozenset({AtomKind.ORGANISATION, AtomKind.PERSON})
# 区总工会 and 物业公司 are in every summary; a name is somebody's own from so many characters on.
_LEAST_NAME = MappingProxyType({AtomKind.ORGANISATION: 6})
# Where people went: 赴青溪古镇, 走进云栖山风景区.
_PLACE = re.compile(
    "(?:(?:赴|前往|走进|来到|抵达|奔赴)(?P<name>[\u4e00-\u9fff]{2,7}?(?:古镇|景区|风景区|纪念馆|博物馆|展览馆|公园|基地|山|湖|岛|村|寨|镇|乡))"
    "|在(?P<site>[\u4e00-\u9fff]{2,6}?(?:厂区|校区|院区|园区|广场|礼堂|会堂|体育馆|文化[宫馆]|图书馆|展览馆|剧[院场]|影院|酒店|宾馆|会议中心|活动中心|体育中心|公园|基地)))"
)
_WENT_TO = re.compile(
    "(?:赴|前往|走进|来到|抵达|奔赴)(?P<name>[\u4e00-\u9fff]{2,8}?(?P<sort>古镇|景区|纪念馆|博物馆|展览馆|故居|旧址|公园|陵园|基地))"
)


def _places(text: str) -> Iterator[re.Match[str]]:
    return _PLACE.finditer(text)


@lru_cache(maxsize=64)
def _sample_places(samples: tuple[str, ...]) -> frozenset[str]:
    return frozenset(match["name"] or match["site"] for sample in samples for match in _places(sample))


@lru_cache(maxsize=64)
def _sample_names(samples: tuple[str, ...]) -> tuple[str, ...]:
    """The organisations and persons of sample texts by full names that no other unit is likely to have."""
    atoms = (atom for sample in samples for atom in find_atoms(sample))
    names = (atom for atom in atoms if isinstance(atom, Name))
    return tuple(
        sorted(
            {
                name.text
                for name in names
                if name.kind in _NAMED
                and len(name.text) >= _LEAST_NAME.get(name.kind, 3)
                and HAN_RUN.fullmatch(name.text)
                and not is_plain(name.text)
            }
        )
    )


def leaked_places(case: Case, samples: Sequence[str]) -> Iterator[Finding]:
    """An error for every place somebody went to in a sample and in the text, but in no fact.

    So for the full names of organisations and persons, whatever stands around them in the text.
    """
    if not samples:
        return
    theirs = _sample_places(tuple(samples))
    for name in _sample_names(tuple(samples)):
        at = case.reading.text.find(name)
        if at >= 0 and not case.evidence.knows(bare(name)):
            message = f"“{name}”来自范文，事实中没有。"
            yield case.finding(at, at + len(name), "sample_leak", message)
    for match in _places(case.reading.text):
        name = match["name"] or match["site"]
        if name in theirs and not case.evidence.knows(name):
            message = f"“{name}”来自范文，事实中没有。"
            yield case.finding(match.end() - len(name), match.end(), "sample_leak", message)


def other_places(case: Case) -> Iterator[Finding]:
    """An error for a place of the same sort as one that people of a fact went to, which stands nowhere."""
    written = [
        match for match in _WENT_TO.finditer(case.reading.text) if not case.evidence.knows(match["name"])
    ]
    for number in range(case.evidence.own if written else 0):
        for told in _WENT_TO.finditer(case.evidence.facts[number].text):
            if told["name"] in case.reading.text:
                continue
            for match in written:
                if match["sort"] == told["sort"] and number in case.related(
                    sentence_at(case, match.start()) or 0
                ):
                    expected = told["name"]
                    message = f"地点与事实不符：事实写的是“{expected}”，这里写成了“{match['name']}”。"
                    yield case.finding(
                        *match.span("name"), "name_unsupported", message,
                        owner=number, expected=expected, suggestion=expected,
                    )  # fmt: skip


def leaked(findings: Sequence[Finding], samples: SampleAtoms, evidence: Evidence) -> list[Finding]:
    """The findings, with those whose span stands in a sample turned into `sample_leak`."""
    if not samples.keys:
        return list(findings)
    return [_as_leak(finding) if _leaks(finding, samples, evidence) else finding for finding in findings]


def _leaks(finding: Finding, samples: SampleAtoms, evidence: Evidence) -> bool:
    if finding.kind not in _MAY_LEAK:
        return False
    atoms = find_atoms(finding.text, period=evidence.frame.period)
    return bare(finding.text) in samples.keys or any(_key(atom) in samples.keys for atom in atoms)


def _as_leak(finding: Finding) -> Finding:
    return replace(
        finding, kind="sample_leak", severity="error", message=f"“{finding.text}”来自范文，事实中没有。"
    )
