"""Lists told respectively (A、B分获第一名、第二名): who stands where another belongs."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.domain import Finding, Quantity
from summarizer.text.sentences import split_clauses
from summarizer.verify.case import Case
from summarizer.verify.claims import sentence_at
from summarizer.verify.mentions import Mention
from summarizer.verify.spans import TakenSpans

_LINK = re.compile("、|以及|和|及|与")
_RESPECTIVELY = re.compile(
    "分别(?:是|为|由|有|获得?|夺得|摘得|达到?|位?列)?|分获|分列|分居|分夺|依次(?:是|为)?|前[二两三四五六七八九十]名(?:依次|分别)?(?:是|为)?"
)
_NAME = re.compile("[\u4e00-\u9fffA-Za-z]{2,10}$")
_MOST, _REACH = 8, 80
_PRIZES = re.compile("(?P<ranks>[一二三四五六](?:、[一二三四五六])+)(?P<noun>等奖)")
_DATES = re.compile("[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_EACH = re.compile("每.$")
_COUNTED = re.compile("等?[两三四五六七八九十0-9]+[个类项种名部大].*$|等.{0,4}$")
_VERB_REACH = 2
_RANK = re.compile("第[一二三四五六七八九十0-9]+|[一二三四特]等奖")
_SEASONS, _LEAST_RUN = re.compile("[两二三四]个?(?:季度|月|学期|阶段)"), 3
_END = re.compile("[，。；：\n]")
_MARK, _LABEL_REACH = re.compile("[，。；：、\n]"), 8


def misordered(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings on names and figures that are told in another order than in their fact.

    Args:
        case: the text and the facts.
        findings: what was found before; nothing is said twice of one span.
    """
    own = case.evidence.facts[: case.evidence.own]
    if not _RESPECTIVELY.search(case.reading.text) and not any(_RESPECTIVELY.search(f.body) for f in own):
        return
    taken = TakenSpans((found.start, found.end) for found in findings if found.severity != "info")
    for found in (*_told_each(case), *_names(case), *_names_behind(case), *_figures(case)):
        if taken.take(found.start or 0, found.end or 0):
            yield found


def _names(case: Case) -> Iterator[Finding]:
    """Names listed before 分获 whose ranks the facts give to each other, or listed in another order there."""
    text = case.reading.text
    for cue in _RESPECTIVELY.finditer(text):
        names = _listed_before(text, cue.start())
        behind = text[cue.end() : cue.end() + 60]
        values = [part for part in re.split("[、和及与]", re.split("[，。；：\n]", behind)[0]) if part]
        sentence = sentence_at(case, cue.start())
        related = case.related(sentence) if sentence is not None else ()
        bodies = [case.evidence.facts[owner].body for owner in related if owner < case.evidence.own]
        for (start, name), (_, other) in _swapped(bodies, names, values):
            yield case.finding(
                start, start + len(name), "name_unsupported",
                f"两个名称写反了：这里应为“{other}”。", expected=other, suggestion=other,
            )  # fmt: skip


def _names_behind(case: Case) -> Iterator[Finding]:
    """前三名依次为甲、乙、丙 where the fact lists the same names in another order."""
    text = case.reading.text
    for cue in _RESPECTIVELY.finditer(text):
        is_of_others = len(_listed_before(text, cue.start())) > 1  # 甲、乙分获一等奖、二等奖
        names = [] if is_of_others else _listed_behind(text, cue.end())
        sentence = sentence_at(case, cue.start())
        for owner in _own_facts(sentence, case) if sentence is not None and len(names) > 1 else ():
            body = case.evidence.facts[owner].body
            own = _RESPECTIVELY.search(body)
            told = [name for _, name in _listed_behind(body, own.end())] if own is not None else []
            written = [name for _, name in names]
            if written == told or sorted(written) != sorted(told):
                continue
            for (start, name), right in zip(names, told, strict=True):
                if name != right:
                    yield case.finding(
                        start, start + len(name), "name_unsupported",
                        f"先后写反了：这里应为“{right}”。", owner=owner, expected=right, suggestion=right,
                    )  # fmt: skip
            break


def _listed_behind(text: str, start: int) -> list[tuple[int, str]]:
    """The members of the list right behind an offset, with their own."""
    stop = _END.search(text, start, start + _REACH)
    end = stop.start() if stop else min(len(text), start + _REACH)
    members, at = [], start
    for link in (*_LINK.finditer(text, start, end), None):
        until = link.start() if link else end
        members.append((at, text[at:until]))
        at = link.end() if link else end
    return members[:_MOST] if len(members) > 1 and all(name for _, name in members) else []


