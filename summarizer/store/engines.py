"""Connections: the only place that knows SQLite from PostgreSQL."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from summarizer.domain import User
from summarizer.errors import ConfigurationError, StorageError
from summarizer.store.failures import storage_errors
from summarizer.store.passage_lists import PassageLists
from summarizer.store.rights import VIEWER
from summarizer.store.turns import Turns

_SCHEMA_LOCK = 0x73756D6D  # any number that no other program on the server uses; here "summ" in ASCII
_WAL_RETRY_S = 0.05
_UNFLUSHED: Final = "summarizer_unflushed"
BINARY: Final = "summarizer_binary"
"""The execution option of a statement whose rows are many bytes: they come as the server holds them."""
_BINARY_FORMAT: Final = 1  # psycopg.pq.Format.BINARY, which whoever works on a file need not import
# In seconds, but for the count, and the last, in milliseconds. PostgreSQL 15 documentation, 34.1.2.
_LIBPQ: Final[Mapping[str, object]] = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Connections a process keeps to a database server; a SQLite file has as many as there are threads.

    Attributes:
        size: kept open, of those in use at the same time.
        overflow: opened beyond that, and closed after use.
        timeout_s: how long somebody waits for one.
        recycle_s: age after which one is replaced, before a firewall forgets it.
    """

    size: int = 10
    overflow: int = 5
    timeout_s: float = 30.0
    recycle_s: int = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """One connection pool seen twice: for reading and for writing.

    Attributes:
        reader: its transactions see one moment of the database from begin to end.
        writer: its transactions hold the right to write from their beginning on SQLite; on
            PostgreSQL they lock the rows they are about to change (`guards`).
        turn: makes the writing threads of this process queue up for a SQLite file. SQLite itself lets
            them poll, where one of 8 busy threads waited 1.7 s for its turn; queueing, 0.25 s.
        lists: what this process remembers of the library; holds nothing that not everybody may know.
    """

    reader: Engine
    writer: Engine
    turn: Callable[[], AbstractContextManager[None]] = nullcontext
    lists: PassageLists = field(default_factory=PassageLists)

    @property
    def viewer(self) -> User | None:
        """The user these connections work for, None where one person works alone."""
        user: User | None = self.reader.get_execution_options().get(VIEWER)
        return user

    def seen_by(self, user: User) -> "Engines":
        """The same connections, working for one user; see `rights`."""
        viewer = {VIEWER: user}
        return replace(
            self,
            reader=self.reader.execution_options(**viewer),
            writer=self.writer.execution_options(**viewer),
        )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction that only reads.

        Raises:
            StorageError: the database cannot be read.
        """
        with storage_errors(), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, flushed: bool = True) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end and rolled back by any error.

        Args:
            flushed: whether it is on the disk when this returns. Without, a killed process loses nothing
                either, but a power cut may cost the last moments; it takes a hundredth of the time.

        Raises:
            StorageError: the database cannot be written.
            ConflictError: a new row's id is taken.
        """
        writer = self.writer if flushed else self.writer.execution_options(**{_UNFLUSHED: True})
        with storage_errors(), self.turn(), writer.begin() as connection:
            if not flushed and connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
            yield connection

    def dispose(self) -> None:
        """Closes all connections that are not in use."""
        self.reader.dispose()


def create_engines(database_url: str, *, busy_timeout_s: float, pool: Pool | None = None) -> Engines:
    """Engines for a SQLAlchemy URL; a SQLite file's folder is made, nothing is connected yet.

    Raises:
        ConfigurationError: the URL cannot be read, or names a database or driver that is not there.
        StorageError: the folder cannot be made.
    """
    url = _parse(database_url)
    try:
        if url.drivername.partition("+")[0] == "sqlite":
            return _sqlite(url, busy_timeout_s)
        return _postgresql(url, pool if pool is not None else Pool())
    except (ImportError, NoSuchModuleError) as error:
        raise ConfigurationError(
            "没有安装数据库地址中所写的驱动",
            hint='PostgreSQL 请运行 pip install "summarizer[postgres]"，地址以 postgresql+psycopg:// 开头。',
        ) from error


def lock_schema(connection: Connection) -> None:
    """Lets one process at a time change the schema, until its transaction ends.

    On SQLite a writing transaction is alone already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_SCHEMA_LOCK)))


def server_now(connection: Connection) -> datetime:
    """The moment by the clock that all processes of one database share: the server's, or this machine's."""
    if connection.dialect.name == "postgresql":
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
    return utc_now()


def utc_now() -> datetime:
    """The moment by this machine's clock."""
    return datetime.now(UTC)


