"""The values every stage takes and returns: frozen, compared by content, changed with `dataclasses.replace`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Self, TypeAlias


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One bullet the user typed (事实).

    Attributes:
        id: stable within its document.
        text: one line, list marks stripped.
        last_year: last year's value as typed (“28户”), None when not given.
        shelved: True when the user keeps it out of the text (暂不写).
    """

    id: str
    text: str
    last_year: str | None = None
    shelved: bool = False


class Origin(LabelledEnum):
    """Where a version of a section's text comes from."""

    MODEL = "model", "模型"
    OFFLINE = "offline", "离线"
    EDIT = "edit", "手改"
    RESTORE = "restore", "恢复"
    IMPORT = "import", "导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a summary, its facts and its present text.

    Attributes:
        id: stable, unique over all documents.
        heading: without numbering; shown but not printed when the topic is overview.
        length_chars: target length in 字, 0 when free.
        text: the present text, paragraphs separated by newlines.
        origin: where `text` comes from, None while it is empty.
        locked: True when the user forbids changes.
        revision: grows by one with every saved change; guards against two tabs.
    """

    id: str
    heading: str
    topic: Topic
    length_chars: int = 0
    facts: tuple[Fact, ...] = ()
    text: str = ""
    origin: Origin | None = None
    locked: bool = False
    revision: int = 0

    @property
    def active_facts(self) -> tuple[Fact, ...]:
        """The facts that must be written: all but the shelved ones."""
        return tuple(fact for fact in self.facts if not fact.shelved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One summary being written (总结).

    Attributes:
        title: the full title.
        unit: the union's name.
        signed: 落款, "" when there is none.
        date: 成文日期 as written (2025年1月8日), "" when there is none.
        sections: in printed order; the overview, when there is one, comes first.
        revision: grows by one with every saved change of these fields or of the order of sections.
        updated_at: last change of anything in the document, timezone-aware, None before the first save.
    """

    id: str
    title: str
    unit: str
    kind: UnitKind
    period: Period
    signed: str = ""
    date: str = ""
    sections: tuple[Section, ...] = ()
    revision: int = 0
    updated_at: datetime | None = None

    def section(self, section_id: str) -> Section:
        """The section with this id.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """What the list of documents shows without loading them whole."""

    id: str
    title: str
    unit: str
    kind: UnitKind
    period: Period
    sections_total: int
    sections_drafted: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """How a generated version came about, stored with it.

    Attributes:
        engine: offline, llm or local.
        prompt: the rendered prompt, "" for the offline composer.
        template_hash: sha256 of the template or phrase stock used.
        model: model name, or the composer's version.
        parameters: temperature, variant, instruction … as strings.
        passage_ids: the style passages shown to the model.
        tokens_in, tokens_out: as the endpoint counted them, 0 for the composer.
    """

    engine: str
    prompt: str = ""
    template_hash: str = ""
    model: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    passage_ids: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One saved text of one section; never overwritten."""

    id: str
    section_id: str
    text: str
    origin: Origin
    created_at: datetime
    generation: Generation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An older summary in the library (范文).

    Attributes:
        id: stable, unique over all samples.
        unit: "" when the text does not say whose summary it is.
        period: None when the text does not say.
        source: where it comes from: a file name, a web address, “本项目原创”.
        content_hash: of the cleaned text; two samples never have the same.
        builtin: True for those shipped with the program.
        added_at: None until it is stored.
    """

    id: str
    title: str
    unit: str = ""
    kind: UnitKind | None = None
    period: Period | None = None
    source: str = ""
    licence: str = ""
    content_hash: str = ""
    builtin: bool = False
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One section (or part) of a sample.

    Attributes:
        text: as it was.
        masked: with typed slots for all that identifies the sample.
        heading: masked like `masked`, because it is shown and sent along with it.
        topic: what the passage is mainly about.
        also: further topics it tells of, the strongest first.
        position: 0-based place within its sample.
    """

    id: str
    sample_id: str
    heading: str
    topic: Topic
    kind: UnitKind | None
    text: str
    masked: str
    also: tuple[Topic, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCard:
    """A sample in the list of the library.

    Attributes:
        topics: how many passages are mainly about each topic, topics without passages left out.
    """

    sample: Sample
    topics: Mapping[Topic, int]

    @property
    def passages_total(self) -> int:
        """Passages of the sample."""
        return sum(self.topics.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFilter:
    """Which passages a search may return; empty means all.

    Attributes:
        topics: the passage tells of one of them, mainly or also.
        kind: the sample's unit kind.
        sample_ids: only passages of these samples.
        without_samples, without_passages: ids never to be returned.
    """

    topics: frozenset[Topic] = frozenset()
    kind: UnitKind | None = None
    sample_ids: frozenset[str] = frozenset()
    without_samples: frozenset[str] = frozenset()
    without_passages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found for a query, with its score (higher is better)."""

    passage: Passage
    score: float


FindingKind: TypeAlias = Literal[
    "figure_changed",
    "figure_unsupported",
    "unit_changed",
    "date_unsupported",
    "name_unsupported",
    "title_unsupported",
    "honour_unsupported",
    "claim_unsupported",
    "imprecise",
    "derived",
    "fact_missing",
    "sample_leak",
    "copied",
    "inconsistent",
    "placeholder",
]
Severity: TypeAlias = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the verifier has to say about a text (核查意见).

    Attributes:
        start, end: code-point offsets into the checked text, None for a missing fact.
        text: the span as written, or the missing fact.
        fact: 0-based index into the facts given, None when no single fact is meant.
        expected: what the facts say, "" when they say nothing.
        message: one Chinese sentence.
        suggestion: a replacement for the span (or a sentence to add), "" when there is none.
    """

    kind: FindingKind
    severity: Severity
    start: int | None
    end: int | None
    text: str
    fact: int | None = None
    expected: str = ""
    message: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSupport:
    """One sentence and the facts it rests on.

    Attributes:
        start, end: code-point offsets into the section's text.
        facts: 0-based indexes into the section's active facts, ascending.
    """

    start: int
    end: int
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReport:
    """What was checked in one section.

    Attributes:
        facts_total, facts_written: active facts, and those found in the text.
        atoms_total, atoms_supported: figures, dates and names of the text, and those with a source.
        leaks: spans found in the samples but not in the facts.
        similarity: share of the text that also stands in a sample, 0 to 1; None when not measured.
        placeholders: 【待补充】 marks left.
        unwritten: 0-based indexes of active facts not found in the text.
    """

    section_id: str
    findings: tuple[Finding, ...] = ()
    sentences: tuple[SentenceSupport, ...] = ()
    facts_total: int = 0
    facts_written: int = 0
    atoms_total: int = 0
    atoms_supported: int = 0
    leaks: int = 0
    similarity: float | None = None
    placeholders: int = 0
    unwritten: tuple[int, ...] = ()

    @property
    def doubts(self) -> int:
        """Findings a person has to look at: errors and warnings."""
        return sum(finding.severity != "info" for finding in self.findings)

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return sum(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The fidelity of a whole document: its sections' reports in order."""

    sections: tuple[SectionReport, ...] = ()

    @property
    def facts_total(self) -> int:
        """Active facts of all sections."""
        return sum(section.facts_total for section in self.sections)

    @property
    def facts_written(self) -> int:
        """Active facts found in their section's text."""
        return sum(section.facts_written for section in self.sections)

    @property
    def atoms_total(self) -> int:
        """Figures, dates and names in the text."""
        return sum(section.atoms_total for section in self.sections)

    @property
    def atoms_supported(self) -> int:
        """Figures, dates and names that have a source."""
        return sum(section.atoms_supported for section in self.sections)

    @property
    def leaks(self) -> int:
        """Spans that come from a sample."""
        return sum(section.leaks for section in self.sections)

    @property
    def placeholders(self) -> int:
        """【待补充】 marks left."""
        return sum(section.placeholders for section in self.sections)

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return sum(section.errors for section in self.sections)

    @property
    def doubts(self) -> int:
        """Findings of severity error or warn."""
        return sum(section.doubts for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedDocument:
    """A whole document drafted in one go, with the engine that wrote it and its report."""

    document: Document
    engine: str
    report: Report
