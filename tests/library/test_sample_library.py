"""The library as one thing: add, read, put back, remove, restore, search, lend."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from summary_texts import contents, summary

from summarizer.domain import (
    Document,
    Fact,
    Passage,
    PassageChoices,
    Period,
    Sample,
    SampleEdit,
    Section,
    Topic,
    UnitKind,
)
from summarizer.errors import EngineError, NotFoundError
from summarizer.library import bundled, sample_library
from summarizer.library.sample_library import SampleLibrary
from summarizer.store import SqlStore, open_store

INJECTED = "上一篇：社区工会工作总结"
SECTION = Section(
    id="s",
    heading="做实关心关爱",
    topic=Topic.WELFARE,
    facts=(Fact(id="f", text="走访慰问困难职工32户"), Fact(id="g", text="举办运动会", shelved=True)),
)
DOCUMENT = Document(
    id="d",
    title="t",
    unit="u",
    kind=UnitKind.COMMUNITY,
    period=Period(year=2024),
    sections=(SECTION,),
)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2025, 1, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class CountingEmbedder:
    """Vectors of what a text counts of a few characters; fails when told."""

    name = "counting"
    dimension = 4

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.fails = False

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.fails:
            raise EngineError("向量模型没有返回结果")
        self.seen += texts
        rows = np.array([[1 + text.count(char) for char in "慰赛运会"] for text in texts], dtype=np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqlStore]:
    with open_store(f"sqlite:///{(tmp_path / 'library.db').as_posix()}", clock=clock) as opened:
        yield opened


@pytest.fixture
def library(store: SqlStore) -> SampleLibrary:
    numbers = count(1)
    return SampleLibrary(store.samples, bundled=False, new_id=lambda: f"id{next(numbers)}")


def add(library: SampleLibrary, *texts: str) -> None:
    library.add_files([(f"{place}.txt", text.encode()) for place, text in enumerate(texts)])


def edit_of(library: SampleLibrary, before: str) -> SampleEdit:
    return next(edit for edit in library.show("id1").edits if before in edit.before)


# reading


def test_a_sample_shows_what_stood_there_and_what_stands_there_now(library: SampleLibrary) -> None:
    add(library, f"{summary(1)}{INJECTED}\n")
    view = library.show("id1")
    assert INJECTED in view.original
    assert INJECTED not in view.cleaned
    (edit,) = view.edits
    assert (edit.kind, edit.after, edit.is_back) == ("removed", "", False)
    assert view.original[edit.start : edit.end] == edit.before
    assert [section.heading for section in view.sections] == [
        "",
        "帮扶困难职工",
        "开展劳动竞赛",
        "丰富文体生活",
    ]
    assert [section.topics[0] for section in view.sections][1:] == [
        Topic.WELFARE,
        Topic.ACHIEVEMENT,
        Topic.CULTURE,
    ]


def test_the_edits_of_a_compilations_article_count_from_its_own_beginning(library: SampleLibrary) -> None:
    add(library, "".join(f"篇{number}：工会工作总结\n{summary(number)}{INJECTED}\n" for number in (1, 2, 3)))
    for number, sample_id in enumerate(("id1", "id2", "id3"), start=1):
        view = library.show(sample_id)
        assert f"发展会员{number + 300}人" in view.original
        assert view.original.count("发展会员") == 1
        assert [view.original[edit.start : edit.end] for edit in view.edits] == [
            edit.before for edit in view.edits
        ]
        assert sum(INJECTED in edit.before for edit in view.edits) == 1


def test_a_sample_added_without_a_file_shows_its_passages(store: SqlStore, library: SampleLibrary) -> None:
    passage = Passage(
        id="p",
        sample_id="bare",
        heading="标题",
        topic=Topic.WELFARE,
        kind=None,
        text="走访慰问。",
        masked="走访慰问。",
    )
    store.samples.add_sample(Sample(id="bare", title="t"), [passage])
    view = library.show("bare")
    assert (view.original, view.cleaned, view.edits) == ("标题\n走访慰问。", "标题\n走访慰问。", ())
    with pytest.raises(NotFoundError, match="没有保存原文件"):
        library.original_file("bare")


# putting back


def test_what_was_removed_can_be_put_back_and_removed_again(library: SampleLibrary) -> None:
    add(library, f"{summary(1)}{INJECTED}\n")
    clean = library.show("id1")
    edit = edit_of(library, INJECTED)
    view = library.put_back("id1", edit.id)
    assert INJECTED in view.cleaned
    assert [one.is_back for one in view.edits if one.id == edit.id] == [True]
    assert any(INJECTED in passage.text for passage in view.passages)
    assert library.search("社区工会工作总结") != ()
    again = library.put_back("id1", edit.id, back=False)
    assert (again.cleaned, again.edits) == (clean.cleaned, clean.edits)
    assert [one.text for one in again.passages] == [one.text for one in clean.passages]


def test_putting_back_in_one_article_leaves_the_others_as_they_are(library: SampleLibrary) -> None:
    add(library, "".join(f"篇{number}：工会工作总结\n{summary(number)}{INJECTED}\n" for number in (1, 2)))
    other = library.show("id2")
    library.put_back("id1", edit_of(library, INJECTED).id)
    assert INJECTED in library.show("id1").cleaned
    assert library.show("id2") == other


def test_a_doubt_can_be_settled(library: SampleLibrary) -> None:
    add(library, summary(1).replace("二、开展", "三、开展").replace("三、丰富", "四、丰富"))
    doubt = next(edit for edit in library.show("id1").edits if edit.kind == "suspect")
    view = library.put_back("id1", doubt.id)
    assert [edit.is_back for edit in view.edits if edit.id == doubt.id] == [True]
    assert view.cleaned == library.show("id1").cleaned


@pytest.mark.parametrize(
    ("sample_id", "edit_id"), [("id1", "nowhere"), ("nowhere", "nowhere"), ("sheet", "x")]
)
def test_what_does_not_exist_cannot_be_put_back(
    store: SqlStore, library: SampleLibrary, sample_id: str, edit_id: str
) -> None:
    add(library, summary(1))
    sheet = SampleLibrary(store.samples, bundled=False, new_id=lambda: "sheet")
    sheet.add_files([("s.md", b"---\ntitle: t\nkind: soe\n---\n## a {topic=welfare}\n\ntext\n")])
    with pytest.raises(NotFoundError):
        library.put_back(sample_id, edit_id)


# removing


def test_a_sample_put_away_comes_back_within_a_day(library: SampleLibrary, clock: Clock) -> None:
    add(library, summary(1))
    view = library.show("id1")
    library.put_away("id1")
    assert library.list() == ()
    assert [card.sample.id for card in library.list_removed()] == ["id1"]
    clock.now += timedelta(hours=23)
    assert library.restore("id1").sample == view.sample
    assert library.show("id1") == view


def test_after_a_day_nothing_is_left_of_a_sample_put_away(
    store: SqlStore, library: SampleLibrary, clock: Clock
) -> None:
    before = contents(store)
    add(library, summary(1))
    library.put_away("id1")
    clock.now += timedelta(hours=25)
    assert library.list_removed() == ()
    with pytest.raises(NotFoundError):
        library.restore("id1")
    assert contents(store) == before


def test_a_file_whose_sample_was_put_away_can_be_added_again(library: SampleLibrary) -> None:
    add(library, summary(1))
    library.put_away("id1")
    add(library, summary(1))
    assert [card.sample.id for card in library.list()] == ["id2"]
    assert library.restore("id1").sample.id == "id2"


# searching


def test_a_search_goes_by_kind_and_topic(library: SampleLibrary) -> None:
    add(library, summary(1), summary(2, kind="医院"))
    everywhere = library.search("走访慰问困难职工")
    assert {hit.passage.sample_id for hit in everywhere} == {"id1", "id2"}
    assert {hit.passage.sample_id for hit in library.search("慰问", UnitKind.HOSPITAL)} == {"id2"}
    assert {hit.passage.topic for hit in library.search("职工", None, Topic.CULTURE)} == {Topic.CULTURE}
    assert len(library.search("职工", k=1)) == 1


@pytest.mark.parametrize("query", ["", "  \n", "3.14"])
def test_a_query_without_words_finds_nothing(library: SampleLibrary, query: str) -> None:
    add(library, summary(1))
    assert library.search(query) == ()


def test_a_section_is_lent_passages_of_its_topic(library: SampleLibrary) -> None:
    add(library, *(summary(number) for number in range(1, 6)))
    hits = library.passages_for(SECTION, DOCUMENT, 3)
    assert [hit.passage.topic for hit in hits] == [Topic.WELFARE] * 3
    assert len({hit.passage.sample_id for hit in hits}) == 3


def test_pinned_passages_come_first_and_excluded_ones_never(library: SampleLibrary) -> None:
    add(library, *(summary(number) for number in range(1, 5)))
    first, second = (hit.passage.id for hit in library.passages_for(SECTION, DOCUMENT, 2))
    choices = PassageChoices(pinned=("id1-3",), excluded=frozenset({first}))
    hits = library.passages_for(SECTION, DOCUMENT, 3, choices=choices)
    ids = [hit.passage.id for hit in hits]
    assert ids[0] == "id1-3"
    assert hits[0].score == float("inf")
    assert first not in ids
    assert second in ids


# vectors


def test_passages_are_embedded_masked_and_only_once(store: SqlStore) -> None:
    embedder = CountingEmbedder()
    library = _with(store, embedder)
    add(library, summary(1))
    assert library.embed() == 4
    assert library.embed() == 0
    assert not any(char.isdigit() for text in embedder.seen for char in text)
    add(library, summary(2))
    assert library.embed() == 4


def test_a_search_that_need_not_be_complete_embeds_only_the_query(store: SqlStore) -> None:
    embedder = CountingEmbedder()
    library = _with(store, embedder)
    add(library, summary(1))
    assert library.search("慰问", complete=False) != ()
    assert embedder.seen == []
    library.search("慰问")
    assert len(embedder.seen) == 4 + 1


def test_a_failing_embedder_is_told_and_words_do_alone(store: SqlStore) -> None:
    told: list[EngineError] = []
    embedder = CountingEmbedder()
    embedder.fails = True
    library = SampleLibrary(store.samples, embedder=embedder, bundled=False, on_degraded=told.append)
    add(library, summary(1))
    assert library.search("慰问困难职工")[0].passage.topic is Topic.WELFARE
    assert [str(error) for error in told] == ["向量模型没有返回结果"]
    embedder.fails = False
    assert library.embed() == 4


def _with(store: SqlStore, embedder: CountingEmbedder) -> SampleLibrary:
    return SampleLibrary(store.samples, embedder=embedder, bundled=False)


# LangChain


def test_the_library_is_a_retriever_in_a_chain(library: SampleLibrary) -> None:
    from langchain_core.documents import Document as ChainDocument
    from langchain_core.runnables import RunnableLambda, RunnablePassthrough

    def titles(found: list[ChainDocument]) -> str:
        return "；".join(document.metadata["topic"] for document in found)

    add(library, summary(1), summary(2))
    retriever = library.as_retriever(topic=Topic.WELFARE, k=2)
    chain = RunnablePassthrough.assign(
        samples=(lambda inputs: inputs["fact"]) | retriever | RunnableLambda(titles)
    )
    answer = chain.invoke({"fact": "走访慰问困难职工32户"})
    assert answer["samples"] == "welfare；welfare"
    documents = retriever.invoke("走访慰问困难职工32户")
    assert all("31户" not in document.page_content for document in documents)
    assert "〔数量〕户" in documents[0].page_content


# shipped samples


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder with two shipped samples."""
    folder = tmp_path / "package" / "samples"
    folder.mkdir(parents=True)
    for name in ("a", "b"):
        text = f"---\ntitle: {name}工会2023年工作总结\nkind: soe\nperiod: 2023年度\n---\n"
        (folder / f"{name}.md").write_text(
            f"{text}## 关爱 {{topic=welfare}}\n\n{name * 9}走访慰问。\n", encoding="utf-8"
        )
    monkeypatch.setattr(bundled, "_PACKAGE", folder.parent)
    return folder


