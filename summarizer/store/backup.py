"""Whole databases to a file and back: SQLite by its online backup, PostgreSQL by its own pg_dump."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from summarizer.errors import ConfigurationError, InputError, StorageError, UnreadableFileError
from summarizer.store.counts import count_documents
from summarizer.store.engines import create_engines
from summarizer.store.migrations import MIGRATIONS
from summarizer.store.sql_store import open_store

_SQLITE_HEAD: Final = b"SQLite format 3\x00"
_DUMP_HEAD: Final = b"PGDMP"
_PAGES_A_STEP: Final = 512
_PATIENCE_S: Final = 30.0
_BUSY_SLEEP_S: Final = 0.05
# A backup must do without pgvector: the server it is restored on may have none. 14 is the oldest pg_dump so.
_WITHOUT_INDEXES: Final = ("--exclude-table=near_*", "--extension=plpgsql")
_TOOLS_HINT: Final = "请安装与服务器同一大版本的 PostgreSQL 客户端工具，并确认它在 PATH 中。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was written and checked.

    Attributes:
        path: where it is.
        size_bytes: its size.
        documents: how many documents of the living it holds; None where counting would need a server.
    """

    path: Path
    size_bytes: int
    documents: int | None


def back_up(database_url: str, path: Path) -> Backup:
    """Copies the whole database as it is at one moment, while it is in use; the copy has been checked.

    Raises:
        InputError: the file exists already, or there is no database yet.
        StorageError: the database cannot be read, the file cannot be written, or the copy is not whole.
        ConfigurationError: the URL cannot be used, or PostgreSQL's tools are not installed.
    """
    url = _url_of(database_url)
    if path.exists():
        message = f"“{path}”已经存在，没有覆盖"
        raise InputError(message, hint="请换一个文件名，例如在名字里写上日期。")
    if url.get_backend_name() == "sqlite":
        documents = _copy_sqlite(_existing_file(url), path)
    else:
        with _whole_file(path) as fresh:
            _run_tool(
                *("pg_dump", url, "--format=custom", "--no-owner", *_WITHOUT_INDEXES),
                *(f"--file={fresh}", url.database or ""),
            )
        documents = None
    return Backup(path=path, size_bytes=path.stat().st_size, documents=documents)


def restore(database_url: str, path: Path, *, keep_in: Path, now: datetime | None = None) -> Path | None:
    """Replaces the whole database by a backup, or leaves it as it was.

    Returns:
        The copy of what was there before, None when there was nothing.

    Args:
        database_url: the database to fill.
        path: a file that `back_up` has written.
        keep_in: the folder for that copy.
        now: names the copy.

    Raises:
        UnreadableFileError: the file is no whole backup.
        InputError: it is one of the other kind of database.
        ConfigurationError: it was made by a newer program, or PostgreSQL's tools are not installed.
        StorageError: the database cannot be written.
    """
    url = _url_of(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    _check_kind(path, is_sqlite=is_sqlite)
    stamp = (now or datetime.now()).strftime("%Y%m%d-%H%M%S")
    before = keep_in / f"恢复前-{stamp}{'.db' if is_sqlite else '.dump'}"
    if is_sqlite:
        _check_sqlite_backup(path)
        kept = _restore_sqlite(url, path, before)
    else:
        kept = back_up(database_url, before).path
        _drop_indexes(database_url)
        _run_tool(
            *("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--exit-on-error"),
            *("--single-transaction", f"--dbname={url.database}", str(path)),
        )
    # The backup may be of an older version: it is brought up to this one here and not before everybody.
    open_store(database_url).close()
    return kept


def holds_documents(database_url: str) -> bool:
    """Whether restoring would replace anybody's documents.

    Raises:
        StorageError, ConfigurationError: the database cannot be read.
    """
    url = _url_of(database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False
    open_store(database_url).close()
    engines = create_engines(database_url, busy_timeout_s=_PATIENCE_S)
    try:
        with engines.reading() as connection:
            return count_documents(connection, deleted=True) > 0
    finally:
        engines.dispose()


def _drop_indexes(database_url: str) -> None:
    """Removes what a restored library would be found without: it hangs on the tables to be replaced."""
    from summarizer.store.vector_index import drop_indexes  # with numpy, which a backup need not wait for

    engines = create_engines(database_url, busy_timeout_s=_PATIENCE_S)
    try:
        drop_indexes(engines)
    finally:
        engines.dispose()


def _url_of(database_url: str) -> URL:
    engines = create_engines(database_url, busy_timeout_s=_PATIENCE_S)
    engines.dispose()
    return engines.writer.url


def _existing_file(url: URL) -> Path:
    path = Path(url.database or "")
    if not path.is_file():
        message = "还没有数据库，没有可以备份的总结"
        raise InputError(message, hint="请检查 SUMMARIZER_HOME 或 SUMMARIZER_DATABASE_URL 是否写对。")
    return path


def _copy_sqlite(source: Path, path: Path) -> int:
    """Writes a checked copy of a SQLite file; the number of its documents."""
    with _whole_file(path) as fresh, _sqlite_failures():
        with (
            closing(sqlite3.connect(source, timeout=_PATIENCE_S)) as reading,
            closing(sqlite3.connect(fresh)) as writing,
        ):
            _copy(reading, writing)
            # A copy in WAL mode would be two files as soon as somebody looks into it.
            writing.execute("PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(fresh)) as written:
            _check_whole(written)
            return _count_documents(written)


def _restore_sqlite(url: URL, path: Path, before: Path) -> Path | None:
    target = Path(url.database or "")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = None
    if target.is_file():
        before.parent.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(target, before)
        kept = before
    with (
        _sqlite_failures(),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target, timeout=_PATIENCE_S)) as writing,
    ):
        # Into the living file, in one transaction: whoever has it open sees the old state or the new one.
        _copy(reading, writing)
        _check_whole(writing)
    return kept


def _copy(reading: sqlite3.Connection, writing: sqlite3.Connection) -> None:
    """SQLite's online backup; it waits for others, but not for ever as the driver would."""
    moved = (time.monotonic(), -1)

    def watch(_: int, remaining: int, __: int) -> None:
        nonlocal moved
        if remaining != moved[1]:
            moved = (time.monotonic(), remaining)
        elif time.monotonic() - moved[0] > _PATIENCE_S:
            message = "数据库一直被别的程序占用，没有完成"
            raise StorageError(message, hint="请先停止据实，再试一次。")

    reading.backup(writing, pages=_PAGES_A_STEP, progress=watch, sleep=_BUSY_SLEEP_S)


def _check_whole(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchone()
    if found != ("ok",) or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        message = "数据库检查没有通过，其中有损坏的内容"
        raise StorageError(message, hint="请改用更早的备份，并把现在的数据文件夹复制一份留底。")


def _count_documents(connection: sqlite3.Connection) -> int:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone()
    if known is None:
        return 0
    count: int = connection.execute("SELECT count(*) FROM documents WHERE deleted_at IS NULL").fetchone()[0]
    return count


def _check_kind(path: Path, *, is_sqlite: bool) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_SQLITE_HEAD))
    except OSError as error:
        message = f"打不开备份文件“{path}”"
        raise UnreadableFileError(message) from error
    if not head.startswith((_SQLITE_HEAD, _DUMP_HEAD)):
        message = f"“{path.name}”不是据实的备份文件"
        raise UnreadableFileError(message, hint="请选择用 summarizer backup 生成的文件。")
    if head.startswith(_SQLITE_HEAD) is not is_sqlite:
        made, wanted = ("SQLite", "PostgreSQL") if not is_sqlite else ("PostgreSQL", "SQLite")
        message = f"这是 {made} 的备份，现在用的是 {wanted} 数据库"
        raise InputError(message, hint="请把 SUMMARIZER_DATABASE_URL 改成备份所属的那种数据库。")


