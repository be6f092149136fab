"""Atoms of a text: figures, dates and names, each with its span."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from summarizer.domain.kinds import LabelledEnum


class Rounding(StrEnum):
    """How exact a written figure claims to be."""

    EXACT = "exact"
    ABOUT = "about"  # 约 左右 上下 大约
    UNDER = "under"  # 近 将近 接近 不足
    OVER = "over"  # 余 多 超 逾
    AT_LEAST = "at_least"  # 以上 不少于 至少
    AT_MOST = "at_most"  # 以内 以下 不超过 至多


class AtomKind(LabelledEnum):
    """What an atom of a fact or text is (事实要素)."""

    QUANTITY = "quantity", "数量"
    MONEY = "money", "金额"
    DATE = "date", "日期"
    TITLE = "title", "文件"
    QUOTE = "quote", "名称"
    HONOUR = "honour", "荣誉"
    PERSON = "person", "人名"
    ORGANISATION = "organisation", "单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit found in a text (数据).

    Attributes:
        start, end: code-point offsets of number, unit and rounding words.
        text: the span as written.
        value: the value in `unit`, 万/亿 and 百分之 already applied; the lower bound of a range.
        upper: the upper bound of a range, else None.
        unit: the canonical unit (人, 户, 元, %, 百分点, 倍 …), "" when there is none.
        rounding: how exact the writing claims to be.
        ordinal: True for 第18届, 第二名: a rank or order, not an amount.
        soft: True for 一个, 一次 …, which is as often an article as a count.
    """

    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None = None
    unit: str = ""
    rounding: Rounding = Rounding.EXACT
    ordinal: bool = False
    soft: bool = False

    @property
    def kind(self) -> AtomKind:
        """MONEY for amounts in 元, else QUANTITY."""
        return AtomKind.MONEY if self.unit == "元" else AtomKind.QUANTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date, a part of a year, a weekday or a time of day found in a text.

    Attributes:
        start, end: code-point offsets.
        text: the span as written.
        year: resolved against the period for 今年/去年; None when not said.
        month, day: 1-based, None when not said.
        upper: the last point of a range (3月24日至31日) as (year, month, day), else None.
        part: 上半年 下半年 一季度 … 四季度 年初 年底 上旬 …, canonical, "" when there is none.
        weekday: 1 (Monday) to 7, None when not said.
        minutes: minutes after midnight of a time of day, None when not said.
        relative: True when the year was said as 今年, 去年, 本年度 …
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    upper: tuple[int | None, int | None, int | None] | None = None
    part: str = ""
    weekday: int | None = None
    minutes: int | None = None
    relative: bool = False

    @property
    def kind(self) -> AtomKind:
        """Always DATE."""
        return AtomKind.DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A 《title》, quoted name, honour, person or organisation found in a text.

    Attributes:
        start, end: code-point offsets, marks such as 《》 included.
        text: the span as written.
        kind: TITLE, QUOTE, HONOUR, PERSON or ORGANISATION.
        norm: the name compared: marks, spaces and width differences removed.
    """

    start: int
    end: int
    text: str
    kind: AtomKind
    norm: str


Atom: TypeAlias = Quantity | DateMention | Name
