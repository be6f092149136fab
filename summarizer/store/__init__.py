"""Documents, facts and versions in SQLite or PostgreSQL through SQLAlchemy Core."""

from summarizer.store.engines import Pool
from summarizer.store.sql_store import SqlStore, open_store

__all__ = ["Pool", "SqlStore", "open_store"]
