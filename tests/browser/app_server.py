"""The app as a process of its own on a free port, to be killed and started again on the same data."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 300.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class App:
    """The running app, which can be killed and started again on the same data."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        """As the source tree is started; an installed copy has a command of its own."""
        started = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        return [*started, "--server.port", str(self.port), "--server.headless", "true"]

    def start(self) -> None:
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self._settings()},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def _settings(self) -> dict[str, str]:
        """Data of its own, and no vectors: making them keeps a core busy for longer than a test lasts."""
        return {
            "SUMMARIZER_HOME": str(self.home),
            "SUMMARIZER_DATABASE_URL": "",
            "SUMMARIZER_EMBEDDING_MODEL": "none",
        }

    def _wait(self) -> None:
        end = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        pytest.fail("the app did not start: " + (self.home / "server.log").read_text(errors="replace"))

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=20)
            self._process = None
