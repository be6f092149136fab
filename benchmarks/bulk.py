"""A library of any size written at once: a hundred thousand passages in a minute.

The rows are those that adding one sample after the other leaves, but for fingerprints: these passages are
recombined from one set of sentences and stand for texts of their own.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import Connection, insert

from summarizer.domain import Passage, Sample
from summarizer.retrieval.terms import count_terms
from summarizer.store import samples
from summarizer.store.bulk import insert_rows
from summarizer.store.tables import passages, postings, terms

_CHUNK = 200_000  # postings written at a time
_PIECE = re.compile("[^。；]*[。；]?")


class Bulk:
    """Counts the terms of many passages, then writes all of their rows."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._pieces: dict[str, Counter[int]] = {}
        self._columns: list[np.ndarray] = []
        self._rows: list[dict[str, object]] = []

    def write(self, connection: Connection, given: Iterable[tuple[Sample, tuple[Passage, ...]]]) -> None:
        """Fills an empty library."""
        now = datetime.now(UTC)
        for sample, parts in given:
            samples.insert_samples(connection, [(sample, now)])
            first = len(self._rows) + 1
            for passage in parts:
                self._add(passage)
            connection.execute(insert(passages), self._rows[first - 1 :])
            samples.insert_topics(connection, list(enumerate(parts, start=first)))
        self._write_index(connection)

    def _add(self, passage: Passage) -> None:
        tf: Counter[int] = Counter()
        for piece in (passage.heading, passage.heading, *_PIECE.findall(passage.text)):
            tf.update(self._count(piece))
        number, length = len(self._rows) + 1, tf.total()
        ids = np.sort(np.fromiter(tf.elements(), dtype=np.uint32))
        term_ids, counts = np.unique(ids, return_counts=True)
        same = np.full(len(term_ids), number), np.full(len(term_ids), length)
        self._columns.append(np.stack([term_ids, same[0], counts, same[1]]).astype(np.uint32))
        self._rows.append(
            {
                "number": number,
                "id": passage.id,
                "sample_id": passage.sample_id,
                "position": passage.position,
                "heading": passage.heading,
                "kind": None,
                "copy_group": passage.id,
                "length": length,
                "term_ids": samples.pack_numbers(ids.tolist()),
                "text": passage.text,
                "masked": passage.masked,
            }
        )

    def _count(self, piece: str) -> Counter[int]:
        if piece not in self._pieces:
            counted = count_terms(piece)
            self._pieces[piece] = Counter(
                {self._ids.setdefault(term, len(self._ids) + 1): tf for term, tf in counted.items()}
            )
        return self._pieces[piece]

    def _write_index(self, connection: Connection) -> None:
        columns = np.concatenate(self._columns, axis=1)
        self._columns.clear()
        columns = columns[:, np.lexsort((columns[1], columns[0]))]
        df = np.bincount(columns[0], minlength=len(self._ids) + 1).tolist()
        rows = [{"id": term_id, "term": term, "df": df[term_id]} for term, term_id in self._ids.items()]
        connection.execute(insert(terms), rows)
        for start in range(0, columns.shape[1], _CHUNK):
            chunk = columns[:, start : start + _CHUNK].tolist()
            insert_rows(
                connection, postings, ("term_id", "passage", "tf", "length"), list(zip(*chunk, strict=True))
            )
        samples.touch_corpus(
            connection,
            passages=len(self._rows),
            length=int(columns[2].sum(dtype=np.int64)),
            next_passage=len(self._rows),
            next_term=len(rows),
        )
