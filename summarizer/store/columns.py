"""Column types that hold the same value in SQLite and PostgreSQL, and what text may be stored.

Released migrations use these types too: what a type writes must not change without a migration.
"""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


def storable(text: str) -> str:
    """`text` as it will come back from any database.

    NUL is dropped, because PostgreSQL has no way to store it; a surrogate pair left by a browser
    becomes its character and a lone surrogate U+FFFD, because neither has a UTF-8 form. All other
    characters, control characters and emoji included, stay.
    """
    text = text.replace("\x00", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def storable_id(name: str) -> str:
    """`name` as it will come back; NUL becomes U+FFFD, so that a broken id never means another row."""
    return storable(name.replace("\x00", "\ufffd"))


class StoredText(TypeDecorator[str]):
    """Text of any length, cleaned by `storable` on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The value as the driver can take it."""
        return None if value is None else storable(value)


class StoredId(TypeDecorator[str]):
    """A text id, compared and sorted by code point in every database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """PostgreSQL sorts by the server's locale unless told otherwise; SQLite never does."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The id as the driver can take it."""
        return None if value is None else storable_id(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, timezone-aware on both sides; SQLite keeps it as naive UTC, which also sorts rightly."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC.

        Raises:
            ValueError: `value` has no time zone, so it names no moment.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a stored moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, whatever zone the connection speaks."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
