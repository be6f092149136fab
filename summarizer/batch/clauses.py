"""A fact read clause by clause: what each one counts, and why some figures must not be added up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.domain import Atom, AtomKind, DateMention, Period, Quantity, Rounding
from summarizer.text.atoms import find_atoms

_STOPS: Final = frozenset("，,；;。！？!?：:（）()\n")
_NEW_SENTENCE: Final = frozenset("；;。！？!?\n")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LEAST_HAN: Final = 2

_RATIOS: Final = frozenset({"%", "‰", "百分点", "成", "倍", "番", "分之", "度"})
_SPANS: Final = frozenset(
    {"年", "月数", "周", "天", "小时", "分钟", "秒", "工作日", "岁", "周岁", "米", "厘米", "公里"}
)
_MARKS: Final = frozenset({"分", "级", "档", "版", "届", "名次", "连冠"})
_OCCASIONS: Final = frozenset({"场", "次", "期", "届", "项", "个", "批", "轮", "讲", "回", "站"})
# 第十二届, 第三次 are part of a name and no rank.
_NUMBERED: Final = frozenset({"届", "次", "期", "批", "轮", "场"})
# Several units may speak of one and the same event, which would then count several times.
_JOINED: Final = re.compile("参加|参与|出席|参赛|配合|协助|联合|协办|承办|合办|联办|选送|选派")
_RELATIVE: Final = re.compile(
    "均|每|最[高低多少大小长短]|同比|环比|[比较与][上去往]年|增[长加幅至到]|下降|提[高升]|减少|降低|上升|"
    "[由从].*[到至]|率|占|比例|比重|满意度|排名|排第|位[居列]|名列|标准|不[少低]于|至少|至多"
)
_TOTALS: Final = re.compile("全年|年内|本年度|累计|共计|总计|合计|一共")
_FILLERS: Final = re.compile("全年|年内|本年度|累计|共计|总计|合计|一共|先后|[\\s、·—-]")
_LEAD: Final = re.compile("^(?:共(?![青产同建享])|已(?!婚))")
_LINK: Final = re.compile("(?:共|为|达到|达|了|计|有)$")
# Words that only lead up to or close a date, which go with it.
_BEFORE_DATE: Final = re.compile("(?:截至|截止到?|自|从|于|在)$")
_AFTER_DATE: Final = re.compile("(?:底|末|止|起|间|以来)")
_CALENDAR: Final = re.compile("[年月日号旬]|季度|上半年|下半年")

ROUNDED: Final = "约数不能相加"
RATIO: Final = "比率、平均数和增减不能相加"
SPAN: Final = "时间、年龄和长度不能相加"
RANK: Final = "名次、届次和分数不能相加"
RANGE: Final = "范围不能相加"
BARE: Final = "没有单位的数不能相加"
HONOUR: Final = "荣誉不能相加"
SHARED: Final = "可能是几个单位一起参加的同一项活动，不能相加"
OTHER_TIME: Final = "时间不在这个期间内，不能相加"
UNCLEAR: Final = "看不出数的是什么，不能相加"
NO_FIGURE: Final = "没有可以相加的数"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a fact.

    Attributes:
        chain: what is counted, in words without figures, dates and filling, after that of the clauses before
            it in the same sentence: “发放” says nothing without “慰问困难职工”.
        words: the text around the figures; one more than there are figures.
        figures: what can be added up, in order; none when `reason` is given.
        dates: the dates it and the clauses before it in the sentence hold, as written.
        is_total: whether it says it is the sum of the year.
        reason: one Chinese sentence why nothing here can be added, "" when it can.
    """

    chain: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[Quantity, ...] = ()
    dates: tuple[str, ...] = ()
    is_total: bool = False
    reason: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """The canonical units of the figures."""
        return tuple(figure.unit for figure in self.figures)

    @property
    def stem(self) -> str:
        """The words alone."""
        return "".join(self.words)


def read_clauses(text: str, *, period: Period, unit: str = "") -> tuple[Clause, ...]:
    """The clauses of one fact, those without words left out.

    Args:
        text: of the fact.
        period: of the document; dates outside of it forbid adding.
        unit: the name of the unit that speaks, which is no part of what it counts.
    """
    atoms = find_atoms(text, period=period)
    elsewhere = any(isinstance(atom, DateMention) and _is_outside(atom, period) for atom in atoms)
    clauses: list[Clause] = []
    chain: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    for start, end, begins in _spans(text, atoms):
        chain, dates = ((), ()) if begins else (chain, dates)
        inside = [atom for atom in atoms if start <= atom.start and atom.end <= end]
        dates += tuple(atom.text for atom in inside if _is_calendar(atom))
        clause = _read(text, start, end, inside, chain=chain, unit=unit, elsewhere=elsewhere)
        if clause is not None:
            clauses.append(replace(clause, dates=dates))
            chain = clause.chain
    return tuple(clauses)


