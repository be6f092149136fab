"""What lies in the bin is removed for good when it is due, once a day, by one process; and never before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from store_builders import ManualClock, make_document

from summarizer.domain import (
    SYSTEM,
    Access,
    AuditAction,
    AuditFilter,
    Organisation,
    Role,
    Run,
    RunOptions,
    SectionRun,
    User,
)
from summarizer.errors import NotAllowedError, NotFoundError
from summarizer.store import SqlStore, open_store, purging
from summarizer.store.tables import metadata

pytest_plugins = ["store_fixtures"]

DAYS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    user: User
    store: SqlStore


@pytest.fixture
def wang(store: SqlStore) -> Person:
    return signed_in(store, "wang")


@pytest.fixture
def li(store: SqlStore) -> Person:
    return signed_in(store, "li")


def signed_in(store: SqlStore, name: str) -> Person:
    store.people.put_organisation(Organisation(id="union", name="东湖区总工会"))
    made = store.people.sign_in(f"id|{name}", name)
    user = store.people.set_member(made.id, "union", Role.ADMIN)
    return Person(user=user, store=store.for_user(user))


def binned(store: SqlStore, *names: str) -> None:
    for name in names:
        store.create_document(make_document(name))
        store.delete_document(name)


def in_bin(store: SqlStore) -> set[str]:
    return {card.id for card in store.list_documents(deleted=True)}


def purge(store: SqlStore, *, days: float = DAYS) -> int:
    """What a process of the program does."""
    until = store.begin_purge(older_than_days=days)
    return 0 if until is None else store.purge_due(until)


def rounds(store: SqlStore, clock: ManualClock, *, days: int) -> int:
    """Documents removed while the program runs on for some days."""
    removed = 0
    for _ in range(days):
        clock.advance(days=1)
        removed += purge(store)
    return removed


def test_a_document_deleted_29_days_ago_survives_and_is_gone_two_rounds_later(
    store: SqlStore, clock: ManualClock
) -> None:
    purge(store)
    binned(store, "old")
    assert rounds(store, clock, days=29) == 0
    assert in_bin(store) == {"old"}
    store.restore_document("old")
    assert store.load_document("old").sections[0].facts
    store.delete_document("old")
    assert rounds(store, clock, days=29) == 0
    assert rounds(store, clock, days=3) == 1
    assert in_bin(store) == set()


def test_one_restored_is_never_removed(store: SqlStore, clock: ManualClock) -> None:
    purge(store)
    binned(store, "back", "gone")
    clock.advance(days=20)
    store.restore_document("back")
    assert rounds(store, clock, days=40) == 1
    assert [card.id for card in store.list_documents()] == ["back"]


def test_one_deleted_again_begins_its_days_anew(store: SqlStore, clock: ManualClock) -> None:
    purge(store)
    binned(store, "again")
    rounds(store, clock, days=20)
    store.restore_document("again")
    store.delete_document("again")
    assert rounds(store, clock, days=29) == 0
    assert in_bin(store) == {"again"}


def test_a_day_has_one_round(store: SqlStore, clock: ManualClock) -> None:
    binned(store, "old")
    clock.advance(days=40)
    assert store.begin_purge(older_than_days=DAYS) is None
    clock.advance(days=40)
    assert store.begin_purge(older_than_days=DAYS) is not None
    assert store.begin_purge(older_than_days=DAYS) is None
    clock.advance(days=0.9)
    assert store.begin_purge(older_than_days=DAYS) is None
    clock.advance(days=0.2)
    assert store.begin_purge(older_than_days=DAYS) is not None


def test_of_processes_that_look_at_once_one_is_told(
    store: SqlStore, database_url: str, clock: ManualClock
) -> None:
    purge(store)
    binned(store, "old")
    rounds(store, clock, days=2)
    clock.advance(days=1)
    now = clock.now
    stores = [open_store(database_url, clock=lambda: now) for _ in range(4)]
    try:
        with ThreadPoolExecutor(len(stores)) as pool:
            told = list(pool.map(lambda one: one.begin_purge(older_than_days=1), stores))
    finally:
        for one in stores:
            one.close()
    assert sum(until is not None for until in told) == 1


@pytest.mark.parametrize("years", [1, 40])
def test_a_clock_that_is_wrong_for_an_hour_removes_nothing(
    store: SqlStore, clock: ManualClock, years: int
) -> None:
    purge(store)
    binned(store, "yesterday")
    clock.advance(days=1)
    purge(store)
    right = clock.now
    clock.advance(days=365 * years)
    assert purge(store) == 0
    clock.now = right + timedelta(hours=1)
    assert purge(store) == 0
    assert rounds(store, clock, days=20) == 0
    assert in_bin(store) == {"yesterday"}


def test_a_user_is_told_of_no_round_and_removes_none_of_anothers(
    store: SqlStore, wang: Person, li: Person, clock: ManualClock
) -> None:
    binned(wang.store, "wangs")
    purge(store)
    clock.advance(days=60)
    purge(store, days=60)
    clock.advance(days=2)
    assert li.store.begin_purge(older_than_days=DAYS) is None
    assert li.store.purge_due(clock.now) == 0
    assert li.store.purge_deleted(older_than_days=None) == 0
    with pytest.raises(NotFoundError):
        li.store.purge_document("wangs")
    assert in_bin(wang.store) == {"wangs"}


def test_what_is_shared_to_edit_is_not_somebody_elses_to_remove(wang: Person, li: Person) -> None:
    wang.store.create_document(make_document("wangs"))
    wang.store.people.share("wangs", li.user.id, Access.EDIT)
    wang.store.delete_document("wangs")
    with pytest.raises(NotAllowedError):
        li.store.purge_document("wangs")
    assert li.store.purge_deleted(older_than_days=None) == 0
    assert in_bin(wang.store) == {"wangs"}


def test_only_what_lies_in_the_bin_can_be_removed_for_good(store: SqlStore) -> None:
    store.create_document(make_document("living"))
    with pytest.raises(NotFoundError, match="不在回收站里"):
        store.purge_document("living")
    assert store.load_document("living").sections
    store.delete_document("living")
    store.purge_document("living")
    with pytest.raises(NotFoundError):
        store.purge_document("living")
    with pytest.raises(NotFoundError):
        store.restore_document("living")


def test_nothing_of_a_document_stays_in_any_table(store: SqlStore) -> None:
    store.create_document(make_document("kept"))
    before = rows(store)
    store.create_document(make_document("gone"))
    run = Run(
        id="r",
        document_id="gone",
        engine="offline",
        options=RunOptions(),
        sections=(SectionRun(section_id="gone-a"),),
    )
    store.runs.create_run(run, owner="o", lease_s=60)
    assert rows(store) != before
    store.delete_document("gone")
    store.purge_document("gone")
    assert rows(store) == before


def rows(store: SqlStore) -> dict[str, int]:
    with store._engines.reading() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


def test_a_bin_of_more_than_a_batch_is_emptied(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "BATCH", 3)
    binned(store, *(f"d{number}" for number in range(8)))
    store.create_document(make_document("living"))
    assert store.purge_deleted(older_than_days=None) == 8
    assert [card.id for card in store.list_documents()] == ["living"]


def test_the_bin_is_emptied_whatever_the_clocks_of_other_machines_say(
    store: SqlStore, clock: ManualClock
) -> None:
    binned(store, "old")
    clock.advance(days=-3)
    assert store.purge_deleted(older_than_days=0) == 0
    assert store.purge_deleted(older_than_days=None) == 1


def test_who_removed_a_document_is_in_the_log(store: SqlStore, wang: Person, clock: ManualClock) -> None:
    purge(store)
    binned(wang.store, "by-hand", "due")
    wang.store.purge_document("by-hand")
    rounds(store, clock, days=33)
    log = wang.store.people.audit_log(matching=AuditFilter(action=AuditAction.PURGE))
    assert [(one.subject_id, one.user_id, one.organisation_id, one.detail) for one in log] == [
        ("due", SYSTEM, "union", "到期"),
        ("by-hand", wang.user.id, "union", ""),
    ]


def test_one_person_alone_is_not_noted(store: SqlStore) -> None:
    binned(store, "mine")
    store.purge_document("mine")
    assert store.people.audit_log() == ()


def test_tokens_used_this_month_stay_used_and_those_of_last_month_are_forgotten(
    store: SqlStore, wang: Person, li: Person, clock: ManualClock
) -> None:
    wang.store.create_document(make_document("shared"))
    wang.store.people.share("shared", li.user.id, Access.EDIT)
    sections = (SectionRun(section_id="shared-a"),)
    run = Run(id="lis", document_id="shared", engine="llm", options=RunOptions(), sections=sections)
    li.store.runs.create_run(run, owner="o", lease_s=60)
    spent = (SectionRun(section_id="shared-a", tokens_in=40, tokens_out=20),)
    li.store.runs.save_progress("lis", spent, owner="o", lease_s=60)
    wang.store.delete_document("shared")
    wang.store.purge_document("shared")
    assert used(store, li) == 60
    assert store.people.organisation_tokens("union").used == 60
    clock.advance(days=31)
    assert used(store, li) == 0
    binned(wang.store, "next")
    wang.store.purge_document("next")
    assert rows(store)["spent_tokens"] == 0


def used(store: SqlStore, person: Person) -> int:
    return store.people.member_tokens("union")[person.user.id].used


def test_a_card_of_the_bin_says_when_it_was_put_there(store: SqlStore, clock: ManualClock) -> None:
    store.create_document(make_document("old"))
    (living,) = store.list_documents()
    assert living.deleted_at is None
    clock.advance(days=3)
    store.delete_document("old")
    (card,) = store.list_documents(deleted=True)
    assert card.deleted_at == clock.now


def test_one_taken_out_of_the_bin_after_the_round_began_stays(store: SqlStore, clock: ManualClock) -> None:
    purge(store)
    binned(store, "back", "gone")
    clock.advance(days=31)
    assert store.begin_purge(older_than_days=DAYS) is None
    clock.advance(days=1)
    until = store.begin_purge(older_than_days=DAYS)
    assert until is not None
    store.restore_document("back")
    assert store.purge_due(until) == 1
    assert [card.id for card in store.list_documents()] == ["back"]
