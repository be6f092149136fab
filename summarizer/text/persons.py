"""Person names, found only where the words around them show that a person is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from summarizer.domain import AtomKind, Name
from summarizer.text.lexicon import alternation, characters, word_list
from summarizer.text.naming import normalize_name
from summarizer.text.plain import plain_pairs

_MASKS = "某×"
_FULL_GIVEN = 2
_MASKED = re.compile("某{1,2}")
_HAN = "\u4e00-\u9fff"
_LONGEST_CONTEXT = 5
_SPLIT_VERBS = frozenset(
    {
        "荣获", "喜获", "斩获", "荣立", "荣膺", "获得", "获评", "担任", "出任", "兼任", "接任", "连任",
        "继任", "当选", "主持", "主讲", "领衔", "带队", "带领",
    }
)  # fmt: skip
# 职工方首席代表, 企业方代表: one of two sides, no surname.
_SIDE = re.compile("方(?:首席|代表|协商|负责|参会|出席|提出|占)")
# 办公室康启明担任
_BODY_ENDS = frozenset("科室部处股组队")
# 一等 宁瑶（放射）
_PLACED = re.compile(
    f"(?:[1-3一二三特]等奖?|第[1-6一二三四五六]名?|[冠亚季]军)[ \u3000：:](?P<name>[{_HAN}]{{2,3}})(?=[（(])"
)
_BRACKETED = re.compile(f"[（(、，][{_HAN}]{{2,8}}[ \u3000]+(?P<name>[{_HAN}]{{3}})(?=[）)])")
_SINCE = re.compile("自[0-9今去上本]")  # 景涛自2023年5月起
# Between the names of a list.
_LINKS = frozenset({"、", "和", "及", "与", "以及"})


def is_surname(char: str) -> bool:
    """Whether `char` is a surname, the rare ones included; two characters may be a compound surname."""
    return (
        char in characters("surnames", "single")
        or char in characters("surnames", "risky")
        or char in word_list("surnames", "compound")
    ) and char != ""


def may_be_named(text: str) -> bool:
    """Whether three characters between a post and an act may be a name, those of rare surnames included.

    False when any two of them are a pair of ordinary prose: 和书记 of 校长和书记主持.
    """
    is_whole = len(text) == _FULL_GIVEN + 1 and is_surname(text[0]) and all(map(_is_given, text[1:]))
    return is_whole and plain_pairs().isdisjoint((text[:2], text[1:])) and not _is_word(text)


def looks_like_name(text: str) -> bool:
    """Whether `text` alone could be a Chinese person name: a common surname and one or two given characters.

    False when a character never stands in given names (的 了 是 …) or when `text` is, begins or ends like a
    word of official prose (王牌, 高度, 金秋). 某 and × count as given characters. A name with a middle dot
    (阿依古丽·买买提) qualifies by its characters.
    """
    if "·" in text:
        return _dotted().fullmatch(text) is not None
    surname = text[:2] if text[:2] in _compounds() and len(text) > 2 else text[:1]
    given = text[len(surname) :]
    if not 1 <= len(given) <= 2 or not (len(surname) == 2 or surname in characters("surnames", "single")):
        return False
    return all(_is_given(char) for char in given) and not _is_word(text)


def name_shapes(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` with the shape of a full name: a surname and two characters (compound: or one).

    Most of them are no names, and they may overlap; what stands around must decide.
    """
    found: list[tuple[int, int]] = []
    for match in _surname().finditer(text):
        start, length = match.start(), len(match.group())
        for end in (start + length + 2, start + 3):
            is_inside_role = bool(_word_before(text, start + 1))  # 席 of 主席沈知远
            if _SINCE.match(text, end - 1):
                continue
            if end <= len(text) and not is_inside_role and looks_like_name(text[start:end]):
                found.append((start, end))
                break
    return tuple(found)


