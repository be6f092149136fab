"""The contract of `Store`: facts, texts, versions, and what is refused."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from store_builders import ManualClock, make_document, new_section

from summarizer.domain import Document, Fact, Generation, Origin, Section, Topic
from summarizer.errors import ConflictError, InputError, NotFoundError
from summarizer.protocols import Store

pytest_plugins = ["store_fixtures"]


# facts


def test_replacing_facts_keeps_ids_order_and_fields(store: Store, document: Document) -> None:
    first, second = document.sections[0].facts
    wanted = (second, Fact(id="f9", text="新增一条", last_year=""), replace(first, last_year=None))
    updated = store.replace_facts("d-a", wanted, revision=0)
    assert updated == replace(document.sections[0], facts=wanted, revision=1)
    assert store.load_document("d").section("d-a") == updated


def test_all_facts_of_a_section_can_be_removed(store: Store, document: Document) -> None:
    assert store.replace_facts("d-a", (), revision=0).facts == ()


def test_replacing_facts_by_the_same_changes_nothing(store: Store, document: Document) -> None:
    store.replace_facts("d-a", list(document.sections[0].facts), revision=0)
    assert store.load_document("d") == document


def test_a_fact_can_move_between_sections_and_documents_with_its_id(store: Store, document: Document) -> None:
    store.create_document(make_document("e"))
    moved = document.sections[1].facts[0]
    store.replace_facts("d-a", (*document.sections[0].facts, moved), revision=0)
    store.replace_facts("d-b", (), revision=0)
    assert store.load_document("d").section("d-a").facts[-1] == moved
    assert store.load_document("e").section("e-b").facts == (moved,)


def test_five_hundred_facts_keep_their_order(store: Store, document: Document) -> None:
    many = tuple(Fact(id=uuid.uuid4().hex, text=f"走访职工{number}户") for number in range(500))
    assert store.replace_facts("d-c", many, revision=0).facts == many


def test_two_facts_with_one_id_are_refused_and_the_old_ones_stay(store: Store, document: Document) -> None:
    with pytest.raises(InputError, match="编号相同"):
        store.replace_facts("d-a", (Fact(id="f", text="甲"), Fact(id="f", text="乙")), revision=0)
    assert store.load_document("d") == document


# text and versions


def test_saving_text_appends_a_version_and_keeps_the_old_ones(store: Store, document: Document) -> None:
    saved = store.save_text("d-a", "改过的文字。", Origin.EDIT, revision=0)
    assert saved == replace(document.sections[0], text="改过的文字。", origin=Origin.EDIT, revision=1)
    assert [(version.text, version.origin) for version in store.list_versions("d-a")] == [
        ("改过的文字。", Origin.EDIT),
        (document.sections[0].text, Origin.OFFLINE),
    ]
    assert store.load_document("d").section("d-a") == saved


def test_saving_the_same_text_changes_nothing(store: Store, document: Document) -> None:
    saved = store.save_text("d-a", document.sections[0].text, Origin.MODEL, revision=0)
    assert saved == document.sections[0]
    assert len(store.list_versions("d-a")) == 1
    assert store.load_document("d") == document


def test_a_text_that_returns_is_a_version_again(store: Store, document: Document) -> None:
    for revision, written in enumerate(["甲。", "乙。", "甲。"]):
        store.save_text("d-c", written, Origin.EDIT, revision=revision)
    assert [version.text for version in store.list_versions("d-c")] == ["甲。", "乙。", "甲。"]


def test_an_emptied_section_has_no_origin_and_its_text_stays_a_version(
    store: Store, document: Document
) -> None:
    emptied = store.save_text("d-a", "", Origin.EDIT, revision=0)
    assert (emptied.text, emptied.origin) == ("", None)
    assert [version.text for version in store.list_versions("d-a")] == ["", document.sections[0].text]


def test_versions_keep_their_order_when_the_clock_is_set_back(
    store: Store, document: Document, clock: ManualClock
) -> None:
    store.save_text("d-c", "先写的。", Origin.EDIT, revision=0)
    clock.advance(days=-400)
    store.save_text("d-c", "后写的。", Origin.EDIT, revision=1)
    assert [version.text for version in store.list_versions("d-c")] == ["后写的。", "先写的。"]


def test_a_generated_version_keeps_how_it_came_about(store: Store, document: Document) -> None:
    generation = Generation(
        engine="llm",
        prompt="请根据以下事实写一节……\n- 慰问困难职工32户 🎉",
        template_hash="0f" * 32,
        model="some-model",
        parameters={"temperature": "0.3", "要求": "压缩到200字"},
        passage_ids=("p1", "p2"),
        tokens_in=812,
        tokens_out=240,
    )
    store.save_text("d-c", "生成的文字。", Origin.MODEL, revision=0, generation=generation)
    version = store.list_versions("d-c")[0]
    assert version.generation == generation
    assert store.load_version(version.id) == version
    assert store.list_versions("d-a")[0].generation is None


def test_versions_of_a_hidden_section_can_still_be_read(store: Store, document: Document) -> None:
    store.delete_section("d-a")
    assert [version.text for version in store.list_versions("d-a")] == [document.sections[0].text]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("职工之家🏠👨‍👩‍👧‍👦，𠮷字", "职工之家🏠👨‍👩‍👧‍👦，𠮷字"),
        ("前\x00后", "前后"),
        ("\x00", ""),
        (
            "制表\t响铃\x07换页\x0c退格\x08\x1b[0m\x7f\x85\u2028\ufeff",
            "制表\t响铃\x07换页\x0c退格\x08\x1b[0m\x7f\x85\u2028\ufeff",
        ),
        ("一\r\n二\n三\r", "一\r\n二\n三\r"),
        ("半个\ud83d字", "半个\ufffd字"),
        ("一对\ud83c\udf89", "一对🎉"),
        ("引号'\"；--%s:名 \\ {x}", "引号'\"；--%s:名 \\ {x}"),
        ("  首尾空格　", "  首尾空格　"),
        ("长" * 50_000, "长" * 50_000),
    ],
    ids=["emoji", "nul", "only-nul", "controls", "newlines", "surrogate", "pair", "quotes", "spaces", "long"],
)
def test_any_characters_come_back_in_every_field(store: Store, given: str, stored: str) -> None:
    section = Section(
        id="s",
        heading=given,
        topic=Topic.WELFARE,
        facts=(Fact(id="f", text=given, last_year=given),),
    )
    document = replace(make_document(sections=(section,)), title=given, unit=given, signed=given, date=given)
    created = store.create_document(document)
    assert {created.title, created.unit, created.signed, created.date} == {stored}
    assert created.sections[0].heading == stored
    assert created.sections[0].facts == (Fact(id="f", text=stored, last_year=stored),)
    generation = Generation(engine="llm", prompt=given, parameters={"instruction": given})
    saved = store.save_text("s", f"文{given}", Origin.MODEL, revision=0, generation=generation)
    assert saved.text == f"文{stored}"
    kept = store.list_versions("s")[0].generation
    assert kept == Generation(engine="llm", prompt=stored, parameters={"instruction": stored})
    assert store.save_text("s", f"文{given}", Origin.EDIT, revision=1) == saved
    assert store.update_section("s", revision=1, heading=given) == saved
    assert store.replace_facts("s", (Fact(id="f", text=given, last_year=given),), revision=1) == saved
    assert store.update_document(replace(created, title=given)).revision == 0


# what does not exist, and who came second

MISSING = ["", "nobody", "d\x00", "\ud800", "d' OR '1'='1", "D", "x" * 5000]


@pytest.mark.parametrize("missing", MISSING, ids=range(len(MISSING)))
def test_what_does_not_exist_is_not_found(store: Store, document: Document, missing: str) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: store.load_document(missing),
        lambda: store.update_document(replace(document, id=missing)),
        lambda: store.delete_document(missing),
        lambda: store.restore_document(missing),
        lambda: store.insert_section(missing, new_section(), position=0),
        lambda: store.move_section(missing, position=0),
        lambda: store.delete_section(missing),
        lambda: store.restore_section(missing),
        lambda: store.update_section(missing, revision=0, heading="甲"),
        lambda: store.replace_facts(missing, (), revision=0),
        lambda: store.save_text(missing, "甲", Origin.EDIT, revision=0),
        lambda: store.load_version(missing),
    ]
    for attempt in attempts:
        with pytest.raises(NotFoundError, match="找不到"):
            attempt()
    assert store.list_versions(missing) == ()
    assert store.load_document("d") == document


@pytest.mark.parametrize("stale", [0, 2, -1])
def test_a_stale_section_is_a_conflict_that_names_it_and_loses_nothing(
    store: Store, document: Document, stale: int
) -> None:
    mine = store.save_text("d-a", "先保存的文字。", Origin.EDIT, revision=0)
    before = store.load_document("d")
    attempts: list[Callable[[], object]] = [
        lambda: store.save_text("d-a", "后保存的文字。", Origin.EDIT, revision=stale),
        lambda: store.save_text("d-a", mine.text, Origin.EDIT, revision=stale),
        lambda: store.replace_facts("d-a", (), revision=stale),
        lambda: store.update_section("d-a", revision=stale, heading="别的标题"),
    ]
    for attempt in attempts:
        with pytest.raises(ConflictError, match="“实施精准帮扶”") as caught:
            attempt()
        assert "没有丢失" in caught.value.hint
    assert store.load_document("d") == before
    assert [version.text for version in store.list_versions("d-a")] == [mine.text, document.sections[0].text]


def test_sections_of_one_document_do_not_conflict_with_each_other(store: Store, document: Document) -> None:
    store.save_text("d-a", "甲节。", Origin.EDIT, revision=0)
    store.save_text("d-b", "乙节。", Origin.EDIT, revision=0)
    store.update_document(replace(document, title="新标题"))
    assert [section.text for section in store.load_document("d").sections] == ["甲节。", "乙节。", ""]


# style passages


def lend(store: Store, section_id: str, text: str, *passage_ids: str, revision: int) -> None:
    generation = Generation(engine="llm", passage_ids=passage_ids)
    store.save_text(section_id, text, Origin.MODEL, revision=revision, generation=generation)


def test_the_passages_lent_are_those_of_the_newest_generated_texts(store: Store, document: Document) -> None:
    assert store.passages_lent("d") == ()
    lend(store, "d-c", "第一稿。", "p9", revision=0)
    lend(store, "d-c", "第二稿。", "p2", "p1", revision=1)
    lend(store, "d-a", "另一节。", "p2", "p3", revision=0)
    assert store.passages_lent("d") == ("p1", "p2", "p3")
    store.save_text("d-c", "第二稿，改了几个字。", Origin.EDIT, revision=2)
    assert store.passages_lent("d") == ("p1", "p2", "p3")


def test_a_hidden_section_and_a_missing_document_lend_nothing(store: Store, document: Document) -> None:
    lend(store, "d-c", "一稿。", "p1", revision=0)
    store.delete_section("d-c")
    assert store.passages_lent("d") == ()
    assert store.passages_lent("none") == ()