def _check_sqlite_backup(path: Path) -> None:
    """Passes for a whole database of this program or of an older one."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            _check_whole(connection)
            number = connection.execute("SELECT max(number) FROM schema_version").fetchone()[0]
    except (sqlite3.Error, StorageError) as error:
        message = f"“{path.name}”不完整，或者不是据实的数据库"
        raise UnreadableFileError(message, hint="请换一份备份；现有数据没有改动。") from error
    if not isinstance(number, int) or number > len(MIGRATIONS):
        message = f"这份备份来自更新版本的程序（结构版本{number}，本程序只认识到{len(MIGRATIONS)}）"
        raise ConfigurationError(message, hint="请先升级本程序；现有数据没有改动。")


@contextmanager
def _sqlite_failures() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        message = "备份或恢复时读写数据库出错，没有完成"
        raise StorageError(message) from error


@contextmanager
def _whole_file(path: Path) -> Iterator[Path]:
    """A file beside `path` that becomes it at the end, and is gone after any error."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        os.close(descriptor)
    except OSError as error:
        message = f"不能写入文件夹“{path.parent}”"
        raise StorageError(message) from error
    fresh = Path(name)
    try:
        yield fresh
        # Read and write, or Windows refuses to flush it; private as mkstemp made it: it holds every document.
        with fresh.open("r+b") as stream:
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        for left in (fresh, fresh.with_name(f"{fresh.name}-journal")):
            left.unlink(missing_ok=True)


def _run_tool(tool: str, url: URL, *arguments: str) -> None:
    """Runs one of PostgreSQL's tools on the database; the password goes by its environment.

    Raises:
        ConfigurationError: it is not installed, or older than the server.
        StorageError: it failed.
    """
    program = shutil.which(tool)
    if program is None:
        message = f"这台电脑没有 {tool}，不能备份或恢复 PostgreSQL"
        raise ConfigurationError(message, hint=_TOOLS_HINT)
    if not url.drivername.startswith("postgresql"):
        message = f"{url.drivername} 数据库不能由本程序备份或恢复"
        raise ConfigurationError(message, hint="请使用数据库自带的工具，例如 openGauss 的 gs_dump。")
    surroundings = {**os.environ, **_connection_variables(url)}
    done = subprocess.run(
        [program, *arguments], env=surroundings, capture_output=True, text=True, check=False, errors="replace"
    )
    if done.returncode == 0:
        return
    if "version mismatch" in done.stderr or "unsupported version" in done.stderr:
        message = f"{tool} 的版本比数据库服务器旧"
        raise ConfigurationError(message, hint=_TOOLS_HINT)
    if "unrecognized configuration parameter" in done.stderr:
        # A newer pg_restore first sets what an older server does not know.
        message = f"{tool} 的版本比数据库服务器新，数据库没有改动"
        raise ConfigurationError(message, hint=_TOOLS_HINT)
    # Its own words may quote rows: only the last line's kind would help, and the server's log has it all.
    message = f"{tool} 没有成功（退出码 {done.returncode}），数据库没有改动"
    raise StorageError(message, hint="请查看数据库服务器的日志，并检查账号权限和磁盘空间。")


def _connection_variables(url: URL) -> Mapping[str, str]:
    """The URL as the variables all of PostgreSQL's tools read."""
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    given = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": query.get("port") or (str(url.port) if url.port else None),
        "PGUSER": query.get("user") or url.username,
        "PGPASSWORD": query.get("password") or url.password,
        "PGSSLMODE": query.get("sslmode"),
        "PGSSLROOTCERT": query.get("sslrootcert"),
    }
    return {name: value for name, value in given.items() if value}
