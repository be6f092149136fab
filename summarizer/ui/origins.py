"""Turns away websockets that pages of other sites open, before Streamlit looks up this machine's address.

Streamlit refuses them, too, but first asks a server on the internet for the machine's external address, in
case the page came from there: a call out that nobody chose, and where packets are dropped it stops the pages
of all for two seconds. No option prevents it (`is_url_from_allowed_origins` of its `server_util`).
"""

from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION: Final = 1008  # RFC 6455, 7.4.1; before the handshake it becomes a plain 403


class SameOrigin:
    """Lets a websocket through when its page came from here, or from an origin the administrator listed."""

    def __init__(self, app: ASGIApp) -> None:
        """Args: app: what the others reach."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on or closes one connection."""
        if scope["type"] == "websocket" and not _is_welcome(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        await self._app(scope, receive, send)


def _is_welcome(headers: Headers) -> bool:
    origin = headers.get("origin")
    # Browsers always send one; what is no browser carries nobody's cookies.
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    here = headers.get("host", "").lower()
    return urlsplit(origin).netloc.lower() == here or origin in st.get_option("server.corsAllowedOrigins")
