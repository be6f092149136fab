"""Honours: awards and ranks that were granted.

The rule for the span, so that one award written in two ways compares equal:

* a rank (一等奖, 亚军) is the rank with the level word straight before it: 市一等奖; what the contest was
  is not part of it. 第一名, 第二名 and 第三名 have the norms of 冠军, 亚军 and 季军;
* any other award is level word + name up to its last noun: 全省工会工作先进单位. Years, the granting body
  (市总工会), 称号 and counts are left out, quotes are left out of the norm, and the level words of one
  level share one norm: 荣获“省级模范职工小家”称号 and 获省模范职工小家 both give 省模范职工小家.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from summarizer.domain import AtomKind, Name
from summarizer.text.lexicon import alternation, mapping, word_list
from summarizer.text.marks import outermost, quote_pairs, widened
from summarizer.text.naming import normalize_name

_HAN = "\u4e00-\u9fff"
_REACH = 60  # how far behind a grant an award's name is looked for, in characters
_QUOTE_REACH = 20
GRADE = re.compile("[特一二三四]等奖|[金银铜]奖|优[秀胜]奖")
"""The prize of a contest, which tells nothing of what was won."""
_GRADE_DIGITS = MappingProxyType({"一": "1", "二": "2", "三": "3"})
_LONGEST_QUOTE = 30
_SURE_ENDINGS = ("奖", "奖状", "奖章", "标兵", "模范", "先锋号", "文明号", "红旗手", "等功", "称号", "锦旗")


def find_honours(text: str) -> tuple[Name, ...]:
    """The honours of `text` in order, ranks included; see the module for what a span takes in.

    A name like 先进集体 counts behind a word that grants (荣获, 被评为, 表彰 …), behind a level word
    (市先进集体，) or before a count or 称号 (先进个人33名); never behind 争创, 申报, 学习 and their like.
    A quoted award is one honour with its quotes: 荣获“工人先锋号”, 省“南粤文明岗”.
    """
    quotes = [pair for pair in quote_pairs(text) if pair[1] - pair[0] <= _LONGEST_QUOTE + 2]
    spans = [*_ranks(text), *_quoted(text, quotes), *_known(text), *_granted(text)]
    return tuple(_honour(text, start, end) for start, end in outermost(widened(spans, quotes)))


def normalize_honour(text: str) -> str:
    """What is compared of an honour's name: level words and ranks in one spelling, no quotes, no 称号."""
    bare = normalize_name(text).removesuffix("荣誉称号").removesuffix("称号")
    ranks: Mapping[str, str] = mapping("honours", "same_rank")
    bare = ranks.get(bare, bare)
    match = _level_head().match(bare)
    if match is None or match.end() == len(bare):
        return bare
    level, rest = _level_names()[match.group()], bare[match.end() :]
    return level + ranks.get(rest, rest)


def names_award(text: str) -> bool:
    """Whether `text` is certainly an award: quoted, of a known name or rank, or with a level word in front.

    Other names behind a grant may be prose that only ends like one (获得…体现在岗).
    """
    if text[:1] in '“‘"「' or _level_head().match(text):
        return True
    return (
        _award().search(text) is not None or _rank().search(text) is not None or text.endswith(_SURE_ENDINGS)
    )


def level_before(text: str, end: int) -> tuple[int, str] | None:
    """Where the level word straight before text[end:] begins, and its level (全省 and 省级 are 省)."""
    match = _level_tail().search(text, max(0, end - 4), end)
    return (match.start(), _level_names()[match.group()]) if match else None


def level_words(text: str) -> tuple[tuple[int, int], ...]:
    """The offsets of the level words of `text`, the longest at each place (全省, 省级, 省)."""
    return tuple(match.span() for match in _level_head().finditer(text))


def _honour(text: str, start: int, end: int) -> Name:
    written = text[start:end]
    return Name(start=start, end=end, text=written, kind=AtomKind.HONOUR, norm=normalize_honour(written))


def _ranks(text: str) -> Iterator[tuple[int, int]]:
    for match in _rank().finditer(text):
        yield _with_level(text, match.start()), match.end()


