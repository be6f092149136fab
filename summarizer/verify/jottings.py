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
from summarizer.text.units import match_unit

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_APART = "(?<![0-9A-Za-z.])"
_TOKEN = re.compile(
    # 4/8, 12/20, but not 2/3以上; a list of days is read one by one.
    rf"(?P<day>(?<![0-9A-Za-z./%])(?P<month_of>1[0-2]|0?[1-9])/(?P<day_of>3[01]|[12][0-9]|0?[1-9])"
    r"(?![0-9./]| ?以|[的万亿]))"
    rf"|(?P<row>(?<![0-9A-Za-z./]){_NUMBER}(?: ?/ ?{_NUMBER})+(?![0-9A-Za-z./]))"
    rf"|(?P<scaled>{_APART}{_NUMBER}[wWkK](?P<more>[+＋]?)(?![A-Za-z0-9]))"
    rf"|(?P<least>{_APART}{_NUMBER}(?P<myriad>万?)[+＋](?=[人名户家件次条份张个元]|[^0-9\u4e00-\u9fff]|$))"
    rf"|(?P<times>(?<=[^0-9][×*xX]){_NUMBER}(?![0-9A-Za-z.]))"
    rf"|(?P<rank>{_APART}(?:[1-9](?:st|nd|rd|th)|[Nn][Oo]\.?[1-9])(?![0-9A-Za-z]))"
)
_MYRIAD = 10_000
_SCALES: Mapping[str, int] = MappingProxyType({"w": _MYRIAD, "k": 1_000})
_SHARE_BEFORE = re.compile("(?:占|的|约|近|超|过|完成) ?$")
_RANK_UNIT = "人"
_NUMERAL = re.compile(_NUMBER)
_LEAST_IN_ROW = 3


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
    if _SHARE_BEFORE.search(text, 0, match.start()) or _unit_behind(text, match.end())[0]:
        return
    yield DateMention(
        start=match.start(), end=match.end(), text=match.group(),
        month=int(match["month_of"]), day=int(match["day_of"]),
    )  # fmt: skip


def _read_row(text: str, match: re.Match[str]) -> Iterator[Atom]:
    """12/40/26 and 12/8人: one figure for each of what is listed elsewhere."""
    numerals = list(_NUMERAL.finditer(match.group()))
    unit, _ = _unit_behind(text, match.end())
    if not unit and len(numerals) < _LEAST_IN_ROW:
        return
    for numeral in numerals:
        yield _figure(match.start() + numeral.start(), numeral.group(), unit)


def _read_scaled(text: str, match: re.Match[str]) -> Iterator[Atom]:
    numeral = _NUMERAL.match(match.group())
    if numeral is None:
        return
    scale = _SCALES[match.group()[numeral.end()].lower()]
    unit, end = _unit_behind(text, match.end())
    yield Quantity(
        start=match.start(), end=end, text=text[match.start() : end], value=Decimal(numeral.group()) * scale,
        unit=unit, rounding=Rounding.OVER if match["more"] else Rounding.EXACT,
    )  # fmt: skip


def _read_least(text: str, match: re.Match[str]) -> Iterator[Atom]:
    numeral = match.group()[:-1].removesuffix("万")
    figure = _figure(match.start(), numeral, _unit_behind(text, match.end())[0])
    yield replace(
        figure, end=match.end(), text=match.group(), rounding=Rounding.OVER,
        value=figure.value * (_MYRIAD if match["myriad"] else 1),
    )  # fmt: skip


def _read_times(text: str, match: re.Match[str]) -> Iterator[Atom]:
    yield _figure(match.start(), match.group(), _unit_behind(text, match.end())[0])


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
    "scaled": _read_scaled,
    "least": _read_least,
    "times": _read_times,
    "rank": _read_rank,
})  # fmt: skip
