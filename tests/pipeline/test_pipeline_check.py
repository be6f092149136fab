"""The check of a stored document knows the samples lent to it, the library, and last year's document."""

from collections.abc import Iterator

import pytest

from summarizer.domain import Document, Generation, Origin, Report
from summarizer.drafting.composer import Composer
from summarizer.library.sample_library import SampleLibrary
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store

SHEET = """---
unit: ××医院工会
kind: hospital
period: {year}年度
---
## 关爱帮扶 {{topic=welfare}}
- 慰问困难职工32户
"""
SAMPLE = """---
title: ×局工会2023年工作总结
kind: office
period: 2023年度
source: 自撰
licence: MIT
---
## 做实关心关爱，传递组织温暖 {topic=welfare}
我们坚持把职工的急难愁盼放在心坎上，一户一策建立帮扶台账，逢年过节上门看望。全年走访困难职工517户，发放慰问金86万元。
"""
OWN = "全年慰问困难职工32户。"


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def pipeline(store: SqlStore) -> Pipeline:
    return Pipeline(
        store=store,
        drafters={"offline": Composer()},
        library=lambda: SampleLibrary(store.samples, embedder=None),
    )


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.import_fact_sheet(SHEET.format(year=2024))


def add_sample(pipeline: Pipeline) -> tuple[str, ...]:
    """The ids of the passages of the sample, once it is in the library."""
    (report,) = pipeline.add_samples([("sample.md", SAMPLE.encode())])
    return tuple(passage.id for passage in pipeline.load_sample(report.articles[0].sample.id).passages)


def write(pipeline: Pipeline, document: Document, text: str, *, lent: tuple[str, ...] = ()) -> Document:
    section = document.sections[0]
    pipeline._store.save_text(
        section.id,
        text,
        Origin.MODEL,
        revision=section.revision,
        generation=Generation(engine="llm", passage_ids=lent),
    )
    return pipeline.load(document.id)


def kinds(report: Report) -> set[str]:
    return {finding.kind for section in report.sections for finding in section.findings}


def test_a_figure_of_a_lent_sample_is_a_leak(pipeline: Pipeline, document: Document) -> None:
    passages = add_sample(pipeline)
    written = write(pipeline, document, OWN + "发放慰问金86万元。", lent=passages)
    report = pipeline.check(written)
    assert report.leaks == 1
    assert "sample_leak" in kinds(report)


def test_a_figure_of_a_sample_that_was_not_lent_is_unsupported_but_no_leak(
    pipeline: Pipeline, document: Document
) -> None:
    add_sample(pipeline)
    report = pipeline.check(write(pipeline, document, OWN + "发放慰问金86万元。"))
    assert report.leaks == 0
    assert report.errors == 1


def test_a_sentence_copied_from_the_library_is_found_though_it_was_not_lent(
    pipeline: Pipeline, document: Document
) -> None:
    add_sample(pipeline)
    copied = "我们坚持把职工的急难愁盼放在心坎上，一户一策建立帮扶台账，逢年过节上门看望。"
    written = write(pipeline, document, OWN + copied)
    near = {written.sections[0].id: pipeline.near_texts(written.sections[0].text)}

    report = pipeline.check(written, library=near)

    assert "copied" in kinds(report)
    assert report.similarity is not None
    assert report.similarity > 0.5


def test_own_words_are_like_nothing_in_the_library(pipeline: Pipeline, document: Document) -> None:
    add_sample(pipeline)
    written = write(pipeline, document, OWN)
    near = {written.sections[0].id: pipeline.near_texts(OWN)}
    report = pipeline.check(written, library=near)
    assert "copied" not in kinds(report)
    assert report.similarity == pytest.approx(0, abs=0.05)


def test_a_sentence_of_last_year_s_document_is_found(pipeline: Pipeline, document: Document) -> None:
    sentence = "工会以一颗真心换职工一份安心，把每一次走访都当作一次谈心交心的机会来用。"
    before = pipeline.import_fact_sheet(SHEET.format(year=2023))
    write(pipeline, before, sentence)

    written = write(pipeline, document, OWN + sentence)
    last_year = pipeline.document_of_last_year(written)

    assert last_year is not None
    assert last_year.id == before.id
    assert "copied" in kinds(pipeline.check(written, last_year=last_year))


def test_without_a_document_of_last_year_there_is_none(pipeline: Pipeline, document: Document) -> None:
    pipeline.import_fact_sheet(SHEET.format(year=2022))
    assert pipeline.document_of_last_year(document) is None


def test_a_program_without_a_library_checks_all_the_same(store: SqlStore) -> None:
    bare = Pipeline(store=store, drafters={"offline": Composer()})
    document = bare.import_fact_sheet(SHEET.format(year=2024))
    assert bare.near_texts("慰问困难职工") == ()
    assert bare.library_revision() == 0
    assert bare.check(document).facts_total == 1
