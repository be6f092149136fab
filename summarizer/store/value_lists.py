"""Conditions that a column holds one of many values: one parameter where the database has arrays."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Dialect, Integer, any_, bindparam
from sqlalchemy.types import UserDefinedType

_Value = TypeVar("_Value", int, str)


def one_of(connection: Connection, column: Column[_Value], values: Iterable[_Value]) -> ColumnElement[bool]:
    """That `column` holds one of `values`.

    PostgreSQL is given them as one array: a parameter for each takes longer to prepare than such a query to
    run, and the statement, which is then the same however many they are, is planned once for a connection.
    SQLite has no arrays.

    Args:
        connection: that is asked.
        column: of whole numbers or ids.
        values: as stored (`columns.storable_id`).
    """
    given = sorted(set(values))
    is_number = isinstance(column.type, Integer)
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam(None, given, type_=_Array("INTEGER[]" if is_number else "TEXT[]")))
    return column.in_(bindparam(None, given, expanding=True, literal_execute=is_number))


class _Array(UserDefinedType[Sequence[int] | Sequence[str]]):
    """An array written out in one go; psycopg turns over each value for itself.

    Args:
        name: of the type in PostgreSQL.
    """

    cache_ok = True
    render_bind_cast = True

    def __init__(self, name: Literal["INTEGER[]", "TEXT[]"]) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        """The type's name."""
        return self.name

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """Writes values as PostgreSQL reads an array (documentation, 8.15.6)."""
        written: Callable[[Any], str] = str if self.name == "INTEGER[]" else _quoted
        return lambda values: f"{{{','.join(map(written, values))}}}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
