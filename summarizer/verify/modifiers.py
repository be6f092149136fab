"""Words before a noun of the facts that no fact has there: 检验科班组 for 药剂科班组, 困难职工 for 职工.

A sentence that retells facts may say of their nouns only what they say. A noun or property directly before
such a noun, in none of the facts the sentence rests on, narrows it; any other word there exchanges it when
the text has nowhere what the fact has in its place.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from summarizer.domain import Finding, Name
from summarizer.text.lexicon import alternation, characters, mapping, word_list
from summarizer.text.plain import plain_pairs, plain_words
from summarizer.text.thesaurus import alike
from summarizer.text.words import Word, words_of
from summarizer.verify.case import Case
from summarizer.verify.evidence import bare_fact
from summarizer.verify.marks import HAN_RUN, MEMBER
from summarizer.verify.mentions import PENDING, FactReading, Mention, char_pairs
from summarizer.verify.spans import TakenSpans

# Parts of speech of nouns and properties; the tagger takes some 专业 and 一线 for numerals and times.
_NOUNS = ("n", "a", "b", "j", "z", "s", "t", "l", "g", "vn")
_HEADS = ("n", "j", "l", "vn")
_THINGS = frozenset({"n", "nz", "ns", "nt", "j", "vn"})
_NAMES = frozenset({"n", "nz", "ns"})
# With these a word for people ends.
_PEOPLE = frozenset("员工人师生部士医友属子女")
# A noun before one of these is part of a longer name.
_LONGER = ("n", "j", "vn", "b")
# With these a verb of giving or going ends: 发给, 送到.
_GIVEN = frozenset("给到往")
# With these no name ends.
_JOINTS = frozenset("给把被对替跟的")
_MOST_FACTS = 48
# 工会与车间两级
_COUNTED_PARTS = re.compile("[两二三四五六][级类方]")
_FOUR = re.compile("[\u4e00-\u9fff]{4}")
_PLACE, _NAME = 2, 3
# 到会者 and 年长者 may be the same people.
_DOER = "者"
# A figure so close behind a clause binds it too: 举办裁剪技能竞赛，76人参加.
_NEXT = 4
_LONGEST = 4
# 安全生产法 and 安全生产月 are names of their own.
_NAMED_ON = frozenset("法月周日奖杯部科处室队站班组办委")
# Of 会员126人，其中女会员87人 the rest are 男会员.
_OTHER_HALF = MappingProxyType({"男": "女", "女": "男"})
# A clause without a figure of the facts retells one when more than so many of its characters are theirs, and
# so many pairs of them are no common ones.
_LEAST_COVERED, _LEAST_TELLING = 4, 1


class Added(NamedTuple):
    """A word of a clause that no fact has there.

    Attributes:
        start, end: offsets into the clause.
        expected: what a fact has in its place, "" when the word was added.
        owner: that fact, None likewise.
    """

    start: int
    end: int
    expected: str = ""
    owner: int | None = None


def added_words(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on words that narrow or exchange a noun of the facts, in the order of the text.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    taken = TakenSpans(
        [
            *((found.start, found.end) for found in findings),
            *((mention.atom.start, mention.atom.end) for mention in _settled(case)),
            *(match.span() for match in PENDING.finditer(text)),
        ]
    )
    bound = [
        [
            offset
            for mention in mentions
            if case.pair_of(mention) is not None
            for offset in (mention.atom.start, mention.atom.end)
        ]
        for mentions in case.reading.by_sentence
    ]
    for number, (start, end) in enumerate(case.reading.sentences):
        told = _told(case, number)
        if told is None:
            continue
        for clause in MEMBER.finditer(text, start, end):
            if aims().match(clause.group()):
                continue
            at = bisect_left(bound[number], clause.start() - 1)
            has_figure = at < len(bound[number]) and bound[number][at] < clause.end() + _NEXT
            for added in _added(clause.group(), told, text[start:end], has_figure=has_figure):
                begin, stop = clause.start() + added.start, clause.start() + added.end
                if text[begin:stop] not in case.evidence.frame.known and taken.take(begin, stop):
                    yield _finding(case, begin, stop, added)


def _settled(case: Case) -> Iterator[Mention]:
    """Figures, dates and the names that a fact holds."""
    for mention in case.reading.mentions:
        if not isinstance(mention.atom, Name) or case.pair_of(mention) is not None:
            yield mention


class _Told(NamedTuple):
    """What the facts say that a sentence retells."""

    facts: Mapping[int, str]
    known: str
    pairs: frozenset[str]
    absent: Mapping[str, Sequence[tuple[int, str]]]


def _told(case: Case, sentence: int) -> _Told | None:
    """The facts of a sentence: those of its figures, dates and names, and those it shares much with."""
    owners = case.retold(sentence)
    if not owners:
        return None
    kept = sorted(owners)[:_MOST_FACTS]
    readings = [case.evidence.facts[owner] for owner in kept]
    facts = {owner: bare_fact(reading) for owner, reading in zip(kept, readings, strict=True)}
    pairs = frozenset[str]().union(*map(_pairs_of, readings))
    return _Told(facts, "\n".join(facts.values()), pairs, _absent_names(facts, case.reading.text))


@lru_cache(maxsize=4096)
def _pairs_of(fact: FactReading) -> frozenset[str]:
    return char_pairs(bare_fact(fact))


def _absent_names(facts: Mapping[int, str], text: str) -> Mapping[str, Sequence[tuple[int, str]]]:
    """The names of the facts that stand nowhere in the text, by their last character."""
    absent: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for owner, fact in facts.items():
        for name in _names_in(fact):
            if name not in text:
                absent[name[-1]].append((owner, name))
    return absent


@lru_cache(maxsize=4096)
def _names_in(fact: str) -> Sequence[str]:
    return [word.text for word in words_of(fact) if len(word.text) >= _NAME and word.tag in _THINGS]


@cache
def aims() -> re.Pattern[str]:
    """How a clause begins that tells why something is done."""
    return re.compile(alternation(word_list("modifiers", "aims")))


def _added(clause: str, told: _Told, written: str, *, has_figure: bool) -> Iterator[Added]:
    """The words directly before or behind known ones that none of the facts has."""
    known = [(at, pair) for at, pair in enumerate(map("".join, pairwise(clause))) if pair in told.pairs]
    if not has_figure and sum(pair not in plain_pairs() for _, pair in known) < _LEAST_TELLING:
        return
    covered = bytearray(len(clause))
    for at, _ in known:
        covered[at] = covered[at + 1] = 1
    is_bound = has_figure or covered.count(1) > _LEAST_COVERED
    words = words_of(clause)
    for index, word in enumerate(words):
        head = word.start
        while head < word.end and not covered[head]:
            head += 1
        if head == word.start:
            continue
        before = words[index - 1] if index else None
        behind = _behind(words, index)
        new = clause[word.start : head]
        if HAN_RUN.fullmatch(new) is None or not _says_something(word, new, told) or _is_phrase(clause, word):
            continue
        found = None
        if head < len(clause) and covered[head] and (head < word.end or behind is not None):
            is_amid = word.start > 1 and covered[word.start - 1] and covered[word.start - 2] and len(new) > 1
            is_other = is_amid and (new not in plain_words() or new in word_list("modifiers", "narrowing"))
            found = _between(clause, word, head, told) if is_other else None
            if not found and (not _is_verb(word) or _is_nominal(before, clause[head:])):
                found = _exchanged_before(clause, word, head, told, written)
                if not found and (is_bound or is_amid) and _is_narrowing(word, head, behind):
                    found = Added(word.start, head)
        if not found and head == word.end:
            found = _exchanged_behind(clause, word, behind, covered, told, written) or _exchanged_kind(
                word, told
            )
        if found:
            yield found


def _behind(words: Sequence[Word], index: int) -> Word | None:
    """The word behind one, joined with the character that makes it people: the tagger parts 快递员."""
    following = words[index + 1 : index + 3]
    is_parted = len(following) == _PLACE and following[1].text in _PEOPLE
    if is_parted and following[0].tag.startswith("v"):
        first, last = following
        return Word(first.start, last.end, first.text + last.text, "n")
    return following[0] if following else None


def _is_phrase(clause: str, word: Word) -> bool:
    """Whether a word makes a plain phrase with its neighbours: 安全生产, whatever a fact says of 安全检查."""
    return any(
        clause[start:end] in plain_words() and clause[end : end + 1] not in _NAMED_ON
        for start, end in ((word.start - 2, word.end), (word.start, word.end + 2))
        if start >= 0
    )


def _is_verb(word: Word) -> bool:
    return word.tag in {"v", "vd"} and word.text not in _states()


def _between(clause: str, word: Word, head: int, told: _Told) -> Added | None:
    """The word with what a fact has between the same words: 急救知识竞赛 for 急救技能竞赛."""
    left, right, new = clause[word.start - 2 : word.start], clause[head : head + 2], clause[word.start : head]
    for owner, fact in told.facts.items():
        begin = fact.find(left) + 2
        end = fact.find(right, begin) if begin > 1 else -1
        begin = fact.rfind(left, 0, max(end, 0)) + 2
        place = fact[begin:end]
        if not 1 < end - begin <= _LONGEST or not HAN_RUN.fullmatch(place) or place in _official_verbs():
            continue
        if not set(place) & set(new):
            return Added(word.start, head, place, owner)
    return None


def _says_something(word: Word, new: str, told: _Told) -> bool:
    """Whether a word, new to the facts in its first characters, is one that a fact must hold."""
    if (len(new) > 1 and new in told.known) or _is_noted(word, new, told) or _COUNTED_PARTS.fullmatch(new):
        return False
    if len(new) == 1 and new not in characters("modifiers", "single") and len(word.text) != _PLACE:
        return False
    if any(other in told.known for other in (*same_people().get(new, ()), *alike(new))):
        return False
    if new in plain_words() and new not in word_list("modifiers", "narrowing"):
        return False
    if new[-1] in _GIVEN or is_unsaid(new) or is_unsaid(word.text):
        return False
    if _OTHER_HALF.get(new, "\n\n") in told.known:
        return False
    return not any(act in told.known for act in implied().get(new, ()))


def _is_noted(word: Word, new: str, told: _Told) -> bool:
    """Whether the facts say a word in short: 女88 for 女会员88人, 女单 for 女子单打."""
    if len(new) == 1 and re.search(new + "[0-9]", told.known):
        return True
    return _FOUR.fullmatch(word.text) is not None and word.text[0] + word.text[2] in told.known


@cache
def same_people() -> Mapping[str, Sequence[str]]:
    """Words for people with all that name the same group: 小哥 and 骑手."""
    groups = [str(line).split() for line in mapping("claims", "people")["groups"]]
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in group:
            for part in {word, word[-_PLACE:]}:
                alike[part] += group
    return alike


def _is_narrowing(word: Word, head: int, behind: Word | None) -> bool:
    """Whether a word, or its first characters up to `head`, is a noun or property before a noun."""
    if head < word.end:
        if head - word.start == 1 and word.text[0] not in characters("modifiers", "single"):
            return False
        is_name = word.end - head >= 2 or word.text[-1] in characters("places", "ends")
        return is_name and word.tag.startswith(("n", "b", "j", "l", "i", "t", "z"))
    if behind is None or len(behind.text) < 2 or (head - word.start == 1 and behind.text[-1] not in _PEOPLE):
        return False
    if not behind.tag.startswith(_HEADS) and behind.text not in _states():
        return False
    return word.text in _states() or word.tag.startswith(_NOUNS)


def _is_nominal(before: Word | None, behind: str) -> bool:
    """Whether a verb stands where only a noun can: behind a verb or a measure, or before a body's name."""
    if before is None:
        return behind.startswith(word_list("modifiers", "bodies"))
    return before.tag == "q" or (before.tag.startswith("v") and before.text in _official_verbs())


