"""Rows of a large service, written at once: documents in SQL on the server, passages by COPY.

Documents repeat the shipped samples' sentences. A passage's terms are drawn from the frequencies its topic
has in the shipped samples, and one in ten from a long tail of words invented; its length is one of theirs.
Its text has that length, too, but is not made of these terms: no search reads it. Vectors lie around centres,
a hundred for each topic, so that near neighbours differ little, as in a library of one kind of text.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, insert, text

from benchmarks.retrieval import read_samples
from summarizer.domain import Passage, Topic, UnitKind
from summarizer.retrieval.dense import STORED
from summarizer.retrieval.terms import count_terms
from summarizer.store.tables import organisations, terms

MODEL: Final = "clustered"
DIMENSION: Final = 512
ORGANISATIONS: Final = 100
SECTIONS: Final = 8
FACTS: Final = 5
VERSIONS: Final = 2
DOCUMENTS_OF_A_USER: Final = 5
PER_SAMPLE: Final = 10
_TAIL: Final = 200_000
_TAIL_SHARE: Final = 0.1
_CENTRES: Final = 100
_NOISE: Final = 0.8  # length of what is added to a centre of length 1
_CHUNK: Final = 10_000
_MOMENT: Final = datetime(2025, 1, 8, tzinfo=UTC)
_KINDS: Final = tuple(UnitKind)
_COPY_HEAD: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_COPY_TAIL: Final = b"\xff\xff"


def fill_organisations(connection: Connection) -> None:
    """Organisations without members, on any database."""
    connection.execute(
        insert(organisations),
        [{"id": f"o{n}", "name": f"第{n}总工会", "created_at": _MOMENT} for n in range(ORGANISATIONS)],
    )


def fill_people(connection: Connection, users: int) -> None:
    """Organisations, and members spread over them, on PostgreSQL."""
    fill_organisations(connection)
    connection.execute(
        text(
            "INSERT INTO users (id, subject, name, created_at)"
            " SELECT 'u' || n, 'id|' || n, '用户' || n, :now FROM generate_series(0, :last) n"
        ),
        {"now": _MOMENT, "last": users - 1},
    )
    connection.execute(
        text(
            "INSERT INTO memberships (user_id, organisation_id, role)"
            " SELECT 'u' || n, 'o' || n % :organisations, 'member' FROM generate_series(0, :last) n"
        ),
        {"organisations": ORGANISATIONS, "last": users - 1},
    )


def fill_documents(connection: Connection, documents: int) -> None:
    """Documents d0, d1 … of users u0, u1 …, each unit with one for every year; one in fifty is shared."""
    connection.execute(text("CREATE TEMPORARY TABLE pool (place integer PRIMARY KEY, paragraph text)"))
    paragraphs = [passage.text for _, parts in read_samples() for passage in parts]
    rows = [{"place": place, "paragraph": paragraph} for place, paragraph in enumerate(paragraphs)]
    connection.execute(text("INSERT INTO pool VALUES (:place, :paragraph)"), rows)
    sizes = {
        "documents": documents,
        "own": DOCUMENTS_OF_A_USER,
        "organisations": ORGANISATIONS,
        "sections": SECTIONS,
        "facts": FACTS,
        "versions": VERSIONS,
        "pool": len(rows),
        "now": _MOMENT,
    }
    for statement in _DOCUMENT_ROWS:
        connection.execute(text(statement), sizes)


_DOCUMENT_ROWS: Final = (
    "INSERT INTO documents (id, title, unit, kind, period_year, period_span, period_number, signed, date,"
    " main_recipient, closing, attachments, seal, revision, created_at, updated_at, owner_id,"
    " organisation_id)"
    " SELECT 'd' || n, '第' || n / :own || '单位工会' || 2024 - n % :own || '年工作总结',"
    " '第' || n / :own || '单位工会', (ARRAY['school','hospital','soe','office'])[n / :own % 4 + 1],"
    " 2024 - n % :own, 'annual', 0, '', '', '', '', '', false, 0, CAST(:now AS timestamptz),"
    " CAST(:now AS timestamptz) + n * interval '1 second', 'u' || n / :own,"
    " 'o' || n / :own % :organisations FROM generate_series(0, :documents - 1) n",
    "INSERT INTO sections (id, document_id, position, heading, topic, length_chars, origin, locked, revision,"
    " text) SELECT 'd' || n || '-' || s, 'd' || n, s, '第' || s || '项工作', (ARRAY['ideology','democracy',"
    "'rights','welfare','culture','women','organization','plans'])[s % 8 + 1], 350, 'edit', false, 0,"
    " pool.paragraph FROM generate_series(0, :documents - 1) n, generate_series(0, :sections - 1) s, pool"
    " WHERE pool.place = (n * 7 + s) % :pool",
    "INSERT INTO facts (section_id, id, position, text, shelved)"
    " SELECT s.id, 'f' || f, f, left(pool.paragraph, 30) || f || '次', false"
    " FROM sections s, generate_series(0, :facts - 1) f, pool"
    " WHERE pool.place = (s.position * 5 + f) % :pool",
    "INSERT INTO versions (id, section_id, number, origin, created_at, text)"
    " SELECT s.id || '-' || v, s.id, v, 'edit', :now, s.text"
    " FROM sections s, generate_series(1, :versions) v",
    "INSERT INTO shares (document_id, user_id, access)"
    " SELECT 'd' || n, '', 'read' FROM generate_series(0, :documents - 1, 50) n",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """What passages are drawn from, for one topic.

    Attributes:
        term_ids: of the terms the topic's passages hold.
        cumulated: their shares, added up.
        lengths: terms of one passage each.
        texts: of the passages.
    """

    term_ids: npt.NDArray[np.int64]
    cumulated: npt.NDArray[np.float64]
    lengths: npt.NDArray[np.int64]
    texts: Sequence[str]


class Library:
    """A library that grows: each `grow` adds passages, the same on every run."""

    def __init__(self) -> None:
        self._dice = np.random.default_rng(4)
        by_topic: dict[Topic, list[Passage]] = {}
        for _, parts in read_samples():
            for passage in parts:
                by_topic.setdefault(passage.topic, []).append(passage)
        self.topics = sorted(by_topic)
        self._vocabulary: dict[str, int] = {}
        self._drawings = [self._drawing(by_topic[topic]) for topic in self.topics]
        self._df = np.zeros(len(self._vocabulary) + _TAIL + 1, dtype=np.int64)
        ranks = np.arange(1, _TAIL + 1) + 2.7  # Mandelbrot's shift
        self._tail = np.cumsum(1 / ranks) / np.sum(1 / ranks)
        self._length = 0
        # Of SQLite, which takes them many times faster in the order of their key, all at once.
        self._postings: list[npt.NDArray[np.int32]] = []
        self.passages = 0
        self.centres = _unit(self._dice.standard_normal((len(self.topics) * _CENTRES, DIMENSION)))

    def _drawing(self, passages: Sequence[Passage]) -> _Drawing:
        counted = [count_terms(f"{p.heading}\n{p.heading}\n{p.text}") for p in passages]
        totals: dict[int, int] = {}
        for terms_of in counted:
            for term, often in terms_of.items():
                number = self._vocabulary.setdefault(term, len(self._vocabulary) + 1)
                totals[number] = totals.get(number, 0) + often
        shares = np.fromiter(totals.values(), dtype=np.float64)
        return _Drawing(
            term_ids=np.fromiter(totals, dtype=np.int64),
            cumulated=np.cumsum(shares) / shares.sum(),
            lengths=np.array([terms_of.total() for terms_of in counted]),
            texts=[passage.text for passage in passages],
        )

    def grow(
        self, connection: Connection, passages: int, *, with_vectors: bool = True, near: str = ""
    ) -> None:
        """Adds passages until there are so many, then rebuilds indexes and statistics of all tables.

        Args:
            connection: in a writing transaction.
            passages: how many there are to be.
            with_vectors: whether each has one.
            near: the table of the vector index, filled along; "" leaves that to the program, which writes
                vectors as text and takes ten times as long.
        """
        is_server = connection.dialect.name == "postgresql"
        for statement in _WITHOUT_KEYS if is_server else ():
            connection.execute(text(statement))
        if near:
            # Row by row a graph grows many times slower than it is built of all.
            connection.execute(text(f"DROP INDEX IF EXISTS ix_{near}"))
        while self.passages < passages:
            count = min(_CHUNK, passages - self.passages)
            self._add(connection, count, with_vectors=with_vectors, near=near)
        _insert_postings(connection, self._postings)
        self._postings = []
        connection.execute(text("DELETE FROM terms"))
        connection.execute(insert(terms), list(self._term_rows()))
        connection.execute(
            text(
                "UPDATE corpus SET revision = revision + 1, passages = :passages, length = :length,"
                " next_passage = :passages + 1, next_term = :terms"
            ),
            {"passages": self.passages, "length": self._length, "terms": len(self._df)},
        )
        for statement in _WITH_KEYS if is_server else ():
            connection.execute(text(statement))

    def vectors(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Vectors around the centres with these numbers."""
        noise = self._dice.standard_normal((len(numbers), DIMENSION), dtype=np.float32)
        return _unit(self.centres[numbers] + _NOISE / np.sqrt(DIMENSION) * noise)

    def centre_of(self, topic: Topic, number: int) -> int:
        """The number of a topic's centre."""
        return self.topics.index(topic) * _CENTRES + number % _CENTRES

    def _term_rows(self) -> Iterator[dict[str, object]]:
        named = itertools.chain(self._vocabulary, (f"生造{n}" for n in range(_TAIL)))
        for number, term in enumerate(named, start=1):
            if self._df[number]:
                yield {"id": number, "term": term, "df": int(self._df[number])}

    def _add(self, connection: Connection, count: int, *, with_vectors: bool, near: str) -> None:
        chunk = self._draw(count)
        postings = chunk.postings()
        self._df += np.bincount(postings[0], minlength=len(self._df))
        self._length += int(chunk.lengths.sum())
        if connection.dialect.name == "postgresql":
            _copy_integers(connection, "postings (term_id, passage, tf, length)", postings)
        else:
            self._postings.append(np.stack(postings).astype(np.int32))
        _copy(connection, "samples", _SAMPLE_COLUMNS, self._sample_rows(self.passages, count))
        _copy(connection, "passages", _PASSAGE_COLUMNS, chunk.passage_rows())
        _copy(
            connection,
            "passage_topics",
            "passage, topic, rank, kind",
            (
                (number, self.topics[topic].value, 0, _kind_of(number))
                for number, topic in zip(chunk.numbers.tolist(), chunk.topics.tolist(), strict=True)
            ),
        )
        if with_vectors:
            centres = chunk.topics * _CENTRES + self._dice.integers(_CENTRES, size=count)
            vectors = self.vectors(centres)
            _copy_vectors(connection, chunk.numbers, vectors)
            if near:
                _copy_near(connection, near, chunk.numbers, vectors)
        self.passages += count

    def _draw(self, count: int) -> "_Chunk":
        """The next passages, each with a topic, and a length, a text and terms as that topic has them."""
        topics = self._dice.integers(len(self.topics), size=count)
        order = np.arange(count)
        lengths = np.zeros(count, dtype=np.int64)
        texts = [""] * count
        drawn: list[npt.NDArray[np.int64]] = []
        for place, drawing in enumerate(self._drawings):
            own = order[topics == place]
            like = self._dice.integers(len(drawing.texts), size=len(own))
            lengths[own] = drawing.lengths[like]
            for passage, model in zip(own.tolist(), like.tolist(), strict=True):
                texts[passage] = drawing.texts[model]
            total = int(lengths[own].sum())
            common = drawing.term_ids[np.searchsorted(drawing.cumulated, self._dice.random(total))]
            rare = len(self._vocabulary) + 1 + np.searchsorted(self._tail, self._dice.random(total))
            chosen = np.where(self._dice.random(total) < _TAIL_SHARE, rare, common)
            # A number for each passage and term, which sorts by passage first.
            drawn.append(np.repeat(own, lengths[own]) * len(self._df) + chosen)
        return _Chunk(
            numbers=np.arange(self.passages + 1, self.passages + count + 1),
            topics=topics,
            lengths=lengths,
            texts=texts,
            occurrences=np.sort(np.concatenate(drawn)),
            terms=len(self._df),
        )

    def _sample_rows(self, first: int, count: int) -> Iterator[tuple[object, ...]]:
        """Half of the samples are everybody's, the others an organisation's each."""
        for number in range(first // PER_SAMPLE, -(-(first + count) // PER_SAMPLE)):
            name, builtin = f"s{number:07}", number % 2 == 0
            organisation = None if builtin else f"o{number // 2 % ORGANISATIONS}"
            kind = _KINDS[number % len(_KINDS)].value
            yield (name, name, "", kind, "", "", name, builtin, _MOMENT, organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """Passages that are written together, one row of each array a passage unless said otherwise.

    Attributes:
        numbers: from 1 on, without gaps over all chunks.
        topics: places in `Library.topics`.
        lengths: in terms.
        texts: as stored.
        occurrences: one for each term of each passage, ascending: the passage's place times `terms`, plus the
            id of the term.
        terms: one more than the highest id of a term.
    """

    numbers: npt.NDArray[np.int64]
    topics: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    texts: Sequence[str]
    occurrences: npt.NDArray[np.int64]
    terms: int

    def postings(self) -> Sequence[npt.NDArray[np.int64]]:
        """Columns in the order of the postings' key: term, passage, frequency, length of the passage."""
        cells, tf = np.unique(self.occurrences, return_counts=True)
        held, holders = cells % self.terms, cells // self.terms
        by_term = np.lexsort((holders, held))
        return [
            held[by_term],
            self.numbers[holders[by_term]],
            tf[by_term],
            self.lengths[holders[by_term]],
        ]

    def passage_rows(self) -> Iterator[tuple[object, ...]]:
        """Rows of _PASSAGE_COLUMNS."""
        packed = np.split((self.occurrences % self.terms).astype("<u4"), np.cumsum(self.lengths)[:-1])
        for place, number in enumerate(self.numbers.tolist()):
            yield (
                number,
                f"p{number:08}",
                f"s{(number - 1) // PER_SAMPLE:07}",
                (number - 1) % PER_SAMPLE,
                "主要工作",
                _kind_of(number),
                f"p{number:08}",
                int(self.lengths[place]),
                packed[place].tobytes(),
                self.texts[place],
                self.texts[place],
            )


_PASSAGE_COLUMNS: Final = (
    "number, id, sample_id, position, heading, kind, copy_group, length, term_ids, text, masked"
)
_SAMPLE_COLUMNS: Final = (
    "id, title, unit, kind, source, licence, content_hash, builtin, added_at, organisation_id"
)
# Rows come ten times as fast without the keys that are made again afterwards.
_WITHOUT_KEYS: Final = (
    "ALTER TABLE postings DROP CONSTRAINT postings_pkey",
    "ALTER TABLE vectors DROP CONSTRAINT vectors_passage_fkey",
)
_WITH_KEYS: Final = (
    "ALTER TABLE postings ADD PRIMARY KEY (term_id, passage) INCLUDE (tf, length)",
    "ALTER TABLE vectors ADD FOREIGN KEY (passage) REFERENCES passages (number) ON DELETE CASCADE",
)


def _kind_of(number: int) -> str:
    """Of a passage: its sample's."""
    return _KINDS[(number - 1) // PER_SAMPLE % len(_KINDS)].value


def _unit(rows: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _copy(connection: Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    if connection.dialect.name != "postgresql":
        _insert(connection, table, columns, [[_plain(value) for value in row] for row in rows])
        return
    with _cursor(connection).copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _plain(value: object) -> object:
    """A value as SQLite keeps it."""
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def _insert(connection: Connection, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    driver: Any = connection.connection.driver_connection
    driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _insert_postings(connection: Connection, chunks: Sequence[npt.NDArray[np.int32]]) -> None:
    if not chunks:
        return
    joined = np.concatenate(chunks, axis=1)
    # Each chunk is in order already, passages of the later are higher: a stable sort by term does for both.
    order = np.argsort(joined[0], kind="stable")
    for start in range(0, len(order), 1_000_000):
        rows = joined[:, order[start : start + 1_000_000]].T.tolist()
        _insert(connection, "postings", "term_id, passage, tf, length", rows)


def _copy_integers(connection: Connection, target: str, columns: Sequence[npt.NDArray[np.int64]]) -> None:
    fields = [("count", ">i2")]
    for number in range(len(columns)):
        fields += [(f"size{number}", ">i4"), (f"value{number}", ">i4")]
    rows = np.zeros(len(columns[0]), dtype=fields)
    rows["count"] = len(columns)
    for number, values in enumerate(columns):
        rows[f"size{number}"], rows[f"value{number}"] = 4, values
    with _cursor(connection).copy(f"COPY {target} FROM STDIN (FORMAT binary)") as copy:
        copy.write(_COPY_HEAD + rows.tobytes() + _COPY_TAIL)


def _copy_vectors(
    connection: Connection, numbers: npt.NDArray[np.int64], vectors: npt.NDArray[np.float32]
) -> None:
    if connection.dialect.name != "postgresql":
        stored = [row.tobytes() for row in vectors.astype(STORED)]
        rows_of = [(MODEL, number, halves) for number, halves in zip(numbers.tolist(), stored, strict=True)]
        _insert(connection, "vectors", "model, passage, half_floats", rows_of)
        return
    size, model = 2 * DIMENSION, MODEL.encode()
    rows = np.zeros(
        len(numbers),
        dtype=[
            *(("count", ">i2"), ("model_size", ">i4"), ("model", f"S{len(model)}")),
            *(("number_size", ">i4"), ("number", ">i4"), ("size", ">i4"), ("halves", "u1", size)),
        ],
    )
    rows["count"], rows["model_size"], rows["model"] = 3, len(model), model
    rows["number_size"], rows["number"], rows["size"] = 4, numbers, size
    rows["halves"] = vectors.astype(STORED).view("u1").reshape(len(numbers), size)
    with _cursor(connection).copy(
        "COPY vectors (model, passage, half_floats) FROM STDIN (FORMAT binary)"
    ) as copy:
        copy.write(_COPY_HEAD + rows.tobytes() + _COPY_TAIL)


def _copy_near(
    connection: Connection,
    near: str,
    numbers: npt.NDArray[np.int64],
    vectors: npt.NDArray[np.float32],
) -> None:
    """Fills the vector index's table in pgvector's binary format: length, two bytes of nothing, numbers."""
    rows = np.zeros(
        len(numbers),
        dtype=[
            *(("count", ">i2"), ("number_size", ">i4"), ("number", ">i4"), ("size", ">i4")),
            *(("dimension", ">i2"), ("unused", ">i2"), ("halves", ">f2", (DIMENSION,))),
        ],
    )
    rows["count"], rows["number_size"], rows["number"] = 2, 4, numbers
    rows["size"], rows["dimension"] = 4 + 2 * DIMENSION, DIMENSION
    rows["halves"] = vectors
    with _cursor(connection).copy(f"COPY {near} (passage, embedding) FROM STDIN (FORMAT binary)") as copy:
        copy.write(_COPY_HEAD + rows.tobytes() + _COPY_TAIL)


def _cursor(connection: Connection) -> Any:  # noqa: ANN401 - psycopg's own, which SQLAlchemy has no type for
    driver = connection.connection.driver_connection
    if driver is None:
        message = "the connection is closed"
        raise RuntimeError(message)
    return driver.cursor()
