"""Conditions over many values, and many numbers in one value: the same on both databases."""

from typing import Any

import numpy as np
import pytest
from postgres_server import empty_schema
from sqlalchemy import URL, Connection, event, insert, select

from summarizer.domain import PassageFilter, Topic, UnitKind
from summarizer.store import SqlStore, open_store
from summarizer.store.bulk import fetch_numbers, joined, numbers_joined
from summarizer.store.engines import BINARY
from summarizer.store.passage_lists import MOST_REMEMBERED, PassageLists
from summarizer.store.tables import postings, terms
from summarizer.store.value_lists import one_of

pytest_plugins = ["store_fixtures"]

ODD = ("会", 'a"b', "a'b", "a\\b", "{a,b}", "a,b", "NULL", "", " a ", "𠮷", "%s", ":x")


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store._engines.writing() as connection:
        rows = [{"id": number, "term": term, "df": 1} for number, term in enumerate(ODD)]
        connection.execute(insert(terms), rows)
        held = [(7, 1, 1, 9), (7, 2**31 - 1, 3, 40_000), (7, 5, 2**20, 1), (8, 4, 1, 2)]
        names = ("term_id", "passage", "tf", "length")
        connection.execute(insert(postings), [dict(zip(names, row, strict=True)) for row in held])
    return store


def test_odd_texts_are_found_as_they_are(filled: SqlStore) -> None:
    with filled._engines.reading() as connection:
        for odd in ODD:
            query = select(terms.c.term).where(one_of(connection, terms.c.term, [odd, "nowhere"]))
            assert connection.scalars(query).all() == [odd]
        every = select(terms.c.term).where(one_of(connection, terms.c.term, [*ODD, *ODD]))
        assert set(connection.scalars(every)) == set(ODD)


@pytest.mark.parametrize("values", [[], [3], [3, 3, 1], [*range(40_000), 2**31 - 1]])
def test_any_number_of_numbers_is_found(filled: SqlStore, values: list[int]) -> None:
    with filled._engines.reading() as connection:
        found = connection.scalars(select(terms.c.id).where(one_of(connection, terms.c.id, values)))
        assert set(found) == set(values) & set(range(len(ODD)))


def test_postgresql_plans_one_statement_for_any_number_of_values(postgres: URL) -> None:
    sent: list[tuple[str, Any]] = []

    def note(_: Connection, __: object, statement: str, parameters: Any, *___: object) -> None:  # noqa: ANN401
        sent.append((statement, parameters))

    with empty_schema(postgres) as url, open_store(url) as store:
        event.listen(store._engines.reader.engine, "before_cursor_execute", note)
        with store._engines.reading() as connection:
            for values in ([1], [1, 2, 3]):
                connection.execute(select(terms.c.id).where(one_of(connection, terms.c.id, values))).all()
    statements, parameters = zip(*sent, strict=True)
    assert len(set(statements)) == 1
    assert [len(given) for given in parameters] == [1, 1]


@pytest.mark.parametrize("options", [{}, {BINARY: True}])
def test_joined_numbers_come_back_in_one_order_for_all_columns(
    filled: SqlStore, options: dict[str, bool]
) -> None:
    columns = (postings.c.passage, postings.c.tf, postings.c.length)
    with filled._engines.reading() as connection:
        query = select(*(joined(connection, column) for column in columns)).where(postings.c.term_id == 7)
        found = map(numbers_joined, connection.execute(query.execution_options(**options)).one())
    rows = zip(*(numbers.tolist() for numbers in found), strict=True)
    assert sorted(rows) == [(1, 1, 9), (5, 2**20, 1), (2**31 - 1, 3, 40_000)]


def test_the_numbers_of_a_query_are_fetched_and_none_of_no_rows(filled: SqlStore) -> None:
    with filled._engines.reading() as connection:
        held = select(postings.c.passage)
        assert sorted(fetch_numbers(connection, held).tolist()) == [1, 4, 5, 2**31 - 1]
        assert fetch_numbers(connection, held.where(postings.c.term_id == 9)).tolist() == []


def test_a_list_is_read_again_after_a_change_of_the_library_only() -> None:
    lists, read = PassageLists(), []

    def reading() -> "np.ndarray[Any, np.dtype[np.int32]]":
        read.append(1)
        return np.array([len(read)], dtype=np.int32)

    culture = PassageFilter(topics=frozenset({Topic.CULTURE}))
    assert [lists.of(culture, reading, revision=5).tolist() for _ in range(3)] == [[1]] * 3
    assert lists.of(PassageFilter(kind=UnitKind.SOE), reading, revision=5).tolist() == [2]
    assert lists.of(culture, reading, revision=6).tolist() == [3]
    # A transaction that began before the change sees what was there then.
    assert lists.of(culture, reading, revision=5).tolist() == [4]


def test_no_more_lists_are_remembered_than_said() -> None:
    lists = PassageLists()
    for number in range(3 * MOST_REMEMBERED):
        lists.of(
            PassageFilter(sample_ids=frozenset({str(number)})), lambda: np.zeros(1, np.int32), revision=1
        )
    assert len(lists._remembered[1]) <= MOST_REMEMBERED
