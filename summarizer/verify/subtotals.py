"""Sums of what is listed in parts: 前两项合计, 两类合计 of sums told before, 9场 of 7胜2负, 各1间 of 2间."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from summarizer.text.numerals import parse_number
from summarizer.verify.derivation import RELATED, SENTENCE_WINDOW, Derivation, Question, Rule, last_clause
from summarizer.verify.marks import LINK
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity

_COUNT = "[两二三四五六2-6]"
_PART_OF_LIST = re.compile(
    f"(?P<end>前|后)(?P<count>{_COUNT})(?:大?[项类个者种批期次场组]|部分)[^，。；0-9]{{0,6}}"
    "(?:共计?|合计|总计|累计|相加)[^，。；0-9]{0,6}$"
)
_OF_PARTS = re.compile(
    f"(?<![前后])(?P<count>{_COUNT})(?:大?[项类个者种批期次场组队]|部分)[^，。；0-9]{{0,4}}"
    "(?:共计?|合计|总计|累计|相加)[^，。；0-9]{0,4}$"
)
# 工会与车间两级竞赛共39项
_OF_NAMED_PARTS = re.compile(
    f"(?P<names>[\u4e00-\u9fff]{{2,6}}(?:[、和与及][\u4e00-\u9fff]{{2,6}})+?)(?P<count>{_COUNT})(?:级|类|方|部分)"
    "[^，。；0-9]{0,6}(?:共计?|合计|总计|累计)[^，。；0-9]{0,4}$"
)
_NAME_END = 2
_PARTED = re.compile("[；。]")
# 7胜2负, 五胜一平二负
_NUMERAL = "[0-9]{1,2}|[一两二三四五六七八九十]{1,2}"
_RECORD = re.compile(f"(?P<won>{_NUMERAL})胜(?:[、，]?(?P<drawn>{_NUMERAL})平)?[、，]?(?P<lost>{_NUMERAL})负")
_LISTED_BEHIND = re.compile(" ?[（(：:](?P<members>[^（）()，。；：0-9]{2,60})(?:[）)，。；]|$)")
_EACH_OF_THEM = re.compile("各[^，。；0-9]{0,8}$")
_LEAST_MEMBERS = 2
_TIMES, _YUAN = re.compile(" ?[×✕*xX] ?"), "元"
_MATCHES = frozenset({"场", "轮", "局", "场次"})


def subtotal_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module that the wording around a figure asks for."""
    if _OF_PARTS.search(asked.clause):
        yield _as_sum_of_parts
    if asked.figure.unit in _MATCHES:
        yield _as_matches
    if asked.figure.unit == _YUAN:
        yield _as_priced_groups


def part_of_list(listing: Sequence[Mention], clause: str) -> Sequence[Mention] | None:
    """The members of a listing that a clause sums up: 前两项合计, 工会与车间两级共; None when it names none.

    Empty when the listing has no more members than are asked for.
    """
    if named := _named_parts(listing, clause):
        return named
    told = _PART_OF_LIST.search(clause)
    if told is None:
        return None
    count = _few(told["count"])
    if len(listing) <= count:
        return []
    return listing[:count] if told["end"] == "前" else listing[-count:]


def _named_parts(listing: Sequence[Mention], clause: str) -> Sequence[Mention]:
    """The members whose words hold the names that a clause counts; none unless they are as many."""
    told = _OF_NAMED_PARTS.search(clause)
    if told is None:
        return ()
    ends = [name[-_NAME_END:] for name in LINK.split(told["names"])]
    parts = [item for item in listing if any(end in item.left_text for end in ends)]
    return parts if len(parts) == len(ends) == _few(told["count"]) else ()


def _few(numeral: str) -> int:
    return int(parse_number(numeral) or 0)


