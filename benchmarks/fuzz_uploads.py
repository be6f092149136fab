"""Mutated uploads through every door of the program: what was taken, refused, and what went wrong.

Each case is made from its number alone, so a fault is looked at again with `--first N --cases 1`. Every door
is watched: an exception that is none of ours, a sentence without Chinese, a file written elsewhere than in
the temporary folder, a connection, a program started, more than 20 s of processor time or 500 MB. Memory
is measured on Linux only. Cases run in a process of their own that is ended and replaced when it hangs.

Usage: nice python -m benchmarks.fuzz_uploads [--cases 10000] [--first 0] [--hostile]
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from benchmarks.hostile_uploads import HOSTILE
from benchmarks.mutations import mutated
from benchmarks.upload_seeds import seeds
from summarizer.errors import SummarizerError

LONGEST_S: Final = 20.0
"""More than this is a hang."""
MOST_MB: Final = 500.0
"""More resident memory than this is a fault, the program's own included."""

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LEAKS: Final = re.compile(r"Traceback|File \"|0x[0-9a-f]{6}|/tmp/|site-packages")
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_GRACE_S: Final = 20.0
_PATIENCE_S: Final = 300.0
Door = Callable[[bytes, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one door did with one file.

    Attributes:
        fault: what was wrong with that, "" when it took the file or refused it in a sentence.
        refused: the kind of the refusal, "" when it took the file.
        cpu_s: seconds of processor time; the clock says more of what else the machine does.
        peak_mb: highest resident memory of the process meanwhile, 0 where it cannot be measured.
    """

    case: str
    door: str
    fault: str = ""
    refused: str = ""
    cpu_s: float = 0.0
    peak_mb: float = 0.0


# The doors


def doors(name: str) -> Mapping[str, Door]:
    """Everything in the program that reads an upload of this name."""
    every: dict[str, Door] = {"范文": _as_sample, "事实": _as_facts}
    suffix = Path(name).suffix
    if suffix == ".docx":
        every |= {"模板": _as_template, "读回": _as_read_back}
    if suffix == ".xlsx":
        every["成批"] = _as_table
    if suffix in {".md", ".txt"}:
        every["事实单"] = _as_sheet
    return every


def _as_sample(content: bytes, name: str) -> None:
    from summarizer.library.sample_library import SampleLibrary

    library = SampleLibrary(_memory_store().samples, embedder=None)
    for report in library.add_files([(name, content)]):
        _check_sentence(" ".join((report.reason, *report.notes)))
        for article in report.articles:
            library.remove(article.sample.id)


@cache
def _memory_store() -> Any:  # noqa: ANN401 - the store is imported in the worker only
    from summarizer.store import open_store

    return open_store("sqlite://")


def _as_facts(content: bytes, name: str) -> None:
    from summarizer.facts import parse_facts
    from summarizer.library.fact_files import read_fact_lines

    parse_facts(read_fact_lines(content, name), new_id=iter(map(str, range(10**9))).__next__)


def _as_table(content: bytes, _: str) -> None:
    from summarizer.library.workbook import read_tables

    read_tables(content)


def _as_template(content: bytes, _: str) -> None:
    from summarizer.export.blocks import Heading, Paragraph, SignOff, Title
    from summarizer.export.template import fill_template

    blocks = (
        Title(text="工作总结"),
        Heading(level=1, text="一、关心关爱"),
        Paragraph(text="慰问困难职工32户。"),
        SignOff(signed="云溪市第三小学工会", date="2025年1月8日"),
    )
    fill_template(content, blocks, unit="云溪市第三小学工会")


def _as_read_back(content: bytes, _: str) -> None:
    from summarizer.export import read_docx_text
    from summarizer.export.docx_reading import count_pictures, read_docx_blocks

    read_docx_text(content)
    read_docx_blocks(content)
    count_pictures(content)


def _as_sheet(content: bytes, _: str) -> None:
    from summarizer.factsheet import parse_fact_sheet
    from summarizer.text.decoding import decode_bytes

    parse_fact_sheet(decode_bytes(content))


# Watching


@dataclass(slots=True)
class Watch:
    """What the interpreter was asked to do that no upload may cause."""

    allowed: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list)
    is_on: bool = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Notes an audit event of the interpreter."""
        if not self.is_on:
            return
        if event in {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"}:
            self.seen.append(f"{event} {arguments!r:.200}")
        elif event == "open" and self._writes(arguments):
            self.seen.append(f"writes {arguments[0]}")
        elif event in {"os.mkdir", "os.rename", "os.remove", "os.symlink"}:
            outside = [one for one in arguments if isinstance(one, str) and not one.startswith(self.allowed)]
            self.seen += [f"{event} {one}" for one in outside]

    def _writes(self, arguments: tuple[Any, ...]) -> bool:
        path, mode, flags = arguments
        writes = any(letter in str(mode or "") for letter in "wax+") or bool(flags and flags & _WRITES)
        return writes and not str(path).startswith((*self.allowed, "/dev/null"))


@cache
def watch() -> Watch:
    """The one watch of this process; it cannot be taken off again."""
    one = Watch(allowed=(tempfile.gettempdir(),))
    sys.addaudithook(one.hear)
    return one


def tried(case: str, content: bytes, name: str) -> Iterator[Outcome]:
    """What each door does with a file."""
    for label, door in doors(name).items():
        yield _tried(case, label, door, content, name)


def _tried(case: str, label: str, door: Door, content: bytes, name: str) -> Outcome:
    guard = watch()
    guard.seen.clear()
    _reset_peak()
    begun, fault, refused = time.process_time(), "", ""
    guard.is_on = True
    try:
        door(content, name)
    except SummarizerError as error:
        refused = type(error).__name__
        fault = _complaint(error.sentence)
    except BaseException as error:  # noqa: BLE001 - whatever else comes is a fault, to be told with its place
        fault = f"{type(error).__name__}: {error!s:.150} {_place(error)}"
    finally:
        guard.is_on = False
    cpu_s, peak_mb = time.process_time() - begun, _peak_mb()
    if not fault and guard.seen:
        fault = "; ".join(sorted(set(guard.seen)))
    if not fault and cpu_s > LONGEST_S:
        fault = f"{cpu_s:.0f} s"
    if not fault and peak_mb > MOST_MB:
        fault = f"{peak_mb:.0f} MB"
    return Outcome(case=case, door=label, fault=fault, refused=refused, cpu_s=cpu_s, peak_mb=peak_mb)


class NotASentenceError(Exception):
    """What a user would be told is no clear Chinese sentence."""


def _check_sentence(sentence: str) -> None:
    if complaint := _complaint(sentence):
        raise NotASentenceError(complaint)


def _complaint(sentence: str) -> str:
    """What is wrong with a sentence for users, "" when nothing is."""
    if not sentence.strip() or (_HAN.search(sentence) and not _LEAKS.search(sentence)):
        return ""
    return f"says: {sentence[:200]}"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "summarizer" in one.filename] or frames
    return f"at {Path(ours[-1].filename).name}:{ours[-1].lineno} ({Path(frames[-1].filename).name})"


def _reset_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> float:
    """Highest resident memory since the last reset, 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


# Running


def mutation(number: int) -> tuple[str, bytes]:
    """The upload of one case: its name and content, the same on every run."""
    given = _seeds()
    name = sorted(given)[number % len(given)]
    return name, mutated(given[name], random.Random(number))


@cache
def _seeds() -> Mapping[str, bytes]:
    return seeds()


def _work(pipe: Connection, scratch: str) -> None:
    """Does the cases asked for until there are no more."""
    # LibreOffice would be started for every old Word file that is damaged; it is not what is tested here.
    os.environ["PATH"] = scratch
    tempfile.tempdir = scratch
    # The first import of a process also reads the samples that come along.
    _as_sample(b"", "a.txt")
    while (asked := pipe.recv()) is not None:
        if isinstance(asked, str):
            name, make = HOSTILE[asked]
            content = make()
        else:
            name, content = mutation(asked)
        pipe.send([*tried(str(asked), content, name)])


def run(cases: Sequence[int | str]) -> Iterator[Outcome]:
    """The outcomes of all cases in order; a case that hangs is one outcome, and its process is ended."""
    context = multiprocessing.get_context("spawn")
    pending = list(reversed(cases))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        while pending:
            ours, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(theirs, scratch), daemon=True)
            worker.start()
            theirs.close()
            while pending:
                case = pending.pop()
                outcomes = _asked(ours, case)
                if outcomes is None:
                    yield Outcome(case=str(case), door="?", fault="hangs or dies")
                    break
                yield from outcomes
            else:
                ours.send(None)
                worker.join(_GRACE_S)
            worker.kill()
            worker.join()


def _asked(pipe: Connection, case: int | str) -> list[Outcome] | None:
    pipe.send(case)
    try:
        # Every door of the file may take its time, and the machine may have other things to do.
        if not pipe.poll(_PATIENCE_S):
            return None
        answer: list[Outcome] = pipe.recv()
    except EOFError:
        return None
    return answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for every fault and a table; 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--hostile", action="store_true", help="the hostile files instead of mutations")
    options = parser.parse_args(arguments)
    numbers = range(options.first, options.first + options.cases)
    cases: Sequence[int | str] = tuple(HOSTILE) if options.hostile else numbers
    faults = 0
    tally: Counter[tuple[str, str]] = Counter()
    slowest = largest = Outcome(case="", door="")
    for outcome in run(cases):
        tally[outcome.door, outcome.refused or ("faults" if outcome.fault else "taken")] += 1
        slowest = max(slowest, outcome, key=lambda one: one.cpu_s)
        largest = max(largest, outcome, key=lambda one: one.peak_mb)
        if outcome.fault:
            faults += 1
            print(f"case {outcome.case} {outcome.door}: {outcome.fault}", flush=True)
        if options.hostile:
            told = outcome.refused or "taken"
            cost = f"{outcome.cpu_s:6.2f} s {outcome.peak_mb:6.0f} MB"
            print(f"{outcome.case:32} {outcome.door} {told:20} {cost}", flush=True)
    for (door, what), count in sorted(tally.items()):
        print(f"{door:6} {what:22} {count:7}")
    print(f"{len(cases)} files, {sum(tally.values())} readings, {faults} faults")
    print(f"slowest {slowest.cpu_s:.2f} s (case {slowest.case}, {slowest.door})")
    print(f"largest {largest.peak_mb:.0f} MB (case {largest.case}, {largest.door})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
