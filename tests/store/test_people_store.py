"""The contract of `PeopleStore`: organisations, roles, shares, audit log and quotas; on every database."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from store_builders import ManualClock, make_document, new_section

from summarizer.domain import (
    EVERYBODY,
    SYSTEM,
    Access,
    AuditAction,
    AuditFilter,
    Organisation,
    Origin,
    Role,
    Run,
    RunOptions,
    RunState,
    SectionRun,
    Share,
    TokenUse,
    User,
)
from summarizer.errors import (
    ConflictError,
    InputError,
    NotAllowedError,
    NotFoundError,
    QuotaError,
    StorageError,
)
from summarizer.store import SqlStore
from summarizer.store.quotas import month_start

pytest_plugins = ["store_fixtures"]

ORGANISATION = "org"


@pytest.fixture
def people(store: SqlStore) -> dict[str, User]:
    """Two members of one organisation and its admin, a member of another, and one who belongs nowhere."""
    store.people.put_organisation(Organisation(id=ORGANISATION, name="东湖区总工会"))
    store.people.put_organisation(Organisation(id="other", name="西山区总工会"))
    signed_in = {
        name: store.people.sign_in(f"https://id.example|{name}", name)
        for name in ("wang", "li", "admin", "chen", "nobody")
    }
    placed = {
        "wang": store.people.set_member(signed_in["wang"].id, ORGANISATION),
        "li": store.people.set_member(signed_in["li"].id, ORGANISATION),
        "admin": store.people.set_member(signed_in["admin"].id, ORGANISATION, Role.ADMIN),
        "chen": store.people.set_member(signed_in["chen"].id, "other", Role.ADMIN),
    }
    return signed_in | placed


@pytest.fixture
def views(store: SqlStore, people: dict[str, User]) -> dict[str, SqlStore]:
    """The store as each of them sees it; wang has the document `d`."""
    seen = {name: store.for_user(user) for name, user in people.items()}
    seen["wang"].create_document(make_document())
    return seen


def make_run(run_id: str = "r", *, engine: str = "llm") -> Run:
    sections = (SectionRun(section_id="d-c"),)
    return Run(id=run_id, document_id="d", engine=engine, options=RunOptions(), sections=sections)


def use_tokens(view: SqlStore, tokens: int, *, run_id: str = "r") -> None:
    view.runs.create_run(make_run(run_id), owner="o", lease_s=5)
    done = SectionRun(section_id="d-c", state=RunState.DONE, tokens_in=tokens - 1, tokens_out=1)
    view.runs.end_run(run_id, [done], owner="o")


def test_somebody_who_signs_in_again_is_the_same_user_under_their_newer_name(store: SqlStore) -> None:
    first = store.people.sign_in("https://id.example|7", "王敏")
    again = store.people.sign_in("https://id.example|7", "王敏（财务）")
    assert (again.id, again.name) == (first.id, "王敏（财务）")
    assert again.organisation_id is None
    assert store.people.sign_in("https://elsewhere.example|7", "王敏").id != first.id


def test_a_document_is_private_until_it_is_shared(views: dict[str, SqlStore]) -> None:
    assert [card.id for card in views["wang"].list_documents()] == ["d"]
    for name in ("li", "admin", "chen", "nobody"):
        assert views[name].list_documents() == ()
        with pytest.raises(NotFoundError, match="找不到这份总结"):
            views[name].load_document("d")


def test_what_belongs_to_nobody_is_out_of_everybodys_reach(
    store: SqlStore, views: dict[str, SqlStore]
) -> None:
    store.create_document(make_document("alone"))
    assert {card.id for card in store.list_documents()} == {"alone", "d"}
    with pytest.raises(NotFoundError):
        views["admin"].load_document("alone")


@pytest.mark.parametrize("whom", ["li", EVERYBODY])
def test_a_document_shared_to_read_can_be_read_and_nothing_else(
    views: dict[str, SqlStore], people: dict[str, User], whom: str
) -> None:
    user_id = people[whom].id if whom else EVERYBODY
    share = views["wang"].people.share("d", user_id, Access.READ)
    assert views["li"].people.shares_of("d") == (share,)
    reader = views["li"]
    assert [(card.id, card.sections_total) for card in reader.list_documents()] == [("d", 3)]
    assert reader.load_document("d").section("d-a").text
    assert reader.list_versions("d-a")
    with pytest.raises(NotAllowedError, match="只共享给您查看"):
        reader.save_text("d-c", "改写", Origin.EDIT, revision=0)
    with pytest.raises(NotAllowedError):
        reader.insert_section("d", new_section(), position=0)
    with pytest.raises(NotAllowedError):
        reader.runs.create_run(make_run(), owner="o", lease_s=5)
    use_tokens(views["wang"], 10)
    assert reader.runs.load_run("r").state is RunState.DONE
    with pytest.raises(NotAllowedError):
        reader.runs.ask_stop("r")
    assert views["wang"].load_document("d").section("d-c").text == ""
    with pytest.raises(NotFoundError):
        views["chen"].load_document("d")


def test_a_document_shared_to_edit_can_be_edited_but_stays_its_owners(
    views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    views["wang"].people.share("d", people["li"].id, Access.READ)
    views["wang"].people.share("d", people["li"].id, Access.EDIT)
    editor = views["li"]
    assert editor.save_text("d-c", "改写", Origin.EDIT, revision=0).revision == 1
    with pytest.raises(NotAllowedError, match="只有这份总结的主人"):
        editor.delete_document("d")
    with pytest.raises(NotAllowedError, match="只有这份总结的主人"):
        editor.people.share("d", EVERYBODY, Access.EDIT)
    views["wang"].people.unshare("d", people["li"].id)
    with pytest.raises(NotFoundError):
        editor.save_text("d-c", "再改", Origin.EDIT, revision=1)


def test_who_leaves_the_organisation_loses_what_was_shared_and_keeps_their_own(
    store: SqlStore, views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    views["wang"].people.share("d", EVERYBODY, Access.EDIT)
    gone = store.for_user(views["admin"].people.set_member(people["li"].id, None))
    with pytest.raises(NotFoundError):
        gone.load_document("d")
    wang = store.for_user(views["admin"].people.set_member(people["wang"].id, None))
    assert wang.load_document("d").id == "d"


def test_a_document_is_shared_within_its_organisation_only(
    views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    for name in ("chen", "nobody"):
        with pytest.raises(InputError, match="只能共享给本单位的成员"):
            views["wang"].people.share("d", people[name].id, Access.READ)
    views["nobody"].create_document(make_document("n"))
    with pytest.raises(NotAllowedError, match="不属于任何单位"):
        views["nobody"].people.share("n", EVERYBODY, Access.READ)
    with pytest.raises(NotFoundError):
        views["chen"].people.share("d", EVERYBODY, Access.READ)


def test_colleagues_are_found_and_strangers_are_not(
    views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    assert [user.name for user in views["li"].people.members(ORGANISATION)] == ["admin", "li", "wang"]
    assert views["chen"].people.members(ORGANISATION) == ()
    assert [views[name].people.count_members(ORGANISATION) for name in ("li", "chen")] == [3, 0]
    assert views["li"].people.find_user(people["wang"].id) == people["wang"]
    with pytest.raises(NotFoundError):
        views["chen"].people.find_user(people["wang"].id)


def test_some_members_are_found_by_their_ids(views: dict[str, SqlStore], people: dict[str, User]) -> None:
    here, wanted = views["li"].people, [people[name].id for name in ("wang", "admin", "chen")]
    assert [user.name for user in here.members(ORGANISATION, user_ids=wanted)] == ["admin", "wang"]
    assert (
        here.members(ORGANISATION, user_ids=["gone", "\0"]) == here.members(ORGANISATION, user_ids=[]) == ()
    )


def test_only_an_admin_places_members_and_only_in_their_organisation(
    views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    admin = views["admin"].people
    assert admin.set_member(people["nobody"].id, ORGANISATION, Role.LIBRARIAN).role is Role.LIBRARIAN
    with pytest.raises(NotAllowedError, match="只有本单位的管理员"):
        views["wang"].people.set_member(people["wang"].id, ORGANISATION, Role.ADMIN)
    with pytest.raises(NotAllowedError, match="本单位的成员"):
        admin.set_member(people["chen"].id, ORGANISATION)
    with pytest.raises(NotAllowedError, match="本单位的成员"):
        admin.set_member(people["li"].id, "other")
    with pytest.raises(NotAllowedError):
        views["admin"].people.put_organisation(Organisation(id="mine", name="我的"))


def test_shares_deletions_and_exports_are_noted_for_the_admin_without_any_text(
    store: SqlStore, views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    wang = views["wang"]
    wang.people.share("d", people["li"].id, Access.READ)
    wang.people.note_export("d")
    wang.people.unshare("d", people["li"].id)
    wang.delete_document("d")
    wang.delete_document("d")
    views["chen"].create_document(make_document("c"))
    views["chen"].delete_document("c")
    hers = AuditFilter(user_id=people["wang"].id)
    entries = views["admin"].people.audit_log(matching=hers)
    assert [(entry.user_id, entry.action, entry.subject_id) for entry in entries] == [
        (people["wang"].id, action, "d")
        for action in (AuditAction.DELETE, AuditAction.UNSHARE, AuditAction.EXPORT, AuditAction.SHARE)
    ]
    older = views["admin"].people.audit_log(before=entries[1].number, limit=1, matching=hers)
    assert older == entries[2:3]
    with pytest.raises(NotAllowedError):
        wang.people.audit_log()
    with pytest.raises(NotFoundError):
        views["chen"].people.note_export("d")
    assert sum(entry.user_id != SYSTEM for entry in store.people.audit_log()) == 5


@pytest.mark.parametrize("statement", ["UPDATE audit SET user_id = 'x'", "DELETE FROM audit"])
def test_nobody_changes_or_deletes_what_was_noted(
    store: SqlStore, views: dict[str, SqlStore], statement: str
) -> None:
    views["wang"].people.note_export("d")
    with pytest.raises((StorageError, ConflictError)), store._engines.writing() as connection:
        connection.execute(text(statement))
    assert sum(entry.action is AuditAction.EXPORT for entry in store.people.audit_log()) == 1


def test_one_person_alone_leaves_no_log_and_has_no_quota(store: SqlStore) -> None:
    store.create_document(make_document())
    use_tokens(store, 10)
    store.people.note_export("d")
    store.delete_document("d")
    assert store.people.audit_log() == ()


@pytest.mark.parametrize(
    ("holder", "words"),
    [("wang", "您本月的用量已满（已用100，额度100"), (ORGANISATION, "本单位本月的用量已满")],
)
def test_a_run_without_tokens_left_does_not_start(
    store: SqlStore, views: dict[str, SqlStore], people: dict[str, User], holder: str, words: str
) -> None:
    holder_id = people[holder].id if holder in people else holder
    store.people.set_quota(holder_id, 100)
    use_tokens(views["wang"], 60, run_id="r1")
    use_tokens(views["wang"], 40, run_id="r2")
    with pytest.raises(QuotaError, match=words) as caught:
        views["wang"].runs.create_run(make_run("r3"), owner="o", lease_s=5)
    assert "离线起草" in caught.value.hint
    with pytest.raises(QuotaError):
        views["wang"].runs.take_over("r2", owner="o", lease_s=5)
    assert views["wang"].runs.create_run(make_run("r4", engine="offline"), owner="o", lease_s=5)
    assert views["li"].people.organisation_tokens(ORGANISATION).used == 100
    store.people.set_quota(holder_id, None)
    views["wang"].runs.end_run("r4", [], owner="o")
    assert views["wang"].runs.create_run(make_run("r5"), owner="o", lease_s=5)


def test_what_was_used_last_month_is_forgotten(
    store: SqlStore, views: dict[str, SqlStore], people: dict[str, User], clock: ManualClock
) -> None:
    store.people.set_quota(people["wang"].id, 50)
    use_tokens(views["wang"], 60, run_id="r1")
    assert store.people.member_tokens(ORGANISATION)[people["wang"].id] == TokenUse(used=60, quota=50)
    clock.advance(days=31)
    assert store.people.member_tokens(ORGANISATION)[people["wang"].id] == TokenUse(used=0, quota=50)
    use_tokens(views["wang"], 10, run_id="r2")


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (datetime(2025, 1, 31, 15, 59, tzinfo=UTC), datetime(2024, 12, 31, 16, 0, tzinfo=UTC)),
        (datetime(2025, 1, 31, 16, 0, tzinfo=UTC), datetime(2025, 1, 31, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_month_begins_at_midnight_in_china(now: datetime, start: datetime) -> None:
    assert month_start(now) == start


def test_an_admin_limits_members_and_not_the_organisation_or_strangers(
    views: dict[str, SqlStore], people: dict[str, User]
) -> None:
    admin = views["admin"].people
    admin.set_quota(people["wang"].id, 5)
    assert admin.member_tokens(ORGANISATION)[people["wang"].id].quota == 5
    with pytest.raises(NotAllowedError, match="系统管理员"):
        admin.set_quota(ORGANISATION, None)
    with pytest.raises(NotFoundError):
        admin.set_quota(people["chen"].id, 5)
    with pytest.raises(NotAllowedError):
        views["wang"].people.set_quota(people["wang"].id, None)
    assert views["chen"].people.organisation_tokens(ORGANISATION) == TokenUse(used=0, quota=None)


def test_a_share_names_the_user_and_the_way(views: dict[str, SqlStore], people: dict[str, User]) -> None:
    views["wang"].people.share("d", people["li"].id, Access.EDIT)
    views["wang"].people.share("d", EVERYBODY, Access.READ)
    assert views["wang"].people.shares_of("d") == (
        Share(document_id="d", user_id=EVERYBODY, access=Access.READ),
        Share(document_id="d", user_id=people["li"].id, access=Access.EDIT),
    )
    assert views["chen"].people.shares_of("d") == ()