def _exchanged_before(clause: str, word: Word, head: int, told: _Told, written: str) -> Added | None:
    """The word with what a fact has before the known words behind it, when that stands nowhere."""
    known, new = clause[head : head + 2], clause[word.start : head]
    if head == word.end - 1 and len(new) == 1:
        return _exchanged_half(word, known, told, written)
    if head < word.end or not 1 < len(new) <= _LONGEST or not HAN_RUN.fullmatch(known) or _is_act(word):
        return None
    for owner, fact in told.facts.items():
        at = fact.find(known)
        place = fact[max(0, at - 2) : at]
        if place in _neutral() or place[-1:] in _JOINTS:
            continue  # 电影免费看 for 职工免费观影, 校给 of 学校给工会
        if word.tag.startswith("n") and clause[word.start - 1 : word.start] == place[:1] and _is_doing(place):
            continue  # 帮村民销售 for 帮助销售
        if at >= _PLACE and _is_other(new, place, word, written) and _is_word(fact, at, written):
            return Added(word.start, head, place, owner)
    return None


def _exchanged_half(word: Word, known: str, told: _Told, written: str) -> Added | None:
    """A noun of two characters whose second stands as in a fact: 花艺体验 for 茶艺体验."""
    for owner, fact in told.facts.items():
        at = fact.find(known)
        place = fact[max(0, at - 1) : at + 1]
        if at > 0 and place not in written and word.tag in _NAMES and _tag_of(place) in _NAMES:
            return Added(word.start, word.end, place, owner)
    return None


