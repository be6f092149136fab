"""One of many processes that start at once: brings a database to the newest schema.

    python starting_process.py DATABASE_URL

Says "ready", waits for a line, and tells how many steps it took and which schema it then found.
"""

import sys

from summarizer.store.engines import create_engines
from summarizer.store.migrations import migrate, schema_number


def main(database_url: str) -> None:
    engines = create_engines(database_url, busy_timeout_s=60.0)
    print("ready", flush=True)
    sys.stdin.readline()
    steps = migrate(engines)
    with engines.reading() as connection:
        print(steps, schema_number(connection), flush=True)
    engines.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
