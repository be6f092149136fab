"""Units that a terse fact says once for several figures: 155、132、148人, 86.4万元（拨款71.2、会费8.9）."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType

from summarizer.domain import Atom, Quantity
from summarizer.text.units import match_unit

_JOINT = re.compile(" ?[、/和及] ?")
_OPENING = re.compile(" ?[（(：:]")
_CLOSING = re.compile("[）)；;。\n]")
_SCALES = (Decimal(1), Decimal(10_000), Decimal(100_000_000))
_SCALED = re.compile("[万亿千百]")
_LEAST_PARTS = 2
# 经费18万 means 元.
_MONEY = re.compile(
    "余额|账[户面]|[收支](?=[0-9])|经费|资金|款|[奖基现礼金]金"
    "|[会学班]费|费用|收入|支出|结余|拨付|投入|补助|元"
)
_YUAN = "元"
_SEXES = frozenset("男女")
_UNITS_ALONE = frozenset({"万元", "亿元"})
_UNIT = "(?:(?P<scale>[万亿])元?|(?P<unit>元|人次|人|名|户|件|家|条|篇|场|次|个|项|份))"
# 收入42.8 支出29.6（万元）, （理发12、陪诊7，人）: the unit of all figures before it.
_STATED_BEHIND = re.compile(f"[（(](?:单位[:：])?{_UNIT}[）)][。；]?$")
_STATED_WITHIN = re.compile(f"(?<=[0-9])[，,] ?{_UNIT}[）)]")
# 经费（万元）：收86.4 支79.2: the unit of all figures behind it.
_STATED_BEFORE = re.compile(f"(?<![0-9])[（(](?:单位[:：])?{_UNIT}[）)]")
_STATED_SCALES = MappingProxyType({"万": 10_000, "亿": 100_000_000})


def with_units(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms of a fact, bare figures in the unit of the figure that they share it with."""
    shared = [atom for atom in atoms if not _is_unit_alone(atom)]
    for stated, start, end in _stated_units(text):
        within = [atom for atom in shared if start <= atom.start and atom.end <= end]
        shared = [_in_stated_unit(atom, stated) if atom in within else atom for atom in shared]
    bare = [at for at, atom in enumerate(shared) if isinstance(atom, Quantity) and _is_bare(atom)]
    if not bare:
        return shared
    is_money = _MONEY.search(text) is not None
    for at in reversed(bare):
        atom = shared[at]
        if isinstance(atom, Quantity) and is_money and atom.text.endswith(("万", "亿")):
            shared[at] = replace(atom, unit=_YUAN)
    for at in reversed(bare):
        if at + 1 < len(shared):
            shared[at] = _in_unit_of(shared[at], shared[at + 1], text)
    _share_out(shared, text)
    return [_of_people(atom, text) for atom in shared]


def _of_people(atom: Atom, text: str) -> Atom:
    """男30女26 count people."""
    if (
        not isinstance(atom, Quantity)
        or not _is_bare(atom)
        or text[atom.start - 1 : atom.start] not in _SEXES
    ):
        return atom
    return replace(atom, unit="人")


def _is_unit_alone(atom: Atom) -> bool:
    """Whether 万元 of （万元） was taken for 10,000元."""
    return isinstance(atom, Quantity) and atom.text in _UNITS_ALONE


def _stated_units(text: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Every unit that stands by itself in brackets, with the stretch of the fact that it holds for."""
    behind = _STATED_BEHIND.search(text)
    if behind is not None:
        yield behind, 0, behind.start()
        return
    within = _STATED_WITHIN.search(text)
    if within is not None:
        opening = max(text.rfind(mark, 0, within.start()) for mark in "（(")
        yield within, max(opening, 0), within.start()
    before: list[re.Match[str]] = list(_STATED_BEFORE.finditer(text))
    for stated, following in zip_longest(before, before[1:]):
        yield stated, stated.end(), following.start() if following else len(text)


def _in_stated_unit(atom: Atom, stated: re.Match[str]) -> Atom:
    if not isinstance(atom, Quantity) or not _is_bare(atom):
        return atom
    if not stated["scale"]:
        return replace(atom, unit=(match_unit(stated["unit"], 0) or ("", 0))[0])
    is_scaled = _SCALED.search(atom.text) is not None  # 86.4万 under （万元） is told twice
    return replace(atom, unit=_YUAN, value=atom.value * (1 if is_scaled else _STATED_SCALES[stated["scale"]]))


def _is_bare(figure: Quantity) -> bool:
    return figure.unit == "" and not figure.ordinal


def _in_unit_of(atom: Atom, behind: Atom, text: str) -> Atom:
    """A bare figure in the unit of the one that a list joins it to; its scale must be its own."""
    if not isinstance(atom, Quantity) or not isinstance(behind, Quantity) or not _is_bare(atom):
        return atom
    if not behind.unit or behind.ordinal or _SCALED.search(behind.text):
        return atom
    return replace(atom, unit=behind.unit) if _JOINT.fullmatch(text, atom.end, behind.start) else atom


def _share_out(atoms: list[Atom], text: str) -> None:
    """Gives the bare parts behind a whole its unit and scale when they add up to it."""
    for at, whole in enumerate(atoms):
        if not isinstance(whole, Quantity) or not whole.unit or whole.ordinal or whole.upper is not None:
            continue
        opening = _OPENING.match(text, whole.end)
        closing = _CLOSING.search(text, opening.end()) if opening else None
        if opening is None:
            continue
        end = closing.start() if closing else len(text)
        parts = [
            number
            for number in range(at + 1, len(atoms))
            if atoms[number].end <= end and isinstance(atoms[number], Quantity)
        ]
        figures = [atom for number in parts if isinstance(atom := atoms[number], Quantity)]
        if len(figures) < _LEAST_PARTS or not all(map(_is_bare, figures)):
            continue
        total = sum((figure.value for figure in figures), Decimal(0))
        for scale in (scale for scale in _SCALES if total * scale == whole.value):
            for number, figure in zip(parts, figures, strict=True):
                atoms[number] = replace(figure, unit=whole.unit, value=figure.value * scale)