def _exchanged_behind(
    clause: str, word: Word, behind: Word | None, covered: bytearray, told: _Told, written: str
) -> Added | None:
    """The word with what a fact has behind the known words before it, when that stands nowhere."""
    start = word.start
    if start < 2 or not covered[start - 1] or not covered[start - 2] or word.tag not in _THINGS:
        return None
    if behind is not None and behind.tag.startswith(_LONGER):
        return None
    known, new = clause[start - 2 : start], word.text
    for owner, fact in told.facts.items():
        at = fact.find(known)
        place = fact[at + 2 : at + 4]
        if (
            at >= 0
            and len(new) > 1
            and _is_other(new, place, word, written)
            and _opens_word(fact, at + _PLACE)
        ):
            return Added(start, word.end, place, owner)
    return None


def _exchanged_kind(word: Word, told: _Told) -> Added | None:
    """A name of three characters or more with the one of a fact that ends alike and stands nowhere."""
    if len(word.text) < _NAME or word.tag not in _THINGS or word.text[-1] == _DOER:
        return None
    for owner, name in told.absent.get(word.text[-1], ()):
        if set(name) & set(word.text) == {word.text[-1]}:
            return Added(word.start, word.end, name, owner)
    return None


def _is_other(new: str, place: str, word: Word, written: str) -> bool:
    """Whether `place`, two characters of a fact, stands nowhere and has nothing of the new word.

    Nouns of two characters may end alike: 花艺 is not 茶艺.
    """
    if len(place) < _PLACE or not HAN_RUN.fullmatch(place) or place in written or place in _official_verbs():
        return False
    shared = set(place) & set(new)
    if not shared:
        return not (word.tag.startswith("v") and {new, place} <= plain_words() | _official_verbs())
    ends_alike = len(new) == _PLACE and shared == {new[-1]} == {place[-1]}
    return ends_alike and word.tag in _NAMES and _tag_of(place) in _NAMES


