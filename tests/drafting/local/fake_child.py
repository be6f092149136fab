"""What the tests run in place of the engine's child process: the same protocol around the fault server.

The model file's name says how it behaves:

    hangs…       never becomes ready            dies…     exits while it loads
    broken…      says that it cannot be loaded  missing…  says that the library is missing
    crashes…     becomes ready and exits with the first request

Anything else serves. The server's behaviours are those of `llm_server`, by the model's name.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "llm_server"))

from llm_server import Handler, Server


class GuardedHandler(Handler):
    """Answers only requests that carry the key of the configuration."""

    key = ""

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        if self._is_allowed():
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802 - http.server's name
        if self.server.crashes:  # type: ignore[attr-defined]
            os._exit(3)
        if self._is_allowed():
            super().do_POST()

    def _is_allowed(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {self.key}":
            return True
        self._send_error(401, "Invalid API Key")
        return False


def tell(**event: str) -> None:
    print(json.dumps(event), flush=True)


def end_with_parent() -> None:
    while sys.stdin.readline():
        pass
    os._exit(0)


def main() -> None:
    configuration: dict[str, Any] = json.loads(sys.stdin.readline())
    name = Path(configuration["gguf"]).name
    threading.Thread(target=end_with_parent, daemon=True).start()
    print("the engine prints something of its own", file=sys.stderr, flush=True)
    if name.startswith("hangs"):
        threading.Event().wait()
    if name.startswith("dies"):
        os._exit(9)
    if name.startswith("broken"):
        tell(event="failed", reason="load")
        return
    if name.startswith("missing"):
        tell(event="failed", reason="not_installed")
        return
    GuardedHandler.key = configuration["key"]
    server = Server(0)
    server.RequestHandlerClass = GuardedHandler
    server.crashes = name.startswith("crashes")  # type: ignore[attr-defined]
    print("not an event", flush=True)
    tell(event="ready", address=f"http://127.0.0.1:{server.server_address[1]}")
    server.serve_forever()


if __name__ == "__main__":
    main()
