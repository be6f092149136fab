"""Every fault of an endpoint, met by one section of a run over real HTTP while another is written."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr
from run_fakes import CARE, SHEET, SPORT, ended, make_pipeline

from summarizer.domain import Document, Origin, RunOptions, RunOutcome, RunState, Section, SectionRun
from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.llm_drafter import LlmDraft, LlmDrafter
from summarizer.drafting.llm_reviser import LlmReviser
from summarizer.drafting.pacing import Backoff, CircuitBreaker
from summarizer.drafting.presets import Target
from summarizer.drafting.stopping import StopSignal
from summarizer.pipeline import Pipeline
from summarizer.protocols import DraftRequest
from summarizer.store import SqlStore
from summarizer.verify import check_section

if TYPE_CHECKING:
    from llm_fixtures import LlmServer


EARLIER = "这是以前写好的一节。"
KEY = "test-key-1234567890"

# What a section comes to, by the behaviour of its model, and what the user reads.
FAILS = {
    "status-400": "拒绝了请求",
    "status-401": "不认这个密钥",
    "status-403": "不允许用这个密钥",
    "status-404": "没有这个路径",
    "status-429": "请求太频繁",
    "busy-long": "请求太频繁",
    "status-500": "服务器出错（500）",
    "status-502": "服务器出错（502）",
    "status-503": "服务器出错（503）",
    "no-credit": "余额或额度已用完",
    "unknown": "没有名为",
    "reset": "中途断开",
    "reset-at-once": "中途断开",
    "eof": "中途断开",
    "stall": "太久没有回应",
    "late": "太久没有回应",
    "empty": "空的回答",
    "only-thinks": "思考过程",
    "truncated": "截断",
    "filtered": "内容审查",
    "bad-json": "格式不对",
    "gbk": "编码不对",
    "html": "网页",
    "error-event": "服务器出错（503）",
    "huge": "超出了要求的长度",
    "english": "中文正文",
}
SUCCEEDS = (
    "faithful",
    "slow-first",
    "thinks",
    "busy-once",
    "fails-twice",
    "no-usage",
    "new-names",
    "ignores",
    "invents",
    "changes",
    "drops",
    "echoes",
)


class Switched:
    """Writes one section with one drafter and all others with another."""

    engine = "llm"
    origin = Origin.MODEL

    def __init__(self, heading: str, special: LlmDrafter, usual: LlmDrafter) -> None:
        self._heading = heading
        self._special = special
        self._usual = usual
        self._chosen = threading.local()

    def _pick(self, request: DraftRequest) -> LlmDrafter:
        chosen = self._special if request.section.heading == self._heading else self._usual
        self._chosen.drafter = chosen
        return chosen

    def draft(self, request: DraftRequest) -> LlmDraft:
        return self._pick(request).draft(request)

    def complete(self, request: DraftRequest, fact: object) -> str:
        raise AssertionError("a run asks the reviser")

    def generation(self, request: DraftRequest) -> object:
        return self._pick(request).generation(request)

    def reviser(self, stop: StopSignal | None = None) -> LlmReviser:
        drafter: LlmDrafter = self._chosen.drafter
        return drafter.reviser(stop)


def drafter_of(base_url: str, model: str, *, failures: int = 99, tries: int = 3) -> LlmDrafter:
    endpoint = ChatEndpoint(
        Target(base_url=base_url, model=model, key=SecretStr(KEY)),
        timeouts=Timeouts(connect_s=5, first_s=8, stall_s=2),
        backoff=Backoff(tries=tries, first_s=0.02, longest_s=1),
        breaker=CircuitBreaker(failures=failures),
    )
    return LlmDrafter(endpoint, composer=Composer(), budget=Budget(model))


@pytest.fixture
def run_with(store: SqlStore, llm_server: "LlmServer") -> Iterator[Callable[..., "Outcome"]]:
    """Runs two sections, one of them with a model that behaves as named."""
    pipelines: list[Pipeline] = []

    def run(model: str, *, base_url: str = "", fallback: bool = False) -> "Outcome":
        special = drafter_of(base_url or llm_server.base_url, f"{model}@runs-{id(store)}")
        switched = Switched(CARE, special, drafter_of(llm_server.base_url, "faithful@runs"))
        pipeline = make_pipeline(store, switched)  # type: ignore[arg-type]
        pipelines.append(pipeline)
        document = pipeline.import_fact_sheet(SHEET)
        care, sport = (
            next(one for one in document.sections if one.heading == name) for name in (CARE, SPORT)
        )
        store.save_text(care.id, EARLIER, Origin.MODEL, revision=care.revision)
        pipeline.start_run(
            document.id, section_ids=[care.id, sport.id], options=RunOptions(fallback=fallback)
        )
        return Outcome(pipeline, document, ended(pipeline, document).sections)

    yield run
    for pipeline in pipelines:
        pipeline._runner.close()


class Outcome:
    """What became of the section with the fault and of the other one."""

    def __init__(self, pipeline: Pipeline, document: Document, sections: tuple[SectionRun, ...]) -> None:
        self.pipeline = pipeline
        self.document = pipeline.load(document.id)
        self.fault, self.other = sections

    def section(self, heading: str) -> Section:
        return next(one for one in self.document.sections if one.heading == heading)

    def expect_the_other_written(self) -> None:
        assert self.other.state is RunState.DONE
        assert "运动会1次" in self.section(SPORT).text


@pytest.mark.parametrize(("model", "word"), FAILS.items())
def test_a_fault_is_one_clear_sentence_and_costs_neither_old_text_nor_other_sections(
    run_with: Callable[..., Outcome], model: str, word: str
) -> None:
    outcome = run_with(model)
    assert outcome.fault.state is RunState.FAILED
    assert word in outcome.fault.message
    assert outcome.fault.message.endswith("。")
    assert KEY not in outcome.fault.message
    assert outcome.section(CARE).text == EARLIER
    proposals = outcome.pipeline.list_proposals(outcome.document.id)
    assert [one.text for one in proposals] == ([outcome.fault.text] if outcome.fault.text else [])
    assert all(one.is_partial for one in proposals)
    outcome.expect_the_other_written()


def test_a_server_that_is_not_there_is_said_so(run_with: Callable[..., Outcome]) -> None:
    outcome = run_with("faithful", base_url="http://127.0.0.1:9/v1")
    assert "拒绝连接" in outcome.fault.message
    assert outcome.section(CARE).text == EARLIER
    outcome.expect_the_other_written()


@pytest.mark.parametrize("model", SUCCEEDS)
def test_whatever_a_model_writes_every_fact_is_in_the_text_and_nothing_invented_passes_unseen(
    run_with: Callable[..., Outcome], model: str
) -> None:
    outcome = run_with(model)
    assert (outcome.fault.state, outcome.fault.outcome) == (RunState.DONE, RunOutcome.SAVED)
    section = outcome.section(CARE)
    report = check_section(outcome.document, section)
    assert report.facts_written == report.facts_total
    assert "好的" not in section.text
    flagged = {finding.text for finding in report.findings if finding.severity == "error"}
    assert "99.7%" not in section.text or "99.7%" in flagged
    assert EARLIER in [version.text for version in outcome.pipeline.versions(section.id)]
    outcome.expect_the_other_written()


@pytest.mark.parametrize("model", ["status-401", "reset", "english"])
def test_the_composer_takes_over_from_a_failing_endpoint_when_the_user_chose_that(
    run_with: Callable[..., Outcome], model: str
) -> None:
    outcome = run_with(model, fallback=True)
    assert outcome.fault.state is RunState.DONE
    assert "离线起草" in outcome.fault.message
    assert outcome.section(CARE).origin is Origin.OFFLINE
    assert "32户" in outcome.section(CARE).text
    outcome.expect_the_other_written()


def test_an_endpoint_that_keeps_failing_is_left_alone_by_all_sections(
    store: SqlStore, llm_server: "LlmServer"
) -> None:
    model = "status-503@left-alone"
    drafter = drafter_of(llm_server.base_url, model, failures=3, tries=2)
    pipeline = make_pipeline(store, drafter, concurrency=1)
    document = pipeline.import_fact_sheet(SHEET)
    pipeline.start_run(document.id)
    run = ended(pipeline, document)
    assert {one.state for one in run.sections} == {RunState.FAILED}
    assert "暂时不再发送请求" in run.sections[0].message
    assert len(llm_server.log(model)) == 3
    pipeline.close()


def test_stopping_ends_the_answers_on_the_wire(store: SqlStore, llm_server: "LlmServer") -> None:
    model = "slower@stopped-run"
    pipeline = make_pipeline(store, drafter_of(llm_server.base_url, model))
    document = pipeline.import_fact_sheet(SHEET)
    run = pipeline.start_run(document.id)
    while len(llm_server.log(model)) < 3:
        assert pipeline._runner.join(run.id, timeout_s=0.05) is False
    pipeline.stop_run(run.id)
    assert ended(pipeline, document).state is RunState.STOPPED
    end = time.monotonic() + 20
    while {entry["ended"] for entry in llm_server.log(model)} != {"left"}:
        assert time.monotonic() < end
        time.sleep(0.02)
    pipeline.close()


def test_an_endpoint_gets_no_more_requests_at_a_time_than_allowed(
    store: SqlStore, llm_server: "LlmServer"
) -> None:
    model = "slow@two-at-a-time"
    endpoint = ChatEndpoint(
        Target(base_url=llm_server.base_url, model=model, key=SecretStr(KEY)), concurrency=2
    )
    drafter = LlmDrafter(endpoint, composer=Composer(), budget=Budget(model))
    pipeline = make_pipeline(store, drafter, concurrency=8)
    document = pipeline.import_fact_sheet(SHEET)
    pipeline.start_run(document.id)
    assert ended(pipeline, document).state is RunState.DONE
    spans = [(entry["at"], entry["ended_at"]) for entry in llm_server.log(model)]
    assert len(spans) >= 4
    assert max(sum(start < moment <= end for start, end in spans) for moment, _ in spans) <= 2
    pipeline.close()
