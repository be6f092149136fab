"""The migration that puts a passage's kind beside its topics, and the rest of a key into it."""

from postgres_server import empty_schema
from sqlalchemy import URL, text

from summarizer.domain import PassageFilter, Topic, UnitKind
from summarizer.store import open_store
from summarizer.store.engines import create_engines
from summarizer.store.migrations import MIGRATIONS, migrate

pytest_plugins = ["store_fixtures"]

BEFORE = MIGRATIONS[:8]
ROWS = (
    "INSERT INTO samples (id, title, unit, kind, source, licence, content_hash, builtin, added_at)"
    " VALUES ('s', '总结', '', 'soe', '', '', 'hash', '1', '2025-01-08 09:00:00')",
    *(
        "INSERT INTO passages (number, id, sample_id, position, heading, kind, copy_group, length, term_ids,"
        f" text, masked) VALUES ({number}, 's-{number}', 's', {number}, '', {kind}, 'g', 0, '', '', '')"
        for number, kind in ((1, "'soe'"), (2, "NULL"))
    ),
    *(
        f"INSERT INTO passage_topics (passage, topic, rank) VALUES ({number}, '{topic}', {rank})"
        for number, topic, rank in ((1, "welfare", 0), (1, "culture", 1), (2, "welfare", 0))
    ),
)


def test_passages_of_an_older_library_are_found_by_topic_and_kind(database_url: str) -> None:
    engines = create_engines(database_url, busy_timeout_s=10.0)
    migrate(engines, BEFORE)
    with engines.writing() as connection:
        for row in ROWS:
            connection.execute(text(row))
    engines.dispose()
    with open_store(database_url) as store:
        both = PassageFilter(topics=frozenset({Topic.CULTURE, Topic.WELFARE}), kind=UnitKind.SOE)
        assert store.samples.matching_ids(both) == {"s-1"}
        assert store.samples.matching_ids(PassageFilter(topics=frozenset({Topic.WELFARE}))) == {"s-1", "s-2"}
        with store._engines.reading() as connection:
            query = text("SELECT passage, topic, kind FROM passage_topics ORDER BY passage, topic")
            assert list(map(tuple, connection.execute(query))) == [
                (1, "culture", "soe"),
                (1, "welfare", "soe"),
                (2, "welfare", None),
            ]


def test_a_search_reads_postings_from_their_key_alone_on_postgresql(postgres: URL) -> None:
    query = text("SELECT indnatts FROM pg_index WHERE indexrelid = to_regclass('postings_pkey')")
    with empty_schema(postgres) as url, open_store(url) as store, store._engines.reading() as connection:
        assert connection.scalar(query) == 4
