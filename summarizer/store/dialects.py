"""Databases that speak PostgreSQL under another name: what their servers call themselves.

SQLAlchemy asks a server for its version and refuses one whose answer does not begin as PostgreSQL's own.
PolarDB-PG begins so and needs nothing here. openGauss and KingbaseES do not: their URLs begin with
`opengauss+psycopg://` and `kingbase+psycopg://`, which choose the dialects below. What they are told to be is
the PostgreSQL they descend from, so that they are sent no SQL they might not know.

Neither has been tried on a real server. openGauss hashes passwords in a way of its own that psycopg cannot
answer: its administrator sets `password_encryption_type` to 0 or 1 before the account is made.

One more such database is one more class with its pattern, listed in `DESCENDANTS`.
"""

import re
from collections.abc import Mapping
from typing import ClassVar, Final, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from summarizer.errors import ConfigurationError

Release: TypeAlias = tuple[int, ...]


class DescendantDialect(PGDialect_psycopg):
    """PostgreSQL's dialect for a server that calls itself otherwise.

    Attributes:
        own_name: how the server's answer to `version()` is recognised.
        descends_from: the release of PostgreSQL it is taken for.
    """

    supports_statement_cache = True
    own_name: ClassVar[re.Pattern[str]]
    descends_from: ClassVar[Release]

    def _get_server_version_info(self, connection: Connection) -> Release:
        said = str(connection.exec_driver_sql("select pg_catalog.version()").scalar())
        return self.release_of(said)

    @classmethod
    def release_of(cls, said: str) -> Release:
        """The release of PostgreSQL whose SQL the server knows.

        Args:
            said: the server's answer to `version()`.

        Raises:
            ConfigurationError: it is another kind of server.
        """
        if cls.own_name.search(said) is None:
            raise ConfigurationError(
                "数据库服务器与地址开头所写的种类不符",
                hint="请核对 SUMMARIZER_DATABASE_URL：PostgreSQL 和 PolarDB 以 postgresql+psycopg:// 开头，"
                "openGauss 以 opengauss+psycopg:// 开头，人大金仓以 kingbase+psycopg:// 开头。",
            )
        return cls.descends_from


class OpenGaussDialect(DescendantDialect):
    """openGauss and the products made of it, descendants of PostgreSQL 9.2.4."""

    own_name = re.compile(r"\b(openGauss|GaussDB|MogDB|Vastbase)\b", re.IGNORECASE)
    descends_from = (9, 2, 4)


class KingbaseDialect(DescendantDialect):
    """KingbaseES V8 and V9 (人大金仓); the oldest in use, V8R3, descends from PostgreSQL 9.6."""

    own_name = re.compile(r"\bKingbaseES\b", re.IGNORECASE)
    descends_from = (9, 6)


DESCENDANTS: Final[Mapping[str, type[DescendantDialect]]] = {
    "opengauss": OpenGaussDialect,
    "kingbase": KingbaseDialect,
}
"""The dialects by the name a URL begins with."""


def register_descendants() -> None:
    """Lets SQLAlchemy find the dialects by their names; may be done again."""
    for name, dialect in DESCENDANTS.items():
        registry.register(f"{name}.psycopg", dialect.__module__, dialect.__name__)