def _as_sum_of_parts(asked: Question) -> Derivation | None:
    """两类合计73人 behind 技师53人，…；高级工20人，…: the first figures of as many parts told before."""
    told = _OF_PARTS.search(asked.clause)
    heads = _heads(asked) if told is not None else []
    count = _few(told["count"]) if told is not None else 0
    parts = heads[-count:]
    figures = [item for head in parts if (item := quantity(head)) is not None]
    total = sum((item.value for item in figures), Decimal(0))
    if len(figures) != count or total != asked.figure.value:
        return None
    formula = "＋".join(item.text for item in figures)
    return Derivation(formula=f"{formula}＝{asked.figure.text}", sources=tuple(parts))


def _heads(asked: Question) -> list[Mention]:
    """The first figure in the unit asked for of every part (； or 。) of this sentence and the last."""
    mention, reading = asked.mention, asked.reading
    owners = {mention.owner, mention.owner - 1}
    heads: list[Mention] = []
    for owner in sorted(owner for owner in owners if owner >= 0):
        for other in reading.by_sentence[owner]:
            item = quantity(other)
            if other.order >= mention.order or item is None or item.ordinal or item.unit != asked.figure.unit:
                continue
            if not heads or _is_parted(heads[-1], other, reading):
                heads.append(other)
    return heads


def _is_parted(left: Mention, right: Mention, reading: Reading) -> bool:
    return _PARTED.search(reading.text, left.atom.end, right.atom.start) is not None


def as_one_of_each(asked: Question) -> Derivation | None:
    """6月和11月各开展演练1次 of a fact that counts 2次: the same for each of the days or places told."""
    clause = last_clause(
        asked.reading.text[max(0, asked.figure.start - SENTENCE_WINDOW) : asked.figure.start]
    )
    start = asked.figure.start - len(clause)
    days = [date for date in asked.dates if start <= date.atom.start < asked.figure.start]
    if _EACH_OF_THEM.search(clause) is None:
        return None
    for group in asked.related:
        for mention in group:
            item = quantity(mention)
            if item is None or item.unit != asked.figure.unit or not asked.figure.value:
                continue
            members = len(days) if len(days) >= _LEAST_MEMBERS else _members_named(mention, clause, asked)
            if members >= _LEAST_MEMBERS and item.value == asked.figure.value * members:
                formula = f"{item.text}÷{members}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=(mention,), recovers=True)
    return None


def _members_named(mention: Mention, clause: str, asked: Question) -> int:
    """How many members a fact lists behind a figure, all of which a clause names: 2间（东楼、西楼）."""
    listed = _LISTED_BEHIND.match(asked.evidence.facts[mention.owner].text, mention.atom.end)
    members = LINK.split(listed["members"]) if listed is not None else []
    return len(members) if all(member.strip() in clause for member in members) else 0


def _as_priced_groups(asked: Question) -> Derivation | None:
    """7500元 of a fact that says 小学5人×600元，高中3人×1500元: what all groups get."""
    for owner in asked.near[:RELATED]:
        body, terms = asked.evidence.facts[owner].text, []
        mentions = asked.evidence.of_fact[owner]
        for left, right in pairwise(mentions):
            one, other = quantity(left), quantity(right)
            is_product = _TIMES.fullmatch(body, left.atom.end, right.atom.start) is not None
            if is_product and one is not None and other is not None and _YUAN in {one.unit, other.unit}:
                terms.append((one, other))
        if terms and sum((one.value * other.value for one, other in terms), Decimal(0)) == asked.figure.value:
            formula = "＋".join(f"{one.text}×{other.text}" for one, other in terms)
            return Derivation(formula=f"{formula}＝{asked.figure.text}", sources=tuple(mentions))
    return None


def _as_matches(asked: Question) -> Derivation | None:
    """共打9场 of a fact that says 7胜2负."""
    for owner in asked.near[:RELATED]:
        for record in _RECORD.finditer(asked.evidence.facts[owner].body):
            played = [parse_number(numeral) for numeral in record.groups() if numeral]
            if sum((one for one in played if one is not None), Decimal(0)) == asked.figure.value:
                return Derivation(formula=f"{record.group()}，共{asked.figure.text}", sources=())
    return None
