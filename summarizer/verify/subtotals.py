"""Sums over a part of what is listed: 前两项合计, 两类合计 of sums told before, 共打9场 of 7胜2负."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType

from summarizer.text.numerals import parse_number
from summarizer.verify.derivation import RELATED, Derivation, Question, Rule
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity

_COUNT = "[两二三四五六2-6]"
_FEW = MappingProxyType({"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6})
_PART_OF_LIST = re.compile(
    f"(?P<end>前|后)(?P<count>{_COUNT})(?:大?[项类个者种批期次场组]|部分)[^，。；0-9]{{0,6}}"
    "(?:共计?|合计|总计|累计|相加)[^，。；0-9]{0,6}$"
)
_OF_PARTS = re.compile(
    f"(?<![前后])(?P<count>{_COUNT})(?:大?[项类个者种批期次场组队]|部分)[^，。；0-9]{{0,4}}"
    "(?:共计?|合计|总计|累计|相加)[^，。；0-9]{0,4}$"
)
_PARTED = re.compile("[；。]")
# 7胜2负, 五胜一平二负
_NUMERAL = "[0-9]{1,2}|[一两二三四五六七八九十]{1,2}"
_RECORD = re.compile(f"(?P<won>{_NUMERAL})胜(?:[、，]?(?P<drawn>{_NUMERAL})平)?[、，]?(?P<lost>{_NUMERAL})负")
_MATCHES = frozenset({"场", "轮", "局", "场次"})


def subtotal_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module that the wording around a figure asks for."""
    if _OF_PARTS.search(asked.clause):
        yield _as_sum_of_parts
    if asked.figure.unit in _MATCHES:
        yield _as_matches


def part_of_list(listing: Sequence[Mention], clause: str) -> Sequence[Mention] | None:
    """The first or last members of a listing that a clause sums up: 前两项合计; None when it names no part.

    Empty when the listing has no more members than are asked for.
    """
    told = _PART_OF_LIST.search(clause)
    if told is None:
        return None
    count = _few(told["count"])
    if len(listing) <= count:
        return []
    return listing[:count] if told["end"] == "前" else listing[-count:]


def _few(numeral: str) -> int:
    return _FEW.get(numeral) or int(numeral)


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


def _as_matches(asked: Question) -> Derivation | None:
    """共打9场 of a fact that says 7胜2负."""
    for owner in asked.near[:RELATED]:
        for record in _RECORD.finditer(asked.evidence.facts[owner].body):
            played = [parse_number(numeral) for numeral in record.groups() if numeral]
            if sum((one for one in played if one is not None), Decimal(0)) == asked.figure.value:
                return Derivation(formula=f"{record.group()}，共{asked.figure.text}", sources=())
    return None
