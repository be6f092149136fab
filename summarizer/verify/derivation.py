"""What may follow from the facts: the question a figure asks, its answer, and when a value fits a figure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import permutations
from typing import Final

from summarizer.domain import Quantity, Rounding
from summarizer.verify.evidence import Evidence
from summarizer.verify.marks import CLAUSE_MARK
from summarizer.verify.mentions import Mention, Reading
from summarizer.verify.pairing import quantity

RELATED = 4
"""So many facts, those most like the sentence, may explain a figure."""
SENTENCE_WINDOW = 400
"""So far around a figure its sentence is read, in characters."""
SHARE_UNITS: Final = {"%": 100, "‰": 1000, "分之": 1}
"""What a part of one is told in, and how much of it one is."""
_LONGEST_GROUP = 12
_CUE_WINDOW = 14
_BEHIND_WINDOW = 6
_ARABIC = re.compile("[0-9][0-9,]*(?:[.](?P<places>[0-9]+))?(?P<scale>[百千万亿]*)")
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8}
_TENTHS, _HALF = "成", "半"
# A third may be told of 0.32 to 0.345; 约, 近 and 超 reach farther.
_PART_GAP, _ROUGH_PART_GAP = Decimal("0.012"), Decimal("0.03")
# 去年培训40期，参训2,850人次: how far before a figure its year may be said.
_BASE_REACH = 40
_BASE = re.compile("[年期]初|[去上前]年|上一年|上年度|同期|此前|之前|原来|原先|原本|原有|由|从")
_YEAR = re.compile("20[0-9]{2}(?=年)")
_THIS_YEAR = re.compile("[年期][末底]|当年|现[有在]|目前|今年|本年|本期|；|。|[增提升降减下]?(?:到|至)")
_CHANGES = re.compile("增|提高|提升|上升|上调|调高|上涨|涨幅|下降|减少|降低|回落|下调|调低|多|少")
_DIGIT = re.compile("[0-9一二三四五六七八九十百千万]")
_LEAST_UNDER = Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a figure follows: the formula as shown to users, and the fact mentions it rests on.

    Attributes:
        recovers: whether each of two sources follows from the other and the figure (比上年增加6期), or a
            single one from the figure (另外2个).
    """

    formula: str
    sources: tuple[Mention, ...]
    recovers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A figure without an equal fact figure, and all that may explain it.

    Attributes:
        cue, behind: the words just before and just behind the figure.
        clause: the part of `cue` that stands in the clause of the figure.
        near: indexes of the facts most like its sentence.
        is_either_way: what goes up may be told as going down.
        sentence, dates: the other figures and the dates of its sentence, of a very long one those around it.
    """

    mention: Mention
    figure: Quantity
    cue: str
    behind: str
    clause: str
    reading: Reading
    evidence: Evidence
    near: Sequence[int]
    is_either_way: bool
    sentence: Sequence[Mention]
    dates: Sequence[Mention]

    @property
    def related(self) -> list[list[Mention]]:
        """The figures of each of the most related facts."""
        of_fact = self.evidence.of_fact
        return [[m for m in of_fact[owner] if quantity(m)] for owner in self.near[:RELATED]]

    def pairs(self) -> Iterator[tuple[Mention, Quantity, Mention, Quantity]]:
        """Ordered pairs of figures that stand together: in one fact, in the sentence, or in related facts."""
        across = [mention for group in self.related for mention in group]
        nearest = sorted(self.sentence, key=lambda other: abs(other.order - self.mention.order))
        for group in (*self.related, nearest, across):
            for left, right in permutations(group[:_LONGEST_GROUP], 2):
                first, second = quantity(left), quantity(right)
                if first is not None and second is not None:
                    yield left, first, right, second

    def is_of_last_year(self, mention: Mention) -> bool:
        """Whether a figure is told as last year's: in a note, behind 去年 or 由."""
        return mention.last_year or _is_base(self.words_before(mention))

    def is_earlier(self, old: Mention, new: Mention) -> bool:
        """Whether a figure is told of an earlier year than another one."""
        if self.is_of_last_year(old):
            return True
        years = [_YEAR.findall(self.words_before(mention)) for mention in (old, new)]
        return bool(years[0] and years[1]) and years[0][-1] < years[1][-1]

    def is_written(self, mention: Mention) -> bool:
        """Whether a mention stands in the sentence and not in a fact."""
        return any(other is mention for other in self.sentence)

    def beside(self, mention: Mention) -> Sequence[Mention]:
        """The mentions of a figure's fact, of one of the sentence those of the sentence."""
        return self.sentence if self.is_written(mention) else self.evidence.of_fact[mention.owner]

    def words_before(self, mention: Mention) -> str:
        """The words before a figure, where it stands in the sentence or in its fact."""
        text = self.reading.text if self.is_written(mention) else self.evidence.facts[mention.owner].text
        return text[max(0, mention.atom.start - _BASE_REACH) : mention.atom.start]


