"""Posts of the persons of the facts: 工会副主席 for a fact's 工会主席, 公司主席 for the same."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.domain import AtomKind, Finding, Name
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.persons import is_surname, may_be_named
from summarizer.text.plain import plain_pairs
from summarizer.verify.case import Case
from summarizer.verify.claims import is_open, sentence_at
from summarizer.verify.marks import LINK
from summarizer.verify.spans import TakenSpans

_REACH, _TAIL = 30, 2
_NAME_LENGTHS = (2, 3, 4)
_NAMES = "(?P<names>[\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4}){0,6}?)"
_ELECTED = re.compile("选举|推选|选出|推举|聘请|任命|增补|补选")
_JOINED = re.compile("[、兼]")
# Who was elected is 新任.
_VOTE = re.compile("换届|选举|改选|补选|当选|票")
_RUN = re.compile("[\u4e00-\u9fff、]*$")


class Post(NamedTuple):
    """A post before a person's name.

    Attributes:
        start, end: offsets of the body and the post.
        body: the words before the post, "" when nothing stands there.
        owner: the fact that tells of it; for a post in the text it counts nothing.
    """

    start: int
    end: int
    body: str
    title: str
    owner: int


def wrong_posts(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of severity warn on posts that no fact gives to the person named behind them.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    text = case.reading.text
    yield from _elected_otherwise(case, findings)
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    is_vote_told = _VOTE.search(case.evidence.bare_facts) is not None
    for person, held in _held(case).items():
        at = text.find(person)
        while at >= 0:
            for post in _posts(text, at, 0):
                start = _wrong_from(post, held, is_last=post.end == at, is_vote_told=is_vote_told)
                if start is not None and taken.take(start, post.end):
                    yield _finding(start, post, held, case)
            at = text.find(person, at + len(person))
    for found in (*_second_in_rank(case), *_named_newly(case), *_given_to_another(case)):
        if taken.take(found.start or 0, found.end or 0):
            yield found


def _elected_otherwise(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """陈立新当选工会副主席 of a fact that says 陈立新当选工会主席: the post behind the name."""
    text = case.reading.text
    taken = TakenSpans((f.start, f.end) for f in findings if f.severity != "info")
    for owner in range(case.evidence.own):
        for told in _named_before().finditer(case.evidence.facts[owner].text):
            at = text.find(told["person"])
            mine = _named_before().match(text, at) if at >= 0 else None
            if mine is None or case.evidence.knows(f"{mine['verb']}{mine['post']}"):
                continue
            if mine["title"] != told["title"] and taken.take(*mine.span("post")):
                expected = told["post"]
                yield case.finding(
                    *mine.span("post"), "name_unsupported",
                    f"职务与事实不符：事实写的是“{expected}”，这里写成了“{mine['post']}”。",
                    severity="warn", owner=owner, expected=expected, suggestion=expected,
                )  # fmt: skip


def _second_in_rank(case: Case) -> Iterator[Finding]:
    """副主任由选举产生，为陶芳: a deputy no fact knows where the one in rank above stands nowhere."""
    text = case.reading.text
    for match in {found.group(): found for found in _deputy().finditer(text)}.values():
        title = match["title"]
        is_elsewhere = re.search(f"(?<!副){title}", text) is not None
        if case.evidence.knows(match.group()) or is_elsewhere or is_open(text, match.start()):
            continue
        owner = next((n for n in range(case.evidence.own) if title in case.evidence.facts[n].body), None)
        if owner is not None and any(
            (pair := case.pair_of(mention)) is not None and pair.fact.owner == owner
            for mention in case.reading.by_sentence[sentence_at(case, match.start()) or 0]
        ):
            yield case.finding(
                *match.span(), "name_unsupported",
                f"职务与事实不符：事实写的是“{title}”，这里写成了“{match.group()}”。",
                severity="warn", owner=owner, expected=title, suggestion=title,
            )  # fmt: skip


def _named_newly(case: Case) -> Iterator[Finding]:
    """会议由工会主席盖明远主持 where the facts say only that the chair did: a name no fact has."""
    for match in _named_before_act().finditer(case.reading.text):
        person = match["person"]
        if may_be_named(person) and not case.evidence.knows(person):
            yield case.finding(
                *match.span("person"), "name_unsupported", f"事实中没有人名“{person}”，请补充事实或删去。"
            )


def _given_to_another(case: Case) -> Iterator[Finding]:
    """邬晴任主席 of a fact that says 主席马立峰，副主席邬晴: the post of one person told of another."""
    persons = frozenset(
        name.norm
        for mention in case.evidence.names
        if isinstance(name := mention.atom, Name) and name.kind is AtomKind.PERSON
    ).union(*(_elected(fact.text) for fact in case.evidence.facts))
    held: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for owner in range(case.evidence.own if persons else 0):
        for person, title, _ in _titled(case.evidence.facts[owner].text, persons):
            held[person].setdefault(title, owner)
    for person, title, span in _titled(case.reading.text, persons) if len(held) > 1 else ():
        mine = held.get(person)
        if mine is None or any(_may_be_called(one, title) for one in mine):
            continue
        if any(_may_be_called(one, title) for other in held if other != person for one in held[other]):
            expected, owner = next(iter(mine.items()))
            yield case.finding(
                *span, "name_unsupported",
                f"职务与事实不符：事实写的是“{person}”为“{expected}”，这里写成了“{title}”。",
                owner=owner, expected=expected,
                suggestion=case.reading.text[slice(*span)].removesuffix(title) + expected,
            )  # fmt: skip


@lru_cache(maxsize=4096)
def _titled(text: str, persons: frozenset[str]) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """The persons of a text with the posts it gives them, and where these stand."""
    found: list[tuple[str, str, tuple[int, int]]] = []
    for pattern in (_post_behind(), _post_by(), _post_before(), _post_for()):
        for match in pattern.finditer(text):
            for words in LINK.split(match["names"]):
                for person in _ends(words) & persons:
                    start, end = match.span("title")
                    if pattern is _post_for():
                        start = text.index(person, match.start())  # 秦霜为工会主席
                    found.append((person, match["title"], (start, end)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _elected(fact: str) -> frozenset[str]:
    """Who a fact says was elected for a post: 选举纪明远为工会主席，秦霜为副主席."""
    told = _ELECTED.search(fact)
    found = _post_for().finditer(fact, told.end()) if told is not None else ()
    return frozenset(name for match in found for name in LINK.split(match["names"]) if is_surname(name[:1]))


def _ends(words: str) -> frozenset[str]:
    """What may be a name at the end of some words: 邬晴 of 选举邬晴."""
    return frozenset(words[-length:] for length in _NAME_LENGTHS if len(words) >= length)


@cache
def _titles() -> str:
    return alternation(tuple(mapping("claims", "posts")["titles"].split()))


@cache
def _any_title() -> str:
    return f"(?P<title>(?:常务|第一)?副?(?:{_titles()}))"


@cache
def _post_behind() -> re.Pattern[str]:
    """邬晴、马立峰任副主席."""
    verbs = "当选|担任|出任|兼任|(?<![主责])任(?!主)"
    return re.compile(f"{_NAMES}(?:同志)?(?:{verbs})(?:为|了)?[\u4e00-\u9fff]{{0,6}}?{_any_title()}")


@cache
def _post_for() -> re.Pattern[str]:
    """选举纪明远为工会主席，秦霜为副主席."""
    return re.compile(f"{_NAMES}为[\u4e00-\u9fff]{{0,6}}?{_any_title()}(?=[，。；、]|$)")


@cache
def _post_by() -> re.Pattern[str]:
    """副主席由孙爱莲、汪洋担任."""
    return re.compile(f"{_any_title()}(?:一职)?(?:分别)?由{_NAMES}(?:同志)?(?:担任|兼任|出任)")


@cache
def _post_aside() -> re.Pattern[str]:
    """阮素琴（护士长）."""
    return re.compile(f"(?P<names>[\u4e00-\u9fff]{{2,4}})[（(][^（）()，。；]{{0,8}}?{_any_title()}[）)]")


@cache
def _post_before() -> re.Pattern[str]:
    """主席 马立峰，副主席邬晴."""
    return re.compile(f"{_any_title()}[ \u3000：:]?(?P<names>[\u4e00-\u9fff]{{2,4}}?)(?=[，。；、（）()]|$)")


@cache
def _named_before_act() -> re.Pattern[str]:
    acts = alternation(tuple(mapping("claims", "posts")["acts"].split()))
    return re.compile(
        f"(?:{_titles()})(?P<person>[\u4e00-\u9fff]{{3}})(?=(?:现场|亲自|到会|应邀|分别|专门)?(?:{acts}))"
    )


@cache
def _deputy() -> re.Pattern[str]:
    return re.compile(f"副(?P<title>{_titles()})")


@cache
def _named_before() -> re.Pattern[str]:
    return re.compile(
        "(?P<person>[\u4e00-\u9fff]{2,3})(?P<verb>当选|担任|出任|兼任|(?<![主责])任(?!主))(?:为|了)?"
        f"(?P<post>[\u4e00-\u9fff]{{0,8}}?{_any_title()})(?=[，。；、]|$)"
    )


def _held(case: Case) -> Mapping[str, Sequence[Post]]:
    """The posts that the facts give to each person, by the first two characters of the name."""
    held: defaultdict[str, list[Post]] = defaultdict(list)
    for owner, fact in enumerate(case.evidence.facts):
        for person, start in _persons(fact.text):
            held[person] += _posts(fact.text, start, owner)
        for person, title, start, end in _given(fact.text):
            held[person].append(Post(start, end, "", title, owner))
    return held


@lru_cache(maxsize=4096)
def _given(fact: str) -> tuple[tuple[str, str, int, int], ...]:
    """The first two characters of every name of a fact whose post stands behind it: 孙爱莲、汪洋任副主席."""
    return tuple(
        (name[:_TAIL], match["title"], *match.span("title"))
        for pattern in (_post_behind(), _post_by(), _post_aside())
        for match in pattern.finditer(fact)
        for name in LINK.split(match["names"])
        if len(name) >= _TAIL and is_surname(name[0])
    )


@lru_cache(maxsize=4096)
def _persons(fact: str) -> tuple[tuple[str, int], ...]:
    """The first two characters of every name behind a post of a fact, and where the post ends."""
    return tuple(
        (person, match.end("post"))
        for match in _named_behind().finditer(fact)
        if is_surname((person := match["person"])[0]) and person not in plain_pairs()
    )


def _posts(text: str, end: int, owner: int) -> Iterator[Post]:
    """The posts right before a name, joined by 、 or 兼: 社区党委书记、工会联合会主席罗秀英."""
    run = _RUN.search(text, max(0, end - _REACH), end)
    if run is None:
        return
    stop = end
    for words in reversed(_JOINED.split(run.group())):
        found = _title().search(words)
        if found is None:
            return
        start = stop - len(words)
        yield Post(start, stop, words[: found.start()].removesuffix("的"), found.group(), owner)
        stop = start - 1


def _wrong_from(post: Post, held: Sequence[Post], *, is_last: bool, is_vote_told: bool) -> int | None:
    """Where the wrong words of a post begin, None when a fact gives it, or cannot tell.

    A post that no fact gives may be another person's, unless it stands right before the name.
    """
    title = post.title.removeprefix("新任") if is_vote_told else post.title
    alike = [other for other in held if _may_be_called(other.title, title)]
    if not alike:
        return post.end - len(post.title) if is_last else None
    body = next((body for body in _bodies() if post.body.endswith(body)), "")
    is_told = not body or any(not other.body or body in other.body for other in alike)
    return None if is_told else post.start + post.body.rfind(body)


def _may_be_called(held: str, told: str) -> bool:
    """Whether a post may be told as another: 工程师 of a 高级工程师, but no 教授 of a 副教授."""
    return held == told or (held.endswith(told) and held.removesuffix(told) in _lesser())


def _finding(start: int, post: Post, held: Sequence[Post], case: Case) -> Finding:
    alike = next((other for other in held if other.title == post.title), held[0])
    expected = f"{alike.body}{alike.title}"
    written = case.reading.text[start : post.end]
    return case.finding(
        start, post.end, "name_unsupported",
        f"职务与事实不符：事实写的是“{expected}”，这里写成了“{written}”。",
        severity="warn", owner=alike.owner, expected=expected,
    )  # fmt: skip


@cache
def _title() -> re.Pattern[str]:
    kinds = alternation((*mapping("claims", "posts")["kinds"].split(), *_lesser()))
    return re.compile(
        f"(?:党委|党总支|党支部|党组)?(?:{kinds})?(?:常务|第一)?副?(?:{_titles()})(?:候选人|人选)?$"
    )


@cache
def _lesser() -> frozenset[str]:
    """What may be left out before a post: 高级工程师 is a 工程师."""
    return frozenset(mapping("claims", "posts")["left_out"].split())


@cache
def _named_behind() -> re.Pattern[str]:
    return re.compile(
        f"(?P<post>(?:{_titles()})(?:候选人|人选)?)(?:[ \u3000：:]|—+)?"
        "(?P<person>(?![由为兼])[\u4e00-\u9fff]{2})"
    )


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(mapping("claims", "posts")["bodies"].split())
