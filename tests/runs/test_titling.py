"""The title that a model drafts last, when a run has written the whole document."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from run_fakes import SHEET, FakeDrafter, ended, id_of, make_pipeline
from scripted_model import Answer, ScriptedModel, drafter_of

from summarizer.domain import Document
from summarizer.errors import ServerFailureError
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import Pipeline, draft_document
from summarizer.store import SqlStore

USUAL = "××实验小学工会2024年工作总结"
MAIN = "凝心聚力促发展，履职尽责暖人心"
DRAFTED = f"{MAIN}——{USUAL}"


MakeRun = Callable[..., tuple[Pipeline, Document, ScriptedModel]]


@pytest.fixture
def make(store: SqlStore) -> Iterator[MakeRun]:
    opened: list[Pipeline] = []

    def make(*titles: Answer) -> tuple[Pipeline, Document, ScriptedModel]:
        model = ScriptedModel({"draft": ["工会做好本职工作。"], "title": titles})
        opened.append(make_pipeline(store, drafter_of(model)))
        return opened[-1], opened[-1].import_fact_sheet(SHEET), model

    yield make
    for pipeline in opened:
        pipeline.close()


def title_after(pipeline: Pipeline, document: Document) -> str:
    pipeline.start_run(document.id)
    ended(pipeline, document)
    return pipeline.load(document.id).title


def test_a_whole_document_gets_its_title_last_and_from_its_texts(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN)
    assert document.title == USUAL
    assert title_after(pipeline, document) == DRAFTED
    assert model.kinds().index("title") == len(model.kinds()) - 1
    prompt = model.asked[-1][1]
    assert "慰问困难职工32户" in prompt
    assert "工会做好本职工作" not in prompt, "no fact is told there"


def test_a_title_the_user_typed_stays(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN)
    pipeline.update_document(replace(document, title="我们这一年"))
    assert title_after(pipeline, document) == "我们这一年"
    assert "title" not in model.kinds()


def test_a_title_typed_while_the_model_writes_one_stays(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN)

    def retitle(kind: str) -> None:
        if kind == "title":
            pipeline.update_document(replace(pipeline.load(document.id), title="我们这一年"))

    model.on_ask = retitle
    assert title_after(pipeline, document) == "我们这一年"


def test_a_drafted_title_is_not_drafted_again(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN, "另一个正题，再一个分句")
    title_after(pipeline, document)
    assert title_after(pipeline, document) == DRAFTED
    assert model.kinds().count("title") == 1


def test_a_run_of_some_sections_leaves_the_title_alone(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN)
    pipeline.start_run(document.id, section_ids=[id_of(document, "关爱帮扶"), id_of(document, "文体活动")])
    ended(pipeline, document)
    assert pipeline.load(document.id).title == USUAL
    assert "title" not in model.kinds()


def test_a_locked_section_does_not_keep_the_document_from_being_whole(make: MakeRun) -> None:
    pipeline, document, _ = make(MAIN)
    section = document.section(id_of(document, "文体活动"))
    pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)
    assert title_after(pipeline, document) == DRAFTED


@pytest.mark.parametrize(
    ("titles", "title", "asked"),
    [
        ((f"正题：{MAIN}",), DRAFTED, 1),
        (("荣获全国五一劳动奖状", MAIN), DRAFTED, 2),
        (("慰问职工九十九户，送去组织关怀", USUAL, MAIN), DRAFTED, 3),
        (("满意率全市第一",), USUAL, 3),
        ((ServerFailureError("服务商出错"),), USUAL, 1),
    ],
    ids=["label", "claim first", "figure, usual", "claims only", "failure"],
)
def test_only_a_title_that_claims_nothing_is_taken(
    make: MakeRun, titles: tuple[Answer, ...], title: str, asked: int
) -> None:
    pipeline, document, model = make(*titles)
    assert title_after(pipeline, document) == title
    assert model.kinds().count("title") == asked
    run = pipeline.watch_run(document.id)
    assert run is not None
    assert run.done == 4


def test_a_stopped_run_drafts_no_title(make: MakeRun) -> None:
    pipeline, document, model = make(MAIN)

    def stop(kind: str) -> None:
        run = pipeline.watch_run(document.id)
        if kind == "title" and run is not None:
            pipeline.stop_run(run.id)

    model.on_ask = stop
    assert title_after(pipeline, document) == USUAL
    assert model.kinds().count("title") == 1


def test_a_model_that_only_drafts_leaves_the_usual_title(store: SqlStore) -> None:
    pipeline = make_pipeline(store, FakeDrafter())
    document = pipeline.import_fact_sheet(SHEET)
    assert title_after(pipeline, document) == USUAL
    pipeline.close()


@pytest.mark.parametrize(
    ("given", "title"), [("", DRAFTED), ("title: 我们这一年\n", "我们这一年")], ids=["usual", "typed"]
)
def test_drafting_without_a_store_ends_with_the_title_too(given: str, title: str) -> None:
    model = ScriptedModel({"draft": ["工会做好本职工作。"], "title": [MAIN]})
    document = parse_fact_sheet(SHEET.replace("---\n", f"---\n{given}", 1))
    drafted = draft_document(document, drafters={"llm": drafter_of(model)})
    assert drafted.document.title == title
    assert drafted.tokens_in > 0
    assert ("title" in model.kinds()) is (not given)
