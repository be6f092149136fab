"""The contract of administration: who joins, in which role, under which limits, and what is noted of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from store_builders import ManualClock, make_document

from summarizer.domain import (
    SYSTEM,
    AuditAction,
    AuditFilter,
    Organisation,
    Role,
    Run,
    RunOptions,
    RunState,
    SectionRun,
    TokenUse,
    User,
)
from summarizer.errors import InputError, NotAllowedError, NotFoundError
from summarizer.store import SqlStore

pytest_plugins = ["store_fixtures"]

ISSUER = "https://id.example"
EAST, WEST = "east", "west"


def sign_in(store: SqlStore, name: str, *, email: str = "") -> User:
    return store.people.sign_in(f"{ISSUER}|{name}", name, email=email)


@pytest.fixture
def chief(store: SqlStore) -> User:
    """The first admin of an organisation, beside whom there is another organisation."""
    for organisation_id, name in ((EAST, "东湖区总工会"), (WEST, "西山区总工会")):
        store.people.put_organisation(Organisation(id=organisation_id, name=name))
    return store.people.set_member(sign_in(store, "chief").id, EAST, Role.ADMIN)


@pytest.fixture
def admin(store: SqlStore, chief: User) -> SqlStore:
    return store.for_user(chief)


@pytest.mark.parametrize("identity", ["Wang@Union.Example", "wang", f"{ISSUER}|wang"])
def test_who_was_added_before_their_first_login_joins_with_it(
    store: SqlStore, admin: SqlStore, identity: str
) -> None:
    admin.people.invite(identity, EAST, Role.LIBRARIAN)
    user = sign_in(store, "wang", email="WANG@union.example")
    assert (user.organisation_id, user.role) == (EAST, Role.LIBRARIAN)
    assert admin.people.invitations(EAST) == ()
    entry = admin.people.audit_log(limit=1)[0]
    assert (entry.user_id, entry.action, entry.detail) == (user.id, AuditAction.JOIN, "范文管理员")


@pytest.mark.parametrize("identity", ["wang@union.example", "https://elsewhere.example|wang", "wan"])
def test_an_address_nobody_verified_and_another_ones_subject_let_nobody_in(
    store: SqlStore, admin: SqlStore, identity: str
) -> None:
    (made,) = [admin.people.invite(identity, EAST, Role.ADMIN)]
    assert sign_in(store, "wang").organisation_id is None
    assert admin.people.invitations(EAST) == (made,)


def test_who_signed_in_before_they_were_added_joins_when_they_next_do(
    store: SqlStore, admin: SqlStore
) -> None:
    assert sign_in(store, "wang").organisation_id is None
    assert [user.name for user in store.people.newcomers()] == ["wang"]
    admin.people.invite("wang", EAST)
    assert sign_in(store, "wang").organisation_id == EAST
    assert store.people.newcomers() == ()


def test_who_is_added_twice_has_the_later_role_and_the_first_organisation_that_asked(
    store: SqlStore, admin: SqlStore, clock: ManualClock
) -> None:
    first = admin.people.invite("wang", EAST)
    clock.advance(days=1)
    store.people.invite(f"{ISSUER}|wang", WEST, Role.ADMIN)
    again = admin.people.invite("wang", EAST, Role.LIBRARIAN)
    assert (again.id, again.invited_at) == (first.id, first.invited_at)
    assert admin.people.invitations(EAST) == (again,)
    user = sign_in(store, "wang")
    assert (user.organisation_id, user.role) == (EAST, Role.LIBRARIAN)
    assert len(store.people.invitations(WEST)) == 1
    assert sign_in(store, "wang") == user


def test_who_is_removed_is_not_let_in_again_by_an_address_they_were_added_with_too(
    store: SqlStore, admin: SqlStore
) -> None:
    admin.people.invite("wang", EAST)
    admin.people.invite("wang@union.example", EAST)
    user = sign_in(store, "wang", email="wang@union.example")
    assert admin.people.invitations(EAST) == ()
    admin.people.invite("wang@union.example", EAST)
    with pytest.raises(InputError, match="“wang”已经是本单位的成员"):
        admin.people.invite("wang", EAST)
    sign_in(store, "wang", email="wang@union.example")
    admin.people.set_member(user.id, None)
    assert sign_in(store, "wang", email="wang@union.example").organisation_id is None


def test_a_first_visit_in_many_tabs_makes_one_user_who_joins_once(store: SqlStore, admin: SqlStore) -> None:
    admin.people.invite("wang", EAST)
    with ThreadPoolExecutor(6) as tabs:
        users = list(tabs.map(lambda _: sign_in(store, "wang"), range(6)))
    assert len({user.id for user in users}) == 1
    assert store.people.find_user(users[0].id).organisation_id == EAST
    assert len(admin.people.audit_log(matching=AuditFilter(action=AuditAction.JOIN))) == 1


def test_who_was_added_can_be_taken_back_by_the_same_organisation_alone(
    store: SqlStore, admin: SqlStore
) -> None:
    made = admin.people.invite("wang", EAST)
    stranger = store.for_user(store.people.set_member(sign_in(store, "chen").id, WEST, Role.ADMIN))
    with pytest.raises(NotFoundError):
        stranger.people.withdraw(made.id)
    admin.people.withdraw(made.id)
    with pytest.raises(NotFoundError) as caught:
        admin.people.withdraw(made.id)
    assert "可能已经登录加入" in caught.value.hint
    assert sign_in(store, "wang").organisation_id is None


@pytest.mark.parametrize(
    ("identity", "words"),
    [("", "不能用"), ("wang min", "不能用"), ("@union", "不像一个邮箱"), ("w" * 501, "不能用")],
)
def test_what_is_no_identity_is_refused(admin: SqlStore, identity: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        admin.people.invite(identity, EAST)


def test_the_administrator_of_the_service_has_to_name_the_issuer_and_the_organisation(
    store: SqlStore, chief: User
) -> None:
    assert chief.organisation_id == EAST
    with pytest.raises(InputError, match="哪个登录服务"):
        store.people.invite("wang", EAST)
    with pytest.raises(NotFoundError, match="找不到这个单位"):
        store.people.invite("wang@union.example", "none")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LIBRARIAN])
def test_nobody_but_an_admin_administers(store: SqlStore, admin: SqlStore, role: Role) -> None:
    made = admin.people.invite("li", EAST)
    user = store.people.set_member(sign_in(store, "wang").id, EAST, role)
    people = store.for_user(user).people
    for attempt in (
        lambda: people.invite("chen", EAST),
        lambda: people.withdraw(made.id),
        lambda: people.invitations(EAST),
        lambda: people.member_tokens(EAST),
        lambda: people.set_member(user.id, EAST, Role.ADMIN),
        lambda: people.set_quota(user.id, 5),
        people.audit_log,
        people.export_audit_log,
    ):
        with pytest.raises(NotAllowedError, match="只有本单位的管理员"):
            attempt()
    for whole_service in (people.newcomers, admin.people.newcomers):
        with pytest.raises(NotAllowedError, match="整个系统的管理员"):
            whole_service()
    assert admin.people.invitations(EAST) == (made,)


def test_an_admin_sees_and_fills_their_own_organisation_only(store: SqlStore, admin: SqlStore) -> None:
    store.people.invite("li@union.example", WEST)
    assert [one.id for one in admin.people.organisations()] == [EAST]
    assert [one.id for one in store.people.organisations()] == [EAST, WEST]
    assert admin.people.invitations(WEST) == ()
    assert admin.people.member_tokens(WEST) == {}
    with pytest.raises(NotAllowedError, match="本单位的成员"):
        admin.people.invite("wang", WEST)
    with pytest.raises(NotAllowedError, match="本单位的记录"):
        admin.people.audit_log(matching=AuditFilter(organisation_id=WEST))


@pytest.mark.parametrize(("organisation_id", "role"), [(EAST, Role.MEMBER), (None, Role.MEMBER)])
def test_the_only_admin_stays_until_there_is_another_one(
    store: SqlStore, chief: User, admin: SqlStore, organisation_id: str | None, role: Role
) -> None:
    with pytest.raises(NotAllowedError, match="只有这一位管理员"):
        admin.people.set_member(chief.id, organisation_id, role)
    store.people.set_member(sign_in(store, "wang").id, EAST, Role.ADMIN)
    assert admin.people.set_member(chief.id, organisation_id, role).role is Role.MEMBER


def test_everything_an_admin_does_is_noted_with_what_it_was_set_to(
    store: SqlStore, chief: User, admin: SqlStore
) -> None:
    wang = store.people.set_member(sign_in(store, "wang").id, EAST)
    made = admin.people.invite("li@union.example", EAST, Role.LIBRARIAN)
    admin.people.withdraw(made.id)
    admin.people.set_member(wang.id, EAST, Role.LIBRARIAN)
    admin.people.set_quota(wang.id, 500)
    admin.people.set_quota(wang.id, None)
    admin.people.set_member(wang.id, None)
    admin.people.export_audit_log(matching=AuditFilter(user_id=chief.id))
    noted = admin.people.audit_log(matching=AuditFilter(user_id=chief.id))
    assert [(entry.action, entry.subject_id, entry.detail) for entry in reversed(noted)] == [
        (AuditAction.INVITE, made.id, "li@union.example，范文管理员"),
        (AuditAction.WITHDRAW, made.id, "li@union.example"),
        (AuditAction.ROLE, wang.id, "范文管理员"),
        (AuditAction.QUOTA, wang.id, "每月500个词元"),
        (AuditAction.QUOTA, wang.id, "不限"),
        (AuditAction.REMOVE, wang.id, ""),
        (AuditAction.AUDIT_EXPORT, EAST, "6条"),
    ]


def test_what_the_administrator_of_the_service_does_stands_in_the_organisations_log(
    store: SqlStore, chief: User, admin: SqlStore
) -> None:
    store.people.set_quota(EAST, 1000)
    store.people.set_quota(WEST, 10)
    store.people.set_member(chief.id, EAST, Role.ADMIN)
    noted = admin.people.audit_log(matching=AuditFilter(user_id=SYSTEM))
    assert [(entry.action, entry.detail) for entry in noted] == [
        (AuditAction.ROLE, "管理员"),
        (AuditAction.QUOTA, "每月1000个词元"),
        (AuditAction.ROLE, "管理员"),
        (AuditAction.ORGANISATION, "东湖区总工会"),
    ]
    assert len(store.people.audit_log(matching=AuditFilter(organisation_id=WEST))) == 2


def test_the_log_is_asked_by_person_kind_and_time(
    store: SqlStore, chief: User, admin: SqlStore, clock: ManualClock
) -> None:
    start = clock()
    for days in range(3):
        admin.people.set_quota(chief.id, days)
        clock.advance(days=1)
    admin.people.invite("wang", EAST)

    def details(**asked: object) -> list[str]:
        matching = AuditFilter(action=AuditAction.QUOTA, **asked)  # type: ignore[arg-type]
        return [entry.detail for entry in admin.people.audit_log(matching=matching)]

    assert details() == ["每月2个词元", "每月1个词元", "每月0个词元"]
    assert details(since=start + timedelta(days=1)) == ["每月2个词元", "每月1个词元"]
    assert details(until=start + timedelta(days=1)) == ["每月0个词元"]
    assert details(user_id=SYSTEM) == []
    assert admin.people.audit_log(matching=AuditFilter(user_id=chief.id), limit=1)[0].action is (
        AuditAction.INVITE
    )


def test_an_admin_sees_what_each_member_has_used_and_may_use(
    store: SqlStore, chief: User, admin: SqlStore
) -> None:
    wang = store.people.set_member(sign_in(store, "wang").id, EAST)
    view = store.for_user(wang)
    view.create_document(make_document())
    for run_id in ("r1", "r2"):
        sections = (SectionRun(section_id="d-c"),)
        run = Run(id=run_id, document_id="d", engine="llm", options=RunOptions(), sections=sections)
        view.runs.create_run(run, owner="o", lease_s=5)
        done = SectionRun(section_id="d-c", state=RunState.DONE, tokens_in=40, tokens_out=2)
        view.runs.end_run(run_id, [done], owner="o")
    admin.people.set_quota(wang.id, 100)
    assert admin.people.member_tokens(EAST) == {
        chief.id: TokenUse(used=0, quota=None),
        wang.id: TokenUse(used=84, quota=100),
    }