def _spans(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each clause, and whether it begins a sentence; marks inside an atom end nothing."""
    covered = {at for atom in atoms for at in range(atom.start, atom.end)}
    start, begins = 0, True
    for at, char in enumerate([*text, "\n"]):
        if char in _STOPS and at not in covered:
            if text[start:at].strip():
                yield start, at, begins
                begins = False
            begins = begins or char in _NEW_SENTENCE
            start = at + 1


def _read(
    text: str,
    start: int,
    end: int,
    atoms: Sequence[Atom],
    *,
    chain: tuple[str, ...],
    unit: str,
    elsewhere: bool,
) -> Clause | None:
    dates = [atom for atom in atoms if isinstance(atom, DateMention) and _is_calendar(atom)]
    counted = [atom for atom in atoms if isinstance(atom, Quantity) and not atom.soft and not atom.ordinal]
    words = _words(text, start, end, dates, counted)
    label = _label(words, unit)
    if not label and not counted:
        return None
    whole = (*chain, label)
    reason = OTHER_TIME if elsewhere and counted else _reason(text[start:end], atoms, counted, whole)
    return Clause(
        chain=whole,
        words=words,
        figures=() if reason else tuple(counted),
        is_total=_TOTALS.search(text, start, end) is not None,
        reason=reason,
    )


def _words(
    text: str, start: int, end: int, dates: Sequence[DateMention], counted: Sequence[Quantity]
) -> tuple[str, ...]:
    """The text around the figures, dates cut out of it."""
    marks: list[DateMention | Quantity] = sorted([*dates, *counted], key=lambda atom: atom.start)
    parts, current, reached = [], "", start
    for atom in marks:
        piece = text[reached : atom.start]
        reached = atom.end
        if isinstance(atom, Quantity):
            parts.append(current + piece)
            current = ""
        else:
            current += _BEFORE_DATE.sub("", piece)
            behind = _AFTER_DATE.match(text, reached, end)
            reached = behind.end() if behind else reached
    return tuple(part.strip(" 、") for part in (*parts, current + text[reached:end]))


def _label(words: Sequence[str], unit: str) -> str:
    joined = "".join(_LINK.sub("", word) for word in words)
    return _LEAD.sub("", _FILLERS.sub("", joined.replace(unit, "") if unit else joined))


def _reason(clause: str, atoms: Sequence[Atom], counted: Sequence[Quantity], chain: Sequence[str]) -> str:
    """Why the figures of a clause cannot be added to those of other units, "" when they can."""
    if any(atom.kind is AtomKind.HONOUR for atom in atoms):
        return HONOUR
    if any(isinstance(atom, Quantity) and atom.ordinal and atom.unit not in _NUMBERED for atom in atoms):
        return RANK
    if not counted:
        return NO_FIGURE
    for figure in counted:
        if reason := _forbidding(figure):
            return reason
    if _RELATIVE.search(clause):
        return RATIO
    if any(figure.unit in _OCCASIONS for figure in counted) and _JOINED.search(clause):
        return SHARED
    return "" if sum(len(_HAN.findall(label)) for label in chain) >= _LEAST_HAN else UNCLEAR


def _forbidding(figure: Quantity) -> str:
    if figure.unit in _RATIOS:
        return RATIO
    if figure.unit in _SPANS:
        return SPAN
    if figure.unit in _MARKS:
        return RANK
    if figure.upper is not None:
        return RANGE
    if figure.rounding is not Rounding.EXACT:
        return ROUNDED
    return "" if figure.unit else BARE


def _is_calendar(atom: Atom) -> bool:
    """Whether it is a date that may be left out of what is counted; a festival says what it was for."""
    return isinstance(atom, DateMention) and _CALENDAR.search(atom.text) is not None


def _is_outside(date: DateMention, period: Period) -> bool:
    if date.year is not None and date.year != period.year:
        return True
    return date.month is not None and date.month not in period.months