def _quoted(text: str, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Quotes that name an award: behind a grant, or behind a level word, or beside another one."""
    previous = -1
    grant_ends = [match.end() for match in _grant().finditer(text)] if quotes else []
    for start, end in quotes:
        inner = text[start + 1 : end - 1]
        head = _with_level(text, start)
        tail = text[end : end + 4]
        is_named = _last_ending().search(inner) is not None
        is_listed = previous >= 0 and text[previous:head].strip("、和") == ""
        is_granted = _is_behind(text, grant_ends, head)
        if is_listed or (is_named and head < start) or (is_granted and (is_named or _is_title_tail(tail))):
            previous = end
            yield head, end


def _is_behind(text: str, grant_ends: list[int], position: int) -> bool:
    """Whether a grant ends shortly before `position`, with neither a clause's end nor a quote between."""
    index = bisect_right(grant_ends, position) - 1
    if index < 0 or position - grant_ends[index] > _QUOTE_REACH:
        return False
    return _interruption().search(text, grant_ends[index], position) is None


def _is_title_tail(tail: str) -> bool:
    return (
        tail == "" or tail.startswith(("称号", "荣誉", "殊荣", "奖")) or not "\u4e00" <= tail[0] <= "\u9fff"
    )


def _known(text: str) -> Iterator[tuple[int, int]]:
    for match in _award().finditer(text):
        start, end = match.span()
        head = _with_level(text, start)
        if _wish_before().search(text, max(0, head - 6), head):
            continue
        if (head < start and _border().match(text, end)) or _count_or_title().match(text, end):
            yield head, end


def _granted(text: str) -> Iterator[tuple[int, int]]:
    """Names behind a grant, piece by piece (、 和 and counts divide them), up to the end of the clause."""
    reached = 0
    for match in _grant().finditer(text):
        start = match.end()
        if start < reached:
            continue
        clause_end = _clause_end().search(text, start, start + _REACH)
        reached = clause_end.start() if clause_end else min(len(text), start + _REACH)
        for piece in _piece().finditer(text, start, reached):
            yield from _named_award(text, *piece.span())


def _named_award(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    endings = list(_ending().finditer(text, start, end))
    if not endings:
        called = _called().match(text, start, end)
        if called is not None:
            yield called.span("name")
            return
        praised = _praised().search(text, start, end)
        if praised is not None and _topic().match(text, praised.end()) is None:
            yield praised.span()
        return
    last = endings[-1]
    if _topic().match(text, last.end()):
        return
    head = start
    for cut in _cut().finditer(text, start, last.start()):
        head = cut.end()
    head = _award_head(text, head, last.end())
    name = text[head : last.end()]
    if (
        len(name) > 2
        and len(name) <= _LONGEST_QUOTE
        and not _rank().search(name)
        and not _prose().search(name)
    ):
        yield head, last.end()


def _award_head(text: str, start: int, end: int) -> int:
    """Where the name ending at `end` begins: at its level word, else at a known award, else at `start`."""
    level = _long_level().search(text, start, end)
    if level is not None:
        return level.start()
    if text[start] in '“‘"「' or _level_head().match(text, start):
        return start
    for award in _award().finditer(text, start, end):
        if award.end() == end:
            return _with_level(text, award.start())
    return start


def _with_level(text: str, start: int) -> int:
    """Where the level word straight before `start` begins; `start` when there is none."""
    match = _level_tail().search(text, max(0, start - 4), start)
    return match.start() if match else start


@cache
def _level_names() -> dict[str, str]:
    return {word: level for level, words in mapping("honours", "levels").items() for word in words}


@cache
def _level_head() -> re.Pattern[str]:
    return re.compile(alternation(tuple(_level_names())))


@cache
def _level_tail() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(tuple(_level_names()))})$")


