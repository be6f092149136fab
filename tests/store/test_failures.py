import sqlite3

import pytest
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from summarizer.errors import ConflictError, StorageError
from summarizer.store.failures import busy, explain, storage_errors


class ServerError(Exception):
    """As psycopg raises it: `sqlstate` is None when the server never answered."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("duplicate text 慰问张某某")
        self.sqlstate = sqlstate


def sqlite_error(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("duplicate text 慰问张某某")
    error.sqlite_errorcode = code
    return OperationalError("UPDATE …", None, error)


def server_error(sqlstate: str | None) -> DBAPIError:
    return DBAPIError("UPDATE …", None, ServerError(sqlstate))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "磁盘空间已满"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "占用"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "占用"),
        (sqlite_error(sqlite3.SQLITE_LOCKED), "占用"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "只能读"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "只能读"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), "打不开"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "不是数据库"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), "已损坏"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), "读写磁盘"),
        (sqlite_error(sqlite3.SQLITE_ERROR), "数据库出错"),
        (OperationalError("", None, sqlite3.OperationalError("no code")), "数据库出错"),
        (server_error("53100"), "磁盘空间已满"),
        (server_error("53300"), "占用"),
        (server_error("55P03"), "占用"),
        (server_error("40P01"), "占用"),
        (server_error("25006"), "只能读"),
        (server_error("42501"), "拒绝"),
        (server_error("28P01"), "拒绝"),
        (server_error("58030"), "读写磁盘"),
        (server_error("08006"), "连不上"),
        (server_error("57P01"), "连不上"),
        (server_error("3D000"), "连不上"),
        (server_error(None), "连不上"),
        (server_error("22003"), "数据库出错"),
        (PoolTimeoutError(), "占用"),
        (ArgumentError("anything else"), "数据库出错"),
    ],
)
def test_each_failure_is_said_in_one_chinese_sentence(error: SQLAlchemyError, message: str) -> None:
    explained = explain(error)
    assert isinstance(explained, StorageError)
    assert message in str(explained)
    assert explained.hint
    assert "张某某" not in explained.sentence


def test_a_taken_id_is_a_conflict() -> None:
    assert isinstance(explain(IntegrityError("", None, sqlite3.IntegrityError())), ConflictError)


def test_waiting_too_long_reads_like_a_locked_database() -> None:
    assert busy().sentence == explain(PoolTimeoutError()).sentence


def test_other_errors_pass_unchanged() -> None:
    with pytest.raises(KeyError), storage_errors():
        raise KeyError("ours")


def test_the_first_cause_is_kept_for_the_log() -> None:
    first = sqlite_error(sqlite3.SQLITE_FULL)
    with pytest.raises(StorageError) as caught, storage_errors():
        raise first
    assert caught.value.__cause__ is first
