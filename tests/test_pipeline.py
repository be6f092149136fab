"""The user's actions on a real store in memory, with the offline composer or a scripted drafter."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from summarizer.domain import (
    Document,
    Fact,
    Generation,
    Origin,
    Period,
    PeriodSpan,
    Proposal,
    Section,
    Topic,
    UnitKind,
)
from summarizer.drafting.composer import Composer
from summarizer.errors import (
    ConflictError,
    EngineError,
    EngineUnavailableError,
    FactSheetError,
    InputError,
    LockedError,
    NotFoundError,
    TooLargeError,
    UnknownTopicError,
)
from summarizer.export import FontSet, Format
from summarizer.pipeline import Pipeline, draft_document
from summarizer.protocols import Drafter, DraftRequest
from summarizer.store import SqlStore, open_store

SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 前言
- 会员183人
## 关爱帮扶 {topic=welfare length=200}
- 2024年1月慰问困难职工32户，发放4.8万元（去年：28户）
- 金秋助学14人
## 存在的问题
"""


@dataclass
class ScriptedDrafter:
    """Writes numbered drafts and remembers what it was asked; `interrupts` runs while it writes."""

    engine: str = "offline"
    origin: Origin = Origin.OFFLINE
    requests: list[DraftRequest] = field(default_factory=list)
    fails_at: str = ""

    def draft(self, request: DraftRequest) -> Iterator[str]:
        self.requests.append(request)
        if request.section.heading == self.fails_at:
            message = "模型没有回应"
            raise EngineError(message)
        yield f"第{request.variant}稿"
        yield f"：{request.section.heading}。\n"

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        return f"{fact.text}。"

    def generation(self, request: DraftRequest) -> Generation:
        return Generation(engine=self.engine, parameters={"variant": str(request.variant)})


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def drafter() -> ScriptedDrafter:
    return ScriptedDrafter()


@pytest.fixture
def pipeline(store: SqlStore, drafter: ScriptedDrafter) -> Pipeline:
    return make_pipeline(store, {"offline": drafter})


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.import_fact_sheet(SHEET)


def make_pipeline(store: SqlStore, drafters: Mapping[str, Drafter]) -> Pipeline:
    numbers = count(1)
    return Pipeline(store=store, drafters=drafters, new_id=lambda: f"id-{next(numbers)}")


def care(document: Document) -> Section:
    return next(section for section in document.sections if section.topic is Topic.WELFARE)


# The pure function


def test_a_whole_document_is_drafted_and_proven_without_a_store(
    pipeline: Pipeline, document: Document
) -> None:
    told: list[tuple[int, int, str]] = []
    drafted = draft_document(document, on_progress=lambda *step: told.append((*step[:2], step[2].heading)))
    assert drafted.engine == "offline"
    assert told == [(1, 3, "前言"), (2, 3, "关爱帮扶"), (3, 3, "存在的问题")]
    assert "32户" in care(drafted.document).text
    assert drafted.document.sections[2].text.startswith("【待补充")
    assert (drafted.report.facts_written, drafted.report.facts_total) == (3, 3)
    assert (drafted.report.errors, drafted.report.placeholders) == (0, 1)
    assert pipeline.load(document.id).sections[1].text == ""


def test_a_locked_section_keeps_its_text_in_the_pure_function(document: Document) -> None:
    locked = replace(care(document), text="领导定稿。", locked=True, origin=Origin.EDIT)
    sections = tuple(locked if section.id == locked.id else section for section in document.sections)
    drafted = draft_document(replace(document, sections=sections))
    assert drafted.document.section(locked.id) == locked


@pytest.mark.parametrize(
    ("engine", "word"), [("llm", "还没有配置"), ("local", "还没有配置"), ("gpt", "没有名为")]
)
def test_an_engine_that_is_not_there_is_refused(document: Document, engine: str, word: str) -> None:
    with pytest.raises(EngineUnavailableError, match=word):
        draft_document(document, engine=engine)


