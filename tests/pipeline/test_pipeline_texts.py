"""Texts on a real store in memory: drafted by a scripted drafter, edited, locked, restored, exported."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pipeline_fakes import SHEET, ScriptedDrafter, care, make_pipeline

from summarizer.domain import Document, Generation, Origin, Proposal, Section
from summarizer.drafting.composer import Composer
from summarizer.errors import EngineError, EngineUnavailableError, LockedError, NotFoundError
from summarizer.export import FontSet, Format
from summarizer.pipeline import Pipeline, draft_document
from summarizer.protocols import DraftRequest
from summarizer.store import SqlStore, open_store


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
