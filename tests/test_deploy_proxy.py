"""nginx, configured as in deploy/nginx, in front of two processes: who is sent where, what is held back."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

NGINX = Path(__file__).parents[1] / "deploy" / "nginx"
START_S = 60
STREAM = "/_stcore/stream"


class Process(BaseHTTPRequestHandler):
    """Stands for one process of the program: says which it is, and what it was asked."""

    def do_GET(self) -> None:
        body = f"{self.connection.getsockname()[1]} {self.headers['Host']}".encode()
        self.send_response(200)
        self.send_header("Set-Cookie", "_streamlit_xsrf=1; Path=/")
        self.send_header("X-Frame-Options", "twice")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back through nginx."""

    status: int
    body: str
    headers: Sequence[tuple[str, str]]

    @property
    def cookies(self) -> dict[str, str]:
        """Name and whole line of each cookie set."""
        lines = [value for name, value in self.headers if name.lower() == "set-cookie"]
        return {line.partition("=")[0]: line for line in lines}

    def cookie(self, name: str) -> str:
        """`name=value` as a browser sends it back."""
        return self.cookies[name].partition(";")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """nginx and the processes behind it, by port."""

    plain: int
    tls: int
    processes: dict[int, ThreadingHTTPServer]

    def get(self, path: str, *cookies: str) -> Answer:
        """One answer over TLS, from a connection of its own."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return _ask(HTTPSConnection("127.0.0.1", self.tls, timeout=30, context=context), path, cookies)

    def get_plain(self, path: str) -> Answer:
        """One answer without TLS."""
        return _ask(HTTPConnection("127.0.0.1", self.plain, timeout=30), path, ())

    def process_of(self, answer: Answer) -> int:
        """The process that answered."""
        port = int(answer.body.split()[0])
        assert port in self.processes
        return port


def _ask(connection: HTTPConnection, path: str, cookies: Sequence[str]) -> Answer:
    try:
        connection.request("GET", path, headers={"Cookie": "; ".join(cookies)} if cookies else {})
        answer = connection.getresponse()
        return Answer(status=answer.status, body=answer.read().decode(), headers=answer.getheaders())
    finally:
        connection.close()


def tool(name: str) -> str:
    """The path of a program, or the test ends here."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if found:
        return found
    if os.environ.get("SUMMARIZER_REQUIRE_OPTIONAL") == "1":
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"no {name} here")


def listed(*addresses: str) -> subprocess.CompletedProcess[str]:
    """What apps.sh says about these processes."""
    command = [tool("sh"), str(NGINX / "apps.sh"), *addresses]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture
def processes() -> Iterator[dict[int, ThreadingHTTPServer]]:
    with ExitStack() as stack:
        servers = [ThreadingHTTPServer(("127.0.0.1", 0), Process) for _ in range(2)]
        for server in servers:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
        yield {server.server_address[1]: server for server in servers}


