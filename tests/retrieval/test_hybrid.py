from dataclasses import replace

import pytest
from retrieval_doubles import WordEmbedder, make_library, make_passage

from summarizer.domain import PassageFilter, Topic, UnitKind
from summarizer.errors import EngineError
from summarizer.protocols import SampleStore, StoredVector
from summarizer.retrieval.hybrid import HybridRetriever, SectionQuery
from summarizer.retrieval.indexing import embed_missing

WARM = make_passage("a-0", "三中把温暖送到每一位教师身边，家访不落一人。", kind=UnitKind.SCHOOL)
SPORT = make_passage("b-0", "运动会上各队你追我赶，喝彩声此起彼伏。", topic=Topic.CULTURE, kind=UnitKind.SOE)
VOTES = make_passage("c-0", "提案件件有答复，代表当场表决。", topic=Topic.DEMOCRACY)
GIFTS = make_passage("d-0", "慰问金逐户上门送达，签收清楚。", kind=UnitKind.SOE)


@pytest.fixture
def library() -> SampleStore:
    store = make_library(WARM, SPORT, VOTES, GIFTS)
    embed_missing(store, WordEmbedder())
    return store


def ids(hits: object) -> list[str]:
    return [hit.passage.id for hit in hits]  # type: ignore[attr-defined]


def test_words_find_without_an_embedder(library: SampleStore) -> None:
    assert ids(HybridRetriever(library).search("代表表决提案", top_k=1)) == ["c-0"]


def test_meaning_finds_what_shares_no_word(library: SampleStore) -> None:
    assert ids(HybridRetriever(library, WordEmbedder()).search("比赛", top_k=1)) == ["b-0"]


@pytest.mark.parametrize("fusion", ["scores", "ranks"])
def test_both_fusions_put_words_and_meaning_together(library: SampleStore, fusion: str) -> None:
    retriever = HybridRetriever(library, WordEmbedder(), fusion=fusion)  # type: ignore[arg-type]
    assert set(ids(retriever.search("慰问", top_k=2))) == {"a-0", "d-0"}


def test_a_broken_embedder_is_told_of_and_words_go_on(library: SampleStore) -> None:
    told: list[EngineError] = []
    retriever = HybridRetriever(library, WordEmbedder(broken=True), on_degraded=told.append)
    assert ids(retriever.search("提案", top_k=1)) == ["c-0"]
    assert len(told) == 1


def test_an_empty_library_and_an_empty_query_find_nothing(library: SampleStore) -> None:
    assert HybridRetriever(make_library(), WordEmbedder()).search("慰问") == ()
    assert HybridRetriever(library, WordEmbedder()).search(" ") == ()


def test_filters_hold_for_words_and_meaning(library: SampleStore) -> None:
    where = PassageFilter(topics=frozenset({Topic.CULTURE}))
    assert ids(HybridRetriever(library, WordEmbedder()).search("慰问 比赛", where=where)) == ["b-0"]


class Indexed:
    """A store with an index of vectors that can go; it counts what it is asked."""

    def __init__(self, store: SampleStore) -> None:
        self._store = store
        self.has_index = True
        self.asked = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def has_vector_index(self, model: str) -> bool:
        self.asked += 1
        return self.has_index

    def near_vectors(self, model: str, *_: object, **__: object) -> tuple[StoredVector, ...] | None:
        return tuple(self._store.load_vectors(model)) if self.has_index else None


def test_an_index_is_asked_for_until_it_was_used_and_again_when_it_has_gone(library: SampleStore) -> None:
    store = Indexed(library)
    retriever = HybridRetriever(store, WordEmbedder())  # type: ignore[arg-type]
    assert [ids(retriever.search("比赛", top_k=1)) for _ in range(3)] == [["b-0"]] * 3
    assert store.asked == 1
    store.has_index = False
    assert [ids(retriever.search("比赛", top_k=1)) for _ in range(3)] == [["b-0"]] * 3
    assert store.asked == 3


def test_a_new_passage_is_found_at_once(library: SampleStore) -> None:
    retriever = HybridRetriever(library, WordEmbedder())
    retriever.search("比赛")
    other = make_library(replace(SPORT, id="e-0", sample_id="e"))
    sample = other.load_sample("e")
    library.add_sample(sample, [replace(SPORT, id="e-0", sample_id="e", text="棋牌赛。", masked="比赛比赛")])
    embed_missing(library, WordEmbedder())
    assert "e-0" in ids(retriever.search("比赛", top_k=2))


def test_copies_come_once() -> None:
    text = "慰问金逐户上门送达，签收清楚，困难职工拉着工会干部的手连声道谢，邻居也夸这事办得实在。"
    store = make_library(make_passage("a-0", text), make_passage("b-0", f"{text}好。"))
    assert ids(HybridRetriever(store).search("慰问金")) == ["a-0"]


# sections


def test_a_section_gets_its_kind_first_then_its_topic(library: SampleStore) -> None:
    query = SectionQuery(topic=Topic.WELFARE, kind=UnitKind.SOE, facts=["把温暖送到教师身边"])
    assert ids(HybridRetriever(library).for_section(query)) == ["d-0", "a-0"]


def test_a_section_without_facts_gets_passages_of_its_topic(library: SampleStore) -> None:
    hits = HybridRetriever(library).for_section(SectionQuery(topic=Topic.WELFARE))
    assert [(hit.passage.id, hit.score) for hit in hits] == [("a-0", 0.0), ("d-0", 0.0)]


def test_pinned_passages_come_first_and_excluded_ones_never(library: SampleStore) -> None:
    query = SectionQuery(
        topic=Topic.WELFARE,
        facts=["慰问"],
        pinned=["b-0"],
        where=PassageFilter(without_passages=frozenset({"d-0"})),
    )
    assert ids(HybridRetriever(library).for_section(query)) == ["b-0", "a-0"]


def test_no_more_than_asked_for(library: SampleStore) -> None:
    query = SectionQuery(topic=Topic.WELFARE, pinned=["a-0", "b-0", "c-0"])
    assert ids(HybridRetriever(library).for_section(query, top_k=2)) == ["a-0", "b-0"]
