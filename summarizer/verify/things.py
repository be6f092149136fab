"""Things, people and places no fact has: 饮水机 for 净水器, 保安人员 for 护校队员.

The thesaurus knows which words say the same and which are another of their family. A word of a sense that no
fact has is doubted in a sentence that retells a fact with one of its family which the text has nowhere; a
thing, which is never mere colour, wherever a fact is retold.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.domain import Finding
from summarizer.text.thesaurus import Found, Sense, find_named, implied, senses
from summarizer.text.words import words_of
from summarizer.verify.case import Case
from summarizer.verify.claims import clause_around, is_open, sentence_at
from summarizer.verify.mentions import PENDING
from summarizer.verify.modifiers import aims
from summarizer.verify.spans import TakenSpans

_THINGS = "things"
_FRAMES = ("方面", "领域", "上，")
# 重阳：老职工46位 每位200: money that is called nothing.
_FOR_A_FEAST = "慰问金"
_FEAST_MONEY = re.compile(
    "(?:春节|元旦|元宵|端午|中秋|国庆|重阳|节日|[三五六八][八一]|[女童师士者]节).*"
    "每[人位户名家] ?[0-9][0-9,]*(?:元|块)?(?=[ ，。；、（]|$)"
)
# 慰问金 is what a fact means that tells of 慰问 and of 元.
_MONEY, _LEAST_PURPOSE = frozenset("金费"), 2


class _Meant(NamedTuple):
    """The word of a fact that another one stands for."""

    owner: int
    word: str


def foreign_things(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on things, people and places that no fact has, in the order of the text.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    strange = [found for found in find_named(text) if not _is_known(found.word, case)]
    if not strange:
        return
    taken = TakenSpans(
        [
            *((f.start, f.end) for f in findings if f.severity != "info"),
            *(match.span() for match in PENDING.finditer(text)),
        ]
    )
    for found in strange:
        sentence = sentence_at(case, found.start)
        if sentence is None or not _is_whole(found, text) or is_open(text, found.start, only_wishes=True):
            continue
        if text.startswith(_FRAMES, found.end):
            continue  # 在薪酬方面: what the sentence is about
        owners = case.own_retold(sentence)
        meant = _meant(found.word, owners, case)
        if meant is None and not _is_added(found, owners, case):
            continue
        if taken.take(found.start, found.end):
            yield _finding(case, found, meant)


def _is_known(word: str, case: Case) -> bool:
    """Whether a fact or the frame says a word: by its sense, by what implies it or by what money is for."""
    alike = [other for sense in senses()[word] for other in sense.words]
    alike += [other[:-1] for other in alike if other[-1] in _MONEY and len(other) > _LEAST_PURPOSE]
    if any(map(case.evidence.knows, (*alike, *implied(word)))):
        return True
    return word == _FOR_A_FEAST and any(_FEAST_MONEY.search(fact.body) for fact in case.evidence.facts)


def _is_whole(found: Found, text: str) -> bool:
    """Whether a word begins and ends where words do, or within a longer one: no 工作服 in 工作服务."""
    start, end = clause_around(text, found.start)
    for word in words_of(text[start:end]):
        left, right = start + word.start, start + word.end
        cuts_left = left < found.start < right < found.end
        cuts_right = found.start < left < found.end < right
        if cuts_left or cuts_right:
            return False
    return True


def _meant(word: str, owners: Sequence[int], case: Case) -> _Meant | None:
    """The word of one's family that a retold fact has and the text has nowhere."""
    families = {sense.family for sense in senses()[word]}
    for owner in owners:
        for told in find_named(case.evidence.facts[owner].body):
            alike = [sense for sense in senses()[told.word] if sense.family in families]
            if alike and not any(_is_written(sense, case) for sense in alike):
                return _Meant(owner, told.word)
    return None


def _is_written(sense: Sense, case: Case) -> bool:
    return any(word in case.reading.text for word in sense.words)


def _is_added(found: Found, owners: Sequence[int], case: Case) -> bool:
    """Whether a thing stands in a clause of doing where facts are retold."""
    if not owners or all(sense.table != _THINGS for sense in senses()[found.word]):
        return False
    start, end = clause_around(case.reading.text, found.start)
    return aims().match(case.reading.text, start, end) is None


def _finding(case: Case, found: Found, meant: _Meant | None) -> Finding:
    if meant is None:
        message = f"事实中没有“{found.word}”，请补充事实或删去。"
        return case.finding(found.start, found.end, "claim_unsupported", message, severity="warn")
    message = f"与事实不符：事实写的是“{meant.word}”，这里写成了“{found.word}”。"
    return case.finding(
        found.start, found.end, "name_unsupported", message,
        severity="warn", owner=meant.owner, expected=meant.word, suggestion=meant.word,
    )  # fmt: skip
