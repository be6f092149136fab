"""What the app tests do and see: runs, clicks, and what stands on the page."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from summarizer.errors import SummarizerError

APP = Path(__file__).resolve().parents[2] / "app.py"
SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 思想引领 {topic=ideology}
- 组织学习党的二十届三中全会精神4次
## 关心关爱 {topic=welfare length=300}
- 1月慰问困难职工32户，发放慰问金4.8万元（去年：28户）
- 送清凉3次，惠及560人次
"""


def run(app: AppTest) -> AppTest:
    """The app after a run in which nothing was raised."""
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    """The app after a click on the button with `key`."""
    app.button(key=key).click()
    return run(app)


def open_section(app: AppTest, section_id: str) -> AppTest:
    """The workbench with another section in hand, as a click in the outline leaves it."""
    app.query_params["section"] = section_id
    return run(app)


def manuscript(app: AppTest, section_id: str) -> dict[str, Any]:
    """What the editor of a section is given to show."""
    shown_now: dict[str, Any] = json.loads(_editor(app, section_id).json)
    return shown_now


def type_text(app: AppTest, section_id: str, text: str) -> AppTest:
    """The app once the editor, based on what it shows now, has sent a text."""
    return typing(app, section_id, edit=edit_of(app, section_id, text))


def edit_of(app: AppTest, section_id: str, text: str, **fields: object) -> dict[str, object]:
    """What the editor would send after `text` was typed; `fields` differ from the usual."""
    shown_now = manuscript(app, section_id)
    typed = (shown_now["taken"] or {"typed": 0})["typed"] + 1
    return {"mount": "m", "typed": typed, "base": shown_now["revision"], "text": text, **fields}


def typing(
    app: AppTest, section_id: str, *, edit: object = None, act: object = None, press: str = ""
) -> AppTest:
    """The app after a run in which the editor sends an edit or a wish, perhaps with a click."""
    if press:
        app.button(key=press).click()
    # Streamlit's test runner knows no components of the second kind: this is what their frontend sends.
    states = WidgetStates()
    editor = _editor(app, section_id).id
    if edit is not None:
        states.widgets.add(id=editor, json_value=json.dumps({"edit": edit}))
    if act is not None:
        events = json.dumps([{"event": "act", "value": act}])
        states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{editor}__events", json_trigger_value=events)
    states.widgets.extend(app._tree.get_widget_states().widgets)
    app._run(states)
    assert not app.exception
    return app


def _editor(app: AppTest, section_id: str) -> Any:  # noqa: ANN401 - Streamlit's message has no public type
    protos = (element.proto for element in app.main if element.type == "bidi_component")
    name = f"desk:text:{section_id}"
    return next(one for one in protos if one.component_name == "summarizer_editor" and name in one.id)


def keys(app: AppTest) -> set[str]:
    """The keys of all buttons on the page."""
    return {str(button.key) for button in app.button}


def words(app: AppTest) -> str:
    """All Markdown and captions on the page, and what our own component shows, as one text."""
    parts = [str(element.value) for element in (*app.markdown, *app.caption)]
    return "\n".join([*parts, *shown(app)])


def shown(app: AppTest, key: str = "") -> list[str]:
    """The JSON trees our component shows; those whose widget key contains `key`."""
    trees = (element.proto for element in app.main if element.type == "bidi_component")
    ours = (tree for tree in trees if tree.component_name == "summarizer_paper" and key in tree.id)
    return [json.dumps(json.loads(tree.json), ensure_ascii=False) for tree in ours]


def outline_rows(app: AppTest) -> list[dict[str, object]]:
    """The rows of the outline as it is given them."""
    trees = (element.proto for element in app.main if element.type == "bidi_component")
    ours = next(tree for tree in trees if tree.component_name == "summarizer_outline")
    return list(json.loads(ours.json)["rows"])


def finished(app: AppTest) -> AppTest:
    """The app once the import under way is over."""
    importing = app.session_state["session"].importing
    if importing is not None:
        with suppress(SummarizerError):
            importing.outcome()
        app = run(app)
    return app


def acting(action: str, *args: str) -> AppTest:
    """A page with one button that does what a button inside our component would do."""

    def page(action: str, args: tuple[str, ...]) -> None:
        import streamlit as st

        from summarizer.ui import session, shelf_actions

        st.button("去做", key="do", on_click=getattr(shelf_actions, action), args=args)
        notice = session.current().notice
        if notice is not None:
            st.markdown(notice.sentence)
            if notice.undo is not None:
                st.button("撤销", key="undo", on_click=notice.undo)

    return click(run(AppTest.from_function(page, args=(action, args))), "do")
