"""What a field of a popover nobody has opened yet would show once it is opened."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest
from ui_steps import run

from summarizer.domain import Document
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]

Open = Callable[[Document], AppTest]


def in_the_browser(app: AppTest, name: str) -> object:
    """What the browser shows in the field when it is opened only now: the default of its last message.

    The browser side takes over a value set by the script only while the field is on screen.
    """
    widgets: list[Any] = [*app.text_input, *app.number_input, *app.selectbox]
    (field,) = (one for one in widgets if str(one.key).startswith(name))
    return field.options[field.proto.default] if hasattr(field, "options") else field.proto.default


def test_fields_of_a_closed_popover_still_show_what_is_stored_in_the_third_run(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    pipeline.update_document(replace(document, signed="××实验小学工会"))
    section = document.sections[0]
    pipeline.update_section(document.id, section.id, revision=section.revision, length_chars=300)
    app = run(run(desk(document)))
    assert in_the_browser(app, "desk:title:") == document.title
    assert in_the_browser(app, "desk:signed:") == "××实验小学工会"
    assert in_the_browser(app, "desk:heading:") == "思想引领"
    assert in_the_browser(app, "desk:topic:") == "思想引领"
    assert in_the_browser(app, "desk:length:") == 300


def test_a_title_changed_elsewhere_is_shown_by_a_field_of_its_own(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    app = desk(document)
    (before,) = (one.id for one in app.text_input if str(one.key).startswith("desk:title:"))
    pipeline.update_document(replace(document, title="工会工作情况报告"))
    app = run(run(app))
    (after,) = (one.id for one in app.text_input if str(one.key).startswith("desk:title:"))
    assert in_the_browser(app, "desk:title:") == "工会工作情况报告"
    assert after != before


def test_a_field_stays_the_same_while_its_own_value_is_saved(desk: Open, document: Document) -> None:
    app = desk(document)
    name = f"desk:title:{document.id}"
    app.text_input(key=name).set_value("工会工作情况报告")
    app = run(run(app))
    assert in_the_browser(app, name) == "工会工作情况报告"
    assert app.text_input(key=name).value == "工会工作情况报告"
