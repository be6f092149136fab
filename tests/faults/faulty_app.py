"""The app with a disk that fails when told to: `python faulty_app.py CONTROL serve …`.

CONTROL is a file whose one line is read whenever a connection of the database is taken for use:

    full        SQLite may not make the file larger (PRAGMA max_page_count): SQLITE_FULL comes where it would
                come on a full disk, without root or a file system of its own, on every platform
    slow 0.4    each commit takes so many seconds longer, as on a disk that is busy with a backup
    (empty)     all is well
"""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

_NO_LIMIT: Final = 0x3FFFFFFF


def spoil(control: Path) -> None:
    """Has every connection of this process obey the control file."""

    def wish() -> list[str]:
        return control.read_text(encoding="utf-8").split() if control.exists() else []

    @event.listens_for(Pool, "checkout")
    def _taken(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        # SQLite never goes below the size the file has.
        connection.execute(f"PRAGMA max_page_count = {1 if wish() == ['full'] else _NO_LIMIT}").fetchone()

    @event.listens_for(Engine, "commit")
    def _committing(_connection: Connection) -> None:
        match wish():
            case ["slow", seconds]:
                time.sleep(float(seconds))


if __name__ == "__main__":
    spoil(Path(sys.argv.pop(1)))
    from summarizer.cli import main

    sys.exit(main())
