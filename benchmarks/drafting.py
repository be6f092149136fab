"""Drafting on the fake server: what the program adds to the time the endpoint takes, and what it asks for.

    python -m benchmarks.drafting

Prints whole-document wall time over the slowest section alone, the time to the first token over a bare
`openai` client, how soon a stop ends the HTTP stream, requests and tokens, and processor time per token.
Times are medians; on a busy computer look at the ratios only.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import SecretStr

from summarizer.domain import Document, Fact, Period, Run, Section, Topic, UnitKind
from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.endpoint import ChatEndpoint
from summarizer.drafting.llm_drafter import LlmDrafter
from summarizer.drafting.presets import Target
from summarizer.drafting.prompt import Prompts
from summarizer.pipeline import Pipeline
from summarizer.protocols import DraftRequest
from summarizer.store import open_store

SERVER: Final = Path(__file__).parents[1] / "tests" / "llm_server" / "llm_server.py"
SECTIONS: Final = 10
REPEATS: Final = 3
CALLS: Final = 15
STOPS: Final = 10
TIMEOUT_S: Final = 300
TOPICS: Final = (
    Topic.IDEOLOGY,
    Topic.DEMOCRACY,
    Topic.RIGHTS,
    Topic.ACHIEVEMENT,
    Topic.WELFARE,
    Topic.CULTURE,
    Topic.WOMEN,
    Topic.ORGANIZATION,
    Topic.FINANCE,
    Topic.SAFETY,
)
ACTS: Final = (
    "组织职工代表巡视生产班组和职工食堂{}次，把看到的问题逐条交给责任部门",
    "走访慰问困难职工家庭和生病住院职工{}户，当面了解治疗和生活上的困难",
    "举办岗位技能培训班{}期，请一线师傅讲操作要领和安全规程",
    "办理职工互助保障手续{}份，随报随办并上门收取材料",
    "为户外作业班组发放清凉用品{}份，把防暑药品送到作业点上",
    "调解劳动争议{}件，双方都在调解书上签字",
    "征集职工提出的合理化建议{}条，逐条答复并公布采用情况",
    "组织职工书画摄影作品展览{}场，在办公楼大厅轮流展出",
)


class Row(NamedTuple):
    """One line of the table."""

    what: str
    measured: str
    target: str


class FakeServer:
    """The fault server of the tests as an endpoint with a known pace."""

    def __init__(self, port: int) -> None:
        self.base_url = f"http://127.0.0.1:{port}/v1"

    def target(self, model: str) -> Target:
        """An endpoint of it; the model's name says how it behaves."""
        return Target(base_url=self.base_url, model=model, key=SecretStr("benchmark"))

    def log(self, model: str) -> list[dict[str, Any]]:
        """What was asked of a model, and how its answers ended."""
        with urllib.request.urlopen(f"{self.base_url}/log?model={model}", timeout=10) as response:
            entries: list[dict[str, Any]] = json.load(response)
        return entries


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    with subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield FakeServer(json.loads(process.stdout.readline() if process.stdout else "{}")["port"])
        finally:
            process.terminate()


def document() -> Document:
    """Ten sections of different lengths, the fifth the longest; an overview would be written after them."""
    sections = tuple(
        Section(
            id=f"s{number}",
            heading=f"第{number}方面工作",
            topic=topic,
            facts=tuple(
                Fact(id=f"s{number}f{index}", text=act.format(10 * number + index))
                for index, act in enumerate(ACTS[: len(ACTS) if number == 5 else 5 + number % 2])
            ),
        )
        for number, topic in enumerate(TOPICS, start=1)
    )
    return Document(
        id="d",
        # Not the usual one: a title is drafted after the sections, and only these are measured.
        title="××公司工会2024年工作总结（送审稿）",
        unit="××公司工会",
        kind=UnitKind.SOE,
        period=Period(year=2024),
        sections=sections,
    )


@contextmanager
def pipeline(server: FakeServer, model: str) -> Iterator[Pipeline]:
    """A pipeline on an empty database whose engine is the fake server's model."""
    composer = Composer()
    endpoint = ChatEndpoint(server.target(model))
    drafter = LlmDrafter(endpoint, composer=composer, budget=Budget(model, context=32_768))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Pipeline(
            store=open_store(f"sqlite:///{(Path(folder) / 'b.db').as_posix()}"),
            drafters={"llm": drafter, "offline": composer},
            concurrency=SECTIONS,
        )
        try:
            yield made
        finally:
            made.close()
            endpoint.close()


def finish(made: Pipeline, run: Run) -> None:
    """Waits for the end of a run, without asking the database all the time."""
    if not made._runner.join(run.id, timeout_s=TIMEOUT_S):
        message = "the run did not end"
        raise TimeoutError(message)


def seconds_of(made: Pipeline, headings: Sequence[str] | None) -> float:
    """The wall time of one run on a document of its own."""
    stored = made._store.create_document(fresh())
    chosen = [one.id for one in stored.sections if headings is None or one.heading in headings]
    begun = time.perf_counter()
    finish(made, made.start_run(stored.id, section_ids=chosen))
    return time.perf_counter() - begun


