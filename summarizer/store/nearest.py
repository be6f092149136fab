"""Vectors worth comparing with a query, found by pgvector's index; whoever asks compares them exactly.

pgvector's distance <#> is the negative dot product, so the nearest to the opposite of a query are the
farthest from it: they tell how low a score can be, which fusing rankings needs to know.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    TextClause,
    column,
    func,
    literal,
    or_,
    select,
    table,
    text,
)

from summarizer.domain import PassageFilter
from summarizer.protocols import StoredVector
from summarizer.store.columns import storable_id
from summarizer.store.rights import within_readable_sample
from summarizer.store.samples import conditions, numbers_passing, numbers_within, topics_of
from summarizer.store.tables import passages, vectors
from summarizer.store.value_lists import one_of
from summarizer.store.vector_index import VectorIndex, find_index, vector_literal

COMPARED_ONE_BY_ONE: Final = 5_000
"""Passages passing a filter up to which all of them are compared: the index would be walked in vain."""
_FARTHEST: Final = 4
_FARTHEST_AMONG: Final = 1_000
_FEWEST_LOOKED_AT: Final = 200  # hnsw.ef_search; benchmarks/scale.py tells what is found at that
_MOST_LOOKED_AT: Final = 1_000  # that it allows
_MOST_WALKED: Final = 20_000  # hnsw.max_scan_tuples; beyond, comparing what passes the filter is no dearer


def near_vectors(
    connection: Connection,
    model: str,
    query: npt.NDArray[np.float32],
    *,
    where: PassageFilter,
    also: Collection[str],
    limit: int,
) -> tuple[StoredVector, ...] | None:
    """The vectors nearest to `query` among those that pass, some of the farthest, and those of `also`.

    By passage id; None without an index that is ready.
    """
    found = find_index(connection, model)
    if found is None or not found.is_ready or found.dimension != len(query):
        return None
    _set(connection, found, limit)
    numbers = _by_index(connection, found, query, where=where, limit=limit)
    if numbers is None:
        ordered = _one_by_one(connection, found, query, where=where)
        numbers = [*ordered[:limit], *ordered[-_FARTHEST:]]
    return _read(connection, model, numbers, where=where, also=also)


def _by_index(
    connection: Connection,
    found: VectorIndex,
    query: npt.NDArray[np.float32],
    *,
    where: PassageFilter,
    limit: int,
) -> Sequence[int] | None:
    """The numbers of the nearest and of some of the farthest passages; None where all are to be compared.

    They are where few pass, or where the walk through the index yields fewer than were asked for.
    """
    # Counted without a look at whose they are, which is in no index; where that leaves few, the walk tells.
    counted = numbers_within(where)
    if counted is not None and not _more_than(connection, counted, COMPARED_ONE_BY_ONE):
        return None
    nearest = query_by_index(connection, found, query, where=where, limit=limit)
    numbers = list(connection.scalars(nearest))
    if len(numbers) < limit:
        return None
    if counted is None:
        farthest = query_by_index(connection, found, -query, where=where, limit=_FARTHEST)
    else:
        farthest = _farthest_of_some(connection, found, query, counted, where=where)
    return [*numbers, *connection.scalars(farthest)]


def query_by_index(
    connection: Connection,
    found: VectorIndex,
    query: npt.NDArray[np.float32],
    *,
    where: PassageFilter,
    limit: int,
) -> Select[int]:
    """A query for the numbers of the nearest passages that pass, which the index answers."""
    near = table(found.table, column("passage", Integer))
    chosen = select(near.c.passage).order_by(_distance(found, query)).limit(limit)
    # Scalar queries, which no planner turns into joins: the index is walked, and each row looked up. The
    # topic comes first: it is found in one index, and leaves few rows to be looked up in two tables more.
    if where.topics:
        of_topic = topics_of(near.c.passage, where.topics, where.kind)
        chosen = chosen.where(of_topic.correlate(near).scalar_subquery())
        where = replace(where, topics=frozenset(), kind=None)
    limits = conditions(connection, where)
    if limits:
        passes = select(literal(True)).where(passages.c.number == near.c.passage, *limits)
        chosen = chosen.where(passes.correlate(near).scalar_subquery())
    return chosen


def _farthest_of_some(
    connection: Connection,
    found: VectorIndex,
    query: npt.NDArray[np.float32],
    counted: Select[int],
    *,
    where: PassageFilter,
) -> Select[int]:
    """A query for the farthest of some passages that pass: how low a score can be, as nearly as it matters.

    The index is walked far in vain for them, because the farthest of all lie together and are of one topic.
    """
    near = table(found.table, column("passage", Integer))
    some = counted.order_by(counted.selected_columns[0]).limit(_FARTHEST_AMONG)
    ordered = select(near.c.passage).where(near.c.passage.in_(some))
    ordered = ordered.order_by(_distance(found, -query, " + 0"), near.c.passage)
    visible = within_readable_sample(connection, passages.c.sample_id)
    if not visible:
        return ordered.limit(_FARTHEST)
    # Whose they are is looked up from the farthest on, until there are enough.
    farthest = ordered.limit(_FARTHEST_AMONG).subquery("farthest")
    seen = select(literal(True)).where(passages.c.number == farthest.c.passage, *visible)
    return select(farthest.c.passage).where(seen.correlate(farthest).scalar_subquery()).limit(_FARTHEST)


def _one_by_one(
    connection: Connection, found: VectorIndex, query: npt.NDArray[np.float32], *, where: PassageFilter
) -> Sequence[int]:
    """The numbers of all passages that pass, the nearest first."""
    near = table(found.table, column("passage", Integer))
    chosen = select(near.c.passage)
    passing = numbers_passing(connection, where)
    if passing is not None:
        chosen = chosen.where(near.c.passage.in_(passing))
    # A sum is nothing the index is sorted by.
    return list(connection.scalars(chosen.order_by(_distance(found, query, " + 0"), near.c.passage)))


def _distance(found: VectorIndex, query: npt.NDArray[np.float32], more: str = "") -> TextClause:
    vector = f"(SELECT CAST(:query AS {found.schema}.halfvec({found.dimension:d})))"
    distance = text(f"(embedding OPERATOR({found.schema}.<#>) {vector}){more}")
    return distance.bindparams(query=vector_literal(query))


def _more_than(connection: Connection, passing: Select[int], number: int) -> bool:
    first = passing.limit(number + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(first)) or 0) > number


def _set(connection: Connection, found: VectorIndex, limit: int) -> None:
    """Until the transaction ends: how far the index is walked, and that it is."""
    settings = {
        "hnsw.ef_search": str(min(max(_FEWEST_LOOKED_AT, 2 * limit), _MOST_LOOKED_AT)),
        # Or the planner, which knows little of what an index walk costs, reads all of a middling library.
        "enable_seqscan": "off",
    }
    if found.is_iterative:
        # In no strict order: what comes late is not thrown away, and whoever asks sorts them exactly.
        settings |= {"hnsw.iterative_scan": "relaxed_order", "hnsw.max_scan_tuples": str(_MOST_WALKED)}
    is_local = True
    connection.execute(select(*(func.set_config(name, value, is_local) for name, value in settings.items())))


def _read(
    connection: Connection,
    model: str,
    numbers: Sequence[int],
    *,
    where: PassageFilter,
    also: Collection[str],
) -> tuple[StoredVector, ...]:
    wanted: list[ColumnElement[bool]] = [one_of(connection, passages.c.number, numbers)]
    if also:
        wanted.append(one_of(connection, passages.c.id, map(storable_id, also)))
    query = (
        select(passages.c.id, vectors.c.half_floats)
        .join_from(vectors, passages, passages.c.number == vectors.c.passage)
        .where(vectors.c.model == model, or_(*wanted), *conditions(connection, where))
        .order_by(passages.c.id)
    )
    return tuple(StoredVector(row.id, row.half_floats) for row in connection.execute(query).all())
