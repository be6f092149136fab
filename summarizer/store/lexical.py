"""The lexical index: terms and postings, searched by BM25 in SQL that SQLite and PostgreSQL read alike."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    text,
)

from summarizer.domain import PassageFilter
from summarizer.protocols import PassageScore
from summarizer.retrieval.bm25 import K1, B, query_weight, score_many
from summarizer.retrieval.fusion import ranked
from summarizer.store.bulk import add_to_df, delete_postings, insert_rows
from summarizer.store.columns import storable
from summarizer.store.rights import Conditions, within_readable_sample
from summarizer.store.samples import PACKED, batches, numbers_within, unpack_numbers
from summarizer.store.tables import corpus, passages, postings, terms

POSTINGS_READ: Final = 4_000
"""Postings the first pass may read in a small library: rare terms, which carry the score, are read first."""
POSTINGS_SHARE: Final = 0.2
"""Postings it may read for each passage of a large one, where the rarest terms are not rare either."""
POSTINGS_MOST: Final = 60_000
"""Postings it reads at most: a search in a million passages takes no longer than in 300,000."""
# Candidates for every passage asked for: of the first pass, and for ties at the end, which go by id.
_RESCORED = 4
_FEWEST_RESCORED = 200
_LOOKED_AT = 20  # sums looked at first for each that is wanted, by a user who may not see all


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
        found = connection.execute(select(terms.c.term, terms.c.id).where(terms.c.term.in_(batch)))
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
    connection: Connection, query: Mapping[str, int], *, where: PassageFilter | None, top_k: int
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
    scores = _add_up(
        connection, first, average_length=average, where=where, limit=max(_FEWEST_RESCORED, _RESCORED * top_k)
    )
    if len(first) < len(found):
        return ranked(_rescored(connection, scores, found, average_length=average))[:top_k]
    return ranked(_named(connection, _best(scores, top_k)))[:top_k]


def _query_terms(
    connection: Connection, query: Mapping[str, int], *, passages_total: int
) -> list[_QueryTerm]:
    """The known terms of the query, rarest first."""
    wanted = {storable(term): count for term, count in query.items()}
    found = [
        _QueryTerm(id=row.id, df=row.df, weight=query_weight(wanted[row.term], row.df, passages_total))
        for batch in batches(sorted(wanted))
        for row in connection.execute(select(terms).where(terms.c.term.in_(batch)))
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
    average_length: float,
    where: PassageFilter | None,
    limit: int,
) -> dict[int, float]:
    """The sums of the highest-scored passages that pass the filter, by passage number."""
    allowed = numbers_within(where if where is not None else PassageFilter())
    among = [] if allowed is None else [postings.c.passage.in_(allowed)]
    weights = _weights(query)
    tf = cast(postings.c.tf, Float)
    saturation = K1 * (1 - B) + postings.c.length * (K1 * B / average_length)
    total = func.sum(weights.c.column2 * tf * (K1 + 1) / (tf + saturation)).label("total")
    summed = (
        select(postings.c.passage, total)
        .join_from(weights, postings, postings.c.term_id == weights.c.column1)
        .where(*among)
        .group_by(postings.c.passage)
        .order_by(total.desc(), postings.c.passage)
    )
    visible = within_readable_sample(connection, passages.c.sample_id)
    if not visible:
        return _sums(connection, summed.limit(limit))
    # Sorting the best of them is cheaper than sorting all, which few need who see little of the library.
    best = _sums(connection, _seen(summed.limit(_LOOKED_AT * limit), visible).limit(limit))
    if len(best) == limit:
        return best
    return _sums(connection, _seen(summed, visible).limit(limit))


def _sums(connection: Connection, query: Select[int, float]) -> dict[int, float]:
    return {passage: score for passage, score in connection.execute(query).all()}  # noqa: C416


def _seen(summed: Select[int, float], visible: Conditions) -> Select[int, float]:
    """The sums of those passages the user may see, looked up from the highest sum on until there are enough.

    A scalar query and the order of what is inside keep PostgreSQL from looking up every passage first.
    """
    sums = summed.subquery("sums")
    is_seen = select(literal(True)).where(passages.c.number == sums.c.passage, *visible)
    query = select(sums.c.passage, sums.c.total).where(is_seen.correlate(sums).scalar_subquery())
    return query.order_by(sums.c.total.desc(), sums.c.passage)


def _rescored(
    connection: Connection, numbers: Iterable[int], query: Sequence[_QueryTerm], *, average_length: float
) -> Iterable[PassageScore]:
    """The scores of passages by all terms of the query."""
    stored = select(passages.c.id, passages.c.length, passages.c.term_ids).where(_numbered(numbers))
    rows = connection.execute(stored).all()
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


def _weights(query: Sequence[_QueryTerm]) -> CTE:
    """A table of term ids and weights; both databases call the columns of VALUES column1 and column2.

    Written out, because a hundred bound parameters take longer to prepare than the search itself.
    """
    rows = ", ".join(f"({term.id:d}, {term.weight:.9e})" for term in query)
    return text(f"VALUES {rows}").columns(column("column1", Integer), column("column2", Float)).cte("query")


def _best(scores: Mapping[int, float], top_k: int) -> Mapping[int, float]:
    """The `top_k` highest scores and all that equal the last of them."""
    highest = sorted(scores.values(), reverse=True)
    if len(highest) <= top_k:
        return scores
    cut = round(highest[top_k - 1], 9)
    return {passage: score for passage, score in scores.items() if round(score, 9) >= cut}


def _named(connection: Connection, scores: Mapping[int, float]) -> Iterable[PassageScore]:
    rows = connection.execute(select(passages.c.number, passages.c.id).where(_numbered(scores))).all()
    return [PassageScore(name, scores[number]) for number, name in rows]


def _numbered(numbers: Iterable[int]) -> ColumnElement[bool]:
    """Passages by number; written out, as `_weights` are."""
    return passages.c.number.in_(bindparam("numbers", sorted(numbers), expanding=True, literal_execute=True))