def test_auto_takes_the_model_when_one_is_configured(document: Document) -> None:
    drafters = {"offline": ScriptedDrafter(), "llm": ScriptedDrafter(engine="llm", origin=Origin.MODEL)}
    assert draft_document(document, drafters=drafters).engine == "llm"


# Documents


def test_a_new_document_has_the_outline_of_its_kind_and_period(pipeline: Pipeline) -> None:
    period = Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
    document = pipeline.new_document(
        unit=" ××医院工会 ", kind=UnitKind.HOSPITAL, period=period, date="2024-07-05"
    )
    assert document == pipeline.load(document.id)
    assert document.title == "××医院工会2024年上半年工作总结"
    assert document.date == "2024年7月5日"
    assert document.sections[0].topic is Topic.OVERVIEW
    assert len(document.sections) > 5
    assert all(section.length_chars > 0 for section in document.sections)


@pytest.mark.parametrize("unit", ["", " \u3000", "\u200b"])
def test_a_document_needs_a_unit(pipeline: Pipeline, unit: str) -> None:
    with pytest.raises(InputError, match="请填写单位名称"):
        pipeline.new_document(unit=unit, kind=UnitKind.SCHOOL, period=Period(year=2024))
    assert pipeline.list_documents() == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_uploaded_fact_sheet_may_have_any_usual_encoding(pipeline: Pipeline, encoding: str) -> None:
    document = pipeline.import_fact_sheet(SHEET.encode(encoding))
    assert [len(section.facts) for section in document.sections] == [1, 2, 0]