def _listed_before(text: str, stop: int) -> list[tuple[int, str]]:
    """The members of the list that ends at `stop`, with their offsets."""
    clause = max(text.rfind(mark, max(0, stop - _REACH), stop) for mark in "，。；：\n") + 1
    members, at = [], max(clause, stop - _REACH)
    for link in (*_LINK.finditer(text, clause, stop), None):
        end = link.start() if link else stop
        name = _NAME.search(text, at, end)
        if name:
            members.append((name.start(), name.group()))
        at = link.end() if link else stop
    return members[-_MOST:]


def _swapped(
    bodies: Sequence[str], names: Sequence[tuple[int, str]], values: Sequence[str]
) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Neighbouring names that the facts tell the other way round."""
    for index in range(len(names) - 1):
        first, second = names[index], names[index + 1]
        pair = values[index : index + 2]
        for body in bodies:
            if first[1] not in body or second[1] not in body:
                continue
            if _crossed(body, first[1], second[1], pair) or (
                _reversed(body, first[1], second[1]) and not _reversed_values(body, pair)
            ):
                yield first, second
                yield second, first
                break


def _crossed(body: str, first: str, second: str, values: Sequence[str]) -> bool:
    """Whether a fact tells the first value of the second name and the second value of the first."""
    if len(values) < 2:
        return False
    stems = [found.group() if (found := _RANK.search(value)) else value[-3:] for value in values]
    clauses = [body[start:end] for start, end in split_clauses(body)]
    mine = [clause for clause in clauses if first in clause and second not in clause]
    theirs = [clause for clause in clauses if second in clause and first not in clause]
    return any(stems[1] in clause and stems[0] not in clause for clause in mine) and any(
        stems[0] in clause and stems[1] not in clause for clause in theirs
    )


def _reversed(body: str, first: str, second: str) -> bool:
    """Whether a fact with an order of its own lists the two the other way round."""
    return _RESPECTIVELY.search(body) is not None and 0 <= body.find(second) < body.find(first)


def _reversed_values(body: str, values: Sequence[str]) -> bool:
    """Whether a fact has the two values in the other order as well, so that nothing is exchanged."""
    if len(values) < 2:
        return False
    first, second = body.find(values[0][:3]), body.find(values[1][:3])
    return 0 <= second < first


def _figures(case: Case) -> Iterator[Finding]:
    """Figures behind 分别 that their fact gives in another order, what they count standing as there."""
    text = case.reading.text
    for cue in _RESPECTIVELY.finditer(text):
        written = _behind(case.reading.figures, text, cue.end())
        if len(written) < 2:
            continue
        for number in case.related(written[0].owner):
            if number >= case.evidence.own:
                continue
            body = case.evidence.facts[number].text
            own = _RESPECTIVELY.search(body)
            told = _behind(case.evidence.of_fact[number], body, own.end()) if own else []
            values, expected = [_value(one) for one in written], [_value(one) for one in told]
            if (
                values == expected
                or sorted(values) != sorted(expected)
                or not _same_order(text, body, cue.start())
            ):
                continue
            for mention, right in zip(written, told, strict=True):
                if _value(mention) != _value(right):
                    yield case.finding_at(
                        mention, "figure_changed", f"两个数据写反了：这里应为“{right.atom.text}”。",
                        fact=right, expected=right.atom.text, suggestion=right.atom.text,
                    )  # fmt: skip
            break


def _value(mention: Mention) -> tuple[str, str]:
    atom = mention.atom
    return (str(atom.value), atom.unit) if isinstance(atom, Quantity) else ("", "")


def _behind(mentions: Sequence[Mention], text: str, start: int, *, reach: int = _VERB_REACH) -> list[Mention]:
    """The figures listed behind an offset, the first at most `reach` characters away."""
    found: list[Mention] = []
    for mention in mentions[bisect_left(mentions, start, key=lambda one: one.atom.start) :]:
        if not isinstance(mention.atom, Quantity):
            continue
        between = _EACH.sub("", text[found[-1].atom.end if found else start : mention.atom.start])
        is_next = _LINK.fullmatch(between) if found else len(between) <= reach and not _MARK.search(between)
        if not is_next:
            break
        found.append(mention)
    return found


def _same_order(text: str, body: str, stop: int) -> bool:
    """Whether the first list of the fact stands in the text before `stop` in the same order."""
    for link in _LINK.finditer(body):
        left, right = body[max(0, link.start() - 2) : link.start()], body[link.end() : link.end() + 2]
        at = text.rfind(left, 0, stop)
        if len(left) == len(right) == 2 and at >= 0:
            return text.find(right, at, stop) > at
    return False


def _told_each(case: Case) -> Iterator[Finding]:
    """Figures told respectively on one side and one by one on the other, each at another's label."""
    text = case.reading.text
    for cue in _RESPECTIVELY.finditer(text):
        if _SEASONS.search(text, max(0, cue.start() - _LABEL_REACH), cue.start()):
            listed = _behind(case.reading.figures, text, cue.end(), reach=_LABEL_REACH)
            if len(listed) >= _LEAST_RUN:
                yield from _in_fact_order(listed, case)
                continue
        written = _behind(case.reading.figures, text, cue.end(), reach=_LABEL_REACH)
        labels = _labels_before(text, cue.start(), len(written))
        is_rank = any(isinstance(one.atom, Quantity) and one.atom.ordinal for one in written)
        if len(written) < 2 or len(labels) != len(written) or is_rank:
            continue
        for owner in _own_facts(written[0].owner, case):
            body = case.evidence.facts[owner].text
            mentions = case.evidence.of_fact[owner]
            yield from _crossed_figures(written, [_at_label(one, body, mentions) for one in labels], case)
    for owner, fact in enumerate(case.evidence.facts[: case.evidence.own]):
        listing = _RESPECTIVELY.search(fact.text)
        if listing is None:
            continue
        listed = _behind(case.evidence.of_fact[owner], fact.text, listing.end())
        labels = _labels_before(fact.text, listing.start(), len(listed))
        found = [_at_label(label, text, case.reading.figures) for label in labels]
        placed = [one for one in found if one is not None]
        if 2 <= len(listed) == len(placed):
            yield from _crossed_figures(placed, listed, case)


