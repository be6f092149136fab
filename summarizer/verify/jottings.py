"""What a clerk jots down and no official prose writes: 4/8、11/6, 12/40/26人, 35w, 190+, 12队×10人, 1st.

Texts are read so, too, for what they copy from a fact as it was jotted down.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from summarizer.domain import Atom, DateMention, Quantity, Rounding
from summarizer.text.atoms import merged
from summarizer.text.leading import looked_ahead
from summarizer.text.numerals import parse_number
from summarizer.text.units import match_unit
from summarizer.text.year_parts import canonical_part

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_APART = "(?<![0-9A-Za-z.])"
_TOKEN = re.compile(
    looked_ahead(
        # 4/8, 12/20, but not 2/3以上; a list of days is read one by one.
        rf"(?P<day>(?<![0-9A-Za-z./%])(?P<month_of>1[0-2]|0?[1-9])/(?P<day_of>3[01]|[12][0-9]|0?[1-9])"
        r"(?![0-9./]| ?以|[的万亿]))"
        rf"|(?P<row>(?<![0-9A-Za-z./]){_NUMBER}(?: ?[/／] ?{_NUMBER})+(?![0-9A-Za-z./]))"
        rf"|(?P<sum>{_APART}{_NUMBER}(?:(?: ?[+＋] ?{_NUMBER})+(?= ?[=＝] ?[0-9])"
        rf"|(?: ?[+＋] ?{_NUMBER}){{2,}})"
        rf"|(?<=[）)] ){_NUMBER}[+＋]{_NUMBER})"
        rf"|(?P<short>{_APART}[0-9]+[万wW][1-9](?![0-9.,%千百十]))"
        rf"|(?P<more>(?<=[\u4e00-\u9fff])[+＋]{_NUMBER}(?![0-9A-Za-z.%+＋=＝]))"
        r"|(?P<quarter>(?<![A-Za-z0-9])[Qq][1-4](?![0-9A-Za-z]))"
        r"|(?P<place>第[一二三四五六七八](?= [\u4e00-\u9fff]))"
        rf"|(?P<scaled>{_APART}{_NUMBER}[wWkK](?P<over>[+＋]?)(?![A-Za-z0-9]))"
        rf"|(?P<least>{_APART}{_NUMBER}(?P<myriad>万?)[+＋](?=[人名户家件次条份张个元]|[^0-9\u4e00-\u9fff]|$))"
        rf"|(?P<times>(?<=[^0-9][×*xX]){_NUMBER}(?![0-9A-Za-z.]))"
        r"|(?P<score>(?<![0-9:：.])[0-9]{1,3}[:：][0-9]{1,3}(?= ?(?:获?胜|负|平|赢|击败|险胜|逆转|领先)))"
        rf"|(?P<rank>{_APART}(?:[1-9](?:st|nd|rd|th)|[Nn][Oo]\.?[1-9])(?![0-9A-Za-z]))"
    )
)
_MYRIAD, _THOUSAND = 10_000, 1_000
_SCALES: Mapping[str, int] = MappingProxyType({"w": _MYRIAD, "k": _THOUSAND})
# 12/8人 is a row of two, 7/18 分三次 and 10/8 门诊 begin with a day.
_COUNTED_BEHIND = re.compile("[人名户家件条份次场元]|[个篇](?!月)")
_SHARE_BEFORE = re.compile("(?:占|的|约|近|超|过|完成) ?$")
_RANK_UNIT = "人"
_NUMERAL = re.compile(_NUMBER)
_TOTAL = re.compile(f" ?[=＝] ?{_NUMBER}")
# 送温暖(户/元)：1月 32/16000；7月 18/9000
_COLUMNS = re.compile("[（(](?P<units>[\u4e00-\u9fff]{1,2}(?:[/／][\u4e00-\u9fff]{1,2})+)[）)]")
_ALWAYS = "24/7"


def with_jottings(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms of a fact or text with those jotted down; they win over loose numbers read in their place.

    Args:
        text: one fact, or a text.
        atoms: what official prose lets read in it, in order.
    """
    jotted = [
        atom for match in _TOKEN.finditer(text) for atom in _READERS[match.lastgroup or ""](text, match)
    ]
    if not jotted:
        return list(atoms)
    firm = [atom for atom in atoms if not _is_loose(atom)]
    return merged(merged(firm, jotted), [atom for atom in atoms if _is_loose(atom)])


def _is_loose(atom: Atom) -> bool:
    return isinstance(atom, Quantity) and not atom.ordinal


def _unit_behind(text: str, end: int) -> tuple[str, int]:
    """The unit behind a number, "" when there is none, and the offset behind it."""
    start = end + (text[end : end + 1] == " ")
    return match_unit(text, start) or ("", end)


