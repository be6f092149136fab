"""What the server, its configuration and the proxy in front of it tell browsers to refuse."""

import asyncio
import base64
import hashlib
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from summarizer.cli import server
from summarizer.ui.headers import HEADERS, SafeHeaders

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy/nginx/summarizer.conf").read_text(encoding="utf-8")
START_S = 300


def policy(name: str) -> str:
    found = re.search(rf"(?:^|; ){name} ([^;]*)", HEADERS["Content-Security-Policy"])
    assert found is not None
    return found[1]


def test_the_protections_against_other_sites_are_switched_on() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["server"]
    assert (config["enableCORS"], config["enableXsrfProtection"], config["enableAgentApi"]) == (
        True,
        True,
        False,
    )
    assert config["address"] == "127.0.0.1"
    # An installed copy has no such file: there the command line says it.
    options = dict(server._OPTIONS)
    assert options["--server.enableCORS"] == "true"
    assert options["--server.enableXsrfProtection"] == "true"
    assert options["--server.enableAgentApi"] == "false"
    assert options["--client.showErrorDetails"] == "none"


def test_no_script_of_a_text_or_of_another_machine_is_run() -> None:
    assert "unsafe" not in policy("script-src")
    assert not re.search(r"https?:|\*", HEADERS["Content-Security-Policy"])
    assert policy("object-src") == "'none'"
    assert policy("frame-ancestors") == "'self'"


def test_the_inline_scripts_of_streamlit_s_page_are_the_ones_allowed() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline]
    assert [f"'sha256-{one}'" for one in hashes] == re.findall(r"'sha256-[^']*'", policy("script-src"))


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_nginx_sends_the_same_headers_once(name: str) -> None:
    sent = re.findall(rf'add_header {name} "?(.*?)"? always;', NGINX)
    assert sent == [HEADERS[name]]
    assert f"proxy_hide_header {name};" in NGINX


def test_nginx_sends_cookies_and_pages_over_tls_only() -> None:
    assert "HttpOnly; Secure; SameSite=Lax" in NGINX
    assert "return 301 https://" in NGINX
    assert "Strict-Transport-Security" in NGINX
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in NGINX
    assert "location ^~ /_stcore/agent { return 404; }" in NGINX
    # A header added in a location would put those of the server out of force.
    locations = re.findall(r"location [^{]*\{([^}]*)\}", NGINX)
    assert not any("add_header" in body for body in locations)


def test_a_websocket_is_passed_on_without_headers() -> None:
    heard: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(scope["type"])
        await send({"type": "websocket.accept"})

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        heard.append(str(message))

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, SafeHeaders(app)({"type": "websocket"}, receive, send)).result()
    assert heard == ["websocket", "{'type': 'websocket.accept'}"]


# A running server


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    settings = {
        "SUMMARIZER_HOME": str(home),
        "SUMMARIZER_DATABASE_URL": "",
        "SUMMARIZER_EMBEDDING_MODEL": "none",
    }
    command = [sys.executable, "-m", "summarizer", "serve", "--no-browser", "--port", str(free)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=home, env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        end = time.monotonic() + START_S
        while time.monotonic() < end and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{free}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        else:
            pytest.fail((home / "server.log").read_text(errors="replace"))
        yield free
    finally:
        process.kill()
        process.wait(timeout=20)


def asked(port: int, method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Status and headers of one answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": base64.b64encode(b"0123456789abcdef").decode(),
}


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/health", "/no-such-page.js"])
def test_every_answer_carries_the_headers(port: int, path: str) -> None:
    _, headers = asked(port, "GET", path, {})
    assert {name: headers.get(name.lower()) for name in HEADERS} == dict(HEADERS)


def test_another_site_cannot_open_a_session(port: int) -> None:
    own, _ = asked(port, "GET", "/_stcore/stream", UPGRADE | {"Origin": f"http://127.0.0.1:{port}"})
    other, _ = asked(port, "GET", "/_stcore/stream", UPGRADE | {"Origin": "http://evil.example"})
    assert own == 101
    assert other in {400, 403}


def test_a_file_without_the_token_of_the_page_is_refused(port: int) -> None:
    status, _ = asked(port, "PUT", "/_stcore/upload_file/session/file", {"Content-Length": "0"})
    assert status == 403


def test_the_interface_for_agents_is_off(port: int) -> None:
    status, _ = asked(port, "POST", "/_stcore/agent/interact", {"Content-Length": "0"})
    assert status in {403, 404}
