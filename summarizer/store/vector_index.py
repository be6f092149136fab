"""pgvector's index over the vectors of one model: an accelerator beside `vectors`, which stays the truth.

Each model has a table of its own, `near_…`, because an index needs vectors of one length. It is made and
completed on demand and not by a migration: pgvector may come to a server after the program, and be missing
where a backup is restored. What is needed of PostgreSQL stands here and in `nearest`; on SQLite, on servers
without pgvector and on those that only descend from PostgreSQL nothing happens, and search compares with all.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from summarizer.retrieval.dense import STORED
from summarizer.store.engines import Engines
from summarizer.store.failures import storage_errors
from summarizer.store.samples import lock_corpus
from summarizer.store.tables import vectors

INDEXED_FROM: Final = 20_000
"""Vectors of one model from which on they are indexed: 20,000 of 512 numbers are 41 MB in every process."""

_BATCH: Final = 2_000  # vectors copied in one transaction; others wait for it to change the library
_OLDEST_SERVER: Final = (13,)
_OLDEST_PGVECTOR: Final = (0, 7)  # the first with vectors of half floats
_ITERATIVE_FROM: Final = (0, 8)
_MOST_DIMENSIONS: Final = 4_000  # that HNSW takes of half floats; pgvector's README, "HNSW"
_BUILD_MEMORY_MB: Final = 2_048
_BYTES_PER_LINK: Final = 800  # of the graph for each vector, beside the vector itself; 710 were too few
_LOCK: Final = 0x6E656172  # any number no other program on the server uses; here "near" in ASCII
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorIndex:
    """The table of a model's vectors as pgvector keeps them.

    Attributes:
        table: its name.
        schema: where pgvector's types and operators are, quoted.
        dimension: length of every vector.
        is_ready: whether it holds all vectors and can be searched.
        is_iterative: whether a search goes on until enough rows pass a filter (pgvector 0.8).
    """

    table: str
    schema: str
    dimension: int
    is_ready: bool
    is_iterative: bool


def find_index(connection: Connection, model: str) -> VectorIndex | None:
    """The index of a model's vectors, ready or not; None without."""
    if not _may_have_pgvector(connection):
        return None
    query = text(
        "SELECT quote_ident(n.nspname) AS schema, e.extversion, a.atttypmod AS dimension,"
        " EXISTS (SELECT FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid"
        " JOIN pg_am am ON am.oid = ic.relam"
        " WHERE i.indrelid = a.attrelid AND i.indisvalid AND am.amname = 'hnsw') AS is_ready"
        " FROM pg_attribute a, pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
        " WHERE a.attrelid = to_regclass(:table) AND a.attname = 'embedding' AND e.extname = 'vector'"
    )
    name = _table_of(model)
    row = connection.execute(query, {"table": name}).one_or_none()
    if row is None:
        return None
    return VectorIndex(
        table=name,
        schema=row.schema,
        dimension=row.dimension,
        is_ready=row.is_ready,
        is_iterative=_release(row.extversion) >= _ITERATIVE_FROM,
    )


def keep_indexed(connection: Connection, model: str, half_floats: Mapping[int, bytes]) -> None:
    """Brings the index up to vectors that were just written, by passage number; nothing without an index."""
    found = find_index(connection, model)
    if found is not None:
        _put(connection, found, half_floats)


def build_index(engines: Engines, model: str) -> bool:
    """Whether the vectors of a model can be searched by an index: made now if the library is large enough.

    Takes minutes for a large library; others go on reading and writing meanwhile. Of several processes one
    builds, the others return at once.

    Args:
        engines: of the library; whose eyes they see with makes no difference.
        model: an embedder's name.

    Raises:
        StorageError: the database cannot be read or written.
    """
    with engines.reading() as connection:
        if not _may_have_pgvector(connection):
            return False
        of_model = vectors.c.model == model
        total = connection.scalar(select(func.count()).where(of_model)) or 0
        size = connection.scalar(select(func.length(vectors.c.half_floats)).where(of_model).limit(1)) or 0
    dimension = size // STORED.itemsize
    if total < INDEXED_FROM or not 0 < dimension <= _MOST_DIMENSIONS:
        return False
    with storage_errors(), _alone(engines) as connection:
        found = None if connection is None else _prepare(connection, model, dimension)
        if connection is None or found is None or found.dimension != dimension:
            return False
        after: int | None = -1
        while after is not None:
            after = _copy_missing(engines, model, found, after=after)
        if not found.is_ready:
            _make_graph(connection, found, total)
    return True


def drop_indexes(engines: Engines) -> None:
    """Removes the indexes of all models; they are made again from the vectors when they are missed.

    Raises:
        StorageError: the database cannot be written.
    """
    with engines.writing() as connection:
        if not _may_have_pgvector(connection):
            return
        ours = text(
            "SELECT c.oid::regclass::text FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'embedding'"
            " WHERE c.relkind = 'r' AND c.relname ~ '^near_[0-9a-f]{16}$' AND pg_table_is_visible(c.oid)"
        )
        for name in connection.scalars(ours).all():
            connection.execute(text(f"DROP TABLE {name}"))


