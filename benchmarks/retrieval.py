"""Retrieval quality on judged queries over the bundled samples, and query time over synthetic passages.

Quality: `tests/fixtures/retrieval/queries.jsonl` holds queries as a user would type facts, judged against
all paragraphs of `samples/`. Every topic stands in a dozen samples or more, so the distractors of a query
speak of the same topic. Own texts and own judgements: good for comparing rankers, no absolute measure.

Usage: python -m benchmarks.retrieval [--sizes 1000 10000 100000] [--only quality|time]
"""

import argparse
import importlib
import json
import math
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bulk import Bulk
from summarizer.domain import Passage, PassageFilter, Sample, Topic
from summarizer.library.identity import learn_identity
from summarizer.library.mask import mask_text
from summarizer.protocols import Embedder, SampleStore
from summarizer.retrieval import bm25
from summarizer.retrieval.embedders import bundled_embedder
from summarizer.retrieval.hybrid import HybridRetriever
from summarizer.retrieval.indexing import embed_missing
from summarizer.retrieval.terms import words_only
from summarizer.store import open_store

ROOT = Path(__file__).parents[1]
_ONE_BY_ONE = 10_000  # passages indexed as a user's are; larger libraries are written at once
QUERIES = ROOT / "tests" / "fixtures" / "retrieval" / "queries.jsonl"
_SECTION = re.compile(r"^## (?P<heading>.*?) \{topic=(?P<topic>\w+)\}\n(?P<body>.*?)(?=^## |\Z)", re.M | re.S)
_TITLE = re.compile(r"^title: *(.+)$", re.M)

