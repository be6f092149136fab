"""Websockets of other sites' pages: turned away before anything behind is asked."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from starlette.types import Message, Receive, Scope, Send

from summarizer.ui.origins import SameOrigin

PASSED: Message = {"type": "passed on"}


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send(PASSED)


def answered(kind: str, **headers: str) -> list[Message]:
    """What becomes of a connection with these headers."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    visit = SameOrigin(behind)({"type": kind, "headers": raw}, receive, send)
    # Another test's browser may have left an event loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, visit).result()
    return sent


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def configure(*, cors: bool = True, listed: tuple[str, ...] = ()) -> None:
        options = {"server.enableCORS": cors, "server.corsAllowedOrigins": list(listed)}
        monkeypatch.setattr(st, "get_option", options.__getitem__)

    return configure


@pytest.mark.parametrize(
    ("origin", "host", "welcome"),
    [
        ("https://union.example", "union.example", True),
        ("https://Union.example:8443", "union.example:8443", True),
        ("https://union.example:8443", "union.example", False),
        ("https://evil.example", "union.example", False),
        ("https://union.example.evil.example", "union.example", False),
        ("http://127.0.0.1:8501", "127.0.0.1:8502", False),
        ("https://listed.example", "union.example", True),
        ("null", "union.example", False),
        ("", "union.example", False),
    ],
)
def test_a_websocket_comes_from_a_page_of_this_address_or_of_a_listed_one(
    configured: Callable[..., None], origin: str, host: str, welcome: bool
) -> None:
    configured(listed=("https://listed.example",))
    closed: Message = {"type": "websocket.close", "code": 1008}
    assert answered("websocket", origin=origin, host=host) == [PASSED if welcome else closed]


def test_what_is_no_browser_and_what_is_no_websocket_pass(configured: Callable[..., None]) -> None:
    configured()
    assert answered("websocket", host="union.example") == [PASSED]
    assert answered("http", origin="https://evil.example", host="union.example") == [PASSED]


def test_an_administrator_who_allows_every_origin_is_obeyed(configured: Callable[..., None]) -> None:
    configured(cors=False)
    assert answered("websocket", origin="https://other.example", host="union.example") == [PASSED]
