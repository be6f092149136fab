"""Plans and unfinished matters of the facts that a text tells as done (拟建 → 已建成)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.domain import Finding
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.sentences import split_clauses
from summarizer.text.thesaurus import deeds
from summarizer.verify.case import Case
from summarizer.verify.claims import sentence_at
from summarizer.verify.coverage import sentences_by_gram
from summarizer.verify.mentions import FactReading, char_pairs
from summarizer.verify.spans import TakenSpans

# A clause tells the matter of a fact's plan when it holds this share of the plan's character pairs.
_SAME_MATTER, _SURE = 0.5, 0.75
# So much of another fact, one that tells of what is done, makes a clause that fact's.
_HELD = 0.6
_LEAST_PAIRS, _LONGEST_OPEN, _LONGEST_PAIR = 2, 4, 40
_LONGEST_TAIL = 8
# 明年打算：建托管点1处
_LABEL = re.compile("[^，。；：:]{2,8}[：:]")

# From one of these on a text may speak of what is to come, sentence after sentence.
_AHEAD = re.compile(
    "下一?步|下一?阶段|[明下]一?年|下半年|今后|未来|展望|[打计规]划|打算|拟|将|不足|短板|问题|困难和|正在|筹"
)
_SAID_DONE = re.compile(
    "已(?:经)?(?:全部|顺利|如期|为[^，。；]{1,8})?(?:完成|建成|改造|改建|投入使用|落成|启用|出台|聘请|聘用|购置|购买|成立|设立|开设|增设|新增|新建|完工|竣工)"
)
# 已选址: a first step that the fact itself tells as taken.
_STEP = re.compile("已[\u4e00-\u9fff]{2}$")
_IN_TIME = re.compile("[\\d一二三四五六七八九十]+月|季度|半年|年[底初内]|[明今]年")
_ACT_IN_TIME = re.compile(
    "(?:[\\d一二三四五六七八九十]+月(?:[\\d一二三四五六七八九十]+[日号])?(?:份|底|初|前|中旬|上旬|下旬)*|季度|半年|年[底初内])"
    "(?P<act>[\u4e00-\u9fff]{2})$"
)
_TIME = re.compile(
    "[上下]半年|[明今本]年|第?[一二三四]季度|年底|年内|[\\d一二三四五六七八九十]+月(?:份|底|初|前)*"
)


def told_as_done(case: Case, *, outlook: bool = False) -> Iterator[Finding]:
    """A warning for every clause that tells a plan of the facts as done.

    Args:
        case: the text and the facts.
        outlook: the text is one of problems or plans, where nothing need say that it is still to come.
    """
    text = case.reading.text
    plans = {
        (plan, pairs): owner
        for owner in reversed(range(case.evidence.own))
        for plan, pairs in plans_of(case.evidence.facts[owner])
    }
    taken = TakenSpans()
    for start, end, plan, owner in _done_in_time(case):
        if taken.take(start, end):
            yield _finding(start, end, plan, owner, case)
    if not plans:
        return
    index = sentences_by_gram(case.reading)
    is_open_text = outlook or _open_words().search(text) is not None
    ahead = _AHEAD.search(text)
    outlook_from = ahead.start() if ahead is not None else len(text)
    for (plan, pairs), owner in plans.items():
        for start, end, words in _clauses(case, pairs, index):
            share = len(pairs & char_pairs(words)) / len(pairs)
            is_done = share >= _SAME_MATTER and _done().search(words) is not None
            is_whole = share >= _SAME_MATTER and all(char in words for pair in pairs for char in pair)
            is_same = share >= _SURE or is_whole
            is_same = is_same or (share >= _SAME_MATTER and _has_figure_of(owner, start, end, case))
            is_sure = is_same and (not is_open_text or (not outlook and start < outlook_from))
            is_told = (step := _STEP.search(words)) and step.group() in case.evidence.facts[owner].body
            if (
                (is_done or is_sure)
                and not is_told
                and (_has_figure_of(owner, start, end, case) or not _is_held_done(words, owner, case))
                and not _is_settled_beside(plan, owner, start, end, case)
                and taken.take(start, end)
            ):
                yield _finding(start, end, plan, owner, case)


def _finding(start: int, end: int, plan: str, owner: int, case: Case) -> Finding:
    message = f"事实写的是“{plan}”，尚未完成，这里写成了已经做到的事。"
    return case.finding(start, end, "claim_unsupported", message, severity="warn", owner=owner, expected=plan)


def _done_in_time(case: Case) -> Iterator[tuple[int, int, str, int]]:
    """已于3月开工 of 计划明年3月开工: the act of a plan told as done where the plan has its time."""
    text = case.reading.text
    for owner in range(case.evidence.own):
        for plan, act in _acts_in_time(case.evidence.facts[owner].body):
            done = f"已(?:经)?[于在][^，。；]{{1,10}}{act}|(?:[0-9]+月|季度|年[初中底内])份?已(?:经)?{act}"
            for match in re.finditer(done, text):
                if _IN_TIME.search(match.group()):
                    yield *match.span(), plan, owner


@lru_cache(maxsize=4096)
def _acts_in_time(fact: str) -> tuple[tuple[str, str], ...]:
    """The clauses of a fact that plan an act for some time, with the act; none that it tells elsewhere."""
    clauses = (fact[start:end] for start, end in split_clauses(fact))
    planned = [
        (clause, match["act"])
        for clause in clauses
        if _pending().search(clause) and (match := _ACT_IN_TIME.search(clause))
    ]
    return tuple((clause, act) for clause, act in planned if act not in fact.replace(clause, ""))


def tells_plan(words: str) -> bool:
    """Whether some words of a fact say that what they tell of is still to come."""
    return _pending().search(words) is not None


def _is_held_done(words: str, owner: int, case: Case) -> bool:
    """Whether another fact tells as done what a clause says: 活动中心已完成选址 beside 计划建成活动中心."""
    written = char_pairs(words)
    for fact in case.evidence.facts[: case.evidence.own]:
        if fact is case.evidence.facts[owner] or _done().search(fact.body) is None:
            continue
        if _pending().search(fact.body) is not None:
            continue
        clauses = (fact.body[start:end] for start, end in split_clauses(fact.body))
        for told in map(char_pairs, (fact.body, *filter(_done().search, clauses))):
            if len(told & written) >= _HELD * len(told) > 0:
                return True
    return False


def _is_settled_beside(plan: str, owner: int, start: int, end: int, case: Case) -> bool:
    """Whether the fact itself tells as done what a clause counts: 329件已办结 of 办结329件，12件正在办理."""
    body, sentence = case.evidence.facts[owner].body, sentence_at(case, start)
    open_from = body.find(plan)
    told = [
        pair.fact.atom.start
        for mention in (case.reading.by_sentence[sentence] if sentence is not None else ())
        if start <= mention.atom.start < end and (pair := case.pair_of(mention)) is not None
        and pair.fact.owner == owner
    ]  # fmt: skip
    if any(open_from <= at < open_from + len(plan) for at in told):
        return False
    settled = [
        body[left:right] for left, right in split_clauses(body) if any(left <= at < right for at in told)
    ]
    acts = char_pairs(case.reading.text[start:end]) & deeds().keys()
    return any(act in clause for act in acts for clause in settled)


def _has_figure_of(owner: int, start: int, end: int, case: Case) -> bool:
    """Whether a figure of text[start:end] is one of fact `owner`."""
    sentence = sentence_at(case, start)
    return sentence is not None and any(
        start <= mention.atom.start < end and (pair := case.pair_of(mention)) is not None
        and pair.fact.owner == owner
        for mention in case.reading.by_sentence[sentence]
    )  # fmt: skip


@lru_cache(maxsize=4096)
def plans_of(fact: FactReading) -> tuple[tuple[str, frozenset[str]], ...]:
    """The clauses of a fact that speak of what is not done yet, with the character pairs of the matter."""
    found = []
    label = _LABEL.match(fact.body)
    is_labelled = label is not None and _pending().search(label.group())
    planned_from = label.end() if label is not None and is_labelled else len(fact.body)
    for start, end in split_clauses(fact.body):
        clause = fact.body[start:end]
        if _pending().search(clause) or start >= planned_from:
            pairs = char_pairs(_TIME.sub("\n", _pending().sub("\n", clause)))
            if len(pairs) >= _LEAST_PAIRS:
                found.append((clause, pairs))
    return tuple(found)


def _clauses(
    case: Case, pairs: frozenset[str], index: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, int, str]]:
    """The clauses of the sentences that hold some of `pairs` and tell of nothing still open."""
    text = case.reading.text
    votes = Counter(number for pair in pairs for number in index.get(pair, ()))
    for number in sorted(number for number, count in votes.items() if count >= _SAME_MATTER * len(pairs)):
        start, end = case.reading.sentences[number]
        told: list[tuple[int, int]] = []
        is_ahead = False
        clauses = list(split_clauses(text[start:end]))
        # 最低为宝华店，78分，正在整改: it is said in a few words at the end, too.
        last_open = max(
            (
                left
                for left, right in clauses
                if right - left <= _LONGEST_TAIL and _open_words().search(text, start + left, start + right)
            ),
            default=-1,
        )
        for left, right in clauses:
            # What is still to come is said in the clause or before it.
            if _open_words().search(text, start + max(0, left - _LONGEST_OPEN), start + right):
                is_ahead = True
            # 谈到打算，我们已完成改造: what is said to be done is not to come.
            if (is_ahead or left < last_open) and not _SAID_DONE.search(text, start + left, start + right):
                continue
            told.append((start + left, start + right))
            yield *told[-1], text[slice(*told[-1])]
        # 建立线上平台，受理职工诉求 tells one plan in two clauses.
        for (begin, _), (_, stop) in pairwise(told):
            if stop - begin <= _LONGEST_PAIR:
                yield begin, stop, text[begin:stop]


@cache
def _pending() -> re.Pattern[str]:
    return re.compile("|".join(mapping("claims", "intentions")["pending"]))


@cache
def _open_words() -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "intentions")["open_words"].split())))


@cache
def _done() -> re.Pattern[str]:
    return re.compile("|".join(mapping("claims", "intentions")["done"]))