def find_persons(text: str) -> tuple[Name, ...]:
    """The person names of `text` in order, without roles: 刘鸣 in 刘鸣校长.

    A name counts when a role or relative stands behind it (丁一鸣老师, 丁一鸣的父亲), a role or a verb of
    visiting before it (工会主席丁一鸣, 慰问丁一鸣), when it opens a clause and acts (丁一鸣荣获…), or when it
    is one of several in a list (丁一鸣、沈小文等). A surname with a role (王老师) is no name.
    """
    candidates = [*_dotted_candidates(text), *_bracketed_candidates(text), *_candidates(text)]
    candidates.sort(key=lambda candidate: (candidate.start, not candidate.sure, -candidate.end))
    return tuple(
        Name(
            start=candidate.start,
            end=candidate.end,
            text=text[candidate.start : candidate.end],
            kind=AtomKind.PERSON,
            norm=normalize_name(text[candidate.start : candidate.end]),
        )
        for candidate in _disjoint(_with_lists(text, candidates))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A span with the shape of a name.

    Attributes:
        before: role, lead, preposition, border or "" — what stands in front.
        after: role, relative, act, list, border or mark — what stands behind.
        sure: accepted without looking at its neighbours.
    """

    start: int
    end: int
    before: str
    after: str
    sure: bool


def _candidates(text: str) -> Iterator[_Candidate]:
    # Two given characters are tried first; the shorter reading is kept when the longer has no evidence.
    for match in _shape().finditer(text):
        start, stem = match.start(), len(match.group())
        before = ""
        unsure = None
        for given in (2, 1):
            end = start + stem + given
            if end > len(text) or not looks_like_name(text[start:end]):
                continue
            if text[end - 1 : end + 1] in _SPLIT_VERBS:
                continue
            if _SIDE.match(text, start) or _SINCE.match(text, end - 1):
                continue
            after = _context_after(text, end)
            if not after or (given == _FULL_GIVEN and after == "role" and text[end - 1] == "任"):
                continue  # 由陶芳任主任
            before = before or _context_before(text, start)
            if before in {"", "preposition", "lead"} and text[max(0, start - 1) : start + 1] in plain_pairs():
                continue  # 金 of 慰问金共, 费 of 经费审查
            candidate = _Candidate(start=start, end=end, before=before, after=after, sure=False)
            if _is_evident(text, candidate):
                yield replace(candidate, sure=True)
                break
            unsure = unsure or candidate
        else:
            if unsure is not None:
                yield unsure


def _is_evident(text: str, candidate: _Candidate) -> bool:
    """Whether what stands around the candidate shows a person, by itself."""
    before, after = candidate.before, candidate.after
    is_short = candidate.end - candidate.start == 2
    if _MASKED.fullmatch(text, candidate.start + 1, candidate.end):
        return True
    if after in {"role", "relative"}:
        return before != "" or not is_short
    if after == "act":
        of_body = not is_short and text[candidate.start - 1 : candidate.start] in _BODY_ENDS
        return before != "" or (of_body and candidate.start > 1)
    if after in {"people", "placed"}:
        return not is_short and before in {"border", "role", "lead", "preposition"}
    if after in {"contest", "amount"}:
        return before == "role" or (before == "border" and not is_short)
    speaks = before == "preposition" and after == "border" and text[candidate.start - 1] in "由请"
    return speaks or before in {"role", "lead"}


def _with_lists(text: str, candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """The sure candidates, and the unsure ones that stand in a list of names."""
    group: list[_Candidate] = []
    for candidate in candidates:
        if group and candidate.start < group[-1].end:
            # A surname inside a name (尹文方) begins another one only when the first has nothing before it.
            if group[-1].sure or group[-1].before or not (candidate.sure or candidate.before):
                continue
            group.pop()
        if group and text[group[-1].end : candidate.start] in _LINKS:
            group.append(candidate)
            continue
        yield from _accepted(text, group)
        group = [candidate]
    yield from _accepted(text, group)


def _accepted(text: str, group: list[_Candidate]) -> Iterator[_Candidate]:
    named = group[1:] if group and not group[0].before else group
    is_list = len(named) > 1 and (
        any(member.sure or member.end - member.start > 2 for member in named)
        or _people().match(text, named[-1].end) is not None
    )
    for member in group:
        # A list vouches for a first name behind words we do not know only when that name is a full one.
        if member.sure or (is_list and (member.before or member.end - member.start > 2)):
            yield member


def _disjoint(candidates: Iterator[_Candidate]) -> Iterator[_Candidate]:
    reached = 0
    for candidate in candidates:
        if candidate.start >= reached:
            reached = candidate.end
            yield candidate


def _dotted_candidates(text: str) -> Iterator[_Candidate]:
    if "·" not in text:
        return
    for match in _dotted().finditer(text):
        yield _Candidate(start=match.start(), end=match.end(), before="border", after="mark", sure=True)


def _bracketed_candidates(text: str) -> Iterator[_Candidate]:
    """Names in and before brackets: 劳动法讲座（法官 温如玉）, 一等 宁瑶（放射）."""
    if "（" not in text and "(" not in text:
        return
    for match in (*_BRACKETED.finditer(text), *_PLACED.finditer(text)):
        start, end = match.span("name")
        if looks_like_name(text[start:end]) or may_be_named(text[start:end]):
            yield _Candidate(start=start, end=end, before="role", after="mark", sure=True)


def _context_before(text: str, start: int) -> str:
    if start == 0 or not _is_han(text[start - 1]):
        stop = start - 1 if start and text[start - 1] in "：: " else start
        return "role" if stop < start and _word_before(text, stop) == "role" else "border"
    return _word_before(text, start)


def _word_before(text: str, stop: int) -> str:
    contexts = _contexts_before()
    for length in range(min(_LONGEST_CONTEXT, stop), 0, -1):
        context = contexts.get(text[stop - length : stop])
        if context:
            return context
    return ""


def _context_after(text: str, end: int) -> str:
    match = _after().match(text, end)
    return (match.lastgroup or "") if match else ""


def _is_word(text: str) -> bool:
    return (
        text[:2] in _words("starts")
        or text[-2:] in _words("tails")
        or text in _words("wholes")
        or (len(text) == 2 and text in _words("pairs"))
    )


def _is_given(char: str) -> bool:
    return (_is_han(char) or char in _MASKS) and char not in characters("persons", "never_given")


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@cache
def _words(key: str) -> frozenset[str]:
    words = word_list("notnames", key)
    return frozenset(words) - _words("pairs") if key == "starts" else frozenset(words)


@cache
def _compounds() -> frozenset[str]:
    return frozenset(word_list("surnames", "compound"))


@cache
def _contexts_before() -> dict[str, str]:
    subjects = (
        ("role", "roles_after"), ("preposition", "prepositions"), ("lead", "leads"), ("role", "roles_before"),
    )  # fmt: skip
    return {word: context for context, key in subjects for word in word_list("persons", key)}


@cache
def _surname() -> re.Pattern[str]:
    surnames = "".join(sorted(characters("surnames", "single")))
    return re.compile(f"{alternation(word_list('surnames', 'compound'))}|[{surnames}]")


@cache
def _shape() -> re.Pattern[str]:
    """A surname with something behind it that may end a name after one or two characters."""
    surnames = "".join(sorted(characters("surnames", "single")))
    compounds = alternation(word_list("surnames", "compound"))
    return re.compile(rf"(?:{compounds}|[{surnames}])(?=[{_HAN}×])(?=..?(?:{_after().pattern}))")


@cache
def _after() -> re.Pattern[str]:
    def words(key: str) -> str:
        return alternation(word_list("persons", key))

    return re.compile(
        rf"(?P<people>等\d{{1,3}}(?:名|位|人))|(?P<placed>(?:位|名)?列(?:个人|团体|总分|单项|全[国省市])?第)"
        rf"|(?P<amount>\d{{2,6}}元)|(?P<role>(?:{words('roles_after')})(?!会))|(?P<relative>的?(?:{words('relatives')}))|(?P<act>{words('acts_after')})"
        rf"|(?P<contest>{words('contests_after')})|(?P<border>{words('borders_after')})"
        rf"|(?P<list>、)|(?P<mark>[^{_HAN}×]|$)"
    )


@cache
def _people() -> re.Pattern[str]:
    """What follows a list of persons: 等3名同志, 等住院教职工, 三位老师."""
    roles = alternation(word_list("persons", "roles_before") + word_list("persons", "roles_after"))
    return re.compile(
        rf"等?(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?:名|位|人)|等?[{_HAN}]{{0,4}}?(?:{roles})|获|荣获|被评|当选|参加|参赛|代表|分别"
    )


@cache
def _dotted() -> re.Pattern[str]:
    sounds = "".join(sorted(characters("persons", "transliterated")))
    return re.compile(rf"(?<!·)[{sounds}]{{2,6}}(?:·[{sounds}]{{2,6}}){{1,2}}(?!·)")