def vector_literal(numbers: np.ndarray) -> str:
    """A vector as pgvector reads it."""
    return str(numbers.astype(np.float64).tolist())


def _may_have_pgvector(connection: Connection) -> bool:
    server = connection.dialect.server_version_info or ()
    return connection.dialect.name == "postgresql" and server >= _OLDEST_SERVER


def _table_of(model: str) -> str:
    return f"near_{hashlib.sha256(model.encode()).hexdigest()[:16]}"


def _release(said: str) -> tuple[int, ...]:
    return tuple(int(part) for part in said.split(".")[:2] if part.isdigit())


@contextmanager
def _alone(engines: Engines) -> Iterator[Connection | None]:
    """A connection outside of any transaction, None while another process holds it."""
    writer = engines.writer.execution_options(isolation_level="AUTOCOMMIT")
    with writer.connect() as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(_LOCK))):
            yield None
            return
        try:
            yield connection
        finally:
            connection.execute(select(func.pg_advisory_unlock(_LOCK)))


def _prepare(connection: Connection, model: str, dimension: int) -> VectorIndex | None:
    """The table of a model's vectors, made where there was none; None where pgvector is not to be had.

    Switching an extension on and using its types can be forbidden; comparing with all is then all there is.
    """
    try:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        release, schema = connection.execute(
            text(
                "SELECT e.extversion, quote_ident(n.nspname)"
                " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                " WHERE e.extname = 'vector'"
            )
        ).one()
        if _release(release) < _OLDEST_PGVECTOR:
            return None
        connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS {_table_of(model)}"
                " (passage integer PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,"
                f" embedding {schema}.halfvec({dimension:d}) NOT NULL)"
            )
        )
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state is None or error.connection_invalidated:
            raise
        _log.info("pgvector cannot be used (%s): vectors are compared one by one", state)
        return None
    return find_index(connection, model)


def _copy_missing(engines: Engines, model: str, found: VectorIndex, *, after: int) -> int | None:
    """Copies some vectors the index lacks, of passages after a number; the last of them, None without any."""
    size = found.dimension * STORED.itemsize
    with engines.writing() as connection:
        lock_corpus(connection)
        rows = connection.execute(
            select(vectors.c.passage, vectors.c.half_floats)
            .where(
                vectors.c.model == model,
                vectors.c.passage > after,
                func.length(vectors.c.half_floats) == size,
                text(f"NOT EXISTS (SELECT FROM {found.table} n WHERE n.passage = vectors.passage)"),
            )
            .order_by(vectors.c.passage)
            .limit(_BATCH)
        ).all()
        _put(connection, found, {row.passage: row.half_floats for row in rows})
    return rows[-1].passage if rows else None


def _put(connection: Connection, found: VectorIndex, half_floats: Mapping[int, bytes]) -> None:
    size = found.dimension * STORED.itemsize
    fitting = {number: given for number, given in half_floats.items() if len(given) == size}
    if not fitting:
        return
    write = text(
        f"INSERT INTO {found.table} (passage, embedding)"
        f" SELECT number, CAST(numbers AS {found.schema}.halfvec({found.dimension:d}))"
        " FROM unnest(CAST(:passages AS integer[]), CAST(:vectors AS text[])) AS given (number, numbers)"
        " ON CONFLICT (passage) DO UPDATE SET embedding = excluded.embedding"
    )
    written = [vector_literal(np.frombuffer(given, dtype=STORED)) for given in fitting.values()]
    connection.execute(write, {"passages": list(fitting), "vectors": written})


def _make_graph(connection: Connection, found: VectorIndex, total: int) -> None:
    """Builds the index while others read and write; what an interrupted build left is removed first."""
    name = f"ix_{found.table}"
    needed_mb = total * (found.dimension * STORED.itemsize + _BYTES_PER_LINK) // 1_000_000 + 64
    connection.execute(text(f"DROP INDEX IF EXISTS {name}"))
    # Built beyond its memory a graph takes ten times as long. Alone, because the workers' shared memory is
    # 64 MB in a container that was not told otherwise.
    connection.execute(text(f"SET maintenance_work_mem = '{min(needed_mb, _BUILD_MEMORY_MB):d}MB'"))
    connection.execute(text("SET max_parallel_maintenance_workers = 0"))
    try:
        connection.execute(
            text(
                f"CREATE INDEX CONCURRENTLY {name} ON {found.table}"
                f" USING hnsw (embedding {found.schema}.halfvec_ip_ops)"
            )
        )
        connection.execute(text(f"ANALYZE {found.table}"))
    finally:
        connection.execute(text("RESET maintenance_work_mem"))
        connection.execute(text("RESET max_parallel_maintenance_workers"))
