"""Database errors in words: which failure it was and what the user can do."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from summarizer.errors import ConflictError, DatabaseAwayError, StorageError, SummarizerError


class _Failure(NamedTuple):
    message: str
    hint: str


_FULL = _Failure("磁盘空间已满，这次修改没有保存", "请清理磁盘空间后再保存一次；以前保存的内容都还在。")
_BUSY = _Failure(
    "数据库正被其他程序占用，这次操作没有完成",
    "请稍后再试；如果总是这样，请关闭正在备份或同步数据文件夹的软件。",
)
_READ_ONLY = _Failure(
    "数据库只能读、不能写，这次操作没有完成",
    "请检查数据文件夹和文件的写入权限，或用 SUMMARIZER_HOME 换一个文件夹。",
)
_CANNOT_OPEN = _Failure(
    "打不开数据库文件", "请确认数据文件夹存在并且可以写入，或用 SUMMARIZER_HOME 换一个文件夹。"
)
_NO_DATABASE = _Failure(
    "这个文件不是数据库", "请检查 SUMMARIZER_DATABASE_URL 或 SUMMARIZER_HOME 是否指向了别的文件。"
)
_DAMAGED = _Failure("数据库文件已损坏", "请先把整个数据文件夹复制一份留底，再用备份恢复或联系管理员。")
_DISK = _Failure("读写磁盘时出错，这次操作没有完成", "请检查磁盘或网络盘是否正常，再试一次。")
_NO_SERVER = _Failure("连不上数据库服务器，这次操作没有完成", DatabaseAwayError.default_hint)
_DENIED = _Failure("数据库拒绝了这次操作", "请联系管理员检查数据库的账号和权限。")
_UNKNOWN = _Failure("数据库出错，这次操作没有完成", StorageError.default_hint)

_SQLITE: Mapping[int, _Failure] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: _NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
}

# PostgreSQL 15 documentation, appendix A; the longest prefix decides.
_SQLSTATE: Mapping[str, _Failure] = {
    "53100": _FULL,
    "55P03": _BUSY,
    "40": _BUSY,
    "53": _BUSY,
    "25006": _READ_ONLY,
    "42501": _DENIED,
    "28": _DENIED,
    "58": _DISK,
    "XX001": _DAMAGED,
    "08": _NO_SERVER,
    "57P": _NO_SERVER,
    "3D000": _NO_SERVER,
}


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turns the errors of SQLAlchemy and its drivers into ours; everything else passes.

    Raises:
        StorageError: the database cannot be read or written; DatabaseAwayError when its server is away.
        ConflictError: a new row's id is taken.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error) from error


def busy() -> StorageError:
    """What to raise when another writer took too long."""
    return StorageError(_BUSY.message, hint=_BUSY.hint)


def explain(error: SQLAlchemyError) -> SummarizerError:
    """What `error` means to a user. The text of `error` is left out: it may quote the user's words."""
    if isinstance(error, IntegrityError):
        return ConflictError("同样编号的内容已经存在，这次没有覆盖它")
    failure = _failure(error)
    if failure is _NO_SERVER:
        return DatabaseAwayError(failure.message, hint=failure.hint)
    return StorageError(failure.message, hint=failure.hint)


def _failure(error: SQLAlchemyError) -> _Failure:
    if isinstance(error, PoolTimeoutError):
        return _BUSY
    if not isinstance(error, DBAPIError):
        return _UNKNOWN
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the primary code; the rest only refines it. https://sqlite.org/rescode.html
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF, _UNKNOWN)
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:  # the server never answered
        return _NO_SERVER
    return next((_SQLSTATE[state[:end]] for end in range(5, 1, -1) if state[:end] in _SQLSTATE), _UNKNOWN)