def _read_day(text: str, match: re.Match[str]) -> Iterator[Atom]:
    if _SHARE_BEFORE.search(text, 0, match.start()):
        return
    if _COUNTED_BEHIND.match(text, match.end()) or _column_units(text[: match.start()]):
        yield from _read_row(text, match)
        return
    yield DateMention(
        start=match.start(), end=match.end(), text=match.group(),
        month=int(match["month_of"]), day=int(match["day_of"]),
    )  # fmt: skip


def _read_row(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """12/40/26 and 12/8人: one figure for each of what is listed elsewhere."""
    if match.group() == _ALWAYS:
        return
    numerals = list(_NUMERAL.finditer(match.group()))
    units = _column_units(text[: match.start()])
    if len(units) != len(numerals):
        units = [_unit_behind(text, match.end())[0]] * len(numerals)
    for numeral, unit in zip(numerals, units, strict=True):
        yield _figure(match.start() + numeral.start(), numeral.group(), unit)


def _column_units(before: str) -> list[str]:
    """The units of a heading of columns: 户 and 元 of 送温暖(户/元)：."""
    heading = _COLUMNS.search(before)
    return [_unit_behind(unit, 0)[0] for unit in re.split("[/／]", heading["units"])] if heading else []


def _read_sum(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """The parts of 80+45+117=242人, in the unit of their total."""
    total = _TOTAL.match(text, match.end())
    unit = _unit_behind(text, total.end())[0] if total else ""
    for numeral in _NUMERAL.finditer(match.group()):
        yield _figure(match.start() + numeral.start(), numeral.group(), unit)


def _read_more(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """213 of 会员+213."""
    yield _figure(match.start() + 1, match.group()[1:], _unit_behind(text, match.end())[0])


def _read_quarter(text: str, match: re.Match[str]) -> Iterator[Atom]:
    part = canonical_part(f"{match.group()[1]}季度")
    yield DateMention(start=match.start(), end=match.end(), text=match.group(), part=part)


def _read_place(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """第一 电气二班: a place of a contest, noted before who has it."""
    value = parse_number(match.group()[1:])
    if value is not None:
        yield Quantity(
            start=match.start(), end=match.end(), text=match.group(), value=value, unit=_RANK_UNIT,
            ordinal=True,
        )  # fmt: skip


def _read_scaled(text: str, match: re.Match[str]) -> Iterator[Atom]:
    numeral = _NUMERAL.match(match.group())
    if numeral is None:
        return
    scale = _SCALES[match.group()[numeral.end()].lower()]
    unit, end = _unit_behind(text, match.end())
    yield Quantity(
        start=match.start(), end=end, text=text[match.start() : end], value=Decimal(numeral.group()) * scale,
        unit=unit, rounding=Rounding.OVER if match["over"] else Rounding.EXACT,
    )  # fmt: skip


def _read_short(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """2万4 and 4w3: the last digit counts thousands."""
    whole, thousands = re.split("[万wW]", match.group())
    unit, end = _unit_behind(text, match.end())
    value = Decimal(whole) * _MYRIAD + Decimal(thousands) * _THOUSAND
    yield Quantity(start=match.start(), end=end, text=text[match.start() : end], value=value, unit=unit)


def _read_least(text: str, match: re.Match[str]) -> Iterator[Atom]:
    numeral = match.group()[:-1].removesuffix("万")
    figure = _figure(match.start(), numeral, _unit_behind(text, match.end())[0])
    yield replace(
        figure, end=match.end(), text=match.group(), rounding=Rounding.OVER,
        value=figure.value * (_MYRIAD if match["myriad"] else 1),
    )  # fmt: skip


def _read_times(text: str, match: re.Match[str]) -> Iterator[Atom]:
    yield _figure(match.start(), match.group(), _unit_behind(text, match.end())[0])


def _read_score(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """3:2胜: as 3比2 is read."""
    for numeral in _NUMERAL.finditer(match.group()):
        yield _figure(match.start() + numeral.start(), numeral.group(), "")


def _read_rank(text: str, match: re.Match[str]) -> Iterator[Atom]:
    digit = re.sub("[^0-9]", "", match.group())
    yield replace(
        _figure(match.start(), digit, _RANK_UNIT), end=match.end(), text=match.group(), ordinal=True
    )


def _figure(start: int, numeral: str, unit: str) -> Quantity:
    end = start + len(numeral)
    return Quantity(start=start, end=end, text=numeral, value=Decimal(numeral), unit=unit)


_READERS: Mapping[str, Callable[[str, re.Match[str]], Iterator[Atom]]] = MappingProxyType({
    "day": _read_day,
    "row": _read_row,
    "sum": _read_sum,
    "more": _read_more,
    "quarter": _read_quarter,
    "place": _read_place,
    "scaled": _read_scaled,
    "short": _read_short,
    "least": _read_least,
    "times": _read_times,
    "score": _read_score,
    "rank": _read_rank,
})  # fmt: skip
