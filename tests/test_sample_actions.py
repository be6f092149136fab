"""What the web page does with the sample library, on a real store."""

from collections.abc import Iterator

import pytest

from summarizer.domain import Document, IngestStatus, PassageChoices, Topic, UnitKind
from summarizer.drafting.composer import Composer
from summarizer.errors import ConfigurationError, NotFoundError
from summarizer.library.sample_library import SampleLibrary
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store

TEXT = """某街道总工会2023年工作总结
2023年，街道总工会围绕职工所需开展工作，全年走访企业20家，发展会员300人。
一、帮扶困难职工
春节前走访慰问困难职工31户，发放慰问金4.8万元，夏天给户外职工送去清凉用品。
二、开展劳动竞赛
举办技能竞赛3场，评出能手6名，带动职工提出合理化建议60条。
上一篇：社区工会工作总结
"""
SHEET = """---
unit: ××街道总工会
kind: community
period: 2024年度
---
## 做实关心关爱 {topic=welfare}
- 2024年1月慰问困难职工32户，发放4.8万元
"""


@pytest.fixture
def store() -> Iterator[SqlStore]:
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def pipeline(store: SqlStore) -> Pipeline:
    def make() -> SampleLibrary:
        return SampleLibrary(store.samples, bundled=False)

    return Pipeline(store=store, drafters={"offline": Composer()}, library=make)


@pytest.fixture
def sample_id(pipeline: Pipeline) -> str:
    (report,) = pipeline.add_samples([("去年.txt", TEXT.encode())])
    return report.articles[0].sample.id


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    return pipeline.import_fact_sheet(SHEET)


def test_uploaded_files_are_told_one_by_one(pipeline: Pipeline) -> None:
    told: list[tuple[int, int, str]] = []
    files = [("去年.txt", TEXT.encode()), ("空.txt", b""), ("前年.txt", TEXT.encode())]
    reports = pipeline.add_samples(files, on_progress=lambda *step: told.append(step))
    assert [report.status for report in reports] == [
        IngestStatus.ADDED,
        IngestStatus.REFUSED,
        IngestStatus.KNOWN,
    ]
    assert told == [(1, 3, "去年.txt"), (2, 3, "空.txt"), (3, 3, "前年.txt")]


def test_an_encoding_the_user_chose_is_used(pipeline: Pipeline) -> None:
    (report,) = pipeline.add_samples([("去年.txt", TEXT.encode("utf-16-be"))], encoding="utf-16-be")
    assert report.articles[0].sample.title == "某街道总工会2023年工作总结"


def test_a_sample_is_listed_shown_removed_and_restored(pipeline: Pipeline, sample_id: str) -> None:
    (card,) = pipeline.list_samples()
    view = pipeline.load_sample(sample_id)
    assert card.sample == view.sample
    pipeline.remove_sample(sample_id)
    assert pipeline.list_samples() == ()
    assert pipeline.list_samples(removed=True) == (card,)
    assert pipeline.restore_sample(sample_id) == card
    assert pipeline.load_sample(sample_id) == view


def test_a_removed_piece_is_put_back_and_taken_out_again(pipeline: Pipeline, sample_id: str) -> None:
    (edit,) = pipeline.load_sample(sample_id).edits
    assert "上一篇" in pipeline.put_back(sample_id, edit.id).cleaned
    assert "上一篇" not in pipeline.put_back(sample_id, edit.id, back=False).cleaned


def test_the_file_a_sample_came_in_is_kept_as_it_was(pipeline: Pipeline, sample_id: str) -> None:
    assert pipeline.original_file(sample_id) == ("去年.txt", TEXT.encode())
    with pytest.raises(NotFoundError):
        pipeline.original_file("nowhere")


def test_passages_are_searched_by_kind_and_topic(pipeline: Pipeline, sample_id: str) -> None:
    (hit,) = pipeline.search_samples("慰问困难职工", kind=UnitKind.COMMUNITY, topic=Topic.WELFARE)
    assert hit.passage.sample_id == sample_id
    assert pipeline.search_samples("慰问困难职工", kind=UnitKind.SCHOOL) == ()
    assert pipeline.search_samples(" ") == ()


def test_a_section_gets_passages_and_keeps_what_was_chosen_for_it(
    pipeline: Pipeline, sample_id: str, document: Document
) -> None:
    (section,) = document.sections
    welfare, contest = f"{sample_id}-1", f"{sample_id}-2"
    assert [hit.passage.id for hit in pipeline.passages_for(document.id, section.id)] == [welfare]
    assert pipeline.pin_passage(section.id, contest) == PassageChoices(pinned=(contest,))
    hits = pipeline.passages_for(document.id, section.id)
    assert [(hit.passage.id, hit.score == float("inf")) for hit in hits] == [
        (contest, True),
        (welfare, False),
    ]
    pipeline.exclude_passage(section.id, welfare)
    assert pipeline.passage_choices(section.id).excluded == {welfare}
    assert [hit.passage.id for hit in pipeline.passages_for(document.id, section.id)] == [contest]
    pipeline.pin_passage(section.id, contest, pinned=False)
    assert pipeline.exclude_passage(section.id, welfare, excluded=False) == PassageChoices()


def test_a_pin_survives_the_removal_and_return_of_its_sample(
    pipeline: Pipeline, sample_id: str, document: Document
) -> None:
    (section,) = document.sections
    pipeline.pin_passage(section.id, f"{sample_id}-2")
    pipeline.remove_sample(sample_id)
    assert pipeline.passages_for(document.id, section.id) == ()
    pipeline.restore_sample(sample_id)
    assert pipeline.passages_for(document.id, section.id)[0].passage.id == f"{sample_id}-2"


def test_a_section_or_document_that_does_not_exist_gets_no_passages(
    pipeline: Pipeline, document: Document
) -> None:
    with pytest.raises(NotFoundError):
        pipeline.passages_for(document.id, "nowhere")
    with pytest.raises(NotFoundError):
        pipeline.passages_for("nowhere", document.sections[0].id)


def test_without_an_embedder_there_is_nothing_to_warm(pipeline: Pipeline, store: SqlStore) -> None:
    revision = store.samples.library_revision()
    pipeline.warm_library()
    assert store.samples.library_revision() == revision


def test_a_pipeline_without_a_library_says_so(store: SqlStore) -> None:
    with pytest.raises(ConfigurationError, match="没有配置范文库"):
        Pipeline(store=store, drafters={"offline": Composer()}).list_samples()
