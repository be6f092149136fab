"""Ranks and orders: 第十八届, 第二名 and 亚军, 排名第一, 首届."""

import re
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from summarizer.domain import Quantity
from summarizer.text.lexicon import word_list
from summarizer.text.numerals import parse_number
from summarizer.text.terms import in_set_phrase
from summarizer.text.units import match_unit

ORDINAL = r"第 ?(?P<rank>[0-9]+|[一二三四五六七八九十百零]+)"
MEDAL = "冠军|亚军|季军|夺冠|桂冠|折桂|冠(?=、?亚)|亚(?=、?季军)"  # 冠、亚、季军
INITIAL = "首(?P<first>[届批次场期])"

# What the first three places are called, in their order.
MEDALS = MappingProxyType({"冠军": "第一名", "亚军": "第二名", "季军": "第三名"})

_MEDAL_RANKS = MappingProxyType(
    {"冠": 1, "亚": 2, "冠军": 1, "夺冠": 1, "桂冠": 1, "折桂": 1, "亚军": 2, "季军": 3}
)
_PEOPLE = "人"  # 第二名 and 第二位 count as people do, so that they equal 亚军
_ONLY_BEHIND_ORDINALS = frozenset("季号")
_RANK_FOLLOWERS = frozenset("，。；、！？（(）)”》 \n的是为")
_CLAUSE_STARTS = frozenset("，。；：、！？ \n“（(")
# 总分第一、第二、第三: a bare rank may go on from the one before.
_RANK_LIST = re.compile(r"(?:[^，。；：、！？ \n]|、)第[一二三四五六七八九十0-9]+、\Z")
_RANK_LIST_REACH = 6


def read_medal(plain: str, match: re.Match[str], _floor: int) -> Quantity:
    """冠军, 亚军 and 季军 as first, second and third place."""
    start, end = match.span()
    return _ordered(plain, start, end, Decimal(_MEDAL_RANKS[match.group()]), _PEOPLE)


def read_initial(plain: str, match: re.Match[str], _floor: int) -> Quantity:
    """首届 and 首批 as the first of their kind; soft, because 首次 is as often praise as order."""
    return _ordered(plain, match.start(), match.end(), Decimal(1), match["first"], soft=True)


def read_ordinal(plain: str, match: re.Match[str], _floor: int) -> Quantity | None:
    """第十八届, 第3次, 第二名, or a bare rank (排名第一); None in names and set phrases (第一时间)."""
    start, end = match.start(), match.end("rank")
    value = parse_number(match["rank"])
    if value is None or in_set_phrase(plain, match.start("rank"), end) or in_set_phrase(plain, start, end):
        return None
    if unit := _unit_of_order(plain, end):
        soft = value == 1 and unit[0] in _soft_units()
        return _ordered(plain, start, unit[1], value, unit[0], soft=soft)
    return _ordered(plain, start, end, value, _PEOPLE) if _is_bare_rank(plain, start, end) else None


def _unit_of_order(plain: str, number_end: int) -> tuple[str, int] | None:
    start = number_end + (plain[number_end : number_end + 1] == " ")
    sign = plain[start : start + 1]
    if sign in _ONLY_BEHIND_ORDINALS and plain[start + 1 : start + 2] != "度":
        return sign, start + 1
    unit = match_unit(plain, start)
    # 第一人民医院: 人 itself ranks nothing.
    return unit if unit is not None and unit[0] in _order_units() and sign != _PEOPLE else None


def _is_bare_rank(plain: str, start: int, end: int) -> bool:
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if not before or (after and after not in _RANK_FOLLOWERS):
        return False
    return before not in _CLAUSE_STARTS or _goes_on(plain, start)


def _goes_on(plain: str, start: int) -> bool:
    return _RANK_LIST.search(plain, max(0, start - _RANK_LIST_REACH), start) is not None


def _ordered(plain: str, start: int, end: int, value: Decimal, unit: str, *, soft: bool = False) -> Quantity:
    return Quantity(
        start=start, end=end, text=plain[start:end], value=value, unit=unit, ordinal=True, soft=soft
    )


@cache
def _order_units() -> frozenset[str]:
    return frozenset((*word_list("units", "order"), *_soft_units()))


@cache
def _soft_units() -> frozenset[str]:
    """Units of a course of things: 第一天 and 第一站 tell no order worth proving."""
    return frozenset(word_list("units", "order_of_course"))