Ranker = Callable[[str, PassageFilter | None], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A query, the topic of its section, and the passages that tell of the same.

    Attributes:
        style: fact (words of the trade, as in a fact sheet) or plain (everyday words, few of them shared).
    """

    style: str
    text: str
    topic: Topic
    relevant: frozenset[str]


def read_samples() -> Iterator[tuple[Sample, tuple[Passage, ...]]]:
    """Every sample of the repository, a passage for each paragraph."""
    for path in sorted((ROOT / "samples").glob("*.md")):
        content = path.read_text(encoding="utf-8")
        title = _TITLE.search(content)
        sections = list(_SECTION.finditer(content))
        identity = learn_identity(
            title=title[1] if title else "", texts=[found["body"] for found in sections]
        )
        passages = tuple(
            Passage(
                id=f"{path.stem}-{section:02}-{part:02}",
                sample_id=path.stem,
                heading=found["heading"],
                topic=Topic(found["topic"]),
                kind=None,
                text=paragraph,
                masked=mask_text(paragraph, identity=identity),
                position=100 * section + part,
            )
            for section, found in enumerate(sections)
            for part, paragraph in enumerate(_paragraphs(found["body"]))
        )
        yield Sample(id=path.stem, title=path.stem, content_hash=path.stem), passages


def _paragraphs(body: str) -> list[str]:
    return [line for line in body.splitlines() if line.strip() and not line.startswith("#")]


def read_queries(passages: Mapping[str, Passage]) -> list[Judged]:
    """The judged queries.

    Raises:
        ValueError: a judgement names no passage, or more than one: a sample was changed.
    """
    judged = []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        relevant = [
            _only([p.id for p in passages.values() if mark in p.text], mark) for mark in row["relevant"]
        ]
        judged.append(
            Judged(
                style=row["style"],
                text=row["query"],
                topic=Topic(row["topic"]),
                relevant=frozenset(relevant),
            )
        )
    return judged


def _only(found: Sequence[str], mark: str) -> str:
    if len(found) != 1:
        message = f"{len(found)} passages hold {mark!r}"
        raise ValueError(message)
    return found[0]


def ndcg(ranking: Sequence[str], relevant: frozenset[str], *, depth: int = 10) -> float:
    """Normalised discounted cumulative gain, gains 0 or 1 (Järvelin and Kekäläinen, 2002)."""
    gain = sum(1 / math.log2(rank + 1) for rank, name in enumerate(ranking[:depth], 1) if name in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(depth, len(relevant)) + 1))
    return gain / ideal


def recall(ranking: Sequence[str], relevant: frozenset[str], *, depth: int = 5) -> float:
    """Share of the relevant passages among the first `depth`."""
    return len(relevant.intersection(ranking[:depth])) / len(relevant)


def word_ranker(passages: Mapping[str, Passage]) -> Ranker:
    """BM25 over words alone, the usual baseline, with our formula and segmenter."""
    counted = {
        name: Counter(words_only(f"{p.heading}\n{p.heading}\n{p.text}")) for name, p in passages.items()
    }
    df = Counter(term for terms in counted.values() for term in terms)
    average = statistics.mean(terms.total() for terms in counted.values())

    def rank(text: str, where: PassageFilter | None) -> Sequence[str]:
        query = {
            term: bm25.query_weight(qtf, df[term], len(counted))
            for term, qtf in Counter(words_only(text)).items()
            if df[term]
        }
        scores = {
            name: bm25.score(query, terms, length=terms.total(), average_length=average)
            for name, terms in counted.items()
            if where is None or passages[name].topic in where.topics
        }
        return sorted((name for name in scores if scores[name] > 0), key=lambda name: (-scores[name], name))

    return rank


def store_ranker(store: SampleStore) -> Ranker:
    """BM25 over words and characters as the store does it."""
    return lambda text, where: [name for name, _ in store.search_lexical(text, where=where, top_k=10)]


def hybrid_ranker(retriever: HybridRetriever) -> Ranker:
    """The product's retriever."""
    return lambda text, where: [hit.passage.id for hit in retriever.search(text, where=where, top_k=10)]


def dense_ranker(retriever: HybridRetriever) -> Ranker:
    """Its vectors alone."""
    return lambda text, where: [name for name, _ in retriever.nearest(text, where=where, top_k=10).found]


def langchain_ranker(passages: Mapping[str, Passage]) -> Ranker | None:
    """LangChain's own BM25Retriever over the same words, None when it is not installed."""
    try:
        retrievers: Any = importlib.import_module("langchain_community.retrievers")
        importlib.import_module("rank_bm25")
    except ImportError:
        return None
    texts = {f"{p.heading}\n{p.text}": name for name, p in passages.items()}

    def build(chosen: Sequence[str]) -> Any:  # noqa: ANN401
        return retrievers.BM25Retriever.from_texts(chosen, preprocess_func=words_only, k=10)

    whole = build(list(texts))
    topics: dict[frozenset[Topic], Any] = {}

    def rank(text: str, where: PassageFilter | None) -> Sequence[str]:
        retriever = whole
        if where is not None:
            chosen = [text for text, name in texts.items() if passages[name].topic in where.topics]
            retriever = topics.setdefault(where.topics, build(chosen))
        return [texts[document.page_content] for document in retriever.invoke(text)]

    return rank


def print_quality(embedder: Embedder | None) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/quality.db") as opened:
        store = opened.samples
        passages: dict[str, Passage] = {}
        for sample, parts in read_samples():
            store.add_sample(sample, parts)
            passages |= {passage.id: passage for passage in parts}
        judged = read_queries(passages)
        print(f"{len(judged)} queries, {len(passages)} passages of {len(store.list_samples())} samples\n")
        rankers: dict[str, Ranker | None] = {
            "LangChain BM25Retriever, words": langchain_ranker(passages),
            "BM25 words": word_ranker(passages),
            "BM25 words + characters": store_ranker(store),
        }
        if embedder is not None:
            embed_missing(store, embedder)
            ranks = HybridRetriever(store, embedder, fusion="ranks")
            rankers[f"{embedder.name} alone"] = dense_ranker(ranks)
            rankers["hybrid, fused by ranks (RRF)"] = hybrid_ranker(ranks)
            rankers["hybrid, fused by scores (default)"] = hybrid_ranker(HybridRetriever(store, embedder))
        for style in (*sorted({query.style for query in judged}), ""):
            chosen = [query for query in judged if style in {query.style, ""}]
            print_table(f"{style or 'all'}, {len(chosen)} queries", rankers, chosen)


def print_table(title: str, rankers: Mapping[str, Ranker | None], judged: Sequence[Judged]) -> None:
    print(f"{title:34}{'whole library':>22}{'the topic only':>22}")
    print(f"{'':34}{'nDCG@10':>12}{'R@5':>10}{'nDCG@10':>12}{'R@5':>10}")
    for name, ranker in rankers.items():
        print(f"{name:34}{_cells(ranker, judged) if ranker else '   not installed, skipped'}", flush=True)
    print()


def _cells(ranker: Ranker, judged: Sequence[Judged]) -> str:
    cells = ""
    for filtered in (False, True):
        rankings = [
            (ranker(q.text, PassageFilter(topics=frozenset({q.topic})) if filtered else None), q.relevant)
            for q in judged
        ]
        cells += f"{statistics.mean(ndcg(*pair) for pair in rankings):12.3f}"
        cells += f"{statistics.mean(recall(*pair) for pair in rankings):10.3f}"
    return cells


def sentences_of(passages: Sequence[Passage]) -> list[str]:
    """Their sentences, to be recombined."""
    return [
        piece for passage in passages for piece in re.split("(?<=[。；])", passage.text) if len(piece) > 8
    ]


def synthetic(count: int) -> Iterator[tuple[Sample, tuple[Passage, ...]]]:
    """Samples of ten passages, recombined from the sentences of the bundled ones; the same on every run."""
    dice = random.Random(4)
    real = [passage for _, parts in read_samples() for passage in parts]
    sentences = sentences_of(real)
    topics = list(Topic)
    for number in range(count // 10):
        name = f"s{number:06}"
        passages = []
        for position in range(10):
            text = "".join(dice.sample(sentences, 5))
            passages.append(
                Passage(
                    id=f"{name}-{position}",
                    sample_id=name,
                    heading=dice.choice(real).heading,
                    topic=dice.choice(topics),
                    kind=None,
                    text=text,
                    masked=text,
                    position=position,
                )
            )
        yield Sample(id=name, title=name, content_hash=name), tuple(passages)


class RandomEmbedder:
    """Vectors of the bundled model's size without its cost: times the search, not the model."""

    name = "random"
    dimension = 512

    def embed(self, texts: Sequence[str]) -> Any:  # noqa: ANN401
        """Unit rows that depend on the length of the first text only."""
        numpy = importlib.import_module("numpy")
        rows = numpy.random.default_rng(len(texts[0])).standard_normal((len(texts), self.dimension))
        return (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype("float32")


def print_times(sizes: Sequence[int], embedder: Embedder | None) -> None:
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    columns = ("index s", "MB", "lexical ms", "in topic", "hybrid ms", "in topic")
    print("\n" + f"{'passages':>10}" + "".join(f"{column:>12}" for column in columns))
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/time.db") as opened:
            store = opened.samples
            samples = list(synthetic(size))
            start = time.perf_counter()
            if size > _ONE_BY_ONE:
                with store._engines.writing() as connection:
                    Bulk().write(connection, samples)
            else:
                for sample, passages in samples:
                    store.add_sample(sample, passages)
            index_s = time.perf_counter() - start
            megabytes = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
            random_embedder = RandomEmbedder()
            embed_missing(store, random_embedder)
            retriever = HybridRetriever(store, random_embedder)
            cells = f"{size:>10}{index_s:>12.1f}{megabytes:>12.0f}"
            for search in (
                lambda text, where: store.search_lexical(text, where=where, top_k=50),  # noqa: B023
                lambda text, where: retriever.search(text, where=where, top_k=10),  # noqa: B023
            ):
                cells += f"{p50_ms(search, queries, filtered=False):>12.1f}"
                cells += f"{p50_ms(search, queries, filtered=True):>12.1f}"
            print(f"{cells}{'  written at once' if size > _ONE_BY_ONE else ''}", flush=True)
    if embedder is not None:
        embedder.embed(["工会"])
        took = p50_ms(lambda text, where: embedder.embed([text]), queries, filtered=False)
        print(
            f"hybrid times are without the query's own embedding: {embedder.name} takes {took:.1f} ms (p50)"
        )


def p50_ms(
    search: Callable[[str, PassageFilter | None], object],
    queries: Sequence[Mapping[str, Any]],
    *,
    filtered: bool,
) -> float:
    """Median milliseconds of a search over all queries, after one to warm up."""
    times = []
    for row in [queries[0], *queries]:
        where = PassageFilter(topics=frozenset({Topic(row["topic"])})) if filtered else None
        start = time.perf_counter()
        search(row["query"], where)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", choices=("quality", "time"))
    chosen = parser.parse_args()
    embedder = bundled_embedder()
    if chosen.only != "time":
        print_quality(embedder)
    if chosen.only != "quality":
        print_times(chosen.sizes, embedder)


if __name__ == "__main__":
    main()
