"""共享 on the desk: for members of an organisation, and not a trace of it where one person works alone."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from summarizer.domain import EVERYBODY, Access, Document, Organisation, Share, User
from summarizer.pipeline import Pipeline
from summarizer.ui import people

pytest_plugins = ["ui_fixtures"]


def desk_bar(document: Document) -> AppTest:
    def script() -> None:
        import streamlit as st

        from summarizer.ui.panes import sharing

        sharing.button(st.session_state["document"])

    app = AppTest.from_function(script, default_timeout=180)
    app.session_state["document"] = document
    return app.run()


@pytest.fixture
def wang(pipeline: Pipeline) -> User:
    pipeline.people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    for name in ("王敏", "李强"):
        user = pipeline.people.sign_in(f"id|{name}", name)
        pipeline.people.set_member(user.id, "org")
    return pipeline.people.find_user(pipeline.people.sign_in("id|王敏", "王敏").id)


def test_one_person_alone_is_not_asked_with_whom_to_share(document: Document) -> None:
    app = desk_bar(document)
    assert not app.exception
    assert not app.button


def test_a_member_shares_a_document_and_takes_it_back(
    pipeline: Pipeline, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pipeline.for_user(wang).open_example()
    current: Callable[[object], User] = lambda _: wang  # noqa: E731
    monkeypatch.setattr(people, "current_user", current)
    app = desk_bar(document)
    assert "只有您自己能看到" in app.caption[0].value
    assert app.selectbox[0].options == ["本单位全体成员", "李强"]
    app.radio[0].set_value(Access.EDIT).run()
    app.button[0].click().run()
    shared = (Share(document_id=document.id, user_id=EVERYBODY, access=Access.EDIT),)
    assert pipeline.people.shares_of(document.id) == shared
    assert app.text[0].value == "本单位全体成员（可编辑）"
    app.button(key="sharing:drop:all").click().run()
    assert pipeline.people.shares_of(document.id) == ()
