"""Half-days and spans of time beside equal dates and figures: 周三上午 for 周三下午, 每月 for 每年."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from summarizer.domain import DateMention, Finding, Quantity
from summarizer.text.lexicon import mapping
from summarizer.verify.case import Case, Pair

_HALF_DAY = re.compile(
    "(?P<morning>上午|早上|早晨|清晨)|(?P<noon>中午)|(?P<later>下午)|(?P<night>晚上|晚间|夜间)"
)
_REACH, _CLAUSE_MARK = 14, re.compile("[，。；：！？\n、]")
_SPAN = re.compile(
    "每(?:[人户位名个]每)?(?P<each>天|日|周|星期|月|季度|季|学期|学年|年)|(?P<mean>[日周月年季])(?=平均|人均|均)"
)
_HOW_OFTEN = re.compile(
    "每(?:[半一1]?个?)(?P<span>天|日|周|星期|旬|月|季度?|半年|学期|学年|年)(?![一二三四五六日天末])"
)
_SAME = {"天": "日", "星期": "周", "季度": "季"}
_PART = re.compile("上半年|下半年|第?[一二三四]季度")
_WHOLE_YEAR = re.compile("全年|年度")


def wrong_rhythms(case: Case) -> Iterator[Finding]:
    """An error for every equal date or figure of which the facts tell another half-day or span of time."""
    for pair in list(case.of_text.values()):
        body = case.evidence.facts[pair.fact.owner].text
        if not case.evidence.may_accuse(pair.fact) or not _tells_rhythm(body):
            continue
        if isinstance(pair.text.atom, DateMention):
            yield from _half_day(pair, case)
        elif isinstance(pair.text.atom, Quantity) and not pair.text.atom.soft:
            yield from _span(pair, case)
            yield from _whole_year(pair, case)


def untold_rhythms(fact: str, sentences: Sequence[str]) -> list[str]:
    """What a fact says of how often something happened (每季度) and none of `sentences` says."""
    return [
        often.group()
        for often in _HOW_OFTEN.finditer(fact)
        if not any(_as_often()[often["span"]].search(sentence) for sentence in sentences)
    ]


@cache
def _as_often() -> Mapping[str, re.Pattern[str]]:
    return {span: re.compile(words) for span, words in mapping("dates", "as_often").items()}


@lru_cache(maxsize=4096)
def _tells_rhythm(fact: str) -> bool:
    """Whether a fact names a half-day, a span or a part of the year at all; few do."""
    return any(pattern.search(fact) for pattern in (_HALF_DAY, _SPAN, _PART))


def _half_day(pair: Pair, case: Case) -> Iterator[Finding]:
    """每周三上午 for 每周三下午; a clock time is judged with its date."""
    mine = _HALF_DAY.match(case.reading.text, pair.text.atom.end)
    body = case.evidence.facts[pair.fact.owner].text
    told = _HALF_DAY.match(body, pair.fact.atom.end)
    if mine is not None and told is not None and mine.lastgroup != told.lastgroup:
        yield _finding(pair, pair.text.atom.start, mine.end(), body[pair.fact.atom.start : told.end()], case)


def _span(pair: Pair, case: Case) -> Iterator[Finding]:
    """每人每月福利1800元 for 每人每年福利1800元."""
    body = case.evidence.facts[pair.fact.owner].text
    mine = _only(_SPAN, case.reading.text, pair.text.atom.start)
    told = _only(_SPAN, body, pair.fact.atom.start)
    if mine is not None and told is not None and _named(mine) != _named(told):
        yield _finding(pair, mine.start(), mine.end(), told.group(), case)


def _whole_year(pair: Pair, case: Case) -> Iterator[Finding]:
    """全年发展会员22人 for 上半年发展会员22人."""
    body = case.evidence.facts[pair.fact.owner].text
    mine = _only(_WHOLE_YEAR, case.reading.text, pair.text.atom.start)
    told = _only(_PART, body, pair.fact.atom.start)
    if mine is None or told is None or mine.group() != "全年" or "全年" in body:
        return
    sentence = slice(*case.reading.sentences[pair.text.owner])
    if _PART.search(case.reading.text[sentence]) is None:
        yield _finding(pair, mine.start(), mine.end(), told.group(), case)


def _only(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """The one match in the clause before an offset, None when there are none or several."""
    start = max(0, end - _REACH)
    for mark in _CLAUSE_MARK.finditer(text, start, end):
        start = mark.end()
    found = list(pattern.finditer(text, start, end))
    return found[0] if len(found) == 1 else None


def _named(span: re.Match[str]) -> str:
    word = span["each"] or span["mean"]
    return _SAME.get(word, word)


def _finding(pair: Pair, start: int, end: int, expected: str, case: Case) -> Finding:
    written = case.reading.text[start:end]
    return case.finding(
        start, end, "date_unsupported", f"时间与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        owner=pair.fact.owner, expected=expected, suggestion=expected,
    )  # fmt: skip
