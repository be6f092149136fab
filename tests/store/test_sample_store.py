"""The contract of `SampleStore`: samples, their passages, both indexes."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from postgres_server import empty_schema
from sample_builders import TEXTS, make_passages, make_sample
from sqlalchemy import URL, Engine, event, func, select
from store_builders import ManualClock

from summarizer.domain import (
    Organisation,
    Passage,
    PassageFilter,
    SampleCounts,
    SampleFilter,
    Topic,
    UnitKind,
)
from summarizer.errors import ConflictError, NotFoundError
from summarizer.protocols import StoredVector
from summarizer.retrieval import bm25
from summarizer.retrieval.duplicates import MOST_HOLDERS, sketch
from summarizer.retrieval.terms import count_terms
from summarizer.store import SqlStore, indexed, lexical, open_store
from summarizer.store.bulk import fetch_rows
from summarizer.store.sample_store import SqlSampleStore
from summarizer.store.tables import corpus, metadata, postings, terms

pytest_plugins = ["store_fixtures"]


@pytest.fixture
def library(store: SqlStore) -> SqlSampleStore:
    return store.samples


@pytest.fixture
def filled(library: SqlSampleStore) -> SqlSampleStore:
    library.add_sample(make_sample("a"), make_passages("a"))
    library.add_sample(make_sample("b", kind=UnitKind.SCHOOL), make_passages("b", kind=UnitKind.SCHOOL))
    return library


def contents(store: SqlStore) -> dict[str, int]:
    """Rows of every table of the library."""
    with store._engines.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def numbered_text(passage: Passage, mark: str) -> Passage:
    """The passage with a text of its own, so that it is no copy."""
    return replace(passage, text=passage.text + mark)


# samples


def test_a_sample_comes_back_equal_but_for_its_time(library: SqlSampleStore, clock: ManualClock) -> None:
    given = make_sample()
    stored = library.add_sample(given, make_passages())
    assert stored == replace(given, added_at=clock.now)
    assert library.load_sample("s") == stored
    assert library.passages_of("s") == make_passages()


@pytest.fixture
def many(library: SqlSampleStore) -> SqlSampleStore:
    """Seven samples, s0 added first; each third is of a school and tells of culture alone."""
    for number in range(7):
        name, is_third = f"s{number}", number % 3 == 0
        kind = UnitKind.SCHOOL if is_third else UnitKind.SOE
        passages = make_passages(name, kind=kind)
        library.add_sample(
            make_sample(name, kind=kind, builtin=number == 6), passages[1:2] if is_third else passages
        )
    return library


def listed(library: SqlSampleStore, wanted: SampleFilter | None = None, **page: int) -> list[str]:
    return [card.sample.id for card in library.list_samples(wanted, **page)]


@pytest.mark.parametrize(
    ("wanted", "page", "expected"),
    [
        ({}, {}, ["s6", "s5", "s4", "s3", "s2", "s1", "s0"]),
        ({}, {"limit": 3}, ["s6", "s5", "s4"]),
        ({}, {"limit": 3, "offset": 3}, ["s3", "s2", "s1"]),
        ({}, {"limit": 3, "offset": 6}, ["s0"]),
        ({}, {"limit": 3, "offset": 9}, []),
        ({}, {"offset": 5}, ["s1", "s0"]),
        ({}, {"limit": 0}, []),
        ({"kind": UnitKind.SCHOOL}, {}, ["s6", "s3", "s0"]),
        ({"kind": UnitKind.SCHOOL}, {"limit": 1, "offset": 1}, ["s3"]),
        ({"kind": UnitKind.HOSPITAL}, {}, []),
        ({"topic": Topic.WELFARE}, {}, ["s5", "s4", "s2", "s1"]),
        ({"topic": Topic.CULTURE}, {"limit": 2}, ["s6", "s5"]),
        ({"topic": Topic.WELFARE, "kind": UnitKind.SCHOOL}, {}, []),
        ({"sample_ids": frozenset({"s1", "s4", "unknown"})}, {}, ["s4", "s1"]),
        ({"sample_ids": frozenset()}, {}, []),
    ],
)
def test_a_page_of_samples_is_listed_by_kind_and_topic(
    many: SqlSampleStore, wanted: dict[str, Any], page: dict[str, int], expected: list[str]
) -> None:
    these = SampleFilter(**wanted)
    assert listed(many, these, **page) == expected
    assert many.count_samples(these).total == len(listed(many, these))


def test_a_topic_a_passage_tells_of_besides_is_none_of_its_sample(many: SqlSampleStore) -> None:
    cards = many.list_samples(SampleFilter(topic=Topic.CULTURE))
    assert all(Topic.CULTURE in card.topics for card in cards)
    assert {
        name for name, of in ((c.sample.id, c.topics) for c in many.list_samples()) if Topic.CULTURE in of
    } == {card.sample.id for card in cards}


def test_each_card_of_a_page_tells_its_own_topics(many: SqlSampleStore) -> None:
    whole = {card.sample.id: card for card in many.list_samples()}
    pages = [card for offset in range(0, 7, 2) for card in many.list_samples(limit=2, offset=offset)]
    assert [card.sample.id for card in pages] == list(whole)
    assert all(card == whole[card.sample.id] for card in pages)


def test_samples_are_counted_by_whose_they_are(many: SqlSampleStore) -> None:
    assert many.count_samples() == SampleCounts(builtin=1, shared=0, own=6)
    assert many.count_samples(SampleFilter(kind=UnitKind.SCHOOL)) == SampleCounts(builtin=1, shared=0, own=2)
    assert many.count_samples(SampleFilter(topic=Topic.WOMEN)) == SampleCounts(builtin=0, shared=0, own=0)


@pytest.mark.parametrize("others", [10, 40])
def test_a_page_reads_no_more_rows_of_a_large_library_than_of_a_small_one(
    library: SqlSampleStore, others: int
) -> None:
    for number in range(others):
        library.add_sample(make_sample(f"s{number:02}"), make_passages(f"s{number:02}"))
    fetched = []

    def count(_: object, __: object, statement: str, *___: object) -> None:
        fetched.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        assert len(library.list_samples(limit=5)) == 5
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    read = [statement for statement in fetched if statement.startswith("SELECT")]
    assert len(read) == 2
    assert "LIMIT" in read[0]
    assert "IN (" in read[1]


def test_a_member_counts_and_pages_through_what_they_may_see(store: SqlStore) -> None:
    store.people.put_organisation(Organisation(id="union", name="东湖区总工会"))
    views = {}
    for name in ("wang", "li"):
        user = store.people.sign_in(f"id|{name}", name)
        views[name] = store.for_user(store.people.set_member(user.id, "union"))
        for number in range(3):
            sample_id = f"{name}{number}"
            views[name].samples.add_sample(make_sample(sample_id), make_passages(sample_id))
    views["li"].people.share_sample("li0", shared=True)
    wang = views["wang"]
    assert wang.samples.count_samples() == SampleCounts(builtin=0, shared=1, own=3)
    assert listed(wang.samples) == ["li0", "wang2", "wang1", "wang0"]
    assert listed(wang.samples, limit=2, offset=1) == ["wang2", "wang1"]
    assert listed(wang.samples, SampleFilter(sample_ids=frozenset({"li0", "li1", "wang1"}))) == [
        "li0",
        "wang1",
    ]
    assert set(wang.people.sample_holders(sample_ids=["li0", "li1"])) == {"li0"}
    assert store.samples.count_samples().total == 6


def test_a_sample_without_kind_and_period_can_be_stored(library: SqlSampleStore) -> None:
    given = make_sample(kind=None, period=None, unit="")
    library.add_sample(given, make_passages(kind=None))
    assert (library.load_sample("s").kind, library.load_sample("s").period) == (None, None)
    assert library.passages_of("s")[0].kind is None


def test_cards_come_last_added_first_and_count_main_topics(filled: SqlSampleStore) -> None:
    cards = filled.list_samples()
    assert [card.sample.id for card in cards] == ["b", "a"]
    assert cards[0].topics == {Topic.DEMOCRACY: 1, Topic.WELFARE: 1, Topic.CULTURE: 1}
    assert cards[0].passages_total == 3


def test_adding_the_same_text_again_changes_nothing(store: SqlStore, filled: SqlSampleStore) -> None:
    before = contents(store)
    again = filled.add_sample(make_sample("c", content_hash="hash-a"), make_passages("c"))
    assert again.id == "a"
    assert contents(store) == before


def test_a_sample_is_written_whole_or_not_at_all(store: SqlStore, filled: SqlSampleStore) -> None:
    before, revision = contents(store), filled.library_revision()
    found = filled.search_lexical("职工代表大会")
    clash = (*make_passages("c"), replace(make_passages("c")[0], id="a-0"))
    with pytest.raises(ConflictError):
        filled.add_sample(make_sample("c"), clash)
    assert contents(store) == before
    assert filled.library_revision() == revision
    assert filled.search_lexical("职工代表大会") == found
    assert filled.find_content("hash-c") is None


def test_removing_a_sample_leaves_no_trace(store: SqlStore, library: SqlSampleStore) -> None:
    empty = contents(store)
    library.add_sample(make_sample("a"), make_passages("a"))
    library.save_vectors("model", [StoredVector("a-0", b"\x00\x3c")])
    library.remove_sample("a")
    assert contents(store) == empty
    with store._engines.reading() as connection:
        assert connection.execute(select(corpus.c.passages, corpus.c.length)).one() == (0, 0)


def test_removing_one_of_two_samples_leaves_the_index_as_if_it_had_never_been(
    library: SqlSampleStore,
) -> None:
    library.add_sample(make_sample("a"), make_passages("a"))
    alone = library.search_lexical("走访困难职工")
    library.add_sample(make_sample("b"), [numbered_text(one, "此外无他。") for one in make_passages("b")])
    assert library.search_lexical("走访困难职工") != alone
    library.remove_sample("b")
    assert library.search_lexical("走访困难职工") == alone


@pytest.mark.parametrize("action", ["load_sample", "remove_sample"])
def test_a_sample_that_does_not_exist_is_not_found(library: SqlSampleStore, action: str) -> None:
    with pytest.raises(NotFoundError, match="找不到这份范文"):
        getattr(library, action)("nowhere")


def test_passages_are_loaded_in_the_order_asked_for(filled: SqlSampleStore) -> None:
    found = filled.load_passages(["b-1", "gone", "a-2", "b-1"])
    assert [passage.id for passage in found] == ["b-1", "a-2", "b-1"]


def test_nul_and_surrogates_do_not_break_a_sample(library: SqlSampleStore) -> None:
    broken = replace(make_passages()[0], text="慰问\x00困难\ud800职工", heading="关爱\x00")
    library.add_sample(make_sample(), [broken])
    assert library.passages_of("s")[0].text == "慰问困难\ufffd职工"
    assert library.search_lexical("困难")[0].passage_id == "s-0"


# filters


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (PassageFilter(), {"a-0", "a-1", "a-2", "b-0", "b-1", "b-2"}),
        (PassageFilter(topics=frozenset({Topic.CULTURE})), {"a-0", "a-1", "b-0", "b-1"}),
        (PassageFilter(topics=frozenset({Topic.DEMOCRACY}), kind=UnitKind.SCHOOL), {"b-2"}),
        (PassageFilter(sample_ids=frozenset({"a"})), {"a-0", "a-1", "a-2"}),
        (PassageFilter(without_samples=frozenset({"a"})), {"b-0", "b-1", "b-2"}),
        (
            PassageFilter(without_passages=frozenset({"a-0", "b-2"}), kind=UnitKind.SOE),
            {"a-1", "a-2"},
        ),
        (PassageFilter(topics=frozenset({Topic.PLANS})), set()),
    ],
)
def test_filters_limit_listing_and_search(
    filled: SqlSampleStore, where: PassageFilter, ids: set[str]
) -> None:
    assert filled.matching_ids(where) == ids
    assert filled.matching_ids(where, limit=1) == set(sorted(ids)[:1])
    assert {found.passage_id for found in filled.search_lexical("职工", where=where)} <= ids


# lexical search


def test_scores_are_those_of_the_formula(filled: SqlSampleStore) -> None:
    query = "走访困难职工，送清凉，召开职工代表大会"
    passages = {one.id: one for name in ("a", "b") for one in filled.passages_of(name)}
    counted = {
        name: count_terms(f"{one.heading}\n{one.heading}\n{one.text}") for name, one in passages.items()
    }
    df = Counter(term for found in counted.values() for term in found)
    average = sum(found.total() for found in counted.values()) / len(counted)
    weights = {
        term: bm25.query_weight(qtf, df[term], len(counted))
        for term, qtf in count_terms(query).items()
        if df[term]
    }
    for found in filled.search_lexical(query):
        terms_of = counted[found.passage_id]
        expected = bm25.score(weights, terms_of, length=terms_of.total(), average_length=average)
        assert found.score == pytest.approx(expected)


def test_the_passage_that_speaks_of_it_comes_first(filled: SqlSampleStore) -> None:
    best = filled.search_lexical("慰问困难职工，送清凉", top_k=2)
    assert [found.passage_id for found in best] == ["a-0", "b-0"]


def test_ties_go_by_id_whatever_the_order_of_adding(library: SqlSampleStore) -> None:
    for name in ("c", "a", "b"):
        library.add_sample(make_sample(name), make_passages(name))
    found = library.search_lexical("歌咏比赛", top_k=3)
    assert [one.passage_id for one in found] == ["a-1", "b-1", "c-1"]


@pytest.mark.parametrize("query", ["", "32%", "，。", "zzzz", "鼺"])
def test_a_query_without_known_terms_finds_nothing(filled: SqlSampleStore, query: str) -> None:
    assert filled.search_lexical(query) == ()


def test_an_empty_library_finds_nothing(library: SqlSampleStore) -> None:
    assert library.search_lexical("慰问") == ()


def test_two_passes_find_the_same_as_one(filled: SqlSampleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "走访困难职工，送清凉，召开职工代表大会，歌咏比赛"
    exact = filled.search_lexical(query, top_k=2)
    monkeypatch.setattr(lexical, "POSTINGS_READ", 12)
    found = filled.search_lexical(query, top_k=2)
    assert [one.passage_id for one in found] == [one.passage_id for one in exact]
    assert [one.score for one in found] == pytest.approx([one.score for one in exact])


def test_document_frequencies_are_counts_of_postings(store: SqlStore, filled: SqlSampleStore) -> None:
    filled.add_sample(make_sample("c"), make_passages("c"))
    filled.remove_sample("a")
    counted = select(postings.c.term_id, func.count()).group_by(postings.c.term_id)
    stored = select(terms.c.id, terms.c.df)
    with store._engines.reading() as connection:
        assert {row[0]: row[1] for row in connection.execute(counted)} == {
            row.id: row.df for row in connection.execute(stored)
        }


def test_ties_at_the_cut_go_by_id(library: SqlSampleStore) -> None:
    for name in ("c", "b", "a"):
        library.add_sample(make_sample(name), make_passages(name))
    assert [one.passage_id for one in library.search_lexical("歌咏比赛", top_k=1)] == ["a-1"]


OF_CULTURE = PassageFilter(topics=frozenset({Topic.CULTURE}))


def test_a_topic_is_searched_as_the_library_is_now(filled: SqlSampleStore) -> None:
    def found() -> set[str]:
        return {one.passage_id for one in filled.search_lexical("职工比赛", where=OF_CULTURE)}

    assert found() == {"a-0", "a-1", "b-0", "b-1"}
    filled.add_sample(make_sample("c"), make_passages("c"))
    assert found() == {"a-0", "a-1", "b-0", "b-1", "c-0", "c-1"}
    filled.remove_sample("a")
    assert found() == {"b-0", "b-1", "c-0", "c-1"}


def test_a_search_goes_on_until_enough_of_what_it_finds_may_be_seen(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "_FEWEST_RESCORED", 1)
    monkeypatch.setattr(lexical, "_RESCORED", 1)
    store.people.put_organisation(Organisation(id="union", name="东湖区总工会"))
    views = {}
    for name in ("wang", "li"):
        user = store.people.sign_in(f"id|{name}", name)
        views[name] = store.for_user(store.people.set_member(user.id, "union")).samples
    for number in range(30):
        views["li"].add_sample(make_sample(f"li{number:02}"), make_passages(f"li{number:02}"))
    views["wang"].add_sample(make_sample("wang"), make_passages("wang"))
    for where in (None, OF_CULTURE, PassageFilter(sample_ids=frozenset({"wang", "li00"}))):
        best = views["wang"].search_lexical("歌咏比赛", where=where, top_k=1)
        assert [one.passage_id for one in best] == ["wang-1"]
    without = PassageFilter(topics=frozenset({Topic.CULTURE}), without_passages=frozenset({"wang-1"}))
    best = views["wang"].search_lexical("歌咏比赛，送清凉", where=without, top_k=1)
    assert [one.passage_id for one in best] == ["wang-0"]


def test_filters_that_no_index_lists_hold_for_what_is_looked_up(
    filled: SqlSampleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "_FEWEST_RESCORED", 2)
    monkeypatch.setattr(lexical, "_RESCORED", 1)
    query = "走访困难职工，送清凉，召开职工代表大会，歌咏比赛"
    both = PassageFilter(
        topics=frozenset({Topic.CULTURE}), sample_ids=frozenset({"b"}), without_passages=frozenset({"b-0"})
    )
    assert [one.passage_id for one in filled.search_lexical(query, where=both, top_k=2)] == ["b-1"]
    without = PassageFilter(without_samples=frozenset({"a"}), kind=UnitKind.SCHOOL)
    assert {one.passage_id for one in filled.search_lexical(query, where=without, top_k=9)} == {
        "b-0",
        "b-1",
        "b-2",
    }


def test_both_databases_come_to_the_same_scores_to_the_last_digit(postgres: URL) -> None:
    queries = ("走访困难职工，送清凉", "召开职工代表大会，审议集体合同", "比赛")
    found = []
    with empty_schema(postgres) as server, open_store("sqlite://") as file, open_store(server) as other:
        for opened in (file, other):
            for name in ("c", "a", "b"):
                opened.samples.add_sample(make_sample(name), make_passages(name))
            filters = (None, OF_CULTURE)
            found.append([opened.samples.search_lexical(q, where=w) for q in queries for w in filters])
    assert found[0] == found[1]


# copies


def test_copies_share_a_group_and_others_do_not(filled: SqlSampleStore) -> None:
    groups = filled.copies_of(["a-0", "a-1", "b-0", "b-1"])
    assert groups == {"a-0": "a-0", "b-0": "a-0", "a-1": "a-1", "b-1": "a-1"}


def test_a_text_with_other_figures_is_a_copy(library: SqlSampleStore) -> None:
    first = replace(make_passages("a")[0], text=f"{TEXTS[0][1]}共32户，4.8万元。")
    second = replace(make_passages("b")[0], text=f"{TEXTS[0][1]}共45户，6.2万元。")
    library.add_sample(make_sample("a"), [first])
    library.add_sample(make_sample("b"), [second])
    assert library.copies_of(["b-0"]) == {"b-0": "a-0"}


def test_the_first_of_any_number_of_copies_is_found_by_its_first_holders(store: SqlStore) -> None:
    names = [f"c{number:02}" for number in range(MOST_HOLDERS + 2)]
    for name in names:
        store.samples.add_sample(make_sample(name), make_passages(name)[:1])
    groups = store.samples.copies_of([f"{name}-0" for name in names])
    assert set(groups.values()) == {"c00-0"}
    with store._engines.reading() as connection:
        rows = fetch_rows(connection, indexed._first_holders(connection, sketch(TEXTS[0][1])))
    assert set(Counter(value for value, _ in rows).values()) == {MOST_HOLDERS}


def test_a_group_outlives_the_passage_it_is_named_after(filled: SqlSampleStore) -> None:
    filled.add_sample(make_sample("c"), make_passages("c"))
    filled.remove_sample("a")
    assert filled.copies_of(["b-0", "c-0"]) == {"b-0": "b-0", "c-0": "b-0"}


# vectors


def test_vectors_are_kept_by_model_and_passage(filled: SqlSampleStore) -> None:
    filled.save_vectors("m", [StoredVector("b-0", b"\x01\x02"), StoredVector("a-0", b"\x03\x04")])
    filled.save_vectors("other", [StoredVector("a-0", b"\x05\x06")])
    filled.save_vectors("m", [StoredVector("a-0", b"\x07\x08"), StoredVector("gone", b"\x09\x0a")])
    assert list(filled.load_vectors("m")) == [
        StoredVector("a-0", b"\x07\x08"),
        StoredVector("b-0", b"\x01\x02"),
    ]


def test_passages_without_a_vector_are_listed_until_they_have_one(filled: SqlSampleStore) -> None:
    filled.save_vectors("m", [StoredVector("a-1", b"\x00\x00")])
    assert [one.id for one in filled.passages_without_vector("m", limit=2)] == ["a-0", "a-2"]
    assert len(filled.passages_without_vector("other", limit=10)) == 6


def test_the_revision_changes_with_every_change(filled: SqlSampleStore) -> None:
    seen = [filled.library_revision()]
    filled.save_vectors("m", [StoredVector("a-1", b"\x00\x00")])
    seen.append(filled.library_revision())
    filled.remove_sample("b")
    seen.append(filled.library_revision())
    assert seen == sorted(set(seen))
