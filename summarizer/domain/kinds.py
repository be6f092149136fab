"""Kinds of unit, topic and period: what a summary is of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


class LabelledEnum(StrEnum):
    """An enumeration of strings whose members carry the Chinese name shown to users."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """The member with `value` as its string and `label` beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class UnitKind(LabelledEnum):
    """The kind of organisation a union belongs to (单位类型)."""

    SCHOOL = "school", "学校"
    COMMUNITY = "community", "社区/街道"
    HOSPITAL = "hospital", "医院"
    SOE = "soe", "国有企业"
    OFFICE = "office", "机关"
    PRIVATE = "private", "民营企业"


class Topic(LabelledEnum):
    """The duty module a section reports on (主题)."""

    OVERVIEW = "overview", "前言"
    IDEOLOGY = "ideology", "思想引领"
    DEMOCRACY = "democracy", "民主管理"
    RIGHTS = "rights", "维权与劳动关系"
    ACHIEVEMENT = "achievement", "建功立业"
    WELFARE = "welfare", "帮扶与普惠服务"
    CULTURE = "culture", "文体活动"
    WOMEN = "women", "女职工工作"
    ORGANIZATION = "organization", "组织建设"
    FINANCE = "finance", "经费与经审"
    SELF_BUILDING = "self_building", "自身建设"
    SAFETY = "safety", "安全与劳动保护"
    HIGHLIGHTS = "highlights", "亮点特色"
    PROBLEMS = "problems", "存在的问题"
    PLANS = "plans", "下一步打算"


CLOSING_TOPICS: Final = frozenset({Topic.PROBLEMS, Topic.PLANS})
"""The topics at a summary's end, which report no work done."""


class PeriodSpan(StrEnum):
    """How long a summary looks back."""

    ANNUAL = "annual"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"


_HALF_NAMES = ("上半年", "下半年")
_QUARTER_NAMES = ("第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time a summary covers.

    Attributes:
        year: four digits.
        span: annual, half-year or quarter.
        number: 1-based half (1–2) or quarter (1–4); 0 for a whole year.
    """

    year: int
    span: PeriodSpan = PeriodSpan.ANNUAL
    number: int = 0

    @property
    def label(self) -> str:
        """The period as it stands in titles, e.g. 2024年度 is written 2024年 there."""
        return f"{self.year}年{self.part_label}"

    @property
    def part_label(self) -> str:
        """The part of the year, empty for a whole year: 上半年, 第三季度."""
        if self.span is PeriodSpan.HALF_YEAR:
            return _HALF_NAMES[self.number - 1]
        if self.span is PeriodSpan.QUARTER:
            return _QUARTER_NAMES[self.number - 1]
        return ""

    @property
    def sheet_label(self) -> str:
        """The period as written in a fact sheet's front matter: 2024年度, 2024年上半年, 2024年第三季度."""
        return self.label if self.part_label else f"{self.year}年度"

    @property
    def months(self) -> range:
        """The 1-based months covered."""
        if self.span is PeriodSpan.HALF_YEAR:
            return range(6 * self.number - 5, 6 * self.number + 1)
        if self.span is PeriodSpan.QUARTER:
            return range(3 * self.number - 2, 3 * self.number + 1)
        return range(1, 13)
