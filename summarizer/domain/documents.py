"""Documents, their sections, facts and versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from summarizer.domain.kinds import LabelledEnum, Period, Topic, UnitKind


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
class Layout:
    """The optional parts of an official document; the defaults print none of them.

    Attributes:
        main_recipient: 主送机关 (GB/T 9704-2012, 7.3.2), with or without its colon.
        closing: 结语 such as 特此报告, with or without its full stop.
        attachments: names for the 附件说明 (7.3.4); numbers and marks at their ends are not needed.
        seal: whether the sign-off is laid out for a seal (7.3.5.1) or without one (7.3.5.2).
    """

    main_recipient: str = ""
    closing: str = ""
    attachments: tuple[str, ...] = ()
    seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One summary being written (总结).

    Attributes:
        title: the full title.
        unit: the union's name.
        signed: 落款, "" when there is none.
        date: 成文日期 as written (2025年1月8日), "" when there is none.
        layout: the optional parts it is printed with.
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
    layout: Layout = Layout()
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
    """What the list of documents shows without loading them whole.

    Attributes:
        deleted_at: when it was put into the bin, None for a document outside of it.
    """

    id: str
    title: str
    unit: str
    kind: UnitKind
    period: Period
    sections_total: int
    sections_drafted: int
    updated_at: datetime
    deleted_at: datetime | None = None


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
