"""The contract of `Store`: documents, the bin, sections and their order."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event
from store_builders import ManualClock, make_document, new_section, section_order

from summarizer.domain import Document, Layout, Origin, Period, PeriodSpan, Topic, UnitKind
from summarizer.errors import ConflictError, NotFoundError
from summarizer.protocols import Store
from summarizer.store import open_store

pytest_plugins = ["store_fixtures"]


# documents


def test_a_created_document_comes_back_equal_but_for_its_time(store: Store, clock: ManualClock) -> None:
    given = make_document()
    stored = store.create_document(given)
    assert stored == replace(given, updated_at=clock.now)
    assert store.load_document("d") == stored


def test_moments_are_timezone_aware(store: Store, document: Document) -> None:
    assert document.updated_at is not None
    assert document.updated_at.utcoffset() is not None
    assert store.list_versions("d-a")[0].created_at == document.updated_at


def test_a_database_keeps_documents_after_it_was_closed(database_url: str) -> None:
    with open_store(database_url) as first:
        stored = first.create_document(make_document())
    with open_store(database_url) as second:
        assert second.load_document("d") == stored


def test_a_document_without_sections_can_be_stored(store: Store) -> None:
    store.create_document(make_document(sections=()))
    assert store.load_document("d").sections == ()
    assert store.list_documents()[0].sections_total == 0


def test_creating_an_id_twice_is_a_conflict_and_changes_nothing(store: Store, document: Document) -> None:
    other = replace(make_document(), title="另一份", sections=(new_section(),))
    with pytest.raises(ConflictError, match="已经存在"):
        store.create_document(other)
    assert store.load_document("d") == document


def test_a_document_that_takes_a_section_id_of_another_is_not_half_written(
    store: Store, document: Document
) -> None:
    with pytest.raises(ConflictError):
        store.create_document(make_document("e", sections=(new_section("e-x"), *document.sections)))
    with pytest.raises(NotFoundError):
        store.load_document("e")


def test_updating_saves_the_fields_and_grows_the_revision(store: Store, document: Document) -> None:
    changed = replace(
        document,
        title="新标题",
        unit="西湖街道总工会",
        kind=UnitKind.COMMUNITY,
        period=Period(year=2025),
        signed="",
        date="",
        layout=Layout(main_recipient="区总工会", closing="特此报告", attachments=("甲", "乙"), seal=True),
    )
    updated = store.update_document(changed)
    assert updated == replace(changed, revision=1, updated_at=updated.updated_at)
    assert updated.updated_at != document.updated_at
    assert store.load_document("d") == updated


def test_updating_with_the_same_fields_changes_nothing(store: Store, document: Document) -> None:
    assert store.update_document(document) == document


def test_updating_does_not_touch_sections(store: Store, document: Document) -> None:
    updated = store.update_document(replace(document, title="新标题", sections=()))
    assert updated.sections == document.sections


def test_updating_a_stale_document_is_a_conflict_and_writes_nothing(store: Store, document: Document) -> None:
    first = store.update_document(replace(document, title="先改的标题"))
    with pytest.raises(ConflictError, match="先改的标题"):
        store.update_document(replace(document, title="后改的标题"))
    assert store.load_document("d") == first


# list and bin


def test_cards_are_listed_last_changed_first(store: Store) -> None:
    for name in ("d", "e", "f"):
        store.create_document(make_document(name))
    store.save_text("d-c", "新的一年，继续努力。", Origin.EDIT, revision=0)
    assert [card.id for card in store.list_documents()] == ["d", "f", "e"]


def test_pages_put_together_are_the_whole_list(store: Store) -> None:
    for name in ("d", "e", "f", "g", "h"):
        store.create_document(make_document(name))
    store.delete_document("g")
    whole = store.list_documents()
    pages = [store.list_documents(limit=3, offset=start) for start in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 1, 0]
    assert (*pages[0], *pages[1]) == whole
    assert [card.sections_total for card in pages[1]] == [3]
    assert (store.count_documents(), store.count_documents(deleted=True)) == (4, 1)


def test_a_unit_s_document_of_a_period_is_found_the_last_changed_first(store: Store) -> None:
    for name in ("d", "e", "binned"):
        store.create_document(make_document(name))
    store.save_text("d-c", "新的一年，继续努力。", Origin.EDIT, revision=0)
    store.delete_document("binned")
    wanted = make_document()
    found = store.find_document(unit=wanted.unit, kind=wanted.kind, period=wanted.period)
    assert found == store.load_document("d")


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "西山小学工会"},
        {"kind": UnitKind.HOSPITAL},
        {"period": Period(year=2023, span=PeriodSpan.HALF_YEAR, number=1)},
        {"period": Period(year=2024, span=PeriodSpan.HALF_YEAR, number=2)},
        {"period": Period(year=2024)},
    ],
    ids=lambda other: "-".join(map(str, other.values())),
)
def test_a_document_of_another_unit_kind_or_period_is_not_found(
    store: Store, document: Document, other: dict[str, Any]
) -> None:
    asked = {"unit": document.unit, "kind": document.kind, "period": document.period, **other}
    assert store.find_document(**asked) is None


def test_cards_changed_at_the_same_moment_are_listed_by_id(database_url: str) -> None:
    moment = ManualClock()()
    names = ["é", "b", "Z", "a", "_"]
    with open_store(database_url, clock=lambda: moment) as store:
        for name in names:
            store.create_document(make_document(name))
        assert [card.id for card in store.list_documents()] == sorted(names)


def test_a_card_counts_sections_and_drafted_sections(store: Store, document: Document) -> None:
    card = store.list_documents()[0]
    assert (card.title, card.unit, card.kind, card.period) == (
        document.title,
        document.unit,
        document.kind,
        document.period,
    )
    assert (card.sections_total, card.sections_drafted) == (3, 1)
    store.save_text("d-a", "", Origin.EDIT, revision=0)
    store.delete_section("d-c")
    card = store.list_documents()[0]
    assert (card.sections_total, card.sections_drafted) == (2, 0)
    assert card.updated_at == store.load_document("d").updated_at


def test_reading_takes_as_many_queries_for_many_rows_as_for_one(store: Store) -> None:
    queries = 0

    def count(*_: object) -> None:
        nonlocal queries
        queries += 1

    def queries_for_one_round() -> int:
        nonlocal queries
        queries = 0
        store.list_documents()
        store.load_document("d0")
        return queries

    store.create_document(make_document("d0", sections=()))
    event.listen(Engine, "before_cursor_execute", count)
    try:
        few = queries_for_one_round()
        for number in range(1, 10):
            store.create_document(make_document(f"d{number}"))
            store.insert_section("d0", new_section(f"d0-{number}"), position=0)
        assert 0 < queries_for_one_round() == few
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def test_a_deleted_document_is_only_in_the_bin_until_it_is_restored_whole(
    store: Store, document: Document
) -> None:
    store.delete_document("d")
    assert store.list_documents() == ()
    assert [card.id for card in store.list_documents(deleted=True)] == ["d"]
    with pytest.raises(NotFoundError):
        store.load_document("d")
    with pytest.raises(NotFoundError):
        store.save_text("d-a", "迟到的文字。", Origin.EDIT, revision=0)
    store.restore_document("d")
    assert store.load_document("d") == document
    assert store.list_documents(deleted=True) == ()


def test_only_documents_long_in_the_bin_are_purged(store: Store, clock: ManualClock) -> None:
    for name in ("old", "young", "kept"):
        store.create_document(make_document(name))
    version = store.list_versions("old-a")[0]
    store.delete_document("old")
    clock.advance(days=20)
    store.delete_document("old")
    store.delete_document("young")
    clock.advance(days=15)
    assert store.purge_deleted() == 1
    assert [card.id for card in store.list_documents(deleted=True)] == ["young"]
    assert [card.id for card in store.list_documents()] == ["kept"]
    with pytest.raises(NotFoundError):
        store.load_version(version.id)
    assert store.purge_deleted(older_than_days=0) == 1
    assert store.purge_deleted(older_than_days=0) == 0


# sections


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (0, ["x", "a", "b", "c"]),
        (1, ["a", "x", "b", "c"]),
        (3, ["a", "b", "c", "x"]),
        (99, ["a", "b", "c", "x"]),
        (-5, ["x", "a", "b", "c"]),
    ],
)
def test_a_section_is_inserted_at_its_position(
    store: Store, document: Document, position: int, expected: list[str]
) -> None:
    assert store.insert_section("d", new_section(), position=position) == new_section()
    assert section_order(store) == expected


def test_an_inserted_section_brings_its_facts_and_first_version(store: Store, document: Document) -> None:
    section = replace(document.sections[0], id="d-x", origin=None)
    inserted = store.insert_section("d", section, position=0)
    assert inserted == replace(section, origin=Origin.IMPORT)
    assert [(version.text, version.origin) for version in store.list_versions("d-x")] == [
        (section.text, Origin.IMPORT)
    ]


@pytest.mark.parametrize(
    ("moved", "position", "expected"),
    [
        ("a", 2, ["b", "c", "a"]),
        ("a", 1, ["b", "a", "c"]),
        ("c", 0, ["c", "a", "b"]),
        ("c", 1, ["a", "c", "b"]),
        ("b", 99, ["a", "c", "b"]),
        ("b", -1, ["b", "a", "c"]),
    ],
)
def test_a_section_is_moved_to_its_position(
    store: Store, document: Document, moved: str, position: int, expected: list[str]
) -> None:
    store.move_section(f"d-{moved}", position=position)
    assert section_order(store) == expected


@pytest.mark.parametrize(("moved", "position"), [("a", 0), ("a", -3), ("b", 1), ("c", 2), ("c", 7)])
def test_moving_a_section_to_where_it_stands_changes_nothing(
    store: Store, document: Document, moved: str, position: int
) -> None:
    store.move_section(f"d-{moved}", position=position)
    assert store.load_document("d") == document


def test_changing_the_order_grows_the_revision_of_the_document_only(store: Store, document: Document) -> None:
    store.insert_section("d", new_section(), position=0)
    store.move_section("d-x", position=2)
    store.delete_section("d-x")
    store.restore_section("d-x")
    changed = store.load_document("d")
    assert changed.revision == 4
    assert {section.revision for section in changed.sections} == {0}
    with pytest.raises(ConflictError):
        store.update_document(replace(document, title="不知道顺序已改"))


def test_a_hidden_section_comes_back_whole_between_its_neighbours(store: Store, document: Document) -> None:
    store.delete_section("d-a")
    store.delete_section("d-b")
    store.delete_section("d-b")
    assert section_order(store) == ["c"]
    with pytest.raises(NotFoundError):
        store.update_section("d-a", revision=0, heading="看不见的标题")
    store.insert_section("d", new_section(), position=99)
    assert store.restore_section("d-a") == document.sections[0]
    assert store.restore_section("d-a") == document.sections[0]
    assert section_order(store) == ["a", "c", "x"]
    store.restore_section("d-b")
    assert section_order(store) == ["a", "b", "c", "x"]


def test_sections_move_among_the_visible_ones(store: Store, document: Document) -> None:
    store.delete_section("d-b")
    store.move_section("d-c", position=0)
    assert section_order(store) == ["c", "a"]
    store.move_section("d-c", position=1)
    assert section_order(store) == ["a", "c"]


@pytest.mark.parametrize(
    "change",
    [
        {"heading": "用心用情帮扶"},
        {"topic": Topic.RIGHTS},
        {"length_chars": 0},
        {"locked": True},
        {"heading": "", "topic": Topic.SAFETY, "length_chars": 200, "locked": True},
    ],
)
def test_updating_a_section_changes_just_the_given_fields(
    store: Store, document: Document, change: dict[str, object]
) -> None:
    updated = store.update_section("d-a", revision=0, **change)  # type: ignore[arg-type]
    assert updated == replace(document.sections[0], revision=1, **change)  # type: ignore[arg-type]
    loaded = store.load_document("d")
    assert loaded.section("d-a") == updated
    assert loaded.sections[1:] == document.sections[1:]
    assert loaded.revision == document.revision
    assert loaded.updated_at != document.updated_at


def test_updating_a_section_with_what_it_has_changes_nothing(store: Store, document: Document) -> None:
    store.update_section("d-a", revision=0, heading="实施精准帮扶", length_chars=350, locked=False)
    store.update_section("d-a", revision=0)
    assert store.load_document("d") == document


def test_headings_are_changed_all_or_none(store: Store, document: Document) -> None:
    first, second = document.sections[:2]
    renamed = store.rename_sections(
        {first.id: (first.revision, "新标题甲"), second.id: (second.revision, "新标题乙")}
    )
    assert [(one.heading, one.revision) for one in renamed] == [
        ("新标题甲", first.revision + 1),
        ("新标题乙", second.revision + 1),
    ]
    with pytest.raises(ConflictError):
        store.rename_sections(
            {first.id: (first.revision + 1, "又一个"), second.id: (second.revision, "过时的")}
        )
    assert [one.heading for one in store.load_document(document.id).sections[:2]] == ["新标题甲", "新标题乙"]
