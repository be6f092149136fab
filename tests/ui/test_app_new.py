"""新建, driven through Streamlit's test runner."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import click, run, words

from summarizer.domain import PeriodSpan, UnitKind
from summarizer.outline import load_outline
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]

Open = Callable[[], AppTest]


@pytest.fixture
def new(home: Open) -> AppTest:
    return click(home(), "home:new:open")


def fill(app: AppTest, *, unit: str = "××医院工会", kind: str = "hospital", part: str = "全年") -> AppTest:
    app.text_input(key="new:unit:name").set_value(unit)
    app.selectbox(key="new:kind:choice").select(kind)
    app.selectbox(key="new:part:choice").select(part)
    return run(app)


@pytest.mark.parametrize("kind", list(UnitKind))
@pytest.mark.parametrize("part", ["全年", "下半年", "第一季度"])
def test_the_outline_of_every_kind_and_period_is_shown(new: AppTest, kind: UnitKind, part: str) -> None:
    app = fill(new, kind=kind.value, part=part)
    shown = [one.value for one in app.text_input if str(one.key).startswith("new:heading:")]
    assert len(shown) >= 4
    assert all(shown)


def test_a_new_summary_has_the_outline_and_opens_on_the_workbench(new: AppTest, pipeline: Pipeline) -> None:
    app = click(fill(new, part="第三季度"), "new:create:go")
    document = pipeline.load(pipeline.list_documents()[0].id)
    assert (document.kind, document.period.span, document.period.number) == (
        UnitKind.HOSPITAL,
        PeriodSpan.QUARTER,
        3,
    )
    outline = load_outline(document.kind, document.period)
    assert [one.heading for one in document.sections] == [one.heading for one in outline.sections]
    assert f"## {document.title}" in [one.value for one in app.markdown]


def test_sections_are_renamed_left_out_and_added_before_the_document_exists(
    new: AppTest, pipeline: Pipeline
) -> None:
    app = fill(new)
    before = [str(one.value) for one in app.text_input if str(one.key).startswith("new:heading:")]
    app.text_input(key="new:heading:hospital-annual-0-1").set_value("把握方向，凝心铸魂")
    app.checkbox(key="new:keep:hospital-annual-0-2").uncheck()
    app = click(app, "new:extra:add")
    app.text_input(key="new:extra:0").set_value("援外医疗队关爱")
    click(app, "new:create:go")
    headings = [one.heading for one in pipeline.load(pipeline.list_documents()[0].id).sections]
    assert headings[1] == "把握方向，凝心铸魂"
    assert before[2] not in headings
    assert "援外医疗队关爱" in headings[:-1]
    assert len(headings) == len(before)


@pytest.mark.usefixtures("document")
def test_whoever_wrote_a_summary_here_before_is_told_how_to_continue_it(new: AppTest) -> None:
    assert "沿用" in words(run(new))


def test_nobody_is_told_to_continue_what_is_not_there(new: AppTest) -> None:
    assert "沿用" not in words(new)


def test_the_numbers_on_screen_are_those_the_summary_will_have(new: AppTest) -> None:
    app = fill(new)
    app.checkbox(key="new:keep:hospital-annual-0-2").uncheck()
    labels = [one.label for one in run(app).checkbox]
    assert labels[:4] == ["前言", "一、", "不写", "二、"]


@pytest.mark.parametrize("unit", ["", "   ", "\u200b"])
def test_a_missing_unit_is_asked_for_and_the_rest_kept(new: AppTest, pipeline: Pipeline, unit: str) -> None:
    app = click(fill(new, unit=unit), "new:create:go")
    assert "请填写单位名称" in app.markdown[0].value
    assert app.selectbox(key="new:kind:choice").value == "hospital"
    assert not pipeline.list_documents()