def _parse(database_url: str) -> URL:
    hint = "请检查 SUMMARIZER_DATABASE_URL，例如 sqlite:///数据.db 或 postgresql+psycopg://用户@主机/库名。"
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError) as error:  # its text may hold a password: not repeated
        raise ConfigurationError("数据库地址无法识别", hint=hint) from error
    name = url.drivername.partition("+")[0]
    if name == "sqlite":
        return url
    # Whoever works on a file need not wait for PostgreSQL's dialect.
    from summarizer.store.dialects import DESCENDANTS, register_descendants

    if name != "postgresql" and name not in DESCENDANTS:
        raise ConfigurationError(f"不支持 {name} 数据库", hint=hint)
    register_descendants()
    return url


def _postgresql(url: URL, pool: Pool) -> Engines:
    root = create_engine(
        url,
        json_serializer=_to_json,
        # A connection that died while it was idle is replaced before anybody uses it.
        pool_pre_ping=True,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_timeout=pool.timeout_s,
        pool_recycle=pool.recycle_s,
        connect_args=_patience(url),
    )
    if root.dialect.driver == "psycopg":
        _let_binary(root)
    reader = root.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(reader=reader, writer=root)


def _let_binary(root: Engine) -> None:
    """Lets a statement have its rows as the server holds them: bytes written as text take twice the room."""

    @event.listens_for(root, "before_cursor_execute")
    def _choose_format(_: object, cursor: Any, __: str, ___: object, context: Any, ____: bool) -> None:  # noqa: ANN401
        if context is not None and BINARY in context.execution_options:
            cursor.format = _BINARY_FORMAT


def _patience(url: URL) -> dict[str, object]:
    """When a server that does not answer is given up; what the URL says itself stays.

    libpq's own answer is: never, while a connection is made, and two hours, while an answer is awaited.
    """
    if "psycopg" not in url.drivername:
        return {}
    return {name: value for name, value in _LIBPQ.items() if name not in url.query}


def _sqlite(url: URL, busy_timeout_s: float) -> Engines:
    pool: dict[str, Any] = {"max_overflow": -1}
    if url.database in {None, "", ":memory:"}:
        # A memory database lives in its one connection, which the threads then take in turns.
        pool = {"pool_size": 1, "max_overflow": 0}
    elif "uri" not in url.query:
        _make_folder(Path(str(url.database)).parent)
    root = create_engine(
        url,
        json_serializer=_to_json,
        poolclass=QueuePool,
        connect_args={"timeout": busy_timeout_s, "check_same_thread": False},
        **pool,
    )
    _prepare_connections(root, busy_timeout_s)
    writer = root.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    return Engines(reader=root, writer=writer, turn=Turns(busy_timeout_s).turn)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"无法建立数据文件夹 {folder}", hint="请检查写入权限，或用 SUMMARIZER_HOME 换一个文件夹。"
        ) from error


def _prepare_connections(root: Engine, busy_timeout_s: float) -> None:
    @event.listens_for(root, "connect")
    def _connect(connection: sqlite3.Connection, _: object) -> None:
        try:
            connection.isolation_level = None  # transactions begin below, not when the driver thinks fit
            connection.execute("PRAGMA foreign_keys = ON")
            # NORMAL would survive a killed process but lose the last edits with the power; a save
            # comes at most a few times a second, so a flush to disk for each is affordable.
            connection.execute("PRAGMA synchronous = FULL")
            # Kilobytes; with the default 2,000 a search in 100,000 passages takes nearly twice as long.
            connection.execute("PRAGMA cache_size = -16000")
            _use_wal(connection, busy_timeout_s)
        except BaseException:
            connection.close()
            raise

    @event.listens_for(root, "begin")
    def _begin(connection: Connection) -> None:
        # A writer asks for the lock at once: a reader that becomes one later fails instead of waiting.
        options = connection.get_execution_options()
        if "sqlite_begin" in options:
            # Not to be changed any more once the transaction has begun.
            flush = "NORMAL" if _UNFLUSHED in options else "FULL"
            connection.exec_driver_sql(f"PRAGMA synchronous = {flush}")
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))


def _use_wal(connection: sqlite3.Connection, busy_timeout_s: float) -> None:
    """Lets readers go on while one writes; on a network drive SQLite stays in its older mode.

    The first switch of a file fails at once, without SQLite's own waiting, while another process
    does the same: hence the loop.
    """
    deadline = time.monotonic() + busy_timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            code = error.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_READONLY:
                return
            if code != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_WAL_RETRY_S)
        else:
            return


def _to_json(value: object) -> str:
    """JSON that keeps Chinese as it is: half the size of escapes, and readable in the database."""
    return json.dumps(value, ensure_ascii=False)
