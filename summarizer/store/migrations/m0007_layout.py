"""The optional parts of an official document, kept with each document: 主送机关, 结语, 附件 and seal.

A migration is history: it keeps its own copy of the tables and never changes once released.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Connection, MetaData, Table, false, text
from sqlalchemy.schema import CreateColumn

from summarizer.store.columns import StoredText


def upgrade(connection: Connection) -> None:
    """Adds the columns; what is there already gets none of the parts."""
    added: list[Column[Any]] = [
        *(
            Column(name, StoredText, nullable=False, server_default="")
            for name in ("main_recipient", "closing", "attachments")
        ),
        Column("seal", Boolean, nullable=False, server_default=false()),
    ]
    Table("documents", MetaData(), *added)
    for column in added:
        specification = CreateColumn(column).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE documents ADD COLUMN {specification}"))
