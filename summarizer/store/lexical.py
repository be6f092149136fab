"""The lexical index: terms and postings, searched by BM25; SQLite and PostgreSQL come to the same scores."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, insert, select

from summarizer.domain import PassageFilter
from summarizer.protocols import PassageScore
from summarizer.retrieval.bm25 import query_weight, score_many, term_scores
from summarizer.retrieval.fusion import ranked
from summarizer.store.bulk import (
    add_to_df,
    delete_postings,
    fetch_numbers,
    insert_rows,
    joined,
    numbers_joined,
)
from summarizer.store.columns import storable
from summarizer.store.engines import BINARY
from summarizer.store.passage_lists import PassageLists
from summarizer.store.rights import Conditions
from summarizer.store.samples import PACKED, batches, conditions, numbers_within, split_filter, unpack_numbers
from summarizer.store.tables import StoredRow, corpus, passages, postings, terms
from summarizer.store.value_lists import one_of

POSTINGS_READ: Final = 4_000
"""Postings the first pass may read in a small library: rare terms, which carry the score, are read first."""
POSTINGS_SHARE: Final = 0.2
"""Postings it may read for each passage of a large one, where the rarest terms are not rare either."""
POSTINGS_MOST: Final = 60_000
"""Postings it reads at most: a search in a million passages takes no longer than in 300,000."""
# Candidates for every passage asked for: of the first pass, and for ties at the end, which go by id.
_RESCORED = 4
_FEWEST_RESCORED = 200
_LOOKED_AT = 3  # sums looked at first for each that is wanted, where not all pass; then three times as many
_MOST_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _QueryTerm:
    """A term of the query that some passage holds."""

    id: int
    df: int
    weight: float


def resolve_terms(
    connection: Connection,
    counted: Sequence[Mapping[str, int]],
    *,
    next_term: int,
    known: Mapping[str, int],
) -> tuple[dict[str, int], int]:
    """The id of every term of the given passages, new terms written, frequencies grown; and the next free id.

    The caller holds the corpus lock, so no two writers add the same term.

    Args:
        connection: in a writing transaction.
        counted: the terms of each passage.
        next_term: the first free id.
        known: ids that need not be looked up.
    """
    df: Counter[str] = Counter()
    for passage in counted:
        df.update(passage.keys())
    ids = {term: known[term] for term in df if term in known}
    for batch in batches(sorted(term for term in df if term not in known)):
        found = connection.execute(
            select(terms.c.term, terms.c.id).where(one_of(connection, terms.c.term, batch))
        )
        ids |= {term: term_id for term, term_id in found.all()}  # noqa: C416
    if ids:
        add_to_df(connection, {ids[term]: df[term] for term in ids})
    fresh = [term for term in sorted(df) if term not in ids]
    for number, term in enumerate(fresh, start=next_term):
        ids[term] = number
    if fresh:
        connection.execute(insert(terms), [{"id": ids[term], "term": term, "df": df[term]} for term in fresh])
    return ids, next_term + len(fresh)


def insert_postings(connection: Connection, rows: Sequence[tuple[int, int, int, int]]) -> None:
    """Writes postings (term id, passage, tf, length); sorted by their key they go to few pages."""
    insert_rows(connection, postings, ("term_id", "passage", "tf", "length"), sorted(rows))


def remove_postings(connection: Connection, indexed: Iterable[tuple[int, bytes]]) -> None:
    """Removes passages, given with their packed term ids, from the index; terms nobody holds go too."""
    df: Counter[int] = Counter()
    keys = []
    for passage, packed in indexed:
        ids = set(unpack_numbers(packed))
        df.update(ids)
        keys += [(term_id, passage) for term_id in ids]
    delete_postings(connection, keys)
    add_to_df(connection, {term_id: -count for term_id, count in df.items()})
    connection.execute(delete(terms).where(terms.c.df <= 0))


def search(
    connection: Connection,
    query: Mapping[str, int],
    *,
    where: PassageFilter | None,
    top_k: int,
    lists: PassageLists,
) -> tuple[PassageScore, ...]:
    """The `top_k` passages with the highest BM25 score, ties by id.

    Two passes when the query's posting lists are long together: the first adds up the rarest terms over all
    passages, the second all terms over the best of the first, from the terms stored with each passage.
    """
    counted = connection.execute(select(corpus)).one()
    if not counted.passages or top_k < 1:
        return ()
    found = _query_terms(connection, query, passages_total=counted.passages)
    if not found:
        return ()
    wanted = max(POSTINGS_READ, int(POSTINGS_SHARE * counted.passages))
    first = _rarest(found, min(wanted, POSTINGS_MOST))
    average = counted.length / counted.passages
    listed, left = split_filter(where if where is not None else PassageFilter())
    among = _among(connection, listed, lists, revision=counted.revision)
    numbers, totals = _add_up(connection, first, among=among, average_length=average)
    limit = max(_FEWEST_RESCORED, _RESCORED * top_k)
    best = _highest(connection, numbers, totals, conditions(connection, left), limit=limit)
    if len(first) < len(found):
        return ranked(_rescored([row for row, _ in best], found, average_length=average))[:top_k]
    return ranked(PassageScore(row.id, total) for row, total in best)[:top_k]


def _among(
    connection: Connection, listed: PassageFilter, lists: PassageLists, *, revision: int
) -> npt.NDArray[np.int32] | None:
    """The passages that pass a filter, None for all; those of topics and kinds are remembered."""
    query = numbers_within(listed)
    if query is None:
        return None
    if listed.sample_ids:
        return fetch_numbers(connection, query)
    return lists.of(listed, lambda: fetch_numbers(connection, query), revision=revision)


def _query_terms(
    connection: Connection, query: Mapping[str, int], *, passages_total: int
) -> list[_QueryTerm]:
    """The known terms of the query, rarest first."""
    wanted = {storable(term): count for term, count in query.items()}
    found = [
        _QueryTerm(id=row.id, df=row.df, weight=query_weight(wanted[row.term], row.df, passages_total))
        for batch in batches(sorted(wanted))
        for row in connection.execute(select(terms).where(one_of(connection, terms.c.term, batch)))
    ]
    return sorted(found, key=lambda term: (term.df, term.id))


def _rarest(found: Sequence[_QueryTerm], most: int) -> Sequence[_QueryTerm]:
    read = 0
    for place, term in enumerate(found):
        read += term.df
        if read > most and place:
            return found[:place]
    return found


def _add_up(
    connection: Connection,
    query: Sequence[_QueryTerm],
    *,
    among: npt.NDArray[np.int32] | None,
    average_length: float,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The numbers of all passages that hold a term, ascending, and their sums.

    Added up here and not by the database, whose tables of sums take four times as long; and in the order of
    the terms' ids, so that every database comes to the same last digit.

    Args:
        connection: for reading.
        query: the terms.
        among: only these passages; None for all.
        average_length: of all passages.
    """
    weights = {term.id: term.weight for term in query}
    columns = (postings.c.passage, postings.c.tf, postings.c.length)
    lists = (
        select(postings.c.term_id, *(joined(connection, column) for column in columns))
        .where(one_of(connection, postings.c.term_id, weights))
        .group_by(postings.c.term_id)
        .execution_options(**{BINARY: True})
    )
    holders, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for term_id, *values in sorted(connection.execute(lists).all()):
        numbers, tf, lengths = map(numbers_joined, values)
        holders.append(numbers)
        scores.append(term_scores(weights[term_id], tf, lengths=lengths, average_length=average_length))
    held, added = np.concatenate(holders), np.concatenate(scores)
    if among is not None:
        passing = np.isin(held, among, kind="table")
        held, added = held[passing], added[passing]
    numbers, places = np.unique(held, return_inverse=True)
    return numbers, np.asarray(np.bincount(places, weights=added, minlength=len(numbers)), np.float64)


