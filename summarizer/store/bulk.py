"""Many whole numbers at once: what the indexes consist of."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Insert,
    LargeBinary,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from summarizer.store.engines import BINARY
from summarizer.store.tables import postings, terms

# PostgreSQL, src/backend/utils/adt/arrayfuncs.c, array_send(): number of dimensions, flags and type, size and
# lower bound of the one dimension; then length and value of each element.
_ARRAY_HEAD: Final = 20
_ELEMENT: Final = np.dtype([("size", ">i4"), ("value", ">i4")])


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[int, ...]]
) -> None:
    """Writes rows of whole numbers past SQLAlchemy's parameter handling: three times as fast for many."""
    if rows:
        _execute_many(connection, insert(table), columns, rows)


def fetch_rows(connection: Connection, query: Select[int, int]) -> Sequence[tuple[int, int]]:
    """Rows of whole numbers past SQLAlchemy's row objects: three times as fast for many.

    The statement is not kept compiled, because those that ask for many rows are written out in full.
    """
    with closing(connection.execute(query, execution_options={"compiled_cache": None})) as result:
        rows: Sequence[tuple[int, int]] = result.cursor.fetchall()
    return rows


def joined(connection: Connection, numbers: ColumnElement[int]) -> ColumnElement[Any]:
    """The whole numbers of a group's rows in one value, which is read many times as fast as rows are.

    Several such columns of one query hold their numbers in the same order; `numbers_joined` reads them.
    """
    if connection.dialect.name == "postgresql":
        return func.array_send(func.array_agg(numbers), type_=LargeBinary())
    return func.group_concat(numbers, type_=Text())


def numbers_joined(value: bytes | str | None) -> npt.NDArray[np.int64]:
    """The numbers `joined` put together; none of no rows."""
    if value is None:
        return np.zeros(0, dtype=np.int64)
    if isinstance(value, str):
        return np.fromstring(value, dtype=np.int64, sep=",")
    return np.frombuffer(value, dtype=_ELEMENT, offset=_ARRAY_HEAD)["value"].astype(np.int64)


def fetch_numbers(connection: Connection, query: Select[int]) -> npt.NDArray[np.int32]:
    """All whole numbers a query finds, in no order."""
    (number,) = query.subquery().c
    found = select(joined(connection, number)).execution_options(**{BINARY: True})
    return numbers_joined(connection.scalar(found)).astype(np.int32)


def add_to_df(connection: Connection, changes: Mapping[int, int]) -> None:
    """Adds to the document frequencies of terms, in the order of their ids."""
    statement = (
        update(terms).where(terms.c.id == bindparam("term_key")).values(df=terms.c.df + bindparam("change"))
    )
    rows = [(term_id, changes[term_id]) for term_id in sorted(changes)]
    if rows:
        _execute_many(connection, statement, ("term_key", "change"), rows)


def delete_postings(connection: Connection, keys: Sequence[tuple[int, int]]) -> None:
    """Deletes postings by term and passage."""
    statement = delete(postings).where(
        postings.c.term_id == bindparam("term_key"), postings.c.passage == bindparam("passage_key")
    )
    if keys:
        _execute_many(connection, statement, ("term_key", "passage_key"), sorted(keys))


def _execute_many(
    connection: Connection,
    statement: Insert | Update | Delete,
    names: Sequence[str],
    rows: Sequence[tuple[int, ...]],
) -> None:
    keys = names if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=connection.dialect, column_keys=keys)
    if compiled.positiontup is None:
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in rows])
        return
    order = [names.index(name) for name in compiled.positiontup]
    in_order = rows if order == sorted(order) else map(itemgetter(*order), rows)
    connection.exec_driver_sql(str(compiled), list(in_order))