def fresh() -> Document:
    """The document with ids nobody has used."""
    mark = str(time.perf_counter_ns())
    drawn = document()
    sections = tuple(
        replace(
            section,
            id=f"{section.id}-{mark}",
            facts=tuple(replace(fact, id=f"{fact.id}-{mark}") for fact in section.facts),
        )
        for section in drawn.sections
    )
    return replace(drawn, id=f"d-{mark}", sections=sections)


def whole_over_slowest(server: FakeServer) -> tuple[Row, ...]:
    """Wall time of all sections over that of the longest alone; requests, tokens and processor time."""
    model = "unhurried@whole"
    longest = document().sections[4].heading
    with pipeline(server, model) as made:
        seconds_of(made, [longest])
        alone, whole, processor = [], [], []
        asked_before = len(server.log(model))
        pieces = 0
        for _ in range(REPEATS):
            alone.append(seconds_of(made, [longest]))
            before, seen = time.process_time(), len(server.log(model))
            whole.append(seconds_of(made, None))
            spent = time.process_time() - before
            pieces = sum(entry["pieces"] for entry in server.log(model)[seen:])
            processor.append(spent / pieces)
        asked = (len(server.log(model)) - asked_before) / REPEATS - 1
    ratio = statistics.median(whole) / statistics.median(alone)
    each = sum(len(entry["body"]["messages"]) for entry in server.log(model)[-1:])
    return (
        Row(
            f"{SECTIONS} sections / slowest alone",
            f"{ratio:.2f}  ({statistics.median(whole):.2f} s / {statistics.median(alone):.2f} s)",
            "≤ 1.15",
        ),
        Row("requests for a document", f"{asked:.0f}  ({each} messages each)", f"{SECTIONS}"),
        Row("pieces streamed for a document", f"{pieces}", ""),
        Row("processor time for a piece", f"{1000 * statistics.median(processor):.2f} ms", ""),
    )


def first_token(server: FakeServer) -> tuple[Row, ...]:
    """The time to the first token, ours and a bare client's, one after the other."""
    import openai

    drawn = document()
    request = DraftRequest(document=drawn, section_id="s5")
    prompt = Prompts().section(request)
    endpoint = ChatEndpoint(server.target("slow-first@ours"))
    client = openai.OpenAI(base_url=server.base_url, api_key="benchmark", max_retries=0)

    def ours() -> None:
        stream = endpoint.stream(prompt.messages, max_tokens=400)
        next(stream)
        stream.stop()

    def bare() -> None:
        messages: Any = [message._asdict() for message in prompt.messages]
        with client.chat.completions.create(
            model="slow-first@bare", messages=messages, max_tokens=400, stream=True
        ) as stream:
            for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    return

    for warm in (ours, bare):
        warm()
    pairs = [(timed(ours), timed(bare)) for _ in range(CALLS)]
    endpoint.close()
    client.close()
    mine, others = (statistics.median(times) for times in zip(*pairs, strict=True))
    over = statistics.median(one - other for one, other in pairs)
    measured = f"{1000 * over:+.0f} ms  ({1000 * mine:.0f} ms / {1000 * others:.0f} ms)"
    return (Row("first token over a bare openai client", measured, "≤ 50 ms"),)


def stop_latency(server: FakeServer) -> tuple[Row, ...]:
    """From the call that stops a run to the end of its streams, as the server sees it."""
    model = "slow@stopped"
    latencies: list[float] = []
    with pipeline(server, model) as made:
        for _ in range(STOPS):
            stored = made._store.create_document(fresh())
            seen = len(server.log(model))
            run = made.start_run(stored.id)
            until(lambda seen=seen: all_streaming(server.log(model)[seen:]))  # type: ignore[misc]
            asked = time.time()
            made.stop_run(run.id)
            finish(made, run)
            until(lambda seen=seen: all(one["ended_at"] for one in server.log(model)[seen:]))  # type: ignore[misc]
            latencies.append(max(one["ended_at"] for one in server.log(model)[seen:]) - asked)
    latencies.sort()
    measured = f"{1000 * statistics.median(latencies):.0f} ms, at most {1000 * latencies[-1]:.0f} ms"
    return (Row(f"stop of {SECTIONS} streams, the last one's end", measured, "≤ 150 ms"),)


def all_streaming(entries: Sequence[dict[str, Any]]) -> bool:
    return len(entries) == SECTIONS and all(entry["pieces"] > 2 for entry in entries)


def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.01)


def timed(action: Callable[[], None]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def tokens(_: FakeServer) -> tuple[Row, ...]:
    """What a document costs at most, as it is told before it is drafted."""
    drawn = document()
    endpoint = ChatEndpoint(Target(base_url="http://127.0.0.1:9/v1", model="m"))
    drafter = LlmDrafter(endpoint, composer=Composer(), budget=Budget("m", context=32_768))
    requests = [DraftRequest(document=drawn, section_id=section.id) for section in drawn.sections]
    usage = drafter.estimate(requests).usage
    endpoint.close()
    told = f"{usage.tokens_in} in, at most {usage.tokens_out} out"
    return (Row("tokens estimated for a document", told, ""),)


def main() -> None:
    """Prints the table."""
    with fake_server() as server:
        parts = (whole_over_slowest, first_token, stop_latency, tokens)
        rows = [row for part in parts for row in part(server)]
    print(f"{'':<42}{'measured':<34}target")
    for row in rows:
        print(f"{row.what:<42}{row.measured:<34}{row.target}")


if __name__ == "__main__":
    main()
