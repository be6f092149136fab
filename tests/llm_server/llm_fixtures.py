"""The fault-injecting server as a fixture: one process for all tests, told apart by model names."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmServer:
    """Where the server listens."""

    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def log(self, model: str) -> list[dict[str, Any]]:
        """What was asked of `model`, the first request first."""
        with urllib.request.urlopen(f"{self.base_url}/log?model={quote(model)}", timeout=5) as response:
            entries: list[dict[str, Any]] = json.load(response)
        return entries


@pytest.fixture(scope="session")
def llm_server() -> Iterator[LlmServer]:
    script = Path(__file__).with_name("llm_server.py")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            if process.stdout is None:
                pytest.fail("the server has no output")
            yield LlmServer(port=json.loads(process.stdout.readline())["port"])
        finally:
            process.terminate()
