"""Rewording a stored section's selection, and 补写 with its memory."""

import pytest
from scripted_model import ScriptedModel, drafter_of

from summarizer.domain import Document, Section
from summarizer.errors import EngineUnavailableError, LockedError, NotFoundError
from summarizer.pipeline import Pipeline, Rewrite

SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
---
## 关爱帮扶 {topic=welfare}
- 慰问困难职工32户
- 送清凉3次
- 助学14人
"""
TEXT = "工会心系职工。与此同时，慰问困难职工32户。职工子女助学14人。工会将继续做实做细。"


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    made = pipeline.import_fact_sheet(SHEET)
    section = made.sections[0]
    pipeline.save_text(made.id, section.id, TEXT, revision=section.revision)
    return pipeline.load(made.id)


def reworded(pipeline: Pipeline, document: Document, manner: str = "换说法", engine: str = "auto") -> Rewrite:
    return pipeline.rewrite_selection(
        document.id,
        document.sections[0].id,
        start=TEXT.index("与此同时"),
        end=TEXT.index("职工子女"),
        manner=manner,
        engine=engine,
    )


def test_a_selection_is_reworded_and_nothing_is_saved(pipeline: Pipeline, document: Document) -> None:
    rewrite = reworded(pipeline, document)
    assert rewrite.changed
    assert rewrite.text.endswith("，慰问困难职工32户。")
    assert rewrite.findings == ()
    assert pipeline.load(document.id) == document


def test_what_cannot_be_reworded_is_said(pipeline: Pipeline, document: Document) -> None:
    with pytest.raises(EngineUnavailableError, match="“扩写”需要大模型"):
        reworded(pipeline, document, manner="扩写")
    with pytest.raises(EngineUnavailableError, match="还没有配置"):
        reworded(pipeline, document, engine="llm")
    section = document.sections[0]
    pipeline.update_section(document.id, section.id, revision=section.revision, locked=True)
    with pytest.raises(LockedError):
        reworded(pipeline, document)
    pipeline.delete_section(section.id)
    with pytest.raises(NotFoundError):
        reworded(pipeline, document)


def test_a_completed_fact_stands_between_its_neighbours_and_is_known_as_filled(
    pipeline: Pipeline, document: Document
) -> None:
    section = document.sections[0]
    fact = section.facts[1]
    completed = pipeline.complete_fact(document.id, section.id, fact.id, revision=section.revision)
    sentence = completed.text[TEXT.index("职工子女") : completed.text.index("职工子女")]
    assert "送清凉3次" in sentence
    assert completed.text.replace(sentence, "") == TEXT
    span = pipeline.filled_spans(completed)[0]
    assert (completed.text[span.start : span.end], span.fact_id) == (sentence, fact.id)


def test_an_edit_elsewhere_keeps_the_mark_and_one_inside_takes_it_away(
    pipeline: Pipeline, document: Document
) -> None:
    section = document.sections[0]
    completed = pipeline.complete_fact(
        document.id, section.id, section.facts[1].id, revision=section.revision
    )
    moved = pipeline.save_text(
        document.id, section.id, f"新的开头。{completed.text}", revision=completed.revision
    )
    assert len(pipeline.filled_spans(moved)) == 1
    own = moved.text.replace("送清凉3次", "先后送清凉3次")
    changed = pipeline.save_text(document.id, section.id, own, revision=moved.revision)
    assert pipeline.filled_spans(changed) == ()


def test_a_draft_of_a_model_is_delivered_with_all_its_facts(document: Document, pipeline: Pipeline) -> None:
    model = ScriptedModel({"draft": ["慰问困难职工33户。另举办培训班88期。"], "patch": ["删去"]})
    section = pipeline.load(document.id).sections[0]
    blank = pipeline.save_text(document.id, section.id, "", revision=section.revision)
    drafted = pipeline.with_drafters({"llm": drafter_of(model)}).draft_section(document.id, blank.id)
    assert isinstance(drafted, Section)
    assert drafted.text.startswith("慰问困难职工32户。")
    assert "送清凉3次" in drafted.text
    assert "助学14人" in drafted.text
    assert "88期" not in drafted.text
    assert [span.fact_id for span in pipeline.filled_spans(drafted)] == [
        fact.id for fact in section.facts[1:]
    ]