def _in_fact_order(written: Sequence[Mention], case: Case) -> Iterator[Finding]:
    """Figures of 四个季度分别 that their fact gives one quarter after another."""
    for owner in _own_facts(written[0].owner, case):
        mentions = case.evidence.of_fact[owner]
        told = [mention for mention in mentions if _value(mention) in set(map(_value, written))]
        yield from _crossed_figures(written, told, case)


def _own_facts(sentence: int, case: Case) -> list[int]:
    return [owner for owner in case.related(sentence) if owner < case.evidence.own]


def _labels_before(text: str, stop: int, count: int) -> list[str]:
    """The last `count` labels listed before 分别: names, dates, or 一、二、三等奖 spelled out."""
    prizes = _PRIZES.search(text, max(0, stop - _REACH), stop)
    if prizes is not None and len(prizes["ranks"].split("、")) == count:
        return [f"{rank}{prizes['noun']}" for rank in prizes["ranks"].split("、")]
    dates = _DATES.findall(text, max(0, stop - _REACH), stop)
    if len(dates) == count:
        return dates
    names = [name for _, name in _listed_before(text, stop)]
    if len(names) == count:
        return names
    # 健身房、阅览室、多功能厅三部分组成，面积依次为: the list may stand some clauses before.
    start = max(text.rfind(mark, 0, stop) for mark in "。；\n") + 1
    for clause in reversed(re.split("[，：（]", text[max(start, stop - _REACH) : stop])):
        members = re.split("[、和及与]", clause)
        if len(members) == count:
            return [_COUNTED.sub("", member) for member in members]
    return []


def _at_label(label: str, text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The figure told right behind a label, None when the label stands there more than once or bare."""
    label = next((part for at in range(len(label) - 1) if (part := label[at:]) in text), "")
    at = text.find(label) if label else -1
    if at < 0 or text.find(label, at + 1) >= 0:
        return None
    end = at + len(label)
    for mention in mentions[bisect_left(mentions, end, key=lambda one: one.atom.start) :]:
        if isinstance(mention.atom, Quantity):
            between = text[end : mention.atom.start]
            return mention if len(between) <= _LABEL_REACH and not _MARK.search(between) else None
    return None


def _crossed_figures(
    written: Sequence[Mention], told: Sequence[Mention | None], case: Case
) -> Iterator[Finding]:
    """A finding for every figure whose label has another one of the same figures in the fact."""
    known = [one for one in told if one is not None]
    if not len(known) == len(told) == len(written):
        return
    if sorted(map(_value, written)) != sorted(map(_value, known)):
        return
    for mention, right in zip(written, known, strict=True):
        if _value(mention) != _value(right):
            yield case.finding_at(
                mention, "figure_changed", f"两个数据写反了：这里应为“{right.atom.text}”。",
                fact=right, expected=right.atom.text, suggestion=right.atom.text,
            )  # fmt: skip
