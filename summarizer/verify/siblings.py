"""Words of a small family that stand for each other's: 上午 for 下午, 每月 for 每季度, 共 for 人均."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarizer.domain import Finding, Quantity
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import alternation, mapping
from summarizer.verify.case import Case, Pair
from summarizer.verify.claims import clause_around, sentence_at
from summarizer.verify.derivation import RELATED
from summarizer.verify.mentions import Mention
from summarizer.verify.spans import TakenSpans

_EACH = re.compile(
    "(?P<each>人均|户均|平均|每(?:人|户|位|名|家|餐|场|次|个|件|份|套|班|间|天|日|周|星期|月|季度?|半年|学期|年)|标准为每[^，。；\\d]{0,3})"
    r"[^，。；\d]{0,6}$"
)
_WHOLE = re.compile(r"(?:共计|合计|总计|累计|总共|一共|共|总额|总金额)[^，。；\d一二三四五六七八九十]{0,3}$")
_BEFORE = 14
# A sentence with one of these may well tell that a figure is for each.
_EACH_SOMEHOW = re.compile(
    "[每各均逐/×*xX]|[1一][人户次份][0-9一二三两]|[年月][节增产均支收满积]|人手|标准|分别|按[月季周日年]|月[发评均补缴]|一个?[人户月季周年餐]"
)
_GOT = re.compile("[0-9][人名位户家][（(][^（）()，。；]{0,24}$")
_YEARLY, _THIS_YEAR = "每年", re.compile("[全一本今]年|年[内度]")
_NAMING = frozenset({"body", "camps", "aid", "grade", "draft", "decided", "retired", "complete", "side"})


def strayed_words(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on words that say when, how often or of how many, where a fact says another of its family.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    taken = TakenSpans((found.start, found.end) for found in findings)
    for found in (*_families(case), *_measures(case), *_opposites(case), *_groups(case)):
        if taken.take(found.start or 0, found.end or 0):
            yield found


def _families(case: Case) -> Iterator[Finding]:
    text, known = case.reading.text, case.evidence.bare_facts
    if _words().search(text) is None:
        return
    written = {_plain(match.group()) for match in _words().finditer(text)}
    for match in _words().finditer(text):
        word, family = _plain(match.group()), match.lastgroup
        sentence = sentence_at(case, match.start())
        if word in known or match.group() in known or sentence is None:
            continue
        for owner in case.related(sentence)[:RELATED]:
            told = [m for m in _words().finditer(case.evidence.facts[owner].body) if m.lastgroup == family]
            absent = [m.group() for m in told if _plain(m.group()) not in written]
            if absent and owner < case.evidence.own:
                yield case.finding(
                    *match.span(), "name_unsupported" if family in _NAMING else "date_unsupported",
                    f"与事实不符：事实写的是“{absent[0]}”，这里写成了“{match.group()}”。",
                    owner=owner, expected=absent[0], suggestion=absent[0],
                )  # fmt: skip
                break


def _plain(word: str) -> str:
    """每个月, 每1个月 and 每月 are one word."""
    return re.sub("[个1一]", "", word).replace("星期", "周").replace("每天", "每日").replace("每季度", "每季")


@cache
def _words() -> re.Pattern[str]:
    families = mapping("dates", "families").items()
    return re.compile(
        looked_ahead("|".join(f"(?P<{name}>{alternation(tuple(words))})" for name, words in families))
    )


def _measures(case: Case) -> Iterator[Finding]:
    """Equal figures of which one is for each and the other for all, or for nobody knows how many."""
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        if pair is None or not isinstance(pair.fact.atom, Quantity) or pair.fact.owner >= case.evidence.own:
            continue
        body = case.evidence.facts[pair.fact.owner].text
        told = body[max(0, pair.fact.atom.start - _BEFORE) : pair.fact.atom.start]
        start = mention.atom.start
        written = case.reading.text[max(0, start - _BEFORE) : start]
        for mine, other in ((_EACH, _WHOLE), (_WHOLE, _EACH)):
            as_told, as_written = mine.search(told), other.search(written)
            if as_told and as_written and not mine.search(written) and not other.search(told):
                expected = as_told.group() + pair.fact.atom.text
                begin = start - len(as_written.group())
                changed = as_written.group() + mention.atom.text
                message = f"与事实不符：事实写的是“{expected}”，这里写成了“{changed}”。"
                yield case.finding(
                    begin, mention.atom.end, "figure_changed", message, owner=pair.fact.owner,
                    expected=expected, suggestion=expected,
                )  # fmt: skip
        yield from _lost_each(mention, pair, told, written, case)


def _lost_each(mention: Mention, pair: Pair, told: str, written: str, case: Case) -> Iterator[Finding]:
    """发放慰问金500元 for 每户500元, read as the sum of all, or the other way round."""
    text, body = case.reading.text, case.evidence.facts[pair.fact.owner].text
    in_fact, in_text = _EACH.search(told), _EACH.search(written)
    if in_fact is not None and in_text is None:
        each, figure = in_fact["each"], pair.fact.atom.text
        sentence = case.reading.sentences[mention.owner]
        is_said = _EACH_SOMEHOW.search(text, *sentence) is not None
        is_year = each == _YEARLY and _THIS_YEAR.search(text, *sentence) is not None
        if not is_said and not is_year and not _stands_alone(pair.fact, case):
            yield case.finding_at(
                mention, "figure_changed",
                f"与事实不符：事实写的是“{in_fact.group()}{figure}”，这里没有写“{each}”，会被当成总数。",
                fact=pair.fact, expected=in_fact.group() + figure, suggestion=each + figure,
            )  # fmt: skip
    elif (
        in_text is not None
        and in_text["each"].startswith("每")
        and in_fact is None
        and _EACH_SOMEHOW.search(body) is None
        and not _is_gift_of_each(pair.fact, body)
    ):
        start = mention.atom.start - len(in_text.group())
        changed = text[start : mention.atom.end]
        yield case.finding(
            start, mention.atom.end, "figure_changed",
            f"与事实不符：事实写的是“{pair.fact.atom.text}”，没有写“{in_text['each']}”，这里写成了“{changed}”。",
            owner=pair.fact.owner, expected=pair.fact.atom.text,
        )  # fmt: skip


def _is_gift_of_each(fact: Mention, body: str) -> bool:
    """Whether a fact has one of a thing in brackets behind how many got it: 慰问教师176人（鲜花一束）."""
    is_one = isinstance(fact.atom, Quantity) and fact.atom.value == 1
    return is_one and _GOT.search(body[: fact.atom.start]) is not None


def _stands_alone(fact: Mention, case: Case) -> bool:
    """Whether the facts hold the same figure once more, where it is no figure for each."""
    return isinstance(fact.atom, Quantity) and any(
        other.order != fact.order and other.atom.text == fact.atom.text
        for other in case.evidence.figures_like(fact.atom.value)
    )


def _opposites(case: Case) -> Iterator[Finding]:
    """Words before a figure that say the opposite of those in its fact: 同比下降12% for 同比增长12%."""
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        if pair is None or pair.fact.owner >= case.evidence.own or pair.fact.last_year:
            continue
        told, written = pair.fact.left_text, mention.left_text
        if _any_opposed().search(written) is None:
            continue
        for mine, other in _opposed():
            as_told, as_written = _last(mine, told), _last(other, written)
            if not as_told or not as_written or mine.search(written) or other.search(told):
                continue
            if as_written.group() in case.evidence.facts[pair.fact.owner].body:
                continue
            start = mention.atom.start - len(written) + as_written.start()
            if case.reading.text[start : start + len(as_written.group())] != as_written.group():
                continue  # the words are shared with the figure before
            expected, changed = as_told.group(), as_written.group()
            yield case.finding(
                start, mention.atom.end, "figure_changed",
                f"与事实不符：事实写的是“{expected}”，这里写成了“{changed}”。",
                owner=pair.fact.owner, expected=expected + pair.fact.atom.text,
            )  # fmt: skip
            break


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in words.finditer(text):
        found = match
    return found


@cache
def _any_opposed() -> re.Pattern[str]:
    sides = (side for pair in mapping("claims", "opposites")["pairs"] for side in pair)
    return re.compile(alternation(tuple(word for side in sides for word in side.split())))


@cache
def _opposed() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Every pair of opposed words, both ways round."""
    both = [
        tuple(re.compile(alternation(tuple(side.split()))) for side in sides)
        for sides in mapping("claims", "opposites")["pairs"]
    ]
    return tuple(way for left, right in both for way in ((left, right), (right, left)))