@cache
def _rank() -> re.Pattern[str]:
    ranks = alternation(word_list("honours", "ranks"))
    places = alternation(tuple(mapping("honours", "same_rank")))
    behind_gain = "(?<=[获得赛分组夺级列居体项])"
    return re.compile(
        rf"(?:{ranks})(?![励金品项])|[特一二三四]等(?= ?[0-9])"
        rf"|{behind_gain}(?:{places})(?![{_HAN}])|{behind_gain}(?:{places})(?=[和的等及])"
    )


@cache
def _award() -> re.Pattern[str]:
    return re.compile(alternation(word_list("honours", "awards")))


@cache
def _grant() -> re.Pattern[str]:
    return re.compile(alternation(word_list("honours", "grants")) + "(?:了|过|到)?")


@cache
def _interruption() -> re.Pattern[str]:
    return re.compile("[，。；！？\n“”]")


@cache
def _wish_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(word_list('honours', 'wishes'))})了?$")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(word_list('honours', 'endings'))})(?![励金品项学])")


@cache
def _praised() -> re.Pattern[str]:
    """Awards without a known ending: a level word and a word of praise (省级优秀职工社团)."""
    levels = alternation(tuple(word for word in _level_names() if len(word) > 1))
    bodies = "社团|团队|协会|部门|组织|窗口|阵地|基地|驿站|品牌|社区|医院|学校|食堂"
    return re.compile(
        rf"(?:{levels})[{_HAN}]{{0,6}}(?:优秀|先进|示范|模范|十佳|最佳|最美|标杆)[{_HAN}]{{0,8}}(?:{bodies})"
    )


@cache
def _called() -> re.Pattern[str]:
    """What is called a 称号 without a known ending: 全国先进称号."""
    levels = alternation(tuple(word for word in _level_names() if len(word) > 1))
    return re.compile(rf"(?P<name>(?:{levels})[{_HAN}]{{2,12}}?)(?:荣誉)?(?:称号|殊荣)")


@cache
def _last_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(word_list('honours', 'endings') + word_list('honours', 'ranks'))})$")


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(alternation(word_list("honours", "topics")))


@cache
def _prose() -> re.Pattern[str]:
    return re.compile(r"[了着我们的被\d]")


@cache
def _long_level() -> re.Pattern[str]:
    return re.compile(alternation(tuple(word for word in _level_names() if len(word) > 1)))


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(
        "的|年度|年|总工会|联合会|委员会|人民政府|政府|党委|[省市县区]委|教育局|局|厅|颁发|授予|评选|评为"
    )


@cache
def _border() -> re.Pattern[str]:
    return re.compile(rf"[^{_HAN}]|$|称号|荣誉|等|和|及|各|共")


@cache
def _count_or_title() -> re.Pattern[str]:
    return re.compile(
        r"(?:荣誉)?称号|(?:各|共)?\d+(?:个|名|人|家|位|条|项)|(?:各|共)?[一二两三四五六七八九十]+(?:个|名|人|家|位)"
    )


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile("[，。；：！？,;!?\n]")


@cache
def _piece() -> re.Pattern[str]:
    """The members of a list of awards; each takes at most one quote in."""
    plain = "(?:[^、和及与“”「」]|和(?=[谐美睦平])|与(?=奖))"
    return re.compile(f"{plain}+(?:[“「][^“”「」]*[”」]{plain}*)?|[“「][^“”「」]*[”」]{plain}*")


def tells_grade(grade: str, words: str) -> bool:
    """Whether a mere grade stands in some words, bare of marks, be it in a list: 二等奖 of 一、二等奖."""
    return grade in words or _listed_grade(grade).search(words) is not None


@lru_cache(maxsize=64)
def _listed_grade(grade: str) -> re.Pattern[str]:
    """一等奖 in a list that names the word once: 一、二等奖, 一二三等 3/6/9件, 1等."""
    digit = _GRADE_DIGITS.get(grade[0], grade[0])
    return re.compile(
        f"{grade[0]}[、和及]?(?:[二三四五][、和及]?)*[二三四五]{grade[1]}|(?<![0-9]){digit}等(?!次|候)"
        f"|{grade[0]}[0-9]+[个名]?[二三][0-9]|[一二][0-9]+[个名]?{grade[0]}[0-9]"
    )
