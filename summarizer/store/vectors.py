"""Rows of vectors: one for each passage and embedder."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select

from summarizer.protocols import StoredVector
from summarizer.store.columns import storable_id
from summarizer.store.rights import within_readable_sample
from summarizer.store.samples import batches
from summarizer.store.tables import passages, vectors
from summarizer.store.vector_index import keep_indexed


def write_vectors(connection: Connection, model: str, given: Sequence[StoredVector]) -> None:
    """Writes vectors, replacing those a model gave the same passages before."""
    for batch in batches({storable_id(vector.passage_id): vector.half_floats for vector in given}.items()):
        floats = dict(batch)
        visible = within_readable_sample(connection, passages.c.sample_id)
        query = select(passages.c.id, passages.c.number).where(passages.c.id.in_(sorted(floats)), *visible)
        found = connection.execute(query).all()
        rows = [{"model": model, "passage": row.number, "half_floats": floats[row.id]} for row in found]
        numbers = [row["passage"] for row in rows]
        connection.execute(delete(vectors).where(vectors.c.model == model, vectors.c.passage.in_(numbers)))
        if rows:
            connection.execute(insert(vectors), rows)
            keep_indexed(connection, model, {row.number: floats[row.id] for row in found})


def read_vectors(connection: Connection, model: str) -> Iterator[StoredVector]:
    """All vectors of a model, by passage id."""
    query = (
        select(passages.c.id, vectors.c.half_floats)
        .join_from(vectors, passages, passages.c.number == vectors.c.passage)
        .where(vectors.c.model == model, *within_readable_sample(connection, passages.c.sample_id))
        .order_by(passages.c.id)
    )
    for row in connection.execute(query):
        yield StoredVector(row.id, row.half_floats)


def ids_without_vector(connection: Connection, model: str, *, limit: int) -> list[str]:
    """The first ids of passages a model has not seen."""
    seen = select(vectors.c.passage).where(vectors.c.model == model)
    visible = within_readable_sample(connection, passages.c.sample_id)
    query = select(passages.c.id).where(passages.c.number.not_in(seen), *visible)
    return list(connection.scalars(query.order_by(passages.c.id).limit(limit)))
