"""An OpenAI-compatible server that fails on demand: its own process, real HTTP and SSE, only the stdlib.

The model's name says how it behaves: a name of `BEHAVIOURS`, anything else answers faithfully. What
follows an @ is ignored, so that a test can tell its own requests apart: `status-503@retried`.

    python tests/llm_server/llm_server.py [--port 0]      prints {"port": …} when it is ready

POST /v1/chat/completions, GET /v1/models    as OpenAI has them
GET  /v1/log?model=NAME                      what was asked of a model, and how its answers ended
"""

import argparse
import json
import re
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

KEY: Final = "test-key-1234567890"
BAD_KEY: Final = "wrong-key-1234567890"
MODELS: Final = ("embedding-small", "faithful", "qwen-test")
_LINGER: Final = "hh" if sys.platform == "win32" else "ii"
DEFAULT_ANSWER: Final = "工会扎实开展各项工作，切实服务职工群众。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How a model answers.

    Attributes:
        writes: what the text is made of, a key of `_TEXTS`.
        status: the HTTP status; `retry_after` goes along with it.
        fails: how many requests get that status before one is answered, None for all.
        first_s, token_s: seconds before the first piece and between pieces.
        thinks: pieces of reasoning_content before the text.
        ends: after `after` pieces: normally, by `reset`, by `eof` without an end mark, or by a `stall`.
        finish: the finish_reason, "" to leave it out.
        wire: `sse`, or how the bytes are spoiled.
        refuses: parameters that are answered with 400.
        says: the message of an error.
    """

    writes: str = "faithful"
    status: int = 200
    retry_after: str = ""
    fails: int | None = None
    first_s: float = 0.0
    token_s: float = 0.0
    thinks: int = 0
    ends: str = ""
    after: int = 3
    finish: str = "stop"
    wire: str = "sse"
    refuses: tuple[str, ...] = ()
    says: str = ""


_STATUS = {
    f"status-{status}": Behaviour(status=status) for status in (400, 401, 402, 403, 404, 413, 500, 502, 503)
}
BEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    **_STATUS,
    "faithful": Behaviour(),
    "slow": Behaviour(token_s=0.03),
    "unhurried": Behaviour(token_s=0.12),
    "slower": Behaviour(token_s=0.15),
    "slow-first": Behaviour(first_s=0.3),
    "late": Behaviour(first_s=30),
    "thinks": Behaviour(thinks=4),
    "only-thinks": Behaviour(thinks=4, writes="empty", finish="length"),
    "no-credit": Behaviour(status=429, says="insufficient_quota: check your plan"),
    "unknown": Behaviour(status=404, says="The model `unknown` does not exist"),
    "too-long": Behaviour(status=400, says="This model's maximum context length is 4096 tokens"),
    "echoes-key": Behaviour(status=400, says=f"bad request for key {KEY}"),
    "status-429": Behaviour(status=429),
    "busy-once": Behaviour(status=429, retry_after="0.2", fails=1),
    "busy-until": Behaviour(status=429, retry_after="Wed, 21 Oct 2065 07:28:00 GMT"),
    "busy-long": Behaviour(status=429, retry_after="3600"),
    "fails-twice": Behaviour(status=503, fails=2),
    "reset": Behaviour(ends="reset"),
    "reset-at-once": Behaviour(ends="reset", after=0),
    "eof": Behaviour(ends="eof"),
    "stall": Behaviour(ends="stall"),
    "stall-later": Behaviour(ends="stall", after=12),
    "empty": Behaviour(writes="empty"),
    "truncated": Behaviour(finish="length"),
    "filtered": Behaviour(finish="content_filter"),
    "no-finish": Behaviour(finish=""),
    "bad-json": Behaviour(wire="bad-json"),
    "not-sse": Behaviour(wire="json"),
    "html": Behaviour(wire="html"),
    "gbk": Behaviour(wire="gbk"),
    "error-event": Behaviour(wire="error-event"),
    "huge": Behaviour(writes="huge"),
    "huge-line": Behaviour(wire="huge-line"),
    "no-usage": Behaviour(refuses=("stream_options",)),
    "new-names": Behaviour(refuses=("max_tokens", "temperature")),
    "ignores": Behaviour(writes="ignores"),
    "invents": Behaviour(writes="invents"),
    "changes": Behaviour(writes="changes"),
    "drops": Behaviour(writes="drops"),
    "echoes": Behaviour(writes="echoes"),
    "english": Behaviour(writes="english"),
    "deletes": Behaviour(writes="deletes"),
    "scripts": Behaviour(writes="scripts"),
}


def facts_of(prompt: str) -> list[str]:
    """The facts in a prompt, without their numbers."""
    block = re.search(r"<事实>\n(.*?)\n</事实>", prompt, re.S)
    lines = block[1].splitlines() if block else []
    return [re.sub(r"^\d+[.．]\s*", "", line).strip() for line in lines if line.strip()]


def _faithful(prompt: str) -> str:
    return "".join(f"{fact.rstrip('。')}。" for fact in facts_of(prompt)) or DEFAULT_ANSWER


def _headed(prompt: str) -> str:
    """As many parallel headings as sections are asked for, or what is otherwise faithful."""
    block = re.search(r"<各节>\n(.*?)\n</各节>", prompt, re.S)
    if "拟一组小标题" not in prompt or block is None:
        return _faithful(prompt)
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    return "\n".join(f"做好{words[at]}类事项" for at in range(len(block[1].splitlines())))


def _ignoring(prompt: str) -> str:
    lines = "\n".join(f"- **{fact}**" for fact in facts_of(prompt))
    return f"好的，以下是为您撰写的内容：\n\n## 工作情况\n\n{lines}\n\n以上内容供参考，如需修改请告诉我。\n"


def _invented(prompt: str) -> str:
    return _faithful(prompt) + "全年另行举办培训班八百八十八期，覆盖率达到99.7%。"


def _changed(prompt: str) -> str:
    return re.sub(r"\d+", lambda match: str(int(match[0]) + 1), _faithful(prompt))


def _dropped(prompt: str) -> str:
    return "".join(f"{fact}。" for fact in facts_of(prompt)[1:]) or DEFAULT_ANSWER


def _echoed(prompt: str) -> str:
    block = re.search(r"<范文片段[^>]*>\n(.*?)\n</范文片段>", prompt, re.S)
    return block[1] if block else DEFAULT_ANSWER


_SCRIPTS: Final = '<img src=x onerror="window.hit=1">[点](javascript:window.hit=1)'
_TEXTS: Final[Mapping[str, Callable[[str], str]]] = {
    "faithful": _headed,
    "ignores": _ignoring,
    "invents": _invented,
    "changes": _changed,
    "drops": _dropped,
    "echoes": _echoed,
    "english": lambda _: "The trade union carried out its work well this year.",
    "deletes": lambda _: "删去。",
    "scripts": lambda prompt: _faithful(prompt) + _SCRIPTS,
    "empty": lambda _: "",
    "huge": lambda _: DEFAULT_ANSWER * 4000,
}


class Log:
    """What was asked and how it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[dict[str, Any]] = []

    def add(self, model: str, body: Mapping[str, Any], authorization: str) -> dict[str, Any]:
        entry = {
            "model": model,
            "body": body,
            "authorization": authorization,
            "at": time.time(),
            "pieces": 0,
            "ended": "",
            "ended_at": 0.0,
        }
        with self._lock:
            self._entries.append(entry)
        return entry

    def of(self, model: str) -> list[dict[str, Any]]:
        with self._lock:
            return [entry for entry in self._entries if entry["model"] == model]


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the test's output stays readable."""

    def do_GET(self) -> None:
        """The models, the log, and a web page for everything else."""
        url = urlsplit(self.path)
        if url.path == "/v1/log":
            self._send_json(self.server.log.of(parse_qs(url.query)["model"][0]))
        elif self._is_refused():
            self._send_error(401, f"Incorrect API key provided: {BAD_KEY}")
        elif url.path == "/v1/models":
            self._send_json(
                {"object": "list", "data": [{"id": model, "object": "model"} for model in MODELS]}
            )
        else:
            self._send(404, b"<html>no such page</html>", "text/html")

    def do_POST(self) -> None:
        """One answer."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if urlsplit(self.path).path != "/v1/chat/completions":
            self._send_error(404, "no such path")
            return
        body = json.loads(content)
        model = str(body["model"])
        behaviour = BEHAVIOURS.get(model.partition("@")[0], Behaviour())
        asked_before = len(self.server.log.of(model))
        entry = self.server.log.add(model, body, self.headers.get("Authorization", ""))
        try:
            self._answer(behaviour, body, entry, asked_before)
        except (BrokenPipeError, ConnectionResetError):
            entry["ended"] = entry["ended"] or "left"
        entry["ended_at"] = entry["ended_at"] or time.time()

    def _answer(
        self, behaviour: Behaviour, body: Mapping[str, Any], entry: dict[str, Any], asked_before: int
    ) -> None:
        refused = [name for name in behaviour.refuses if name in body]
        if self._is_refused():
            self._send_error(401, f"Incorrect API key provided: {BAD_KEY}")
        elif refused:
            self._send_error(400, f"Unsupported parameter: '{refused[0]}' is not supported with this model.")
        elif behaviour.status != 200 and (behaviour.fails is None or asked_before < behaviour.fails):
            self._send_error(behaviour.status, behaviour.says or "it failed", behaviour.retry_after)
        else:
            self._stream(behaviour, body, entry)

    def _is_refused(self) -> bool:
        return BAD_KEY in self.headers.get("Authorization", "")

    def _stream(self, behaviour: Behaviour, body: Mapping[str, Any], entry: dict[str, Any]) -> None:
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        text = _TEXTS[behaviour.writes](prompt)
        if self._spoiled(behaviour, text):
            return
        if not self._waits(behaviour.first_s, entry):
            return
        self._start_events()
        for _ in range(behaviour.thinks):
            self._send_event(_delta(body, {"reasoning_content": "让我想想52户该怎么写。"}))
        for piece in _pieces(text):
            if behaviour.ends and entry["pieces"] >= behaviour.after:
                self._break_off(behaviour.ends, entry)
                return
            self._send_event(_delta(body, {"content": piece}))
            entry["pieces"] += 1
            if not self._waits(behaviour.token_s, entry):
                return
        self._finish(behaviour, body, prompt, text)
        entry["ended"] = "done"

    def _finish(self, behaviour: Behaviour, body: Mapping[str, Any], prompt: str, text: str) -> None:
        if behaviour.finish:
            self._send_event(_delta(body, {}, finish=behaviour.finish))
        if body.get("stream_options", {}).get("include_usage"):
            usage = {"prompt_tokens": len(prompt), "completion_tokens": len(text)}
            usage["total_tokens"] = sum(usage.values())
            self._send_event({**_delta(body, {}), "choices": [], "usage": usage})
        self._send_chunk(b"data: [DONE]\n\n")
        self._send_chunk(b"")

    def _spoiled(self, behaviour: Behaviour, text: str) -> bool:
        """Sends an answer that breaks the protocol, when that is asked for."""
        events = "text/event-stream"
        bodies = {
            "html": (b"<html>login</html>", "text/html; charset=utf-8"),
            "json": (json.dumps({"text": text}).encode(), "application/json"),
            "bad-json": (b'data: {"choices": [{"delta": {"content": "\n\n', events),
            "gbk": (
                f'data: {{"choices": [{{"delta": {{"content": "{text}"}}}}]}}\n\n'.encode("gbk", "replace"),
                events,
            ),
            "error-event": (b'data: {"error": {"message": "engine overloaded", "code": 503}}\n\n', events),
            "huge-line": (b"data: " + b"x" * (40 << 20), events),
        }
        if behaviour.wire not in bodies:
            return False
        content, kind = bodies[behaviour.wire]
        self._send(200, content, kind)
        return True

    def _break_off(self, how: str, entry: dict[str, Any]) -> None:
        if how == "stall":
            self._waits(60, entry)
            return
        entry["ended"] = how
        if how == "reset":
            # A lingering time of zero makes close() send RST.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0))
            self.connection.shutdown(socket.SHUT_RD)
        else:
            self._send_chunk(b"")
        self.close_connection = True
        self.wfile.flush()
        if how == "reset":
            self.rfile.close()
            self.wfile.close()
            self.connection.close()

    def _waits(self, seconds: float, entry: dict[str, Any]) -> bool:
        """Waits; False when the client closed the connection meanwhile."""
        readable, _, _ = select.select([self.connection], [], [], seconds)
        if readable and self.connection.recv(1, socket.MSG_PEEK) == b"":
            entry["ended"], entry["ended_at"] = "left", time.time()
            self.close_connection = True
            return False
        return True

    def _start_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _send_event(self, event: Mapping[str, Any]) -> None:
        self._send_chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def _send_chunk(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        self.wfile.flush()

    def _send_json(self, shape: object) -> None:
        self._send(200, json.dumps(shape).encode(), "application/json")

    def _send_error(self, status: int, message: str, retry_after: str = "") -> None:
        content = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
        self._send(status, content, "application/json", retry_after)

    def _send(self, status: int, content: bytes, kind: str, retry_after: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """The server with its log."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.log = Log()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: connections are broken on purpose."""


def _delta(body: Mapping[str, Any], delta: Mapping[str, str], *, finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "delta": dict(delta), "finish_reason": finish}],
    }


def _pieces(text: str) -> Iterator[str]:
    """Pieces of two characters, about what a token is."""
    size = 2 if len(text) < 2000 else 500
    for start in range(0, len(text), size):
        yield text[start : start + size]


def main() -> None:
    """Serves until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    server = Server(parser.parse_args().port)
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
