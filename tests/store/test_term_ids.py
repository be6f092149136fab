"""Ids of terms remembered between writes: right at their revision, gone with a failed transaction."""

import pytest
from sample_builders import make_passages, make_sample

from summarizer.errors import ConflictError
from summarizer.store import SqlStore, open_store, term_ids
from summarizer.store.tables import terms
from summarizer.store.term_ids import TermIds, TermMemory

pytest_plugins = ["store_fixtures"]


def test_ids_are_right_at_their_revision_only() -> None:
    ids = TermIds()
    ids.grow({"慰问": 1}, revision=4)
    ids.grow({"职工": 2}, revision=5)
    assert ids.at(5) == {"慰问": 1, "职工": 2}
    assert ids.at(4) == ids.at(6) == {}


def test_a_change_of_others_in_between_forgets_what_was_known() -> None:
    ids = TermIds({"慰问": 1}, revision=4)
    ids.grow({"职工": 2}, revision=6)
    assert ids.at(6) == {"职工": 2}


def test_too_many_ids_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_ids, "MOST_REMEMBERED", 1)
    ids = TermIds({"慰问": 1}, revision=4)
    ids.grow({"职工": 2}, revision=5)
    assert ids.at(5) == {"职工": 2}


def test_ids_of_a_failed_transaction_are_not_remembered() -> None:
    memory = TermMemory()

    def fail() -> None:
        with memory.growing() as ids:
            ids.grow({"慰问": 1}, revision=1)
            raise ConflictError("撞了", hint="再试。")

    with pytest.raises(ConflictError):
        fail()
    with memory.growing() as later:
        assert later.at(1) == {}


def test_terms_removed_and_added_by_another_process_keep_one_row_each(
    store: SqlStore, database_url: str
) -> None:
    ours = store.samples
    ours.add_sample(make_sample("a"), make_passages("a"))
    with open_store(database_url) as other:
        other.samples.remove_sample("a")
        other.samples.add_sample(make_sample("b"), make_passages("b")[:1])
    ours.add_sample(make_sample("c"), make_passages("c"))
    assert {found.passage_id for found in ours.search_lexical("歌咏比赛")} == {"c-1"}
    with store._engines.reading() as connection:
        stored = [row.term for row in connection.execute(terms.select())]
    assert len(stored) == len(set(stored))
