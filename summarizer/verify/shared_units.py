"""Units that a terse fact says once for several figures: 155、132、148人, 86.4万元（拨款71.2、会费8.9）."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from summarizer.domain import Atom, Quantity

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
# 收入42.8 支出29.6（万元）: the unit of all figures.
_STATED = re.compile("[（(](?:单位[:：])?(?:(?P<scale>[万亿])元|(?P<unit>元|人次|人|户|件|家))[）)][。；]?$")
_STATED_SCALES = MappingProxyType({"万": 10_000, "亿": 100_000_000})


def with_units(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms of a fact, bare figures in the unit of the figure that they share it with."""
    shared = list(atoms)
    stated = _STATED.search(text)
    if stated is not None:
        shared = [atom for atom in shared if atom.end <= stated.start()]  # 万元 is no 10,000元
    bare = [at for at, atom in enumerate(shared) if isinstance(atom, Quantity) and _is_bare(atom)]
    if not bare:
        return shared
    is_money = _MONEY.search(text) is not None
    if stated is not None:
        unit, scale = (_YUAN, _STATED_SCALES[stated["scale"]]) if stated["scale"] else (stated["unit"], 1)
        for at in bare:
            if isinstance(atom := shared[at], Quantity):
                shared[at] = replace(atom, unit=unit, value=atom.value * scale)
        return shared
    for at in reversed(bare):
        atom = shared[at]
        if isinstance(atom, Quantity) and is_money and atom.text.endswith(("万", "亿")):
            shared[at] = replace(atom, unit=_YUAN)
    for at in reversed(bare):
        if at + 1 < len(shared):
            shared[at] = _in_unit_of(shared[at], shared[at + 1], text)
    _share_out(shared, text)
    return shared


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
