"""Import speed and memory: documents through the whole of `SampleLibrary.add_files`, in a process of its own.

Documents are recombined from the sentences of our samples, two thousand characters in six sections each.
CPU time stands beside the wall clock, because other programs share the machine.

Usage: python -m benchmarks.importing [--documents 1000] [--embedded 50]
"""

import argparse
import importlib
import multiprocessing
import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.retrieval import read_samples, sentences_of
from summarizer.domain import IngestStatus
from summarizer.library.sample_library import SampleLibrary
from summarizer.retrieval.embedders import bundled_embedder
from summarizer.store import open_store

_NUMERALS = "一二三四五六"
_WARM_UP = 5  # documents before the clock starts: word lists and expressions are read on first use


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCost:
    """What importing `documents` files cost, embedding included where it was asked for.

    Attributes:
        wall_s: seconds on the clock.
        cpu_s: seconds of processor time of the process.
        start_mb: memory of the process before the import, programs and word lists loaded.
        peak_mb: its highest memory.
        measured_by: resident set of the operating system, or allocations of Python (tracemalloc).
    """

    documents: int
    wall_s: float
    cpu_s: float
    start_mb: float
    peak_mb: float
    measured_by: str


def documents(count: int) -> Iterator[tuple[str, bytes]]:
    """Files of summaries, the same on every run."""
    dice = random.Random(4)
    passages = [passage for _, parts in read_samples() for passage in parts]
    sentences = sentences_of(passages)
    headings = sorted({passage.heading for passage in passages})
    for number in range(count):
        lines = [f"临江市第{number}中学工会2024年工作总结"]
        for numeral, heading in zip(_NUMERALS, dice.sample(headings, len(_NUMERALS)), strict=True):
            lines.append(f"{numeral}、{heading}")
            lines += ["".join(dice.sample(sentences, 4)) for _ in range(2)]
        yield f"{number}.md", "\n".join(lines).encode()


def measure(count: int, *, is_embedded: bool, is_traced: bool) -> ImportCost:
    """The cost of importing `count` documents in a process of its own."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=_measure_here, args=(sender, count, is_embedded, is_traced))
    child.start()
    sender.close()
    cost: ImportCost = receiver.recv()
    child.join()
    return cost


def _measure_here(sender: Connection, count: int, is_embedded: bool, is_traced: bool) -> None:
    files = list(documents(_WARM_UP + count))
    embedder = bundled_embedder() if is_embedded else None
    if embedder is not None:
        embedder.embed(["工会"])
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/import.db") as store:
        library = SampleLibrary(store.samples, embedder=embedder, bundled=False)
        library.add_files(files[:_WARM_UP])
        library.embed()
        if is_traced:
            tracemalloc.start()
        start_mb, _ = _peak_mb()
        wall, cpu = time.perf_counter(), time.process_time()
        reports = library.add_files(files[_WARM_UP:])
        library.embed()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if any(report.status is not IngestStatus.ADDED for report in reports):
            raise RuntimeError("a document was not imported")
        peak_mb, measured_by = _peak_mb()
    sender.send(
        ImportCost(
            documents=count,
            wall_s=wall,
            cpu_s=cpu,
            start_mb=start_mb,
            peak_mb=peak_mb,
            measured_by=measured_by,
        )
    )


def _peak_mb() -> tuple[float, str]:
    """The highest memory of this process so far and how it was found; Windows has no `resource`."""
    if tracemalloc.is_tracing():
        return tracemalloc.get_traced_memory()[1] / 1e6, "Python's allocations"
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return float("nan"), "not measured; use --traced"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1024), "resident set"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--embedded", type=int, default=50, help="documents of the run with vectors")
    parser.add_argument("--traced", action="store_true", help="count Python's allocations; five times slower")
    chosen = parser.parse_args()
    print(f"{'':16}{'documents':>10}{'docs/s':>8}{'CPU ms/doc':>12}{'MB before':>11}{'MB peak':>9}")
    for label, count, is_embedded in (
        ("words only", chosen.documents, False),
        ("with vectors", chosen.embedded, True),
    ):
        if count:
            cost = measure(count, is_embedded=is_embedded, is_traced=chosen.traced)
            print(
                f"{label:16}{count:>10}{count / cost.wall_s:>8.1f}{1000 * cost.cpu_s / count:>12.1f}"
                f"{cost.start_mb:>11.0f}{cost.peak_mb:>9.0f}  {cost.measured_by}",
                flush=True,
            )


if __name__ == "__main__":
    main()
