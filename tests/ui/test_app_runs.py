"""A run on the workbench: started, watched, stopped, gone on with; the model is a fake that waits."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, keys, run, shown, words

from summarizer.domain import Document, Fact, Generation, Origin, Run, RunOutcome, RunState, SectionRun
from summarizer.pipeline import Pipeline
from summarizer.protocols import DraftRequest
from summarizer.ui.pages.desk import as_written
from summarizer.ui.run_actions import summary

pytest_plugins = ["ui_fixtures"]

Open = Callable[[Document], AppTest]
WAIT_S = 180


@dataclass
class WaitingDrafter:
    """Writes one sentence, waits to be released, and writes another."""

    engine: str = "llm"
    origin: Origin = Origin.MODEL
    released: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def draft(self, request: DraftRequest) -> Iterator[str]:
        yield f"{request.section.heading}的第一句。"
        end = time.monotonic() + WAIT_S
        while not self.released.is_set() and time.monotonic() < end:
            # Pieces are where a draft on its own thread is stopped.
            yield ""
            self.released.wait(0.01)
        yield "最后一句。"

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        return f"{fact.text}。"

    def generation(self, request: DraftRequest) -> Generation:
        return Generation(engine="llm")


@pytest.fixture
def drafter(pipeline: Pipeline) -> Iterator[WaitingDrafter]:
    made = WaitingDrafter()
    pipeline._drafters["llm"] = made
    yield made
    made.released.set()


def until(pipeline: Pipeline, document: Document, reached: Callable[[Run], bool]) -> Run:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        latest = pipeline.watch_run(document.id)
        if latest is not None and reached(latest):
            return latest
        time.sleep(0.02)
    raise AssertionError("the run never came to that")


def texts(pipeline: Pipeline, document: Document) -> list[str]:
    return [section.text for section in pipeline.load(document.id).sections]


def test_a_run_is_seen_growing_and_its_texts_stand_on_the_desk_after_it(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    app = click(desk(document), "desk:draft:all")
    assert "desk:run:stop" in keys(app)
    assert "desk:draft:all" not in keys(app)
    until(pipeline, document, lambda latest: all(one.text for one in latest.sections))
    app = run(app)
    (seen,) = shown(app, f"desk:run:{document.id}")
    assert "关心关爱的第一句。" in seen
    assert "起草中" in seen
    drafter.released.set()
    until(pipeline, document, lambda latest: latest.ended_at is not None)
    app = run(app)
    assert "desk:draft:all" in keys(app)
    assert not shown(app, f"desk:run:{document.id}")
    assert all(text.endswith("最后一句。") or "最后一句" in text for text in texts(pipeline, document))


def test_a_run_started_elsewhere_is_seen_in_a_new_tab(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    pipeline.start_run(document.id)
    app = desk(document)
    assert "desk:run:stop" in keys(app)
    assert shown(app, f"desk:run:{document.id}")


def test_stopping_keeps_what_was_written_and_offers_to_go_on(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    app = click(desk(document), "desk:draft:all")
    until(pipeline, document, lambda latest: all(one.text for one in latest.sections))
    app = click(run(app), "desk:run:stop")
    until(pipeline, document, lambda latest: latest.ended_at is not None)
    app = run(app)
    assert "上次已停止" in words(app)
    assert {"desk:run:resume", "desk:draft:all"} <= keys(app)
    assert texts(pipeline, document) == ["思想引领的第一句。", "关心关爱的第一句。"]
    drafter.released.set()
    click(app, "desk:run:resume")
    latest = until(pipeline, document, lambda latest: latest.ended_at is not None)
    assert latest.state is RunState.DONE
    app = run(app)
    assert "desk:run:resume" not in keys(app)


def test_an_interrupted_run_shows_its_text_and_can_be_given_up(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    pipeline.start_run(document.id)
    until(pipeline, document, lambda latest: all(one.text for one in latest.sections))
    pipeline._runner.close()
    app = desk(document)
    assert "上次已中断" in words(app)
    assert "中断前写到这里" in "".join(shown(app, "desk:remnant"))
    assert texts(pipeline, document) == ["", ""]
    app = click(app, "desk:run:give-up")
    assert texts(pipeline, document) == ["思想引领的第一句。", "关心关爱的第一句。"]
    assert "desk:run:give-up" not in keys(app)


def test_an_interrupted_run_that_goes_on_elsewhere_is_seen_to_do_so(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    started = pipeline.start_run(document.id)
    until(pipeline, document, lambda latest: all(one.text for one in latest.sections))
    pipeline._runner.close()
    app = desk(document)
    assert "desk:run:resume" in keys(app)
    pipeline.resume_run(started.id)
    app = run(app)
    assert "desk:run:stop" in keys(app)


def test_one_section_is_written_in_its_place_while_the_other_stays_in_hand(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    first, second = document.sections
    app = click(desk(document), f"desk:draft:{first.id}")
    until(pipeline, document, lambda latest: bool(latest.sections[0].text))
    app = run(app)
    assert shown(app, f"desk:run:{document.id}")
    app.query_params["section"] = second.id
    app = run(app)
    assert not shown(app, f"desk:run:{document.id}")
    assert f"desk:draft:{second.id}" in keys(app)


def test_a_second_section_joins_the_run_and_each_is_stopped_alone(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    first, second = document.sections
    app = click(desk(document), f"desk:draft:{first.id}")
    app.query_params["section"] = second.id
    app = click(run(app), f"desk:draft:{second.id}")
    assert "已加入正在进行的起草" in words(app)
    until(pipeline, document, lambda latest: all(one.text for one in latest.sections))
    app = click(run(app), f"desk:stop:{second.id}")
    latest = until(pipeline, document, lambda latest: not latest.sections[1].state.is_live)
    assert (latest.sections[0].state, latest.sections[1].state) == (RunState.WRITING, RunState.STOPPED)
    drafter.released.set()
    latest = until(pipeline, document, lambda latest: latest.ended_at is not None)
    assert [one.state for one in latest.sections] == [RunState.DONE, RunState.STOPPED]


def test_a_run_that_wrote_over_texts_is_taken_back_with_its_title(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    first, second = pipeline.draft_all(document.id, engine="offline").document.sections
    app = click(desk(document), "desk:draft:all")
    drafter.released.set()
    until(pipeline, document, lambda latest: latest.ended_at is not None)
    titled = replace(pipeline.load(document.id), title="另一个标题")
    pipeline.update_document(titled)
    app = run(app)
    assert "已写完2节。" in words(app)
    assert texts(pipeline, document) != [first.text, second.text]
    app = click(app, "app:undo:last")
    assert texts(pipeline, document) == [first.text, second.text]
    assert [one.origin for one in pipeline.load(document.id).sections] == [first.origin, second.origin]
    assert pipeline.load(document.id).title == document.title
    assert "app:undo:last" not in keys(run(app))


def test_a_run_of_another_tab_is_taken_back_but_not_what_was_typed_since(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    first, second = pipeline.draft_all(document.id, engine="offline").document.sections
    pipeline.start_run(document.id)
    app = desk(document)
    drafter.released.set()
    until(pipeline, document, lambda latest: latest.ended_at is not None)
    written = pipeline.load(document.id).section(first.id)
    pipeline.save_text(document.id, first.id, "我改过的。", revision=written.revision)
    click(run(app), "app:undo:last")
    assert texts(pipeline, document) == ["我改过的。", second.text]


def test_a_run_that_filled_empty_sections_tells_its_end_and_offers_nothing_to_take_back(
    desk: Open, document: Document, pipeline: Pipeline, drafter: WaitingDrafter
) -> None:
    app = click(desk(document), "desk:draft:all")
    drafter.released.set()
    until(pipeline, document, lambda latest: latest.ended_at is not None)
    app = run(app)
    assert "已写完2节。" in words(app)
    assert "app:undo:last" not in keys(app)


def test_sections_written_without_facts_are_told(document: Document) -> None:
    written = ("写好的一节。", "【待补充：慰问的户数】")
    ended = Run(
        id="r",
        document_id=document.id,
        engine="llm",
        state=RunState.DONE,
        sections=tuple(
            SectionRun(section_id=one.id, state=RunState.DONE, text=text)
            for one, text in zip(document.sections, written, strict=True)
        ),
    )
    assert summary(document, ended) == "已写完2节，其中1节还缺事实，写着【待补充】。"


def test_a_run_that_wrote_nothing_counts_no_sections(document: Document) -> None:
    failed = SectionRun(section_id=document.sections[1].id, state=RunState.FAILED, message="模型没有回答。")
    ended = Run(id="r", document_id=document.id, engine="llm", state=RunState.FAILED, sections=(failed,))
    assert summary(document, ended) == "“二、关心关爱”没有写成：模型没有回答。"
    assert summary(document, replace(ended, sections=())) == "没有写出新的文字。"


def test_the_outline_of_a_run_knows_the_sections_it_has_finished(
    document: Document, pipeline: Pipeline
) -> None:
    first = document.sections[0]
    waiting = SectionRun(section_id=first.id)
    going_on = Run(id="r", document_id=document.id, engine="llm", sections=(waiting,))
    report = pipeline.check(document)
    assert as_written(document, report, going_on) == (document, report)
    pipeline.save_text(document.id, first.id, "组织学习党的二十届三中全会精神4次。", revision=first.revision)
    saved = replace(waiting, text="组织学习党的二十届三中全会精神4次。", outcome=RunOutcome.SAVED)
    present, checked = as_written(document, report, replace(going_on, sections=(saved,)))
    assert present.section(first.id).text == saved.text
    assert checked.sections[0].facts_written == 1