@pytest.fixture
def proxy(tmp_path: Path, processes: dict[int, ThreadingHTTPServer]) -> Iterator[Proxy]:
    program = tool("nginx")
    ports = free_ports(2)
    settled_in(
        tmp_path, plain=ports[0], tls=ports[1], apps=listed(*(f"127.0.0.1:{one}" for one in processes))
    )
    # By its folder alone: nginx would otherwise first open the log of the one installed here.
    command = [program, "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with (tmp_path / "said").open("wb") as said:
        running = subprocess.Popen([*command, "-g", "daemon off;"], stdout=said, stderr=said)
    try:
        wait_for(ports[1], running, tmp_path / "said")
        yield Proxy(plain=ports[0], tls=ports[1], processes=processes)
    finally:
        running.terminate()
        running.wait(timeout=30)


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def settled_in(folder: Path, *, plain: int, tls: int, apps: subprocess.CompletedProcess[str]) -> None:
    """The files where they belong, below `folder` instead of the root; nothing else of them is changed."""
    assert apps.returncode == 0, apps.stderr
    key, certificate = folder / "tls/server.key", folder / "tls/server.crt"
    for name in ("tls", "conf.d", "logs"):
        (folder / name).mkdir()
    made = [tool("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(
        [*made, "-nodes", "-subj", "/CN=summary.example", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    (folder / "apps.conf").write_text(apps.stdout, encoding="utf-8")
    (folder / "mime.types").write_text("types {}", encoding="utf-8")
    elsewhere = {"/etc/nginx/": f"{folder}/", "/var/log/nginx/": f"{folder}/logs/", "/run/": f"{folder}/"}
    elsewhere |= {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{tls} ssl;",
    }
    for name, place in (("nginx.conf", "nginx.conf"), ("summarizer.conf", "conf.d/summarizer.conf")):
        text = (NGINX / name).read_text(encoding="utf-8")
        for old, new in elsewhere.items():
            text = text.replace(old, new)
        (folder / place).write_text(text, encoding="utf-8")


def wait_for(port: int, running: subprocess.Popen[bytes], said: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(said.read_text(encoding="utf-8", errors="replace"))


def test_a_browser_is_sent_to_one_process_and_others_to_others(proxy: Proxy) -> None:
    reached = set()
    for _ in range(20):
        first = proxy.get("/")
        route = first.cookie("summarizer_route")
        again = [proxy.get(path, route) for path in ("/desk?doc=1", STREAM, "/static/index.js", STREAM)]
        assert {proxy.process_of(answer) for answer in again} == {proxy.process_of(first)}
        assert not any("summarizer_route" in answer.cookies for answer in again)
        reached.add(proxy.process_of(first))
    assert reached == set(proxy.processes)


def test_files_follow_the_session_to_where_its_websocket_went(proxy: Proxy) -> None:
    route = proxy.get("/").cookie("summarizer_route")
    stream = proxy.get(STREAM, route)
    home = proxy.process_of(stream)
    proxy.processes[home].shutdown()
    proxy.processes[home].server_close()
    moved = proxy.get(STREAM, route, stream.cookie("summarizer_app"))
    (other,) = set(proxy.processes) - {home}
    assert proxy.process_of(moved) == other
    # Another browser, whose random cookie may lead anywhere, shows that it is the second cookie that counts.
    for fresh in range(8):
        file = proxy.get(f"/media/{fresh}", f"summarizer_route={fresh:032x}", moved.cookie("summarizer_app"))
        assert proxy.process_of(file) == other


def test_while_no_process_answers_people_are_told_in_a_sentence(proxy: Proxy) -> None:
    for server in proxy.processes.values():
        server.shutdown()
        server.server_close()
    for path in ("/", "/media/1"):
        answer = proxy.get(path)
        assert answer.status == 503
        assert "据实正在启动或升级" in answer.body
        assert "text/html; charset=utf-8" in dict(answer.headers).values()


def test_a_cookie_made_up_leads_to_no_other_machine(proxy: Proxy) -> None:
    for made_up in ("127.0.0.1:1", "evil.example", "x" * 12):
        answer = proxy.get("/media/1", f"summarizer_app={made_up}", f"summarizer_route={made_up}")
        assert proxy.process_of(answer)
        assert re.fullmatch("summarizer_route=[0-9a-f]{32}", answer.cookie("summarizer_route"))


def test_cookies_and_headers_are_those_for_tls_and_sent_once(proxy: Proxy) -> None:
    answer = proxy.get(STREAM)
    assert answer.cookies.keys() == {"summarizer_route", "summarizer_app", "_streamlit_xsrf"}
    assert all("secure" in line.lower() for line in answer.cookies.values())
    names = [name.lower() for name, _ in answer.headers if name.lower() != "set-cookie"]
    assert len(names) == len(set(names))
    assert answer.body.split()[1] == f"127.0.0.1:{proxy.tls}"


@pytest.mark.parametrize("path", ["/metrics", "/healthz", "/_stcore/agent/interact"])
def test_what_watchers_ask_is_not_passed_on(proxy: Proxy, path: str) -> None:
    assert proxy.get(path).status == 404


def test_without_tls_everybody_is_sent_to_tls(proxy: Proxy) -> None:
    answer = proxy.get_plain("/desk?doc=1")
    assert (answer.status, dict(answer.headers)["Location"]) == (301, "https://127.0.0.1/desk?doc=1")


def test_every_process_is_listed_by_its_own_address() -> None:
    text = listed("127.0.0.1:8501", "[::1]:8502").stdout
    assert re.findall(r"server (\S+) ", text) == ["127.0.0.1:8501", "[::1]:8502"]
    named = dict(re.findall(r'"(\S+)" ([0-9a-f]{12});', text))
    assert dict(re.findall(r"\n    ([0-9a-f]{12}) (\S+);", text)) == {
        one: name for name, one in named.items()
    }


@pytest.mark.parametrize(
    ("addresses", "told"),
    [((), "请写出"), (("app:8501",), "不是"), (("127.0.0.1",), "没有写端口"), (("127.0.0.1:1;}",), "不是")],
)
def test_a_name_or_half_an_address_is_refused(addresses: Sequence[str], told: str) -> None:
    done = listed(*addresses)
    assert done.returncode == 2
    assert told in done.stderr


# Following the processes as they come and go: nginx and the name server are stand-ins

STAND_INS = {
    "getent": """[ -s "$PLACE/found" ] || echo none >> "$PLACE/asked"
while read -r one; do echo "$one STREAM $2"; echo "$one DGRAM"; done < "$PLACE/found\"""",
    "nginx": """trap 'echo again >> "$PLACE/said"' HUP
trap 'echo stopped >> "$PLACE/said"; exit 0' TERM
echo $$ > "$PLACE/pid"
echo "$*" >> "$PLACE/said"
while :; do /bin/sleep 0.05; done""",
    "sleep": "exec /bin/sleep 0.05",
}


@pytest.fixture
def following(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    for name, body in STAND_INS.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
    (tmp_path / "found").write_text("", encoding="utf-8")
    surroundings = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PLACE": str(tmp_path)}
    surroundings["APPS_CONF"] = str(tmp_path / "apps.conf")
    command = [tool("sh"), str(NGINX / "apps.sh"), "--follow", "app", "8501"]
    # Under nohup the signal is ignored, and a shell cannot trap what was ignored when it began.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    process = subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    )
    signal.signal(signal.SIGHUP, before)
    yield process
    process.terminate()
    process.communicate(timeout=START_S)


def found(place: Path, *addresses: str) -> None:
    """The processes there are from now on."""
    (place / "new").write_text("".join(f"{one}\n" for one in addresses), encoding="utf-8")
    (place / "new").replace(place / "found")


def comes_to_say(path: Path, wanted: str) -> str:
    """The file, as soon as it holds `wanted`."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if wanted in text:
            return text
        time.sleep(0.05)
    pytest.fail(f"{path.name} never said {wanted}")


def test_nginx_is_started_with_the_first_process_and_told_of_others(
    following: subprocess.Popen[str], tmp_path: Path
) -> None:
    found(tmp_path, "10.0.0.2")
    comes_to_say(tmp_path / "said", "daemon off;")
    found(tmp_path, "10.0.0.3", "10.0.0.2")
    assert "server 10.0.0.2:8501 " in comes_to_say(tmp_path / "apps.conf", "server 10.0.0.3:8501 ")
    assert comes_to_say(tmp_path / "said", "again").count("daemon off;") == 1
    assert following.poll() is None


def test_the_last_processes_stay_known_while_none_is_found(
    following: subprocess.Popen[str], tmp_path: Path
) -> None:
    found(tmp_path, "10.0.0.2")
    comes_to_say(tmp_path / "said", "daemon off;")
    (tmp_path / "asked").unlink(missing_ok=True)
    found(tmp_path)
    comes_to_say(tmp_path / "asked", "none\nnone\n")
    assert "server 10.0.0.2:8501 " in (tmp_path / "apps.conf").read_text(encoding="utf-8")
    found(tmp_path, "10.0.0.4")
    assert "10.0.0.2" not in comes_to_say(tmp_path / "apps.conf", "server 10.0.0.4:8501 ")


def test_without_nginx_it_ends_so_that_docker_starts_it_anew(
    following: subprocess.Popen[str], tmp_path: Path
) -> None:
    found(tmp_path, "10.0.0.2")
    comes_to_say(tmp_path / "said", "daemon off;")
    os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 9)
    assert following.wait(timeout=START_S) == 2


def test_when_it_is_stopped_nginx_is_stopped(following: subprocess.Popen[str], tmp_path: Path) -> None:
    found(tmp_path, "10.0.0.2")
    comes_to_say(tmp_path / "said", "daemon off;")
    following.terminate()
    assert following.wait(timeout=START_S) == 0
    comes_to_say(tmp_path / "said", "stopped")
