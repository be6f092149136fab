"""What a person corrected of a sample: stored, indexed, kept through later edits, and taken back."""

from collections.abc import Iterator, Sequence

import pytest
from summary_texts import summary

from summarizer.domain import SampleEdit, Topic, UnitKind
from summarizer.errors import InputError, NotFoundError
from summarizer.library.corrections import Corrections, read_shape, shape_of
from summarizer.library.ingest import titles_of
from summarizer.library.record import place_kept
from summarizer.library.report import clean_file
from summarizer.library.sample_library import SampleLibrary
from summarizer.store import SqlStore, open_store

INJECTED = "上一篇：社区工会工作总结"
SHEET = """---
title: ××小学工会2024年工作总结
kind: school
---
## 关爱教师 {topic=welfare}
走访困难教师12户，发放慰问金3万元。
## 关爱教师 {topic=welfare}
举办教工运动会2场，参加460人次。
"""


@pytest.fixture
def store() -> Iterator[SqlStore]:
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def library(store: SqlStore) -> SampleLibrary:
    return SampleLibrary(store.samples, bundled=False)


def added(library: SampleLibrary, text: str, name: str = "总结.txt") -> Sequence[str]:
    (report,) = library.add_files([(name, text.encode())])
    return [article.sample.id for article in report.articles]


def topics_of(library: SampleLibrary, sample_id: str) -> list[tuple[Topic, ...]]:
    return [section.topics for section in library.show(sample_id).sections]


def test_a_corrected_kind_is_that_of_the_sample_its_passages_and_the_search(library: SampleLibrary) -> None:
    (name,) = added(library, summary(1))
    assert library.show(name).sample.kind is UnitKind.COMMUNITY
    view = library.set_kind(name, UnitKind.SOE)
    assert (view.sample.kind, view.is_kind_corrected) == (UnitKind.SOE, True)
    assert {passage.kind for passage in view.passages} == {UnitKind.SOE}
    assert library.search("慰问困难职工", kind=UnitKind.SOE)
    assert not library.search("慰问困难职工", kind=UnitKind.COMMUNITY)


def test_corrected_topics_are_those_of_the_passage_and_of_the_search(library: SampleLibrary) -> None:
    (name,) = added(library, summary(1))
    before = topics_of(library, name)
    view = library.set_topics(name, 1, (Topic.FINANCE, Topic.RIGHTS))
    assert [section.is_corrected for section in view.sections] == [False, True, False, False]
    assert topics_of(library, name) == [before[0], (Topic.FINANCE, Topic.RIGHTS), *before[2:]]
    (found,) = library.search("走访慰问困难职工", topic=Topic.FINANCE)
    assert (found.passage.topic, found.passage.also) == (Topic.FINANCE, (Topic.RIGHTS,))
    assert library.search("走访慰问困难职工", topic=Topic.RIGHTS)
    assert name not in {hit.passage.sample_id for hit in library.search("慰问", topic=Topic.WELFARE)}


def test_corrections_outlive_an_edit_put_back(library: SampleLibrary) -> None:
    (name,) = added(library, f"{summary(1)}{INJECTED}\n")
    library.set_kind(name, UnitKind.SOE)
    library.set_topics(name, 2, (Topic.WOMEN,))
    edit: SampleEdit = next(one for one in library.show(name).edits if INJECTED in one.before)
    view = library.put_back(name, edit.id)
    assert INJECTED in view.cleaned
    assert view.sample.kind is UnitKind.SOE
    assert view.sections[2].topics == (Topic.WOMEN,)


def test_corrections_can_be_taken_back(library: SampleLibrary) -> None:
    (name,) = added(library, summary(1))
    before = library.show(name)
    library.set_kind(name, UnitKind.SOE)
    library.set_topics(name, 1, (Topic.FINANCE,))
    library.set_kind(name, None)
    after = library.set_topics(name, 1, ())
    assert (after.sample, after.sections, after.passages) == (before.sample, before.sections, before.passages)


def test_a_correction_in_one_article_of_a_collection_leaves_the_others(library: SampleLibrary) -> None:
    text = "".join(f"篇{number}：工会工作总结\n{summary(number)}\n" for number in (1, 2))
    first, second = added(library, text)
    other = library.show(second)
    library.set_topics(first, 1, (Topic.FINANCE,))
    library.set_kind(first, UnitKind.OFFICE)
    assert library.show(second) == other


def test_sections_of_the_same_heading_are_told_apart(library: SampleLibrary) -> None:
    (name,) = added(library, SHEET, "一份.md")
    library.set_topics(name, 1, (Topic.CULTURE,))
    assert topics_of(library, name) == [(Topic.WELFARE,), (Topic.CULTURE,)]
    assert library.set_kind(name, UnitKind.OFFICE).sample.kind is UnitKind.OFFICE


@pytest.mark.parametrize("place", [-1, 4, 99])
def test_a_section_that_is_not_there_is_told(library: SampleLibrary, place: int) -> None:
    (name,) = added(library, summary(1))
    with pytest.raises(NotFoundError, match="找不到这一节"):
        library.set_topics(name, place, (Topic.WOMEN,))


def test_corrections_are_packed_and_read_again() -> None:
    said = Corrections(kind=UnitKind.SOE, topics={"帮扶#0": (Topic.WELFARE, Topic.WOMEN)})
    assert read_shape(shape_of(said)) == said
    assert not Corrections()
    assert said.with_topics("帮扶#0", ()) == Corrections(kind=UnitKind.SOE)


def test_articles_without_a_title_of_their_own_are_told_apart() -> None:
    body = (
        "\n今年以来，工会新建小家{0}个，慰问职工{0}2人，会员入会率98%，完成年初确定的任务。"
        "\n一、{1}\n举办技能竞赛{0}场，参加128人次，评出能手6名。"
    )
    text = "工会工作总结(精选2篇)\n篇1" + body.format(3, "抓安康") + "\n篇2" + body.format(4, "书香机关")
    report = clean_file(text.encode(), "合集.txt")
    assert titles_of(place_kept(report), "合集.txt") == (
        "工会工作总结（第1篇：抓安康）",
        "工会工作总结（第2篇：书香机关）",
    )


def test_a_shipped_sample_is_hidden_and_shown_again(store: SqlStore) -> None:
    library = SampleLibrary(store.samples)
    name = "school-1-annual"
    title = library.show(name).sample.title
    library.hide(name)
    assert name not in {card.sample.id for card in library.list()}
    assert library.list_hidden() == ((name, title),)
    assert name not in {card.sample.id for card in SampleLibrary(store.samples).list()}
    library.show_again(name)
    assert library.show(name).sample.title == title
    assert library.list_hidden() == ()
    with pytest.raises(NotFoundError, match="没有隐藏"):
        library.show_again(name)


def test_the_users_own_sample_cannot_be_hidden(library: SampleLibrary) -> None:
    (name,) = added(library, summary(1))
    with pytest.raises(InputError, match="只有内置范文可以隐藏"):
        library.hide(name)
