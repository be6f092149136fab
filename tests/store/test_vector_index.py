"""pgvector's index of a large library: what it finds is what comparing with all finds."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from postgres_server import empty_schema
from sample_builders import make_sample
from sqlalchemy import URL, create_engine, event, make_url, text

from summarizer.domain import (
    Organisation,
    Passage,
    PassageFilter,
    Role,
    SampleSource,
    SourceSample,
    Topic,
    UnitKind,
)
from summarizer.protocols import Embedder, SampleStore
from summarizer.retrieval import dense
from summarizer.retrieval.fusion import Ranking
from summarizer.retrieval.hybrid import HybridRetriever
from summarizer.retrieval.indexing import embed_missing
from summarizer.store import SqlStore, nearest, open_store, vector_index

pytest_plugins = ["store_fixtures"]

MODEL = "clusters-1"
SAMPLES = 40
PER_SAMPLE = 10
TOPICS = (Topic.WELFARE, Topic.CULTURE, Topic.DEMOCRACY)
FILTERS = {
    "everything": None,
    "a topic": PassageFilter(topics=frozenset({Topic.CULTURE})),
    "a kind": PassageFilter(kind=UnitKind.SOE),
    "a topic of a kind": PassageFilter(topics=frozenset({Topic.WELFARE}), kind=UnitKind.SCHOOL),
    "all samples but one": PassageFilter(without_samples=frozenset({"s00"})),
    "one sample": PassageFilter(sample_ids=frozenset({"s07"})),
    "no passage": PassageFilter(sample_ids=frozenset({"nowhere"})),
}


class ClusterEmbedder:
    """Vectors around eight centres; a text of digits stands for the vector drawn with that seed."""

    name = MODEL
    dimension = 16

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        centres = np.random.default_rng(1).standard_normal((8, self.dimension))
        seeds = [int("".join(filter(str.isdigit, text)) or 0) for text in texts]
        rows = np.array(
            [
                centres[seed % 8] + 0.4 * np.random.default_rng(seed + 2).standard_normal(self.dimension)
                for seed in seeds
            ]
        )
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class OneByOne:
    """A store as it is without an index."""

    def __init__(self, store: SampleStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def has_vector_index(self, model: str) -> bool:
        return False


def passages_of(sample: int) -> tuple[Passage, ...]:
    name = f"s{sample:02}"
    return tuple(
        Passage(
            id=f"{name}-{position}",
            sample_id=name,
            heading="",
            topic=TOPICS[position % len(TOPICS)],
            kind=(UnitKind.SOE, UnitKind.SCHOOL)[sample % 2],
            text=f"第{sample}份第{position}段",
            masked=str(sample * PER_SAMPLE + position),
            position=position,
        )
        for position in range(PER_SAMPLE)
    )


def fill(store: SqlStore, *, first: int = 0, samples: int = SAMPLES, name: str = "file") -> None:
    """Samples in one file, each passage with its vector, and the index if there is to be one."""
    articles = [
        SourceSample(
            article=number,
            sample=make_sample(
                f"s{number:02}",
                content_hash=f"hash-{number}",
                kind=(UnitKind.SOE, UnitKind.SCHOOL)[number % 2],
            ),
            passages=passages_of(number),
        )
        for number in range(first, first + samples)
    ]
    source = SampleSource(id=name, name=name, content=b"", cleaning=b"", articles=samples)
    store.samples.add_source(source, articles)
    embed_missing(store.samples, ClusterEmbedder())


@pytest.fixture(scope="module", autouse=True)
def large_means_hundreds() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vector_index, "INDEXED_FROM", SAMPLES * PER_SAMPLE)
        patch.setattr(nearest, "COMPARED_ONE_BY_ONE", 50)
        yield


@pytest.fixture(scope="module")
def pgvector(postgres: URL) -> URL:
    """A server that has pgvector."""
    engine = create_engine(postgres)
    with engine.connect() as connection:
        known = connection.scalar(text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"))
    engine.dispose()
    if known is None:
        pytest.skip("the server that was named has no pgvector")
    return postgres


@contextmanager
def filled_store(server: URL) -> Iterator[SqlStore]:
    with empty_schema(server) as url, open_store(url) as opened:
        fill(opened)
        assert opened.samples.has_vector_index(MODEL)
        yield opened


@pytest.fixture(scope="module")
def indexed(pgvector: URL) -> Iterator[SqlStore]:
    """A library with an index, only to be read."""
    with filled_store(pgvector) as opened:
        yield opened


@pytest.fixture
def changing(pgvector: URL) -> Iterator[SqlStore]:
    """A library with an index for one test alone."""
    with filled_store(pgvector) as opened:
        yield opened


def nearest_by(store: SampleStore, number: int, where: PassageFilter | None, *, top_k: int = 20) -> Ranking:
    embedder: Embedder = ClusterEmbedder()
    return HybridRetriever(store, embedder).nearest(str(number), where=where, top_k=top_k, also=("s03-1",))


@pytest.mark.parametrize("name", FILTERS)
def test_the_index_finds_what_comparing_with_all_finds(indexed: SqlStore, name: str) -> None:
    where, shared, expected = FILTERS[name], 0, 0
    for number in range(1000, 1010):
        found = nearest_by(indexed.samples, number, where)
        exact = nearest_by(OneByOne(indexed.samples), number, where)  # type: ignore[arg-type]
        expected += len(exact.found)
        shared += len(set(found.found) & set(exact.found))
        assert len(found.found) == len(exact.found)
        assert found.floor == pytest.approx(exact.floor, abs=0.1)
    assert shared >= 0.95 * expected


@pytest.mark.parametrize("name", ["one sample", "no passage"])
def test_where_few_passages_pass_a_filter_all_of_them_are_compared(indexed: SqlStore, name: str) -> None:
    exact = nearest_by(OneByOne(indexed.samples), 1001, FILTERS[name])  # type: ignore[arg-type]
    assert nearest_by(indexed.samples, 1001, FILTERS[name]) == exact


def test_where_the_index_yields_too_few_all_that_pass_are_compared(
    indexed: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "COMPARED_ONE_BY_ONE", 0)
    monkeypatch.setattr(nearest, "_MOST_WALKED", 1)
    monkeypatch.setattr(nearest, "_FEWEST_LOOKED_AT", 1)
    monkeypatch.setattr(nearest, "_MOST_LOOKED_AT", 1)
    for name in ("one sample", "a topic of a kind"):
        exact = nearest_by(OneByOne(indexed.samples), 1002, FILTERS[name])  # type: ignore[arg-type]
        assert nearest_by(indexed.samples, 1002, FILTERS[name]).found == exact.found


def test_the_index_itself_is_used_for_what_it_is_made_for(indexed: SqlStore) -> None:
    with indexed._engines.reading() as connection:
        found = vector_index.find_index(connection, MODEL)
        assert found is not None
        nearest._set(connection, found, 40)
        for where in (None, FILTERS["a topic of a kind"]):
            query = nearest.query_by_index(
                connection, found, np.ones(16, np.float32), where=where or PassageFilter(), limit=40
            )
            plan = str(
                connection.execute(
                    text(f"EXPLAIN {query.compile(connection, compile_kwargs={'literal_binds': True})}")
                ).all()
            )
            assert f"Index Scan using ix_{found.table}" in plan


def test_a_query_is_read_once_and_not_for_each_passage_compared(
    indexed: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []

    def explain(_: object, cursor: Any, statement: str, parameters: Any, *__: object) -> None:  # noqa: ANN401
        if "<#>" in statement:
            cursor.execute(f"EXPLAIN (VERBOSE) {statement}", parameters)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    engine = indexed._engines.reader.engine
    event.listen(engine, "before_cursor_execute", explain)
    for where in (None, FILTERS["a topic"], FILTERS["one sample"]):
        nearest_by(indexed.samples, 1000, where)
    event.remove(engine, "before_cursor_execute", explain)
    assert len(plans) == 5
    assert all("InitPlan" in plan for plan in plans)


def test_the_farthest_are_those_a_user_may_see(changing: SqlStore) -> None:
    people = changing.people
    people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    user = people.set_member(people.sign_in("id|1", "王敏").id, "org", Role.MEMBER)
    with changing._engines.writing() as connection:
        connection.execute(text("UPDATE samples SET organisation_id = 'org' WHERE id < 's30'"))
    view = changing.for_user(user).samples
    where = FILTERS["a topic"]
    for number in range(1000, 1005):
        exact = nearest_by(OneByOne(view), number, where)  # type: ignore[arg-type]
        assert nearest_by(view, number, where).floor == pytest.approx(exact.floor)


def test_passages_added_and_removed_later_are_found_and_not_found(changing: SqlStore) -> None:
    fill(changing, first=SAMPLES, samples=1, name="later")
    later = [name for name, _ in nearest_by(changing.samples, SAMPLES * PER_SAMPLE, None, top_k=3).found]
    assert f"s{SAMPLES}-0" in later
    changing.samples.remove_sample(f"s{SAMPLES}")
    found = {name for name, _ in nearest_by(changing.samples, SAMPLES * PER_SAMPLE, None).found}
    assert not {name for name in found if name.startswith(f"s{SAMPLES}-")}
    assert found == {
        name
        for name, _ in nearest_by(OneByOne(changing.samples), SAMPLES * PER_SAMPLE, None).found  # type: ignore[arg-type]
    }


def test_a_vector_made_anew_replaces_the_old_one_in_the_index(changing: SqlStore) -> None:
    opposite = -ClusterEmbedder().embed(["1000"])
    changing.samples.save_vectors(MODEL, dense.pack(opposite, ["s05-5"]))
    with_it = changing.samples.near_vectors(MODEL, opposite[0], top_k=1)
    assert with_it is not None
    assert "s05-5" in {vector.passage_id for vector in with_it}


def test_a_user_finds_by_the_index_what_they_may_see_and_no_more(changing: SqlStore) -> None:
    people = changing.people
    people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    user = people.set_member(people.sign_in("id|1", "王敏").id, "org", Role.MEMBER)
    view = changing.for_user(user).samples
    assert nearest_by(view, 1003, None).found == ()
    with changing._engines.writing() as connection:
        connection.execute(text("UPDATE samples SET organisation_id = 'org' WHERE id < 's20'"))
    found = nearest_by(view, 1003, None)
    assert len(found.found) >= 20
    assert {name[:3] for name, _ in found.found} <= {f"s{number:02}" for number in range(20)}
    assert found.found == nearest_by(OneByOne(view), 1003, None).found  # type: ignore[arg-type]


def test_a_dropped_index_is_made_again_from_the_vectors(changing: SqlStore) -> None:
    vector_index.drop_indexes(changing._engines)
    assert not changing.samples.has_vector_index(MODEL)
    before = nearest_by(changing.samples, 1007, None)
    assert changing.samples.index_vectors(MODEL)
    assert nearest_by(changing.samples, 1007, None).found == before.found


def test_a_small_library_has_no_index(pgvector: URL) -> None:
    with empty_schema(pgvector) as url, open_store(url) as store:
        fill(store, samples=SAMPLES - 1)
        assert not store.samples.has_vector_index(MODEL)
        assert nearest_by(store.samples, 1004, None).found


def test_a_server_that_forbids_pgvector_compares_with_all(postgres: URL) -> None:
    """So does one that has none: Debian's own, which the contract is tried on by naming it."""
    role = f"test_{uuid.uuid4().hex}"
    with empty_schema(postgres) as url:
        engine = create_engine(postgres)
        schema = str(make_url(url).query["options"]).partition("=")[2]
        with engine.begin() as connection:
            connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD '{role}'"))
            connection.execute(text(f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}"))
        try:
            with open_store(make_url(url).set(username=role, password=role).render_as_string(False)) as store:
                fill(store)
                assert not store.samples.index_vectors(MODEL)
                assert not store.samples.has_vector_index(MODEL)
                assert len(nearest_by(store.samples, 1005, None).found) >= 20
        finally:
            with engine.begin() as connection:
                connection.execute(text(f"DROP OWNED BY {role}"))
                connection.execute(text(f"DROP ROLE {role}"))
            engine.dispose()


def test_a_file_has_no_index() -> None:
    with open_store("sqlite://") as store:
        fill(store)
        assert not store.samples.index_vectors(MODEL)
        assert store.samples.near_vectors(MODEL, np.ones(16, np.float32)) is None
        assert nearest_by(store.samples, 1006, None).found
