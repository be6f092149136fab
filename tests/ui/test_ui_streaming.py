"""A run as nodes and sentences; no page is drawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from summarizer.domain import (
    Document,
    Period,
    Run,
    RunOutcome,
    RunState,
    Section,
    SectionRun,
    Topic,
    UnitKind,
)
from summarizer.ui.panes.streaming import nodes, progress, share_of
from summarizer.ui.run_actions import can_resume, summary, title_told

DOCUMENT = Document(
    id="d",
    title="××学校工会2024年工作总结",
    unit="××学校工会",
    kind=UnitKind.SCHOOL,
    period=Period(year=2024),
    sections=(
        Section(id="a", heading="关爱", topic=Topic.WELFARE, length_chars=100),
        Section(id="b", heading="文体", topic=Topic.CULTURE),
        Section(id="c", heading="打算", topic=Topic.PLANS),
    ),
)


ENDED = datetime(2025, 1, 8, 9, 30, tzinfo=UTC)


def run_of(*sections: SectionRun, state: RunState = RunState.WRITING) -> Run:
    is_over = not state.is_live and state is not RunState.INTERRUPTED
    return Run(
        id="r",
        document_id="d",
        engine="llm",
        sections=sections,
        state=state,
        ended_at=ENDED if is_over else None,
    )


def words(run: Run) -> str:
    return str([node.as_data() for node in nodes(DOCUMENT, run, "b")])


def test_sections_of_a_run_stand_in_the_documents_order_with_state_text_and_message() -> None:
    run = run_of(
        SectionRun(section_id="b", state=RunState.FAILED, text="一句。\n\n两句。", message="模型没有回应。"),
        SectionRun(section_id="a", state=RunState.WRITING, text="正在写"),
    )
    shown = nodes(DOCUMENT, run, "b")
    assert ["一、关爱" in str(node) for node in shown] == [True, False]
    told = words(run)
    for word in ("起草中", "未完成", "模型没有回应。", "3/100字", "'text': '一句。'", "'text': '两句。'"):
        assert word in told
    assert "打算" not in told
    assert [node.look.endswith(" here") for node in shown] == [False, True]


def test_what_a_model_writes_stays_text() -> None:
    run = run_of(SectionRun(section_id="a", state=RunState.WRITING, text="<script>alert(1)</script>"))
    (shown,) = nodes(DOCUMENT, run, "a")
    text = shown.kids[1].kids[0]
    assert (text.tag, text.text) == ("p", "<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("one", "share"),
    [
        (SectionRun(section_id="a"), 0.0),
        (SectionRun(section_id="a", state=RunState.WRITING), 0.05),
        (SectionRun(section_id="a", state=RunState.WRITING, text="字" * 50), 0.55),
        (SectionRun(section_id="a", state=RunState.WRITING, text="字" * 500), 0.9),
        (SectionRun(section_id="a", state=RunState.CHECKING, text="字"), 0.95),
    ],
)
def test_the_line_in_the_outline_grows_with_the_text(one: SectionRun, share: float) -> None:
    shown = share_of(run_of(one), DOCUMENT.sections[0])
    assert shown is not None
    assert shown.share == pytest.approx(share)
    assert shown.state == one.state.label


@pytest.mark.parametrize("state", [RunState.DONE, RunState.STOPPED, RunState.FAILED, RunState.INTERRUPTED])
def test_a_section_that_is_over_has_no_line(state: RunState) -> None:
    section = DOCUMENT.sections[0]
    assert share_of(run_of(SectionRun(section_id="a", state=state)), section) is None
    assert share_of(run_of(SectionRun(section_id="b")), section) is None
    assert share_of(None, section) is None


def with_text(section_id: str, text: str, *, minutes_later: int = 5) -> Document:
    """The document with a text that was saved some minutes after the run had ended."""
    sections = (
        replace(section, text=text) if section.id == section_id else section for section in DOCUMENT.sections
    )
    saved_at = ENDED + timedelta(minutes=minutes_later)
    return replace(DOCUMENT, sections=tuple(sections), updated_at=saved_at)


@pytest.mark.parametrize(
    ("document", "run", "expected"),
    [
        (DOCUMENT, None, False),
        (DOCUMENT, run_of(SectionRun(section_id="a")), False),
        (DOCUMENT, run_of(SectionRun(section_id="a"), state=RunState.INTERRUPTED), True),
        (
            DOCUMENT,
            run_of(SectionRun(section_id="a", state=RunState.DONE, text="写好。"), state=RunState.DONE),
            False,
        ),
        (
            with_text("a", "一半"),
            run_of(SectionRun(section_id="a", state=RunState.STOPPED, text="一半"), state=RunState.STOPPED),
            True,
        ),
        (
            with_text("a", "我接着写完了。"),
            run_of(SectionRun(section_id="a", state=RunState.STOPPED, text="一半"), state=RunState.STOPPED),
            False,
        ),
        (
            with_text("a", "原来就有的。", minutes_later=-5),
            run_of(SectionRun(section_id="a", state=RunState.STOPPED, text="一半"), state=RunState.STOPPED),
            True,
        ),
    ],
)
def test_going_on_is_offered_while_something_is_left_that_nobody_touched(
    document: Document, run: Run | None, expected: bool
) -> None:
    assert can_resume(document, run) is expected


def test_the_end_of_a_run_is_told_with_the_first_failure() -> None:
    run = run_of(
        SectionRun(section_id="a", state=RunState.FAILED, message="模型没有回应。请重试。"),
        SectionRun(section_id="b", state=RunState.FAILED, message="别的。"),
        SectionRun(section_id="c", state=RunState.DONE, outcome=RunOutcome.PROPOSAL),
        state=RunState.FAILED,
    )
    assert summary(DOCUMENT, run) == (
        "已写完1节，1节的新稿放在一旁待采用。“一、关爱”等2节没有写成：模型没有回应。请重试。"
    )


def test_a_stopped_run_is_told_in_one_sentence() -> None:
    run = run_of(
        SectionRun(section_id="a", state=RunState.DONE, outcome=RunOutcome.SAVED),
        SectionRun(section_id="b", state=RunState.STOPPED),
        state=RunState.STOPPED,
    )
    assert summary(DOCUMENT, run) == "已写完1节，1节已停止。"


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((RunState.DONE, RunState.CHECKING), "**正在起草**　已写完1/2节"),
        ((RunState.DONE, RunState.DONE), "**正在拟标题**　已写完2/2节"),
    ],
)
def test_a_run_that_has_written_all_sections_is_at_the_title(states: tuple[RunState, ...], told: str) -> None:
    sections = (SectionRun(section_id=one, state=state) for one, state in zip("ab", states, strict=True))
    assert progress(run_of(*sections)) == told


@pytest.mark.parametrize(
    ("state", "now", "told"),
    [
        (RunState.DONE, "凝心聚力——总结", "标题拟为“凝心聚力——总结”，可以在标题处改。"),
        (RunState.DONE, "总结", ""),
        (RunState.STOPPED, "凝心聚力——总结", ""),
    ],
)
def test_a_title_drafted_last_is_told_at_the_end(state: RunState, now: str, told: str) -> None:
    assert title_told(run_of(state=state), before="总结", now=now) == told