def _highest(
    connection: Connection,
    numbers: npt.NDArray[np.int64],
    totals: npt.NDArray[np.float64],
    limits: Conditions,
    *,
    limit: int,
) -> list[tuple[StoredRow, float]]:
    """The passages with the highest sums that fulfil conditions, ties by number; and their sums.

    They are looked up from the highest sum on until there are enough.
    """
    found: list[tuple[StoredRow, float]] = []
    query = select(passages.c.number, passages.c.id, passages.c.length, passages.c.term_ids).where(*limits)
    seen, most = 0, limit * (_LOOKED_AT if limits else 1)
    while len(found) < limit and seen < len(totals):
        places = _descending(totals, most)[seen:]
        wanted = one_of(connection, passages.c.number, numbers[places].tolist())
        rows = {row.number: row for row in connection.execute(query.where(wanted)).all()}
        chosen = zip(numbers[places].tolist(), totals[places].tolist(), strict=True)
        found += [(rows[number], total) for number, total in chosen if number in rows]
        seen, most = most, min(most * _LOOKED_AT, most + _MOST_AT_ONCE)
    return found[:limit]


def _descending(totals: npt.NDArray[np.float64], most: int) -> npt.NDArray[np.intp]:
    """The places of the `most` highest totals, the highest first, ties by place."""
    places = np.arange(len(totals))
    if len(totals) > most:
        places = np.flatnonzero(totals >= np.partition(totals, -most)[-most])
    return places[np.argsort(-totals[places], kind="stable")][:most]


def _rescored(
    rows: Sequence[StoredRow], query: Sequence[_QueryTerm], *, average_length: float
) -> Iterable[PassageScore]:
    """The scores of passages by all terms of the query."""
    occurrences = np.frombuffer(b"".join(row.term_ids for row in rows), dtype=PACKED)
    highest = max(int(occurrences.max(initial=0)), *(term.id for term in query))
    column_of = np.full(highest + 1, -1)
    column_of[[term.id for term in query]] = np.arange(len(query))
    columns = column_of[occurrences]
    owners = np.repeat(np.arange(len(rows)), [len(row.term_ids) // PACKED.itemsize for row in rows])
    cells = (owners * len(query) + columns)[columns >= 0]
    scores = score_many(
        np.array([term.weight for term in query]),
        np.bincount(cells, minlength=len(rows) * len(query)).reshape(len(rows), len(query)),
        lengths=np.array([row.length for row in rows]),
        average_length=average_length,
    )
    return [PassageScore(row.id, score) for row, score in zip(rows, scores.tolist(), strict=True)]
