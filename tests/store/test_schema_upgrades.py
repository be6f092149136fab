"""A database meets newer programs, older ones, and many at once; on SQLite and on PostgreSQL."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, insert, text
from store_builders import make_document

from summarizer.domain import Fact, Origin
from summarizer.errors import ConfigurationError
from summarizer.store import open_store
from summarizer.store.columns import UtcDateTime
from summarizer.store.engines import Engines, create_engines
from summarizer.store.migrations import MIGRATIONS, Migration, migrate, schema_number

pytest_plugins = ["store_fixtures"]

PROCESSES = 10
MOMENT = datetime(2025, 1, 8, 9, 0, tzinfo=UTC)
NEWER = Migration(len(MIGRATIONS) + 1, "newer", lambda connection: None)

DOCUMENT = {
    "id": "old",
    "title": "东湖小学工会2024年工作总结",
    "unit": "东湖小学工会",
    "kind": "school",
    "period_year": 2024,
    "period_span": "annual",
    "period_number": 0,
    "signed": "",
    "date": "",
    "revision": 3,
    "created_at": MOMENT,
    "updated_at": MOMENT,
}
SECTION = {
    "id": "old-a",
    "document_id": "old",
    "position": 0,
    "heading": "实施精准帮扶",
    "topic": "welfare",
    "length_chars": 350,
    "origin": "edit",
    "locked": False,
    "revision": 2,
    "text": "慰问困难职工32户。",
}
FACT = {"section_id": "old-a", "id": "f", "position": 0, "text": "慰问困难职工32户", "shelved": False}
VERSION = {
    "id": "old-v",
    "section_id": "old-a",
    "number": 1,
    "origin": "edit",
    "created_at": MOMENT,
    "text": "慰问困难职工32户。",
}
OLD_ROWS: Mapping[str, Mapping[str, object]] = {
    "documents": DOCUMENT,
    "sections": SECTION,
    "facts": FACT,
    "versions": VERSION,
}
SAMPLE = {
    "id": "old-s",
    "title": "西山医院工会2023年工作总结",
    "unit": "西山医院工会",
    "source": "旧文件.docx",
    "licence": "",
    "content_hash": "hash-old",
    "builtin": False,
    "added_at": MOMENT,
}


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = create_engines(database_url, busy_timeout_s=10.0)
    yield opened
    opened.dispose()


def write_rows(connection: Connection, rows: Mapping[str, Mapping[str, object]]) -> None:
    """Inserts rows into the tables as they are in the database, not as the present code knows them."""
    schema = MetaData()
    schema.reflect(connection, only=list(rows))
    for name, values in rows.items():
        for column in schema.tables[name].columns:
            if isinstance(values.get(column.name), datetime):
                column.type = UtcDateTime()
        connection.execute(insert(schema.tables[name]).values(**values))


def applied(engines: Engines) -> Sequence[tuple[int, str]]:
    with engines.reading() as connection:
        rows = connection.execute(text("SELECT number, name FROM schema_version ORDER BY number")).all()
    return [(row.number, row.name) for row in rows]


@pytest.mark.parametrize("released", [step.number for step in MIGRATIONS])
def test_a_database_of_every_released_schema_is_brought_up_with_all_it_holds(
    database_url: str, engines: Engines, released: int
) -> None:
    migrate(engines, MIGRATIONS[:released])
    with engines.writing() as connection:
        write_rows(connection, OLD_ROWS)
        if released >= 2:
            write_rows(connection, {"samples": SAMPLE})
    with open_store(database_url) as store:
        (section,) = store.load_document("old").sections
        assert (section.text, section.revision) == ("慰问困难职工32户。", 2)
        assert section.facts == (Fact(id="f", text="慰问困难职工32户"),)
        assert [version.id for version in store.list_versions("old-a")] == ["old-v"]
        assert store.save_text("old-a", "慰问32户。", Origin.EDIT, revision=2).revision == 3
        assert [card.sample.id for card in store.samples.list_samples()] == ["old-s"] * (released >= 2)
        assert store.create_document(make_document()).sections
    assert applied(engines) == [(step.number, step.name) for step in MIGRATIONS]


def test_a_database_of_a_newer_program_is_refused_in_one_sentence_and_left_alone(
    database_url: str, engines: Engines
) -> None:
    migrate(engines, (*MIGRATIONS, NEWER))
    with pytest.raises(ConfigurationError) as caught:
        open_store(database_url)
    sentence = caught.value.sentence
    assert f"结构版本{NEWER.number}，本程序只认识到{len(MIGRATIONS)}" in sentence
    assert "请升级本程序" in sentence
    assert "\n" not in sentence
    with engines.reading() as connection:
        assert schema_number(connection) == NEWER.number


@pytest.mark.parametrize("released", [0, 1])
def test_of_processes_that_start_at_once_one_migrates(
    database_url: str, engines: Engines, released: int
) -> None:
    migrate(engines, MIGRATIONS[:released])
    script = Path(__file__).with_name("starting_process.py")
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, str(script), database_url],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    encoding="utf-8",
                )
            )
            for _ in range(PROCESSES)
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        ended = [process.communicate(timeout=400) for process in started]
    assert [process.returncode for process in started] == [0] * PROCESSES, ended
    taken = sorted(tuple(map(int, said.split())) for said, _ in ended)
    newest = len(MIGRATIONS)
    assert taken == [(0, newest)] * (PROCESSES - 1) + [(newest - released, newest)]
    assert applied(engines) == [(step.number, step.name) for step in MIGRATIONS]
