"""Migration 4: the terms packed with a passage, once each before, as often as they stand there after."""

from sample_builders import make_passages, make_sample
from sqlalchemy import bindparam, select, update

from summarizer.store import SqlStore
from summarizer.store.migrations import m0004_frequencies
from summarizer.store.samples import pack_numbers, unpack_numbers
from summarizer.store.tables import passages

pytest_plugins = ["store_fixtures"]


def test_terms_packed_once_are_repeated_from_their_postings(store: SqlStore) -> None:
    store.samples.add_sample(make_sample("a"), make_passages("a"))
    query = select(passages.c.number, passages.c.term_ids)
    once = update(passages).where(passages.c.number == bindparam("key")).values(term_ids=bindparam("once"))
    with store._engines.writing() as connection:
        written = {row.number: row.term_ids for row in connection.execute(query)}
        packed = {key: pack_numbers(sorted(set(unpack_numbers(ids)))) for key, ids in written.items()}
        assert packed != written
        connection.execute(once, [{"key": key, "once": ids} for key, ids in packed.items()])
        m0004_frequencies.upgrade(connection)
        assert {row.number: row.term_ids for row in connection.execute(query)} == written