@pytest.mark.parametrize(
    ("sheet", "error"),
    [("", FactSheetError), ("- 甲", FactSheetError), (SHEET + "## 甲 {topic=乙}", UnknownTopicError)],
)
def test_a_bad_fact_sheet_stores_nothing(pipeline: Pipeline, sheet: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        pipeline.import_fact_sheet(sheet)
    assert pipeline.list_documents() == ()


@pytest.mark.parametrize("kind", UnitKind)
def test_the_example_of_every_kind_opens_drafted_and_proven(store: SqlStore, kind: UnitKind) -> None:
    pipeline = make_pipeline(store, {"offline": Composer()})
    document = pipeline.open_example(kind)
    report = pipeline.check(document)
    assert document.kind is kind
    assert all(section.text for section in document.sections)
    assert report.facts_written == report.facts_total > 10
    assert report.errors == 0


def test_an_exported_fact_sheet_makes_the_same_document_again(pipeline: Pipeline, document: Document) -> None:
    again = pipeline.import_fact_sheet(pipeline.export_fact_sheet(document.id))
    assert [[fact.text for fact in section.facts] for section in again.sections] == [
        [fact.text for fact in section.facts] for section in document.sections
    ]
    assert (again.title, again.unit, again.kind) == (document.title, document.unit, document.kind)


def test_the_fields_of_a_document_are_cleaned_and_saved(pipeline: Pipeline, document: Document) -> None:
    changed = pipeline.update_document(
        replace(document, title=" 新标题\n", signed="工会\t委员会", date="2025/1/8")
    )
    assert (changed.title, changed.signed, changed.date) == ("新标题", "工会 委员会", "2025年1月8日")
    with pytest.raises(ConflictError):
        pipeline.update_document(replace(document, title="另一窗口"))
    with pytest.raises(InputError, match="请填写标题"):
        pipeline.update_document(replace(changed, title=" "))


def test_a_document_in_the_bin_comes_back_whole(pipeline: Pipeline, document: Document) -> None:
    pipeline.delete_document(document.id)
    assert [card.id for card in pipeline.list_documents(deleted=True)] == [document.id]
    with pytest.raises(NotFoundError):
        pipeline.load(document.id)
    assert pipeline.restore_document(document.id).sections == document.sections


# Sections


def test_a_section_is_added_behind_another_with_its_topic_inferred(
    pipeline: Pipeline, document: Document
) -> None:
    added = pipeline.add_section(document.id, "三、文体活动", after=document.sections[0].id)
    assert (added.heading, added.topic) == ("文体活动", Topic.CULTURE)
    last = pipeline.add_section(document.id, "其他", topic=Topic.FINANCE)
    headings = [section.heading for section in pipeline.load(document.id).sections]
    assert headings == ["前言", "文体活动", "关爱帮扶", "存在的问题", "其他"]
    assert last.topic is Topic.FINANCE


@pytest.mark.parametrize("heading", ["", "  ", "一、", "{topic=rights}"])
def test_a_section_needs_a_heading(pipeline: Pipeline, document: Document, heading: str) -> None:
    section = care(document)
    with pytest.raises(InputError, match="请填写这一节的标题"):
        pipeline.add_section(document.id, heading)
    with pytest.raises(InputError, match="请填写这一节的标题"):
        pipeline.update_section(document.id, section.id, revision=section.revision, heading=heading)
    assert pipeline.load(document.id).sections == document.sections


def test_there_is_one_overview_and_it_stays_in_front(pipeline: Pipeline, document: Document) -> None:
    overview, section, problems = document.sections
    with pytest.raises(InputError, match="已经有前言"):
        pipeline.add_section(document.id, "概述", topic=Topic.OVERVIEW)
    with pytest.raises(InputError, match="已经有前言"):
        pipeline.update_section(document.id, section.id, revision=section.revision, topic=Topic.OVERVIEW)
    moved = pipeline.move_section(document.id, problems.id, 0)
    assert [one.id for one in moved.sections] == [overview.id, problems.id, section.id]
    moved = pipeline.move_section(document.id, overview.id, 2)
    assert moved.sections[0].id == overview.id


def test_a_section_that_becomes_the_overview_moves_to_the_front(
    pipeline: Pipeline, document: Document
) -> None:
    pipeline.delete_section(document.sections[0].id)
    section = care(document)
    pipeline.update_section(document.id, section.id, revision=section.revision, topic=Topic.OVERVIEW)
    problems = document.sections[2]
    pipeline.move_section(document.id, problems.id, 0)
    assert [one.id for one in pipeline.load(document.id).sections] == [section.id, problems.id]


def test_a_negative_length_is_refused(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    with pytest.raises(InputError, match="目标字数"):
        pipeline.update_section(document.id, section.id, revision=section.revision, length_chars=-1)


def test_a_deleted_section_comes_back_with_its_facts(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    pipeline.delete_section(section.id)
    assert len(pipeline.load(document.id).sections) == 2
    assert pipeline.restore_section(section.id).facts == section.facts


@pytest.mark.parametrize(
    "act",
    [
        lambda pipeline, document: pipeline.add_section(document.id, "文体", after="gone"),
        lambda pipeline, document: pipeline.set_facts(document.id, "gone", "甲", revision=0),
        lambda pipeline, document: pipeline.shelve_fact(document.id, care(document).id, "gone", revision=0),
    ],
    ids=["after", "section", "fact"],
)
def test_what_does_not_exist_any_more_is_said_so(
    pipeline: Pipeline, document: Document, act: Callable[[Pipeline, Document], object]
) -> None:
    with pytest.raises(NotFoundError, match="已不存在"):
        act(pipeline, document)


# Facts


def test_pasted_facts_replace_the_old_ones_and_keep_their_ids(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    lines = "1. 2024年1月慰问困难职工33户，发放4.8万元（去年：28户）\n2. 体检178人"
    changed = pipeline.set_facts(document.id, section.id, lines, revision=section.revision)
    assert changed.facts[0] == replace(section.facts[0], text="2024年1月慰问困难职工33户，发放4.8万元")
    assert changed.facts[1].text == "体检178人"
    assert changed.facts[1].id != section.facts[1].id
    assert pipeline.load(document.id).section(section.id) == changed


def test_facts_saved_in_another_tab_are_not_overwritten(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    saved = pipeline.set_facts(document.id, section.id, "体检178人", revision=section.revision)
    with pytest.raises(ConflictError):
        pipeline.set_facts(document.id, section.id, "春游1次", revision=section.revision)
    assert pipeline.load(document.id).section(section.id) == saved


@pytest.mark.parametrize("lines", ["\n".join(f"慰问{n}户" for n in range(1999)), "长" * 10_001])
def test_too_many_or_too_long_facts_change_nothing(
    pipeline: Pipeline, document: Document, lines: str
) -> None:
    section = care(document)
    with pytest.raises(TooLargeError):
        pipeline.set_facts(document.id, document.sections[2].id, lines + "\n甲", revision=0)
    assert pipeline.load(document.id).section(section.id) == section


@pytest.mark.parametrize(
    "lines", ["\n".join(f"第{n}组慰问{n}户" for n in range(1, 501)), "慰问困难职工" * 833, "😀\n\n-\n\x00"]
)
def test_large_and_empty_pastes_are_saved(pipeline: Pipeline, document: Document, lines: str) -> None:
    section = care(document)
    changed = pipeline.set_facts(document.id, section.id, lines, revision=section.revision)
    expected = [] if "\x00" in lines else lines.split("\n")
    assert [fact.text for fact in changed.facts] == expected


def test_a_fact_is_shelved_and_taken_back(pipeline: Pipeline, document: Document) -> None:
    section = care(document)
    fact = section.facts[0]
    shelved = pipeline.shelve_fact(document.id, section.id, fact.id, revision=section.revision)
    assert [one.id for one in shelved.active_facts] == [section.facts[1].id]
    back = pipeline.shelve_fact(document.id, section.id, fact.id, revision=shelved.revision, shelved=False)
    assert back.facts == section.facts


def test_a_fact_moves_to_the_end_of_another_section(pipeline: Pipeline, document: Document) -> None:
    overview, section, _ = document.sections
    fact = section.facts[0]
    moved = pipeline.move_fact(document.id, fact.id, from_section=section.id, to_section=overview.id)
    assert moved.section(overview.id).facts == (*overview.facts, fact)
    assert moved.section(section.id).facts == section.facts[1:]
    assert pipeline.move_fact(document.id, fact.id, from_section=overview.id, to_section=overview.id) == moved


# Text


def test_a_section_is_drafted_with_its_origin_and_generation(
    pipeline: Pipeline, document: Document, drafter: ScriptedDrafter
) -> None:
    drafted = pipeline.draft_section(document.id, care(document).id, instruction=" 突出成效 ")
    assert isinstance(drafted, Section)
    assert (drafted.text, drafted.origin) == ("第0稿：关爱帮扶。", Origin.OFFLINE)
    assert drafter.requests[0].instruction == "突出成效"
    version = pipeline.versions(drafted.id)[0]
    assert version.generation == Generation(engine="offline", parameters={"variant": "0"})


def test_drafting_again_gives_the_next_variant_and_keeps_every_version(
    pipeline: Pipeline, document: Document
) -> None:
    section_id = care(document).id
    for _ in range(3):
        pipeline.draft_section(document.id, section_id)
    texts = [version.text for version in pipeline.versions(section_id)]
    assert texts == ["第2稿：关爱帮扶。", "第1稿：关爱帮扶。", "第0稿：关爱帮扶。"]
    again = pipeline.draft_section(document.id, section_id, variant=0)
    assert isinstance(again, Section)
    assert again.text == "第0稿：关爱帮扶。"


def test_a_next_draft_that_reads_like_the_present_one_is_passed_over(
    store: SqlStore, document: Document
) -> None:
    class PoorDrafter(ScriptedDrafter):
        def draft(self, request: DraftRequest) -> Iterator[str]:
            yield f"第{request.variant // 3}种说法。"

    pipeline = make_pipeline(store, {"offline": PoorDrafter()})
    section_id = care(document).id
    for expected in ("第0种说法。", "第1种说法。"):
        drafted = pipeline.draft_section(document.id, section_id)
        assert isinstance(drafted, Section)
        assert drafted.text == expected


@pytest.mark.parametrize("way", ["edited", "restored"])
def test_a_text_the_user_owns_is_never_overwritten(pipeline: Pipeline, document: Document, way: str) -> None:
    section_id = own_text(pipeline, document, way)
    mine = pipeline.load(document.id).section(section_id)
    proposal = pipeline.draft_section(document.id, section_id)
    assert isinstance(proposal, Proposal)
    assert pipeline.load(document.id).section(section_id) == mine
    assert pipeline.list_proposals(document.id) == (proposal,)
    adopted = pipeline.adopt_proposal(document.id, proposal.id, revision=mine.revision)
    assert (adopted.text, adopted.origin) == (proposal.text, Origin.OFFLINE)
    assert mine.text in [version.text for version in pipeline.versions(section_id)]
    assert pipeline.list_proposals(document.id) == ()


def own_text(pipeline: Pipeline, document: Document, way: str) -> str:
    """The id of a section whose text was edited, or restored from a version."""
    drafted = pipeline.draft_section(document.id, care(document).id)
    assert isinstance(drafted, Section)
    edited = pipeline.save_text(document.id, drafted.id, "我改的。", revision=drafted.revision)
    if way == "restored":
        first = pipeline.versions(drafted.id)[-1]
        pipeline.restore_version(document.id, drafted.id, first.id, revision=edited.revision)
    return drafted.id


def test_a_text_edited_while_the_engine_writes_gets_a_proposal(store: SqlStore, document: Document) -> None:
    section = care(document)

    class SlowDrafter(ScriptedDrafter):
        def draft(self, request: DraftRequest) -> Iterator[str]:
            store.save_text(section.id, "写到一半我改了。", Origin.EDIT, revision=section.revision)
            yield "模型的稿。"

    slow = make_pipeline(store, {"offline": SlowDrafter()})
    proposal = slow.draft_section(document.id, section.id)
    assert isinstance(proposal, Proposal)
    assert proposal.text == "模型的稿。"
    assert slow.load(document.id).section(section.id).text == "写到一半我改了。"


def test_a_text_the_user_emptied_may_be_drafted_again(pipeline: Pipeline, document: Document) -> None:
    section_id = own_text(pipeline, document, "edited")
    revision = pipeline.load(document.id).section(section_id).revision
    pipeline.save_text(document.id, section_id, " \n", revision=revision)
    assert isinstance(pipeline.draft_section(document.id, section_id), Section)


def test_a_locked_section_refuses_every_change_of_its_text(
    pipeline: Pipeline, document: Document, store: SqlStore
) -> None:
    drafted = pipeline.draft_section(document.id, care(document).id)
    assert isinstance(drafted, Section)
    version = pipeline.versions(drafted.id)[0]
    locked = pipeline.update_section(document.id, drafted.id, revision=drafted.revision, locked=True)
    assert version.generation is not None
    proposal = store.put_proposal(
        Proposal(
            id="p",
            section_id=drafted.id,
            text="新稿",
            origin=Origin.OFFLINE,
            generation=version.generation,
            variant=1,
        )
    )
    revision, ids = locked.revision, (document.id, drafted.id)
    changes: tuple[Callable[[], object], ...] = (
        lambda: pipeline.draft_section(*ids),
        lambda: pipeline.save_text(*ids, "改", revision=revision),
        lambda: pipeline.adopt_proposal(document.id, proposal.id, revision=revision),
        lambda: pipeline.adopt_sentences(document.id, proposal.id, [0], revision=revision),
        lambda: pipeline.restore_version(*ids, version.id, revision=revision),
        lambda: pipeline.complete_fact(*ids, drafted.facts[0].id, revision=revision),
    )
    for change in changes:
        with pytest.raises(LockedError, match="“关爱帮扶”一节已锁定"):
            change()
    assert pipeline.load(document.id).section(drafted.id) == locked


def test_drafting_everything_leaves_own_and_locked_texts_alone(
    pipeline: Pipeline, document: Document
) -> None:
    overview, section, problems = document.sections
    mine = pipeline.save_text(document.id, section.id, "我写的。", revision=section.revision)
    pipeline.update_section(document.id, problems.id, revision=problems.revision, locked=True)
    told: list[tuple[int, int, str]] = []
    outcome = pipeline.draft_all(document.id, on_progress=lambda *step: told.append((*step[:2], step[2].id)))
    assert outcome.drafted == (overview.id,)
    assert [proposal.section_id for proposal in outcome.proposals] == [section.id]
    assert outcome.skipped == (problems.id,)
    assert outcome.document == pipeline.load(document.id)
    assert outcome.document.section(section.id) == mine
    assert told == [(1, 3, overview.id), (2, 3, section.id), (3, 3, problems.id)]


def test_sections_written_before_the_engine_failed_are_kept(store: SqlStore, document: Document) -> None:
    pipeline = make_pipeline(store, {"offline": ScriptedDrafter(fails_at="关爱帮扶")})
    with pytest.raises(EngineError, match="没有回应"):
        pipeline.draft_all(document.id)
    assert [section.text for section in pipeline.load(document.id).sections] == ["第0稿：前言。", "", ""]


def test_the_configured_engine_is_what_auto_means(store: SqlStore, document: Document) -> None:
    drafters = {"offline": ScriptedDrafter(), "llm": ScriptedDrafter(engine="llm", origin=Origin.MODEL)}
    pipeline = Pipeline(store=store, drafters=drafters, default_engine="offline")
    assert pipeline.engines == ("llm", "offline")
    assert pipeline.draft_all(document.id).engine == "offline"
    assert pipeline.draft_all(document.id, engine="llm").engine == "llm"


def test_an_engine_that_is_not_configured_changes_nothing(pipeline: Pipeline, document: Document) -> None:
    with pytest.raises(EngineUnavailableError):
        pipeline.draft_all(document.id, engine="llm")
    assert pipeline.load(document.id) == document


def test_a_forgotten_fact_is_completed_as_a_version(pipeline: Pipeline, document: Document) -> None:
    drafted = pipeline.draft_section(document.id, care(document).id)
    assert isinstance(drafted, Section)
    fact = drafted.facts[1]
    completed = pipeline.complete_fact(document.id, drafted.id, fact.id, revision=drafted.revision)
    assert completed.text == "第0稿：关爱帮扶。金秋助学14人。"
    assert completed.origin is Origin.OFFLINE
    assert len(pipeline.versions(drafted.id)) == 2


def test_a_completed_text_of_the_user_stays_the_users(pipeline: Pipeline, document: Document) -> None:
    section_id = own_text(pipeline, document, "edited")
    mine = pipeline.load(document.id).section(section_id)
    fact = mine.facts[1]
    completed = pipeline.complete_fact(document.id, section_id, fact.id, revision=mine.revision)
    assert (completed.text, completed.origin) == ("我改的。金秋助学14人。", Origin.EDIT)
    assert isinstance(pipeline.draft_section(document.id, section_id), Proposal)


def test_only_versions_of_the_same_section_can_be_restored(pipeline: Pipeline, document: Document) -> None:
    pipeline.draft_all(document.id)
    overview, section, _ = pipeline.load(document.id).sections
    foreign = pipeline.versions(overview.id)[0]
    with pytest.raises(NotFoundError):
        pipeline.restore_version(document.id, section.id, foreign.id, revision=section.revision)
    assert pipeline.load(document.id).section(section.id) == section


@pytest.mark.parametrize("chosen", [Format.DOCX, Format.MD, Format.TXT])
def test_a_document_is_exported_under_its_title(store: SqlStore, chosen: Format) -> None:
    pipeline = make_pipeline(store, {"offline": Composer()})
    document = pipeline.open_example()
    exported = pipeline.export(document, format=chosen, fonts=FontSet.STANDARD)
    assert exported.name == f"{document.title}{chosen.suffix}"
    assert exported.mime == chosen.mime
    if chosen is Format.DOCX:
        assert exported.content.startswith(b"PK")
    else:
        assert document.title in exported.content.decode("utf-8-sig")


def test_other_engines_work_on_the_same_documents(pipeline: Pipeline) -> None:
    document = pipeline.open_example()

    other = pipeline.with_drafters({"offline": Composer()}, default_engine="offline")

    assert other.load(document.id) == pipeline.load(document.id)
    assert other.engines == ("offline",)