def _groups(case: Case) -> Iterator[Finding]:
    """People beside a figure who are others than those its fact tells of: 劳模32户 for 困难职工32户."""
    text = case.reading.text
    if _people().search(text) is None:
        return
    said = {_group(match) for match in _people().finditer(text)}
    for mention in case.reading.figures:
        pair = case.pair_of(mention)
        if pair is None or pair.fact.owner >= case.evidence.own:
            continue
        body = case.evidence.facts[pair.fact.owner].text
        told = list(_people().finditer(body, *clause_around(body, pair.fact.atom.start)))
        if not told or not said.isdisjoint(map(_group, told)):
            continue
        for match in _people().finditer(text, *clause_around(text, mention.atom.start)):
            if any(word in case.evidence.bare_facts for word in _alike()[_group(match)]):
                continue
            expected = told[0].group()
            yield case.finding(
                *match.span(), "name_unsupported",
                f"与事实不符：事实写的是“{expected}”，这里写成了“{match.group()}”。",
                owner=pair.fact.owner, expected=expected, suggestion=expected,
            )  # fmt: skip


def _group(match: re.Match[str]) -> int:
    return _group_of()[match.group()]


@cache
def _alike() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in mapping("claims", "people")["groups"])


@cache
def _group_of() -> Mapping[str, int]:
    return {word: number for number, words in enumerate(_alike()) for word in words}


@cache
def _people() -> re.Pattern[str]:
    behind = alternation(tuple(mapping("claims", "people")["not_behind"].split()))
    return re.compile(f"(?:{alternation(tuple(_group_of()))})(?!{behind})")
