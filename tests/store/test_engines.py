import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from store_builders import make_document

from summarizer.domain import Origin
from summarizer.errors import ConfigurationError, StorageError
from summarizer.settings import Settings
from summarizer.store import SqlStore, open_store


def url_of(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one document, closed."""
    path = tmp_path / "summarizer.db"
    with open_store(url_of(path)) as store:
        store.create_document(make_document())
    return path


@contextmanager
def at_most_pages(pages: int) -> Iterator[None]:
    """New SQLite connections report a full disk when their file would outgrow `pages`."""

    def cap(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", cap)
    try:
        yield
    finally:
        event.remove(Engine, "connect", cap)


def save(store: SqlStore, text: str, *, revision: int = 0) -> None:
    store.save_text("d-c", text, Origin.EDIT, revision=revision)


@pytest.mark.parametrize("name", ["用户 数据", "工会#1 100%", "%41@a:b", "深/一/层"])
def test_the_folder_of_a_new_database_is_made_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if sys.platform == "win32":
        name = name.replace(":", "")
    monkeypatch.chdir(tmp_path)  # away from a developer's .env
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / name))
    monkeypatch.setenv("SUMMARIZER_DATABASE_URL", "")
    with open_store(Settings().resolved_database_url):
        assert (tmp_path / name / "summarizer.db").is_file()


def test_a_closed_store_leaves_one_file(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == ["summarizer.db"]


def test_connections_keep_foreign_keys_a_log_and_flush_every_commit(tmp_path: Path) -> None:
    seen: list[sqlite3.Connection] = []

    def remember(connection: sqlite3.Connection, _: object) -> None:
        seen.append(connection)

    event.listen(Engine, "connect", remember)
    try:
        with open_store(url_of(tmp_path / "a.db"), busy_timeout_s=1.5):
            pragmas = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
            found = [seen[0].execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    finally:
        event.remove(Engine, "connect", remember)
    assert found == [1, "wal", 2, 1500]


def test_a_database_in_memory_is_shared_by_threads_and_gone_when_closed() -> None:
    with open_store("sqlite://") as store:
        store.create_document(make_document())
        assert len(store.list_documents()) == 1
    with open_store("sqlite://") as store:
        assert store.list_documents() == ()


def test_a_full_disk_refuses_a_save_and_keeps_what_was_saved(file: Path) -> None:
    with at_most_pages(60), open_store(url_of(file)) as store:
        save(store, "放得下的文字。")
        with pytest.raises(StorageError, match="磁盘空间已满") as caught:
            save(store, "放不下的文字。" * 50_000, revision=1)
        assert "清理磁盘" in caught.value.hint
        assert store.load_document("d").section("d-c").text == "放得下的文字。"
        save(store, "腾出空间后再保存。", revision=1)
    with open_store(url_of(file)) as store:
        assert [version.text for version in store.list_versions("d-c")] == [
            "腾出空间后再保存。",
            "放得下的文字。",
        ]


def test_a_disk_full_at_the_first_start_leaves_a_database_that_can_be_made_later(tmp_path: Path) -> None:
    path = tmp_path / "summarizer.db"
    with at_most_pages(3), pytest.raises(StorageError, match="磁盘空间已满"):
        open_store(url_of(path))
    with open_store(url_of(path)) as store:
        assert store.list_documents() == ()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match=r"无法建立数据文件夹 .*只读") as caught:
        open_store(url_of(tmp_path / "只读" / "summarizer.db"))
    assert "SUMMARIZER_HOME" in caught.value.hint


def test_a_file_in_the_place_of_the_folder_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="无法建立数据文件夹"):
        open_store(url_of(tmp_path / "taken" / "deeper" / "summarizer.db"))


def test_a_read_only_folder_is_a_storage_error(tmp_path: Path) -> None:
    folder = tmp_path / "ro"
    folder.mkdir(mode=0o500)
    try:
        (folder / "probe").touch()
    except OSError:
        pass
    else:
        pytest.skip("this user may write everywhere")
    with pytest.raises(StorageError, match="打不开数据库文件"):
        open_store(url_of(folder / "summarizer.db"))


def test_a_folder_in_the_place_of_the_file_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="打不开数据库文件"):
        open_store(url_of(tmp_path))


def test_a_read_only_database_can_be_read_and_refuses_to_write(file: Path) -> None:
    with open_store(f"sqlite:///file:{file.as_posix()}?mode=ro&uri=true") as store:
        before = store.load_document("d")
        with pytest.raises(StorageError, match="只能读"):
            save(store, "写不进去的文字。")
        assert store.load_document("d") == before


def test_a_read_only_database_outside_the_log_mode_can_be_read(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with open_store(f"sqlite:///file:{file.as_posix()}?mode=ro&uri=true") as store:
        assert len(store.list_documents()) == 1


@pytest.mark.parametrize(
    "content", [b"# this is a note, not a database\n" * 100, "工作总结".encode("gbk") * 999]
)
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "summarizer.db"
    path.write_bytes(content)
    with pytest.raises(StorageError, match="不是数据库"):
        open_store(url_of(path))
    assert path.read_bytes() == content


def test_a_damaged_database_is_a_storage_error(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StorageError, match="已损坏") as caught, open_store(url_of(file)) as store:
        store.load_document("d")
    assert "复制一份" in caught.value.hint


def test_a_database_locked_by_another_program_is_a_storage_error_and_saves_later(file: Path) -> None:
    with (
        open_store(url_of(file), busy_timeout_s=0.05) as store,
        closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="被其他程序占用") as caught:
            save(store, "等不到的文字。")
        assert caught.value.retryable
        assert store.load_document("d").section("d-c").text == ""
        other.execute("ROLLBACK")
        save(store, "后来保存的文字。")
        assert store.load_document("d").section("d-c").text == "后来保存的文字。"


def test_a_database_kept_exclusively_by_another_program_cannot_be_opened(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="被其他程序占用"):
            open_store(url_of(file), busy_timeout_s=0.05)


def test_a_first_switch_to_the_log_mode_waits_for_the_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "summarizer.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE held (x)")
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("summarizer.store.engines.time.sleep", lambda _: other.execute("ROLLBACK"))
        with open_store(url_of(path)) as store:
            assert store.list_documents() == ()


@pytest.mark.parametrize(
    ("database_url", "message"),
    [
        ("", "无法识别"),
        ("数据库", "无法识别"),
        ("postgresql://user:geheim@host:port/name", "无法识别"),
        ("mysql://user:geheim@host/name", "不支持 mysql"),
        ("nosuch://user:geheim@host/name", "不支持 nosuch"),
        ("postgresql+nosuch://user:geheim@host/name", "驱动"),
        ("sqlite+nosuch:///a.db", "驱动"),
    ],
)
def test_an_unusable_address_is_a_configuration_error_without_its_password(
    database_url: str, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        open_store(database_url)
    assert "geheim" not in caught.value.sentence
