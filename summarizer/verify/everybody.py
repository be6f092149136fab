"""Everybody told for some: 全院职工 for 急诊、重症科室职工, 各学院均 for 部分学院."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, word_list
from summarizer.text.plain import is_plain
from summarizer.verify.case import Case
from summarizer.verify.claims import is_open, sentence_at
from summarizer.verify.spans import TakenSpans

_WHO = "(?:女?(?:教|干部)?职工|员工|教师|会员|干部|医务人员|医护人员|工人|师生|居民)"
_WHOLE = re.compile(
    f"(?P<whole>全[院校厂矿局县市区镇司系行园](?:体)?|全公司|全街道|全集团|(?:公司|学校|医院|单位|机关|街道|社区|集团)?全体|所有)"
    f"的?(?P<who>{_WHO})"
)
_SOME = re.compile(f"(?P<of>[0-9\u4e00-\u9fff]{{2,8}}?)(?:全体|全部|所有)?的?(?P<who>{_WHO})")
_PART = re.compile("部分|个别|少数|有的|一些")
_ALL = re.compile("各[^，。；0-9]{2,10}?均|全部(?=[^，。；0-9]{2,8}(?:已|均|都))")
_NARROWS = re.compile("(?:一线|车间|科室|班组|岗位|部门|学院|年级|工地|井下|户外|野外|夜班|以[下上内])$")
# 全部车间, 各科室: all of what an organisation is made of.
_UNIT = "(?:车间|科室|部门|班组|病区|学院|年级|社区|项目部|门店|网点|楼栋|支部|分会|小组)"
_ALL_UNITS = re.compile(
    f"(?:公司|学校|医院|单位|机关|街道|集团|全[院校厂局])?(?P<all>全部|所有|各个?)(?P<unit>{_UNIT})"
)
_SOME_UNITS = re.compile(f"(?P<of>[\u4e00-\u9fff]{{1,6}}?)(?P<unit>{_UNIT})")
_ALL_SAID = re.compile("全部|所有|各|每个|全[院校厂局]|[0-9一二两三四五六七八九十]+个$")
# 全院6个病区 of a fact that counts those of 内科.
_COUNTED = re.compile("[0-9]|[名位]$")
_ALL_BESIDE = re.compile("(?:全体(?:干部|教)?职工|全[院校厂局县区镇]|全公司|全街道)$")
_OF_BESIDE = re.compile("(?:^|[，。；、：对在])(?P<of>[\u4e00-\u9fff]{2,6})$")
_LEAST, _BESIDE = 2, 8
_ALL_OF = re.compile("(?P<whole>全体|全部|所有|全[院校厂局县市区镇司])的?(?P<noun>[\u4e00-\u9fff]{2})")
_SOME_OF = ("部分", "个别", "少数", "重点", "以下", "以上", "以内", "试点", "规模以上")


def told_of_everybody(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on words for everybody where the fact retold speaks of some.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    found = (*_people(case), *_parts(case), *_units(case), *_counted(case), *_unqualified(case))
    for start, end, expected, owner in found:
        if taken.take(start, end):
            yield case.finding(
                start, end, "claim_unsupported",
                f"范围与事实不符：事实写的是“{expected}”，这里写成了“{case.reading.text[start:end]}”。",
                owner=owner, expected=expected, severity="warn",
            )  # fmt: skip


def _people(case: Case) -> Iterator[tuple[int, int, str, int]]:
    text = case.reading.text
    for match in _WHOLE.finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or case.evidence.knows(match["whole"]) or is_open(text, match.start()):
            continue
        for owner in case.own_retold(sentence):
            told = _narrower(case.evidence.facts[owner].body, match["who"], text)
            if told is not None:
                yield *match.span(), told, owner
                break


def _narrower(body: str, who: str, text: str) -> str | None:
    """The words of a fact that say which people are meant, when the text has them nowhere."""
    for match in _SOME.finditer(body):
        words = match["of"][-_LEAST:]
        is_telling = _NARROWS.search(match["of"]) is not None or not (
            is_plain(words) or _COUNTED.search(words)
        )
        if match["who"] == who and is_telling and words not in text:
            return match.group()
    return None


def _parts(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """各学院均换届 of a fact that says so of 部分学院."""
    text = case.reading.text
    for match in _ALL.finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or is_open(text, match.start(), only_wishes=True):
            continue
        for owner in case.own_retold(sentence):
            told = _PART.search(case.evidence.facts[owner].body)
            if told is not None and told.group() not in text[slice(*case.reading.sentences[sentence])]:
                yield *match.span(), told.group(), owner
                break


def _units(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """公司全部车间 of a fact that says 缝纫一至四车间."""
    text = case.reading.text
    for match in _ALL_UNITS.finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or is_open(text, match.start()):
            continue
        retold = case.own_retold(sentence)
        bodies = [case.evidence.facts[owner].body for owner in retold]
        if any(_ALL_SAID.search(body) and match["unit"] in body for body in bodies):
            continue
        for owner, body in zip(retold, bodies, strict=True):
            told = next((one for one in _SOME_UNITS.finditer(body) if one["unit"] == match["unit"]), None)
            if told is not None and told["of"][-_LEAST:] not in text:
                yield *match.span(), told.group(), owner
                break


def _unqualified(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """全体外地员工 of a fact that says 部分外地员工, 所有企业 of one that says 重点企业."""
    text = case.reading.text
    for match in _ALL_OF.finditer(text):
        sentence = sentence_at(case, match.start())
        if sentence is None or case.evidence.knows(match["whole"]) or is_open(text, match.start()):
            continue
        for owner in case.own_retold(sentence):
            body = case.evidence.facts[owner].body
            told = _narrowed(match["noun"]).search(body) if match["noun"] in body else None
            if told is not None and told["of"] not in text:
                yield match.start("whole"), match.end("noun"), told.group(), owner
                break


@lru_cache(maxsize=1024)
def _narrowed(noun: str) -> re.Pattern[str]:
    """部分外地员工, 重点企业: a word of two characters that says which of them."""
    return re.compile(f"(?P<of>{_narrowing()})的?{noun}")


@cache
def _narrowing() -> str:
    return alternation((*word_list("modifiers", "narrowing"), *_SOME_OF))


def _counted(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """全院6个病区 of a fact that says 内科6个病区: everybody right before an equal figure."""
    text = case.reading.text
    for pair, body in case.equal_figures():
        start = pair.text.atom.start
        written = _ALL_BESIDE.search(text, max(0, start - _BESIDE), start)
        told = _OF_BESIDE.search(body, 0, pair.fact.atom.start)
        if written is None or told is None or case.evidence.knows(written.group()):
            continue
        words = told["of"][-_LEAST:]
        if words not in text and (not is_plain(words) or _NARROWS.search(told["of"])):
            yield written.start(), pair.text.atom.end, told["of"] + pair.fact.atom.text, pair.fact.owner
