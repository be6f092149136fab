"""Processes that write a run and are killed with SIGKILL: what they leave, and how it goes on elsewhere."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from run_fakes import SHEET, FakeDrafter, ended, make_pipeline, wait_for

from summarizer.domain import Document, Run, RunState
from summarizer.pipeline import Pipeline
from summarizer.store import SqlStore, open_store

if TYPE_CHECKING:
    from llm_fixtures import LlmServer


SCRIPT = Path(__file__).with_name("killed_run.py")
LOST_S = 0.5
# A busy machine may put a process off for so long.
SLACK_S = 0.5


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'summarizer.db').as_posix()}"


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    with open_store(database_url) as opened:
        yield opened


@pytest.fixture
def successor() -> FakeDrafter:
    return FakeDrafter()


@pytest.fixture
def pipeline(store: SqlStore, successor: FakeDrafter) -> Iterator[Pipeline]:
    made = make_pipeline(store, successor)
    yield made
    made.close()


@pytest.fixture
def document(pipeline: Pipeline) -> Document:
    facts = "".join(f"- 开展第{number}期职工技能培训，{number + 20}人参加\n" for number in range(1, 9))
    return pipeline.import_fact_sheet(SHEET.replace("- 举办教工运动会1次\n", facts))


@pytest.fixture
def start(
    database_url: str, document: Document, llm_server: "LlmServer"
) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Starts a process that writes with a model of the test server, and returns it once the run has begun."""
    processes: list[subprocess.Popen[str]] = []

    def begin(model: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(SCRIPT), database_url, document.id, llm_server.base_url, model]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()


def killed_while_writing(process: "subprocess.Popen[str]", chars: int) -> dict[str, list[tuple[float, int]]]:
    """Kills the process once a section has `chars` characters; what it told of each section, and when."""
    told: dict[str, list[tuple[float, int]]] = {}
    assert process.stdout is not None
    for line in process.stdout:
        moment, section_id, length = line.split()
        told.setdefault(section_id, []).append((float(moment), int(length)))
        if int(length) >= chars:
            break
    process.kill()
    process.wait(timeout=20)
    killed = time.time()
    for line in process.stdout:
        moment, section_id, length = line.split()
        told.setdefault(section_id, []).append((float(moment), int(length)))
    told["killed"] = [(killed, 0)]
    return told


def interrupted(pipeline: Pipeline, document: Document) -> Run:
    return wait_for(pipeline, document, lambda run: run.state is RunState.INTERRUPTED)


@pytest.mark.parametrize("chars", [60])
def test_at_most_half_a_second_of_text_is_lost_with_a_killed_process(
    pipeline: Pipeline,
    document: Document,
    start: Callable[[str], "subprocess.Popen[str]"],
    chars: int,
) -> None:
    told = killed_while_writing(start(f"slow@killed-{chars}"), chars)
    (killed, _), *_ = told.pop("killed")
    run = interrupted(pipeline, document)
    assert told
    for section_id, moments in told.items():
        section = run.section(section_id)
        assert section is not None
        due = [length for moment, length in moments if moment < killed - LOST_S - SLACK_S]
        assert len(section.text) >= max(due, default=0)
    left = {one.state for one in run.sections}
    assert RunState.INTERRUPTED in left
    assert not any(state.is_live for state in left)


def test_what_a_killed_process_left_goes_on_in_another_without_what_was_done(
    pipeline: Pipeline,
    document: Document,
    successor: FakeDrafter,
    start: Callable[[str], "subprocess.Popen[str]"],
) -> None:
    process = start("slow@killed-late")
    run = wait_for(pipeline, document, lambda run: run.done >= 1)
    process.kill()
    process.wait(timeout=20)
    run = interrupted(pipeline, document)
    done = {one.section_id for one in run.sections if one.state is RunState.DONE}
    kept = {section.id: section.text for section in pipeline.load(document.id).sections}
    pipeline.resume_run(run.id)
    assert ended(pipeline, document).state is RunState.DONE
    headings = {section.id: section.heading for section in document.sections}
    assert sorted(successor.asked()) == sorted(headings[one] for one in headings if one not in done)
    for section in pipeline.load(document.id).sections:
        assert section.text
        if section.id in done:
            assert section.text == kept[section.id]


def test_a_killed_process_leaves_edits_made_meanwhile_alone(
    pipeline: Pipeline,
    document: Document,
    start: Callable[[str], "subprocess.Popen[str]"],
) -> None:
    process = start("slow@killed-edited")
    training = next(one for one in document.sections if one.heading == "文体活动")
    wait_for(pipeline, document, lambda run: any(one.text for one in run.sections))
    pipeline.save_text(document.id, training.id, "我自己写的。", revision=training.revision)
    process.kill()
    process.wait(timeout=20)
    run = interrupted(pipeline, document)
    pipeline.stop_run(run.id)
    assert pipeline.load(document.id).section(training.id).text == "我自己写的。"


def test_a_run_of_another_process_is_watched_and_stopped(
    pipeline: Pipeline,
    document: Document,
    start: Callable[[str], "subprocess.Popen[str]"],
    llm_server: "LlmServer",
) -> None:
    start("slow@stopped-elsewhere")
    run = wait_for(pipeline, document, lambda run: any(one.text for one in run.sections))
    assert run.is_live
    asked = time.time()
    pipeline.stop_run(run.id)
    run = ended(pipeline, document)
    assert run.state is RunState.STOPPED
    requests = llm_server.log("slow@stopped-elsewhere")
    left = [one["ended_at"] for one in requests if one["ended"] == "left"]
    assert left, "the answers were ended in the middle"
    assert max(left) - asked < 0.5 + 2.0, "half a second, and two for a busy machine"
