"""Who the pages work for: nobody in particular, or whoever signed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from summarizer.assemble import build_pipeline
from summarizer.domain import Organisation, Role, UnitKind, User
from summarizer.errors import ConfigurationError, NotAllowedError, NotFoundError
from summarizer.pipeline import Pipeline
from summarizer.settings import Settings
from summarizer.ui import people


class Visitor(dict[str, object]):
    """What Streamlit tells of a visitor."""

    is_logged_in = True


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipeline]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path))
    monkeypatch.setenv("SUMMARIZER_DATABASE_URL", "")
    made = build_pipeline(Settings())
    yield made
    made.close()


def visit(monkeypatch: pytest.MonkeyPatch, visitor: Visitor) -> None:
    monkeypatch.setattr(people, "is_configured", lambda: True)
    monkeypatch.setattr(st, "user", visitor)
    monkeypatch.setattr(st, "session_state", {})


def signed_in(shared: Pipeline, monkeypatch: pytest.MonkeyPatch, name: str) -> User:
    visit(monkeypatch, Visitor(iss="https://id.example", sub=name, name=name))
    user = people.current_user(lambda: shared)
    assert user is not None
    return user


def test_without_a_secrets_file_one_person_works_alone(shared: Pipeline) -> None:
    assert not people.is_configured()
    assert not people.must_sign_in()
    assert people.current_user(lambda: shared) is None
    assert people.on_download() == "ignore"


class Searched(dict[str, object]):
    """Secrets that count how often they were looked for."""

    times = 0

    def load_if_toml_exists(self) -> bool:
        self.times += 1
        return bool(self)


def test_a_secrets_file_is_looked_for_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    searched, clock = Searched(), [1000.0]
    monkeypatch.setattr(st, "secrets", searched)
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    people._is_configured.cache_clear()
    assert [people.is_configured() for _ in range(5)] == [False] * 5
    assert searched.times == 1
    searched["auth"] = {}
    clock[0] = 1010.0
    assert people.is_configured()
    assert searched.times == 2
    people._is_configured.cache_clear()


def test_a_visitor_who_has_not_signed_in_is_told_to(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor()
    visitor.is_logged_in = False
    visit(monkeypatch, visitor)
    assert people.must_sign_in()
    with pytest.raises(NotAllowedError, match="没有登录"):
        people.current_user(lambda: shared)


def test_each_user_works_on_their_own_documents(shared: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = shared.for_user(signed_in(shared, monkeypatch, "wang"))
    li = shared.for_user(signed_in(shared, monkeypatch, "li"))
    document = wang.open_example(UnitKind.SCHOOL)
    assert [card.id for card in wang.list_documents()] == [document.id]
    assert li.list_documents() == ()
    with pytest.raises(NotFoundError):
        li.load(document.id)
    with pytest.raises(NotFoundError):
        li.start_run(document.id, section_ids=[document.sections[0].id])


def test_a_role_changed_by_an_admin_is_known_at_the_next_click(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = signed_in(shared, monkeypatch, "wang")
    shared.people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    shared.people.set_member(user.id, "org", Role.ADMIN)
    again = people.current_user(lambda: shared)
    assert again is not None
    assert (again.id, again.role) == (user.id, Role.ADMIN)


@pytest.mark.parametrize(
    ("claims", "joins"),
    [
        ({"email_verified": True}, True),
        ({"email_verified": "true"}, True),
        ({"email_verified": False}, False),
        ({"email_verified": "false"}, False),
        ({}, False),
    ],
)
def test_who_was_added_by_an_address_joins_when_the_provider_has_verified_it(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], joins: bool
) -> None:
    shared.people.put_organisation(Organisation(id="org", name="东湖区总工会"))
    shared.people.invite("wang@union.example", "org", Role.ADMIN)
    known = {"iss": "https://id.example", "sub": "wang", "email": "Wang@union.example"}
    visit(monkeypatch, Visitor({**known, **claims}))
    user = people.current_user(lambda: shared)
    assert user is not None
    assert people.administers(user) is joins
    assert people.signed_in_as(lambda: shared) == user


def test_the_masthead_says_nothing_while_nobody_can_be_told(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people.signed_in_as(lambda: shared) is None
    visit(monkeypatch, Visitor(iss="https://id.example", name="王"))
    assert people.signed_in_as(lambda: shared) is None
    assert not people.administers(None)


def test_a_provider_that_does_not_say_who_it_is_lets_nobody_in(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(monkeypatch, Visitor(iss="https://id.example", name="王"))
    with pytest.raises(ConfigurationError, match="没有说明用户是谁"):
        people.current_user(lambda: shared)


def test_a_service_whose_secrets_were_lost_opens_nothing(
    shared: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(shared, monkeypatch, "wang")
    monkeypatch.undo()
    with pytest.raises(NotAllowedError, match="登录没有配置好"):
        people.current_user(lambda: shared)


def test_sign_in_settings_that_cannot_be_read_let_nobody_in(shared: Pipeline, tmp_path: Path) -> None:
    people._check_files.cache_clear()
    people._is_configured.cache_clear()
    assert people.current_user(lambda: shared) is None
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text("[auth\n", encoding="utf-8")
    people._check_files.cache_clear()
    with pytest.raises(ConfigurationError, match="第1行附近"):
        people.current_user(lambda: shared)
    people._check_files.cache_clear()