def _is_base(before: str) -> bool:
    """Whether the words before a figure end in those of last year's value: 去年培训40期、, 由82%."""
    last = None
    for found in _BASE.finditer(before):
        last = found
    if last is None or _THIS_YEAR.search(before, last.end()):
        return False
    compares = last.start() > 0 and before[last.start() - 1] in "比较"
    return not _CHANGES.search(before, last.end()) and not (
        (compares or last.group() in "由从") and _DIGIT.search(before, last.end())
    )


Rule = Callable[[Question], Derivation | None]


def cue_window(mention: Mention, text: str) -> str:
    """The words just before a figure that may ask for a calculation."""
    return text[max(0, mention.atom.start - _CUE_WINDOW) : mention.atom.start]


def words_behind(mention: Mention, text: str) -> str:
    """The words just behind a figure that may ask for a calculation."""
    return text[mention.atom.end : mention.atom.end + _BEHIND_WINDOW]


def last_clause(words: str) -> str:
    """What stands behind the last mark of some words."""
    return CLAUSE_MARK.split(words)[-1]


def quantities_of(mentions: Iterable[Mention]) -> list[Quantity]:
    """The figures of some mentions."""
    return [mention.atom for mention in mentions if isinstance(mention.atom, Quantity)]


def fits(value: Decimal, figure: Quantity) -> bool:
    """Whether a computed value, told as exactly as the figure is written, is the figure.

    4.37万元 is exact to 100元, 七成 to ten per cent; 余, 以上 and 超 bound a value from below, 近 from
    above, and 447人 itself is no 近447人.
    """
    if figure.unit == "分之":
        return _fits_part(value, figure)
    try:
        rough = Decimal(1).scaleb(max(0, int(figure.value.normalize().as_tuple().exponent)))
        match figure.rounding:
            case Rounding.EXACT:
                return _rounded(value, written_step(figure)) == figure.value
            case Rounding.ABOUT:
                return abs(value - figure.value) <= max(rough, written_step(figure)) / 2
            case Rounding.OVER | Rounding.AT_LEAST:
                upper = 100 if _HALF in figure.text and figure.unit == "%" else figure.value + rough
                is_above = value > figure.value or figure.rounding is Rounding.AT_LEAST
                return figure.value <= value < upper and is_above
            case Rounding.UNDER:
                return figure.value * _LEAST_UNDER <= value < figure.value
            case _:
                return figure.value * _LEAST_UNDER <= value <= figure.value
    except InvalidOperation:
        return False


def _fits_part(value: Decimal, figure: Quantity) -> bool:
    """Whether a share is near enough to 三分之一."""
    gap = value - figure.value
    if figure.rounding is Rounding.EXACT:
        return abs(gap) <= _PART_GAP
    if figure.rounding in {Rounding.OVER, Rounding.AT_LEAST}:
        return 0 <= gap <= 3 * _ROUGH_PART_GAP
    return abs(gap) <= _ROUGH_PART_GAP


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def written_step(figure: Quantity) -> Decimal:
    """The worth of the last place a figure shows: 0.1 for 87.5%, 100 for 4.37万元, 10 for 七成."""
    if _TENTHS in figure.text:
        return Decimal(10)
    arabic = _ARABIC.search(figure.text)
    if arabic is None:
        return Decimal(1).scaleb(min(0, int(figure.value.normalize().as_tuple().exponent)))
    scale = sum(_SCALES[sign] for sign in arabic["scale"])
    return Decimal(1).scaleb(scale - len(arabic["places"] or ""))


def is_level(mention: Mention, figure: Quantity) -> bool:
    """Whether a mention is of this year, in the unit of the figure."""
    level = quantity(mention)
    return level is not None and level.unit == figure.unit and not mention.last_year
