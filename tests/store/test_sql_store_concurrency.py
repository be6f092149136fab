"""The contract of `Store`: many threads and processes at once, and a process that is killed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from store_builders import make_document, new_section, section_order

from summarizer.domain import Document, Origin
from summarizer.errors import ConflictError
from summarizer.protocols import Store
from summarizer.store import open_store

pytest_plugins = ["store_fixtures"]


THREADS = 8
WRITES = 50


def test_threads_writing_their_own_sections_lose_nothing(store: Store) -> None:
    sections = tuple(new_section(f"s{number}") for number in range(THREADS))
    store.create_document(make_document(sections=sections))

    def write(section_id: str) -> int:
        revision = 0
        for turn in range(WRITES):
            revision = store.save_text(section_id, f"第{turn}稿", Origin.EDIT, revision=revision).revision
            assert store.load_document("d").section(section_id).text == f"第{turn}稿"
        return revision

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(write, [section.id for section in sections])) == [WRITES] * THREADS
    for section in sections:
        written = [version.text for version in store.list_versions(section.id)]
        assert written == [f"第{turn}稿" for turn in reversed(range(WRITES))]


def test_of_threads_writing_one_section_each_text_is_saved_or_refused(
    store: Store, document: Document
) -> None:
    def write(name: int) -> list[str]:
        saved = []
        for turn in range(10):
            revision = store.load_document("d").section("d-c").revision
            try:
                store.save_text("d-c", f"{name}号第{turn}稿", Origin.EDIT, revision=revision)
            except ConflictError:
                continue
            saved.append(f"{name}号第{turn}稿")
        return saved

    with ThreadPoolExecutor(THREADS) as pool:
        acknowledged = [text for saved in pool.map(write, range(THREADS)) for text in saved]
    assert acknowledged
    assert sorted(version.text for version in store.list_versions("d-c")) == sorted(acknowledged)
    assert store.load_document("d").section("d-c").revision == len(acknowledged)


def test_threads_inserting_and_moving_leave_one_order_with_all_sections(
    store: Store, document: Document
) -> None:
    def insert_and_move(number: int) -> None:
        store.insert_section("d", new_section(f"d-{number}"), position=number % 3)
        store.move_section(f"d-{number}", position=0)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(insert_and_move, range(THREADS)))
    assert sorted(section_order(store)) == sorted([*"abc", *map(str, range(THREADS))])
    store.move_section("d-b", position=4)
    assert section_order(store)[4] == "b"
    assert store.load_document("d").revision >= THREADS + 1


# processes


def python(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


SAVE_AND_HANG = """
import sys
from summarizer.domain import Origin
from summarizer.store import open_store
store = open_store(sys.argv[1])
store.save_text("d-c", "saved text", Origin.EDIT, revision=0)
print("saved", flush=True)
sys.stdin.read()
"""


def test_a_text_is_there_after_its_process_was_killed(
    database_url: str, store: Store, document: Document
) -> None:
    with python(SAVE_AND_HANG, database_url) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "saved"
        process.kill()
    assert process.returncode != 0
    assert store.load_document("d").section("d-c").text == "saved text"
    assert store.save_text("d-c", "next text", Origin.EDIT, revision=1).revision == 2


CREATE = """
import sys
from dataclasses import replace
from summarizer.domain import Document, Period, UnitKind
from summarizer.store import open_store
sys.stdin.read()
with open_store(sys.argv[1]) as store:
    store.create_document(Document(
        id=sys.argv[2], title="", unit="", kind=UnitKind.OFFICE, period=Period(year=2024)))
"""


def test_processes_starting_at_once_migrate_a_new_database_once(database_url: str) -> None:
    names = ["p1", "p2", "p3", "p4"]
    processes = [python(CREATE, database_url, name) for name in names]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    for process in processes:
        with process:
            assert process.wait() == 0
    with open_store(database_url) as store:
        assert sorted(card.id for card in store.list_documents()) == names
