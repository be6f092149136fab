"""Atoms of a text: every figure, date and name that must have a source, without overlaps."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from summarizer.domain import Atom, AtomKind, Name, Period
from summarizer.text.dates import find_dates
from summarizer.text.names import find_names
from summarizer.text.quantities import find_quantities

_RANK = re.compile("第[一二三四五六七八九十0-9]+名?|[冠亚季]军|桂冠|折桂")
# What these hold is part of a name: 2024年 in 《2024年工作要点》 states no date.
_WHOLE_NAMES = frozenset({AtomKind.TITLE, AtomKind.QUOTE, AtomKind.HONOUR})


def find_atoms(text: str, *, period: Period | None = None) -> tuple[Atom, ...]:
    """Every atom of `text`, sorted by start, none overlapping another.

    《Titles》, quoted names and honours hide the figures and dates inside them; dates win over figures
    (3月8日 holds no 8日), figures and dates over persons and organisations.

    Args:
        text: any text; offsets are code points of it.
        period: resolves 今年 and 去年.
    """
    names = [name for name in find_names(text) if not _is_rank(name)]
    kept: list[Atom] = [name for name in names if name.kind in _WHOLE_NAMES]
    bare_names = [name for name in names if name.kind not in _WHOLE_NAMES]
    for more in (find_dates(text, period=period), find_quantities(text), bare_names):
        kept = merged(kept, more)
    return tuple(kept)


def _is_rank(name: Name) -> bool:
    """第二名 and 亚军 are read as figures, so that they compare by rank and not by wording."""
    return name.kind is AtomKind.HONOUR and _RANK.fullmatch(name.text) is not None


def merged(kept: Sequence[Atom], more: Sequence[Atom]) -> list[Atom]:
    """`kept` and those of `more` that overlap none of `kept`, sorted by start."""
    starts = [atom.start for atom in kept]
    added: list[Atom] = []
    for atom in more:
        index = bisect_right(starts, atom.start)
        overlaps_left = index > 0 and kept[index - 1].end > atom.start
        overlaps_right = index < len(kept) and kept[index].start < atom.end
        if not overlaps_left and not overlaps_right:
            added.append(atom)
    return sorted([*kept, *added], key=lambda atom: atom.start)
