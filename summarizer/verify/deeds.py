"""Deeds and outcomes that no fact holds: 发放慰问品, 院领导带队走访, 职工工资稳步增长.

A verb of doing needs the noun at the end of its object in a fact. Things that are said to have changed,
subject first (睡眠质量明显改善), are outcomes unless every summary speaks of that subject (凝聚力不断增强);
the same verb before its noun (改善睡眠质量) is an aim and left alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping, word_list
from summarizer.text.plain import plain_words, unplain
from summarizer.text.words import Word, words_of
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, has_of_itself, is_open, tells_growth
from summarizer.verify.marks import MEMBER
from summarizer.verify.mentions import PENDING
from summarizer.verify.modifiers import aims
from summarizer.verify.spans import TakenSpans

_OBJECT = ("n", "b", "j", "a", "z", "l", "vn")
_SKIPPED = ("m", "q", "u")
# 群众性 of 开展群众性创新 is no object.
_PROPERTY = "性"
_VENUE = re.compile("(?:活动|比赛|举办|会议)?地点(?:在|为|是|设在|选在|位于)(?P<place>[\u4e00-\u9fff]{2,10})")
# 赴翠屏山森林公园秋游
_GONE_TO = re.compile(
    "(?:赴|前往)(?P<place>[\u4e00-\u9fff]{2,10}?)(?:一日)?(?=[春秋]游|疗?休养|疗养|参观|考察|研学|踏青|团建|观摩|学习|交流|采摘|旅游)"
)
# 健全组织网络: behind these 组织 is what is built up.
_BUILT_UP = re.compile("(?:健全|完善|优化|壮大|夯实|建强|延伸|织密|扩大|拓展|扩展|巩固)(?:了|工会|基层)?$")

_OF_BODY = frozenset("对有")
# 组织架构上: what the union is made of.
_MAKE_UP = ("架构", "网络", "体系", "结构", "形式", "机构", "制度", "力量", "覆盖")
_UNION_ENDS = ("工会", "会", "体")
# 提交大会审议: what is handed to a meeting is told by what the meeting does with it.
_MEETINGS = frozenset({"会议", "大会"})


def unheld_deeds(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on deeds and outcomes that no fact holds.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans(
        [
            *((found.start, found.end) for found in findings if found.severity != "info"),
            *(match.span() for match in PENDING.finditer(text)),
        ]
    )
    for start, end in sorted(
        (*_objects(case), *_outcomes(case), *_leaders(case), *_events(case), *_venues(case))
    ):
        if not taken.touches(*clause_around(text, start)) and taken.take(start, end):
            message = f"事实中没有写“{text[start:end]}”，请补充事实或删去。"
            yield case.finding(start, end, "claim_unsupported", message, severity="warn")


def _objects(case: Case) -> Iterator[tuple[int, int]]:
    """Verbs of doing with an object whose last noun stands in no fact, from the verb on."""
    text = case.reading.text
    for clause in MEMBER.finditer(text):
        if aims().match(clause.group()):
            continue
        words = words_of(clause.group())
        for index, word in enumerate(words):
            if word.text not in _verbs() or not word.tag.startswith("v"):
                continue
            if _names_no_deed(word, clause.group(), case):
                continue
            thing = _object(words[index + 1 :])
            if word.text == "提交" and thing is not None and thing.text in _MEETINGS:
                continue
            around = clause.group()[thing.start - 1 : thing.end + 1] if thing is not None else ""
            if thing is None or thing.text in _common() or _is_known(around, case):
                continue
            if has_of_itself(word.text, clause.group()[word.end : thing.end], case):
                continue
            if case.evidence.knows_for_short(clause.group()[max(0, thing.start - 2) : thing.end]):
                continue  # 团体辅导 is the 团辅 of a fact
            if any(case.evidence.knows(one + other) for one, other in product(word.text, thing.text)):
                continue  # 缴纳费用 is the 缴费 of a fact
            start = clause.start() + word.start
            if not is_open(text, start, only_wishes=True):
                yield start, clause.start() + thing.end


def _names_no_deed(word: Word, clause: str, case: Case) -> bool:
    """Whether a verb is part of a name or tells what the union or a body is."""
    if word.start > 1 and case.evidence.knows(clause[word.start - 2 : word.end]):
        return True  # 结对帮扶心手相牵: a name of what a fact tells
    if word.text == "联合" and clause.startswith(_UNION_ENDS, word.end):
        return True  # 商圈联合工会
    if word.text == "组织" and _BUILT_UP.search(clause, 0, word.start):
        return True
    if word.text == "组织" and (
        clause[word.end : word.end + 1] in _OF_BODY or clause.startswith(_MAKE_UP, word.end)
    ):
        return True  # 组织有形, 组织对职工的牵挂
    return clause[word.end : word.end + 1] == "的"  # 今年组建的一支队伍


def _object(words: Sequence[Word]) -> Word | None:
    """The last noun of the object that the words begin with, figures and measures before it left out."""
    last: Word | None = None
    for word in words:
        if word.tag.startswith(_SKIPPED):
            if last is not None:
                break
        elif word.tag.startswith(_OBJECT):
            last = word
        else:
            break
    return (
        last
        if last is not None
        and last.tag.startswith(("n", "j", "l", "vn"))
        and len(last.text) > 1
        and last.text[-1] != _PROPERTY
        else None
    )


def _is_known(noun: str, case: Case) -> bool:
    """Whether a fact or the frame holds two neighbouring characters of a noun, or 代表大会 for 教代会."""
    if "代会" in noun and case.evidence.knows("代表大会"):
        return True
    return any(case.evidence.knows(noun[at : at + 2]) for at in range(len(noun) - 1))


def _outcomes(case: Case) -> Iterator[tuple[int, int]]:
    """Subjects with a verb of change behind them."""
    text = case.reading.text
    for match in _change().finditer(text):
        subject = match["subject"]
        if aims().match(subject) or is_open(text, match.start("verb"), only_wishes=True):
            continue
        if _neutral_subject().search(subject) or case.evidence.knows(match["verb"]):
            continue
        if not tells_growth(case, match.start("verb")):
            yield match.start("subject"), match.end("verb")
    for match in _measured().finditer(text):
        is_wish = is_open(text, match.start(), only_wishes=True)
        if not is_wish and not tells_growth(case, match.start()):
            yield match.span()


@cache
def _measured() -> re.Pattern[str]:
    """有效提升了职工满意度: something measured is said to have moved, without a figure."""
    verbs, metrics = (alternation(word_list("deeds", key)) for key in ("changes", "metrics"))
    return re.compile(
        rf"(?:(?:有效|明显|显著|大大|极大|切实|稳步)(?:地)?(?:{verbs})了?|(?:{verbs})了)"
        rf"[^，。；、\n\d]{{0,8}}(?:{metrics})(?=[，。；！\n、]|$)"
    )


@cache
def _change() -> re.Pattern[str]:
    adverbs, verbs = (alternation(word_list("deeds", key)) for key in ("adverbs", "changes"))
    return re.compile(
        rf"(?:^|(?<=[，。；：！？\n、]))(?P<subject>[\u4e00-\u9fff]{{2,14}}?)(?:{adverbs})+(?P<verb>{verbs})"
        r"(?:了)?(?=[，。；！\n、]|$)"
    )


@cache
def _neutral_subject() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(word_list('deeds', 'subjects'))})的?$")


def _events(case: Case) -> Iterator[tuple[int, int]]:
    """Meetings and ceremonies that are said to have been held and of whose name no fact has anything."""
    text = case.reading.text
    for match in _event().finditer(text):
        is_told = _is_known(match["event"], case) or is_open(text, match.start(), only_wishes=True)
        if not is_told:
            yield match.span()


def _venues(case: Case) -> Iterator[tuple[int, int]]:
    """Places where something is said to have been of which no fact has anything: 活动地点在公园."""
    for match in _VENUE.finditer(case.reading.text):
        if not _is_known(match["place"], case) and not is_open(
            case.reading.text, match.start(), only_wishes=True
        ):
            yield match.span()
    for match in _GONE_TO.finditer(case.reading.text):
        place = match["place"]
        if (
            unplain(place)
            and not _is_known(place, case)
            and not is_open(case.reading.text, match.start(), only_wishes=True)
        ):
            yield match.start(), match.end("place")


@cache
def _event() -> re.Pattern[str]:
    events, manners = (alternation(word_list("deeds", key)) for key in ("events", "manners"))
    return re.compile(
        f"(?P<event>[\u4e00-\u9fff]{{2,8}}(?:{events}))(?:{manners})*(?:举行|召开|举办|启动|落幕)"
    )


def _leaders(case: Case) -> Iterator[tuple[int, int]]:
    """People of office who are said to have been there themselves."""
    text = case.reading.text
    for match in _led().finditer(text):
        is_told = case.evidence.knows(match["office"]) or case.evidence.knows(match["act"])
        if not is_told and not is_open(text, match.start(), only_wishes=True):
            yield match.span()


@cache
def _led() -> re.Pattern[str]:
    offices, acts = (alternation(word_list("deeds", key)) for key in ("offices", "presences"))
    return re.compile(
        f"(?:主要|分管|上级|单位)?[院校局厂区县市省]?(?P<office>{offices})(?:分别|亲自|一行|等|多次|还|也)*(?P<act>{acts})"
    )


@cache
def _verbs() -> frozenset[str]:
    return frozenset(mapping("claims", "acts")["verbs"].split()) | frozenset(word_list("deeds", "verbs"))


@cache
def _common() -> frozenset[str]:
    return (frozenset(word_list("deeds", "objects")) | plain_words()) - frozenset(
        word_list("deeds", "concrete")
    )
