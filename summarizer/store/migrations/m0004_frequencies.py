"""Packed terms of a passage hold each term as often as it stands there, not once.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

import struct
from collections.abc import Mapping

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, bindparam, select, update

_BATCH = 5_000  # passages; each batch reads through the postings once


def upgrade(connection: Connection) -> None:
    """Packs the terms of all passages anew, from their postings."""
    metadata = MetaData()
    passages = Table(
        "passages",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("term_ids", LargeBinary, nullable=False),
    )
    postings = Table(
        "postings",
        metadata,
        Column("term_id", Integer, primary_key=True, autoincrement=False),
        Column("passage", Integer, primary_key=True, autoincrement=False),
        Column("tf", Integer, nullable=False),
    )
    pack = update(passages).where(passages.c.number == bindparam("key")).values(term_ids=bindparam("packed"))
    numbers = list(connection.scalars(select(passages.c.number).order_by(passages.c.number)))
    for start in range(0, len(numbers), _BATCH):
        within = (numbers[start], numbers[start : start + _BATCH][-1])
        repeated = select(postings).where(postings.c.tf > 1, postings.c.passage.between(*within))
        tf = {(row.passage, row.term_id): row.tf for row in connection.execute(repeated)}
        stored = connection.execute(select(passages).where(passages.c.number.between(*within))).all()
        connection.execute(
            pack, [{"key": row.number, "packed": _repeat(row.number, row.term_ids, tf)} for row in stored]
        )


def _repeat(number: int, packed: bytes, tf: Mapping[tuple[int, int], int]) -> bytes:
    ids = [term_id for (term_id,) in struct.iter_unpack("<I", packed)]
    repeated = [term_id for term_id in ids for _ in range(tf.get((number, term_id), 1))]
    return struct.pack(f"<{len(repeated)}I", *repeated)