def _is_word(fact: str, end: int, written: str) -> bool:
    """Whether fact[:end] ends with a word, or its first two characters do, of which nothing is written."""
    if end - _PLACE in _borders(fact):
        return True
    start = max((border for border in _borders(fact) if border < end), default=0)
    return end in _borders(fact) and not any(
        fact[at : at + _PLACE] in written for at in range(start, end - 1)
    )


def _opens_word(fact: str, start: int) -> bool:
    """Whether a word of a fact, or its last two characters or more, begin at an offset."""
    if start in _borders(fact):
        return True
    end = min((border for border in _borders(fact) if border > start), default=len(fact))
    return end - start >= _PLACE


@lru_cache(maxsize=4096)
def _borders(fact: str) -> frozenset[int]:
    """Where the words of a fact begin."""
    return frozenset(word.start for word in words_of(fact))


def _is_doing(word: str) -> bool:
    return _tag_of(word).startswith("v")


def _tag_of(word: str) -> str:
    words = words_of(word)
    return words[0].tag if len(words) == 1 else ""


def _is_act(word: Word) -> bool:
    return (
        word.tag.startswith(("p", "d", "c", "u", "r", "m", "q", "x", "y", "i", "l"))
        or word.text in _official_verbs()
    )


@cache
def _official_verbs() -> frozenset[str]:
    return frozenset(mapping("claims", "acts")["verbs"].split())


def _finding(case: Case, start: int, end: int, added: Added) -> Finding:
    written = case.reading.text[start:end]
    if added.owner is None:
        # Who was meant is a matter of fact; of other words that were added half are mere colour.
        return case.finding(
            start, end, "claim_unsupported", f"事实中没有写“{written}”，请补充事实或删去。",
            severity="warn" if written.startswith(word_list("modifiers", "people")) else "info",
        )  # fmt: skip
    message = f"与事实不符：事实写的是“{added.expected}”，这里写成了“{written}”。"
    return case.finding(
        start, end, "name_unsupported", message, owner=added.owner, expected=added.expected, severity="warn"
    )


def is_state(word: str) -> bool:
    """Whether a word is a property of people, whatever part of speech the tagger gives it: 新进."""
    return word in _states()


def is_unsaid(word: str) -> bool:
    """Whether a word needs no fact: for the unit's people as a whole, for acts and for manners."""
    return word in _unsaid()


@cache
def _unsaid() -> frozenset[str]:
    return _neutral() | _acts() | _official_verbs()


@cache
def implied() -> Mapping[str, Sequence[str]]:
    """Properties with the words of facts that imply them."""
    return {word: str(acts).split() for word, acts in mapping("modifiers", "implied").items()}


@cache
def _states() -> frozenset[str]:
    return frozenset(word_list("modifiers", "states"))


@cache
def _neutral() -> frozenset[str]:
    return frozenset(word_list("modifiers", "neutral"))


@cache
def _acts() -> frozenset[str]:
    return frozenset(word_list("modifiers", "acts"))
