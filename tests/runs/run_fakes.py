"""Drafters that do as a test says, and waiting for what a run comes to."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from summarizer.domain import Document, Fact, Generation, Origin, Run, RunState, Section
from summarizer.drafting.composer import Composer
from summarizer.errors import BrokenStreamError, SummarizerError
from summarizer.pipeline import Pipeline
from summarizer.protocols import Drafter, DraftRequest, Store

SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 前言
- 会员183人
## 关爱帮扶 {topic=welfare length=200}
- 2024年1月慰问困难职工32户，发放4.8万元（去年：28户）
## 文体活动 {topic=culture}
- 举办教工运动会1次
## 存在的问题
- 活动形式不够多
"""
OVERVIEW, CARE, SPORT, PROBLEMS = "前言", "关爱帮扶", "文体活动", "存在的问题"
WAIT_S = 240.0


class FakeDraft:
    """A draft that can be stopped from any thread."""

    def __init__(self, drafter: "FakeDrafter", request: DraftRequest) -> None:
        self._drafter = drafter
        self._request = request
        self._pieces = self._make()
        self.stopped = threading.Event()

    @property
    def heading(self) -> str:
        return self._request.section.heading

    @property
    def generation(self) -> Generation:
        return Generation(
            engine=self._drafter.engine,
            prompt=f"写“{self._request.section.heading}”",
            passage_ids=tuple(passage.id for passage in self._request.passages),
            tokens_in=70,
            tokens_out=30,
        )

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._pieces)

    def stop(self) -> None:
        self.stopped.set()

    def _make(self) -> Iterator[str]:
        heading = self._request.section.heading
        for number in range(self._drafter.pieces):
            self._drafter.reached(heading, number)
            gate = self._drafter.gates.get(heading)
            while gate is not None and number >= self._drafter.held_at and not gate.is_set():
                if self.stopped.is_set():
                    return
                gate.wait(0.005)
            if self.stopped.is_set():
                return
            failure = self._drafter.failures.get(heading)
            if failure is not None and number == self._drafter.fails_after:
                raise failure
            yield f"{heading}第{number}句。"


@dataclass
class FakeDrafter:
    """Writes `pieces` sentences a section.

    Attributes:
        gates: sections that wait before piece `held_at` until theirs is set, by heading.
        failures: what sections fail with after `fails_after` pieces, by heading.
        on_piece: called with heading and number before each piece, for what happens meanwhile.
    """

    engine: str = "llm"
    origin: Origin = Origin.MODEL
    pieces: int = 3
    fails_after: int = 1
    held_at: int = 0
    gates: dict[str, threading.Event] = field(default_factory=dict)
    failures: dict[str, SummarizerError] = field(default_factory=dict)
    requests: list[DraftRequest] = field(default_factory=list)
    drafts: list[FakeDraft] = field(default_factory=list)
    on_piece: Callable[[str, int], None] | None = None

    def reached(self, heading: str, number: int) -> None:
        if self.on_piece is not None:
            self.on_piece(heading, number)

    def draft(self, request: DraftRequest) -> FakeDraft:
        self.requests.append(request)
        draft = FakeDraft(self, request)
        self.drafts.append(draft)
        return draft

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        return f"{fact.text}。"

    def generation(self, request: DraftRequest) -> Generation:
        return Generation(engine=self.engine)

    def asked(self) -> list[str]:
        return [request.section.heading for request in self.requests]


def broken() -> SummarizerError:
    return BrokenStreamError("与模型的连接中途断开")


def make_pipeline(store: Store, drafter: Drafter, *, concurrency: int = 4) -> Pipeline:
    numbers = count(1)
    drafters: Mapping[str, Drafter] = {drafter.engine: drafter, "offline": Composer()}
    prefix = f"id{id(drafter)}"
    return Pipeline(
        store=store, drafters=drafters, new_id=lambda: f"{prefix}-{next(numbers)}", concurrency=concurrency
    )


def wait_for(pipeline: Pipeline, document: Document, reached: Callable[[Run], bool]) -> Run:
    """The run once it is as `reached` says."""
    end = time.monotonic() + WAIT_S
    run: Run | None = None
    while time.monotonic() < end:
        run = pipeline.watch_run(document.id)
        if run is not None and reached(run):
            return run
        time.sleep(0.01)
    raise AssertionError(f"never came to that: {run}")


def ended(pipeline: Pipeline, document: Document) -> Run:
    return wait_for(pipeline, document, lambda run: run.ended_at is not None)


def state_of(run: Run, section_id: str) -> RunState:
    section = run.section(section_id)
    assert section is not None
    return section.state


def id_of(document: Document, heading: str) -> str:
    return next(one.id for one in document.sections if one.heading == heading)


def section_of(pipeline: Pipeline, document: Document, heading: str) -> Section:
    return next(one for one in pipeline.load(document.id).sections if one.heading == heading)


def gated(drafter: FakeDrafter, *headings: str, at: int = 0) -> dict[str, threading.Event]:
    """Sections that do not go on after `at` sentences before their event is set."""
    drafter.held_at = at
    drafter.gates.update({heading: threading.Event() for heading in headings})
    return drafter.gates