def titles_of(store: SqlStore) -> dict[str, str]:
    """The titles of a library opened anew, by id."""
    return {card.sample.id: card.sample.title for card in SampleLibrary(store.samples).list()}


def test_shipped_samples_are_there_at_the_first_look_and_loaded_once(
    store: SqlStore, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles_of(store) == {"a": "a工会2023年工作总结", "b": "b工会2023年工作总结"}
    assert all(card.sample.builtin for card in SampleLibrary(store.samples).list())
    revision = store.samples.library_revision()
    assert len(titles_of(store)) == 2
    assert store.samples.library_revision() == revision


def test_of_several_programs_that_start_at_once_each_finds_every_shipped_sample(
    store: SqlStore, shipped: Path
) -> None:
    def look(_: int) -> set[str]:
        return {card.sample.id for card in SampleLibrary(store.samples).list()}

    for _ in range(2):
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(look, range(4))) == [{"a", "b"}] * 4
        for path in shipped.iterdir():
            path.write_text(path.read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")


def test_opening_a_library_reads_nothing(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_library, "load_bundled", _refuse)
    SampleLibrary(store.samples)


def _refuse(_: object) -> int:
    raise AssertionError("the shipped samples were read")


def test_a_shipped_sample_that_changed_takes_the_place_of_the_old_one(store: SqlStore, shipped: Path) -> None:
    titles_of(store)
    path = shipped / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2023年工作", "2024年工作"), encoding="utf-8")
    assert titles_of(store) == {"a": "a工会2024年工作总结", "b": "b工会2023年工作总结"}
    assert len(store.samples.builtin_sources()) == 2


def test_a_shipped_sample_the_user_removed_stays_away(store: SqlStore, shipped: Path) -> None:
    SampleLibrary(store.samples).remove("a")
    assert list(titles_of(store)) == ["b"]
    path = shipped / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2023年工作", "2024年工作"), encoding="utf-8")
    assert list(titles_of(store)) == ["b"]
    (added,) = SampleLibrary(store.samples, new_id=lambda: "mine").add([path])[0].articles
    assert added.sample.id == "mine"


def test_the_shipped_samples_of_the_project_can_be_loaded(store: SqlStore) -> None:
    cards = SampleLibrary(store.samples).list()
    assert len(cards) >= 18
    assert {card.sample.kind for card in cards} == set(UnitKind)
